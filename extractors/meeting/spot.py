"""Where a meeting was: the building or room, and the kelurahan, kecamatan and kota."""

import re

from extractors.context import Context
from extractors.directory import directory
from extractors.layout import Unit, UnitKind
from extractors.meeting.telling import Telling
from models.indonesian.capitals import calmed_place
from models.indonesian.index import index
from models.indonesian.places import LEVEL_WORDS, Level, Lexicon, Place
from models.indonesian.words import fold
from models.values.agency import Agency, squeeze

_VENUE_KEYS = re.compile(
    r"^(?:tempat|te?m?pt|di\s?mana|lokasi|lok|bertempat|ruang|tempat\s+\w+)\b", re.I
)
_BUILDINGS = (
    r"aula|balai|kantor|gedung|pendopo|pendapa|ruang|halaman|lapangan|rumah(?!-)|pos|posko|mas?jid|mesjid|mushol?la\w?|musala|mushala|surau|gereja|hotel|sekretariat|gor\b|"
    r"sd\b|sdn\b|smp\b|smk\b|sekolah|taman|joglo|wantilan|bale|banjar|meunasah|kediaman|baruga|graha|wisma|cafe|kafe|rm\b|restoran|para-para|lobi|lobby|"
    r"puskesmas|pustu|poskesdes|ballroom|langgar|balairung|sanggar|posyandu|bank sampah|pasar|kampus|auditorium|convention|saung|villa|ruangan|op\s*room|op-room|"
    r"kompleks|komplek|area|lingkungan|pantai|sopo|obhe|baileo|berugaq?|bpu\b|kapel|kapela|gazebo|pelataran|bengkel|jineng|lamin|betang|uma\b|jambo|tongkonan|omo\b|omah|vihara|wihara|pura\b|klenteng|kelenteng"
)
_VENUE_NAME = (
    rf"(?P<venue>(?:(?:ruang|lantai|halaman|pelataran|teras|lapangan|lantai\s\d+)\s+)?(?:{_BUILDINGS})\b"
    r"[^,;()\n\t.“”]{0,70})"
)
_VENUE = re.compile(
    r"\b(?:memadati\s|memenuhi\s|suasana\s|di(?=aula|gedung|kantor|halaman|rumah|balai|pendop)|di\s|bertempat\s+di\s|berlangsung\s+di\s|dipusatkan\s+di\s|bertempat\s|lokasi\s)\s*"
    + _VENUE_NAME,
    re.I,
)
_HELD_AT = re.compile(
    r"(?:\b(?:rapat|musyawarah|mus[dk]\w+|musrenbang\w*|pertemuan|rembu[gk]\w*|kegiatan|acara|sosialisasi|pelatihan|dialog|berlangsung|dilaksanakan|digelar|diadakan|diselenggarakan|"
    r"bertempat|dipusatkan|berkumpul|digelarnya)\b(?:\s+(?!di\b)[\w./-]+){0,6}\s+di\s+|📍\s*|^@\s*)"
    + _VENUE_NAME,
    re.I,
)
_SPOT_NAME = re.compile(
    r"\bdi\s((?:[A-Z][\w'-]*\s){1,4}[A-Z][\w'-]*),?\s+(?:pada\s+)?(?:hari\s+)?"
    r"(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu|Ahad)\b"
)
_VENUE_STOP = re.compile(
    r"\s+(?:tersebut|setempat|buka|tutup|pada|yang|dan\s+di|untuk|dengan|dihadiri|telah|dalam|hari|tanggal|mulai|pukul|jam|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|"
    r"kemarin|tadi|malam|pagi|siang|sore|oleh|serta|ini|itu|beberapa|(?<!serba\s)guna|saat|setelah|sebagai|(?-i:di[a-z]{2,}kan|di[a-z]{3,}i)|jl\.?|jalan|bersama|berlangsung|diikuti|akan|untuk)\b.*$",
    re.I | re.S,
)


def venue_of(telling: Telling) -> tuple[str, tuple[int, int]] | None:
    """Return the building or room, without the administrative place behind it."""
    for field in telling.fields:
        if field.asks(_VENUE_KEYS):
            text = _bare_venue(telling.context, field.content, field.body)
            if text and len(text) < 140:
                return text, (field.body, field.body + len(text))
    early = (
        telling.lead[:4]
        if telling.lead is not telling.body
        else [u for u in telling.body if len(u.text) > 60][:4]
    )
    found = _in_a_row(telling) or next(
        (v for u in early if (v := _in_unit(telling, u, _VENUE)) is not None), None
    )
    if found is None:
        found = _named_spot(telling)
    if found is None:
        # Told later, or in a line of its own: only where what was held, or a pin, says so.
        told = (_in_unit(telling, u, _HELD_AT) for u in telling.body)
        found = next((v for v in told if v is not None), None)
    return found


def _in_a_row(telling: Telling) -> tuple[str, tuple[int, int]] | None:
    """Return the venue that a line at the head of notes tells between a day and hours, without a key:
    "Tgl 17/03/2025 | 15.10 - 17.00 | Lantai 2 kantor lurah", "(Sabtu 6 Mei 2023, depan rumah Pak Yono, …)".
    """
    if telling.news:
        return None
    for unit in telling.body[:_HEAD]:
        if unit.key or not any(True for _ in telling.context.marks("dates", unit.start, unit.end)):
            continue
        for part in _PARTED.finditer(unit.text):
            named = _IS_VENUE.match(part[1])
            if named is not None:
                begin = unit.start + part.start(1) + named.start("venue")
                whole = re.split(r"\.\s+(?=[A-Z])", part[1][named.start("venue") :])[0]
                text = _bare_venue(telling.context, whole, begin)
                if text and " " in text:  # a word by itself may be one of a list
                    return text, (begin, begin + len(text))
    return None


_HEAD = 6  # lines
_PARTED = re.compile(r"(?<=[|,;\t])\s*([^|,;()\t\n]{4,70})(?=[|,;()\t]|\s*$)")
_IS_VENUE = re.compile(
    r"(?:di\s+)?(?P<venue>(?:(?:ruang|lantai|lt|halaman|pelataran|teras|depan|dpn)\.?\s+(?:\d+\s+)?)?"
    rf"(?:{_BUILDINGS}|warung)\b)",
    re.I,
)


def _in_unit(
    telling: Telling, unit: Unit, pattern: re.Pattern[str]
) -> tuple[str, tuple[int, int]] | None:
    """Return the venue that a unit tells."""
    for match in pattern.finditer(unit.text):
        begin = unit.start + match.start("venue")
        text = _bare_venue(telling.context, match["venue"], begin)
        if text:
            return text, (begin, begin + len(text))
    return None


def _named_spot(telling: Telling) -> tuple[str, tuple[int, int]] | None:
    """Return a spot that only its name and the day behind it tell: "di RPTRA Mandala, Kamis (18/7)"."""
    for unit in telling.lead[:2] if telling.news else []:
        for match in _SPOT_NAME.finditer(unit.text):
            begin = unit.start + match.start(1)
            marks = telling.context.marks("places", begin, begin + len(match[1]) + 1)
            if next(marks, None) is None and squeeze(match[1]) not in index().region_names:
                return match[1], (begin, begin + len(match[1]))
    return None


def _bare_venue(context: Context, text: str, start: int) -> str | None:
    text = _VENUE_STOP.sub("", " " + text)[1:] if len(text) > 8 else text
    for mark in context.marks("places", start, start + len(text) + 40):
        place: Place = mark.value
        at = mark.start - start
        if 0 < at < len(text):
            head = text[:at].rstrip(" ,")
            # "Kantor Kelurahan X": without its level word the venue would be a bare "Kantor".
            if (
                re.search(
                    r"\b(?:kantor(?:\s+wali)?|balai|aula|pendopo|pendapa|halaman|meunasah|baruga|bale|balee|bpu)$",
                    head,
                    re.I,
                )
                and place.level is not Level.KOTA
            ):
                text = head + " " + text[at:].split()[0]
            elif len(head) >= 3:
                text = head
            break
    text = re.split(r"\s*[,(;]|\s+Jl\.|\s+Jalan\s", text)[0].strip(" .:-")
    return text or None


def _names_home(unit: Unit) -> bool:
    """Tell whether a unit may say where the paper comes from: no attendant, no heading of a table."""
    return unit.kind is not UnitKind.ROW and not unit.key.casefold().startswith(
        ("agenda", "acara", "hadir", "yang hadir", "peserta")
    )


def places_of(telling: Telling, tier: Level | None) -> dict[Level, str]:
    """Return kelurahan, kecamatan and kota: those nearest to the meeting's naming, else the home.

    A meeting of a kecamatan is in no kelurahan, one of a kota in no kecamatan.
    """
    lexicon: Lexicon = telling.context.doc._.lexicon
    found: dict[Level, str] = {}
    units = telling.lead[:2] if telling.news else [u for u in telling.body[:14] if _names_home(u)]
    for unit in units:
        for mark in telling.context.marks("places", unit.start, unit.end):
            place: Place = mark.value
            if (
                place.level in (Level.KELURAHAN, Level.KECAMATAN, Level.KOTA)
                and place.level not in found
            ):
                name = _proper(lexicon.spelled(place.name, place.level))
                found[place.level] = f"{place.kind} {name}" if place.level is Level.KOTA else name
    home = directory(telling.context).home
    for level in (Level.KELURAHAN, Level.KECAMATAN, Level.KOTA):
        if level not in found and level.value in home:
            word, _, name = home[level.value].partition(" ")
            found[level] = f"{word} {_proper(name)}" if level is Level.KOTA else _proper(name)
    if Level.KELURAHAN not in found:
        for mark in telling.context.marks("offices"):
            agency: Agency | None = mark.value.agency
            if (
                agency
                and agency.klass == "wilayah"
                and agency.own
                and LEVEL_WORDS.get(fold(agency.label), (None,))[0] is Level.KELURAHAN
            ):
                found[Level.KELURAHAN] = _proper(agency.own)
                break
    if tier in (Level.KECAMATAN, Level.KOTA):
        found.pop(Level.KELURAHAN, None)
    return found


def spot_of(context: Context, level: Level, name: str) -> tuple[int, int] | tuple[None, None]:
    """Return where a place of this level is named first, if it is named with its level word."""
    key = squeeze(name)
    for mark in context.marks("places"):
        place: Place = mark.value
        if place.level is level and key in (squeeze(place.name), squeeze(place.full)):
            return mark.start, mark.end
    return None, None


def _proper(name: str) -> str:
    return calmed_place(name) if len(name) > 3 else name

"""The gathering that a document minutes or reports on: what, when, where, by whom."""

import re
from dataclasses import dataclass
from datetime import date as Day
from functools import cache

from extractors.context import Context, Item
from extractors.directory import directory, outside
from extractors.layout import Section, Unit, UnitKind
from extractors.parts import part
from extractors.when import resolve
from models.codes import DocumentKind, MeetingType
from models.indonesian.gazetteers import meeting_names, word_set
from models.indonesian.places import LEVEL_WORDS, Level, Lexicon, Place
from models.indonesian.words import fold
from models.record import Meeting
from models.values.agency import Agency

_DAY_KEYS = re.compile(
    r"^(?:hari|tanggal|tgl|waktu|hari\s*[/,&-]?\s*(?:dan\s*)?(?:tanggal|tgl)\.?|pelaksanaan)\b",
    re.I,
)
_TIME_KEYS = re.compile(r"^(?:waktu|jam|pukul|pkl|hari|tanggal|tgl|mulai)\b", re.I)
_VENUE_KEYS = re.compile(r"^(?:tempat|lokasi|bertempat|ruang|tempat\s+\w+)\b", re.I)
_SUBJECT_KEYS = re.compile(
    r"^(?:acara|agenda|perihal|kegiatan|rapat|materi|hal|topik|pembahasan|dalam\s+rangka|judul|nama\s+rapat|pokok)\b",
    re.I,
)
_HOLDS = re.compile(
    r"\b(?:meng?gelar|gelar|mengadakan|adakan|melaksanakan|menyelenggarakan|menghelat|melakukan)\b",
    re.I,
)
_VENUE = re.compile(
    r"\b(?:di|bertempat\s+di|berlangsung\s+di|dipusatkan\s+di|bertempat|lokasi)\s+(?P<venue>(?:(?:ruang|lantai|halaman|pelataran|teras|lapangan)\s+)?"
    r"(?:aula|balai|kantor|gedung|pendopo|pendapa|ruang|halaman|lapangan|rumah|pos|posko|masjid|mushol?la|surau|gereja|hotel|sekretariat|gor\b|"
    r"sd\b|sdn\b|smp\b|smk\b|sekolah|taman|joglo|wantilan|bale|banjar|meunasah|kediaman|baruga|graha|wisma|cafe|kafe|rm\b|restoran|para-para|lobi|lobby|"
    r"puskesmas|posyandu|bank sampah|pasar|kampus|auditorium|convention|saung|villa|ruangan|op\s*room|op-room|kompleks|komplek|area|lingkungan|pantai)\b[^,;()\n\t.“”]{0,70})",
    re.I,
)
_VENUE_STOP = re.compile(
    r"\s+(?:pada|yang|dan\s+di|untuk|dengan|dihadiri|telah|dalam|hari|tanggal|mulai|pukul|jam|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|"
    r"kemarin|tadi|malam|pagi|siang|sore|oleh|serta|ini|itu|beberapa|guna|saat|setelah|sebagai|dimulai|jl\.?|jalan|bersama|berlangsung|diikuti|akan|untuk)\b.*$",
    re.I | re.S,
)
_CLOSED = re.compile(r"\b(?:di)?tutup|berakhir|selesai|usai\b", re.I)
_PRECISION = {MeetingType.MUSYAWARAH: -1, MeetingType.RAPAT: -2, MeetingType.LAINNYA: -3}


@dataclass(frozen=True, slots=True)
class _Named:
    type: MeetingType
    start: int
    end: int
    words: int


@cache
def _names() -> re.Pattern[str]:
    forms = sorted(
        (f for n in meeting_names() for f in n.forms if f not in _TOO_WIDE), key=len, reverse=True
    )
    return re.compile(
        r"\b(?:" + "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in forms) + r")\b", re.I
    )


# Words of meetings that are everyday words too; alone they name no gathering.
_TOO_WIDE = word_set("wide_titles")


@cache
def _types() -> dict[str, MeetingType]:
    return {" ".join(f.split()).casefold(): n.type for n in meeting_names() for f in n.forms}


@part("meetings", after=("agencies",))
def find(context: Context) -> tuple[Item[Meeting], ...]:
    """Return the meeting of minutes or of an article, with what is told of it; none elsewhere."""
    if context.kind not in (DocumentKind.MINUTES, DocumentKind.NEWS):
        return ()
    news = context.kind is DocumentKind.NEWS
    body = [u for u in context.units if not outside(u)]
    if not body:
        return ()
    named = _name_of(context, body, news)
    if named is None and news:
        return ()
    lead = _lead(context, body) if news else body
    day = _day(context, body, lead, news)
    start, end, time_span = _times(context, body, lead, news)
    venue = _venue(context, body, lead)
    places = _places(context, body, lead, named)
    organizer = _organizer(context, body, lead, named, news)
    if (
        named is not None
        and named.type is MeetingType.RAPAT
        and _is_neighbours(context, body, organizer)
    ):
        named = _Named(MeetingType.REMBUG_WARGA, named.start, named.end, named.words)
    spans = [s for s in (day[1] if day else None, time_span, venue[1] if venue else None) if s]
    if named is not None:
        spans.insert(0, (named.start, named.end))
    if not spans:
        spans = [(body[0].start, body[0].end)]
    meeting = Meeting(
        type=named.type if named else MeetingType.RAPAT,
        title=_title(context, body, lead, named, news),
        date=day[0] if day else None,
        start=start,
        end=end,
        venue=venue[0] if venue else None,
        kelurahan=places.get(Level.KELURAHAN),
        kecamatan=places.get(Level.KECAMATAN),
        kota=places.get(Level.KOTA),
        organizer=organizer,
    )
    return (Item(meeting, tuple(spans), 0.85 if day and named else 0.65),)


def _lead(context: Context, body: list[Unit]) -> list[Unit]:
    """Return the first paragraphs of an article, headline and furniture left out."""
    long = [
        u
        for u in body
        if len(u.text) > 110
        and u.kind in (UnitKind.PARAGRAPH, UnitKind.KEY_VALUE, UnitKind.COLUMNS)
    ]
    return long[:3] or body[:6]


def _name_of(context: Context, body: list[Unit], news: bool) -> _Named | None:
    """Return the meeting's kind as the title names it, else as the beginning does."""
    top = [u for u in body[:16] if u.kind in (UnitKind.HEADING,) or len(u.text) < 130]
    subject = [u for u in body if u.key and _SUBJECT_KEYS.match(u.key)]
    lead = _lead(context, body) if news else body[:20]
    groups = (top[:8] if news else top, lead[:1] if news else subject, lead)
    weak: _Named | None = None
    for group in groups:
        found = [n for u in group for n in _named(u)]
        strong = [n for n in found if n.words > 1 or n.type not in _PRECISION]
        if strong:
            return max(strong, key=lambda n: (_PRECISION.get(n.type, 0), n.words, -n.start))
        if found and weak is None:
            weak = max(found, key=lambda n: (_PRECISION.get(n.type, 0), -n.start))
    return weak


def _named(unit: Unit) -> list[_Named]:
    out = []
    for match in _names().finditer(unit.text):
        words = " ".join(match.group().split()).casefold()
        out.append(
            _Named(
                _types()[words],
                unit.start + match.start(),
                unit.start + match.end(),
                len(words.split()),
            )
        )
    return out


def _is_neighbours(context: Context, body: list[Unit], organizer: str | None) -> bool:
    return organizer is not None and bool(re.match(r"R[TW] \d", organizer))


def _day(
    context: Context, body: list[Unit], lead: list[Unit], news: bool
) -> tuple[Day, tuple[int, int]] | None:
    """Return the meeting's day, of a range the first."""
    if not news:
        for unit in body:
            if unit.key and _DAY_KEYS.match(unit.key):
                for mark in context.marks("dates", unit.start, unit.end):
                    day = resolve(context, mark.value)
                    if day:
                        return day, (mark.start, mark.end)
        opening = re.search(r"pada\s+hari\s+(?:ini|\w+)", context.text, re.I)
        begin = opening.start() if opening else 0
        candidates = list(context.marks("dates", begin)) or list(context.marks("dates"))
    else:
        candidates = [m for u in lead for m in context.marks("dates", u.start, u.end)]
        candidates.sort(key=lambda m: (m.value.weekday is None, m.start))
        published = _published(context)
        text = " ".join(u.text for u in lead[:2])
        if not candidates and published and re.search(r"\bhari ini\b", text, re.I):
            return published, (lead[0].start, lead[0].end)
    for mark in candidates:
        stands = context.unit_at(mark.start)
        if stands is None or outside(stands):
            continue
        before = context.text[max(stands.start, mark.start - 60) : mark.start]
        if re.search(
            r"\b(?:mendatang|paling\s+lambat|sebelum|nomor|no\.|undang-undang|peraturan|sejak|hingga)\b[^.]*$",
            before,
            re.I,
        ):
            continue
        after = context.text[mark.end : mark.end + 16]
        if (
            news
            and re.match(r"\s*(?:mendatang|nanti|lalu)\b", after, re.I)
            and "mendatang" in after
        ):
            continue
        day = resolve(context, mark.value)
        if day:
            return day, (mark.start, mark.end)
    return None


def _published(context: Context) -> Day | None:
    declared = context.source.published
    return Day.fromisoformat(declared[:10]) if declared else None


def _times(
    context: Context, body: list[Unit], lead: list[Unit], news: bool
) -> tuple[str | None, str | None, tuple[int, int] | None]:
    """Return when it began and ended."""
    start = end = None
    span = None
    keyed = [u for u in body if u.key and _TIME_KEYS.match(u.key)]
    opening = [u for u in body if re.search(r"pada\s+hari\s+ini|bertempat", u.text, re.I)]
    for unit in keyed + (lead[:2] if news else opening):
        for mark in context.marks("times", unit.start, unit.end):
            start, end, span = mark.value.value, mark.value.until, (mark.start, mark.end)
            break
        if start:
            break
    if not news and end is None:
        for mark in context.marks("times"):
            before = context.text[max(0, mark.start - 50) : mark.start]
            if (
                _CLOSED.search(before)
                and span != (mark.start, mark.end)
                and "dimulai" not in before
            ):
                end = mark.value.value
    return start, end, span


def _venue(
    context: Context, body: list[Unit], lead: list[Unit]
) -> tuple[str, tuple[int, int]] | None:
    """Return the building or room, without the administrative place behind it."""
    for unit in body:
        if unit.key and _VENUE_KEYS.match(unit.key) and len(unit.content) < 140:
            text = _bare_venue(context, unit.content, unit.body)
            if text:
                return text, (unit.body, unit.body + len(text))
    for unit in lead[:4] if lead is not body else [u for u in body if len(u.text) > 60][:4]:
        match = _VENUE.search(unit.text)
        if match:
            text = _bare_venue(context, match["venue"], unit.start + match.start("venue"))
            if text:
                begin = unit.start + match.start("venue")
                return text, (begin, begin + len(text))
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
                re.search(r"\b(?:kantor|balai|aula|pendopo|pendapa|halaman)$", head, re.I)
                and place.level is not Level.KOTA
            ):
                text = head + " " + text[at:].split()[0]
            elif len(head) >= 3:
                text = head
            break
    text = re.split(r"\s*[,(;]|\s+Jl\.|\s+Jalan\s", text)[0].strip(" .:-")
    return text or None


def _places(
    context: Context, body: list[Unit], lead: list[Unit], named: _Named | None
) -> dict[Level, str]:
    """Return kelurahan, kecamatan and kota: those nearest to the meeting's naming, else the home."""
    lexicon: Lexicon = context.doc._.lexicon
    found: dict[Level, str] = {}
    units = lead[:2] if context.kind is DocumentKind.NEWS else body[:14]
    for unit in units:
        for mark in context.marks("places", unit.start, unit.end):
            place: Place = mark.value
            if (
                place.level in (Level.KELURAHAN, Level.KECAMATAN, Level.KOTA)
                and place.level not in found
            ):
                name = _proper(lexicon.spelled(place.name, place.level))
                found[place.level] = f"{place.kind} {name}" if place.level is Level.KOTA else name
    home = directory(context).home
    for level in (Level.KELURAHAN, Level.KECAMATAN, Level.KOTA):
        if level not in found and level.value in home:
            word, _, name = home[level.value].partition(" ")
            found[level] = f"{word} {_proper(name)}" if level is Level.KOTA else _proper(name)
    if Level.KELURAHAN not in found:
        for mark in context.marks("offices"):
            agency: Agency | None = mark.value.agency
            if (
                agency
                and agency.klass == "wilayah"
                and agency.own
                and LEVEL_WORDS.get(fold(agency.label), (None,))[0] is Level.KELURAHAN
            ):
                found[Level.KELURAHAN] = _proper(agency.own)
                break
    return found


def _proper(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name


def _organizer(
    context: Context, body: list[Unit], lead: list[Unit], named: _Named | None, news: bool
) -> str | None:
    """Return the body that held the meeting."""
    known = directory(context)
    if news:
        for unit in lead[:2]:
            verb = _HOLDS.search(unit.text)
            if verb:
                marks = list(context.marks("agencies", unit.start, unit.start + verb.start()))
                marks = [
                    m for m in marks if m.value.klass != "wilayah" or m.value.label[:3] != "Kec"
                ] or marks
                marks = [m for m in marks if not _only_place(context, m.start, unit)] or marks
                if marks:
                    return known.named(marks[0].value)
        wards = [m for u in lead[:1] for m in context.marks("wards", u.start, u.end)]
        if named is not None and named.type is MeetingType.REMBUG_WARGA and wards:
            return str(wards[0].value)
        if named is not None and named.type is MeetingType.MUSRENBANG:
            return (
                known.home.get("kelurahan") if _tier_of(context, named) is Level.KELURAHAN else None
            )
        return None
    if named is not None:
        titled = context.unit_at(named.start)
        if titled is not None:
            for mark in context.marks("wards", named.start, titled.end + 40):
                return _ward(known.home, str(mark.value))
    for unit in body[:8]:
        if unit.key and not re.match(
            r"(?:acara|agenda|rapat|kegiatan|penyelenggara)", unit.key, re.I
        ):
            continue
        for mark in context.marks("agencies", unit.start, unit.end + 60):
            if (
                mark.value.klass in ("kemasyarakatan", "panitia", "tetangga")
                and mark.start < unit.end
            ):
                return known.named(mark.value)
    early = [str(m.value) for m in context.marks("wards") if m.start < 250]
    if early and named is not None and named.type in (MeetingType.REMBUG_WARGA, MeetingType.RAPAT):
        return _ward(known.home, early[0])
    if "kelurahan" in known.home:
        return known.home["kelurahan"]
    return known.home.get("kecamatan")


def _ward(home: dict[str, str], ward: str) -> str:
    own = home.get("RT")
    return own if own and own.startswith(ward + "/") else ward


def _only_place(context: Context, start: int, unit: Unit) -> bool:
    return bool(
        re.search(
            r"\b(?:di|warga|masyarakat|,)\s*$",
            context.text[max(unit.start, start - 12) : start],
            re.I,
        )
    )


def _tier_of(context: Context, named: _Named) -> Level | None:
    after = context.text[named.end : named.end + 40]
    match = re.search(
        r"\b(kelurahan|desa|kecamatan|kota|kabupaten|nagari|gampong|kampung|distrik)\b", after, re.I
    )
    return LEVEL_WORDS[match.group().casefold()][0] if match else Level.KELURAHAN


def _title(
    context: Context, body: list[Unit], lead: list[Unit], named: _Named | None, news: bool
) -> str | None:
    """Return what the meeting is called."""
    if not news:
        for unit in body:
            if (
                unit.key
                and _SUBJECT_KEYS.match(unit.key)
                and 8 < len(unit.content) < 160
                and unit.section is not Section.DECISIONS
            ):
                return " ".join(unit.content.split())
    if named is None:
        return None
    told = context.unit_at(named.start)
    if told is None:
        return None
    text = context.text[named.start : told.end]
    text = re.split(
        r"[,;:(.\n\t“”]|\s(?:di|yang|pada|untuk|dengan|dalam|bertempat|bersama|guna|hari)\s", text
    )[0]
    return " ".join(text.split()[:9]) or None

"""Who held a meeting."""

import re

from extractors.context import Context
from extractors.directory import directory
from extractors.layout import Section, Unit, UnitKind
from extractors.meeting.naming import Named, named_in
from extractors.meeting.telling import Telling
from models.codes import MeetingType
from models.indonesian.places import LEVEL_WORDS, Level

_HOLDS = re.compile(
    r"\b(?:meng?gelar|gelar|mengadakan|adakan|melaksanakan|menyelenggarakan|menghelat|melakukan|mengumpulkan|"
    r"menggandeng|memfasilitasi|menginisiasi|merampungkan|memusyawarahkan|menggodok|membahas|mematangkan|men(?:y|s)osialisasikan|sosialisasikan|menuntaskan|melantik|mengukuhkan)\b",
    re.I,
)
_HOLDER_KEYS = re.compile(r"^(?:penyelenggara|pelaksana|panitia)\b", re.I)
_BY = re.compile(
    r"\b(?:diselenggarakan|diadakan|digelar|dilaksanakan)\s+(?:oleh\s+)?|\bkami\s+selaku\s+", re.I
)
_HOLDING = re.compile(
    r"\s+(?:telah\s+|akan\s+)?(?:menyelenggarakan|mengadakan|melaksanakan|meng?gelar)\s+"
    r"(?:rapat|musyawarah|mus[dk]e\w+|pertemuan|rembu[gk]|rakor|raker)",
    re.I,
)
_HELD_BY = re.compile(
    r"\b(?:digelar|diselenggarakan|diadakan|dilaksanakan|dihelat|diinisiasi|diprakarsai|difasilitasi)\s+(?:oleh\s+)?(?=[A-Z])"
)
_HEADS = re.compile(
    r"(?:(?:plt|pj|pjs)\.?\s+)?(?:lurah|kepala\s+(?:desa|kampung|pekon)|kades|keuchik|geuchik|wali\s+nagari|perbekel|peratin|hukum\s+tua|kuwu|pambakal|bapa\s+raja|raja)\b",
    re.I,
)
_IN_VENUE = re.compile(
    r"\b(?:balai|rumah|pos|aula|gedung|sekretariat|kediaman|halaman|lapangan|mushol?la|masjid|alamat|jl\.?)"
    r"(?:\s+\w+)?(?:\s+\w+)?\s*$",
    re.I,
)
_NEXT_LINE = 80
_NAME_REACH = 30
_OWN = ("kemasyarakatan", "panitia", "tetangga")
# Words behind a meeting's name that say on which tier it is; an office stands for its tier.
_TIERS = (
    r"kelurahan|kalurahan|desa|kecamatan|kota|kabupaten|nagari|gampong|kampung|distrik|kapanewon"
)
_TIER = re.compile(
    rf"(?:\s\([^()]{{2,24}}\))?[\s(]{{0,3}}(?:\w+\s){{0,2}}?(?P<tier>{_TIERS}|camat|lurah)\b", re.I
)
_AT_TIER = re.compile(
    rf"\b(?:(?:tingkat|se-?)\s*(?P<tier>{_TIERS})|di\s+(?P<under>kecamatan|distrik|kapanewon))\b",
    re.I,
)
_TIER_IN_NAME = (
    ("cam", Level.KECAMATAN), ("kec", Level.KECAMATAN), ("kel", Level.KELURAHAN), ("des", Level.KELURAHAN),
)  # fmt: skip


def tier_of(telling: Telling, named: Named | None) -> Level | None:
    """Return the tier of a meeting: what its own name says, else the first word of a tier behind it."""
    if named is None:
        return None
    name = telling.context.text[named.start : named.end].casefold()
    for ending, level in _TIER_IN_NAME:
        if name.endswith(ending):
            return level
    text = telling.context.text
    own = re.search(rf"\b(?:{_TIERS})$", name)
    if own is not None:
        return LEVEL_WORDS[own.group()][0]
    match = _AT_TIER.search(text, named.end, named.end + 50) or _TIER.match(text, named.end)
    if match is None and telling.news:
        # The headline may leave the tier to the first sentence.
        again = (n for u in telling.lead[:2] for n in named_in(u) if n.type is named.type)
        match = next((m for n in again if (m := _TIER.match(text, n.end))), None)
    if match is None:
        return None
    word = (match.groupdict().get("under") or match["tier"]).casefold()
    word = {"camat": "kecamatan", "lurah": "kelurahan"}.get(word, word)
    return LEVEL_WORDS[word][0]


def organizer_of(telling: Telling, named: Named | None, tier: Level | None) -> str | None:
    """Return the body that held the meeting."""
    if telling.news:
        return _reported(telling, named, tier)
    return _minuted(telling, named, tier)


def _reported(telling: Telling, named: Named | None, tier: Level | None) -> str | None:
    """Return the body that an article's first paragraphs make the subject of holding."""
    known = directory(telling.context)
    residents = named is not None and named.type is MeetingType.REMBUG_WARGA
    if residents:
        for mark in telling.context.marks("wards", telling.lead[0].start, telling.lead[0].end):
            return _ward(known.home, str(mark.value))
    for unit in telling.lead[:2]:
        verb = _HOLDS.search(unit.text)
        if verb is None:
            continue
        marks = list(telling.context.marks("agencies", unit.start, unit.start + verb.start()))
        marks = [m for m in marks if not _only_place(telling.context, m.start, unit)] or marks
        if tier is not Level.KECAMATAN:
            marks = [
                m for m in marks if m.value.klass != "wilayah" or m.value.label[:3] != "Kec"
            ] or marks
        if marks:
            return known.named(marks[0].value)
    if named is not None:
        # "Rapat pengurus LPMD Desa Waru"
        for mark in telling.context.marks("agencies", named.end, named.end + _NAME_REACH):
            between = telling.context.text[named.end : mark.start]
            if mark.value.klass in _OWN and re.fullmatch(r"\s(?:[a-z]+\s)?", between):
                return known.named(mark.value)
    if named is not None and named.type is MeetingType.MUSRENBANG:
        return known.home.get((tier or Level.KELURAHAN).value)
    body = _by_whom(telling)
    if body is None and named is not None and named.type is not MeetingType.PELANTIKAN:
        body = _host(telling)  # who is put into office is so by those above
    return body


def _by_whom(telling: Telling) -> str | None:
    """Return the body behind the passive of holding, or that of an office there: "yang digelar Dinas
    Perikanan", "diprakarsai Camat Nambo".
    """
    for unit in telling.lead:
        for by in _HELD_BY.finditer(unit.text):
            at = unit.start + by.end()
            for mark in telling.context.marks("offices", at, min(unit.end, at + 90)):
                if mark.start == at and mark.value.agency is not None:
                    return directory(telling.context).named(mark.value.agency)
            for mark in telling.context.marks("agencies", at, min(unit.end, at + 90)):
                if mark.start == at:
                    return directory(telling.context).named(mark.value)
    return None


def _host(telling: Telling) -> str | None:
    """Return the kelurahan or desa of an article whose own head speaks at the meeting or opens it."""
    home = directory(telling.context).home.get(Level.KELURAHAN.value)
    if home is None:
        return None
    for mark in telling.context.marks("offices"):
        agency = mark.value.agency
        if agency is not None and agency.klass == "wilayah" and _HEADS.match(mark.value.role or ""):
            name = directory(telling.context).named(agency)
            if name == home:
                return home
    return None


def _minuted(telling: Telling, named: Named | None, tier: Level | None) -> str | None:
    """Return the body of a key, of the title or the letterhead; else the place's government."""
    known = directory(telling.context)
    for field in telling.fields:
        if field.asks(_HOLDER_KEYS):
            for mark in telling.context.marks("agencies", field.body, field.end):
                return known.named(mark.value)
    titled = telling.context.unit_at(named.start) if named is not None else None
    if named is not None and titled is not None and not titled.key:
        for mark in telling.context.marks("wards", named.start, min(titled.end, named.end + 90)):
            return _ward(known.home, str(mark.value))
    body = _lettered(telling, titled) or _told(telling)
    if body is not None:
        return body
    if tier in (Level.KECAMATAN, Level.KOTA) and tier.value in known.home:
        return known.home[tier.value]
    early = [
        str(m.value)
        for m in telling.context.marks("wards", 0, 280)
        if m.start < 250
        and not _IN_VENUE.search(telling.context.text[: m.start][-40:])
        and not _of_who_came(telling.context, m.start)
    ]
    if early and named is not None and named.type in (MeetingType.REMBUG_WARGA, MeetingType.RAPAT):
        return _ward(known.home, early[0])
    return known.home.get("kelurahan") or known.home.get("kecamatan")


def _of_who_came(context: Context, offset: int) -> bool:
    """Tell whether a ward is that of somebody in a list of those present: an entry or a row of it, or
    what stands behind "Hadir :".
    """
    unit = context.unit_at(offset)
    if unit is None or unit.kind is UnitKind.HEADING:
        return False
    if unit.kind in (UnitKind.ROW, UnitKind.COLUMNS):
        return len([c for c in unit.text.split("\t") if c.strip(" :")]) > _PAIR
    if unit.key:
        return bool(_WHO_CAME.match(unit.key)) and not _ALL_OF_IT.match(unit.content)
    return unit.kind is UnitKind.ITEM or unit.section is Section.ATTENDANCE


_PAIR = 2  # cells of a row of particulars: "Acara | Rapat RT 03"
_WHO_CAME = re.compile(
    r"(?:yang\s+)?(?:hadir|dihadiri|kehadiran|peserta|undangan|daftar\s+hadir|tamu|notul\w+|pencatat|penulis)\b",
    re.I,
)
# "Peserta : seluruh warga RT 03": whose people all come.
_ALL_OF_IT = re.compile(
    r"(?:\d+\s+)?(?:(?:orang|seluruh|semua|para|bapak-bapak|pengurus)\s+)*(?:warga|kk\b|kepala\s+keluarga|penduduk)",
    re.I,
)


def _lettered(telling: Telling, titled: Unit | None) -> str | None:
    """Return the organization that letterhead or title names."""
    last = titled.end if titled is not None else 0
    for unit in telling.body[:8]:
        short = unit.kind is UnitKind.HEADING or len(unit.text) < 110
        if not short or unit.key or unit.marker or unit.kind is UnitKind.ROW:
            continue
        # A letterhead may name the place of its body on the next line.
        for mark in telling.context.marks("agencies", unit.start, unit.end + _NEXT_LINE):
            if mark.start >= unit.end:
                break
            if mark.value.klass in _OWN and not _only_spoken_of(telling, mark.start, unit):
                return directory(telling.context).named(mark.value)
        if last and unit.start > last + 200:
            break
    return None


def _only_spoken_of(telling: Telling, start: int, unit: Unit) -> bool:
    """Tell whether a title names the body as what the meeting is about: "PEMBENTUKAN KOPERASI …"."""
    before = telling.context.text[unit.start : start]
    return bool(
        re.search(
            r"\b(?:pembentukan|pemilihan|penyusunan|pendirian|pelantikan|pengukuhan|hadir\w*)\b",
            before,
            re.I,
        )
    )


def _told(telling: Telling) -> str | None:
    """Return the body that the first sentences say held it: "diselenggarakan oleh …"."""
    for unit in telling.body[:12]:
        for by in _BY.finditer(unit.text):
            at = unit.start + by.end()
            for mark in telling.context.marks("agencies", at, min(unit.end, at + 90)):
                if mark.start - at < 12:
                    return directory(telling.context).named(mark.value)
        for mark in telling.context.marks("agencies", unit.start, unit.end):
            behind = telling.context.text[mark.end : mark.end + 40]
            if mark.value.klass in _OWN and _HOLDING.match(behind):
                return directory(telling.context).named(mark.value)
    return None


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

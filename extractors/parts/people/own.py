"""The body of an officer who is named without one: of the list, of the paper, of its office."""

import re
from bisect import bisect_right
from functools import cache

from extractors.context import Context, Mark
from extractors.directory import directory, own_body
from extractors.layout import Section, Unit, UnitKind
from extractors.parts.people.roles import PARLIAMENT, in_parliament
from models.codes import DocumentKind
from models.indonesian.gazetteers import offices, word_set
from models.indonesian.index import index
from models.indonesian.places import LEVEL_WORDS, Level, Lexicon
from models.indonesian.words import fold
from models.values.agency import Agency, squeeze

_OFFICERS = word_set("officers")
_OFFICIALS = word_set("officials")
_GROUPS = frozenset({"panitia", "kemasyarakatan", "usaha", "pendidikan", "keagamaan", "tetangga"})
_COMPANIES = frozenset({"panitia", "kemasyarakatan", "usaha"})
_OFFICES = frozenset({"dinas", "badan"})
_AIDES = frozenset({"sekcam", "sekdes", "seklur", "sekel", "seknag", "sekda"})
_AIDE_OF = re.compile(
    r"sekretaris (?:camat|lurah|desa|kelurahan|kecamatan|nagari|distrik|kampung|daerah)\b", re.I
)
_OF_KOTA = re.compile(
    r"staf\s+ahli\b|asisten\s+(?:[IVX]{1,3}\b|\d|pemerintahan|perekonomian|ekonomi|administrasi|bidang)",
    re.I,
)
"""Those beside the head of a kota or kabupaten, whoever of its kelurahan's people are meant else."""
_OF_NONE = frozenset({"ketua pemuda", "ketua adat"})
"""Offices among residents that are called like those of an organization."""
_MANAGERS = frozenset({"manajer", "manager", "direktur", "humas"})
PANITIA = Agency("Panitia", "Panitia", "panitia")
_LISTED = (UnitKind.KEY_VALUE, UnitKind.ITEM, UnitKind.ROW, UnitKind.COLUMNS)
_COMMITTEE = re.compile(r"\b(?:susunan|struktur)\s+(?:ke)?panitia", re.I)
_LETTER_BEGINS = re.compile(r"^\W*(?:nomor|no\.|kepada|yth|lamp|perihal|hari|pada)\b", re.I)
_COPIES = re.compile(r"\W*tembusan\b", re.I)
_STREET = re.compile(r"\b(?:jl|jln|jalan|alamat|sekretariat)\b", re.I)
_KELURAHAN_STAFF = re.compile(
    r"(?:kasie?|kepala\s+seksi|kasubsi|kaur|kepala\s+urusan)\s+(?:ek\w*bang|ekonomi|pem\w*|kes(?:ra|s?os|ejahteraan)|"
    r"t(?:r|ran?t?r?)?[ae]mt\w*|trant\w*|ketent\w*|pmd|pmk|pelayanan|perencanaan|umum|keuangan)\b",
    re.I,
)
"""Sections that the offices of kelurahan, desa and kecamatan have, as dinas do not."""
_OF_OFFICE = re.compile(
    r"(?:plt\.\s*)?(?:kabid\b|kepala\s+bidang|kasubid\b|(?:kepala|sekretaris)\s+(?:dinas|badan)$|staff?\s+bidang)",
    re.I,
)
"""Chiefs of parts that a dinas or badan has, and a kelurahan has not."""
_WIDE = ("Kota ", "Kabupaten ", "Provinsi ", "Dinas ", "Badan ")
"""How the names of bodies begin that have no such sections."""
_RECENT = 600
"""How many characters before its official a body of an article may be named."""
_HEAD_END = 450
"""How many characters a letterhead and heading reach at most."""


def opener_body(context: Context, start: int) -> Agency | None:
    """Return the body that the line above a list names: "Susunan pengurus Pokmas Guyub Rukun:"."""
    unit = _opener(context, start)
    if unit is None:
        return None
    marks = [m for m in context.marks("agencies", unit.start, unit.end) if m.value.klass in _GROUPS]
    if marks:
        own = [m for m in marks if m.value.klass == "panitia"]
        best: Agency = (own or marks)[-1].value
        if own or best.klass == "kemasyarakatan" or not _COMMITTEE.search(unit.text):
            return best
    return PANITIA if re.search(r"\b(?:ke)?panitia", unit.text, re.I) else None


def is_officer(role: str) -> bool:
    """Tell whether an office is one in an organization: Ketua, Bendahara, Seksi Humas."""
    return _first_word(role) in _OFFICERS


def body_of(context: Context, role: str, at: int) -> str | None:
    """Return the record's name of the body that an office without one is in; `at` is where its holder
    is named.

    An officer of an organization ("Bendahara") is of the one whose paper it is, an official
    ("Kasi Trantib") of the government office that holds the meeting or wrote the letter.
    """
    if fold(role) in _OF_NONE:
        return None
    if in_parliament(role):
        named = _only_one(context, PARLIAMENT.head)
        home = directory(context).home.get("kota")
        return named or (f"{PARLIAMENT.label} {home}" if home is not None else None)
    runs = _first_word(role) in _MANAGERS or role.casefold().startswith("kepala unit")
    if _OF_OFFICE.match(role) and context.kind is not DocumentKind.NEWS:
        return _office_of_state(context, at)
    if (is_officer(role) or runs) and context.kind is not DocumentKind.NEWS:
        own = _holder(context) or own_body(context)
        if own is not None:
            return own
    if is_officer(role) and context.kind is DocumentKind.NEWS:
        said = any(w.isupper() and len(w) > 2 for w in role.split())
        return None if said else _group_before(context, at)  # "Koordinator PLKB" says its own
    head = _heads_of().get(fold(role))
    if head is not None:
        return _only_one(context, head)
    if _first_word(role) in _AIDES or _AIDE_OF.match(role):
        return None  # of a tier that the document does not name
    if _OF_KOTA.match(role) and "kota" in directory(context).home:
        return directory(context).home["kota"]
    if _first_word(role) in _OFFICIALS:
        if _first_word(role) == "kabag" and "kota" in directory(context).home:
            return directory(context).home["kota"]
        if context.kind is DocumentKind.NEWS:
            if _KELURAHAN_STAFF.match(role):
                return _near_office(context, _organizer(context))
            return _named_before(context, at) or _organizer(context)
        name = _government(context)
        return _near_office(context, name) if _KELURAHAN_STAFF.match(role) else name
    if _first_word(role) in _MANAGERS:
        return _only_company(context)
    return None


def _office_of_state(context: Context, at: int) -> str | None:
    """Return the dinas or badan that the chief of one of its parts is of: that which holds the meeting
    or heads the paper, else the last one named before him, else what other officials are of.
    """
    for name in (_organizer(context), _letterhead(context)):
        if name is not None and name.startswith(("Dinas ", "Badan ")):
            return name
    return _named_before(context, at) or _government(context)


def _near_office(context: Context, holder: str | None) -> str | None:
    """Return the body of one of those who work in a kelurahan: of the paper's own kelurahan where who
    holds the meeting is a dinas or a kota, or nobody.
    """
    wide = holder is None or holder.startswith(_WIDE)
    return (directory(context).home.get("kelurahan") if wide else None) or holder


@cache
def _heads_of() -> dict[str, str]:
    """Return the head of the body that an office of a post says by itself: of Kapolsek Polsek."""
    return {
        fold(form): row.heads
        for row in offices()
        if row.heads is not None and row.group in ("keamanan", "kepala")
        for form in row.forms
        if " " not in form
    }


def _only_one(context: Context, head: str) -> str | None:
    """Return the body of a kind of which the document names exactly one."""
    known = directory(context)
    short = index().agency_heads.longest(fold(head).split(), 0)
    kinds = {squeeze(head), squeeze(short[1].short) if short is not None else ""}
    named = {b.name for b in known.bodies if squeeze(b.best.head) in kinds}
    return named.pop() if len(named) == 1 else None


def _named_before(context: Context, at: int) -> str | None:
    """Return the dinas or badan named last before an official of an article."""
    marks = list(context.marks("agencies", max(0, at - _RECENT), at))
    official = [m.value for m in marks if m.value.klass in _OFFICES]
    return directory(context).named(official[-1]) if official else None


def _group_before(context: Context, at: int) -> str | None:
    """Return the organization named last before an officer of an article."""
    marks = list(context.marks("agencies", max(0, at - _RECENT), at))
    groups = [m.value for m in marks if m.value.klass in _COMPANIES]
    return directory(context).named(groups[-1]) if groups else None


def _only_company(context: Context) -> str | None:
    """Return the company of a document that names one."""
    known = directory(context)
    named = {known.named(m.value) for m in context.marks("agencies") if m.value.klass == "usaha"}
    return named.pop() if len(named) == 1 else None


def _holder(context: Context) -> str | None:
    """Return the organization or neighbourhood that holds the meeting."""
    known = directory(context)
    for item in context.found.get("meetings", ()):
        name: str | None = item.value.organizer
        body = next((b for b in known.bodies if b.name == name), None) if name else None
        if body is not None and body.best.klass in _GROUPS:
            return name
        if name and re.match(r"R[TW] \d", name):
            return name
    return None


def _first_word(role: str) -> str:
    words = [fold(w) for w in role.split()]
    while len(words) > 1 and words[0] in ("plt", "pj", "plh", "pjs", "wakil"):
        words = words[1:]
    return words[0] if words else ""


def _opener(context: Context, start: int) -> Unit | None:
    """Return the line that opens the list in which this character stands."""
    i = bisect_right(context.units, start, key=lambda u: u.start) - 1
    openers = _openers(context)
    return openers[i] if 0 <= i < len(openers) else None


def _openers(context: Context) -> tuple[Unit | None, ...]:
    """Return for each unit the nearest line before it that is no part of a list."""
    known = context.memo.get("openers")
    if isinstance(known, tuple):
        return known
    found: list[Unit | None] = []
    last: Unit | None = None
    for unit in context.units:
        opens = unit.kind is UnitKind.ITEM and (
            unit.text.endswith(":") or _HEADS_LIST.fullmatch(unit.content) is not None
        )
        if unit.kind not in _LISTED or opens:
            last = unit
        found.append(last)
    context.memo["openers"] = tuple(found)
    return tuple(found)


_HEADS_LIST = re.compile(
    r"(?:susunan\s+|struktur\s+)?(?:kepanitiaan|panitia|pengurus|kepengurusan)(?:\s+[\w/-]+){0,4}",
    re.I,
)


def _government(context: Context) -> str | None:
    """Return the government office whose paper or meeting it is, the narrowest of the heading."""
    known = context.memo.get("government")
    if isinstance(known, str):
        return known or None
    name = _organizer(context) or _letterhead(context) or _signing(context) or _only_place(context)
    context.memo["government"] = name or ""
    return name


def _organizer(context: Context) -> str | None:
    for item in context.found.get("meetings", ()):
        name: str | None = item.value.organizer
        if name and (name.split()[0] in ("Dinas", "Badan") or fold(name.split()[0]) in LEVEL_WORDS):
            return name
    return None


def _letterhead(context: Context) -> str | None:
    known = directory(context)
    end = next((u.start for u in context.units if _LETTER_BEGINS.match(u.text)), _HEAD_END)
    marks = [m for m in context.marks("agencies", 0, min(end, _HEAD_END)) if _heads(context, m)]
    for mark in marks:
        if mark.value.klass in _OFFICES:
            return known.named(mark.value)
    for level in (Level.KELURAHAN, Level.KECAMATAN, Level.KOTA):
        for mark in marks:
            entry = LEVEL_WORDS.get(fold(mark.value.head))
            if mark.value.klass == "wilayah" and entry is not None and entry[0] is level:
                return known.named(mark.value)
    return None


def _signing(context: Context) -> str | None:
    """Return the government office that the last head named in the paper signs for."""
    known = directory(context)
    heads = [
        m.value.agency
        for m in context.marks("offices")
        if m.value.agency is not None
        and not _is_copied(context, m)
        and m.value.agency.klass in (*_OFFICES, "wilayah")
        and m.value.klass in ("kepala", "wilayah")
        and (m.value.agency.of or m.value.agency.own)
    ]
    return known.named(heads[-1]) if heads else None


def _is_copied(context: Context, mark: Mark) -> bool:
    """Tell whether an office only gets a copy of the paper."""
    unit = context.unit_at(mark.start)
    return unit is None or unit.section is Section.COPIES or bool(_COPIES.match(unit.text))


def _only_place(context: Context) -> str | None:
    """Return the narrowest government of which the document names exactly one."""
    lexicon: Lexicon = context.doc._.lexicon
    for level in (Level.KELURAHAN, Level.KECAMATAN):
        if len(lexicon.names.get(level, ())) == 1:
            return directory(context).home.get(level.value)
    return None


def _heads(context: Context, mark: Mark) -> bool:
    """Tell whether a body of the letterhead is no part of an address or of a line key : value."""
    unit = context.unit_at(mark.start)
    if unit is None or unit.kind in _LISTED:
        return False
    return not _STREET.search(context.text[unit.start : mark.start])

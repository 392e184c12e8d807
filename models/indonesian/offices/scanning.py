"""Where an office stands in the text: the words of the table, with what stands before and in brackets."""

from dataclasses import replace

from models.indonesian.agencies import AgencyMention, named_within
from models.indonesian.gazetteers import word_set
from models.indonesian.index import OfficeForm, index
from models.indonesian.offices.bodies import body_behind
from models.indonesian.offices.glosses import ACTING, past_gloss
from models.indonesian.offices.mention import OfficeMention
from models.indonesian.offices.unlisted import built, small_office
from models.indonesian.places import LEVEL_WORDS, Lexicon
from models.indonesian.words import Words

_KEPT = {"plt": "Plt.", "plh": "Plh.", "pj": "Pj.", "pjs": "Pjs."}
_ACTING_LONG = {
    ("pelaksana", "tugas"): "plt",
    ("pelaksana", "harian"): "plh",
    ("penjabat", "sementara"): "pjs",
}
_FORMER = {"mantan", "eks", "calon", "bakal"}
_SMALL_OPENERS = _FORMER | ACTING | {first for first, _ in _ACTING_LONG} | word_set("lent_offices")
"""Words that may begin an office in small letters although no office is called by them."""
_SHORT_STREETS = {"jl", "jln", "gg"}
_STREETS = _SHORT_STREETS | {"jalan", "gang"}
_SECOND = {"Sekretaris", "Wakil Sekretaris", "Staf", "Ajudan"}
_SECTION = "Seksi"
_SHORTER = {"warga", "panitia"}
_UNDER = {"wakil", "wkl", "sub", "asisten", "deputi"}
_CHIEFLY = {"kepala", "kantor", "organisasi", "panitia", "keamanan"}
_TIER_OFFICES = word_set("tier_offices")
_SHORT_TIERS = {"lingk", "link", "ling", "lk", "jaga"}


def scan(
    words: Words,
    lexicon: Lexicon,
    agencies: tuple[AgencyMention, ...],
    wards: dict[int, tuple[int, str]],
) -> tuple[OfficeMention, ...]:
    """Return every office named, left to right.

    `wards` maps the word at which an RT or RW begins to its end and its canonical name.
    """
    bodies = {m.first: m for m in agencies}
    inside = {i for m in agencies for i in range(m.first, m.last)}
    found: list[OfficeMention] = []
    i = 0
    while i < len(words):
        pointed = words.at(i - 1) == "."  # "perbaikan jalan. Lurah X" begins a sentence
        street = words.low(i - 1 - pointed) in (_SHORT_STREETS if pointed else _STREETS)
        mention = None if i in inside or street else _read(words, i, lexicon, bodies, wards)
        if mention is None:
            i += 1
            continue
        found.append(mention)
        i = mention.last
    return tuple(found)


def _read(
    words: Words,
    first: int,
    lexicon: Lexicon,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
) -> OfficeMention | None:
    offices = index().offices
    if first >= len(words) or not (
        words.capital[first]
        or words.lower[first] in _SMALL_OPENERS
        or offices.begins(words.lower[first])
    ):
        return None
    at = first
    former = words.low(at) in _FORMER
    if former:
        at += 1
    acting = words.text[at] if at < len(words) and words.lower[at] in ACTING else ""
    if acting and offices.longest(words.lower, at) is not None:
        acting = ""  # "Pejabat Pembuat Komitmen"
    if (words.low(at), words.low(at + 1)) in _ACTING_LONG and words.capital[at]:
        acting = _ACTING_LONG[words.low(at), words.low(at + 1)]
        at += 1
    if acting:
        at += 1
        if words.at(at) == ".":
            at += 1
        at = past_gloss(words, at, bodies)  # "Penjabat (Pj.) Kepala Desa"
    hit = offices.longest(words.lower, at)
    if hit is None and words.low(at) in _UNDER:
        return _under(words, first, at, lexicon, bodies, wards)
    if hit is None and at < len(words):
        hit = built(words, at, bodies)
    if hit is None:
        body = named_within(words, at, lexicon) if at < len(words) else None
        if body is None:
            return None
        role = words.text[at].capitalize() if words.shouted[at] else words.text[at]
        role = f"{_kept(acting)} {role}" if acting else role
        return OfficeMention(role, body.agency, "kepala", first, body.last, former)
    end, office = hit
    tiered = words.low(end) in LEVEL_WORDS or words.low(end).rstrip(".") in _SHORT_TIERS
    if words.lower[at] in _TIER_OFFICES and not tiered:
        return None
    if (
        end < len(words)
        and words.text[end] == "."
        and words.text[end - 1].casefold() in ("ka", "wkl", "sek")
    ):
        end += 1
    if (
        office.klass in _SHORTER
        and end - 1 > at
        and end - 1 in bodies
        and bodies[end - 1].last > end
    ):
        end -= 1  # "Kader Posyandu Anggrek" is a Kader of Posyandu Anggrek
    # An office in small letters is one only when a name or a body follows at once.
    if not words.capital[at] and not small_office(words, at, end, bodies, wards):
        return None
    role = _role(words, at, end, office)
    end = past_gloss(words, end, bodies)
    if acting:
        role = f"{_kept(acting)} {role}"
    if office.canonical in _SECOND:
        chief = _read(words, end, lexicon, bodies, wards)
        if chief is not None and chief.klass == "wilayah" and not chief.former:
            # "Sekretaris Lurah X": the second of an office belongs to the first one's body.
            return OfficeMention(
                f"{role} {chief.role}", chief.agency, "kantor", first, chief.last, former
            )
    agency, role, last = body_behind(words, end, office, role, lexicon, bodies, wards)
    if office.canonical == _SECTION and last == end:
        return None  # a section of nothing
    return OfficeMention(role, agency, office.klass, first, last, former)


def _kept(acting: str) -> str:
    """Return the word for one who acts as a record writes it."""
    return _KEPT.get(acting.casefold().rstrip("."), acting)


def _under(
    words: Words,
    first: int,
    at: int,
    lexicon: Lexicon,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
) -> OfficeMention | None:
    """Read an office that is second to another: "Wakil Direktur RSUD X", "Sub Koordinator Y"."""
    chief = _read(words, at + 1, lexicon, bodies, wards) if words.capital[at] else None
    if chief is None or chief.former or chief.klass not in _CHIEFLY:
        return None
    return replace(chief, role=f"{words.text[at]} {chief.role}", first=first)


def _role(words: Words, at: int, end: int, office: OfficeForm) -> str:
    written = words.joined(at, end)
    if words.lower[at] in index().honorifics:
        return office.canonical  # "Pak RT", "Bu Lurah"
    if written.isupper() and len(written) > 4:
        written = office.canonical
    return written

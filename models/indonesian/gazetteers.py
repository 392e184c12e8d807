"""The lists that the language side knows: bodies, offices, places, names, words, meetings.

Each function loads its table from `models/indonesian/data` once per process and gives frozen
entries. Degrees, words of address, units and programme cues are loaded by `models.values.lexicon`
and handed on here, so that a component needs this one module.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from models.codes import MeetingType
from models.values.agency import squeeze
from models.values.lexicon import degrees, honorifics, program_cues, units
from models.values.tables import read_table, read_words, spellings, word_set

__all__ = [
    "AgencyClass",
    "AgencyHead",
    "MeetingName",
    "Office",
    "Region",
    "Tier",
    "agency_heads",
    "common_words",
    "degrees",
    "given_names",
    "honorifics",
    "meeting_names",
    "offices",
    "program_cues",
    "region_forms",
    "regions",
    "tiers",
    "units",
    "word_set",
]


class AgencyClass(StrEnum):
    """What kind of body a head form begins."""

    DINAS = "dinas"
    BADAN = "badan"
    BAGIAN = "bagian"
    WILAYAH = "wilayah"
    KEMASYARAKATAN = "kemasyarakatan"
    KEAMANAN = "keamanan"
    LEGISLATIF = "legislatif"
    USAHA = "usaha"
    PENDIDIKAN = "pendidikan"
    KESEHATAN = "kesehatan"
    TETANGGA = "tetangga"
    PANITIA = "panitia"
    PUSAT = "pusat"


@dataclass(frozen=True, slots=True)
class AgencyHead:
    """How the names of one kind of body begin: its short and its long forms."""

    shorts: tuple[str, ...]
    longs: tuple[str, ...]
    kind: AgencyClass

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, long ones first."""
        return self.longs + self.shorts

    @property
    def needs_name(self) -> bool:
        """Whether the head alone names nobody: `Kelurahan`, `PT`, `SD`, `Dinas` (a bare head)."""
        return self.kind in _NEEDS_NAME or self.forms in (("Dinas",), ("Badan",), ("Bagian",))


_NEEDS_NAME = frozenset(
    {AgencyClass.WILAYAH, AgencyClass.USAHA, AgencyClass.PENDIDIKAN, AgencyClass.TETANGGA}
)


@dataclass(frozen=True, slots=True)
class Office:
    """A role. `heads` is the head form of the body that a place after the office names."""

    name: str
    variants: tuple[str, ...]
    group: str
    heads: str | None
    needs_body: bool

    @property
    def forms(self) -> tuple[str, ...]:
        """Every spelling, the record's own first."""
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class Region:
    """A province, kabupaten or kota by its bare name; `province` is None for a province."""

    kind: str
    name: str
    province: str | None

    @property
    def full(self) -> str:
        """The name as a record writes it: `Kota Cilegon`, `Kabupaten Serang`, `Provinsi Banten`."""
        return f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class MeetingName:
    """What a kind of meeting is called, in lower case; the first form is the plain name."""

    forms: tuple[str, ...]
    type: MeetingType


@cache
def agency_heads() -> tuple[AgencyHead, ...]:
    """All head forms of bodies."""
    return tuple(
        AgencyHead(spellings(shorts), spellings(longs), AgencyClass(kind))
        for shorts, longs, kind in read_table("agencies.tsv", 3)
    )


@cache
def offices() -> tuple[Office, ...]:
    """All offices; those of group `awalan` (Plt., Wakil) stand before another office."""
    return tuple(
        Office(name, spellings(variants), group, None if heads == "-" else heads, body == "ya")
        for name, variants, group, heads, body in read_table("offices.tsv", 5)
    )


@cache
def regions() -> tuple[Region, ...]:
    """All provinces, kabupaten and kota."""
    return tuple(
        Region(kind, name, None if province == "-" else province)
        for kind, name, province in read_table("regions.tsv", 3)
    )


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of government or neighbourhoods: how a record writes it, on which level it is, the words
    before a name (lower case), the forms that name its government.
    """

    name: str
    level: str
    words: tuple[str, ...]
    bodies: tuple[str, ...]


@cache
def tiers() -> tuple[Tier, ...]:
    """All words of tiers."""
    return tuple(
        Tier(name, level, spellings(words), spellings(bodies))
        for name, level, words, bodies in read_table("tiers.tsv", 4)
    )


@cache
def region_forms() -> dict[tuple[str, str], str]:
    """Return the bare name of a region by its kind and another form of it, squeezed."""
    return {
        (kind, squeeze(form)): name
        for kind, name, forms in read_table("region_forms.tsv", 3)
        for form in spellings(forms)
    }


@cache
def meeting_names() -> tuple[MeetingName, ...]:
    """All names of meetings with their type."""
    types = {one.value: one for one in MeetingType}
    return tuple(
        MeetingName((name, *spellings(variants)), types[code])
        for name, variants, code in read_table("meetings.tsv", 3)
    )


def given_names() -> frozenset[str]:
    """Words that are often part of a person's name, lower case. A hint, never a proof."""
    return read_words("given_names.txt")


def common_words() -> frozenset[str]:
    """Frequent words of the language, lower case: a capital in front of one proves no name."""
    return read_words("common_words.txt")

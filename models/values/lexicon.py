"""The tables that values read themselves: degrees, words of address, units, cues of programmes."""

from dataclasses import dataclass
from functools import cache

from models.codes import ProgramType
from models.values.tables import read_table, spellings


@dataclass(frozen=True, slots=True)
class Degree:
    """An academic degree; `before` says that it stands before the name."""

    name: str
    variants: tuple[str, ...]
    before: bool

    @property
    def forms(self) -> tuple[str, ...]:
        """Every spelling, the chosen one first."""
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class Honorific:
    """A word before a name; `kept` says that it may stay in a record's name."""

    name: str
    variants: tuple[str, ...]
    group: str
    kept: bool

    @property
    def forms(self) -> tuple[str, ...]:
        """Every spelling, the chosen one first."""
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of quantity and its kind (panjang, luas, isi, berat, buah, orang, paket, …)."""

    name: str
    variants: tuple[str, ...]
    kind: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every spelling, the chosen one first."""
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class ProgramCue:
    """Words (lower case) that speak for a type of programme, and how strongly."""

    words: str
    type: ProgramType
    weight: float


@cache
def degrees() -> tuple[Degree, ...]:
    """All degrees."""
    return tuple(
        Degree(name, spellings(variants), position == "depan")
        for name, variants, position in read_table("degrees.tsv", 3)
    )


@cache
def honorifics() -> tuple[Honorific, ...]:
    """All words of address, titles and ranks."""
    return tuple(
        Honorific(name, spellings(variants), group, kept == "tetap")
        for name, variants, group, kept in read_table("honorifics.tsv", 4)
    )


@cache
def units() -> tuple[Unit, ...]:
    """All units of quantity."""
    return tuple(
        Unit(name, spellings(variants), kind) for name, variants, kind in read_table("units.tsv", 3)
    )


@cache
def program_cues() -> tuple[ProgramCue, ...]:
    """All cues of programme types."""
    types = {one.value: one for one in ProgramType}
    return tuple(
        ProgramCue(words, types[code], float(weight))
        for words, code, weight in read_table("program_words.tsv", 3)
    )

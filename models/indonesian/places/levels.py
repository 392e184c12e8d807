"""The tiers of places that the record tells apart, the words they are known by, and a place as written."""

from dataclasses import dataclass
from enum import StrEnum

from models.indonesian.gazetteers import tiers, word_set
from models.values.wilayah import Depth


class Level(StrEnum):
    """The tiers that the record tells apart; each holds its regional names."""

    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    KOTA = "kota"
    PROVINSI = "provinsi"
    DUSUN = "dusun"


DEPTHS = {
    Level.KELURAHAN: Depth.KELURAHAN,
    Level.KECAMATAN: Depth.KECAMATAN,
    Level.KOTA: Depth.KOTA,
    Level.PROVINSI: Depth.PROVINSI,
}
"""The tiers of the official list that the record's tiers are."""
LEVEL_WORDS: dict[str, tuple[Level, str]] = {
    word: (Level(tier.level), tier.name) for tier in tiers() for word in tier.words
}
# Words that qualify a place's name and are everyday words too.
PLACE_WORDS = word_set("place_words")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written: words `first` to `last` (exclusive), the level word included."""

    level: Level
    kind: str
    name: str
    first: int
    last: int

    @property
    def full(self) -> str:
        """Return the name with its level: "Kelurahan Cimuncang", "Kota Serang"."""
        return f"{self.kind} {self.name}"

"""What the readers of bodies share: a mention, classes of bodies by how they are called, words beside them."""

import re
from dataclasses import dataclass

from models.indonesian.capitals import calmed
from models.indonesian.gazetteers import word_set
from models.indonesian.words import BREAK, TAB, Words
from models.values.agency import Agency

ROMAN = re.compile(r"^[IVX]{1,5}$")
OPEN, CLOSE = "(", ")"
QUOTES = {"“": "”", '"': '"', "‘": "’", "”": "”"}
TERRITORIAL = {"wilayah", "tetangga"}
NAMED = {"kemasyarakatan", "usaha", "pendidikan", "kesehatan", "panitia", "keagamaan"}
# Classes of bodies that are called by their place and not of it: Polsek Mataram, SD YPK Kensio.
CALLED = {"keamanan", "pendidikan", "usaha", "pusat"}
JOIN = {"dan", "&", "serta"}
HEADS = {"ketua", "sekretaris", "bendahara", "anggota", "pengurus", "pimpinan", "koordinator"}
CHIEFS = {"kepala", "direktur", "manajer", "perwakilan", "bidan", "kader", "petugas"}
VERBS = word_set("headline_verbs")


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body named in words `first` to `last` (exclusive)."""

    agency: Agency
    first: int
    last: int


def calm(name: str) -> str:
    """Return a shouted name as running text writes it; abbreviations of few letters stay."""
    if not name.isupper() or len(name) <= 5 or BREAK in name or TAB in name:
        return name
    return calmed(name)


def is_headed(words: Words, at: int) -> bool:
    """Tell whether an office stands before the body whose head ends here: "Ketua BPD …"."""
    return any(words.low(i) in HEADS or words.low(i) in CHIEFS for i in range(at - 5, at))

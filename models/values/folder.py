"""What the name of a sub-folder claims of the documents in it: a kelurahan, a year.

A weak claim: whoever filed the document meant something by it, and may have been wrong.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from models.values.tables import read_table, spellings
from models.values.wilayah import NO_WILAYAH, Depth, Wilayah

KELURAHAN: Final = "kelurahan"
YEAR: Final = "year"

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BLANKS = re.compile(r"[\s_]+")
_PACKED = re.compile(r"\.(?:zip|eml|mbox|msg|rar|7z)$", re.IGNORECASE)
"""What was packed lay in a file, not in a folder; its ending says nothing."""
_HASH = re.compile(r"[0-9a-f]{64}(?:\.\w+)?")
"""What is taken back from an archive without its ledger is called by its hash, which says nothing."""
_AROUND = " -–,.()[]&+"


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """One claim; `said` is the sub-folder whose name makes it, as it is written."""

    part: Literal["kelurahan", "year"]
    value: str
    said: str


def folder_claims(folder: str, wilayah: Wilayah = NO_WILAYAH) -> tuple[Claim, ...]:
    """Return what the names of a path of sub-folders claim; the innermost that says something counts.

    A kelurahan is told by the word of its tier, or by being one of the official list. Two years in one
    name are no year.

    >>> [(c.part, c.value) for c in folder_claims("Arsip 2021/Kel. Jombang_Wetan 2023")]
    [('kelurahan', 'Jombang Wetan'), ('year', '2023')]
    >>> folder_claims("rw 05/2022-2023"), folder_claims(f"{'2098ab':f>64}.zip")
    ((), ())
    """
    found: dict[str, Claim] = {}
    for said in folder.split("/"):
        if _HASH.fullmatch(said):
            continue
        name = _BLANKS.sub(" ", _PACKED.sub("", said)).strip()
        years = set(_YEAR.findall(name))
        if years:
            found.pop(YEAR, None)
        if len(years) == 1:
            found[YEAR] = Claim(YEAR, years.pop(), said)
        kelurahan = _kelurahan(_BLANKS.sub(" ", _YEAR.sub(" ", name)).strip(_AROUND), wilayah)
        if kelurahan:
            found[KELURAHAN] = Claim(KELURAHAN, kelurahan, said)
    return tuple(sorted(found.values()))


def _kelurahan(name: str, wilayah: Wilayah) -> str:
    official = wilayah.named(name, Depth.KELURAHAN) if name and len(wilayah) else ()
    if official:
        return official[0].name
    told = _tier().match(name)
    bare = told.group("name").strip(_AROUND) if told else ""
    return bare.title() if bare.isupper() or bare.islower() else bare


@cache
def _tier() -> re.Pattern[str]:
    """Return the words that stand before the name of a kelurahan, as a pattern."""
    words = {
        word
        for _, level, cell, _ in read_table("tiers.tsv", 4)
        if level == "kelurahan"
        for word in spellings(cell)
    }
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{either})(?:\.\s*|\s+)(?P<name>[^\W\d_].*)", re.IGNORECASE)

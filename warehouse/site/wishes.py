"""Usulan of a kelurahan by RW, year and type, beside how many documents there are to know them from."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.values.rtrw import find_rtrw

NOBODY = "Pengusul tidak disebut"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one RW asked for in one year: usulan by type, and documents of the kelurahan that year."""

    types: tuple[tuple[str, int], ...]
    documents: int

    @property
    def count(self) -> int:
        """Return how many usulan there are."""
        return sum(n for _, n in self.types)


@lru_cache(maxsize=20_000)
def askers(origin: str | None) -> tuple[str, ...]:
    """Return the RWs that raised an usulan; without RW the RT, else whoever it was.

    >>> askers("RT 02/RW 05"), askers("RW 1, RW 2"), askers("RT 07"), askers("Dusun I"), askers(None)
    (('RW 05',), ('RW 01', 'RW 02'), ('RT 07',), ('Dusun I',), ('Pengusul tidak disebut',))
    """
    if not origin:
        return (NOBODY,)
    found = [f.value for f in find_rtrw(origin)]
    rws = [f"{v.rw_word} {n}" for v in found for n in v.rws]
    return tuple(dict.fromkeys(rws or [f"RT {n}" for v in found for n in v.rts] or [origin]))


def table(
    proposals: list[dict[str, Any]], documents: dict[str, int], only: str = ""
) -> tuple[list[str], list[tuple[str, list[Cell]]]]:
    """Return the years, and by RW a cell for each year.

    Args:
        proposals: with `origin`, `type` and `year` ("" where it is not known).
        documents: how many documents are held by year.
        only: the one type that is wanted, "" for all.
    """
    years = sorted({*documents, *(p["year"] for p in proposals)}, key=lambda y: (y == "", y))
    counted: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for p in proposals:
        for asker in askers(p["origin"]):
            counted[asker][p["year"]][p["type"]] += 0 if only and p["type"] != only else 1
    return years, [
        (
            asker,
            [
                Cell(
                    tuple((t, n) for t, n in counted[asker][y].most_common() if n),
                    documents.get(y, 0),
                )
                for y in years
            ],
        )
        for asker in sorted(counted, key=_order)
    ]


def _order(asker: str) -> tuple[int, str]:
    first = asker.split(" ")[0]
    return {"RW": 0, "RK": 0, "RT": 1}.get(first, 3 if asker == NOBODY else 2), asker

"""Which entry found is which entry of the answers, and whether a field of it is right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.likeness import ALIKE

Entry = Mapping[str, Any]
Measure = Callable[[Entry, Entry], float]
Same = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Entries by their places in the lists that were paired.

    `matched`: (wanted, found). `passed`: what was found of entries that need not be found.
    """

    matched: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]
    passed: tuple[int, ...] = ()

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return how many were matched, wanted and found."""
        hits = len(self.matched)
        return hits, hits + len(self.missed), hits + len(self.extra)


def pair(wanted: Sequence[Entry], found: Sequence[Entry], measure: Measure) -> Pairs:
    """Pair each entry with one at most: what must be found before what may be, the most alike
    before the less, the earlier before the later.
    """
    likely = [
        (not w.get("optional"), alike, -i, -j)
        for i, w in enumerate(wanted)
        for j, f in enumerate(found)
        if (alike := measure(w, f)) >= ALIKE
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(likely, reverse=True):
        if -i not in partner and -j not in taken:
            partner[-i] = -j
            taken.add(-j)
    return Pairs(
        tuple((i, j) for i, j in partner.items() if not wanted[i].get("optional")),
        tuple(i for i, w in enumerate(wanted) if i not in partner and not w.get("optional")),
        tuple(j for j in range(len(found)) if j not in taken),
        tuple(j for i, j in partner.items() if wanted[i].get("optional")),
    )


def forms(entry: Entry, key: str) -> list[str]:
    """Return the texts under which an entry is known: what it is called, and its aliases."""
    return [form for form in (entry.get(key), *entry.get("aliases", ())) if form]


def best(texts: Iterable[str], found: str | None, measure: Callable[[str, str], float]) -> float:
    """Return how alike the text found is to the most alike of these."""
    return max((measure(text, found) for text in texts), default=0.0) if found else 0.0


def accepted(wanted: Entry, field: str, value: object, same: Same) -> bool | None:
    """Tell whether a value is right for a field of an entry; None where it is not to be counted.

    Not counted: nothing given where nothing is wanted, or may be wanted; and a value that is
    allowed where nothing is wanted.

    >>> accepted({"role": "Ketua", "role_aliases": ["Ketua LPM"]}, "role", "Ketua LPM", str.__eq__)
    True
    >>> accepted({"role": "Ketua", "role_aliases": [None]}, "role", None, str.__eq__)
    """
    answer = wanted.get(field) or None
    also = wanted.get(f"{field}_aliases") or []
    if value in (None, ""):
        return None if answer is None or None in also else False
    right = any(same(form, value) for form in (answer, *also) if form is not None)
    return None if answer is None and right else right

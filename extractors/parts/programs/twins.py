"""Whether two names are of one programme, by the words that they share."""

import re

from extractors.activities import HEAD
from models.indonesian.gazetteers import word_set

_ALONE = word_set("lone_programs")


def words(name: str) -> set[str]:
    """Return the words that tell one name from another."""
    return set(re.findall(r"\w{2,}", name.casefold())) - _EMPTY


def overlap(a: str, b: str) -> float:
    """Return which share of the shorter name's words the other one holds; of two names that have
    only the noun of doing in common, none.
    """
    x, y = words(a), words(b)
    small = min(len(x), len(y))
    shared = x & y
    if small == 1 and shared and (a.casefold() in _ALONE or b.casefold() in _ALONE):
        return 1.0
    if not small or ("non" in x) != ("non" in y):
        return 0.0
    if all(HEAD.fullmatch(w) for w in shared) and x != y:
        return 0.0
    return len(shared) / small


_EMPTY = frozenset(
    {"di", "untuk", "bagi", "dan", "ke", "dari", "yang", "para", "program", "kegiatan"}
)

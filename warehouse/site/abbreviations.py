"""Abbreviations and their long forms, by stems: whoever asks for one finds the other.

From the project's own tables of bodies and meetings. Of a row of meetings only such forms belong
together as are cut from one another (rakor, rapat koordinasi): the others are other meetings.
"""

from collections import defaultdict
from functools import cache

from models.values.tables import read_table, spellings
from warehouse.stems import stems

Form = tuple[str, ...]
_MOST = 12
"""Other forms that one question asks for beside its own."""


@cache
def others() -> dict[Form, tuple[Form, ...]]:
    """Return of each form, as stems, the forms that mean the same."""
    found: dict[Form, dict[Form, None]] = defaultdict(dict)
    for shorts, longs, _ in read_table("agencies.tsv", 3):
        for short in spellings(shorts):
            for long in spellings(longs):
                _join(found, short, long)
    for name, more, _ in read_table("meetings.tsv", 3):
        forms = (name, *spellings(more))
        for short in forms:
            for long in forms:
                if _is_cut(short, long):
                    _join(found, short, long)
    for shorts, long in read_table("short_words.tsv", 2):
        for short in spellings(shorts):
            _join(found, short, long)
    return {form: tuple(same)[:_MOST] for form, same in found.items()}


@cache
def longest() -> int:
    """Return how many stems the longest form has."""
    return max(map(len, others()))


def _join(found: dict[Form, dict[Form, None]], short: str, long: str) -> None:
    a, b = _form(short), _form(long)
    if a and b and a != b and sum(map(len, a)) > 1:
        found[a][b] = None
        found[b][a] = None


def _form(text: str) -> Form:
    form = tuple(s.stem for s in stems(text))
    _spelled.setdefault(form, text)
    return form


_spelled: dict[Form, str] = {}


def spelled(form: Form) -> str | None:
    """Return a form of these tables as people write it; None for another."""
    return _spelled.get(form)


def _is_cut(short: str, long: str) -> bool:
    """Tell whether one word is made of letters of several, in their order.

    >>> _is_cut("rakor", "rapat koordinasi"), _is_cut("dialog", "halal bihalal")
    (True, False)
    """
    if " " in short or " " not in long or len(short) < 3 or short[0] != long[0]:
        return False
    letters = iter(long.replace(" ", ""))
    return all(letter in letters for letter in short) and 2 * len(short) < len(long) + 4

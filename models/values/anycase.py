"""Patterns of words that are found in any case: case is settled once a text, not at each letter.

Python's `re.IGNORECASE` compares every alternative at every position by folding letters, and skips the
test of first letters that makes long lists of words cheap. Looking for small letters in a text put in
small letters finds the same, three to five times as fast; where a pattern needs the case of other
letters, `one_of` gives back the test of first letters.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_NAMED = re.compile(r"\(\?P[<=]|\\[A-Z]")
_CAPITAL = re.compile(r"[A-Z]|\(\?-?[a-z]*i")
_TWINS = {"i": "ıİ", "k": "\u212a", "s": "ſ"}
"""Letters beside the capital that `re.IGNORECASE` takes for the same."""


class AnyCase:
    """A pattern written in small letters. Places in its matches are those of the text; their words are
    in small letters.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        if _CAPITAL.search(_NAMED.sub("", pattern)):
            raise ValueError(f"a pattern for any case knows no capitals: {pattern[:60]}")
        self._pattern = re.compile(pattern, flags)

    def search(self, text: str) -> re.Match[str] | None:
        r"""Return the first match in a text.

        >>> AnyCase(r"\brapat\b").search("Undangan RAPAT").start()
        9
        """
        return self._pattern.search(small(text))

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the beginning of a text."""
        return self._pattern.match(small(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text, in order."""
        return self._pattern.finditer(small(text))


def one_of(words: Iterable[str]) -> str:
    """Return the pattern of any of these words, given in small letters, for use with `re.IGNORECASE`; of
    several that fit the longest.

    Words share the letters with which they begin alike, and the first is tested without regard to the flag.

    >>> re.findall(one_of(["juli", "juni", "jun"]), "Juni, JUN, jul", re.IGNORECASE)
    ['Juni', 'JUN']
    """
    tree: dict[str, Any] = {}
    for word in words:
        at = tree
        for letter in word:
            at = at.setdefault(letter, {})
        at[""] = {}
    return _branches(tree, _in_any_case)


def _in_any_case(letter: str) -> str:
    """Return the pattern of a letter with its capital, as a set, which is quickly tested."""
    capital = letter.upper() if len(letter.upper()) == 1 else ""
    return f"(?-i:[{re.escape(letter + capital + _TWINS.get(letter, ''))}])"


def _branches(tree: dict[str, Any], written: Callable[[str], str] = re.escape) -> str:
    """Return the pattern of what a tree of letters goes on with; "" in it says that a word may end."""
    ways = [written(letter) + _branches(below) for letter, below in tree.items() if letter]
    if len(ways) > 1 or (ways and "" in tree):
        return f"(?:{'|'.join(ways)}){'?' * ('' in tree)}"
    return "".join(ways)


def small(text: str) -> str:
    """Return a text in small letters, as long as it is: a letter that is two when small stays.

    >>> small("İZMİR Kota")
    'İzmİr kota'
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(_letter(c) for c in text)


def _letter(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter

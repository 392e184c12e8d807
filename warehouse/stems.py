"""Texts as stems, so that a search for "membangun" finds "pembangunan"; one way for texts and questions.

A word is a run of letters, an apostrophe inside it left out (Jum'at, Jumat), or a run of digits
without leading zeros (RT 02, RT 2). Letters and digits part (Rp45.000.000, RW05). Words are folded
to lower case without accents and cut to their stem by Snowball's Indonesian stemmer (Tala's rules),
which needs no dictionary and is cached here, since a hundred thousand pages have few different words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

APOSTROPHES = "'’‘`´ʼ"
_WORD = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*|\d+")
_LONGEST = 64
"""Characters of a word that are looked at; no word of any language is longer, a blot may be."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A word's stem and where the word stands: characters, half open."""

    stem: str
    start: int
    end: int


def stems(text: str) -> Iterator[Stem]:
    """Yield the stem of each word of a text, in order.

    >>> [s.stem for s in stems("Pembangunan RW05, Jum'at Rp45.000")]
    ['bangun', 'rw', '5', 'jumat', 'rp', '45', '0']
    """
    for match in _WORD.finditer(text):
        yield Stem(_stem(match.group()[:_LONGEST]), match.start(), match.end())


def as_stems(*texts: str | None) -> str:
    """Return the stems of some texts as one text, which is what the search index holds."""
    return " ".join(s.stem for text in texts if text for s in stems(text))


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if word.isdigit():
        return unicodedata.normalize("NFKC", word).lstrip("0") or "0"
    folded = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in folded if c.isalnum())
    found: str = _stemmer.stemWord(plain)
    return found or plain


_stemmer = snowballstemmer.stemmer("indonesian")

"""Text that shouts, written as running text writes it."""

import re
from functools import cache

from models.indonesian.gazetteers import word_set
from models.indonesian.index import index

_ROMAN = re.compile(r"[IVXLC]{2,}")
_VOWEL = re.compile(r"[AEIOUY]")
_LETTERS = re.compile(r"[\w'’]+")
_NUMBER = re.compile(r"[IVX]{2,5}")


def calmed(text: str) -> str:
    """Return a text all in capitals with small letters, but for abbreviations, Roman numerals and the
    first letter of each word that is no mere link; blanks are single. Other text is only squeezed.

    >>> calmed("PENATAAN PKL DI KELURAHAN BARU IV")
    'Penataan PKL di Kelurahan Baru IV'
    """
    words = text.split()
    if not text.isupper():
        return " ".join(words)
    return " ".join(_LETTERS.sub(lambda m: _written(m[0]), w) for w in _linked(words))


def calmed_place(name: str) -> str:
    """Return the name of a place that is all in capitals as running text writes it; the number of a place
    stays. Another name stays as it is.

    >>> calmed_place("ILIR BARAT II"), calmed_place("SEI-KERA HILIR"), calmed_place("Ilir Barat II")
    ('Ilir Barat II', 'Sei-Kera Hilir', 'Ilir Barat II')
    """
    if not name.isupper():
        return name
    return _LETTERS.sub(lambda m: m[0] if _NUMBER.fullmatch(m[0]) else m[0].capitalize(), name)


def _linked(words: list[str]) -> list[str]:
    links = word_set("links_in_titles")
    return [w.casefold() if i and w.casefold() in links else w for i, w in enumerate(words)]


@cache
def _written(word: str) -> str:
    if not word.isupper() or word.casefold() in index().abbreviations:
        return word
    if _ROMAN.fullmatch(word) or not _VOWEL.search(word):
        return word
    return word.capitalize()

"""How alike two spellings are: 0 to 1, blind to case, punctuation, titles and single misread letters."""

import re
import tomllib
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

ALIKE = 0.8
"""From here on two spellings count as one thing."""

_CACHED = 1 << 16


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("evaluation").joinpath("data/words.toml").read_text("utf-8"))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_data()[key].split())


@lru_cache(_CACHED)
def plain(text: str) -> str:
    """Return a text as it is compared: small letters, no accents or punctuation, short forms
    spelled out, numbers without leading zeros.

    >>> plain("Kel. Panggung-Rawi, RT 02")
    'kelurahan panggung rawi rt 2'
    """
    text = unicodedata.normalize("NFKD", text).replace("&", " dan ").casefold()
    text = "".join(c for c in text if not unicodedata.combining(c) and c not in "'’`")
    return " ".join(_spelled(word) for word in re.split(r"[\W_]+", text) if word)


def _spelled(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    known: dict[str, str] = _data()["spelled"]
    return known.get(word, word)


@lru_cache(_CACHED)
def plain_name(name: str) -> str:
    """Return a person's name as it is compared: without address, rank, title and degree.

    >>> plain_name("H. Bambang Setyawan, S.T., M.Si.")
    'bambang setyawan'
    """
    front, *behind = name.split(",")
    words: list[str] = []
    for word in front.split():
        bare = re.sub(r"\W", "", word).casefold()
        is_degree = bare in _words("degrees") and (_is_dotted(word) or bool(words))
        if bare not in _words("addresses") and not is_degree:
            words.append(word)
    for word in " ".join(behind).split():
        bare = re.sub(r"\W", "", word).casefold()
        is_degree = bare in _words("degrees") and bool(words)
        if not (bare in _words("addresses") or is_degree or _is_dotted(word)):
            words.append(word)
    return plain(" ".join(words)) or plain(name)


def _is_dotted(word: str) -> bool:
    """Tell whether a word has a dot inside: S.Pd, M.Si."""
    return "." in word.rstrip(".")


def ratio(a: str, b: str) -> float:
    """Return how much of two texts stands in both in one order."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


@lru_cache(_CACHED)
def likeness(a: str, b: str, contained: float = 0.0) -> float:
    """Return how alike two plain texts are: by their letters, by the words that they share, or
    because one holds the other (two words or more, and `contained` of the longer one's words).

    >>> likeness("pelatihan las", "las") < ALIKE <= likeness("pelatihan las listrik", "pelatihan las")
    True
    >>> likeness("perbaikan jalan rt 1", "perbaikan jalan rt 2") < ALIKE
    True
    """
    if not a or not b:
        return 0.0
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    x, y = _telling(a), _telling(b)
    shared = _shared(x, y)
    overlap = 2 * shared / max(1, len(x) + len(y))
    best = max(ratio(a, b), overlap)
    shorter, longer = sorted((len(x), len(y)))
    if shared == shorter >= 2 and shorter >= contained * longer:
        best = max(best, ALIKE + (1 - ALIKE) * overlap)
    numbers_a, numbers_b = set(re.findall(r"\d+", a)), set(re.findall(r"\d+", b))
    if numbers_a and numbers_b and not numbers_a & numbers_b:
        best *= 0.8
    return best


def _telling(text: str) -> list[str]:
    """Return the words of a plain text, each once, without those that carry no meaning."""
    return [w for w in dict.fromkeys(text.split()) if w not in _words("fillers")]


def _shared(x: list[str], y: list[str]) -> int:
    """Return how many words of one list stand in the other, each used once."""
    left, shared = list(y), 0
    for word in x:
        twin = word if word in left else next((w for w in left if _same_word(word, w)), None)
        if twin is not None:
            left.remove(twin)
            shared += 1
    return shared


def _same_word(a: str, b: str) -> bool:
    """Tell whether two words are one: equal, or long and a letter or two apart."""
    if a == b:
        return True
    return min(len(a), len(b)) >= 5 and not (a + b).isdigit() and ratio(a, b) >= ALIKE


@lru_cache(_CACHED)
def agency_likeness(a: str, b: str) -> float:
    """Return 1 for two names of one body, less for misread letters, 0 for anything else: a body of
    almost the same name is another body.

    >>> agency_likeness("LPM Kel. Panggungrawi", "LPM Kelurahan Panggung Rawi")
    1.0
    >>> agency_likeness("Dinas Sosial", "Dinas Sosial Kota Cilegon")
    0.0
    """
    a, b = plain(a), plain(b)
    if not a or not b:
        return 0.0
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    x, y = a.split(), b.split()
    return 0.95 if len(x) == len(y) and all(map(_same_word, x, y)) else 0.0

"""Whether text reads as writing: how much of it are words that our lists know, or that are spelt as
theirs are.

Letters follow each other by rules, in any language of this country and in English too, that broken
character maps and bad OCR do not keep. What is known, and which letters follow which, is taken from
the project's own lists; no length of text decides anything.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from models.values.tables import words_of_all

ALIKE = 0.75
"""So many of a word's runs of three letters must occur in words that are known."""
SHORT = 6
"""Capitals up to so many letters are taken for an abbreviation, which counts half."""

_EDGES = ".,;:!?()[]{}\"'“”‘’/-–…*&+•_"
_STRANGE = re.compile(r"[^\x20-\x7e\u00a0-\u024f\u2000-\u22ff\u25a0-\u25ff\u0600-\u06ff]")
_PARTS = re.compile(r"[/\-.,:()&]+")
_MIXED = re.compile(r"[^\W\d]\d+[^\W\d]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_SIGNS = re.compile(r"""[!"#$%&'*+<=>?@\\^`|~]""")
_LETTERED = re.compile(
    r"(?:Rp\.?[^\W\d_]{1,3}|[^\W\d_]{1,3}\.[^\W\d_]{3})(?:\.[^\W\d_]{3})+(?:,-|,[^\W\d_]{2})?"
)


@dataclass(frozen=True, slots=True)
class Legibility:
    """What share of the letters (0 to 1) stands in words that are `known`, and in words that are
    `plausible`: known, or spelt alike. `words` and `letters` count what has letters; `single` is the
    share of one-letter words; `strange` the share of characters that no keyboard of an office has.
    `figures` counts the digits that stand in numbers, `odd` the signs that stand where a number would:
    several of a font's private ones in one word, a word of nothing but such as "#$%", and letters in
    groups of three as a sum of money has.
    """

    words: int
    letters: int
    known: float
    plausible: float
    single: float
    strange: float
    figures: int = 0
    odd: int = 0

    @property
    def readable(self) -> float:
        """Return how many letters stand in plausible words, and digits in numbers."""
        return self.plausible * self.letters + self.figures


def legibility(words: Iterable[str]) -> Legibility:
    """Return how much of these words reads as writing; linear in their length.

    >>> legibility("Rapat warga membahas saluran air".split()).plausible
    1.0
    >>> legibility("Udsdw zdujd phpedkdv vdoxudq dlu".split()).plausible
    0.0
    """
    weighed = [_weighed(word) for word in words]
    tokens, single, letters, known, plausible, strange, characters, figures, odd = (
        map(sum, zip(*weighed, strict=True)) if weighed else (0,) * 9
    )
    whole = max(letters, 1)
    return Legibility(
        tokens,
        letters,
        known / whole,
        plausible / whole,
        single / max(tokens, 1),
        strange / max(characters, 1),
        figures,
        odd,
    )


@lru_cache(maxsize=20_000)
def _weighed(word: str) -> tuple[int, int, int, int, float, int, int, int, int]:
    """Return of one word how many parts have letters, how many of these are single letters, how many
    letters the others have, those of known and of plausible parts, strange characters, characters,
    digits that can be believed, signs in the place of digits.
    """
    parts = [p for p in _PARTS.split(word.strip(_EDGES)) if any(c.isalpha() for c in p)]
    long = [(len(part), *_share(part)) for part in parts if len(part) > 1]
    strange, odd = len(_STRANGE.findall(word)), _odd(word, bool(parts))
    # In a garbled word a digit is as good a letter as any ("R4p3t"), in "RW05" and "2a" it is a number.
    is_number = not (strange or odd) and not any(_MIXED.search(part) for part in parts)
    return (
        len(parts),
        len(parts) - len(long),
        sum(size for size, _, _ in long),
        sum(size for size, _, is_known in long if is_known),
        sum(size * share for size, share, _ in long),
        strange,
        len(word),
        sum(map(str.isdigit, word)) if is_number else 0,
        odd,
    )


def _odd(word: str, is_worded: bool) -> int:
    """Return how many signs of a word stand where digits would. One private sign alone is a bullet, one
    sign over and over a line.
    """
    private = _PRIVATE.findall(word)
    if private:
        return len(private) if len(set(private)) > 1 else 0
    if any(map(str.isdigit, word)):
        return 0
    if is_worded:  # grouped in threes like a sum of money, of letters
        return sum(map(str.isalpha, word)) if _LETTERED.fullmatch(word.strip(_EDGES)) else 0
    signs = _SIGNS.findall(word)
    return len(signs) if len(set(signs)) > 1 else 0


@cache
def _runs() -> frozenset[str]:
    """Return the runs of three letters, edges included, that at least two known words have."""
    counts: Counter[str] = Counter()
    for word in words_of_all():
        counts.update(_runs_of(word))
    return frozenset(run for run, count in counts.items() if count > 1)


def _runs_of(word: str) -> list[str]:
    edged = f"^{word}$"
    return [edged[i : i + 3] for i in range(len(edged) - 2)]


def _share(part: str) -> tuple[float, bool]:
    """Return how plausible a word is (0, 0.5 or 1), and whether it is known."""
    low = part.casefold()
    if low in words_of_all():
        return 1.0, True
    if not part.isalpha():
        return 0.0, False
    runs = _runs_of(low)
    if sum(run in _runs() for run in runs) >= ALIKE * len(runs):
        return 1.0, False
    return (0.5 if part.isupper() and len(part) <= SHORT else 0.0), False

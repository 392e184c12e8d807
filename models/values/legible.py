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


@dataclass(frozen=True, slots=True)
class Legibility:
    """What share of the letters (0 to 1) stands in words that are `known`, and in words that are
    `plausible`: known, or spelt alike. `words` and `letters` count what has letters; `single` is the
    share of one-letter words; `strange` the share of characters that no keyboard of an office has.
    """

    words: int
    letters: int
    known: float
    plausible: float
    single: float
    strange: float

    @property
    def readable(self) -> float:
        """Return how many letters stand in plausible words."""
        return self.plausible * self.letters


def legibility(words: Iterable[str]) -> Legibility:
    """Return how much of these words reads as writing; linear in their length.

    >>> legibility("Rapat warga membahas saluran air".split()).plausible
    1.0
    >>> legibility("Udsdw zdujd phpedkdv vdoxudq dlu".split()).plausible
    0.0
    """
    weighed = [_weighed(word) for word in words]
    tokens, single, letters, known, plausible, strange, characters = (
        map(sum, zip(*weighed, strict=True)) if weighed else (0,) * 7
    )
    whole = max(letters, 1)
    return Legibility(
        tokens,
        letters,
        known / whole,
        plausible / whole,
        single / max(tokens, 1),
        strange / max(characters, 1),
    )


@lru_cache(maxsize=20_000)
def _weighed(word: str) -> tuple[int, int, int, int, float, int, int]:
    """Return of one word how many parts have letters, how many of these are single letters, how many
    letters the others have, those of known and of plausible parts, strange characters, characters.
    """
    parts = [p for p in _PARTS.split(word.strip(_EDGES)) if any(c.isalpha() for c in p)]
    long = [(len(part), *_share(part)) for part in parts if len(part) > 1]
    return (
        len(parts),
        len(parts) - len(long),
        sum(size for size, _, _ in long),
        sum(size for size, _, is_known in long if is_known),
        sum(size * share for size, share, _ in long),
        len(_STRANGE.findall(word)),
        len(word),
    )


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

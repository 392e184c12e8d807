"""Numbers behind RT and RW that an engine read with letters: "RT Ol" is RT 01."""

from dataclasses import replace
from itertools import pairwise

from extractors.ocr import OcrWord

WARDS = ("RT", "RW")
LOOKS_LIKE = str.maketrans("OoDlIi|!SsBZz", "0001111155822")
"""Letters that each look like one figure only, in the type of offices."""
LONGEST = 3
"""Figures of a ward's number, with a comma or full stop behind it besides."""
NEAR = 1.5
"""Heights of a letter between the two: the next word, and none of another column."""


def with_ward_numbers(words: tuple[OcrWord, ...]) -> tuple[OcrWord, ...]:
    """Return the words of a page, in their order, in which what stands right behind RT or RW, and has
    nothing but figures and letters that look like one, is a number. Its confidence stays.

    >>> words = (OcrWord("RT", 0, 0, 20, 12, 0.9), OcrWord("Ol", 25, 0, 18, 12, 0.4))
    >>> [w.text for w in with_ward_numbers(words)]
    ['RT', '01']
    """
    if not words:
        return ()
    return (words[0], *(_number(word, before) for before, word in pairwise(words)))


def _number(word: OcrWord, before: OcrWord) -> OcrWord:
    bare = word.text.rstrip(",.;:)/")
    if before.text not in WARDS or not 0 < len(bare) <= LONGEST or bare.isdigit():
        return word
    figures = bare.translate(LOOKS_LIKE)
    if not figures.isdigit() or not _stands_behind(word, before):
        return word
    return replace(word, text=figures + word.text[len(bare) :])


def _stands_behind(word: OcrWord, before: OcrWord) -> bool:
    gap = word.left - before.left - before.width
    middle = word.top + word.height / 2
    is_level = before.top <= middle <= before.top + before.height
    return is_level and -0.5 * before.height <= gap <= NEAR * before.height

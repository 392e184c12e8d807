"""The sentences of a stretch of text, as the pipeline marked their starts."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from extractors.context import Context


def sentences(context: Context, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences within these characters, blanks trimmed."""
    starts = context.sentence_starts
    inside = starts[bisect_right(starts, start) : bisect_left(starts, end)]
    trimmed = []
    for a, b in pairwise((start, *inside, end)):
        text = context.text[a:b]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            trimmed.append((a + lead, a + lead + len(text.strip())))
    return trimmed

"""From characters of a document's text to the places on its pages where they stand."""

from bisect import bisect_right
from dataclasses import dataclass

from models.source import Box, Cell, Line, Source, Stretch, Word


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle on an upright page, in points from its top left; pages count from 1."""

    page: int
    box: Box


def spots(source: Source, start: int, end: int) -> tuple[Spot, ...]:
    """Return the rectangles that the characters from start to end (half open) stand in: one for each
    piece of a line, in reading order. Pages without a layout have none, though their words may have
    boxes by which their reader told columns apart.
    """
    first = max(bisect_right(source.stretches, start, key=lambda s: s.start) - 1, 0)
    found: list[Spot] = []
    pages = source.numbered
    for i in range(first, len(source.stretches)):
        stretch = source.stretches[i]
        if stretch.start >= end:
            break
        if stretch.end <= start or not pages[stretch.page].width:
            continue
        block = pages[stretch.page].blocks[stretch.block]
        part = block if isinstance(block, Line) else _cell(block.rows, stretch)
        boxes = _pieces(part, start - stretch.start, end - stretch.start)
        found += [Spot(stretch.page, box) for box in boxes]
    return tuple(found)


def _cell(rows: tuple[tuple[Cell, ...], ...], stretch: Stretch) -> Cell:
    assert stretch.row is not None
    assert stretch.column is not None
    return rows[stretch.row][stretch.column]


def _pieces(part: Line | Cell, start: int, end: int) -> list[Box]:
    """Return the boxes of the words of a line or cell that reach into these of its characters."""
    out: list[Box] = []
    at = before = 0
    for word in part.words:
        begin = part.text.find(word.text, at)
        if begin < 0 or word.box is None:
            return _whole(part)  # not the words of this text: the line itself is still right
        at = begin + len(word.text)
        if begin < end and at > start:
            if out and "\t" not in part.text[before:begin] and _beside(out[-1], word):
                out[-1] = out[-1].union(word.box)
            else:
                out.append(word.box)
            before = at
    return out or ([] if part.words else _whole(part))


def _whole(part: Line | Cell) -> list[Box]:
    return [part.box] if part.box is not None else []


def _beside(box: Box, word: Word) -> bool:
    """Tell whether a word stands in the line of a box and not in the next."""
    assert word.box is not None
    shared = min(box.bottom, word.box.bottom) - max(box.top, word.box.top)
    least = min(box.bottom - box.top, word.box.bottom - word.box.top)
    return shared > 0.4 * least and word.box.x0 >= box.x0

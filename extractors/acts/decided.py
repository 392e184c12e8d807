"""Everything that a document may tell as decided, with the traits by which it is weighed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.acts.orders import numbered, orders
from extractors.acts.spans import Spans
from extractors.acts.wording import acts, forms, holds, of_column, of_unit
from extractors.context import Context
from extractors.directory import outside
from extractors.layout import Section, UnitKind
from extractors.sentences import sentences
from extractors.weighing import words
from models.codes import DocumentKind

_MARKS = ("dates", "money", "names", "offices", "agencies", "wards", "times")
_SHORTEST = 12  # characters
_MOST = 40  # words of a piece that count as traits
_LENGTHS = (4, 7, 12, 20, 35)  # words


@dataclass(frozen=True, slots=True)
class Piece:
    """What may be a decision: characters of the document, and its traits."""

    start: int
    end: int
    traits: frozenset[str]


def pieces(context: Context) -> Iterator[Piece]:
    """Yield the items, the sentences without their lead-in, and the cells of a document."""
    yield from _of_units(context)
    for grid in context.grids:
        for column in range(len(grid.header)):
            place = of_column(context, grid, column)
            for row in grid.rows:
                cell = row[column] if column < len(row) else None
                if cell is not None and len(cell.text) >= _SHORTEST:
                    traits = place | _of_words(context, cell.start, cell.end)
                    yield Piece(cell.start, cell.end, frozenset(traits))


def _of_units(context: Context) -> Iterator[Piece]:
    text = context.text
    tables = Spans((g.start, g.end) for g in context.grids)
    for unit in context.units:
        if outside(unit) or unit.kind in (UnitKind.ROW, UnitKind.HEADING, UnitKind.HEADER):
            continue
        if tables.overlap(unit.start, unit.start + 1):
            continue
        place = of_unit(context, unit)
        if unit.kind is UnitKind.ITEM:
            place.add(f"counted: {counts_as(unit.marker)}")
            place.add(f"sentences: {min(len(sentences(context, unit.body, unit.end)), 4)}")
            traits = frozenset(place | _of_words(context, unit.body, unit.end))
            if unit.end - unit.body >= _SHORTEST:
                yield Piece(unit.body, unit.end, traits)
            continue
        whole = unit.section is Section.DECISIONS and context.kind is not DocumentKind.NEWS
        points = numbered(unit.text)
        if points:
            place.add("points in the line")
        spans = [(unit.start + a, unit.start + b) for a, b in points] or [
            piece
            for start, end in sentences(context, unit.body, unit.end)
            for piece in between_semicolons(text, start, end)
        ]
        for n, (start, end) in enumerate(spans):
            if end - start < _SHORTEST:
                continue
            traits = frozenset(
                {
                    *place,
                    *_of_words(context, start, end),
                    f"sentence: {min(n, 3)}" if len(spans) > 1 else "sentence: only",
                    "sentence: last" if n == len(spans) - 1 else "sentence: not last",
                }
            )
            for order in orders(text[start:end], whole=whole):
                yield Piece(start + order.start, start + order.end, traits)


def _of_words(context: Context, start: int, end: int) -> set[str]:
    text = context.text[start:end]
    spoken = words(text)
    traits = {f"word: {w}" for w in spoken[:_MOST]}
    traits.update(f"word {i}: {w}" for i, w in enumerate(spoken[:2]))
    traits.update(acts(spoken))
    if spoken:
        traits.update(f"first {t}" for t in (*forms(spoken[0]), *acts(spoken[:1])))
    traits.add(f"length: {sum(len(spoken) >= most for most in _LENGTHS)}")
    traits.update(holds(context, start, end, _MARKS, "holds"))
    traits.update(holds(context, start, min(end, start + _HEAD), _MARKS, "begins with"))
    last = text.rstrip()[-1:]
    if last in (":", "?"):
        traits.add(f"ends in {last}")
    if '"' in text or "“" in text:
        traits.add("quoted")
    return traits


_HEAD = 40  # characters in which a name stands that something begins with


def between_semicolons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split what lists its points with semicolons."""
    out, at = [], start
    for mark in re.finditer(r";\s*(?:(?:dan|serta)\s+)?", text[start:end]):
        out.append((at, start + mark.start()))
        at = start + mark.end()
    return [*out, (at, end)]


def counts_as(marker: str) -> str:
    """Return how a marker counts: figures, letters, words, or none of them.

    >>> counts_as("2."), counts_as("b)"), counts_as("-")
    ('1', 'a', '-')
    """
    bare = marker.strip("().,:")
    if bare.isdigit():
        return "1"
    return "a" if len(bare) == 1 and bare.isalpha() else ("KESATU" if bare.isalpha() else "-")

"""Pieces of lines that stand in one column, with where they stand from left to right.

Signature blocks put offices on one line and names on a later one; who belongs to whom is told
by the column only.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

from models.source import Line, Source, Word


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line. `row` counts lines through the document; x in points, or made-up units
    where the format has no layout (the columns of a docx table are then 200 wide).
    """

    text: str
    start: int
    end: int
    row: int
    x0: float
    x1: float
    page: int
    in_table: bool = False

    @property
    def middle(self) -> float:
        """Return the middle from left to right."""
        return (self.x0 + self.x1) / 2

    def overlaps(self, other: "Segment") -> bool:
        """Tell whether the two stand above one another."""
        shared = min(self.x1, other.x1) - max(self.x0, other.x0)
        return shared > 0.3 * min(self.x1 - self.x0, other.x1 - other.x0)


def segments(doc: Doc) -> tuple[Segment, ...]:
    """Return every piece of a line of the document, in reading order; blank lines are counted only."""
    source: Source = doc._.source
    blocks = {(page.number, i): b for page in source.pages for i, b in enumerate(page.blocks)}
    found: list[Segment] = []
    row = 0
    table_row: tuple[int, int, int | None] | None = None
    for stretch in source.stretches:
        block = blocks[stretch.page, stretch.block]
        if isinstance(block, Line):
            row += 1
            table_row = None
            found.extend(_of_line(block, stretch.start, row, stretch.page))
            continue
        if (stretch.page, stretch.block, stretch.row) != table_row:
            table_row = (stretch.page, stretch.block, stretch.row)
            row += 100  # the lines of one cell must not meet those of the row below
        assert stretch.row is not None
        assert stretch.column is not None
        cell = block.rows[stretch.row][stretch.column]
        x0 = cell.box.x0 if cell.box else 200.0 * stretch.column
        x1 = cell.box.x1 if cell.box else x0 + 190.0 * cell.span
        at = stretch.start
        for i, line in enumerate(cell.text.split("\n")):
            bare = line.strip()
            if bare:
                begin = at + line.index(bare)
                found.append(
                    Segment(bare, begin, begin + len(bare), row + i, x0, x1, stretch.page, True)
                )
            at += len(line) + 1
    return tuple(found)


def _of_line(line: Line, start: int, row: int, page: int) -> list[Segment]:
    """Split one line at its tabs; the words tell how far each piece reaches. Where there are none, as
    in Word, pieces that count alike stand above one another, however long they are.
    """
    pieces: list[Segment] = []
    words = list(line.words)
    at = 0
    parted = "\t" in line.text and not words
    for piece in line.text.split("\t"):
        bare = piece.strip()
        taken: list[Word] = []
        rest = bare.replace(" ", "")
        while words and rest and rest.startswith(words[0].text.replace(" ", "")):
            word = words.pop(0)
            rest = rest[len(word.text.replace(" ", "")) :]
            taken.append(word)
        if bare:
            boxes = [w.box for w in taken if w.box]
            x0 = min((b.x0 for b in boxes), default=200.0 * len(pieces) if parted else 6.0 * at)
            x1 = max((b.x1 for b in boxes), default=x0 + (190.0 if parted else 6.0 * len(bare)))
            begin = start + at + piece.index(bare)
            pieces.append(Segment(bare, begin, begin + len(bare), row, x0, x1, page))
        at += len(piece) + 1
    return pieces

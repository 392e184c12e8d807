"""Documents made of plain lines, for tests of what is understood rather than of how it is read."""

from collections.abc import Callable

import pytest

from extractors.assemble import assemble
from models.indonesian import parse
from models.record import Record
from models.source import Cell, Line, Page, Source, Table

Rows = list[list[str]]


def source_of(*blocks: str | Rows, media_type: str = "text/plain") -> Source:
    """Make a one-page source; a string is a line (or several, at newlines), a list a table."""
    made: list[Line | Table] = []
    for block in blocks:
        if isinstance(block, str):
            made.extend(Line(line) for line in block.split("\n"))
        else:
            made.append(Table(tuple(tuple(Cell(text) for text in row) for row in block)))
    return Source("uji.txt", "0" * 64, media_type, (Page(1, tuple(made)),))


@pytest.fixture(name="source_of")
def _source_of() -> Callable[..., Source]:
    return source_of


@pytest.fixture
def record_of() -> Callable[..., Record]:
    def make(*blocks: str | Rows, media_type: str = "text/plain") -> Record:
        return assemble(parse(source_of(*blocks, media_type=media_type)))

    return make

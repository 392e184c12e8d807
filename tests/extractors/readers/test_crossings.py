"""Tables of drawn lines: the cells are those that pdfplumber finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import TableFinder, edges_to_intersections, intersections_to_cells

from extractors.readers.crossings import Finder, cells_at

PLACES = st.sampled_from([0.0, 10.0, 12.5, 20.0, 40.0, 55.0, 80.0])


@st.composite
def edges(draw: st.DrawFn) -> dict[str, object]:
    """Return a line along or down the page, in the words of pdfplumber."""
    begin, end = sorted(draw(st.lists(PLACES, min_size=2, max_size=2, unique=True)))
    at, is_along = draw(PLACES), draw(st.booleans())
    x0, x1 = (begin, end) if is_along else (at, at)
    top, bottom = (at, at) if is_along else (begin, end)
    return {
        "object_type": "line",
        "orientation": "h" if is_along else "v",
        **{"x0": x0, "x1": x1, "top": top, "bottom": bottom},
        **{"width": x1 - x0, "height": bottom - top},
    }


class Drawn:
    """Has lines, as a page of pdfplumber does."""

    def __init__(self, lines: list[dict[str, object]]) -> None:
        self.edges = lines


@given(st.lists(edges(), max_size=30))
def test_the_cells_are_those_of_pdfplumber(lines: list[dict[str, object]]) -> None:
    crossings = edges_to_intersections(lines, 3, 3)
    assert list(cells_at(crossings)) == intersections_to_cells(crossings)
    ours, theirs = Finder(Drawn(lines)).tables, TableFinder(Drawn(lines)).tables
    assert [table.cells for table in ours] == [table.cells for table in theirs]


def test_a_grid_has_its_cells_row_by_row() -> None:
    lines = [
        {
            "object_type": "line",
            "orientation": way,
            "x0": x0,
            "x1": x1,
            "top": top,
            "bottom": bottom,
        }
        | {"width": x1 - x0, "height": bottom - top}
        for way, x0, x1, top, bottom in [
            *(("h", 0, 90, y, y) for y in (0, 20, 40)),
            *(("v", x, x, 0, 40) for x in (0, 30, 60, 90)),
        ]
    ]
    [table] = Finder(Drawn(lines)).tables
    assert [len(row.cells) for row in table.rows] == [3, 3]
    assert table.bbox == pytest.approx((0, 0, 90, 40))

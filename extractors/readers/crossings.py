"""Tables of drawn lines, found as pdfplumber finds them, in a fraction of its time.

Its way from crossings to cells compares each crossing with all others, and asks anew each time which lines
go through them: most of the time of a page with a table. Here each is asked once, and looks along its own
row and column alone; the cells are the same, in the same order.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pdfplumber.table import (
    Table,
    TableFinder,
    TableSettings,
    cells_to_tables,
    edges_to_intersections,
)

Point = tuple[float, float]
Sides = tuple[float, float, float, float]
Lines = frozenset[Sides]


class Finder(TableFinder):
    """Finds the tables of whatever has `edges`, in the words of pdfplumber."""

    def __init__(self, page: Any) -> None:
        """Find them; they are its `tables`."""
        self.page = page
        self.settings = TableSettings.resolve(None)
        crossings = edges_to_intersections(
            self.get_edges(),
            self.settings.intersection_x_tolerance,
            self.settings.intersection_y_tolerance,
        )
        self.tables = [Table(page, cells) for cells in cells_to_tables(list(cells_at(crossings)))]


def cells_at(crossings: Mapping[Point, Mapping[str, list[dict[str, Any]]]]) -> Iterator[Sides]:
    """Yield the smallest cell right below each crossing (x, top), from the left, each column from the top;
    a crossing holds the lines that go down ("v") and along ("h") through it.
    """
    down = {point: _lines(through["v"]) for point, through in crossings.items()}
    along = {point: _lines(through["h"]) for point, through in crossings.items()}
    points = sorted(crossings)
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    place: dict[Point, tuple[int, int]] = {}
    for point in points:
        column, row = columns[point[0]], rows[point[1]]
        column.append(point)
        row.append(point)
        place[point] = len(column), len(row)

    def corner_of(point: Point) -> Point | None:
        x, top = point
        below, right = place[point]
        for low in islice(columns[x], below, None):
            if down[point].isdisjoint(down[low]):
                continue
            for end in islice(rows[top], right, None):
                corner = (end[0], low[1])
                if (
                    corner in crossings
                    and not along[point].isdisjoint(along[end])
                    and not down[corner].isdisjoint(down[end])
                    and not along[corner].isdisjoint(along[low])
                ):
                    return corner
        return None

    for point in points:
        corner = corner_of(point)
        if corner is not None:
            yield (*point, *corner)


def _lines(edges: list[dict[str, Any]]) -> Lines:
    return frozenset((e["x0"], e["top"], e["x1"], e["bottom"]) for e in edges)

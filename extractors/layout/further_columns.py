"""Tables too wide for their paper: Excel prints the columns that do not fit on pages of their own.

Told by the drawn lines: the table on such a page begins, ends and has its rows at the heights of one on a
page before, with other columns. All lengths are in points.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.layout.cells import HEADER_WORD
from models.source import Box, Cell, Page, Source, Table

Place = tuple[int, int]
"""Of a table: its page's number and which block of the page it is."""

_NEAR = 1.5
"""Points by which the heights of one row differ on two pages."""
_LEAST_ROWS = 3
_ROWS_SHARE = 0.5
"""So many of the rows have something in the further columns too; a group's name stands alone in its row."""
_MOST_BETWEEN = 20
"""So many pages of rows at most come before those of the further columns."""
_COUNT = re.compile(r"(\d{1,3})[.)]?")

_Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Further:
    """The table on another page that has further columns; `rows` says of each of its rows which of the
    first table's it goes on with, and `again` how many of its first columns that one has too.
    """

    place: Place
    rows: Mapping[int, int]
    again: int


def further_columns(source: Source) -> dict[Place, tuple[Further, ...]]:
    """Return the tables that have further columns of others, by these, from left to right.

    Excel prints all rows of the first columns and then those of the next, or the other way about; where
    a table takes several pages of rows, each goes on as many pages later.
    """
    pages = [_Sheet(page) for page in source.pages]
    found: dict[Place, tuple[Further, ...]] = {}
    taken: set[int] = set()
    known: set[_Pair] = set()
    for between in range(1, min(_MOST_BETWEEN, len(pages) - 1) + 1):
        start = 0
        while start + 2 * between <= len(pages):
            parts = _parts(pages, start, between, taken, known)
            for place, others in parts.items():
                found[place] = others
                taken.update([place[0], *(other.place[0] for other in others)])
            start += between if parts else 1
    return found


def _parts(
    pages: Sequence["_Sheet"], start: int, between: int, taken: set[int], known: set["_Pair"]
) -> dict[Place, tuple[Further, ...]]:
    """Return what stands beside the tables of so many pages from one on, where all of them go on."""
    found: dict[Place, tuple[Further, ...]] = {}
    at = start + between
    while at + between <= len(pages):
        made: dict[Place, tuple[Further, ...]] = {}
        for i in range(between):
            one, other = pages[start + i], pages[at + i]
            if one.number in taken or other.number in taken:
                break
            beside = one.beside(other, known, is_first=not i)
            if not beside:
                break
            made |= {place: (*found.get(place, ()), further) for place, further in beside.items()}
        else:
            found = made
            known.update(pages[start].pairs(pages[at]))
            at += between
            continue
        break
    return found


class _Ruled:
    """A table with drawn lines; where its rows and columns stand is worked out once, since it is held
    against those of many pages.
    """

    def __init__(self, place: Place, table: Table, box: Box) -> None:
        self.place, self.rows, self.box = place, table.rows, box

    @cached_property
    def tops(self) -> dict[int, float]:
        """Return at which height each row begins."""
        return {
            r: min(boxes)
            for r, row in enumerate(self.rows)
            if (boxes := [cell.box.top for cell in row if cell.box is not None])
        }

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Return where the columns begin and end."""
        boxes = [cell.box for row in self.rows for cell in row if cell.box is not None]
        return tuple(sorted({round(x / _NEAR) for box in boxes for x in (box.x0, box.x1)}))


class _Sheet:
    """The tables with drawn lines of a page, and what it has besides."""

    def __init__(self, page: Page) -> None:
        self.number = page.number
        self.tables = [
            _Ruled((page.number, i), block, block.box)
            for i, block in enumerate(page.blocks)
            if isinstance(block, Table) and block.ruled and block.box is not None
        ]
        self.lines = {
            block.text
            for block in page.blocks
            if not isinstance(block, Table)
            and not block.header
            and any(map(str.isalpha, block.text))
        }
        self.others = sum(isinstance(b, Table) for b in page.blocks) - len(self.tables)

    def pairs(self, other: "_Sheet") -> set[_Pair]:
        """Return where the columns of tables on two pages stand."""
        both = zip(self.tables, other.tables, strict=True)
        return {(one.edges, further.edges) for one, further in both}

    def beside(self, other: "_Sheet", known: set[_Pair], *, is_first: bool) -> dict[Place, Further]:
        """Return for each table the one on the other page that has its further columns; {} where the page
        has anything else, or not for each. The first page of rows has a header, unless columns that
        stand as these do are `known` to go on so.
        """
        if not self.tables or len(self.tables) != len(other.tables):
            return {}
        if self.others or other.others or other.lines - self.lines:
            return {}
        found: dict[Place, Further] = {}
        for table, beside in zip(self.tables, other.tables, strict=True):
            is_headed = HEADER_WORD.search(table.rows[0][0].text) is not None
            if is_first and not is_headed and (table.edges, beside.edges) not in known:
                return {}
            further = _further(table, beside)
            if further is None:
                return {}
            found[table.place] = further
        return found


def _further(table: _Ruled, beside: _Ruled) -> Further | None:
    if not _is_near(table.box.top, beside.box.top) or not _is_near(
        table.box.bottom, beside.box.bottom
    ):
        return None
    tops, others = table.tops, beside.tops
    if table.edges == beside.edges or len(others) < len(beside.rows):
        return None
    rows: dict[int, int] = {}
    for r, top in others.items():
        same = next((k for k, t in tops.items() if _is_near(t, top)), None)
        if same is None:
            return None
        rows[r] = same
    if len(rows) < max(_LEAST_ROWS, _ROWS_SHARE * len(tops)):
        return None
    again = _again(table, beside, rows)
    if not again and _counts(beside):
        return None
    return Further(beside.place, rows, again)


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR


def _again(table: _Ruled, beside: _Ruled, rows: Mapping[int, int]) -> int:
    """Return how many of the first columns are printed on each page, as Excel does with titles: as wide
    there, and not only a count of rows, which other tables have too.
    """
    count = 0
    least = min(min(map(len, table.rows)), min(map(len, beside.rows)))
    named = False
    while count < least and all(
        _is_same(beside.rows[r][count], table.rows[k][count]) for r, k in rows.items()
    ):
        named |= sum(_COUNT.fullmatch(beside.rows[r][count].text) is None for r in rows) > 1
        count += 1
    return count if named else 0


def _is_same(one: Cell, other: Cell) -> bool:
    if one.text != other.text or one.box is None or other.box is None:
        return False
    return _is_near(one.box.x1 - one.box.x0, other.box.x1 - other.box.x0)


def _counts(table: _Ruled) -> bool:
    """Tell whether a table counts its rows, as one that is whole by itself does."""
    title = table.rows[0][0].text
    if HEADER_WORD.search(title) and not _NUMBER.match(title):
        return False
    found = [_COUNT.fullmatch(row[0].text.strip()) for row in table.rows]
    numbers = [int(match[1]) for match in found if match is not None]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


_NUMBER = re.compile(r"\W*(?:no|nomor|urut)\b", re.I)

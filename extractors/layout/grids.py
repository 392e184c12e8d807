"""Tables as grids with a header that is understood by its words, joined over page breaks."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc

from extractors.layout.cells import (
    GROUP_MARK,
    HEADER_WORD,
    MONEY_CELL,
    SUM_ROW,
    Grid,
    GridCell,
    row_end,
)
from extractors.layout.further_columns import Place, further_columns
from extractors.layout.segments import Segment
from extractors.layout.tab_tables import tab_tables
from models.indonesian.words import text_of
from models.source import Line, Source, Table

_Cells = tuple[GridCell | None, ...]
_Rows = dict[Place, dict[int, list[GridCell]]]


def grids(doc: Doc, pieces: Sequence[Segment]) -> tuple[Grid, ...]:
    """Return the document's tables; one that goes on over a page break is one grid. `pieces` are those of
    its lines.
    """
    source: Source = doc._.source
    rows: _Rows = {}
    blocks = {(page.number, i): b for page in source.pages for i, b in enumerate(page.blocks)}
    for s in source.stretches:
        if s.row is None:
            continue
        table = blocks[s.page, s.block]
        assert isinstance(table, Table)
        assert s.column is not None
        span = table.rows[s.row][s.column].span
        text = " ".join(source.text[s.start : s.end].split())
        cell = GridCell(text, s.start, s.end, span)
        rows.setdefault((s.page, s.block), {}).setdefault(s.row, []).append(cell)
    ends, beside = _with_further_columns(rows, source)
    found: list[Grid] = []
    closed: list[tuple[Place, ...]] = []  # where each ends, on each page that has columns of it
    paper = _Paper(source)
    parts = (
        (page, block, part)
        for (page, block), by_row in rows.items()
        for part in _parts([by_row[r] for r in sorted(by_row)])
    )
    for page, block, part in parts:
        grid = _grid(part, page)
        if grid is None:
            continue
        before = found[-1] if found else None
        if before is not None and any(
            _is_rest(grid, before, end, (page, block), paper) for end in closed[-1]
        ):
            rest = grid.rows
            if rest and before.rows and _goes_on(before.rows, rest[0]):
                before = replace(
                    before, rows=(*before.rows[:-1], _whole_row(before.rows[-1], rest[0]))
                )
                rest = rest[1:]
            found[-1] = replace(before, rows=before.rows + rest, end=grid.end)
            closed[-1] = ends.get((page, block), ((page, block),))
        else:
            found.append(grid)
            closed.append(ends.get((page, block), ((page, block),)))
    starts = [(t.start, t.page) for t in source.stretches]
    reaches = {s.start: (s.x0, s.x1) for s in pieces}
    # Rows at the edges of two pages may differ in their figures alone, and be taken for heads.
    running = frozenset(
        s.start
        for s in source.stretches
        if isinstance(b := blocks[s.page, s.block], Line) and b.header and b.text.count("\t") < 2
    )
    in_lines = [
        g
        for g in tab_tables(text_of(doc), starts, reaches, running)
        if not _overlaps(g, [*((f.start, f.end) for f in found), *beside])
    ]
    return tuple(sorted((*found, *in_lines), key=lambda g: g.start))


def _with_further_columns(
    rows: _Rows, source: Source
) -> tuple[dict[Place, tuple[Place, ...]], list[tuple[int, int]]]:
    """Put the columns that are printed on pages of their own beside the others. Return where the tables
    end that have some, on each page, and where in the text these columns stand.
    """
    ends: dict[Place, tuple[Place, ...]] = {}
    beside: list[tuple[int, int]] = []
    for place, others in further_columns(source).items():
        whole = rows[place]
        for further in others:
            width = max(len(_spread(row)) for row in whole.values())
            aside = rows.pop(further.place)
            beside.append((aside[min(aside)][0].start, aside[max(aside)][-1].end))
            for r, row in aside.items():
                cells = whole[further.rows[r]]
                last = cells[-1].end
                cells += [GridCell("", last, last)] * (width - len(_spread(cells)))
                cells += [replace(cell, aside=True) for cell in row[further.again :]]
        ends[place] = (place, *(further.place for further in others))
    return ends, beside


def _parts(rows: list[list[GridCell]]) -> list[list[list[GridCell]]]:
    """Split a table that holds two: particulars in pairs ("Waktu | 19.30"), and below them a list with
    a head row of its own.
    """
    for at, row in enumerate(rows[:_LAST_PAIR]):
        texts = [c.text for c in row if c.text]
        if len(texts) > _PAIR:
            known = sum(bool(HEADER_WORD.search(t)) and len(t) < 45 for t in texts)
            heads = at > 1 and len(rows) > at + 1 and known == len(texts)
            return [rows[:at], rows[at:]] if heads else [rows]
    return [rows]


_PAIR = 2
_LAST_PAIR = 15  # rows of particulars above a list


def _is_rest(
    grid: Grid, before: Grid, closed: tuple[int, int], begun: tuple[int, int], paper: "_Paper"
) -> bool:
    """Tell whether a table is the rest of the one before: it begins the next page as that ended its own,
    but for running heads and feet, and has the same header, or none and as many columns.
    """
    (last, at), (page, block) = closed, begun
    # A row that the break cut is a table by itself, and on its page the others follow it.
    if page != last + 1 and not before.page < page == last:
        return False
    if not (grid.header == before.header if grid.header else _width(before) == _width(grid)):
        return False
    between = paper.blocks[page][at + 1 : block]
    if page != last:
        between = (*paper.blocks[last][at + 1 :], *paper.blocks[page][:block])
    return not any(_is_text(b) and not paper.repeats(b, page) for b in between)


class _Paper:
    """The blocks of a document by their pages, and which of its lines stand on several of them."""

    def __init__(self, source: Source) -> None:
        self.blocks = {page.number: page.blocks for page in source.pages}

    def repeats(self, block: Line | Table, page: int) -> bool:
        """Tell whether a line stands on this page and on another, its figures aside: a letterhead on each
        page has more lines than are marked.
        """
        pages = self._pages.get(_wording(block), ())
        return page in pages and len(pages) > 1

    @cached_property
    def _pages(self) -> dict[str | None, set[int]]:
        """Return on which pages each line stands, by its words; no table."""
        found: dict[str | None, set[int]] = defaultdict(set)
        for number, blocks in self.blocks.items():
            for block in blocks:
                if isinstance(block, Line):
                    found[_wording(block)].add(number)
        return found


def _wording(block: Line | Table) -> str | None:
    """Return a line's words without its figures; None for a table."""
    return re.sub(r"\d+", "#", block.text) if isinstance(block, Line) else None


def _is_text(block: Line | Table) -> bool:
    """Tell whether a block says something, other than a running head or foot or a page's number."""
    if isinstance(block, Table):
        return True
    return (
        not block.header and any(map(str.isalpha, block.text)) and not _TURNED.fullmatch(block.text)
    )


_TURNED = re.compile(
    r"\W*(?:(?:lanjutan|sambungan|bersambung)\b.*|(?:hal(?:aman)?|hlm|page)\b[\s.]*\d*(?:\s*(?:dari|of|/)\s*\d+)?)\W*",
    re.I,
)
"""What a page break adds: "Lanjutan", "Halaman 2 dari 3"."""


def _goes_on(above: tuple[tuple[GridCell | None, ...], ...], row: _Cells) -> bool:
    """Tell whether the first row of a page only goes on with the cells of the last row before the break:
    the rows above count and it does not, and no cell of figures is filled in both.
    """
    first = row[0]
    if (first is not None and first.text) or any(
        SUM_ROW.match(c.text) for c in row if c is not None and c.text
    ):
        return False
    counted = [r[0] for r in above if r and r[0] is not None and r[0].text]
    if not counted or not all(re.fullmatch(r"\d{1,3}[.)]?", c.text) for c in counted):
        return False
    both = [(a, b) for a, b in zip(above[-1], row, strict=False) if a and b and a.text and b.text]
    return bool(above[-1][0] and above[-1][0].text) and not any(
        MONEY_CELL.search(a.text) and re.search(r"\d", b.text) for a, b in both
    )


def _whole_row(above: _Cells, below: _Cells) -> _Cells:
    """Join the two halves of a row; a cell keeps the place of its first half."""
    made: list[GridCell | None] = []
    for one, other in zip(above, below, strict=False):
        if one is None or other is None or not other.text:
            made.append(one)
        elif not one.text:
            made.append(other)
        else:
            made.append(replace(one, text=f"{one.text} {other.text}"))
    return (*made, *above[len(made) :])


def _overlaps(grid: Grid, others: Sequence[tuple[int, int]]) -> bool:
    return any(grid.start < end and start < grid.end for start, end in others)


def _width(grid: Grid) -> int:
    return max((len(r) for r in grid.rows), default=0)


def _grid(rows: list[list[GridCell]], page: int) -> Grid | None:
    if not rows:
        return None
    spread = [_spread(row) for row in rows]
    width = max(len(r) for r in spread)
    full = [r + (None,) * (width - len(r)) for r in spread]
    start, end = rows[0][0].start, row_end(tuple(rows[-1]))
    header: list[str] = []
    body = full
    head_rows = _header_rows(full)
    if head_rows:
        for column in range(width):
            titles = []
            for row in full[:head_rows]:
                cell = row[column]
                if cell is None:  # under a merged cell the title to the left holds
                    cell = next((c for c in reversed(row[:column]) if c is not None), None)
                    if cell is not None and cell.span < 2:
                        cell = None
                if cell is not None and cell.text and cell.text not in titles:
                    titles.append(cell.text)
            header.append(" ".join(titles))
        body = full[head_rows:]
    return Grid(tuple(header), tuple(body), page, start, end)


def _spread(row: list[GridCell]) -> tuple[GridCell | None, ...]:
    """Give each cell as many places as it spans."""
    places: list[GridCell | None] = []
    for cell in row:
        places.append(cell)
        places.extend([None] * (cell.span - 1))
    return tuple(places)


def _stands_over_figures(rows: list[tuple[GridCell | None, ...]]) -> bool:
    """Tell whether a first row of short words without figures has a column of figures below it."""
    top = [c.text if c is not None else "" for c in rows[0]]
    if any(len(t) > 40 or re.search(r"\d", t) for t in top):
        return False
    for column in range(1, len(top)):
        below = [c.text for r in rows[1:] if column < len(r) and (c := r[column]) and c.text]
        if len(below) > 1 and sum(t[-1:].isdigit() or t[:1].isdigit() for t in below) >= 0.7 * len(
            below
        ):
            return True
    return False


def _header_rows(rows: list[tuple[GridCell | None, ...]]) -> int:
    """Count the header rows: at the top, mostly words of headers, without sums; at most two,
    and a row that only counts the columns (1 2 3 …) belongs to it.
    """
    count = 0
    for row in rows[:2]:
        texts = [c.text for c in row if c is not None and c.text]
        if len(texts) < 2 or any(MONEY_CELL.search(t) for t in texts) or _names_group(texts):
            break
        known = sum(bool(HEADER_WORD.search(_whole(t))) and len(t) < 45 for t in texts)
        if (
            known < max(2, 0.6 * len(texts))
            and not (count and known >= 1 and not texts[0].isdigit() and all(map(_is_title, texts)))
            and not (not count and known >= 2 and _stands_over_figures(rows))
            and not (not count and _is_counted_below(rows))
        ):
            break
        if re.fullmatch(r"\d{1,3}[.)]?", texts[0]):
            break
        count += 1
        if count == 1 and _begins_count(rows[1:2]):
            break
    if count and count < len(rows):
        texts = [c.text.strip("().") for c in rows[count] if c is not None and c.text]
        if len(texts) > 2 and texts == [str(i + 1) for i in range(len(texts))]:
            count += 1
    return count


def _is_title(text: str) -> bool:
    """Tell whether a cell of a second head row may be a title: short, and figures only beside a word of
    headers ("Target 2025"), which no ward is ("RT 03").
    """
    if len(text) > _LONGEST_TITLE or _A_WARD.search(text):
        return False
    return not re.search(r"\d", text) or bool(HEADER_WORD.search(text))


_LONGEST_TITLE = 24  # characters
_A_WARD = re.compile(r"\bR[TW]\W{0,3}\d", re.I)


def _whole(text: str) -> str:
    """Join a word of a header that was broken in a narrow cell: "N o", "No ."."""
    return text.replace(" ", "") if len(text) <= _NARROW else text


_NARROW = 5  # characters


def _names_group(texts: list[str]) -> bool:
    """Tell whether a row only names a group: "I | PEKERJAAN TANAH"."""
    return len(texts) == 2 and bool(GROUP_MARK.fullmatch(texts[0]))


def _begins_count(rows: list[tuple[GridCell | None, ...]]) -> bool:
    """Tell whether the row begins with 1 and names something by words in another cell."""
    texts = [c.text for row in rows for c in row if c is not None and c.text]
    return (
        len(texts) > 1
        and bool(re.fullmatch(r"1[.)]?", texts[0]))
        and any(re.search(r"[A-Za-z]{3}", t) for t in texts[1:])
    )


def _is_counted_below(rows: list[tuple[GridCell | None, ...]]) -> bool:
    """Tell whether a first row of short words without figures stands over rows that count 1, 2, and so on."""
    top = [c.text if c is not None else "" for c in rows[0]]
    if (
        not all(top)
        or len(top) < _LEAST_TITLES
        or any(len(t) > 40 or re.search(r"\d", t) for t in top)
    ):
        return False
    firsts = [r[0].text.strip("().") for r in rows[1:] if r and r[0] is not None]
    counted = [t for t in firsts if t.isdigit()]
    return counted[:2] == ["1", "2"]


_LEAST_TITLES = 3

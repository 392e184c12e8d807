"""Pages that are missing, doubled or out of order, by the numbers printed at their edges.

A paper scanned by hand loses sheets, takes some twice and mixes them up. Nothing is put in order: what is
read stays in the order of the file, and whoever checks the record is told. Without printed numbers only
a page whose whole text comes again is noticed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from models.record import Issue
from models.source import Line, Page

_EDGE = 2
"""So many lines from the top and the foot of a page may bear its number."""
_WORDED = re.compile(
    # "Halaman 3 dari 7", "hal. 3/7", "Rapat RT 05 | Page 3 of 7", "3/7", "3 dari 7".
    r"(?:^|.*[|\t–—-]\s*|(?-i:.*\s(?=H)))(?:hal(?:aman)?|hlm|page)\b\.?\s*(?:ke\s*-?\s*)?(\d{1,3})"
    r"(?:\s*(?:/|dari|of)\s*(\d{1,3}))?\W*$"
    r"|\W*(\d{1,3})\s*(?:/|dari|of)\s*(\d{1,3})\W*$",
    re.I,
)
_BROWSER = re.compile(r"https?://\S+\s+(\d{1,3})/(\d{1,3})$")
_BARE = re.compile(r"[-–—\s]*(\d{1,3})[-–—\s]*$")
_ALIKE = 80.0
"""Per cent: so alike are two readings of one sheet by OCR (`rapidfuzz.fuzz.ratio`), two sheets of a paper never."""
_TOO_SHORT = 200
"""Characters: a shorter page may well stand twice in a file, such as an empty form or a divider."""
_NAMED = 6
"""So many missing pages are named one by one."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A page that bears a number: its place in the file, the number, of how many, and the line."""

    at: int
    number: int
    total: int | None
    line: str


def page_doubts(pages: Sequence[Page]) -> Iterator[Issue]:
    """Yield what the numbers and texts of the pages say against their being whole and in order."""
    doubled = set(_doubled(pages))
    for at in sorted(doubled):
        yield _issue(
            pages[at], "", "isi halaman ini sama dengan halaman sebelumnya (terpindai dua kali?)"
        )
    once = [page for at, page in enumerate(pages) if at not in doubled]
    papers = list(_papers(_without_misread(list(_numbered(once)))))
    for i, paper in enumerate(papers):
        begin = papers[i - 1][-1].at + 1 if i else 0
        end = papers[i + 1][0].at if i + 1 < len(papers) else len(once)
        yield from _order(once, paper)
        yield from _missing(once, paper, begin, end)


def _numbered(pages: Sequence[Page]) -> Iterator[_Numbered]:
    """Yield the pages with a printed number. A bare figure counts only where most of them go up by one with
    the pages, as no column of figures does by chance.
    """
    sure: list[_Numbered] = []
    bare: list[_Numbered] = []
    for at, page in enumerate(pages):
        lines = _edge_lines(page)
        for line in lines:
            found = _WORDED.match(line) or _BROWSER.search(line)
            if found is not None:
                number, total = (int(g) for g in (*[g for g in found.groups() if g], "0")[:2])
                if number and (not total or number <= total):
                    sure.append(_Numbered(at, number, total or None, line))
                    break
        else:
            alone = next((m for m in map(_BARE.match, lines) if m is not None), None)
            if alone is not None:
                bare.append(_Numbered(at, int(alone[1]), None, alone[0]))
    if sure:
        yield from sure
        return
    fitting = sum(_fit(a, b) for a, b in pairwise(bare))
    if fitting >= 2 and fitting * 2 > len(bare) - 1:
        yield from bare


def _edge_lines(page: Page) -> list[str]:
    """Return the lines at a page's top and foot, the outermost first, the foot's before the top's."""
    texts = [b.text for b in page.blocks if isinstance(b, Line) and b.text.strip()]
    return [*reversed(texts[-_EDGE:]), *texts[:_EDGE]]


def _fit(a: _Numbered, b: _Numbered) -> bool:
    """Tell whether two numbers lie as far apart as their pages do."""
    return b.number - a.number == b.at - a.at


def _without_misread(numbered: list[_Numbered]) -> list[_Numbered]:
    """Return the numbers without one that stands against both its neighbours where they agree."""
    return [
        here
        for i, here in enumerate(numbered)
        if not (
            0 < i < len(numbered) - 1
            and _fit(numbered[i - 1], numbered[i + 1])
            and not _fit(numbered[i - 1], here)
        )
    ]


def _doubled(pages: Sequence[Page]) -> Iterator[int]:
    """Yield the places of pages that stand there already, word for word, or right before and under the same
    number. Letters to many are alike but for a name, and each begins at 1: such are none.
    """
    numbers = {n.at: n.number for n in _numbered(pages)}
    texts = [_text(page) for page in pages]
    seen: set[str] = set()
    for at, text in enumerate(texts):
        if len(text) >= _TOO_SHORT and (
            text in seen
            or (
                numbers.get(at, 1) > 1
                and numbers[at] == numbers.get(at - 1)
                and fuzz.ratio(texts[at - 1], text) >= _ALIKE
            )
        ):
            yield at
        seen.add(text)


def _text(page: Page) -> str:
    """Return the whole text of a page."""
    return "\n".join(
        block.text
        if isinstance(block, Line)
        else "\n".join(cell.text for row in block.rows for cell in row)
        for block in page.blocks
    )


def _papers(numbered: Sequence[_Numbered]) -> Iterator[list[_Numbered]]:
    """Yield the numbers of each paper in the file: another begins where a number or the total is another's."""
    paper: list[_Numbered] = []
    for here in numbered:
        if paper and (here.total != paper[-1].total or any(n.number == here.number for n in paper)):
            yield paper
            paper = []
        paper.append(here)
    if paper:
        yield paper


def _order(pages: Sequence[Page], paper: Sequence[_Numbered]) -> Iterator[Issue]:
    """Yield the first page of a paper that comes after a later one."""
    for before, here in pairwise(paper):
        if here.number < before.number:
            reason = f"urutan halaman: yang bernomor {here.number} datang sesudah yang bernomor {before.number}"
            yield _issue(pages[here.at], here.line, reason)
            return


def _missing(
    pages: Sequence[Page], paper: Sequence[_Numbered], begin: int, end: int
) -> Iterator[Issue]:
    """Yield the numbers that no page of a paper bears. `begin` and `end` are the places in the file that it
    may reach over: a page without a number (a cover, a drawing) stands for one of those that are missed.
    """
    first, last = paper[0], paper[-1]
    there = {n.number for n in paper}
    there.update(range(first.number - (first.at - begin), first.number))
    there.update(range(last.number + 1, last.number + end - last.at))
    for before, here in pairwise(paper):
        there.update(range(before.number + 1, before.number + here.at - before.at))
    lowest, until = (1, first.total) if first.total else (min(there), max(n.number for n in paper))
    lost = [n for n in range(lowest, until + 1) if n not in there]
    if lost:
        many = f" dan {len(lost) - _NAMED} lainnya" if len(lost) > _NAMED else ""
        which = ", ".join(map(str, lost[:_NAMED])) + many
        of = f" dari {first.total}" if first.total else ""
        reason = f"halaman bernomor {which}{of} tidak ada dalam berkas ini"
        yield _issue(pages[first.at], first.line, reason)


def _issue(page: Page, line: str, reason: str) -> Issue:
    return Issue(part="document", page=page.number, quote=" ".join(line.split()), reason=reason)

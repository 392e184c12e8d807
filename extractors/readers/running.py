"""Running heads and feet: what a browser's print or a template repeats at the edges of pages.

Such lines are marked and take no part in what is extracted, so a line is only taken for one on proof: its
words again at the same edge and height of another page, or a page's number and nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.source import Line, Page

EDGE = 2
"""So many blocks at the top and at the bottom of a page may be its head and its foot."""
DRIFT = 0.02
"""Of a page's height: so far a running line moves from page to page; a scanner feeds unevenly."""

_WORD = r"(?:hal(?:aman)?|hlm|page)\b\.?\s*(?:ke\s*-?\s*)?"
_OF = r"(?:\s*(?:/|dari|of)\s*\d{1,3})?"
_NUMBER = re.compile(
    # "Halaman 3 dari 7", "3/7", "- 3 -"; behind a bar, a dash or a gap also beside other words.
    rf"(?:^|[|\t–—-]\s*){_WORD}(?P<a>\d{{1,3}}){_OF}\W*$"
    rf"|^{_WORD}(?P<b>\d{{1,3}}){_OF}(?=\s*[|\t–—-])"
    r"|^(?P<c>\d{1,3})\s*(?:/|dari|of)\s*\d{1,3}$"
    r"|(?:^|[|\t–—]\s*|\s-\s*)-?\s*(?P<d>\d{1,3})\s*-?$"
    r"|(?<=\s)(?P<e>\d{1,3})/\d{1,3}$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    # What is no text of a document wherever it stands at an edge: a browser's line, a page's number.
    rf"\d\d/\d\d/\d\d,?\s+\d|https?://|(?:.*[|\t–—-]\s*)?{_WORD}\d{{1,3}}{_OF}\W*$"
    # Written with a capital it is no part of a sentence: "… pada halaman 2".
    rf"|(?-i:.*\sH)al(?:aman)?\.?\s*\d{{1,3}}{_OF}\W*$"
    rf"|{_WORD}\d{{1,3}}{_OF}\s*[|\t–—-]|\d{{1,3}}\s*(?:/|dari)\s*\d{{1,3}}$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-–—•●▪○*·»➢✓✔√☑☐☒✗✘❌]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s*\S")

Place = tuple[int, int]
"""A page's place in the document and a block's on the page."""


def with_running_heads(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with the lines marked that run over them at the top or the foot."""
    marked: dict[int, set[int]] = defaultdict(set)
    for is_foot in (False, True):
        for at, block in _running(pages, is_foot):
            marked[at].add(block)
    return tuple(_with_marks(page, marked[at]) for at, page in enumerate(pages))


def _running(pages: Sequence[Page], is_foot: bool) -> Iterator[Place]:
    """Yield the running lines of one edge."""
    alike: dict[str, list[tuple[Place, float]]] = defaultdict(list)
    for at, page in enumerate(pages):
        for block, line in _edge(page, is_foot):
            if _is_item(line.text):
                continue
            if _ALONE.match(line.text):
                yield at, block
            elif line.box is not None:
                far = page.height - line.box.bottom if is_foot else line.box.top
                alike[_wording(line.text, page.number)].append(
                    ((at, block), far / max(page.height, 1))
                )
    for places in alike.values():
        for place, far in places:
            if any(at != place[0] and abs(other - far) <= DRIFT for (at, _), other in places):
                yield place


def _edge(page: Page, is_foot: bool) -> Iterator[tuple[int, Line]]:
    """Yield the lines of one edge of a page, and which of its blocks they are."""
    count = len(page.blocks)
    left = EDGE
    for at in reversed(range(count)) if is_foot else range(count):
        block = page.blocks[at]
        if not isinstance(block, Line) or not block.header:  # that is set apart already
            left -= 1
            if isinstance(block, Line) and block.text:
                yield at, block
            if not left:
                return


def _is_item(text: str) -> bool:
    """Tell whether a line begins as an item of a list does; items differ by their figures alone."""
    found = _NUMBER.search(text)
    return _ITEM.match(text) is not None and (found is None or found.start() > 0)


def _wording(text: str, number: int) -> str:
    """Return the words of a line, its page's number as how far it is off the page's place."""
    found = _NUMBER.search(text)
    if found is not None:
        group = found.lastgroup or ""
        off = int(found[group]) - number
        text = f"{text[: found.start(group)]}#{off}{text[found.end(group) :]}"
    return " ".join(text.casefold().split())


def _with_marks(page: Page, marked: set[int]) -> Page:
    if not marked:
        return page
    blocks = (
        replace(block, header=True) if at in marked and isinstance(block, Line) else block
        for at, block in enumerate(page.blocks)
    )
    return replace(page, blocks=tuple(blocks))

"""Markup as what a person sees of it: a tree that nothing in a page can break, and its visible lines."""

import re
from collections.abc import Iterator

from lxml import etree, html

from extractors.readers.cleaning import clean
from extractors.readers.numbering import written
from models.errors import DamagedDocument
from models.source import Cell, Line, Table

_CONTROL_REFERENCES = re.compile(
    r"&#(?:0*(?:[0-8]|1[1245-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f])|x0*(?:d[89a-f]|ff)[0-9a-f]{2});?(?![0-9a-f])",
    re.IGNORECASE,
)
_BLOCKS = [
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "tr",
    "header",
    "footer",
    "section",
    "article",
    "aside",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "time",
    "main",
    "nav",
    "br",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "address",
    "hr",
    "form",
    "fieldset",
    "legend",
]
_STRUCK = frozenset(["s", "strike", "del"])
_UNSEEN = frozenset(
    [
        *_STRUCK,
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "head",
        "nav",
        "aside",
        "object",
        # What a form asks of its reader; the form itself may hold the page, as ASP.NET has it.
        "button",
        "input",
        "select",
        "option",
        "datalist",
        "textarea",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def tree_of(name: str, text: str) -> html.HtmlElement:
    """Return the tree of a page; `name` is the file's.

    Raises: DamagedDocument.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument(
            name, "is no readable web page; save it again from the browser"
        ) from error


def without_controls(text: str) -> str:
    """Drop what no XML may hold, written out or as a reference such as "&#8;"; lxml refuses it."""
    return _CONTROL_REFERENCES.sub("", clean(text))


def visible_lines(tree: html.HtmlElement) -> list[str]:
    """Return the visible lines of the page, in order; what does not show is taken out of the tree."""
    for node in tree.xpath("//script|//style|//noscript|//template|//svg|//iframe|//head"):
        if node.getparent() is not None:
            node.drop_tree()
    for tag in _BLOCKS:
        for node in tree.iter(tag):
            node.tail = "\n" + (node.tail or "")
            node.text = "\n" + (node.text or "")
    lines = clean(tree.text_content()).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def blocks_of(tree: html.HtmlElement) -> list[Line | Table]:
    """Return the page as it shows, in order: paragraphs, headings, items with their numbers, tables;
    without menus and boxes beside the text. The tree stays as it is.
    """
    walk = _Walk()
    walk.below(tree)
    walk.end()
    return walk.blocks


class _Walk:
    """Goes through a page and gathers lines; a table is a block of its own."""

    def __init__(self) -> None:
        self.blocks: list[Line | Table] = []
        self._text: list[str] = []
        self._label = ""

    def below(self, node: html.HtmlElement) -> None:
        self._text.append(node.text or "")
        for child in node:
            self._one(child)
            self._text.append(child.tail or "")

    def _one(self, node: html.HtmlElement) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(node):
            return
        if tag == "table" and not _is_frame(node):
            self.end()
            table = Table(tuple(_rows_of(node)))
            if any(cell.text for row in table.rows for cell in row):
                self.blocks.append(table)
        elif tag == "br":
            self.end()
        elif tag in ("ul", "ol"):
            self.end()
            self._list(node)
        elif tag in _BLOCKS:
            self.end()
            self.below(node)
            self.end("heading" if tag in _HEADINGS else "")
        else:
            self.below(node)

    def _list(self, node: html.HtmlElement) -> None:
        number = _count(node.get("start"), 1) - 1
        for item in node:
            if item.tag != "li":
                self._one(item)
                continue
            number = _count(item.get("value"), number + 1)
            shape = _SHAPES.get(node.get("type", "1"), "decimal")
            self._label = "-" if node.tag == "ul" else f"{written(number, shape, doubles=False)}."
            self.below(item)
            self.end("list")
            self._label = ""

    def end(self, style: str = "") -> None:
        """End a line, if there is one."""
        text = " ".join(clean("".join(self._text)).split())
        self._text.clear()
        if text:
            self.blocks.append(Line(f"{self._label} {text}".strip(), style=style))
            self._label = ""


_SHAPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _is_hidden(node: html.HtmlElement) -> bool:
    style = node.get("style", "").replace(" ", "").lower()
    return node.get("hidden") is not None or any(said in style for said in _HIDES)


_HIDES = ("display:none", "visibility:hidden", "mso-hide:all", "text-decoration:line-through")


def strikes_out(tree: html.HtmlElement) -> bool:
    """Tell whether something on a page is struck out."""
    return any(
        (node.tag in _STRUCK or "line-through" in node.get("style", ""))
        and node.text_content().strip()
        for node in tree.iter(*_STRUCK, "span", "p", "td", "li", "font")
    )


def tidied(tree: html.HtmlElement) -> bool:
    """Take out of a page what is struck out and what asks for consent to cookies, and make tables that
    only lay the page out divisions; tell whether there was any of it.
    """
    taken = [
        node
        for node in tree.iter(*_STRUCK, "div", "section", "p", "aside")
        if node.tag in _STRUCK or _asks_consent(node)
    ]
    for node in taken:
        if node.getparent() is not None:
            node.drop_tree()
    frames = [table for table in tree.iter("table") if _lays_out(table)]
    for table in frames:
        own = [n for n in table.iter("tbody", "tr", "td", "th") if _table_of(n) is table]
        for node in (table, *own):
            node.tag = "div"
    return bool(taken or frames)


_CONSENT = re.compile(r"cookie|consent|gdpr", re.I)
_ASKS = re.compile(r"\b(?:cookies?|kuki)\b", re.I)
_AGREES = re.compile(r"\b(?:setuju|menyetujui|terima|kebijakan\s+privasi|accept|agree)\b", re.I)
_LONGEST_CONSENT = 1500  # characters
_LONG_CELL, _PARAGRAPHS, _MOST_ROWS = 500, 3, 8
"""Characters and paragraphs of a cell that holds a page, and rows of a table around one."""


def _asks_consent(node: html.HtmlElement) -> bool:
    text = node.text_content()
    if not _ASKS.search(text) or len(text) > _LONGEST_CONSENT:
        return False
    named = f"{node.get('id', '')} {node.get('class', '')}"
    return bool(_CONSENT.search(named)) or bool(_AGREES.search(text))


def _lays_out(table: html.HtmlElement) -> bool:
    """Tell whether a table of few rows without lines or titles holds a page in one of its cells."""
    rows = [row for row in table.iter("tr") if _table_of(row) is table]
    if len(rows) > _MOST_ROWS or table.get("border", "0").strip() not in ("", "0"):
        return False
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    if any(cell.tag == "th" for cell in cells):
        return False
    return any(
        len(cell.text_content()) >= _LONG_CELL
        and sum(1 for _ in cell.iter("p", "br", "h1", "h2", "h3")) >= _PARAGRAPHS
        for cell in cells
    )


def _table_of(node: html.HtmlElement) -> html.HtmlElement | None:
    return next(node.iterancestors("table"), None)


def _is_frame(table: html.HtmlElement) -> bool:
    """Tell whether a table only holds others in place: it is read as if it were not there."""
    return any(True for _ in table.iterdescendants("table"))


def _rows_of(table: html.HtmlElement) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows; below a cell that reaches down an empty one keeps its column."""
    reaching: dict[int, int] = {}  # column: rows below that it still takes
    for row in table.iter("tr"):
        cells: list[Cell] = []
        column = 0
        for cell in (c for c in row if c.tag in ("td", "th")):
            while reaching.get(column, 0):
                reaching[column] -= 1
                cells.append(Cell(""))
                column += 1
            span = min(_count(cell.get("colspan"), 1), _MOST_SPAN)
            down = min(_count(cell.get("rowspan"), 1), _MOST_SPAN)
            walk = _Walk()
            walk.below(cell)
            walk.end()
            lines = [b.text for b in walk.blocks if isinstance(b, Line)]
            cells.append(Cell("\n".join(lines), span=span))
            for taken in range(column, column + span):
                reaching[taken] = down - 1
            column += span
        while reaching.get(column, 0):
            reaching[column] -= 1
            cells.append(Cell(""))
            column += 1
        if cells:
            yield tuple(cells)


_MOST_SPAN = 99


def _count(said: str | None, default: int) -> int:
    bare = (said or "").strip()
    return int(bare) if re.fullmatch(r"[1-9]\d{0,5}", bare) else default

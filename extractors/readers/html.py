"""Saved web pages: the article with its title and date, and the dates that stand in the page's head."""

import re
from pathlib import Path
from typing import Any

import trafilatura
from lxml import etree, html

from extractors.ocr import OcrEngine
from extractors.readers import HTML, blank, reader
from extractors.readers.cleaning import clean, decode
from models.errors import DamagedDocument
from models.source import Line, Page, Source

_DATED = re.compile(
    r"\b(?:\d{1,2}\s+(?:jan|feb|peb|mar|apr|mei|jun|jul|ag|sep|okt|nov|nop|des)\w*\.?\s+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)",
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
    "table",
    "time",
    "main",
    "nav",
    "br",
]


@reader(media_types=(HTML,), suffixes=(".html", ".htm", ".xhtml", ".mhtml"))
def read_html(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read the article of a page; a page without one gives its visible text."""
    text = _decoded(data)
    try:
        tree = html.document_fromstring(
            text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument(
            path.name, "is no readable web page; save it again from the browser"
        ) from error
    visible = _visible(tree)
    article: Any = trafilatura.bare_extraction(
        text,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # The default takes any date of the page, such as the day on which it was printed.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = (
        [clean(p).strip() for p in str(article.text or "").split("\n")]
        if article is not None
        else []
    )
    body = [p for p in body if p]
    title = clean(str(article.title)).strip() if article is not None and article.title else None
    published = str(article.date) if article is not None and article.date else None
    heading = tree.xpath("string(//h1[1])").strip() if tree.xpath("//h1") else ""
    if heading:
        title = " ".join(clean(heading).split())
    if sum(len(p) for p in body) < 200:
        return Source(
            path.name,
            "",
            HTML,
            (Page(1, tuple(Line(v) for v in visible)),),
            title or None,
            published,
        )
    head = _dated_lines(visible, body[0])
    body = [p for p in body if p != title and p not in head]
    blocks: list[Line] = [Line(h, header=True) for h in head]
    if title:
        blocks += [Line(title, style="heading"), blank()]
    for paragraph in body:
        blocks += [Line(paragraph), blank()]
    return Source(path.name, "", HTML, (Page(1, tuple(blocks)),), title or None, published)


def _decoded(data: bytes) -> str:
    """Decode by the page's own word where it holds, else as any text."""
    text, notes = decode(data)
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048], re.IGNORECASE)
    if (declared and "\ufffd" in text) or (declared and notes):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return text  # the page says something that is not so
    return text


def _visible(tree: html.HtmlElement) -> list[str]:
    """Return the visible lines of the page, in order."""
    for node in tree.xpath("//script|//style|//noscript|//template|//svg|//iframe|//head"):
        if node.getparent() is not None:
            node.drop_tree()
    for tag in _BLOCKS:
        for node in tree.iter(tag):
            node.tail = "\n" + (node.tail or "")
            node.text = "\n" + (node.text or "")
    lines = clean(tree.text_content()).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def _dated_lines(visible: list[str], first: str) -> list[str]:
    """Return the short lines with a date that stand above the article's first paragraph."""
    start = first[:40]
    found: list[str] = []
    for line in visible:
        if line.startswith(start) or (len(line) > 160 and start in line):
            break
        if len(line) <= 120 and _DATED.search(line):
            found.append(line)
    return found

"""Markup as what a person sees of it: a tree that nothing in a page can break, and its visible lines."""

import re

from lxml import etree, html

from extractors.readers.cleaning import clean
from models.errors import DamagedDocument

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

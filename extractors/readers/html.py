"""Saved web pages: the article with its title and date, and the dates that stand in the page's head."""

import email
import email.policy
import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import trafilatura
from lxml import html

from extractors.ocr import OcrEngine
from extractors.readers import blank, reader
from extractors.readers.cleaning import clean, decode, decoded_as
from extractors.readers.drawn_tables import drawn_tables
from extractors.readers.markup import (
    blocks_of,
    strikes_out,
    tidied,
    tree_of,
    visible_lines,
    without_controls,
)
from extractors.readers.sniffing import Head
from models.errors import DamagedDocument
from models.source import Line, Page, Source, Table

HTML, MHTML = "text/html", "multipart/related"

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style"
    r"|article|section|main|nav|header|div|span|center|font|table|[uo]l|h[1-6]|p|a)\b"
    r"|[^<]{0,200}(?:<!doctype\s+html\b|<html[\s>])",
    re.IGNORECASE,
)
"""A page, or a piece of one, begins with markup; text that only quotes a tag does not."""
LEAST_ARTICLE = 200
"""Characters below which what was found is no article, and the page is taken as it shows."""

_OFFICE = re.compile(r"microsoft (?:word|excel)|libreoffice|openoffice|wps|google docs", re.I)
_log = logging.getLogger(__name__)

_DATED = re.compile(
    r"\b(?:\d{1,2}\s+(?:jan|feb|peb|mar|apr|mei|jun|jul|ag|sep|okt|nov|nop|des)\w*\.?\s+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)


def _recognize(head: Head) -> str | None:
    if head.mail is not None:
        return MHTML if head.is_saved_page else None
    if head.rough_text is not None and _MARKUP.match(head.rough_text):
        return HTML
    return None


@reader(
    media_types=(HTML, MHTML),
    suffixes=(".html", ".htm", ".xhtml", ".mhtml", ".mht"),
    recognize=_recognize,
)
def read_html(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read the article of a page; a page without one gives its visible text."""
    saved = _page_of_mail(path.name, data)
    text = without_controls(_decoded(data) if saved is None else saved)
    tree = tree_of(path.name, text)
    notes = ("teks yang dicoret tidak dibaca",) if strikes_out(tree) else ()
    if _is_written(tree):
        return Source(path.name, "", HTML, (Page(1, tuple(blocks_of(tree))),), notes=notes)
    if tidied(tree):
        text = html.tostring(tree, encoding="unicode")
    shown = blocks_of(tree)
    heading = _heading(tree)
    visible = visible_lines(tree)
    article = _article(text)
    said = clean(str(article.text or "")) if article is not None else ""
    body = _with_lists(tree, [line.strip() for line in said.split("\n") if line.strip()])
    title = clean(str(article.title)).strip() if article is not None and article.title else None
    published = str(article.date) if article is not None and article.date else None
    title = heading or title or None
    if sum(len(line) for line in body) < LEAST_ARTICLE or _loses_tables(body, shown):
        lines: list[Line | Table] = shown
    else:
        first = next((line for line in body if line != title), body[0])
        lines = _lines(title, body, _dated_lines(visible, first))
    pages = (Page(1, tuple(lines)),)
    return Source(path.name, "", HTML, pages, title, published, notes=notes)


def _heading(tree: html.HtmlElement) -> str:
    """Return the heading that names the page in its own head too, of several the longest, since the name of
    the site may stand in both; else the first of the highest.
    """
    told = " ".join(tree.xpath("//title/text() | //meta[@property='og:title']/@content"))
    named = " ".join(clean(told).split())
    headings = [" ".join(clean(h.text_content()).split()) for h in tree.iter("h1", "h2", "h3")]
    highest = " ".join(clean(tree.xpath("string(//h1[1])")).split())
    return max((h for h in headings if h and h in named), key=len, default=highest)


def _loses_tables(body: list[str], shown: list[Line | Table]) -> bool:
    """Tell whether the article that was found in minutes or lists on a page is all of it, but for its
    tables, of which only the words are left.
    """
    tables = [block for block in shown if isinstance(block, Table) and len(block.rows) > 1]
    if not tables or any("|" in line for line in body):
        return False
    words = sum(len(block.text) for block in shown if isinstance(block, Line))
    cells = sum(len(cell.text) for table in tables for row in table.rows for cell in row)
    return sum(map(len, body)) >= _MOSTLY * (words + cells)


_MOSTLY = 0.8


def _is_written(tree: html.HtmlElement) -> bool:
    """Tell of a letter or minutes that an office program saved as a page: all of it is the document,
    and there is no article in it to be looked for.
    """
    made = tree.xpath("string(//meta[translate(@name, 'GENRATO', 'genrato')='generator']/@content)")
    return bool(_OFFICE.search(made)) or bool(
        tree.xpath("boolean(//p[starts-with(@class, 'Mso')])")
    )


def _with_lists(tree: html.HtmlElement, body: list[str]) -> list[str]:
    """Put back the lists that a paragraph of the article opens ("di antaranya:", "Berikut daftar usulan")
    and that were taken for menus.
    """
    opened = {" ".join(line.split()): i for i, line in enumerate(body) if _OPENS.search(line)}
    said = {" ".join(line.lstrip("-•* ").split()) for line in body}
    lists: dict[int, list[str]] = {}
    for node in tree.iter("ul", "ol") if opened else ():
        before = node.getprevious()
        if before is None or not isinstance(before.tag, str):
            continue
        at = opened.get(" ".join(clean(before.text_content()).split()))
        items = [" ".join(clean(li.text_content()).split()) for li in node.iter("li")]
        if at is not None and items and said.isdisjoint(items):
            lists.setdefault(at, [f"- {item}" for item in items if item])
    return [line for i, at in enumerate(body) for line in (at, *lists.get(i, ()))]


# Behind a colon, or under a short line that says that a list follows.
_OPENS = re.compile(
    r":$|^(?:berikut(?:\s+ini)?|inilah|di\s*bawah\s+ini|daftar\s+(?:usulan|prioritas|program|kegiatan))\s(?!.*[.!?]\s).{3,110}$",
    re.IGNORECASE,
)


def _lines(title: str | None, body: list[str], head: list[str]) -> list[Line | Table]:
    """Return the article's blocks: the dated lines above it, its title, its paragraphs and tables."""
    blocks: list[Line | Table] = [Line(line, header=True) for line in head]
    if title:
        blocks += [Line(title, style="heading"), blank()]
    told = [p for p in body if p != title and p not in head]
    at = 0
    # Tables come as lines with bars.
    for start, end, table in (t for t in drawn_tables(told) if "|" in told[t[0]]):
        for paragraph in told[at:start]:
            blocks += [Line(paragraph), blank()]
        blocks.append(table)
        at = end
    for paragraph in told[at:]:
        blocks += [Line(paragraph), blank()]
    return _with_inserts(blocks)


_INSERT = re.compile(
    r"(?:baca|lihat|simak)\s+(?:juga|pula)\W*|(?:berita|artikel)\s+terkait\W*|"
    r"advertisement|iklan|scroll\s+(?:to\s+continue\b.*|untuk\s+.*)|lihat\s+foto|"
    r"dapatkan\s+update\s+berita\b.*|(?:ikuti|simak|cek)\s+(?:berita|artikel|kami)\b.*\b(?:google\s+news|whatsapp|telegram)\b.*",
    re.IGNORECASE,
)


def _with_inserts(blocks: list[Line | Table]) -> list[Line | Table]:
    """Mark what a page puts between the paragraphs and the links below a bare "Baca juga:"."""
    made: list[Line | Table] = []
    is_listed = False
    for block in blocks:
        if isinstance(block, Line) and block.text and not block.header:
            is_insert = _INSERT.fullmatch(block.text) is not None
            is_listed = is_insert or (is_listed and block.text.startswith("- "))
            block = replace(block, header=is_listed)
        made.append(block)
    return made


def _article(text: str) -> Any:
    """Return the page's article with its title and date, or None."""
    try:
        return trafilatura.bare_extraction(
            text,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # The default takes any date of the page, such as the day on which it was printed.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, RecursionError):  # markup that it cannot rebuild; the text is still there
        _log.info("no article found", exc_info=True)
        return None


def _page_of_mail(name: str, data: bytes) -> str | None:
    """Return the page in a file that a browser saved with its pictures (.mhtml); None for others.

    Raises: DamagedDocument when no page is in it.
    """
    if Head(data).mail is None:
        return None
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == HTML:
            page = part.get_payload(decode=True)
            return _decoded(page if isinstance(page, bytes) else b"", part.get_content_charset())
    raise DamagedDocument(name, "holds no page; save it again from the browser as .html")


def _decoded(data: bytes, charset: str | None = None) -> str:
    """Decode by the page's own word where it holds, else as any text."""
    said = decoded_as(data, charset)
    if said is not None:
        return said
    text, notes = decode(data)
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048], re.IGNORECASE)
    if declared and ("\ufffd" in text or notes):
        said = decoded_as(data, declared.group(1).decode("ascii"))
    return text if said is None else said


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

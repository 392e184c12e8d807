"""The parts of a Word file beside its text: heads and feet, notes, files inserted as a whole; and files
that name these parts as the strict form of the standard does.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.package import Package
from lxml import etree

from extractors.readers.cleaning import clean, decode
from extractors.readers.markup import blocks_of, tree_of, without_controls
from extractors.readers.packages import opened
from models.source import Line, Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_NOT_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def transitional(archive: zipfile.ZipFile) -> bytes | None:
    """Return a file of the strict form with the names that all programs know; None for other files."""
    texts = {
        m.filename: archive.read(m)
        for m in archive.infolist()
        if m.filename.endswith((".xml", ".rels"))
    }
    if not any(_STRICT.search(data) for data in texts.values()):
        return None
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for member in archive.infolist():
            data = texts.get(member.filename)
            made.writestr(
                member.filename,
                archive.read(member) if data is None else _STRICT.sub(_USUAL, data),
            )
    return out.getvalue()


Edge = tuple[Any, bool]
"""A head or foot with whether it is of the pages behind the first only."""


def edges(document: Any) -> tuple[list[Edge], list[Edge]]:
    """Return the heads and the feet that the pages show, in the order of their pages."""
    even = document.settings.odd_and_even_pages_header_footer
    heads: list[Edge] = []
    feet: list[Edge] = []
    for section in document.sections:
        first = section.different_first_page_header_footer
        for found, parts in (
            (heads, (section.first_page_header, section.header, section.even_page_header)),
            (feet, (section.first_page_footer, section.footer, section.even_page_footer)),
        ):
            for part, shown in zip(parts, (first, True, even), strict=True):
                if shown and not part.is_linked_to_previous:
                    found.append((part._element, first and part is not parts[0] and bool(found)))
    return heads, feet


def notes_of(document: Any) -> dict[tuple[str, str], Any]:
    """Return the foot and end notes by their kind ("footnote", "endnote") and number."""
    found: dict[tuple[str, str], Any] = {}
    for link in document.part.rels.values():
        kind = link.reltype.rpartition("/")[2].removesuffix("s")
        if link.is_external or kind not in ("footnote", "endnote"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for note in etree.fromstring(link.target_part.blob, parser):
            if note.get(f"{_W}type") not in _NOT_NOTES:
                found[kind, note.get(f"{_W}id", "")] = note
    return found


@dataclass(frozen=True, slots=True)
class Insets:
    """Files inserted as a whole, by their relation, and what must be told of those not read."""

    blocks: dict[str, list[Line | Table]]
    notes: tuple[str, ...]


def insets_of(name: str, part: Any) -> Insets:
    """Return what was inserted of web pages, texts and other Word files; `name` is the file's."""
    blocks: dict[str, list[Line | Table]] = {}
    missed = 0
    for relation, link in part.rels.items():
        if not link.reltype.endswith("/aFChunk") or link.is_external:
            continue
        data, kind = link.target_part.blob, link.target_part.content_type
        if kind in ("text/html", "application/xhtml+xml"):
            tree = tree_of(name, without_controls(decode(data)[0]))
            blocks[relation] = blocks_of(tree)
        elif kind == "text/plain":
            blocks[relation] = [Line(line.strip()) for line in clean(decode(data)[0]).split("\n")]
        elif "wordprocessingml" in kind:
            opened(name, data).close()
            blocks[relation] = list(_paragraphs(data))
        else:
            missed += 1
    told = f"{missed} bagian yang disisipkan dari berkas lain tidak dibaca; buka dan simpan ulang di Word"
    return Insets(blocks, (told,) if missed else ())


def _paragraphs(data: bytes) -> Iterator[Line]:
    """Yield the paragraphs of a Word file that is inserted in another, those of its tables too."""
    body = Package.open(BytesIO(data)).main_document_part.document.element.body
    for paragraph in body.iter(f"{_W}p"):
        text = " ".join(clean("".join(t.text or "" for t in paragraph.iter(f"{_W}t"))).split())
        if text:
            yield Line(text)

"""The visible numbers of Word's lists, and what its styles say: both lie apart from the text."""

import re
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Numbering:
    """The visible numbers of lists, which Word keeps apart from the text."""

    def __init__(self, document: Any) -> None:
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._styles = {s.style_id: s for s in document.styles if s.style_id}
        numbering = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if r.reltype.endswith("/numbering")
            ),
            None,
        )
        if numbering is None:
            return
        root = etree.fromstring(
            numbering.blob, etree.XMLParser(resolve_entities=False, no_network=True)
        )
        abstract = {a.get(f"{_W}abstractNumId"): a for a in root.findall(f"{_W}abstractNum")}
        for num in root.findall(f"{_W}num"):
            link = num.find(f"{_W}abstractNumId")
            base = abstract.get(link.get(f"{_W}val")) if link is not None else None
            for level in base.findall(f"{_W}lvl") if base is not None else ():
                self._formats[num.get(f"{_W}numId"), _count(level.get(f"{_W}ilvl"), 0)] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", "%1."),
                    _count(_value(level, "start", "1"), 1),
                )

    def label(self, paragraph: Any) -> str:
        """Return the number or bullet that Word shows before this paragraph."""
        props = paragraph.find(f"{_W}pPr/{_W}numPr")
        if props is None:
            style = self._style(paragraph)
            props = style.element.find(f"{_W}pPr/{_W}numPr") if style is not None else None
        if props is None:
            return ""
        number, level = _value(props, "numId", "0"), _count(_value(props, "ilvl", "0"), 0)
        shape = self._formats.get((number, level))
        if shape is None:
            return ""
        kind, text, start = shape
        if kind in ("bullet", "none"):
            return "-" if kind == "bullet" else ""
        self._counts[number, level] = self._counts.get((number, level), start - 1) + 1
        for (other, deeper), _ in list(self._counts.items()):
            if other == number and deeper > level:
                del self._counts[other, deeper]
        for i in range(min(level, 8) + 1):
            count = self._counts.get((number, i), 1)
            text = text.replace(
                f"%{i + 1}", written(count, self._formats.get((number, i), shape)[0])
            )
        return text

    def style_of(self, paragraph: Any) -> str:
        """Return "heading", "list" or "" by the paragraph's style."""
        style = self._style(paragraph)
        name = (style.name or "").lower() if style is not None else ""
        if name.startswith(("heading", "title", "judul")):
            return "heading"
        return (
            "list"
            if name.startswith("list") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
            else ""
        )

    def _style(self, paragraph: Any) -> Any:
        link = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(link.get(f"{_W}val")) if link is not None else None


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(f"{_W}{tag}")
    return str(found.get(f"{_W}val", default)) if found is not None else default


def _count(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def written(number: int, kind: str) -> str:
    """Return a number as a list shows it, by the name that Word has for the way."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and number < 4000:
        roman = ""
        for value, sign in (
            (100, "C"),
            (90, "XC"),
            (50, "L"),
            (40, "XL"),
            (10, "X"),
            (9, "IX"),
            (5, "V"),
            (4, "IV"),
            (1, "I"),
        ):
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if kind == "upperRoman" else roman.lower()
    return f"{number:02d}" if kind == "decimalZero" else str(number)

"""The visible numbers of Word's lists, and what its styles say: both lie apart from the text."""

import re
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts: the way of its numbers, what stands around them, the first; and
    whether the list that it belongs to begins anew with it.
    """

    kind: str
    text: str
    start: int
    is_anew: bool = False


class Numbering:
    """The visible numbers of lists, which Word keeps apart from the text.

    Lists made from one pattern go on counting where the last of them ended, but for those that say with
    which number they begin (ECMA-376, part 1, 17.9.15 and 17.9.26).
    """

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._patterns: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
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
        patterns = {a.get(f"{_W}abstractNumId"): a for a in root.findall(f"{_W}abstractNum")}
        for num in root.findall(f"{_W}num"):
            number, pattern = str(num.get(f"{_W}numId")), _value(num, "abstractNumId", "")
            self._patterns[number] = pattern
            base = patterns.get(pattern)
            for level in base.findall(f"{_W}lvl") if base is not None else ():
                self._levels[number, _count(level.get(f"{_W}ilvl"), 0)] = _level(level)
            for other in num.findall(f"{_W}lvlOverride"):
                self._override(number, other)

    def _override(self, number: str, other: Any) -> None:
        """Take what a list says otherwise than its pattern of one of its levels."""
        at = number, _count(other.get(f"{_W}ilvl"), 0)
        own = other.find(f"{_W}lvl")
        if own is not None:
            self._levels[at] = _level(own)
        first = other.find(f"{_W}startOverride")
        if first is not None and at in self._levels:
            start = _count(first.get(f"{_W}val"), self._levels[at].start)
            self._levels[at] = replace(self._levels[at], start=start, is_anew=True)

    def label(self, paragraph: Any) -> str:
        """Return the number or bullet that Word shows before this paragraph."""
        props = paragraph.find(f"{_W}pPr/{_W}numPr")
        if props is None:
            style = self._style(paragraph)
            props = style.element.find(f"{_W}pPr/{_W}numPr") if style is not None else None
        if props is None:
            return ""
        number, level = _value(props, "numId", "0"), _count(_value(props, "ilvl", "0"), 0)
        shape = self._levels.get((number, level))
        if shape is None:
            return ""
        if shape.kind in ("bullet", "none"):
            return "-" if shape.kind == "bullet" else ""
        pattern = self._patterns[number]
        if shape.is_anew and (number, level) not in self._begun:
            self._counts.pop((pattern, level), None)
        self._begun.add((number, level))
        self._counts[pattern, level] = self._counts.get((pattern, level), shape.start - 1) + 1
        for other, deeper in list(self._counts):
            if other == pattern and deeper > level:
                del self._counts[other, deeper]
        text = shape.text
        for i in range(min(level, 8) + 1):
            above = self._levels.get((number, i), shape)
            count = self._counts.get((pattern, i), above.start)
            text = text.replace(f"%{i + 1}", written(count, above.kind))
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


def _level(level: Any) -> _Level:
    return _Level(
        _value(level, "numFmt", "decimal"),
        _value(level, "lvlText", "%1."),
        _count(_value(level, "start", "1"), 1),
    )


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST_LETTERS = 780
"""Word repeats a letter up to thirty times, then begins again."""


def written(number: int, kind: str, *, doubles: bool = True) -> str:
    """Return a number as a list shows it, by the name that Word has for the way. Behind z Word doubles
    the letter (aa, bb); web pages count on (aa, ab), with `doubles` off.

    >>> written(28, "lowerLetter"), written(28, "lowerLetter", doubles=False), written(1999, "upperRoman")
    ('bb', 'ab', 'MCMXCIX')
    """
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letters = _doubled(number) if doubles else _counted(number)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if kind == "upperRoman" else roman.lower()
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def _doubled(number: int) -> str:
    times, letter = divmod((number - 1) % _MOST_LETTERS, 26)
    return chr(ord("a") + letter) * (times + 1)


def _counted(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters

"""How an OpenDocument file says that something in it is not seen: by the styles that it names."""

from collections.abc import Iterator
from typing import Any

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text", "table-cell": "table-cell"}
_DEEPEST = 20
"""Styles follow others so far."""


class Looks:
    """The styles of a file's content and of its pages."""

    def __init__(self, *roots: Any | None) -> None:
        """Take them in."""
        self._styles: dict[tuple[str, str], Any] = {}
        for root in roots:
            for style in root.iter(f"{_STYLE}style") if root is not None else ():
                key = style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")
                self._styles.setdefault(key, style)

    def hides_sheet(self, sheet: Any) -> bool:
        """Tell of a sheet that is not shown."""
        name = sheet.get(f"{_TABLE}style-name", "")
        return self._said("table", name, "table-properties", f"{_TABLE}display") == "false"

    def hides(self, element: Any) -> bool:
        """Tell of a paragraph or a part of one that is hidden."""
        return self._of(element, f"{_TEXT}display") == "none"

    def strikes(self, element: Any) -> bool:
        """Tell of a paragraph, a part of one or a cell that is struck out."""
        return (self._of(element, f"{_STYLE}text-line-through-style") or "none") != "none"

    def _of(self, element: Any, look: str) -> str | None:
        family = _FAMILIES.get(str(element.tag).rpartition("}")[2], "")
        name = element.get(f"{_TEXT}style-name") or element.get(f"{_TABLE}style-name") or ""
        return self._said(family, name, "text-properties", look)

    def _said(self, family: str, name: str, part: str, look: str) -> str | None:
        """Return what a style says, or the one that it follows; None where none says anything."""
        for style in self._line(family, name):
            for properties in style.iterfind(f"{_STYLE}{part}"):
                if properties.get(look) is not None:
                    return str(properties.get(look))
        return None

    def _line(self, family: str, name: str) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(f"{_STYLE}parent-style-name", "")

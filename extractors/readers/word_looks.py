"""How a run of a Word file looks where that decides whether it is read: hidden, struck out, or white on
white. What the run itself does not say, its styles do, and those that they are based on.
"""

import re
from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PARAGRAPH = f"{_W}p"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PROPERTIES = ("pPr", "tcPr", "trPr", "tblPr")

PALE = 0xEB
"""Letters whose colours are all lighter are white; so is a ground."""
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
DEEPEST = 12
"""Styles are based on each other so far; a circle would have no end."""


class Looks:
    """The looks of the runs of one document."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        found = list(root.iterchildren(f"{_W}style"))
        self._styles = {str(style.get(f"{_W}styleId")): style for style in found}
        self._usual = next(
            (str(s.get(f"{_W}styleId")) for s in found if _is_usual_paragraph(s)), None
        )
        self._defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._has_colour = document.element.find(f"{_W}background") is not None
        # What styles say together is asked for each run, and the same of most.
        self._said: dict[tuple[str | None, str | None, str], list[list[Any]]] = {}
        self._painted: dict[Any, bool] = {}

    def is_unread(self, run: Any) -> bool:
        """Tell whether nobody is to read a run, or can."""
        return self.is_hidden(run) or self.is_struck(run) or self.is_white(run)

    def is_hidden(self, run: Any) -> bool:
        """Tell whether Word shows a run to nobody."""
        return self._is_on(run, "vanish")

    def is_struck(self, run: Any) -> bool:
        """Tell whether a run is struck out."""
        return self._is_on(run, "strike") or self._is_on(run, "dstrike")

    def is_white(self, run: Any) -> bool:
        """Tell whether a run is white on white paper. Where something may lie under it, such as a painted
        row of a table, a shape or a coloured page, it is not.
        """
        if not _is_pale(self._nearest(run, "color")):
            return False
        if self._has_colour or self._is_over_something(run) or self._is_drawn_round(run):
            return False
        return self._nearest(run, "highlight") is None and not self._is_shaded(run)

    def _is_drawn_round(self, run: Any) -> bool:
        """Tell whether white letters have an outline, a shadow or a relief, by which they are seen."""
        if any(self._is_on(run, look) for look in ("outline", "shadow", "emboss", "imprint")):
            return True
        return any(
            (drawn := run.find(f"{_W}rPr/{_W14}{look}")) is not None
            and drawn.find(f"{_W14}noFill") is None
            for look in ("textOutline", "shadow", "glow")
        )

    def _is_on(self, run: Any, look: str) -> bool:
        """Tell whether a run has a look. One of two styles takes off again what the other puts on
        (ECMA-376, part 1, 17.7.3), but for what strikes out twice.
        """
        own = _mark(run.find(f"{_W}rPr/{_W}{look}"))
        if own is not None:
            return own
        default = self._defaults.find(f"{_W}{look}") if self._defaults is not None else None
        by_style = [_mark(found[0]) for found in self._by_style(run, look) if found]
        if look == "dstrike":
            return bool(by_style[-1] if by_style else _mark(default))
        return bool(_mark(default)) or by_style.count(True) % 2 == 1

    def _nearest(self, run: Any, look: str) -> Any:
        """Return the element that says a look of a run, the nearest to it; None where none does."""
        own = run.find(f"{_W}rPr/{_W}{look}")
        if own is not None:
            return own
        for found in reversed(self._by_style(run, look)):
            if found:
                return found[0]
        return self._defaults.find(f"{_W}{look}") if self._defaults is not None else None

    def _by_style(self, run: Any, look: str) -> list[list[Any]]:
        """Return what the style of a run's paragraph says of a look, and what its own does: each the
        elements of the style and of those that it is based on, the nearest first.
        """
        named = run.find(f"{_W}rPr/{_W}rStyle")
        key = self._paragraph_style(run), _value(named), look
        if key not in self._said:
            self._said[key] = [
                [e for s in self._based(name) if (e := s.find(f"{_W}rPr/{_W}{look}")) is not None]
                for name in key[:2]
            ]
        return self._said[key]

    def _paragraph_style(self, run: Any) -> str | None:
        paragraph = next(run.iterancestors(_PARAGRAPH), None)
        name = _value(paragraph.find(f"{_W}pPr/{_W}pStyle")) if paragraph is not None else None
        return name if name in self._styles else self._usual

    def _is_over_something(self, run: Any) -> bool:
        """Tell whether a run stands in a text box, or in a part of the file that has shapes behind text."""
        root = run
        for root in run.iterancestors():
            if root.tag == f"{_W}txbxContent":
                return True
        if root not in self._painted:
            anchors = root.iter(f"{_WP}anchor")
            self._painted[root] = any(a.get("behindDoc") in ("1", "true") for a in anchors)
        return self._painted[root]

    def _is_shaded(self, run: Any) -> bool:
        """Tell whether a run, its paragraph or the table around it is painted."""
        said = [self._nearest(run, "shd")]
        said += (s.find(f"{_W}pPr/{_W}shd") for s in self._based(self._paragraph_style(run)))
        for above in run.iterancestors(_PARAGRAPH, f"{_W}tc", f"{_W}tr", f"{_W}tbl"):
            said += (above.find(f"{_W}{kind}/{_W}shd") for kind in _PROPERTIES)
            for style in self._based(_value(above.find(f"{_W}tblPr/{_W}tblStyle"))):
                said += style.iter(f"{_W}shd")  # of its head row, of every other row
        return any(map(_is_ground, said))

    def _based(self, name: str | None) -> Iterator[Any]:
        """Yield a style and those that it is based on, one after the other."""
        for _ in range(DEEPEST):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = _value(style.find(f"{_W}basedOn"))


def _is_usual_paragraph(style: Any) -> bool:
    is_default = style.get(f"{_W}default") in ("1", "true", "on")
    return is_default and style.get(f"{_W}type") == "paragraph"


def _value(element: Any) -> str | None:
    return None if element is None else str(element.get(f"{_W}val", ""))


def _mark(element: Any) -> bool | None:
    """Return whether an element switches a look on or off; None for none."""
    return None if element is None else element.get(f"{_W}val", "1") not in ("0", "false", "off")


def _is_pale(colour: Any) -> bool:
    said = str(colour.get(f"{_W}val", "")) if colour is not None else ""
    return bool(_COLOUR.fullmatch(said)) and min(bytes.fromhex(said)) >= PALE


def _is_ground(shade: Any) -> bool:
    """Tell whether a shading is anything but white or none."""
    if shade is None:
        return False
    fill, pattern = str(shade.get(f"{_W}fill", "auto")), shade.get(f"{_W}val", "clear")
    if shade.get(f"{_W}themeFill") or pattern not in ("clear", "nil"):
        return True
    return fill != "auto" and not (_COLOUR.fullmatch(fill) and min(bytes.fromhex(fill)) >= PALE)

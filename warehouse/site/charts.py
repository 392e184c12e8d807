"""Pictures drawn on the server: Vega and Vega-Lite specifications to SVG, by vl-convert.

The browser gets plain SVG whose marks are links; it runs nothing and asks nobody. A picture is drawn
once for the figures it shows.
"""

import json
import re
from functools import lru_cache
from html import unescape
from typing import Any

import vl_convert

INK, MUTED, ACCENT = "#1b2430", "#56606d", "#0f5c63"
FONT = "'Liberation Sans', Arial, sans-serif"
_CONFIG = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": MUTED, "labelFontSize": 13, "titleFontSize": 13, "labelLimit": 260,
        "domainColor": "#8a8f96", "tickColor": "#8a8f96", "gridColor": "#e2ddd3", "titleFontWeight": "normal",
    },
    "legend": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 13, "titleFontSize": 13},
}  # fmt: skip
_HERE = "https://situs.invalid"
"""Stands in addresses while a picture is drawn: Vega would lead those without a host to its own site."""
_STYLE = re.compile(r' style="[^"<>]*"')


def _placed(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**value, "href": f"{_HERE}{value['href']}"} for value in values]


def lite(spec: dict[str, Any], *, label: str) -> str:
    """Return a Vega-Lite picture as SVG; `label` says in a sentence what it shows."""
    full = {**spec, "description": label, "config": _CONFIG}
    return _drawn(json.dumps(full, ensure_ascii=False, sort_keys=True), True)


def vega(spec: dict[str, Any], *, label: str) -> str:
    """Return a Vega picture as SVG."""
    return _drawn(
        json.dumps({**spec, "description": label}, ensure_ascii=False, sort_keys=True), False
    )


@lru_cache(maxsize=64)
def _drawn(spec: str, is_lite: bool) -> str:
    told = _drawable(json.loads(spec))
    # No file and no address is ever read while drawing: the figures stand in the specification.
    made = (
        vl_convert.vegalite_to_svg(told, allowed_base_urls=[])
        if is_lite
        else vl_convert.vega_to_svg(told, allowed_base_urls=[])
    )
    made = made.replace(f' xlink:href="{_HERE}/', ' href="/')
    # Styles of single marks would be refused by the site's own content security policy.
    return _STYLE.sub("", made)


def _drawable(told: Any) -> Any:
    """Return a specification without the characters that XML has not: the library ends the process over
    one in a name.
    """
    if isinstance(told, str):
        return _NO_XML.sub("", told)
    if isinstance(told, list):
        return [_drawable(one) for one in told]
    if isinstance(told, dict):
        return {key: _drawable(value) for key, value in told.items()}
    return told


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _extent(values: list[dict[str, Any]]) -> float:
    """Return how many pixels the longest name of a row may take, whichever font a browser has."""
    return 8.2 * max((len(value["row"]) for value in values), default=0)


_NARROW = 318
"""Pixels of a picture for a phone: names stand above their rows, so all of it is seen at once."""


def _rows_axis(values: list[dict[str, Any]], narrow: bool) -> dict[str, Any]:
    plain = {"domain": False, "ticks": False, "grid": True}
    if not narrow:
        return {**plain, "minExtent": _extent(values), "labelPadding": 10}
    inside = {"labelAlign": "left", "labelPadding": 0, "labelOffset": -20, "labelFontSize": 12}
    return {**plain, **inside, "minExtent": 0, "maxExtent": 0}


def matrix(values: list[dict[str, Any]], *, label: str, narrow: bool = False) -> str:
    """Return circles by row and column; `values` hold row, column, n, href, tip."""
    columns = len({value["column"] for value in values})
    step = min(64, _NARROW // max(columns, 1)) if narrow else 110
    # Circles grow with what they count, as far as there is room between two years.
    sizes = [min(260, step**2 * 0.6), min(620, step**2 * 0.72)] if narrow else [320, 1250]
    spec = {
        "data": {"values": _placed(values)},
        "width": {"step": step},
        "height": {"step": 54 if narrow else 42},
        "encoding": {
            "x": {"field": "column", "type": "ordinal", "title": None, "axis": {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False, "labelFontSize": 11 if narrow else 13, "offset": 8 if narrow else 0}},
            "y": {"field": "row", "type": "nominal", "title": None, "sort": {"op": "sum", "field": "n", "order": "descending"}, "axis": _rows_axis(values, narrow)},
        },
        "layer": [
            {
                "mark": {"type": "circle", "color": "#8cc4bf", "opacity": 1},
                "encoding": {
                    "size": {"field": "n", "type": "quantitative", "scale": {"range": sizes}, "legend": None},
                    "href": {"field": "href"},
                    "description": {"field": "tip"},
                },
            },
            {
                "mark": {"type": "text", "fontSize": 11 if narrow else 13, "color": INK, "aria": False},
                "encoding": {"text": {"field": "n", "format": ","}},
            },
        ],
    }  # fmt: skip
    return lite(spec, label=label)


def timeline(values: list[dict[str, Any]], *, label: str, narrow: bool = False) -> str:
    """Return points by day and row; `values` hold row, day, n, href, tip."""
    most = max((v["n"] for v in values), default=1)
    least, largest = (80, 360) if narrow else (110, 900)
    spec = {
        "data": {"values": _placed(values)},
        "width": _NARROW if narrow else 860,
        "height": {"step": 50 if narrow else 44},
        "mark": {"type": "circle", "color": ACCENT, "opacity": 0.62},
        "encoding": {
            # The first and the last point stand clear of the names and of the edge.
            "x": {"field": "day", "type": "temporal", "title": None, "scale": {"padding": 16}, "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True, "orient": "top", "grid": True, "offset": 8 if narrow else 0}},
            "y": {"field": "row", "type": "nominal", "title": None, "sort": "ascending", "axis": _rows_axis(values, narrow)},
            "size": {"field": "n", "type": "quantitative", "legend": None, "scale": {"domain": [1, max(most, 2)], "range": [least, least if most == 1 else largest]}},
            "href": {"field": "href"},
            "description": {"field": "tip"},
        },
    }  # fmt: skip
    return lite(spec, label=label)


SIZES = {1: (1080, 720), 2: (1620, 1120), 3: (2400, 1700)}
"""Pixels of a network by how large it is wanted; letters stay as they are, so more of them fit."""


def network(
    nodes: list[dict[str, Any]], links: list[dict[str, Any]], *, label: str, size: int = 1
) -> str:
    """Return a network laid out by forces; names that would lie over others are left out.

    Args:
        nodes: with name, kind ("lembaga" or "program"), n, href, tip, index.
        links: with source and target as indexes of nodes, href, tip.
        label: what it shows.
        size: one of SIZES; from the second on programmes bear their names too.
    """
    width, height = SIZES[size]
    wide = width / SIZES[1][0]
    named = "true" if size > 1 else "datum.kind === 'lembaga'"
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": width,
        "height": height,
        "padding": 10,
        "autosize": "none",
        "background": "transparent",
        "data": [
            {"name": "nodes", "values": _placed(nodes)},
            {"name": "links", "values": _placed(links)},
        ],
        "scales": [
            {"name": "kind", "type": "ordinal", "domain": ["lembaga", "program"], "range": [ACCENT, "#d9a400"]},
            {"name": "size", "type": "sqrt", "domain": {"data": "nodes", "field": "n"}, "range": [70, 420]},
        ],
        "marks": [
            {
                "name": "node",
                "type": "symbol",
                "zindex": 1,
                "from": {"data": "nodes"},
                "encode": {
                    "enter": {
                        # Vega takes what pulls to a place from a field of the mark only.
                        "middle_x": {"signal": "width / 2"},
                        "middle_y": {"signal": "height / 2"},
                        "fill": {"scale": "kind", "field": "kind"},
                        "stroke": {"value": "#fff"},
                        "shape": {"signal": "datum.kind === 'program' ? 'square' : 'circle'"},
                        "size": {"scale": "size", "field": "n"},
                        "href": {"field": "href"},
                        "description": {"field": "tip"},
                    },
                },
                "transform": [
                    {
                        "type": "force",
                        "iterations": 400,
                        "static": True,
                        "signal": "force",
                        "forces": [
                            {"force": "center", "x": width / 2, "y": height / 2},
                            {"force": "collide", "radius": 23 * wide},
                            {"force": "nbody", "strength": -260 * wide * wide, "distanceMax": 460 * wide},
                            {"force": "x", "x": "middle_x", "strength": 0.06},
                            {"force": "y", "y": "middle_y", "strength": 0.11},
                            {"force": "link", "links": "links", "distance": 56 * wide},
                        ],
                    }
                ],
            },
            {
                "type": "path",
                "from": {"data": "links"},
                "encode": {
                    "update": {"stroke": {"value": "#a9b0b8"}, "strokeWidth": {"value": 1.6}, "href": {"field": "href"}, "description": {"field": "tip"}}
                },
                "transform": [
                    {
                        "type": "linkpath",
                        "require": {"signal": "force"},
                        "shape": "line",
                        "sourceX": "datum.source.x",
                        "sourceY": "datum.source.y",
                        "targetX": "datum.target.x",
                        "targetY": "datum.target.y",
                    }
                ],
            },
            {
                "type": "text",
                "zindex": 2,
                "aria": False,
                "interactive": False,
                "from": {"data": "node"},
                "encode": {
                    "update": {
                        "x": {"field": "x"},
                        "y": {"field": "y"},
                        "align": {"value": "center"},
                        "text": {"signal": f"{named.replace('datum', 'datum.datum')} ? truncate(datum.datum.name, datum.datum.kind === 'lembaga' ? 34 : 28) : ''"},
                        "font": {"value": "Liberation Sans, Arial, sans-serif"},
                        "fontSize": {"signal": "datum.datum.kind === 'lembaga' ? 13 : 11"},
                        "fill": {"signal": f"datum.datum.kind === 'lembaga' ? '{INK}' : '{MUTED}'"},
                    }
                },
            },
        ],
    }  # fmt: skip
    drawn = vega(spec, label=label)
    return _uncrowded(drawn, [n["n"] + _BODY * (n["kind"] == "lembaga") for n in nodes], width)


_NAME = re.compile(
    r'<text text-anchor="middle" transform="translate\(([-\d.]+),([-\d.]+)\)"([^<>]*?)(?:/>|>([^<]*)</text>)'
)
_HIGH, _PER_LETTER, _MARK = 13, 7.4, 10
"""Pixels: how high a name is, how wide a letter at that height, how far a mark reaches at least."""
_MARGIN = 24
"""Pixels that are left around a network whose empty rim is cut off."""
_BODY = 10**9
"""What the weight of a body has over that of any programme."""
_Rect = tuple[float, float, float, float]


def _uncrowded(svg: str, weights: list[int], width: int) -> str:
    """Return a network with each name below or above its mark, and those left out that would lie over
    a weightier name or over another mark. Vega's own way to do so needs a browser.
    """
    found = list(_NAME.finditer(svg))
    if len(found) != len(weights):
        return svg  # whose name is whose cannot be told: they stay where Vega put them
    spots = [(float(m[1]), float(m[2])) for m in found]
    taken: list[_Rect] = []
    put: dict[int, str] = {}
    for at in sorted(range(len(found)), key=lambda n: (-weights[n], n)):
        name = unescape(found[at][4] or "")
        if not name:
            continue
        x, y = spots[at]
        half = len(name) * _PER_LETTER / 2
        below, above, beside = y + _MARK + _HIGH, y - _MARK - 3, y + 4
        away = half + _MARK + 4
        aside = half * 0.6 + _MARK
        places = [
            (x, below), (x, above), (x + away, beside), (x - away, beside),
            (x + aside, below), (x - aside, below), (x + aside, above), (x - aside, above),
            (x, below + _HIGH), (x, above - _HIGH),
        ]  # fmt: skip
        best: tuple[int, _Rect, float, float] | None = None
        for middle, foot in places:
            rect = (middle - half, foot - _HIGH, middle + half, foot + 3)
            is_inside = rect[0] >= 0 and rect[2] <= width
            if not is_inside or any(_overlap(rect, other) for other in taken):
                continue
            # A body among its own programmes may lie over their marks rather than have no name.
            over = [
                n
                for n, (a, b) in enumerate(spots)
                if n != at and _overlap(rect, (a - _MARK, b - _MARK, a + _MARK, b + _MARK))
            ]
            least = _BODY if weights[at] >= _BODY else 0
            if any(weights[n] >= least for n in over):
                continue
            if best is None or len(over) < best[0]:
                best = (len(over), rect, middle, foot)
        if best is not None:
            _, rect, middle, foot = best
            taken.append(rect)
            put[at] = (
                f'<text text-anchor="middle" transform="translate({middle:.1f},{foot:.1f})" '
                f'paint-order="stroke" stroke="#fff" stroke-width="4" stroke-linejoin="round"{found[at][3]}>'
                f"{found[at][4]}</text>"
            )
    order = iter(range(len(found)))
    named = _NAME.sub(lambda _: put.get(next(order), ""), svg)
    return _cropped(named, [*taken, *((x, y, x, y) for x, y in spots)])


_SIZE = re.compile(r'width="\d+" height="\d+" viewBox="0 0 \d+ \d+"')
_FRAME = re.compile(r'(<g [^<>]*transform="translate\()([\d.]+),([\d.]+)(\)")')


def _cropped(svg: str, drawn: list[_Rect]) -> str:
    """Return a network without the empty ground around it, which a small screen would show first."""
    frame = _FRAME.search(svg)
    if frame is None or not drawn:
        return svg
    x, y = float(frame[2]), float(frame[3])
    left = min(r[0] for r in drawn) + x - _MARGIN
    top = min(r[1] for r in drawn) + y - _MARGIN
    wide = max(r[2] for r in drawn) + x + _MARGIN - left
    high = max(r[3] for r in drawn) + y + _MARGIN - top
    size = f'width="{wide:.0f}" height="{high:.0f}" viewBox="{left:.0f} {top:.0f} {wide:.0f} {high:.0f}"'
    return _SIZE.sub(size, svg, count=1)


def _overlap(a: _Rect, b: _Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

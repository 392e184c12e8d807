"""The rows of a table as HTML, in one go: a template would ask a dozen things for each of a thousand cells."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from warehouse.site.words import column

INNER = frozenset({"stems"})
"""Columns that are never shown: they hold what the search looks in."""
QUIET = INNER | {
    *(
        "sha256",
        "archive_path",
        "extractor_version",
        "byte_count",
        "key",
        "node",
        "item",
        "position",
    ),
    "published",
}
"""Columns that a table leaves out unless `_rinci` is asked for; a row's own page has them."""
NAMED = {"agency_id": "agency", "organizer_id": "organizer"}
"""Columns that lead to a row, and the one beside it that names it and leads there as well."""
IMPLIED = frozenset({"document_id", "start", "end"})
"""Columns of a question that its document and its quote already lead to."""
_WIDE = frozenset(
    {"title", "text", "quote", "names", "reason", "description", "evidence", "evidence_id"}
)
_ROW, _ROW_END = Markup("<tr>"), Markup("</tr>\n")
_CELL = Markup('<td data-nama="{}" class="type-{}{}">')
_CELL_END = Markup("</td>")


def left_out(names: Iterable[str], detailed: object) -> frozenset[str]:
    """Return which columns of a table are not shown; all but the inner ones are where details are asked for."""
    if detailed:
        return INNER
    shown = set(names)
    return QUIET | {leads for leads, named in NAMED.items() if named in shown}


def left_out_of_answer(names: Iterable[str]) -> frozenset[str]:
    """Return which columns of a question's answer are not shown: those that others lead to."""
    return IMPLIED if {"dokumen", "document_id"} <= set(names) else frozenset()


def body(rows: Iterable[Iterable[Mapping[str, Any]]], left_out: frozenset[str]) -> Markup:
    """Return the rows, each cell with the name of its column for narrow screens.

    Args:
        rows: of cells with `column`, `value` (what is no markup is escaped) and `value_type`.
        left_out: columns that are not shown.
    """
    out: list[str] = []
    starts: dict[tuple[str, str, bool], Markup] = {}
    for row in rows:
        out.append(_ROW)
        for cell in row:
            name = cell["column"]
            if name in left_out:
                continue
            value = escape(cell["value"])
            kind = cell["value_type"]
            key = (name, kind, not value.strip() or value == "&nbsp;")
            if key not in starts:
                more = " lapang" if name in _WIDE else " sedang" if kind == "str" else ""
                starts[key] = _CELL.format(column(name), kind, more + " hampa" * key[2])
            out += (starts[key], value, _CELL_END)
        out.append(_ROW_END)
    return Markup("".join(out))

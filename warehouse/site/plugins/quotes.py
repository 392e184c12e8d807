"""The ways that lead from a row to the sentence behind it, and to the pages of what it names."""

import textwrap
from collections.abc import Callable
from typing import Any

from datasette import Response, hookimpl
from markupsafe import Markup, escape

from models import media
from warehouse.site import words
from warehouse.site.answers import one
from warehouse.site.words import rupiah


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give each page of each document and each quote an address."""
    return [
        (r"^/-/halaman/(?P<document>\d{1,15})/(?P<page>\d{1,9})$", page),
        (r"^/-/kutipan/(?P<evidence>\d{1,15})$", quote),
    ]


async def page(request: Any, datasette: Any) -> Any:
    """Lead to a page of a document; `start` and `end` are characters of the document's text."""
    document, number = int(request.url_vars["document"]), int(request.url_vars["page"])
    await one(
        datasette, "SELECT 1 FROM pages WHERE document_id = ? AND number = ?", [document, number]
    )
    place = (request.args.get("start"), request.args.get("end"))
    return Response.redirect(_address(datasette, document, number, *place))


async def quote(request: Any, datasette: Any) -> Any:
    """Lead to the page of a quote, where it is marked."""
    number = int(request.url_vars["evidence"])
    found = await one(datasette, "SELECT document_id, page FROM evidence WHERE id = ?", [number])
    address = f"/dokumen/{found['document_id']}?fakta={number}#h{found['page']}"
    return Response.redirect(datasette.urls.path(address))


def _address(datasette: Any, document: int, page: int, start: Any = None, end: Any = None) -> str:
    path = f"/dokumen/{document}?halaman={page}"
    if str(start).isdecimal() and str(end).isdecimal():
        path += f"&start={start}&end={end}"
    return str(datasette.urls.path(f"{path}#h{page}"))


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def render_cell(
    row: Any, value: Any, column: str, table: str | None, datasette: Any
) -> Markup | None:
    """Lead from a quote, and from the number of one, to its page."""
    if column not in _SHOWN or value is None or value == "":
        return None
    keys = set(row.keys())
    if column == "evidence_id":
        label = value["label"] if isinstance(value, dict) else value
        label = textwrap.shorten(str(label), 160, placeholder=" …")
        return _to_quote(datasette, _plain(value), label)
    leads = "document_id" if column == "dokumen" else f"{column}_id" if column in NAMES else ""
    if leads in keys:
        number = _plain(row[leads])
        # SQL of a visitor may call anything so.
        if not isinstance(number, int):
            return None
        return _link(datasette.urls.path(f"/{LEADS[leads]}/{number}"), value)
    if column == "bagian":
        return escape(words.PARTS.get(str(value), str(value)))
    if column == "kutipan" and "bukti" in keys and row["bukti"]:
        return _to_quote(datasette, str(row["bukti"]).split(",")[0], value)
    if column == "bukti":
        numbers = [n for n in str(value).split(",") if n.isdecimal()]
        return Markup(" ").join(filter(None, (_to_quote(datasette, n, n) for n in numbers))) or None
    if column in ("quote", "cuplikan") and {"document_id", "page", "start", "end"} <= keys:
        return _to_page(datasette, row, value)
    if table == "pages" and column == "number":
        where = _address(datasette, _plain(row["document_id"]), int(value))
        return _link(where, f"halaman {value}")
    if table == "documents" and column in ("page_count", "name", "title"):
        label = f"{value} halaman" if column == "page_count" else value
        return _link(datasette.urls.path(f"/dokumen/{int(row['id'])}"), label)
    if table in OWN_PAGES and column in ("name", "title"):
        return _link(datasette.urls.path(f"/{OWN_PAGES[table]}/{int(row['id'])}"), value)
    if column == "type" and isinstance(value, dict) and table in ("programs", "proposals"):
        return _link(datasette.urls.path(f"/jenis/{value['value']}"), value["label"])
    if column in CODES:
        code = value["value"] if isinstance(value, dict) else value
        label = CODES[column](table).get(code)
        if label is not None:
            return escape(label)
    if column == "media_type":
        return escape(media.NAMES.get(str(value), str(value)))
    if column in DAYS and isinstance(value, str):
        return escape(words.moment(value))
    if column in SUMS and isinstance(value, int):
        return escape(rupiah(value))
    if column in LEADS and isinstance(value, (dict, int)):
        label = value["label"] if isinstance(value, dict) else f"nomor {value}"
        return _link(datasette.urls.path(f"/{LEADS[column]}/{int(_plain(value))}"), label)
    return None


CODES: dict[str, Callable[[str | None], dict[str, str]]] = {
    "kind": lambda _: words.KINDS,
    "type": lambda table: words.MEETINGS if table == "meetings" else words.TYPES,
    "role": lambda table: words.ROLES if table == "dates" else {},
}
"""Columns of closed lists, and by the table what their codes mean."""
DAYS = frozenset(
    {
        *("day", "date", "published", "first_seen", "since", "until", "due"),
        *("tanggal", "terbit", "sejak", "sampai", "tenggat"),
    }
)
"""Columns of days and times, in tables and in questions."""
SUMS = ("amount", "unit_price", "total", "rupiah")
"""Columns of whole rupiah."""
OWN_PAGES = {"people": "orang", "agencies": "lembaga", "meetings": "pertemuan"}
"""Tables of which each row has a page of its own."""
LEADS = {
    "document_id": "dokumen", "person_id": "orang", "agency_id": "lembaga", "organizer_id": "lembaga",
}  # fmt: skip
"""Columns that lead to such a row, and the address of its page."""


NAMES = ("agency", "organizer")
"""Columns that name what the column beside them leads to."""
_SHOWN = frozenset(
    {*CODES, *DAYS, *SUMS, *LEADS, *NAMES, "dokumen", "bagian"}
    | {"evidence_id", "kutipan", "bukti", "quote", "cuplikan", "number", "page_count", "name", "title", "media_type"}
)  # fmt: skip
"""Columns of which some cell is shown otherwise than it is; asked for each cell of each table."""


def _to_page(datasette: Any, row: Any, text: str) -> Markup | None:
    place = [_plain(row[key]) for key in ("document_id", "page", "start", "end")]
    if not isinstance(place[0], int) or not isinstance(place[1], int):
        return None
    return _link(_address(datasette, *place), text)


def _to_quote(datasette: Any, number: Any, text: Any) -> Markup | None:
    """Return a link to a quote by its number, or by its digits."""
    if not str(number).isdecimal():
        return None
    return _link(datasette.urls.path(f"/-/kutipan/{int(number)}"), text)


def _link(address: str, text: Any) -> Markup:
    label = escape(" ".join(str(text).split()) or "…")
    return Markup(f'<a href="{escape(address)}">{label}</a>')


def _plain(value: Any) -> Any:
    """Return the number that Datasette replaced by number and label."""
    return value["value"] if isinstance(value, dict) else value

"""The sentence behind a fact: the page as it was read with the quote marked, and the ways that lead there."""

from typing import Any

from datasette import NotFound, Response, hookimpl
from markupsafe import Markup, escape


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give each page of each document and each quote an address."""
    return [
        (r"^/-/halaman/(?P<document>\d{1,15})/(?P<page>\d{1,9})$", page),
        (r"^/-/kutipan/(?P<evidence>\d{1,15})$", quote),
    ]


async def page(request: Any, datasette: Any) -> Any:
    """Show one page; `start` and `end` are characters of the document's text."""
    document, number = int(request.url_vars["document"]), int(request.url_vars["page"])
    found = await _first(
        datasette,
        "SELECT d.name, d.title, d.page_count, p.number, p.origin, p.confidence, p.start, p.text "
        "FROM pages p JOIN documents d ON d.id = p.document_id WHERE d.id = ? AND p.number = ?",
        [document, number],
    )
    start, end = (_number(request.args.get(key)) for key in ("start", "end"))
    body = marked(found["text"], start - found["start"], end - found["start"])
    html = await datasette.render_template(
        "halaman.html", {"row": dict(found), "document": document, "body": body}, request=request
    )
    return Response.html(html)


async def quote(request: Any, datasette: Any) -> Any:
    """Lead to the page of a quote."""
    found = await _first(
        datasette,
        'SELECT document_id, page, start, "end" FROM evidence WHERE id = ?',
        [int(request.url_vars["evidence"])],
    )
    return Response.redirect(_address(datasette, *found))


async def _first(datasette: Any, sql: str, values: list[int]) -> Any:
    found = (await datasette.get_database().execute(sql, values)).first()
    if found is None:
        raise NotFound("Halaman ini tidak ada.")
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else -1


def marked(text: str, start: int, end: int) -> Markup:
    """Return the text as safe HTML, the characters from start to end marked."""
    if not 0 <= start < end <= len(text):
        return escape(_shown(text))
    before, quote, after = (escape(_shown(t)) for t in (text[:start], text[start:end], text[end:]))
    return Markup('{}<mark id="kutipan">{}</mark>{}').format(before, quote, after)


def _shown(text: str) -> str:
    """Show what parts lines in cells as people expect."""
    return text.replace("\v", "\n")


def _address(datasette: Any, document: int, page: int, start: Any = None, end: Any = None) -> str:
    path = f"/-/halaman/{document}/{page}"
    if start is not None and end is not None:
        path += f"?start={start}&end={end}#kutipan"
    return str(datasette.urls.path(path))


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def render_cell(
    row: Any, value: Any, column: str, table: str | None, datasette: Any
) -> Markup | None:
    """Lead from a quote, and from the number of one, to its page."""
    keys = set(row.keys())
    if value is None or value == "":
        return None
    if column == "evidence_id":
        number, label = (
            (value["value"], value["label"]) if isinstance(value, dict) else (value,) * 2
        )
        return _to_quote(datasette, number, label)
    if column == "kutipan" and "bukti" in keys and row["bukti"]:
        return _to_quote(datasette, str(row["bukti"]).split(",")[0], value)
    if column == "bukti":
        numbers = [n for n in str(value).split(",") if n.isdecimal()]
        return Markup(" ").join(_to_quote(datasette, n, n) for n in numbers)
    if column in ("quote", "cuplikan") and {"document_id", "page", "start", "end"} <= keys:
        return _to_page(datasette, row, value)
    if table == "pages" and column == "number":
        where = _address(datasette, _plain(row["document_id"]), int(value))
        return _link(where, f"halaman {value}")
    if table == "documents" and column == "page_count":
        return _link(_address(datasette, int(row["id"]), 1), f"{value} halaman")
    return None


def _to_page(datasette: Any, row: Any, text: str) -> Markup | None:
    place = [_plain(row[key]) for key in ("document_id", "page", "start", "end")]
    if place[0] is None or place[1] is None:
        return None
    return _link(_address(datasette, *place), text)


def _to_quote(datasette: Any, number: Any, text: Any) -> Markup:
    return _link(datasette.urls.path(f"/-/kutipan/{int(number)}"), text)


def _link(address: str, text: Any) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, " ".join(str(text).split()) or "…")


def _plain(value: Any) -> Any:
    """Return the number that Datasette replaced by number and label."""
    return value["value"] if isinstance(value, dict) else value

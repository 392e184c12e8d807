"""The page behind a fact: the text of a page as it was read, with the quote marked."""

from typing import Any

from datasette import Response, hookimpl
from markupsafe import Markup, escape


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give each page of each document an address."""
    return [(r"^/-/halaman/(?P<document>\d+)/(?P<page>\d+)$", page)]


async def page(request: Any, datasette: Any) -> Any:
    """Show one page; `start` and `end` are characters of the document's text."""
    document, number = int(request.url_vars["document"]), int(request.url_vars["page"])
    database = datasette.get_database()
    found = (
        await database.execute(
            "SELECT d.name, d.title, p.number, p.origin, p.confidence, p.start, p.text FROM pages p "
            "JOIN documents d ON d.id = p.document_id WHERE d.id = ? AND p.number = ?",
            [document, number],
        )
    ).first()
    if found is None:
        return Response.text("Halaman ini tidak ada.", status=404)
    start, end = (_number(request.args.get(key)) for key in ("start", "end"))
    body = marked(found["text"], start - found["start"], end - found["start"])
    html = await datasette.render_template(
        "halaman.html", {"row": dict(found), "document": document, "body": body}, request=request
    )
    return Response.html(html)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 12 else -1


def marked(text: str, start: int, end: int) -> Markup:
    """Return the text as safe HTML, the characters from start to end marked."""
    if not 0 <= start < end <= len(text):
        return escape(_shown(text))
    before, quote, after = (escape(_shown(t)) for t in (text[:start], text[start:end], text[end:]))
    return Markup('{}<mark id="kutipan">{}</mark>{}').format(before, quote, after)


def _shown(text: str) -> str:
    """Show what parts lines in cells as people expect."""
    return text.replace("\v", "\n")


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str
) -> Markup | None:
    """Lead from a quote to its page."""
    if column != "quote" or not value:
        return None
    keys = row.keys()
    if not {"document_id", "page", "start", "end"} <= set(keys):
        return None
    document = row["document_id"]
    if isinstance(document, dict):  # Datasette replaces a foreign key by its value and label
        document = document["value"]
    address = f"/-/halaman/{int(document)}/{int(row['page'])}?start={int(row['start'])}&end={int(row['end'])}#kutipan"
    return Markup('<a href="{}">{}</a>').format(address, _shown(str(value)))

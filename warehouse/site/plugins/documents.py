"""The page of a document: its pages as they look, its text, and every fact at the place it was read from."""

import asyncio
import itertools
import re
from pathlib import Path
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.utils.asgi import AsgiFileDownload
from markupsafe import Markup, escape

from models.errors import PictureTooLarge
from warehouse.claims import FOLDER
from warehouse.site.answers import number, remembered, rows
from warehouse.site.lookups import document_of
from warehouse.site.record_page import editions, facts_of, quotes_of, same_meeting

_AROUND = 6
"""Pages before and behind the asked one that are shown with it."""
_SEALED = {
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give documents, their pages, pictures and originals addresses."""
    return [
        (r"^/dokumen/(?P<id>\d{1,15}|[0-9a-f]{64})$", page),
        (r"^/dokumen/(?P<id>\d{1,15}|[0-9a-f]{64})/asli$", original),
        (r"^/dokumen/(?P<id>\d{1,15}|[0-9a-f]{64})/halaman/(?P<page>\d{1,6})\.webp$", picture),
        (r"^/dokumen$", to_all),
    ]


async def to_all(datasette: Any) -> Any:
    """Lead to the list of documents."""
    return Response.redirect(datasette.urls.table("risalah", "documents"))


async def page(request: Any, datasette: Any) -> Any:
    """Show a document; `halaman` says which page first, `fakta` which quote is marked."""
    d = await document_of(datasette, request.url_vars["id"])
    asked = max(1, number(request.args.get("halaman")))
    facts = await facts_of(datasette, d["id"])
    quotes = quotes_of(facts)
    marked = number(request.args.get("fakta"))
    chosen = next((q for q in quotes if q["id"] == marked), None)
    if chosen is not None:
        asked = chosen["page"]
    found = _span(request)
    if chosen is None and found is not None:
        quotes = [*quotes, {"id": 0, "page": asked, "start": found[0], "end": found[1]}]
    pages = await rows(
        datasette,
        "SELECT number, origin, confidence, start, text, width, height FROM pages WHERE document_id = ? "
        "AND number BETWEEN ? AND ? ORDER BY number",
        [d["id"], asked - _AROUND, asked + _AROUND],
    )
    if not pages and asked > 1:
        raise NotFound("Halaman ini tidak ada.")
    lit = chosen["id"] if chosen is not None else 0 if found is not None else None
    archived = datasette.archived
    has_original = (
        archived is not None and await asyncio.to_thread(archived.original, d["sha256"]) is not None
    )
    has_looks = (
        archived is not None
        and archived.has_pictures(d["media_type"])
        and any(p["width"] for p in pages)
    )
    seen = has_looks and has_original
    boxes: dict[int, list[dict[str, Any]]] = {}
    if seen and pages:
        for box in await rows(
            datasette,
            "SELECT evidence_id AS k, page, x0, top, x1, bottom FROM boxes WHERE document_id = ? AND page BETWEEN ? AND ? ORDER BY id",
            [d["id"], pages[0]["number"], pages[-1]["number"]],
        ):
            boxes.setdefault(box["page"], []).append(box)
        if lit == 0 and found is not None:
            for number_, spots in (await _spots(datasette, d, found)).items():
                boxes.setdefault(number_, []).extend(spots)
    for p in pages:
        p["body"] = marked_text(p["text"], p["start"], quotes, lit)
        p["boxes"] = boxes.get(p["number"], [])
        p["seen"] = seen and bool(p["width"])
    issues = await rows(
        datasette,
        "SELECT part, page, quote, reason FROM issues WHERE document_id = ? ORDER BY position",
        [d["id"]],
    )
    claims = await rows(
        datasette,
        "SELECT DISTINCT part, value, said FROM claims WHERE document_id = ? AND source = ? ORDER BY part, value, said LIMIT 12",
        [d["id"], FOLDER],
    )
    alike = await remembered(
        datasette, f"edisi {d['id']}", lambda: editions(datasette, d["id"]), of_visitor=True
    )
    known = {other["id"] for other in alike}
    meeting = [o for o in await same_meeting(datasette, d["id"]) if o["id"] not in known]
    html = await datasette.render_template(
        "dokumen.html",
        {
            "d": d, "pages": pages, "facts": facts, "issues": issues, "claims": claims, "alike": alike, "asked": asked,
            "meeting": meeting, "chosen": lit,
            "has_original": has_original, "is_pictureless": has_looks and not has_original, "has_sheets": any(p["seen"] for p in pages),
        },
        request=request,
    )  # fmt: skip
    return Response.html(html)


async def _spots(
    datasette: Any, d: dict[str, Any], span: tuple[int, int]
) -> dict[int, list[dict[str, Any]]]:
    """Return by page the boxes of what was searched for, from the reading; the warehouse has those of facts."""
    texts = await rows(datasette, "SELECT number, text FROM pages WHERE document_id = ?", [d["id"]])
    found = await asyncio.to_thread(
        datasette.archived.boxes, d["sha256"], {p["number"]: p["text"] for p in texts}, *span
    )
    return {
        page: [{"k": 0, "x0": b.x0, "top": b.top, "x1": b.x1, "bottom": b.bottom} for b in boxes]
        for page, boxes in found.items()
    }


def _span(request: Any) -> tuple[int, int] | None:
    start, end = number(request.args.get("start")), number(request.args.get("end"))
    return (start, end) if 0 <= start < end else None


def marked_text(text: str, at: int, quotes: list[dict[str, Any]], lit: int | None = None) -> Markup:
    """Return a page's text as safe HTML in which each stretch knows the quotes that cover it.

    Args:
        text: the page.
        at: where it begins in the document's text.
        quotes: with `id`, `start` and `end` in the document's text; they may overlap.
        lit: the quote that was asked for, which is marked.
    """
    here = [
        (max(0, q["start"] - at), min(len(text), q["end"] - at), q["id"])
        for q in quotes
        if q["start"] < at + len(text) and q["end"] > at
    ]
    edges = sorted({0, len(text), *(e for s, t, _ in here for e in (s, t))})
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for start, end, name in here:
        opens.setdefault(start, []).append(name)
        closes.setdefault(end, []).append(name)
    live: dict[int, int] = {}
    out = []
    for start, end in itertools.pairwise(edges):
        for name in closes.get(start, ()):
            live[name] -= 1
            if not live[name]:
                del live[name]
        for name in opens.get(start, ()):
            live[name] = live.get(name, 0) + 1
        piece = escape(text[start:end].replace("\v", "\n"))
        names = " ".join(map(str, sorted(live)))
        if lit in live:
            out.append(Markup('<mark class="k nyala" data-k="{}">{}</mark>').format(names, piece))
        elif live:
            out.append(Markup('<span class="k" data-k="{}">{}</span>').format(names, piece))
        else:
            out.append(piece)
    return Markup("").join(out)


async def picture(request: Any, datasette: Any) -> Any:
    """Answer with a page as a picture."""
    d = await document_of(datasette, request.url_vars["id"])
    wanted = int(request.url_vars["page"])
    archived = datasette.archived
    if archived is None or not 1 <= wanted <= (d["page_count"] or 0):
        raise NotFound("Gambar ini tidak ada.")
    texts = await rows(
        datasette,
        "SELECT text FROM pages WHERE document_id = ? AND number = ?",
        [d["id"], wanted],
    )
    text = texts[0]["text"] if texts else ""
    try:
        made = await asyncio.to_thread(archived.picture, d["sha256"], d["media_type"], wanted, text)
    except PictureTooLarge as error:
        raise NotFound(error.sentence) from error
    except OSError:
        made = None  # the original is damaged; the page says so in its place
    if made is None:
        raise NotFound("Gambar ini tidak ada.")
    headers = {**_SEALED, "cache-control": "private, max-age=86400"}
    return _Bytes(made, "image/webp", headers)


class _Bytes(Response):  # type: ignore[misc]  # Datasette ships no types
    """Bytes as they are; Datasette's own answer would encode text."""

    def __init__(self, body: bytes, content_type: str, headers: dict[str, str]) -> None:
        super().__init__(body, headers=headers, content_type=content_type)


async def original(request: Any, datasette: Any) -> Any:
    """Hand out the original as a download that no browser runs: it is another's file."""
    d = await document_of(datasette, request.url_vars["id"])
    archived = datasette.archived
    path = await asyncio.to_thread(archived.original, d["sha256"]) if archived is not None else None
    if path is None:
        raise NotFound("Berkas asli tidak ada di arsip.")
    return _Download(path, safe_name(d["name"], path))


def safe_name(name: str, path: Path) -> str:
    r"""Return a file name of plain letters that says what the file was called.

    >>> safe_name('Notulen "RW 05".pdf\r\nX: y', Path("a.pdf"))
    'Notulen-RW-05-.pdf-X-y.pdf'
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-")[:120] or "dokumen"
    return plain if plain.lower().endswith(path.suffix) else f"{plain}{path.suffix}"


class _Download(AsgiFileDownload):  # type: ignore[misc]  # Datasette ships no types
    def __init__(self, path: Path, name: str) -> None:
        super().__init__(
            str(path), filename=name, content_type="application/octet-stream", headers=dict(_SEALED)
        )

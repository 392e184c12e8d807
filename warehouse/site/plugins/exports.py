"""What can be taken along: tables as CSV, a document's record as JSON, people and bodies as Popolo."""

import json
from typing import Any

from datasette import NotFound, Response, hookimpl
from sqlite_utils import Database

from warehouse.contents import read_record
from warehouse.popolo import checked, popolo
from warehouse.site.answers import as_of, one, remembered, rows
from warehouse.site.lookups import document_of
from warehouse.tables import TABLES


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give exports addresses."""
    return [
        (r"^/unduh$", index),
        (r"^/dokumen/(?P<id>\d{1,15}|[0-9a-f]{64})\.json$", record),
        (r"^/unduh/popolo/orang/(?P<person>o-[0-9a-f]{12})\.json$", some),
        (r"^/unduh/popolo/lembaga/(?P<agency>l-[0-9a-f]{12})\.json$", some),
    ]


async def index(request: Any, datasette: Any) -> Any:
    """Show what can be taken along."""

    async def ask() -> list[tuple[str, int]]:
        return [
            (n, (await rows(datasette, f"SELECT count(*) AS n FROM {n}", patient=True))[0]["n"])
            for n in TABLES
        ]

    counts = await remembered(datasette, "unduh", ask)
    told = datasette.metadata("tables", database="risalah") or {}
    tables = [(name, told.get(name, {}).get("title", name), n) for name, n in counts]
    about = await one(
        datasette,
        "SELECT max(first_seen) AS last, (SELECT extractor_version FROM documents ORDER BY id DESC LIMIT 1) AS version FROM documents",
    )
    html = await datasette.render_template(
        "unduh.html",
        {"tables": tables, "about": about, "per": as_of(datasette, "unduh")},
        request=request,
    )
    return Response.html(html)


async def record(request: Any, datasette: Any) -> Any:
    """Answer with a document's record as `risalah extract` prints it, and what is known of its file."""
    d = await document_of(datasette, request.url_vars["id"])

    def read(connection: Any) -> dict[str, Any]:
        made: dict[str, Any] = read_record(Database(connection), d["sha256"]).model_dump(
            mode="json"
        )
        return made

    made = await datasette.get_database().execute_fn(read)
    return _json(
        {
            "file": d["name"],
            "sha256": d["sha256"],
            "extractor_version": d["extractor_version"],
            **made,
        }
    )


async def some(request: Any, datasette: Any) -> Any:
    """Answer with one person or agency as Popolo."""
    asked = {name: request.url_vars.get(name) for name in ("person", "agency")}
    base = datasette.absolute_url(request, datasette.urls.path("/"))
    try:
        made = await datasette.get_database().execute_fn(
            lambda db: checked(popolo(db, base, **asked))
        )
    except KeyError as error:
        raise NotFound("Tidak ada di sini.") from error
    return _json(made)


def _json(value: Any) -> Any:
    return Response(
        json.dumps(value, ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
    )

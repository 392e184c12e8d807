"""The page of a person: which offices when, by which documents, with whom, and why these names are one."""

from typing import Any

from datasette import Response, hookimpl

from warehouse.site.answers import one, rows
from warehouse.site.lookups import doubts, links

_MOST = 200


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give people addresses: by number, or by the key that a database made anew keeps."""
    return [(r"^/orang/(?P<id>\d{1,15}|o-[0-9a-f]{12})$", page), (r"^/orang$", to_all)]


async def to_all(datasette: Any) -> Any:
    """Lead to the list of people."""
    return Response.redirect(datasette.urls.table("risalah", "people"))


async def page(request: Any, datasette: Any) -> Any:
    """Show a person."""
    asked = request.url_vars["id"]
    column, value = ("key", asked) if asked.startswith("o-") else ("id", int(asked))
    p = await one(datasette, f"SELECT * FROM people WHERE {column} = ?", [value])
    held = await rows(
        datasette,
        "SELECT o.role, coalesce(a.name, o.agency) AS body, a.id AS agency_id, a.place, min(m.date) AS since, max(m.date) AS until, "
        "count(DISTINCT m.document_id) AS n FROM person_mentions m JOIN offices o ON o.id = m.office_id "
        "LEFT JOIN agencies a ON a.id = o.agency_id WHERE m.person_id = ? "
        "GROUP BY o.role, coalesce(a.id, o.agency) ORDER BY since IS NULL, since, body LIMIT ?",
        [p["id"], _MOST],
    )
    seen = await rows(
        datasette,
        "SELECT m.date, m.name, o.role, o.agency, o.agency_id, m.evidence_id, e.quote, e.confidence, "
        "d.id AS document_id, d.title, d.name AS file, d.kind, d.kelurahan, d.kota FROM person_mentions m JOIN offices o ON o.id = m.office_id "
        "JOIN documents d ON d.id = m.document_id LEFT JOIN evidence e ON e.id = m.evidence_id "
        "WHERE m.person_id = ? ORDER BY m.date IS NULL, m.date, d.id LIMIT ?",
        [p["id"], _MOST],
    )
    met = await rows(
        datasette,
        "SELECT x.id, x.name, count(DISTINCT b.document_id) AS n FROM person_mentions a "
        "JOIN person_mentions b ON b.document_id = a.document_id AND b.person_id <> a.person_id "
        "JOIN people x ON x.id = b.person_id WHERE a.person_id = ? GROUP BY x.id ORDER BY n DESC, x.name LIMIT 12",
        [p["id"]],
    )
    why = await links(datasette, "person", p["id"])
    maybe = await doubts(datasette, "person", p["id"])
    html = await datasette.render_template(
        "orang.html",
        {"p": p, "held": held, "seen": seen, "met": met, "why": why, "maybe": maybe},
        request=request,
    )
    return Response.html(html)

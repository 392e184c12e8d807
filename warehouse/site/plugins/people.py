"""The page of a person: which offices when, by which documents, with whom, and why these names are one."""

from typing import Any

from datasette import Response, hookimpl

from warehouse.site.answers import one, rows

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


async def links(datasette: Any, what: str, entity: int) -> list[dict[str, Any]]:
    """Return why the mentions of a person or body were joined, the surest first."""
    return await rows(
        datasette,
        f"SELECT DISTINCT x.name AS one, y.name AS other, l.evidence, l.score FROM {what}_links l "
        f"JOIN {what}_mentions x ON x.id = l.left_id JOIN {what}_mentions y ON y.id = l.right_id "
        f"WHERE l.{what}_id = ? AND l.status = 'sama' ORDER BY l.score DESC, x.name LIMIT 20",
        [entity],
    )


async def doubts(datasette: Any, what: str, entity: int) -> list[dict[str, Any]]:
    """Return who may be the same but was not joined."""
    table = {"person": "people", "agency": "agencies"}[what]
    return await rows(
        datasette,
        f"SELECT DISTINCT z.id, z.name, l.evidence, l.score FROM {what}_mentions own "
        f"JOIN {what}_links l ON l.status = 'mungkin' AND own.id IN (l.left_id, l.right_id) "
        f"JOIN {what}_mentions y ON y.id = CASE own.id WHEN l.left_id THEN l.right_id ELSE l.left_id END "
        f"JOIN {table} z ON z.id = y.{what}_id WHERE own.{what}_id = ? ORDER BY l.score DESC, z.name LIMIT 12",
        [entity],
    )

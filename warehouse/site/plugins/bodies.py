"""The page of an agency: over the years, who held which office, what it runs, what it was asked for."""

from typing import Any

from datasette import Response, hookimpl

from warehouse.site.answers import one, rows
from warehouse.site.lookups import doubts, links

_MOST = 20
"""Rows of a list; where there are more, it says how many and leads to all of them."""


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give agencies addresses: by number, or by the key that a database made anew keeps."""
    return [(r"^/lembaga/(?P<id>\d{1,15}|l-[0-9a-f]{12})$", page), (r"^/lembaga$", to_all)]


async def to_all(datasette: Any) -> Any:
    """Lead to the list of agencies."""
    return Response.redirect(datasette.urls.table("risalah", "agencies"))


async def page(request: Any, datasette: Any) -> Any:
    """Show an agency."""
    asked = request.url_vars["id"]
    column, value = ("key", asked) if asked.startswith("l-") else ("id", int(asked))
    a = await one(datasette, f"SELECT * FROM agencies WHERE {column} = ?", [value])
    number = a["id"]
    years = await rows(
        datasette,
        "SELECT substr(date, 1, 4) AS year, count(DISTINCT document_id) AS n, group_concat(DISTINCT name) AS names FROM agency_mentions "
        "WHERE agency_id = ? AND date > '' GROUP BY 1 ORDER BY 1",
        [number],
    )
    officers = await rows(
        datasette,
        "SELECT o.role, coalesce(p.name, o.name) AS name, o.person_id, min(d.day) AS since, max(d.day) AS until, "
        "count(DISTINCT o.document_id) AS n, min(o.evidence_id) AS evidence_id FROM offices o JOIN documents d ON d.id = o.document_id "
        "LEFT JOIN people p ON p.id = o.person_id WHERE o.agency_id = ? "
        "GROUP BY o.role, coalesce(o.person_id, o.name) ORDER BY o.role IS NULL, o.role, since LIMIT ?",
        [number, _MOST],
    )
    meetings = await rows(
        datasette,
        "SELECT m.id, m.title, m.type, m.date, m.kelurahan, m.evidence_id FROM meetings m WHERE m.organizer_id = ? "
        "ORDER BY m.date DESC LIMIT ?",
        [number, _MOST],
    )
    programs = await rows(
        datasette,
        "SELECT p.id, p.name, p.type, d.day, p.evidence_id, e.quote, d.id AS document_id FROM program_agencies x JOIN programs p ON p.id = x.program_id "
        "JOIN documents d ON d.id = p.document_id LEFT JOIN evidence e ON e.id = p.evidence_id WHERE x.agency_id = ? "
        "GROUP BY p.id ORDER BY d.day DESC, p.id LIMIT ?",
        [number, _MOST],
    )
    asked_for = await rows(
        datasette,
        "SELECT u.title, u.type, u.origin, u.amount, d.day, d.kelurahan, u.evidence_id, e.quote FROM proposals u JOIN documents d ON d.id = u.document_id "
        "LEFT JOIN evidence e ON e.id = u.evidence_id WHERE u.agency_id = ? ORDER BY d.day DESC, u.id LIMIT ?",
        [number, _MOST],
    )
    partners = await rows(
        datasette,
        "SELECT b.id, b.name, count(DISTINCT y.program_id) AS n FROM program_agencies x JOIN program_agencies y "
        "ON y.program_id = x.program_id AND y.agency_id <> x.agency_id JOIN agencies b ON b.id = y.agency_id "
        "WHERE x.agency_id = ? GROUP BY b.id ORDER BY n DESC, b.name LIMIT 15",
        [number],
    )
    documents = await rows(
        datasette,
        "SELECT d.id, d.name, d.title, d.kind, d.day, d.kelurahan, d.kota, min(m.evidence_id) AS evidence_id, min(e.quote) AS quote FROM agency_mentions m JOIN documents d ON d.id = m.document_id "
        "LEFT JOIN evidence e ON e.id = m.evidence_id WHERE m.agency_id = ? GROUP BY d.id ORDER BY d.day DESC LIMIT 20",
        [number],
    )
    totals = await one(
        datasette,
        "SELECT (SELECT count(*) FROM program_agencies WHERE agency_id = ?1) AS programs, "
        "(SELECT count(*) FROM proposals WHERE agency_id = ?1) AS proposals, "
        "(SELECT count(*) FROM meetings WHERE organizer_id = ?1) AS meetings",
        [number],
    )
    html = await datasette.render_template(
        "lembaga.html",
        {
            "a": a, "totals": totals, "years": years, "most": max((y["n"] for y in years), default=1), "officers": officers,
            "meetings": meetings, "programs": programs, "asked_for": asked_for, "partners": partners, "documents": documents,
            "why": await links(datasette, "agency", number), "maybe": await doubts(datasette, "agency", number),
        },
        request=request,
    )  # fmt: skip
    return Response.html(html)

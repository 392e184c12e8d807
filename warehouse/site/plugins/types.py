"""The page of a type of programme: over the years, its programmes and usulan, who takes part."""

from typing import Any

from datasette import NotFound, Response, hookimpl

from warehouse.site import words
from warehouse.site.answers import remembered, rows

_MOST = 60


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give types of programmes addresses."""
    return [(r"^/jenis/(?P<code>[a-z_]{1,40})$", page)]


async def page(request: Any, datasette: Any) -> Any:
    """Show a type of programme."""
    code = request.url_vars["code"]
    if code not in words.TYPES:
        raise NotFound("Jenis ini tidak ada.")
    told = await remembered(datasette, f"jenis {code}", lambda: _told(datasette, code))
    html = await datasette.render_template(
        "jenis.html", {"code": code, "label": words.TYPES[code], **told}, request=request
    )
    return Response.html(html)


async def _told(datasette: Any, code: str) -> dict[str, Any]:
    years = await rows(
        datasette,
        "SELECT year, sum(p) AS programs, sum(u) AS proposals FROM ("
        "SELECT substr(d.day, 1, 4) AS year, 1 AS p, 0 AS u FROM programs x JOIN documents d ON d.id = x.document_id WHERE x.type = ?1 "
        "UNION ALL SELECT substr(d.day, 1, 4), 0, 1 FROM proposals x JOIN documents d ON d.id = x.document_id WHERE x.type = ?1) "
        "WHERE year > '' GROUP BY year ORDER BY year DESC",
        [code],
    )
    programs = await rows(
        datasette,
        "SELECT x.id, x.name, d.day, d.kelurahan, d.kota, d.id AS document_id, x.evidence_id, e.quote FROM "
        "(SELECT * FROM programs WHERE type = ? ORDER BY id DESC LIMIT ?) x "
        "JOIN documents d ON d.id = x.document_id LEFT JOIN evidence e ON e.id = x.evidence_id ORDER BY d.day DESC",
        [code, _MOST],
    )
    proposals = await rows(
        datasette,
        "SELECT x.title, x.origin, x.amount, x.agency, x.agency_id, d.day, d.kelurahan, d.kota, x.evidence_id, e.quote FROM "
        "(SELECT * FROM proposals WHERE type = ? ORDER BY id DESC LIMIT ?) x "
        "JOIN documents d ON d.id = x.document_id LEFT JOIN evidence e ON e.id = x.evidence_id ORDER BY d.day DESC",
        [code, _MOST],
    )
    agencies = await rows(
        datasette,
        "SELECT a.id, a.name, count(DISTINCT x.program_id) AS n FROM programs p JOIN program_agencies x ON x.program_id = p.id "
        "JOIN agencies a ON a.id = x.agency_id WHERE p.type = ? GROUP BY a.id ORDER BY n DESC, a.name LIMIT 15",
        [code],
    )
    most = max((max(y["programs"], y["proposals"]) for y in years), default=1)
    return {
        "years": years,
        "most": most,
        "programs": programs,
        "proposals": proposals,
        "agencies": agencies,
    }

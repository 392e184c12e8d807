"""The start page: what is in here, what came in lately, the questions."""

from typing import Any

from datasette import Response, hookimpl

from warehouse.site.answers import as_of, remembered, rows
from warehouse.site.lookups import edition_counts

_COUNTED = (
    ("documents", "dokumen", "/risalah/documents"),
    ("meetings", "pertemuan", "/pertemuan"),
    ("people", "orang", "/risalah/people"),
    ("agencies", "lembaga", "/risalah/agencies"),
    ("programs", "program", "/risalah/programs"),
    ("proposals", "usulan", "/risalah/proposals"),
    ("decisions", "keputusan", "/risalah/decisions"),
    ("issues", "perlu diperiksa", "/risalah/perlu-diperiksa"),
)
_PLACES = 12
_LATELY = 6


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Take the place of Datasette's own start page, which counts every table each time."""
    return [(r"^/$", page)]


async def page(request: Any, datasette: Any) -> Any:
    """Show the start page."""
    name = datasette.get_database().name
    told: dict[str, Any] = await remembered(datasette, "beranda", lambda: _figures(datasette))
    groups, files = await edition_counts(datasette)
    twins = files - groups
    questions = await datasette.get_canned_queries(name, None)
    html = await datasette.render_template(
        "index.html",
        {**told, "questions": questions, "twins": twins, "per": as_of(datasette, "beranda")},
        request=request,
    )
    return Response.html(html)


async def _figures(datasette: Any) -> dict[str, Any]:
    counts = [
        {
            "label": label,
            "href": href,
            **(await rows(datasette, f"SELECT count(*) AS n FROM {table}", patient=True))[0],
        }
        for table, label, href in _COUNTED
    ]
    kinds = await rows(
        datasette,
        "SELECT kind, count(*) AS n FROM documents GROUP BY kind ORDER BY n DESC, kind",
        patient=True,
    )
    years = await rows(
        datasette,
        "SELECT substr(day, 1, 4) AS year, count(*) AS n FROM documents WHERE day IS NOT NULL "
        "GROUP BY 1 ORDER BY 1 DESC",
        patient=True,
    )
    places = await rows(
        datasette,
        "SELECT kelurahan, kota, count(*) AS n FROM documents WHERE kelurahan IS NOT NULL "
        "GROUP BY kelurahan, kota ORDER BY n DESC, kelurahan LIMIT ?",
        [_PLACES],
        patient=True,
    )
    everywhere = await rows(
        datasette,
        "SELECT count(*) AS n FROM (SELECT DISTINCT kelurahan, kota FROM documents WHERE kelurahan IS NOT NULL)",
        patient=True,
    )
    lately = await rows(
        datasette,
        "SELECT id, name, title, kind, day, kelurahan, kota, first_seen, page_count FROM documents "
        "ORDER BY first_seen DESC, id DESC LIMIT ?",
        [_LATELY],
        patient=True,
    )
    return {
        "counts": counts,
        "kinds": kinds,
        "years": years,
        "most": max((row["n"] for row in years), default=1),
        "places": places,
        "place_count": everywhere[0]["n"],
        "lately": lately,
    }

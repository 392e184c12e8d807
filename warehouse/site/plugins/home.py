"""The start page: what is in here, what came in lately, the questions."""

from typing import Any

from datasette import hookimpl

from warehouse.site.answers import remembered, rows

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
def extra_template_vars(datasette: Any, template: str, request: Any) -> Any:
    """Give the start page its figures."""

    async def found() -> dict[str, Any]:
        if template != "index.html":
            return {}
        name = datasette.get_database().name
        told: dict[str, Any] = await remembered(datasette, "beranda", lambda: _figures(datasette))
        return {**told, "questions": await datasette.get_canned_queries(name, None)}

    return found


async def _figures(datasette: Any) -> dict[str, Any]:
    counts = [
        {
            "label": label,
            "href": href,
            **(await rows(datasette, f"SELECT count(*) AS n FROM {table}"))[0],
        }
        for table, label, href in _COUNTED
    ]
    kinds = await rows(
        datasette, "SELECT kind, count(*) AS n FROM documents GROUP BY kind ORDER BY n DESC, kind"
    )
    years = await rows(
        datasette,
        "SELECT substr(day, 1, 4) AS year, count(*) AS n FROM documents WHERE day IS NOT NULL "
        "GROUP BY 1 ORDER BY 1 DESC",
    )
    places = await rows(
        datasette,
        "SELECT kelurahan, kota, count(*) AS n FROM documents WHERE kelurahan IS NOT NULL "
        "GROUP BY kelurahan, kota ORDER BY n DESC, kelurahan LIMIT ?",
        [_PLACES],
    )
    everywhere = await rows(
        datasette,
        "SELECT count(*) AS n FROM (SELECT DISTINCT kelurahan, kota FROM documents WHERE kelurahan IS NOT NULL)",
    )
    lately = await rows(
        datasette,
        "SELECT id, name, title, kind, day, kelurahan, kota, first_seen, page_count FROM documents "
        "ORDER BY first_seen DESC, id DESC LIMIT ?",
        [_LATELY],
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

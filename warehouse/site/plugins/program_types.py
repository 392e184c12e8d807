"""The page of a type of programme: over the years, its programmes and usulan, who takes part."""

from typing import Any
from urllib.parse import unquote

from datasette import Response, hookimpl

from warehouse.site import words
from warehouse.site.answers import DAYS, as_of, remembered, rows

_MOST = 60


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give types of programmes addresses."""
    return [(r"^/jenis$", listed), (r"^/jenis/(?P<code>[^/]{1,400})$", page)]


async def listed(request: Any, datasette: Any) -> Any:
    """Show every type with how many programmes and usulan there are."""
    return await _list(datasette, request)


async def _list(datasette: Any, request: Any, missed: str = "") -> Any:
    async def ask() -> dict[str, dict[str, int]]:
        counted = {}
        for table in ("programs", "proposals"):
            made = await rows(
                datasette, f"SELECT type, count(*) AS n FROM {table} GROUP BY type", patient=True
            )
            counted[table] = {row["type"]: row["n"] for row in made}
        return counted

    counted = await remembered(datasette, "semua jenis", ask)
    types = [
        (code, label, counted["programs"].get(code, 0), counted["proposals"].get(code, 0))
        for code, label in words.TYPES.items()
    ]
    html = await datasette.render_template(
        "jenis-daftar.html",
        {"types": types, "missed": missed, "per": as_of(datasette, "semua jenis")},
        request=request,
    )
    return Response.html(html, status=404 if missed else 200)


async def page(request: Any, datasette: Any) -> Any:
    """Show a type of programme."""
    code = request.url_vars["code"]
    if code not in words.TYPES:
        return await _list(datasette, request, missed=unquote(code)[:100])
    year = request.args.get("tahun") or ""
    year = year if len(year) == 4 and year.isascii() and year.isdecimal() else ""
    told = await remembered(datasette, f"jenis {code}", lambda: _told(datasette, code))
    if not year:
        lists = await remembered(
            datasette, f"jenis {code} baru", lambda: _lists(datasette, code, "")
        )
    else:
        lists = await _lists(datasette, code, year)
    html = await datasette.render_template(
        "jenis.html",
        {
            "code": code,
            "label": words.TYPES[code],
            "year": year,
            "per": as_of(datasette, f"jenis {code}"),
            **told,
            **lists,
        },
        request=request,
    )
    return Response.html(html)


async def _told(datasette: Any, code: str) -> dict[str, Any]:
    years = await rows(
        datasette,
        f"WITH {DAYS} SELECT year, sum(p) AS programs, sum(u) AS proposals FROM ("
        "SELECT substr(d.day, 1, 4) AS year, 1 AS p, 0 AS u FROM programs x JOIN days d ON d.id = x.document_id WHERE x.type = ?1 "
        "UNION ALL SELECT substr(d.day, 1, 4), 0, 1 FROM proposals x JOIN days d ON d.id = x.document_id WHERE x.type = ?1) "
        "WHERE year > '' GROUP BY year ORDER BY year DESC",
        [code],
        patient=True,
    )
    agencies = await rows(
        datasette,
        "SELECT a.id, a.name, count(DISTINCT x.program_id) AS n FROM programs p JOIN program_agencies x ON x.program_id = p.id "
        "JOIN agencies a ON a.id = x.agency_id WHERE p.type = ? GROUP BY a.id ORDER BY n DESC, a.name LIMIT 15",
        [code],
        patient=True,
    )
    most = max((max(y["programs"], y["proposals"]) for y in years), default=1)
    return {"years": years, "most": most, "agencies": agencies}


async def _lists(datasette: Any, code: str, year: str) -> dict[str, Any]:
    """Return the newest programmes and usulan, or those of one year."""
    found = {}
    for name, columns in (
        ("programs", "x.name"),
        ("proposals", "x.title, x.origin, x.amount, x.agency, x.agency_id"),
    ):
        # By its rows where one type is asked for, by its documents where one year is.
        some = (
            f"documents d JOIN {name} x ON x.document_id = d.id AND x.type = ?1 WHERE d.day BETWEEN ?3 AND ?4"
            if year
            else f"(SELECT * FROM {name} WHERE type = ?1 ORDER BY id DESC LIMIT ?2) x JOIN documents d ON d.id = x.document_id WHERE ?3 < ?4"
        )
        found[name] = await rows(
            datasette,
            f"SELECT {columns}, d.day, d.kelurahan, d.kota, d.id AS document_id, x.evidence_id, "
            f"(SELECT quote FROM evidence WHERE id = x.evidence_id) AS quote FROM {some} ORDER BY d.day DESC, x.id DESC LIMIT ?2",
            [code, _MOST, f"{year}-01-01", f"{year}-12-31"],
        )
    return found

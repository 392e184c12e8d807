"""Meetings: a page each, with what was said and decided, and a list by year."""

from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl

from warehouse.site import words
from warehouse.site.answers import number, one, remembered, rows

_ON_A_PAGE = 60


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give meetings addresses."""
    return [(r"^/pertemuan$", listed), (r"^/pertemuan/(?P<id>\d{1,15})$", page)]


async def listed(request: Any, datasette: Any) -> Any:
    """Show meetings, the newest first, of one type or year or kelurahan if one is asked for."""
    asked = {
        "type": request.args.get("jenis") or "",
        "year": request.args.get("tahun") or "",
        "kelurahan": request.args.get("kelurahan") or "",
    }
    where, values = ["1"], []
    if asked["type"] in words.MEETINGS:
        where.append("m.type = ?")
        values.append(asked["type"])
    if len(asked["year"]) == 4 and asked["year"].isdecimal():
        where.append("m.date BETWEEN ? AND ?")
        values += [f"{asked['year']}-01-01", f"{asked['year']}-12-31"]
    if asked["kelurahan"]:
        where.append("m.kelurahan = ?")
        values.append(asked["kelurahan"])
    start = max(0, number(request.args.get("mulai")))
    found = await rows(
        datasette,
        "SELECT m.id, m.type, m.title, m.date, m.venue, m.kelurahan, m.kota, m.organizer, m.document_id, m.evidence_id "
        f"FROM meetings m WHERE {' AND '.join(where)} ORDER BY m.date DESC, m.id DESC LIMIT ? OFFSET ?",
        [*values, _ON_A_PAGE + 1, start],
    )
    years = await remembered(datasette, "tahun pertemuan", lambda: _years(datasette))
    html = await datasette.render_template(
        "pertemuan-daftar.html",
        {"meetings": found[:_ON_A_PAGE], "asked": asked, "years": years, "start": start,
            "tetap": urlencode({"jenis": asked["type"], "tahun": asked["year"], "kelurahan": asked["kelurahan"]}),
         "more": start + _ON_A_PAGE if len(found) > _ON_A_PAGE else None, "size": _ON_A_PAGE},
        request=request,
    )  # fmt: skip
    return Response.html(html)


async def _years(datasette: Any) -> list[str]:
    found = await rows(
        datasette,
        "SELECT DISTINCT substr(date, 1, 4) AS y FROM meetings WHERE date > '' ORDER BY 1 DESC",
        patient=True,
    )
    return [row["y"] for row in found]


async def page(request: Any, datasette: Any) -> Any:
    """Show a meeting: who was there, what was asked for and decided, by which documents."""
    m = await one(
        datasette,
        "SELECT m.*, e.quote, e.page, e.confidence, d.name AS document_name, d.title AS document_title, d.kind, d.day "
        "FROM meetings m JOIN documents d ON d.id = m.document_id LEFT JOIN evidence e ON e.id = m.evidence_id WHERE m.id = ?",
        [int(request.url_vars["id"])],
    )
    tellers = await rows(
        datasette,
        "SELECT DISTINCT d.id, d.name, d.title, d.kind, d.day, d.kelurahan, d.kota FROM documents d WHERE d.id = ?1 OR d.id IN ("
        "SELECT o.document_id FROM meetings o WHERE o.date = ?2 AND o.kelurahan = ?3 AND (o.kota IS ?4 OR o.kota IS NULL OR ?4 IS NULL)) "
        "ORDER BY d.id <> ?1, d.id LIMIT 20",
        [m["document_id"], m["date"], m["kelurahan"], m["kota"]],
    )
    facts = {
        name: await rows(
            datasette,
            f"SELECT t.*, e.quote, e.page, e.confidence FROM {name} t LEFT JOIN evidence e ON e.id = t.evidence_id "
            "WHERE t.document_id = ? ORDER BY t.position LIMIT 300",
            [m["document_id"]],
        )
        for name in ("offices", "decisions", "proposals", "programs")
    }
    alone = await one(
        datasette, "SELECT count(*) AS n FROM meetings WHERE document_id = ?", [m["document_id"]]
    )
    near: dict[str, list[dict[str, Any]]] = {"before": [], "after": []}
    if m["date"] and m["kelurahan"]:
        for name, sign, way in (("before", "<", "DESC"), ("after", ">", "ASC")):
            near[name] = await rows(
                datasette,
                f"SELECT id, title, type, date FROM meetings WHERE kelurahan = ? AND kota IS ? AND date {sign} ? "
                f"ORDER BY date {way} LIMIT 3",
                [m["kelurahan"], m["kota"], m["date"]],
            )
    html = await datasette.render_template(
        "pertemuan.html",
        {"m": m, "tellers": tellers, "facts": facts, "alone": alone["n"] == 1, **near},
        request=request,
    )
    return Response.html(html)

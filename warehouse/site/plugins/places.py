"""Kelurahan and desa: what happened there, who is there, which RW asked for what in which year."""

from typing import Any
from urllib.parse import quote, unquote

from datasette import Response, hookimpl
from rapidfuzz import fuzz, process

from warehouse.site import words
from warehouse.site.answers import as_of, remembered, rows
from warehouse.site.wishes import askers, table

_MOST = 40


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give places addresses."""
    return [(r"^/wilayah$", listed), (r"^/wilayah/(?P<name>[^/]{1,4000})$", page)]


async def listed(request: Any, datasette: Any) -> Any:
    """Show all kelurahan and desa by kota or kabupaten."""
    wanted = request.args.get("nama") or ""
    found = await _known(datasette)
    shown = [
        r
        for r in found
        if wanted.strip().casefold() in f"{r['kelurahan']} {r['kota'] or ''}".casefold()
    ]
    return await _list(datasette, request, shown, wanted)


async def _known(datasette: Any) -> list[dict[str, Any]]:
    """Return every place with its number of documents and its address."""

    async def ask() -> list[dict[str, Any]]:
        made = await rows(
            datasette,
            "SELECT kota, kelurahan, count(*) AS n FROM documents WHERE kelurahan IS NOT NULL "
            "GROUP BY kota, kelurahan ORDER BY kota IS NULL, kota, kelurahan LIMIT 2000",
            patient=True,
        )
        base = datasette.urls.path("/wilayah/")
        for row in made:
            city = f"?kota={quote(row['kota'])}" if row["kota"] else ""
            row["href"] = f"{base}{quote(row['kelurahan'], safe='')}{city}"
        return made

    found: list[dict[str, Any]] = await remembered(datasette, "wilayah", ask)
    return found


async def _list(
    datasette: Any, request: Any, shown: list[dict[str, Any]], wanted: str, *, missed: str = ""
) -> Any:
    """Show places; with what was `missed` they are those of a name like it, and the answer is 404."""
    cities: dict[str, list[dict[str, Any]]] = {}
    for row in shown:
        cities.setdefault(row["kota"] or "", []).append(row)
    html = await datasette.render_template(
        "wilayah-daftar.html",
        {"cities": cities, "wanted": wanted, "count": len(shown), "missed": missed, "per": as_of(datasette, "wilayah")},
        request=request,
    )  # fmt: skip
    return Response.html(html, status=404 if missed else 200)


async def _missing(datasette: Any, request: Any, name: str) -> Any:
    """Answer for a place that has no documents with those of a name like it."""
    known = await _known(datasette)
    near = process.extract(
        name.casefold()[:100],
        {n: row["kelurahan"].casefold() for n, row in enumerate(known)},
        scorer=fuzz.WRatio,
        score_cutoff=70,
        limit=12,
    )
    return await _list(datasette, request, [known[n] for _, _, n in near], "", missed=name[:100])


async def page(request: Any, datasette: Any) -> Any:
    """Show one kelurahan or desa, or one RW of it; `kota` tells two of one name apart."""
    name = unquote(request.url_vars["name"])
    kota = request.args.get("kota") or None
    only = request.args.get("jenis") or ""
    asker = request.args.get("pengusul") or ""
    where, values = (
        ("kelurahan = ? AND kota = ?", [name, kota]) if kota else ("kelurahan = ?", [name])
    )
    count = (
        await rows(
            datasette,
            f"SELECT count(*) AS n, max(kecamatan) AS kecamatan FROM documents WHERE {where}",
            values,
        )
    )[0]
    if not count["n"]:
        return await _missing(datasette, request, name)
    proposals = await rows(
        datasette,
        "SELECT u.id, u.title, u.type, u.origin, u.volume, u.amount, u.agency, u.agency_id, u.evidence_id, e.quote, e.confidence, "
        "coalesce(substr(d.day, 1, 4), '') AS year, d.day, d.id AS document_id "
        f"FROM documents d JOIN proposals u ON u.document_id = d.id LEFT JOIN evidence e ON e.id = u.evidence_id WHERE d.{where.replace('AND kota', 'AND d.kota')} "
        "ORDER BY d.day DESC, u.id LIMIT 2000",
        values,
    )
    held = await rows(
        datasette,
        f"SELECT coalesce(substr(day, 1, 4), '') AS year, count(*) AS n FROM documents WHERE {where} GROUP BY 1",
        values,
    )
    years, cells = table(
        proposals, {h["year"]: h["n"] for h in held}, only if only in words.TYPES else ""
    )
    year = request.args.get("tahun")
    shown = [
        p
        for p in proposals
        if (not asker or asker in askers(p["origin"]))
        and (only not in words.TYPES or p["type"] == only)
        and (year is None or p["year"] == year)
    ]
    documents = await rows(
        datasette,
        f"SELECT id, name, title, kind, day, kelurahan, kota FROM documents WHERE {where} ORDER BY day DESC, id DESC LIMIT ?",
        [*values, _MOST],
    )
    meetings = await rows(
        datasette,
        f"SELECT id, title, type, date FROM meetings WHERE {where} ORDER BY date DESC LIMIT ?",
        [*values, _MOST],
    )
    agencies = await rows(
        datasette,
        f"SELECT a.id, a.name, a.documents AS n FROM agencies a WHERE a.kelurahan = ? {'AND a.kota = ?' if kota else ''} "
        "ORDER BY a.documents DESC, a.name LIMIT 20",
        values,
    )
    officers = await rows(
        datasette,
        "SELECT o.role, coalesce(p.name, o.name) AS name, o.person_id, o.agency, o.agency_id, min(d.day) AS since, max(d.day) AS until, "
        "min(o.evidence_id) AS evidence_id "
        f"FROM documents d JOIN offices o ON o.document_id = d.id LEFT JOIN people p ON p.id = o.person_id WHERE d.{where.replace('AND kota', 'AND d.kota')} "
        "AND o.role IS NOT NULL AND o.agency IS NOT NULL GROUP BY coalesce(o.agency_id, o.agency), o.role, coalesce(o.person_id, o.name) "
        "ORDER BY count(DISTINCT d.id) DESC, since DESC, o.role LIMIT 25",
        values,
    )
    others = await rows(
        datasette,
        "SELECT kota, count(*) AS n FROM documents WHERE kelurahan = ? GROUP BY kota ORDER BY n DESC LIMIT 20",
        [name],
    )
    html = await datasette.render_template(
        "wilayah.html",
        {
            "name": name, "kota": kota, "kecamatan": count["kecamatan"], "count": count["n"], "only": only, "asker": asker, "year": year,
            "years": years, "cells": cells, "shown": shown, "documents": documents, "meetings": meetings, "agencies": agencies,
            "officers": officers, "others": others if len(others) > 1 else [],
        },
        request=request,
    )  # fmt: skip
    return Response.html(html)

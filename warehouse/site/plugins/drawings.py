"""Pictures: programmes by type and year, agencies and their programmes, meetings over time."""

import asyncio
from collections import Counter
from typing import Any
from urllib.parse import quote

from datasette import Response, hookimpl
from markupsafe import Markup

from warehouse.site import charts, words
from warehouse.site.answers import DAYS, as_of, number, remembered, rows

_AGENCIES, _PROGRAMS = 28, 70
_SIZES = {1: "Sekilas", 2: "Lebih besar", 3: "Dengan semua nama"}
_POINTS = 500
"""Up to so many meetings are each a point; more are a point a month."""


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give pictures addresses."""
    return [
        (r"^/gambar$", index),
        (r"^/gambar/program$", programs),
        (r"^/gambar/lembaga$", agencies),
        (r"^/gambar/pertemuan$", meetings),
    ]


async def index(request: Any, datasette: Any) -> Any:
    """Show which pictures there are."""
    return Response.html(await datasette.render_template("gambar.html", {}, request=request))


async def _show(datasette: Any, request: Any, told: dict[str, Any]) -> Any:
    return Response.html(await datasette.render_template("gambar-satu.html", told, request=request))


async def _drawn(draw: Any, values: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """Return a picture for a desk and one for a phone; only one of them is ever seen or reached by keys."""
    if not values:
        return {"svg": None}
    wide = await asyncio.to_thread(draw, values, label=label)
    narrow = await asyncio.to_thread(draw, values, label=label, narrow=True)
    return {"svg": Markup(wide), "narrow": Markup(narrow)}


async def programs(request: Any, datasette: Any) -> Any:
    """Show programmes or usulan by type and year."""
    what = "usulan" if request.args.get("apa") == "usulan" else "program"
    table = {"usulan": "proposals", "program": "programs"}[what]

    async def ask() -> list[dict[str, Any]]:
        return await rows(
            datasette,
            f"WITH {DAYS} SELECT x.type, substr(d.day, 1, 4) AS year, count(*) AS n FROM {table} x "
            "JOIN days d ON d.id = x.document_id GROUP BY 1, 2 ORDER BY 2, 1",
            patient=True,
        )

    found = await remembered(datasette, f"gambar {what}", ask)
    years = sorted({r["year"] for r in found})[-12:]
    values = [
        {
            "row": words.TYPES[r["type"]],
            "column": r["year"],
            "n": r["n"],
            "href": datasette.urls.path(f"/jenis/{r['type']}?tahun={r['year']}#{what}"),
            "tip": f"{words.TYPES[r['type']]}, {r['year']}: {words.grouped(r['n'])} {what}",
        }
        for r in found
        if r["year"] in years
    ]
    label = f"Banyaknya {what} menurut jenis dan tahun dokumen."
    return await _show(
        datasette,
        request,
        {
            "per": as_of(datasette, f"gambar {what}"),
            "title": f"{what.capitalize()} menurut jenis dan tahun",
            "lead": f"Luas lingkaran adalah banyaknya {what}. Pilih lingkaran untuk membuka barisnya.",
            "tabs": [("Program", "/gambar/program", what == "program"), ("Usulan", "/gambar/program?apa=usulan", what == "usulan")],
            **await _drawn(charts.matrix, values, label),
            "columns": ("Jenis", "Tahun", "Banyaknya"),
            "lines": [((v["row"], v["column"], words.grouped(v["n"])), v["href"]) for v in values],
        },
    )  # fmt: skip


async def agencies(request: Any, datasette: Any) -> Any:
    """Show agencies and the programmes that they take part in."""
    kind = request.args.get("jenis") or ""
    kind = kind if kind in words.TYPES else ""
    size = number(request.args.get("besar"))
    size = size if size in charts.SIZES else 1
    links = await remembered(datasette, f"jejaring {kind}", lambda: _links(datasette, kind))
    seen: dict[tuple[str, int], int] = {}
    nodes: list[dict[str, Any]] = []
    degree = Counter(("lembaga", r["agency_id"]) for r in links)
    degree.update(("program", r["program_id"]) for r in links)

    def node(what: str, row: int, name: str, href: str) -> int:
        key = (what, row)
        if key not in seen:
            seen[key] = len(nodes)
            nodes.append(
                {
                    "name": name,
                    "kind": what,
                    "n": degree[key],
                    "href": datasette.urls.path(href),
                    "tip": f"{what} {name}",
                    "index": seen[key],
                }
            )
        return seen[key]

    edges = []
    for r in links:
        a = node("lembaga", r["agency_id"], r["agency"], f"/lembaga/{r['agency_id']}")
        where = (
            f"/-/kutipan/{r['program_evidence']}"
            if r["program_evidence"]
            else f"/dokumen/{r['document_id']}"
        )
        p = node("program", r["program_id"], r["program"], where)
        proof = f"/-/kutipan/{r['evidence_id']}" if r["evidence_id"] else where
        edges.append(
            {
                "source": a,
                "target": p,
                "href": datasette.urls.path(proof),
                "tip": f"{r['agency']}: {r['program']}",
            }
        )
    label = "Jejaring lembaga dan program yang diikutinya."
    return await _show(
        datasette,
        request,
        {
            "per": as_of(datasette, f"jejaring {kind}"),
            "title": "Lembaga dan program bersama",
            "lead": f"Lingkaran adalah lembaga, kotak adalah program; {_AGENCIES} lembaga dengan program terbanyak. Setiap tanda dan garis membuka asalnya.",
            "tabs": [("Semua jenis", "/gambar/lembaga", not kind), *((label_, f"/gambar/lembaga?jenis={c}", c == kind) for c, label_ in words.TYPES.items())],
            "svg": Markup(await asyncio.to_thread(charts.network, nodes, edges, label=label, size=size)) if edges else None,
            "form": "asli",
            "tree": _tree(links, edges) if size == 1 else None,
            "zoom": [(_SIZES[n], f"/gambar/lembaga?jenis={kind}&besar={n}", n == size) for n in charts.SIZES],
            "is_open": True,
            "columns": ("Lembaga", "Program", "Jenis"),
            "lines": [((r["agency"], r["program"], words.TYPES[r["type"]]), e["href"]) for r, e in zip(links, edges, strict=True)],
        },
    )  # fmt: skip


def _tree(links: list[dict[str, Any]], edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the network as a list for a phone: each agency with its programmes and who else takes part,
    those with the most programmes first.
    """
    partners: dict[int, list[str]] = {}
    for r in links:
        partners.setdefault(r["program_id"], []).append(r["agency"])
    found: dict[int, dict[str, Any]] = {}
    for r, edge in zip(links, edges, strict=True):
        agency = found.setdefault(
            r["agency_id"], {"id": r["agency_id"], "name": r["agency"], "programs": []}
        )
        others = [name for name in partners[r["program_id"]] if name != r["agency"]]
        agency["programs"].append(
            {"name": r["program"], "type": r["type"], "href": edge["href"], "others": others}
        )
    return sorted(found.values(), key=lambda a: -len(a["programs"]))


async def _links(datasette: Any, kind: str) -> list[dict[str, Any]]:
    where, values = ("WHERE p.type = ?", [kind]) if kind else ("", [])
    return await rows(
        datasette,
        "WITH top AS (SELECT x.agency_id AS id FROM program_agencies x JOIN programs p ON p.id = x.program_id "
        f"{where} {'AND' if where else 'WHERE'} x.agency_id IS NOT NULL GROUP BY 1 ORDER BY count(DISTINCT x.program_id) DESC, 1 LIMIT ?), "
        "wanted AS (SELECT x.program_id AS id, count(DISTINCT x.agency_id) AS n FROM top JOIN program_agencies x ON x.agency_id = top.id "
        f"JOIN programs p ON p.id = x.program_id {where} GROUP BY 1 ORDER BY n DESC, 1 DESC LIMIT ?) "
        "SELECT DISTINCT a.id AS agency_id, a.name AS agency, p.id AS program_id, p.name AS program, p.type, p.evidence_id AS program_evidence, "
        "x.evidence_id, p.document_id FROM wanted JOIN programs p ON p.id = wanted.id JOIN program_agencies x ON x.program_id = p.id "
        "JOIN top ON top.id = x.agency_id JOIN agencies a ON a.id = x.agency_id ORDER BY a.id, p.id",
        [*values, _AGENCIES, *values, _PROGRAMS],
        patient=True,
    )


async def meetings(request: Any, datasette: Any) -> Any:
    """Show meetings over time by type, of all places or of one kelurahan."""
    place = (request.args.get("kelurahan") or "").strip()

    async def ask() -> list[dict[str, Any]]:
        where, values = ("AND kelurahan = ?", [place]) if place else ("", [])
        found = await rows(
            datasette,
            f"SELECT id, type, title, date FROM meetings WHERE date IS NOT NULL {where} ORDER BY date DESC LIMIT {_POINTS + 1}",
            values,
            patient=True,
        )
        if len(found) <= _POINTS:
            return found
        return await rows(
            datasette,
            f"SELECT NULL AS id, type, NULL AS title, substr(date, 1, 7) AS date, count(*) AS n FROM meetings WHERE date IS NOT NULL {where} GROUP BY type, 4 ORDER BY 4 DESC",
            values,
            patient=True,
        )

    found = await remembered(datasette, f"gambar pertemuan {place}", ask, of_visitor=True)
    values = []
    for r in found:
        n = r.get("n", 1)
        label = words.MEETINGS[r["type"]]
        href = (
            f"/pertemuan/{r['id']}"
            if r["id"]
            else f"/pertemuan?jenis={r['type']}&tahun={r['date'][:4]}&kelurahan={quote(place)}"
        )
        tip = (
            f"{words.day(r['date'])}: {r['title'] or label}"
            if r["id"]
            else f"{words.day(r['date'])}: {words.grouped(n)} {label.lower()}"
        )
        values.append(
            {
                "row": label,
                "day": r["date"] if r["id"] else f"{r['date']}-15",
                "n": n,
                "href": datasette.urls.path(href),
                "tip": tip,
            }
        )
    return await _show(
        datasette,
        request,
        {
            "per": as_of(datasette, f"gambar pertemuan {place}"),
            "title": f"Pertemuan dari waktu ke waktu{f' di {place}' if place else ''}",
            "lead": "Setiap titik adalah satu pertemuan, atau pertemuan sebulan bila terlalu banyak; pilih untuk membukanya.",
            "tabs": [("Semua tempat", "/gambar/pertemuan", not place)],
            "place": place,
            **await _drawn(charts.timeline, values, "Pertemuan menurut jenis dan hari."),
            "form": "luas",
            "columns": ("Pertemuan", "Jenis"),
            "lines": [((v["tip"], v["row"]), v["href"]) for v in values[:200]],
        },
    )  # fmt: skip

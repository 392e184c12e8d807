"""One search over everything: pages of documents, people, agencies, programmes, usulan, decisions."""

from collections.abc import Iterator
from typing import Any

from datasette import Response, hookimpl

from warehouse.site import words
from warehouse.site.abbreviations import spelled
from warehouse.site.answers import Ask, number, together
from warehouse.site.asking import Asked, read_question
from warehouse.site.snippets import snippet
from warehouse.site.spelling import meant

_RANKED = 400
"""Up to so many hits the best come first; of more, the newest: nobody reads further than that, and
ranking means to look at every one of them."""
_ON_A_PAGE = 20
_FEW = 5
_SOME = 10
"""Pages that have part of what was asked for, shown where none has all."""
_BODIES = (("people", "orang", "Orang"), ("agencies", "lembaga", "Lembaga"))
_FACTS = (
    ("decisions", "text", "Keputusan"),
    ("proposals", "title", "Usulan"),
    ("programs", "name", "Program"),
)


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give the search its address."""
    return [(r"^/cari$", page), (r"^/risalah/cari$", earlier)]


async def earlier(request: Any, datasette: Any) -> Any:
    """Lead on from the address that the search had before."""
    asked = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(datasette.urls.path(f"/cari{asked}"))


async def page(request: Any, datasette: Any) -> Any:
    """Answer whatever was typed; never with an error."""
    typed = (request.args.get("q") or "").replace("\0", " ")[:500]
    kind = request.args.get("jenis") or ""
    year = request.args.get("tahun") or ""
    year = year if len(year) == 4 and year.isascii() and year.isdecimal() else ""
    start = min(max(0, number(request.args.get("mulai"))), 10_000)
    asked = read_question(typed)
    told: dict[str, Any] = {
        "q": typed, "kind": kind if kind in words.KINDS else "", "year": year, "start": start, "size": _ON_A_PAGE,
        "asked": asked,
    }  # fmt: skip
    if asked is not None:

        def work(ask: Ask) -> dict[str, Any]:
            return _found(ask, asked, told["kind"], year, start)

        told |= await together(datasette, work)
        told["also"] = _also(asked)
        if not told["count"]:
            told["meant"] = await meant(datasette, typed, told["unknown"])
    html = await datasette.render_template("cari.html", told, request=request)
    return Response.html(html)


def _also(asked: Asked) -> list[str]:
    """Return in words what else was looked for: other forms of abbreviations."""
    known = (spelled(phrase) for group in asked.groups for phrase in group[1:])
    return [*asked.forms, *(form for form in known if form is not None)][:6]


def _found(ask: Ask, asked: Asked, kind: str, year: str, start: int) -> dict[str, Any]:
    pages, count, is_ranked = _pages(ask, asked, asked.match(), kind, year, start)
    others = [] if start or kind or year else list(_others(ask, asked))
    some: list[dict[str, Any]] = []
    unknown = frozenset() if count else _unknown(ask, asked)
    if not count and len(asked.parts) > 1:
        some, *_ = _pages(ask, asked, asked.match_some(), kind, year, 0)
    return {
        "pages": pages, "count": count, "ranked": is_ranked, "others": others, "some": some[:_SOME], "unknown": unknown,
    }  # fmt: skip


def _unknown(ask: Ask, asked: Asked) -> frozenset[str]:
    """Return the stems that no page has."""
    one = "SELECT 1 FROM pages_fts WHERE pages_fts MATCH ? LIMIT 1"
    return frozenset(s for s in asked.wanted if not ask(one, [f'{{stems}} : "{s}"']))


def _pages(
    ask: Ask, asked: Asked, match: str, kind: str, year: str, start: int
) -> tuple[list[dict[str, Any]], int, bool]:
    """Return the pages found, how many there are at least, and whether the best come first."""
    inner = "SELECT rowid AS id FROM pages_fts WHERE pages_fts MATCH ?"
    values: list[Any] = [match]
    narrow = ""
    if kind:
        narrow += " AND d.kind = ?"
        values.append(kind)
    if year:
        narrow += " AND d.day BETWEEN ? AND ?"
        values += [f"{year}-01-01", f"{year}-12-31"]
    if narrow:
        # The pages that may be meant come from two indexes alone; each hit is then only looked up.
        inner += (
            " AND +rowid IN (SELECT p.id FROM documents d CROSS JOIN pages p ON p.document_id = d.id "
            f"WHERE {narrow.removeprefix(' AND ')})"
        )
    # What comes first by number came in last.
    wanted = max(_RANKED + 1, start + _ON_A_PAGE)
    newest = [row["id"] for row in ask(f"{inner} ORDER BY rowid DESC LIMIT {wanted}", values)]
    ranked = len(newest) <= _RANKED
    if ranked and newest:
        best = f"{inner} ORDER BY bm25(pages_fts), rowid DESC LIMIT ? OFFSET ?"
        ids = [row["id"] for row in ask(best, [*values, _ON_A_PAGE, start])]
    else:
        ids = newest[start : start + _ON_A_PAGE]
    told = {
        row["id"]: row
        for row in ask(
            "SELECT p.id, p.document_id, p.number, p.start, p.text, d.name, d.title, d.kind, d.day, d.kelurahan, d.kota, d.page_count "
            f"FROM pages p JOIN documents d ON d.id = p.document_id WHERE p.id IN ({', '.join('?' * len(ids))})",
            ids,
        )
    }
    # One may have been replaced in between by an ingest.
    found = [told[number] for number in ids if number in told]
    for row in found:
        cut = snippet(row.pop("text"), asked)
        row["snippet"] = cut.html
        row["from"], row["to"] = row["start"] + cut.start, row["start"] + cut.end
    return found, min(len(newest), _RANKED + 1), ranked


def _others(ask: Ask, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield people, bodies and facts found, some of each."""
    for table, address, label in _BODIES if asked.words else ():
        hits = ask(
            f"SELECT t.id, t.name, t.documents, t.since, t.until FROM (SELECT rowid AS id FROM {table}_fts WHERE {table}_fts MATCH ? LIMIT 300) f "
            f"JOIN {table} t ON t.id = f.id ORDER BY t.documents DESC, t.name LIMIT ?",
            [asked.match_names(), _FEW + 1],
        )
        if hits:
            yield _group(label, table, address, hits)
    for table, column, label in _FACTS:
        hits = ask(
            f"SELECT t.{column} AS name, t.evidence_id, d.id AS document_id, d.day, d.kelurahan FROM "
            f"(SELECT rowid AS id FROM {table}_fts WHERE {table}_fts MATCH ? ORDER BY rowid DESC LIMIT ?) f "
            f"JOIN {table} t ON t.id = f.id JOIN documents d ON d.id = t.document_id",
            [asked.match(), _FEW + 1],
        )
        if hits:
            yield _group(label, table, "", hits)


def _group(label: str, table: str, address: str, hits: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "label": label, "table": table, "address": address, "hits": hits[:_FEW], "more": len(hits) > _FEW,
    }  # fmt: skip

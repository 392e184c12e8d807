"""The facts of one document for its page: every item of the record with all quotes it was read from."""

from collections import defaultdict
from typing import Any

from models.record import LIST_PARTS
from warehouse.site.answers import rows
from warehouse.tables import PART_TABLES


async def facts_of(datasette: Any, document: int) -> dict[str, list[dict[str, Any]]]:
    """Return by part its items in their order, each with its columns and its `quotes`."""
    quotes: dict[tuple[str, int | None], list[dict[str, Any]]] = defaultdict(list)
    for quote in await rows(
        datasette,
        'SELECT id, part, part_position, item, page, start, "end", quote, confidence, reason FROM evidence '
        "WHERE document_id = ? ORDER BY position",
        [document],
    ):
        quotes[quote["part"], quote["part_position"]].append(quote)
    found: dict[str, list[dict[str, Any]]] = {}
    for part in LIST_PARTS:
        items = await rows(
            datasette,
            f"SELECT * FROM {PART_TABLES[part]} WHERE document_id = ? ORDER BY position",
            [document],
        )
        found[part] = [{**i, "quotes": quotes.get((part, i["position"]), [])} for i in items]
    await _add_names(datasette, document, found)
    found["document"] = [{"quotes": q} for (part, _), q in quotes.items() if part == "document"]
    return found


async def _add_names(datasette: Any, document: int, found: dict[str, list[dict[str, Any]]]) -> None:
    partners: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in await rows(
        datasette,
        "SELECT program_id, name, agency_id FROM program_agencies WHERE document_id = ? ORDER BY position",
        [document],
    ):
        partners[row["program_id"]].append(row)
    for item in found["programs"]:
        item["partners"] = partners.get(item["id"], [])


def quotes_of(facts: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return every quote of every item."""
    return [quote for items in facts.values() for item in items for quote in item["quotes"]]


async def same_meeting(datasette: Any, document: int) -> list[dict[str, Any]]:
    """Return other documents that tell of a meeting of the same day and kelurahan."""
    return await rows(
        datasette,
        "SELECT DISTINCT d.id, d.name, d.title, d.kind, d.day, d.kelurahan, d.kota FROM meetings m "
        "JOIN meetings o ON o.date = m.date AND o.kelurahan = m.kelurahan AND o.document_id <> m.document_id "
        "AND (o.kota = m.kota OR o.kota IS NULL OR m.kota IS NULL) "
        "JOIN documents d ON d.id = o.document_id WHERE m.document_id = ? ORDER BY d.id LIMIT 20",
        [document],
    )


ALIKE = 0.5
"""From this share of common runs of five words on, two files are shown as perhaps one text: copies by
other hands and scans of the same sheet lie above, two minutes on one form below."""
_RUN = 5
_CANDIDATES = 24


async def editions(datasette: Any, document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return files that look like another edition of a document, with the share that they have in common.

    Compared are files of the same day and kelurahan and files of the same title.
    """
    others = await rows(
        datasette,
        "SELECT id, name, title, kind, day, kelurahan, kota, byte_count FROM documents WHERE id <> ?1 AND id IN ("
        "SELECT id FROM (SELECT id FROM documents WHERE day = ?2 AND kelurahan IS ?3 LIMIT ?5) UNION "
        "SELECT rowid FROM (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?4 LIMIT ?5))",
        [
            document["id"],
            document["day"],
            document["kelurahan"],
            _titled(document["title"]),
            _CANDIDATES,
        ],
    )
    if not others:
        return []
    own = await _runs(datasette, document["id"])
    found = []
    for other in others:
        theirs = await _runs(datasette, other["id"])
        common = len(own & theirs) / max(1, min(len(own), len(theirs)))
        if common >= ALIKE:
            found.append({**other, "alike": common})
    return sorted(found, key=lambda o: (-o["alike"], o["id"]))


def _titled(title: str | None) -> str:
    """Return the question for documents of this very title; one of few words is too common to ask."""
    words = [w for w in (title or "").replace('"', " ").split() if any(c.isalnum() for c in w)]
    return '{title} : "' + " ".join(words[:40]) + '"' if len(words) > 3 else '""'


async def _runs(datasette: Any, document: int) -> set[tuple[str, ...]]:
    pages = await rows(
        datasette,
        "SELECT stems FROM pages WHERE document_id = ? ORDER BY number LIMIT 40",
        [document],
    )
    words = " ".join(page["stems"] or "" for page in pages).split()
    return {tuple(words[i : i + _RUN]) for i in range(max(0, len(words) - _RUN + 1))}

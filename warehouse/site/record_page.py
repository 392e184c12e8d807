"""The facts of one document for its page: every item of the record with all quotes it was read from."""

from collections import defaultdict
from typing import Any

from models.record import LIST_PARTS
from warehouse.likeness import alike
from warehouse.site.answers import rows
from warehouse.tables import PART_TABLES

_EDITIONS = 24
"""Files that are named as editions of one; of a letter that was sent five hundred times not all."""


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


async def editions(datasette: Any, document: int) -> list[dict[str, Any]]:
    """Return files that look like another edition of a document, with the share that they have in common."""
    found = dict(
        await datasette.get_database().execute_fn(lambda connection: alike(connection, document))
    )
    wanted = list(found)[:_EDITIONS]
    rows_ = await rows(
        datasette,
        "SELECT id, name, title, kind, day, kelurahan, kota FROM documents "
        f"WHERE id IN ({', '.join('?' * len(wanted))})",
        wanted,
    )
    return sorted(
        ({**row, "alike": found[row["id"]]} for row in rows_), key=lambda o: (-o["alike"], o["id"])
    )

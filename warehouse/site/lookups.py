"""Small questions that several pages ask: which document, why these names are one, who else it may be."""

from typing import Any

from warehouse.likeness import editions
from warehouse.site.answers import one, remembered, rows


async def document_of(datasette: Any, asked: str) -> dict[str, Any]:
    """Return the row of a document by its number or the hash of its bytes. Raises: NotFound."""
    column, value = ("sha256", asked) if len(asked) == 64 else ("id", int(asked))
    return await one(datasette, f"SELECT * FROM documents WHERE {column} = ?", [value])


async def edition_groups(datasette: Any, *, wait: bool = True) -> list[list[int]]:
    """Return the numbers of the documents whose texts are alike, a group each, the largest first;
    without `wait` none while they are looked for the first time.
    """

    async def ask() -> list[list[int]]:
        found: list[list[int]] = await datasette.get_database().execute_fn(editions)
        return found

    groups: list[list[int]] | None = await remembered(datasette, "terbitan", ask, wait=wait)
    return groups or []


async def links(datasette: Any, what: str, entity: int) -> list[dict[str, Any]]:
    """Return why the mentions of a person or body were joined, the surest first."""
    return await rows(
        datasette,
        f"SELECT DISTINCT x.name AS one, y.name AS other, l.evidence, l.score FROM {what}_links l "
        f"JOIN {what}_mentions x ON x.id = l.left_id JOIN {what}_mentions y ON y.id = l.right_id "
        f"WHERE l.{what}_id = ? AND l.status = 'sama' ORDER BY l.score DESC, x.name LIMIT 20",
        [entity],
    )


async def doubts(datasette: Any, what: str, entity: int) -> list[dict[str, Any]]:
    """Return who may be the same but was not joined."""
    table = {"person": "people", "agency": "agencies"}[what]
    return await rows(
        datasette,
        f"SELECT DISTINCT z.id, z.name, l.evidence, l.score FROM {what}_mentions own "
        f"JOIN {what}_links l ON l.status = 'mungkin' AND own.id IN (l.left_id, l.right_id) "
        f"JOIN {what}_mentions y ON y.id = CASE own.id WHEN l.left_id THEN l.right_id ELSE l.left_id END "
        f"JOIN {table} z ON z.id = y.{what}_id WHERE own.{what}_id = ? ORDER BY l.score DESC, z.name LIMIT 12",
        [entity],
    )

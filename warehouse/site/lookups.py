"""Small questions that several pages ask: which document, why these names are one, who else it may be."""

from itertools import groupby
from typing import Any

from warehouse.site.answers import one, rows


async def document_of(datasette: Any, asked: str) -> dict[str, Any]:
    """Return the row of a document by its number or the hash of its bytes. Raises: NotFound."""
    column, value = ("sha256", asked) if len(asked) == 64 else ("id", int(asked))
    return await one(datasette, f"SELECT * FROM documents WHERE {column} = ?", [value])


async def edition_counts(datasette: Any) -> tuple[int, int]:
    """Return how many groups of documents there are whose texts are alike, and how many are in them."""
    (told,) = await rows(
        datasette, "SELECT count(DISTINCT lead) AS groups, count(*) AS files FROM _editions"
    )
    return told["groups"], told["files"]


async def edition_groups(
    datasette: Any, start: int, size: int, most: int
) -> list[list[dict[str, Any]]]:
    """Return groups of documents whose texts are alike, the largest first: the first `most` rows of each,
    and in each row the `count` of its group.
    """
    found = await rows(
        datasette,
        "WITH page AS (SELECT lead, count(*) AS count FROM _editions GROUP BY lead "
        "ORDER BY count(*) DESC, lead LIMIT ? OFFSET ?), "
        "members AS (SELECT e.lead, e.document_id, p.count, "
        "row_number() OVER (PARTITION BY e.lead ORDER BY e.document_id) AS place "
        "FROM page p JOIN _editions e ON e.lead = p.lead) "
        "SELECT m.lead, m.count, d.id, d.name, d.title, d.kind, d.day, d.kelurahan, d.kota, d.media_type "
        "FROM members m JOIN documents d ON d.id = m.document_id WHERE m.place <= ? "
        "ORDER BY m.count DESC, m.lead, m.place",
        [size, start, most],
    )
    return [list(group) for _, group in groupby(found, key=lambda row: row["lead"])]


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

"""What is in the warehouse: a document's record put together again, counts, all facts as text."""

import sqlite3
from typing import Any

from sqlite_utils import Database

from models.errors import WarehouseError
from models.record import LIST_PARTS, Record, Rectangle
from warehouse.tables import CODES, PART_TABLES, TABLES, column_types, item_type


def is_loaded(db: Database, sha256: str, extractor_version: str) -> bool:
    """Tell whether this document is there as this version of the extractor reads it."""
    found = db.execute(
        "SELECT 1 FROM documents WHERE sha256 = ? AND extractor_version = ?",
        [sha256, extractor_version],
    )
    return found.fetchone() is not None


def loaded_by(db: Database, extractor_version: str) -> set[str]:
    """Return the hashes of the documents that are there as this version of the extractor reads them."""
    rows = db.execute(
        "SELECT sha256 FROM documents WHERE extractor_version = ?", [extractor_version]
    )
    return {sha256 for (sha256,) in rows}


def read_record(db: Database, sha256: str) -> Record:
    """Return a document's record, put together again from the tables.

    Raises: KeyError when no such document is there.
    """
    rows = list(db.query("SELECT * FROM documents WHERE sha256 = ?", [sha256]))
    if not rows:
        raise KeyError(sha256)
    document = rows[0]
    fields = Record.model_fields["document"].annotation
    parts: dict[str, Any] = {"document": {name: document[name] for name, *_ in _columns(fields)}}
    for part in (*LIST_PARTS, "evidence", "issues"):
        parts[part] = _items(db, part, document["id"])
    return Record.model_validate(parts)


def _columns(item: Any) -> list[tuple[str, type, str | None]]:
    return list(column_types(item))


def _items(db: Database, part: str, document: int) -> list[Any]:
    table = db.table(PART_TABLES.get(part, part))
    rows = table.rows_where("document_id = ?", [document], order_by="position")
    if item_type(part) is str:
        return [row["name"] for row in rows]
    items = []
    boxes = _boxes(db, document) if part == "evidence" else {}
    for row in list(rows):
        # A column that a migration added is empty in rows of before: the field's own default stands.
        item = {
            name: row[name]
            for name, *_ in _columns(item_type(part))
            if row[name] is not None or item_type(part).model_fields[name].is_required()
        }
        if row["id"] in boxes:
            item["boxes"] = boxes[row["id"]]
        if part == "programs":
            links = db.table("program_agencies").rows_where(
                "program_id = ?", [row["id"]], order_by="position"
            )
            item["agencies"] = [link["name"] for link in links]
        items.append(item)
    return items


def _boxes(db: Database, document: int) -> dict[int, list[dict[str, Any]]]:
    """Return where the words of each quote stand, by the quote's row."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in db.table("boxes").rows_where("document_id = ?", [document], order_by="id"):
        box = {name: row[name] for name, *_ in _columns(Rectangle)}
        found.setdefault(row["evidence_id"], []).append(box)
    return found


def summary(db: Database) -> dict[str, int]:
    """Return how many rows each table of facts holds."""
    return {name: db.table(name).count for name in TABLES}


def analyze(db: Database) -> None:
    """Let SQLite count what it plans its queries by; worth it after a run that loaded something."""
    try:
        db.conn.execute("ANALYZE")
    except sqlite3.Error as error:
        raise WarehouseError(
            f"the database cannot be written ({error}); make room, then run again: nothing is lost"
        ) from error


def canonical_dump(db: Database) -> str:
    """Return all facts as sorted text without row numbers: equal for equal contents, however loaded."""
    told_apart = ("documents", "agencies", "people", "agency_mentions", "person_mentions")
    names = {name: _names(db, name) for name in told_apart}
    for name in ("evidence", "programs", "offices"):
        names[name] = {
            row["id"]: f"{names['documents'][row['document_id']]}#{row['position']}"
            for row in db.table(name).rows
        }
    lines = []
    for name, table in TABLES.items():
        leads = {key.column: names[key.table] for key in table.keys if key.other == "id"}
        for row in db.table(name).rows:
            for own in ("id", "first_seen"):
                row.pop(own, None)
            for column, known in leads.items():
                if row[column] is not None:
                    row[column] = known[row[column]]
            lines.append(f"{name} {sorted(row.items(), key=lambda item: item[0])!r}")
    lines += [f"{name} {row!r}" for name in CODES for row in db.table(name).rows]
    return "\n".join(sorted(lines))


def _names(db: Database, table: str) -> dict[int, str]:
    """Return what tells a row apart, whatever its number: the column that must be unique."""
    (column,) = TABLES[table].unique
    return {row["id"]: row[column] for row in db.table(table).rows}

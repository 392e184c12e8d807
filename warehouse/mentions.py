"""The mentions of one document: whom its facts name, each once, before it is known who is who."""

from typing import Any

from sqlite_utils import Database

from models.verdict import Mention

BODY_FACTS = (
    ("document_agencies", "name", "agency_id"),
    ("meetings", "organizer", "organizer_id"),
    ("offices", "agency", "agency_id"),
    ("proposals", "agency", "agency_id"),
    ("program_agencies", "name", "agency_id"),
)
"""Tables that name a body: the column with its name, and the one that leads to its row. The order says
whose quote is a mention's: where a body is named comes before where it holds something.
"""

DAY = (
    "coalesce((SELECT min(date) FROM meetings WHERE document_id = d.id), d.published, "
    "(SELECT min(date) FROM dates WHERE document_id = d.id AND role = 'meeting'))"
)
"""The day that a document `d` tells of: that of its first meeting, else the one it was published on."""


def note_day(db: Database, document: int) -> None:
    """Write the day that a document tells of into its row."""
    db.execute(f"UPDATE documents AS d SET day = {DAY} WHERE id = ?", [document])


def note_mentions(db: Database, document: int) -> None:
    """Write the mentions of a document from its facts; who they are is told by warehouse.identity."""
    sha256, day = db.execute(
        f"SELECT sha256, {DAY} FROM documents d WHERE id = ?", [document]
    ).fetchone()
    bodies: dict[str, int | None] = {}
    for table, column, _ in BODY_FACTS:
        for name, quote in db.execute(
            f"SELECT {column}, evidence_id FROM {table} WHERE document_id = ? AND {column} <> '' "
            "ORDER BY position, id",
            [document],
        ):
            if bodies.get(name) is None:
                bodies[name] = quote
    rows: list[dict[str, Any]] = [
        {"name": name, "evidence_id": quote, "code": Mention("lembaga", sha256, name).code}
        for name, quote in bodies.items()
    ]
    _insert(db, "agency_mentions", document, day, rows)
    seen: dict[str, int] = {}
    rows = []
    for office, name, quote in db.execute(
        "SELECT id, name, evidence_id FROM offices WHERE document_id = ? ORDER BY position",
        [document],
    ).fetchall():
        nth = seen[name] = seen.get(name, -1) + 1
        code = Mention("orang", sha256, name, nth).code
        rows.append({"name": name, "evidence_id": quote, "code": code, "office_id": office})
    _insert(db, "person_mentions", document, day, rows)


def _insert(
    db: Database, table: str, document: int, day: str | None, rows: list[dict[str, Any]]
) -> None:
    for row in rows:
        columns = {"document_id": document, "date": day, **row}
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(columns.values()))

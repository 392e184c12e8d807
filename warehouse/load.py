"""One document into the warehouse and back: one transaction, the same result however often."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from models.record import LIST_PARTS, Record
from models.source import Source
from warehouse.resolve import Place, agency_key, person_key, place_of
from warehouse.schema import CODES, TABLES


@dataclass(frozen=True, slots=True)
class Original:
    """What is known of the file behind a document; times are ISO 8601, the path is in the archive."""

    sha256: str
    name: str
    media_type: str
    byte_count: int
    first_seen: str
    archive_path: str
    extractor_version: str


@contextmanager
def _transaction(db: Database) -> Iterator[None]:
    """Write as one: IMMEDIATE, so that a reader never turns into a writer halfway."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.conn.execute("ROLLBACK")
        raise


def load(db: Database, record: Record, source: Source, *, original: Original) -> None:
    """Load a document; one that is there already is replaced and keeps its id."""
    with _transaction(db):
        document = _document(db, record, source, original)
        place = place_of(record)
        bodies = _Bodies(db, document, place)
        for position, name in enumerate(record.agencies):
            _insert(
                db,
                "document_agencies",
                document_id=document,
                position=position,
                agency_id=bodies.id(name),
                name=name,
            )
        for position, meeting in enumerate(record.meetings):
            fields = meeting.model_dump(mode="json")
            _insert(
                db,
                "meetings",
                document_id=document,
                position=position,
                organizer_id=bodies.id(meeting.organizer),
                **fields,
            )
        for position, person in enumerate(record.people):
            who = _person(db, document, person.name, bodies.key(person.agency), place)
            _insert(
                db, "offices", document_id=document, position=position, person_id=who, name=person.name,
                role=person.role, agency=person.agency, agency_id=bodies.id(person.agency),
            )  # fmt: skip
        for position, program in enumerate(record.programs):
            made = _insert(
                db,
                "programs",
                document_id=document,
                position=position,
                name=program.name,
                type=program.type.value,
            )
            for n, name in enumerate(program.agencies):
                _insert(
                    db,
                    "program_agencies",
                    document_id=document,
                    program_id=made,
                    position=n,
                    agency_id=bodies.id(name),
                    name=name,
                )
        for position, proposal in enumerate(record.proposals):
            fields = proposal.model_dump(mode="json")
            _insert(
                db,
                "proposals",
                document_id=document,
                position=position,
                agency_id=bodies.id(proposal.agency),
                **fields,
            )
        for table, part in _PLAIN.items():
            for position, item in enumerate(getattr(record, part)):
                _insert(
                    db,
                    table,
                    document_id=document,
                    position=position,
                    **item.model_dump(mode="json"),
                )
        _sweep(db)


_PLAIN = {
    "budget_lines": "budget",
    "dates": "dates",
    "decisions": "decisions",
    "evidence": "evidence",
    "issues": "issues",
}


def _insert(db: Database, table: str, **values: Any) -> int:
    columns = ", ".join(f'"{c}"' for c in values)
    marks = ", ".join("?" for _ in values)
    cursor = db.conn.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})", [_plain(v) for v in values.values()]
    )
    return int(cursor.lastrowid or 0)


def _plain(value: Any) -> Any:
    """SQLite texts end at a NUL in many tools; the record keeps it nowhere else either."""
    return value.replace("\0", "") if isinstance(value, str) else value


def _document(db: Database, record: Record, source: Source, original: Original) -> int:
    known = db.conn.execute(
        "SELECT id FROM documents WHERE sha256 = ?", [original.sha256]
    ).fetchone()
    values = {
        "sha256": original.sha256,
        "name": original.name,
        "kind": record.document.kind.value,
        "title": record.document.title,
        "published": record.document.published.isoformat() if record.document.published else None,
        "media_type": original.media_type,
        "page_count": len(source.pages),
        "byte_count": original.byte_count,
        "first_seen": original.first_seen,
        "archive_path": original.archive_path,
        "extractor_version": original.extractor_version,
    }
    if known is not None:
        db.conn.execute("DELETE FROM documents WHERE id = ?", [known[0]])
        values = {"id": known[0], **values}
    document = _insert(db, "documents", **values)
    start = 0
    for page, text in zip(source.pages, source.text.split("\f"), strict=True):
        _insert(
            db, "pages", document_id=document, number=page.number, origin=page.origin.value,
            confidence=page.confidence, start=start, text=text,
        )  # fmt: skip
        start += len(text) + 1
    return document


class _Bodies:
    """The rows of the bodies that one document names."""

    def __init__(self, db: Database, document: int, place: Place) -> None:
        self._db, self._document, self._place = db, document, place
        self._ids: dict[str, int] = {}

    def key(self, name: str | None) -> str | None:
        return agency_key(name, self._place) if name else None

    def id(self, name: str | None) -> int | None:
        if not name:
            return None
        if name not in self._ids:
            key = agency_key(name, self._place)
            row = self._db.conn.execute(
                "SELECT id, name FROM agencies WHERE key = ?", [key]
            ).fetchone()
            local = "|" in key
            if row is None:
                made = _insert(
                    self._db,
                    "agencies",
                    name=name,
                    key=key,
                    place=self._place.full if local else "",
                )
                row = (made, name)
            elif (len(name), name) > (len(row[1]), row[1]):
                # The fullest spelling names the row, whichever document came first.
                self._db.conn.execute("UPDATE agencies SET name = ? WHERE id = ?", [name, row[0]])
            self._ids[name] = int(row[0])
            _insert(
                self._db, "agency_aliases", agency_id=row[0], document_id=self._document, name=name
            )
        return self._ids[name]


def _person(db: Database, document: int, name: str, agency: str | None, place: Place) -> int:
    key = person_key(name, agency, place)
    row = db.conn.execute("SELECT id, name FROM people WHERE key = ?", [key]).fetchone()
    if row is None:
        row = (_insert(db, "people", name=name, key=key), name)
    elif (len(name), name) > (len(row[1]), row[1]):
        db.conn.execute("UPDATE people SET name = ? WHERE id = ?", [name, row[0]])
    _insert(db, "person_aliases", person_id=row[0], document_id=document, name=name)
    return int(row[0])


def _sweep(db: Database) -> None:
    """Remove bodies and people that no document names any more."""
    db.conn.execute("DELETE FROM agencies WHERE id NOT IN (SELECT agency_id FROM agency_aliases)")
    db.conn.execute("DELETE FROM people WHERE id NOT IN (SELECT person_id FROM person_aliases)")


def is_loaded(db: Database, sha256: str, extractor_version: str) -> bool:
    """Tell whether this document is there as this version of the extractor reads it."""
    found = db.conn.execute(
        "SELECT 1 FROM documents WHERE sha256 = ? AND extractor_version = ?",
        [sha256, extractor_version],
    )
    return found.fetchone() is not None


def read_record(db: Database, sha256: str) -> Record:
    """Return a document's record, put together again from the tables.

    Raises: KeyError when no such document is there.
    """
    rows = list(db.query("SELECT * FROM documents WHERE sha256 = ?", [sha256]))
    if not rows:
        raise KeyError(sha256)
    document = rows[0]
    parts: dict[str, Any] = {"document": {k: document[k] for k in ("kind", "title", "published")}}
    tables = {"people": "offices", "agencies": "document_agencies", "budget": "budget_lines"}
    for part in (*LIST_PARTS, "evidence", "issues"):
        found = list(
            db.query(
                f"SELECT * FROM {tables.get(part, part)} WHERE document_id = ? ORDER BY position",
                [document["id"]],
            )
        )
        if part == "agencies":
            parts[part] = [row["name"] for row in found]
            continue
        if part == "programs":
            for row in found:
                links = db.query(
                    "SELECT name FROM program_agencies WHERE program_id = ? ORDER BY position",
                    [row["id"]],
                )
                row["agencies"] = [link["name"] for link in links]
        parts[part] = [{k: v for k, v in row.items() if k not in _OWN} for row in found]
    return Record.model_validate(parts)


_OWN = {"id", "document_id", "position", "person_id", "agency_id", "organizer_id"}


def summary(db: Database) -> dict[str, int]:
    """Return how many rows each table of facts holds."""
    return {t: db.conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}


def canonical_dump(db: Database) -> str:
    """Return all facts as sorted text without row numbers: equal for equal contents, however loaded."""
    sha = {row[0]: row[1] for row in db.conn.execute("SELECT id, sha256 FROM documents")}
    names = {
        t: {row[0]: row[1] for row in db.conn.execute(f"SELECT id, key FROM {t}")}
        for t in ("agencies", "people")
    }
    programs = {
        row[0]: f"{sha[row[1]]}#{row[2]}"
        for row in db.conn.execute("SELECT id, document_id, position FROM programs")
    }
    lines = []
    for table in (*TABLES, *CODES):
        for row in db.query(f"SELECT * FROM {table}"):
            row.pop("id", None)
            row.pop("first_seen", None)
            for column, known in (
                ("document_id", sha),
                ("agency_id", names["agencies"]),
                ("organizer_id", names["agencies"]),
                ("person_id", names["people"]),
                ("program_id", programs),
            ):
                if row.get(column) is not None:
                    row[column] = known[row[column]]
            lines.append(f"{table} {sorted(row.items(), key=lambda item: item[0])!r}")
    return "\n".join(sorted(lines))

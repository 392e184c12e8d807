"""One document into the warehouse: one transaction, the same result however often and in any order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlite_utils import Database

from models.record import LIST_PARTS, Record
from models.source import Source
from warehouse.resolve import Body, Place, person_key, place_of, resolve_body
from warehouse.schema import as_warehouse_error, transaction
from warehouse.tables import BODY_COLUMNS, PART_TABLES


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


def load(db: Database, record: Record, source: Source, *, original: Original) -> None:
    """Load a document; one that is there already is replaced and keeps its id.

    Raises: WarehouseError when SQLite refuses (disk full, locked, damaged); nothing is changed then.
    """
    with as_warehouse_error(original.name), transaction(db):
        touched = _named_by(db, original.sha256)
        place = place_of(record)
        document = _document(db, record, source, original, place)
        quotes = _evidence(db, document, record)
        mentions = _Mentions(db, document, place, original.sha256)
        # Bodies first: the quote of a body is where it is named, before where it holds something.
        for part in ("agencies", *(p for p in LIST_PARTS if p != "agencies")):
            for position, item in enumerate(getattr(record, part)):
                _item(db, mentions, part, position, item, quotes.get((part, position)))
        _plain(db, document, "issues", [issue.model_dump(mode="json") for issue in record.issues])
        now = _named_by(db, original.sha256)
        _settle(db, {table: touched[table] | now[table] for table in now})


def _insert(db: Database, table: str, **values: Any) -> int:
    """Add a row. SQLite texts end at a NUL in many tools; the record keeps it nowhere else either."""
    clean = {c: v.replace("\0", "") if isinstance(v, str) else v for c, v in values.items()}
    return int(cast(int, db.table(table).insert(clean).last_pk))


def _document(
    db: Database, record: Record, source: Source, original: Original, place: Place
) -> int:
    values = {
        "sha256": original.sha256,
        "name": original.name,
        **record.document.model_dump(mode="json"),
        "kelurahan": place.kelurahan or None,
        "kecamatan": place.kecamatan or None,
        "kota": place.kota or None,
        "media_type": original.media_type,
        "page_count": len(source.pages),
        "byte_count": original.byte_count,
        "first_seen": original.first_seen,
        "archive_path": original.archive_path,
        "extractor_version": original.extractor_version,
    }
    known = db.execute("SELECT id FROM documents WHERE sha256 = ?", [original.sha256]).fetchone()
    if known is not None:
        db.table("documents").delete(known[0])
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


def _plain(db: Database, document: int, table: str, rows: list[dict[str, Any]]) -> list[int]:
    return [
        _insert(db, table, document_id=document, position=position, **row)
        for position, row in enumerate(rows)
    ]


def _evidence(db: Database, document: int, record: Record) -> dict[tuple[str, int], int]:
    """Load where each item was read; return the row of each item's first quote by part and position."""
    places = [_pointed(e.item) for e in record.evidence]
    rows = [
        {"part": part, "part_position": position, **e.model_dump(mode="json")}
        for (part, position), e in zip(places, record.evidence, strict=True)
    ]
    first: dict[tuple[str, int], int] = {}
    for (part, position), row in zip(places, _plain(db, document, "evidence", rows), strict=True):
        if position is not None:
            first.setdefault((part, position), row)
    return first


def _pointed(item: str) -> tuple[str, int | None]:
    """Return part and position of a JSON pointer.

    >>> _pointed("/people/3"), _pointed("/document/title")
    (('people', 3), ('document', None))
    """
    part, _, rest = item.removeprefix("/").partition("/")
    number = rest.partition("/")[0]
    return part, int(number) if number.isdecimal() and len(number) < 10 else None


class _Mentions:
    """The bodies and people that one document names; each leads to its row across documents."""

    def __init__(self, db: Database, document: int, place: Place, sha256: str) -> None:
        self.document = document
        self._db, self._place, self._sha256 = db, place, sha256
        self._agencies: dict[str, int] = {}

    def _body(self, name: str) -> Body:
        return resolve_body(name, self._place, self._sha256)

    def agency(self, name: str | None, quote: int | None) -> int | None:
        """Return the row of a body; its spelling is kept once a document."""
        if not name:
            return None
        if name not in self._agencies:
            body = self._body(name)
            row = self._row("agencies", body.key, name)
            self._agencies[name] = row
            _insert(
                self._db, "agency_aliases", agency_id=row, document_id=self.document, name=name,
                place=body.place, evidence_id=quote,
            )  # fmt: skip
        return self._agencies[name]

    def person(self, name: str, agency: str | None, quote: int | None) -> int:
        """Return the row of a person of this body."""
        body = self._body(agency) if agency else None
        row = self._row("people", person_key(name, body, self._place, self._sha256), name)
        _insert(
            self._db, "person_aliases", person_id=row, document_id=self.document, name=name,
            evidence_id=quote,
        )  # fmt: skip
        return row

    def _row(self, table: str, key: str, name: str) -> int:
        known = self._db.execute(f"SELECT id FROM {table} WHERE key = ?", [key]).fetchone()
        return int(known[0]) if known else _insert(self._db, table, name=name, key=key)


def _item(
    db: Database, mentions: _Mentions, part: str, position: int, item: Any, quote: int | None
) -> None:
    """Load one item of one of the record's lists."""
    values = {"name": item} if isinstance(item, str) else item.model_dump(mode="json")
    partners = values.pop("agencies", ())
    if part == "people":
        values["person_id"] = mentions.person(values["name"], values["agency"], quote)
    for field, column in BODY_COLUMNS.get(part, {}).items():
        values[column] = mentions.agency(values[field], quote)
    where = {"document_id": mentions.document, "evidence_id": quote}
    row = _insert(db, PART_TABLES[part], position=position, **where, **values)
    for n, name in enumerate(partners):
        _insert(
            db, "program_agencies", program_id=row, position=n, name=name,
            agency_id=mentions.agency(name, quote), **where,
        )  # fmt: skip


_ALIASES = {"agencies": ("agency_aliases", "agency_id"), "people": ("person_aliases", "person_id")}


def _named_by(db: Database, sha256: str) -> dict[str, set[int]]:
    """Return the rows of bodies and people that a document names."""
    return {
        table: {
            row[0]
            for row in db.execute(
                f"SELECT {column} FROM {aliases} JOIN documents d ON d.id = document_id WHERE d.sha256 = ?",
                [sha256],
            )
        }
        for table, (aliases, column) in _ALIASES.items()
    }


def _settle(db: Database, touched: dict[str, set[int]]) -> None:
    """Name bodies and people by all that is said of them now, and remove whom nobody names.

    The fullest spelling and place win, and the first quote in the order of the documents' hashes: so
    the outcome does not depend on what came first or was there before.
    """
    for table, ids in touched.items():
        aliases, column = _ALIASES[table]
        for row in sorted(ids):
            said = list(
                db.query(
                    f"SELECT a.* FROM {aliases} a JOIN documents d ON d.id = a.document_id "
                    f"WHERE a.{column} = ? ORDER BY d.sha256, a.id",
                    [row],
                )
            )
            if not said:
                db.table(table).delete(row)
                continue
            quotes = [s["evidence_id"] for s in said if s["evidence_id"] is not None]
            values = {"name": _fullest(s["name"] for s in said), "evidence_id": [*quotes, None][0]}
            if table == "agencies":
                values["place"] = _fullest(s["place"] for s in said)
            db.table(table).update(row, values)


def _fullest(texts: Iterable[str]) -> str:
    return max(texts, key=lambda text: (len(text), text))

"""One document into the warehouse: one transaction, the same result however often and in any order.

Who is who across documents is told later, by warehouse.identity; until then its facts lead to nobody.
"""

from dataclasses import dataclass
from typing import Any, cast

from sqlite_utils import Database

from models.record import LIST_PARTS, Record
from models.source import Source
from warehouse.identity import forget_document
from warehouse.likeness import compare_earlier, forget_likeness, note_likeness
from warehouse.mentions import note_day, note_mentions
from warehouse.place import Place, place_of
from warehouse.schema import as_warehouse_error, path_of, transaction
from warehouse.stems import as_stems
from warehouse.tables import PART_TABLES, STEMS, TABLES

_AT_ONCE = 50
"""Documents of before that are compared while one is loaded, in about a tenth of a second."""


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
    with as_warehouse_error(path_of(db)), transaction(db):
        document = _document(db, record, source, original, place_of(record))
        quotes = _evidence(db, document, record)
        for part in LIST_PARTS:
            for position, item in enumerate(getattr(record, part)):
                _item(db, document, part, position, item, quotes.get((part, position)))
        _plain(db, document, "issues", [issue.model_dump(mode="json") for issue in record.issues])
        note_day(db, document)
        note_mentions(db, document)
        note_likeness(db, document)
        compare_earlier(db, _AT_ONCE)


def _insert(db: Database, table: str, **values: Any) -> int:
    """Add a row. SQLite texts end at a NUL in many tools; the record keeps it nowhere else either."""
    clean = {c: v.replace("\0", "") if isinstance(v, str) else v for c, v in values.items()}
    stemmed = TABLES[table].stemmed
    if stemmed:
        clean[STEMS] = as_stems(*(clean[column] for column in stemmed))
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
        forget_document(db, known[0])
        forget_likeness(db, known[0])
        db.table("documents").delete(known[0])
        values = {"id": known[0], **values}
    document = _insert(db, "documents", **values)
    start = 0
    for page, text in zip(source.pages, source.text.split("\f"), strict=True):
        _insert(
            db, "pages", document_id=document, number=page.number, origin=page.origin.value,
            confidence=page.confidence, start=start, text=text, reason=page.reason or None,
            width=page.width or None, height=page.height or None, turn=page.turn,
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
        {"part": part, "part_position": position, **e.model_dump(mode="json", exclude={"boxes"})}
        for (part, position), e in zip(places, record.evidence, strict=True)
    ]
    first: dict[tuple[str, int], int] = {}
    loaded = _plain(db, document, "evidence", rows)
    for evidence, row in zip(record.evidence, loaded, strict=True):
        for box in evidence.boxes:
            _insert(db, "boxes", document_id=document, evidence_id=row, **box.model_dump())
    for (part, position), row in zip(places, loaded, strict=True):
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


def _item(
    db: Database, document: int, part: str, position: int, item: Any, quote: int | None
) -> None:
    """Load one item of one of the record's lists."""
    values = {"name": item} if isinstance(item, str) else item.model_dump(mode="json")
    partners = values.pop("agencies", ())
    where = {"document_id": document, "evidence_id": quote}
    row = _insert(db, PART_TABLES[part], position=position, **where, **values)
    for n, name in enumerate(partners):
        _insert(db, "program_agencies", program_id=row, position=n, name=name, **where)

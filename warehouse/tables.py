"""What tables there are: those of the record's parts follow from models.record, the rest stand here.

A part is a table whose columns are its fields, beside what places it: document, position, the sentence
it was read from. A field of a closed list leads to that list's table, one that names a body or a
person to the row of that body or person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from models.codes import Code, DateRole, DocumentKind, MeetingType, ProgramType
from models.record import LIST_PARTS, Document, Evidence, Issue, Record, Rectangle

CODES: dict[str, type[Code]] = {
    "document_kinds": DocumentKind,
    "meeting_types": MeetingType,
    "program_types": ProgramType,
    "date_roles": DateRole,
}
"""The table of each closed list."""

PART_TABLES = {
    part: {"people": "offices", "agencies": "document_agencies", "budget": "budget_lines"}.get(
        part, part
    )
    for part in LIST_PARTS
}
"""The table of each list of the record; people and agencies are named where one row is one of them."""

BODY_COLUMNS = {
    "meetings": {"organizer": "organizer_id"},
    "people": {"agency": "agency_id"},
    "agencies": {"name": "agency_id"},
    "proposals": {"agency": "agency_id"},
}
"""Of each part the fields that name a body, with the column that leads to its row."""


STEMS = "stems"


@dataclass(frozen=True, slots=True)
class Key:
    """A column that leads to the row of another table."""

    column: str
    table: str
    other: str = "id"
    on_delete: str = "NO ACTION"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their types, and where they lead."""

    columns: dict[str, type]
    keys: tuple[Key, ...] = ()
    facets: tuple[str, ...] = field(default=())
    unique: tuple[str, ...] = field(default=())
    full_text: tuple[str, ...] = field(default=())
    together: tuple[tuple[str, ...], ...] = field(default=())
    """Columns that are counted or sorted together: an index that answers alone, without the wide rows."""
    stemmed: tuple[str, ...] = field(default=())
    """Columns of which the table holds the stems in one more column, `stems`, for the search."""

    @property
    def indexed_text(self) -> tuple[str, ...]:
        """Return the columns of the full-text index; none where there is no such index."""
        return (*self.full_text, *((STEMS,) if self.stemmed else ()))

    @property
    def indexed(self) -> tuple[str, ...]:
        """Return the columns that lead elsewhere or are counted, each once."""
        wanted = dict.fromkeys((*(k.column for k in self.keys), *self.facets))
        return tuple(c for c in wanted if c not in self.unique)

    @property
    def indexes(self) -> tuple[tuple[str, ...], ...]:
        """Return the columns of every index that is not unique."""
        return (*((column,) for column in self.indexed), *self.together)


_DOCUMENT = Key("document_id", "documents", on_delete="CASCADE")
_QUOTE = Key("evidence_id", "evidence", on_delete="SET NULL")
_AGENCY = Key("agency_id", "agencies")
_PERSON = Key("person_id", "people")


def column_types(part: type[BaseModel]) -> Iterator[tuple[str, type, str | None]]:
    """Yield name, type in the database and table of codes of each field that is one value."""
    for name, info in part.model_fields.items():
        found = list(_types(info.annotation))
        if tuple in found:
            continue
        codes = next((t for t, c in CODES.items() if c in found), None)
        yield name, _stored(found), codes


def _types(annotation: Any) -> Iterator[type]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _types(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for choice in get_args(annotation):
            yield from _types(choice)
    elif origin is tuple:
        yield tuple
    elif annotation is not NoneType:
        yield annotation


def _stored(found: list[type]) -> type:
    for kind in found:
        if issubclass(kind, (Enum, date)):
            return str
    return float if float in found else found[0]


def _part(part: str, item: Any, **more: Any) -> Table:
    """Return the table of a part, told its type; text stands as `name`."""
    fields = [("name", str, None)] if item is str else list(column_types(item))
    bodies = BODY_COLUMNS.get(part, {})
    who = (_PERSON,) if part == "people" else ()
    keys = (
        _DOCUMENT,
        *(Key(name, codes, "code") for name, _, codes in fields if codes),
        *who,
        *(Key(column, "agencies") for column in bodies.values()),
        _QUOTE,
    )
    # The quote stands in front, so that it is seen without scrolling.
    columns: dict[str, type] = {
        "id": int, "document_id": int, "position": int, _QUOTE.column: int,
    }  # fmt: skip
    columns |= {name: kind for name, kind, _ in fields}
    columns |= {key.column: int for key in keys if key.other == "id"}
    if more.get("stemmed"):
        columns[STEMS] = str
    return Table(columns, keys, **more)


def item_type(part: str) -> Any:
    """Return the type of the items of one of the record's lists; plain text is str."""
    item = get_args(Record.model_fields[part].annotation)[0]
    return str if get_origin(item) is Annotated else item


def _document() -> Table:
    fields = list(column_types(Document))
    columns: dict[str, type] = {"id": int, "sha256": str, "name": str}
    columns |= {name: kind for name, kind, _ in fields}
    columns |= {"day": str, "kelurahan": str, "kecamatan": str, "kota": str}
    columns |= {
        "media_type": str, "page_count": int, "byte_count": int, "first_seen": str,
        "archive_path": str, "extractor_version": str, STEMS: str,
    }  # fmt: skip
    keys = tuple(Key(name, codes, "code") for name, _, codes in fields if codes)
    return Table(
        columns,
        keys,
        facets=("published", "day", "media_type", "kelurahan", "first_seen"),
        unique=("sha256",),
        together=(("kelurahan", "kota", "day"), ("kind", "day")),
        full_text=("name", "title"),
        stemmed=("name", "title"),
    )


def _mentions(entity: Key, *more: Key) -> Table:
    """Return the table of the mentions of bodies or people, one row a document and name."""
    columns: dict[str, type] = {
        "id": int, entity.column: int, "name": str, "document_id": int, "evidence_id": int,
        "date": str, "code": str, "node": str, **{key.column: int for key in more},
    }  # fmt: skip
    return Table(columns, (_DOCUMENT, entity, *more, _QUOTE), facets=("node",), unique=("code",))


def _links(mentions: str, entity: Key) -> Table:
    """Return the table of what speaks for two mentions to be one body or person."""
    columns: dict[str, type] = {
        "id": int, "left_id": int, "right_id": int, "status": str, "rule": str, "score": float,
        "evidence": str, entity.column: int, "partial": int,
    }  # fmt: skip
    ends = (Key(c, mentions, on_delete="CASCADE") for c in ("left_id", "right_id"))
    lead = Key(entity.column, entity.table, on_delete="SET NULL")
    return Table(columns, (*ends, lead), facets=("status", "rule"))


_MORE: dict[str, dict[str, Any]] = {
    "meetings": {
        "facets": ("date", "kelurahan", "kota"),
        "together": (("kelurahan", "kota", "date"), ("type", "date")),
    },
    "people": {"facets": ("role",)},
    "programs": {
        "together": (("type", "document_id"),),
        "full_text": ("name",),
        "stemmed": ("name",),
    },
    "proposals": {
        "facets": ("origin",),
        "together": (("type", "document_id"),),
        "full_text": ("title",),
        "stemmed": ("title",),
    },
    "dates": {"facets": ("date",)},
    "decisions": {"facets": ("due",), "full_text": ("text",), "stemmed": ("text",)},
}

TABLES: dict[str, Table] = {
    "documents": _document(),
    "pages": Table(
        {
            "id": int, "document_id": int, "number": int, "origin": str, "confidence": float,
            "start": int, "text": str, STEMS: str, "reason": str, "width": float, "height": float,
            "turn": float,
        },
        (_DOCUMENT,),
        facets=("origin",),
        full_text=("text",),
        stemmed=("text",),
    ),
    "evidence": Table(
        {
            "id": int, "document_id": int, "position": int, "part": str, "part_position": int,
            **{name: kind for name, kind, _ in column_types(Evidence)},
        },
        (_DOCUMENT,),
        facets=("part",),
    ),
    "boxes": Table(
        {
            "id": int, "document_id": int, "evidence_id": int,
            **{name: kind for name, kind, _ in column_types(Rectangle)},
        },
        (_DOCUMENT, Key("evidence_id", "evidence", on_delete="CASCADE")),
    ),
    "issues": Table(
        {
            "id": int, "document_id": int, "position": int,
            **{name: kind for name, kind, _ in column_types(Issue)},
        },
        (_DOCUMENT,),
        facets=("part",),
    ),
    "agencies": Table(
        {
            "id": int, "name": str, "place": str, "evidence_id": int, "names": str,
            "documents": int, "since": str, "until": str, "kelurahan": str, "kecamatan": str,
            "kota": str, "key": str,
        },
        (_QUOTE,),
        facets=("kota",),
        unique=("key",),
        full_text=("name", "names"),
    ),
    "people": Table(
        {
            "id": int, "name": str, "evidence_id": int, "names": str, "documents": int, "since": str,
            "until": str, "key": str,
        },
        (_QUOTE,),
        unique=("key",),
        full_text=("name", "names"),
    ),
    **{PART_TABLES[part]: _part(part, item_type(part), **_MORE.get(part, {})) for part in LIST_PARTS},
    "program_agencies": Table(
        {
            "id": int, "document_id": int, "program_id": int, "position": int, "name": str,
            "agency_id": int, "evidence_id": int,
        },
        (_DOCUMENT, Key("program_id", "programs", on_delete="CASCADE"), _AGENCY, _QUOTE),
    ),
    "agency_mentions": _mentions(_AGENCY),
    "person_mentions": _mentions(_PERSON, Key("office_id", "offices", on_delete="CASCADE")),
    "agency_links": _links("agency_mentions", _AGENCY),
    "person_links": _links("person_mentions", _PERSON),
    "claims": Table(
        {"id": int, "document_id": int, "source": str, "part": str, "value": str, "said": str},
        (_DOCUMENT,),
        facets=("part", "value"),
    ),
}  # fmt: skip
"""Every table of facts, in an order that can be made."""

VIEWS: dict[str, str] = {
    "orang_dan_jabatan": """
        SELECT p.id AS person_id, p.name AS orang, o.role AS jabatan, coalesce(a.name, o.agency) AS lembaga,
          a.place AS tempat, min(m.date) AS sejak, max(m.date) AS sampai, count(DISTINCT m.document_id) AS dokumen,
          group_concat(DISTINCT m.name) AS tertulis, min(m.evidence_id) AS evidence_id
        FROM people p JOIN person_mentions m ON m.person_id = p.id JOIN offices o ON o.id = m.office_id
        LEFT JOIN agencies a ON a.id = o.agency_id
        GROUP BY p.id, o.role, coalesce(a.id, o.agency)
        ORDER BY p.name, p.id, sejak""",
    "lembaga_per_tahun": """
        SELECT a.id AS agency_id, a.name AS lembaga, a.place AS tempat, substr(m.date, 1, 4) AS tahun,
          count(DISTINCT m.document_id) AS dokumen, group_concat(DISTINCT m.name) AS tertulis, min(m.evidence_id) AS evidence_id
        FROM agencies a JOIN agency_mentions m ON m.agency_id = a.id
        GROUP BY a.id, tahun
        ORDER BY a.name, a.id, tahun""",
    "mungkin_sama": """
        SELECT 'orang' AS apa, l.score AS keyakinan, l.evidence AS alasan, x.name AS satu, y.name AS lain,
          x.code AS kode_satu, y.code AS kode_lain, x.evidence_id AS evidence_id
        FROM person_links l JOIN person_mentions x ON x.id = l.left_id JOIN person_mentions y ON y.id = l.right_id
        WHERE l.status = 'mungkin'
        UNION ALL
        SELECT 'lembaga', l.score, l.evidence, x.name, y.name, x.code, y.code, x.evidence_id
        FROM agency_links l JOIN agency_mentions x ON x.id = l.left_id JOIN agency_mentions y ON y.id = l.right_id
        WHERE l.status = 'mungkin'
        ORDER BY 2 DESC, 3""",
}
"""The views that tell of people over their offices, of bodies over the years, and of what may be one."""

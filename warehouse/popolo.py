"""People, organizations, posts, memberships and events as Popolo JSON (popoloproject.com/specs), with sources.

What a document says is a membership seen on a day, not one that began or ended then: `start_date`
and `end_date` are left out and each source says its day. Identifiers are the warehouse's keys, which
a database made anew keeps.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker
from jsonschema.exceptions import best_match

from models.errors import WarehouseError
from models.privacy import masked
from models.values.agency_kind import kinds_of

SCHEMA = "popolo.schema.json"
"""The file beside this module that says in JSON Schema what the specification asks for."""


def popolo(
    db: sqlite3.Connection,
    base: str,
    *,
    person: str | None = None,
    agency: str | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Return everything, or what concerns one person or agency, told by its key.

    Args:
        db: the warehouse, open for reading.
        base: the address of the site with a slash behind it; sources lead there.
        person: the key of the only person wanted, with his offices and their bodies.
        agency: the key of the only agency wanted, with its officers and meetings.

    Raises: KeyError when there is no such key.
    """
    held = list(_held(db, person, agency))
    people = {row["person_key"] for row in held} if person or agency else None
    bodies = {row["agency_key"] for row in held if row["agency_key"]} if person or agency else None
    if person is not None and people is not None:
        people.add(person)
    if agency is not None and bodies is not None:
        bodies.add(agency)
    found = {
        "persons": list(_persons(db, base, people)),
        "organizations": list(_organizations(db, base, bodies)),
        "posts": list(_posts(held, base)),
        "memberships": list(_memberships(held, base)),
        "events": list(_events(db, base, agency)) if person is None else [],
    }
    for key, name in ((person, "persons"), (agency, "organizations")):
        if key is not None and not any(item["id"] == key for item in found[name]):
            raise KeyError(key)
    return found


@cache
def _validator() -> Draft7Validator:
    told = json.loads(Path(__file__).with_name(SCHEMA).read_text("utf-8"))
    return Draft7Validator(told, format_checker=FormatChecker())


def checked(made: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return an export that was held against the schema, and each identifier in it against what it
    leads to.

    Raises: WarehouseError, which says where the gravest fault is and which rule it breaks, never the
        value: it may be what a document says.
    """
    fault = best_match(_validator().iter_errors(made))
    if fault is not None:
        raise WarehouseError(
            masked(f"Popolo: {fault.json_path}: breaks the rule {fault.validator}")
        )
    ids = {name: {item["id"] for item in items} for name, items in made.items()}
    for name, items in made.items():
        if len(ids[name]) < len(items):
            raise WarehouseError(f"Popolo: {name}: two of one id")
        for item in items:
            for column, goal in _LEADS.items():
                if column in item and item[column] not in ids[goal]:
                    raise WarehouseError(
                        f"Popolo: {name} {item['id']}: {column} {item[column]} is not among {goal}"
                    )
    return made


_LEADS = {"person_id": "persons", "organization_id": "organizations", "post_id": "posts"}
"""Properties that name what another list holds."""


def _rows(
    db: sqlite3.Connection, sql: str, values: tuple[Any, ...] = ()
) -> Iterator[dict[str, Any]]:
    cursor = db.execute(sql, values)
    names = [told[0] for told in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _source(base: str, row: dict[str, Any]) -> dict[str, str]:
    address = f"{base}dokumen/{row['sha256']}"
    if row["page"] is not None:
        address += f"?halaman={row['page']}&start={row['start']}&end={row['end']}"
    day = f"{row['day']}: " if row["day"] else ""
    return {"url": address, "note": f"{day}{row['document']}{_quoted(row['quote'])}"}


def _quoted(quote: str | None) -> str:
    return f", “{' '.join(quote.split())}”" if quote else ""


_PLACE = 'd.sha256, coalesce(d.title, d.name) AS document, e.page, e.start, e."end", e.quote'
_PROOF = "JOIN documents d ON d.id = m.document_id LEFT JOIN evidence e ON e.id = m.evidence_id"


def _persons(
    db: sqlite3.Connection, base: str, wanted: set[str] | None
) -> Iterator[dict[str, Any]]:
    yield from _entities(db, base, wanted, "people", "person_mentions", "person_id")


def _organizations(
    db: sqlite3.Connection, base: str, wanted: set[str] | None
) -> Iterator[dict[str, Any]]:
    for made in _entities(db, base, wanted, "agencies", "agency_mentions", "agency_id"):
        kinds = kinds_of(made["name"])
        if kinds:
            made["classification"] = kinds[0].klass
        yield made


def _entities(
    db: sqlite3.Connection,
    base: str,
    wanted: set[str] | None,
    table: str,
    mentions: str,
    column: str,
) -> Iterator[dict[str, Any]]:
    made: dict[str, Any] = {}
    sql = (
        f"SELECT x.key, x.name, m.name AS mentioned, m.date AS day, {_PLACE} FROM {table} x "
        f"JOIN {mentions} m ON m.{column} = x.id {_PROOF}"
    )
    if wanted is None:
        found: Iterator[dict[str, Any]] = _rows(db, f"{sql} ORDER BY x.key, m.date, m.code")
    else:
        found = (
            row
            for key in sorted(wanted)
            for row in _rows(db, f"{sql} WHERE x.key = ? ORDER BY m.date, m.code", (key,))
        )
    for row in found:
        if made.get("id") != row["key"]:
            if made:
                yield made
            made = {"id": row["key"], "name": row["name"], "other_names": [], "sources": []}
        other = {"name": row["mentioned"]}
        if row["mentioned"] != row["name"] and other not in made["other_names"]:
            made["other_names"].append(other)
        made["sources"].append(_source(base, row))
    if made:
        yield made


def _held(
    db: sqlite3.Connection, person: str | None, agency: str | None
) -> Iterator[dict[str, Any]]:
    where: str = ""
    values: tuple[Any, ...] = ()
    if person is not None:
        where, values = "WHERE p.key = ?", (person,)
    elif agency is not None:
        where, values = "WHERE a.key = ?", (agency,)
    yield from _rows(
        db,
        "SELECT p.key AS person_key, a.key AS agency_key, a.name AS agency, o.role, m.date AS day, "
        f"{_PLACE} FROM person_mentions m JOIN people p ON p.id = m.person_id JOIN offices o ON o.id = m.office_id "
        f"LEFT JOIN agencies a ON a.id = o.agency_id {_PROOF} "
        f"{where} ORDER BY p.key, a.key, o.role, m.date, m.code",
        values,
    )


def _post_id(row: dict[str, Any]) -> str:
    return "j-" + hashlib.sha256(f"{row['agency_key']}\n{row['role']}".encode()).hexdigest()[:12]


def _posts(held: list[dict[str, Any]], base: str) -> Iterator[dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for row in held:
        if not row["agency_key"] or not row["role"]:
            continue
        post = made.setdefault(
            _post_id(row),
            {
                "id": _post_id(row),
                "label": f"{row['role']} {row['agency']}",
                "role": row["role"],
                "organization_id": row["agency_key"],
                "sources": [],
            },
        )
        source = _source(base, row)
        if source not in post["sources"][-1:]:
            post["sources"].append(source)
    yield from made.values()


def _memberships(held: list[dict[str, Any]], base: str) -> Iterator[dict[str, Any]]:
    made: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in held:
        if not row["agency_key"]:
            continue
        key = (row["person_key"], row["agency_key"], row["role"])
        if key not in made:
            name = hashlib.sha256("\n".join(map(str, key)).encode()).hexdigest()[:12]
            made[key] = {
                "id": f"k-{name}",
                "person_id": row["person_key"],
                "organization_id": row["agency_key"],
                "sources": [],
            }
            if row["role"]:
                made[key] |= {"role": row["role"], "post_id": _post_id(row)}
        made[key]["sources"].append(_source(base, row))
    yield from made.values()


def _event_id(row: dict[str, Any]) -> str:
    return "p-" + hashlib.sha256(f"{row['sha256']}\n{row['position']}".encode()).hexdigest()[:16]


def _events(db: sqlite3.Connection, base: str, agency: str | None) -> Iterator[dict[str, Any]]:
    where, values = ("WHERE a.key = ?", (agency,)) if agency is not None else ("", ())
    for row in _rows(
        db,
        'SELECT m.position, m.type, t.label, m.title, m.date, m.start AS begun, m."end" AS ended, m.venue, m.kelurahan, m.kecamatan, '
        f"m.kota, a.key AS agency_key, m.date AS day, {_PLACE} FROM meetings m JOIN meeting_types t ON t.code = m.type "
        f"LEFT JOIN agencies a ON a.id = m.organizer_id {_PROOF} {where} ORDER BY d.sha256, m.position",
        values,
    ):
        event: dict[str, Any] = {
            "id": _event_id(row),
            "name": row["title"] or row["label"],
            "classification": row["type"],
            "sources": [_source(base, row)],
        }
        if row["date"]:
            event["start_date"] = row["date"]
        if row["begun"]:
            # The standard wants a zone behind an hour, and what stands in minutes has none.
            until = f"–{row['ended']}" if row["ended"] else ""
            event["description"] = f"pukul {row['begun']}{until} waktu setempat"
        where_ = ", ".join(
            p for p in (row["venue"], row["kelurahan"], row["kecamatan"], row["kota"]) if p
        )
        if where_:
            event["location"] = where_
        if row["agency_key"]:
            event["organization_id"] = row["agency_key"]
        yield event

"""The two kinds of who is who, and what stands for them in the database."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from sqlite_utils import Database

from models.values.person import parse_person
from models.verdict import MentionKind
from warehouse.identity.bodies import (
    BodyNode,
    body_blocks,
    body_conflict,
    body_key,
    body_node,
    body_place,
    compare_bodies,
)
from warehouse.identity.evidence import Link
from warehouse.identity.names import read_name
from warehouse.identity.people import (
    PersonNode,
    compare_people,
    person_blocks,
    person_conflict,
    person_key,
    person_node,
    read_role,
)
from warehouse.place import Place

_CHUNK = 500


class Kind(Protocol):
    """What the step asks of people and of bodies alike."""

    name: MentionKind
    entities: str
    mentions: str
    links: str
    column: str
    """The column of mentions and links that leads to the entity."""

    def keys(self, db: Database, decided: set[str]) -> Iterator[tuple[int, str]]:
        """Yield id and node key of each mention that has no node yet."""

    def nodes(self, db: Database, keys: Iterable[str]) -> dict[str, Any]:
        """Return nodes with what their documents add."""

    def blocks(self, node: Any) -> set[str]:
        """Return the keys under which the node meets others."""

    def compare(self, a: Any, b: Any) -> Link | None:
        """Return what speaks for two nodes to be one."""

    def conflict(self, a: Any, b: Any) -> bool:
        """Tell whether two nodes cannot be one."""

    def describe(self, said: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the columns of an entity by its mentions, in the order of their documents."""


def in_chunks(db: Database, sql: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a question with an IN (…) written {}, asked for some values at a time."""
    rest = list(values)
    for first in range(0, len(rest), _CHUNK):
        some = rest[first : first + _CHUNK]
        yield from db.execute(sql.format(",".join("?" * len(some))), some).fetchall()


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found


class Bodies:
    """The bodies: agencies and their mentions."""

    name: MentionKind = "lembaga"
    entities, mentions, links, column = "agencies", "agency_mentions", "agency_links", "agency_id"

    def keys(self, db: Database, decided: set[str]) -> Iterator[tuple[int, str]]:
        """Yield id and node key of each mention that has no node yet."""
        rows = db.execute(
            "SELECT m.id, m.name, m.code, d.kelurahan, d.kecamatan, d.kota FROM agency_mentions m "
            "JOIN documents d ON d.id = m.document_id WHERE m.node IS NULL"
        ).fetchall()
        for number, name, code, *here in rows:
            place = Place(*(part or "" for part in here))
            yield number, body_key(name, place, code, decided=code in decided)[0]

    def nodes(self, db: Database, keys: Iterable[str]) -> dict[str, BodyNode]:
        """Return nodes with their documents and who holds an office there."""
        wanted = list(keys)
        rows = _grouped(
            in_chunks(
                db,
                "SELECT node, code, document_id, name FROM agency_mentions WHERE node IN ({})",
                wanted,
            )
        )
        officers: dict[str, set[str]] = {}
        for node, name, role in in_chunks(
            db,
            "SELECT DISTINCT m.node, o.name, o.role FROM agency_mentions m JOIN offices o "
            "ON o.document_id = m.document_id AND o.agency = m.name WHERE m.node IN ({}) AND o.role <> ''",
            wanted,
        ):
            said = read_name(name)
            if said.weight > 1:
                told = f"{' '.join(said.words)} ({read_role(role)[0]})"
                officers.setdefault(node, set()).add(told)
        return {
            key: replace(
                body_node(key),
                documents=frozenset(r[1] for r in rows[key]),
                officers=frozenset(officers.get(key, ())),
                label=min(rows[key])[2],
            )
            for key in wanted
            if key in rows
        }

    blocks = staticmethod(body_blocks)
    compare = staticmethod(compare_bodies)
    conflict = staticmethod(body_conflict)

    def describe(self, said: list[dict[str, Any]]) -> dict[str, Any]:
        """Return name, place and times of a body: the newest kind's fullest name, the fullest place."""
        told = []
        for row in said:
            here = Place(*(row[p] or "" for p in ("kelurahan", "kecamatan", "kota")))
            body, _, place = body_place(row["name"], here)
            told.append((row, body, place))
        newest: dict[str, str] = {}
        for row, body, _ in told:
            newest[body.kind] = max(newest.get(body.kind, ""), row["date"] or "")
        kind = max(newest, key=lambda k: (newest[k], k))
        name = max(
            (row["name"] for row, body, _ in told if body.kind == kind),
            key=lambda n: (not body_place(n, Place())[0].slip, not n.isupper(), len(n), n),
        )
        parts = [_fullest(place.parts[i] for _, _, place in told) for i in range(3)]
        return {
            "name": name,
            "place": Place(*parts).full,
            **dict(zip(("kelurahan", "kecamatan", "kota"), parts, strict=True)),
            **_seen(said),
        }


class People:
    """The people: who holds an office or is named, and their mentions."""

    name: MentionKind = "orang"
    entities, mentions, links, column = "people", "person_mentions", "person_links", "person_id"

    def keys(self, db: Database, decided: set[str]) -> Iterator[tuple[int, str]]:
        """Yield id and node key of each mention that has no node yet; bodies are known before."""
        rows = db.execute(
            "SELECT m.id, m.name, m.code, o.role, a.key, a.kelurahan, a.kecamatan, a.kota, "
            "d.kelurahan, d.kecamatan, d.kota FROM person_mentions m "
            "JOIN offices o ON o.id = m.office_id JOIN documents d ON d.id = m.document_id "
            "LEFT JOIN agencies a ON a.id = o.agency_id WHERE m.node IS NULL"
        ).fetchall()
        for number, name, code, role, body, *places in rows:
            own, here = places[:3], places[3:]
            k1, k2, k3 = (p or "" for p in (own if body and any(own) else here))
            yield (
                number,
                person_key(name, role, body or "", (k1, k2, k3), code, decided=code in decided),
            )

    def nodes(self, db: Database, keys: Iterable[str]) -> dict[str, PersonNode]:
        """Return nodes with their documents and days."""
        wanted = list(keys)
        rows = _grouped(
            in_chunks(
                db,
                "SELECT m.node, m.code, m.document_id, m.date, m.name, a.name FROM person_mentions m "
                "JOIN offices o ON o.id = m.office_id LEFT JOIN agencies a ON a.id = o.agency_id "
                "WHERE m.node IN ({})",
                wanted,
            )
        )
        found = {}
        for key in wanted:
            if key in rows:
                first = min(rows[key], key=lambda r: r[0])
                found[key] = replace(
                    person_node(key),
                    documents=frozenset(r[1] for r in rows[key]),
                    days=tuple(sorted({r[2] for r in rows[key] if r[2]})),
                    label=first[3],
                    body_label=first[4] or "",
                    body_kind=_kind_of(first[4]) if first[4] else "",
                )
        return found

    blocks = staticmethod(person_blocks)
    compare = staticmethod(compare_people)
    conflict = staticmethod(person_conflict)

    def describe(self, said: list[dict[str, Any]]) -> dict[str, Any]:
        """Return name and times of a person: the fullest name, with its degrees."""
        return {"name": max((row["name"] for row in said), key=_name_rank), **_seen(said)}


def _kind_of(name: str) -> str:
    return body_place(name, Place())[0].lineage


def _name_rank(name: str) -> tuple[int, int, bool, int, str]:
    """Return how full a name of a person is."""
    parsed = parse_person(name)
    if parsed is None:
        return 0, 0, False, len(name), name
    whole = sum(len(w.strip(".")) > 1 for w in parsed.core)
    return whole, len(parsed.degrees), not name.isupper(), len(name), name


def _fullest(texts: Iterable[str]) -> str:
    return max(texts, key=lambda text: (len(text), text))


def _seen(said: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is counted of all mentions; the first quote in the order of the documents' hashes."""
    days = [row["date"] for row in said if row["date"]]
    return {
        "names": " · ".join(sorted({row["name"] for row in said})),
        "documents": len({row["document_id"] for row in said}),
        "since": min(days, default=None),
        "until": max(days, default=None),
        "evidence_id": next((r["evidence_id"] for r in said if r["evidence_id"] is not None), None),
    }


KINDS: tuple[Kind, ...] = (Bodies(), People())
"""Bodies first: a person's body says who the person is."""

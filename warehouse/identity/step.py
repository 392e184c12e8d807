"""The step after loading: mentions to nodes, nodes to links, links to bodies and people.

A node is what mentions that say the same have in common. Only nodes whose mentions changed are
compared anew, with those that share a block with them; only groups that a changed node touches are put
together anew. Since a link depends on its two nodes alone and a group on its links alone, the outcome is
that of a full run, in whatever order documents came.
"""

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from models.verdict import Mention, Verdict
from warehouse.identity.clusters import Pair, put_together
from warehouse.identity.evidence import ACCEPT, DECIDED, EXACT, Link
from warehouse.identity.kinds import KINDS, Kind, in_chunks
from warehouse.identity.names import read_name
from warehouse.mentions import BODY_FACTS
from warehouse.schema import as_warehouse_error, transaction

RULES = "1"
"""Changes whenever the rules may give another outcome for the same mentions: then all is done anew."""

_CACHE_KIB = 131_072
"""So much of the database is kept in memory while all is looked up by its keys."""


def identify(db: Database, verdicts: Iterable[Verdict] = ()) -> int:
    """Tell who is who for all that was loaded since the last time; returns how many mentions were new.

    One transaction: killed at any moment, nothing is changed, and the next call does it all.

    Args:
        db: the warehouse.
        verdicts: what people decided, in the order in which they did; of one pair the last holds.

    Raises: WarehouseError when SQLite refuses.
    """
    with as_warehouse_error("who is who"):
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    with as_warehouse_error("who is who"), transaction(db):
        if db.execute("SELECT value FROM _identity_state WHERE name = 'rules'").fetchone() != (
            RULES,
        ):
            _start_anew(db)
        decided = list(verdicts)
        return sum(_Step(db, kind).run(decided) for kind in KINDS)


def forget_document(db: Database, document: int) -> None:
    """Mark what the mentions of a document were compared and joined with; call it before it is removed."""
    for kind in KINDS:
        _mark(db, kind, f"SELECT id FROM {kind.mentions} WHERE document_id = {int(document)}")


def _start_anew(db: Database) -> None:
    for kind in KINDS:
        db.execute(f"DELETE FROM {kind.links}")
        db.execute(f"UPDATE {kind.mentions} SET node = NULL")
    for table in ("_identity_blocks", "_identity_dirty", "_identity_verdicts"):
        db.execute(f"DELETE FROM {table}")
    db.execute("INSERT OR REPLACE INTO _identity_state (name, value) VALUES ('rules', ?)", [RULES])


def _mark(db: Database, kind: Kind, which: str) -> None:
    """Mark the nodes of some mentions to be compared anew, their fellows to be grouped anew."""
    m, links, column = kind.mentions, kind.links, kind.column
    for anew, nodes in (
        (1, f"SELECT node FROM {m} WHERE id IN ({which})"),
        (
            0,
            f"SELECT node FROM {m} WHERE {column} IN (SELECT {column} FROM {m} WHERE id IN ({which}))",
        ),
        (
            0,
            f"SELECT node FROM {m} WHERE id IN (SELECT right_id FROM {links} WHERE left_id IN ({which}))",
        ),
        (
            0,
            f"SELECT node FROM {m} WHERE id IN (SELECT left_id FROM {links} WHERE right_id IN ({which}))",
        ),
    ):
        db.execute(
            f"INSERT INTO _identity_dirty (kind, node, anew) SELECT DISTINCT ?, node, ? FROM ({nodes}) "
            "WHERE node IS NOT NULL",
            [kind.name, anew],
        )


class _Step:
    """One run over one kind."""

    def __init__(self, db: Database, kind: Kind) -> None:
        self.db, self.kind = db, kind
        self.same: set[Pair] = set()
        self.apart: set[Pair] = set()
        self.decided: set[str] = set()
        self.renamed: set[int] = set()

    def run(self, verdicts: list[Verdict]) -> int:
        """Do it; returns how many mentions were new."""
        self.same, self.apart = self._verdicts(verdicts)
        self.decided = {code for pair in (*self.same, *self.apart) for code in pair}
        fresh = self._place_mentions()
        dirty = dict(
            self.db.execute(
                "SELECT node, max(anew) FROM _identity_dirty WHERE kind = ? GROUP BY node",
                [self.kind.name],
            ).fetchall()
        )
        if not dirty:
            return 0
        touched = set(dirty) | self._compare({node for node, anew in dirty.items() if anew})
        self._group(touched)
        self.db.execute("DELETE FROM _identity_dirty WHERE kind = ?", [self.kind.name])
        return fresh

    def _verdicts(self, verdicts: list[Verdict]) -> tuple[set[Pair], set[Pair]]:
        """Return what holds now as pairs of codes; what changed since the last run is marked."""
        found: dict[Pair, bool] = {}
        for verdict in verdicts:
            if verdict.left.kind == self.kind.name:
                codes = self._code(verdict.left), self._code(verdict.right)
                if codes[0] and codes[1] and codes[0] != codes[1]:
                    one, two = sorted(codes)
                    found[one, two] = verdict.same
        known = {
            (a, b): bool(same)
            for a, b, same in self.db.execute(
                "SELECT left_code, right_code, same FROM _identity_verdicts WHERE kind = ?",
                [self.kind.name],
            ).fetchall()
        }
        changed = {c for pair, _ in set(found.items()) ^ set(known.items()) for c in pair}
        if changed:
            marks = ",".join(f"'{code}'" for code in sorted(changed))
            self._place_anew(f"SELECT id FROM {self.kind.mentions} WHERE code IN ({marks})")
            self.db.execute("DELETE FROM _identity_verdicts WHERE kind = ?", [self.kind.name])
            self.db.conn.executemany(
                "INSERT INTO _identity_verdicts (kind, left_code, right_code, same) VALUES (?, ?, ?, ?)",
                [(self.kind.name, a, b, int(s)) for (a, b), s in sorted(found.items())],
            )
        return {p for p, s in found.items() if s}, {p for p, s in found.items() if not s}

    def _code(self, mention: Mention) -> str:
        """Return the code of a mention; what is now read a little differently is found by its name."""
        rows = self.db.execute(
            f"SELECT m.code, m.name FROM {self.kind.mentions} m JOIN documents d ON d.id = m.document_id "
            "WHERE d.sha256 = ?",
            [mention.sha256],
        ).fetchall()
        if any(code == mention.code for code, _ in rows):
            return mention.code
        alike = [c for c, name in rows if read_name(name).words == read_name(mention.name).words]
        return alike[0] if len(alike) == 1 else ""

    def _place_anew(self, which: str) -> None:
        """Let mentions find their node again."""
        _mark(self.db, self.kind, which)
        self.db.execute(f"UPDATE {self.kind.mentions} SET node = NULL WHERE id IN ({which})")

    def _place_mentions(self) -> int:
        """Give each mention without a node its node, and mark it."""
        keys = list(self.kind.keys(self.db, self.decided))
        self.db.conn.executemany(
            f"UPDATE {self.kind.mentions} SET node = ? WHERE id = ?", [(k, n) for n, k in keys]
        )
        self.db.conn.executemany(
            "INSERT INTO _identity_dirty (kind, node, anew) VALUES (?, ?, 1)",
            [(self.kind.name, key) for key in {key for _, key in keys}],
        )
        return len(keys)

    def _compare(self, dirty: set[str]) -> set[str]:
        """Compare nodes with what shares a block with them; returns the nodes at the other ends."""
        m, links = self.kind.mentions, self.kind.links
        touched: set[str] = set()
        ids: dict[str, list[tuple[str, int]]] = {}
        for node, number, code in in_chunks(
            self.db, f"SELECT node, id, code FROM {m} WHERE node IN ({{}})", dirty
        ):
            ids.setdefault(node, []).append((code, number))
        of_node = [n for found in ids.values() for _, n in found]
        for a, b in (("left_id", "right_id"), ("right_id", "left_id")):
            touched |= {
                node
                for (node,) in in_chunks(
                    self.db,
                    f"SELECT DISTINCT o.node FROM {links} l JOIN {m} o ON o.id = l.{b} WHERE l.{a} IN ({{}})",
                    of_node,
                )
                if node is not None
            }
            for begin in range(0, len(of_node), 500):
                some = of_node[begin : begin + 500]
                marks = ",".join("?" * len(some))
                self.db.execute(f"DELETE FROM {links} WHERE {a} IN ({marks})", some)
        self.db.conn.executemany(
            "DELETE FROM _identity_blocks WHERE kind = ? AND node = ?",
            [(self.kind.name, node) for node in dirty],
        )
        nodes = self.kind.nodes(self.db, dirty)
        rows: list[tuple[int, int, str, float, str, int]] = []
        for found in ids.values():
            (_, first_id), *more = sorted(found)
            told = "disebut dengan nama, jabatan, lembaga, dan tempat yang sama"
            if self.kind.name == "lembaga":
                told = "disebut dengan nama dan tempat yang sama"
            rows += [(first_id, number, EXACT, 1.0, told, 0) for _, number in more]
        blocks = {node: self.kind.blocks(nodes[node]) for node in nodes}
        self.db.conn.executemany(
            "INSERT INTO _identity_blocks (kind, block, node) VALUES (?, ?, ?)",
            [(self.kind.name, block, node) for node, keys in blocks.items() for block in keys],
        )
        pairs = self._pairs(blocks)
        others = {node for pair in pairs for node in pair} - nodes.keys()
        nodes |= self.kind.nodes(self.db, others)
        stands = self._first_ids(nodes)
        for a, b in sorted(pairs):
            link = self.kind.compare(nodes[a], nodes[b])
            one, two = sorted((stands[a], stands[b]))
            if link is not None and (one[0], two[0]) not in self.apart:
                rows.append(
                    (one[1], two[1], link.rule, link.score, link.evidence, int(link.partial))
                )
                touched |= {a, b}
        rows += self._decided_links(nodes.keys() & dirty)
        self.db.conn.executemany(
            f"INSERT INTO {links} (left_id, right_id, rule, score, evidence, partial) VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
        return touched

    def _decided_links(self, dirty: set[str]) -> list[tuple[int, int, str, float, str, int]]:
        """Return a link for each pair that a person joined and of which one node is new."""
        where = {
            code: (number, node)
            for code, number, node in in_chunks(
                self.db,
                f"SELECT code, id, node FROM {self.kind.mentions} WHERE code IN ({{}})",
                self.decided,
            )
        }
        return [
            (where[a][0], where[b][0], DECIDED, 1.0, "dinyatakan sama oleh petugas", 0)
            for a, b in sorted(self.same)
            if a in where and b in where and {where[a][1], where[b][1]} & dirty
        ]

    def _pairs(self, blocks: dict[str, set[str]]) -> set[Pair]:
        """Return each node with each that it shares a block with, each pair once and sorted."""
        wanted: dict[str, list[str]] = {}
        for node, found in blocks.items():
            for block in found:
                wanted.setdefault(_sought(block), []).append(node)
        there: dict[str, list[str]] = {}
        rows = in_chunks(
            self.db,
            f"SELECT block, node FROM _identity_blocks WHERE kind = '{self.kind.name}' AND block IN ({{}})",
            wanted,
        )
        for block, node in rows:
            there.setdefault(block, []).append(node)
        return {
            (a, b) if a < b else (b, a)
            for block, ours in wanted.items()
            for a in ours
            for b in there.get(block, ())
            if a != b
        }

    def _first_ids(self, nodes: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Return code and id of the mention that stands for each node: its smallest code."""
        found: dict[str, tuple[str, int]] = {}
        for node, code, number in in_chunks(
            self.db, f"SELECT node, code, id FROM {self.kind.mentions} WHERE node IN ({{}})", nodes
        ):
            found[node] = min(found.get(node, (code, number)), (code, number))
        return found

    def _group(self, touched: set[str]) -> None:
        """Put together anew what the touched nodes lead to, and write who is who."""
        everything = self._reach(touched)
        nodes = self.kind.nodes(self.db, everything)
        first = self._first_ids(nodes)
        node_of = {code: node for node, (code, _) in first.items()}
        links = self._links(nodes)
        # Nodes go by their first mention's code, which tells nothing of the rules' inner texts.
        code_of = {node: code for node, (code, _) in first.items()}
        groups = put_together(
            node_of,
            {tuple(sorted((code_of[a], code_of[b]))): link for (a, b), link in links.items()},  # type: ignore[misc]
            conflict=lambda a, b: self.kind.conflict(nodes[node_of[a]], nodes[node_of[b]]),
            same=self.same,
            apart=frozenset(self.apart),
        )
        self._write({node: groups[code] for node, code in code_of.items()})

    def _reach(self, touched: set[str]) -> set[str]:
        """Return the nodes that links which may join lead to from these, these included."""
        m, links = self.kind.mentions, self.kind.links
        found, edge = set(touched), set(touched)
        while edge:
            there: set[str] = set()
            for a, b in (("left_id", "right_id"), ("right_id", "left_id")):
                there |= {
                    node
                    for (node,) in in_chunks(
                        self.db,
                        f"SELECT DISTINCT o.node FROM {m} s JOIN {links} l ON l.{a} = s.id "
                        f"JOIN {m} o ON o.id = l.{b} WHERE s.node IN ({{}}) "
                        f"AND l.score >= {ACCEPT} AND l.rule <> '{EXACT}'",
                        edge,
                    )
                }
            edge = there - found
            found |= edge
        return found

    def _links(self, nodes: Iterable[str]) -> dict[Pair, Link]:
        m, links = self.kind.mentions, self.kind.links
        return {
            (a, b): Link(rule, score, "", bool(partial))
            for a, b, rule, score, partial in in_chunks(
                self.db,
                f"SELECT s.node, o.node, l.rule, l.score, l.partial FROM {m} s JOIN {links} l ON l.left_id = s.id "
                f"JOIN {m} o ON o.id = l.right_id WHERE s.node IN ({{}}) "
                f"AND l.score >= {ACCEPT} AND l.rule NOT IN ('{EXACT}', '{DECIDED}')",
                nodes,
            )
        }

    def _write(self, groups: dict[str, str]) -> None:
        """Write which mention is of which entity; `groups` gives each node the key of its entity."""
        kind, column = self.kind, self.kind.column
        said: dict[str, list[dict[str, Any]]] = {}
        names = (
            "id", "document_id", "name", "date", "evidence_id", "code", column, "node", "sha256",
            "kelurahan", "kecamatan", "kota",
        )  # fmt: skip
        rows = in_chunks(
            self.db,
            f"SELECT m.id, m.document_id, m.name, m.date, m.evidence_id, m.code, m.{column}, m.node, d.sha256, "
            f"d.kelurahan, d.kecamatan, d.kota FROM {kind.mentions} m JOIN documents d ON d.id = m.document_id "
            "WHERE m.node IN ({})",
            groups,
        )
        for row in rows:
            told = dict(zip(names, row, strict=True))
            said.setdefault(groups[told["node"]], []).append(told)
        moved = self._number(said)
        self._point(moved)
        self._tell_links(groups)

    def _number(self, said: dict[str, list[dict[str, Any]]]) -> list[tuple[int, int, int]]:
        """Give each group its row; returns entity, mention and document of what belongs elsewhere now."""
        kind, column = self.kind, self.kind.column
        # One whose only mention was loaded anew just now has its key and no mention.
        keyed: dict[str, int] = dict(
            in_chunks(self.db, f"SELECT key, id FROM {kind.entities} WHERE key IN ({{}})", said)
        )
        old = {m[column] for mentions in said.values() for m in mentions if m[column] is not None}
        old |= set(keyed.values())
        before = {
            row[0]: row[1:]
            for row in in_chunks(
                self.db,
                f"SELECT id, key, {_TOLD[kind.name]} FROM {kind.entities} WHERE id IN ({{}})",
                old,
            )
        }
        self.db.conn.executemany(
            f"UPDATE {kind.entities} SET key = '~' || id WHERE id = ?", [(n,) for n in old]
        )
        taken: set[int] = set()
        moved: list[tuple[int, int, int]] = []
        for key, mentions in sorted(said.items()):
            mentions.sort(key=lambda m: (m["sha256"], m["id"]))
            values = {"key": key, **kind.describe(mentions)}
            known = {m[column] for m in mentions} | {keyed.get(key)}
            free: list[int] = sorted(n for n in known if n is not None and n not in taken)
            if free:
                row = keyed[key] if keyed.get(key) in free else free[0]
                told = ", ".join(f"{name} = ?" for name in values)
                self.db.execute(
                    f"UPDATE {kind.entities} SET {told} WHERE id = ?", [*values.values(), row]
                )
            else:
                marks = ", ".join("?" * len(values))
                made = self.db.execute(
                    f"INSERT INTO {kind.entities} ({', '.join(values)}) VALUES ({marks})",
                    list(values.values()),
                )
                row = int(made.lastrowid or 0)
            taken.add(row)
            now = (key, *(values[name.strip()] for name in _TOLD[kind.name].split(",")))
            self.renamed |= {row} if before.get(row) not in (None, now) else set()
            moved += [(row, m["id"], m["document_id"]) for m in mentions if m[column] != row]
        return moved

    def _point(self, moved: list[tuple[int, int, int]]) -> None:
        """Let mentions and facts lead to their entities; remove whom nobody names."""
        kind, column = self.kind, self.kind.column
        self.db.conn.executemany(
            f"UPDATE {kind.mentions} SET {column} = ? WHERE id = ?", [(e, m) for e, m, _ in moved]
        )
        documents = sorted({document for _, _, document in moved})
        if kind.name == "orang":
            facts = [("offices", "person_id", "m.office_id = offices.id")]
        else:
            facts = [
                (table, leads, f"m.document_id = {table}.document_id AND m.name = {table}.{name}")
                for table, name, leads in BODY_FACTS
            ]
        for table, leads, where in facts:
            self.db.conn.executemany(
                f"UPDATE {table} SET {leads} = (SELECT m.{column} FROM {kind.mentions} m WHERE {where}) "
                "WHERE document_id = ?",
                [(document,) for document in documents],
            )
        if kind.name == "lembaga":
            self._people_again(documents)
        self.db.execute(
            f"DELETE FROM {kind.entities} WHERE id NOT IN "
            f"(SELECT {column} FROM {kind.mentions} WHERE {column} IS NOT NULL)"
        )

    def _people_again(self, documents: list[int]) -> None:
        """Let people whose body is another now, or is told otherwise, find their node again."""
        people = KINDS[1]
        self._list("_renamed", self.renamed)
        self._list("_moved", documents)
        which = (
            f"SELECT m.id FROM {people.mentions} m JOIN offices o ON o.id = m.office_id "
            "WHERE m.node IS NOT NULL AND "
            "(o.agency_id IN (SELECT id FROM _renamed) OR m.document_id IN (SELECT id FROM _moved))"
        )
        _Step(self.db, people)._place_anew(which)

    def _list(self, name: str, numbers: Iterable[int]) -> None:
        """Write numbers into a table of this connection alone."""
        self.db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} (id INTEGER PRIMARY KEY)")
        self.db.execute(f"DELETE FROM {name}")
        self.db.conn.executemany(f"INSERT INTO {name} VALUES (?)", [(n,) for n in numbers])

    def _tell_links(self, groups: dict[str, str]) -> None:
        """Write into each link of these nodes whose it is, if both its ends are of one entity."""
        kind, column = self.kind, self.kind.column
        ids = in_chunks(self.db, f"SELECT id FROM {kind.mentions} WHERE node IN ({{}})", groups)
        self._list("_here", (number for (number,) in ids))
        one = f"(SELECT {column} FROM {kind.mentions} WHERE id = left_id)"
        two = f"(SELECT {column} FROM {kind.mentions} WHERE id = right_id)"
        self.db.execute(
            f"UPDATE {kind.links} SET {column} = CASE WHEN {one} = {two} THEN {one} END, "
            f"status = CASE WHEN {one} = {two} THEN 'sama' ELSE 'mungkin' END WHERE id IN ("
            f"SELECT l.id FROM _here h JOIN {kind.links} l ON l.left_id = h.id UNION "
            f"SELECT l.id FROM _here h JOIN {kind.links} l ON l.right_id = h.id)"
        )


def _sought(block: str) -> str:
    """Return the key under which those stand that a node of this key meets: of ? those of !."""
    other = {"?": "!", "!": "?"}.get(block[-1:])
    return block[:-1] + other if other else block


_TOLD: dict[str, str] = {"lembaga": "name, kelurahan, kecamatan, kota", "orang": "name"}
"""What other mentions' nodes take from an entity: a change of it is told on."""

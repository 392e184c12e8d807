"""Who is who across documents, held against a gold set of made documents."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from intake.verdicts import decide, verdicts
from models.codes import DocumentKind, MeetingType
from models.record import Document, Meeting, Person, Record
from models.source import Line, Page, Source
from models.verdict import Mention, Verdict
from warehouse import Original, canonical_dump, identify, load, open_warehouse
from warehouse.identity import mention_by_code, step
from warehouse.identity.bodies import body_key
from warehouse.identity.names import Likeness, likeness, read_name
from warehouse.place import Place

GOLD: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("who_is_who.json").read_text("utf-8")
)


def record_of(told: dict[str, Any]) -> Record:
    here = {part: told[part] for part in ("kelurahan", "kecamatan", "kota")}
    meets = told["kind"] == "minutes"
    return Record(
        document=Document(
            kind=DocumentKind(told["kind"]), published=None if meets else told["date"]
        ),
        meetings=(Meeting(type=MeetingType.RAPAT, date=told["date"] if meets else None, **here),),
        agencies=tuple(name for name, _ in told["agencies"]),
        people=tuple(Person(name=n, role=r, agency=a) for n, r, a, _ in told["people"]),
    )


def title(told: dict[str, Any]) -> str:
    return f"{told['world']}/{told['name']}"


def put(db: Database, told: dict[str, Any]) -> None:
    sha = told.get("sha256") or f"{GOLD.index(told):064x}"
    source = Source(title(told), sha, "text/plain", (Page(1, (Line("x"),)),))
    load(
        db,
        record_of(told),
        source,
        original=Original(sha, title(told), "text/plain", 1, "2026-01-01", "x", "1"),
    )


@dataclass(frozen=True)
class Score:
    """Pairs of mentions that are rightly and wrongly together, and that should be and are not."""

    right: int
    wrong: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missing))


def labels(documents: Iterable[dict[str, Any]], part: str) -> dict[tuple[str, str, int], str]:
    """Return who each mention is by gold: by document, name, and which of the name."""
    found = {}
    for told in documents:
        seen: dict[str, int] = defaultdict(int)
        for item in told[part]:
            found[title(told), item[0], seen[item[0]]] = f"{told['world']}:{item[-1]}"
            seen[item[0]] += 1
    return found


def told_by(db: Database, mentions: str, column: str) -> dict[tuple[str, str, int], int]:
    found = {}
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for document, name, entity in db.execute(
        f"SELECT d.name, m.name, m.{column} FROM {mentions} m JOIN documents d ON d.id = m.document_id ORDER BY m.id"
    ).fetchall():
        found[document, name, seen[document, name]] = entity
        seen[document, name] += 1
    return found


def score(gold: dict[Any, str], told: dict[Any, int]) -> Score:
    right, wrong, missing = 0, [], []
    for a, b in combinations(sorted(gold), 2):
        same, joined = gold[a] == gold[b], told[a] == told[b]
        right += same and joined
        if same != joined:
            (missing if same else wrong).append((" / ".join(map(str, a)), " / ".join(map(str, b))))
    return Score(right, tuple(wrong), tuple(missing))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Database]:
    made = open_warehouse(tmp_path_factory.mktemp("w") / "r.db")
    for told in GOLD:
        put(made, told)
    identify(made)
    yield made
    made.conn.close()


PARTS = {"agencies": ("agency_mentions", "agency_id"), "people": ("person_mentions", "person_id")}


@pytest.mark.parametrize("held_back", [False, True])
@pytest.mark.parametrize("part", PARTS)
def test_who_is_who(db: Database, part: str, held_back: bool) -> None:
    gold = labels([t for t in GOLD if t["held_back"] == held_back], part)
    told = told_by(db, *PARTS[part])
    found = score(gold, {key: told[key] for key in gold})
    shown = () if held_back else (found.wrong, found.missing)
    assert found.precision == 1.0, shown
    assert found.recall >= 0.85, shown


def opened(folder: Path, name: str = "r.db") -> Database:
    return open_warehouse(folder / name)


def changed(told: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return another document under the first one's hash: an earlier reading of it."""
    return {**other, "sha256": f"{GOLD.index(told):064x}"}


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_order_versions_and_times_of_asking_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory, db: Database, data: st.DataObject
) -> None:
    made = opened(tmp_path_factory.mktemp("w"))
    for told in data.draw(st.permutations(GOLD)):
        if data.draw(st.integers(0, 3)) == 0:
            put(made, changed(told, data.draw(st.sampled_from(GOLD))))
            if data.draw(st.booleans()):
                identify(made)
        put(made, told)
        if data.draw(st.integers(0, 4)) == 0:
            identify(made)
    identify(made)
    assert canonical_dump(made) == canonical_dump(db)
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    assert identify(made) == 0
    made.conn.close()


def test_one_more_document_writes_into_its_own_blocks_alone(tmp_path: Path) -> None:
    made = opened(tmp_path)
    tasik = [t for t in GOLD if t["world"] == "tasik"]
    for told in GOLD:
        if told is not tasik[-1]:
            put(made, told)
    identify(made)
    put(made, tasik[-1])
    written: list[str] = []
    made.conn.set_trace_callback(written.append)
    identify(made)
    made.conn.set_trace_callback(None)
    people = {
        int(n)
        for line in written
        for n in re.findall(r"UPDATE people SET key = 'o-.* WHERE id = (\d+)", line)
    }
    cities = {
        kota
        for number in people
        for (kota,) in made.execute(
            "SELECT DISTINCT d.kota FROM person_mentions m JOIN documents d ON d.id = m.document_id WHERE person_id = ?",
            [number],
        )
    }
    assert cities == {"Kota Tasikmalaya"}
    made.conn.close()


def test_each_join_says_why(db: Database) -> None:
    for mentions, links, column in (
        ("agency_mentions", "agency_links", "agency_id"),
        ("person_mentions", "person_links", "person_id"),
    ):
        joined = db.execute(
            f"SELECT left_id, right_id, {column} FROM {links} WHERE status = 'sama'"
        ).fetchall()
        reached: dict[int, int] = {n: n for (n,) in db.execute(f"SELECT id FROM {mentions}")}

        def top(n: int, reached: dict[int, int] = reached) -> int:
            while reached[n] != n:
                n = reached[n]
            return n

        for left, right, _ in joined:
            reached[top(left)] = top(right)
        entity = dict(db.execute(f"SELECT id, {column} FROM {mentions}").fetchall())
        groups: dict[int, set[int]] = defaultdict(set)
        for number, one in entity.items():
            groups[one].add(top(number))
        assert all(len(tops) == 1 for tops in groups.values()), (
            "joined without a link that says why"
        )
    told = [row[0] for row in db.execute("SELECT evidence FROM person_links")]
    assert all(told)


def code_of(db: Database, document: str, name: str) -> str:
    (found,) = db.execute(
        "SELECT m.code FROM person_mentions m JOIN documents d ON d.id = m.document_id WHERE d.name = ? AND m.name = ?",
        [document, name],
    ).fetchall()
    return str(found[0])


def person_of(db: Database, code: str) -> int:
    return int(
        db.execute("SELECT person_id FROM person_mentions WHERE code = ?", [code]).fetchone()[0]
    )


def test_what_a_person_decides_beats_the_rules_and_outlives_the_database(tmp_path: Path) -> None:
    made = opened(tmp_path)
    for told in GOLD:
        put(made, told)
    identify(made)
    plain = canonical_dump(made)
    one, two = (
        code_of(made, "cilegon/notulen-2016", "Mulyadi, S.Sos"),
        code_of(made, "cilegon/berita-2018", "Mulyadi"),
    )
    three = code_of(made, "cilegon/notulen-sukmajaya-2018", "Mulyadi")
    assert person_of(made, one) == person_of(made, two) != person_of(made, three)
    archive = tmp_path / "arsip"
    said = {code: mention_by_code(made, code) for code in (one, two, three)}
    decide(archive, said[one], said[two], False, now="2026-01-01")
    decide(archive, said[one], said[three], True, now="2026-01-02")
    identify(made, verdicts(archive))
    assert person_of(made, one) == person_of(made, three) != person_of(made, two)
    why = made.execute(
        "SELECT evidence FROM person_links WHERE rule = 'keputusan-orang'"
    ).fetchall()
    assert why == [("dinyatakan sama oleh petugas",)]

    rebuilt = opened(tmp_path, "baru.db")
    for told in reversed(GOLD):
        put(rebuilt, told)
        identify(rebuilt, verdicts(archive))
    assert canonical_dump(rebuilt) == canonical_dump(made)

    decide(archive, said[three], said[one], None, now="2026-01-03")
    decide(archive, said[two], said[one], None, now="2026-01-03")
    identify(made, verdicts(archive))
    assert canonical_dump(made) == plain
    for each in (made, rebuilt):
        each.conn.close()


def test_a_torn_or_foreign_line_of_decisions_is_left_out(tmp_path: Path) -> None:
    left, right = Mention("orang", "a" * 64, "Ade"), Mention("orang", "b" * 64, "Ade")
    assert verdicts(tmp_path) == []
    (tmp_path / "keputusan-identitas.jsonl").write_bytes(
        b'{"apa": "sama"}\n[]\nnull\n\xff\n{"jenis": "orang", "apa": "sama", "satu": {"sha2'
    )
    assert verdicts(tmp_path) == []
    decide(tmp_path, left, right, True, now="2026-01-01")
    assert verdicts(tmp_path) == [Verdict(left, right, same=True)]
    decide(tmp_path, right, left, False, now="2026-01-02")
    assert [v.same for v in verdicts(tmp_path)] == [False]


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = opened(tmp_path)
    for told in GOLD[:9]:
        put(made, told)
    before = canonical_dump(made)
    with monkeypatch.context() as patched:
        patched.setattr(step._Step, "_tell_links", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            identify(made)
    assert canonical_dump(made) == before
    assert identify(made) > 0
    made.conn.close()


def test_a_database_of_before_is_told_apart_and_joined_anew(tmp_path: Path, db: Database) -> None:
    made = opened(tmp_path)
    for told in GOLD:
        put(made, told)
    for view in ("orang_dan_jabatan", "lembaga_per_tahun", "mungkin_sama"):
        made.execute(f"DROP VIEW {view}")
    for name in ("agency", "person"):
        made.execute(f"DROP TABLE {name}_links")
        made.execute(f"DROP TABLE {name}_mentions")
        made.execute(f"CREATE TABLE {name}_aliases (id INTEGER PRIMARY KEY, name TEXT)")
    for name in ("blocks", "dirty", "verdicts", "state"):
        made.execute(f"DROP TABLE _identity_{name}")
    made.execute("DELETE FROM _sqlite_migrations WHERE name = 'tell_who_is_who'")
    made.conn.close()
    made = opened(tmp_path)
    identify(made)
    assert canonical_dump(made) == canonical_dump(db)
    made.conn.close()


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("Ahmad Jubaedi", "H. Ahmad Jubaedi, S.Pd.I", Likeness.EQUAL),
        ("M. Ridwan", "Mochamad Ridwan", Likeness.EQUAL),
        ("Asep Saepudin", "Asep Syaefudin", Likeness.SPELLING),
        ("A. Jubaedi", "Ahmad Jubaedi", Likeness.INITIALS),
        ("Jubaedi", "Ahmad Jubaedi", Likeness.SHORTER),
        ("Bambang S.", "Bambang Setyawan Putra", Likeness.SHORTER),
        ("Agus Prasetyo", "Agus Prasetya", Likeness.SLIP),
        ("Suparman", "Suparmin", Likeness.SLIP),  # joins nobody without the same office
        ("Yulianto", "Yulianti", None),
        ("Drs. Endang", "Dra. Endang", None),
        ("Muhammad", "Muhammad Ridwan", None),
        ("Ade", "Adi", None),
        ("Mulyadi Saputra", "Mulyadi Hermawan", None),
        ("", "Ade", None),
        ("''", "--", None),
    ],
)
def test_two_names(one: str, two: str, alike: Likeness | None) -> None:
    assert (
        likeness(read_name(one), read_name(two))
        == alike
        == likeness(read_name(two), read_name(one))
    )


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_name_and_a_body(one: str, two: str) -> None:
    assert likeness(read_name(one), read_name(one)) in (Likeness.EQUAL, None)
    assert likeness(read_name(one), read_name(two)) == likeness(read_name(two), read_name(one))
    body_key(one, Place(two, one, two), "l-1", decided=False)

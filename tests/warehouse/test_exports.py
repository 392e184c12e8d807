"""What leaves the warehouse: Popolo against the standard's schema, snapshots, safe CSV; and stems."""

import csv
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes import DocumentKind, MeetingType
from models.errors import WarehouseError
from models.record import Document, Evidence, Meeting, Person, Record
from models.source import Line, Page, Source
from scripts.made_warehouse import fill
from warehouse import Original, identify, load, open_warehouse, read_record
from warehouse.popolo import checked, popolo
from warehouse.site.safe_csv import Rewriter, inert
from warehouse.snapshot import snapshot

BASE = "http://127.0.0.1:8001/"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("w") / "risalah.db"
    db = open_warehouse(path)
    for n, (name, day) in enumerate(
        [("Ade Rohimat", date(2023, 2, 11)), ("H. Ade Rohimat, S.IP.", date(2025, 3, 5))]
    ):
        record = Record(
            document=Document(kind=DocumentKind.MINUTES, title="Notulen"),
            meetings=(
                Meeting(
                    type=MeetingType.RAPAT, date=day, start="09:00", end="10:30", venue="aula", kelurahan="X",
                    kecamatan="K", kota="Kota Q", organizer="Kelurahan X",
                ),
            ),
            people=(Person(name=name, role="Lurah", agency="Kelurahan X"), Person(name="Sri")),
            agencies=("Kelurahan X",),
            evidence=(
                Evidence(item="/people/0", page=1, start=0, end=3, quote="Ade", confidence=0.9),
            ),
        )  # fmt: skip
        source = Source(f"{n}.txt", f"{n:064x}", "text/plain", (Page(1, (Line("Ade"),)),))
        load(db, record, source, original=Original(source.sha256, source.name, "text/plain", 3, "2026-01-01", "x", "1"))  # fmt: skip
    identify(db)
    db.conn.close()
    return path


def test_popolo_is_what_the_standard_asks_for_and_leads_to_sources(warehouse: Path) -> None:
    with closing(sqlite3.connect(warehouse)) as db:
        made = popolo(db, BASE)
    checked(made)
    (ade,) = [p for p in made["persons"] if "Ade" in p["name"]]
    assert ade["name"] == "H. Ade Rohimat, S.IP."
    assert [n["name"] for n in ade["other_names"]] == ["Ade Rohimat"]
    assert ade["sources"][0]["url"] == f"{BASE}dokumen/{0:064x}?halaman=1&start=0&end=3"
    (held,) = [m for m in made["memberships"] if m["person_id"] == ade["id"]]
    assert [s["note"][:10] for s in held["sources"]] == ["2023-02-11", "2025-03-05"]
    assert "start_date" not in held
    ids = {item["id"] for items in made.values() for item in items}
    assert {held["post_id"], held["organization_id"]} <= ids
    # The standard has no hour without a zone, and the minutes name none.
    assert made["events"][0]["start_date"] == "2023-02-11"
    assert made["events"][0]["description"] == "pukul 09:00–10:30 waktu setempat"
    assert [len(post["sources"]) for post in made["posts"]] == [2]


def test_popolo_of_one_person_or_agency_is_whole(warehouse: Path) -> None:
    with closing(sqlite3.connect(warehouse)) as db:
        (key,) = db.execute("SELECT key FROM people WHERE name LIKE '%Ade%'").fetchone()
        (body,) = db.execute("SELECT key FROM agencies").fetchone()
        person, agency = popolo(db, BASE, person=key), popolo(db, BASE, agency=body)
        with pytest.raises(KeyError):
            popolo(db, BASE, person="o-000000000000")
    for made in (person, agency):
        checked(made)
        assert [len(made[name]) for name in ("persons", "organizations", "memberships")] == [
            1,
            1,
            1,
        ]
    assert len(agency["events"]) == 2


def test_what_breaks_the_schema_is_not_repeated() -> None:
    empty: dict[str, Any] = {
        n: [] for n in ("persons", "organizations", "posts", "memberships", "events")
    }
    said = {"id": 3672051234560001, "name": ["Nyonya Rahasia"]}
    with pytest.raises(WarehouseError, match="breaks the rule") as told:
        checked({**empty, "persons": [said]})
    assert "Rahasia" not in str(told.value)
    assert "3672" not in str(told.value)


@pytest.mark.parametrize(
    "broken",
    [
        {"persons": [{"id": "a"}]},
        {"events": [{"id": "e", "name": "n", "start_date": "11/02/2023", "sources": []}]},
        {"events": [{"id": "e", "name": "n", "start_date": "2023-02-11T09:00", "sources": [{"url": "http://a/"}]}]},
        {"memberships": [{"id": "m", "person_id": "p", "organisation_id": "o"}]},
        {"persons": [{"id": "a", "name": "A", "sources": [{"url": "dokumen/1"}]}]},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_is_no_popolo(broken: dict[str, Any]) -> None:
    empty: dict[str, Any] = {
        name: [] for name in ("persons", "organizations", "posts", "memberships", "events")
    }
    assert checked(empty) == empty
    with pytest.raises(WarehouseError, match=r"^Popolo: \$[\w.\[\]]*: breaks the rule \w+$"):
        checked({**empty, **broken})


def test_an_export_that_leads_nowhere_is_not_written(warehouse: Path) -> None:
    with closing(sqlite3.connect(warehouse)) as db:
        made = popolo(db, BASE)
    with pytest.raises(WarehouseError, match=r"person_id .* is not among persons"):
        checked({**made, "persons": []})
    with pytest.raises(WarehouseError, match="two of one id"):
        checked({**made, "events": made["events"] * 2})


def test_a_snapshot_is_dated_counted_hashed_and_never_changed(
    warehouse: Path, tmp_path: Path
) -> None:
    made = snapshot(warehouse, tmp_path / "beku", now="2026-03-04T05:06:07+07:00")
    assert made.database.name == "risalah-2026-03-04.db"
    told = json.loads(made.told.read_text("utf-8"))
    assert told["sha256"] == hashlib.sha256(made.database.read_bytes()).hexdigest() == made.sha256
    assert told["rows"]["documents"] == 2
    with closing(sqlite3.connect(f"file:{made.database}?mode=ro&immutable=1", uri=True)) as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    assert not list(made.database.parent.glob("*-wal"))
    with pytest.raises(WarehouseError, match="never changed"):
        snapshot(warehouse, tmp_path / "beku", now="2026-03-04T23:00:00+07:00")
    with pytest.raises(WarehouseError, match="no database yet"):
        snapshot(tmp_path / "tiada.db", tmp_path, now="2026-03-04T05:06:07+07:00")


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)


@given(st.lists(st.lists(CELLS | st.sampled_from(["=1", '"', "a\nb", "-5"]), min_size=1, max_size=3), min_size=1, max_size=4), st.integers(1, 7))  # fmt: skip
def test_a_csv_in_pieces_becomes_the_same_rows_made_inert(rows: list[list[str]], size: int) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    text, rewriter = out.getvalue(), Rewriter()
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    made = "".join(rewriter.feed(piece, last=False) for piece in pieces) + rewriter.feed(
        "", last=True
    )
    want = list(csv.reader(io.StringIO(text, newline="")))
    assert list(csv.reader(io.StringIO(made, newline=""))) == [[inert(c) for c in r] for r in want]


def test_a_database_of_before_gets_its_stems(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    fill(path, 5)
    db = open_warehouse(path)
    for table in ("documents", "pages", "programs", "proposals", "decisions"):
        db.table(table).disable_fts()
        db.table(table).transform(drop={"stems"})
    for index in db.table("documents").indexes:
        if "day" in index.columns:
            db.execute(f'DROP INDEX "{index.name}"')
    db.table("documents").transform(drop={"day"})
    for table, columns in (("pages", ["text"]), ("programs", ["name"]), ("proposals", ["title"])):
        db.table(table).enable_fts(columns, create_triggers=True)
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'search_by_stems'")
    db.conn.close()
    db = open_warehouse(path)
    found = "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH '{stems} : (\"usul\")'"
    assert db.execute(found).fetchone()[0] >= 5
    assert db.execute("SELECT count(*) FROM documents WHERE day IS NULL").fetchone() == (0,)
    db.conn.close()


def test_rows_of_before_a_column_are_read_with_its_default(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    fill(path, 1)
    db = open_warehouse(path)
    sha256 = db.execute("SELECT sha256 FROM documents").fetchone()[0]
    db.table("evidence").transform(drop={"reason"})
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'add_reasons'")
    db.conn.close()
    db = open_warehouse(path)
    assert {item.reason for item in read_record(db, sha256).evidence} == {""}
    db.conn.close()


@pytest.mark.parametrize(
    "cell", ["\u200b=1+1", "\x00=1+1", "\ufeff=1+1", "\u2060@x", "\u202e=1", ";=1+1", "\x0b=1"]
)
def test_a_formula_behind_what_is_not_seen_is_inert(cell: str) -> None:
    assert inert(cell) == f"'{cell}"

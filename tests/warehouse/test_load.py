"""Records into SQLite and back."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from models.codes import DateRole, DocumentKind, MeetingType, ProgramType
from models.errors import WarehouseError
from models.record import (
    LIST_PARTS,
    BudgetLine,
    DateMention,
    Decision,
    Document,
    Evidence,
    Issue,
    Meeting,
    Person,
    Program,
    Proposal,
    Record,
)
from models.source import Line, Page, Source
from scripts import golden
from warehouse import (
    Original,
    canonical_dump,
    identify,
    load,
    open_warehouse,
    read_record,
    summary,
)
from warehouse.tables import PART_TABLES, item_type

SOURCE = Source(
    "a.txt", "a" * 64, "text/plain", (Page(1, (Line("Rapat RT 02"),)), Page(2, (Line("dua"),)))
)
ORIGINAL = Original(
    "a" * 64, "a.txt", "text/plain", 12, "2026-01-01T00:00:00+07:00", "originals/aa/a.txt", "1"
)

TEXT = st.text(
    st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=20
)
NAME = TEXT | st.sampled_from(
    ["Mulyadi", "LPM Kelurahan X", "'); DROP TABLE people;--", "<script>", "RT 02/RW 05"]
)
MAYBE = st.none() | NAME
DAY = st.dates(date(1950, 1, 1), date(2100, 1, 1))
SUM = st.none() | st.integers(0, 2**62)
TYPE = st.sampled_from(ProgramType)


def some(part: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(part, max_size=3).map(tuple)


RECORDS = st.builds(
    Record,
    document=st.builds(
        Document, kind=st.sampled_from(DocumentKind), title=MAYBE, published=st.none() | DAY
    ),
    meetings=some(
        st.builds(
            Meeting,
            type=st.sampled_from(MeetingType),
            title=MAYBE,
            date=st.none() | DAY,
            start=st.sampled_from([None, "09:00"]),
            end=st.sampled_from([None, "23:59"]),
            venue=MAYBE,
            kelurahan=MAYBE,
            kecamatan=MAYBE,
            kota=MAYBE,
            organizer=MAYBE,
        )
    ),
    people=some(st.builds(Person, name=NAME, role=MAYBE, agency=MAYBE)),
    agencies=some(NAME),
    programs=some(st.builds(Program, name=NAME, type=TYPE, agencies=some(NAME))),
    proposals=some(
        st.builds(
            Proposal, title=NAME, type=TYPE, origin=MAYBE, volume=MAYBE, amount=SUM, agency=MAYBE
        )
    ),
    budget=some(
        st.builds(
            BudgetLine,
            item=NAME,
            quantity=st.none() | st.integers(0, 9999),
            unit=MAYBE,
            unit_price=SUM,
            total=SUM,
        )
    ),
    dates=some(st.builds(DateMention, date=DAY, role=st.sampled_from(DateRole))),
    decisions=some(st.builds(Decision, text=NAME, assignee=MAYBE, due=st.none() | DAY)),
    evidence=some(
        st.builds(
            Evidence,
            item=st.sampled_from(["/people/0", "/agencies/1", "/document/title"]),
            page=st.integers(1, 9),
            start=st.integers(0, 99),
            end=st.integers(0, 99),
            quote=TEXT,
            confidence=st.sampled_from([0.0, 0.5, 1.0]),
        )
    ),
    issues=some(
        st.builds(
            Issue, part=NAME, page=st.none() | st.integers(1, 9), quote=st.just(""), reason=NAME
        )
    ),
)


@given(RECORDS)
@settings(max_examples=60, deadline=None)
def test_a_record_comes_back_from_the_tables_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, record: Record
) -> None:
    db = open_warehouse(tmp_path_factory.mktemp("w") / "risalah.db")
    load(db, record, SOURCE, original=ORIGINAL)
    identify(db)
    assert read_record(db, "a" * 64) == record
    once = canonical_dump(db)
    load(db, record, SOURCE, original=ORIGINAL)
    identify(db)
    assert canonical_dump(db) == once
    assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
    db.conn.close()


def test_a_record_comes_back_with_the_boxes_of_its_quotes(tmp_path: Path) -> None:
    path = next(p for p in golden.documents() if p.name == "08-permohonan-drainase.pdf")
    record = Record.model_validate_json(path.with_name("record.json").read_text("utf-8"))
    assert any(e.boxes for e in record.evidence)
    db = open_warehouse(tmp_path / "risalah.db")
    load(db, record, SOURCE, original=ORIGINAL)
    assert read_record(db, "a" * 64) == record
    # As a database has it that was made before there were reasons.
    db.execute("UPDATE evidence SET reason = NULL")
    assert {e.reason for e in read_record(db, "a" * 64).evidence} == {""}
    db.conn.close()


def meeting(kelurahan: str) -> Meeting:
    return Meeting(type=MeetingType.RAPAT, kelurahan=kelurahan, kota="Kota Serang")


def test_two_of_one_name_in_two_kelurahan_stay_two_and_one_dinas_is_one(tmp_path: Path) -> None:
    db = open_warehouse(tmp_path / "risalah.db")
    for n, kelurahan in enumerate(("Cimuncang", "Sukorejo")):
        record = Record(
            document=Document(kind=DocumentKind.MINUTES),
            meetings=(meeting(kelurahan),),
            people=(
                Person(name="Mulyadi", role="Lurah", agency=f"Kelurahan {kelurahan}"),
                Person(name="Sri", role=None, agency="PKK"),
            ),
            agencies=(
                f"Kelurahan {kelurahan}",
                "PKK",
                "Dinas Sosial" if n else "Dinas Sosial Kota Serang",
            ),
        )
        original = replace(ORIGINAL, sha256=str(n) * 64)
        load(db, record, replace(SOURCE, sha256=str(n) * 64), original=original)
    identify(db)
    names = [row[0] for row in db.conn.execute("SELECT name FROM agencies ORDER BY name")]
    assert names == [
        "Dinas Sosial Kota Serang",
        "Kelurahan Cimuncang",
        "Kelurahan Sukorejo",
        "PKK",
        "PKK",
    ]
    assert db.conn.execute("SELECT count(*) FROM people WHERE name = 'Mulyadi'").fetchone() == (2,)
    db.conn.close()


def test_a_load_that_fails_leaves_nothing(tmp_path: Path) -> None:
    db = open_warehouse(tmp_path / "risalah.db")
    record = Record(document=Document(kind=DocumentKind.NEWS), agencies=("PKK",))
    broken = record.model_copy(
        update={
            "budget": (
                BudgetLine.model_construct(
                    item="x", quantity=1, unit=None, unit_price=2**70, total=1
                ),
            )
        }
    )
    with pytest.raises(OverflowError):
        load(db, broken, SOURCE, original=ORIGINAL)
    assert set(summary(db).values()) == {0}
    db.conn.close()


def test_what_is_no_database_or_too_new_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "bukan.db"
    wrong.write_text("ini bukan basis data, sama sekali bukan " * 50)
    with pytest.raises(WarehouseError, match=r"bukan\.db: is no usable SQLite database"):
        open_warehouse(wrong)
    newer = tmp_path / "baru.db"
    db = open_warehouse(newer)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "risalah-warehouse", "name": "of_tomorrow", "applied_at": "2030-01-01"}
    )
    db.conn.close()
    with pytest.raises(WarehouseError, match="update the program"):
        open_warehouse(newer)


def test_a_database_of_others_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    others = tmp_path / "keuangan.db"
    with closing(sqlite3.connect(others)) as made, made:
        made.execute("CREATE TABLE kas (id INTEGER PRIMARY KEY)")
    before = others.read_bytes()
    with pytest.raises(WarehouseError, match="did not make"):
        open_warehouse(others)
    assert others.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["keuangan.db"]


def test_a_locked_database_is_not_called_unusable(tmp_path: Path) -> None:
    path = tmp_path / "risalah.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WarehouseError, match="another program is writing") as told:
            open_warehouse(path, patience_s=0.05)
    assert "move it away" not in str(told.value)


@pytest.mark.parametrize("where", ["berkas/risalah.db", "folder"])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, where: str) -> None:
    (tmp_path / "berkas").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WarehouseError, match=where):
        open_warehouse(tmp_path / where)


def test_what_sqlite_refuses_in_a_load_is_a_warehouse_error_and_changes_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "risalah.db"
    db = open_warehouse(path, patience_s=0.05)
    load(db, TWO_IN_ONE_PLACE[0], SOURCE, original=ORIGINAL)
    before = canonical_dump(db)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WarehouseError, match="another program is writing") as told:
            load(db, TWO_IN_ONE_PLACE[1], SOURCE, original=ORIGINAL)
        assert isinstance(told.value.__cause__, sqlite3.OperationalError)
        assert f"Basis data {path} sedang ditulis" in told.value.sentence
        assert ORIGINAL.name not in str(told.value)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    long = replace(SOURCE, pages=(Page(1, tuple(Line("penuh " * 2000) for _ in range(50))),))
    with pytest.raises(WarehouseError, match="disk is full"):
        load(db, TWO_IN_ONE_PLACE[1], long, original=ORIGINAL)
    assert canonical_dump(db) == before
    db.conn.close()


def test_two_that_open_a_new_database_at_once_both_get_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: open_warehouse(tmp_path / "r.db").conn.close(), range(8)))


def test_every_field_of_the_record_has_its_column_and_every_part_its_table(tmp_path: Path) -> None:
    db = open_warehouse(tmp_path / "risalah.db")
    for part in LIST_PARTS:
        item = item_type(part)
        fields = {"name"} if item is str else set(item.model_fields) - {"agencies"}
        assert fields <= set(db.table(PART_TABLES[part]).columns_dict), part
    assert set(Document.model_fields) <= set(db.table("documents").columns_dict)
    db.conn.close()


def record_at(place: dict[str, str], *names: str, people: tuple[Person, ...] = ()) -> Record:
    here = (Meeting(type=MeetingType.RAPAT, **place),) if place else ()
    return Record(
        document=Document(kind=DocumentKind.MINUTES), meetings=here, agencies=names, people=people
    )


def loaded(path: Path, records: list[Record]) -> Database:
    db = open_warehouse(path)
    for n, record in enumerate(records):
        sha = f"{n:064x}"
        load(db, record, replace(SOURCE, sha256=sha), original=replace(ORIGINAL, sha256=sha))
    identify(db)
    return db


GARUT = {"kecamatan": "Cibatu", "kota": "Kabupaten Garut"}
TWO_IN_ONE_PLACE = [
    record_at({"kelurahan": "X", **GARUT}, "PKK", people=(Person(name="Ahmad Jubaedi", agency="PKK"),)),
    record_at(
        {"kelurahan": "X", **GARUT}, "PKK", people=(Person(name="Ahmad Jubaedi, S.Sos.", agency="PKK"),)
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "name", "rows"),
    [
        # Of two desa in one kabupaten: two bodies, though each is a "badan".
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Badan Permusyawaratan Desa", 2),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "BPD", 2),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Badan Keswadayaan Masyarakat", 2),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Bank Sampah Melati", 2),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Kantor Kelurahan", 2),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "A", **GARUT}, "Badan Permusyawaratan Desa", 1),
        (GARUT, GARUT, "Badan Permusyawaratan Desa", 2),  # of which desa, nobody says
        ({}, {}, "Badan Permusyawaratan Desa Kabupaten Garut", 2),
        # Of the city: one body wherever in it.
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Badan Perencanaan Pembangunan", 1),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Dinas Sosial", 1),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Desa A", 1),
        ({"kelurahan": "A", **GARUT}, {"kelurahan": "B", **GARUT}, "Polsek Cibatu", 1),
        ({"kota": "Kota X"}, {"kota": "Kota Y"}, "Dinas Sosial", 2),
        # No place known: kept apart.
        ({}, {}, "PKK", 2),
        ({}, {}, "RT 03", 2),
        ({}, {}, "Dinas Sosial", 2),
        ({}, {}, "Polres", 2),
        # Known everywhere.
        ({}, {}, "PT Maju Jaya", 1),
        ({}, {}, "Kota Serang", 1),
        ({}, {}, "Dinas Sosial Kota Serang", 1),
    ],
)  # fmt: skip
def test_a_body_is_one_only_where_its_place_is_the_same(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], name: str, rows: int
) -> None:
    db = loaded(tmp_path / "risalah.db", [record_at(first, name), record_at(second, name)])
    assert db.table("agencies").count == rows
    assert db.table("agency_mentions").count == 2
    db.conn.close()


def test_a_person_is_one_only_at_the_same_body_or_place(tmp_path: Path) -> None:
    alone = (Person(name="Mulyadi"),)
    place = {"kelurahan": "X", **GARUT}
    for people, places, rows in (
        (alone, ({}, {}), 2),
        (alone, (GARUT, GARUT), 2),
        (alone, (place, {**place, "kelurahan": "Y"}), 2),
        (alone, (place, place), 2),  # a first name without office: perhaps the same, no more
        ((Person(name="Mulyadi Hendra Saputra"),), (place, place), 1),
        ((Person(name="Mulyadi", agency="RT 03"),), ({}, {}), 2),
    ):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.db"
        db = loaded(path, [record_at(p, people=people) for p in places])
        assert db.table("people").count == rows, (people, places)
        db.conn.close()
    db = loaded(tmp_path / "gelar.db", TWO_IN_ONE_PLACE)
    assert [row["name"] for row in db.table("people").rows] == ["Ahmad Jubaedi, S.Sos."]
    assert db.table("person_mentions").count == 2
    db.conn.close()


@given(
    st.lists(st.lists(RECORDS, min_size=1, max_size=2), min_size=1, max_size=3).flatmap(
        lambda documents: st.tuples(
            st.just(documents),
            st.permutations(range(len(documents))),
            st.lists(st.sampled_from(range(len(documents))), max_size=3),
            st.lists(st.booleans(), min_size=9, max_size=9),
        )
    )
)
@settings(max_examples=25, deadline=None)
def test_an_updated_database_is_what_a_rebuilt_one_is(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: tuple[list[list[Record]], list[int], list[int], list[bool]],
) -> None:
    """Documents have versions; what was loaded before, in which order, and when it was told who is
    who leaves no trace.
    """
    documents, order, again, told = drawn
    folder = tmp_path_factory.mktemp("w")
    rebuilt = loaded(folder / "a.db", [versions[-1] for versions in documents])
    updated = loaded(folder / "b.db", [])
    steps = [*((n, 0) for n in again), *((n, -1) for n in order), *((n, -1) for n in again)]
    for (n, version), now in zip(steps, told, strict=False):
        sha = f"{n:064x}"
        source, original = replace(SOURCE, sha256=sha), replace(ORIGINAL, sha256=sha)
        load(updated, documents[n][version], source, original=original)
        if now:
            identify(updated)
    identify(updated)
    assert canonical_dump(updated) == canonical_dump(rebuilt)
    assert updated.execute("PRAGMA foreign_key_check").fetchall() == []
    for db in (rebuilt, updated):
        db.conn.close()

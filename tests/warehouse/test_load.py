"""Records into SQLite and back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.codes import DateRole, DocumentKind, MeetingType, ProgramType
from models.errors import WarehouseError
from models.record import (
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
from warehouse import Original, canonical_dump, load, open_warehouse, read_record, summary

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
            item=st.just("/people/0"),
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
    assert read_record(db, "a" * 64) == record
    once = canonical_dump(db)
    load(db, record, SOURCE, original=ORIGINAL)
    assert canonical_dump(db) == once
    assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
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
    with pytest.raises(WarehouseError, match=r"bukan\.db"):
        open_warehouse(wrong)
    newer = tmp_path / "baru.db"
    db = open_warehouse(newer)
    db.conn.execute("PRAGMA user_version = 999")
    db.conn.close()
    with pytest.raises(WarehouseError, match="update"):
        open_warehouse(newer)

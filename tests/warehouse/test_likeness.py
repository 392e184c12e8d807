"""Editions of one text: which files are offered as such, and which are not."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from extractors.ocr import find_engine
from extractors.readers import read
from models.codes import DocumentKind
from models.errors import ConfigError
from models.record import Document, Record
from models.source import Line, Page, Source
from scripts import golden
from tests.pictures import scans_of
from warehouse import Original, load, open_warehouse
from warehouse.likeness import alike

_SYLLABLES = ("ba", "ke", "ru", "ti", "mo", "san", "dal", "per", "ling", "gu")
_DICE = random.Random(3)
WORDS = [
    "".join(_DICE.choice(_SYLLABLES) for _ in range(_DICE.randrange(2, 5))) for _ in range(1500)
]


def text_of(seed: int, count: int = 300) -> list[str]:
    dice = random.Random(seed)
    return [dice.choice(WORDS) for _ in range(count)]


def misread(words: list[str], share: float, seed: int) -> list[str]:
    """Return a text as a scan of it might be read: so many words wrong."""
    dice = random.Random(seed)
    return [w if dice.random() > share else f"{w[::-1]}x" for w in words]


def put(db: Database, number: int, words: list[str], day: date | None = None) -> int:
    """Load a document of these words; returns its row."""
    source = Source(
        f"{number}.txt", f"{number:064x}", "text/plain", (Page(1, (Line(" ".join(words)),)),)
    )
    record = Record(document=Document(kind=DocumentKind.MINUTES, title="Notulen", published=day))
    known = Original(source.sha256, source.name, "text/plain", 9, "2026-01-01", "x", "1")
    load(db, record, source, original=known)
    found = db.execute("SELECT id FROM documents WHERE sha256 = ?", [source.sha256]).fetchone()
    return int(found[0])


def editions(db: sqlite3.Connection) -> list[list[int]]:
    """Return the groups that are kept, each under its lowest number."""
    groups: dict[int, list[int]] = {}
    for lead, number in db.execute("SELECT lead, document_id FROM _editions ORDER BY document_id"):
        groups.setdefault(lead, []).append(number)
    assert all(lead == min(group) for lead, group in groups.items())
    return sorted(groups.values())


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_warehouse(tmp_path / "w.db")
    yield made
    made.conn.close()


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1)])
def test_two_scans_of_a_paper_are_one_text_and_another_paper_is_not(
    db: Database, order: tuple[int, ...]
) -> None:
    texts = {
        1: misread(text_of(1), 0.04, 1),
        2: misread(text_of(1), 0.04, 2),
        3: text_of(9),
    }
    rows = {n: put(db, n, texts[n]) for n in order}
    ((found, share),) = alike(db.conn, rows[1])
    assert found == rows[2]
    assert 0.4 < share < 0.9
    assert alike(db.conn, rows[3]) == []
    assert editions(db.conn) == [sorted((rows[1], rows[2]))]


def test_minutes_of_two_days_on_one_form_are_two_texts(db: Database) -> None:
    form = text_of(1, 200)
    one = put(db, 1, [*form, *text_of(2, 120)], date(2024, 1, 2))
    two = put(db, 2, [*form, *text_of(3, 120)], date(2024, 2, 2))
    assert alike(db.conn, one) == []
    # The same day told by both, or by one alone, makes them one.
    three = put(db, 3, [*form, *text_of(3, 120)], None)
    assert [found for found, _ in alike(db.conn, three)] == [two, one]


def test_a_letter_that_was_sent_often_is_one_group(db: Database) -> None:
    letter = text_of(5)
    rows = [put(db, n, misread(letter, 0.01, n), date(2024, 1, 1 + n % 20)) for n in range(1, 81)]
    other = put(db, 99, text_of(6))
    assert editions(db.conn) == [sorted(rows)]
    assert other not in {n for n, _ in alike(db.conn, rows[0])}


def test_what_is_read_anew_is_compared_anew_and_what_is_short_not_at_all(db: Database) -> None:
    one, two = put(db, 1, text_of(1)), put(db, 2, text_of(1))
    assert alike(db.conn, one) == [(two, 1.0)]
    assert put(db, 2, text_of(2)) == two
    assert alike(db.conn, one) == []
    short = ["surat", "undangan", "rapat"]
    assert alike(db.conn, put(db, 3, short)) == alike(db.conn, put(db, 4, short)) == []
    assert alike(db.conn, 10**9) == []


def test_a_group_falls_apart_with_what_held_it_together(db: Database) -> None:
    left, right = text_of(1), text_of(2)
    one = put(db, 1, left)
    bridge = put(db, 2, [*left[:200], *right[:200]])
    other = put(db, 3, right)
    assert editions(db.conn) == [[one, bridge, other]]
    assert alike(db.conn, one)
    assert other not in {n for n, _ in alike(db.conn, one)}
    put(db, 2, text_of(3))
    assert editions(db.conn) == []
    put(db, 2, [*left[:200], *right[:200]])
    assert editions(db.conn) == [[one, bridge, other]]
    # The one of the lowest number is another text now, and the group is called by the next.
    put(db, 1, text_of(4))
    assert editions(db.conn) == [[bridge, other]]
    put(db, 3, text_of(5))
    assert editions(db.conn) == []
    assert db.execute("SELECT count(*) FROM _pairs").fetchone() == (0,)


def test_groups_are_joined_by_what_comes_later(db: Database) -> None:
    left, right = text_of(1), text_of(2)
    rows = [put(db, n, text) for n, text in enumerate((right, right, left, left), start=1)]
    assert editions(db.conn) == [rows[:2], rows[2:]]
    bridge = put(db, 5, [*left[:200], *right[:200]])
    assert editions(db.conn) == [[*rows, bridge]]


def test_a_database_of_before_is_compared_by_and_by(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    db = open_warehouse(path)
    rows = [put(db, n, text_of(n % 60)) for n in range(1, 121)]
    groups = editions(db.conn)
    assert len(groups) == 60
    for table in ("_sketches", "_bands", "_pairs", "_editions", "_uncompared"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name IN ('add_likeness', 'add_editions')")
    db.conn.close()
    db = open_warehouse(path)
    assert alike(db.conn, rows[0]) == []  # nobody waited for it
    assert editions(db.conn) == []
    for n in range(3):
        put(db, 200 + n, ["surat", "undangan"])
    assert editions(db.conn) == groups
    assert db.execute("SELECT count(*) FROM _uncompared").fetchone() == (0,)
    db.conn.close()


@pytest.mark.slow
def test_scans_of_a_sheet_are_editions_of_the_file_it_was_printed_from(
    tmp_path: Path, db: Database
) -> None:
    try:
        engine = find_engine("tesseract")
    except ConfigError as error:
        pytest.skip(str(error))
    (pdf,) = [path for path in golden.documents() if path.name == "08-permohonan-drainase.pdf"]
    texts = [read(pdf, ocr=engine).text]
    for dpi, skew in ((200, 1.2), (150, -2.0)):
        sheets = [sheet.convert("L") for sheet in scans_of(pdf.read_bytes(), dpi=dpi, skew=skew)]
        path = tmp_path / f"{dpi}.pdf"
        sheets[0].save(path, save_all=True, append_images=sheets[1:], resolution=dpi)
        texts.append(read(path, ocr=engine).text)
    rows = [put(db, n, text.split()) for n, text in enumerate(texts, start=1)]
    with closing(sqlite3.connect(tmp_path / "w.db")) as reader:
        assert editions(reader) == [sorted(rows)]

"""Questions as people type them, against texts as people write them, through the index itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from models.codes import DocumentKind
from models.record import Document, Record
from models.source import Line, Page, Source
from warehouse import Original, load, open_warehouse
from warehouse.site.asking import read_question

TEXT = (
    "Musyawarah Kelurahan Sukamulya pada 12 Maret 2024 di Jalan Melati Gang Mawar no 5. "
    "RT 02/RW 05 mengusulkan pembangunan drainase senilai Rp45.000.000,- dan paving block Rp 1.500.000.000. "
    "Rembug-warga hari Jum'at dihadiri Ketua LPM, Tim Penggerak PKK, dan Dinas PUPR. Rapat berikutnya 2024-04-05."
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    made = open_warehouse(tmp_path_factory.mktemp("w") / "w.db")
    source = Source("a.txt", "a" * 64, "text/plain", (Page(1, (Line(TEXT),)),))
    known = Original(source.sha256, source.name, "text/plain", 9, "2026-01-01", "x", "1")
    load(made, Record(document=Document(kind=DocumentKind.MINUTES)), source, original=known)
    return made


def hits(db: Database, typed: str) -> bool:
    asked = read_question(typed)
    assert asked is not None
    found = db.execute("SELECT 1 FROM pages_fts WHERE pages_fts MATCH ?", [asked.match()])
    return found.fetchone() is not None


@pytest.mark.parametrize(
    "typed",
    [
        "RT 2 RW 5", "rt02/rw05", "RT.02 RW.05", "RT II", "RW V", "rw v", "ＲＷ０５", "RW\u00a005",
        "45 juta", "Rp45.000.000", "rp. 45.000.000,-", "45000000", "Rp45jt", "45 JT", "1,5 miliar", "1,5 milyar",
        "1500 juta", "1500000000", "12/03/2024", "12-3-2024", "12.03.2024", "2024-03-12", "12 Maret 2024", "5/4/2024", "Maret 2024",
        "jl melati", "Jl. Melati Gg. Mawar", "jalan melati no 5", "Kel. Sukamulya", "paving blok", "membangun drainase", "jumat", "Jum’at",
        "rembug warga", "Lembaga Pemberdayaan Masyarakat", "lpm", "Dinas Pekerjaan Umum dan Penataan Ruang", '"drainase senilai"', "drainase 45 juta RW V",
    ],
)  # fmt: skip
def test_what_is_written_another_way_is_found(db: Database, typed: str) -> None:
    assert hits(db, typed), read_question(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "RW 6", "RW VI", "46 juta", "450 juta", "4,5 miliar", "4500000", "13/03/2024", "03/12/2024", "2024-03-13", "jl mawar melati 7",
        '"senilai drainase"', "45 juta RW VI", "tahun 2023", "5 juta", "145.000.000",
    ],
)  # fmt: skip
def test_what_is_another_thing_is_not(db: Database, typed: str) -> None:
    assert not hits(db, typed), read_question(typed)


def test_the_number_of_a_ward_is_asked_for_in_roman_figures_too() -> None:
    asked = read_question("drainase RW 05")
    assert asked is not None
    assert asked.groups[1] == (("rw", "5"), ("rw", "v"))


def test_of_a_ward_within_another_either_is_a_part() -> None:
    asked = read_question("RT 02/RW 05")
    assert asked is not None
    assert asked.match() == '{stems} : (("rt 2 rw 5"))'
    assert asked.match_some() == '{stems} : ("rt 2" OR "rw 5")'


@given(st.text(max_size=200))
def test_no_question_is_an_error(db: Database, typed: str) -> None:
    asked = read_question(typed)
    if asked is None:
        return
    for match in (asked.match(), asked.match_some()):
        db.execute("SELECT 1 FROM pages_fts WHERE pages_fts MATCH ? LIMIT 1", [match]).fetchone()
    if asked.words:
        names = "SELECT 1 FROM people_fts WHERE people_fts MATCH ? LIMIT 1"
        db.execute(names, [asked.match_names()]).fetchone()

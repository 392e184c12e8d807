"""A confidence is a share of right ones, and never more than the words were read with."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from evaluation import find_gold
from extractors.assemble import assemble
from extractors.confidence import PRIOR, chance, reasons, table
from extractors.ocr import NoOcr
from models.indonesian import parse
from models.record import LIST_PARTS, Record
from models.source import Box, Line, Origin, Page, Source, Word
from scripts.calibrate import (
    DOCUMENTS,
    SURE,
    cases,
    counted,
    crossed,
    first_readings,
    held_back,
    reliability,
)


def test_without_counts_stands_what_is_thought_before() -> None:
    assert chance({}, ("any", "traits")) == pytest.approx(PRIOR)


def test_many_counts_outweigh_what_is_thought_before() -> None:
    assert chance({"": (0, 10_000)}, ()) == pytest.approx(0, abs=0.001)
    assert chance({"": (10_000, 10_000)}, ()) == pytest.approx(1, abs=0.001)


def test_few_counts_lean_on_those_that_share_the_first_traits() -> None:
    cells = {"": (50, 100), "row": (45, 50), "row sum": (20, 20), "row few": (1, 1)}
    row = chance(cells, ("row",))
    assert chance(cells, ("row", "other")) == pytest.approx(row)
    assert row < chance(cells, ("row", "sum")) < 0.97
    assert chance(cells, ("row", "few")) < 0.9


def test_the_table_is_what_the_first_readings_count() -> None:
    first = first_readings()
    assert table() == counted(first)
    assert set(table()) == set(LIST_PARTS)
    tuned = {path.stem for path in find_gold(DOCUMENTS) if not held_back(path)}
    assert {case.document for case in first} <= tuned


def sure(record: Record, item: str) -> float:
    (value,) = {e.confidence for e in record.evidence if e.item == item}
    return value


def test_a_line_that_its_figures_prove_is_surer_than_one_they_deny(
    record_of: Callable[..., Record],
) -> None:
    head = ["No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah"]
    record = record_of(
        "PROPOSAL PERMOHONAN BANTUAN DANA",
        "RENCANA ANGGARAN BIAYA",
        [
            head,
            ["1", "Semen", "40", "sak", "Rp 65.000", "Rp 2.600.000"],
            ["2", "Pasir", "3", "m3", "Rp 250.000", "Rp 800.000"],
        ],
    )
    assert [line.item for line in record.budget] == ["Semen", "Pasir"]
    assert sure(record, "/budget/0") > sure(record, "/budget/1")


def scan(text: str, confidence: float) -> Source:
    lines = []
    for n, line in enumerate(text.split("\n")):
        box = Box(0, 20 * n, 100, 20 * n + 10)
        words = tuple(Word(word, box, confidence) for word in line.split())
        lines.append(Line(line, words, box))
    page = Page(1, tuple(lines), 600, 800, Origin.OCR, confidence)
    return Source("pindaian.pdf", "0" * 64, "application/pdf", (page,))


MINUTES = (
    "NOTULEN RAPAT\nHari/tanggal : Sabtu, 11 Februari 2023\nTempat : Balai RW 04\n"
    "Ketua LPM Kelurahan Sukamaju, H. Bambang Setyawan, membuka rapat.\n"
)


@pytest.mark.parametrize("read", [0.3, 0.55])
def test_no_item_is_surer_than_its_words_were_read(read: float) -> None:
    record = assemble(parse(scan(MINUTES, read)))
    rated = [e.confidence for e in record.evidence if e.item.split("/")[1] in LIST_PARTS]
    assert rated
    assert max(rated) <= read
    clear = scan(MINUTES, 1.0)
    as_text = replace(clear, pages=(replace(clear.pages[0], origin=Origin.TEXT),))
    assert assemble(parse(clear)) == assemble(parse(as_text))


def test_of_the_sure_items_of_a_first_reading_nineteen_in_twenty_are_right() -> None:
    first = first_readings()
    rated = crossed(first, first)
    chosen = [case.right for case, value in rated if value >= SURE]
    assert sum(chosen) / len(chosen) >= 0.95
    assert len(chosen) / len(rated) >= 0.28
    assert len(list(reliability(rated))) == len(LIST_PARTS) + 2


@pytest.mark.slow
def test_of_the_sure_items_of_today_nineteen_in_twenty_are_right() -> None:
    tuned = (path for path in find_gold(DOCUMENTS) if not held_back(path))
    rated = crossed(list(cases(tuned, NoOcr())), first_readings())
    chosen = [case.right for case, value in rated if value >= SURE]
    assert sum(chosen) / len(chosen) >= 0.97
    assert len(chosen) / len(rated) >= 0.28


def test_every_trait_that_was_counted_has_words() -> None:
    seen = {(part, t) for part, cells in table().items() for key in cells for t in key.split()}
    assert {(part, t) for part, t in seen if t not in reasons()[part]} == set()


def test_an_item_says_why_it_is_so_sure() -> None:
    lines = "Kepala Dinas Sosial Kota Serang, Budi Santoso, S.E., hadir di Balai Kota."
    record = assemble(parse(scan(lines, 0.4)))
    told = {e.reason for e in record.evidence if e.item.startswith("/people/")}
    assert told
    assert all(r.startswith("huruf pindaian terbaca 40 %; ") for r in told)
    assert all("yang serupa benar" in r for r in told)

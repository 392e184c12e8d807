"""`risalah show`: the items of a document with their numbers, and the place of one on its page."""

from pathlib import Path

import cv2
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import record_of
from extractors.ocr import NoOcr
from extractors.readers import read
from models.boxes import spots
from models.codes import DateRole
from models.errors import ConfigError, NoPicture
from models.source import Source
from risalah.cli import main
from warehouse import Original, load, open_warehouse

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PDF = GOLDEN / "06-proposal-renovasi-mushola" / "06-proposal-renovasi-mushola.pdf"
TEXT = GOLDEN / "13-berita-tempel-lpm" / "13-berita-tempel-lpm.txt"


def show(*words: str) -> Result:
    return CliRunner().invoke(main, ["show", "--ocr", "none", *words])


@pytest.fixture(scope="module")
def source() -> Source:
    return read(PDF, ocr=NoOcr())


def test_items_are_listed_with_numbers_and_one_is_cut_out_or_marked(tmp_path: Path) -> None:
    listed = show(str(PDF)).stdout.splitlines()
    assert [int(line.split()[0]) for line in listed] == list(range(1, len(listed) + 1))
    assert any("anggaran" in line and "halaman 2" in line for line in listed)
    cut, whole = tmp_path / "potong.png", tmp_path / "halaman.png"
    done = show(str(PDF), "--item", "1", "--output", str(cut))
    assert "kotak" in done.stdout
    assert show(str(PDF), "--item", "1", "--page", "--output", str(whole)).exit_code == 0
    small, large = cv2.imread(str(cut)), cv2.imread(str(whole))
    assert small is not None
    assert large is not None
    assert small.shape[0] < 200 < 2000 < large.shape[0]
    assert (small < 100).any(), "there is ink in it"
    red = (large[:, :, 2] > 150) & (large[:, :, 0] < 50)
    assert red.any(), "the box is drawn"


def test_an_item_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = show(str(PDF), "--item", "999")
    assert (done.exit_code, "1 to" in done.stderr) == (ConfigError.exit_code, True)
    done = show(str(PDF), "--item", "1", "--output", str(tmp_path / "tiada" / "x.png"))
    assert (done.exit_code, "--output" in done.stderr) == (ConfigError.exit_code, True)


def test_without_a_place_for_its_picture_an_item_is_only_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = show(str(PDF), "--item", "1")
    assert (done.exit_code, list(tmp_path.iterdir())) == (0, [])
    assert "kotak" in done.stdout
    assert "--output" in done.stdout
    assert show(str(TEXT), "--item", "1").exit_code == 0


def test_what_is_shown_is_in_words_and_not_in_codes() -> None:
    listed = show(str(PDF)).stdout
    assert any(role.label in listed for role in DateRole)
    assert not [role for role in DateRole if f", {role.value}" in listed]


def test_a_text_has_no_picture_and_tells_the_characters_instead(tmp_path: Path) -> None:
    done = show(str(TEXT), "--item", "1", "--output", str(tmp_path / "x.png"))
    assert done.exit_code == NoPicture.exit_code
    assert "huruf" in done.stdout
    assert "tanpa" in NoPicture.code
    assert NoPicture.sentence in done.stderr


def test_the_quotes_of_a_text_lead_to_characters_and_to_no_made_up_boxes() -> None:
    record = record_of(read(TEXT, ocr=NoOcr()))
    assert record.evidence
    assert not any(e.boxes for e in record.evidence)


def test_what_was_not_read_and_why_is_printed_with_the_text(tmp_path: Path) -> None:
    path = tmp_path / "surat.txt"  # a PDF all the same
    made = Canvas(str(path), pagesize=A4)
    made.drawString(
        70, 700, "Rapat warga RT 02 dibuka oleh Ketua RT di balai warga pada hari Senin."
    )
    made.showPage()
    made.drawInlineImage(Image.new("L", (600, 800), 128), 0, 0, *A4)
    made.save()
    done = CliRunner().invoke(main, ["read", "--ocr", "none", str(path)])
    assert [line for line in done.stdout.splitlines() if line.startswith(("===", "---"))] == [
        "=== surat.txt · catatan: nama berkas berakhiran '.txt', tetapi isinya PDF",
        "=== surat.txt · halaman 1 · teks berkas · keyakinan 1.00",
        "--- lapisan teks dipakai: sedikit huruf, terbaca wajar",
        "=== surat.txt · halaman 2 · tidak dibaca · keyakinan 0.00",
        "--- tidak ada lapisan teks",
        "--- halaman 2 adalah pindaian dan tidak dibaca (OCR tidak ada)",
    ]


def test_every_quote_of_a_page_leads_to_boxes_in_the_database(
    source: Source, tmp_path: Path
) -> None:
    record = record_of(source)
    assert all(e.boxes for e in record.evidence)
    db = open_warehouse(tmp_path / "r.db")
    original = Original("0" * 64, PDF.name, source.media_type, 1, "2024-01-01", "x", "1")
    for _ in range(2):
        load(db, record, source, original=original)
    counted = db.execute("SELECT count(*) FROM boxes").fetchone()[0]
    assert counted == sum(len(e.boxes) for e in record.evidence)
    reasons = {row[0] for row in db.execute("SELECT reason FROM pages")}
    assert all(reason.startswith("lapisan teks dipakai") for reason in reasons)
    db.conn.close()


def test_boxes_are_those_of_the_words_and_of_no_others(source: Source) -> None:
    words = [w for p in source.pages for b in p.blocks if hasattr(b, "words") for w in b.words]
    word = max(words, key=lambda w: len(w.text))
    start = source.text.index(word.text)
    (found,) = spots(source, start, start + len(word.text))
    assert found.box == word.box
    assert spots(source, 0, 0) == ()
    everything = spots(source, 0, len(source.text))
    assert {s.page for s in everything} == {1, 2}

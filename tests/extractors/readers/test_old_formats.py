"""What offices have beside PDF and .docx: old Word and Excel, rich text, OpenDocument, mails, phone photos."""

import contextlib
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pillow_heif
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from extractors import extract
from extractors.ocr import NoOcr
from extractors.readers import read
from extractors.readers.picture_of import DPI, MARGIN_ACROSS, MARGIN_DOWN, cut_out
from models.boxes import spots
from models.errors import (
    DamagedDocument,
    EncryptedDocument,
    InputError,
    MissingConverter,
    TooLarge,
)
from models.source import Line, Source, Table
from models.source_json import dump, load
from tests.extractors.readers.test_docx import Counting
from tests.extractors.test_legible import Spotting
from tests.old_office import doc, ole, xls
from tests.open_document import packed
from tests.pictures import as_file, page_image, scans_of
from tests.scans.papers import paper_of

RAB = (
    ("No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah"),
    (1, "Semen", 10, "zak", 65000, 650000),
    (2, "Pasir pasang", 2, "m3", 250000, 500000),
)


def put(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    return read(path, ocr=NoOcr())


def lines(source: Source) -> list[str]:
    return [b.text for p in source.pages for b in p.blocks if isinstance(b, Line) and b.text]


def tables(source: Source) -> list[list[list[tuple[str, int]]]]:
    found = [b for p in source.pages for b in p.blocks if isinstance(b, Table)]
    return [[[(c.text, c.span) for c in row] for row in t.rows] for t in found]


def texts(source: Source) -> list[list[list[str]]]:
    return [[[text for text, _ in row] for row in table] for table in tables(source)]


# --- Word before 2007 --------------------------------------------------------------------------

needs_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="no antiword")
LETTER = doc(
    [
        "NOTULEN RAPAT RT 02",
        "Hari/Tanggal\t: Senin, 4 Maret 2024",
        "Disepakati “iuran” warga.",
        [
            ["No", "Uraian", "Jumlah"],
            ["1", "Semen tiga roda untuk perbaikan saluran air di RT 02 RW 05", "650.000"],
            ["2", "", "500.000"],
        ],
        "Mengetahui,\tKetua RT",
    ]
)


@needs_antiword
def test_an_old_word_file_is_read_with_its_tables(tmp_path: Path) -> None:
    source = put(tmp_path / "notulen.doc", LETTER)
    assert lines(source) == [
        "NOTULEN RAPAT RT 02",
        "Hari/Tanggal\t: Senin, 4 Maret 2024",
        "Disepakati “iuran” warga.",
        "Mengetahui,\tKetua RT",
    ]
    assert texts(source) == [
        [
            ["No", "Uraian", "Jumlah"],
            ["1", "Semen tiga roda untuk perbaikan saluran air di RT 02 RW 05", "650.000"],
            ["2", "", "500.000"],
        ]
    ]
    assert (source.media_type, source.notes) == ("application/msword", ())


@needs_antiword
@pytest.mark.parametrize("end", [600, 1600, len(LETTER) // 2, len(LETTER) - 700])
def test_an_old_word_file_that_breaks_off_is_told(tmp_path: Path, end: int) -> None:
    (tmp_path / "putus.doc").write_bytes(LETTER[:end])
    with pytest.raises(InputError, match=r"putus\.doc"):
        read(tmp_path / "putus.doc", ocr=NoOcr())


def test_without_its_program_an_old_word_file_is_told_with_two_remedies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingConverter) as caught:
        put(tmp_path / "notulen.doc", LETTER)
    assert ".docx" in caught.value.sentence
    assert "antiword" in caught.value.sentence


# --- Excel -------------------------------------------------------------------------------------


def test_a_workbook_is_read_sheet_by_sheet_as_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["RENCANA ANGGARAN BIAYA"])
    sheet.merge_cells("A1:F1")
    sheet.append(["Hari", ":", datetime(2024, 3, 4)])
    sheet.append(["Pukul", ":", time(19, 30)])
    sheet.append([])
    for row in RAB:
        sheet.append(row)
    sheet.append([None, "Jumlah", None, None, None, 1150000])
    for cell in sheet["E"] + sheet["F"]:
        cell.number_format = '"Rp"#,##0'
    sheet.append([])
    sheet.append(["Ketua RT", None, None, "Bendahara"])
    book.create_sheet("Kedua").append(["Persen", 0.25])
    book["Kedua"]["B1"].number_format = "0%"
    book.create_sheet("Coret").append(["rahasia"])
    book["Coret"].sheet_state = "hidden"
    book.save(tmp_path / "rab.xlsx")
    source = read(tmp_path / "rab.xlsx", ocr=NoOcr())
    assert lines(source) == [
        "RENCANA ANGGARAN BIAYA",
        "Hari : 4 Maret 2024",
        "Pukul : 19:30",
        "Ketua RT\tBendahara",
        "Persen\t25%",
    ]
    assert texts(source) == [
        [
            ["No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah"],
            ["1", "Semen", "10", "zak", "Rp65.000", "Rp650.000"],
            ["2", "Pasir pasang", "2", "m3", "Rp250.000", "Rp500.000"],
            ["", "Jumlah", "", "", "", "Rp1.150.000"],
        ]
    ]
    assert len(source.pages) == 2
    assert source.notes == ("1 lembar tersembunyi tidak dibaca",)
    budget = extract(tmp_path / "rab.xlsx", ocr=NoOcr()).budget
    assert [(b.item, b.quantity, b.unit_price, b.total) for b in budget] == [
        ("Semen", 10, 65000, 650000),
        ("Pasir pasang", 2, 250000, 500000),
    ]


def test_numbers_are_rounded_and_written_as_their_format_shows_them(tmp_path: Path) -> None:
    shown = (
        *((1 / 3, "0%", "33%"), (0.125, "0.0%", "12,5%"), (1234.567, "#,##0", "1.235")),
        *((2, "0.00", "2,00"), (12.5, "0.##", "12,5"), (2.5, "0", "3"), (1.005, "0.00", "1,01")),
        *((1500000, '_-"Rp"* #,##0.00_-;-"Rp"* #,##0.00_-', "Rp1.500.000,00"),),
        *((-2500, "#,##0;-#,##0", "-2.500"), (1500000, "#,##0,", "1.500")),
        *((0.1 + 0.2, "General", "0,3"), (-0.4, "0", "0"), (1500000, "#.##0", "1.500.000")),
    )
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, (value, look, _) in enumerate(shown, 1):
        sheet.cell(number, 1, value).number_format = look
    book.save(tmp_path / "a.xlsx")
    assert lines(read(tmp_path / "a.xlsx", ocr=NoOcr())) == [said for *_, said in shown]


def test_pictures_in_a_workbook_are_told_and_logos_are_not(tmp_path: Path) -> None:
    held = as_file(page_image("Daftar hadir"), "PNG")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Daftar hadir terlampir"])
    for data in (held, as_file(Image.new("L", (90, 90)), "PNG")):
        sheet.add_image(Picture(BytesIO(data)), "A5")
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx", ocr=NoOcr()).notes == (
        "1 gambar di dalam lembar tidak dibaca",
    )
    body = "<table:table><table:table-row><table:table-cell><text:p>Daftar</text:p></table:table-cell></table:table-row></table:table>"
    source = put(tmp_path / "a.ods", packed("spreadsheet", body, a=held))
    assert source.notes == ("1 gambar di dalam lembar tidak dibaca",)


def test_an_old_workbook_is_read_alike(tmp_path: Path) -> None:
    source = put(tmp_path / "rab.xls", xls([["RAB DRAINASE"], [], *RAB], hidden=True))
    assert lines(source) == ["RAB DRAINASE"]
    assert texts(source)[0][1:] == [
        ["1", "Semen", "10", "zak", "65.000", "650.000"],
        ["2", "Pasir pasang", "2", "m3", "250.000", "500.000"],
    ]
    assert source.notes == ("1 lembar tersembunyi tidak dibaca",)


def test_empty_rows_to_the_end_of_a_sheet_cost_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Notulen rapat warga"])
    book.save(tmp_path / "a.xlsx")
    out = BytesIO()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = "".join(f'<row r="{n}"/>' for n in range(2, 100_000)).encode()
                stray = (
                    b'<row r="100000"><c r="XFD100000" t="inlineStr"><is><t>x</t></is></c></row>'
                )
                data = data.replace(b"</sheetData>", rows + stray + b"</sheetData>")
            new.writestr(name, data)
    source = put(tmp_path / "b.xlsx", out.getvalue())
    assert lines(source) == ["Notulen rapat warga"]
    assert source.notes == ("hanya 20000 baris dan 200 kolom pertama tiap lembar yang dibaca",)


def test_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Semen", 10, 65000, "=B1*C1"])
    book.save(tmp_path / "rab.xlsx")
    (note,) = read(tmp_path / "rab.xlsx", ocr=NoOcr()).notes
    assert note.startswith("1 rumus tanpa hasil")


def changed(path: Path, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a zip with one of its members changed."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    return out.getvalue()


def made_book(*rows: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return book, sheet


def test_a_table_directly_below_another_is_one_of_its_own(tmp_path: Path) -> None:
    book, _ = made_book(
        *map(list, RAB),
        [None, "Pekerjaan lain"],
        [3, "Papan", 1, "lembar", 55000, 55000],
        [None, "TOTAL", None, None, None, 1205000],
        ["DAFTAR HADIR"],
        ["No", "Nama", "Jabatan"],
        [1, "Siti Aminah", "Ketua RT"],
        ["No", "Nama", "Jabatan"],
        [2, "Asep Saepudin", "Ketua RW"],
    )
    book.save(tmp_path / "a.xlsx")
    source = read(tmp_path / "a.xlsx", ocr=NoOcr())
    assert lines(source) == ["DAFTAR HADIR"]
    costs, present = texts(source)
    assert [row[1] for row in costs] == [
        *("Uraian", "Semen", "Pasir pasang", "Pekerjaan lain", "Papan", "TOTAL"),
    ]
    assert present == [
        ["No", "Nama", "Jabatan"],
        ["1", "Siti Aminah", "Ketua RT"],
        ["No", "Nama", "Jabatan"],
        ["2", "Asep Saepudin", "Ketua RW"],
    ]
    found = extract(tmp_path / "a.xlsx", ocr=NoOcr())
    assert "Siti Aminah" in {person.name for person in found.people}


def test_hidden_and_struck_cells_of_a_workbook_are_left_out_and_told(tmp_path: Path) -> None:
    book, sheet = made_book(
        ["No", "Usulan", "Biaya", "Catatan", "Lokasi"],
        *([n, f"Jalan {n}", n * 1000, "rahasia", f"RW 0{n}"] for n in range(1, 6)),
    )
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[90].hidden = True
    sheet.column_dimensions["D"].hidden = sheet.column_dimensions["K"].hidden = True
    for cell in sheet[5]:
        cell.font = Font(strike=True)
    sheet["C6"].font = Font(strike=True)
    sheet["B2"].comment = Comment("Disetujui Rp 3.000.000", "lurah")
    book.save(tmp_path / "a.xlsx")
    source = read(tmp_path / "a.xlsx", ocr=NoOcr())
    assert texts(source) == [
        [
            ["No", "Usulan", "Biaya", "Lokasi"],
            ["1", "Jalan 1", "1000", "RW 01"],
            ["3", "Jalan 3", "3000", "RW 03"],
            ["5", "Jalan 5", "", "RW 05"],
        ]
    ]
    assert source.notes == (
        "1 baris dan 1 kolom tersembunyi tidak dibaca",
        "5 sel berisi teks yang dicoret, yang tidak dibaca",
        "1 komentar sel tidak dibaca",
    )


def test_a_day_is_shown_with_its_weekday_where_its_format_has_it(tmp_path: Path) -> None:
    book, sheet = made_book([date(2024, 3, 11)], [date(2024, 3, 11)], [date(2024, 3, 11)])
    for row, look in enumerate(("[$-421]dddd, dd mmmm yyyy", "ddd d/m", '"ddd" d mmmm yyyy'), 1):
        sheet.cell(row, 1).number_format = look
    book.save(tmp_path / "a.xlsx")
    assert lines(read(tmp_path / "a.xlsx", ocr=NoOcr())) == [
        *["Senin, 11 Maret 2024"] * 2,
        "11 Maret 2024",
    ]


BOX = (
    '<k:twoCellAnchor xmlns:k="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:q="http://schemas.openxmlformats.org/drawingml/2006/main"><k:from><k:row>{row}</k:row></k:from>'
    "<k:sp><k:txBody><q:p><q:r><q:t>{text}</q:t></q:r></q:p></k:txBody></k:sp></k:twoCellAnchor>"
)


def test_text_boxes_of_a_workbook_are_read_and_charts_told(tmp_path: Path) -> None:
    book, sheet = made_book([], [], *map(list, RAB))
    sheet.add_chart(BarChart(), "A9")
    book.save(tmp_path / "a.xlsx")
    boxes = BOX.format(row=0, text="RAB DRAINASE") + BOX.format(row=8, text="Keputusan: disetujui")

    def with_boxes(data: bytes) -> bytes:
        return data.replace(b"</wsDr>", boxes.encode() + b"</wsDr>")

    held = changed(tmp_path / "a.xlsx", "xl/drawings/drawing1.xml", with_boxes)
    source = put(tmp_path / "b.xlsx", held)
    assert lines(source) == ["RAB DRAINASE", "Keputusan: disetujui"]
    assert isinstance(next(b for b in source.pages[0].blocks if not isinstance(b, Line)), Table)
    assert source.pages[0].blocks[0] == Line("RAB DRAINASE")
    assert source.notes == ("1 grafik di dalam lembar tidak dibaca",)


# --- OpenDocument ------------------------------------------------------------------------------

COUNTED = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-suffix="." '
    'style:num-format="1"/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
)


def test_an_opendocument_text_is_read_as_it_stands_on_the_page(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Dicoret</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">NOTULEN</text:h>'
        "<text:p>Hari<text:tab/>: Senin<text:s text:c='2'/>Pagi<text:line-break/>Tempat : Balai"
        "<office:annotation><text:p>komentar</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Catatan kaki.</text:p>"
        "</text:note-body></text:note></text:p>"
        '<text:list text:style-name="L1"><text:list-item><text:p>Drainase</text:p><text:list><text:list-item>'
        "<text:p>gorong-gorong</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>Lampu</text:p></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>Lebar</text:p></table:table-cell>'
        "<table:covered-table-cell/><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row>"
        '</table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>RW 01'
        "</text:p></table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell>"
        "<text:p>2</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
        "<table:table-cell><text:p>3</text:p></table:table-cell><table:table-cell><text:p>4</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>Nomor: 12/2024</text:p></draw:text-box></draw:frame></text:p>"
    )
    styles = (
        "<style:master-page><style:header><text:p>PEMERINTAH KOTA BOGOR</text:p></style:header>"
        "<style:footer><text:p>Halaman 1</text:p></style:footer></style:master-page>"
        "<style:master-page><style:header><text:p>PEMERINTAH KOTA BOGOR</text:p></style:header></style:master-page>"
    )
    source = put(tmp_path / "a.odt", packed("text", body, styles=styles, lists=COUNTED))
    assert lines(source) == [
        *("PEMERINTAH KOTA BOGOR", "NOTULEN", "Hari\t: Senin Pagi", "Tempat : Balai"),
        *("Catatan kaki.", "1. Drainase", "- gorong-gorong", "2. Lampu", "Nomor: 12/2024"),
        "Halaman 1",
    ]
    assert tables(source) == [
        [
            [("Lebar", 2), ("c", 1)],
            [("RW 01", 1), ("1", 1), ("2", 1)],
            [("", 1), ("3", 1), ("4", 1)],
        ]
    ]


STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="H" style:family="paragraph" style:parent-style-name="G"/>'
    '<style:style style:name="G" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/>'
    '</style:style><style:style style:name="N" style:family="text">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="C" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)


def test_what_is_hidden_or_struck_in_an_opendocument_text_is_left_out_and_told(
    tmp_path: Path,
) -> None:
    body = (
        '<text:p>Biaya <text:span text:style-name="H">rahasia </text:span>'
        '<text:span text:style-name="S">Rp 50.000.000 </text:span>'
        '<text:span text:style-name="N">Rp 45.000.000</text:span></text:p>'
        '<text:p text:style-name="H">Rahasia</text:p>'
        '<text:section text:display="none"><text:p>Rahasia</text:p></text:section>'
        '<text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
    )
    source = put(tmp_path / "a.odt", packed("text", body, lists=STYLES))
    assert lines(source) == ["Biaya Rp 45.000.000"]
    assert source.notes == (
        "teks tersembunyi tidak dibaca",
        "teks yang dicoret tidak dibaca",
        "1 objek dari program lain di dalam teks tidak dibaca",
    )


def test_a_scan_in_an_opendocument_text_is_read(tmp_path: Path) -> None:
    held = BytesIO()
    Image.new("L", (1240, 1754), 255).save(held, "PNG")
    body = (
        '<text:p><draw:frame svg:width="16cm" svg:height="23cm">'
        '<draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    )
    path = tmp_path / "a.odt"
    path.write_bytes(packed("text", body, a=held.getvalue()))
    assert read(path, ocr=Counting()).text.strip() == "Pindaian1"


def test_an_opendocument_workbook_is_read(tmp_path: Path) -> None:
    def row(*cells: object) -> str:
        inner = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells)
        return f"<table:table-row>{inner}<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"

    body = "<table:table>" + row("RAB") + row() + "".join(row(*r) for r in RAB)
    body += "<table:table-row table:number-rows-repeated='1048570'><table:table-cell/></table:table-row></table:table>"
    source = put(tmp_path / "a.ods", packed("spreadsheet", body))
    assert lines(source) == ["RAB"]
    assert texts(source)[0][1] == ["1", "Semen", "10", "zak", "65000", "650000"]
    assert source.notes == ()
    hidden = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    body += f'<table:table table:style-name="ta2">{row("rahasia")}</table:table>'
    source = put(tmp_path / "b.ods", packed("spreadsheet", body, lists=hidden))
    assert (len(source.pages), "rahasia" in source.text) == (1, False)
    assert source.notes == ("1 lembar tersembunyi tidak dibaca",)


def test_what_nobody_sees_of_an_opendocument_workbook_is_left_out_and_told(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    def row(n: int, more: str = "", style: str = "") -> str:
        cells = (
            cell(str(n))
            + cell(f"Jalan {n}", style)
            + cell("rahasia")
            + cell(f"RW 0{n}")
            + cell("Ketua RT")
        )
        return f"<table:table-row {more}>{cells}</table:table-row>"

    comment = "<office:annotation><text:p>catatan</text:p></office:annotation>"
    body = (
        "<table:table><table:shapes><draw:frame><draw:text-box><text:p>Keputusan: disetujui</text:p>"
        '</draw:text-box></draw:frame></table:shapes><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/><table:table-column/>'
        + row(1)
        + row(2, 'table:visibility="collapse"')
        + row(3, 'table:visibility="filter"')
        + row(4, style='table:style-name="C"')
        + f'<table:table-row><table:table-cell table:formula="of:=SUM(1)">{comment}</table:table-cell>'
        + "</table:table-row></table:table>"
    )
    source = put(tmp_path / "a.ods", packed("spreadsheet", body, lists=STYLES))
    assert texts(source) == [
        [["1", "Jalan 1", "RW 01", "Ketua RT"], ["4", "", "RW 04", "Ketua RT"]]
    ]
    assert lines(source) == ["Keputusan: disetujui"]
    assert source.notes == (
        "1 rumus tanpa hasil tersimpan tidak dibaca; buka dan simpan ulang berkasnya",
        "2 baris dan 1 kolom tersembunyi tidak dibaca",
        "1 sel berisi teks yang dicoret, yang tidak dibaca",
        "1 komentar sel tidak dibaca",
    )


def test_a_list_of_letters_counts_on_behind_z_as_its_program_does(tmp_path: Path) -> None:
    for sync, behind in (("true", "bb."), ("false", "ab.")):
        way = (
            '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
            f'style:num-suffix="." style:num-format="a" style:num-letter-sync="{sync}" '
            'text:start-value="28"/></text:list-style>'
        )
        body = '<text:list text:style-name="L1"><text:list-item><text:p>Usulan</text:p></text:list-item></text:list>'
        assert lines(put(tmp_path / "a.odt", packed("text", body, lists=way))) == [
            f"{behind} Usulan"
        ]
    page = '<h1>Usulan</h1><ol type="a" start="28"><li>Drainase</li></ol><ol type="I" start="1999"><li>Lampu</li></ol>'
    shown = lines(put(tmp_path / "a.html", page.encode()))
    assert shown == ["Usulan", "ab. Drainase", "MCMXCIX. Lampu"]


# --- Rich text ---------------------------------------------------------------------------------


def rtf(body: str) -> bytes:
    return (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\colortbl;\red0\green0\blue0;}"
        r"{\*\generator Contoh;}{\info{\title Rahasia}}" + body + "}"
    ).encode("latin-1")


def test_rich_text_is_read_as_it_stands_on_the_page(tmp_path: Path) -> None:
    head = r"{\header\pard PEMERINTAH KOTA BOGOR\par}"
    body = (
        rf"{head}{{\headerf\pard PEMERINTAH KOTA BOGOR\par}}{{\footer\pard Halaman 1\par}}"
        r"\pard\b NOTULEN\b0\par Hari\tab : Jum\'92at {\deleted lama }\'93baru\'94 \u8211? 5 m\u178?\par "
        r"{\pard{\listtext 1.\tab}Drainase{\footnote\pard Catatan kaki.\par}\par}"
        r"{\v tersembunyi}{\field{\*\fldinst HYPERLINK x}{\fldrslt Tautan}}\par "
        r"{\*\annotation komentar}\trowd\clmgf\cellx2000\clmrg\cellx4000\cellx6000"
        r"\pard\intbl Lebar\cell\cell c\cell\row\trowd\clvmgf\cellx2000\cellx4000\cellx6000"
        r"\pard\intbl RW 01\cell Baris\par dua\cell 2\cell\row\trowd\clvmrg\cellx2000\cellx4000\cellx6000"
        r"\pard\intbl\cell 3\cell 4\cell\row\pard "
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard Nomor: 12/2024\par}}{\shprslt Nomor: 12/2024}}Demikian.\par"
    )
    source = put(tmp_path / "a.rtf", rtf(body))
    assert lines(source) == [
        *("PEMERINTAH KOTA BOGOR", "NOTULEN", "Hari\t: Jum’at “baru” – 5 m²", "1.\tDrainase"),
        *("Catatan kaki.", "Tautan", "Demikian.", "Nomor: 12/2024", "Halaman 1"),
    ]
    assert tables(source) == [
        [
            [("Lebar", 2), ("c", 1)],
            [("RW 01", 1), ("Baris\ndua", 1), ("2", 1)],
            [("", 1), ("3", 1), ("4", 1)],
        ]
    ]
    # Old files bear the ending of Word.
    assert put(tmp_path / "a.doc", rtf(body)).notes == ("teks tersembunyi tidak dibaca",)


def test_what_is_hidden_or_struck_in_rich_text_is_left_out_and_told(tmp_path: Path) -> None:
    body = (
        r"Biaya {\strike Rp 50.000.000} {\strike\strike0 Rp 45.000.000}\v  rahasia\v0\striked1  lama\plain  baru\par "
        r"{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 0105}{\result Semen 10 zak}}\par"
    )
    source = put(tmp_path / "a.rtf", rtf(body))
    assert lines(source) == ["Biaya Rp 45.000.000 baru", "Semen 10 zak"]
    assert source.notes == ("teks tersembunyi tidak dibaca", "teks yang dicoret tidak dibaca")
    assert put(tmp_path / "b.rtf", rtf(r"Isi {\deleted lama}\par")).notes == ()


def test_drawn_words_of_rich_text_are_read_and_watermarks_are_not(tmp_path: Path) -> None:
    def drawn(text: str) -> str:
        words = rf"{{\sp{{\sn gtextUNICODE}}{{\sv {text}}}}}{{\sp{{\sn gtextFont}}{{\sv Arial}}}}"
        return (
            rf"{{\shp{{\*\shpinst{{\sp{{\sn shapeType}}{{\sv 136}}}}{words}}}{{\shprslt {words}}}}}"
        )

    body = rf"{{\header\pard KOP{drawn('DRAF')}\par}}\pard {drawn('NOTULEN RAPAT')}Isi.\par"
    assert lines(put(tmp_path / "a.rtf", rtf(body))) == ["KOP", "Isi.", "NOTULEN RAPAT"]


def test_a_scan_in_rich_text_is_read(tmp_path: Path) -> None:
    held = BytesIO()
    Image.new("L", (1240, 1754), 255).save(held, "PNG")
    path = tmp_path / "a.rtf"
    digits = held.getvalue().hex()
    path.write_bytes(rtf(rf"{{\pict\pngblip\picwgoal9000\pichgoal13000 {digits}}}\par"))
    assert read(path, ocr=Counting()).text.strip() == "Pindaian1"


def test_a_scan_among_what_word_says_of_it_is_read(tmp_path: Path) -> None:
    held = as_file(Image.new("L", (1240, 1754), 255), "PNG")
    about = r"{\*\picprop\shplid1{\sp{\sn shapeType}{\sv 75}}}\picwgoal9000\pichgoal13000\pngblip"
    path = tmp_path / "a.rtf"
    inner = rf"{about}{{\*\blipuid 0123456789abcdef}}"
    path.write_bytes(rtf(rf"{{\*\shppict{{\pict{inner} {held.hex()}}}}}\par"))
    assert read(path, ocr=Counting()).text.strip() == "Pindaian1"
    raw = rtf(rf"{{\pict{inner}\bin{len(held)} @}}\par").replace(b"@", held)
    path.write_bytes(raw)
    assert read(path, ocr=Counting()).text.strip() == "Pindaian1"


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf"])
def test_what_is_read_in_a_picture_leads_to_its_place_there(tmp_path: Path, kind: str) -> None:
    [sheet] = scans_of(paper_of("minutes", "helvetica", 11, 1)[0], dpi=150, skew=2)
    held = as_file(sheet.rotate(180), "PNG")
    path = tmp_path / f"a.{kind}"
    if kind == "docx":
        made = docx.Document()
        made.add_picture(BytesIO(held))
        made.save(path)
    elif kind == "odt":
        frame = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
        path.write_bytes(packed("text", f"<text:p>{frame}</text:p>", a=held))
    else:
        path.write_bytes(rtf(rf"{{\pict\pngblip\picwgoal9000\pichgoal13000 {held.hex()}}}\par"))
    source = load(dump(read(path, ocr=Spotting())))  # whose one word is all ink
    at = source.text.index("RW")
    (spot,) = spots(source, at, at + 2)
    dark = cut_out(path, source, spot.page, [spot.box]).max(axis=2) < 100
    down, across = np.nonzero(dark)
    beside, above = (pytest.approx(m * DPI / 72, abs=8) for m in (MARGIN_ACROSS, MARGIN_DOWN))
    assert (down.min(), across.min()) == (above, beside)
    assert (dark.shape[0] - down.max(), dark.shape[1] - across.max()) == (above, beside)
    path.write_bytes(b"diganti")
    with pytest.raises(DamagedDocument):
        cut_out(path, source, spot.page, [spot.box])


@pytest.mark.parametrize(
    ("kind", "held", "note"),
    [
        (r"\wmetafile8", "010009000003", "1 gambar berjenis WMF atau EMF tidak dibaca"),
        (r"\wbitmap0", "00112233", "1 gambar rusak atau berjenis lain dan tidak dibaca"),
        (r"\pngblip", "zz", "1 gambar rusak atau berjenis lain dan tidak dibaca"),
    ],
)
def test_a_picture_of_rich_text_that_cannot_be_read_is_told(
    tmp_path: Path, kind: str, held: str, note: str
) -> None:
    text = r"Notulen rapat warga RT 02 dilampirkan di bawah ini.\par "
    for size, notes in (
        (r"\picwgoal9000\pichgoal12000", (note,)),
        (r"\picwgoal900\pichgoal900", ()),
    ):
        source = put(tmp_path / "a.rtf", rtf(rf"{text}{{\pict{kind}{size} {held}}}\par Selesai."))
        assert lines(source) == ["Notulen rapat warga RT 02 dilampirkan di bawah ini.", "Selesai."]
        assert source.notes == notes


@pytest.mark.parametrize(
    "body",
    [
        "{" * 5_000,
        r"{\pict\pngblip " + "zz" * 50 + "}",
        r"Rapat warga\bin999999999 x",
        r"\u99999?\u-5?" + r"\'zz Rapat",
        r"\trowd\cell\row\cell\row}}}} Rapat",
    ],
)
def test_rich_text_that_is_damaged_is_read_or_told(tmp_path: Path, body: str) -> None:
    with contextlib.suppress(InputError):
        assert "ahasia" not in put(tmp_path / "a.rtf", rtf(body)).text


# --- photos ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["HEIF", "WEBP", "AVIF", "JPEG2000"])
def test_a_photo_of_a_telephone_is_read(tmp_path: Path, kind: str) -> None:
    pillow_heif.register_heif_opener()
    path = tmp_path / f"foto.{kind.lower()}"
    Image.new("RGB", (900, 1200), "white").save(path, kind)
    source = read(path, ocr=Counting())
    assert source.text.strip() == "Pindaian1"
    assert source.pages[0].width < source.pages[0].height


# --- lists as programs write them --------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_list_as_csv_is_a_table(tmp_path: Path, mark: str) -> None:
    rows = ["No,Uraian,Jumlah", '1,"Semen, pasir; batu",650.000', '2,"Kata ""tanda"" petik",', ""]
    data = "\r\n".join(rows).replace(",", mark).replace(f"Semen{mark}", "Semen,")
    source = put(tmp_path / "rab.csv", data.encode("utf-8-sig"))
    assert texts(source) == [
        [
            ["No", "Uraian", "Jumlah"],
            ["1", "Semen, pasir; batu", "650.000"],
            ["2", 'Kata "tanda" petik', ""],
        ]
    ]
    assert source.notes == ()


def test_sentences_with_commas_are_no_list(tmp_path: Path) -> None:
    told = "Rapat dihadiri Ani, Budi, dan Cecep.\nHadir pula Dewi, Edi, dan Fani.\nJuga Gita, Hadi, dan Ida.\n"
    assert tables(put(tmp_path / "a.txt", told.encode())) == []


# --- bad input ---------------------------------------------------------------------------------


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name.replace("__", "/"), data, kind)
    return out.getvalue()


BOMB = b"<x>" + b"0" * 120_000_000
ENTITY = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
ODT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("bom.xlsx", zipped(**{"xl__workbook.xml": b"<x/>", "xl__a.xml": BOMB}), TooLarge),
        ("bom.odt", zipped(mimetype=ODT, **{"content.xml": BOMB}), TooLarge),
        ("entitas.odt", zipped(mimetype=ODT, **{"content.xml": ENTITY}), DamagedDocument),
        ("kosong.odt", zipped(mimetype=ODT), DamagedDocument),
        (
            "sandi.odt",
            zipped(mimetype=ODT, **{"META-INF__manifest.xml": b"<a><encryption-data/></a>"}),
            EncryptedDocument,
        ),
        ("rusak.xlsx", zipped(**{"xl__workbook.xml": b"<x"}), DamagedDocument),
        ("rusak.xls", ole({"Workbook": b"bukan"}), DamagedDocument),
        ("rusak.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200), DamagedDocument),
    ],
)
def test_what_is_damaged_or_hostile_is_told(
    tmp_path: Path, name: str, data: bytes, error: type[InputError]
) -> None:
    with pytest.raises(error, match=name):
        put(tmp_path / name, data)


# --- mail --------------------------------------------------------------------------------------


def test_a_mail_is_read_with_its_head(tmp_path: Path) -> None:
    path = tmp_path / "surel.eml"
    path.write_bytes(
        b"From: =?utf-8?q?Siti_Amin=C3=A1h?= <siti@contoh.id>\r\nTo: kelurahan@contoh.id\r\n"
        b"Subject: Undangan rapat\r\nDate: Mon, 04 Mar 2024 08:00:00 +0700\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b'--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<p>Rapat di Balai RW=C2=A005</p><p>pukul 19.30</p>\r\n"
        b'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\nx\r\n--b--\r\n'
    )
    source = read(path, ocr=NoOcr())
    assert lines(source) == [
        *("Dari : Siti Amináh <siti@contoh.id>", "Kepada : kelurahan@contoh.id"),
        *("Tanggal : 4 Maret 2024", "Perihal : Undangan rapat", "Lampiran : a.pdf"),
        *("Rapat di Balai RW 05", "pukul 19.30"),
    ]
    assert (source.media_type, source.notes) == ("message/rfc822", ())


@pytest.mark.parametrize("said", ["utf-99", "ascii", "undefined"])
def test_a_mail_that_says_a_wrong_encoding_is_read(tmp_path: Path, said: str) -> None:
    path = tmp_path / "surel.eml"
    path.write_bytes(
        f"Received: x\r\nFrom: a@b.id\r\nContent-Type: text/plain; charset={said}\r\n\r\n"
        "Rapat “warga” RT 02\r\n".encode()
    )
    assert "Rapat “warga” RT 02" in read(path, ocr=NoOcr()).text


PAGE = "<p>Rapat di Balai RW 05.</p><table><tr><td>Siti Aminah</td><td>Ketua RT</td></tr></table>"


@pytest.mark.parametrize("plain", ["\n", "Buka di HTML."])
def test_a_mail_whose_plain_part_says_nothing_is_read_by_its_page(
    tmp_path: Path, plain: str
) -> None:
    message = EmailMessage()
    message["From"] = "a@b.id"
    message.set_content(plain)
    message.add_alternative(PAGE, subtype="html")
    source = put(tmp_path / "a.eml", bytes(message))
    assert lines(source)[1:] == ["Rapat di Balai RW 05."]
    assert texts(source) == [[["Siti Aminah", "Ketua RT"]]]


def test_a_mail_with_a_whole_plain_part_is_read_by_it(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "a@b.id"
    message.set_content("Rapat di Balai RW 05.\nSiti Aminah, Ketua RT")
    message.add_alternative(PAGE, subtype="html")
    source = put(tmp_path / "a.eml", bytes(message))
    assert lines(source)[1:] == ["Rapat di Balai RW 05.", "Siti Aminah, Ketua RT"]


def test_a_mail_that_is_attached_is_named(tmp_path: Path) -> None:
    message, inner = EmailMessage(), EmailMessage()
    message["From"] = "a@b.id"
    message.set_content("Terlampir.")
    inner["Subject"] = "Usulan RW 03"
    inner.set_content("Drainase")
    inner.add_attachment(b"x", maintype="image", subtype="png", filename="dalam.png")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="foto.png")
    message.add_attachment(inner)
    source = put(tmp_path / "a.eml", bytes(message))
    assert lines(source)[1] == "Lampiran : foto.png, Usulan RW 03.eml"


def test_days_are_shown_as_indonesian_writes_them() -> None:
    from extractors.readers.sheets import shown

    assert shown(date(2024, 12, 1)) == "1 Desember 2024"

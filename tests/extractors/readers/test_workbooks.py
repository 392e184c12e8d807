"""Excel: sheets as they show, and what of them is told and not read."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from extractors import extract
from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Line, Table
from tests.old_office import xls
from tests.open_document import packed
from tests.pictures import as_file, page_image
from tests.read_back import RAB, lines, put, texts


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


def test_days_are_shown_as_indonesian_writes_them() -> None:
    from extractors.readers.sheets import shown

    assert shown(date(2024, 12, 1)) == "1 Desember 2024"

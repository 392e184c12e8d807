"""Word files: what a person sees on the page is what is read, in that order."""

from io import BytesIO
from pathlib import Path
from random import Random

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Inches
from PIL import Image, ImageDraw, ImageFont

from extractors.ocr import NoOcr, OcrEngine, OcrWord
from extractors.readers import read
from models.source import Line, Table
from tests.pictures import as_file, png_header, scans_of
from tests.scans.papers import paper_of

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def paragraph(inner: str) -> object:
    return parse_xml(f"<w:p {_NS}>{inner}</w:p>")


def lines(path: Path) -> list[str]:
    source = read(path, ocr=NoOcr())
    return [b.text for b in source.pages[0].blocks if isinstance(b, Line) and b.text]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notulen.docx"


def test_paragraphs_and_tables_stand_in_reading_order(path: Path) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "PEMERINTAH KOTA BOGOR"
    made.sections[0].footer.paragraphs[0].text = "Halaman 1"
    made.add_heading("NOTULEN", 0)
    made.add_paragraph("Sebelum tabel.")
    table = made.add_table(2, 2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells],
        ["No", "Usulan", "1", "Drainase\nRT 02"],
        strict=True,
    ):
        cell.text = text
    made.add_paragraph("Sesudah tabel.")
    made.save(path)
    source = read(path, ocr=NoOcr())
    blocks = [b for b in source.pages[0].blocks if isinstance(b, Table) or b.text]
    assert [b.text if isinstance(b, Line) else "TABEL" for b in blocks] == [
        "PEMERINTAH KOTA BOGOR",
        "NOTULEN",
        "Sebelum tabel.",
        "TABEL",
        "Sesudah tabel.",
        "Halaman 1",
    ]
    grid = next(b for b in blocks if isinstance(b, Table))
    assert [[c.text for c in row] for row in grid.rows] == [
        ["No", "Usulan"],
        ["1", "Drainase\nRT 02"],
    ]
    heading = blocks[1]
    assert isinstance(heading, Line)
    assert heading.style == "heading"


def test_a_text_box_is_read_once(path: Path) -> None:
    made = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Nomor: 12/LPM/2024</w:t></w:r></w:p></w:txbxContent>"
    made.element.body.insert(
        0,
        paragraph(
            "<w:r><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r><w:r><w:t>Isi surat.</w:t></w:r>"
        ),
    )
    made.save(path)
    assert sorted(lines(path)) == ["Isi surat.", "Nomor: 12/LPM/2024"]


def test_tracked_insertions_count_and_deletions_do_not(path: Path) -> None:
    made = docx.Document()
    made.element.body.insert(
        0,
        paragraph(
            "<w:r><w:t xml:space='preserve'>Dana Rp </w:t></w:r>"
            "<w:del><w:r><w:delText>50</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>75</w:t></w:r></w:ins><w:r><w:t>.000.000</w:t></w:r>"
        ),
    )
    made.save(path)
    assert lines(path) == ["Dana Rp 75.000.000"]


def test_content_controls_are_read(path: Path) -> None:
    made = docx.Document()
    made.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {_NS}><w:sdtContent><w:p><w:r><w:t>Tempat : Balai RW 05</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    made.save(path)
    assert lines(path) == ["Tempat : Balai RW 05"]


def test_the_numbers_of_a_list_are_shown(path: Path) -> None:
    made = docx.Document()
    for text in ("Perbaikan drainase", "Pengadaan PJU"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("Catatan", style="List Bullet")
    made.save(path)
    assert lines(path) == ["1. Perbaikan drainase", "2. Pengadaan PJU", "- Catatan"]


def counted(*lists: str) -> object:
    """Make the numbers of a file: one pattern (a., then i.) with these lists made from it."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{n + 1}."/></w:lvl>'
        for n, kind in enumerate(("lowerLetter", "upperRoman"))
    )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="7"/>{own}</w:num>'
        for n, own in enumerate(lists, 1)
    )
    return parse_xml(
        f'<w:numbering {_NS}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{nums}</w:numbering>'
    )


def item(text: str, number: int, level: int = 0) -> object:
    props = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )
    return paragraph(f"{props}<w:r><w:t>{text}</w:t></w:r>")


def test_lists_go_on_or_begin_with_the_number_that_they_say(path: Path) -> None:
    made = docx.Document()
    starts = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="(%1)"/></w:lvl><w:startOverride w:val="5"/></w:lvlOverride>'
    )
    numbering = made.part.numbering_part
    numbering._element = counted(
        "", "", starts.format(0, 26), starts.format(0, 1) + starts.format(1, 499), own
    )
    body = made.element.body
    for text, number, level in (
        *(
            ("Drainase", 1, 0),
            ("Lampu", 1, 0),
            ("Jalan", 2, 0),
        ),  # the second goes on with the first
        *(("Pos", 3, 0), ("Taman", 3, 0), ("Gapura", 3, 0)),
        *(("Pembukaan", 4, 0), ("Doa", 4, 1), ("Lagu", 4, 1), ("Laporan", 4, 0), ("Satu", 4, 1)),
        *(("Semen", 5, 0), ("Pasir", 5, 0)),
    ):
        body.insert(len(body) - 1, item(text, number, level))
    made.save(path)
    assert lines(path) == [
        *("a. Drainase", "b. Lampu", "c. Jalan", "z. Pos", "aa. Taman", "bb. Gapura"),
        *("a. Pembukaan", "CDXCIX. Doa", "D. Lagu", "b. Laporan", "CDXCIX. Satu"),
        *("(5) Semen", "(6) Pasir"),
    ]


def test_merged_cells_keep_their_columns(path: Path) -> None:
    made = docx.Document()
    table = made.add_table(2, 3)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["a", "b", "c", "1", "2", "3"], strict=True
    ):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1)).text = "lebar"
    made.save(path)
    grid = next(b for b in read(path, ocr=NoOcr()).pages[0].blocks if isinstance(b, Table))
    assert [(c.text, c.span) for c in grid.rows[0]] == [("lebar", 2), ("c", 1)]


def test_a_document_of_pictures_is_read_by_ocr(path: Path, tesseract: OcrEngine) -> None:
    page = Image.new("L", (1240, 700), "white")
    ImageDraw.Draw(page).text(
        (80, 200), "Notulen Rapat Warga RT 02", fill="black", font=ImageFont.load_default(64)
    )
    held = BytesIO()
    page.save(held, "PNG")
    held.seek(0)
    made = docx.Document()
    made.add_picture(held)
    made.save(path)
    source = read(path, ocr=tesseract)
    assert "Notulen Rapat Warga RT 02" in " ".join(source.text.split())
    assert source.pages[-1].origin == "ocr"


def test_moved_text_is_read_where_it_now_stands(path: Path) -> None:
    made = docx.Document()
    for inner in (
        "<w:moveFrom w:id='1'><w:r><w:t>Usulan drainase</w:t></w:r></w:moveFrom>",
        "<w:r><w:t>Pembukaan</w:t></w:r>",
        "<w:moveTo w:id='2'><w:r><w:t>Usulan drainase</w:t></w:r></w:moveTo>",
    ):
        made.element.body.insert(len(made.element.body) - 1, paragraph(inner))
    made.save(path)
    assert lines(path) == ["Pembukaan", "Usulan drainase"]


def test_a_deleted_row_is_not_read(path: Path) -> None:
    made = docx.Document()
    table = made.add_table(2, 2)
    for cell, text in zip([c for r in table.rows for c in r.cells], "abcd", strict=True):
        cell.text = text
    gone = table.rows[1]._tr.get_or_add_trPr()
    gone.append(parse_xml(f"<w:del {_NS} w:id='1'/>"))
    made.save(path)
    grid = next(b for b in read(path, ocr=NoOcr()).pages[0].blocks if isinstance(b, Table))
    assert [[c.text for c in row] for row in grid.rows] == [["a", "b"]]


def test_a_table_in_a_text_box_is_read(path: Path) -> None:
    made = docx.Document()
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ketua RT</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    made.element.body.insert(
        0,
        paragraph(
            "<w:r><w:drawing><wps:txbx><w:txbxContent>"
            f"{table}<w:p/></w:txbxContent></wps:txbx></w:drawing></w:r>"
        ),
    )
    made.save(path)
    assert [
        b.rows[0][0].text for b in read(path, ocr=NoOcr()).pages[0].blocks if isinstance(b, Table)
    ] == ["Ketua RT"]


class Counting:
    """An engine that says of each page which one it was asked for."""

    name, version = "hitung", "1"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: object) -> tuple[OcrWord, ...]:
        self.asked += 1
        return (OcrWord(f"Pindaian{self.asked}", 100, 100, 180, 30, 0.9),)


def picture(width: int = 1240, height: int = 1754, shade: int = 255) -> BytesIO:
    held = BytesIO()
    Image.new("L", (width, height), shade).save(held, "PNG")
    held.seek(0)
    return held


def test_a_scanned_page_is_read_where_it_stands(path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Proposal perbaikan drainase RT 02 RW 05 Kelurahan Cimuncang tahun 2024.")
    made.add_picture(picture(), width=Inches(6.3))
    made.add_paragraph("Demikian proposal ini kami sampaikan.")
    made.save(path)
    source = read(path, ocr=Counting())
    assert [(p.number, p.origin) for p in source.pages] == [(1, "text"), (2, "ocr"), (3, "text")]
    before, scan, after = source.text.split("\f")
    assert before.startswith("Proposal")
    assert scan.strip() == "Pindaian1"
    assert after.strip().startswith("Demikian")
    assert source.notes == ()


def test_pictures_stand_in_the_order_of_the_document(path: Path) -> None:
    made = docx.Document()
    made.add_picture(picture(1240, 1754), width=Inches(6.3))
    made.add_picture(picture(1754, 1240), width=Inches(6.3))
    body = made.element.body
    body.insert(0, body[1])  # the second picture now comes first, its relation does not
    made.save(path)
    wide, tall = read(path, ocr=Counting()).pages
    assert wide.width > wide.height
    assert tall.width < tall.height


def test_photos_between_the_text_are_told_and_logos_are_not(path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Laporan kerja bakti warga RT 02 RW 05 Kelurahan Cimuncang, Minggu pagi.")
    made.add_picture(picture(200, 200), width=Inches(1))
    for shade in (200, 210):
        made.add_picture(picture(1600, 1200, shade), width=Inches(5))
    made.save(path)
    engine = Counting()
    source = read(path, ocr=engine)
    assert engine.asked == 0
    assert source.notes == ("2 gambar di antara teks tidak dibaca",)


def test_a_smaller_picture_is_read_where_it_holds_lines_of_writing(path: Path) -> None:
    [sheet] = scans_of(paper_of("minutes", "helvetica", 11, 1)[0], dpi=150, skew=1.5)
    crowd = Image.new("L", (1600, 1200), 190)
    draw, chance = ImageDraw.Draw(crowd), Random(1)
    for _ in range(900):
        x, y, size = chance.randrange(1600), chance.randrange(1200), chance.randrange(6, 40)
        draw.ellipse((x, y, x + size, y + size), fill=chance.randrange(20, 240))
    made = docx.Document()
    made.add_paragraph("Laporan kerja bakti warga RT 02 RW 05 Kelurahan Cimuncang, Minggu pagi.")
    for shown, width in ((sheet, 4.0), (sheet.rotate(90, expand=True), 5.5), (sheet, 1.5)):
        made.add_picture(BytesIO(as_file(shown, "PNG")), width=Inches(width))
    made.add_picture(BytesIO(as_file(crowd, "PNG")), width=Inches(5.5))
    made.save(path)
    engine = Counting()
    source = read(path, ocr=engine)
    assert [p.origin for p in source.pages] == ["text", "ocr", "ocr"]
    assert source.notes == ("2 gambar di antara teks tidak dibaca",)


def test_a_strip_is_read_where_it_holds_lines_of_writing_and_else_told(path: Path) -> None:
    [sheet] = scans_of(paper_of("minutes", "helvetica", 11, 1)[0], dpi=150, skew=0)
    top = sheet.height // 3
    pasted = sheet.crop((0, top, sheet.width, top + 388))
    made = docx.Document()
    made.add_paragraph("Laporan kerja bakti warga RT 02 RW 05 Kelurahan Cimuncang, Minggu pagi.")
    made.add_picture(BytesIO(as_file(pasted, "PNG")), width=Inches(5.9))
    made.add_picture(picture(1460, 158, 200), width=Inches(5.9))
    made.add_picture(picture(1460, 12, 0), width=Inches(5.9))
    made.add_picture(picture(600, 300, 200), width=Inches(1.2))
    made.save(path)
    engine = Counting()
    source = read(path, ocr=engine)
    assert (engine.asked, [p.origin for p in source.pages]) == (1, ["text", "ocr"])
    assert source.notes == ("1 gambar di antara teks tidak dibaca",)


def test_a_picture_of_too_many_pixels_costs_only_itself(path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Proposal perbaikan drainase RT 02 RW 05 Kelurahan Cimuncang tahun 2024.")
    made.add_picture(picture(), width=Inches(6.3))
    image = next(r.target_part for r in made.part.rels.values() if "image" in r.reltype)
    image._blob = png_header(60_000, 60_000)
    made.save(path)
    source = read(path, ocr=Counting())
    assert "Cimuncang" in source.text
    assert source.notes == ("1 gambar terlalu besar dan tidak dibaca",)


def test_a_deleted_picture_is_not_read(path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Proposal perbaikan drainase RT 02 RW 05 Kelurahan Cimuncang tahun 2024.")
    made.add_picture(picture(), width=Inches(6.3))
    shown = made.paragraphs[-1]._p
    gone = parse_xml(f"<w:del {_NS} w:id='1'/>")
    gone.append(shown[0])
    shown.append(gone)
    made.save(path)
    engine = Counting()
    assert len(read(path, ocr=engine).pages) == 1
    assert engine.asked == 0


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        (
            ".dotx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        ),
    ],
)
def test_documents_with_macros_and_templates_are_read(
    tmp_path: Path, suffix: str, kind: str
) -> None:
    made = docx.Document()
    made.add_paragraph("Notulen rapat RT 02")
    made.part._content_type = kind
    made.save(tmp_path / f"notulen{suffix}")
    source = read(tmp_path / f"notulen{suffix}", ocr=NoOcr())
    assert source.text.strip() == "Notulen rapat RT 02"
    assert source.notes == ()

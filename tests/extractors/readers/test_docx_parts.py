"""What a Word file holds apart from its plain text: notes, heads of kinds of pages, changes, nested tables."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Line, Table
from tests.extractors.readers.test_docx import _NS, lines, paragraph

_RNS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def cells(path: Path) -> list[list[list[str]]]:
    blocks = read(path, ocr=NoOcr()).pages[0].blocks
    return [[[c.text for c in row] for row in b.rows] for b in blocks if isinstance(b, Table)]


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def with_body(*elements: str) -> docx.document.Document:
    made = docx.Document()
    for n, inner in enumerate(elements):
        made.element.body.insert(n, parse_xml(inner))
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notulen.docx"


def test_notes_follow_the_paragraph_that_refers_to_them(path: Path) -> None:
    made = with_body(
        f"<w:p {_NS}>{run('Dana desa')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        f"<w:tbl {_NS}><w:tr><w:tc><w:p>{run('Semen')}<w:r><w:footnoteReference w:id='3'/></w:r></w:p></w:tc>"
        f"<w:tc><w:p>{run('10 zak')}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p {_NS}>{run('Penutup')}<w:del><w:r><w:footnoteReference w:id='2'/></w:r></w:del></w:p>",
    )
    notes = (
        f"<w:footnotes {_NS}><w:footnote w:type='separator' w:id='0'><w:p>{run('garis')}</w:p></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{run('Perdes 3/2024.')}</w:p></w:footnote>"
        f"<w:footnote w:id='3'><w:p>{run('Harga toko.')}</w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    made.save(path)
    assert lines(path) == ["Dana desa", "Perdes 3/2024.", "Harga toko.", "Penutup"]
    assert cells(path) == [[["Semen", "10 zak"]]]


def test_comments_and_hidden_text_are_left_out(path: Path) -> None:
    made = docx.Document()
    shown = made.add_paragraph("Usulan drainase.")
    made.add_comment(shown.runs[0], "Sudah dicek Pak RW", author="Ani")
    made.element.body.insert(
        1, paragraph(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>{run('Selesai.')}")
    )
    made.save(path)
    assert lines(path) == ["Usulan drainase.", "Selesai."]
    assert read(path, ocr=NoOcr()).notes == ("teks tersembunyi tidak dibaca",)


def test_what_is_struck_out_and_what_nobody_filled_in_is_left_out(path: Path) -> None:
    made = docx.Document()
    paragraph_ = made.add_paragraph("Biaya ")
    paragraph_.add_run("Rp 50.000.000").font.strike = True
    paragraph_.add_run("Rp 40.000.000").font.double_strike = True
    paragraph_.add_run("Rp 45.000.000").font.strike = False
    styled = (
        "<w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>Choose an item.</w:t></w:r>"
    )
    control = f"<w:sdt {_NS}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{{}}</w:sdtContent></w:sdt>"
    filled = control.format(run("biasa"))  # by a program that leaves the mark behind
    inner = run("Sifat: ") + control.format(styled) + filled
    made.element.body.insert(1, paragraph(inner))
    made.element.body.insert(2, parse_xml(control.format(f"<w:p>{styled}</w:p>")))
    made.save(path)
    assert lines(path) == ["Biaya Rp 45.000.000", "Sifat: biasa"]
    assert read(path, ocr=NoOcr()).notes == ("teks yang dicoret tidak dibaca",)


_DRAWN = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TEXT = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def related(made: docx.document.Document, name: str, kind: str, data: bytes) -> str:
    """Put a part into a document and return its relation."""
    part = Part(PackURI(f"/word/{name}"), f"application/{kind}", data, made.part.package)
    return made.part.relate_to(part, f"{_LINKS[9:-1]}/{kind}")


def test_drawn_words_are_read_and_watermarks_are_not(path: Path) -> None:
    shape = '<w:r><w:pict><v:shape id="{}"><v:textpath string="{}"/></v:shape></w:pict></w:r>'
    drawn = shape.format("s1", "NOTULEN RAPAT") + shape.format("PowerPlusWaterMarkObject3", "DRAF")
    with_body(f"<w:p {_NS} {_DRAWN}>{drawn}</w:p>", f"<w:p {_NS}>{run('Isi.')}</w:p>").save(path)
    assert lines(path) == ["NOTULEN RAPAT", "Isi."]


def test_a_diagram_is_read_and_a_chart_told(path: Path) -> None:
    made = docx.Document()
    texts = "".join(
        f'<d:pt type="{kind}"><d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>'
        for kind, text in (("node", "Ketua: Siti"), ("sibTrans", "x"), ("node", "Bendahara: Asep"))
    )
    held = f'<d:dataModel xmlns:d="{_DIAGRAM}" {_TEXT}><d:ptLst>{texts}</d:ptLst></d:dataModel>'
    diagram = related(made, "diagrams/data1.xml", "diagramData", held.encode())
    title = "<c:tx><c:rich><a:p><a:r><a:t>Realisasi 2023</a:t></a:r></a:p></c:rich></c:tx>"
    held = f'<c:chartSpace xmlns:c="{_CHART}" {_TEXT}><c:chart><c:title>{title}</c:title></c:chart></c:chartSpace>'
    chart = related(made, "charts/chart1.xml", "chart", held.encode())
    for shown in (
        f'<d:relIds xmlns:d="{_DIAGRAM}" {_LINKS} r:dm="{diagram}"/>',
        f'<c:chart xmlns:c="{_CHART}" {_LINKS} r:id="{chart}"/>',
    ):
        made.element.body.insert(-1, paragraph(f"<w:r><w:drawing>{shown}</w:drawing></w:r>"))
    made.save(path)
    assert lines(path) == ["Ketua: Siti", "Bendahara: Asep", "Realisasi 2023"]
    assert read(path, ocr=NoOcr()).notes == ("1 grafik tidak dibaca",)


def test_a_workbook_in_a_text_is_read_where_it_stands(path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["No", "Uraian", "Jumlah"], [1, "Semen", 650000]):
        book.active.append(row)
    book.create_sheet("Lain").append(["tidak tampak"])
    held = BytesIO()
    book.save(held)
    made = docx.Document()
    sheet = related(made, "embeddings/a.xlsx", "package", held.getvalue())
    other = related(made, "embeddings/b.bin", "oleObject", b"x")
    preview = related(made, "media/a.emf", "image", b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60))
    shape = f'<v:shape style="width:400pt;height:200pt"><v:imagedata r:id="{preview}"/></v:shape>'
    for relation, picture in ((sheet, shape), (other, "")):
        held_ = f'<o:OLEObject {_DRAWN} r:id="{relation}"/>'
        shown = f"<w:object>{picture}{held_}</w:object>"
        element = f"<w:p {_NS} {_DRAWN} {_LINKS}><w:r>{shown}</w:r></w:p>"
        made.element.body.insert(-1, parse_xml(element))
    made.add_paragraph("Demikian.")
    made.save(path)
    assert lines(path) == ["Demikian."]
    assert cells(path) == [[["No", "Uraian", "Jumlah"], ["1", "Semen", "650000"]]]
    assert read(path, ocr=NoOcr()).notes == (
        "1 objek dari program lain di dalam teks tidak dibaca",
    )


def test_a_workbook_whose_looks_nobody_can_read_costs_only_itself(path: Path) -> None:
    book, held, odd = openpyxl.Workbook(), BytesIO(), BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as whole, zipfile.ZipFile(odd, "w") as made_odd:
        for name in whole.namelist():
            # Some programs write fills without a pattern, at which openpyxl breaks.
            made_odd.writestr(name, re.sub(rb"<fill>.*?</fill>", b"<fill/>", whole.read(name)))
    made = docx.Document()
    related(made, "embeddings/a.xlsx", "package", odd.getvalue())
    made.add_paragraph("Demikian.")
    made.save(path)
    assert lines(path) == ["Demikian."]
    assert read(path, ocr=NoOcr()).notes == ("1 lembar Excel di dalam teks tidak dibaca",)


def test_a_letterhead_that_kinds_of_pages_and_sections_repeat_stands_once(path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Isi surat.")
    first = made.sections[0]
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "PEMERINTAH KOTA BOGOR"
    first.header.paragraphs[0].text = "Lanjutan surat"
    second = made.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Lanjutan surat"
    second.even_page_header.paragraphs[0].text = "tidak tampak"
    made.save(path)
    blocks = [b for b in read(path, ocr=NoOcr()).pages[0].blocks if isinstance(b, Line) and b.text]
    assert [(b.text, b.header) for b in blocks] == [
        ("PEMERINTAH KOTA BOGOR", False),
        ("Lanjutan surat", True),
        ("Isi surat.", False),
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(path: Path) -> None:
    with_body(
        f"<w:p {_NS}><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('Rapat dibuka ')}</w:p>",
        f"<w:p {_NS}>{run('Ketua RT.')}</w:p>",
    ).save(path)
    assert lines(path) == ["Rapat dibuka Ketua RT."]


def test_what_was_deleted_of_boxes_and_cells_is_not_read(path: Path) -> None:
    box = f"<w:pict><w:txbxContent><w:p>{run('kotak')}</w:p></w:txbxContent></w:pict>"
    with_body(
        f"<w:p {_NS}>{run('Isi')}<w:del><w:r>{box}</w:r></w:del></w:p>",
        f"<w:tbl {_NS}><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>"
        f"<w:p>{run('b')}</w:p></w:tc><w:tc><w:p>{run('c')}</w:p></w:tc></w:tr></w:tbl>",
    ).save(path)
    assert lines(path) == ["Isi"]
    assert cells(path) == [[["a", "c"]]]


def test_a_choice_between_copies_around_paragraphs_is_read_once(path: Path) -> None:
    with_body(
        f"<mc:AlternateContent {_NS}><mc:Choice Requires='wps'><w:p>{run('Isi.')}</w:p></mc:Choice>"
        f"<mc:Fallback><w:p>{run('Isi.')}</w:p></mc:Fallback></mc:AlternateContent>"
    ).save(path)
    assert lines(path) == ["Isi."]


def test_ticked_boxes_signs_and_formulas_are_read(path: Path) -> None:
    def sign(char: str, font: str = "Wingdings") -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    def box(ticked: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{ticked}</w:checkBox></w:ffData></w:fldChar></w:r>'

    unticked = '<w:default w:val="0"/>'
    typed = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>\u00fe</w:t></w:r>'
    power = (
        "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    )
    share = "<m:f><m:num><m:r><m:t>a + b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    shown = (
        f"<w:p>{run('Hadir ')}{sign('F0FE')}{run(' Izin ')}{sign('F06F')}{run(' Alpa ')}{typed}</w:p>",
        f"<w:p>{run('Setuju ')}{box('<w:checked/>')}{run(' Tolak ')}{box(unticked)}</w:p>",
        f"<w:p>{run('Suhu 30')}{sign('F0B0', 'Symbol')}{run('C, lebar ')}{sign('00BD', 'Arial')}{run(' m')}</w:p>",
        f"<w:p>{run('Luas ')}<m:oMath><m:r><m:t>5 x 2 = </m:t></m:r>{power}</m:oMath></w:p>",
        f"<w:p><m:oMathPara><m:oMath>{share}<m:d><m:e><m:r><m:t>c</m:t></m:r></m:e></m:d></m:oMath></m:oMathPara></w:p>",
        f"<w:p>{run('Logo ')}{sign('F0FF', 'Peta Kota')}</w:p>",
    )
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    made = with_body(*(p.replace("<w:p>", f"<w:p {_NS} {math}>", 1) for p in shown))
    made.save(path)
    source = read(path, ocr=NoOcr())
    assert [line for line in source.text.split("\n") if line] == [
        *("Hadir ☑ Izin ☐ Alpa ☑", "Setuju ☑ Tolak ☐", "Suhu 30°C, lebar ½ m"),
        *("Luas 5 x 2 = 10^2", "(a + b)/2(c)", "Logo \ufffd"),
    ]
    assert source.notes == ("1 tanda dari huruf simbol tidak dikenal",)


def table(*rows: tuple[str, ...]) -> str:
    inner = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}<w:p/></w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl {_NS}>{inner}</w:tbl>"


def test_a_table_in_a_table_keeps_its_rows_and_columns(path: Path) -> None:
    inner = table(
        (f"<w:p>{run('No')}</w:p>", f"<w:p>{run('Usulan')}</w:p>"),
        (f"<w:p>{run('1')}</w:p>", f"<w:p>{run('Drainase')}</w:p>"),
    )
    with_body(table((f"<w:p>{run('DAFTAR USULAN')}</w:p>{inner}",)), f"<w:p {_NS}/>").save(path)
    assert lines(path) == ["DAFTAR USULAN"]
    assert cells(path) == [[["No", "Usulan"], ["1", "Drainase"]]]
    with_body(table((f"<w:p>{run('Kiri')}</w:p>{inner}", f"<w:p>{run('Kanan')}</w:p>"))).save(path)
    assert cells(path) == [[["Kiri", "Kanan"]], [["No", "Usulan"], ["1", "Drainase"]]]


def test_cells_merged_across_and_down_keep_the_columns_of_their_rows(path: Path) -> None:
    made = docx.Document()
    grid = made.add_table(3, 4)
    for n, cell in enumerate(c for row in grid.rows for c in row.cells):
        cell.text = str(n)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "RW 01"
    made.save(path)
    (found,) = [b for b in read(path, ocr=NoOcr()).pages[0].blocks if isinstance(b, Table)]
    assert [[(c.text, c.span) for c in row] for row in found.rows] == [
        [("RW 01", 2), ("2", 1), ("3", 1)],
        [("", 2), ("6", 1), ("7", 1)],
        [("8", 1), ("9", 1), ("10", 1), ("11", 1)],
    ]


def test_a_file_of_the_strict_form_is_read(path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Notulen rapat", style="List Number")
    made.sections[0].header.paragraphs[0].text = "KOP SURAT"
    made.save(path)
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = re.sub(
                rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                old.read(name),
            )
            new.writestr(name, data)
    path.write_bytes(out.getvalue())
    assert lines(path) == ["KOP SURAT", "1. Notulen rapat"]


@pytest.mark.parametrize(
    ("kind", "data", "text", "notes"),
    [
        (
            "text/html",
            "<html><body><p>Rapat “warga”</p></body></html>".encode(),
            "Rapat “warga”",
            0,
        ),
        ("text/plain", b"Rapat warga", "Rapat warga", 0),
        ("application/rtf", b"{\\rtf1 Rapat}", "", 1),
    ],
)
def test_a_file_inserted_as_a_whole_is_read_or_told(
    path: Path, kind: str, data: bytes, text: str, notes: int
) -> None:
    made = with_body(f"<w:p {_NS}>{run('Lampiran:')}</w:p>")
    part = Part(PackURI("/word/afchunk.dat"), kind, data, made.part.package)
    link = made.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    made.element.body.insert(1, parse_xml(f"<w:altChunk {_NS} {_RNS} r:id='{link}'/>"))
    made.save(path)
    assert lines(path) == ["Lampiran:", *([text] if text else [])]
    assert len(read(path, ocr=NoOcr()).notes) == notes


def test_a_word_file_in_a_word_file_is_read(path: Path) -> None:
    inner = BytesIO()
    held = docx.Document()
    held.add_paragraph("Berita acara")
    held.save(inner)
    made = with_body(f"<w:p {_NS}>{run('Lampiran:')}</w:p>")
    part = Part(
        PackURI("/word/afchunk.docx"),
        CONTENT_TYPE.WML_DOCUMENT_MAIN,
        inner.getvalue(),
        made.part.package,
    )
    link = made.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    made.element.body.insert(1, parse_xml(f"<w:altChunk {_NS} {_RNS} r:id='{link}'/>"))
    made.save(path)
    assert lines(path) == ["Lampiran:", "Berita acara"]


def styled(made: docx.document.Document, name: str, looks: str, kind: str, base: str = "") -> None:
    """Put a style into a document."""
    on = f"<w:basedOn w:val='{base}'/>" if base else ""
    style = (
        f"<w:style {_NS} w:type='{kind}' w:styleId='{name}'><w:name w:val='{name}'/>{on}"
        f"<w:rPr>{looks}</w:rPr></w:style>"
    )
    made.styles.element.append(parse_xml(style))


def said_in(text: str, props: str = "", style: str = "") -> str:
    named = f"<w:pPr><w:pStyle w:val='{style}'/></w:pPr>" if style else ""
    return f"<w:p {_NS}>{named}<w:r><w:rPr>{props}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("look", "note"),
    [
        ("<w:vanish/>", "teks tersembunyi tidak dibaca"),
        ("<w:strike/>", "teks yang dicoret tidak dibaca"),
        ("<w:dstrike/>", "teks yang dicoret tidak dibaca"),
    ],
)
def test_what_styles_hide_or_strike_out_is_left_out(path: Path, look: str, note: str) -> None:
    off = look.replace("/>", " w:val='0'/>")
    made = with_body(
        said_in("Biaya semula.", style="Dasar"),
        said_in("Turunannya.", style="Turunan"),
        said_in("Huruf.", "<w:rStyle w:val='Huruf'/>"),
        said_in("Tetap dibaca.", off, "Dasar"),
        said_in("Dipulihkan.", style="Pulih"),
        said_in("Biasa."),
    )
    styled(made, "Dasar", look, "paragraph")
    styled(made, "Turunan", "", "paragraph", "Dasar")
    styled(made, "Pulih", off, "paragraph", "Dasar")
    styled(made, "Huruf", look, "character")
    made.save(path)
    assert lines(path) == ["Tetap dibaca.", "Dipulihkan.", "Biasa."]
    assert read(path, ocr=NoOcr()).notes == (note,)


def test_two_styles_that_strike_out_take_it_off_again(path: Path) -> None:
    made = with_body(said_in("Tampak.", "<w:rStyle w:val='Huruf'/>", "Dasar"))
    styled(made, "Dasar", "<w:strike/>", "paragraph")
    styled(made, "Huruf", "<w:strike/>", "character")
    made.save(path)
    assert lines(path) == ["Tampak."]


def test_styles_based_on_each_other_have_an_end(path: Path) -> None:
    made = with_body(said_in("Isi.", style="Satu"))
    styled(made, "Satu", "", "paragraph", "Dua")
    styled(made, "Dua", "", "paragraph", "Satu")
    made.save(path)
    assert lines(path) == ["Isi."]


WHITE = "<w:color w:val='FFFFFF'/>"


def test_white_text_on_white_paper_is_left_out(path: Path) -> None:
    made = with_body(
        said_in("Nomor rahasia.", WHITE),
        said_in("Gaya putih.", style="Putih"),
        said_in("Hampir putih.", "<w:color w:val='FBFBFB'/>"),
        said_in("Dihitamkan lagi.", "<w:color w:val='000000'/>", "Putih"),
        said_in("Kelabu.", "<w:color w:val='A0A0A0'/>"),
        said_in("Otomatis.", "<w:color w:val='auto'/>"),
    )
    styled(made, "Putih", WHITE, "paragraph")
    made.save(path)
    assert lines(path) == ["Dihitamkan lagi.", "Kelabu.", "Otomatis."]
    assert read(path, ocr=NoOcr()).notes == ("teks putih di atas putih tidak dibaca",)


def test_white_text_on_something_darker_is_read(path: Path) -> None:
    dark = "<w:shd w:val='clear' w:color='auto' w:fill='1F3864'/>"
    cell = f"<w:tc><w:tcPr>{dark}</w:tcPr>{said_in('Sel', WHITE)}</w:tc>"
    by_style = "<w:tblPr><w:tblStyle w:val='Tabel'/></w:tblPr>"
    made = with_body(
        said_in("Sorotan.", WHITE + "<w:highlight w:val='black'/>"),
        said_in("Latar huruf.", WHITE + dark),
        f"<w:p {_NS}><w:pPr>{dark}</w:pPr><w:r><w:rPr>{WHITE}</w:rPr><w:t>Alinea.</w:t></w:r></w:p>",
        f"<w:tbl {_NS}><w:tr>{cell}{cell}</w:tr></w:tbl>",
        f"<w:tbl {_NS}>{by_style}<w:tr><w:tc>{said_in('Gaya', WHITE)}</w:tc>"
        f"<w:tc>{said_in('Tabel', WHITE)}</w:tc></w:tr></w:tbl>",
    )
    made.styles.element.append(
        parse_xml(
            f"<w:style {_NS} w:type='table' w:styleId='Tabel'><w:name w:val='Tabel'/>"
            f"<w:tblStylePr w:type='firstRow'><w:tcPr>{dark}</w:tcPr></w:tblStylePr></w:style>"
        )
    )
    made.save(path)
    assert lines(path) == ["Sorotan.", "Latar huruf.", "Alinea."]
    assert cells(path) == [[["Sel", "Sel"]], [["Gaya", "Tabel"]]]
    assert read(path, ocr=NoOcr()).notes == ()


def test_white_letters_that_are_drawn_round_are_read(path: Path) -> None:
    w14 = "xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'"
    line = "<w14:solidFill><w14:srgbClr w14:val='000000'/></w14:solidFill>"
    with_body(
        said_in("Garis tepi.", WHITE + "<w:outline/>"),
        said_in("Timbul.", WHITE + "<w:emboss/>"),
        said_in(
            "Tepi baru.", WHITE + f"<w14:textOutline {w14} w14:w='9525'>{line}</w14:textOutline>"
        ),
        said_in("Tanpa tepi.", WHITE + f"<w14:textOutline {w14}><w14:noFill/></w14:textOutline>"),
        said_in("Dimatikan.", WHITE + "<w:outline w:val='0'/>"),
    ).save(path)
    assert lines(path) == ["Garis tepi.", "Timbul.", "Tepi baru."]


def test_white_text_in_a_box_or_on_a_coloured_page_is_read(path: Path) -> None:
    box = f"<w:pict><w:txbxContent>{said_in('Kotak.', WHITE)}</w:txbxContent></w:pict>"
    with_body(f"<w:p {_NS}><w:r>{box}</w:r></w:p>").save(path)
    assert lines(path) == ["Kotak."]
    made = with_body(said_in("Sampul.", WHITE))
    made.element.insert(0, parse_xml(f"<w:background {_NS} w:color='203864'/>"))
    made.save(path)
    assert lines(path) == ["Sampul."]

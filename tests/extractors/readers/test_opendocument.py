"""OpenDocument of LibreOffice: texts and sheets."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from extractors.readers import read
from tests.extractors.readers.test_docx import Counting
from tests.open_document import packed
from tests.read_back import RAB, lines, put, tables, texts

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

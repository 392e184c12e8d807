"""Pages set in columns are read one column after the other; what stands side by side stays so."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph

from extractors.ocr import NoOcr, OcrEngine
from extractors.readers import read
from extractors.readers.columns import strips
from extractors.readers.geometry import blocks, group
from models.source import Box, Line, Table, Word

HEIGHT = A4[1]
FIRST = (
    "Warga Kelurahan Kuala Dendang berkumpul di balai warga pada Sabtu malam untuk membahas "
    "perbaikan jalan setapak yang rusak sejak banjir bulan lalu. Pertemuan dibuka oleh ketua "
    "lingkungan yang menyampaikan bahwa dana swadaya sudah terkumpul separuhnya. Beberapa ibu "
    "meminta agar saluran air di samping sekolah dibersihkan lebih dahulu karena airnya meluap "
    "setiap kali hujan deras turun. Permintaan itu ditulis oleh sekretaris dan disetujui bersama."
)
SECOND = (
    "Pengurus karang taruna menawarkan diri menjadi panitia kerja bakti yang akan digelar akhir "
    "pekan depan. Mereka berjanji menyiapkan gerobak, cangkul dan karung pasir dari gudang "
    "kelurahan. Seorang pedagang menyumbang nasi bungkus bagi semua yang datang bekerja. Rapat "
    "ditutup menjelang tengah malam dengan doa yang dipimpin oleh imam surau setempat, lalu warga "
    "pulang membawa undangan kerja bakti untuk tetangga yang berhalangan hadir malam itu."
)
THIRD = (
    "Sementara itu kader posyandu mengingatkan bahwa penimbangan balita bulan ini dipindah ke "
    "rumah ketua lingkungan karena gedung lama sedang dicat. Jadwal imunisasi tetap sama seperti "
    "bulan sebelumnya dan orang tua diminta membawa buku kesehatan anak. Petugas puskesmas akan "
    "datang bersama dua bidan dan membagikan makanan tambahan bagi anak yang berat badannya kurang."
)

Book = canvas.Canvas


def pdf(path: Path, draw: Callable[[Book], None]) -> str:
    """Write a page of A4 and return the text that is read from it."""
    book = canvas.Canvas(str(path), pagesize=A4)
    draw(book)
    book.save()
    return read(path, ocr=NoOcr()).text


def flow(
    book: Book,
    text: str,
    x: float,
    top: float,
    width: float,
    *,
    justified: bool = True,
    font: str = "Helvetica",
    size: float = 9,
) -> float:
    """Set a paragraph whose top left is x, top (points from the top left); return its bottom."""
    style = ParagraphStyle(
        "p", fontName=font, fontSize=size, leading=size + 2, alignment=4 if justified else 0
    )
    paragraph = Paragraph(text, style)
    _, height = paragraph.wrap(width, 1000)
    paragraph.drawOn(book, x, HEIGHT - top - height)
    return top + height


def put(book: Book, x: float, top: float, text: str, size: float = 9) -> None:
    book.setFont("Helvetica", size)
    book.drawString(x, HEIGHT - top, text)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("justified", [True, False])
@pytest.mark.parametrize("lower", [0.0, 4.0, 5.5])
def test_two_columns_under_a_headline(tmp_path: Path, *, justified: bool, lower: float) -> None:
    """Also where the rows of the columns do not stand on one height."""

    def draw(book: Book) -> None:
        put(book, 50, 60, "WARTA DENDANG")
        put(book, 420, 60, "Senin, 3 April 2023")
        put(book, 50, 90, "Warga Kuala Dendang Sepakat Perbaiki Jalan Setapak", 18)
        flow(book, FIRST, 50, 110, 235, justified=justified)
        flow(book, SECOND, 305, 110 + lower, 235, justified=justified)
        put(
            book,
            50,
            300,
            "Surat kabar ini dibagikan tanpa bayar di seluruh kecamatan; hubungi redaksi di pasar lama.",
        )

    text = pdf(tmp_path / "dua.pdf", draw)
    assert f"{FIRST} {SECOND}" in plain(text)
    assert "WARTA DENDANG\tSenin, 3 April 2023\n" in text
    assert text.index("Perbaiki Jalan") < text.index("berkumpul di balai")
    assert text.index("malam itu.") < text.index("Surat kabar ini")


def test_three_columns(tmp_path: Path) -> None:
    def draw(book: Book) -> None:
        put(book, 50, 70, "Kabar dari Tiga Lingkungan di Kuala Dendang", 18)
        for k, words in enumerate((FIRST, SECOND, THIRD)):
            flow(book, words, 50 + 172 * k, 90, 156)

    text = pdf(tmp_path / "tiga.pdf", draw)
    assert f"{FIRST} {SECOND} {THIRD}" in plain(text)
    assert "\t" not in text


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman"])
@pytest.mark.parametrize("size", [9, 11])
@pytest.mark.parametrize("columns", [2, 3])
def test_justified_columns_with_a_narrow_gutter(
    tmp_path: Path, columns: int, size: float, font: str
) -> None:
    texts = [FIRST, SECOND, THIRD][:columns]
    width = (495 - 8 * (columns - 1)) / columns

    def draw(book: Book) -> None:
        put(book, 50, 70, "Kabar dari Lingkungan di Kuala Dendang", 18)
        for k, words in enumerate(texts):
            flow(book, words, 50 + (width + 8) * k, 90, width, font=font, size=size)

    text = pdf(tmp_path / "sempit.pdf", draw)
    assert " ".join(texts) in plain(text)


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman"])
def test_justified_text_in_one_column_is_not_parted_by_its_blanks(
    tmp_path: Path, font: str
) -> None:
    whole = f"{FIRST} {SECOND} {THIRD}"

    def draw(book: Book) -> None:
        flow(book, whole, 50, 90, 300, font=font, size=11)

    assert whole in plain(pdf(tmp_path / "satu.pdf", draw))


def test_a_table_below_two_columns_stays_a_table(tmp_path: Path) -> None:
    def draw(book: Book) -> None:
        flow(book, FIRST, 50, 60, 235)
        flow(book, SECOND, 305, 60, 235)
        rows = [
            ("No", "Uraian", "Volume", "Jumlah"),
            ("1", "Semen untuk jalan setapak", "20 sak", "1.300.000"),
            ("2", "Pasir pasang", "3 m3", "750.000"),
            ("3", "Upah tukang", "4 hari", "600.000"),
        ]
        for i, row in enumerate(rows):
            for x, cell in zip((50, 80, 320, 440), row, strict=True):
                put(book, x, 260 + 14 * i, cell)

    path = tmp_path / "tabel.pdf"
    text = pdf(path, draw)
    assert f"{FIRST} {SECOND}" in plain(text)
    assert "2\tPasir pasang\t3 m3\t750.000\n" in text
    assert sum(isinstance(b, Table) for b in read(path, ocr=NoOcr()).pages[0].blocks) == 1


def test_a_drawn_table_in_one_column_is_read_with_it(tmp_path: Path) -> None:
    def draw(book: Book) -> None:
        bottom = flow(book, FIRST, 50, 60, 235)
        book.grid([50, 170, 285], [HEIGHT - bottom - d for d in (10, 26, 42)])
        put(book, 55, bottom + 21, "Semen")
        put(book, 175, bottom + 21, "20 sak")
        put(book, 55, bottom + 37, "Pasir")
        put(book, 175, bottom + 37, "3 rit")
        flow(book, f"{SECOND} {THIRD}", 305, 60, 235)

    text = pdf(tmp_path / "kotak.pdf", draw)
    assert text.index("disetujui bersama.") < text.index("Semen\t20 sak\nPasir\t3 rit\n")
    assert text.index("3 rit") < text.index("Pengurus karang taruna")


def test_signatures_side_by_side_stay_rows(tmp_path: Path) -> None:
    left = (
        "Mengetahui dan menyetujui,",
        "Lurah Kuala Dendang Kecamatan Muara",
        "selaku penanggung jawab kegiatan",
        "",
        "Drs. H. Abdurrahman Wiryawan Kusuma, M.Si.",
        "Penata Tingkat I",
        "NIP 19700101 199501 1 001",
    )
    right = (
        "Kuala Dendang, 3 April 2023",
        "Ketua Lembaga Pemberdayaan Masyarakat",
        "Kelurahan Kuala Dendang",
        "",
        "Ir. Hj. Nurbaya Siti Maharani Sulistyo, S.T.",
        "Masa bakti 2022 sampai 2025",
        "Telepon 0812 0000 1111",
    )

    def draw(book: Book) -> None:
        flow(book, FIRST, 50, 60, 490)
        for i, pair in enumerate(zip(left, right, strict=True)):
            for x, line in zip((50, 320), pair, strict=True):
                put(book, x, 200 + 13 * i, line)

    text = pdf(tmp_path / "tanda.pdf", draw)
    for a, b in zip(left, right, strict=True):
        assert not a or f"{a}\t{b}\n" in text


def test_particulars_beside_each_other_stay_rows(tmp_path: Path) -> None:
    pairs = [
        ("Hari : Sabtu malam, 1 April 2023", "Pemimpin : Ketua lingkungan dua"),
        ("Tempat : Balai warga Kuala Dendang", "Notulis : Sekretaris karang taruna"),
        ("Waktu : Pukul delapan sampai selesai", "Peserta : Tiga puluh kepala keluarga"),
        ("Acara : Perbaikan jalan dan saluran", "Undangan : Disebar lewat pengeras suara"),
        ("Biaya : Swadaya warga dan donatur", "Konsumsi : Nasi bungkus dari pedagang"),
        ("Sifat : Terbuka untuk semua warga", "Lampiran : Daftar hadir satu lembar"),
        ("Hasil : Kerja bakti pekan depan", "Tembusan : Lurah dan camat setempat"),
    ]

    def draw(book: Book) -> None:
        for i, (a, b) in enumerate(pairs):
            put(book, 50, 80 + 13 * i, a)
            put(book, 300, 80 + 13 * i, b)

    text = pdf(tmp_path / "ihwal.pdf", draw)
    for a, b in pairs:
        assert f"{a}\t{b}\n" in text


@pytest.mark.parametrize("justified", [True, False])
@pytest.mark.parametrize("gutter", [8, 20])
@pytest.mark.parametrize("gap", [0.0, 6.0])
def test_an_unruled_table_of_long_cells_stays_rows(
    tmp_path: Path, gap: float, gutter: float, *, justified: bool
) -> None:
    cells = [
        ("Jalan setapak di lingkungan dua rusak sejak banjir dan sulit dilalui anak sekolah pada pagi hari",
         "Akan dikerjakan bersama warga pada pekan depan dengan dana swadaya dan sumbangan semen dari toko bangunan"),
        ("Saluran air di samping sekolah meluap setiap kali hujan deras",
         "Karang taruna membersihkan saluran, kelurahan meminjamkan gerobak dan karung dari gudang"),
        ("Lampu jalan di tikungan pasar padam sudah dua bulan sehingga warga takut melintas malam hari",
         "Ketua lingkungan bersurat kepada dinas perhubungan"),
        ("Gedung posyandu perlu dicat dan diberi pagar agar anak tidak berlari ke jalan raya",
         "Pengecatan dimulai sesudah lebaran, pagar menunggu musyawarah kelurahan berikutnya tahun ini"),
        ("Sampah menumpuk di belakang pasar lama dan berbau",
         "Pedagang membentuk regu piket dan membayar iuran angkut sampah setiap bulan kepada bendahara"),
    ]  # fmt: skip

    def draw(book: Book) -> None:
        put(book, 50, 70, "Masalah yang disampaikan warga")
        put(book, 285 + gutter, 70, "Tindak lanjut yang disepakati")
        top = 80.0
        for a, b in cells:
            pair = ((a, 50.0), (b, 285 + gutter))
            bottoms = [flow(book, t, x, top, 235, justified=justified) for t, x in pair]
            top = max(bottoms) + gap

    text = pdf(tmp_path / "sel.pdf", draw)
    assert f"{cells[0][0]} {cells[1][0]}" not in plain(text)
    for a, b in cells if gutter > 8 else []:  # a narrow one is no tab
        row = next(line for line in text.splitlines() if line and a.startswith(line.split("\t")[0]))
        assert b.startswith(row.split("\t")[1])


def test_words_of_a_scan_follow_columns_too(tesseract: OcrEngine, tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    def draw(book: Book) -> None:
        flow(book, FIRST, 50, 110, 235)
        flow(book, SECOND, 305, 110, 235)

    pdf(tmp_path / "asal.pdf", draw)
    page = pdfium.PdfDocument(tmp_path / "asal.pdf")[0]
    page.render(scale=300 / 72).to_pil().save(tmp_path / "pindai.png", dpi=(300, 300))
    text = plain(read(tmp_path / "pindai.png", ocr=tesseract).text)
    assert "disetujui bersama. Pengurus karang taruna" in text


def test_a_crowded_page_takes_no_longer_by_the_word() -> None:
    def page(rows: int) -> list[Word]:
        return [
            Word("kata", Box(50 + 25 * k, 12.0 * i, 70 + 25 * k, 12.0 * i + 9))
            for i in range(rows)
            for k in range(20)
            if k != 10
        ]

    def worked_s(rows: int) -> float:
        words, start = page(rows), time.process_time()
        assert all(isinstance(b, Line) for b in blocks(words, ()))
        return time.process_time() - start

    # By turns: where the machine is slow for a while, it is so for both.
    turns = [(worked_s(100), worked_s(1000)) for _ in range(7)]
    small, large = (min(side) for side in zip(*turns, strict=True))
    assert large < 40 * small


def test_blanks_that_stand_above_each_other_are_no_gutter() -> None:
    """A typewriter's letters all have one width, so that the blanks of many lines meet."""
    words = [
        Word("tikar", Box(50 + 36 * k, 14.0 * i, 80 + 36 * k, 14.0 * i + 8))
        for i in range(30)
        for k in range(13)
    ]
    found = blocks(words, ())
    assert [b.text for b in found if isinstance(b, Line)] == [" ".join(["tikar"] * 13)] * 30


def test_a_word_without_a_box_moves_no_other() -> None:
    words = [Word(f"kata{n}", Box(60, 60 + 20 * n, 110, 70 + 20 * n)) for n in range(8)]
    rows = group([Word("lepas"), *words])
    assert [(row[0].text, row[0].box) for row in rows] == [(w.text, w.box) for w in words]


def test_rows_without_a_box_part_no_columns() -> None:
    lines = [[Word(f"kata{n}", Box(60, 60 + 20 * n, 110, 70 + 20 * n))] for n in range(8)]
    parts = strips([[], [Word("lepas")], *lines], ())
    assert [w.text for part in parts for w in part.words if w.box] == [w.text for [w] in lines]


@pytest.mark.parametrize("pictured", [0, 1, 2])
@pytest.mark.parametrize("depth", [96, 99, 101, 104, 107, 110])
def test_three_columns_with_a_picture_in_one(tmp_path: Path, pictured: int, depth: float) -> None:
    """A picture leaves a column's first lines free, so that those of the others stand alone there."""
    texts = (FIRST, SECOND, THIRD)

    def draw(book: Book) -> None:
        put(book, 50, 60, "KABAR KUALA DENDANG", 16)
        for k, text in enumerate(texts):
            more = f"{text} {text}" if k != pictured else text
            flow(book, more, 50 + 170 * k, 90 + (depth if k == pictured else 0), 156)

    text = plain(pdf(tmp_path / "buletin.pdf", draw))
    places = [text.index(plain(one)) for one in texts]
    assert places == sorted(places)


SHEET = (842.0, 595.0)
PRICES = (
    ("No", "Uraian", "Volume", "Satuan", "Harga", "Jumlah"),
    ("1", "Kerikil beton", "9", "m3", "310.000", "2.790.000"),
    ("2", "Pipa paralon", "22", "batang", "84.500", "1.859.000"),
    ("3", "Lem pipa", "6", "kaleng", "19.500", "117.000"),
    ("4", "Gerobak sorong", "3", "unit", "640.000", "1.920.000"),
    ("5", "Sekop", "8", "buah", "75.000", "600.000"),
    ("", "JUMLAH", "", "", "", "7.286.000"),
)


def spread(path: Path, *, prose: int, lined: bool = False) -> tuple[Line | Table, ...]:
    """Write two pages side by side on one sheet, prose and a table (`prose` says on which half the
    first lies), or with `lined` a line over both, and return what is read.
    """
    book = canvas.Canvas(str(path), pagesize=SHEET)
    style = ParagraphStyle("p", fontName="Helvetica", fontSize=9, leading=12)
    paragraph = Paragraph(f"{FIRST} {SECOND}", style)
    _, height = paragraph.wrap(340, 1000)
    paragraph.drawOn(book, 40 + 421 * prose, SHEET[1] - 50 - height)
    book.setFont("Helvetica", 8)
    for n, row in enumerate(PRICES):
        for x, text in zip((0, 20, 130, 165, 215, 285), row, strict=True):
            book.drawString(40 + 421 * (1 - prose) + x, SHEET[1] - 60 - 13 * n, text)
        if lined:
            book.line(40, SHEET[1] - 63 - 13 * n, 800, SHEET[1] - 63 - 13 * n)
    book.drawCentredString(210, 25, "1")
    book.drawCentredString(631, 25, "2")
    book.save()
    return read(path, ocr=NoOcr()).pages[0].blocks


@pytest.mark.parametrize("prose", [0, 1], ids=["prose at the left", "prose at the right"])
def test_two_pages_on_one_sheet_are_read_one_after_the_other(tmp_path: Path, prose: int) -> None:
    found = spread(tmp_path / "dua.pdf", prose=prose)
    (table,) = [b for b in found if isinstance(b, Table)]
    assert [tuple(cell.text for cell in row) for row in table.rows] == list(PRICES)
    lines = [b.text for b in found if isinstance(b, Line)]
    assert plain(" ".join(lines)) == plain(
        f"{FIRST} {SECOND} 1 2" if not prose else f"1 {FIRST} {SECOND} 2"
    )
    at = found.index(table)
    assert all(isinstance(b, Line) for b in found[:at])
    assert [b.text for b in found[:at] if isinstance(b, Line) and b.text][-1:] == (
        ["1"] if not prose else []
    )


def test_a_line_over_the_middle_of_a_sheet_makes_it_one_page(tmp_path: Path) -> None:
    """Rows drawn over the whole width are those of one table, however wide its middle is."""
    found = spread(tmp_path / "satu.pdf", prose=0, lined=True)
    text = " ".join(
        b.text if isinstance(b, Line) else " ".join(c.text for row in b.rows for c in row)
        for b in found
    )
    assert plain(FIRST) not in plain(text)

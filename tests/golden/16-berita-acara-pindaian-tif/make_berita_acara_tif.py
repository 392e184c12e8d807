"""Makes the scan beside it: `PYTHONPATH=. python tests/golden/16-berita-acara-pindaian-tif/make_berita_acara_tif.py`."""

from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.pictures import scans_of

BODY = ParagraphStyle("isi", fontName="Helvetica", fontSize=11, leading=16)
TITLE = ParagraphStyle("judul", parent=BODY, fontName="Helvetica-Bold", alignment=1)
ROWS = (
    ("No", "Usulan", "Lokasi", "Anggaran"),
    ("1", "Pavingisasi jalan lingkungan", "RT 02 RW 06", "Rp85.000.000"),
    ("2", "Pengadaan lampu penerangan jalan", "RW 03", "Rp24.000.000"),
    ("3", "Pelatihan kader posyandu", "RW 06", "Rp12.500.000"),
)
FIRST = (
    "Pada hari Rabu tanggal 24 Januari 2024 pukul 09.00 WIB bertempat di Gedung Serbaguna Tlogomas "
    "telah dilaksanakan Musyawarah Perencanaan Pembangunan Kelurahan Tlogomas yang dihadiri oleh "
    "unsur LPMK, RT, RW, PKK dan tokoh masyarakat sebagaimana daftar hadir terlampir.",
    "Musyawarah dipimpin oleh Suwarno selaku Ketua LPMK Tlogomas, dengan narasumber "
    "Andi Wibowo, S.Sos. selaku Lurah Tlogomas dan Ratna Dewi dari Bappeda Kota Malang.",
    "Setelah dilakukan pembahasan, musyawarah menyepakati usulan sebagaimana tabel pada "
    "halaman berikut.",
)
LAST = (
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
    "Malang, 24 Januari 2024",
)


def main() -> None:
    """Write the .tif: two black and white pages at 200 dpi."""
    out = BytesIO()
    book = SimpleDocTemplate(out, pagesize=A4, invariant=True)
    table = Table(ROWS, colWidths=(30, 220, 90, 110))
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 1, "black"), ("FONTSIZE", (0, 0), (-1, -1), 11)])
    )
    book.build(
        [
            Paragraph("BERITA ACARA", TITLE),
            Paragraph("MUSYAWARAH PERENCANAAN PEMBANGUNAN KELURAHAN TLOGOMAS", TITLE),
            Paragraph("KECAMATAN LOWOKWARU KOTA MALANG", TITLE),
            Spacer(1, 24),
            *(piece for text in FIRST for piece in (Paragraph(text, BODY), Spacer(1, 12))),
            PageBreak(),
            table,
            Spacer(1, 24),
            *(piece for text in LAST for piece in (Paragraph(text, BODY), Spacer(1, 12))),
            Paragraph("Ketua LPMK Tlogomas", BODY),
            Spacer(1, 48),
            Paragraph("Suwarno", BODY),
        ]
    )
    pages = [
        scan.point(lambda v: 255 if v > 150 else 0).convert("1")
        for scan in scans_of(out.getvalue(), dpi=200, skew=-0.5)
    ]
    target = Path(__file__).with_name("16-berita-acara-pindaian-tif.tif")
    pages[0].save(
        target, save_all=True, append_images=pages[1:], compression="group4", dpi=(200, 200)
    )


if __name__ == "__main__":
    main()

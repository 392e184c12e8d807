"""Makes the invitation beside it: `PYTHONPATH=. python tests/golden/14-undangan-musyawarah/make_undangan.py`."""

from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

HEAD = (
    "PEMERINTAH KOTA SURAKARTA",
    "KECAMATAN JEBRES",
    "KELURAHAN MOJOSONGO",
    "Jl. Brigjen Katamso No. 173, Telepon (0271) 850000, Surakarta 57127",
)
FACTS = (
    "Nomor\t: 005/112/V/2024",
    "Sifat\t: Penting",
    "Lampiran\t: 1 (satu) lembar",
    "Perihal\t: Undangan Musyawarah Kelurahan",
)
WHEN = (
    "Hari/Tanggal\t: Selasa, 21 Mei 2024",
    "Waktu\t: Pukul 19.30 WIB s.d. selesai",
    "Tempat\t: Pendopo Kelurahan Mojosongo",
    "Acara\t: Penyusunan usulan kegiatan tahun 2025",
)
COPIES = (
    "1. Camat Jebres (sebagai laporan);",
    "2. Arsip.",
)
INVITED = (
    ("No", "Nama", "Jabatan"),
    ("1", "Sri Lestari", "Ketua TP PKK Kelurahan Mojosongo"),
    ("2", "Bambang Haryono", "Ketua LPMK Mojosongo"),
    ("3", "Suparmin", "Ketua RW 07"),
)


def main() -> None:
    """Write the .docx."""
    made = docx.Document()
    made.core_properties.created = made.core_properties.modified = datetime(2024, 5, 15, tzinfo=UTC)
    for line in HEAD:
        made.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph("Surakarta, 15 Mei 2024")
    for line in FACTS:
        made.add_paragraph(line)
    made.add_paragraph("Yth. (daftar terlampir)")
    made.add_paragraph("di Surakarta")
    made.add_paragraph("Dengan hormat,")
    made.add_paragraph(
        "Dalam rangka penyusunan rencana kerja Kelurahan Mojosongo tahun 2025, kami mengharap "
        "kehadiran Bapak/Ibu pada musyawarah yang akan diselenggarakan pada:"
    )
    for line in WHEN:
        made.add_paragraph(line)
    made.add_paragraph(
        "Demikian undangan ini disampaikan, atas kehadiran Bapak/Ibu diucapkan terima kasih."
    )
    for line in ("LURAH MOJOSONGO", "", "Agus Triyono, S.STP., M.Si.", "NIP 19790412 199810 1 002"):
        made.add_paragraph(line)
    made.add_paragraph("Tembusan:")
    for line in COPIES:
        made.add_paragraph(line)
    made.add_page_break()
    made.add_paragraph("DAFTAR UNDANGAN")
    table = made.add_table(len(INVITED), 3)
    for row, texts in zip(table.rows, INVITED, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.save(str(Path(__file__).with_name("14-undangan-musyawarah.docx")))


if __name__ == "__main__":
    main()

"""Makes the scan beside it: `PYTHONPATH=. python tests/golden/15-notulen-pindaian-png/make_notulen_png.py`."""

from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from tests.pictures import scans_of

TEXT = """\
NOTULEN RAPAT WARGA
RT 03 RW 04 KELURAHAN PURWOYOSO
KECAMATAN NGALIYAN KOTA SEMARANG

Hari/Tanggal : Sabtu, 10 Agustus 2024
Waktu : 20.00 - 22.00 WIB
Tempat : Balai RT 03
Pimpinan Rapat : Slamet Riyadi (Ketua RT 03)
Notulis : Dewi Anggraini (Sekretaris RT 03)
Peserta : 32 warga

Agenda:
1. Persiapan peringatan HUT RI ke-79
2. Perbaikan saluran air

Pembahasan:
1. Ketua RT 03 Slamet Riyadi menyampaikan lomba anak diadakan
pada tanggal 17 Agustus 2024 di lapangan RW 04.
2. Bapak Haryanto mengusulkan perbaikan saluran air di depan pos ronda
karena sering meluap saat hujan, perkiraan biaya Rp7.500.000.

Keputusan:
1. Sumbangan peringatan HUT RI ditetapkan Rp50.000 per keluarga.
2. Usulan perbaikan saluran air di depan pos ronda diteruskan ke
Kelurahan Purwoyoso.

Ketua RT 03

Slamet Riyadi
"""


def main() -> None:
    """Write the .png: one grey page at 200 dpi in sixteen shades."""
    out = BytesIO()
    page = canvas.Canvas(out, pagesize=A4, invariant=True)
    page.setFont("Times-Roman", 12)
    for row, line in enumerate(TEXT.split("\n")):
        page.drawString(72, 770 - 20 * row, line)
    page.save()
    (scan,) = scans_of(out.getvalue(), dpi=200, skew=0.7)
    target = Path(__file__).with_name("15-notulen-pindaian-png.png")
    scan.quantize(16).save(target, dpi=(200, 200), optimize=True)


if __name__ == "__main__":
    main()

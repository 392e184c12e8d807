"""How documents are laid out: particulars, signatures side by side, lists of those present, heads and feet."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import record_of
from extractors.ocr import NoOcr
from extractors.readers import read
from models.record import Record

Set = tuple[int, int, str]
"""From the left and from the top, in points, and what stands there."""

PARTICULARS: tuple[Set, ...] = (
    (200, 140, "NOTULEN RAPAT KOORDINASI"),
    *((70, 170, "Hari/Tanggal"), (190, 170, ": Senin, 4 Maret 2024")),
    *((70, 186, "Waktu"), (190, 186, ": 09.00 - 11.30 WIB")),
    *((70, 202, "Tempat"), (190, 202, ": Aula Kelurahan Cimuncang")),
    *((70, 218, "Pimpinan Rapat"), (190, 218, ": Asep Sunandar, S.Sos. (Lurah)")),
    *((70, 234, "Acara"), (190, 234, ": Rapat koordinasi persiapan Musrenbang")),
    (196, 248, "Kelurahan tahun 2025"),
    (70, 290, "Rapat dibuka oleh Lurah Cimuncang dan dihadiri oleh para Ketua RW se-Kelurahan."),
)
PRESENT = (
    *(("Maman Suherman", "Ketua RW 01"), ("Ujang Komarudin", "Ketua LPM")),
    *(("Rina Marlina", "Sekretaris PKK"), ("Tatang Sutisna", "Ketua RW 02")),
    *(("Dewi Lestari", "Bendahara LPM"), ("Cecep Gunawan", "Ketua Karang Taruna")),
)


def paper(path: Path, *pages: Sequence[Set]) -> Record:
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        for x, y, text in page:
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return record_of(read(path, ocr=NoOcr()))


def people(record: Record) -> set[tuple[str, str | None, str | None]]:
    return {(p.name, p.role, p.agency) for p in record.people}


def test_particulars_stand_beside_their_keys_and_may_take_two_lines(tmp_path: Path) -> None:
    (meeting,) = paper(tmp_path / "a.pdf", PARTICULARS).meetings
    assert meeting.title == "Rapat koordinasi persiapan Musrenbang Kelurahan tahun 2025"
    assert (str(meeting.date), meeting.start, meeting.end) == ("2024-03-04", "09:00", "11:30")
    assert meeting.kelurahan == "Cimuncang"


def test_a_line_below_a_value_that_is_no_part_of_it_stays_apart(tmp_path: Path) -> None:
    below = [(x, y, t) for x, y, t in PARTICULARS if y != 248]
    far = [*below, (196, 264, "Kelurahan tahun 2025")]
    (meeting,) = paper(tmp_path / "a.pdf", far).meetings
    assert meeting.title == "Rapat koordinasi persiapan Musrenbang"


def test_three_who_sign_side_by_side_keep_their_offices(tmp_path: Path) -> None:
    signed = (
        *((70, 600, "Mengetahui,"), (420, 600, "Bogor, 4 Maret 2024")),
        *((70, 615, "Lurah Cimuncang"), (240, 615, "Ketua LPM"), (420, 615, "Notulis")),
        *((70, 680, "Asep Sunandar, S.Sos."), (240, 680, "Ujang Komarudin")),
        *((420, 680, "Dewi Lestari"), (70, 695, "NIP. 19700101 199003 1 001")),
    )
    found = people(paper(tmp_path / "a.pdf", (*PARTICULARS, *signed)))
    assert ("Asep Sunandar, S.Sos.", "Lurah", "Kelurahan Cimuncang") in found
    assert ("Ujang Komarudin", "Ketua", "LPM") in found
    assert ("Dewi Lestari", "Notulis", None) in found


def test_two_who_sign_above_one_keep_their_offices(tmp_path: Path) -> None:
    signed = (
        *((100, 600, "Ketua RW 05,"), (400, 600, "Ketua LPM,")),
        *((100, 670, "( H. Maman Suherman )"), (400, 670, "( Rina Marlina )")),
        *(
            (260, 700, "Mengetahui,"),
            (255, 715, "Lurah Cimuncang"),
            (245, 780, "Asep Sunandar, S.Sos."),
        ),
    )
    found = people(paper(tmp_path / "a.pdf", (*PARTICULARS, *signed)))
    assert ("H. Maman Suherman", "Ketua", "RW 05") in found
    assert ("Rina Marlina", "Ketua", "LPM") in found


def test_who_signs_in_word_by_tabs_keeps_the_office_above(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("NOTULEN RAPAT")
    made.add_paragraph("Tempat\t: Aula Kelurahan Cimuncang")
    made.add_paragraph("Ketua RW 05\t\t\tKetua LPM\t\t\tNotulis")
    made.add_paragraph()
    made.add_paragraph("H. Maman Suherman\t\tUjang Komarudin\t\tDewi Lestari")
    made.save(tmp_path / "a.docx")
    found = people(record_of(read(tmp_path / "a.docx", ocr=NoOcr())))
    assert ("H. Maman Suherman", "Ketua", "RW 05") in found
    assert ("Ujang Komarudin", "Ketua", "LPM") in found


@pytest.mark.parametrize("columns", [1, 2])
def test_everyone_on_a_list_of_those_present_is_found(tmp_path: Path, columns: int) -> None:
    page: list[Set] = [(180, 60, "DAFTAR HADIR RAPAT WARGA RT 02 RW 05")]
    if columns == 1:
        page += [
            (70, 140, "No"),
            (110, 140, "Nama"),
            (260, 140, "Jabatan"),
            (420, 140, "Tanda Tangan"),
        ]
    for n, (name, office) in enumerate(PRESENT):
        if columns == 1:
            y = 160 + 20 * n
            page += [(70, y, f"{n + 1}."), (110, y, name), (260, y, office)]
            page.append((420 + 60 * (n % 2), y, f"{n + 1}. ........"))
        else:
            x, y = (70, 320)[n // 3], 120 + 18 * (n % 3)
            page.append((x, y, f"{n + 1}. {name} ({office})"))
    found = paper(tmp_path / "a.pdf", page).people
    assert {p.name for p in found} == {name for name, _ in PRESENT}
    assert {p.role for p in found} == {"Ketua", "Sekretaris", "Bendahara"}


def test_heads_and_feet_of_pages_are_no_part_of_the_text(tmp_path: Path) -> None:
    pages = [
        [
            (150, 40, "PEMERINTAH KOTA BOGOR - KELURAHAN CIMUNCANG"),
            *(PARTICULARS if n == 1 else ()),
            *(
                (70, 330 + 14 * i, f"{6 * n + i}. Usulan RW 0{i}: perbaikan jalan")
                for i in range(1, 6)
            ),
            (70, 800, f"Notulen Rapat | Dicetak Budi Santoso | Halaman {n} dari 3"),
        ]
        for n in (1, 2, 3)
    ]
    record = paper(tmp_path / "a.pdf", *pages)
    assert "Budi Santoso" not in {p.name for p in record.people}
    source = read(tmp_path / "a.pdf", ocr=NoOcr())
    heads = [b.text for p in source.pages for b in p.blocks if getattr(b, "header", False)]
    assert len(heads) == 6

"""Rich text (.rtf)."""

import contextlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from extractors.readers import read
from models.errors import InputError
from tests.extractors.readers.test_docx import Counting
from tests.pictures import as_file
from tests.read_back import lines, put, tables


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

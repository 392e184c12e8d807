"""Image files of every make: each becomes the same grey, upright page."""

from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import pytest
from docx.shared import Inches
from PIL import Image

from extractors.ocr import Image as Pixels
from extractors.ocr import NoOcr, OcrEngine, OcrWord
from extractors.readers import image, imaging, read
from models.errors import DamagedDocument, TooLarge
from models.source import Source
from tests.pictures import as_file, page_image, png_header

PAGE = page_image("Rapat RT 02 RW 05")


class Looking:
    """An engine that keeps the pages that it is shown."""

    name, version = "lihat", "1"

    def __init__(self) -> None:
        self.seen: list[Pixels] = []

    def read(self, image: Pixels) -> tuple[OcrWord, ...]:
        self.seen.append(image)
        return (OcrWord("Rapat", 100, 100, 80, 30, 0.9),)


def look(tmp_path: Path, data: bytes, name: str = "pindaian.png") -> tuple[Source, list[Pixels]]:
    path = tmp_path / name
    path.write_bytes(data)
    engine = Looking()
    return read(path, ocr=engine), engine.seen


def ink(pixels: Pixels) -> tuple[float, float]:
    """Return where the middle of the ink lies, as shares of width and height."""
    down, across = np.nonzero(pixels < 128)
    assert len(down), "the page is blank"
    return float(across.mean() / pixels.shape[1]), float(down.mean() / pixels.shape[0])


UPRIGHT = (0.256, 0.33)


@pytest.mark.parametrize("turn", range(10))
def test_a_photo_is_turned_upright(tmp_path: Path, turn: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    shot = PAGE.transpose(undo[turn]) if turn in undo else PAGE
    exif = Image.Exif()
    exif[0x0112] = turn
    _, seen = look(tmp_path, as_file(shot, "JPEG", exif=exif), "foto.jpg")
    assert seen[0].shape[0] < seen[0].shape[1]
    assert ink(seen[0]) == pytest.approx(UPRIGHT, abs=0.03)


def sixteen_bits(most: int) -> Image.Image:
    return Image.fromarray((np.asarray(PAGE).astype(np.uint32) * most // 255).astype(np.uint16))


def see_through() -> Image.Image:
    """Return a palette picture whose white is transparent over a black colour."""
    small = PAGE.point(lambda v: 0 if v < 128 else 1).convert("P")
    small.putpalette([0, 0, 0, 0, 0, 0])
    return small


@pytest.mark.parametrize(
    ("kind", "picture", "options"),
    [
        ("PNG", PAGE, {}),
        ("PNG", PAGE.convert("1"), {}),
        ("PNG", sixteen_bits(65_535), {}),
        ("PNG", sixteen_bits(4_095), {}),
        ("PNG", see_through(), {"transparency": b"\xff\x00"}),
        ("PNG", PAGE.convert("LA"), {}),
        ("JPEG", PAGE.convert("RGB").convert("CMYK"), {}),
        ("TIFF", PAGE.convert("1"), {"compression": "group4"}),
        ("TIFF", sixteen_bits(65_535), {}),
        ("BMP", PAGE.convert("RGB"), {}),
        ("WEBP", PAGE.convert("RGB"), {}),
        ("GIF", PAGE, {}),
    ],
)
def test_a_picture_of_any_make_becomes_the_same_page(
    tmp_path: Path, kind: str, picture: Image.Image, options: dict[str, object]
) -> None:
    source, seen = look(tmp_path, as_file(picture, kind, **options), f"pindaian.{kind.lower()}")
    assert len(seen) == 1
    assert ink(seen[0]) == pytest.approx(UPRIGHT, abs=0.03)
    assert np.median(seen[0]) > 240
    assert source.notes == ()


def test_each_page_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    data = as_file(PAGE, "TIFF", save_all=True, append_images=[PAGE, PAGE])
    source, _ = look(tmp_path, data, "pindaian.tif")
    assert [page.number for page in source.pages] == [1, 2, 3]


def test_pages_that_are_left_out_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MAX_PAGES", 2)
    data = as_file(PAGE, "TIFF", save_all=True, append_images=[PAGE, PAGE])
    source, _ = look(tmp_path, data, "pindaian.tif")
    assert len(source.pages) == 2
    assert source.notes == ("hanya 2 halaman pertama yang dibaca",)


def test_what_moves_is_one_page_and_says_so(tmp_path: Path) -> None:
    other = page_image("Lain sekali")
    data = as_file(PAGE, "GIF", save_all=True, append_images=[other])
    source, seen = look(tmp_path, data, "rapat.gif")
    assert len(seen) == 1
    assert source.notes == ("gambar bergerak: hanya gambar pertama yang dibaca",)


@pytest.mark.parametrize("engine", [NoOcr(), Looking()], ids=["none", "looking"])
@pytest.mark.parametrize("dpi", [0, 1, 9999, 200])
def test_absurd_dots_per_inch_make_no_absurd_page(
    tmp_path: Path, dpi: int, engine: OcrEngine
) -> None:
    path = tmp_path / "foto.tif"
    tall = page_image("Rapat RT 02", 1240, 1754)
    tall.save(path, dpi=(dpi, dpi), save_all=True, append_images=[tall])
    if isinstance(engine, NoOcr):
        page = image.read_image(path, path.read_bytes(), engine).pages[0]
    else:
        page = read(path, ocr=engine).pages[0]
    longest = max(page.width, page.height) / 72
    assert longest == pytest.approx(1754 / dpi if dpi == 200 else 11.69, rel=0.02)


def test_a_phone_that_says_72_of_everything_makes_no_sheet_of_a_metre() -> None:
    shot = np.full((2400, 1800, 3), 255, dtype=np.uint8)
    assert imaging.plausible_dpi(shot, 72) == pytest.approx(2400 / 11.69)
    assert imaging.plausible_dpi(shot, 200) == 200


@pytest.mark.parametrize("size", [(1, 1), (3000, 2), (2, 3000), (39, 39)])
def test_a_picture_too_small_for_words_is_empty(tmp_path: Path, size: tuple[int, int]) -> None:
    source_page = image.read_image(
        tmp_path / "titik.png", as_file(Image.new("L", size, 0), "PNG"), Looking()
    ).pages[0]
    assert source_page.blocks == ()


def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    for width, height in ((60_000, 60_000), (12_000, 11_000)):
        with pytest.raises(TooLarge):
            look(tmp_path, png_header(width, height))


def test_a_picture_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(DamagedDocument):
        look(tmp_path, as_file(PAGE, "PNG")[:2000])


def several_pages(tmp_path: Path, *, broken: int) -> Path:
    """A TIFF of three pages, the first ones of which are cut to nothing by their own strips."""
    path = tmp_path / "pindaian.tif"
    frames = [PAGE.convert("L")] * 3
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="tiff_lzw")
    data = bytearray(path.read_bytes())
    with Image.open(path) as picture:
        for number in range(broken):
            picture.seek(number)
            start = picture.tag_v2[273][0]  # StripOffsets
            size = picture.tag_v2[279][0]
            data[start : start + size] = b"\xff" * size
    path.write_bytes(data)
    return path


def test_a_broken_page_of_a_tiff_loses_only_itself(tmp_path: Path) -> None:
    source = read(several_pages(tmp_path, broken=1), ocr=Looking())
    assert [p.number for p in source.pages] == [1, 2, 3]
    assert "rusak" in source.pages[0].notes[0]
    assert source.pages[1].blocks
    assert source.pages[2].blocks


def test_a_tiff_of_broken_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DamagedDocument):
        read(several_pages(tmp_path, broken=3), ocr=Looking())


@pytest.mark.parametrize("way", ["raw", "tiff_lzw", "group4"])
def test_pages_before_a_tiffs_cut_are_read_and_the_rest_is_told(tmp_path: Path, way: str) -> None:
    page = PAGE.convert("1")
    whole = as_file(page, "TIFF", save_all=True, append_images=[page, page], compression=way)
    with Image.open(BytesIO(whole)) as picture:
        starts = [int(picture.seek(n) or picture.tag_v2.offset) for n in range(3)]
    path = tmp_path / "pindaian.tif"
    for cut in range(starts[1], len(whole) - 16, max(len(whole) // 8, 1)):
        path.write_bytes(whole[:cut])
        pages = read(path, ocr=Looking()).pages
        assert pages[0].blocks, cut
        assert any("tidak dibaca" in note for note in pages[-1].notes), cut


def test_a_picture_in_word_whose_first_page_is_broken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "surat.docx"
    made = docx.Document()
    made.add_paragraph("Rapat RT 02 membahas saluran air di gang tengah.")
    made.add_picture(str(several_pages(tmp_path, broken=1)), Inches(6.5), Inches(9))
    made.save(str(path))
    source = read(path, ocr=Looking())
    assert source.text.startswith("Rapat RT 02 membahas")
    assert source.notes == ("1 gambar rusak atau berjenis lain dan tidak dibaca",)

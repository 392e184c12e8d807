"""Pages made legible without reading a word: turns, skew, bends, light, lines, and the way back."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from extractors import legible
from extractors.legible import ALL, Step, clear, ways
from extractors.legible.light import without_dust
from extractors.legible.paper import flatten
from extractors.legible.reversed_print import with_dark_print
from extractors.ocr import Image as Pixels
from extractors.ocr import OcrEngine, OcrWord
from extractors.readers.beside import side_by_side
from extractors.readers.frames import first_frame
from extractors.readers.imaging import page_of_image
from models.source import Line, Page, Source, Table
from tests.scans import faults
from tests.scans.pages import SCANS, Scan, picture_of
from tests.scans.papers import LAYOUTS, paper_of

CLEAN = replace(SCANS[0], faults=(), kind="PNG", dpi=150, said=None)


def pixels(layout: str = "minutes", *made: faults.Fault, dpi: int = 150) -> Pixels:
    scan = replace(CLEAN, layout=layout, faults=made, dpi=dpi, size=10.0)
    return first_frame(picture_of(scan)[0])[0]


class Spotting:
    """An engine that takes all ink for one word, and keeps what it was shown."""

    name, version = "titik", "1"

    def read(self, image: Pixels, columns: bool = False) -> tuple[OcrWord, ...]:
        self.seen = image
        down, across = np.nonzero(image < 100)
        if not len(down):
            return ()
        left, top = int(across.min()), int(down.min())
        size = int(across.max()) - left + 1, int(down.max()) - top + 1
        return (OcrWord("RW", left, top, *size, 0.95),)


def ink_box(page: Pixels) -> tuple[int, int, int, int]:
    down, across = np.nonzero(page.max(axis=2) < 100)
    return int(across.min()), int(down.min()), int(across.max()), int(down.max())


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("skew", [0.0, 3.0])
def test_a_turned_page_is_brought_upright_and_its_boxes_lead_back(
    quarters: int, skew: float
) -> None:
    image = pixels("minutes", faults.skewed(-skew, 255), faults.turned(quarters))
    page = page_of_image(image, 1, 150, Spotting())
    assert page.height > page.width
    assert page.turn == pytest.approx((90 * quarters + skew) % 360, abs=0.4)
    line = page.blocks[0]
    assert isinstance(line, Line)
    assert line.box is not None
    assert page.placement is not None
    corners = np.array(page.placement.corners(line.box))
    left, top, right, bottom = ink_box(image)
    # Askew, the upright page's box is larger than what is in it.
    room = 4 if not skew else 80
    assert corners.min(axis=0) == pytest.approx((left, top), abs=room)
    assert corners.max(axis=0) == pytest.approx((right, bottom), abs=room)


def test_a_stamp_is_taken_off_a_photo_that_is_made_smaller_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = np.full((1754, 1240, 3), 245, np.uint8)
    for y in range(200, 1600, 40):
        words = "Rapat warga RT 02 RW 05 membahas drainase"
        cv2.putText(
            image, words, (90, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2, cv2.LINE_AA
        )
    stamped = image.copy()
    cv2.circle(stamped, (700, 1100), 170, (170, 60, 40), 9)
    image = np.minimum(image, stamped)
    blue = image[:, :, 0].astype(int) - image[:, :, 2] > 60
    usual = clear(image, 150)
    monkeypatch.setattr(legible, "MAX_READ_PIXELS", 1_500_000)
    smaller = clear(image, 150)
    assert smaller.image.size <= 1_500_000 < usual.image.size
    assert smaller.size == usual.size == (1240, 1754)
    assert smaller.dpi == pytest.approx(150 * smaller.width / 1240, rel=0.01)
    corner = smaller.origin @ [smaller.width, smaller.height, 1]
    assert corner[:2] / corner[2] == pytest.approx((1240, 1754), abs=0.01)
    where = cv2.resize(blue.astype(np.uint8), smaller.image.shape[::-1]) > 0
    dark = (usual.image[blue] < 128).mean(), (smaller.image[where] < 128).mean()
    assert dark[1] == pytest.approx(dark[0], abs=0.05)
    assert dark[1] < 0.2


# On a page of a few words the signs of its turn say nothing: it is read in each way instead.
WORDY = [name for name in LAYOUTS if name not in ("cover", "receipt")]


@pytest.mark.parametrize("layout", WORDY)
@pytest.mark.parametrize("quarters", [1, 2])
def test_the_likeliest_way_is_upright_for_each_layout(layout: str, quarters: int) -> None:
    upright = next(ways(clear(pixels(layout), 150)))
    turned = next(ways(clear(pixels(layout, faults.turned(quarters)), 150)))
    assert turned.bare.shape[0] > turned.bare.shape[1]
    profiles = [
        np.asarray(cv2.resize(255 - p.bare, (60, 90), interpolation=cv2.INTER_AREA), dtype=float)
        for p in (upright, turned)
    ]
    assert np.corrcoef(profiles[0].ravel(), profiles[1].ravel())[0, 1] > 0.8


@pytest.mark.parametrize("ground", ["dark", "bright", "wood", "tiles", "batik"])
def test_a_sheet_is_found_on_any_ground(ground: str) -> None:
    image = pixels("letter", faults.photographed(ground, 0.05, roll=4))
    found = flatten(image)
    assert found is not None
    flat, back = found
    # The corners of the sheet, not those of the photo.
    corners = cv2.perspectiveTransform(
        np.array([[[0.0, 0], [flat.shape[1], 0], [flat.shape[1], flat.shape[0]]]]), back
    )[0]
    assert corners.min() > 20
    assert np.median(flat) > 215


@pytest.mark.parametrize(
    "fault", [faults.uneven(0.4), faults.shadow(0.5), faults.curled(0.02), faults.folded]
)
def test_shade_on_a_scan_is_no_ground_around_a_sheet(fault: faults.Fault) -> None:
    assert flatten(pixels("letter", fault)) is None


def test_bent_lines_become_straight_and_their_boxes_stay_where_they_were() -> None:
    straight, bent = pixels("letter", dpi=200), pixels("letter", faults.curled(0.02), dpi=200)
    made = next(ways(clear(bent, 200)))
    assert made.bends is not None
    assert next(ways(clear(straight, 200))).bends is None
    # A word at the middle was moved by the bend, and its box is moved back.
    middle = made.bends.at(made.sheet.width / 2, made.sheet.height / 2)
    edge = made.bends.at(30, made.sheet.height / 2)
    assert abs(middle - edge) == pytest.approx(0.02 * bent.shape[1], rel=0.35)


def test_a_line_through_words_goes_and_the_words_stay() -> None:
    image = pixels("letter", dpi=200)
    clean = next(ways(clear(image, 200))).bare
    lined = next(
        ways(clear(pixels("letter", faults.lined(0.3, (120, 120, 120)), dpi=200), 200))
    ).bare
    ink, other = clean < 128, lined < 128
    if ink.shape != other.shape:
        other = cv2.resize(other.astype(np.uint8), ink.shape[::-1]) > 0
    assert (ink & other).sum() > 0.8 * ink.sum()
    assert other.sum() < 1.1 * ink.sum()


NIGHT = {"black": (0, 0, 0), "chat": (26, 20, 11), "editor": (60, 56, 54)}
"""Grounds of screens in dark mode, blue-green-red."""


@pytest.mark.parametrize("ground", list(NIGHT))
@pytest.mark.parametrize("layout", ["minutes", "budget"])
def test_light_letters_on_dark_are_read_as_dark_ones_on_light(
    tesseract: OcrEngine, layout: str, ground: str
) -> None:
    day = pixels(layout, dpi=200)
    dark = np.array(NIGHT[ground], np.float32)
    night = (dark + (1 - day / np.float32(255)) * (225 - dark)).astype(np.uint8)
    seen, wanted = (words_of(page_of_image(p, 1, 200, tesseract)) for p in (night, day))
    assert len(wanted) > 50
    assert len(seen & wanted) >= 0.97 * len(wanted)


BARS = {"navy": (120, 78, 31), "green": (80, 110, 20), "office blue": (150, 84, 47)}


@pytest.mark.parametrize("bar", list(BARS))
def test_white_letters_on_a_bar_are_read_where_they_stand(tesseract: OcrEngine, bar: str) -> None:
    plain = pixels("letter", dpi=200)
    ink = plain.max(axis=2) < 128
    rows = np.flatnonzero(ink.any(axis=1))
    lines = [r for r in np.split(rows, np.flatnonzero(np.diff(rows) > 3) + 1) if 15 < len(r) < 50]
    coloured = plain.copy()
    for line in lines[2::6]:  # each sixth line stands on a bar
        part = np.s_[int(line[0]) - 8 : int(line[-1]) + 9, 60:-60]
        grey = plain[part].astype(np.float32) / 255
        coloured[part] = (255 - grey * (255 - np.array(BARS[bar], np.float32))).astype(np.uint8)
    assert len(lines[2::6]) >= 3
    page, other = (page_of_image(p, 1, 200, tesseract) for p in (coloured, plain))
    assert len(words_of(page) & words_of(other)) >= 0.97 * len(words_of(other))
    assert not any(isinstance(block, Table) for block in page.blocks)


def test_two_pages_of_an_open_book_are_read_one_after_the_other(tesseract: OcrEngine) -> None:
    left, right = pixels("letter", dpi=200), pixels("minutes", dpi=200)
    book = np.hstack([left, right]).astype(np.float32)
    fold = np.arange(book.shape[1]) - left.shape[1]
    shade = 1 - 0.5 * np.exp(-((fold / 70) ** 2))
    shot = (book * shade[:, None]).astype(np.uint8)
    both, first, second = (
        said_by(page_of_image(p, 1, 200, tesseract)) for p in (shot, left, right)
    )
    wanted = f"{first} {second}"
    assert Levenshtein.distance(both, wanted) < 0.03 * len(wanted)


def said_by(page: Page) -> str:
    return " ".join(Source("halaman.png", "", "image/png", (page,)).text.split())


def test_dark_rims_and_dark_letters_stay() -> None:
    page = pixels("letter", faults.skewed(1.0), dpi=200)
    page[:, :60] = 20  # the lid of a scanner
    page[-80:] = 35
    assert with_dark_print(page, 200) is page
    heading = np.full((400, 1600, 3), 255, np.uint8)
    cv2.putText(heading, "NOTULEN RAPAT", (40, 250), cv2.FONT_HERSHEY_SIMPLEX, 5, (0, 0, 0), 30)
    assert with_dark_print(heading, 200) is heading


def words_of(page: Page) -> set[str]:
    return set(Source("halaman.png", "", "image/png", (page,)).text.split())


def test_dust_goes_and_full_stops_stay() -> None:
    clean = pixels("letter", dpi=200).max(axis=2)
    dusty = pixels("letter", faults.speckled(0.004), dpi=200).max(axis=2)
    assert (without_dust(clean) == clean).all()
    left = without_dust(dusty) < 128
    assert left.sum() < 1.1 * (clean < 128).sum()
    assert (left & (clean < 128)).sum() > 0.93 * (clean < 128).sum()


def test_columns_are_told_from_tables_and_signatures() -> None:
    told = {name: next(ways(clear(pixels(name, dpi=200), 200))).columns for name in LAYOUTS}
    assert [name for name, columns in told.items() if columns] == ["newsletter"]


NOTHING = [
    np.zeros((300, 200, 3), np.uint8),
    np.full((300, 200, 3), 255, np.uint8),
    np.random.default_rng(1).integers(0, 256, (400, 300, 3), dtype=np.uint8),
    np.tile(np.array([[0, 255]], np.uint8), (400, 150))[:, :, None].repeat(3, axis=2),
    np.full((41, 5000, 3), 200, np.uint8),
    np.full((5000, 41), 200, np.uint8),
    np.where(np.arange(300)[:, None, None] < 150, 0, 255)
    .repeat(200, 1)
    .repeat(3, 2)
    .astype(np.uint8),
]


@pytest.mark.parametrize("picture", NOTHING, ids=range(len(NOTHING)))
def test_what_is_no_page_makes_no_trouble(picture: Pixels) -> None:
    page = page_of_image(picture, 1, 0, Spotting())
    assert page.width > 0
    assert page.height > 0
    for way in ways(clear(picture, 100)):
        assert way.bare.dtype == np.uint8


@pytest.mark.parametrize("step", list(Step))
def test_each_step_can_be_left_out(step: Step) -> None:
    image = pixels("invitation", faults.skewed(1.0))
    assert next(ways(clear(image, 150, ALL - {step}), ALL - {step})).bare.size > 0


def test_pages_side_by_side_come_in_their_order_and_fail_in_their_turn() -> None:
    assert list(side_by_side((lambda i=i: i for i in range(20)), 3)) == list(range(20))

    def work(i: int) -> int:
        if i == 4:
            raise ValueError("halaman 4")
        return i

    begun: list[int] = []

    def works():  # type: ignore[no-untyped-def]
        for i in range(100):
            begun.append(i)
            yield lambda i=i: work(i)

    found: list[int] = []
    with pytest.raises(ValueError, match="halaman 4"):
        found.extend(side_by_side(works(), 2))
    assert found == [0, 1, 2, 3]
    assert len(begun) < 9


def test_a_paper_is_the_same_each_time() -> None:
    assert paper_of("letter", "times", 12, 7) == paper_of("letter", "times", 12, 7)
    first, again = picture_of(_small(SCANS[28])), picture_of(_small(SCANS[28]))
    assert first == again


def _small(scan: Scan) -> Scan:
    return replace(scan, dpi=60)


@pytest.mark.parametrize("paper", [(255, 255, 255), (190, 240, 250)])
def test_a_pale_stamp_in_a_photo_is_taken_off_and_the_words_under_it_stay(
    paper: tuple[int, int, int],
) -> None:
    # A phone's JPEG keeps colour in squares of sixteen pixels, and black letters get a rim of it.
    clean = pixels("minutes", faults.coloured(paper))
    stamped = pixels(
        "minutes", faults.coloured(paper), faults.stamped((150, 60, 90), 0.5, 0.3, 0.7)
    )
    seen = []
    for page in (clean, stamped):
        good, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 40])
        assert good
        shot = first_frame(data.tobytes())[0]
        seen.append(clear(shot, 150, ALL - {Step.SHEET}).image)
    words, under = seen[0] < 128, seen[1] < 230
    around = np.zeros(words.shape, bool)
    height, width = words.shape
    across, down = int(0.5 * width), int(0.3 * height)
    around[down - 110 : down + 110, across - 110 : across + 110] = True
    near = cv2.dilate(words.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert words[around].sum() > 500
    assert (under & words)[around].sum() > 0.95 * words[around].sum()
    assert (under & ~near)[around].sum() < 0.1 * words[around].sum()

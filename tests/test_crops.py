"""What stands in the box of an item: its crop is read again by OCR, and must hold the item's words.

A crop holds a quote when nine of ten of its letters and figures are found, and the figures of the quote
(sums, dates, times, RT and RW) and the names of the item that stand in the quote are found exactly.
Allowed is what OCR cannot tell: capitals, blanks, punctuation, accents; 1 from I and l, 0 and Q from O,
q from g; a per cent sign from figures behind a figure; and in which order the cells of a table's row are
read. An item without any place is missed.
"""

import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from rapidfuzz import fuzz

from extractors import record_of
from extractors.ocr import Image, OcrEngine
from extractors.readers import read
from extractors.readers.imaging import page_of_image
from extractors.readers.picture_of import DPI, cut_out
from models.boxes import spots
from models.record import LIST_PARTS, Evidence, Record
from models.source import Box, Origin, Source
from scripts.calibrate import held_back

HERE = Path(__file__).resolve().parent
ALIKE = 0.9
"""A crop holds a quote when such a share of its letters and figures is found."""
LEAST = {Origin.TEXT: 0.98, Origin.OCR: 0.95}
KINDS = {".pdf", ".jpg", ".png", ".tif"}
NAMES = (
    *("name", "agency", "agencies", "assignee", "origin", "organizer", "venue"),
    *("kelurahan", "kecamatan", "kota"),
)
"""Fields of items that hold names of people, bodies and places."""
LINE = 1.3
"""Heights of a box from one line to the next."""
GAP, HIGHEST = 70, 5000
LARGER = 1.5
"""Crops are read so much larger than they are cut out."""
_ALIKE = str.maketrans({"1": "i", "l": "i", "0": "o", "Q": "o", "q": "g"})
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")


@dataclass(frozen=True)
class Read:
    """One place of an item: its quote, the names of the item, and what its crop was read as, one
    reading after the other.
    """

    where: str
    origin: Origin
    quote: str
    names: tuple[str, ...]
    crops: tuple[str, ...]

    @property
    def is_found(self) -> bool:
        """Tell whether one reading of the crop holds the quote."""
        return any(holds(crop, self.quote, self.names) for crop in self.crops)


def holds(crop: str, quote: str, names: Sequence[str] = ()) -> bool:
    """Tell whether a crop holds a quote, and exactly its figures and those of its words that are names."""
    wanted, found = "".join(folded(quote)), "".join(folded(crop))
    if len(found) < ALIKE * len(wanted) or not is_alike(folded(quote), folded(crop)):
        return False
    if not all(has_figure(crop, figure) for figure in figures(quote)):
        return False
    return all(has_name(crop, name) for name in names_in(quote, names))


def folded(text: str) -> list[str]:
    """Return the words of a text without capitals, accents, punctuation and what looks alike."""
    plain = unicodedata.normalize("NFKD", text).translate(_ALIKE).casefold().translate(_ALIKE)
    return bare(plain)


def bare(text: str) -> list[str]:
    """Return the words of a text by their letters and figures, without capitals.

    >>> bare("H. Abd. Manan, S.AP")
    ['h', 'abd', 'manan', 'sap']
    """
    words = ("".join(c for c in word if c.isalnum()) for word in text.casefold().split())
    return [word for word in words if word]


def is_alike(quote: list[str], crop: list[str]) -> bool:
    """Tell whether enough letters of a quote are in a crop: in a row, or in whole words of any order."""
    wanted = "".join(quote)
    if len(wanted) < 3:
        return wanted in crop  # two letters in a row stand in many a word
    shared = Counter(quote) & Counter(crop)
    in_words = sum(len(word) * times for word, times in shared.items())
    in_a_row = fuzz.partial_ratio(wanted, "".join(crop)) / 100
    return max(in_words / len(wanted), in_a_row) >= ALIKE


def figures(text: str) -> list[str]:
    """Return the figures of a text without dots and commas.

    >>> figures("RT 03/RW 011, Rp 2.450.000,- pada 30-01-2024, 7,5%")
    ['03', '011', '2450000', '30', '01', '2024', '75%']
    """
    return [re.sub(r"[.,]", "", found) for found in _FIGURE.findall(text)]


def has_figure(text: str, figure: str) -> bool:
    """Tell whether a figure stands in a text by itself, with or without dots."""
    alike = {"0": "[0Oo]", "1": "[1Il|!]"}
    digits = r"(?:[.,] ?)?".join(alike.get(digit, digit) for digit in figure.rstrip("%"))
    end = "" if figure.endswith("%") else r"(?![.,]?\d)"
    return re.search(rf"(?<!\d)(?<!\d[.,]){digits}{end}", text) is not None


def names_in(quote: str, names: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of a quote's words that belong to one of the names."""
    for name in names:
        own, run = set(bare(name)), list[str]()
        for word in [*quote.split(), ""]:
            if own.intersection(bare(word)):
                run += folded(word)
            elif run:
                yield run
                run = []


def has_name(crop: str, run: list[str]) -> bool:
    """Tell whether the words of a name stand in a crop: in a row, or as whole words."""
    words = folded(crop)
    return "".join(run) in "".join(words) or not Counter(run) - Counter(words)


def said(pictures: list[Image], engine: OcrEngine) -> list[str]:
    """Return what an engine reads in each picture: laid out below each other on sheets, wide apart."""
    out: list[str] = []
    rest = list(pictures)
    while rest:
        taken, high = list[Image](), GAP
        while rest and (not taken or high < HIGHEST):
            taken.append(rest.pop(0))
            high += taken[-1].shape[0] + GAP
        wide = max(p.shape[1] for p in taken) + 2 * GAP
        sheet = np.full((high, wide, 3), 255, dtype=np.uint8)
        ends, top = [], GAP
        for picture in taken:
            sheet[top : top + picture.shape[0], GAP : GAP + picture.shape[1]] = picture
            top += picture.shape[0] + GAP
            ends.append(top - GAP // 2)
        words: list[list[str]] = [[] for _ in taken]
        for word in engine.read(sheet, columns=True):  # pieces of pages, not one page
            words[bisect(ends, word.top + word.height / 2)].append(word.text)
        out += [" ".join(w) for w in words]
    return out


def framed(picture: Image) -> Image:
    """Return a picture with white around it."""
    frame = cv2.copyMakeBorder(
        picture, GAP, GAP, GAP, GAP, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )
    return np.asarray(frame, dtype=np.uint8)


def alone(picture: Image, engine: OcrEngine) -> str:
    """Return what an engine reads in a picture by itself; on a sheet of many it passes over some."""
    return " ".join(word.text for word in engine.read(framed(picture)))


def as_scan(picture: Image, engine: OcrEngine) -> str:
    """Return what is read in a picture as any scan is: without the lines of its table, which are else
    taken for letters.
    """
    page = page_of_image(framed(picture), 1, LARGER * DPI, engine)
    return " ".join(Source("", "", "", (page,)).text.split())


def documents() -> list[Path]:
    """Return what has pages to see: the golden documents, and those that rules are made with."""
    golden = sorted((HERE / "golden").glob("*/*"))
    others = [p for p in sorted((HERE / "documents").glob("*/*")) if not held_back(p)]
    return [p for p in (*golden, *others) if p.suffix in KINDS]


@dataclass(frozen=True)
class Place:
    """A place of an item on a page of a document."""

    evidence: Evidence
    names: tuple[str, ...]
    boxes: tuple[Box, ...]


def places(source: Source, record: Record) -> list[Place]:
    """Return every place of every item, each with its boxes."""
    content = record.model_dump(mode="json")
    out = []
    for e in record.evidence:
        found = tuple(s.box for s in spots(source, e.start, e.end) if s.page == e.page)
        assert found, f"{source.name}: {e.item} has no box"
        out.append(Place(e, names_of(content, e.item), found))
    return out


def names_of(content: dict[str, Any], pointer: str) -> tuple[str, ...]:
    """Return the names that an item of a record holds."""
    part, _, rest = pointer.strip("/").partition("/")
    if part not in LIST_PARTS:
        return ()
    item = content[part][int(rest)]
    if isinstance(item, str):
        return (item,)
    values = [v for field in NAMES for v in [item.get(field)] if v]
    return tuple(n for v in values for n in ([v] if isinstance(v, str) else v))


def read_again(
    path: Path, source: Source, wanted: Sequence[Place], engine: OcrEngine
) -> list[Read]:
    """Cut places out of a document's own pages and read them; what is not found again, in two ways."""
    origins = {page.number: page.origin for page in source.pages}
    cut: dict[tuple[int, tuple[Box, ...]], Image] = {}
    for place in wanted:
        key = (place.evidence.page, place.boxes)
        if key not in cut:
            large = cv2.resize(cut_out(path, source, *key), None, fx=LARGER, fy=LARGER)
            cut[key] = np.asarray(large, dtype=np.uint8)
    words = dict(zip(cut, said(list(cut.values()), engine), strict=True))
    out = []
    for place in wanted:
        e, key = place.evidence, (place.evidence.page, place.boxes)
        one = Read(f"{path.name} {e.item}", origins[e.page], e.quote, place.names, (words[key],))
        for way in (alone, as_scan):
            if not one.is_found:
                one = replace(one, crops=(*one.crops, way(cut[key], engine)))
        out.append(one)
    return out


def placeless(source: Source, record: Record) -> Iterator[Read]:
    """Yield the items of a record that lead nowhere, as missed."""
    placed = {e.item for e in record.evidence}
    for part in LIST_PARTS:
        for n in range(len(getattr(record, part))):
            if f"/{part}/{n}" not in placed:
                yield Read(
                    f"{source.name} /{part}/{n}", source.pages[0].origin, "(no place)", (), ()
                )


def crops(path: Path, engine: OcrEngine) -> list[Read]:
    source = read(path, ocr=engine)
    record = record_of(source)
    return [
        *read_again(path, source, places(source, record), engine),
        *placeless(source, record),
    ]


@pytest.mark.slow
def test_a_crop_holds_what_its_item_quotes(tesseract: OcrEngine) -> None:
    found = [one for path in documents() for one in crops(path, tesseract)]
    for origin, least in LEAST.items():
        of_kind = [one for one in found if one.origin is origin]
        missed = [one for one in of_kind if not one.is_found]
        assert len(of_kind) > 100, origin
        share = 1 - len(missed) / len(of_kind)
        print(f"{origin}: {share:.4f} of {len(of_kind)}")  # noqa: T201
        assert share >= least, [(m.where, m.quote, m.crops) for m in missed]


def test_a_wrong_digit_or_letter_of_a_name_is_missed() -> None:
    quote, names = "2. Pak Sukirno, RT 03, Rp 2.450.000,-", ["Sukirno", "RT 03/RW 11"]
    assert holds("l. 2. Pak Sukirno , RT O3, Rp 2.450. 000,- |", quote, names)
    assert not holds("2. Pak Sukirno, RT 08, Rp 2.450.000,-", quote, names)
    assert not holds("2. Pak Sukirno, RT 03, Rp 2.460.000,-", quote, names)
    assert not holds("2. Pak Sukirno, RT 03, Rp 12.450.000,-", quote, names)
    assert not holds("2. Pak Sukimo, RT 03, Rp 2.450.000,-", quote, names)
    assert holds("2. Pok Sukirno, RT 03, Rp 2.450.000,-", quote, names)


def test_a_crop_too_short_or_of_another_word_is_missed() -> None:
    assert not holds("Pembangunan", "Pembangunan turap Sungai Karang Anyar")
    assert not holds("", "RT")
    assert not holds("warta", "RT")
    assert holds("(RT)", "RT")


@pytest.mark.slow
def test_a_box_of_the_first_word_or_of_the_next_line_is_missed(tesseract: OcrEngine) -> None:
    path = HERE / "golden" / "06-proposal-renovasi-mushola" / "06-proposal-renovasi-mushola.pdf"
    source = read(path, ocr=tesseract)
    text = source.text
    of_all = places(source, record_of(source))
    once = [p for p in of_all if text.count(p.evidence.quote) == 1]
    first = [
        replace(p, boxes=first_word(source, p)) for p in once if len(p.evidence.quote.split()) > 1
    ]
    below = [replace(p, boxes=tuple(lower(box) for box in p.boxes)) for p in once]
    assert min(len(first), len(below)) > 20
    for moved in (first, below):
        found = [one for one in read_again(path, source, moved, tesseract) if one.is_found]
        assert not found


def first_word(source: Source, place: Place) -> tuple[Box, ...]:
    """Return where the first word of a place stands."""
    start = place.evidence.start
    end = start + len(place.evidence.quote.split()[0])
    return tuple(s.box for s in spots(source, start, end))


def lower(box: Box) -> Box:
    """Return a box moved down by one line."""
    by = LINE * (box.bottom - box.top)
    return replace(box, top=box.top + by, bottom=box.bottom + by)

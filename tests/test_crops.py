"""What stands in the box of an item: its crop is read again by OCR, and its quote must be in it."""

from bisect import bisect
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from rapidfuzz import fuzz

from extractors import record_of
from extractors.ocr import Image, OcrEngine
from extractors.readers import read
from extractors.readers.picture_of import cut_out
from models.boxes import spots
from models.record import Evidence
from models.source import Origin
from scripts.calibrate import held_back

HERE = Path(__file__).resolve().parent
ALIKE = 90
"""Of 100: a crop holds a quote when so many of its letters and figures are found in a row."""
LEAST = {Origin.TEXT: 0.98, Origin.OCR: 0.95}
KINDS = {".pdf", ".jpg", ".png", ".tif"}


@dataclass(frozen=True)
class Read:
    """One item's quote and what its crop says."""

    where: str
    origin: Origin
    quote: str
    crop: str

    @property
    def is_found(self) -> bool:
        """Tell whether the crop holds the quote."""
        return fuzz.partial_ratio(bare(self.quote), bare(self.crop)) >= ALIKE


def said(pictures: list[Image], engine: OcrEngine) -> list[str]:
    """Return what an engine reads in each picture: laid out below each other on sheets, wide apart."""
    out: list[str] = []
    while pictures:
        taken, high = [], GAP
        while pictures and (not taken or high < HIGHEST):
            taken.append(pictures.pop(0))
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


GAP, HIGHEST = 70, 5000


def bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def documents() -> list[Path]:
    """Return what has pages to see: the golden documents, and those that rules are made with."""
    golden = sorted((HERE / "golden").glob("*/*"))
    others = [p for p in sorted((HERE / "documents").glob("*/*")) if not held_back(p)]
    return [p for p in (*golden, *others) if p.suffix in KINDS]


def crops(path: Path, engine: OcrEngine) -> list[Read]:
    source = read(path, ocr=engine)
    origins = {page.number: page.origin for page in source.pages}
    quotes: dict[tuple[int, int], Evidence] = {}
    for e in record_of(source).evidence:
        if len(bare(e.quote)) >= 3:
            quotes.setdefault((e.start, e.end), e)
    pictures = []
    for e in quotes.values():
        found = [s.box for s in spots(source, e.start, e.end) if s.page == e.page]
        assert found, f"{path.name}: {e.item} has no box"
        large = cv2.resize(cut_out(path, source, e.page, found), None, fx=1.5, fy=1.5)
        pictures.append(np.asarray(large, dtype=np.uint8))
    return [
        Read(f"{path.name} {e.item}", origins[e.page], e.quote, words)
        for e, words in zip(quotes.values(), said(pictures, engine), strict=True)
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
        assert share >= least, [(m.where, m.quote, m.crop) for m in missed]

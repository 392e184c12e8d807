"""What stands in the box of an item: its crop is read again by OCR, and its quote must be in it."""

from collections.abc import Iterator
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


def framed(picture: Image) -> Image:
    """Return a crop twice as large in a white frame: an engine wants room around a line."""
    large = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    white = (255, 255, 255)
    return np.asarray(
        cv2.copyMakeBorder(large, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=white), dtype=np.uint8
    )


def bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def documents() -> list[Path]:
    """Return what has pages to see: the golden documents, and those that rules are made with."""
    golden = sorted((HERE / "golden").glob("*/*"))
    others = [p for p in sorted((HERE / "documents").glob("*/*")) if not held_back(p)]
    return [p for p in (*golden, *others) if p.suffix in KINDS]


def crops(path: Path, engine: OcrEngine) -> Iterator[Read]:
    source = read(path, ocr=engine)
    origins = {page.number: page.origin for page in source.pages}
    done = set()
    for e in record_of(source).evidence:
        found = [s for s in spots(source, e.start, e.end) if s.page == e.page]
        assert found, f"{path.name}: {e.item} has no box"
        if (e.start, e.end) in done or len(bare(e.quote)) < 3:
            continue
        done.add((e.start, e.end))
        picture = cut_out(path, source, e.page, [s.box for s in found])
        said = " ".join(w.text for w in engine.read(framed(picture)))
        yield Read(f"{path.name} {e.item}", origins[e.page], e.quote, said)


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

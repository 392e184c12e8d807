"""Fifty-six scans and photos of made papers, each with another mix of faults, font and layout; the last
eight have what single steps are for: few letters on a page that is turned, crumbs and holes.

Odd numbers were looked at while the steps were made; even ones are held back and only measured.
`python -m tests.scans.pages FOLDER` writes them all with their true texts beside them.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from extractors.readers.text_layer import PDFIUM
from tests.scans import faults as f
from tests.scans.papers import paper_of

BLUE, PURPLE, RED, GREEN = (170, 60, 40), (150, 40, 110), (50, 40, 200), (70, 120, 30)


@dataclass(frozen=True)
class Scan:
    """What makes one page: a paper, faults in their order, and how it is kept as a file.

    `group` is the class of its main fault; `said` is what the file says of its dots per inch:
    None for the truth, 0 for nothing; `exif` the turn that a phone notes instead of turning.
    """

    number: int
    group: str
    layout: str
    font: str
    size: float
    dpi: int
    faults: tuple[f.Fault, ...]
    kind: str = "JPEG"
    said: int | tuple[int, int] | None = None
    exif: int = 0
    quality: int = 85

    @property
    def name(self) -> str:
        ending = {"JPEG": "jpg", "PNG": "png", "TIFF": "tif"}[self.kind]
        return f"{self.number:02}-{self.group.replace(' ', '-')}.{ending}"

    @property
    def held_back(self) -> bool:
        return self.number % 2 == 0


S = partial(Scan)
_PHONE = (f.grainy(4), f.blurred(0.0025))
SCANS: Sequence[Scan] = (
    S(1, "turned", "minutes", "helvetica", 11, 200, (f.turned(1), f.skewed(1.4), f.grainy(5))),
    S(2, "turned", "letter", "times", 12, 200, (f.turned(3), f.skewed(-2.1), f.grainy(5))),
    S(3, "turned", "attendance", "vera", 10, 200, (f.turned(3), f.grainy(4))),
    S(4, "turned", "budget", "helvetica", 9, 250, (f.turned(1), f.skewed(-1.2)), "PNG"),
    S(5, "upside down", "letter", "times", 12, 200, (f.turned(2), f.skewed(2.3), f.grainy(6))),
    S(6, "upside down", "minutes", "courier", 10, 200, (f.turned(2), f.faded(90), f.grainy(6))),
    S(7, "upside down", "newsletter", "times", 11, 250, (f.turned(2), f.skewed(-0.8))),
    S(8, "upside down", "attendance", "helvetica", 10, 200, (f.turned(2), f.skewed(3.2), f.speckled(0.0006))),
    S(9, "skewed", "minutes", "courier", 10.5, 200, (f.skewed(7.4), f.grainy(5))),
    S(10, "skewed", "letter", "vera", 10.5, 200, (f.skewed(-8.2), f.speckled(0.0004))),
    S(11, "skewed", "budget", "vera", 8.5, 250, (f.skewed(5.1), f.grainy(4))),
    S(12, "skewed", "open budget", "times", 10, 200, (f.skewed(-6.6), f.uneven(0.6))),
    S(13, "light and shadow", "letter", "helvetica", 11, 200, (f.uneven(0.35), f.shadow(0.45), *_PHONE), said=72),
    S(14, "light and shadow", "minutes", "times", 12, 200, (f.uneven(0.3), f.shadow(0.5), f.skewed(1.5, 90), *_PHONE), said=0),
    S(15, "photo, dark ground", "minutes", "vera", 11, 200, (f.shadow(0.35), f.photographed("dark", 0.05), f.uneven(0.55), *_PHONE), said=72),
    S(16, "photo, dark ground", "letter", "times", 12, 220, (f.photographed("dark", 0.07, roll=6), f.uneven(0.5), *_PHONE), said=72),
    S(17, "photo, bright ground", "letter", "helvetica", 11, 200, (f.photographed("bright", 0.04, roll=3), f.uneven(0.6), *_PHONE), said=72),
    S(18, "photo, bright ground", "minutes", "vera", 10.5, 200, (f.shadow(0.4), f.photographed("bright", 0.05), *_PHONE), said=72),
    S(19, "photo, pattern", "minutes", "times", 12, 200, (f.photographed("batik", 0.05, roll=-4), f.uneven(0.6), *_PHONE), said=72),
    S(20, "photo, pattern", "invitation", "helvetica", 12, 200, (f.shadow(0.3), f.photographed("tiles", 0.06, roll=8), *_PHONE), said=72),
    S(21, "photo, pattern", "attendance", "helvetica", 10.5, 220, (f.photographed("tiles", 0.04), f.uneven(0.65), *_PHONE), said=72, exif=6),
    S(22, "photo, pattern", "letter", "vera", 10.5, 220, (f.photographed("wood", 0.05, roll=-9), f.uneven(0.55), *_PHONE), said=72, exif=8),
    S(23, "photo, cut", "minutes", "helvetica", 11, 200, (f.photographed("wood", 0.03, room=0.08, cut=0.12), f.uneven(0.6), *_PHONE), said=72),
    S(24, "photo, cut", "letter", "times", 12, 200, (f.shadow(0.4), f.photographed("dark", 0.03, room=0.06, cut=-0.1), *_PHONE), said=72),
    S(25, "curled", "letter", "times", 12, 220, (f.curled(0.016), f.grainy(4)), said=0),
    S(26, "curled", "minutes", "helvetica", 11, 220, (f.curled(0.022), f.photographed("dark", 0.03), *_PHONE), said=72),
    S(27, "curled", "minutes", "vera", 10.5, 220, (f.curled(0.01, 1.0), f.uneven(0.6), f.grainy(4)), said=0),
    S(28, "curled", "newsletter", "times", 11, 220, (f.curled(0.014), f.uneven(0.7), f.grainy(3)), said=0),
    S(29, "speckle and salt", "letter", "helvetica", 11, 200, (f.speckled(0.004), f.skewed(1.1)), "PNG"),
    S(30, "speckle and salt", "minutes", "times", 12, 200, (f.salted(0.06),), "PNG"),
    S(31, "speckle and salt", "attendance", "courier", 9, 200, (f.salted(0.03), f.skewed(-1.7)), "PNG"),
    S(32, "speckle and salt", "budget", "helvetica", 9, 200, (f.speckled(0.003), f.skewed(0.9)), "PNG"),
    S(33, "faded and through", "minutes", "courier", 11, 200, (f.faded(150), f.patchy(0.5), f.grainy(6), f.skewed(-1.2))),
    S(34, "faded and through", "letter", "times", 12, 200, (f.faded(165), f.grainy(5), f.skewed(0.7))),
    S(35, "faded and through", "letter", "vera", 10.5, 200, (f.bleeding(0.38), f.grainy(4))),
    S(36, "faded and through", "minutes", "helvetica", 11, 200, (f.faded(70), f.bleeding(0.3), f.skewed(2.2))),
    S(37, "fax and copy", "letter", "helvetica", 12, 300, (f.skewed(0.6), f.faxed), "TIFF", (204, 98)),
    S(38, "fax and copy", "minutes", "vera", 11.5, 300, (f.faxed,), "TIFF", (204, 98)),
    S(39, "fax and copy", "budget", "helvetica", 9, 200, (f.uneven(0.75), f.black_and_white, f.speckled(0.0015)), "TIFF"),
    S(40, "blur, blocks, bands", "minutes", "helvetica", 11.5, 130, (f.blurred(0.006), f.blocky(28))),
    S(41, "blur, blocks, bands", "letter", "vera", 11, 200, (f.shaken(0.018, 30), f.blocky(40))),
    S(42, "blur, blocks, bands", "invitation", "times", 12, 200, (f.moire(0.35), f.photographed("dark", 0.03), *_PHONE), said=72),
    S(43, "lines and stamps", "minutes", "times", 12, 200, (f.lined(0.31, (150, 120, 90)), f.struck(5), f.stamped(BLUE, 0.42, 0.86), f.skewed(1.3))),
    S(44, "lines and stamps", "letter", "helvetica", 11, 200, (f.stamped(PURPLE, 0.5, 0.5), f.stamped(RED, 0.68, 0.88), f.signed(0.6, 0.9), f.lined(0.28, (120, 120, 120)), f.skewed(-1.8))),
    S(45, "border, holes, paper", "attendance", "times", 11, 200, (f.coloured((120, 225, 250)), f.punched, f.bordered(0.06), f.stamped(GREEN, 0.6, 0.7), f.skewed(1.6, 14))),
    S(46, "border, holes, paper", "open budget", "helvetica", 9.5, 200, (f.coloured((235, 200, 165)), f.highlighted(6), f.punched, f.bordered(0.05), f.skewed(-1.3, 14))),
    S(47, "resolution", "letter", "times", 12, 110, (f.skewed(0.9), f.grainy(3)), said=9999),
    S(48, "resolution", "attendance", "vera", 10, 500, (f.stained, f.folded, f.skewed(-1.1), f.grainy(6)), said=1),
    S(49, "few letters", "cover", "helvetica", 20, 200, (f.turned(1), f.skewed(0.8), f.grainy(5))),
    S(50, "few letters", "cover", "times", 22, 200, (f.turned(3), f.skewed(-1.1), f.grainy(5))),
    S(51, "few letters", "receipt", "times", 13, 200, (f.turned(2), f.grainy(5))),
    S(52, "few letters", "receipt", "vera", 12, 200, (f.turned(1), f.uneven(0.6), f.grainy(4))),
    S(53, "crumbs and holes", "minutes", "helvetica", 11, 200, (f.dirty(260), f.punched, f.skewed(0.7))),
    S(54, "crumbs and holes", "letter", "times", 12, 200, (f.dirty(300), f.punched, f.grainy(4))),
    S(55, "crumbs and holes", "attendance", "times", 11, 200, (f.dirty(220), f.punched, f.grainy(4))),
    S(56, "crumbs and holes", "budget", "vera", 9, 250, (f.dirty(260), f.skewed(-0.6))),
)  # fmt: skip
USUAL, SPECIAL = SCANS[:48], SCANS[48:]
"""Pages with every mix of faults, and those made for what single steps are for."""


def picture_of(scan: Scan) -> tuple[bytes, str]:
    """Return a scan as the bytes of an image file, and the true text of its paper."""
    pdf, truth = paper_of(scan.layout, scan.font, scan.size, 1000 + scan.number)
    with PDFIUM:  # it may be called from one thread at a time
        document = pdfium.PdfDocument(pdf)
        page = np.ascontiguousarray(document[0].render(scale=scan.dpi / 72).to_numpy()[:, :, :3])
        document.close()
    rng = np.random.default_rng(scan.number)
    for fault in scan.faults:
        page = fault(page, scan.dpi, rng)
    return _file(page, scan), truth


def _file(page: f.Page, scan: Scan) -> bytes:
    made = Image.fromarray(cv2.cvtColor(page, cv2.COLOR_BGR2RGB))
    options: dict[str, object] = {}
    said = scan.dpi if scan.said is None else scan.said
    if said:
        options["dpi"] = said if isinstance(said, tuple) else (said, said)
    if scan.exif:
        undo = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[scan.exif]
        made = made.transpose(undo)
        exif = Image.Exif()
        exif[0x0112] = scan.exif
        options["exif"] = exif
    if scan.kind == "JPEG":
        options["quality"] = scan.quality
    if scan.kind == "TIFF":
        made = made.convert("1", dither=Image.Dither.NONE)
        options["compression"] = "group4"
    held = BytesIO()
    made.save(held, scan.kind, **options)
    return held.getvalue()


def write_all(folder: Path) -> None:
    """Write every page and its true text into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for scan in SCANS:
        data, truth = picture_of(scan)
        (folder / scan.name).write_bytes(data)
        (folder / f"{scan.name}.true.txt").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))

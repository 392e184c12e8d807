"""Whether a PDF page's text layer is the page's text: judged by how it reads, not by its length."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

import cv2
import numpy as np

from extractors.ocr import Image
from extractors.readers.inset_pictures import MOST, insets_of
from extractors.readers.text_layer import WHOLE, Layer
from models.source import Page, Table, Word
from models.values.legible import Legibility, legibility

GARBAGE = 0.6
"""Of the letters of healthy pages at least 0.88 stand in plausible words: names, English and tables
too. With another letter for each it is under 0.3, with one letter in five misread under 0.55.
"""
UNKNOWN = (0.1, 0.85)
"""A text of which fewer letters stand in known words, and fewer in plausible ones, is in no language
that is written here: letters in the wrong order, or words without blanks.
"""
HIDDEN = 0.9
"""A layer that a scanner's program hid behind its picture must read so well: one letter in twenty
misread brings it to 0.85.
"""
STRANGE = 0.1
SPACED = 0.6
"""More one-letter words than so many are a text set letter by letter."""
LEAST_LETTERS = 60
LEAST_WORDS = 10
COVERED = 0.3
"""A picture that covers less of a page is no scan of it; it is read where it stands among the text."""
DRAWN = 600
"""A line of some forty letters that were made curves has as many pieces; so have logos and maps, of
which the page's picture tells more.
"""
LEAST_ODD, MOST_ODD = 6, 0.5
"""So many signs where digits would stand, and more than half as many as there are digits, are figures that
a font tells wrongly.
"""
ALIKE = 0.8
"""A picture of which so many of the layer's letters are read shows the same text."""
UNKNOWN_SIGN = "\ufffd"
"""Stands for a figure of which only the picture tells which it is."""
LEAST_LINES = 3
"""So many lines of writing in the picture, and more than half of those of the layer, are its text."""


class Use(Enum):
    """What to read a page by."""

    LAYER = auto()
    PICTURE = auto()
    BETTER = auto()
    """Read the picture too, and take the layer if that reads no better."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to read a page by, and why, in Indonesian. `legible` tells whether the layer can stand
    in where the picture cannot be read; `lack` what must be told where it does, and that it is no whole
    reading then.
    """

    use: Use
    reason: str
    legible: bool = False
    lack: str = ""


def judge(layer: Layer, picture: Callable[[], Image] | None) -> Verdict:
    """Return what to read a page by; `picture` renders the page at 72 dpi, when that is needed, None
    where it may not be.
    """
    if not layer.words:
        if not layer.pictures and not layer.paths:
            return Verdict(Use.LAYER, "halaman kosong")
        return Verdict(Use.PICTURE, "tidak ada lapisan teks")
    how = legibility(w.text for w in layer.words)
    figures, fault = _fault_of_figures(layer, how), _fault(how)
    if figures and how.plausible >= UNKNOWN[1]:
        return figures
    if fault:
        return Verdict(Use.BETTER, fault)
    share = f"{how.plausible:.0%}".replace("%", " %")
    is_covered = layer.covered >= COVERED
    if is_covered and picture is None:
        return Verdict(Use.BETTER, "gambar di halaman tidak dapat diperiksa", legible=True)
    are_insets = layer.covered < WHOLE and 0 < len(insets_of(layer)) <= MOST
    is_looked_at = (is_covered and not are_insets) or layer.drawn >= DRAWN
    if picture is not None and is_looked_at:
        missed = writing_outside(picture(), layer.words)
        lines = len({round(w.box.bottom / 4) for w in layer.words if w.box})
        if missed >= LEAST_LINES and missed > 0.5 * lines:
            rest = " di atas pindaian" if is_covered else ": yang lain digambar sebagai kurva"
            return Verdict(Use.BETTER, f"lapisan teks hanya sebagian tulisan{rest}")
    if is_covered and layer.hidden > 0.5 and how.plausible < HIDDEN:
        reason = f"lapisan teks tersembunyi di balik pindaian dan kurang terbaca ({share})"
        return Verdict(Use.BETTER, reason, legible=True)
    if how.letters < LEAST_LETTERS:
        return Verdict(Use.LAYER, "lapisan teks dipakai: sedikit huruf, terbaca wajar")
    return Verdict(Use.LAYER, f"lapisan teks dipakai: {share} hurufnya dalam kata yang wajar")


def _fault_of_figures(layer: Layer, how: Legibility) -> Verdict | None:
    """Return what to do about a text whose figures alone its fonts tell wrongly; None for others."""
    if layer.is_misdrawn:
        return Verdict(
            Use.BETTER,
            "lapisan teks rusak: angkanya bukan yang tampak",
            legible=True,
            lack="angkanya tidak terbaca: di lapisan teks lain daripada yang tampak",
        )
    odd = how.odd + layer.untold
    if odd >= LEAST_ODD and odd > MOST_ODD * how.figures:
        return Verdict(
            Use.BETTER,
            "lapisan teks rusak: peta huruf angkanya salah",
            legible=True,
            lack="angkanya tidak terbaca: di lapisan teks bukan angka",
        )
    return None


def _fault(how: Legibility) -> str:
    """Return what makes the text no text, in Indonesian; "" for nothing."""
    if how.words >= LEAST_WORDS and how.single > SPACED:
        return "lapisan teks rusak: hurufnya terpisah-pisah"
    if how.strange > STRANGE:
        return "lapisan teks rusak: peta hurufnya salah"
    share = f"{how.plausible:.0%}".replace("%", " %")
    unknown = how.known < UNKNOWN[0] and how.plausible < UNKNOWN[1]
    if how.letters >= LEAST_LETTERS and (how.plausible < GARBAGE or unknown):
        return f"lapisan teks rusak: hanya {share} hurufnya dalam kata yang wajar"
    return ""


def better(page: Page, layer: Layer, verdict: Verdict) -> bool:
    """Tell whether a page read by its picture reads better than its layer does. A layer that lacks its
    figures reads worse than whatever has them and nearly all of the text.
    """
    read, held = legibility(_texts(page)), legibility(w.text for w in layer.words)
    if not verdict.lack:
        return read.readable > held.readable
    least = 0.5 * held.figures if layer.is_misdrawn else held.figures
    letters = held.plausible * held.letters - held.odd  # which may be letters themselves
    same = read.plausible * read.letters >= ALIKE * letters
    return same and read.figures > least


def without_wrong_figures(layer: Layer) -> Layer:
    """Return a layer with no figures that are seen as others; an unknown sign stands for each."""
    if not layer.is_misdrawn:
        return layer
    words = (
        Word("".join(UNKNOWN_SIGN if c.isdigit() else c for c in w.text), w.box, w.confidence)
        for w in layer.words
    )
    return replace(layer, words=tuple(words))


def _texts(page: Page) -> list[str]:
    found: list[str] = []
    for block in page.blocks:
        if isinstance(block, Table):
            found += [w for row in block.rows for cell in row for w in cell.text.split()]
        else:
            found += block.text.split()
    return found


def writing_outside(picture: Image, words: tuple[Word, ...]) -> int:
    """Return how many lines of what looks like writing a page shows where no word of its layer stands.

    `picture` is grey, one pixel a point.
    """
    ink = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15
    )
    for word in words:
        if word.box is not None:
            left, top, right, bottom = (
                round(v) for v in (word.box.x0, word.box.top, word.box.x1, word.box.bottom)
            )
            ink[max(top - 2, 0) : bottom + 3, max(left - 3, 0) : right + 4] = 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    middles = sorted(
        int(top + height / 2)
        for _, top, width, height, area in stats[1:].tolist()
        if 4 <= height <= 28
        and width >= 30
        and width > 1.5 * height
        and area > 0.3 * width * height
    )
    return sum(b - a > 5 for a, b in zip([-100, *middles], middles, strict=False))

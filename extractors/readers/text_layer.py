"""The text layer of a PDF's page: its words with boxes, the lines drawn on it, its pictures.

By PDFium, which takes a fiftieth of the time of a parser in Python; how drawn lines make a table is
pdfplumber's. PDFium may be used by one thread at a time: whoever calls holds `PDFIUM`.
All boxes are points from the top left of the upright page.
"""

import ctypes
import re
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, pairwise, repeat
from math import degrees, hypot
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from extractors.readers.cleaning import clean
from extractors.readers.crossings import Finder
from extractors.readers.drawn_figures import are_misdrawn
from extractors.readers.pdfium_calls import (
    CLIP_OF,
    CLIP_PATHS,
    CLIP_PIECE,
    CLIP_PIECES,
    FORM_OBJECT,
    KIND_OF,
    LOOSE_BOX,
    MODE_OF,
    PAGE_OBJECT,
    PIECE_END,
)
from extractors.readers.turned import (
    Lines,
    Span,
    behind_borders,
    cut,
    lies,
    over_borders,
    parted,
    set_back,
    turn_of,
)
from extractors.readers.unseen_text import Doubts
from models.source import Box, Word, words_at

PDFIUM = threading.RLock()
"""Held around every use of PDFium."""

MAX_PATHS = 5_000
"""More drawn paths than so many are a drawing and no table."""
MAX_EDGES = 4_000
FRAME = 6
"""A path of fewer pieces is a line or a frame; letters that were made curves, and drawings, have more."""
MAX_SEGMENTS = 60
"""A path of more pieces is a drawing; a grid drawn in one path has some dozens."""
LEAST_PATHS = 4
"""Fewer drawn paths are underlines and frames."""
DEEPEST = 4
"""Forms within forms are followed so far."""
WHOLE = 0.7
"""A picture that covers so much of a page is the page."""
SAMPLE = 24
"""So many words tell how the text lies on its page."""
TALL = 1.8
"""Times its type: so high is the box of a word only where it is written up or down the page."""

Rows = tuple[tuple[Box | None, ...], ...]
Numbers = npt.NDArray[np.float64]
Matrix = tuple[float, float, float, float, float, float]

_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
_RECTANGLE = (4, 5)
"""So many pieces has the path of one, open or closed."""
_POINT = (ctypes.c_float * 2)()  # one for all, since PDFium is used by one thread at a time
_X, _Y = (ctypes.addressof(_POINT) + at * ctypes.sizeof(ctypes.c_float) for at in range(2))
# So PDFium marks what parts a word at the end of a line; no line break follows.
_HYPHENS = "\x02\ufffe"
# One that is drawn at the end of a word was made by a line's end; others are not seen.
_SOFT = re.compile(r"(?<=\w)\xad(?!\w)")


_WORD = re.compile(r"[^\s\x00-\x1f\x7f\xa0\ufffe\uffff]+[\x02\ufffe]?")
# Where a font tells no letter for a glyph, PDFium gives the glyph's number: a control among the text. One
# alone is a bullet, one over and over a dotted line.
_UNTOLD = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f]{2,}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page, with its own size in pixels."""

    box: Box
    pixels: int


@dataclass(frozen=True, slots=True)
class Layer:
    """What a page holds beside its pixels. `turn` says by how many degrees the text lies turned
    clockwise on the page as a viewer shows it; boxes, width and height are of the upright page.
    `hidden` is the share of its pieces of text that are there to be found and not seen; `drawn` counts
    the pieces of what is drawn and is no line or frame, `rules` are the horizontal lines and edges, each
    a box without height. `upright` are the lines of words that are written up or down the page, or
    slanting, and no part of `words`. `doubted` are the places in `words` of those that may not be seen,
    `untold` counts the glyphs in words of which their fonts tell no letter, and `is_misdrawn` says that
    figures of the text are seen as others.
    """

    words: tuple[Word, ...]
    upright: Lines
    width: float
    height: float
    turn: int
    tables: tuple[tuple[Box, Rows], ...]
    rules: tuple[Box, ...]
    pictures: tuple[Picture, ...]
    paths: int
    hidden: float
    drawn: int
    doubted: tuple[int, ...]
    untold: int
    is_misdrawn: bool

    @property
    def largest(self) -> int:
        """Return the pixels of its largest picture, 0 without any."""
        return max((p.pixels for p in self.pictures), default=0)

    @property
    def covered(self) -> float:
        """Return which share of the page its pictures cover, 0 to 1; some scanners cut it in strips."""
        return min(sum(_area(p.box) for p in self.pictures) / max(self.width * self.height, 1), 1)


def layer_of(page: Any, unit: float = 1.0, *, has_layers: bool = False) -> Layer:
    """Return the text layer of a page of pypdfium2; `unit` is how many points a unit of it is, and
    `has_layers` says that the document has some that may be off, with whatever is drawn on them.
    """
    textpage = page.get_textpage()
    try:
        spelt, spans, untold = _spelt(textpage.raw)
        shown = 90 * raw.FPDFPage_GetRotation(page.raw)
        angle = _angle(textpage.raw, spans)
        sheet = _Sheet(page, shown if angle is None else angle, unit)
        things = _things_on(page, sheet, has_layers=has_layers)
        tables = tuple(_tables(things)) if spans else ()
        words, upright, begins = _words(textpage.raw, spelt, spans, sheet, tables)
        doubted: tuple[int, ...] = ()
        if words and things.doubts:
            pictures = [picture.box for picture in things.pictures]
            doubted = things.doubts.among(textpage.raw, words, begins, pictures)
        is_misdrawn = are_misdrawn(page, textpage.raw, spelt)
    finally:
        textpage.close()
    return Layer(
        words,
        upright,
        sheet.width,
        sheet.height,
        (shown - sheet.turn) % 360,
        tables if words else (),
        things.rules() if words else (),
        tuple(things.pictures),
        things.paths,
        things.hidden(),
        things.drawn,
        doubted,
        untold,
        is_misdrawn,
    )


def largest_picture(page: Any) -> int:
    """Return the pixels of the largest picture on a page of pypdfium2, 0 without any."""
    return max((p.pixels for p in _things_on(page, _Sheet(page, 0)).pictures), default=0)


def _things_on(page: Any, sheet: "_Sheet", *, has_layers: bool = False) -> "_Things":
    things = _Things(sheet, has_layers=has_layers)
    things.look(page.raw, raw.FPDFPage_CountObjects, PAGE_OBJECT)
    return things


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


class _Sheet:
    """The upright page in points: the PDF's own space turned clockwise and laid from the top left."""

    def __init__(self, page: Any, turn: int, unit: float = 1.0) -> None:
        bounds = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(bounds))
        self.left, self.bottom = bounds.left, bounds.bottom
        self.right, self.top = bounds.right, bounds.top
        self.unit = unit
        wide, high = unit * (self.right - self.left), unit * (self.top - self.bottom)
        self.turn = turn
        self.width, self.height = (wide, high) if turn % 180 == 0 else (high, wide)

    def at(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return a point of the PDF's space, or arrays of them, on the upright page."""
        unit = self.unit
        if self.turn == 0:
            return unit * (x - self.left), unit * (self.top - y)
        if self.turn == 90:
            return unit * (y - self.bottom), unit * (x - self.left)
        if self.turn == 180:
            return unit * (self.right - x), unit * (y - self.bottom)
        return unit * (self.top - y), unit * (self.right - x)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box | None:
        """Return what a rectangle of the PDF's space covers of the page, None for nothing."""
        one = (np.array([v]) for v in (left, bottom, right, top))
        x0, y0, x1, y1 = self.boxes(*one)[0].tolist()
        return Box(x0, y0, x1, y1) if x1 >= x0 and y1 >= y0 else None

    def boxes(
        self,
        left: Numbers,
        bottom: Numbers,
        right: Numbers,
        top: Numbers,
        size: Numbers | None = None,
    ) -> Numbers:
        """Return rectangles of the PDF's space on the page (x0, top, x1, bottom), cut at its edges; one
        that lies beyond them is inside out.

        A line of type is as high as its `size` says in points, since fonts disagree on how high they
        are.
        """
        (xa, ya), (xb, yb) = self.at(left, bottom), self.at(right, top)
        x0, x1, y0, y1 = (
            np.minimum(xa, xb),
            np.maximum(xa, xb),
            np.minimum(ya, yb),
            np.maximum(ya, yb),
        )
        if size is not None:
            high = y1 - y0
            y0 = np.where((0.5 * size < high) & (high < 2 * size), y1 - size, y0)
        return np.stack(
            (
                np.maximum(x0, 0),
                np.maximum(y0, 0),
                np.minimum(x1, self.width),
                np.minimum(y1, self.height),
            ),
            axis=1,
        )


def _spelt(textpage: Any) -> tuple[str, list[tuple[int, int]], int]:
    """Return the characters of the page, one for each that PDFium counts, the spans of words, and how many
    glyphs have no letter.
    """
    count = max(raw.FPDFText_CountChars(textpage), 0)
    held = np.zeros(count + 1, dtype="<u2")
    place = ctypes.cast(held.ctypes.data, ctypes.POINTER(ctypes.c_ushort))
    units = raw.FPDFText_GetText(textpage, 0, count, place) - 1
    controls = np.count_nonzero(held[:count] < ord(" "))
    text = held[:count].tobytes().decode("utf-16-le", "surrogatepass")
    is_plain = units == len(text) == count
    if not is_plain:  # beyond 16 bits, or without a meaning
        codes = (raw.FPDFText_GetUnicode(textpage, i) for i in range(count))
        text = "".join(chr(c) if c < 0x110000 else "\ufffd" for c in codes)
        controls = count
    spans = _spans(held[:count]) if is_plain else [m.span() for m in _WORD.finditer(text)]
    untold = 0
    if controls > text.count("\n") + text.count("\r"):
        untold = sum(len(run) for run in _UNTOLD.findall(text) if len(set(run)) > 1)
    for mark in _HYPHENS:
        text = text.replace(mark, "-")
    if "\xad" in text:
        text = _SOFT.sub("-", text)
    return text, spans, untold


def _spans(codes: npt.NDArray[np.uint16]) -> list[Span]:
    """Return the spans of `_WORD` in a text of which each character is one code."""
    is_word, is_hyphen = _classes()
    edges = np.flatnonzero(np.diff(is_word[codes], prepend=False, append=False))
    begins, ends = edges[::2], edges[1::2]
    behind = codes[np.minimum(ends, max(len(codes) - 1, 0))]  # of the last one a letter
    ends = ends + is_hyphen[behind]
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


@cache
def _classes() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return of each code of 16 bits whether it may stand in a word, and whether PDFium marks by it what
    parts one at the end of a line.
    """
    every = "".join(map(chr, range(0x10000)))
    is_word = np.zeros(len(every), dtype=np.bool_)
    for match in _WORD.finditer(every):
        is_word[match.start() : match.end()] = True
    is_hyphen = np.zeros(len(every), dtype=np.bool_)
    is_hyphen[[ord(mark) for mark in _HYPHENS]] = True
    return is_word & ~is_hyphen, is_hyphen


def _angle(textpage: Any, spans: list[tuple[int, int]]) -> int | None:
    """Return by how many degrees (0, 90, 180, 270) nearly all text is turned counter-clockwise in the
    PDF's own space, None without text or where it lies every way.
    """
    step = max(len(spans) // SAMPLE, 1)
    found = Counter(
        -round(degrees(raw.FPDFText_GetCharAngle(textpage, start)) / 90) * 90 % 360
        for start, _ in spans[::step]
    )
    if not found:
        return None
    angle, times = found.most_common(1)[0]
    return angle if times >= 0.75 * found.total() else None


def _words(
    textpage: Any,
    spelt: str,
    spans: list[Span],
    sheet: _Sheet,
    tables: Sequence[tuple[Box, Rows]] = (),
    *,
    is_whole: bool = False,
) -> tuple[tuple[Word, ...], Lines, list[int]]:
    """Return the words on the page, apart from them the lines of those that lie turned on it, and the
    first character of each word that does not; a word beyond the page's edge is seen by nobody. Unless
    `is_whole`, words that run over a border of `tables`, or into one that is turned, are parted first.
    """
    if not spans:
        return (), (), []
    # The loose box is as high as the font, so the first and the last of a word are all of it.
    ends = np.zeros((len(spans), 2, 4), dtype=np.float32)  # as FS_RECTF: left, top, right, bottom
    page = ctypes.addressof(textpage.contents)
    asked = [at for begin, end in spans for at in (begin, end - 1)]
    places = range(ends.ctypes.data, ends.ctypes.data + ends.nbytes, ctypes.sizeof(raw.FS_RECTF))
    deque(map(LOOSE_BOX, repeat(page), asked, places), maxlen=0)
    first, last = ends.astype(np.float64).swapaxes(0, 1)
    left, right = np.minimum(first[:, 0], last[:, 0]), np.maximum(first[:, 2], last[:, 2])
    bottom, top = np.minimum(first[:, 3], last[:, 3]), np.maximum(first[:, 1], last[:, 1])
    heights = first[:, 1] - first[:, 3]
    _, firsts, kind = np.unique(heights, return_index=True, return_inverse=True)
    sizes = np.array([_size(textpage, spans[i][0]) for i in firsts.tolist()])[kind]
    boxes = sheet.boxes(left, bottom, right, top, sheet.unit * sizes)
    tall = bool((boxes[:, 3] - boxes[:, 1] > TALL * sheet.unit * sizes).any())
    if not is_whole and (tall or tables):
        whole = _whole(textpage, spelt, spans, sheet, boxes, tables, tall=tall)
        if whole != spans:
            return _words(textpage, spelt, whole, sheet, is_whole=True)
    there = (boxes[:, 2] >= boxes[:, 0]) & (boxes[:, 3] >= boxes[:, 1]) & (right > left)
    texts = [spelt[begin:end] for begin, end in spans]
    if not spelt.isascii():
        texts = [clean(text) for text in texts]
        there &= np.array([bool(text) for text in texts])
    if not there.all():
        texts, boxes = list(compress(texts, there)), boxes[there]
    words = words_at(texts, *boxes.T.tolist())
    starts = list(compress([begin for begin, _ in spans], there))
    if not tall:
        return tuple(words), (), starts
    lying, upright = parted(words, [turn_of(textpage, at, sheet.turn) for at in starts])
    begins = dict(zip(map(id, words), starts, strict=True))
    return lying, upright, [begins[id(word)] for word in lying]


def _whole(
    textpage: Any,
    spelt: str,
    spans: list[Span],
    sheet: _Sheet,
    boxes: Numbers,
    tables: Sequence[tuple[Box, Rows]],
    *,
    tall: bool,
) -> list[Span]:
    """Return the words with those as two that PDFium lets run together: over a cell's border, and into
    one that is turned otherwise.
    """
    cells = [rows for _, rows in tables]

    def turned(begin: int, end: int) -> list[int]:
        turns = [lies(turn_of(textpage, at, sheet.turn)) for at in range(begin, end)]
        return [begin + k for k, (a, b) in enumerate(pairwise(turns), 1) if a is not b]

    def back(begin: int, end: int) -> list[int]:
        found = np.zeros((end - begin, 4), dtype=np.float32)
        page, place = ctypes.addressof(textpage.contents), found.ctypes.data
        for k in range(end - begin):
            LOOSE_BOX(page, begin + k, place + k * ctypes.sizeof(raw.FS_RECTF))
        left, top, right, bottom = found.astype(np.float64).T
        placed = sheet.boxes(left, bottom, right, top)
        new = set_back(placed) | behind_borders(placed, spelt[begin:end], cells)
        return [begin + k for k in sorted(new)]

    over = over_borders(boxes, cells)
    made = cut(spans, over, back) if over else spans
    return cut(made, range(len(made)), turned) if tall else made


def _size(textpage: Any, index: int) -> float:
    """Return how high a character's type is on the page, in the page's units."""
    held = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(held))
    return float(raw.FPDFText_GetFontSize(textpage, index) * hypot(held.c, held.d))


class _Things:
    """What else is on the page: pictures, drawn lines, and how much of the text is seen."""

    def __init__(self, sheet: _Sheet, *, has_layers: bool) -> None:
        self.sheet = sheet
        self.pictures: list[Picture] = []
        self.edges: list[dict[str, Any]] = []
        self.paths = 0
        self.drawn = 0
        self.texts: list[int] = []
        self.doubts = Doubts(self.texts, has_layers=has_layers)
        self.under = 0  # so many of them were painted before a picture of the page

    def look(
        self,
        holder: Any,
        count_of: Callable[[Any], int],
        object_of: Callable[[Any, int], Any],
        matrix: Matrix = _UNMOVED,
        depth: int = 0,
    ) -> None:
        """Take in the objects of a page, or of a form that is placed on it by a matrix."""
        for i in range(count_of(holder)):
            place = object_of(holder, i)
            kind = KIND_OF(place)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts.append(place)
                self.doubts.text(place)
                clip = CLIP_OF(place)
                if clip and CLIP_PATHS(clip) > 0:
                    self._clip(place, clip, matrix)
                continue
            thing = ctypes.cast(place, raw.FPDF_PAGEOBJECT)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(thing, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(thing, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = _after(_matrix(thing), matrix)
                self.look(thing, raw.FPDFFormObj_CountObjects, FORM_OBJECT, inner, depth + 1)

    def _clip(self, place: int, clip: int, matrix: Matrix) -> None:
        """Note on which part of the page alone a piece of text is shown; of what is no rectangle it is
        not known, and most programs say the whole page of each piece.
        """
        left, top, right, bottom = 0.0, 0.0, self.sheet.width, self.sheet.height
        for path in range(CLIP_PATHS(clip)):
            if CLIP_PIECES(clip, path) not in _RECTANGLE:
                continue
            corners = []
            for k in (0, 2):
                PIECE_END(CLIP_PIECE(clip, path, k), _X, _Y)
                corners.append(self.sheet.at(*_moved(matrix, _POINT[0], _POINT[1])))
            (xa, ya), (xb, yb) = corners
            left, right = max(left, min(xa, xb)), min(right, max(xa, xb))
            top, bottom = max(top, min(ya, yb)), min(bottom, max(ya, yb))
        if left > 0 or top > 0 or right < self.sheet.width or bottom < self.sheet.height:
            self.doubts.clip(place, Box(left, top, max(left, right), max(top, bottom)))

    def hidden(self) -> float:
        """Return the share of the text's pieces that are not painted, or painted over; 0 without a
        picture that would show them.
        """
        if not self.pictures or not self.texts:
            return 0.0
        above = self.texts[self.under :]
        modes = [MODE_OF(place) for place in above]
        unpainted = modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        return (self.under + unpainted) / len(self.texts)

    def rules(self) -> tuple[Box, ...]:
        """Return the horizontal lines and edges; none of a drawing."""
        if len(self.edges) > MAX_EDGES:
            return ()
        along = (e for e in self.edges if e["orientation"] == "h")
        return tuple(Box(e["x0"], e["top"], e["x1"], e["bottom"]) for e in along)

    def _picture(self, thing: Any, matrix: Matrix) -> None:
        whole = _after(_matrix(thing), matrix)
        corners = [_moved(whole, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = self.sheet.box(min(xs), min(ys), max(xs), max(ys))
        if box is not None:
            wide, high = ctypes.c_uint(), ctypes.c_uint()
            raw.FPDFImageObj_GetImagePixelSize(thing, ctypes.byref(wide), ctypes.byref(high))
            self.pictures.append(Picture(box, wide.value * high.value))
            if _area(box) > WHOLE * self.sheet.width * self.sheet.height:
                self.under = len(self.texts)

    def _path(self, thing: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            return
        self.paths += 1
        count = raw.FPDFPath_CountSegments(thing)
        self.drawn += count if count >= FRAME else 0
        if self.paths > MAX_PATHS or count > MAX_SEGMENTS:
            return
        place = _after(_matrix(thing), matrix)
        points: list[tuple[float, float] | None] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for k in range(count):
            segment = raw.FPDFPath_GetPathSegment(thing, k)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = self.sheet.at(*_moved(place, x.value, y.value))
            if kind == raw.FPDF_SEGMENT_MOVETO:
                points.append(None)
                start = point
            points.append(point if kind != raw.FPDF_SEGMENT_BEZIERTO else None)
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(start)
        if fill.value and (known := [point for point in points if point is not None]):
            xs, ys = zip(*known, strict=True)
            self.doubts.fill(thing, Box(min(xs), min(ys), max(xs), max(ys)))
        for a, b in pairwise(points):
            if a is not None and b is not None:
                self._edge(a, b)

    def _edge(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        """Keep a line that goes along or down the page, in the words of pdfplumber."""
        (x0, x1), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        across, down = x1 - x0, bottom - top
        if min(across, down) > 0.5 or max(across, down) < 1:
            return
        if across > down:
            top = bottom = (top + bottom) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        self.edges.append(
            {
                "object_type": "line",
                "orientation": "h" if across > down else "v",
                "x0": x0,
                "x1": x1,
                "top": top,
                "bottom": bottom,
                "width": x1 - x0,
                "height": bottom - top,
            }
        )


def _tables(things: _Things) -> Iterator[tuple[Box, Rows]]:
    """Yield the tables that drawn lines make, each with its box and its cells' boxes by rows."""
    if things.paths < LEAST_PATHS or not 4 <= len(things.edges) <= MAX_EDGES:
        return
    page: Any = things  # of which the finder asks for nothing but `edges`
    for table in Finder(page).tables:
        rows = tuple(tuple(_cell(c) for c in row.cells) for row in table.rows)
        yield Box(*table.bbox), rows


def _cell(box: tuple[float, float, float, float] | None) -> Box | None:
    return None if box is None else Box(*box)


def _matrix(thing: Any) -> Matrix:
    held = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(held)):
        return _UNMOVED
    return held.a, held.b, held.c, held.d, held.e, held.f


def _after(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that moves by the first and then by the other."""
    if then is _UNMOVED:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

"""Plain text: a pasted page, typed minutes. Columns of blanks become tabs."""

import re
from pathlib import Path

from charset_normalizer import from_bytes

from extractors.ocr import OcrEngine
from extractors.readers import TEXT, reader
from extractors.readers.cleaning import clean
from models.source import Box, Line, Page, Source, Word

COLUMN, PITCH = 6.0, 12.0
"""A made-up type, points a character and a line, so that columns can be told as on a page."""

_PIECE = re.compile(r"[^\s]+(?: {1,2}[^\s]+)*")


@reader(media_types=(TEXT,), suffixes=(".txt", ".md", ".text", ".csv", ".log", ""))
def read_text(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read a text file of any usual encoding."""
    text, notes = decode(data)
    lines = tuple(_line(raw, row) for row, raw in enumerate(clean(text).split("\n")))
    return Source(path.name, "", TEXT, (Page(1, lines),), notes=notes)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of bytes, and a note when characters were lost."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass  # an older encoding; the next lines find which
    if data.count(0) > 0.3 * len(data):
        little = data[1::2].count(0) >= data[0::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace"), ()
    # Windows-1252 is what Indonesian offices write when it is not UTF-8; the detector's guess at
    # other Latin pages differs only in letters that Indonesian does not use.
    best = from_bytes(data, cp_isolation=["cp1252", "latin_1"]).best()
    text = str(best) if best is not None else data.decode("cp1252", "replace")
    lost = text.count("\ufffd")
    return text, (f"{lost} huruf tidak terbaca",) if lost else ()


def _line(raw: str, row: int) -> Line:
    raw = raw.rstrip().expandtabs(8)
    pieces = list(_PIECE.finditer(raw))
    words: list[Word] = []
    for piece in pieces:
        for word in re.finditer(r"\S+", piece.group()):
            x = COLUMN * (piece.start() + word.start())
            box = Box(x, PITCH * row, x + COLUMN * len(word.group()), PITCH * row + 10)
            words.append(Word(word.group(), box))
    if not words:
        return Line("")
    text = "\t".join(re.sub(" +", " ", p.group()) for p in pieces)
    assert words[0].box is not None
    assert words[-1].box is not None
    return Line(text, tuple(words), words[0].box.union(words[-1].box))

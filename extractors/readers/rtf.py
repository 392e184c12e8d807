"""Rich text (.rtf): paragraphs and tables, heads, feet and notes, text boxes, numbers of lists, scans.

What was deleted under tracking, hidden or struck out is left out.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractors.ocr import OcrEngine
from extractors.readers import blank, reader
from extractors.readers.cleaning import clean
from extractors.readers.sniffing import Head
from extractors.readers.word_pictures import Block, Picture, pages_of
from models.errors import DamagedDocument
from models.source import Cell, Line, Source, Table

RTF = "application/rtf"

MAX_DEPTH = 1_000
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
# Groups that say what is not on the page; those that begin with \* and are not of _OPEN are too.
_UNSEEN = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "listtable",
        "listoverridetable",
        "revtbl",
        "info",
        "pict",
        "objdata",
        "fldinst",
        "annotation",
        "atnid",
        "atnauthor",
        "nonshppict",
        "shprslt",
        "sp",
        "themedata",
        "datastore",
        "xe",
        "tc",
        "rxe",
        "bkmkstart",
        "bkmkend",
        "nonesttables",
        "ffname",
        "ftnsep",
        "ftnsepc",
        "aftnsep",
        "aftnsepc",
        "template",
        "generator",
        "operator",
    ]
)
_OPEN = frozenset(["shpinst", "shppict", "shptxt", "do", "dptxbxtext"])
_HEADS = frozenset(["header", "headerl", "headerr", "headerf"])
_FEET = frozenset(["footer", "footerl", "footerr", "footerf"])
_SIGNS = {
    **{"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’"},
    **{"ldblquote": "“", "rdblquote": "”", "tab": "\t", "line": "\n", "emspace": " "},
    **{"enspace": " ", "qmspace": " "},
}
_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_TWIPS = 1440  # an inch
_DRAWN_WORDS = "gtextUNICODE"
"""The property of a shape that holds the words of WordArt."""


@dataclass(slots=True)
class _Group:
    """What holds until the group's brace is closed."""

    seen: bool = True
    deleted: bool = False
    hidden: bool = False
    struck: bool = False
    skip: int = 1
    """Characters that stand in for one of Unicode."""
    flow: "_Flow | None" = None
    picture: "_Shot | None" = None
    is_of_shape: bool = False
    """Whether it tells a property of a shape that is seen."""

    @property
    def gone(self) -> bool:
        """Tell whether its text is not on the page."""
        return self.deleted or self.hidden or self.struck


@dataclass(slots=True)
class _Shot:
    """A picture: its bytes, as they are or as hexadecimal digits, and its size in twips."""

    width: int = 0
    height: int = 0
    digits: list[str] = field(default_factory=list)
    raw: bytes = b""


@dataclass(slots=True)
class _Flow:
    """Text that runs on its own: the body, a head, a box."""

    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    """Of each cell of the row: "" or "right" or "down" when it goes on with another."""
    merge: str = ""
    in_table: bool = False
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    """Boxes, notes and pictures of the paragraph, which follow it."""
    goal: list[Block] | None = None
    """Where its blocks go; None for behind the paragraph in which it stands."""

    def paragraph(self) -> None:
        """End a paragraph; one in a table is a line of its cell."""
        if self.in_table:
            self.text.append("\n")
            return
        self._end_table()
        self._put()

    def _put(self) -> None:
        lines = clean("".join(self.text)).split("\n")
        self.text.clear()
        for line in lines:
            bare = re.sub(r" *\t[ \t]*", "\t", re.sub(r"[ \xa0]+", " ", line)).strip()
            self.blocks.append(Line(bare) if bare else blank())
        self._put_notes()

    def _put_notes(self) -> None:
        self.blocks += self.notes
        self.notes.clear()

    def cell(self) -> None:
        """End a cell."""
        lines = (" ".join(line.split()) for line in clean("".join(self.text)).split("\n"))
        self.cells.append("\n".join(line for line in lines if line))
        self.text.clear()

    def row(self) -> None:
        """End a row of a table."""
        made: list[Cell] = []
        for i, text in enumerate(self.cells):
            merge = self.merges[i] if i < len(self.merges) else ""
            if merge == "right" and made:
                made[-1] = replace(made[-1], span=made[-1].span + 1)
            else:
                made.append(Cell("" if merge == "down" else text))
        if any(cell.text for cell in made):
            self.rows.append(tuple(made))
        self.cells.clear()
        self.text.clear()

    def _end_table(self) -> None:
        if self.rows:
            self.blocks.append(Table(tuple(self.rows)))
            self.rows = []

    def end(self) -> list[Block]:
        """Return its blocks, with what was not ended."""
        if self.cells:
            self.row()
        self._end_table()
        if self.text or self.notes:
            self._put()
        return self.blocks


def _is_worded(block: Block) -> bool:
    return isinstance(block, Table) or (isinstance(block, Line) and bool(block.text))


def _recognize(head: Head) -> str | None:
    return RTF if head.data.lstrip()[:5] == b"{\\rtf" else None


@reader(media_types=(RTF,), suffixes=(".rtf", ".doc"), recognize=_recognize)
def read_rtf(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read a rich text file as one page, parted where a scanned page stands in it as a picture."""
    reading = _Reading(data.decode("latin-1"))
    blocks = reading.blocks()
    if reading.depth > MAX_DEPTH:
        raise DamagedDocument(path.name, "nests its groups too deeply; save it again as .docx")
    pages, notes = pages_of(blocks, reading.pictures.get, ocr)
    return Source(path.name, "", RTF, pages, notes=(*notes, *reading.notes))


def picture_in(data: bytes, name: str) -> bytes | None:
    """Return a picture of a rich text file by the name that its page has; None where there is none."""
    reading = _Reading(data.decode("latin-1"))
    reading.blocks()
    return reading.pictures.get(name)


class _Reading:
    def __init__(self, text: str) -> None:
        self._text = text
        self._page = "cp1252"
        self._bytes = bytearray()
        self._left_out = 0  # characters still to be passed over, behind one of Unicode
        self._star = False
        self._heads: list[Block] = []
        self._feet: list[Block] = []
        self.pictures: dict[str, bytes] = {}
        self.depth = 0
        self._lost: set[str] = set()
        self._property = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what must be told of text that nobody sees."""
        return tuple(f"teks {what} tidak dibaca" for what in sorted(self._lost))

    def blocks(self) -> list[Block]:
        body = _Flow()
        self._groups = [_Group(flow=body)]
        at = 0
        while at < len(self._text):
            token = _TOKEN.match(self._text, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            if token["word"] == "bin":
                end = at + max(0, int(token["number"] or 0))
                shot = self._groups[-1].picture
                if shot is not None:
                    shot.raw = self._text[at:end].encode("latin-1")
                at = end
            else:
                self._take(token)
            self.depth = max(self.depth, len(self._groups))
            if self.depth > MAX_DEPTH:
                break
        self._flush()
        feet = [Line(b.text, header=True) if isinstance(b, Line) else b for b in self._feet]
        return [*self._heads, *body.end(), *feet]

    def _take(self, token: re.Match[str]) -> None:
        here = self._groups[-1]
        if token["brace"] == "{":
            self._flush()
            self._groups.append(replace(here))
        elif token["brace"] == "}":
            self._flush()
            self._close()
        elif token["word"]:
            self._word(token["word"], int(token["number"]) if token["number"] else None)
        elif token["byte"]:
            if self._left_out:
                self._left_out -= 1
            else:
                self._bytes.append(int(token["byte"], 16))
        elif token["sign"]:
            self._sign(token["sign"])
        elif token["text"]:
            self._star = False
            if here.picture is not None:
                here.picture.digits.append(token["text"])
                return
            if here.is_of_shape and not here.seen:
                self._property = token["text"].strip()
            text = token["text"][self._left_out :]
            self._left_out = max(0, self._left_out - len(token["text"]))
            self._bytes += text.encode("latin-1")

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = True
            return
        shown = {"~": "\xa0", "_": "-", "-": ""}.get(sign, sign)
        if sign in "\r\n":
            self._word("par", None)
        elif sign in "~_-\\{}":
            self._put(shown)

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        here = self._groups[-1]
        starred, self._star = self._star, False
        if word in _OPEN:
            if word in ("shptxt", "dptxbxtext") and here.seen:
                here.flow = _Flow()
            return
        if word == "pict" and here.seen:
            here.picture, here.seen = _Shot(), False
            return
        if here.picture is not None:
            if starred:  # what Word says of a picture, between its size and its bytes
                here.picture = None
                return
            self._size(here.picture, word, number)
            return
        if word in _HEADS or word in _FEET or word == "footnote":
            goals = self._heads if word in _HEADS else self._feet
            here.flow = _Flow(goal=None if word == "footnote" else goals)
            return
        if word == "sv" and here.is_of_shape and self._property == _DRAWN_WORDS:
            here.seen, here.flow = True, _Flow()
            return
        if starred or word in _UNSEEN:
            here.is_of_shape = word == "sp" and here.seen and not self._is_of_edge(here)
            here.seen = False
            return
        if word in _PAGES or word == "ansicpg":
            self._page = _PAGES.get(word) or f"cp{number}"
        elif word == "uc":
            here.skip = max(0, number or 0)
        elif word == "deleted":
            here.deleted = number != 0
        elif word == "v":
            here.hidden = number != 0
        elif word in ("strike", "striked"):
            here.struck = number != 0
        elif word == "plain":
            here.deleted = here.hidden = here.struck = False
        elif here.seen and not here.gone:
            self._shown(word, number, here)

    @staticmethod
    def _is_of_edge(here: _Group) -> bool:
        """Tell of a head or foot, where what is drawn in words is a watermark."""
        return here.flow is not None and here.flow.goal is not None

    def _shown(self, word: str, number: int | None, here: _Group) -> None:
        flow = here.flow
        assert flow is not None
        if word == "u" and number is not None:
            self._put(chr(number % 65_536))
            self._left_out = here.skip
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word in ("par", "sect", "page"):
            flow.paragraph()
        elif word == "intbl":
            flow.in_table = True
        elif word == "pard":
            flow.in_table = False
        elif word == "trowd":
            flow.merges, flow.merge = [], ""
        elif word in ("clmrg", "clvmrg"):
            flow.merge = "right" if word == "clmrg" else "down"
        elif word == "cellx":
            flow.merges.append(flow.merge)
            flow.merge = ""
        elif word == "cell":
            flow.cell()
        elif word == "row":
            flow.row()
        elif word in ("nestcell", "nestrow"):
            flow.text.append("  " if word == "nestcell" else "\n")

    @staticmethod
    def _size(shot: _Shot, word: str, number: int | None) -> None:
        if word == "picwgoal":
            shot.width = number or 0
        elif word == "pichgoal":
            shot.height = number or 0

    def _close(self) -> None:
        if len(self._groups) == 1:
            return
        ended = self._groups.pop()
        outer = self._groups[-1]
        self._left_out = 0
        if ended.picture is not None and outer.picture is None:
            self._keep(ended.picture, outer.flow)
        if ended.flow is not outer.flow and ended.flow is not None and outer.flow is not None:
            blocks = ended.flow.end()
            goal = ended.flow.goal
            if goal is None:
                outer.flow.notes += blocks
            elif not any(b in goal for b in blocks if _is_worded(b)):
                goal += blocks  # the first page's head often says what the others' does

    def _keep(self, shot: _Shot, flow: _Flow | None) -> None:
        digits = "".join("".join(shot.digits).split())
        if flow is None or not (digits or shot.raw):
            return
        relation = f"gambar-{len(self.pictures)}"
        try:
            self.pictures[relation] = shot.raw or bytes.fromhex(digits[: len(digits) // 2 * 2])
        except ValueError:
            self.pictures[relation] = b""  # damaged, and told as that
        flow.notes.append(Picture(relation, shot.width * shot.height / _TWIPS**2))

    def _put(self, text: str) -> None:
        here = self._groups[-1]
        if not here.seen or here.flow is None:
            return
        if not here.gone:
            here.flow.text.append(text)
        elif text.strip() and not here.deleted:
            self._lost.add("tersembunyi" if here.hidden else "yang dicoret")

    def _flush(self) -> None:
        if not self._bytes:
            return
        try:
            text = self._bytes.decode(self._page, "replace")
        except LookupError:
            text = self._bytes.decode("cp1252", "replace")
        self._bytes.clear()
        self._put(text)

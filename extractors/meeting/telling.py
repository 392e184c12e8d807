"""The paragraphs of a document that tell of its meeting."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.context import Context
from extractors.directory import outside
from extractors.layout import HEADER_WORD, Unit, UnitKind
from models.codes import DocumentKind

# What the left cell of a table of particulars says, where no colon makes it a key.
_CELL_KEY = re.compile(
    r"^(?:hari|hr|tanggal|tgl|waktu|wkt|jam|pukul|pkl|kapan|tempat|tpt|tmpt|di\s?mana|lokasi|acara|agenda|perihal|kegiatan|nama\s+rapat|rapat|"
    r"penyelenggara|pelaksana|pimpinan|pemimpin|peserta|undangan|notul\w+|narasumber|pembawa)\b",
    re.I,
)
_NUMBERED = re.compile(r"(?P<key>[^\W\d][\w /]{2,24}?)\s*[:?]\s*(?P<value>\S.*)", re.S)


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value, from a line with a colon or from two cells of a row.

    `start` is where the key begins, `body` where the value does, `end` where it ends.
    """

    key: str
    start: int
    body: int
    end: int
    content: str

    def asks(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the key, or one of two languages of it ("Wanci/Pukul"), matches."""
        return any(pattern.match(k.strip()) for k in (self.key, *self.key.split("/")[1:]))


@dataclass(frozen=True)
class Telling:
    """A document as it tells of a meeting: its units without furniture, and those that say most.

    In minutes `lead` is the whole `body`; in an article it is the first paragraphs.
    """

    context: Context
    body: list[Unit]
    lead: list[Unit]

    @property
    def news(self) -> bool:
        """Tell whether an article reports on the meeting."""
        return self.context.kind is DocumentKind.NEWS

    @cached_property
    def first_paragraphs(self) -> list[Unit]:
        """Return the paragraphs with which an article begins, however short they are."""
        told = [
            u for u in self.body if u.start >= self.lead[0].start and u.kind is UnitKind.PARAGRAPH
        ]
        return told[:_BEGINNING] or self.lead[:1]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Return the particulars of the paper in order."""
        return tuple(f for unit in self.body[_mail_head(self.body) :] for f in _fields(unit))

    @property
    def start(self) -> int:
        """Return the character where the paper itself begins, behind the head of a mail."""
        mail = _mail_head(self.body)
        return self.body[mail].start if mail < len(self.body) else 0


_BEGINNING = 3  # paragraphs


def _mail_head(body: list[Unit]) -> int:
    """Return how many units are the head of a mail, whose date is when it was sent."""
    keys = [u.key.casefold() for u in body[:7]]
    if not {"dari", "from", "pengirim"} & set(keys):
        return 0
    return next((i for i, key in enumerate(keys) if not key), len(keys))


def _fields(unit: Unit) -> list[Field]:
    if unit.key:
        return [Field(unit.key, unit.start, unit.body, unit.end, unit.content)]
    told = _NUMBERED.match(unit.content) if unit.kind is UnitKind.ITEM else None
    if told is not None and _CELL_KEY.match(told["key"]):
        # "1.2. Waktu : 09.10 WIB", "2. Di mana? Balai RW 03"
        body = unit.body + told.start("value")
        return [Field(told["key"], unit.start, body, unit.end, told["value"])]
    if unit.kind not in (UnitKind.ROW, UnitKind.COLUMNS):
        return []
    cells = [
        (m.start(), m.end(), m.group().strip(" :"))
        for m in re.finditer(r"[^\t]+", unit.text)
        if m.group().strip(" :")
    ]
    if len(cells) not in (2, 4):
        return []  # a table of particulars stands in pairs; other rows are a list
    if sum(bool(HEADER_WORD.match(text)) for _, _, text in cells) == 4:
        return []  # the head of a list: "No | Usulan | Lokasi | Anggaran"
    found = []
    for (key_at, _, key), (at, end, value) in pairwise(cells):
        if _CELL_KEY.match(key) and len(key) < 40 and not _CELL_KEY.fullmatch(value):
            body = at + unit.text[at:end].index(value)
            found.append(
                Field(key, unit.start + key_at, unit.start + body, unit.start + end, value)
            )
    return found


def tell(context: Context) -> Telling | None:
    """Return what a document tells; None where it says nothing at all."""
    body = [u for u in context.units if not outside(u)]
    if not body:
        return None
    lead = opening(body) if context.kind is DocumentKind.NEWS else body
    return Telling(context, body, lead)


def opening(body: list[Unit]) -> list[Unit]:
    """Return the first paragraphs of an article, headline and furniture left out."""
    long = [
        u
        for u in body
        if len(u.text) > 110
        and u.kind in (UnitKind.PARAGRAPH, UnitKind.KEY_VALUE, UnitKind.COLUMNS)
    ]
    return long[:3] or body[:6]

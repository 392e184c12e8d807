"""What every part of the record is given: the document read, and the items found by the parts before."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from spacy.tokens import Doc

from extractors.layout import Grid, Segment, Unit
from models.codes import DocumentKind
from models.indonesian.words import text_of
from models.record import Issue
from models.source import Source

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """One item of a part: its value, where it was read (characters, half open), how strong the rule was that
    found it (0 to 1).

    No place at all is the exception: what a page declares of itself outside its text.
    """

    value: T
    spans: tuple[tuple[int, int], ...]
    confidence: float = 0.8

    @property
    def start(self) -> int:
        """Return where it was read first; 0 without a place."""
        return min((s for s, _ in self.spans), default=0)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the pipeline marked: characters, half open, and what it is."""

    start: int
    end: int
    value: Any


@dataclass(frozen=True)
class Context:
    """A document under extraction."""

    doc: Doc
    kind: DocumentKind
    units: tuple[Unit, ...]
    grids: tuple[Grid, ...]
    segments: tuple[Segment, ...]
    kind_sure: float = 1.0
    found: dict[str, tuple[Item[Any], ...]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    memo: dict[str, object] = field(default_factory=dict)
    """What one part worked out and others ask it for, so that it is worked out once."""

    @cached_property
    def text(self) -> str:
        """Return the document's text; a Doc puts it together anew each time it is asked."""
        return text_of(self.doc)

    @cached_property
    def source(self) -> Source:
        """Return the document as read."""
        source: Source = self.doc._.source
        return source

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Return where the sentences of the document begin."""
        starts: tuple[int, ...] = self.doc._.sentences
        return starts

    def marks(self, group: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
        """Yield what is marked in a group within these characters, in order."""
        starts, marks = self._marks.get(group, _NONE)
        stop = len(self.text) if end is None else end
        # By index: a slice would copy all that follows, for each unit anew.
        for i in range(bisect_left(starts, start), len(marks)):
            mark = marks[i]
            if mark.start >= stop:
                break
            if mark.end <= stop:
                yield mark

    def has(self, group: str, start: int, end: int) -> bool:
        """Tell whether something is marked in a group within these characters."""
        starts, marks = self._marks.get(group, _NONE)
        inside = range(bisect_left(starts, start), bisect_left(starts, end))
        return any(marks[i].end <= end for i in inside)

    @cached_property
    def _marks(self) -> dict[str, tuple[list[int], list[Mark]]]:
        """Return what is marked in each group in order, and where each begins."""
        found = {}
        for group, spans in self.doc.spans.items():
            marks = [
                Mark(start, end, value)
                for start, end, told in sorted(
                    ((s.start_char, s.end_char, s._.get(group)) for s in spans),
                    key=lambda m: (m[0], -m[1]),
                )
                for value in (told if group == "dates" else (told,))
            ]
            found[group] = [m.start for m in marks], marks
        return found

    def unit_at(self, offset: int) -> Unit | None:
        """Return the unit that holds this character."""
        i = bisect_right(self.units, offset, key=lambda u: u.start) - 1
        return self.units[i] if i >= 0 and offset < self.units[i].end else None

    def masked(self, start: int, end: int, groups: tuple[str, ...]) -> str:
        """Return the text with what is marked in these groups replaced by marks of another kind, so
        that a phrase neither begins inside it nor runs over it; the length is the same.
        """
        covered = (
            (mark.start, mark.end, "|")
            for group in groups
            for mark in self.marks(group, start, end)
            # "Posbindu lansia bersama …" is what is done and nobody's name.
            if group != "agencies" or not _IS_WORK.match(self.text, mark.start)
        )
        return overwritten(self.text[start:end], start, covered)

    def doubt(
        self, part: str, reason: str, start: int | None = None, end: int | None = None
    ) -> None:
        """Note a doubt about a part, with the words concerned where there are some."""
        if start is None or end is None:
            self.issues.append(Issue(part=part, reason=reason))
            return
        quote = " ".join(self.text[start:end].split())
        self.issues.append(
            Issue(part=part, page=self.source.page_at(start), quote=quote, reason=reason)
        )


def overwritten(text: str, start: int, covers: Iterable[tuple[int, int, str]]) -> str:
    """Return a text that begins at `start` with stretches of it written over by a mark each; its length
    is the same.
    """
    letters: list[str] = []
    for first, last, mark in covers:
        letters = letters or list(text)
        letters[first - start : last - start] = mark * (last - first)
    return "".join(letters) if letters else text


_NONE: tuple[list[int], list[Mark]] = ([], [])
_IS_WORK = re.compile(
    r"(?:posbindu|posyandu\s+(?:lansia|remaja|keliling)|bank\s+sampah|siskamling|koperasi|dapur|klinik|taman|rumah|kampung)\b",
    re.I,
)

Find = Callable[[Context], tuple[Item[Any], ...]]

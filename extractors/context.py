"""What every part of the record is given: the document read, and the items found by the parts before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from spacy.tokens import Doc, Span

from extractors.layout import Grid, Segment, Unit
from models.codes import DocumentKind
from models.record import Issue
from models.source import Source

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """One item of a part: its value, where it was read (characters, half open), how sure (0 to 1)."""

    value: T
    spans: tuple[tuple[int, int], ...]
    confidence: float = 0.8

    @property
    def start(self) -> int:
        """Return where it was read first."""
        return min(s for s, _ in self.spans)


@dataclass(frozen=True)
class Context:
    """A document under extraction."""

    doc: Doc
    kind: DocumentKind
    units: tuple[Unit, ...]
    grids: tuple[Grid, ...]
    segments: tuple[Segment, ...]
    found: dict[str, tuple[Item[Any], ...]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def source(self) -> Source:
        """Return the document as read."""
        source: Source = self.doc._.source
        return source

    def spans(self, group: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Yield the marked spans of a group that lie within these characters."""
        stop = len(self.doc.text) if end is None else end
        for span in self.doc.spans.get(group, ()):
            if span.start_char >= start and span.end_char <= stop:
                yield span

    def unit_at(self, offset: int) -> Unit | None:
        """Return the unit that holds this character."""
        for unit in self.units:
            if unit.start <= offset < unit.end:
                return unit
        return None

    def doubt(self, part: str, reason: str, start: int | None = None, end: int | None = None) -> None:
        """Note a doubt about a part, with the words concerned where there are some."""
        if start is None or end is None:
            self.issues.append(Issue(part=part, reason=reason))
            return
        quote = " ".join(self.doc.text[start:end].split())
        self.issues.append(
            Issue(part=part, page=self.source.page_at(start), quote=quote, reason=reason)
        )


Find = Callable[[Context], tuple[Item[Any], ...]]

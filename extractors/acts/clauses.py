"""Every phrase of a document that may name a programme, with the traits by which it is weighed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.acts.phrases import Phrase, cached_phrases
from extractors.acts.spans import Spans
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Section, Unit, UnitKind
from extractors.sentences import sentences
from models.codes import DocumentKind
from models.record import Proposal

_NOWHERE = (Section.ATTENDANCE, Section.AGENDA, Section.BUDGET, Section.COMMITTEE, Section.COPIES)
_SHORTEST = 12  # characters
_PLANS = re.compile(
    r"\b(?:program|kegiatan|rencana|agenda\s+kerja|kerja|laporan|bidang|unit|seksi|pokja)\b", re.I
)
_COSTS = re.compile(
    r"harga|vol|biaya|satuan|jumlah|nama|jabatan|nomor|^no\b|tanda|alamat|usul", re.I
)
_PLANNED = re.compile(r"kegiatan|program|rencana|tindak|langkah|aksi|pekerjaan|uraian|jenis", re.I)
_PROSE = 150
_WORD = re.compile(r"[^\W\d_]{4,}")


RULED = "proposals by rules"
"""Under this name a document remembers what rules found to be asked for in it."""


def asked_for(context: Context) -> tuple[Item[Proposal], ...]:
    """Return what is surely asked for, and therefore no programme: what rules found."""
    known = context.memo.get(RULED, ())
    assert isinstance(known, tuple)

    return known


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase, and the sentence and the place (unit or table cell) that it stands in."""

    phrase: Phrase
    sentence: tuple[int, int]
    place: tuple[int, int]


def told(context: Context) -> list[Told]:
    """Return the phrases of all sentences, entries and cells, in the order of the text."""
    title = _words(next((u.text for u in context.units if len(u.text) > 15), ""))
    asked = Spans(s for i in asked_for(context) for s in i.spans)
    out = []
    for start, end, about in _places(context):
        for n, (first, last) in enumerate(sentences(context, start, end)):
            around = {*about, "first sentence" if n == 0 else "later sentence"}
            for phrase in cached_phrases(context, first, last):
                traits = around | phrase.traits
                if phrase.start <= first + 2:
                    traits.add("opens a sentence" if n else "opens a place")
                shared = _words(phrase.name) & title
                if shared:
                    traits.add("in the title" if len(shared) > 1 else "word of the title")
                if asked.overlap(phrase.start, phrase.end):
                    traits.add("asked for here")
                value = Phrase(phrase.start, phrase.end, phrase.name, frozenset(traits))
                out.append(Told(value, (first, last), (start, end)))
    return out


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _places(context: Context) -> Iterator[tuple[int, int, set[str]]]:
    kind = f"document: {context.kind.value}"
    for n, unit in enumerate(context.units):
        if outside(unit) or unit.kind in (UnitKind.HEADING, UnitKind.ROW):
            continue
        if len(unit.text) < _SHORTEST:
            continue
        if (
            context.kind is not DocumentKind.NEWS
            and unit.section in _NOWHERE
            and len(unit.text) < _PROSE
        ):
            continue
        yield unit.body, unit.end, {kind, *_of_unit(unit, n)}
    for grid in context.grids:
        for column, header in enumerate(grid.header):
            if _COSTS.search(header):
                continue
            about = {kind, "unit: cell"}
            if _PLANNED.search(header):
                about.add("column of activities")
            for row in grid.rows:
                cell = row[column] if column < len(row) else None
                if cell is not None and len(cell.text) >= _SHORTEST:
                    yield cell.start, cell.end, about


def _of_unit(unit: Unit, n: int) -> Iterator[str]:
    yield f"unit: {unit.kind.value}"
    yield f"section: {unit.section.value or 'none'}"
    if _PLANS.search(unit.heading):
        yield "heading of plans"
    if n < 6:
        yield "head of the document"
    if len(unit.text) > _PROSE:
        yield "prose"

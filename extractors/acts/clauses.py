"""Every phrase of a document that may name a programme, with the traits by which it is weighed."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.acts.hints import of_sentence, of_words
from extractors.acts.phrases import Phrase, cached_phrases
from extractors.acts.spans import Spans
from extractors.acts.wording import of_column, of_unit
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Section, Unit, UnitKind
from extractors.sentences import sentences
from extractors.sharing import Sharing
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
_MANY = (2, 4, 7, 12)  # phrases of a sentence
_ALIKE = 0.75  # of the words of the shorter one of two names
_ASKED = frozenset(("sentence verb: ask active", "sentence verb: ask passive"))
# What an article, a notice and minutes each have another way of telling.
_BY_KIND = ("will", "asks", "negated", "they speak of their own", "announces", "counted")


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
    found = list(_found(context))
    rest = _of_document(context, [one.phrase for one in found])
    return [_with(one, more) for one, more in zip(found, rest, strict=True)]


def _with(one: Told, more: set[str]) -> Told:
    phrase = one.phrase
    traits = phrase.traits | more
    return Told(Phrase(phrase.start, phrase.end, phrase.name, traits), one.sentence, one.place)


def _found(context: Context) -> Iterator[Told]:
    """Yield the phrases with what their words, their sentence and their place say of them."""
    asked = Spans(s for i in asked_for(context) for s in i.spans)
    decided = Spans(s for i in context.found.get("decisions", ()) for s in i.spans)
    for start, end, about in _places(context):
        before: set[str] = set()
        for n, (first, last) in enumerate(sentences(context, start, end)):
            said = of_sentence(context, first, last)
            around = {*about, *said, "first sentence" if n == 0 else "later sentence"}
            if not before.isdisjoint(_ASKED):
                around.add("behind a sentence that asks")
            before = said
            phrases = cached_phrases(context, first, last)
            around.add(f"phrases of the sentence: {bisect_left(_MANY, len(phrases))}")
            for count, phrase in enumerate(phrases):
                traits = around | phrase.traits
                traits.update(of_words(context, (first, last), phrase))
                traits.add(f"phrase of the sentence: {min(count, 3)}")
                if phrase.start <= first + 2:
                    traits.add("opens a sentence" if n else "opens a place")
                if asked.overlap(phrase.start, phrase.end):
                    traits.add("asked for here")
                if decided.overlap(phrase.start, phrase.end):
                    traits.add("decided here")
                traits.update(f"{context.kind.value}: {t}" for t in _BY_KIND if t in traits)
                value = Phrase(phrase.start, phrase.end, phrase.name, frozenset(traits))
                yield Told(value, (first, last), (start, end))


def _of_document(context: Context, phrases: list[Phrase]) -> Iterator[set[str]]:
    """Yield what the rest of the document says of each phrase: its title, its other phrases, what is
    asked for in it, and the meeting.
    """
    title = _words(next((u.text for u in context.units if len(u.text) > 15), ""))
    meeting = _words(" ".join(i.value.title or "" for i in context.found.get("meetings", ())))
    wishes = [_words(i.value.title) for i in asked_for(context)]
    asked = Sharing(wishes, _ALIKE)
    for wish in wishes:
        asked.put(wish)
    often = Counter(_named(phrase) for phrase in phrases)
    for phrase in phrases:
        own = _words(phrase.name)
        traits = {f"told so often: {min(often[_named(phrase)], 3)}"}
        shared = own & title
        if shared:
            traits.add("in the title" if len(shared) > 1 else "word of the title")
        if own and len(own & meeting) >= _ALIKE * len(own):
            traits.add("of the meeting's name")
        if any(
            count >= _ALIKE * min(len(own), len(asked.words[at])) for at, count in asked.like(own)
        ):
            traits.add("asked for somewhere")
        yield traits


def _named(phrase: Phrase) -> str:
    """Return the words by which a phrase is told again: the first two of its name."""
    return " ".join(phrase.name.casefold().split()[:2])


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
        yield unit.body, unit.end, {*of_unit(context, unit), *_of_unit(unit, n)}
    for grid in context.grids:
        for column, header in enumerate(grid.header):
            if _COSTS.search(header):
                continue
            about = {kind, *of_column(context, grid, column)}
            if _PLANNED.search(header):
                about.add("column of activities")
            for row in grid.rows:
                cell = row[column] if column < len(row) else None
                if cell is not None and len(cell.text) >= _SHORTEST:
                    yield cell.start, cell.end, about


def _of_unit(unit: Unit, n: int) -> Iterator[str]:
    if _PLANS.search(unit.heading):
        yield "heading of plans"
    if n < 6:
        yield "head of the document"
    if len(unit.text) > _PROSE:
        yield "prose"

"""Everything that a document may ask for, with the traits by which it is weighed.

Titles come from the readers of `asked` and `wishes`, from the phrases of every sentence, and from the
cells of tables; which of them is a proposal, the part `proposals` decides.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.acts.asked import REACH, broken, entry_title, of_sentence
from extractors.acts.phrases import cached_phrases
from extractors.acts.spans import Spans
from extractors.acts.wishes import ASK, entry
from extractors.acts.wording import acts, forms, holds, of_column, of_unit
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Unit, UnitKind
from extractors.sentences import sentences
from extractors.weighing import words
from models.record import Proposal
from models.values.program_type import program_type

Traits = frozenset[str]

_MARKS = ("dates", "money", "names", "offices", "agencies", "wards", "times", "quantities")
_BEFORE, _BEHIND, _NEAR = 60, 40, 80  # characters around a title that are looked at
_SHORTEST = 4  # characters of a title
_FAR = 4  # words behind the asking one; more count alike
_LISTED = (UnitKind.ITEM, UnitKind.KEY_VALUE, UnitKind.COLUMNS)
_LONGEST_ENTRY = 400  # characters
_ABOVE = 150  # characters above a table


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be asked for: characters of the document, its title, its traits, and where its
    details stand (from where, to where, and where its sentence ends).

    `traits` are those of the place, of the sentence and its own; the first two are shared.
    """

    start: int
    end: int
    title: str
    traits: tuple[Traits, Traits, Traits]
    near: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    traits: Traits
    asks: tuple[tuple[int, int, str], ...]
    """Where each asking word begins and ends, and the word."""


def things(context: Context, known: tuple[Item[Proposal], ...]) -> list[Thing]:
    """Return what may be asked for, and what rules have found (`known`) in any case."""
    costs = "with a table of costs" if context.found.get("budget") else "no table of costs"
    found = [*_of_units(context, costs), *_of_tables(context, costs)]
    titles: dict[str, list[tuple[int, int]]] = {}
    for thing in found:
        titles.setdefault(thing.title, []).append((thing.start, thing.end))
    places = {title: Spans(spans) for title, spans in titles.items()}
    for item in known:
        told = places.get(item.value.title)
        if told is not None and any(told.overlap(*span) for span in item.spans):
            continue
        unit = context.unit_at(item.start)
        start, end = item.spans[0]
        place = frozenset({*(of_unit(context, unit) if unit else ()), costs})
        sentence = _sentence(context, unit.start if unit else start, unit.end if unit else end)
        found.extend(_thing(context, "rule", item.value.title, (start, end), place, sentence))
    return found


def _of_units(context: Context, costs: str) -> Iterator[Thing]:
    tables = Spans((g.start, g.end) for g in context.grids)
    above = ""
    for unit in context.units:
        if outside(unit) or unit.kind is UnitKind.ROW or tables.overlap(unit.start, unit.start + 1):
            continue
        head = above
        if unit.text.endswith(":") or unit.kind is UnitKind.HEADING:
            above = unit.text[-_ABOVE:]
        elif unit.kind not in _LISTED:
            above = ""
        place = frozenset(
            {*of_unit(context, unit), costs, *(f"above: {w}" for w in words(head)[-6:])}
        )
        if unit.kind in _LISTED and len(unit.content) > _SHORTEST:
            yield from _of_entry(context, unit, place)
        if unit.kind is not UnitKind.HEADING:
            for start, end in sentences(context, unit.body, unit.end):
                yield from _of_sentence(context, place, start, end)


def _of_entry(context: Context, unit: Unit, place: Traits) -> Iterator[Thing]:
    sentence = _sentence(context, unit.start, unit.end)
    title = entry_title(unit)
    yield from _thing(context, "item", title, (unit.body, unit.end), place, sentence)
    wish = entry(unit.content[:_LONGEST_ENTRY])
    if wish is not None and wish.title != title:
        span = (unit.body, unit.body + wish.end)
        yield from _thing(context, "entry", wish.title, span, place, sentence)


def _of_sentence(context: Context, place: Traits, start: int, end: int) -> Iterator[Thing]:
    sentence = _sentence(context, start, end)
    for phrase in cached_phrases(context, start, end):
        span = (phrase.start, phrase.end)
        for thing in _thing(context, "phrase", phrase.name, span, place, sentence):
            own = thing.traits[2] | phrase.traits
            yield Thing(
                thing.start, thing.end, thing.title, (place, sentence.traits, own), thing.near
            )
    for item in of_sentence(context, start, end):
        yield from _thing(context, "wish", item.value.title, item.spans[0], place, sentence)
    for item in broken(context, start, end):
        yield from _thing(context, "broken", item.value.title, item.spans[0], place, sentence)


def _of_tables(context: Context, costs: str) -> Iterator[Thing]:
    for grid in context.grids:
        above = words(context.text[max(0, grid.start - _ABOVE) : grid.start])[-12:]
        for column in range(len(grid.header)):
            place = frozenset(
                {*of_column(context, grid, column), costs, *(f"above: {w}" for w in above)}
            )
            for row in grid.rows:
                cell = row[column] if column < len(row) else None
                if cell is None or not re.search(r"[A-Za-z]{3}", cell.text):
                    continue
                sentence = _sentence(context, cell.start, cell.end)
                title = re.sub(r"^\d{1,2}[.)]\s*", "", cell.text)
                span = (cell.start, cell.end)
                yield from _thing(context, "cell", title, span, place, sentence)
                for start, end in sentences(context, *span):
                    inner = _sentence(context, start, end)
                    for item in of_sentence(context, start, end):
                        yield from _thing(
                            context, "wish", item.value.title, item.spans[0], place, inner
                        )


def _sentence(context: Context, start: int, end: int) -> _Sentence:
    text = context.text[start:end]
    asks = tuple(
        (start + m.start(), start + m.end(), m.group().casefold().split()[0])
        for m in ASK.finditer(text)
    )
    traits = {f"sentence {t}" for t in acts(words(text))}
    if asks:
        traits.add("the sentence asks")
    return _Sentence(start, end, frozenset(traits), asks)


def _thing(
    context: Context,
    source: str,
    title: str,
    span: tuple[int, int],
    place: Traits,
    sentence: _Sentence,
) -> Iterator[Thing]:
    """Yield the thing that a title names, unless it is too short to name one."""
    title = " ".join(title.split())
    if len(title) < _SHORTEST:
        return
    own = {
        f"from: {source}",
        f"from: {source} in {context.kind.value}",
        *_of_title(title),
        *_around(context, span, sentence),
    }
    reach = min(sentence.end, span[1] + REACH)
    near = (max(sentence.start, span[0] - _BEHIND), reach, sentence.end)
    yield Thing(*span, title, (place, sentence.traits, frozenset(own)), near)


def _of_title(title: str) -> Iterator[str]:
    spoken = words(title)
    yield from (f"word: {w}" for w in spoken)
    yield from (f"word {i}: {w}" for i, w in enumerate(spoken[:2]))
    if spoken:
        yield f"last word: {spoken[-1]}"
        yield from forms(spoken[0])
    kind, sure = program_type(title)
    yield f"its field: {'none' if sure <= 0 else 'weak' if sure < 0.6 else 'sure'}"
    yield f"of: {kind.value}"
    yield f"long: {min(len(spoken), 9)}"


def _around(context: Context, span: tuple[int, int], sentence: _Sentence) -> Iterator[str]:
    start, end = span
    before = words(context.text[max(sentence.start, start - _BEFORE) : start])
    yield from (f"near before: {w}" for w in before[-6:])
    yield f"right before: {before[-1] if before else 'nothing'}"
    if before:
        yield f"two before: {' '.join(before[-2:])}"
    behind = words(context.text[end : min(sentence.end, end + _BEHIND)])
    yield f"right behind: {behind[0] if behind else 'nothing'}"
    at = bisect_left(sentence.asks, start, key=lambda a: a[0])
    if at:
        _, stop, word = sentence.asks[at - 1]
        far = len(words(context.text[stop : min(start, stop + _NEAR)]))
        yield "behind an asking word"
        yield f"asked by: {word}"
        yield f"words from asking: {min(far, _FAR)}"
    yield from holds(context, start, end, _MARKS, "holds")
    yield from holds(context, end, min(sentence.end, end + _NEAR), _MARKS, "then")
    yield from holds(context, sentence.start, start, _MARKS, "before it")

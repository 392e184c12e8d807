"""How sure an item is: how often items that were read alike were right.

A part of the record says of each item what was seen when it was read (its traits); the table in
`data/confidence.toml` says of how many such items in documents with known answers how many were
right; `data/reasons.toml` has the words for a trait. `scripts/calibrate.py` makes the table;
docs/confidence.md says what the figure means.
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from extractors.context import Context, Item
from extractors.layout import UnitKind
from models.indonesian.words import fold
from models.record import BudgetLine, DateMention, Decision, Meeting, Person, Program, Proposal
from models.source import Line, Source, Word

Traits = tuple[str, ...]
Cells = Mapping[str, tuple[int, int]]
"""By traits, joined: how many items were right, of how many."""

PRIOR, WEIGHT = 0.8, 4
"""What is thought of an item before anything is counted, and for how many counted ones it stands."""
CAUTION, TOGETHER = 0.5, 4
"""By how many standard errors a share is told lower than counted, so that a few lucky items make none
sure; items of one document fail together, so some four of them say as much as one of their own.
Chosen by cross-validation over the first readings (scripts/calibrate.py)."""
_REACH = 60
"""Characters before and behind a name in which the body is looked for that is said to be its own."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure an item is, 0 to 1, and why, in Indonesian."""

    share: float
    reason: str


def confidence(context: Context, part: str, item: Item[Any]) -> Sureness:
    """Return how sure an item is; never surer than the words of a scan were read."""
    cells, seen = table().get(part, {}), traits(context, part, item)
    sure, legible = chance(cells, seen), legibility(context, item.spans)
    reason = _reason(part, cells, seen)
    if legible < sure:
        reason = f"huruf pindaian terbaca {_percent(legible)}; {reason}"
    return Sureness(round(min(sure, legible), 2), reason)


def _reason(part: str, cells: Cells, seen: Traits) -> str:
    """Tell what was seen, as far as such items were counted, and how many of them were right."""
    depth = next((d for d in range(len(seen), 0, -1) if " ".join(seen[:d]) in cells), 0)
    right, counted = cells.get(" ".join(seen[:depth]), (0, 0))
    told = ", ".join(_named(part, n, trait) for n, trait in enumerate(seen[:depth], start=1))
    share = f"{right} dari {counted} yang serupa benar" if counted else "belum ada yang serupa"
    return f"{told}: {share}" if told else share


def _named(part: str, place: int, trait: str) -> str:
    words = reasons()[part]
    return words.get(f"{place}:{trait}") or words[trait]


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Return what each trait is called in Indonesian, by part."""
    text = files("extractors").joinpath("data/reasons.toml").read_text("utf-8")
    told: dict[str, dict[str, str]] = tomllib.loads(text)
    return told


def chance(cells: Cells, seen: Traits) -> float:
    """Return the share right among items of these traits, told with caution. Where few were counted,
    items that share only the first traits stand in for them.

    >>> chance({"": (80, 100), "row": (48, 50)}, ("row",))
    0.920...
    """
    value, counted = PRIOR, 0
    for depth in range(len(seen) + 1):
        right, all_ = cells.get(" ".join(seen[:depth]), (0, 0))
        value = (right + WEIGHT * value) / (all_ + WEIGHT)
        counted = all_ or counted
    if not counted:
        return value
    error = (value * (1 - value) / (counted / TOGETHER + WEIGHT)) ** 0.5
    return max(0.0, value - CAUTION * float(error))


@cache
def table() -> dict[str, dict[str, tuple[int, int]]]:
    """Return what was counted, by part and traits."""
    text = files("extractors").joinpath("data/confidence.toml").read_text("utf-8")
    parts: dict[str, dict[str, list[int]]] = tomllib.loads(text)
    return {
        part: {key: (right, all_) for key, (right, all_) in cells.items()}
        for part, cells in parts.items()
    }


def traits(context: Context, part: str, item: Item[Any]) -> Traits:
    """Return what was seen when an item was read, the most telling first."""
    describe = _TRAITS.get(part)
    return describe(context, item) if describe is not None else ()


def _place(context: Context, item: Item[Any]) -> str:
    """Tell where an item stands: in a table, a list, particulars, or prose."""
    unit = context.unit_at(item.start) if item.spans else None
    return _PLACES.get(unit.kind, "prose") if unit is not None else "nowhere"


_PLACES = {
    UnitKind.ROW: "table",
    UnitKind.COLUMNS: "table",
    UnitKind.ITEM: "list",
    UnitKind.KEY_VALUE: "particulars",
    UnitKind.HEADING: "heading",
    UnitKind.HEADER: "heading",
}


def _rule(item: Item[Any]) -> str:
    """Tell how strong a rule it was, by what the part that applied it thinks of it."""
    return "strong" if item.confidence >= 0.82 else "fair" if item.confidence > 0.7 else "weak"


def _values(context: Context, part: str, of: Callable[[Any], object]) -> frozenset[object]:
    """Return what the items of another part hold, worked out once a document."""
    key = f"confidence {part}"
    known = context.memo.get(key)
    if not isinstance(known, frozenset):
        known = frozenset(of(item.value) for item in context.found.get(part, ()))
        context.memo[key] = known
    return known


def _often(item: Item[Any], times: int) -> str:
    return "often" if len(item.spans) >= times else "seldom"


def _meeting(context: Context, item: Item[Meeting]) -> Traits:
    return _place(context, item), _often(item, 3)


def _person(context: Context, item: Item[Person]) -> Traits:
    person = item.value
    if person.agency is None:
        return "no-agency", "office" if person.role else "bare", _rule(item)
    known = person.agency in _values(context, "agencies", lambda body: body)
    titled = "titled" if set(person.name) & set(".,") else "untitled"
    where = _beside(context, item, person.agency)
    return "known" if known else "unknown", where, titled, _often(item, 2)


def _beside(context: Context, item: Item[Person], body: str) -> str:
    """Tell whether the name of the body that somebody is said to belong to ends beside his name."""
    word = fold(body).split()[-1]
    around = (context.text[max(0, start - _REACH) : end + _REACH] for start, end in item.spans)
    return "beside" if any(word in fold(text) for text in around) else "elsewhere"


def _agency(context: Context, item: Item[str]) -> Traits:
    own = item.value in _values(context, "people", lambda person: person.agency)
    written = any(item.value in context.text[start:end] for start, end in item.spans)
    return (
        "headed" if own else "named",
        _often(item, 2),
        "written" if written else "joined",
    )


def _program(context: Context, item: Item[Program]) -> Traits:
    words = "words" if " " in item.value.name else "word"
    return "partners" if item.value.agencies else "alone", words


def _proposal(context: Context, item: Item[Proposal]) -> Traits:
    wish = item.value
    told = sum(value is not None for value in (wish.origin, wish.volume, wish.amount))
    return "told" if told >= 2 else "bare", _rule(item), _place(context, item)


def _budget(context: Context, item: Item[BudgetLine]) -> Traits:
    # The rule has done the sum: quantity times price against the total.
    return ("proved" if item.confidence >= 0.9 else "denied" if item.confidence < 0.7 else "open",)


def _date(context: Context, item: Item[DateMention]) -> Traits:
    day = any(
        mark.value.weekday is not None
        for start, end in item.spans
        for mark in context.marks("dates", start, end)
    )
    return item.value.role.value, context.kind.value, "weekday" if day else "figures"


def _decision(context: Context, item: Item[Decision]) -> Traits:
    return _rule(item), _place(context, item)


_TRAITS: dict[str, Callable[[Context, Item[Any]], Traits]] = {
    "meetings": _meeting,
    "people": _person,
    "agencies": _agency,
    "programs": _program,
    "proposals": _proposal,
    "budget": _budget,
    "dates": _date,
    "decisions": _decision,
}


def legibility(context: Context, spans: tuple[tuple[int, int], ...]) -> float:
    """Return how surely the words were read at the clearest of these places; 1 for a text layer."""
    known = context.memo.get("legible")
    if not isinstance(known, _Legible):
        known = _Legible(context.source)
        context.memo["legible"] = known
    return max((known.of(start, end) for start, end in spans), default=1.0)


class _Legible:
    """The words of a document's scans with where they stand and how surely each was read."""

    def __init__(self, source: Source) -> None:
        pages = {p.number: p for p in source.pages if p.has_ocr}
        self.starts: list[int] = []
        sure: list[float] = []
        for stretch in source.stretches if pages else ():
            page = pages.get(stretch.page)
            if page is None:
                continue
            block = page.blocks[stretch.block]
            if isinstance(block, Line):
                words: tuple[Word, ...] = block.words
            else:
                words = block.rows[stretch.row or 0][stretch.column or 0].words
            at = stretch.start
            for word in words:
                found = source.text.find(word.text, at, stretch.end)
                at = found if found >= 0 else at
                self.starts.append(at)
                sure.append(word.confidence)
                at += len(word.text) if found >= 0 else 0
        self.sums = [0.0, *accumulate(sure)]

    def of(self, start: int, end: int) -> float:
        """Return the mean over the words that begin here; 1 where none was recognized."""
        first, last = bisect_left(self.starts, start), bisect_right(self.starts, end - 1)
        if last <= first:
            return 1.0
        return (self.sums[last] - self.sums[first]) / (last - first)

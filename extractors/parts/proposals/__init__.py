"""Proposals (usulan): what was asked for or complained of, and what a letter applies for.

Rules find them (`by_rules`) in tables, lists, minutes, articles and letters; what its words and its place
make unlikely is taken away, and what they make very likely is added.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from extractors.acts.applied import applied_for
from extractors.acts.asked import proposal
from extractors.acts.clauses import RULED
from extractors.acts.forms import filled_in
from extractors.acts.spans import Spans
from extractors.acts.wanted import Thing, things
from extractors.context import Context, Item
from extractors.layout import Section, UnitKind
from extractors.parts import part
from extractors.parts.proposals.articles import from_article
from extractors.parts.proposals.lists import from_list, from_points, is_list
from extractors.parts.proposals.minutes import from_minutes
from extractors.parts.proposals.papers import from_paper
from extractors.parts.proposals.tables import from_grid
from extractors.sharing import Sharing
from extractors.weighing import Weights, weights
from models.codes import DocumentKind
from models.record import Proposal


@part("proposals", after=("people", "budget"))
def find(context: Context) -> tuple[Item[Proposal], ...]:
    """Return the proposals: rows of usulan tables, what a letter is for, what prose asks for."""
    return weighed(context, weights("proposals"))


def weighed(context: Context, likely: Weights) -> tuple[Item[Proposal], ...]:
    """Return what rules find, but for what its words and its place make unlikely to be asked for, and
    what no rule finds and they make very likely.

    An application is for what its own rules say: that is its subject, whatever its words.
    """
    known = by_rules(context)
    if context.kind is DocumentKind.PROPOSAL:
        return known
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for n, item in enumerate(known):
        spans.setdefault(item.value.title, []).extend((*s, n) for s in item.spans)
    told = {title: sorted(some) for title, some in spans.items()}
    totals: dict[int, float] = {}
    shares: dict[int, float] = {}
    candidates = things(context, known)
    others: list[tuple[float, Thing]] = []
    taken = Spans(s for i in known for s in i.spans)
    for thing in candidates:
        at = _at_place(told.get(thing.title, []), thing.start, thing.end)
        if at is None and taken.overlap(thing.start, thing.end):
            continue
        place, sentence, own = thing.traits
        more = 0.0
        for shared in (place, sentence):  # of many things the same, so added up once
            if id(shared) not in totals:
                totals[id(shared)] = likely.total(shared)
            more += totals[id(shared)]
        if at is None:
            others.append((likely.share(own, more), thing))
            continue
        more += likely.trust + (_LISTED if _is_headed(context, thing.start) else 0.0)
        shares[at] = max(shares.get(at, 0.0), likely.share(own, more))
    kept = [i for n, i in enumerate(known) if shares.get(n, 1.0) >= likely.threshold]
    return tuple(_unique([*kept, *_surely_asked(context, others)]))


# "sepanjang 40 meter": how much, and not what.
_MERE_SIZE = re.compile(
    r"\W*(?:\d[\d.,]*|\w+)\s*(?:m|m2|m3|meter|km|kilometer|hektare?|ha|liter|kg|kilo\w*|ton|unit|buah|titik|orang|kk|rupiah|juta|ribu|persen)\W*",
    re.I,
)
_SURE = 0.9
"""From this share on what no rule found is a proposal too."""


def _surely_asked(context: Context, others: list[tuple[float, Thing]]) -> Iterator[Item[Proposal]]:
    """Yield what no rule found and is asked for all the same; of things in one place the likeliest."""
    sure = sorted(
        (
            (share, thing)
            for share, thing in others
            if share >= _SURE and not _MERE_SIZE.fullmatch(thing.title)
        ),
        key=lambda one: (-one[0], one[1].start, one[1].end),
    )
    places: list[Thing] = []
    taken: list[tuple[int, int]] = []
    for _, thing in sure:
        at = bisect_left(taken, (thing.start, thing.end))
        before = at and taken[at - 1][1] > thing.start
        behind = at < len(taken) and taken[at][0] < thing.end
        if not (before or behind):
            taken.insert(at, (thing.start, thing.end))
            places.append(thing)
    for thing in sorted(places, key=lambda one: one.start):
        begin, reach, stop = thing.near
        near = (begin, begin, reach, stop)
        yield proposal(context, thing.title, (thing.start, thing.end), near, 0.6)


_LISTED = 2.0
"""What it speaks for a thing that it stands in a list or table under a heading of usulan."""


def _is_headed(context: Context, start: int) -> bool:
    unit = context.unit_at(start)
    return (
        unit is not None
        and unit.section is Section.PROPOSALS
        and unit.kind in (UnitKind.ITEM, UnitKind.KEY_VALUE, UnitKind.ROW)
    )


def _at_place(told: list[tuple[int, int, int]], start: int, end: int) -> int | None:
    """Return which of the items of one title, in order, stands on these characters."""
    at = bisect_left(told, end, key=lambda t: t[0])
    return told[at - 1][2] if at and told[at - 1][1] > start else None


def by_rules(context: Context) -> tuple[Item[Proposal], ...]:
    """Return what rules find, by the kind of document; worked out once."""
    known = context.memo.get(RULED)
    if not isinstance(known, tuple):
        known = context.memo[RULED] = _by_rules(context)
    return known


def _by_rules(context: Context) -> tuple[Item[Proposal], ...]:
    items: list[Item[Proposal]] = []
    for grid in context.grids:
        items.extend(from_grid(context, grid))
    items.extend(filled_in(context, listed=is_list(context)))
    if context.kind is DocumentKind.PROPOSAL:
        return tuple(items or from_list(context) or from_points(context) or applied_for(context))
    if context.kind is DocumentKind.MINUTES:
        items.extend(from_minutes(context))
    elif context.kind is DocumentKind.NEWS:
        items.extend(from_article(context))
    else:
        items.extend(from_paper(context))
    return tuple(_unique(items))


def _unique(items: list[Item[Proposal]]) -> list[Item[Proposal]]:
    """Drop what repeats an earlier proposal in fewer or the same words; what it tells besides is kept."""
    kept: list[Item[Proposal]] = []
    titles = [set(re.findall(r"\w{3,}", i.value.title.casefold())) for i in items]
    telling = Sharing(titles, 0.75)
    for item, words in zip(items, titles, strict=True):
        twin = False
        for i, shared in telling.like(words):
            other, theirs = kept[i], telling.words[i]
            small = min(len(words), len(theirs))
            if (shared >= max(1, 0.75 * small) and (small > 1 or words == theirs)) and (
                item.value.origin in (None, other.value.origin) or other.value.origin is None
            ):
                twin = True
                kept[i] = _filled(other, item)
                break
        if not twin:
            telling.put(words)
            kept.append(item)
    return kept


def _filled(kept: Item[Proposal], again: Item[Proposal]) -> Item[Proposal]:
    """Return a proposal with the sum that only its second telling has."""
    if kept.value.amount is not None or again.value.amount is None:
        return kept
    value = kept.value.model_copy(update={"amount": again.value.amount})
    return Item(value, kept.spans, kept.confidence)

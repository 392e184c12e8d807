"""Decisions: what was agreed, ordered or assigned, with who does it until when.

Rules find them by section, table and sentence; pieces that are likely by words and place are added.
"""

import re

from extractors.acts.decided import pieces
from extractors.acts.spans import Spans
from extractors.context import Context, Item
from extractors.parts import part
from extractors.parts.decisions.doers import clean, decision
from extractors.parts.decisions.letters import from_letter
from extractors.parts.decisions.prose import from_sentences
from extractors.parts.decisions.sections import from_sections
from extractors.parts.decisions.tables import from_grids
from extractors.parts.decisions.told import OF_THE_PAPER, is_only_told
from extractors.sharing import Sharing
from extractors.weighing import Weights, weights
from models.codes import DocumentKind
from models.record import Decision


@part("decisions", after=("people", "meetings"))
def find(context: Context) -> tuple[Item[Decision], ...]:
    """Return the decisions of minutes, decrees and orders by their sections and tables, of
    discussions and articles by the sentences that decide.
    """
    return weighed(context, weights("decisions"))


def weighed(context: Context, likely: Weights) -> tuple[Item[Decision], ...]:
    """Return what rules know as decided, and what is likely to be by its words and its place."""
    if context.kind is DocumentKind.PROPOSAL:
        return ()
    known = _by_rules(context)
    taken = Spans(s for i in known for s in i.spans)
    items = list(known)
    for piece in pieces(context):
        if taken.overlap(piece.start, piece.end) or likely.share(piece.traits) < likely.threshold:
            continue
        unit = context.unit_at(piece.start)
        if unit is not None and unit.body == piece.start and OF_THE_PAPER.search(unit.text):
            continue  # "Tujuan : cari kesepakatan": what the paper says of itself
        text = re.sub(r"^\d{1,2}[.)]\s*", "", clean(context.text[piece.start : piece.end]))
        if is_only_told(text):
            continue
        items.append(decision(context, text.rstrip(" :"), piece.start, piece.end, 0.6))
    items = [i for i in items if not OF_THE_PAPER.search(i.value.text)]
    return tuple(sorted(_unique(items), key=lambda i: i.start))


def _by_rules(context: Context) -> list[Item[Decision]]:
    items: list[Item[Decision]] = []
    if context.kind is not DocumentKind.NEWS:
        items = [*from_sections(context), *from_grids(context)]
    if context.kind is DocumentKind.OTHER and not items:
        items = from_letter(context)
    if context.kind is not DocumentKind.OTHER or not items:
        items.extend(from_sentences(context, bool(items)))
    return _unique(items)


def _unique(items: list[Item[Decision]]) -> list[Item[Decision]]:
    """Drop what a surer entry tells in much the same words."""
    kept: list[Item[Decision]] = []
    telling = Sharing((_words(i.value.text) for i in items), 0.65)
    for item in items:
        words = _words(item.value.text)
        twin = item.confidence <= 0.7 and any(
            2 * shared > min(len(words), len(telling.words[i])) * 1.3
            for i, shared in telling.like(words)
        )
        if not twin:
            telling.put(words)
            kept.append(item)
    return kept


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))

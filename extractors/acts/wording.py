"""Traits of wording that decisions and proposals share: the words of a stretch, what is marked in it,
the place that it stands in.
"""

from collections.abc import Iterable, Iterator

from extractors.context import Context
from extractors.layout import Grid, Unit
from extractors.weighing import words
from models.indonesian.predicates import predicate

_HEADED = 8  # words of a heading, from its end
_WIDEST = 30  # columns of a table whose titles are looked at
_BINS = 5  # parts of a document


def forms(first: str) -> Iterator[str]:
    """Yield what the form of a first word says: "perbaikan", "dikeruk", "membangun"."""
    if len(first) > 5:
        if first.startswith("pe") and first.endswith("an"):
            yield "form: pe-an"
        elif first.startswith("di"):
            yield "form: di"
        elif first.startswith("me"):
            yield "form: me"


def acts(spoken: Iterable[str]) -> Iterator[str]:
    """Yield what the verbs among some words say, and in which voice."""
    for word in spoken:
        verb = predicate(word)
        if verb is not None:
            for says in verb.says:
                yield f"verb: {says.value} {verb.voice.value}"


def holds(
    context: Context, start: int, end: int, groups: Iterable[str], name: str
) -> Iterator[str]:
    """Yield which groups have a mark within these characters."""
    for group in groups:
        if context.has(group, start, end):
            yield f"{name}: {group}"


def of_unit(context: Context, unit: Unit) -> set[str]:
    """Return the traits of the unit that something stands in."""
    kind, section = context.kind.value, unit.section.value
    part = min(_BINS - 1, _BINS * unit.start // max(1, len(context.text)))
    return {
        f"document: {kind}",
        f"unit: {unit.kind.value}",
        f"section: {section}",
        f"{kind} {unit.kind.value} {section}",
        f"{unit.kind.value} {section}",
        f"{kind} {section}",
        f"part: {part}",
        f"{kind} part: {part}",
        *(f"heading: {w}" for w in words(unit.heading)[-_HEADED:]),
        *(f"key: {w}" for w in words(unit.key)),
    }


def of_column(context: Context, grid: Grid, column: int) -> set[str]:
    """Return the traits of a table's column: its title, the others, the heading above the table."""
    traits = {f"document: {context.kind.value}", "unit: cell"}
    for i, title in enumerate(grid.header[:_WIDEST]):
        traits.update(f"{'column' if i == column else 'beside'}: {w}" for w in words(title))
    unit = context.unit_at(grid.start)
    if unit is not None:
        traits.add(f"table in: {unit.section.value}")
        traits.update(f"heading: {w}" for w in words(unit.heading)[-_HEADED:])
    return traits

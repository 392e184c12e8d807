"""Agencies: every body that acts, attends, is addressed, or whose head is named; each once."""

import re
from collections.abc import Iterator

from extractors.context import Context, Item
from extractors.directory import directory, is_inner
from extractors.parts import part
from models.indonesian.gazetteers import word_set

# Words for bodies in general: none of them acts by itself.
_NO_ACTORS = word_set("no_actors")
_WARD = re.compile(r"R[TW] \d+(?:/RW \d+)?")


@part("agencies", after=("people", "proposals"))
def find(context: Context) -> tuple[Item[str], ...]:
    """Return the bodies in the order of their first naming."""
    items: list[Item[str]] = []
    idle: dict[str, tuple[tuple[int, int], ...]] = {}
    for body in directory(context).bodies:
        spans = tuple(sorted({s for _, s in body.namings}))
        klass = body.best.klass
        if klass in ("wilayah", "tetangga") and not body.acts:
            idle[body.name] = spans
            continue
        team = klass == "panitia" and body.best.label.casefold() in _NO_ACTORS
        if team or body.name.casefold() in _NO_ACTORS or is_inner(body.best):
            continue
        if klass == "pusat" and not body.acts:
            continue
        if klass == "bagian" and all(_is_held(context, s) for s in spans):
            continue  # its head is of the whole: "Kepala Bagian Hukum Setda Kudus, Suyitno"
        sure = 0.9 if body.best.of or klass in ("tetangga", "wilayah") else 0.8
        items.append(Item(body.name, spans, sure))
    items.extend(_asking(context, {item.value for item in items}, idle))
    return tuple(sorted(items, key=lambda i: i.start))


def _is_held(context: Context, span: tuple[int, int]) -> bool:
    """Tell whether these characters are part of the office of a person who is named with it."""
    held = (s for item in context.found["people"] for s in item.spans)
    return any(start <= span[0] and span[1] <= end for start, end in held)


def _asking(
    context: Context, named: set[str], idle: dict[str, tuple[tuple[int, int], ...]]
) -> Iterator[Item[str]]:
    """Yield the neighbourhoods that ask for something and for which nobody speaks by name; `idle` are
    the bodies that only stand there as places, with where.
    """
    known = {part for name in named if _WARD.fullmatch(name) for part in (name, name.split("/")[0])}
    spans: dict[str, list[tuple[int, int]]] = {}
    for mark in context.marks("wards"):
        spans.setdefault(str(mark.value), []).append((mark.start, mark.end))
    for item in context.found["proposals"]:
        origin: str | None = item.value.origin
        if origin is None or origin in known or origin in named:
            continue
        if _WARD.fullmatch(origin):
            yield Item(origin, tuple(spans.get(origin, item.spans)), 0.75)
        elif origin in idle and origin.split()[0] not in _MERE_PLACES:
            yield Item(origin, idle[origin], 0.75)
        known.add(origin)


_MERE_PLACES = {"Dusun", "Lingkungan", "Jaga"}
"""Neighbourhoods whose names tell where something is, even where they ask for it."""

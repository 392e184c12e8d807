"""Agencies: every body that acts, attends, is addressed, or whose head is named; each once."""

from extractors.context import Context, Item
from extractors.directory import directory
from extractors.parts import part
from models.indonesian.gazetteers import word_set

# Units inside a body, and words for bodies in general: none of them acts by itself.
_INNER_UNITS = word_set("inner_units")
_NO_ACTORS = word_set("no_actors")


@part("agencies", after=("people",))
def find(context: Context) -> tuple[Item[str], ...]:
    """Return the bodies in the order of their first naming."""
    items: list[Item[str]] = []
    for body in directory(context).bodies:
        spans = tuple(sorted({s for _, s in body.namings}))
        klass = body.best.klass
        if klass == "wilayah" and not body.acts:
            continue
        first_word = body.best.label.split()[0].casefold()
        if body.name.casefold() in _NO_ACTORS or first_word in _INNER_UNITS:
            continue
        if klass == "pusat" and not body.acts:
            continue
        sure = 0.9 if body.best.of or klass in ("tetangga", "wilayah") else 0.8
        items.append(Item(body.name, spans, sure))
    return tuple(sorted(items, key=lambda i: i.start))

"""Agencies: every body that acts, attends, is addressed, or whose head is named; each once."""

from extractors.context import Context, Item
from extractors.directory import directory
from extractors.parts import part


@part("agencies")
def find(context: Context) -> tuple[Item[str], ...]:
    """Return the bodies in the order of their first naming."""
    items: list[Item[str]] = []
    for body in directory(context).bodies:
        spans = tuple(sorted({s for _, s in body.namings}))
        klass = body.best.klass
        if klass == "wilayah" and not body.acts:
            continue
        if klass == "pusat" and not body.acts:
            continue
        sure = 0.9 if body.best.of or klass in ("tetangga", "wilayah") else 0.8
        items.append(Item(body.name, spans, sure))
    return tuple(sorted(items, key=lambda i: i.start))

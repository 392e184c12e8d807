"""The parts of the record: one module a part, found by walking this folder.

A module decorates one function with `@part("field", after=(…))`; it gets the Context, may read what
the parts named in `after` have found (`context.found`), and returns its Items.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from extractors.context import Context, Find

_PARTS: dict[str, tuple[Find, tuple[str, ...], str]] = {}


def part(name: str, *, after: tuple[str, ...] = ()) -> Callable[[Find], Find]:
    """Register the function that fills one field of the record."""

    def register(find: Find) -> Find:
        known = _PARTS.get(name)
        if known is not None and known[2] != find.__module__:
            raise ValueError(f"both {known[2]} and {find.__module__} fill {name}")
        _PARTS[name] = (find, after, find.__module__)
        return find

    return register


def find_all(context: Context) -> None:
    """Let every part find its items, each after those that it reads; fills `context.found`."""
    for name in order():
        context.found[name] = _PARTS[name][0](context)


@cache
def _import_all() -> None:
    """Import each module of this folder, once a process."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def order() -> tuple[str, ...]:
    """Return the names of all parts so that each comes after what it reads."""
    _import_all()
    done: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in done:
            return
        if name in path:
            raise ValueError(f"parts wait for each other: {' -> '.join((*path, name))}")
        for needed in _PARTS[name][1]:
            visit(needed, (*path, name))
        done.append(name)

    for name in sorted(_PARTS):
        visit(name, ())
    return tuple(done)

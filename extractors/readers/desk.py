"""Where a reader lays each page as soon as it is read, so that what was read outlives the reader.

Without a desk (the usual call) a page is simply made. `extractors.bounded` puts one up in the process
that it may have to kill.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from extractors.readers.beside import Done, side_by_side
from models.source import Page


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left to be done of a page and takes long, as to read its picture does."""

    make: Callable[[], Page]


class Desk(Protocol):
    """Takes the pages of one document, also from several threads."""

    @property
    def is_narrow(self) -> bool:
        """Tell whether only one page may be read at a time, so that it is known which one ends all."""

    def kept(self, number: int) -> Page | None:
        """Return the page that an earlier attempt read, or gave up; None for none."""

    def begin(self, number: int) -> None:
        """Note that a page is begun, or its rest."""

    def wait(self, number: int) -> None:
        """Note that the rest of a page waits until others are done."""

    def lay(self, page: Page) -> None:
        """Take a page that is read."""

    def spent(self, number: int) -> Page:
        """Return the empty page that stands for one for which the memory did not suffice."""


T = TypeVar("T")

_DESK: ContextVar[Desk | None] = ContextVar("desk", default=None)


@contextmanager
def at(desk: Desk) -> Iterator[None]:
    """Put up a desk for what is read inside."""
    token = _DESK.set(desk)
    try:
        yield
    finally:
        _DESK.reset(token)


def pages_by(works: Iterable[tuple[int, Callable[[], Page | Rest]]]) -> Iterator[Page]:
    """Yield the pages of a document in their order; a work is a page's number and what makes it, one
    after the other, but for the rest that it may leave, which is done beside others.
    """
    desk = _DESK.get()
    width = 1 if desk is not None and desk.is_narrow else None
    return side_by_side((_begun(number, make) for number, make in works), width)


def page_by(number: int, make: Callable[[], Page]) -> Page:
    """Return a page: from the desk if it lies there, else made and laid there."""
    desk = _DESK.get()
    if desk is None:
        return make()
    page = desk.kept(number)
    if page is None:
        page = _made(desk, number, make)
        desk.lay(page)
    return page


def _begun(number: int, make: Callable[[], Page | Rest]) -> Done[Page] | Callable[[], Page]:
    """Return a page from the desk, or made and laid there, or else what makes the rest of it."""
    desk = _DESK.get()
    page = None if desk is None else desk.kept(number)
    if page is not None:
        return Done(page)
    found = make() if desk is None else _made(desk, number, make)
    if isinstance(found, Rest):
        if desk is not None:
            desk.wait(number)
        return partial(page_by, number, found.make)
    if desk is not None:
        desk.lay(found)
    return Done(found)


def _made(desk: Desk, number: int, make: Callable[[], T]) -> T | Page:
    desk.begin(number)
    try:
        return make()
    except MemoryError:
        return desk.spent(number)

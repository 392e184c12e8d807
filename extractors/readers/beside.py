"""Pages of one document read side by side, as many at a time as there are cores.

An engine that is a program of its own, and OpenCV, leave Python's other threads running meanwhile. What is
done in Python alone is done before: threads that take turns at it cost a quarter of their time.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_READY = 2
"""So many pages are ready to begin: with none, two cores stood still for a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """Stands among works for what one would return."""

    result: T


def side_by_side(
    works: Iterable[Callable[[], T] | Done[T]], width: int | None = None
) -> Iterator[T]:
    """Yield what the works return, in their order; so many run at a time (None: one a core).

    A work is taken from the iterable only when it can soon begin, so that the pages' pixels do not
    pile up; a few are ready, so that a core need not wait for the page before its last. What a work
    raises is raised here, in its turn, and no further one is begun.

    >>> list(side_by_side([lambda: "a", Done("b"), lambda: "c"]))
    ['a', 'b', 'c']
    """
    width = width or len(os.sched_getaffinity(0))
    ahead = width + _READY if width > 1 else 1  # one alone is the only one that anything is due to
    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(width) as pool:
        try:
            for work in works:
                if isinstance(work, Done):
                    waiting.append(_finished(work.result))
                else:
                    waiting.append(pool.submit(copy_context().run, work))
                while waiting and (waiting[0].done() or _left(waiting) >= ahead):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()


def _finished(result: T) -> Future[T]:
    done: Future[T] = Future()
    done.set_result(result)
    return done


def _left(works: Iterable[Future[T]]) -> int:
    return sum(not work.done() for work in works)

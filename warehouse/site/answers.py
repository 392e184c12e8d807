"""Questions to the warehouse from pages of our own, and what is remembered of costly ones."""

import asyncio
import logging
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from datasette import NotFound

from models.privacy import plainly

_log = logging.getLogger(__name__)

DAYS = "days AS MATERIALIZED (SELECT id, day FROM documents INDEXED BY idx_documents_day WHERE day > '')"
"""The days of all documents as a part of a question, from the index and without the wide rows."""

PATIENCE_MS = 30_000
"""How long the site waits for figures that it remembers, and for a machine that stands still."""
_STEPS_BETWEEN_LOOKS = 1000
"""Instructions of SQLite between two looks at the clock, some 0.1 ms; the number that Datasette takes."""


async def rows(
    datasette: Any, sql: str, values: Sequence[Any] = (), *, patient: bool = False
) -> list[dict[str, Any]]:
    """Return the rows of a question, each by its columns.

    Bounded in time as the settings say; a question whose answer is remembered may be `patient`.
    """
    limit_ms = PATIENCE_MS if patient else None
    return await together(datasette, lambda ask: ask(sql, values), limit_ms=limit_ms)


Ask = Callable[[str, Sequence[Any]], list[dict[str, Any]]]
Answer = TypeVar("Answer")


async def together(
    datasette: Any, work: Callable[[Ask], Answer], *, limit_ms: int | None = None
) -> Answer:
    """Return what some questions answer that are asked one after the other on one connection.

    Args:
        datasette: the site.
        work: is given a function that asks one question.
        limit_ms: how long each may work, else as the settings say.

    Raises: sqlite3.OperationalError, SQLITE_INTERRUPT, where one works longer.
    """
    limit = limit_ms or datasette.setting("sql_time_limit_ms")

    def run(connection: Any) -> Answer:
        def ask(sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
            with _bounded(connection, limit):
                cursor = connection.execute(sql, list(values))
                names = [told[0] for told in cursor.description]
                return [dict(zip(names, row, strict=True)) for row in cursor]

        return work(ask)

    answer: Answer = await datasette.get_database().execute_fn(run)
    return answer


@contextmanager
def _bounded(connection: sqlite3.Connection, limit_ms: float) -> Iterator[None]:
    """Interrupt a question that has worked for so long.

    Counted is the time of the processor: a question that asks little is not refused because the machine
    stood still for a moment (its disk, another program). By the clock it may take PATIENCE_MS.
    """
    worked = time.thread_time() + limit_ms / 1000
    waited = time.monotonic() + max(limit_ms, PATIENCE_MS) / 1000

    def is_over() -> bool:
        return time.thread_time() >= worked or time.monotonic() >= waited

    connection.set_progress_handler(is_over, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


async def one(datasette: Any, sql: str, values: Sequence[Any] = ()) -> dict[str, Any]:
    """Return the first row. Raises: NotFound."""
    found = await rows(datasette, sql, values)
    if not found:
        raise NotFound("Halaman ini tidak ada.")
    return found[0]


@dataclass(frozen=True, slots=True)
class _Known:
    """An answer, the state of the database that was asked, when it was asked and how long it took."""

    answer: Any
    state: object
    at: float
    took_s: float


_Key = tuple[int, str]
"""A site and the name of a question."""
_known: OrderedDict[_Key, _Known] = OrderedDict()
"""What pages ask of themselves, the longest unasked first."""
_known_of_visitors: OrderedDict[_Key, _Known] = OrderedDict()
"""What hangs on an address; apart, so that a thousand addresses push out no figure of the site."""
_failed: OrderedDict[_Key, tuple[float, float]] = OrderedDict()
"""When a question failed last, and after how many seconds."""
_asking: dict[_Key, asyncio.Task[Any]] = {}
_MOST_KNOWN = 500
"""Answers in each room; the one that was not asked for the longest goes first."""
_WORTH_TELLING_S = 60
QUICK_S = 0.2
"""What takes no longer is asked anew at once; nobody waits for the rest once it was told."""
_REST = 20
"""A question rests so many times as long as it took, so that a night's writing does not keep it running."""
_REST_FAILED_S = 30
"""So many seconds at least one that failed rests, where an older answer can stand in for it."""


async def remembered(
    datasette: Any,
    name: str,
    make: Callable[[], Awaitable[Any]],
    *,
    wait: bool = True,
    of_visitor: bool = False,
) -> Any:
    """Return what `make` answered since the database was last written, else ask anew.

    Counting a hundred thousand documents takes longer than showing a page. So after a write the old
    answer is given (`as_of` says of when) while one question for all visitors runs in the background.
    Without `wait` a first answer that takes long, or fails, is None, and there for the next visitor.
    `of_visitor` is said of a name that holds what somebody typed or picked.
    """
    key = (id(datasette), name)
    room = _known_of_visitors if of_visitor else _known
    known = room.get(key)
    if known is not None:
        room.move_to_end(key)
        if known.state == _state(Path(datasette.get_database().path)):
            return known.answer
    if _rests(key) and (known is not None or not wait):
        return known.answer if known is not None else None
    if known is None and not wait:
        task = _asked(datasette, key, make, room)
        await asyncio.wait({task}, timeout=QUICK_S)
        is_told = task.done() and not task.cancelled() and task.exception() is None
        return task.result() if is_told else None
    if known is None or known.took_s < QUICK_S:
        return await asyncio.shield(_asked(datasette, key, make, room))
    if time.time() - known.at > (_REST + 1) * known.took_s:
        _asked(datasette, key, make, room)
    return known.answer


def _rests(key: _Key) -> bool:
    """Tell whether a question failed so lately that it is not asked again in vain."""
    at, took_s = _failed.get(key, (0.0, 0.0))
    return time.time() - at < max(_REST_FAILED_S, (_REST + 1) * took_s)


def as_of(datasette: Any, name: str) -> str | None:
    """Return the time, ISO 8601, of an answer that is older than the database by more than a minute;
    None of one that is not.
    """
    key = (id(datasette), name)
    known = _known.get(key) or _known_of_visitors.get(key)
    if known is None or known.state == _state(Path(datasette.get_database().path)):
        return None
    if time.time() - known.at < _WORTH_TELLING_S:
        return None
    return datetime.fromtimestamp(known.at, UTC).isoformat(timespec="seconds")


def _asked(
    datasette: Any,
    key: _Key,
    make: Callable[[], Awaitable[Any]],
    room: OrderedDict[_Key, _Known],
) -> asyncio.Task[Any]:
    """Return the one question of this name that runs, begun now if none does."""
    running = _asking.get(key)
    loop = asyncio.get_running_loop()
    if running is not None and not running.done() and running.get_loop() is loop:
        return running

    async def ask() -> Any:
        # The state of before: what is written meanwhile is asked for the next time.
        state, at = _state(Path(datasette.get_database().path)), time.time()
        try:
            answer = await make()
        except Exception:
            _keep(_failed, key, (time.time(), time.time() - at))
            raise
        _failed.pop(key, None)
        _keep(room, key, _Known(answer, state, at, time.time() - at))
        return answer

    task = loop.create_task(ask())

    def ended(done: asyncio.Task[Any]) -> None:
        if _asking.get(key) is done:
            _asking.pop(key, None)
        # One that nobody waits for tells its error here; those who wait get it too.
        error = None if done.cancelled() else done.exception()
        if isinstance(error, Exception):
            _log.error("a count in the background failed: %s", plainly(error))

    task.add_done_callback(ended)
    _asking[key] = task
    return task


Kept = TypeVar("Kept")


def _keep(room: OrderedDict[_Key, Kept], key: _Key, kept: Kept) -> None:
    room[key] = kept
    room.move_to_end(key)
    while len(room) > _MOST_KNOWN:
        room.popitem(last=False)


def _state(path: Path) -> object:
    """Return what changes whenever the database or its journal is written."""
    told: list[tuple[int, int] | None] = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        try:
            facts = file.stat()
        except OSError:
            told.append(None)
        else:
            # An empty journal tells as much as none.
            told.append((facts.st_mtime_ns, facts.st_size) if facts.st_size else None)
    return tuple(told)


def number(text: str | None) -> int:
    """Return a whole number that somebody typed into an address, -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else -1

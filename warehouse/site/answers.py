"""Questions to the warehouse from pages of our own, and what is remembered of costly ones."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from datasette import NotFound
from datasette.utils import sqlite_timelimit

DAYS = "days AS MATERIALIZED (SELECT id, day FROM documents INDEXED BY idx_documents_day WHERE day > '')"
"""The days of all documents as a part of a question, from the index and without the wide rows."""

_remembered: dict[tuple[int, str], tuple[object, Any]] = {}
"""By site and question: the state of the database that was asked, and its answer."""


PATIENCE_MS = 30_000
"""How long the site waits for figures that it remembers."""


async def rows(
    datasette: Any, sql: str, values: Sequence[Any] = (), *, patient: bool = False
) -> list[dict[str, Any]]:
    """Return the rows of a question, each by its columns.

    Bounded in time as the settings say; a question whose answer is remembered may be `patient`.
    """
    if not patient:
        found = await datasette.get_database().execute(sql, list(values))
        return [dict(row) for row in found.rows]

    return await together(datasette, lambda ask: ask(sql, values), limit_ms=PATIENCE_MS)


Ask = Callable[[str, Sequence[Any]], list[dict[str, Any]]]
Answer = TypeVar("Answer")


async def together(
    datasette: Any, work: Callable[[Ask], Answer], *, limit_ms: int | None = None
) -> Answer:
    """Return what some questions answer that are asked one after the other on one connection.

    Args:
        datasette: the site.
        work: is given a function that asks one question.
        limit_ms: how long each may take, else as the settings say.
    """
    limit = limit_ms or datasette.setting("sql_time_limit_ms")

    def run(connection: Any) -> Answer:
        def ask(sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
            with sqlite_timelimit(connection, limit):
                cursor = connection.execute(sql, list(values))
                names = [told[0] for told in cursor.description]
                return [dict(zip(names, row, strict=True)) for row in cursor]

        return work(ask)

    answer: Answer = await datasette.get_database().execute_fn(run)
    return answer


async def one(datasette: Any, sql: str, values: Sequence[Any] = ()) -> dict[str, Any]:
    """Return the first row. Raises: NotFound."""
    found = await rows(datasette, sql, values)
    if not found:
        raise NotFound("Halaman ini tidak ada.")
    return found[0]


async def remembered(datasette: Any, name: str, make: Callable[[], Awaitable[Any]]) -> Any:
    """Return what `make` answered since the database was last written, else ask anew.

    Counting a hundred thousand documents takes longer than showing a page, and changes by night.
    """
    state = _state(Path(datasette.get_database().path))
    known = _remembered.get((id(datasette), name))
    if known is not None and known[0] == state:
        return known[1]
    answer = await make()
    if len(_remembered) > 500:
        _remembered.clear()
    _remembered[id(datasette), name] = (state, answer)
    return answer


def _state(path: Path) -> object:
    """Return what changes whenever the database or its journal is written."""
    told: list[tuple[int, int] | None] = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        try:
            facts = file.stat()
        except OSError:
            told.append(None)
        else:
            told.append((facts.st_mtime_ns, facts.st_size))
    return tuple(told)


def number(text: str | None) -> int:
    """Return a whole number that somebody typed into an address, -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 12 else -1

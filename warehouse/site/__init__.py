"""The Datasette site: words, settings, pages and small plugins, shipped with the package."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.utils import parse_metadata

from warehouse.site.archived import Archived
from warehouse.site.csv_faults import of_download
from warehouse.site.faults import Unreadable, is_ours

HERE = Path(__file__).resolve().parent
NAME = "risalah"
"""The name of the database in every address, whatever its file is called."""


Books = Callable[[str, int], dict[str, Any]]
"""Counts and lists what was received: of a state, from a file on (flows.books)."""


class _Discreet(Database):  # type: ignore[misc]  # Datasette ships no types
    """Prints no question that failed with the values that were asked for: they are what visitors typed.
    plugins/refusals.py tells what is the server's fault.
    """

    async def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return await super().execute(*args, **{**options, "log_sql_errors": False})
        except (sqlite3.Error, QueryInterrupted) as error:
            told = of_download(error, is_ours=is_ours(error))
            # Only rows that are shown are cut: of what else fails (a count) Datasette goes on without.
            if told is error and options.get("truncate") and is_ours(error):
                told = Unreadable("the warehouse cannot be read: locked, damaged or gone")
            if told is error:
                raise
            raise told from error


def site(
    warehouse: Path,
    books: Books | None = None,
    *,
    archive: Path | None = None,
    free_sql: bool = False,
) -> Any:
    """Return the Datasette that shows this warehouse.

    Args:
        warehouse: the database.
        books: tells of the files behind it; without it their page says so.
        archive: the folder of the originals; without it no pictures of pages and no downloads.
        free_sql: whether visitors may ask in SQL of their own, within the limits of settings.json.
    """
    _answer_errors_ourselves()
    told = json.loads((HERE / "settings.json").read_text("utf-8"))
    made = Datasette(
        [],
        metadata=metadata(),
        settings={**told, "default_allow_sql": free_sql},
        plugins_dir=str(HERE / "plugins"),
        template_dir=str(HERE / "templates"),
        static_mounts=[("gaya", str(HERE / "static"))],
    )
    made.remove_database("_memory")
    made.add_database(_Discreet(made, path=str(warehouse), is_mutable=True), name=NAME)
    made.archived = Archived(archive) if archive is not None else None
    made.books = books
    return made


def metadata() -> dict[str, Any]:
    """Return titles, descriptions, facets and the questions."""
    found: dict[str, Any] = parse_metadata((HERE / "metadata.yaml").read_text("utf-8"))
    return found


def _answer_errors_ourselves() -> None:
    """Take out Datasette's own answer to errors, which prints every mistake in an address as a fault of
    the server, with rich all its local variables too; plugins/refusals.py answers all.
    """
    # Imported late: before its application, this plugin would register itself without its hooks.
    from datasette import handle_exception
    from datasette.plugins import pm

    if pm.is_registered(handle_exception):
        pm.unregister(handle_exception)

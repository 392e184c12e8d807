"""A question of a page is bounded by what it works, not by how long the machine stands still."""

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from warehouse import open_warehouse
from warehouse.site import answers, site

LIMIT_S = 0.2
SOME = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 20000) SELECT count(*) AS n, diam() FROM c"
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"


@pytest.fixture
def shown(tmp_path: Path) -> Any:
    path = tmp_path / "w.db"
    open_warehouse(path).conn.close()
    made = site(path)
    made._settings["sql_time_limit_ms"] = LIMIT_S * 1000

    prepare = made._prepare_connection

    def prepared(connection: sqlite3.Connection, name: str) -> None:
        prepare(connection, name)
        connection.create_function("diam", 0, lambda: time.sleep(3 * LIMIT_S))

    made._prepare_connection = prepared
    return made


def test_a_machine_that_stands_still_for_a_moment_costs_no_page(shown: Any) -> None:
    for _ in range(5):
        (row,) = asyncio.run(answers.rows(shown, SOME))
        assert row["n"] == 20000


def test_a_question_that_works_too_long_is_interrupted(shown: Any) -> None:
    with pytest.raises(sqlite3.OperationalError) as told:
        asyncio.run(answers.rows(shown, ENDLESS))
    assert told.value.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT


def test_a_machine_that_never_goes_on_is_given_up(
    shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "PATIENCE_MS", 2 * LIMIT_S * 1000)
    with pytest.raises(sqlite3.OperationalError) as told:
        asyncio.run(answers.rows(shown, SOME.replace("count(*)", "count(diam())")))
    assert told.value.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT

"""Figures over the whole warehouse: nobody waits for them twice, and what is old says so."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from warehouse import open_warehouse
from warehouse.site import answers, site


@pytest.fixture
def shown(tmp_path: Path) -> Any:
    path = tmp_path / "w.db"
    open_warehouse(path).conn.close()
    return site(path)


def write(shown: Any) -> None:
    """Change what tells the state of the database."""
    path = Path(shown.get_database().path)
    told = path.stat()
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns + 1_000_000))


class Counting:
    """Counts how often it was asked, and takes its time."""

    def __init__(self, took_s: float = 0.0) -> None:
        self.asked, self.took_s = 0, took_s

    async def __call__(self) -> int:
        self.asked += 1
        answer = self.asked
        await asyncio.sleep(self.took_s)
        return answer


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await test()

    asyncio.run(whole())


def test_a_quick_answer_is_asked_anew_after_each_write(shown: Any) -> None:
    async def test() -> None:
        count = Counting()
        for _ in range(3):
            assert await answers.remembered(shown, "x", count) == 1
        write(shown)
        assert await answers.remembered(shown, "x", count) == 2

    run(test)


def test_a_slow_answer_is_given_old_while_one_new_is_made(
    shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.01)
    monkeypatch.setattr(answers, "_REST", -1)
    monkeypatch.setattr(answers, "_WORTH_TELLING_S", 0)

    async def test() -> None:
        count = Counting(0.05)
        both = await asyncio.gather(*(answers.remembered(shown, "x", count) for _ in range(5)))
        assert both == [1] * 5  # one question for all
        assert answers.as_of(shown, "x") is None
        write(shown)
        assert [await answers.remembered(shown, "x", count) for _ in range(3)] == [1, 1, 1]
        assert answers.as_of(shown, "x") is not None
        await asyncio.sleep(0.1)
        assert await answers.remembered(shown, "x", count) == 2
        assert count.asked == 2
        assert answers.as_of(shown, "x") is None

    run(test)


def test_a_question_rests_while_others_write(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.01)

    async def test() -> None:
        count = Counting(0.05)
        await answers.remembered(shown, "x", count)
        for _ in range(5):
            write(shown)
            assert await answers.remembered(shown, "x", count) == 1
            await asyncio.sleep(0.02)
        assert count.asked == 1

    run(test)


def test_who_does_not_wait_gets_it_the_next_time(
    shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.01)

    async def test() -> None:
        count = Counting(0.05)
        assert await answers.remembered(shown, "x", count, wait=False) is None
        await asyncio.sleep(0.1)
        assert await answers.remembered(shown, "x", count, wait=False) == 1

    run(test)


def test_a_question_that_fails_is_told_and_asked_again(
    shown: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise OSError("disk")

    async def test() -> None:
        with pytest.raises(OSError, match="disk"):
            await answers.remembered(shown, "x", fail)
        assert await answers.remembered(shown, "x", Counting()) == 1

    run(test)
    (told,) = caplog.records
    assert "disk" in told.getMessage()
    assert told.levelno >= logging.ERROR  # the command shows nothing below


def test_a_count_that_fails_rests_while_the_old_answer_stands_in(
    shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK_S", 0.01)
    monkeypatch.setattr(answers, "_REST", -1)
    asked = 0

    async def fail() -> None:
        nonlocal asked
        asked += 1
        raise OSError("disk")

    async def test() -> None:
        assert await answers.remembered(shown, "x", Counting(0.05)) == 1
        for _ in range(10):
            write(shown)
            assert await answers.remembered(shown, "x", fail) == 1
            await asyncio.sleep(0.01)
        assert asked == 1
        monkeypatch.setattr(answers, "_REST_FAILED_S", 0)
        assert await answers.remembered(shown, "x", Counting()) == 1
        await asyncio.sleep(0.01)
        assert answers.as_of(shown, "x") is None

    run(test)


def test_who_does_not_wait_gets_no_error(shown: Any) -> None:
    asked = 0

    async def fail() -> None:
        nonlocal asked
        asked += 1
        raise OSError("disk")

    async def test() -> None:
        for _ in range(5):
            assert await answers.remembered(shown, "x", fail, wait=False) is None
        assert asked == 1

    run(test)


def test_what_visitors_type_pushes_out_no_figure_of_the_site(
    shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_MOST_KNOWN", 3)

    async def test() -> None:
        dear, seen = Counting(), Counting()
        await answers.remembered(shown, "x", dear)
        for n in range(10):
            await answers.remembered(shown, "seen", seen, of_visitor=True)
            await answers.remembered(shown, f"typed {n}", Counting(), of_visitor=True)
        await answers.remembered(shown, "x", dear)
        assert (dear.asked, seen.asked) == (1, 1)
        again = Counting()
        for n in (9, 0):
            await answers.remembered(shown, f"typed {n}", again, of_visitor=True)
        assert again.asked == 1  # the newest was kept, the oldest went

    run(test)


def test_one_site_may_be_asked_in_one_loop_after_another(shown: Any) -> None:
    async def begin() -> None:
        await answers.remembered(shown, "x", Counting(9), wait=False)

    run(begin)  # ends while the question runs

    async def test() -> None:
        assert await answers.remembered(shown, "x", Counting()) == 1

    run(test)

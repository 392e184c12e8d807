"""All day: a file that is dropped is taken by an event of the file system, and without one by the turn."""

import errno
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows import wake
from flows import watch as watches
from flows.summary import Summary
from flows.wake import woken
from intake import mounts
from intake.scan import REST_SECONDS, Found, scan
from models.errors import Stopped, stop_if_short
from tests.flows.command import environ_of, risalah, started

TEXT = "Rapat RT 02/RW 05 Kelurahan Cimuncang membahas drainase."
LONG = 600.0
SOON = LONG / 4
"""Long before the turn; how much sooner says only how busy the machine is."""


def seconds(wait: Callable[[], None]) -> float:
    began = time.monotonic()
    wait()
    return time.monotonic() - began


def drop_later(path: Path, text: str = TEXT, after: float = 0.5) -> None:
    """Drop a file in one step, so that no pause of the machine is one within a copy."""
    made = next(p for p in path.parents if p.name == "inbox").with_name("dibuat.txt")
    made.write_text(text)

    def drop() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.replace(path)

    threading.Timer(after, drop).start()


@pytest.mark.parametrize("name", ["surat.txt", "RW 05/2026/surat.txt"])
def test_what_is_dropped_wakes_long_before_the_turn_and_rests_by_then(
    tmp_path: Path, name: str
) -> None:
    told: list[str] = []
    inbox = tmp_path / "inbox"
    (inbox / "lama").mkdir(parents=True)
    with woken(inbox, LONG, events=True, say=told.append) as wait:
        drop_later(inbox / name)
        assert seconds(wait) < SOON
        while not (inbox / name).exists():  # a machine that pauses between a folder and its file
            assert seconds(wait) < SOON
        found = scan(inbox, time.time())
        assert [reason for _, reason in found.waiting if reason == "masih disalin"] == []
    assert told == []


def test_without_events_the_turn_comes(tmp_path: Path) -> None:
    told: list[str] = []
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with woken(inbox, 1.5, events=False, say=told.append) as wait:
        drop_later(inbox / "surat.txt", after=0)
        assert 1.4 < seconds(wait) < SOON
        assert 1.4 < seconds(wait) < SOON
    assert told == []


def test_on_a_network_share_the_turn_alone_counts_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/berkas {inbox} cifs rw 0 0\n")
    monkeypatch.setattr(mounts, "MOUNTS", table)
    monkeypatch.setattr(wake.watchfiles, "watch", lambda *_, **__: pytest.fail("asked for events"))
    told: list[str] = []
    with woken(inbox, 1.0, events=True, say=told.append) as wait:
        assert 0.9 < seconds(wait) < SOON
    (line,) = told
    assert "folder jaringan (cifs)" in line
    assert "setiap 1 detik" in line


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "OS file watch limit reached."),
        OSError(errno.EMFILE, "Too many open files"),
        FileNotFoundError("No path was found."),
        RuntimeError("the source of events broke off"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_where_the_system_gives_no_events_that_is_said_once_and_the_turn_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def breaks(*_: object, **__: object) -> Iterator[set[object]]:
        yield set()
        raise error

    monkeypatch.setattr(wake.watchfiles, "watch", breaks)
    told: list[str] = []
    with woken(tmp_path, 1.0, events=True, say=told.append) as wait:
        until(lambda: told != [], SOON)
        wait()  # woken by the last event before it broke
        assert 0.9 < seconds(wait) < SOON
        assert 0.9 < seconds(wait) < SOON
    (line,) = told
    assert "memberi tahu perubahan di kotak masuk" in line
    assert "setiap 1 detik" in line


@pytest.mark.parametrize("limit", ["max_inotify_instances", "max_inotify_watches"])
def test_a_machine_that_gives_no_more_watches_is_looked_after_by_turns(
    tmp_path: Path, limit: str
) -> None:
    # A user of one's own has limits of one's own.
    alone = ["unshare", "--user", "--map-root-user", "sh", "-c"]
    limited = f'echo 0 > /proc/sys/user/{limit} && exec "$@"'
    probe = subprocess.run([*alone, limited, "sh", "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("a user of one's own with limits of one's own is not allowed here")
    script = (
        "import sys, pathlib\nfrom flows.wake import woken\n"
        "with woken(pathlib.Path(sys.argv[1]), 1.0, events=True, say=print) as wait:\n"
        "    wait(), wait()\n    print('tetap dilihat')"
    )
    done = subprocess.run(
        [*alone, limited, "sh", sys.executable, "-c", script, str(tmp_path)],
        env=environ_of(tmp_path), capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    line, end = done.stdout.splitlines()
    assert "memberi tahu perubahan di kotak masuk" in line
    assert end == "tetap dilihat"


def test_a_folder_that_goes_away_ends_no_watch(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with woken(inbox, 3.0, events=True, say=lambda line: None) as wait:
        inbox.rmdir()
        for _ in range(2):
            assert seconds(wait) < SOON


@contextmanager
def watching(home: Path, *options: str) -> Iterator[Callable[[], str]]:
    """Run the command over a home until the block ends, which Ctrl+C then does."""
    (home / "inbox").mkdir()
    service = started(risalah("watch", *options), home)

    def told() -> str:
        assert service.poll() is None, (home / "log").read_text()
        return (home / "log").read_text()

    try:
        yield told
        service.send_signal(signal.SIGINT)
        assert service.wait(timeout=60) == 0
    finally:
        service.kill()
        service.wait()


def until(what: Callable[[], bool], limit: float) -> float:
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < limit, "it never came"
        time.sleep(0.2)
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "least"), [(["--every", "900"], 0.0), (["--every", "25", "--no-events"], REST_SECONDS)],
    ids=["events", "turns"],
)  # fmt: skip
def test_a_file_that_is_dropped_all_day_long_is_taken(
    tmp_path: Path, options: list[str], least: float
) -> None:
    with watching(tmp_path, *options) as told:
        until(
            lambda: "berkas datang" in told(), 240
        )  # the first look runs the flow, whatever lies there
        path = tmp_path / "inbox" / "surat.txt"
        path.write_text(TEXT)
        took = until(lambda: told() != "" and not path.exists(), 300)
        assert took >= least
        until(lambda: "1 berkas datang: 1 dibaca" in told(), 300)
        if not least:
            # And once more: it goes on listening after a run.
            path.write_text(f"{TEXT} Lagi.")
            until(lambda: told().count("1 berkas datang: 1 dibaca") == 2, 300)


def test_what_came_while_another_run_went_on_is_taken_when_that_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    answers = [Summary(), Summary(busy=True), Summary(busy=True), Summary()]
    seen: list[set[str]] = []
    said: list[str] = []

    def ingest(*_: object) -> Summary:
        seen.append({path.name for path in inbox.iterdir()})
        if len(seen) == 1:
            (inbox / "surat.txt").write_text(TEXT)
        return answers[len(seen) - 1]

    @contextmanager
    def no_server(**_: object) -> Iterator[str]:
        yield "http://127.0.0.1:9/api"

    @contextmanager
    def turns(*_: object, **__: object) -> Iterator[Callable[[], None]]:
        left = iter(range(5))

        def wait() -> None:
            if next(left, None) is None:
                raise Stopped

        yield wait

    monkeypatch.setattr("flows.ingest.ingest", ingest)
    monkeypatch.setattr(watches, "prefect_server", no_server)
    monkeypatch.setattr(watches, "wait_for", lambda _: None)
    monkeypatch.setattr(watches, "woken", turns)
    monkeypatch.setattr(watches, "PAUSE_SECONDS", 0.1)
    real = time.time
    monkeypatch.setattr(watches.time, "time", lambda: real() + 100)
    with pytest.raises(Stopped):
        watches.watch(
            inbox, tmp_path / "r.db", tmp_path / "arsip", ocr="none", zone="Asia/Jakarta", say=said.append
        )  # fmt: skip
    assert seen == [set(), *[{"surat.txt"}] * 3]
    assert [line for line in said if "sedang berjalan" in line] == said[-2:-1]


def test_a_look_for_which_the_system_opens_no_more_files_ends_no_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    looks: list[int] = []
    runs: list[int] = []
    said: list[str] = []

    def short_once(*args: Any, **options: Any) -> Found:
        looks.append(1)
        if len(looks) == 1:
            stop_if_short(OSError(errno.EMFILE, "Too many open files"))
        return scan(*args, **options)

    def ingest(*_: object) -> Summary:
        runs.append(1)
        return Summary()

    @contextmanager
    def no_server(**_: object) -> Iterator[str]:
        yield "http://127.0.0.1:9/api"

    @contextmanager
    def turns(*_: object, **__: object) -> Iterator[Callable[[], None]]:
        def wait() -> None:
            raise Stopped

        yield wait

    monkeypatch.setattr("flows.ingest.ingest", ingest)
    monkeypatch.setattr(watches, "prefect_server", no_server)
    monkeypatch.setattr(watches, "wait_for", lambda _: None)
    monkeypatch.setattr(watches, "woken", turns)
    monkeypatch.setattr(watches, "scan", short_once)
    monkeypatch.setattr(watches, "PAUSE_SECONDS", 0.1)
    with pytest.raises(Stopped):
        watches.watch(
            inbox, tmp_path / "r.db", tmp_path / "arsip", ocr="none", zone="Asia/Jakarta", say=said.append
        )  # fmt: skip
    assert runs == [1]
    assert len([line for line in said if "terlalu banyak berkas terbuka" in line]) == 1


def looked(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    runs: Iterator[Callable[[], Summary]],
    turns: Iterator[Callable[[], object]],
) -> list[str]:
    """Watch a home whose runs, and what happens between them, are these; returns what it said."""
    (home / "inbox").mkdir()
    said: list[str] = []

    @contextmanager
    def no_server(**_: object) -> Iterator[str]:
        yield "http://127.0.0.1:9/api"

    @contextmanager
    def waits(*_: object, **__: object) -> Iterator[Callable[[], None]]:
        def wait() -> None:
            turn = next(turns, None)
            if turn is None:
                raise Stopped
            turn()

        yield wait

    monkeypatch.setattr("flows.ingest.ingest", lambda *_: next(runs)())
    monkeypatch.setattr(watches, "prefect_server", no_server)
    monkeypatch.setattr(watches, "wait_for", lambda _: None)
    monkeypatch.setattr(watches, "woken", waits)
    monkeypatch.setattr(watches, "PAUSE_SECONDS", 0.01)
    real = time.time
    monkeypatch.setattr(watches.time, "time", lambda: real() + 100)
    with pytest.raises(Stopped):
        watches.watch(
            home / "inbox", home / "r.db", home / "arsip", ocr="none", zone="Asia/Jakarta",
            say=said.append,
        )  # fmt: skip
    return said


def test_what_waits_is_said_once_and_again_when_its_reason_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def comes(name: str) -> Callable[[], object]:
        return lambda: (tmp_path / "inbox" / name).write_text(TEXT)

    since = {"a.pdf": "2026-03-01T01:00:00+07:00"}
    waits = [
        Summary(waiting=(("a.pdf", "masih kosong"),)),
        Summary(waiting=(("a.pdf", "masih kosong"),), since=since),
        Summary(waiting=(("a.pdf", "masih kosong"),), since=since),
        Summary(waiting=(("a.pdf", "akhir PDF belum ada"),), since=since),
    ]
    said = looked(
        tmp_path,
        monkeypatch,
        iter([lambda done=done: done for done in waits]),
        iter([comes("b.txt"), comes("c.txt"), comes("d.txt")]),
    )
    told = [line.strip() for line in said if "menunggu: " in line and line.startswith(" ")]
    assert [line.partition(",")[0] for line in told] == [
        "menunggu: a.pdf (masih kosong)",
        "menunggu: a.pdf (akhir PDF belum ada",
    ]
    assert len([line for line in said if "Yang menunggu diambil sendiri" in line]) == 2
    assert len([line for line in said if "berkas datang" in line]) == 3


def test_each_other_run_that_is_met_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "inbox" / "surat.txt"

    def taken() -> Summary:
        path.unlink()  # by the run that goes on
        return Summary(busy=True)

    said = looked(
        tmp_path,
        monkeypatch,
        iter([Summary, taken, taken]),
        iter([lambda: path.write_text(TEXT), lambda: path.write_text(TEXT)]),
    )
    assert len([line for line in said if "sedang berjalan" in line]) == 2

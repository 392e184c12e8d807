"""Ctrl+C and SIGTERM end what runs within seconds, whatever it is busy with and whoever else is told."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from extractors import bounded
from extractors.ocr import Tesseract
from flows.schedule import ENDED as ENDED_SCHEDULE
from flows.server import STARTING
from flows.watch import ENDED
from intake.ledger import Ledger
from models.errors import OcrFailed
from tests.flows.command import ROOT, environ_of, risalah, started

PHOTO = ROOT / "tests/golden/04-foto-hasil-rapat-rt/04-foto-hasil-rapat-rt.jpg"
ENGINE = (
    "#!/bin/sh\ncase $1 in --version) echo tesseract 5;; --list-langs) echo ind;;"
    " *) echo $$ > {pid}; until [ -e {go} ]; do sleep 0.1; done; exit 1;; esac\n"
)
"""An engine that is at a page until a file lies there, and then fails."""
LONG = 240.0
"""Only what never comes takes so long; nothing here is measured by it."""


def until(what: Callable[[], object]) -> None:
    end = time.monotonic() + LONG
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def engine_in(folder: Path) -> Path:
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(ENGINE.format(pid=folder / "pid", go=folder / "go"))
    program.chmod(0o755)
    return program


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and theirs."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found += [int(entry.name), *descendants(int(entry.name))]
    return found


def is_there(pid: int) -> bool:
    """Tell whether a process lives; one that nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def tell(service: "subprocess.Popen[str]", number: signal.Signals, whom: str) -> None:
    """Send a signal as `kill` does, as a terminal does, or as a service manager does by default."""
    if whom == "the process":
        service.send_signal(number)
    elif whom == "its group":
        os.killpg(service.pid, number)
    else:
        for pid in [service.pid, *descendants(service.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)


@contextmanager
def serving(
    home: Path, command: str, *options: str, **environ: str
) -> Iterator[tuple["subprocess.Popen[str]", Callable[[], str]]]:
    """Start what runs until it is told to end, and leave nothing of it behind."""
    service = started(risalah(command, *options), home, **environ)
    try:
        yield service, (home / "log").read_text
    finally:
        family = [service.pid, *descendants(service.pid)]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        service.wait()


def watching(
    home: Path, **environ: str
) -> AbstractContextManager[tuple["subprocess.Popen[str]", Callable[[], str]]]:
    """Watch a home by events alone."""
    return serving(home, "watch", "--every", "900", **environ)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "whom", "code"),
    [
        (signal.SIGINT, "the process", 0),
        (signal.SIGINT, "its group", 0),
        (signal.SIGTERM, "the process", 143),
        (signal.SIGTERM, "all of it", 143),
    ],
)
def test_a_watch_that_is_busy_with_a_page_for_minutes_ends_all_the_same(
    tmp_path: Path, number: signal.Signals, whom: str, code: int
) -> None:
    engine = engine_in(tmp_path / "bin")
    (tmp_path / "inbox").mkdir()
    shutil.copy(PHOTO, tmp_path / "inbox")
    path = f"{engine.parent}:{os.environ['PATH']}"
    with watching(tmp_path, PATH=path, RISALAH_OCR="auto") as (service, told):
        until(lambda: service.poll() is not None or (engine.parent / "pid").exists())
        assert service.poll() is None, told()
        family = descendants(service.pid)
        tell(service, number, whom)
        # The page itself would take for ever, and Tesseract's time for it is two minutes.
        assert service.wait(timeout=60) == code, told()
        assert told().splitlines()[-1] == ENDED
        assert "server Prefect berhenti" not in told()
        until(lambda: not any(is_there(pid) for pid in family))
    assert list((tmp_path / "archive" / "readings").rglob("*.*")) == []
    ledger = Ledger(tmp_path / "archive")
    assert [(e.state, e.attempts) for e in ledger.entries()] == [("menunggu", 0)]
    ledger.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "whom", "code"),
    [(signal.SIGINT, "its group", 0), (signal.SIGTERM, "all of it", 143)],
)
def test_a_watch_that_waits_ends_by_either_signal(
    tmp_path: Path, number: signal.Signals, whom: str, code: int
) -> None:
    (tmp_path / "inbox").mkdir()
    with watching(tmp_path) as (service, told):
        until(lambda: service.poll() is not None or "Basis data kini" in told())
        assert service.poll() is None, told()
        tell(service, number, whom)
        assert service.wait(timeout=60) == code, told()
        assert told().splitlines()[-1] == ENDED
        assert "server Prefect berhenti" not in told()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "whom", "code"),
    [(signal.SIGINT, "its group", 0), (signal.SIGTERM, "the process", 143)],
)
def test_a_schedule_ends_the_night_that_is_busy_with_a_page_too(
    tmp_path: Path, number: signal.Signals, whom: str, code: int
) -> None:
    engine = engine_in(tmp_path / "bin")
    (tmp_path / "inbox").mkdir()
    shutil.copy(PHOTO, tmp_path / "inbox")
    path = f"{engine.parent}:{os.environ['PATH']}"
    with serving(tmp_path, "schedule", "--cron", "* * * * *", PATH=path, RISALAH_OCR="auto") as (
        service,
        told,
    ):
        until(lambda: service.poll() is not None or (engine.parent / "pid").exists())
        assert service.poll() is None, told()
        family = descendants(service.pid)
        tell(service, number, whom)
        assert service.wait(timeout=60) == code, told()
        assert ENDED_SCHEDULE in told().splitlines()
        assert "Traceback" not in told()
        assert "Aborted" not in told()
        until(lambda: not any(is_there(pid) for pid in family))
    ledger = Ledger(tmp_path / "archive")
    assert [(e.state, e.attempts) for e in ledger.entries()] == [("menunggu", 0)]
    last = ledger.runs.last()
    ledger.close()
    assert last is not None
    assert last.result == "terhenti"


@pytest.mark.slow
@pytest.mark.parametrize("when", ["its server starts", "it waits"])
@pytest.mark.parametrize(
    ("number", "whom", "code"),
    [(signal.SIGINT, "its group", 0), (signal.SIGTERM, "all of it", 143)],
)
def test_a_schedule_ends_by_either_signal_whenever_it_comes(
    tmp_path: Path, number: signal.Signals, whom: str, code: int, when: str
) -> None:
    (tmp_path / "inbox").mkdir()
    with serving(tmp_path, "schedule", "--cron", "0 1 1 1 *") as (service, told):
        until(
            lambda: (
                service.poll() is not None
                or (
                    descendants(service.pid) if when == "its server starts" else "Jadwal:" in told()
                )
            )
        )
        assert service.poll() is None, told()
        tell(service, number, whom)
        assert service.wait(timeout=60) == code, told()
        assert told().splitlines()[-1] == ENDED_SCHEDULE
        assert "Aborted" not in told()
        assert "Traceback" not in told()


SCHEDULE = """
import os, signal, sys, time
from pathlib import Path
from flows.engine import prepare
from flows.schedule import serve_schedule
from models.errors import Stopped

def serve(**options):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)

def say(line):
    print(line, flush=True)
    if line.startswith("Server Prefect"):
        from flows.ingest import ingest
        ingest.serve = serve

prepare(Path("state"))
try:
    serve_schedule(Path("inbox"), Path("w/r.db"), Path("archive"), ocr="none", cron="0 1 1 1 *",
                   zone="Asia/Jakarta", places=Path("places.gz"), state=Path("state"), say=say)
except Stopped as stopped:
    print(stopped.sentence, flush=True)
    os._exit(stopped.exit_code)
"""
"""A schedule that SIGTERM finds once Prefect has put its own handler in the place of ours."""


@pytest.mark.slow
def test_a_schedule_says_that_it_starts_and_that_prefect_was_told_to_end(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCHEDULE], cwd=tmp_path, env=environ_of(tmp_path),
        capture_output=True, text=True, timeout=LONG, check=False,
    )  # fmt: skip
    told = done.stdout.splitlines()
    assert done.returncode == 143, done.stderr
    assert (told[0], told[-1]) == (STARTING, ENDED_SCHEDULE)


WATCH = """
import os, signal, sys
from pathlib import Path
from flows import stop
from flows.engine import prepare
from flows.watch import watch
from models.errors import Stopped

stop.GRACE_SECONDS = 600.0  # what is looked at ends in order, or not at all

def ctrl_c(*_):
    os.kill(os.getpid(), signal.SIGINT)

def say(line):
    print(line, flush=True)
    if line.startswith("Server Prefect"):
        from flows.ingest import ingest
        ingest.on_completion_hooks.append(ctrl_c)

prepare(Path("state"))
try:
    watch(Path("inbox"), Path("w/r.db"), Path("archive"), ocr="none", zone="Asia/Jakarta", say=say, every=900)
except Stopped as stopped:
    print(stopped.sentence, flush=True)
    os._exit(stopped.exit_code)
"""


@pytest.mark.slow
def test_what_prefect_swallows_after_the_work_is_done_ends_the_watch_too(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    service = started([sys.executable, "-c", WATCH], tmp_path)
    try:
        assert service.wait(timeout=LONG) == 0, (tmp_path / "log").read_text()
    finally:
        service.kill()
        service.wait()
    assert (tmp_path / "log").read_text().splitlines()[-1] == ENDED


INGEST = """
import os, signal, sys
from flows import once, stop
from flows.summary import Summary
from models.errors import Stopped
from risalah.cli import main

stop.GRACE_SECONDS = 600.0

def swallows(*_, **__):  # as Prefect does with what comes after the work
    try:
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    except Stopped:
        pass
    return Summary()

once.ingest_once = swallows
main(["ingest", "--inbox", "inbox", "--archive", "archive", "--warehouse", "w/r.db", "--state", "state"])
"""


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_what_is_swallowed_after_the_work_is_done_ends_ingest_as_a_stop(
    tmp_path: Path, number: str
) -> None:
    (tmp_path / "inbox").mkdir()
    run = started([sys.executable, "-c", INGEST, number], tmp_path)
    try:
        assert run.wait(timeout=LONG) == 143, (tmp_path / "log").read_text()
    finally:
        run.kill()
        run.wait()
    assert "dihentikan sebelum selesai" in (tmp_path / "log").read_text().splitlines()[-1]


BUSY = """
import time
from flows import stop

stop.GRACE_SECONDS = 600.0
with stop.stoppable():
    while True:
        try:
            print("sibuk", flush=True)
            time.sleep(600)
        except BaseException as error:
            print(type(error).__name__, flush=True)
"""


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_after_another_ends_at_once(tmp_path: Path, first: signal.Signals) -> None:
    busy = started([sys.executable, "-c", BUSY], tmp_path)
    told = (tmp_path / "log").read_text
    try:
        until(lambda: told().splitlines() == ["sibuk"])
        busy.send_signal(first)
        until(lambda: told().splitlines() == ["sibuk", "Stopped", "sibuk"])
        busy.send_signal(signal.SIGTERM)  # changes nothing
        busy.send_signal(signal.SIGINT)
        assert busy.wait(timeout=LONG) == 143
    finally:
        busy.kill()
        busy.wait()
    assert "dihentikan sebelum selesai" in told().splitlines()[-1]


def test_a_page_is_not_blamed_for_what_a_service_manager_tells_its_reader(tmp_path: Path) -> None:
    engine = engine_in(tmp_path / "bin")
    ended: list[BaseException] = []

    def read() -> None:
        try:
            bounded.read(PHOTO, ocr=Tesseract(str(engine)))
        except OcrFailed as error:
            ended.append(error)

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    pid = engine.parent / "pid"
    until(lambda: pid.exists() and pid.read_text().strip())
    group = os.getpgid(int(pid.read_text()))
    for number in (signal.SIGINT, signal.SIGTERM):
        os.killpg(group, number)
    assert is_there(group)
    (engine.parent / "go").touch()
    reading.join(LONG)
    # What the engine said of the page, by the process that was asked first.
    (error,) = ended
    assert "OCR failed on page 1" in str(error)
    assert is_there(group)


@pytest.mark.slow
def test_a_server_serves_its_owner_whatever_it_is_told_until_the_owner_is_gone(
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "flows.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=environ_of(tmp_path, PREFECT_HOME=str(tmp_path)), text=True,
    ) as server:  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            url = f"http://127.0.0.1:{server.stdout.readline().strip()}/api/health"

            def answers() -> bool:
                with suppress(OSError), urllib.request.urlopen(url, timeout=10) as answer:
                    return bool(answer.status == 200)
                return False

            until(answers)
            for number in (signal.SIGINT, signal.SIGTERM):
                server.send_signal(number)
            time.sleep(1)  # a server that hears them needs no longer to close its door
            assert answers()
            server.stdin.close()
            assert server.wait(timeout=LONG) == 0
        finally:
            server.kill()

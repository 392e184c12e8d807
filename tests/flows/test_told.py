"""What stops a run is told to the clerk in the folder, to `risalah status` and by one message."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows import run as runs
from flows import steps
from flows.once import ingest_once
from flows.status import status_lines
from flows.steps import Job, Night
from flows.summary import Outcome
from intake.ledger import Ledger
from models.errors import ArchiveError, RisalahError, Stopped, WarehouseError
from tests.flows.command import environ_of, risalah
from tests.flows.test_run import NEWS, _no_rest, drop, inbox, night, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures
pytestmark = pytest.mark.usefixtures("no_ocr")
STOPPED = "terhenti sebelum selesai"


class Post:
    """Where messages arrive; `then` is done before one is answered."""

    def __init__(self) -> None:
        self.got: list[dict[str, str]] = []
        self.then: Callable[[], object] = lambda: None


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """An address that messages are sent to."""
    here = Post()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            here.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            here.then()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("RISALAH_NOTIFY", f"json://127.0.0.1:{server.server_port}/")
        yield here
        server.shutdown()


def once(inbox: Path) -> None:
    home = inbox.parent
    ingest_once(inbox, home / "w" / "risalah.db", home / "arsip", ocr="none", zone="Asia/Jakarta")


def told(inbox: Path) -> str:
    report = inbox / "_LAPORAN.txt"
    return report.read_text("utf-8") if report.exists() else ""


def status(inbox: Path) -> str:
    return "\n".join(
        status_lines(inbox, inbox.parent / "arsip", cron="0 1 * * *", zone="Asia/Jakarta")
    )


def _foreign_database(inbox: Path, _: pytest.MonkeyPatch) -> str:
    (inbox.parent / "w").mkdir()
    (inbox.parent / "w" / "risalah.db").write_bytes(b"bukan basis data " * 999)
    return "WarehouseError"


def _full_disk(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    def full(*_: object) -> None:
        raise ArchiveError("archive: No space left on device; nothing was moved")

    monkeypatch.setattr(runs.Archive, "store", full)
    return "ArchiveError"


def _no_prefect(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    return "ConfigError"


def _no_archive(inbox: Path, _: pytest.MonkeyPatch) -> str:
    (inbox.parent / "arsip").write_bytes(b"")
    return "ArchiveError"


def _no_ledger(inbox: Path, _: pytest.MonkeyPatch) -> str:
    (inbox.parent / "arsip").mkdir()
    (inbox.parent / "arsip" / "ledger.db").write_bytes(b"bukan basis data " * 999)
    return "ArchiveError"


Broken = Callable[[Path, pytest.MonkeyPatch], str]
BEFORE_A_RUN: list[Broken] = [_foreign_database, _full_disk, _no_prefect, _no_archive, _no_ledger]


@pytest.mark.parametrize("broken", BEFORE_A_RUN, ids=lambda what: what.__name__.strip("_"))
def test_what_stops_the_command_before_a_run_is_told_like_what_stops_a_run(
    inbox: Path, post: Post, monkeypatch: pytest.MonkeyPatch, broken: Broken
) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())
    kind = broken(inbox, monkeypatch)
    with pytest.raises(RisalahError) as stopped:
        once(inbox)
    assert type(stopped.value).__name__ == kind
    assert f"{STOPPED} ({kind})" in told(inbox)
    assert STOPPED in (inbox / "_LAPORAN.html").read_text("utf-8")
    (message,) = post.got
    assert message["title"] == "Risalah terhenti"
    assert str(stopped.value)[:100] in message["message"]
    if broken in (_no_archive, _no_ledger):
        assert "24 jam terakhir" not in told(inbox)
        assert "log layanan" in told(inbox), "risalah status has nothing to tell"
    else:
        assert "24 jam terakhir" in told(inbox)
        assert f"terhenti ({str(stopped.value)[:100]}" in status(inbox)


def test_a_folder_that_is_not_there_is_told_by_message_and_nothing_is_made(
    inbox: Path, post: Post
) -> None:
    inbox.rmdir()
    with pytest.raises(RisalahError, match="is no folder"):
        once(inbox)
    assert len(post.got) == 1
    assert not inbox.exists()
    assert not (inbox.parent / "arsip").exists()


def test_a_run_that_stops_before_its_first_step_is_told_once(
    inbox: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Night) -> None:
        raise ArchiveError("archive: Input/output error")

    monkeypatch.setattr(steps, "tidy", broken)
    with pytest.raises(ArchiveError):
        once(inbox)
    assert len(post.got) == 1
    assert STOPPED in told(inbox)
    assert "Input/output error" in status(inbox)


@pytest.mark.parametrize("error", [WarehouseError("locked"), Stopped()], ids=["error", "stop"])
def test_where_the_end_cannot_be_noted_the_rest_is_told_and_the_error_stays_what_it_is(
    inbox: Path, post: Post, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def full(*_: object, **__: object) -> None:
        raise ArchiveError("the ledger cannot be written (disk is full)")

    def stops(jobs: list[Job], night: Night) -> list[Outcome]:
        raise error

    drop(inbox, "a.txt", NEWS.read_bytes())
    monkeypatch.setattr(Ledger, "run_ended", full)
    with pytest.raises(type(error)):
        night(inbox, work=stops)
    assert "sebelum selesai" in told(inbox)
    assert len(post.got) == (1 if isinstance(error, WarehouseError) else 0)


def test_a_folder_in_which_no_report_can_be_written_is_no_second_error(
    inbox: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    _full_disk(inbox, monkeypatch)
    drop(inbox, "a.txt", NEWS.read_bytes())
    monkeypatch.setattr("flows.telling.write_report", full)
    with pytest.raises(ArchiveError, match="nothing was moved"):
        once(inbox)
    assert len(post.got) == 1
    assert "nothing was moved" in status(inbox)


def test_a_stop_that_is_over_is_told_no_longer_even_where_no_ledger_knew_of_it(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    with monkeypatch.context() as broken:
        broken.setattr(
            "flows.once.quiet_night", lambda *_, **__: (_ for _ in ()).throw(ArchiveError("full"))
        )
        broken.setattr(Ledger, "run_started", lambda *_: (_ for _ in ()).throw(ArchiveError("")))
        with pytest.raises(ArchiveError):
            once(inbox)
    assert STOPPED in told(inbox)
    once(inbox)
    assert STOPPED not in told(inbox)


@pytest.mark.slow
def test_what_stops_a_run_of_the_flow_is_told_once_by_the_whole_command(
    tmp_path: Path, post: Post
) -> None:
    (tmp_path / "inbox").mkdir()
    drop(tmp_path / "inbox", "a.txt", NEWS.read_bytes())
    script = (
        "import runpy, sys\nfrom flows import steps\nfrom models.errors import WarehouseError\n"
        "def full(*_): raise WarehouseError('w: database or disk is full')\n"
        "steps.load_job = full\n"
        "sys.argv = sys.argv[1:]\nrunpy.run_module('risalah', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "risalah", *risalah("ingest")[3:]], cwd=tmp_path,
        env=environ_of(tmp_path), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == WarehouseError.exit_code, done.stderr
    assert f"{STOPPED} (WarehouseError)" in told(tmp_path / "inbox")
    assert [m["title"] for m in post.got] == ["Risalah terhenti"]

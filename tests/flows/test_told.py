"""What stops a run is told to the clerk in the folder, to `risalah status` and by one message."""

import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows import answers, news, server, steps, telling
from flows.job import Job, Night
from flows.once import ingest_once
from flows.run import run
from flows.status import status_lines
from flows.summary import Outcome, Summary
from intake.archive import Archive
from intake.ledger import Ledger
from intake.lock import locked
from intake.runs import Runs
from intake.scan import scan
from models.errors import ArchiveError, ConfigError, RisalahError, Stopped, WarehouseError
from tests.flows.command import environ_of, risalah
from tests.flows.test_run import NEWS, _no_rest, drop, inbox, night, no_ocr
from tests.flows.test_unpack import packed

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


def once(inbox: Path) -> Summary:
    home = inbox.parent
    return ingest_once(
        inbox, home / "w" / "risalah.db", home / "arsip", ocr="none", zone="Asia/Jakarta"
    )


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

    monkeypatch.setattr(Archive, "store", full)
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
    if broken is not _foreign_database:  # which is met first where nothing came
        drop(inbox, "a.txt", NEWS.read_bytes())
    kind = broken(inbox, monkeypatch)
    with pytest.raises(RisalahError) as stopped:
        once(inbox)
    assert type(stopped.value).__name__ == kind
    cause = stopped.value.sentence[:30]
    assert f"{STOPPED}: {cause[0].lower()}{cause[1:]}" in told(inbox)
    assert kind not in told(inbox)
    assert STOPPED in (inbox / "_LAPORAN.html").read_text("utf-8")
    (message,) = post.got
    assert message["title"] == "Risalah terhenti"
    assert str(stopped.value)[:100] in message["message"]
    if broken in (_no_archive, _no_ledger):
        assert "24 jam terakhir" not in told(inbox)
        assert "log layanan" in told(inbox), "risalah status has nothing to tell"
    else:
        assert "24 jam terakhir" in told(inbox)
        said = status(inbox)
        assert f"terhenti ({cause[0].lower()}{cause[1:]}" in said, "staff read it first"
        assert f"untuk pengelola: {str(stopped.value)[:100]}" in said
        assert "seperti tertulis" not in said, "what is wrong, not that something is"


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

    monkeypatch.setattr(answers, "tidy", broken)
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
    monkeypatch.setattr(Runs, "ended", full)
    with pytest.raises(type(error)):
        night(inbox, work=stops)
    assert "sebelum selesai" in told(inbox)
    assert len(post.got) == (1 if isinstance(error, WarehouseError) else 0)


def test_a_folder_in_which_no_report_can_be_written_is_no_second_error(
    inbox: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
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
        broken.setattr(Runs, "started", lambda *_: (_ for _ in ()).throw(ArchiveError("")))
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
    assert f"{STOPPED}: basis data tidak dapat dipakai" in told(tmp_path / "inbox")
    assert [m["title"] for m in post.got] == ["Risalah terhenti"]


def test_a_fault_of_the_program_over_one_document_costs_that_document_alone(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = steps.read_job

    def breaks(job: Job, night: Night) -> object:
        if job.name == "a.txt":
            raise ValueError("a fault of ours")
        return real(job, night)

    monkeypatch.setattr(steps, "read_job", breaks)
    drop(inbox, "a.txt", NEWS.read_bytes())
    drop(inbox, "b.txt", NEWS.read_bytes() + b"lain")
    found = {o.name: (o.state, o.code) for o in night(inbox).outcomes}
    assert found == {"a.txt": ("gagal", steps.BROKEN), "b.txt": ("dibaca", None)}


@pytest.mark.parametrize("within", ["rusak.pdf", "dalam.zip"])
def test_a_member_that_failed_and_cannot_be_given_back_is_told_once_a_run(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, within: str
) -> None:
    def refused(*_: object, **__: object) -> Path:
        raise PermissionError("read-only")

    monkeypatch.setattr(answers, "set_aside", refused)
    empty = packed({"kosong/": b""}) if within == "dalam.zip" else b"%PDF-1.4 bukan %%EOF"
    drop(inbox, "a.zip", packed({within: empty, "b.txt": NEWS.read_bytes()}))
    for _ in range(2):
        done = night(inbox)
        assert [o.name for o in done.failed] == [within]


def test_a_message_leaves_the_machine_without_private_numbers(inbox: Path, post: Post) -> None:
    drop(inbox, "KTP 3672051234560001.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    night(inbox)
    (message,) = post.got
    assert "KTP ################.pdf" in message["message"]
    assert "3672051234560001" not in json.dumps(message)
    assert "3672051234560001" in told(inbox)


def test_no_document_is_begun_any_more_while_the_message_of_a_stop_is_on_its_way(
    inbox: Path, post: Post
) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())

    def stops(jobs: list[Job], night: Night) -> list[Outcome]:
        def begin() -> None:  # as a thread does that reads on
            with contextlib.suppress(RisalahError, sqlite3.Error):
                night.ledger.started(jobs[0].sha256, night.version)

        post.then = begin
        raise WarehouseError("locked")

    with pytest.raises(WarehouseError):
        night(inbox, work=stops)
    assert len(post.got) == 1
    with contextlib.closing(Ledger(inbox.parent / "arsip")) as ledger:
        assert [e.attempts for e in ledger.entries()] == [0]


def test_another_run_that_goes_on_ends_the_command_before_a_server_is_asked_for(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.server.prefect_server", lambda **_: pytest.fail("a server"))
    drop(inbox, "a.txt", NEWS.read_bytes())
    with locked(inbox.parent / "arsip"):
        assert once(inbox).busy
    assert (inbox / "a.txt").exists()


def test_a_run_that_begins_while_a_night_is_found_quiet_is_not_passed_over(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    archive = inbox.parent / "arsip"
    real = scan

    def begins(*given: Any, **more: Any) -> Any:
        with contextlib.closing(Ledger(archive)) as other:
            other.runs.started("2026-03-01T01:00:00+07:00")
            other.queue.wait(["b.pdf"], "2026-03-01T01:00:00+07:00")
        return real(*given, **more)

    monkeypatch.setattr(news, "scan", begins)
    warehouse = inbox.parent / "w" / "risalah.db"
    assert news.quiet_night(inbox, warehouse, archive, zone="Asia/Jakarta", places=None) is None
    with contextlib.closing(Ledger(archive)) as ledger:
        last = ledger.runs.last()
        assert last is not None
        assert last.result is None, "the run that goes on is the last one"
        assert ledger.queue.waits() == {"b.pdf": "2026-03-01T01:00:00+07:00"}


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    now = datetime.now(ZoneInfo("Asia/Jakarta")) + timedelta(days=days)
    for room in ("flows.run.clock", "flows.telling.clock"):
        monkeypatch.setattr(room, lambda _: lambda: now.isoformat(timespec="seconds"))


@pytest.mark.parametrize("is_noted", [True, False], ids=["noted", "no ledger"])
def test_one_cause_is_told_by_one_message_a_day_and_another_at_once(
    inbox: Path, post: Post, monkeypatch: pytest.MonkeyPatch, is_noted: bool
) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())

    def full(*_: object) -> int:
        raise ArchiveError(cause)

    def stops(jobs: list[Job], night: Night) -> list[Outcome]:
        raise WarehouseError(cause)

    def stopped(times: int = 1) -> int:
        for _ in range(times):
            with monkeypatch.context() as broken:
                if is_noted:  # each in a process of its own
                    broken.setattr(telling, "_told", {})
                else:
                    broken.setattr(Runs, "started", full)
                with pytest.raises(RisalahError):
                    night(inbox, work=stops)
        return len(post.got)

    later(monkeypatch, 0)
    cause = "the disk is full"
    assert stopped(5) == 1
    cause = "locked"
    assert stopped(5) == 2
    later(monkeypatch, 1)
    assert stopped(5) == 3
    night(inbox)
    drop(inbox, "b.txt", NEWS.read_bytes() + b"lain")
    assert stopped(5) == 4, "it was well in between"


def test_an_engine_that_is_asked_for_and_is_not_there_is_a_setting_and_no_files_fault(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the engine is asked for in earnest
    monkeypatch.setenv("PATH", "")
    (inbox / "a.txt").write_bytes(NEWS.read_bytes())
    home = inbox.parent
    with pytest.raises(ConfigError, match="tesseract was not found"):
        run(inbox, home / "w" / "r.db", home / "arsip", ocr="tesseract", zone="Asia/Jakarta")
    assert f"{STOPPED}: pembaca pindaian (Tesseract) diminta dengan --ocr tesseract" in told(inbox)
    assert (inbox / "a.txt").exists()


def test_a_prefect_that_does_not_start_in_time_is_laid_to_a_busy_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "START_SECONDS", 0)
    with pytest.raises(ConfigError) as told:
        server.wait_for("http://127.0.0.1:9/api")
    assert "Komputer terlalu sibuk untuk memulai Prefect" in told.value.line()

"""What happens to Prefect must not happen to documents."""

import os
import signal
import sqlite3
import subprocess
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.audit import audit
from flows.schedule import is_missed
from flows.status import next_run
from intake.ledger import Ledger
from intake.lock import locked
from tests.flows.command import environ_of, risalah
from tests.flows.test_ingest import MINUTES, NEWS, home_with, ingest, left

ROOT = Path(__file__).parents[2]


def children(parent: int, word: str) -> list[int]:
    """Return the children of a process whose command holds a word."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            facts = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (
                (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            )
        except (OSError, ValueError):
            continue
        if int(facts[1]) == parent and word in command:
            found.append(int(entry.name))
    return found


@pytest.mark.slow
def test_a_server_that_dies_in_the_middle_costs_no_document(tmp_path: Path) -> None:
    home = home_with(tmp_path, NEWS, MINUTES)
    with (home / "err").open("w") as err:
        running = subprocess.Popen(
            risalah("ingest"), cwd=home, env=environ_of(home), stderr=err, stdout=err
        )
        try:
            end = time.monotonic() + 120
            while "berkas baru" not in (home / "err").read_text() and time.monotonic() < end:
                assert running.poll() is None
                time.sleep(0.05)
            (server,) = children(running.pid, "flows.server")
            os.kill(server, signal.SIGKILL)
            # In order, or by the signal where only Prefect itself was still at work.
            assert running.wait(timeout=200) in (143, -signal.SIGTERM)
        finally:
            running.kill()
            running.wait()
    assert "server Prefect berhenti" in (home / "err").read_text()
    done = ingest(home)
    assert done.returncode == 0, done.stderr
    assert [n for n in left(home) if not n.startswith("_")] == []
    count = audit(home / "archive", home / "w" / "risalah.db")
    assert (count.seen, count.documents) == (2, 2)
    assert count.closes


@pytest.mark.slow
def test_without_any_network_but_its_own_machine_the_run_is_the_same(tmp_path: Path) -> None:
    home = home_with(tmp_path, NEWS)
    cut_off = [
        "unshare",
        "--net",
        "--map-root-user",
        "sh",
        "-c",
        'ip link set lo up && exec "$@"',
        "sh",
    ]
    probe = subprocess.run([*cut_off, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("a namespace without network is not allowed here")
    done = subprocess.run(
        [*cut_off, *risalah("ingest")], cwd=home, env=environ_of(home), capture_output=True, text=True, timeout=400, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1 berkas datang: 1 dibaca" in done.stdout
    assert not (home / ".prefect").exists()


def test_one_at_night_is_one_at_night_in_jakarta_wherever_the_machine_is() -> None:
    jakarta = ZoneInfo("Asia/Jakarta")
    for zone in ("UTC", "America/New_York", "Asia/Jayapura"):
        now = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo(zone))
        due = next_run("0 1 * * *", "Asia/Jakarta", now)
        assert due is not None
        assert due.utcoffset() == jakarta.utcoffset(due.replace(tzinfo=None))
        assert (due.hour, due.minute) == (1, 0)
        assert 0 < (due - now).total_seconds() <= 86_400
    friday = datetime(2026, 3, 13, 12, tzinfo=jakarta)
    due = next_run("30 1 * * 1-5", "Asia/Jakarta", friday)
    assert due == datetime(2026, 3, 16, 1, 30, tzinfo=jakarta)


def test_a_run_that_is_shown_as_running_for_ever_holds_up_no_night(tmp_path: Path) -> None:
    """A killed run stays without an end in the ledger, as on Prefect's page; the lock went with it."""
    child = os.fork()
    if not child:
        with locked(tmp_path / "arsip") as mine:
            ledger = Ledger(tmp_path / "arsip")
            ledger.runs.started("2026-03-10T01:00:02+07:00")
            os.kill(os.getpid(), signal.SIGKILL if mine else signal.SIGTERM)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    noon = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert not is_missed(tmp_path / "arsip", "0 1 * * *", noon)
    with locked(tmp_path / "arsip") as mine:
        assert mine


@pytest.mark.slow
def test_a_database_of_prefect_that_is_locked_for_a_while_costs_no_document(tmp_path: Path) -> None:
    home = home_with(tmp_path, NEWS)
    assert ingest(home).returncode == 0  # so that Prefect's database is there
    for n in range(4):
        (home / "inbox" / f"{n}.txt").write_text(f"Rapat RT 0{n + 1}/RW 05 mengusulkan drainase.")
    (kept,) = (home / "state").rglob("prefect.db")
    with (home / "err").open("w") as err:
        running = subprocess.Popen(
            risalah("ingest"), cwd=home, env=environ_of(home), stderr=err, stdout=err
        )
        try:
            end = time.monotonic() + 180
            while "berkas baru" not in (home / "err").read_text() and time.monotonic() < end:
                assert running.poll() is None
                time.sleep(0.02)
            other = sqlite3.connect(kept, timeout=60, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            was_running = running.poll() is None
            time.sleep(8)
            other.execute("ROLLBACK")
            other.close()
            assert running.wait(timeout=300) == 0, (home / "err").read_text()
        finally:
            running.kill()
            running.wait()
    assert was_running, "it ended before the lock was there"
    count = audit(home / "archive", home / "w" / "risalah.db")
    assert (count.seen, count.documents) == (5, 5)
    assert count.closes

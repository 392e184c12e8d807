"""Whole runs in embedded Prefect, as the command does them: each in a process of its own."""

import json
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.flows.command import environ_of, risalah
from warehouse import canonical_dump, open_warehouse

pytestmark = pytest.mark.slow
GOLDEN = Path(__file__).parent.parent / "golden"
NEWS = GOLDEN / "10-berita-sosialisasi" / "10-berita-sosialisasi.txt"
REPORTS = {"_LAPORAN.txt", "_LAPORAN.html"}
MINUTES = GOLDEN / "01-notulen-rakor-lpmk" / "01-notulen-rakor-lpmk.docx"


def ingest(home: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        risalah("ingest", *options), cwd=home, env=environ_of(home, **environ),
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


def home_with(path: Path, *files: Path) -> Path:
    (path / "inbox").mkdir(parents=True)
    for file in files:
        shutil.copy(file, path / "inbox" / file.name)
    return path


def facts(home: Path) -> str:
    db = open_warehouse(home / "w" / "risalah.db")
    try:
        return canonical_dump(db)
    finally:
        db.conn.close()


def left(home: Path) -> list[str]:
    return sorted(
        str(p.relative_to(home / "inbox")) for p in (home / "inbox").rglob("*") if p.is_file()
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = home_with(tmp_path_factory.mktemp("tenang"), NEWS, MINUTES)
    assert ingest(home).returncode == 0
    return home


def test_a_night_with_good_bad_doubled_and_unfinished_files(tmp_path: Path) -> None:
    home = home_with(tmp_path, NEWS)
    inbox = home / "inbox"
    shutil.copy(NEWS, inbox / "salinan.txt")
    (inbox / "rusak.pdf").write_bytes(b"%PDF-1.4 bukan apa-apa %%EOF")
    (inbox / "sedang-disalin.pdf").write_bytes(b"%PDF-1.4 belum selesai")
    done = ingest(home)
    assert done.returncode == 2, done.stderr
    assert "4 berkas datang: 1 dibaca, 1 salinan, 1 gagal, 1 menunggu." in done.stdout
    assert left(home) == [
        "_LAPORAN.html",
        "_LAPORAN.txt",
        "gagal/rusak.pdf",
        "gagal/rusak.pdf.txt",
        "sedang-disalin.pdf",
    ]
    assert "rusak atau tidak lengkap" in (inbox / "gagal" / "rusak.pdf.txt").read_text("utf-8")
    assert not (home / ".prefect").exists(), "Prefect must keep nothing in the home folder"
    before = facts(home)
    again = ingest(home)
    assert "0 berkas datang: 0 dibaca, 0 salinan, 0 gagal, 0 menunggu." in again.stdout
    assert "1 berkas sudah menunggu sejak putaran sebelumnya: 0 dibaca" in again.stdout
    assert facts(home) == before


def test_a_deleted_warehouse_is_rebuilt_from_the_archive(tmp_path: Path, undisturbed: Path) -> None:
    home = tmp_path / "rumah"
    shutil.copytree(undisturbed, home)
    shutil.rmtree(home / "w")
    done = ingest(home)
    assert "2 dokumen dimuat ulang dari arsip." in done.stdout
    assert facts(home) == facts(undisturbed)


@pytest.mark.parametrize(
    "step",
    [
        "before-store",
        "after-store",
        "after-ledger",
        "after-read",
        "before-load",
        "after-load",
        "before-identify",
        "after-identify",
        "before-move",
        "before-read",
    ],
)
def test_a_run_killed_anywhere_is_made_up_by_the_next(
    tmp_path: Path, undisturbed: Path, step: str
) -> None:
    home = home_with(tmp_path, NEWS, MINUTES)
    assert ingest(home, RISALAH_KILL_AT=step).returncode == -signal.SIGKILL
    done = ingest(home)
    assert done.returncode == 0, done.stderr
    assert [name for name in left(home) if not name.startswith("_")] == []
    assert facts(home) == facts(undisturbed)
    assert "salinan:" not in done.stdout


def test_a_full_disk_stops_the_run_and_loses_nothing(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    (home / "inbox" / "besar.txt").write_text("Rapat RT 02. " * 40_000)
    script = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); sys.argv = sys.argv[1:]; runpy.run_module('risalah', run_name='__main__')"
    command = [sys.executable, "-c", script, "risalah", *risalah("ingest")[3:]]
    done = subprocess.run(
        command,
        cwd=home,
        env=environ_of(home),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert "archive" in done.stderr
    assert "nothing was moved" in done.stderr
    assert left(home) == ["_LAPORAN.html", "_LAPORAN.txt", "besar.txt"]
    assert (
        "terhenti sebelum selesai: arsip tidak dapat ditulis"
        in (home / "inbox" / "_LAPORAN.txt").read_text()
    )
    assert ingest(home).returncode == 0
    assert "terhenti" not in (home / "inbox" / "_LAPORAN.txt").read_text()
    assert [n for n in left(home) if not n.startswith("_")] == []


def test_a_second_run_at_the_same_time_ends_at_once(tmp_path: Path) -> None:
    import fcntl

    home = home_with(tmp_path, NEWS)
    (home / "archive").mkdir()
    with (home / "archive" / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = ingest(home)
    assert done.returncode == 0
    assert "sedang berjalan" in done.stdout
    assert left(home) == [NEWS.name]
    assert not (home / "state" / "prefect" / "prefect.db").exists(), (
        "a server was started for nothing"
    )


def shown_by(url: str) -> tuple[dict[str, Any], list[Any]]:
    """Return what Prefect's page shows of a run once it is all there: the tasks by name, and what the
    summary holds. Prefect notes tasks some time after they ended.
    """
    end = time.monotonic() + 100
    while True:
        tasks = {one["name"]: one for one in _filtered(url, "task_runs")}
        artifacts = [one for one in _filtered(url, "artifacts") if one["key"] == "ringkasan-ingest"]
        states = {one["state_type"] for one in tasks.values()}
        if (artifacts and len(tasks) > 1 and states == {"COMPLETED"}) or time.monotonic() > end:
            return tasks, [row for one in artifacts for row in json.loads(one["data"])]
        time.sleep(1)


def _filtered(url: str, what: str) -> list[Any]:
    asked = urllib.request.Request(
        f"{url}/api/{what}/filter", data=b"{}", headers={"content-type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        found: list[Any] = json.loads(answer.read())
    return found


def test_a_schedule_produces_runs(tmp_path: Path) -> None:
    home = home_with(tmp_path, NEWS)
    env = environ_of(home, PREFECT_HOME=str(home / "state" / "prefect"))
    command = risalah("schedule", "--cron", "* * * * *")
    log = (home / "log").open("w+")
    service = subprocess.Popen(
        command, cwd=home, env=env, stdout=log, stderr=subprocess.STDOUT, text=True
    )
    try:
        end = time.monotonic() + 200
        while time.monotonic() < end and set(left(home)) != REPORTS:
            assert service.poll() is None, (home / "log").read_text()
            time.sleep(1)
        text = (home / "log").read_text()
        url = next(
            line.split()[-1] for line in text.splitlines() if line.startswith("Server Prefect")
        )
        listed = subprocess.run(
            [sys.executable, "-m", "prefect", "deployment", "ls"],
            env={**env, "PREFECT_API_URL": f"{url}/api"}, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        tasks, artifacts = shown_by(url)
    finally:
        service.send_signal(signal.SIGINT)
        try:
            service.wait(timeout=60)
        except subprocess.TimeoutExpired:
            service.kill()
            service.wait()
        log.close()
    assert set(left(home)) == REPORTS, "the cron never fired"
    assert "documents" in facts(home)
    assert listed.returncode == 0, listed.stderr
    assert tasks[f"baca {NEWS.name}"]["state_type"] == "COMPLETED"
    assert tasks[f"muat {NEWS.name}"]["empirical_policy"]["retries"] == 3
    assert [row["keadaan"] for row in artifacts if row["berkas"] == NEWS.name] == ["dibaca"]

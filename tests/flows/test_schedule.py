"""The nights that a schedule makes up are the nights that it serves."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from flows.news import version_with
from flows.served import served
from flows.status import status_lines
from intake.ledger import Ledger
from intake.places import import_places
from tests.flows.command import asked, environ_of, risalah

SERVE = """
import json
from pathlib import Path
from flows.engine import prepare
from flows.schedule import serve_schedule

def say(line):
    print(line, flush=True)
    if line.startswith("Server Prefect"):
        from flows.ingest import ingest
        ingest.serve = lambda **options: print(json.dumps(options["parameters"]))

prepare(Path("state"))
serve_schedule(Path("inbox"), Path("w/r.db"), Path("archive"), ocr="none", cron="0 1 * * *",
               zone="Asia/Jakarta", places=Path("places.gz"), state=Path("state"), say=say)
"""

SERVED = """
import sys
from pathlib import Path
from flows.served import served

with served(Path(sys.argv[1]), "30 2 * * *", "Asia/Makassar"):
    print("ready", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_missed_night_is_made_up_with_the_list_of_places(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("Rapat RT 02/RW 05 mengusulkan drainase 120 meter.")
    source = tmp_path / "wilayah.csv"
    source.write_text("kode,nama\n36,Banten\n36.72,Kota Cilegon\n")
    import_places(source, tmp_path / "places.gz", now="2026-03-01T01:00:00+07:00")
    ledger = Ledger(tmp_path / "archive")
    run = ledger.runs.started("2026-03-01T01:00:00+07:00")
    ledger.runs.ended(run, result="selesai", summary="", now="2026-03-01T01:00:01+07:00")
    ledger.close()
    done = subprocess.run(
        [sys.executable, "-c", SERVE], cwd=tmp_path, env=environ_of(tmp_path),
        capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Ada malam yang terlewat" in done.stdout
    with_list = version_with(tmp_path / "places.gz")
    assert with_list != version_with(None)
    assert asked(tmp_path / "archive", "SELECT version FROM files") == [(with_list,)]
    parameters = json.loads(done.stdout.splitlines()[-1])
    assert Path(parameters["places"]) == (tmp_path / "places.gz").resolve()


def test_the_status_tells_the_time_of_the_schedule_that_is_served(tmp_path: Path) -> None:
    def told() -> str:
        return status_lines(
            tmp_path / "inbox",
            tmp_path / "arsip",
            cron="0 1 * * *",
            zone="Asia/Jakarta",
            state=tmp_path,
        )[-1]

    asked = [sys.executable, "-c", SERVED, str(tmp_path)]
    with subprocess.Popen(
        asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as service:
        assert service.stdout is not None
        service.stdout.readline()
        assert "pukul 02.30 WITA (risalah schedule sedang berjalan)" in told()
        with served(tmp_path, "0 4 * * *", "Asia/Jakarta"):  # a second one changes nothing
            assert "pukul 02.30 WITA" in told()
        service.kill()
    assert "risalah schedule tidak sedang berjalan" in told()
    assert told().endswith("pukul 01.00 WIB")
    assert "Jadwal berikutnya" not in told()


def test_a_server_that_does_not_answer_is_told_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    done = subprocess.run(
        risalah("schedule"), cwd=tmp_path,
        env={**environ_of(tmp_path), "PREFECT_API_URL": "http://127.0.0.1:9/api"},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "terhenti sebelum selesai" in (tmp_path / "inbox" / "_LAPORAN.txt").read_text("utf-8")


def test_the_page_of_prefect_is_where_it_is_looked_for_unless_somebody_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        assert _port_of_a_server(port) not in (0, port)
    assert _port_of_a_server(port) == port


def _port_of_a_server(wanted: int) -> int:
    with subprocess.Popen(
        [sys.executable, "-m", "flows.server", "--services", "--port", str(wanted)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        port = int(server.stdout.readline())
        server.kill()
    return port

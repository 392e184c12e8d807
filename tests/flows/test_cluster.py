"""The same flow on a Dask cluster of processes: what a worker's death costs."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from extractors.ocr import NoOcr
from flows.audit import audit
from flows.job import Night, job_of
from intake.archive import Archive
from intake.ledger import Ledger
from models import errors
from models.errors import InputError
from tests.flows.test_ingest import GOLDEN, REPORTS, facts, home_with, ingest, left

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
TEXTS = [p for p in sorted(GOLDEN.glob("*/*")) if p.suffix in (".txt", ".docx", ".html")][:5]


@contextmanager
def process(*command: str, log: Path, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    env.pop("PREFECT_API_URL", None)
    with log.open("wb") as out:
        started = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=log.parent, env=env, stdout=out, stderr=out
        )
        try:
            yield started
        finally:
            started.kill()
            started.wait(timeout=30)


def told(file: Path, seconds: float = 90) -> str:
    """Return the scheduler's address once it has written it down."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if file.is_file() and file.stat().st_size:
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.2)
    raise AssertionError("the scheduler did not start")


def test_a_worker_killed_in_the_middle_of_a_document_costs_nothing(tmp_path: Path) -> None:
    home = home_with(tmp_path / "rumah", *TEXTS)
    (home / "inbox" / "rusak.pdf").write_bytes(b"%PDF-1.4 bukan apa-apa %%EOF")
    calm = tmp_path / "tenang"
    shutil.copytree(home, calm)
    where = tmp_path / "penjadwal.json"
    state = str(tmp_path / "keadaan")
    with ExitStack() as stack:
        scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        stack.enter_context(
            process(*scheduler, "--no-dashboard", "--scheduler-file", str(where), log=tmp_path / "s.log")
        )  # fmt: skip
        address = told(where)
        worker = (
            *("distributed.cli.dask_worker", address, "--host", "127.0.0.1"),
            *("--nthreads", "1", "--no-nanny", "--no-dashboard"),
        )
        # One dies by its first document, after reading it and before anybody knows of that.
        dies = stack.enter_context(
            process(*worker, log=tmp_path / "w1.log", PREFECT_HOME=state, RISALAH_KILL_AT="after-read")
        )  # fmt: skip
        lives = stack.enter_context(process(*worker, log=tmp_path / "w2.log", PREFECT_HOME=state))
        done = ingest(home, "--runner", "dask", "--scheduler", address)
        assert done.returncode == 2, done.stderr  # the broken PDF, and nothing else
        assert dies.wait(timeout=60) == -signal.SIGKILL
        assert lives.poll() is None
    assert f"{len(TEXTS) + 1} berkas datang: {len(TEXTS)} dibaca, 0 salinan, 1 gagal" in done.stdout
    assert [n for n in left(home) if not n.startswith("_")] == [
        "gagal/rusak.pdf", "gagal/rusak.pdf.txt",
    ]  # fmt: skip
    count = audit(home / "archive", home / "w" / "risalah.db")
    assert count.closes
    assert (count.seen, count.documents) == (len(TEXTS) + 1, len(TEXTS))
    assert ingest(calm).returncode == 2
    assert facts(home) == facts(calm)


def test_a_scheduler_that_is_not_there_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    home = home_with(tmp_path, TEXTS[0])
    done = ingest(home, "--runner", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 3
    assert "no Dask scheduler answers" in done.stderr
    assert "Tidak ada penjadwal Dask yang menjawab" in done.stderr
    assert set(left(home)) == {TEXTS[0].name, *REPORTS}
    assert "terhenti sebelum selesai" in (home / "inbox" / "_LAPORAN.txt").read_text("utf-8")
    assert ingest(home, "--runner", "dask").returncode == 3
    assert ingest(home, "--scheduler", "tcp://127.0.0.1:9").returncode == 3


def test_a_document_that_ends_every_worker_is_left_alone(tmp_path: Path) -> None:
    from distributed.scheduler import KilledWorker

    from flows import cluster

    (tmp_path / "inbox").mkdir()
    ledger = Ledger(tmp_path / "arsip")
    night = Night(
        tmp_path / "inbox", tmp_path / "r.db", Archive(tmp_path / "arsip"), ledger, NoOcr(), print,
        lambda: "2026-01-01T01:00:00+07:00", None, "1",
    )  # fmt: skip
    where = {"folder": "", "path": "x", "byte_count": 1, "now": "t", "drop_id": "d"}
    ledger.arrived("a" * 64, name="jahat.pdf", **where)  # type: ignore[arg-type]

    class Dead:
        def result(self) -> None:
            raise KilledWorker("baca", None, 3)

    entry = ledger.entry("a" * 64)
    assert entry is not None
    assert cluster._one(job_of(entry), Dead(), night).state == "dikarantina"
    ledger.close()


@pytest.mark.parametrize(
    "error",
    [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, InputError)],
    ids=lambda e: e.__name__,
)
def test_an_error_about_a_file_goes_from_one_machine_to_another(error: type[InputError]) -> None:
    import pickle

    came = pickle.loads(pickle.dumps(error("usulan.pdf", "is damaged; copy it again")))
    assert type(came) is error
    assert (came.where, came.detail) == ("usulan.pdf", "is damaged; copy it again")
    assert str(came) == "usulan.pdf: is damaged; copy it again"

"""What is logged holds no private number, no words of a document and nothing that steers a terminal."""

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import WarehouseError
from models.privacy import masked, printable
from risalah.cli.root import line_of
from tests.flows.command import risalah, started
from tests.flows.test_ingest import home_with, ingest

NUMBERS = ("3672051234560001", "0812-3456-7890", "+62 813 9876 5432", "367205 123456 0002")
SECRET = "Sukaesih Wulandari meminjam uang arisan"
NAMES = (
    "KTP 3672051234560001.txt",
    "hp 0812-3456-7890 \x1b[31mmerah\x07.txt",
    "a\nRisalah: semua berhasil\u202e.txt",
)
ROOT = Path(__file__).parents[2]


def ingested(home: Path, **environ: str) -> dict[str, str]:
    """Return what a run by hand says."""
    done = ingest(home, **environ)
    assert done.returncode == 2, done.stderr
    assert "4 berkas datang: 2 dibaca, 0 salinan, 2 gagal" in done.stdout
    return {"stdout": done.stdout, "stderr": done.stderr}


def scheduled(home: Path, **environ: str) -> dict[str, str]:
    """Return what the schedule and its night, which has a process of its own, say."""
    service = started(risalah("schedule", "--cron", "* * * * *"), home, **environ)
    try:
        end = time.monotonic() + 240
        while not (home / "inbox" / "_LAPORAN.html").exists() and time.monotonic() < end:
            assert service.poll() is None, (home / "log").read_text()
            time.sleep(0.5)
        os.killpg(service.pid, signal.SIGINT)
        assert service.wait(timeout=60) == 0
    finally:
        service.kill()
        service.wait()
    return {"log": (home / "log").read_text()}


def test_an_error_that_ends_a_command_tells_no_private_number() -> None:
    told = line_of(
        WarehouseError(f"{NAMES[0]}: database is locked", sentence=f"{NUMBERS[1]} gagal")
    )
    assert told.startswith("risalah: ")
    assert "#### gagal" in told.replace("-", "")
    assert not any(number in told for number in NUMBERS)


@pytest.mark.slow
@pytest.mark.parametrize("run", [ingested, scheduled])
def test_nothing_private_is_logged_anywhere(
    tmp_path: Path, run: Callable[..., dict[str, str]]
) -> None:
    home = home_with(tmp_path)
    body = f"Rapat RT 02.\n{SECRET}.\nNIK {NUMBERS[0]}, HP {NUMBERS[1]} atau {NUMBERS[2]}, KK {NUMBERS[3]}.\n"
    for n, name in enumerate(NAMES):
        (home / "inbox" / name).write_text(f"{body} {n}")
    (home / "inbox" / f"rusak {NUMBERS[0]}.pdf").write_text(f"%PDF-1.4 {body} %%EOF")
    # A part that breaks over every document and quotes it, as libraries do.
    (home / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'ingest' in sys.orig_argv or '--multiprocessing-fork' in sys.orig_argv:\n"
        "    import extractors.assemble as a\n"
        "    real = a.assemble\n"
        "    def breaks(doc):\n"
        "        if ' 2' in doc.text[-4:]:\n"
        "            raise ValueError('invalid literal: ' + doc.text)\n"
        "        return real(doc)\n"
        "    a.assemble = breaks\n"
    )
    told = run(
        home, PYTHONPATH=f"{home}:{ROOT}",
        PREFECT_LOGGING_LEVEL="DEBUG", PREFECT_LOGGING_COLORS="false", NO_COLOR="1",
    )  # fmt: skip
    assert "Traceback" in (home / "state" / "risalah.log").read_text(), "the fault left no trace"
    for path in (home / "state").rglob("*"):
        if path.is_file():
            told[path.name] = path.read_bytes().decode("latin-1")
    assert any(name.endswith(".db") for name in told), "Prefect's own database was not looked at"
    for where, text in told.items():
        assert SECRET not in text, where
        for number in NUMBERS:
            assert number not in text, f"{where}: {number}"
            assert re.sub(r"\D", "", number) not in text, f"{where}: {number}"
    for where in ("stdout", "stderr", "log", "risalah.log"):
        if where not in told:
            continue
        assert [line for line in told[where].splitlines() if not line.isprintable()] == [], where
        assert "\nRisalah: semua berhasil" not in told[where]
    # Staff see their own names in their own folder, and the archive keeps all.
    report = (home / "inbox" / "_LAPORAN.txt").read_text("utf-8")
    assert NUMBERS[0] in report
    db = sqlite3.connect(home / "archive" / "ledger.db")
    details = [row[0] for row in db.execute("SELECT detail FROM files WHERE detail IS NOT NULL")]
    db.close()
    assert any("ValueError in" in detail for detail in details)
    assert SECRET not in "".join(details)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *((number, re.sub(r"\d", "#", number)) for number in NUMBERS),
        ("62812345678", "###########"),
        ("rekening 12345678901", "rekening ###########"),
        ("2026-11-24 22:55:55", "2026-11-24 22:55:55"),
        ("Rp 45.000.000", "Rp 45.000.000"),
        ("IMG_20231124_101010.jpg", "IMG_20231124_101010.jpg"),
        ("RT 02/RW 05, 120 m", "RT 02/RW 05, 120 m"),
        ("a\x1b]0;x\x07\r\nb\u202e\u200b", "a\\x1b]0;x\\x07\\x0d\\x0ab\\u202e\\u200b"),
        ("0" * 64 + "a1", "0" * 64 + "a1"),
    ],
)
def test_what_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_line_has_an_end() -> None:
    assert len(masked("kata " * 100_000)) < 3000
    assert printable("é 😀 " + os.fsdecode(b"\xff")) == "é 😀 \\udcff"

"""A night without news: it costs next to nothing, and nothing that is news is taken for none."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows import news
from flows.audit import audit
from flows.clock import as_written
from flows.news import quiet_night
from flows.run import run
from flows.summary import Summary
from intake.ledger import Ledger
from intake.verdicts import FILE, decide
from models.verdict import Mention
from tests.flows.test_run import NEWS, _no_rest, drop, inbox, night, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures
pytestmark = pytest.mark.usefixtures("no_ocr")
ROOT = Path(__file__).parents[2]


def quiet(inbox: Path) -> bool:
    home = inbox.parent
    return (
        quiet_night(
            inbox, home / "w" / "risalah.db", home / "arsip", zone="Asia/Jakarta", places=None
        )
        is not None
    )


def whole(inbox: Path) -> None:
    home = inbox.parent
    run(inbox, home / "w" / "risalah.db", home / "arsip", ocr="none", zone="Asia/Jakarta")


def test_of_thousands_that_wait_what_was_told_before_costs_no_square() -> None:
    compared: list[str] = []

    class Word(str):
        def __eq__(self, other: object) -> bool:
            compared.append(self)
            return str.__eq__(self, str(other))

        __hash__ = str.__hash__

    def waits() -> tuple[tuple[str, str], ...]:
        return tuple((Word(f"{n}.pdf"), Word("masih disalin")) for n in range(300))

    done = Summary(waiting=(*waits(), ("baru.pdf", "masih disalin")))
    assert [line for line in done.lines(told=waits()) if line.startswith("  menunggu")] == [
        "  menunggu: baru.pdf (masih disalin)"
    ]
    assert len(compared) < 10 * 300


def test_after_a_run_that_came_to_its_end_there_is_nothing_to_do_and_it_is_noted(
    inbox: Path,
) -> None:
    assert not quiet(inbox), "nothing was read yet"
    drop(inbox, "berita.txt", NEWS.read_bytes())
    assert not quiet(inbox)
    whole(inbox)
    assert quiet(inbox)
    assert quiet(inbox)
    ledger = Ledger(inbox.parent / "arsip")
    last = ledger.runs.last()
    ledger.close()
    assert last is not None
    assert (last.result, last.started) == ("selesai", last.ended)
    assert "Basis data kini berisi 1 dokumen" in (last.summary or "")
    assert audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db").closes


def _dropped(inbox: Path) -> None:
    drop(inbox, "lain.txt", b"Rapat RT 02/RW 05.")


def _still_copied(inbox: Path) -> None:
    drop(inbox, "lain.pdf", b"%PDF-1.4 belum selesai")


def _no_warehouse(inbox: Path) -> None:
    (inbox.parent / "w" / "risalah.db").unlink()


def _a_row_less(inbox: Path) -> None:
    db = sqlite3.connect(inbox.parent / "w" / "risalah.db")
    db.execute("DELETE FROM documents")
    db.commit()
    db.close()


def _decided(inbox: Path) -> None:
    one, two = (Mention("orang", "0" * 64, name) for name in ("Budi", "Budi S"))
    decide(inbox.parent / "arsip", one, two, True, now="2026-03-01T01:00:00+07:00")
    assert (inbox.parent / "arsip" / FILE).is_file()


def _cut_off(inbox: Path) -> None:
    ledger = Ledger(inbox.parent / "arsip")
    ledger.runs.started("2026-03-01T01:00:00+07:00")
    ledger.close()


def _one_waits(inbox: Path) -> None:
    ledger = Ledger(inbox.parent / "arsip")
    ledger.arrived(
        "1" * 64, name="a", folder="", path="originals/11/a", byte_count=1, now="2026", drop_id="1"
    )
    ledger.close()


@pytest.mark.parametrize(
    "what",
    [_dropped, _still_copied, _no_warehouse, _a_row_less, _decided, _cut_off, _one_waits],
    ids=lambda what: what.__name__.strip("_"),
)
def test_what_is_news_is_not_taken_for_none(inbox: Path, what: Callable[[Path], None]) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    whole(inbox)
    assert quiet(inbox)
    what(inbox)
    assert not quiet(inbox)


def test_another_version_and_another_program_look_again(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    whole(inbox)
    monkeypatch.setattr(news.extractors, "VERSION", "later")
    assert not quiet(inbox)
    monkeypatch.undo()
    monkeypatch.setattr(news, "_PROGRAM", tmp_path_factory.mktemp("program"))
    assert not quiet(inbox)


def test_a_file_written_anew_with_its_old_size_and_time_is_news(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing may be taken out, what was read stays and is known by its last change alone."""
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode, **more: mode != os.W_OK and real(path, mode, **more)
    )
    remove = Path.unlink

    def refused(lies: Path, missing_ok: bool = False) -> None:
        if lies.is_relative_to(inbox):
            raise PermissionError("read-only")
        remove(lies, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    path = drop(inbox, "berita.txt", b"Rapat RT 02/RW 05.")
    whole(inbox)
    assert path.exists()
    assert quiet(inbox)
    before = path.stat()
    path.write_bytes(b"Rapat RT 03/RW 05.")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert not quiet(inbox)
    assert len(night(inbox).outcomes) == 1


def test_a_night_without_news_imports_nothing_that_only_work_needs(inbox: Path) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    whole(inbox)
    script = (
        "import sys\nfrom risalah.cli import main\n"
        "sys.argv = 'risalah ingest --inbox inbox --archive arsip --warehouse w/risalah.db --state state --ocr none'.split()\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        "heavy = ('prefect', 'spacy', 'numpy', 'cv2', 'pypdfium2', 'pydantic', 'sqlite_utils')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=inbox.parent, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_database_whose_tables_were_not_made_before_a_kill_holds_no_document(inbox: Path) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    warehouse = inbox.parent / "w" / "risalah.db"
    warehouse.parent.mkdir(exist_ok=True)
    db = sqlite3.connect(warehouse)
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    Ledger(inbox.parent / "arsip").close()
    assert audit(inbox.parent / "arsip", warehouse).closes
    assert not quiet(inbox)
    whole(inbox)
    assert audit(inbox.parent / "arsip", warehouse).documents == 1


def test_the_report_follows_the_days_without_news(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    whole(inbox)
    report = inbox / "_LAPORAN.txt"
    of_the_run = report.read_text("utf-8")
    assert "1 berkas datang: 1 dibaca" in of_the_run
    assert quiet(inbox)
    assert report.read_text("utf-8") == of_the_run, "a quiet run of the same day has less to say"
    later = (datetime.now(ZoneInfo("Asia/Jakarta")) + timedelta(days=2)).isoformat(
        timespec="seconds"
    )
    monkeypatch.setattr(news, "clock", lambda zone: lambda: later)
    assert quiet(inbox)
    told = report.read_text("utf-8")
    assert told.startswith(f"Laporan Risalah, {as_written(later)}\n")
    assert "24 jam terakhir: 0 berkas datang" in told


def test_a_file_that_waits_no_longer_is_told_no_longer(inbox: Path) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    waits = drop(inbox, "putus.pdf", b"%PDF-1.4 belum selesai")
    whole(inbox)
    assert "menunggu: putus.pdf" in (inbox / "_LAPORAN.txt").read_text("utf-8")
    waits.unlink()
    assert quiet(inbox)
    assert "putus.pdf" not in (inbox / "_LAPORAN.txt").read_text("utf-8")


def test_what_lies_there_for_days_did_not_come_in_the_last_day(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "lama.txt", NEWS.read_bytes())
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 3 * 86_400)
    with (inbox / "lama.txt").open("ab"):  # a program holds it open all the time
        whole(inbox)
    told = (inbox / "_LAPORAN.txt").read_text("utf-8")
    assert "menunggu: lama.txt (masih disalin)" in told
    assert "24 jam terakhir: 0 berkas datang" in told


def test_a_database_that_may_not_be_looked_at_is_looked_at_by_a_run(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> list[int]:
        if "risalah.db" in path.name:
            raise PermissionError(13, "Permission denied")
        return []

    drop(inbox, "berita.txt", NEWS.read_bytes())
    whole(inbox)
    assert quiet(inbox)
    monkeypatch.setattr(news, "_facts", closed)
    assert not quiet(inbox)
    whole(inbox)
    monkeypatch.undo()
    assert not quiet(inbox), "that run left no mark"

"""Backup and restore, and an archive whose ledger was lost."""

import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.audit import audit
from flows.run import is_news
from flows.status import status_lines
from intake.backup import backup, restore
from intake.lock import locked
from models.errors import ArchiveError
from risalah.cli import main
from tests.flows.test_run import NEWS, _no_rest, drop, dump, inbox, night, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures


@pytest.mark.usefixtures("no_ocr")
def test_a_backup_brings_back_the_same_database_elsewhere(inbox: Path) -> None:
    home = inbox.parent
    archive, copy = home / "arsip", home / "cadangan"
    drop(inbox, "a.txt", NEWS.read_bytes())
    drop(inbox, "rusak.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    night(inbox)
    first = backup(archive, copy, "2026-01-01T02:00:00+07:00")
    assert (first.ledger_files, first.originals) == (2, 2)
    drop(inbox, "b.txt", NEWS.read_bytes() + b"lain")
    night(inbox)
    # One original of the backup rots; only it and what is new are copied.
    rotten = next((copy / "originals").glob("*/*.txt"))
    rotten.write_bytes(b"x" * rotten.stat().st_size)
    second = backup(archive, copy, "2026-01-02T02:00:00+07:00")
    assert (second.ledger_files, second.originals) == (3, 3)
    assert 3 <= second.copied <= 4  # the rotten one, the new one and its reading
    with pytest.raises(ArchiveError, match="is there already") as told:
        restore(copy, archive)
    assert "sudah ada arsip" in told.value.sentence
    with pytest.raises(ArchiveError, match="holds no backup") as told:
        restore(home / "tiada", home / "baru")
    assert "tidak ada cadangan" in told.value.sentence
    other = home / "lain"
    (other / "inbox").mkdir(parents=True)
    assert restore(copy, other / "arsip").originals == 3
    night(other / "inbox")
    assert dump(other / "w" / "risalah.db") == dump(home / "w" / "risalah.db")
    assert audit(other / "arsip", other / "w" / "risalah.db").closes


@pytest.mark.usefixtures("no_ocr")
def test_a_damaged_original_is_named_as_it_was_received_and_mended_by_its_copy_in_a_backup(
    inbox: Path,
) -> None:
    archive, copy = inbox.parent / "arsip", inbox.parent / "cadangan"
    (inbox / "RW 05").mkdir()
    drop(inbox, "RW 05/notulen.txt", NEWS.read_bytes())
    night(inbox)
    backup(archive, copy, "2026-01-01T02:00:00+07:00")
    with closing(sqlite3.connect(archive / "ledger.db")) as db, db:
        db.execute("UPDATE files SET first_seen = '2026-03-01T01:00:00+07:00'")
    (original,) = (archive / "originals").glob("*/*")
    original.write_bytes(b"x" * original.stat().st_size)
    other = inbox.parent / "lain"
    with pytest.raises(ArchiveError) as stopped:
        backup(archive, other, "2026-01-02T02:00:00+07:00")
    doctor = ["doctor", "--archive", str(archive)]
    told = CliRunner().invoke(main, doctor).output
    for said in (stopped.value.sentence, told):
        assert "RW 05/notulen.txt (diterima 01-03-2026)" in said
    place = original.relative_to(archive)
    assert f"salin {place} dari folder cadangan ke kotak masuk" in told
    shutil.copy(copy / place, inbox)
    assert night(inbox).copies == ((original.name, "RW 05/notulen.txt"),)
    assert "semua berkas asli utuh" in CliRunner().invoke(main, doctor).output


@pytest.mark.usefixtures("no_ocr")
def test_what_is_no_original_ends_no_backup_and_what_a_run_left_half_done_is_not_copied(
    inbox: Path,
) -> None:
    archive, copy = inbox.parent / "arsip", inbox.parent / "cadangan"
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    (original,) = (archive / "originals").glob("*/*")
    (original.parent / "Thumbs.db").write_bytes(b"x")
    (archive / ".part-unpack-abc").mkdir()
    (archive / ".part-unpack-abc" / "member").write_bytes(b"x")
    for _ in range(2):
        assert backup(archive, copy, "2026-01-01T02:00:00+07:00").originals == 1
        (copy / "originals" / original.parent.name / "desktop.ini").write_bytes(b"x")
    assert not [p for p in copy.rglob("*") if p.name in ("member", ".part-unpack-abc")]
    other = inbox.parent / "lain"
    assert restore(copy, other).originals == 1


@pytest.mark.usefixtures("no_ocr")
def test_an_original_that_rots_before_its_copy_holds_up_no_other(inbox: Path) -> None:
    archive, copy = inbox.parent / "arsip", inbox.parent / "cadangan"
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    backup(archive, copy, "2026-01-01T02:00:00+07:00")
    before = (copy / "cadangan.json").read_bytes()
    for n in range(4):
        drop(inbox, f"{n}.txt", NEWS.read_bytes() + str(n).encode())
    night(inbox)
    held = {p.name for p in (copy / "originals").glob("*/*")}
    first, second, *_ = sorted(p for p in (archive / "originals").glob("*/*") if p.name not in held)
    kept = first.read_bytes(), second.read_bytes()
    first.write_bytes(b"lain")
    second.unlink()
    second.symlink_to(second.name)  # it cannot be opened
    with pytest.raises(ArchiveError, match="2 files are not what was stored") as told:
        backup(archive, copy, "2026-01-02T02:00:00+07:00")
    assert first.name in str(told.value)
    assert second.name in str(told.value)
    assert len(list((copy / "originals").glob("*/*"))) == 3
    assert not list(copy.rglob(".part-*"))
    # The ledger of before goes with what is there, so that the earlier backup still comes back.
    assert (copy / "cadangan.json").read_bytes() == before
    assert restore(copy, inbox.parent / "lain").ledger_files == 1
    second.unlink()
    first.write_bytes(kept[0])
    second.write_bytes(kept[1])
    assert backup(archive, copy, "2026-01-03T02:00:00+07:00").originals == 5
    # What the backup holds already is told, and its ledger is brought up to date all the same.
    first.write_bytes(b"lain")
    with pytest.raises(ArchiveError, match="1 files are not what was stored"):
        backup(archive, copy, "2026-01-04T02:00:00+07:00")
    assert "2026-01-04" in (copy / "cadangan.json").read_text()
    assert restore(copy, inbox.parent / "lagi").originals == 5


@pytest.mark.usefixtures("no_ocr")
def test_a_backup_is_on_the_disk_before_it_is_called_made(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, copy = inbox.parent / "arsip", inbox.parent / "cadangan"
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    synced: list[str] = []
    real = os.fsync

    def noted(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))  # noqa: PTH115
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    backup(archive, copy, "2026-01-01T02:00:00+07:00")
    for name in ("ledger.db", "cadangan.json.baru"):
        part = synced.index(str(copy / f".part-{name}"))
        assert str(copy) in synced[part:]
    for folder in ("originals", "readings"):
        (made,) = (copy / folder).iterdir()
        assert {str(made), str(made.parent), str(copy)} <= set(synced)


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize("cut", range(1, 5))
def test_a_backup_that_is_cut_off_anywhere_can_be_restored(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    archive, copy = inbox.parent / "arsip", inbox.parent / "cadangan"
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    backup(archive, copy, "2026-01-01T02:00:00+07:00")
    drop(inbox, "b.txt", NEWS.read_bytes() + b"b")
    night(inbox)

    class Killed(BaseException):
        pass

    real, renamed = Path.replace, 0

    def replaced(path: Path, goal: Path) -> Path:
        nonlocal renamed
        if (
            path.name.startswith(".part-") and path.parent == copy
        ) or path.name == "cadangan.json.baru":
            renamed += 1
            if renamed == cut:
                raise Killed
        return real(path, goal)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replaced)
        if cut < 4:
            with pytest.raises(Killed):
                backup(archive, copy, "2026-01-02T02:00:00+07:00")
        else:  # nothing is left to be cut off
            backup(archive, copy, "2026-01-02T02:00:00+07:00")
    status_lines(inbox, inbox.parent / "lain", cron="0 1 * * *", zone="Asia/Jakarta")
    (inbox.parent / "lagi").mkdir()
    status_lines(inbox, inbox.parent / "lagi", cron="0 1 * * *", zone="Asia/Jakarta")
    found = restore(copy, inbox.parent / "lagi")
    assert found.ledger_files == (1 if cut < 3 else 2)
    assert backup(archive, copy, "2026-01-03T02:00:00+07:00").ledger_files == 2


@pytest.mark.usefixtures("no_ocr")
def test_a_damaged_backup_is_refused_and_no_half_archive_is_left(inbox: Path) -> None:
    home = inbox.parent
    copy = home / "cadangan"
    with pytest.raises(ArchiveError, match="no archive here"):
        backup(home / "arsip", copy, "2026-01-01T02:00:00+07:00")
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    with pytest.raises(ArchiveError, match="inside the archive"):
        backup(home / "arsip", home / "arsip" / "cadangan", "2026-01-01T02:00:00+07:00")
    backup(home / "arsip", copy, "2026-01-01T02:00:00+07:00")
    with locked(home / "arsip"), pytest.raises(ArchiveError, match="a run is going on"):
        backup(home / "arsip", copy, "2026-01-01T02:00:00+07:00")
    original = next((copy / "originals").glob("*/*"))
    kept = original.read_bytes()
    for spoil in (
        lambda: original.write_bytes(b"lain"),
        original.unlink,
        (copy / "cadangan.json").unlink,
    ):
        spoil()
        with pytest.raises(ArchiveError):
            restore(copy, home / "lain")
        assert not (home / "lain").exists()
        original.write_bytes(kept)


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize("lost", ["ledger", "ledger and database", "older ledger"])
def test_originals_that_a_lost_ledger_does_not_know_are_told_and_taken_back(
    inbox: Path, lost: str
) -> None:
    home = inbox.parent
    archive, warehouse = home / "arsip", home / "w" / "risalah.db"
    ledger = archive / "ledger.db"
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    older = ledger.read_bytes()
    with zipfile.ZipFile(inbox / "rapat.zip", "w") as zipped:
        zipped.writestr("b.txt", NEWS.read_bytes() + b"lain")
    night(inbox)
    before = dump(warehouse)
    assert audit(archive, warehouse).seen == 3
    ledger.unlink()
    if lost == "older ledger":
        ledger.write_bytes(older)
    if lost == "ledger and database":
        warehouse.unlink()
    fault = audit(archive, warehouse).faults[0]
    assert f"{2 if lost == 'older ledger' else 3} berkas asli di arsip tidak dikenal" in fault
    assert "pulihkan buku arsip dari cadangan" in fault
    told = CliRunner().invoke(main, ["doctor", "--archive", str(archive)])
    assert told.exit_code == ArchiveError.exit_code
    assert "tidak dikenal buku arsip" in told.output
    assert is_news(inbox, warehouse, archive, ocr="auto")
    night(inbox)
    found = audit(archive, warehouse)
    assert found.closes
    assert (found.seen, found.documents, found.unpacked, found.copies) == (3, 2, 1, 0)
    assert dump(warehouse) == before
    assert not night(inbox).outcomes, "taken back once"


@pytest.mark.usefixtures("no_ocr")
def test_what_a_run_takes_in_while_an_archive_is_restored_stays(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = inbox.parent
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    backup(home / "arsip", home / "cadangan", "2026-01-01T02:00:00+07:00")
    other = home / "lain" / "inbox"
    other.mkdir(parents=True)
    drop(other, "b.txt", NEWS.read_bytes() + b"lain")
    real = shutil.copy2

    def meanwhile(*args: Any, **options: Any) -> Any:
        if not (other.parent / "arsip").exists():
            night(other)
        return real(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy2", meanwhile)
        with pytest.raises(ArchiveError, match="is there already"):
            restore(home / "cadangan", home / "lain" / "arsip")
    found = audit(home / "lain" / "arsip", home / "lain" / "w" / "risalah.db")
    assert (found.seen, found.closes) == (1, True)


@pytest.mark.usefixtures("no_ocr")
def test_a_restored_archive_is_on_the_disk_before_it_bears_its_name(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = inbox.parent
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    backup(home / "arsip", home / "cadangan", "2026-01-01T02:00:00+07:00")
    happened: list[str] = []
    replace = Path.replace

    def renamed(path: Path, goal: Path) -> Path:
        happened.append(f"renamed {goal.name}")
        return replace(path, goal)

    monkeypatch.setattr(os, "sync", lambda: happened.append("synced"))
    monkeypatch.setattr(Path, "replace", renamed)
    restore(home / "cadangan", home / "lain")
    assert happened == ["synced", "renamed lain"]


@pytest.mark.usefixtures("no_ocr")
def test_what_failed_before_a_move_is_given_again_and_not_told_as_taken_away(inbox: Path) -> None:
    home = inbox.parent
    drop(inbox, "lama.pdf", b"%PDF-1.4 rusak %%EOF")
    night(inbox)
    backup(home / "arsip", home / "cadangan", "2026-01-01T02:00:00+07:00")
    other = home / "lain" / "inbox"
    other.mkdir(parents=True)
    restore(home / "cadangan", home / "lain" / "arsip")
    drop(other, "baru.pdf", b"%PDF-1.4 rusak juga %%EOF")
    night(other)
    assert {p.name for p in (other / "gagal").glob("*.pdf")} == {"lama.pdf", "baru.pdf"}
    told = status_lines(other, home / "lain" / "arsip", cron="0 1 * * *", zone="Asia/Jakarta")
    assert len([line for line in told if line.startswith("  gagal: ")]) == 2
    assert not [line for line in told if "diambil atau dihapus" in line]
    # Where the inbox came along nothing lies there twice.
    shutil.copytree(inbox, home / "ketiga" / "inbox")
    restore(home / "cadangan", home / "ketiga" / "arsip")
    night(home / "ketiga" / "inbox")
    assert [p.name for p in (home / "ketiga" / "inbox" / "gagal").glob("*.pdf")] == ["lama.pdf"]

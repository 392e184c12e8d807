"""Backup and restore, and an archive whose ledger was lost."""

import errno
import json
import os
import resource
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.audit import audit
from flows.run import is_news
from flows.status import status_lines
from intake.archive import file_hash
from intake.backup import backup, restore
from intake.lock import locked
from models.errors import ArchiveError
from risalah.cli import main
from tests.flows.test_run import NEWS, _no_rest, drop, dump, inbox, night, no_ocr
from tests.flows.test_steps import NOBODY

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


@pytest.fixture
def kept() -> Iterator[Path]:
    """A home with an archive of four files and a backup of it, where rights count also for root."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "inbox").mkdir()
        for n in range(4):
            drop(home / "inbox", f"{n}.txt", NEWS.read_bytes() + str(n).encode())
        night(home / "inbox")
        backup(home / "arsip", home / "cadangan", "2026-01-01T02:00:00+07:00")
        yield home


@contextmanager
def as_somebody(home: Path) -> Iterator[None]:
    """Be somebody who owns the home and has no right beside that."""
    if os.geteuid():
        yield
        return
    for path in (home, *home.rglob("*")):
        os.chown(path, NOBODY, -1)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def closed(path: Path, mode: int = 0) -> Iterator[None]:
    """Take the rights to a file or folder away for a while."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.mark.usefixtures("no_ocr")
def test_the_last_good_copy_stays_where_it_cannot_be_read_for_now(kept: Path) -> None:
    archive, copy = kept / "arsip", kept / "cadangan"
    original, *_ = sorted((archive / "originals").glob("*/*"))
    good, there = original.read_bytes(), copy / original.relative_to(archive)
    before = (copy / "cadangan.json").read_bytes()
    times = original.stat()
    original.write_bytes(b"rot" + good[3:])
    os.utime(original, ns=(times.st_atime_ns, times.st_mtime_ns))
    drop(kept / "inbox", "baru.txt", NEWS.read_bytes() + b"baru")
    night(kept / "inbox")
    with as_somebody(kept):
        with closed(there), pytest.raises(ArchiveError, match=there.name) as told:
            backup(archive, copy, "2026-01-02T02:00:00+07:00")
        assert "arsip tidak punya gantinya" in told.value.sentence
        assert there.read_bytes() == good
        assert len(list((copy / "originals").glob("*/*"))) == 5, "all else is copied"
        assert (copy / "cadangan.json").read_bytes() == before
        # What rotted there is put in place whole, or not at all.
        original.write_bytes(good)
        there.write_bytes(b"rot" + good[3:])
        assert backup(archive, copy, "2026-01-03T02:00:00+07:00").copied == 1
        assert there.read_bytes() == good
        # So is what lacks in the archive.
        there.write_bytes(b"rot" + good[3:])
        original.unlink()
        with pytest.raises(ArchiveError, match="left as they are"):
            backup(archive, copy, "2026-01-04T02:00:00+07:00")
        assert there.exists()


@pytest.mark.usefixtures("no_ocr")
def test_a_folder_of_a_backup_that_cannot_be_listed_is_told_as_that_and_the_others_are_copied(
    kept: Path,
) -> None:
    archive, copy = kept / "arsip", kept / "cadangan"
    first, second, *_ = sorted((copy / "originals").iterdir())
    lost = next(second.iterdir())
    lost.unlink()
    with as_somebody(kept):
        for folder in (first, copy / "originals"):
            with closed(folder, 0o300), pytest.raises(ArchiveError, match=folder.name) as told:
                backup(archive, copy, "2026-01-02T02:00:00+07:00")
            assert "tidak boleh atau tidak dapat dibuka" in told.value.sentence
            assert lost.exists()
            # Nor can it be restored, for want of rights: nothing is damaged.
            with closed(folder, 0o300), pytest.raises(ArchiveError) as told:
                restore(copy, kept / "baru")
            assert (
                f"Cadangan tidak dapat dibaca di {copy}: Risalah tidak punya izin"
                in told.value.sentence
            )
        with closed(copy / "readings", 0o300), pytest.raises(ArchiveError) as told:
            restore(copy, kept / "baru")
        assert (
            f"Cadangan tidak dapat dibaca di {copy}: Risalah tidak punya izin"
            in told.value.sentence
        )
        assert not (kept / "baru").exists()


@pytest.mark.usefixtures("no_ocr")
def test_an_archive_whose_folders_cannot_be_listed_is_told_or_copied(kept: Path) -> None:
    archive, copy = kept / "arsip", kept / "cadangan"
    with as_somebody(kept):
        with closed(archive, 0o300):  # what lies in it is known by name
            assert backup(archive, copy, "2026-01-02T02:00:00+07:00").originals == 4
        with (
            closed(archive / "originals", 0o300),
            pytest.raises(ArchiveError, match="1 files are not what was stored"),
        ):
            backup(archive, copy, "2026-01-03T02:00:00+07:00")
        with closed(archive / "originals", 0o300):
            done = CliRunner().invoke(main, ["doctor", "--archive", str(archive)])
        assert "Arsip: originals: folder ini tidak boleh" in done.output
        assert "Ada folder arsip yang tidak boleh atau tidak dapat dibuka" in done.output
        folder = next((archive / "originals").iterdir())
        with closed(folder, 0o400), pytest.raises(ArchiveError, match="cannot be read") as told:
            backup(archive, copy, "2026-01-04T02:00:00+07:00")
        assert "Ada berkas di arsip" in told.value.sentence


@pytest.mark.usefixtures("no_ocr")
def test_at_the_root_of_a_disk_what_is_not_of_the_backup_is_neither_looked_at_nor_brought_back(
    kept: Path,
) -> None:
    copy = kept / "cadangan"
    (copy / "lost+found").mkdir()
    (copy / "foto keluarga.jpg").write_bytes(b"x")
    (copy / ".part-ledger.db").write_bytes(b"x")
    (next((copy / "originals").iterdir()) / ".part-x").write_bytes(b"x")
    (kept / "arsip" / "keputusan-identitas.jsonl").write_text("")
    (kept / "arsip" / "lost+found").mkdir()
    with (
        as_somebody(kept),
        closed(copy / "lost+found"),
        closed(kept / "arsip" / "lost+found"),
    ):
        backup(kept / "arsip", copy, "2026-01-02T02:00:00+07:00")
        assert restore(copy, kept / "baru").originals == 4
        ours = {"originals", "readings", "ledger.db", "keputusan-identitas.jsonl"}
        assert {path.name for path in (kept / "baru").iterdir()} == ours
        assert not list((kept / "baru").rglob(".part-*"))


@pytest.mark.usefixtures("no_ocr")
def test_what_the_system_says_without_a_name_is_not_laid_to_the_backup(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "sync", full)
    monkeypatch.chdir(kept / "cadangan")
    with pytest.raises(ArchiveError) as told:
        restore(Path(), kept / "baru")
    assert f"Arsip tidak dapat dipulihkan ke {kept / 'baru'}: disk itu penuh" in told.value.sentence


@pytest.mark.usefixtures("no_ocr")
def test_an_archive_of_a_later_risalah_is_refused_and_nothing_written(kept: Path) -> None:
    archive, copy, inbox = kept / "arsip", kept / "cadangan", kept / "inbox"
    with closing(sqlite3.connect(archive / "ledger.db")) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("PRAGMA journal_mode = DELETE")
    before = (archive / "ledger.db").read_bytes()
    dropped = drop(inbox, "baru.txt", NEWS.read_bytes() + b"baru")
    for call in (
        lambda: night(inbox),
        lambda: status_lines(inbox, archive, cron="0 1 * * *", zone="Asia/Jakarta"),
        lambda: backup(archive, copy, "2026-01-02T02:00:00+07:00"),
    ):
        with pytest.raises(ArchiveError, match="later Risalah") as told:
            call()
        assert "Arsip ini dipakai oleh Risalah yang lebih baru" in told.value.sentence
    assert (archive / "ledger.db").read_bytes() == before
    assert dropped.exists()
    assert not (copy / ".part-ledger.db").exists()


@pytest.mark.usefixtures("no_ocr")
def test_a_ledger_that_is_no_database_is_told_as_damaged(kept: Path) -> None:
    archive = kept / "arsip"
    data = (archive / "ledger.db").read_bytes()
    (archive / "ledger.db").write_bytes(b"x" * 4096 + data[4096:])
    for call in (
        lambda: night(kept / "inbox"),
        lambda: status_lines(kept / "inbox", archive, cron="0 1 * * *", zone="Asia/Jakarta"),
    ):
        with pytest.raises(ArchiveError, match="cannot be read") as told:
            call()
        assert "mungkin rusak" in told.value.sentence
    with pytest.raises(ArchiveError) as told:
        backup(archive, kept / "cadangan", "2026-01-02T02:00:00+07:00")
    assert "rusak" in told.value.sentence


@pytest.mark.usefixtures("no_ocr")
def test_a_ledger_that_cannot_be_copied_is_told_with_why_and_not_as_damaged(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, copy = kept / "arsip", kept / "cadangan"
    with as_somebody(kept), closed(archive / "ledger.db"), pytest.raises(ArchiveError) as told:
        backup(archive, copy, "2026-01-02T02:00:00+07:00")
    assert f"Arsip tidak dapat dibaca di {archive}: Risalah tidak punya izin" in told.value.sentence
    real = sqlite3.connect
    for code, said in (
        (sqlite3.SQLITE_IOERR, f"Cadangan tidak dapat dibuat di {copy}: disk itu tidak menjawab"),
        (sqlite3.SQLITE_IOERR_WRITE, f"Cadangan tidak dapat dibuat di {copy}: disk itu tidak menjawab"),
        (sqlite3.SQLITE_READONLY, f"Cadangan tidak dapat dibuat di {copy}: Risalah tidak punya izin"),
        (sqlite3.SQLITE_CANTOPEN, f"Cadangan tidak dapat dibuat di {copy}: Risalah tidak punya izin"),
        (sqlite3.SQLITE_FULL, f"Cadangan tidak dapat dibuat di {copy}: disk itu penuh"),
        (sqlite3.SQLITE_CORRUPT, "Buku arsip (ledger.db) rusak"),
        (sqlite3.SQLITE_BUSY, "Risalah sedang berjalan"),
    ):  # fmt: skip
        error = sqlite3.OperationalError("x")
        error.sqlite_errorcode = code

        def refused(path: Any, *args: Any, error: Exception = error, **options: Any) -> Any:
            if Path(path).name == ".part-ledger.db":
                raise error
            return real(path, *args, **options)

        monkeypatch.setattr(sqlite3, "connect", refused)
        with pytest.raises(ArchiveError) as told:
            backup(archive, copy, "2026-01-02T02:00:00+07:00")
        assert said in told.value.sentence


@pytest.mark.usefixtures("no_ocr")
def test_a_backup_for_which_no_more_files_are_opened_is_the_machines_shortage(kept: Path) -> None:
    archive, copy = kept / "arsip", kept / "cadangan"
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for spare in range(1, 9):
        with ExitStack() as held:
            free = os.open(os.devnull, os.O_RDONLY)
            os.close(free)
            resource.setrlimit(resource.RLIMIT_NOFILE, (free + 60, hard))
            held.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
            taken = []
            with suppress(OSError):
                while True:
                    taken.append(held.enter_context(open(os.devnull, "rb")))  # noqa: PTH123
            for one in taken[:spare]:
                one.close()
            told: ArchiveError | None = None
            try:
                backup(archive, copy, "2026-01-02T02:00:00+07:00")
            except ArchiveError as error:
                told = error
        if told is not None:
            assert "opens no more files" in str(told), spare
        if spare == 1:
            assert told is not None


def told_by(*arguments: str) -> tuple[int, str]:
    """Return the exit code of a command, and what it says to staff in one line."""
    done = CliRunner().invoke(main, list(arguments))
    assert not isinstance(done.exception, Exception), done.exc_info
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.exit_code, done.stderr.partition(" | ")[0]


@pytest.mark.usefixtures("no_ocr")
def test_a_place_where_no_backup_can_be_is_told_with_what_is_wrong_there(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = inbox.parent
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    monkeypatch.chdir(home)
    (home / "putar").symlink_to("putar")
    where = ("--archive", "arsip")
    monkeypatch.setenv("RISALAH_INBOX", str(inbox))
    for goal, code, told in (
        ("/proc/x", 4, "Cadangan tidak dapat dibuat di /proc/x: folder itu tidak ada dan tidak dapat dibuat"),
        (str(NEWS), 4, "yang ada di sana berkas, bukan folder"),
        (f"{NEWS}/x", 4, "yang ada di sana berkas, bukan folder"),
        ("n" * 300, 4, "namanya terlalu panjang"),
        ("putar", 4, "berputar tanpa ujung"),
        (".", 4, "Arsip itu sendiri terletak di dalam folder ini"),
        ("/", 4, "Arsip itu sendiri terletak di dalam folder ini"),
        ("arsip/x", 4, "tidak boleh terletak di dalam arsip"),
        (str(inbox / "x"), 4, "tidak boleh terletak di dalam kotak masuk"),
        ("", 2, "Isi 'FOLDER' tidak dapat dipakai"),
    ):  # fmt: skip
        assert told_by("backup", goal, *where)[0] == code, goal
        said = told_by("backup", goal, *where)[1]
        assert told in said, goal
        assert "penuh" not in said
    assert not (home / "cadangan.json").exists()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert "disk itu penuh. Kosongkan" in told_by("backup", "penuh", *where)[1]


@pytest.mark.usefixtures("no_ocr")
def test_a_place_where_no_archive_can_be_brought_back_to_is_told_with_what_is_wrong_there(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = inbox.parent
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    backup(home / "arsip", home / "cadangan", "2026-01-01T02:00:00+07:00")
    monkeypatch.chdir(home)
    (home / "isi").mkdir()
    (home / "isi" / "foto.jpg").write_bytes(b"x")
    (home / "putar").symlink_to("putar")
    for name in ("INBOX", "WAREHOUSE", "PLACES"):
        monkeypatch.setenv(f"RISALAH_{name}", f"/dev/{name}")
    for goal, told in (
        ("/proc/x", "Arsip tidak dapat dipulihkan ke /proc/x: folder itu tidak ada"),
        (str(NEWS), "Di tempat arsip ada berkas, bukan folder"),
        ("n" * 255, "namanya terlalu panjang"),
        ("isi", "berisi hal lain, dan tidak ada yang ditimpa"),
        ("putar", "berputar tanpa ujung"),
        ("cadangan/x", "tidak boleh terletak satu di dalam yang lain"),
        ("arsip", "sudah ada arsip"),
    ):
        code, said = told_by("restore", "cadangan", "--archive", goal)
        assert (code, told in said) == (4, True), (goal, said)
    with pytest.raises(ArchiveError) as no_name:
        restore(home / "cadangan", Path("/"))
    assert "pangkal disk" in no_name.value.sentence
    # The folder that one is in, empty, will do.
    (home / "baru").mkdir()
    monkeypatch.chdir(home / "baru")
    assert restore(home / "cadangan", Path()).originals == 1
    assert (home / "baru" / "ledger.db").exists()
    with monkeypatch.context() as patched:

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

        patched.setattr(shutil, "copy2", full)
        _, said = told_by("restore", str(home / "cadangan"), "--archive", str(home / "lagi"))
    assert f"dipulihkan ke {home / 'lagi'}: disk itu penuh" in said


@pytest.mark.usefixtures("no_ocr")
def test_a_backup_that_cannot_be_brought_back_is_told_with_why(inbox: Path) -> None:
    home = inbox.parent
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    backup(home / "arsip", home / "cadangan", "2026-01-01T02:00:00+07:00")
    manifest = (home / "cadangan" / "cadangan.json").read_text()

    def of_a_later_ledger(copy: Path) -> None:
        with closing(sqlite3.connect(copy / "ledger.db")) as db:
            db.execute("PRAGMA user_version = 99")
        told = json.loads(manifest)
        told["ledger_sha256"] = file_hash(copy / "ledger.db")[0]
        (copy / "cadangan.json").write_text(json.dumps(told))

    def lacking(copy: Path) -> None:
        next((copy / "originals").glob("*/*")).unlink()

    for n, (harm, told) in enumerate((
        (lambda c: os.truncate(c / "ledger.db", 5000), "Cadangan ini rusak"),
        (lambda c: (c / "ledger.db").unlink(), "Cadangan ini rusak"),
        (lambda c: (c / "cadangan.json").write_text('{"made'), "Cadangan ini rusak"),
        (lambda c: (c / "cadangan.json").write_text("[]"), "Cadangan ini rusak"),
        (lambda c: (c / "cadangan.json").write_text(manifest.replace("{", '{"x": 1,')), "lebih baru. Perbarui Risalah"),
        (of_a_later_ledger, "lebih baru. Perbarui Risalah"),
        (lacking, "Ada berkas asli yang rusak atau tidak ada lagi"),
        (lambda c: shutil.rmtree(c), "tidak ada cadangan"),
    )):  # fmt: skip
        copy = home / f"cadangan{n}"
        shutil.copytree(home / "cadangan", copy)
        harm(copy)
        code, said = told_by("restore", str(copy), "--archive", str(home / "baru"))
        assert (code, told in said) == (4, True), (n, said)
    assert not (home / "baru").exists()

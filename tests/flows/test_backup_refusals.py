"""Backups that cannot be made or brought back: rights, damage, places, and what staff are told of each."""

import errno
import json
import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.status import status_lines
from intake.archive import file_hash
from intake.backup import backup, restore
from models.errors import ArchiveError
from risalah.cli import main
from tests.flows.test_run import NEWS, _no_rest, drop, inbox, night, no_ocr
from tests.flows.test_steps import NOBODY

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures


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

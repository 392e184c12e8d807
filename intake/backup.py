"""A copy of the archive that can be trusted, and the way back from it.

What cannot be made again lies in the archive: originals, readings, the ledger. The database is not
copied: it is rebuilt from these.
"""

import errno
import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from intake.archive import Archive, file_hash, make_folder, sync_folder
from intake.book import is_damage
from intake.copies import ORIGINALS, PART, copy_back, copy_new, copy_one
from intake.damaged import as_received
from intake.goals import ARCHIVE, BACKUP, RESTORED, SOURCE, archive_goal, need_backup_goal, unfit
from intake.lock import LOCK, locked
from intake.tables import AGE, make, need_known
from models.errors import ArchiveError, no_more_files

MANIFEST = "cadangan.json"
_NEXT = f"{MANIFEST}.baru"
"""The manifest of the ledger that is about to take its place."""
_LEDGER = "ledger.db"
_OF_SQLITE = {f"{_LEDGER}-wal", f"{_LEDGER}-shm", f"{_LEDGER}-journal"}
_OF_LEDGER = frozenset({_LEDGER, *_OF_SQLITE})
_NAMED = 10


_THERE = (
    "Di tempat tujuan sudah ada arsip, dan arsip itu tidak ditimpa. Pindahkan dahulu folder arsip "
    "yang lama, lalu pulihkan lagi."
)
_NONE = "Di folder itu tidak ada cadangan. Periksa nama foldernya: cadangan dibuat dengan risalah backup."
_NOTHING = "Belum ada arsip di sana, jadi belum ada yang dapat dicadangkan."
_DAMAGED = (
    "Ada berkas di arsip yang rusak atau tidak dapat dibaca, jadi tidak ikut disalin. Taruh lagi berkas aslinya di "
    "kotak masuk, atau pulihkan dari cadangan yang lebih lama."
)
_CLOSED = (
    "Ada folder di cadangan yang tidak boleh atau tidak dapat dibuka, jadi isinya tidak diperiksa dan tidak "
    "ditambah. Minta pengelola memberi izin atau memeriksa disknya, atau pilih folder cadangan lain."
)
_DOUBTFUL = (
    "Ada berkas asli di cadangan yang rusak atau tidak dapat dibaca, dan arsip tidak punya gantinya. Cadangan itu "
    "dibiarkan seperti semula. Taruh lagi berkas aslinya di kotak masuk lalu buat cadangan lagi, atau pilih folder "
    "cadangan lain."
)
_ALL_ELSE = "Yang lain sudah disalin."
_BUSY = "Risalah sedang berjalan. Ulangi setelah selesai."
_NOT_RESTORED = "Cadangan ini rusak, jadi tidak dapat dipulihkan. Coba cadangan yang lebih lama."
_NEWER = (
    "Cadangan ini dibuat oleh Risalah yang lebih baru. Perbarui Risalah di komputer ini (git pull, lalu make "
    "setup), lalu pulihkan lagi."
)
_INCOMPLETE = (
    "Ada berkas asli yang rusak atau tidak ada lagi, jadi cadangan ini tidak lengkap. Pakai cadangan yang "
    "lebih lama, atau taruh lagi berkas aslinya di kotak masuk lalu buat cadangan lagi."
)
_LEDGER_DAMAGED = (
    "Buku arsip (ledger.db) rusak atau tidak dapat dibaca. Pulihkan dari cadangan yang lebih lama dengan "
    "risalah restore; beri tahu pengelola."
)


_NUMBERS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EACCES,
}
"""The number of the system's error that stands behind one of SQLite."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: files of the ledger, originals, all bytes; how many files this call copied."""

    made: str
    ledger_files: int
    originals: int
    byte_count: int
    ledger_sha256: str
    copied: int = 0


def backup(archive: Path, goal: Path, now: str) -> Backup:
    """Bring `goal` up to the archive and verify it; a folder that holds an earlier backup gets what is
    new, and what was damaged there is replaced. Nothing else in `goal` is changed, and nothing deleted.

    What is damaged in the archive, or cannot be read there, holds up nothing else: the rest is copied,
    then it is told. As long as `goal` lacks an original, it keeps the ledger that it has, so that an
    earlier backup in it can still be restored.

    Raises: ArchiveError when a run is going on, a file of the archive is damaged, or `goal` lies inside
        the archive or round it, or cannot be written.
    """
    if not (archive / _LEDGER).is_file():
        raise ArchiveError(
            f"{archive}: there is no archive here yet; nothing to copy", sentence=_NOTHING
        )
    need_backup_goal(goal, archive)
    with locked(archive) as mine:
        if not mine:
            raise ArchiveError(
                f"{archive}: a run is going on; try again when it has ended", sentence=_BUSY
            )
        try:
            doubtful = set(Archive(goal).verify())
            copied, damaged = copy_new(archive, goal, doubtful)
            lacking = [p for p in damaged if p.parts[0] == ORIGINALS and not (goal / p).is_file()]
            if not doubtful and not lacking:
                made = _make_whole(archive, goal, now)
            _need_sound(archive, damaged, goal, doubtful)
        except OSError as error:
            raise unfit(BACKUP, goal, error) from error
        except sqlite3.Error as error:
            raise _of_ledger(BACKUP, goal, error) from error
    return Backup(**{**asdict(made), "copied": copied})


def _make_whole(archive: Path, goal: Path, now: str) -> Backup:
    """Give a backup that has all originals the ledger of its archive, and a manifest.

    Raises: ArchiveError, OSError, sqlite3.Error.
    """
    _need_ledger(archive)
    part = goal / f"{PART}{_LEDGER}"
    try:
        _copy_ledger(archive / _LEDGER, part)
        made = _counted(goal, now, part)
        told = {k: v for k, v in asdict(made).items() if k != "copied"}
        # Cut off between the two, the ledger is that of the manifest which lies ready.
        _put(goal / _NEXT, json.dumps(told, indent=2))
        _put_in_place(part, goal / _LEDGER)
        _put_in_place(goal / _NEXT, goal / MANIFEST)
    finally:
        part.unlink(missing_ok=True)
    return made


def _need_ledger(archive: Path) -> None:
    """Raise ArchiveError where the ledger of an archive cannot be opened, or is of a later version."""
    try:
        with closing(sqlite3.connect(archive / _LEDGER, timeout=30)) as db:
            need_known(db, archive)
    except sqlite3.Error as error:
        raise _of_ledger(ARCHIVE, archive, error) from error


def _need_sound(archive: Path, damaged: list[Path], goal: Path, doubtful: set[Path]) -> None:
    """Raise ArchiveError where files of the archive were not copied, or of the backup not replaced."""
    closed = {path for path in doubtful if path.is_dir()}
    told, sentences = [], []
    for where, found, what, sentence in (
        (archive, damaged, "are not what was stored, or cannot be read; restore them from an older backup, or drop the originals again", _DAMAGED),
        (goal, closed, "are folders that cannot be listed; give the right to, or check the disk", _CLOSED),
        (goal, doubtful - closed, "are damaged or cannot be read and were left as they are; drop the originals again, or choose another folder", _DOUBTFUL),
    ):  # fmt: skip
        if found:
            names = ", ".join(sorted(map(str, found))[:_NAMED])
            told.append(f"{where}: {len(found)} files {what} ({names})")
            sentences.append(sentence)
            received = sorted(as_received(archive, found).values())
            more = f" dan {len(received) - _NAMED} lainnya" if len(received) > _NAMED else ""
            if received:
                sentences.append(f"Yang rusak: {', '.join(received[:_NAMED])}{more}.")
    if told:
        raise ArchiveError(
            f"{'; '.join(told)}; all else is copied", sentence=" ".join([*sentences, _ALL_ELSE])
        )


def restore(source: Path, archive: Path) -> Backup:
    """Make the archive anew from a backup, verified before and after; the backup stays as it is.

    Raises: ArchiveError when the backup is damaged or of a newer program, an archive or something else is
        there already, or it cannot be written.
    """
    try:
        if not (source / MANIFEST).is_file():
            raise ArchiveError(f"{source}: holds no backup ({MANIFEST} is missing)", sentence=_NONE)
    except OSError as error:
        raise unfit(SOURCE, source, error) from error
    try:
        _need_nothing(archive)
        goal = archive_goal(archive, source, _OF_LEDGER)
    except OSError as error:
        raise unfit(RESTORED, archive, error) from error
    # Under another name until all of it is there, so that no half archive is taken for one.
    part = goal.with_name(f".{goal.name}.part")
    try:
        told = _told(source)
        _verify(source)
        _counted(source, told.made)
        shutil.rmtree(part, ignore_errors=True)
        make_folder(goal.parent)
        copy_back(source, part, archive)
        copy_one(source / _LEDGER, part / _LEDGER, source=source, archive=archive)
        _verify(part)
        restored = _counted(part, told.made)
        _owe_anew(part / _LEDGER)
        os.sync()  # a power cut from here on finds all of it, or none
        _need_nothing(goal)  # a run may have begun while it was copied
        if goal.is_dir():
            for name in (LOCK, ".gitkeep", *_OF_LEDGER):
                (goal / name).unlink(missing_ok=True)
            goal.rmdir()
        part.replace(goal)
        sync_folder(goal.parent)
    except OSError as error:
        named = error.filename
        is_read = named is not None and Path(str(named)).is_relative_to(source)
        of, where = (SOURCE, source) if is_read else (RESTORED, archive)
        raise unfit(of, where, error) from error
    except sqlite3.Error as error:
        raise _of_ledger(RESTORED, archive, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return restored


def _of_ledger(told: str, folder: Path, error: sqlite3.Error) -> ArchiveError:
    """Return what to say where a ledger could not be copied, or brought up to date."""
    short = no_more_files()
    if short is not None:
        return short
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if is_damage(error) or code == sqlite3.SQLITE_ERROR:  # it has not the tables that it should
        return ArchiveError(f"{folder}: the ledger failed ({error})", sentence=_LEDGER_DAMAGED)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveError(f"{folder}: the ledger is in use ({error})", sentence=_BUSY)
    return unfit(told, folder, OSError(_NUMBERS.get(code, errno.EIO), str(error), str(folder)))


def _owe_anew(ledger: Path) -> None:
    """Note that staff are owed anew what failed and is open: what they were given lay in an inbox that no
    backup holds. What lies in `gagal/` all the same is not given twice. Raises: sqlite3.Error.
    """
    with closing(sqlite3.connect(ledger, isolation_level=None)) as db:
        make(db)
        db.execute("UPDATE answers SET given = NULL WHERE given <> ''")
        db.execute("DELETE FROM rest")


def _need_nothing(archive: Path) -> None:
    """Raise ArchiveError where an archive is there already."""
    if _holds_something(archive):
        raise ArchiveError(
            f"{archive}: an archive is there already; move it away, then restore",
            sentence=_THERE,
        )


def _holds_something(archive: Path) -> bool:
    """Tell whether an archive is there: a ledger without a file and without a run was made by asking for it."""
    if (archive / ORIGINALS).exists():
        return True
    if not (archive / _LEDGER).is_file():
        return False
    try:
        with closing(sqlite3.connect(archive / _LEDGER, timeout=30)) as db:
            files, runs = db.execute(
                "SELECT EXISTS (SELECT 1 FROM files), EXISTS (SELECT 1 FROM runs)"
            ).fetchone()
    except sqlite3.Error:
        return True  # whatever it is, it is not ours to replace
    return bool(files or runs)


def _told(source: Path) -> Backup:
    """Return what the manifest of a backup tells. Raises: ArchiveError when it is of another ledger, damaged,
    or of a newer program; OSError.
    """
    if not (source / _LEDGER).is_file():
        raise ArchiveError(f"{source}: its ledger is missing", sentence=_NOT_RESTORED)
    ledger = file_hash(source / _LEDGER)[0]
    for name in (MANIFEST, _NEXT):
        if (source / name).is_file():
            told = _manifest(source / name)
            if told.ledger_sha256 == ledger:
                return told
    raise ArchiveError(
        f"{source}: its ledger is not the one that was backed up; take an older backup",
        sentence=_NOT_RESTORED,
    )


def _manifest(path: Path) -> Backup:
    """Read a manifest. Raises: ArchiveError; OSError."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ArchiveError(f"{path}: is damaged ({error})", sentence=_NOT_RESTORED) from error
    known = {field.name for field in fields(Backup)}
    if isinstance(told, dict) and told.keys() - known:
        raise ArchiveError(f"{path}: was made by a later Risalah", sentence=_NEWER)
    try:
        return Backup(**told)
    except TypeError as error:
        raise ArchiveError(f"{path}: is damaged ({error})", sentence=_NOT_RESTORED) from error


def _copy_ledger(ledger: Path, to: Path) -> None:
    """Copy the ledger to another name, in one file. Raises: OSError, sqlite3.Error."""
    to.parent.mkdir(parents=True, exist_ok=True)
    to.unlink(missing_ok=True)
    with closing(sqlite3.connect(ledger, timeout=30)) as db, closing(sqlite3.connect(to)) as copy:
        db.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _verify(root: Path) -> None:
    """Raise ArchiveError where originals are damaged, OSError where they, or their folders, may not be opened."""
    damaged = Archive(root).verify()
    for path in damaged:
        os.close(os.open(path, os.O_RDONLY))
    if damaged:
        raise ArchiveError(
            f"{root}: {len(damaged)} originals are not what was stored, the first {damaged[0].name}",
            sentence=_INCOMPLETE,
        )


def _counted(root: Path, made: str, ledger: Path | None = None) -> Backup:
    """Count a copy, by its ledger or one that is to be. Raises: ArchiveError when a file of it has no
    original, or the ledger is damaged or of a newer program.
    """
    ledger = ledger or root / _LEDGER
    with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?mode=ro", uri=True)) as db:
        (state,) = db.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            raise ArchiveError(f"{root}: its ledger is damaged ({state})", sentence=_LEDGER_DAMAGED)
        if db.execute("PRAGMA user_version").fetchone()[0] > AGE:
            raise ArchiveError(f"{root}: was made by a later Risalah", sentence=_NEWER)
        paths = [path for (path,) in db.execute("SELECT path FROM files")]
    missing = [path for path in paths if not (root / path).is_file()]
    if missing:
        raise ArchiveError(
            f"{root}: {len(missing)} originals of the ledger are missing, the first {missing[0]}",
            sentence=_INCOMPLETE,
        )
    originals = Archive(root).originals().values()
    size = sum(p.stat().st_size for p in originals)
    return Backup(made, len(paths), len(originals), size, file_hash(ledger)[0])


def _put(path: Path, text: str) -> None:
    part = path.with_name(f"{PART}{path.name}")
    part.write_text(text + "\n", encoding="utf-8")
    _put_in_place(part, path)


def _put_in_place(part: Path, to: Path) -> None:
    """Give a file that is whole its name, so that it holds after a power cut. Raises: OSError."""
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.replace(to)
    sync_folder(to.parent)

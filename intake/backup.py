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
from functools import partial
from pathlib import Path

from intake.archive import HASHED, Archive, blocks_of, file_hash, make_folder, sync_folder
from intake.goals import BACKUP, RESTORED, SOURCE, archive_goal, need_backup_goal, unfit
from intake.lock import LOCK, locked
from intake.tables import AGE, make
from models.errors import ArchiveError, UnreadableFile

MANIFEST = "cadangan.json"
_NEXT = f"{MANIFEST}.baru"
"""The manifest of the ledger that is about to take its place."""
_LEDGER = "ledger.db"
_ORIGINALS = "originals"
_OF_SQLITE = {f"{_LEDGER}-wal", f"{_LEDGER}-shm", f"{_LEDGER}-journal"}
_OF_LEDGER = frozenset({_LEDGER, *_OF_SQLITE})
_PART = ".part-"
"""How files and folders begin that a run, or an earlier call, left half written."""
_NAMED = 10


_THERE = (
    "Di tempat tujuan sudah ada arsip, dan arsip itu tidak ditimpa. Pindahkan dahulu folder arsip "
    "yang lama, lalu pulihkan lagi."
)
_NONE = "Di folder itu tidak ada cadangan. Periksa nama foldernya: cadangan dibuat dengan risalah backup."
_NOTHING = "Belum ada arsip di sana, jadi belum ada yang dapat dicadangkan."
_DAMAGED = (
    "Ada berkas di arsip yang rusak atau tidak dapat dibaca, jadi tidak ikut disalin; yang lain sudah disalin. "
    "Taruh lagi berkas aslinya di kotak masuk, atau pulihkan dari cadangan yang lebih lama."
)
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
    new, and what was damaged there is copied again. Nothing else in `goal` is changed.

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
            for path in Archive(goal).verify():
                path.unlink()
            copied, damaged = _copy_new(archive, goal)
            if all((goal / inner).is_file() for inner in damaged if inner.parts[0] == _ORIGINALS):
                part = _copy_ledger(archive / _LEDGER, goal / _LEDGER)
                made = _counted(goal, now, part)
                told = {k: v for k, v in asdict(made).items() if k != "copied"}
                # Cut off between the two, the ledger is that of the manifest which lies ready.
                _put(goal / _NEXT, json.dumps(told, indent=2))
                _put_in_place(part, goal / _LEDGER)
                _put_in_place(goal / _NEXT, goal / MANIFEST)
            if damaged:
                names = ", ".join(map(str, damaged[:_NAMED]))
                raise ArchiveError(
                    f"{archive}: {len(damaged)} files are not what was stored, or cannot be read ({names}); "
                    "restore them from an older backup, or drop the originals again; all else is copied",
                    sentence=_DAMAGED,
                )
        except OSError as error:
            raise unfit(BACKUP, goal, error) from error
        except sqlite3.Error as error:
            raise _of_ledger(BACKUP, goal, error) from error
    return Backup(**{**asdict(made), "copied": copied})


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
        shutil.copytree(
            source,
            part,
            ignore=shutil.ignore_patterns(MANIFEST, _NEXT),
            copy_function=partial(_copied, source=source, archive=archive),
        )
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
        is_read = Path(str(error.filename)).is_relative_to(source)
        of, where = (SOURCE, source) if is_read else (RESTORED, archive)
        raise unfit(of, where, error) from error
    except sqlite3.Error as error:
        raise _of_ledger(RESTORED, archive, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return restored


def _copied(path: str, to: str, *, source: Path, archive: Path) -> str:
    """Copy one file of a backup. Raises: ArchiveError, at which copytree ends; after an OSError it goes on
    with all others, and tells of each in words alone.
    """
    try:
        return shutil.copy2(path, to)
    except OSError as error:
        # A write that fails bears the name of what is read; no disk that is only read is full.
        is_read = error.filename == path and error.errno in (errno.EACCES, errno.EPERM, errno.EIO)
        raise (
            unfit(SOURCE, source, error) if is_read else unfit(RESTORED, archive, error)
        ) from error


def _of_ledger(told: str, folder: Path, error: sqlite3.Error) -> ArchiveError:
    """Return what to say where a ledger could not be copied, or brought up to date."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return unfit(told, folder, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)))
    return ArchiveError(f"{folder}: the ledger failed ({error})", sentence=_LEDGER_DAMAGED)


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
    if (archive / _ORIGINALS).exists():
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


def _copy_new(archive: Path, goal: Path) -> tuple[int, list[Path]]:
    """Copy what the goal lacks. Returns how many files that were, and which of the archive are damaged or
    cannot be read, by where they lie in it. Raises: ArchiveError, OSError.
    """
    copied = 0
    closed: list[OSError] = []
    damaged: list[Path] = []
    for folder, below, names in os.walk(archive, onerror=closed.append):
        below[:] = sorted(name for name in below if not name.startswith(_PART))
        fresh = False
        for name in sorted(names):
            path = Path(folder) / name
            inner = path.relative_to(archive)
            if str(inner) in (LOCK, _LEDGER) or name in _OF_SQLITE or name.startswith(_PART):
                continue
            try:
                if _is_there(path, goal / inner):
                    continue
                _copy(path, goal / inner, is_original=_is_original(inner))
            except UnreadableFile:
                damaged.append(inner)
                continue
            copied += 1
            fresh = True
        if fresh:
            sync_folder(goal / Path(folder).relative_to(archive))
    damaged += [Path(str(error.filename)).relative_to(archive) for error in closed]
    return copied, damaged


def _is_original(inner: Path) -> bool:
    return inner.parts[0] == _ORIGINALS and HASHED.fullmatch(inner.name) is not None


def _copy(path: Path, to: Path, *, is_original: bool) -> None:
    """Copy a file, an original only where it is what its name says.

    Raises: UnreadableFile; OSError when it cannot be written.
    """
    make_folder(to.parent)
    part = to.with_name(f"{_PART}{to.name}"[:250])
    try:
        with part.open("wb") as out:
            for block in blocks_of(path):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        shutil.copystat(path, part)
        if is_original and file_hash(part)[0] != path.name[:64]:
            raise UnreadableFile(path.name, "is not what was stored")
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _is_there(path: Path, to: Path) -> bool:
    """Tell whether a file was copied before; its time is copied with it."""
    if not to.is_file():
        return False
    facts, copy = path.stat(), to.stat()
    return facts.st_size == copy.st_size and facts.st_mtime_ns == copy.st_mtime_ns


def _copy_ledger(ledger: Path, to: Path) -> Path:
    """Copy the ledger beside the one that the backup has; returns where it lies until it takes its place."""
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f"{_PART}{to.name}")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(ledger, timeout=30)) as db, closing(sqlite3.connect(part)) as copy:
        db.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    return part


def _verify(root: Path) -> None:
    damaged = Archive(root).verify()
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
    part = path.with_name(f"{_PART}{path.name}")
    part.write_text(text + "\n", encoding="utf-8")
    _put_in_place(part, path)


def _put_in_place(part: Path, to: Path) -> None:
    """Give a file that is whole its name, so that it holds after a power cut. Raises: OSError."""
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.replace(to)
    sync_folder(to.parent)

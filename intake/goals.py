"""Whether a folder will do for a backup, or for an archive that is brought back; and where not, why not."""

import errno
import os
from pathlib import Path

from intake.lock import LOCK
from models.errors import ArchiveError, shortage

BACKUP = "Cadangan tidak dapat dibuat di"
RESTORED = "Arsip tidak dapat dipulihkan ke"
SOURCE = "Cadangan tidak dapat dibaca di"
ARCHIVE = "Arsip tidak dapat dibaca di"

_WHY = {
    (errno.EACCES, errno.EPERM): "Risalah tidak punya izin di sana. Minta pengelola memberi izin, atau pilih folder lain.",
    (errno.EROFS,): "disk itu hanya dapat dibaca. Pilih disk lain, atau minta pengelola membukanya untuk ditulis.",
    (errno.ENOTDIR, errno.EEXIST, errno.EISDIR): "yang ada di sana berkas, bukan folder. Periksa namanya, atau pilih folder lain.",
    (errno.ENOENT,): "folder itu tidak ada dan tidak dapat dibuat. Periksa namanya, dan apakah disknya terpasang.",
    (errno.ENAMETOOLONG,): "namanya terlalu panjang. Pilih nama yang lebih pendek.",
    (errno.ELOOP,): "jalan ke sana berputar tanpa ujung. Periksa pintasannya (symlink), atau pilih folder lain.",
    (errno.EBUSY,): "folder itu sendiri sebuah disk yang terpasang. Sebut folder di dalamnya.",
    (errno.ENOSPC, errno.EDQUOT): "disk itu penuh. Kosongkan sebagian atau pilih disk lain, lalu ulangi.",
}  # fmt: skip
_OTHER = "disk itu tidak menjawab sebagaimana mestinya. Periksa disknya, atau pilih yang lain."

_IN_ARCHIVE = "Cadangan tidak boleh terletak di dalam arsip. Pilih folder di disk lain."
_ROUND_ARCHIVE = (
    "Arsip itu sendiri terletak di dalam folder ini, jadi cadangannya tidak dapat dipulihkan. Pilih folder "
    "tersendiri, di disk lain."
)
_ROUND_BACKUP = (
    "Arsip dan cadangan tidak boleh terletak satu di dalam yang lain. Sebut folder lain untuk arsip dengan "
    "--archive."
)
_NO_NAME = "Arsip tidak dapat diletakkan di pangkal disk (/). Sebut sebuah folder dengan --archive."
_FILE = "Di tempat arsip ada berkas, bukan folder. Pindahkan berkas itu, atau sebut folder lain dengan --archive."
_OTHERS = (
    "Folder tujuan berisi hal lain, dan tidak ada yang ditimpa. Sebut folder yang kosong atau belum ada dengan "
    "--archive."
)


def unfit(told: str, folder: Path, error: OSError) -> ArchiveError:
    """Return what to say of a folder that the system refused: `told` (`BACKUP`, …), where, and why."""
    short = shortage(error)
    full = (errno.ENOSPC, errno.EDQUOT)
    if short is not None and error.errno not in full:
        return short  # of files or memory: no folder is to blame
    why = next((why for numbers, why in _WHY.items() if error.errno in numbers), _OTHER)
    return ArchiveError(f"{folder}: {error}", sentence=f"{told} {folder}: {why}")


def need_backup_goal(goal: Path, archive: Path) -> None:
    """Raise ArchiveError where a backup lay inside its archive, or round it: it could not be restored."""
    inner, outer = real(goal), real(archive)
    if inner.is_relative_to(outer):
        raise ArchiveError(
            f"{goal}: lies inside the archive; choose a folder on another disk",
            sentence=_IN_ARCHIVE,
        )
    if outer.is_relative_to(inner):
        raise ArchiveError(
            f"{goal}: holds the archive; choose a folder on another disk", sentence=_ROUND_ARCHIVE
        )


def archive_goal(archive: Path, source: Path, known: frozenset[str]) -> Path:
    """Return where an archive is to be brought back to, its links followed.

    Args:
        archive: as it was named.
        source: the backup.
        known: names of what may lie there, besides the lock.

    Raises: ArchiveError where no archive can be; OSError where nothing may be looked at.
    """
    goal, backup = real(archive), real(source)
    if not goal.name:
        raise ArchiveError(f"{archive}: no archive can lie there; name a folder", sentence=_NO_NAME)
    if goal.is_symlink():  # followed, and still one
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(archive))
    if goal.exists() and not goal.is_dir():
        raise ArchiveError(f"{archive}: is a file; name a folder", sentence=_FILE)
    if goal.is_relative_to(backup) or backup.is_relative_to(goal):
        raise ArchiveError(
            f"{archive}: lies inside {source}, or the reverse; choose places beside each other",
            sentence=_ROUND_BACKUP,
        )
    if goal.is_dir():
        others = sorted({path.name for path in goal.iterdir()} - known - {LOCK, ".gitkeep"})
        if others:
            raise ArchiveError(
                f"{archive}: holds {others[0]}, which is not replaced; name an empty folder",
                sentence=_OTHERS,
            )
    return goal


def real(path: Path) -> Path:
    """Return a path with its links followed; unlike Path.resolve it takes a link that leads to itself."""
    return Path(os.path.realpath(path))

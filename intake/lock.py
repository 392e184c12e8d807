"""One run at a time over one archive."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import ArchiveError

LOCK = ".lock"
"""The file in the archive that is locked; it may lie there when nothing runs."""

_NO_LOCKS = (
    "Arsip tidak dapat dikunci, biasanya karena terletak di folder jaringan. Tidak ada berkas yang hilang; "
    "beri tahu pengelola."
)


@contextmanager
def locked(archive: Path) -> Iterator[bool]:
    """Hold the archive's lock; False when another run holds it. The system frees it at a kill.

    Raises: ArchiveError when the archive cannot be written, or lies where nothing can be locked.
    """
    try:
        archive.mkdir(parents=True, exist_ok=True)
        handle = (archive / LOCK).open("w")
    except OSError as error:
        raise ArchiveError(
            f"{archive}: cannot be written ({error.strerror}); give the right to write or name another with --archive"
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError as error:  # ENOLCK, of a share whose server keeps no locks
            raise ArchiveError(
                f"{archive}: cannot be locked ({error.strerror}), so that two runs could meet; start the lock "
                "service of the share it lies on (NFS: rpc.statd), or move it to a disk of this machine",
                sentence=_NO_LOCKS,
            ) from error
        yield True


def is_held(archive: Path) -> bool:
    """Tell whether a run holds the archive's lock now; asking makes no file, and says no where nothing can
    be locked. Whoever asks holds it for an instant, so ask only where a run may be going on.
    """
    try:
        with (archive / LOCK).open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False

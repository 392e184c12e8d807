"""One run at a time over one archive."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import ArchiveError

LOCK = ".lock"
"""The file in the archive that is locked; it may lie there when nothing runs."""


@contextmanager
def locked(archive: Path) -> Iterator[bool]:
    """Hold the archive's lock; False when another run holds it. The system frees it at a kill.

    Raises: ArchiveError when the archive cannot be written.
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
        yield True

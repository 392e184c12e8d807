"""Processes that are started over a document: how our own find our code, and when the machine lets one down."""

import errno
import os
import re
from pathlib import Path

from models.errors import ArchiveError, no_more_files, shortage

_NO_FILES = re.compile(r"Too many open files|\bError 2[34]\b")
"""How programs tell that the system opens no more files; the loader of their libraries knows numbers alone."""
NOT_STARTED = (
    "Pembaca dokumen tidak dapat dijalankan, biasanya karena memori komputer tidak cukup atau terlalu banyak "
    "berkas terbuka. Tidak ada berkas yang hilang; beri tahu pengelola."
)
"""For staff, where a process of ours does not start; no document is to blame."""


def python_environment() -> dict[str, str]:
    """Return the environment of a process that runs a module of ours, wherever it is started."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def starved(said: str) -> ArchiveError | None:
    """Return what a run stops with where a program failed since the system opens no more files: by what it
    `said`, or because this process gets none either. None for others; then the document may be to blame.
    """
    if _NO_FILES.search(said):
        return shortage(OSError(errno.EMFILE, os.strerror(errno.EMFILE)))
    return no_more_files()


def not_started(error: OSError) -> ArchiveError:
    """Return what a run stops with where the system starts no process for a document: none is to blame."""
    return shortage(error) or ArchiveError(
        f"a process that reads cannot be started ({error.strerror or error}); set the program up anew, then "
        "run again: nothing was moved",
        sentence=NOT_STARTED,
    )

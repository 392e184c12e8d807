"""Files inside a PDF, taken out one by one by a process of its own."""

import contextlib
import json
import mmap
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from extractors.processes import NOT_STARTED, not_started, python_environment
from extractors.readers.sniffing import names_files
from models.errors import ArchiveError

MAX_PDF = 200_000_000
"""Bytes; a larger PDF is refused by its reader."""
MEMORY = 4 << 30
SECONDS = 600
"""For all files of a PDF, with what is done with each until the next is asked for."""
START_S = 120
"""Until the process has begun: that is no document's time."""
NAMELESS = "lampiran"
LENGTH = 8
"""Bytes in which the process says how long a file is."""
BEGUN = b"."
"""What it says first, once it has imported what it needs."""
SHORT = 75
"""Its exit code where the machine is short of something (EX_TEMPFAIL of sysexits.h)."""
_BLOCK = 1 << 20


def may_hold_files(path: Path) -> bool:
    """Tell of a PDF that names files inside it, without opening it; what speaks of none has none."""
    size = path.stat().st_size
    if not 0 < size <= MAX_PDF:
        return False
    with (
        path.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as held,
    ):
        return names_files(held)


class Broken(Exception):
    """A file inside a PDF that cannot be taken out."""


def names(path: Path) -> list[str]:
    """Return the names of the files inside a PDF; [] where it cannot be opened.

    Raises: ArchiveError where no process can be started for it, or the machine is too short of something to
        tell.
    """
    with _asked(path) as child:
        return _names(child)


def files(path: Path) -> Iterator[tuple[str, int, Iterator[bytes]]]:
    """Yield each file inside a PDF: its name, its length, and its bytes, which are there until the next
    one. Reading them raises Broken where the process ended, or the file cannot be taken out.

    Raises: as `names` does.
    """
    with _asked(path) as child:
        answer = _answer(child)
        for name in _names(child):
            said = answer.read(LENGTH)
            size = int.from_bytes(said, "big", signed=True) if len(said) == LENGTH else -1
            yield name, max(size, 0), _bytes(answer, size)


def _bytes(answer: IO[bytes], size: int) -> Iterator[bytes]:
    if size < 0:
        raise Broken
    while size:
        block = answer.read(min(size, _BLOCK))
        if not block:
            raise Broken
        size -= len(block)
        yield block


def _answer(child: "subprocess.Popen[bytes]") -> IO[bytes]:
    assert child.stdout is not None
    return child.stdout


def _names(child: "subprocess.Popen[bytes]") -> list[str]:
    line = _answer(child).readline()
    if not line and child.wait() == SHORT:
        raise ArchiveError(
            "the process that takes files out of a PDF may open no more of them; raise the limit (ulimit -n), "
            "then run again: nothing was moved",
            sentence=NOT_STARTED,
        )
    try:
        said = json.loads(line) if line else []
    except ValueError:  # the process ended in the middle of them
        return []
    return [name or f"{NAMELESS}-{n}" for n, name in enumerate(map(str, said), 1)]


@contextlib.contextmanager
def _asked(path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the process, and end it behind its answer."""
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "extractors.attached_child", str(path), str(MEMORY)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=python_environment(),
            start_new_session=True,  # what a service manager tells this run is not laid to the PDF
        )
    except OSError as error:
        raise not_started(error) from error
    try:
        with _ended_after(child, START_S):
            has_begun = _answer(child).read(len(BEGUN)) == BEGUN
        if not has_begun:  # it was not told of the document yet
            raise ArchiveError(
                "the process that takes files out of a PDF does not start; end other programs, then run "
                "again: nothing was moved",
                sentence=NOT_STARTED,
            )
        with _ended_after(child, SECONDS):
            yield child
    finally:
        child.kill()
        _answer(child).close()
        child.wait()


@contextlib.contextmanager
def _ended_after(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[None]:
    watch = threading.Timer(seconds, child.kill)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()

"""Reading in a process of its own that has limits and can be killed; what it read until then is kept.

A parser may hang on a page, ask for all memory, or end the whole program; a page is then given up and
told, and another process goes on with the next. Such a process takes a second to start, so it waits for
the next document when one is done.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from multiprocessing import Pipe
from pathlib import Path

from extractors.ocr import NoOcr, OcrEngine, Tesseract
from extractors.processes import NOT_STARTED, not_started, python_environment
from extractors.reading_child import Request, relay, unread
from models.errors import ArchiveError, DamagedDocument, InputError, TooSlow
from models.source import Page, Source


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds for a page and for all, bytes of address space (Tesseract,
    which is a process of its own, again as much), and how many pages may fail until the rest is left.
    """

    page_s: float = 300.0
    document_s: float = 3600.0
    memory: int = 4 << 30
    failures: int = 3


LIMITS = Limits()
"""Tesseract is waited for 120 s at a time, and asked again only in the first half of a page's time; a
picture of 120 million pixels needs under 2 GB.
"""


def read(path: Path, *, ocr: OcrEngine, limits: Limits = LIMITS) -> Source:
    """Read a file as `extractors.readers.read` does, within limits. A page that breaks them stays empty,
    with a note; the others are read.

    An engine of another kind than ours cannot be handed to another process; it reads here, unbounded.

    Raises: InputError; TooSlow or DamagedDocument where nothing at all was read; ArchiveError where no
        process for it can be started, or where the machine is short of something (open files, room on its
        disk) in a second process too: no document is to blame.
    """
    if type(ocr) not in (NoOcr, Tesseract):
        from extractors.readers import read as read_here  # the readers take a second to import

        return read_here(path, ocr=ocr)
    return _Attempts(path, ocr, limits).source()


@dataclass
class _Attempts:
    """The attempts at one document, and the pages that they left."""

    path: Path
    ocr: OcrEngine
    limits: Limits
    kept: dict[int, Page] = field(default_factory=dict)
    failures: int = 0
    is_narrow: bool = False
    is_short: bool = False

    def source(self) -> Source:
        end = time.monotonic() + self.limits.document_s
        while True:
            left = end - time.monotonic()
            is_last = self.failures >= self.limits.failures or left <= 0
            # One that has read much may itself hold what is wanting.
            child = _Child(self.limits.memory) if self.is_short else _take(self.limits.memory)
            try:
                found = self._attempt(child, is_last, self.limits.page_s if is_last else left)
            except InputError:
                _give_back(child)
                raise
            except _Short as error:
                child.kill()
                if self.is_short:
                    raise ArchiveError(str(error), sentence=error.sentence) from None
                self.is_short = True
                continue
            except BaseException:
                child.kill()
                raise
            if isinstance(found, Source):
                _give_back(child)
                return found
            child.kill()
            if is_last:
                raise TooSlow(self.path.name, "cannot be read within the limits; split it")
            numbers, why = found
            if len(numbers) > 1:
                self.is_narrow = True  # one of them ended it; alone each shows which
                continue
            self.failures += 1
            if not (numbers or self.kept):
                raise self._nothing(why)
            number = numbers[0] if numbers else max(self.kept) + 1
            self.kept[number] = unread(number, why)

    def _nothing(self, why: str) -> InputError:
        if why == SLOW:
            return TooSlow(self.path.name, "takes too long to open; save it anew or split it")
        return DamagedDocument(self.path.name, "ends the program that reads it; save it anew")

    def _attempt(
        self, child: "_Child", is_last: bool, left: float
    ) -> Source | tuple[list[int], str]:
        """Return the document, or the pages of which one broke off the attempt, and why."""
        begun: dict[int, float] = {}
        child.wake()
        end = time.monotonic() + left
        try:
            child.ends.send(Request(self.path, self.ocr, dict(self.kept), self.is_narrow, is_last))
            while True:
                now = time.monotonic()
                since = min(begun.values(), default=now)
                wait = min(since + self.limits.page_s, end) - now
                if wait <= 0 or not child.ends.poll(wait):
                    return [n for n, at in begun.items() if at == since], SLOW
                what, value = child.ends.recv()
                if what == "begin":
                    begun[value] = time.monotonic()
                elif what == "wait":
                    begun.pop(value, None)
                elif what == "page":
                    self.kept[value.number] = value
                    begun.pop(value.number, None)
                elif what == "log":
                    relay(value)
                elif what == "error":
                    kind, where, detail = value
                    raise kind(where, detail)
                elif what == "short":
                    told, sentence = value
                    raise _Short(told, sentence=sentence)
                else:
                    assert isinstance(value, Source)
                    return value
        except (EOFError, ConnectionError):
            return list(begun), ENDED


class _Short(ArchiveError):
    """What the machine was short of while a process read."""


START_S = 120
SLOW = "terlalu lama dibaca"
ENDED = "menghentikan pembacanya"


class _Child:
    """A process that reads one document after the other."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.ends, theirs = Pipe()
        try:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "extractors.reading_child",
                    str(theirs.fileno()),
                    str(memory),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=python_environment(),
                start_new_session=True,  # so that what it has started ends with it
            )
        except OSError as error:
            self.ends.close()
            raise not_started(error) from error
        finally:
            theirs.close()
        self.is_ready = False

    def wake(self) -> None:
        """Wait until the process has imported what it needs; that is no document's time.

        Raises: ArchiveError when it does not start, as with too little memory for its own code: it was
            not told of the document yet.
        """
        if not self.is_ready:
            with contextlib.suppress(EOFError, ConnectionError):
                self.is_ready = self.ends.poll(START_S) and self.ends.recv() == ("ready", None)
        if not self.is_ready:
            raise ArchiveError(
                f"the reading process does not start ({self.memory:,} bytes); end other programs, then run "
                "again: nothing was moved",
                sentence=NOT_STARTED,
            )

    def kill(self) -> None:
        """End the process and what it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.ends.close()


_IDLE: dict[int, list[_Child]] = {}
_LOCK = threading.Lock()


def _take(memory: int) -> _Child:
    """Return a process that waits, or a new one. One of a parent that forked is not ours."""
    with _LOCK:
        idle = _IDLE.setdefault(os.getpid(), [])
        for child in idle:
            if child.memory == memory:
                idle.remove(child)
                if child.process.poll() is None:
                    return child
                child.kill()
                break
    return _Child(memory)


def _give_back(child: _Child) -> None:
    with _LOCK:
        idle = _IDLE.setdefault(os.getpid(), [])
        if child not in idle:
            idle.append(child)


@atexit.register
def close() -> None:
    """End the processes that wait for a document."""
    with _LOCK:
        for child in _IDLE.pop(os.getpid(), []):
            child.kill()

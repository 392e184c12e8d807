"""The process that `extractors.bounded` reads in: `python -m extractors.reading_child FD BYTES`.

It takes one request after the other, sends each page as soon as it is read, then the document, and ends
when its parent does.
"""

import contextlib
import logging
import os
import resource
import signal
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from extractors.ocr import OcrEngine
from models.errors import ArchiveError, InputError
from models.privacy import Discreet
from models.source import Origin, Page, Unread

REST = "tidak dibaca: terlalu banyak halaman yang gagal atau waktunya habis"
"""What is told of the pages that are left when a document is given up."""


@dataclass(frozen=True, slots=True)
class Request:
    """A document to read: the pages that earlier attempts read or gave up, whether only one is read at
    a time, and whether to leave the rest.
    """

    path: Path
    ocr: OcrEngine
    kept: dict[int, Page]
    is_narrow: bool
    is_last: bool


def unread(number: int, why: str) -> Page:
    """Return the empty page that stands for one that was given up."""
    note = f"halaman {number} {why}"
    return Page(
        number,
        (),
        origin=Origin.NONE,
        confidence=0.0,
        notes=(note,),
        reason=note,
        unread=Unread.GIVEN_UP,
    )


class _Line:
    """The way to the parent, for several threads: what one sends stays whole."""

    def __init__(self, ends: "Connection[object, object]") -> None:
        self._ends = ends
        self._lock = threading.Lock()

    def send(self, what: str, value: object) -> None:
        with self._lock:
            self._ends.send((what, value))


class _Desk:
    """Sends each page to the parent."""

    def __init__(self, line: _Line, request: Request) -> None:
        self._line = line
        self._request = request
        self._lock = threading.Lock()
        self._begun = 0

    @property
    def is_narrow(self) -> bool:
        return self._request.is_narrow

    def kept(self, number: int) -> Page | None:
        page = self._request.kept.get(number)
        return unread(number, REST) if page is None and self._request.is_last else page

    def begin(self, number: int) -> None:
        with self._lock:
            self._begun += 1
        self._line.send("begin", number)

    def wait(self, number: int) -> None:
        with self._lock:
            self._begun -= 1
        self._line.send("wait", number)

    def lay(self, page: Page) -> None:
        with self._lock:
            self._begun -= 1
        self._line.send("page", page)

    def spent(self, number: int) -> Page:
        if self._begun > 1:
            os._exit(1)  # beside another page; the parent tries each alone
        return unread(number, "terlalu berat untuk dibaca (memori tidak cukup)")


class _Sender(logging.Handler):
    """Sends what is logged to the parent, whose log it belongs to."""

    def __init__(self, line: _Line) -> None:
        super().__init__(logging.WARNING)
        self._line = line

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record as words: its arguments and its trace may not travel."""
        trace = Discreet().formatException(record.exc_info) if record.exc_info else ""
        with contextlib.suppress(OSError):
            self._line.send("log", (record.name, record.levelno, record.getMessage(), trace))


def relay(said: tuple[str, int, str, str]) -> None:
    """Log in the parent what the child has sent."""
    name, level, message, trace = said
    logging.getLogger(name).log(level, "%s%s", message, f"\n{trace}" if trace else "")


def main(ends: "Connection[object, object]", memory: int) -> None:
    """Read what is asked for until the parent is gone. It alone ends this: a service manager tells all
    processes to end at once, and what it tells Tesseract or this one would be laid to a page.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # which Tesseract inherits
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        memory = min(memory, most)  # whoever started us has less itself
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    # Here and not above: the parent asks this module for its words, not for the readers.
    from extractors.readers import desk, read

    line = _Line(ends)
    logging.getLogger("extractors").addHandler(_Sender(line))
    logging.getLogger("extractors").propagate = False
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    with contextlib.suppress(EOFError, ConnectionError):
        line.send("ready", None)
        while True:
            request = ends.recv()
            assert isinstance(request, Request)
            try:
                with desk.at(_Desk(line, request)):
                    line.send("done", read(request.path, ocr=request.ocr))
            except InputError as error:
                line.send("error", (type(error), error.where, error.detail))
            except ArchiveError as error:
                line.send("short", (str(error), error.sentence))


def _end_with(parent: int) -> None:
    """End when the parent is gone, also in the middle of a page, and with it the Tesseract of that page."""
    while os.getppid() == parent:
        time.sleep(2)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    from extractors.reading_child import main as run  # as the module whose Request is unpickled

    run(Connection(int(sys.argv[1])), int(sys.argv[2]))

"""SIGTERM during a run: it ends in order, within seconds, and says that it is not done."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from models.errors import Stopped

GRACE_SECONDS = 8.0
"""So long the run may take to end: what holds it, such as a page in OCR, is then left behind. Docker
waits ten seconds before it kills."""

STOPPED = "risalah: dihentikan sebelum selesai; tidak ada yang hilang."


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn SIGTERM into `Stopped` within; signals reach the main thread only, elsewhere it does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the second changes nothing
    last = threading.Timer(GRACE_SECONDS, _leave)
    last.daemon = True
    last.start()
    raise Stopped


def _leave() -> None:
    """End whatever still runs: everything is noted by then, and the next run makes up for the rest."""
    sys.stderr.write(f"{STOPPED}\n")
    sys.stderr.flush()
    os._exit(Stopped.exit_code)

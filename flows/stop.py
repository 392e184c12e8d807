"""SIGTERM and Ctrl+C: what runs ends in order, within seconds, and says so; a second Ctrl+C ends it at once."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from models.errors import Stopped

GRACE_SECONDS = 8.0
"""So long it may take to end: what holds it, such as a page in OCR, is then left behind. Docker waits
ten seconds before it kills."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass
class Stop:
    """How this process ends by each signal, and whether it was asked to."""

    ends: dict[int, Stopped]
    asked: Stopped | None = None
    is_raised: bool = False

    def check(self) -> None:
        """Raise Stopped once it was asked for. Whoever was called meanwhile may have swallowed the first:
        Prefect does so with whatever comes after the work of a flow is done, and so does SQLite's Python.
        """
        if self.asked is not None:
            raise self.asked

    def on(self, number: int, _frame: FrameType | None) -> None:
        """Take a signal, in the main thread: the first raises Stopped."""
        self.asked = self.asked or self.ends[number]
        if not self.is_raised:
            self.is_raised = True
            raise self.asked

    def listen(self, ears: int) -> None:
        """Take the numbers of signals from a pipe, in a thread of its own: the main thread may be deaf for
        minutes, in a statement of SQLite, or where a signal comes just before it goes to sleep.
        """
        first = True
        with open(ears, "rb", buffering=0) as numbers:
            while heard := numbers.read(1):
                if heard[0] not in self.ends:
                    continue
                if first:
                    first = False
                    self.asked = self.asked or self.ends[heard[0]]
                    last = threading.Timer(GRACE_SECONDS, self._leave)
                    last.daemon = True
                    last.start()
                elif heard[0] == signal.SIGINT:
                    self._leave()  # whoever presses twice does not want to wait

    def _leave(self) -> None:
        """End whatever still runs: everything is noted by then, and the next run makes up for the rest."""
        assert self.asked is not None
        # No buffer, of which the main thread may hold the lock.
        os.write(2, f"{self.asked.sentence}\n".encode())
        os._exit(self.asked.exit_code)


_now: Stop | None = None


@contextmanager
def stoppable(
    *, interrupted: Stopped | None = None, ended: Stopped | None = None
) -> Iterator[Stop]:
    """Turn Ctrl+C and SIGTERM into `Stopped` within, or into what is given for each, once. Within another
    it is that one, whose handlers are set anew: Prefect puts its own in their place.

    Signals reach the main thread only, elsewhere it does nothing; what is ignored from the start (Ctrl+C
    under nohup, or behind `&` in a script) stays so.
    """
    global _now
    if threading.current_thread() is not threading.main_thread():
        yield Stop({})
        return
    outer = _now
    stop = _now = outer or Stop(
        {signal.SIGINT: interrupted or Stopped(), signal.SIGTERM: ended or Stopped()}
    )
    close = _heard_by(stop) if outer is None else None
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, stop.on)
    try:
        yield stop
    finally:
        _now = outer
        # Once asked for, the process is ending, and a second Ctrl+C is to find us to its very end.
        if stop.asked is None:
            for number, handler in before.items():
                signal.signal(number, handler)
            if close is not None:
                close()


def _heard_by(stop: Stop) -> Callable[[], None]:
    """Let the system write the numbers of signals into a pipe that a thread reads; returns what ends that."""
    ears, mouth = os.pipe()
    os.set_blocking(mouth, False)
    before = signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
    threading.Thread(target=stop.listen, args=(ears,), daemon=True).start()

    def close() -> None:
        signal.set_wakeup_fd(before)
        os.close(mouth)

    return close

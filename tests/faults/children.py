"""A child process under limits, so that a fault of a test costs the child and not the tests."""

import os
import pickle
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SIZE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child gave back: its value or its error, its exit code, its seconds."""

    value: Any
    error: BaseException | None
    code: int
    seconds: float


def in_child(
    work: Callable[[], Any],
    *,
    memory: int = 1_500_000_000,
    seconds: float = 60,
    file_bytes: int = 200_000_000,
) -> Answer:
    """Run `work` in a forked child that may take so much more memory, time and bytes on disk.

    Args:
        work: what to do; its value or exception must pickle.
        memory: bytes of address space beyond what the parent has.
        seconds: of the processor, and five times that of the clock, since a busy machine is no fault
            of the child's; then it is killed.
        file_bytes: the longest file that it may write.
    """
    back, forth = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(back)
        _be_the_child(work, forth, memory, seconds, file_bytes)
    os.close(forth)
    told = _read_all(back, began + 5 * seconds)
    if told is None:
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    value, error = pickle.loads(told) if told else (None, None)
    return Answer(value, error, code, time.monotonic() - began)


def _read_all(back: int, end: float) -> bytes | None:
    """Return what the child writes until it closes; None when it does not in time."""
    import select

    parts = []
    try:
        while True:
            left = end - time.monotonic()
            if left <= 0 or not select.select([back], [], [], left)[0]:
                return None
            part = os.read(back, 1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
    finally:
        os.close(back)


def _be_the_child(
    work: Callable[[], Any], forth: int, memory: int, seconds: float, file_bytes: int
) -> None:
    now = int(Path("/proc/self/statm").read_text().split()[0]) * _SIZE
    resource.setrlimit(resource.RLIMIT_AS, (now + memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    code = 0
    try:
        told: tuple[Any, BaseException | None] = (work(), None)
    except BaseException as error:
        told = (None, error)
    try:
        data = pickle.dumps(told)
    except Exception as error:
        data = pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {told[1]!r}")))
        code = 3
    with os.fdopen(forth, "wb") as out:
        out.write(data)
    os._exit(code)

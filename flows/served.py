"""Which schedule is served now, for whoever asks from another process.

The service holds a lock on a file in the folder of its state as long as it lives; the system frees it at
a kill, so that what is written there is true as long as the lock is held, and of yesterday else.
"""

import contextlib
import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "jadwal.json"


@contextmanager
def served(state: Path, cron: str, zone: str) -> Iterator[None]:
    """Let others know of the schedule while the block lasts; where that cannot be written or locked it is
    served all the same.
    """
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            state.mkdir(parents=True, exist_ok=True)
            out = held.enter_context((state / FILE).open("a+"))
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
            out.truncate(0)
            out.write(json.dumps({"cron": cron, "zone": zone}))
            out.flush()
        yield


def served_now(state: Path) -> tuple[str, str] | None:
    """Return cron and zone of the schedule whose state lies in this folder; None for none."""
    with contextlib.suppress(OSError, ValueError, KeyError), (state / FILE).open() as told:
        try:
            fcntl.flock(told, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            kept = json.loads(told.read())
            return str(kept["cron"]), str(kept["zone"])
    return None

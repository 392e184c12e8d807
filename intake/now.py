"""The time by the clock that stamps the files of the inbox: on a share that of its server, which may go
ahead of ours or behind it. By ours a copy that has just begun would seem to rest.
"""

import contextlib
import os
import tempfile
import time
from pathlib import Path

from intake.mounts import network_share

PROBE = ".jam-"
"""How a file begins that lies in the inbox for as long as its time is asked for, or since a kill."""


def now_in(inbox: Path) -> float:
    """Return the time, in seconds as in a file's times; by our own clock where the inbox lies on a disk of
    this machine, or where nothing can be written there.
    """
    if network_share(inbox) is None:
        return time.time()
    try:
        stamped, path = tempfile.mkstemp(dir=inbox, prefix=PROBE)
    except OSError:
        return time.time()
    try:
        return os.fstat(stamped).st_ctime
    except OSError:
        return time.time()
    finally:
        os.close(stamped)  # first: some shares remove no file that is open
        with contextlib.suppress(OSError):
            Path(path).unlink()

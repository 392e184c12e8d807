"""When the log of the database is folded in while documents are loaded: where it is large, and not so often
that waiting for readers takes the night.
"""

import time
from dataclasses import dataclass

from sqlite_utils import Database

from warehouse.schema import fold_log

LARGE_LOG = 16 << 20
"""Bytes of a log (`-wal`) that are folded in at once, and not at the end of a run. A larger one makes
reading so slow that somebody reads at every moment, and then it can no longer be folded in.
"""
_FIRST_S, _LONGEST_S = 2.0, 60.0
"""So long a document waits for readers while the log is large; each try in vain waits twice as long as the
one before, since a reader of a large log takes long himself."""
_REST = 10
"""So many times what a try in vain took, documents are loaded until the next: readers who are slow (a busy
machine) cost a run a tenth of its time at most, where each of its documents waited for them."""


@dataclass(slots=True)
class Folds:
    """What one run knows of its tries."""

    _patience_s: float = _FIRST_S
    _not_before: float = 0.0

    def fold(self, db: Database) -> None:
        """Fold a large log in, unless readers outlasted a try a moment ago.

        Raises: WarehouseError.
        """
        began = time.monotonic()
        if began < self._not_before:
            return
        if fold_log(db, at_least=LARGE_LOG, patience_s=self._patience_s):
            self._patience_s = _FIRST_S
            return
        now = time.monotonic()
        self._not_before = now + _REST * (now - began)
        self._patience_s = min(2 * self._patience_s, _LONGEST_S)

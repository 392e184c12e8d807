"""What lies in the inbox now and no run has received yet."""

from pathlib import Path

from flows.job import below
from intake.ledger import Ledger
from intake.now import now_in
from intake.scan import is_drop_of, need_inbox, scan
from models.errors import ConfigError

_READY = "lengkap; diambil pada putaran berikutnya"
_STORED = "tersimpan di arsip; diterima pada putaran berikutnya"


def lying(inbox: Path, ledger: Ledger) -> dict[str, str] | None:
    """Return the files of the inbox that are not received yet, by where they lie in it, each with why it
    waits, and those that were taken away after their bytes were stored: the next run receives them too.
    None where there is no inbox that can be listed.

    Raises: ArchiveError.
    """
    try:
        need_inbox(inbox)
    except ConfigError:
        return None
    found = scan(inbox, now_in(inbox), settled=ledger.settled_drops)
    taken = ledger.drops() if found.ready else set()  # by a run that is going on
    ready = [path for path in found.ready if not is_drop_of(path, taken)]
    waits = {below(path, inbox): why for path, why in found.waiting}
    waits |= {below(path, inbox): _READY for path in ready}
    stored = [s.placed for s in ledger.queue.secured() if s.sha256]
    return {place: _STORED for place in stored if place not in waits} | waits

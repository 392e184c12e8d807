"""The count and the files behind it, a page at a time, for the site."""

from pathlib import Path
from typing import Any

from flows.audit import audit
from flows.summary import shown
from intake import ledger as states
from intake.ledger import Ledger

AT_ONCE = 200


def books(archive: Path, warehouse: Path, state: str = "", first: int = 0) -> dict[str, Any]:
    """Return what `risalah audit` counts now, and the files of a state (all without one), the newest
    first, from the given one on.

    Returns: `lines` and `closes` of the audit, `states` with their numbers, `files`, and where the
        page `before` and the one `after` begin, None where there is none.

    Raises: ArchiveError, WarehouseError.
    """
    counted = audit(archive, warehouse)
    told: dict[str, Any] = {
        "lines": counted.lines(), "closes": counted.closes, "states": {}, "files": [],
        "before": max(first - AT_ONCE, 0) if first else None, "after": None,
    }  # fmt: skip
    if not archive.is_dir():
        return told
    ledger = Ledger(archive)
    try:
        counts = ledger.counts()
        page = ledger.page(state, first, AT_ONCE + 1)
    finally:
        ledger.close()
    told["states"] = {name: counts[name] for name in states.STATES if counts.get(name)}
    told["files"] = [
        {
            "sha256": entry.sha256,
            "name": shown(entry.name),
            "state": entry.state,
            "is_read": entry.state in (states.READ, states.CHECK),
            "sentence": entry.sentence or "",
            "first_seen": entry.first_seen,
            "copies": copies,
        }
        for entry, copies in page[:AT_ONCE]
    ]
    if len(page) > AT_ONCE:
        told["after"] = first + AT_ONCE
    return told

"""The count and the files behind it, a page at a time, for the site."""

from collections.abc import Container, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from flows.audit import audit
from intake import states
from intake.entry import Entry
from intake.given import taken_away
from intake.ledger import Ledger
from intake.names import shown
from intake.scan import FAILED
from models.errors import ConfigError
from warehouse.held import issues_of

AT_ONCE = 200


def books(
    archive: Path, warehouse: Path, state: str = "", first: int = 0, *, inbox: Path | None = None
) -> dict[str, Any]:
    """Return what `risalah audit` counts now, and the files of a state (all without one), the newest
    first, from the given one on.

    Args:
        archive: where the ledger lies.
        warehouse: the database, which tells why a document is to be checked.
        state: of which files; "" for all.
        first: from which one on, from 0.
        inbox: where files lie that were not taken yet; None for nowhere.

    Returns: `lines` and `closes` of the audit, `states` with their numbers, `files`, `lying` (what
        still lies in the inbox, with its reason, on the first page of all or of what waits), and where
        the page `before` and the one `after` begin, None where there is none.

    Raises: ArchiveError, WarehouseError.
    """
    told: dict[str, Any] = {
        "states": {}, "files": [], "lying": [],
        "before": max(first - AT_ONCE, 0) if first else None, "after": None,
    }  # fmt: skip
    try:
        counted = audit(archive, warehouse, inbox)
    except ConfigError as error:
        return {**told, "lines": [error.sentence], "closes": False}
    told |= {"lines": counted.lines(), "closes": counted.closes}
    if counted.waits and state in ("", states.WAITING) and not first:
        told["lying"] = [
            {"name": shown(place), "reason": why}
            for place, why in islice(counted.waits.items(), AT_ONCE)
        ]
    ledger = Ledger(archive)
    try:
        counts = ledger.counts()
        page = ledger.page(state, first, AT_ONCE + 1)
        again = ledger.sightings([entry.sha256 for entry, _ in page[:AT_ONCE]], _MOST_COPIES)
        unsettled = {entry.sha256 for entry in ledger.answers.open_failures()}
        taken = taken_away(inbox, ledger.answers) if inbox is not None else set()
        last = ledger.runs.last()
    finally:
        ledger.close()
    unread = _IN_HAND if last is not None and last.goes_on(archive) else _UNREAD
    doubts = issues_of(
        warehouse, [entry.sha256 for entry, _ in page if entry.state == states.CHECK]
    )
    told["states"] = {name: counts[name] for name in states.STATES if counts.get(name)}
    told["files"] = [
        {
            "sha256": entry.sha256,
            "name": shown(entry.name),
            "folder": shown(entry.folder),
            "again": [shown(place) for place in again.get(entry.sha256, ())],
            "state": entry.state,
            "is_read": entry.state in (states.READ, states.CHECK),
            "sentence": _settled(entry, unsettled, taken)
            or _why(entry, doubts.get(entry.sha256, ()), unread),
            "first_seen": entry.first_seen,
            "copies": copies,
        }
        for entry, copies in page[:AT_ONCE]
    ]
    if len(page) > AT_ONCE:
        told["after"] = first + AT_ONCE
    return told


_UNREAD = "tersimpan; dibaca pada putaran berikutnya"
_IN_HAND = "tersimpan; sedang dibaca"
_REPLACED = "sudah digantikan berkas yang lebih baik"
_TAKEN = f"sudah diambil atau dihapus petugas dari folder {FAILED}"
_MOST_REASONS = 3
_MOST_COPIES = 5


def _settled(entry: Entry, unsettled: Container[str], taken: Container[str]) -> str:
    """Return what settles a file that failed, "" for one that is open and for others."""
    if entry.state not in states.NOT_READ:
        return ""
    if entry.sha256 not in unsettled:
        return _REPLACED
    return _TAKEN if entry.sha256 in taken else ""


def _why(entry: Entry, doubts: Sequence[str], unread: str) -> str:
    """Return why a file is in its state, for people: what it waits for, or what is to be checked; `unread`
    of one that waits for nothing but its turn.
    """
    told = [entry.sentence] if entry.sentence else []
    told += doubts[:_MOST_REASONS]
    if len(doubts) > _MOST_REASONS:
        told.append(f"dan {len(doubts) - _MOST_REASONS} hal lain")
    if not told and entry.state == states.WAITING:
        return unread
    return "; ".join(told)

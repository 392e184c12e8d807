"""What is damaged in an archive, as staff know it: they never saw the hash that an original is called by."""

from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from intake.archive import HASHED
from intake.entry import Entry, told_as
from intake.ledger import Ledger, is_kept
from intake.names import shown
from models.errors import ArchiveError


def as_received(archive: Path, damaged: Iterable[Path]) -> dict[Path, str]:
    """Return of each damaged original that the ledger knows folder, name, and the day it was received."""
    known: dict[Path, str] = {}
    # A ledger that cannot be asked is told by whoever needs it; the damage is told all the same.
    with suppress(ArchiveError):
        if is_kept(archive):
            with closing(Ledger(archive)) as ledger:
                for path in damaged:
                    entry = ledger.entry(path.name[:64]) if HASHED.fullmatch(path.name) else None
                    if entry is not None:
                        known[path] = _told(entry)
    return known


def _told(entry: Entry) -> str:
    return f"{shown(told_as(entry))} (diterima {datetime.fromisoformat(entry.first_seen):%d-%m-%Y})"

"""Whether there is anything to do: asked every night, and answered without what only work needs.

A run that came to its end leaves a mark in the ledger of what it had in its hands. While the mark
holds and the inbox brings nothing, there is nothing to do; whoever doubts, runs.
"""

import contextlib
import json
from pathlib import Path

import extractors
from flows.clock import clock
from flows.summary import Summary
from flows.telling import is_told, tell_folder
from intake.archive import Archive
from intake.aside import has_lone_note, tidy
from intake.ledger import Ledger, is_kept
from intake.lock import locked
from intake.names import storable
from intake.now import now_in
from intake.scan import need_inbox, scan
from intake.verdicts import FILE
from warehouse.held import held_by

_PROGRAM = Path(__file__).parent.parent
_ROOMS = ("flows", "intake", "warehouse")
"""What a run does beside reading; how documents are read has a version of its own."""


def version_with(places: Path | None) -> str:
    """Return what records are known by that are made with the places of this file.

    Raises: ConfigError when the file is damaged.
    """
    if places is None or not places.exists():
        return extractors.version()
    from intake.places import places_info

    info = places_info(places)
    return extractors.version(info.version if info else "")


def mark_of(warehouse: Path, archive: Path, version: str) -> dict[str, object] | None:
    """Return what a run had in its hands beside the inbox, fit for JSON: another database, another
    program, or a new decision of a person give another mark. None where the system lets nobody look
    (too many open files): then the next night looks for itself.
    """
    try:
        return _mark(warehouse, archive, version)
    except OSError:
        return None


def _mark(warehouse: Path, archive: Path, version: str) -> dict[str, object]:
    return {
        "version": version,
        "warehouse": str(warehouse.resolve()),
        "decisions": _facts(archive / FILE),
        "program": sorted(
            [str(path.relative_to(_PROGRAM)), *_facts(path)]
            for room in _ROOMS
            for path in (_PROGRAM / room).rglob("*.py")
        ),
    }


def held(warehouse: Path) -> list[list[int]] | None:
    """Return what tells whether a database was written to: its file and what SQLite keeps beside it.
    None where the system lets nobody look.
    """
    try:
        return [_facts(warehouse), _facts(warehouse.with_name(f"{warehouse.name}-wal"))]
    except OSError:
        return None


def rest_after(
    warehouse: Path,
    archive: Path,
    mark: dict[str, object],
    totals: dict[str, int],
    *,
    settled: bool,
) -> str | None:
    """Return what a run that came to its end leaves in the ledger for `quiet_night`, None for nothing."""
    now_held = held(warehouse)
    if now_held is None:
        return None
    told = {
        "mark": mark,
        "held": now_held,
        "stored": Archive(archive).stored_at(),
        "totals": totals,
        "settled": settled,
    }
    return json.dumps(told)


def _tidy(inbox: Path, archive: Path) -> None:
    """Remove the notes of what staff deleted from `gagal/`, unless a run goes on, which may be writing one."""
    # A folder that cannot be changed is told by the run that has something to put there.
    with contextlib.suppress(OSError):
        if has_lone_note(inbox):
            with locked(archive) as mine:
                if mine:
                    tidy(inbox)


def _facts(path: Path) -> list[int]:
    """Return size and time of a file, nothing where there is none."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return []
    return [facts.st_size, facts.st_mtime_ns]


def quiet_night(
    inbox: Path, warehouse: Path, archive: Path, *, zone: str, places: Path | None
) -> Summary | None:
    """Note a night on which there is nothing to do and return its summary; None when a run must look.

    Raises: ArchiveError, WarehouseError, ConfigError.
    """
    need_inbox(inbox)
    if not is_kept(archive):
        return None
    ledger = Ledger(archive)
    try:
        now = clock(zone)()
        told = ledger.runs.rest()
        version = version_with(places)
        if told is None:
            return None
        kept = json.loads(told)
        if kept["mark"] != mark_of(warehouse, archive, version) or not kept["settled"]:
            return None
        # A ledger from an older copy does not know what was stored after it.
        if kept["stored"] != Archive(archive).stored_at():
            return None
        found = scan(inbox, now_in(inbox), settled=ledger.settled_drops)
        if found.ready or found.waiting or found.closed:
            return None
        # A database that nobody wrote to since holds what it held; of another one it is seen.
        now_held = held(warehouse)
        if now_held is None or (
            kept["held"] != now_held and ledger.read_by(version) != held_by(warehouse, version)
        ):
            return None
        _tidy(inbox, archive)
        done = Summary(
            ignored=len(found.ignored),
            unfinished=tuple(storable(str(p.relative_to(inbox))) for p in found.unfinished),
            totals=kept["totals"],
        )
        if not ledger.runs.rested(now, summary="\n".join(done.lines())):
            return None
        if not is_told(inbox, now):
            tell_folder(inbox, ledger, done.lines(), now)
        return done
    finally:
        ledger.close()

"""What staff were given in `gagal/` and took away from there, which settles it, or changed there, which
does not.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from intake.archive import file_hash
from intake.aside import with_notes, without_number
from intake.entry import Entry
from intake.scan import FAILED, REPORT


def taken_away(inbox: Path, given: Sequence[Entry]) -> set[str]:
    """Return the hashes of those files, of the ones that staff were given, that lie in `gagal/` no more. One
    that somebody changed there lies there still, under its name and with its note.

    An inbox without that folder says nothing, unless our report lies there: a share that is not there shows
    an empty one. Files are
    known by their size, and are read only where fewer of a size lie there than were given.
    """
    lying = _by_size(inbox / FAILED)
    if lying is None and (inbox / REPORT).is_file() and not os.path.lexists(inbox / FAILED):
        lying = {}  # deleted as a whole
    if lying is None:
        return set()
    of_size: dict[int, set[str]] = {}
    for entry in given:
        of_size.setdefault(entry.byte_count, set()).add(entry.sha256)
    gone: set[str] = set()
    for size, hashes in of_size.items():
        paths = lying.get(size, [])
        if len(paths) < len(hashes):
            gone |= hashes - _hashes(paths, hashes)
    return gone - _changed(inbox, [entry for entry in given if entry.sha256 in gone], given)


def _changed(inbox: Path, gone: Sequence[Entry], given: Sequence[Entry]) -> set[str]:
    """Return which of the files that lie no more as they were given may be what lies under their name."""
    if not gone:
        return set()
    known = {entry.sha256 for entry in given}
    found: set[str] = set()
    noted = with_notes(inbox)
    for entry in gone:
        for path in noted.get(without_number(entry.name), ()):
            if not _hashes([path], known) <= known:
                found.add(entry.sha256)
    return found


def _by_size(folder: Path) -> dict[int, list[Path]] | None:
    """Return the files of a folder by their size; None where it cannot be listed, or changes meanwhile."""
    found: dict[int, list[Path]] = {}
    try:
        for path in folder.iterdir():
            if path.is_file():
                found.setdefault(path.stat().st_size, []).append(path)
    except OSError:
        return None
    return found


def _hashes(paths: list[Path], otherwise: set[str]) -> set[str]:
    """Return the hashes of files; where one cannot be read, which may be any of them, `otherwise`."""
    try:
        return {file_hash(path)[0] for path in paths}
    except OSError:
        return otherwise

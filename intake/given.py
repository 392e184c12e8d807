"""What staff were given in `gagal/` and took away from there, which settles it, or changed there, which
does not.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from intake.answers import Answers
from intake.archive import file_hash
from intake.aside import with_notes, without_number
from intake.entry import Entry
from intake.scan import FAILED, REPORT


def taken_away(inbox: Path, answers: Answers) -> set[str]:
    """Return the hashes of those files, of the ones that staff were given, that lie in `gagal/` no more. One
    that somebody changed there lies there still, under its name and with its note.

    An inbox without that folder says nothing, unless our report lies there: a share that is not there shows
    an empty one. Files are known by their size, and are read, each once, only where fewer or more of a size
    lie there than were given.

    Raises: ArchiveError.
    """
    sizes = _by_size(inbox / FAILED)
    if sizes is None and (inbox / REPORT).is_file() and not os.path.lexists(inbox / FAILED):
        sizes = {}  # deleted as a whole
    given = answers.given_back() if sizes is not None else []
    if not given or sizes is None:
        return set()
    lying = _Lying(sizes, given)
    gone = lying.lacking()
    return gone - _changed(inbox, gone, answers, lying) if gone else gone


def still_open(inbox: Path, answers: Answers) -> dict[str, Entry]:
    """Return the files, by their hashes, that failed and that nothing settled: no better one stands in for
    them, and staff did not take them away.

    Raises: ArchiveError.
    """
    found = {entry.sha256: entry for entry in answers.open_failures()}
    taken = taken_away(inbox, answers) if found else set()
    return {sha256: entry for sha256, entry in found.items() if sha256 not in taken}


def _changed(inbox: Path, gone: set[str], answers: Answers, lying: "_Lying") -> set[str]:
    """Return which of the files that lie no more as they were given may be what lies under one of their
    names.
    """
    noted = with_notes(inbox)
    others: dict[str, bool] = {}
    """By a name without number, of which many may have failed: whether something that was not given lies
    under it.
    """
    found: set[str] = set()
    for sha256, name in answers.names_failed():
        if sha256 in gone and sha256 not in found:
            bare = without_number(name)
            if bare not in others:
                others[bare] = any(map(lying.is_other, noted.get(bare, ())))
            if others[bare]:
                found.add(sha256)
    return found


class _Lying:
    """What lies in `gagal/`, by its size, against what was given. A file is read when it is first asked
    for, and once.
    """

    def __init__(self, sizes: dict[int, list[Path]], given: Sequence[Entry]) -> None:
        self._sizes = sizes
        self._size_of = {path: size for size, paths in sizes.items() for path in paths}
        self._given: dict[int, set[str]] = {}
        for entry in given:
            self._given.setdefault(entry.byte_count, set()).add(entry.sha256)
        self._known = {entry.sha256 for entry in given}
        self._hashes: dict[Path, str | None] = {}

    def lacking(self) -> set[str]:
        """Return the hashes of what was given and lies there no more."""
        gone: set[str] = set()
        for size, hashes in self._given.items():
            paths = self._sizes.get(size, [])
            if len(paths) < len(hashes):
                there = self._read(paths)
                # One that cannot be read may be any of them.
                gone |= hashes - there if None not in there else set()
        return gone

    def is_other(self, path: Path) -> bool:
        """Tell whether a file that lies there is none of what was given."""
        size = self._size_of.get(path)
        if size is None or size not in self._given:
            return True
        if len(self._sizes[size]) == len(self._given[size]):
            return False
        sha256 = self._read([path]).pop()
        return sha256 is not None and sha256 not in self._known

    def _read(self, paths: Iterable[Path]) -> set[str | None]:
        """Return the hashes of files; None among them where one cannot be read."""
        for path in paths:
            if path not in self._hashes:
                self._hashes[path] = _hash(path)
        return {self._hashes[path] for path in paths}


def _hash(path: Path) -> str | None:
    try:
        return file_hash(path)[0]
    except OSError:
        return None


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

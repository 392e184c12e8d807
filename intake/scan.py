"""What lies in the inbox: what is complete, what must wait, what is never touched."""

import fcntl
import os
import stat
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from pathlib import Path

REST_SECONDS = 2.0
"""So long a file must have been quiet; a copy that stalls longer still lacks its format's end."""
UNSEEN_REST_SECONDS = 60.0
"""So long where the system cannot tell whether somebody still writes (a network share, a file of
another's) and the format has no end of its own, as text has none."""
PATIENCE_SECONDS = 600.0
"""After so long a file without its end is taken as it is and answers for itself."""
FAILED = "gagal"
REPORT, PAGE = "_LAPORAN.txt", "_LAPORAN.html"
"""Ours: what the last run did, for staff."""
_OURS = {*(n for name in (REPORT, PAGE) for n in (name, f".{name}.part"))}
_JUNK = {"thumbs.db", "desktop.ini", ".ds_store"}
_UNFINISHED = (".part", ".crdownload", ".tmp", ".partial", ".download")


@dataclass(frozen=True, slots=True)
class Found:
    """The inbox at one moment; waiting files with the reason, in Indonesian.

    `ignored` are links, pipes, and what programs leave behind (locks, thumbnails, half downloads);
    `closed` are sub-folders that may not be opened.
    """

    ready: tuple[Path, ...]
    waiting: tuple[tuple[Path, str], ...]
    ignored: tuple[Path, ...]
    closed: tuple[Path, ...] = ()


def scan(
    inbox: Path,
    now: float,
    *,
    rest: float = REST_SECONDS,
    patience: float = PATIENCE_SECONDS,
    settled: Callable[[], Container[str]] = frozenset,
) -> Found:
    """List the inbox and its sub-folders; `now` is in seconds as in a file's times.

    `settled` gives the drops (`drop_id`) that need nothing more. They are passed over where nothing may
    be taken out of their folder: a hundred thousand of them must not be opened every night.
    """
    known: Container[str] | None = None
    ready: list[Path] = []
    waiting: list[tuple[Path, str]] = []
    ignored: list[Path] = []
    closed: list[Path] = []
    folders = [inbox]
    while folders:
        here = folders.pop()
        try:
            with os.scandir(here) as listing:
                entries = list(listing)
        except OSError:
            closed.append(here)
            continue
        stays = not os.access(here, os.W_OK, effective_ids=True)
        if stays and known is None:
            known = settled()
        passed: Container[str] = known if stays and known is not None else ()
        below: list[str] = []
        fresh: list[tuple[str, os.stat_result]] = []
        # One stat a file and no Path: of a hundred thousand known ones nothing else is asked.
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.name)
                continue
            try:
                facts = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # taken away between listing and looking: forgotten
            if drop_id(facts) not in passed:
                fresh.append((entry.name, facts))
        for name, facts in sorted(fresh):
            if name == ".gitkeep" or (name in _OURS and here == inbox):
                continue
            path = here / name
            if _is_junk(name) or not stat.S_ISREG(facts.st_mode):
                ignored.append(path)
                continue
            reason = _unfinished(path, facts, now, rest, patience)
            if reason:
                waiting.append((path, reason))
            else:
                ready.append(path)
        below.sort(reverse=True)
        folders += (here / name for name in below if _is_looked_into(here, name, inbox, entries))
    return Found(tuple(ready), tuple(waiting), tuple(ignored), tuple(closed))


def drop_id(facts: os.stat_result) -> str:
    """Return what one and the same file in the inbox is known by: another once somebody wrote to it."""
    return f"{facts.st_dev}:{facts.st_ino}:{facts.st_ctime_ns}"


def _is_looked_into(here: Path, name: str, inbox: Path, beside: Iterable[os.DirEntry[str]]) -> bool:
    """Tell whether a sub-folder holds documents: not what failed, nor the pictures that a browser
    saves beside a page.
    """
    if name.startswith(".") or name == "__MACOSX" or (here == inbox and name == FAILED):
        return False
    page = name.removesuffix("_files")
    return page == name or not {f"{page}.html", f"{page}.htm"} & {entry.name for entry in beside}


def is_left_behind(name: str, folder: str) -> bool:
    """Tell of a file in a container whether programs left it there, and nobody meant it."""
    parts = folder.split("/")
    return _is_junk(name) or any(p == "__MACOSX" or (p[:1] == "." and p) for p in parts)


def _is_junk(name: str) -> bool:
    low = name.lower()
    return low in _JUNK or low.startswith((".", "~$")) or low.endswith(_UNFINISHED)


def _unfinished(path: Path, facts: os.stat_result, now: float, rest: float, patience: float) -> str:
    """Return why a file is not taken yet, nothing when it is complete."""
    # The change time cannot be set back by a copy that keeps the source's date.
    quiet = now - max(facts.st_ctime, min(facts.st_mtime, now))
    if 0 <= quiet < rest:
        return "masih disalin"
    writing = is_written(path)
    if writing:
        return "masih disalin"
    if quiet >= patience or quiet < 0:
        return ""
    if facts.st_size == 0:
        return "masih kosong"
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
            stream.seek(max(0, facts.st_size - 66_000))
            tail = stream.read()
    except OSError:
        return ""  # what cannot be opened fails with its own reason
    if head.startswith(b"%PDF") and b"%%EOF" not in tail[-4096:]:
        return "akhir PDF belum ada"
    if head.startswith(b"PK\3\4") and b"PK\5\6" not in tail:
        return f"akhir berkas {_PACKED.get(path.suffix.lower(), 'zip')} belum ada"
    if head.startswith(b"\xff\xd8") and b"\xff\xd9" not in tail[-1024:]:
        return "akhir foto belum ada"
    if head.startswith(b"\x89PNG") and b"IEND" not in tail[-64:]:
        return "akhir gambar belum ada"
    if writing is None and quiet < UNSEEN_REST_SECONDS and not head.startswith(_ENDED):
        return "menunggu tenang"
    return ""


_PACKED = {".docx": "Word", ".xlsx": "Excel", ".pptx": "PowerPoint"}
"""What people call a file that is a zip inside."""
_ENDED = (b"%PDF", b"PK\3\4", b"\xff\xd8", b"\x89PNG")
"""How the formats begin whose end was looked for."""


def is_written(path: Path) -> bool | None:
    """Tell whether any program holds the file open for writing; None where the system cannot tell.

    Linux grants a read lease only on a file that nobody writes to (fcntl(2), F_SETLEASE).
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None  # what cannot be opened fails with its own reason
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return None
    finally:
        os.close(handle)
    return False

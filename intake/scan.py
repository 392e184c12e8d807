"""What lies in the inbox: what is complete, what must wait, what is never touched."""

import fcntl
import os
import re
import stat
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

from intake.endings import HEAD, TAIL, has_end, lacking_end
from models.errors import ConfigError, stop_if_short

REST_SECONDS = 2.0
"""So long a file must have been quiet; a copy that stalls longer still lacks its format's end."""
UNSEEN_REST_SECONDS = 60.0
"""So long where the system cannot tell whether somebody still writes (a network share, a file of
another's) and the format has no end of its own, as text has none."""
PATIENCE_SECONDS = 600.0
"""After so long a file without its end is taken as it is and answers for itself."""
MOST_AHEAD_SECONDS = 86_400.0
"""A change that is further ahead than this says nothing: a clock is wrong. Less is waited for."""
COPYING = "masih disalin"
"""Why a file waits that somebody writes to, or did a moment ago."""
LINKED = "nama lain dari berkas yang baru diterima; diambil pada putaran berikutnya"
"""Why a second name of one and the same file (a hard link) waits: it is another drop once the first is gone."""
FAILED = "gagal"
REPORT, PAGE = "_LAPORAN.txt", "_LAPORAN.html"
"""Ours: what the last run did, for staff."""
TITLE = "Laporan Risalah, "
"""How the title of our report begins: a file of somebody else that bears its name is a drop as any."""
_UNSEEN = "tidak dapat dilihat (gangguan disk atau jaringan)"
_JUNK = {"thumbs.db", "desktop.ini", ".ds_store"}
_UNFINISHED = (".part", ".crdownload", ".tmp", ".partial", ".download")


@dataclass(frozen=True, slots=True)
class Found:
    """The inbox at one moment; waiting files with the reason, in Indonesian.

    `ignored` are links, pipes, and what programs leave behind (locks, thumbnails); `unfinished` are half
    downloads, which may be documents once they are whole, or whole under a wrong name;
    `closed` are sub-folders that may not be opened. `pages` are folders that a browser saved beside a
    page that lies there still; where it was taken before, its folder is among the ignored.
    """

    ready: tuple[Path, ...]
    waiting: tuple[tuple[Path, str], ...]
    ignored: tuple[Path, ...]
    closed: tuple[Path, ...] = ()
    pages: tuple[Path, ...] = ()
    unfinished: tuple[Path, ...] = ()


def need_inbox(inbox: Path) -> None:
    """Raise ConfigError where the inbox is no folder, or cannot be listed; ArchiveError where the machine is
    too short of something to tell.
    """
    try:
        with os.scandir(inbox):
            return
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConfigError(
            f"inbox {inbox.absolute()}: is no folder; make it, mount its share again, or name another with --inbox",
            sentence=f"Folder {inbox.absolute()} tidak ada. Buat dahulu, sambungkan lagi folder jaringannya, atau sebut "
            "yang lain dengan --inbox",
        ) from error
    except OSError as error:
        stop_if_short(error)
        raise ConfigError(
            f"inbox {inbox}: cannot be listed ({error.strerror}); give the right to, or mount its share again",
            sentence=f"Kotak masuk {inbox} tidak dapat dibuka. Periksa izinnya, atau sambungan folder jaringannya.",
        ) from error


def scan(
    inbox: Path,
    now: float,
    *,
    rest: float = REST_SECONDS,
    patience: float = PATIENCE_SECONDS,
    settled: Callable[[], Container[str]] = frozenset,
) -> Found:
    """List the inbox and its sub-folders; `now` is in seconds as in a file's times.

    `settled` gives the drops (`drop_id`) that need nothing more and the pages (`page_id`) that were
    taken. The drops are passed over where nothing may be taken out of their folder: a hundred thousand
    of them must not be opened every night.
    """
    known: Container[str] | None = None
    ready: list[Path] = []
    waiting: list[tuple[Path, str]] = []
    ignored: list[Path] = []
    unfinished: list[Path] = []
    closed: list[Path] = []
    pages: list[Path] = []
    folders = [inbox]
    while folders:
        here = folders.pop()
        try:
            with os.scandir(here) as listing:
                entries = list(listing)
            stays = keeps_what_it_holds(here)
        except FileNotFoundError:
            continue  # taken away between listing and looking: forgotten
        except OSError as error:
            stop_if_short(error)
            closed.append(here)
            continue
        if stays and known is None:
            known = settled()
        passed: Container[str] = known if stays and known is not None else ()
        below: list[str] = []
        fresh: list[tuple[str, os.stat_result]] = []
        # One stat a file and no Path: of a hundred thousand known ones nothing else is asked.
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.name)
                    continue
                facts = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except PermissionError:  # the folder may be listed, and nothing in it looked at
                closed.append(here)
                below, fresh = [], []
                break
            except OSError as error:
                stop_if_short(error)
                waiting.append((here / entry.name, _UNSEEN))
                continue
            if drop_id(facts) not in passed:
                fresh.append((entry.name, facts))
        for name, facts in sorted(fresh):
            path = here / name
            if name == ".gitkeep" or (here == inbox and _is_of_report(path, facts)):
                continue
            if is_unfinished(name) and stat.S_ISREG(facts.st_mode):
                unfinished.append(path)
                continue
            if _is_junk(name) or not stat.S_ISREG(facts.st_mode):
                ignored.append(path)
                continue
            reason = _unfinished(path, facts, now, rest, patience)
            if reason:
                waiting.append((path, reason))
            else:
                ready.append(path)
        below.sort(reverse=True)
        beside: set[str] | None = None
        for name in below:
            if name.startswith(".") or name == "__MACOSX" or (here == inbox and name == FAILED):
                continue
            saved = _SAVED.fullmatch(name)
            if saved is None:
                folders.append(here / name)
                continue
            if beside is None:
                files = {entry.name for entry in entries}.difference(below)
                beside = {page for file in files if (page := page_id("", file))}
            if page_id("", f"{saved[1]}.html") in beside:
                pages.append(here / name)
                continue
            if known is None:
                known = settled()
            folder = here.relative_to(inbox).as_posix() if here != inbox else ""
            if page_id(folder, f"{saved[1]}.html") in known:
                ignored.append(here / name)
            else:
                folders.append(here / name)
    return Found(
        tuple(ready), tuple(waiting), tuple(ignored), tuple(closed), tuple(pages), tuple(unfinished)
    )


def keeps_what_it_holds(folder: Path) -> bool:
    """Tell whether nothing may be taken out of a folder: nobody may, or (sticky) only who put it there.

    Raises: OSError.
    """
    if not os.access(folder, os.W_OK, effective_ids=True):
        return True
    facts = folder.stat()
    return bool(facts.st_mode & stat.S_ISVTX) and os.geteuid() not in (0, facts.st_uid)


def drop_id(facts: os.stat_result) -> str:
    """Return what one and the same file in the inbox is known by: another once somebody wrote to it. The
    device is left out: a share has another number each time that it is mounted.

    The size is left out too. A file is taken only after it rested, so one that gets the number of another
    that is gone has a later change, which nobody can set back (FAT alone keeps the time of the writing
    there). The ledger knows a drop by this and by the hash of its bytes; by this alone only what lies
    where nothing may be taken out is passed over.
    """
    return f"{facts.st_ino}:{facts.st_ctime_ns}"


def is_drop_of(path: Path, drops: Container[str]) -> bool:
    """Tell whether a file of the inbox is one of these drops, or was taken out since it was listed."""
    try:
        return drop_id(path.stat()) in drops
    except OSError:
        return True


_SAVED = re.compile(r"(.+)(?:_files|_berkas|\.files)", re.IGNORECASE)
"""How browsers and Word, in English and in Indonesian, call the folder of a saved page's pictures."""
_PAGES = (".html", ".htm")


def page_id(folder: str, name: str) -> str:
    """Return what a web page in a sub-folder of the inbox is known by, nothing for other files.

    >>> page_id("RW 05", "Rapat.HTM")
    'halaman:rw 05/rapat'
    """
    page, suffix = os.path.splitext(name)  # noqa: PTH122  # a Path each costs more than all else
    return f"halaman:{folder}/{page}".casefold() if suffix.lower() in _PAGES else ""


def _is_of_report(path: Path, facts: os.stat_result) -> bool:
    if path.name in (f".{REPORT}.part", f".{PAGE}.part"):
        return True
    return path.name in (REPORT, PAGE) and stat.S_ISREG(facts.st_mode) and is_our_report(path)


def is_our_report(path: Path) -> bool:
    """Tell by its title whether a file is a report of ours."""
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError:
        return False
    title = TITLE.encode()
    return head.startswith(title) or b"<title>" + title in head


def is_left_behind(name: str, folder: str) -> bool:
    """Tell of a file in a container whether programs left it there, and nobody meant it."""
    parts = folder.split("/")
    return _is_junk(name) or any(p == "__MACOSX" or (p[:1] == "." and p) for p in parts)


def _is_junk(name: str) -> bool:
    low = name.lower()
    return low in _JUNK or low.startswith((".", "~$")) or low.endswith(_UNFINISHED)


def is_unfinished(name: str) -> bool:
    """Tell of a name whether a program that fetches or copies a file gives it until it is done. What begins
    with a tilde is a program's own (`~WRL0001.tmp`).

    >>> is_unfinished("notulen.pdf.crdownload"), is_unfinished("~WRL0001.tmp"), is_unfinished("a.pdf")
    (True, False, False)
    """
    return name.lower().endswith(_UNFINISHED) and not name.startswith((".", "~"))


def _unfinished(path: Path, facts: os.stat_result, now: float, rest: float, patience: float) -> str:
    """Return why a file is not taken yet, nothing when it is complete."""
    # The change time cannot be set back by a copy that keeps the source's date.
    quiet = now - max(facts.st_ctime, min(facts.st_mtime, now))
    if 0 <= quiet < rest:
        return COPYING
    writing = is_written(path)
    if writing:
        return COPYING
    if quiet >= patience or quiet < -MOST_AHEAD_SECONDS:
        return ""
    if facts.st_size == 0:
        return "masih kosong"
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            stream.seek(max(0, facts.st_size - TAIL))
            tail = stream.read()
    except OSError:
        return ""  # what cannot be opened fails with its own reason
    lacking = lacking_end(head, tail, facts.st_size, path.suffix)
    if lacking:
        return lacking
    if writing is None and quiet < UNSEEN_REST_SECONDS and not has_end(head):
        return "menunggu tenang"
    return ""


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

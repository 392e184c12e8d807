"""The folder of what failed, `gagal/`: each file there has a note beside it that says why, in Indonesian."""

import contextlib
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from intake.archive import file_hash
from intake.names import bare_name, says_something, shown
from intake.scan import FAILED

_NOTE = "Berkas  : "
"""How a note of ours begins."""
_FROM = "Dari    : "
_WHEN = "Waktu   : "
_WHY = "Sebab   : "
_CODE = "Kode    : "
_NOTE_BYTES = 100_000
"""So much of a note is read; ours are shorter, what staff write under the name of one need not be."""
_ROOT = "kotak masuk"
_MOST_PLACES = 10
"""So many places a note names, those that came last: the same file may come in another zip each week."""
_ELSEWHERE = "… dan tempat lain"
_STORED = (
    "Berkas asli tetap tersimpan di arsip. Setelah diperbaiki, taruh berkas yang baru di kotak masuk, dengan\n"
    "nama dan sub-folder yang sama: berkas dan catatan ini lalu hilang sendiri. Keduanya juga boleh dihapus.\n"
)
_IN_PACKING = (
    "Berkas asli tetap tersimpan di arsip. Berkas ini datang di dalam kemasan (zip, email atau PDF) yang disebut\n"
    "di atas. Setelah diperbaiki, taruh berkas yang baru di kotak masuk, lalu hapus berkas dan catatan ini.\n"
)
_PACKED = f"{_IN_PACKING}Yang dikemas lagi dengan nama dan tempat yang sama juga diterima: berkas dan catatan ini lalu hilang sendiri.\n"
_BY_MACHINE = (
    "Nama seperti ini diberikan mesin kepada banyak berkas, jadi keduanya tidak hilang sendiri.\n"
)
_STORED_BY_MACHINE = (
    "Berkas asli tetap tersimpan di arsip. Setelah diperbaiki, taruh berkas yang baru di kotak masuk, lalu hapus\n"
    f"berkas dan catatan ini. {_BY_MACHINE}"
)
_PACKED_BY_MACHINE = f"{_IN_PACKING}{_BY_MACHINE}"
_NOT_STORED = (
    "JANGAN hapus berkas ini: isinya belum dapat disalin ke arsip. Setelah izinnya diperbaiki, pindahkan\n"
    "berkas ini kembali ke kotak masuk; setelah itu catatan ini boleh dihapus.\n"
)
_ENDS = ("dihapus.\n", "hilang sendiri.\n")
"""How notes end, also those that an older version wrote."""


def _nothing() -> None:
    """Do nothing."""


def set_aside(
    path: Path,
    goal: Path,
    *,
    code: str,
    sentence: str,
    now: str,
    is_stored: bool = True,
    came_from: str = "",
    is_packed: bool = False,
    between: Callable[[], None] = _nothing,
) -> Path:
    """Move a failed file to `gagal/`, to where `Aside.place` says, and write why beside it.

    `is_stored` tells whether the archive has its bytes: only then may it be deleted. `came_from` names
    the folder that the file came from, or, where it is `is_packed`, the container with the folder in it.
    The note comes first, so that no kill leaves a file there without its reason.

    Returns: where the file lies now.
    """
    goal.parent.mkdir(exist_ok=True)
    said = (
        f"{_NOTE}{shown(path.name)}\n"
        + "".join(f"{_FROM}{place}\n" for place in _places(_note_of(goal), came_from))
        + f"{_WHEN}{now}\n{_WHY}{sentence}\n{_CODE}{code}\n\n"
        + (_what_to_do(path.name, is_packed) if is_stored else _NOT_STORED)
    )
    note = _note_of(goal)
    try:
        note.write_text(said, encoding="utf-8")  # no link, by `Aside.place`
        between()
        if goal.exists() and path.samefile(goal):
            path.unlink()  # renaming one name of a file to another of it leaves both
        else:
            path.replace(goal)
    except BaseException:  # a stop too
        if _is_lone_note(note):
            note.unlink()
        raise
    return goal


def _what_to_do(name: str, is_packed: bool) -> str:
    """Return how a note ends of a file that the archive has: whether it goes by itself hangs on its name."""
    if says_something(bare_name(name)):
        return _PACKED if is_packed else _STORED
    return _PACKED_BY_MACHINE if is_packed else _STORED_BY_MACHINE


def _places(note: Path, came_from: str) -> list[str]:
    """Return where the file of a note came from, the places that the note told before among them, the
    last of them where they are many; nothing for one that came from the inbox itself alone.
    """
    told: list[str] = []
    if note.is_file() and not _is_lone_note(note):
        lines = note.read_text("utf-8", errors="replace").splitlines()
        told = [line.removeprefix(_FROM) for line in lines if line.startswith(_FROM)] or [_ROOT]
    here = shown(came_from) or _ROOT
    places = [place for place in dict.fromkeys(told) if place not in (_ELSEWHERE, here)] + [here]
    if len(places) > _MOST_PLACES or _ELSEWHERE in told:
        return [*places[-_MOST_PLACES:], _ELSEWHERE]
    return [] if places == [_ROOT] else places


def _note_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.txt")


def _is_lone_note(path: Path) -> bool:
    """Tell whether a file of `gagal/` is a note of ours, whole or half written, beside which no file
    lies: a kill may leave one. What is set aside itself has a note of its own and is none, nor is what
    cannot be opened.
    """
    if path.suffix != ".txt" or path.is_symlink() or not path.is_file():
        return False
    if os.path.lexists(path.with_suffix("")) or _note_of(path).exists():
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_NOTE))
    except OSError:
        return False
    return _NOTE.encode().startswith(head)


def tidy(inbox: Path, *, is_killed: bool = False) -> None:
    """Remove the notes of files that staff took away, and nothing else; after a run that was killed also
    those that it left half written. One that staff wrote into stays. No run may be at work meanwhile.

    Raises: OSError.
    """
    for note in (inbox / FAILED).glob("*.txt"):
        if _is_lone_note(note) and (_is_whole(note) or (is_killed and not _is_written_into(note))):
            note.unlink(missing_ok=True)


def has_lone_note(inbox: Path) -> bool:
    """Tell whether there is a note of a file that staff took away. Raises: OSError."""
    return any(_is_lone_note(n) and _is_whole(n) for n in (inbox / FAILED).glob("*.txt"))


def _is_whole(note: Path) -> bool:
    """Tell whether a note has all that ours have, and nothing that somebody wrote behind it."""
    said = _said(note)
    return _has_keys(said) and said.endswith(_ENDS)


def _is_written_into(note: Path) -> bool:
    """Tell whether a note has all that ours have, and somebody wrote more into it."""
    said = _said(note)
    return _has_keys(said) and any(end in said for end in _ENDS) and not said.endswith(_ENDS)


def _said(note: Path) -> str:
    with note.open("rb") as stream:
        return stream.read(_NOTE_BYTES).decode("utf-8", "replace")


def _has_keys(said: str) -> bool:
    return all(f"\n{key}" in said for key in (_WHEN, _WHY, _CODE))


def free_path(folder: Path, name: str) -> Path:
    """Return a path that is not taken: name.pdf, else name (2).pdf and so on."""
    return _free(folder, shortened(name), 1)[0]


def _free(folder: Path, name: str, number: int) -> tuple[Path, int]:
    """Return the first path from a number on that is not taken, and its number."""
    while _is_taken(goal := _numbered(folder, name, number)):
        number += 1
    return goal, number


def _numbered(folder: Path, name: str, number: int) -> Path:
    path = Path(name)
    return folder / (name if number == 1 else f"{path.stem} ({number}){path.suffix}")


def _is_taken(path: Path) -> bool:
    """Tell whether a file lies at a path, or what is its note; a note of ours without its file takes none,
    unless staff wrote into it.
    """
    note = _note_of(path)
    if os.path.lexists(path):
        return True
    return os.path.lexists(note) and (not _is_lone_note(note) or _is_written_into(note))


_NAME_BYTES = 255
"""So long a name may be on Linux file systems."""


def shortened(name: str) -> str:
    """Return a name that leaves room for a number and for the ending of its note."""
    stem, suffix = Path(name).stem, Path(name).suffix
    while len(os.fsencode(f"{stem} (999){suffix}.txt")) > _NAME_BYTES:
        stem, suffix = (stem[:-1], suffix) if len(stem) > 1 else (stem, suffix[:-1])
    return stem + suffix


class Aside:
    """What lies in `gagal/` with its note, by the hash of its bytes, which may lie there under several
    names; for the length of one run.

    The folder is read once, when it is first asked for, and what is put there after that is told by
    `put`: to read all of it for each of many that fail would take its square. Staff may move, change or
    delete what lies there at any time, so what is found is looked at again. `between` is called when
    `clear` has removed a file, and not its note yet.
    """

    def __init__(self, inbox: Path, between: Callable[[], None] = _nothing) -> None:
        self._folder = inbox / FAILED
        self._between = between
        self._turn = threading.Lock()  # documents are read side by side
        self._paths: dict[str, dict[str, list[Path]]] | None = None
        """By the hash, and by the name without the numbers that `place` gives."""
        self._named: dict[str, _Named] = {}

    def place(self, name: str, sha256: str = "") -> Path:
        """Return where a failed file of this name goes: where the same bytes lie under it with their
        note, else the next path that is not taken; one without a hash is like no other.
        """
        name = shortened(name)
        with self._turn:
            if name not in self._named:
                self._named[name] = _Named.looked_at(self._folder, name)
            known = self._named[name]
            lies = known.paths.get(sha256)
            if lies is not None and _hash_with_note(lies) == sha256:
                return lies
            goal, known.number = _free(self._folder, name, known.number)
            if sha256:
                known.paths[sha256] = goal
            return goal

    def put(self, sha256: str, path: Path) -> None:
        """Tell that a file was set aside."""
        with self._turn:
            if self._paths is not None:
                _add(self._paths, sha256, path)

    def find(self, sha256: str, name: str = "") -> Path | None:
        """Return where these bytes lie with their note, None where they do not; with a name, only what
        was put there under it.

        Raises: OSError.
        """
        return next(self._found(sha256, name), None)

    def clear(self, sha256: str, name: str = "") -> bool:
        """Remove a failed file and its note, whose bytes the archive has, under each of its names; with
        a name, only what was put there under it. Tells whether one lay there.

        Raises: OSError.
        """
        found = list(self._found(sha256, name))
        for path in found:
            path.unlink()
            try:
                self._between()
            finally:
                _note_of(path).unlink(missing_ok=True)
        return bool(found)

    def _found(self, sha256: str, name: str) -> Iterator[Path]:
        with self._turn:
            if self._paths is None:
                self._paths = self._read()
            named = self._paths.get(sha256, {})
            paths = list(named.get(_bare(shortened(name)), ())) if name else _all(named)
        for path in paths:
            is_meant = not name or _is_numbered(path.name, shortened(name))
            if is_meant and _hash_with_note(path) == sha256:
                yield path

    def _read(self) -> dict[str, dict[str, list[Path]]]:
        out: dict[str, dict[str, list[Path]]] = {}
        for note in sorted(self._folder.glob("*.txt")) if self._folder.is_dir() else []:
            path = note.with_name(note.name.removesuffix(".txt"))
            sha256 = _hash_with_note(path)
            if sha256 is not None:
                _add(out, sha256, path)
        return out


@dataclass
class _Named:
    """What lies in `gagal/` under one name and its numbers: where which bytes lie, and from which number
    on a place is free. Looked at once a run, or each of many files of one name would cost all of them.
    """

    paths: dict[str, Path]
    number: int

    @classmethod
    def looked_at(cls, folder: Path, name: str) -> "_Named":
        paths: dict[str, Path] = {}
        number = 1
        while _is_taken(path := _numbered(folder, name, number)):
            sha256 = _hash_with_note(path)
            if sha256 is not None:
                paths.setdefault(sha256, path)
            number += 1
        return cls(paths, number)


def _add(paths: dict[str, dict[str, list[Path]]], sha256: str, path: Path) -> None:
    named = paths.setdefault(sha256, {}).setdefault(_bare(path.name), [])
    if path not in named:
        named.append(path)


def _all(named: dict[str, list[Path]]) -> list[Path]:
    return [path for paths in named.values() for path in paths]


def _bare(name: str) -> str:
    """Return a name without any number that `Aside.place` may have given it."""
    stem, suffix = Path(name).stem, Path(name).suffix
    return _NUMBERS.sub("", stem) + suffix


_NUMBERS = re.compile(r"(?: \(\d+\))+$")


def _is_numbered(name: str, of: str) -> bool:
    """Tell whether a name is another, or that with the number that `Aside.place` gave it."""
    stem, suffix = Path(of).stem, Path(of).suffix
    return (
        name == of
        or re.fullmatch(rf"{re.escape(stem)} \(\d+\){re.escape(suffix)}", name) is not None
    )


def _hash_with_note(path: Path) -> str | None:
    note = _note_of(path)
    if path.is_symlink() or not path.is_file() or note.is_symlink() or not note.is_file():
        return None
    try:
        return file_hash(path)[0]
    except OSError:
        return None  # one that may not be opened holds up the answers of no other


def with_notes(inbox: Path) -> dict[str, list[Path]]:
    """Return the files of `gagal/` that have a note, by their names as `without_number` tells them.

    Raises: OSError.
    """
    found: dict[str, list[Path]] = {}
    for note in (inbox / FAILED).glob("*.txt"):
        path = note.with_name(note.name.removesuffix(".txt"))
        if path.is_file():
            found.setdefault(without_number(path.name), []).append(path)
    return found


def without_number(name: str) -> str:
    """Return what a file that failed is called in `gagal/`, without any number that it got there."""
    return _bare(shortened(name))


@dataclass(frozen=True, slots=True)
class Lying:
    """A file that lies in `gagal/`: its name, fit for showing, and what its note says of when and why it
    failed; "" where there is no note of ours.
    """

    name: str
    when: str
    why: str
    where: tuple[str, ...] = ()
    """The places that its note tells, of one that did not come from the inbox itself alone."""
    is_changed: bool = False
    """Whether somebody wrote to it since: a repaired one that lies there is read by nobody."""


def lying(inbox: Path) -> list[Path]:
    """Return what lies in `gagal/`, without the notes, what came there last first."""
    folder = inbox / FAILED
    if not folder.is_dir():
        return []
    names = {p.name for p in folder.iterdir() if p.is_file()}
    files = [
        folder / n
        for n in names
        if not (n.endswith(".txt") and n.removesuffix(".txt") in names)
        and not _is_lone_note(folder / n)
    ]
    return sorted(files, key=_since)


def _since(path: Path) -> tuple[float, str]:
    try:
        return -_note_of(path).stat().st_mtime, path.name
    except OSError:
        return 0.0, path.name


def told_of(path: Path) -> Lying:
    """Return what there is to tell of a file that lies in `gagal/`."""
    note = _note_of(path)
    said: dict[str, str] = {}
    where: list[str] = []
    with contextlib.suppress(OSError):
        if note.is_file() and not note.is_symlink():
            with note.open("rb") as stream:
                head = stream.read(_NOTE_BYTES).decode("utf-8", "replace")
            lines = head.splitlines()
            where = [shown(line.removeprefix(_FROM)) for line in lines if line.startswith(_FROM)]
            for line in reversed(lines):  # of two alike the first
                for key in (_WHEN, _WHY):
                    if line.startswith(key):
                        said[key] = shown(line.removeprefix(key))
    return Lying(
        *(shown(path.name), said.get(_WHEN, ""), said.get(_WHY, "")),
        where=tuple(where),
        is_changed=_is_changed(path, note) if said else False,
    )


_MOMENT_S = 60.0
"""A file is moved to its note within this; what was written to it later was repaired, or replaced, there."""


def _is_changed(path: Path, note: Path) -> bool:
    try:
        facts, noted = path.stat(), note.stat()
    except OSError:
        return False  # taken away meanwhile
    # Whatever time it brought along, by the other it was moved there.
    return min(facts.st_mtime, facts.st_ctime) > noted.st_mtime + _MOMENT_S

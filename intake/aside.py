"""The folder of what failed, `gagal/`: each file there has a note beside it that says why, in Indonesian."""

import filecmp
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from intake.archive import file_hash
from intake.scan import FAILED

_NOTE = "Berkas  : "
"""How a note of ours begins."""
_FROM = "Dari    : "
_ROOT = "kotak masuk"
_STORED = (
    "Berkas asli tetap tersimpan di arsip. Setelah diperbaiki, taruh berkas yang baru di kotak masuk, dengan\n"
    "nama dan sub-folder yang sama: berkas dan catatan ini lalu hilang sendiri. Keduanya juga boleh dihapus.\n"
)
_NOT_STORED = (
    "JANGAN hapus berkas ini: isinya belum dapat disalin ke arsip. Setelah izinnya diperbaiki, pindahkan\n"
    "berkas ini kembali ke kotak masuk; setelah itu catatan ini boleh dihapus.\n"
)


def _nothing() -> None:
    """Do nothing."""


def set_aside(
    path: Path,
    inbox: Path,
    *,
    code: str,
    sentence: str,
    now: str,
    is_stored: bool = True,
    came_from: str = "",
    between: Callable[[], None] = _nothing,
) -> Path:
    """Move a failed file to `gagal/` and write why beside it; nothing there is overwritten but the
    same bytes under the same name.

    `is_stored` tells whether the archive has its bytes: only then may it be deleted. `came_from` names
    the folder or the container that the file came from.
    The note comes first, so that no kill leaves a file there without its reason.

    Returns: where the file lies now.
    """
    folder = inbox / FAILED
    folder.mkdir(exist_ok=True)
    goal = free_path(folder, path, may_be_there=is_stored)
    said = (
        f"{_NOTE}{shown_name(path.name)}\n"
        + "".join(f"{_FROM}{place}\n" for place in _places(_note_of(goal), came_from))
        + f"Waktu   : {now}\nSebab   : {sentence}\nKode    : {code}\n\n"
        + (_STORED if is_stored else _NOT_STORED)
    )
    note = _note_of(goal)
    try:
        note.write_text(said, encoding="utf-8")  # no link, by `free_path`
        between()
        path.replace(goal)
    except BaseException:  # a stop too
        if _is_lone_note(note):
            note.unlink()
        raise
    return goal


def _places(note: Path, came_from: str) -> list[str]:
    """Return where the file of a note came from, the places that the note told before among them; nothing
    for one that came from the inbox itself alone.
    """
    told: list[str] = []
    if note.is_file() and not _is_lone_note(note):
        lines = note.read_text("utf-8", errors="replace").splitlines()
        told = [line.removeprefix(_FROM) for line in lines if line.startswith(_FROM)] or [_ROOT]
    places = list(dict.fromkeys((*told, shown_name(came_from) or _ROOT)))
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


def tidy(inbox: Path) -> None:
    """Remove the notes that a killed run left without their file. After a run that came to its end such
    a note is of a file that staff took away, and may still be read by them.

    Raises: OSError.
    """
    for note in (inbox / FAILED).glob("*.txt"):
        if _is_lone_note(note):
            note.unlink()


def free_path(folder: Path, path: Path, *, may_be_there: bool) -> Path:
    """Return a path that is not taken: name.pdf, name (2).pdf, …; or, where asked, one at which the
    same bytes lie with their note. A note without its file takes none.
    """
    name = shortened(path.name)
    goal, n = folder / name, 1
    while os.path.lexists(goal) or (
        os.path.lexists(_note_of(goal)) and not _is_lone_note(_note_of(goal))
    ):
        if may_be_there and _lies_there(path, goal):
            return goal
        n += 1
        goal = folder / f"{Path(name).stem} ({n}){Path(name).suffix}"
    return goal


def _lies_there(path: Path, goal: Path) -> bool:
    if not goal.is_file() or goal.is_symlink() or not _note_of(goal).is_file():
        return False
    if _note_of(goal).is_symlink():
        return False
    return filecmp.cmp(path, goal, shallow=False)


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
        self._paths: dict[str, set[Path]] | None = None

    def put(self, sha256: str, path: Path) -> None:
        """Tell that a file was set aside."""
        with self._turn:
            if self._paths is not None:
                self._paths.setdefault(sha256, set()).add(path)

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
            paths = sorted(self._paths.get(sha256, ()))
        for path in paths:
            is_meant = not name or _is_numbered(path.name, shortened(name))
            if is_meant and _hash_with_note(path) == sha256:
                yield path

    def _read(self) -> dict[str, set[Path]]:
        out: dict[str, set[Path]] = {}
        for note in self._folder.glob("*.txt") if self._folder.is_dir() else []:
            path = note.with_name(note.name.removesuffix(".txt"))
            sha256 = _hash_with_note(path)
            if sha256 is not None:
                out.setdefault(sha256, set()).add(path)
        return out


def _is_numbered(name: str, of: str) -> bool:
    """Tell whether a name is another, or that with the number that `free_path` gave it."""
    stem, suffix = Path(of).stem, Path(of).suffix
    return (
        name == of
        or re.fullmatch(rf"{re.escape(stem)} \(\d+\){re.escape(suffix)}", name) is not None
    )


def _hash_with_note(path: Path) -> str | None:
    if path.is_symlink() or not path.is_file() or not _note_of(path).is_file():
        return None
    try:
        return file_hash(path)[0]
    except OSError:
        return None  # one that may not be opened holds up the answers of no other


def failed_names(inbox: Path) -> list[str]:
    """Return the names of what lies in `gagal/`, fit for showing, without the notes."""
    folder = inbox / FAILED
    if not folder.is_dir():
        return []
    names = {p.name for p in folder.iterdir() if p.is_file()}
    return sorted(
        shown_name(n)
        for n in names
        if not (n.endswith(".txt") and n.removesuffix(".txt") in names)
        and not _is_lone_note(folder / n)
    )


def shown_name(name: str) -> str:
    """Return a name fit for showing: what cannot be printed is a question mark."""
    return "".join(c if c.isprintable() else "?" for c in name)

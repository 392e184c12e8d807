"""One document of a run: where it came from, where it lies, and what all documents of the run share."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import extractors
from extractors.ocr import OcrEngine
from intake.archive import Archive, file_hash
from intake.aside import Aside
from intake.entry import Entry
from intake.ledger import Ledger
from intake.names import storable
from intake.scan import drop_id, is_written
from models.errors import UnreadableFile, shortage
from warehouse import Folds


def killed_at(step: str) -> None:
    """Kill this process here when a test asks for it: the proof that a night may end anywhere."""
    if os.environ.get("RISALAH_KILL_AT") == step:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file in the inbox as it was when it was stored; `id` is another once somebody wrote to it."""

    path: Path
    folder: str
    """In which folder of the inbox it lies, "" for the inbox itself."""
    id: str
    since: str = ""
    """When an earlier run saw it first and let it wait; "" where this one is the first."""

    def is_same(self) -> bool:
        """Tell whether what lies there is still what was stored, and nobody is writing to it."""
        try:
            return drop_id_of(self.path) == self.id and not is_written(self.path)
        except UnreadableFile:
            return False


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read: its hash, its name, where its original lies below the archive, and the
    file in the inbox that is removed when all is safe, None when it is gone already.
    """

    sha256: str
    name: str
    path: str
    byte_count: int
    first_seen: str
    dropped: Dropped | None
    folder: str
    """Where it came from this time: a folder of the inbox, "" for the inbox itself; or a container, with
    the folder in it.
    """
    is_new: bool = False
    """Whether this run brought it, and not the archive."""
    notes: tuple[str, ...] = ()
    """What there is to say of the file before it is read, in Indonesian."""
    again: bool = False
    """Whether it is to be read anew, since another engine or other readers made what is kept of it."""
    came_as: str = ""
    """The name that it has where it came from this time, which may be another than its document's."""

    def __post_init__(self) -> None:
        """Fill in the name of a file that has but one."""
        if not self.came_as:
            name = storable(self.dropped.path.name) if self.dropped is not None else self.name
            object.__setattr__(self, "came_as", name)

    @property
    def placed(self) -> str:
        """Return what people are told of it as: where it came from this time, and its name there."""
        return "/".join(filter(None, (self.folder, self.came_as)))

    @property
    def waited(self) -> bool:
        """Tell whether an earlier run told already that it came, as of one that waits."""
        return self.dropped is not None and self.dropped.since != ""


@dataclass(frozen=True, slots=True)
class Night:
    """What all documents of one run share; `say` takes a line of progress."""

    inbox: Path
    warehouse: Path
    archive: Archive
    ledger: Ledger
    engine: OcrEngine
    say: Callable[[str], None]
    now: Callable[[], str]
    """The time for people and ledger, to the second, with its zone."""
    places: Path | None = None
    """The file of the official places; it may not be there."""
    version: str = extractors.VERSION
    """What records are known by: the program's version and that of the list of places."""
    told: set[tuple[str, str, str]] = field(init=False, default_factory=set)
    """Hash, name and folder of what this run has told and given back already, or tried to."""
    folds: Folds = field(init=False, default_factory=Folds)
    """When the log of the database is folded in."""
    aside: Aside = field(init=False)
    """What lies in `gagal/`."""

    def __post_init__(self) -> None:
        """Begin to look into the folder of failures anew."""
        aside = Aside(self.inbox, lambda: killed_at("between-clear"))
        object.__setattr__(self, "aside", aside)


def below(path: Path, inbox: Path) -> str:
    """Return where a file of the inbox lies in it, as text that can be stored."""
    return storable(str(path.relative_to(inbox)))


def folder_below(path: Path, inbox: Path) -> str:
    """Return the sub-folder in which a file of the inbox lies, as text that can be stored; "" for none."""
    return storable(str(path.parent.relative_to(inbox))) if path.parent != inbox else ""


def drop_id_of(path: Path) -> str:
    """Return what tells a file of the inbox from another that is put under its name.

    Raises: UnreadableFile, or a RisalahError of what the machine is short of.
    """
    try:
        facts = path.stat()
        path.open("rb").close()
    except OSError as error:
        raise shortage(error) or UnreadableFile(
            path.name, f"cannot be opened ({error.strerror}); give the right to read it"
        ) from error
    return drop_id(facts)


def drop_id_since(path: Path, drop_id: str, sha256: str) -> str:
    """Return what a file of the inbox is known by that was known by `drop_id` before its bytes were stored:
    where it was replaced before that, and they are those of what lies there now, that one's; else the same.

    Raises: a RisalahError of what the machine is short of.
    """
    try:
        now = drop_id_of(path)
        is_stored = now == drop_id or file_hash(path)[0] == sha256
        return now if is_stored and drop_id_of(path) == now else drop_id
    except (UnreadableFile, OSError):
        return drop_id  # it was taken away since


def job_of(
    entry: Entry, dropped: Dropped | None = None, *, folder: str | None = None, is_new: bool = False
) -> Job:
    """Return the job that reads a file of the ledger, which came from where it was seen first unless
    another folder is told.
    """
    if folder is None:
        folder = dropped.folder if dropped is not None else entry.folder
    return Job(
        *(entry.sha256, entry.name, entry.path, entry.byte_count, entry.first_seen, dropped),
        *(folder, is_new or dropped is not None),
    )


def job_as(entry: Entry, name: str, folder: str) -> Job:
    """Return the job of a file of the archive as it came under one name, in one folder or container."""
    return replace(job_of(entry, folder=folder), came_as=name)


def job_of_archive(entry: Entry, ledger: Ledger) -> Job:
    """Return the job that reads a file of the archive: under the first name that its answer is owed under,
    else as it was seen first.
    """
    owed = ledger.answers.names_unanswered(entry.sha256)
    return job_as(entry, *owed[0]) if owed else job_of(entry)

"""The archive: originals under their content's hash, readings beside them; only ever added to."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import ArchiveError, StillChanging, UnreadableFile, shortage, stop_if_short
from models.source import Source
from models.source_json import dump
from models.source_json import load as load_source

UNPACKING = ".part-unpack-"
"""How a folder begins in which the members of a container lie until they are stored."""


HASHED = re.compile(r"[0-9a-f]{64}(\.[^/]*)?")
"""How an original is called: see `Archive.store`."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safe: its hash, its size, where it lies below the archive."""

    sha256: str
    byte_count: int
    path: Path


class Archive:
    """A folder of originals and readings."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def store(self, path: Path) -> Stored:
        """Copy a file in, verified by its hash, before anything else is done with it.

        Raises: ArchiveError when it cannot be written (disk full, no right) or the system opens no more
            files, UnreadableFile when the file gives no bytes, StillChanging when somebody writes to it;
            the file is untouched.
        """
        try:
            sha256, size = file_hash(path)
        except OSError as error:
            raise _unreadable(path, error) from error
        known = self.sound(sha256)
        if known is not None:
            try:
                sync_folder(known.parent)  # a run that was killed may not have come so far
            except OSError as error:
                raise _full(self.root, error) from error
            return Stored(sha256, size, known.relative_to(self.root))
        # One that rotted is mended where it lies, whatever ending its bytes have now.
        goal = self.original(sha256) or self._original_path(sha256, path.suffix.lower())
        self._write(goal, path, sha256)
        return Stored(sha256, size, goal.relative_to(self.root))

    def original(self, sha256: str) -> Path | None:
        """Return where the original of this hash lies, None when it is not here."""
        folder = self.root / "originals" / sha256[:2]
        return next((p for p in sorted(folder.glob(f"{sha256}*"))), None)

    def originals(self) -> dict[str, Path]:
        """Return where each original lies, by its hash; what else lies there is none."""
        out: dict[str, Path] = {}
        for folder in self._folders():
            with os.scandir(folder) as listing:
                names = [entry.name for entry in listing if HASHED.fullmatch(entry.name)]
            out.update((name[:64], folder / name) for name in names)
        return out

    def stored_at(self) -> list[list[object]]:
        """Return what is another once an original was added or removed; opens none, fit for JSON."""
        return [[folder.name, folder.stat().st_mtime_ns] for folder in self._folders()]

    def _folders(self) -> list[Path]:
        return sorted(f for f in (self.root / "originals").glob("*") if f.is_dir())

    def _folders_to_look_at(self) -> list[Path]:
        """Return the folders of originals; the one that they lie in where it cannot be listed."""
        top = self.root / "originals"
        try:
            os.scandir(top).close()
        except FileNotFoundError:
            return []
        except OSError:
            return [top]  # looked at, it tells why
        return self._folders()

    def sound(self, sha256: str) -> Path | None:
        """Return where the original lies if it is still what was stored, else None.

        Raises: ArchiveError where the machine is too short of something to tell.
        """
        path = self.original(sha256)
        try:
            return path if path is not None and file_hash(path)[0] == sha256 else None
        except OSError as error:
            stop_if_short(error)
            return None

    def keep_reading(self, source: Source, version: str) -> None:
        """Keep what a reader made of an original, beside those of other versions.

        Raises: ArchiveError when it cannot be written.
        """
        goal = self._reading_path(source.sha256, version)
        data = dump(source)
        try:
            make_folder(goal.parent)
            with tempfile.NamedTemporaryFile(
                dir=goal.parent, prefix=".part-", delete=False
            ) as part:
                part.write(data)
                part.flush()
                os.fsync(part.fileno())
            Path(part.name).replace(goal)
        except OSError as error:
            raise _full(self.root, error) from error

    def reading(self, sha256: str, version: str) -> Source | None:
        """Return the kept reading of this version, None when there is none that can be read."""
        path = self._reading_path(sha256, version)
        if not path.is_file():
            return None
        try:
            return load_source(path.read_bytes())
        except (OSError, ValueError):
            return None  # damaged: it is made anew from the original

    def reading_versions(self, sha256: str) -> tuple[str, ...]:
        """Return the versions of the kept readings of an original, the newest first."""
        folder = self.root / "readings" / sha256
        found = [(p.stat().st_mtime_ns, p.name) for p in folder.glob("*.json.gz")]
        return tuple(name.removesuffix(".json.gz") for _, name in sorted(found, reverse=True))

    def verify(self, share: int = 1, turn: int = 0) -> list[Path]:
        """Return where originals lie that are no longer what they were, or cannot be read (a bad sector);
        also a folder of them that cannot be listed. What bears no hash for a name (a program's
        `Thumbs.db`) is no original, nor is a folder; that one is missing is told by `risalah audit`.

        Of `share` parts of the archive only one is looked at, by its `turn`: so many turns in a row see
        all of it. A folder that cannot be listed is told in each.

        Raises: ArchiveError where the machine is too short of something to tell.
        """
        damaged: list[Path] = []
        for folder in self._folders_to_look_at():
            try:
                found = sorted(p for p in folder.iterdir() if HASHED.fullmatch(p.name))
            except OSError as error:
                stop_if_short(error)
                damaged.append(folder)
                continue
            damaged += [p for p in found if _is_due(p.name, share, turn) and _is_damaged(p)]
        return damaged

    def tidy(self) -> None:
        """Remove what a killed run left half written."""
        for part in [*self.root.glob("originals/*/.part-*"), *self.root.glob("readings/*/.part-*")]:
            part.unlink(missing_ok=True)
        for folder in self.root.glob(f"{UNPACKING}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def _original_path(self, sha256: str, suffix: str) -> Path:
        plain = suffix if suffix[1:].isalnum() and len(suffix) < 8 else ""
        return self.root / "originals" / sha256[:2] / f"{sha256}{plain}"

    def _reading_path(self, sha256: str, version: str) -> Path:
        return self.root / "readings" / sha256 / f"{version}.json.gz"

    def _write(self, goal: Path, path: Path, sha256: str) -> None:
        part: Path | None = None
        try:
            make_folder(goal.parent)
            handle, name = tempfile.mkstemp(dir=goal.parent, prefix=".part-")
            part = Path(name)
            with os.fdopen(handle, "wb") as out:
                for block in blocks_of(path):
                    out.write(block)
                out.flush()
                os.fsync(out.fileno())
            if file_hash(part)[0] != sha256:
                raise StillChanging(path.name, "changed while it was copied; it is taken next time")
            part.replace(goal)
            sync_folder(goal.parent)
        except OSError as error:
            raise _full(self.root, error) from error
        finally:
            if part is not None:
                part.unlink(missing_ok=True)


def _is_due(name: str, share: int, turn: int) -> bool:
    return int(name[:8], 16) % share == turn % share


def _is_damaged(path: Path) -> bool:
    try:
        return not path.is_dir() and file_hash(path)[0] != path.name[:64]
    except OSError as error:
        stop_if_short(error)
        return True


def blocks_of(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes; what goes wrong here is its fault, not that of whatever it is copied to.

    Raises: UnreadableFile; ArchiveError where the system opens no more files.
    """
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                yield block
    except OSError as error:
        raise _unreadable(path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder that is still there after a power cut: its parents know of it on disk.

    Raises: OSError.
    """
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """Bring to the disk what was made or renamed in a folder. Raises: OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unreadable(path: Path, error: OSError) -> UnreadableFile | ArchiveError:
    return shortage(error) or UnreadableFile(
        path.name, f"cannot be read ({error.strerror or error}); check the right to read it"
    )


def _full(root: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{root}: cannot be written ({error.strerror or error}); make room or give the right to write, then run again: nothing was moved"
    )


def file_hash(path: Path) -> tuple[str, int]:
    """Return a file's SHA-256 and size."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size

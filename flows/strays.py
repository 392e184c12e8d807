"""Originals that the ledger does not know: after it was lost, or brought back from an older copy."""

from dataclasses import replace
from pathlib import Path

from extractors.containers import is_container
from flows.job import Job, Night, job_of
from flows.unpack import Unpacked, unpack_all
from intake.archive import Archive
from intake.strays import strays


def take_back(night: Night) -> Unpacked:
    """Take in again what only the archive knows, under the name that its reading kept, else under its
    hash. Containers first: their members get back the names that they have there. A run that is killed
    in between leaves what is noted waiting, and the rest for the next one.

    Raises: ArchiveError.
    """
    lost = strays(night.archive, night.ledger)
    holders = [path for path in lost if is_container(path)]
    opened = unpack_all([_noted(path, night) for path in holders], night)
    # What came out of the containers is known by now.
    rest = strays(night.archive, night.ledger) if holders else lost
    jobs = [_noted(path, night) for path in rest]
    return replace(opened, jobs=(*opened.jobs, *jobs))


def _noted(path: Path, night: Night) -> Job:
    sha256 = path.name.partition(".")[0]
    night.ledger.arrived(
        sha256,
        name=_name(path, sha256, night.archive),
        folder="",
        path=str(path.relative_to(night.archive.root)),
        byte_count=path.stat().st_size,
        now=night.now(),
        drop_id=f"arsip:{sha256}",
    )
    entry = night.ledger.entry(sha256)
    assert entry is not None
    return job_of(entry)


def _name(path: Path, sha256: str, archive: Archive) -> str:
    for version in archive.reading_versions(sha256):
        source = archive.reading(sha256, version)
        if source is not None:
            return source.name
    return path.name

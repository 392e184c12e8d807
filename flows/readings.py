"""The reading of one document: a kept one that is good enough, else a new one."""

from dataclasses import replace

import extractors
from extractors import bounded
from extractors.ocr import NoOcr, OcrEngine
from flows.job import Job, killed_at
from intake.archive import Archive
from models.errors import DamagedOriginal
from models.source import Origin, Source


def reading(job: Job, archive: Archive, engine: OcrEngine) -> Source:
    """Return a kept reading, else a new one; needs the archive alone, so another machine may do it.

    Raises: InputError, ArchiveError.
    """
    kept = _kept_reading(job, archive, engine)
    if kept is not None:
        return kept
    original = archive.sound(job.sha256)
    if original is None:
        older = _older_reading(job, archive)
        if older is not None:
            return older
        raise DamagedOriginal(job.name, "its original in the archive is not what was stored")
    source = bounded.read(original, ocr=engine)
    # The original lies under its hash; the document keeps the name that it was dropped under.
    named = replace(source, name=job.name)
    archive.keep_reading(named, reading_version(engine))
    killed_at("after-read")
    return named


def reading_version(engine: OcrEngine) -> str:
    """Return what a reading is known by: the readers' version and the engine's."""
    safe = "".join(c if c.isalnum() or c in ".-" else "-" for c in engine.version)
    return f"{extractors.READING}-{engine.name}-{safe}"


def _kept_reading(job: Job, archive: Archive, engine: OcrEngine) -> Source | None:
    """Return the best kept reading of these readers. One by OCR is taken whatever engine is there
    now, so that a database made anew costs no second OCR; one without OCR only if it lacks nothing
    that the engine could give.
    """
    found = [
        version
        for version in archive.reading_versions(job.sha256)
        if version.startswith(f"{extractors.READING}-")
    ]
    for version in sorted(found, key=lambda v: f"-{NoOcr.name}-" in v):
        source = archive.reading(job.sha256, version)
        if source is None:
            continue
        if f"-{NoOcr.name}-" in version and not isinstance(engine, NoOcr) and lacks(source):
            continue
        return source
    return None


def _older_reading(job: Job, archive: Archive) -> Source | None:
    """Return the newest reading of earlier readers, for an original that is gone; it tells so."""
    for version in archive.reading_versions(job.sha256):
        source = archive.reading(job.sha256, version)
        if source is not None:
            note = f"berkas asli di arsip hilang atau rusak; dipakai bacaan lama ({version})"
            return replace(source, notes=(*source.notes, note))
    return None


def lacks(source: Source) -> bool:
    """Tell whether a reading has a page that an OCR engine would have to read."""
    return any(page.origin is Origin.NONE for page in source.pages)

"""The reading of one document: a kept one that is good enough, else a new one."""

import logging
from dataclasses import replace
from itertools import count

import extractors
from extractors import bounded
from extractors.ocr import NoOcr, OcrEngine
from flows.job import Job, killed_at
from intake.archive import Archive
from models.errors import DamagedOriginal, InputError
from models.source import Origin, Source
from models.values.legible import legibility

TRIES = 3
"""So often a document is read in all of which an engine that was there lost pages; then it is left so."""
AGAIN = "dibaca-lagi"
AGAIN_SENTENCE = "Sebagian halaman tidak terbaca; dicoba lagi pada malam berikutnya."
_NONE = f"-{NoOcr.name}-"
_log = logging.getLogger(__name__)


def reading(job: Job, archive: Archive, engine: OcrEngine) -> Source:
    """Return a kept reading, else a new one; needs the archive alone, so another machine may do it.

    A new one of a document of which one is kept already takes its place only where it is no worse; where
    none can be made the kept one is noted as one more try.

    Raises: InputError, ArchiveError.
    """
    kept = _kept_reading(job.sha256, archive)
    if kept is not None and not _may_gain(kept, job, archive, engine):
        return kept
    original = archive.sound(job.sha256)
    if original is None:
        older = _older_reading(job, archive)
        if older is not None:
            return older
        raise DamagedOriginal(job.name, "its original in the archive is not what was stored")
    try:
        # The original lies under its hash; the document keeps the name that it was dropped under.
        made = replace(bounded.read(original, ocr=engine), name=job.name)
    except InputError as error:
        if kept is None:
            raise
        _log.warning("%s is not read again: %s", job.sha256, error.code)
        note = f"tidak dapat dibaca ulang ({error.code}); dipakai bacaan sebelumnya"
        made = kept if note in kept.notes else replace(kept, notes=(*kept.notes, note))
    archive.keep_reading(made, _next_version(job.sha256, archive, engine))
    killed_at("after-read")
    return made if kept is None or _is_no_worse(made, kept) else kept


def reading_version(engine: OcrEngine) -> str:
    """Return what a reading is known by: the readers' version and the engine's."""
    safe = "".join(c if c.isalnum() or c in ".-" else "-" for c in engine.version)
    return f"{extractors.READING}-{engine.name}-{safe}"


def is_by_another(sha256: str, archive: Archive, engine: OcrEngine) -> bool:
    """Tell whether an engine would read a document otherwise than it was read: by the pictures of its
    pages, and by another engine or version, or by earlier readers. Opens kept readings.
    """
    if isinstance(engine, NoOcr):
        return False
    now = reading_version(engine)
    if any(v == now or v.startswith(f"{now}+") for v in _versions(sha256, archive)):
        return False
    kept = _kept_reading(sha256, archive)
    return kept is None or bool(kept.engine) or lacks(kept)


def is_tried_again(source: Source, job: Job, archive: Archive, engine: OcrEngine) -> bool:
    """Tell whether a later run shall read a document once more, of which the engine lost pages."""
    if isinstance(engine, NoOcr) or not _is_lossy(source) or _tries(job.sha256, archive) >= TRIES:
        return False
    return archive.sound(job.sha256) is not None


def _may_gain(kept: Source, job: Job, archive: Archive, engine: OcrEngine) -> bool:
    """Tell whether the engine may read more of a document than its best kept reading holds: where no
    engine was there when that was made, where the engine lost pages and was not tried often, or was
    of another version; and where it was asked for, whatever another engine read.
    """
    if isinstance(engine, NoOcr):
        return False
    if job.again and is_by_another(job.sha256, archive, engine):
        return True
    tries = _tries(job.sha256, archive)
    if not tries:
        return lacks(kept)
    is_untried = reading_version(engine) not in _versions(job.sha256, archive)
    return _is_lossy(kept) and (tries < TRIES or is_untried)


def _versions(sha256: str, archive: Archive) -> list[str]:
    """Return the versions of the readings by these readers, the newest first."""
    mine = f"{extractors.READING}-"
    return [v for v in archive.reading_versions(sha256) if v.startswith(mine)]


def _tries(sha256: str, archive: Archive) -> int:
    """Return how often engines have read a document, whichever."""
    return sum(_NONE not in version for version in _versions(sha256, archive))


def _next_version(sha256: str, archive: Archive, engine: OcrEngine) -> str:
    """Return the name of a new reading: a second one by the same engine stands beside the first."""
    first = reading_version(engine)
    known = set(_versions(sha256, archive))
    if first not in known or isinstance(engine, NoOcr):
        return first
    return next(name for n in count(2) if (name := f"{first}+{n}") not in known)


def _kept_reading(sha256: str, archive: Archive) -> Source | None:
    """Return the kept reading of these readers that lacks the fewest pages, one by OCR rather than one
    without, of those alike the newest that reads no worse than the one before it. It is taken whatever
    engine is there now, so that a database made anew costs no second OCR.
    """
    best: Source | None = None
    oldest_first = _versions(sha256, archive)[::-1]
    for version in sorted(oldest_first, key=lambda v: _NONE not in v):
        source = archive.reading(sha256, version)
        if source is not None and (best is None or _is_no_worse(source, best)):
            best = source
    return best


def _is_no_worse(source: Source, older: Source) -> bool:
    """Tell whether a reading takes the place of an older one: it lacks no more pages, and where it lacks
    as many and both are by an engine it has as many letters in words that read as words, but for a few.
    """
    if _unread(source) != _unread(older) or not older.engine:
        return _unread(source) <= _unread(older)
    return _readable(source) >= _WORSE * _readable(older)


def _readable(source: Source) -> float:
    return legibility(source.text.split()).readable


_WORSE = 0.99
"""Share of the letters: what another engine leaves out of smudges is less, a lost line is more."""


def _older_reading(job: Job, archive: Archive) -> Source | None:
    """Return the newest reading of earlier readers, for an original that is gone; it tells so."""
    for version in archive.reading_versions(job.sha256):
        source = archive.reading(job.sha256, version)
        if source is not None:
            note = f"berkas asli di arsip hilang atau rusak; dipakai bacaan lama ({version})"
            return replace(source, notes=(*source.notes, note))
    return None


def lacks(source: Source) -> bool:
    """Tell whether a reading has a page, or a picture in one, that an OCR engine would have to read."""
    return _unread(source) > 0


def _unread(source: Source) -> int:
    return sum(page.origin is Origin.NONE or page.is_partial for page in source.pages)


def _is_lossy(source: Source) -> bool:
    """Tell whether a page is unread, as a whole or in part, that could be seen: one that is damaged, or was
    given up because it took too long, has no size and is as it is.
    """
    return any(
        page.is_partial or (page.origin is Origin.NONE and page.width > 0) for page in source.pages
    )

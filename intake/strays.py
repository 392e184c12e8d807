"""Which originals of the archive its ledger does not know."""

from collections.abc import Collection
from pathlib import Path

from intake.archive import Archive
from intake.ledger import Ledger

ADVICE = (
    "pulihkan buku arsip dari cadangan (risalah restore), atau jalankan risalah ingest agar berkas itu "
    "diterima kembali dari arsip"
)
_NAMED = 5


def strays(archive: Archive, ledger: Ledger, secured: Collection[str] = ()) -> list[Path]:
    """Return where originals lie that the ledger does not know, in the order of their hashes; without those
    of the hashes that were secured before a run.

    The archive is listed first: what a run stores meanwhile is no stray.
    """
    held = archive.originals()
    known = ledger.hashes()
    return [
        path
        for sha256, path in sorted(held.items())
        if sha256 not in known and sha256 not in secured
    ]


def told(archive: Path) -> str:
    """Return what is to be told of originals that the ledger does not know, in Indonesian; nothing when
    there are none, or when a run goes on or was cut off: what it stored, it or the next one notes. So it
    is with what was secured before a run.

    Raises: ArchiveError.
    """
    if not archive.is_dir():
        return ""
    ledger = Ledger(archive)
    try:
        last = ledger.runs.last()
        secured = {s.sha256 for s in ledger.queue.secured()}
        is_begun = "" in secured or (last is not None and last.ended is None)
        found = [] if is_begun else strays(Archive(archive), ledger, secured)
    finally:
        ledger.close()
    if not found:
        return ""
    names = ", ".join(path.name for path in found[:_NAMED])
    more = f" dan {len(found) - _NAMED} lainnya" if len(found) > _NAMED else ""
    return f"{len(found)} berkas asli di arsip tidak dikenal buku arsip ({names}{more}): {ADVICE}"

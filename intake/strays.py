"""Whether there is an archive, and which originals of it its ledger does not know."""

from contextlib import closing
from pathlib import Path

from intake.archive import Archive
from intake.ledger import Ledger, is_kept
from models.errors import ConfigError

ADVICE = (
    "pulihkan buku arsip dari cadangan (risalah restore), atau jalankan risalah ingest agar berkas itu "
    "diterima kembali dari arsip"
)
_NAMED = 5


def need_archive(archive: Path) -> None:
    """Raise ConfigError where neither a ledger nor an original lies: a check in the wrong folder, or with
    the disk away, has checked nothing.
    """
    if not is_kept(archive) and not Archive(archive).originals():
        raise ConfigError(
            f"archive {archive.resolve()}: holds no ledger and no original; run where it lies, name it with "
            "--archive, or mount its disk again",
            sentence=f"Arsip: belum ada di {archive.resolve()}; tidak ada yang diperiksa. Jalankan di folder Risalah, "
            "sebut letak arsipnya dengan --archive, atau sambungkan lagi disknya.",
        )


def strays(archive: Archive, ledger: Ledger) -> list[Path]:
    """Return where originals lie that the ledger does not know, in the order of their hashes.

    The archive is listed first: what a run stores meanwhile is no stray.
    """
    held = archive.originals()
    known = ledger.hashes()
    return [path for sha256, path in sorted(held.items()) if sha256 not in known]


def told(archive: Path) -> str:
    """Return what is to be told of originals that the ledger does not know, in Indonesian; nothing when
    there are none, or when a run goes on or was cut off: what it stored, it or the next one notes. So it
    is with what was secured before a run.

    Raises: ArchiveError.
    """
    if not archive.is_dir():
        return ""
    with closing(Ledger(archive)) as ledger:
        found = strays(Archive(archive), ledger)
        # Asked behind it: a run may have begun, and ended, while the archive was listed.
        secured = {s.sha256 for s in ledger.queue.secured()}
        last = ledger.runs.last()
        if "" in secured or (last is not None and last.ended is None):
            return ""
        known = secured | ledger.hashes() if found else set()
        found = [path for path in found if path.name[:64] not in known]
    if not found:
        return ""
    names = ", ".join(path.name for path in found[:_NAMED])
    more = f" dan {len(found) - _NAMED} lainnya" if len(found) > _NAMED else ""
    return f"{len(found)} berkas asli di arsip tidak dikenal buku arsip ({names}{more}): {ADVICE}"

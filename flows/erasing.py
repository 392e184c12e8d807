"""Erasure on request: everything of one document goes but the hash that keeps it from coming again."""

from pathlib import Path

from flows.clock import clock
from flows.summary import shown
from intake.archive import Archive
from intake.ledger import ERASED, Ledger
from intake.lock import locked
from intake.report import clear
from intake.verdicts import erase as erase_decisions
from intake.verdicts import verdicts
from models.errors import ArchiveError, ConfigError
from warehouse import identify, open_warehouse
from warehouse.erasing import compact, erase

SHORTEST = 8
"""So many figures of a hash are asked for at least: fewer are a slip of the pen."""


def forget(
    inbox: Path, warehouse: Path, archive: Path, sha256: str, *, reason: str, zone: str
) -> list[str]:
    """Erase a document by its hash, or the beginning of it; returns lines for people.

    First the ledger says that it is erased, so that a kill in between leaves nothing that would bring
    it back; the same command again, or the next run, removes the rest.

    Raises: ConfigError for a hash that names no file or several, ArchiveError, WarehouseError.
    """
    if not reason.strip():
        raise ConfigError("--reason: is empty; say who asked for it and why", sentence=_NO_REASON)
    if not (archive / "ledger.db").is_file():
        raise ConfigError(f"archive {archive}: is not there", sentence=_UNKNOWN)
    with locked(archive) as mine:
        if not mine:
            raise ArchiveError(
                f"{archive}: a run is going on; try again when it has ended", sentence=_BUSY
            )
        ledger = Ledger(archive)
        try:
            found = [e for e in ledger.entries() if e.sha256.startswith(sha256.lower())]
            if len(sha256) < SHORTEST or len(found) != 1:
                raise ConfigError(
                    f"hash {sha256}: names {len(found)} files; give more of it", sentence=_UNKNOWN
                )
            name = found[0].name
            holders = [
                h for h in (ledger.entry(s) for s, _ in ledger.holders(found[0].sha256)) if h
            ]
            if found[0].state != ERASED:
                ledger.erase(found[0].sha256, reason=" ".join(reason.split()), now=clock(zone)())
            clear(inbox, found[0].sha256)
            remove_erased(warehouse, Archive(archive), ledger)
            ledger.compact()
        finally:
            ledger.close()
    return [
        f"Dihapus: {shown(name)} ({found[0].sha256[:16]}…). Berkas dengan isi yang sama tidak diterima lagi.",
        *(
            f"Kumpulan {shown(holder.name)} masih memuatnya; hapus juga dengan: risalah forget {holder.sha256[:16]}"
            for holder in holders
            if holder.state != ERASED
        ),
        "Cadangan lama masih memuatnya: jalankan risalah backup ke folder yang sama agar hilang juga di sana, "
        "dan hapus salinan (risalah snapshot) yang pernah dibagikan.",
    ]


def remove_erased(warehouse: Path, archive: Archive, ledger: Ledger) -> None:
    """Remove what is still there of what was erased; costs next to nothing where nothing was.

    Raises: ArchiveError, WarehouseError.
    """
    erased = ledger.erased()
    for sha256 in erased:
        archive.erase(sha256)
        erase_decisions(archive.root, sha256)
    if not erased or not warehouse.is_file():
        return
    db = open_warehouse(warehouse)
    try:
        if erase(db, erased):
            identify(db, verdicts(archive.root))
            compact(db)
    finally:
        db.conn.close()


_BUSY = "Risalah sedang berjalan. Ulangi perintah ini setelah selesai."
_UNKNOWN = "Tidak ada tepat satu berkas dengan sidik itu. Sidik tiap dokumen tertulis di alamat halamannya (/dokumen/…)."
_NO_REASON = "Sebutkan alasannya dengan --reason, misalnya: atas permintaan yang bersangkutan."

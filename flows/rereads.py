"""Which documents are to be read anew because another engine, or earlier readers, made what is kept of them."""

from pathlib import Path

from extractors.ocr import INSTALL, NoOcr, find_engine
from flows.readings import is_by_another
from intake import states
from intake.archive import Archive
from intake.ledger import Ledger
from models.errors import ConfigError


def ask_anew(archive: Path, *, ocr: str) -> list[str]:
    """Note in the ledger each document that the engine of today would read otherwise than it was read; the
    next runs read them anew, whichever of them is cut off. What nobody asked for costs no night: without
    this call a newer engine alone makes no work.

    Returns: what there is to do, for people, in Indonesian.
    Raises: ConfigError where no engine is there; ArchiveError.
    """
    engine = find_engine(ocr)
    if isinstance(engine, NoOcr):
        raise ConfigError(
            f"--reread: no OCR engine is there; {INSTALL}",
            sentence="--reread memerlukan pembaca pindaian (Tesseract), yang belum terpasang atau dimatikan "
            f"dengan --ocr none. Pasang dengan: {INSTALL}",
        )
    name = f"{engine.name} {engine.version}"
    if not archive.is_dir():
        return [_NONE.format(name)]
    ledger = Ledger(archive)
    try:
        kept = Archive(archive)
        found = [
            entry.sha256
            for entry in ledger.entries()
            if entry.state in (states.READ, states.CHECK)
            and is_by_another(entry.sha256, kept, engine)
        ]
        if found:
            ledger.reread(found)
        waiting = len(ledger.rereads())
    finally:
        ledger.close()
    return [f"{waiting} dokumen dibaca ulang dengan {name}." if waiting else _NONE.format(name)]


_NONE = "Tidak ada dokumen yang perlu dibaca ulang dengan {}."

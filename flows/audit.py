"""The count that closes: every file ever seen is a document, a copy, unpacked, failed, or waiting. What came
once more is a copy where its bytes were read or unpacked; of bytes that failed or wait, each came so.
"""

import os
import stat
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flows.lying import lying
from flows.summary import most
from intake import states
from intake.archive import Archive
from intake.entry import Entry, told_as
from intake.ledger import Ledger
from intake.names import shown
from intake.strays import need_archive, told
from warehouse import documents_held


@dataclass(frozen=True, slots=True)
class Audit:
    """What was counted, and each thing that does not add up, in Indonesian."""

    seen: int
    documents: int
    copies: int
    failed: int
    waiting: int
    unpacked: int
    faults: tuple[str, ...]
    lying: int = 0
    """Files of the inbox that are not received yet."""
    failed_again: int = 0
    """Of those that failed, how many came with the bytes of another of them."""
    waits: dict[str, str] | None = None
    """Those that lie in the inbox now (`flows.lying`); None where it was not looked at, and `lying` tells
    of what waited when a run last did.
    """
    unloaded: int = 0
    """Documents that were read and that the warehouse lacks: the next run loads them."""

    @property
    def closes(self) -> bool:
        """Tell whether the count closes and nothing is missing."""
        return not self.faults

    def lines(self) -> list[str]:
        """Return the audit for people."""
        out = [
            f"Berkas pernah diterima: {self.seen} = {self.documents} dokumen + {self.copies} salinan + "
            f"{self.failed} gagal + {self.waiting} menunggu"
            + (f" + {self.unpacked} dibongkar" if self.unpacked else "")
        ]
        out += of_same_bytes(self.failed_again)
        if self.lying:
            last = ", menurut putaran terakhir" if self.waits is None else ""
            out.append(
                f"  Belum diterima: {self.lying} berkas di kotak masuk yang masih menunggu{last}."
            )
        out += most([f"  SALAH: {fault}" for fault in self.faults], "hal lain yang salah")
        if self.unloaded:
            out.append(
                f"  {self.unloaded} dokumen sudah dibaca, tetapi tidak ada di basis data: jalankan risalah ingest; "
                "dokumen itu dimuat lagi dari arsip."
            )
        out.append("Hitungan cocok." if self.closes else "Hitungan TIDAK cocok.")
        return out


def audit(archive: Path, warehouse: Path, inbox: Path | None = None) -> Audit:
    """Count what the ledger knows, and hold it against the archive and the warehouse; changes nothing.
    What is not received yet is what lies in the inbox now, or without one what waited when a run last looked.

    A document that was read is one row of the warehouse, a row of the warehouse is a document that was
    read, and each file of the ledger has its original. That originals are still what was stored,
    `risalah doctor` checks by their hashes.

    Raises: ArchiveError, WarehouseError; ConfigError where there is no archive.
    """
    need_archive(archive)
    with closing(Ledger(archive)) as ledger:
        entries, again = ledger.entries(), ledger.again()
        waits = lying(inbox, ledger) if inbox is not None else None
        waited = ledger.queue.waits().keys() | {s.placed for s in ledger.queue.secured()}
        read = [e for e in entries if e.state in (states.READ, states.CHECK)]
        failed = [e for e in entries if e.state in states.NOT_READ]
        waiting = [e for e in entries if e.state == states.WAITING]
        unpacked = [e for e in entries if e.state == states.UNPACKED]
        faults = [
            f"{shown(told_as(e))}: keadaan {e.state!r} tidak dikenal"
            for e in entries
            if e.state not in states.STATES
        ]
        faults += _without_original(entries, Archive(archive))
        lost = told(archive)
        faults += [lost] if lost else []
        held = documents_held(warehouse)
        known = {e.sha256 for e in entries}
        # A run that goes on may have noted and loaded since the ledger was read.
        known |= ledger.hashes() if held.keys() - known else set()
        unloaded = [e for e in read if e.sha256 not in held]
        faults += _not_in_both(unloaded, held, known)
    if len(entries) != sum(map(len, (read, failed, waiting, unpacked))):
        faults.append("jumlah menurut keadaan berbeda dari jumlah berkas")
    return Audit(
        *(len(entries) + sum(again.values()), len(read), again["copies"]),
        *(len(failed) + again["failed"], len(waiting) + again["waiting"], len(unpacked)),
        faults=tuple(faults),
        lying=len(waited if waits is None else waits),
        failed_again=again["failed"],
        waits=waits,
        unloaded=len(unloaded),
    )


def of_same_bytes(failed: int) -> list[str]:
    """Return what explains a count of failures that is larger than what is listed, nothing where it is not."""
    if not failed:
        return []
    return [
        f"  {failed} dari yang gagal isinya sama dengan yang gagal lainnya; yang sama disebut sekali"
    ]


def _without_original(entries: list[Entry], archive: Archive) -> list[str]:
    out = []
    root = str(archive.root)
    for entry in entries:
        try:
            facts = os.stat(f"{root}/{entry.path}")  # noqa: PTH116  # a Path each costs more than all else
        except (FileNotFoundError, NotADirectoryError):
            facts = None
        if facts is None or not stat.S_ISREG(facts.st_mode):
            out.append(f"{shown(told_as(entry))}: berkas aslinya tidak ada di arsip ({entry.path})")
        elif facts.st_size != entry.byte_count:
            out.append(f"{shown(told_as(entry))}: berkas aslinya berubah ukuran ({entry.path})")
    return out


def _not_in_both(unloaded: list[Entry], held: dict[str, int], known: set[str]) -> list[str]:
    out = [f"{shown(told_as(e))}: sudah dibaca, tetapi tidak ada di basis data" for e in unloaded]
    out += [f"{sha256}: {times} kali di basis data" for sha256, times in held.items() if times > 1]
    # What a killed run loaded may still wait in the ledger, and what an older version read may fail now.
    out += [
        f"{sha256}: ada di basis data, tetapi tidak di buku arsip; pulihkan buku arsip dari cadangan, atau taruh lagi berkasnya"
        for sha256 in held
        if sha256 not in known
    ]
    return out

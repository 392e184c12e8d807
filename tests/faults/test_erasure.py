"""Erasure on request (X05): nothing of the document is left, and it does not come back."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from flows.audit import audit
from flows.erasing import forget
from intake.backup import backup, restore
from intake.ledger import Ledger
from models.errors import ConfigError
from tests.flows.test_run import _no_rest, drop, inbox, night, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures
pytestmark = pytest.mark.usefixtures("no_ocr")
ROOT = Path(__file__).parents[2]
TELLING = "Zulkarnaenxq"
TEXT = f"Notulen rapat RT 02/RW 05. Hadir: {TELLING} bin Fulan, ketua RT 02. Usulan: perbaikan drainase 40 m."
REASON = "atas permintaan yang bersangkutan"


def places(inbox: Path) -> tuple[Path, Path]:
    return inbox.parent / "w" / "risalah.db", inbox.parent / "arsip"


def hash_of(inbox: Path, name: str) -> str:
    ledger = Ledger(inbox.parent / "arsip")
    (found,) = (entry.sha256 for entry in ledger.entries() if entry.name == name)
    ledger.close()
    return found


def erase(inbox: Path, sha256: str, reason: str = REASON) -> list[str]:
    warehouse, archive = places(inbox)
    return forget(inbox, warehouse, archive, sha256, reason=reason, zone="Asia/Jakarta")


def holding(folder: Path) -> list[str]:
    """Return the files below a folder in which the telling name stands, packed files unpacked."""
    import gzip

    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".gz":
                data = gzip.decompress(data)
            if TELLING.encode() in data or TELLING.lower().encode() in data:
                found.append(path.name)
    return found


def test_nothing_is_left_of_it_anywhere_and_the_count_closes(inbox: Path) -> None:
    drop(inbox, f"{TELLING}.txt", TEXT.encode())
    drop(inbox, "lain.txt", b"Rapat RT 03/RW 05 mengusulkan 3 unit PJU.")
    night(inbox)
    warehouse, archive = places(inbox)
    assert holding(archive)
    assert holding(warehouse.parent)
    told = erase(inbox, hash_of(inbox, f"{TELLING}.txt")[:12])
    assert told[0].startswith("Dihapus: ")
    assert holding(archive) == []
    assert holding(warehouse.parent) == []
    count = audit(archive, warehouse)
    assert (count.seen, count.documents, count.erased) == (2, 1, 1)
    assert count.closes
    assert "1 dihapus" in count.lines()[0]
    assert night(inbox).outcomes == ()
    assert audit(archive, warehouse).closes


def test_dropped_again_it_is_given_back_unstored_also_out_of_a_zip(inbox: Path) -> None:
    drop(inbox, "a.txt", TEXT.encode())
    night(inbox)
    warehouse, archive = places(inbox)
    erase(inbox, hash_of(inbox, "a.txt"))
    drop(inbox, "lagi.txt", TEXT.encode())
    with zipfile.ZipFile(inbox / "kumpulan.zip", "w") as packed:
        packed.writestr("a.txt", TEXT)
        packed.writestr("b.txt", "Rapat RT 03/RW 05.")
    done = night(inbox)
    assert "1 salinan" in done.lines()[0]
    assert "tidak diterima: lagi.txt" in "\n".join(done.lines())
    assert REASON in (inbox / "gagal" / "lagi.txt.txt").read_text("utf-8")
    assert not list((archive / "originals").glob(f"*/{hash_of(inbox, 'dihapus')}*"))
    count = audit(archive, warehouse)
    assert (count.documents, count.copies, count.erased, count.unpacked) == (1, 1, 1, 1)
    assert count.closes


def test_a_kill_in_between_leaves_nothing_that_brings_it_back(inbox: Path) -> None:
    drop(inbox, "a.txt", TEXT.encode())
    night(inbox)
    warehouse, archive = places(inbox)
    ledger = Ledger(archive)
    ledger.erase(hash_of(inbox, "a.txt"), reason=REASON, now="2026-03-01T01:00:00+07:00")  # killed
    ledger.close()
    assert not audit(archive, warehouse).closes
    night(inbox)
    assert audit(archive, warehouse).closes
    assert holding(archive / "originals") == holding(archive / "readings") == []


def test_the_next_backup_lets_it_go_and_can_be_restored(inbox: Path, tmp_path: Path) -> None:
    drop(inbox, "a.txt", TEXT.encode())
    drop(inbox, "b.txt", b"Rapat RT 03/RW 05.")
    night(inbox)
    _, archive = places(inbox)
    goal = tmp_path / "cadangan"
    backup(archive, goal, "2026-03-01")
    assert holding(goal)
    erase(inbox, hash_of(inbox, "a.txt"))
    backup(archive, goal, "2026-03-02")
    assert holding(goal) == []
    restore(goal, tmp_path / "lain")
    ledger = Ledger(tmp_path / "lain")
    assert list(ledger.erased().values()) == [REASON]
    ledger.close()


@pytest.mark.parametrize("asked", ["", "ab", "0" * 64])
def test_a_hash_that_names_no_one_file_erases_nothing(inbox: Path, asked: str) -> None:
    drop(inbox, "a.txt", TEXT.encode())
    night(inbox)
    with pytest.raises(ConfigError, match="names"):
        erase(inbox, asked)
    with pytest.raises(ConfigError, match="reason"):
        erase(inbox, hash_of(inbox, "a.txt"), " ")
    assert audit(places(inbox)[1], places(inbox)[0]).documents == 1


def test_the_command_tells_the_container_that_still_holds_it(inbox: Path) -> None:
    with zipfile.ZipFile(inbox / "kumpulan.zip", "w") as packed:
        packed.writestr("a.txt", TEXT)
    night(inbox)
    done = subprocess.run(
        [sys.executable, "-m", "risalah", "forget", hash_of(inbox, "a.txt"), "--reason", REASON,
         "--inbox", "inbox", "--archive", "arsip", "--warehouse", "w/risalah.db"],
        cwd=inbox.parent, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"risalah forget {hash_of(inbox, 'kumpulan.zip')[:16]}" in done.stdout

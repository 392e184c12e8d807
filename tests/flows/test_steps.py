"""The steps of one document, without Prefect."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import steps
from intake.archive import Archive
from intake.ledger import Arrival, Ledger
from models.errors import UnreadableFile

NOBODY = 65534


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that an ordinary user may write to: root, as which CI runs, may open anything."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        me = os.geteuid()
        if me == 0:
            os.chown(path, NOBODY, -1)
            os.seteuid(NOBODY)
        try:
            (path / "inbox").mkdir()
            yield path
        finally:
            if me == 0:
                os.seteuid(me)


def test_a_file_that_may_not_be_opened_is_given_back_and_the_others_go_on(home: Path) -> None:
    inbox, archive, ledger = home / "inbox", Archive(home / "arsip"), Ledger(home / "arsip")
    good, closed = inbox / "rapat.txt", inbox / "rahasia.txt"
    good.write_text("Rapat RT 02 membahas sampah.")
    closed.write_text("Rapat tertutup.")
    closed.chmod(0)
    assert steps.store(good, inbox, archive, ledger)[1] is Arrival.NEW
    with pytest.raises(UnreadableFile, match=r"rahasia\.txt.*right to read") as caught:
        steps.store(closed, inbox, archive, ledger)
    outcome = steps.refuse(closed, inbox, caught.value)
    ledger.close()
    assert outcome.code == "izin"
    assert (inbox / "gagal" / "rahasia.txt").exists()
    assert "izin baca" in (inbox / "gagal" / "rahasia.txt.txt").read_text("utf-8")


def test_a_file_that_may_not_be_removed_is_no_copy_the_next_night(home: Path) -> None:
    inbox, archive, ledger = home / "inbox", Archive(home / "arsip"), Ledger(home / "arsip")
    dropped = inbox / "rapat.txt"
    dropped.write_text("Rapat RT 02 membahas sampah.")
    steps.store(dropped, inbox, archive, ledger)
    inbox.chmod(0o555)
    steps.take_out(dropped)
    assert dropped.exists()
    assert steps.store(dropped, inbox, archive, ledger)[1] is Arrival.STILL_THERE
    inbox.chmod(0o755)
    steps.take_out(dropped)
    assert not dropped.exists()
    dropped.write_text("Rapat RT 02 membahas sampah.")
    assert steps.store(dropped, inbox, archive, ledger)[1] is Arrival.COPY
    ledger.close()

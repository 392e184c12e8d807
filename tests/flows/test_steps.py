"""The steps of one document, without Prefect."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.ocr import NoOcr
from flows import steps
from flows.steps import Night
from intake import ledger as states
from intake.archive import Archive
from intake.ledger import Arrival, Ledger
from models.errors import DamagedDocument, DamagedOriginal, UnreadableFile

NOBODY = 65534
TEXT = "Rapat RT 02 membahas sampah."


def night_in(home: Path) -> Night:
    archive = home / "arsip"
    return Night(
        home / "inbox",
        home / "w" / "risalah.db",
        Archive(archive),
        Ledger(archive),
        NoOcr(),
        print,
        lambda: "2024-01-01T01:00:00+07:00",
    )


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    (tmp_path / "inbox").mkdir()
    night = night_in(tmp_path)
    yield night
    night.ledger.close()


@pytest.fixture
def restricted() -> Iterator[Night]:
    """A folder that an ordinary user may write to: root, as which CI runs, may open anything."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        me = os.geteuid()
        if me == 0:
            os.chown(path, NOBODY, -1)
            os.seteuid(NOBODY)
        try:
            (path / "inbox").mkdir()
            night = night_in(path)
            yield night
            night.ledger.close()
        finally:
            if me == 0:
                os.seteuid(me)


def drop(night: Night, name: str, text: str = TEXT) -> Path:
    path = night.inbox / name
    path.write_text(text)
    return path


def test_a_file_that_may_not_be_opened_is_given_back_and_the_others_go_on(
    restricted: Night,
) -> None:
    good, closed = drop(restricted, "rapat.txt"), drop(restricted, "rahasia.txt", "Tertutup.")
    closed.chmod(0)
    assert steps.store(good, restricted)[2] is Arrival.NEW
    with pytest.raises(UnreadableFile, match=r"rahasia\.txt.*right to read") as caught:
        steps.store(closed, restricted)
    outcome = steps.refuse(closed, restricted, caught.value)
    assert outcome.code == "izin"
    assert (restricted.inbox / "gagal" / "rahasia.txt").exists()
    note = (restricted.inbox / "gagal" / "rahasia.txt.txt").read_text("utf-8")
    assert "JANGAN hapus berkas ini" in note
    assert "boleh dihapus" not in note.partition("kembali ke kotak masuk")[0]
    assert "izin baca" in (restricted.inbox / "gagal" / "rahasia.txt.txt").read_text("utf-8")


def test_a_file_that_may_not_be_removed_is_no_copy_the_next_night(restricted: Night) -> None:
    dropped = drop(restricted, "rapat.txt")
    stored = steps.store(dropped, restricted)[0]
    restricted.inbox.chmod(0o555)
    steps.take_out(stored)
    assert dropped.exists()
    assert steps.store(dropped, restricted)[2] is Arrival.STILL_THERE
    restricted.inbox.chmod(0o755)
    steps.take_out(stored)
    assert not dropped.exists()
    drop(restricted, "rapat.txt")
    assert steps.store(dropped, restricted)[2] is Arrival.COPY


@pytest.mark.parametrize("ends_well", [True, False])
def test_what_is_written_anew_under_the_name_while_it_is_read_stays(
    night: Night, ends_well: bool
) -> None:
    path = drop(night, "rapat.txt")
    dropped, entry, _ = steps.store(path, night)
    job = steps.job_of(entry, dropped)
    source = steps.read_job(job, night)
    path.write_text("Rapat RT 03 membahas jalan.")
    if ends_well:
        steps.succeed(job, source, night, doubts=False)
    else:
        steps.fail(job, night, DamagedDocument(job.name, "breaks off"))
    assert path.read_text() == "Rapat RT 03 membahas jalan."
    assert steps.store(path, night)[2] is Arrival.NEW


def test_what_is_still_written_to_is_never_deleted(night: Night) -> None:
    path = drop(night, "rapat.txt")
    dropped, entry, _ = steps.store(path, night)
    with path.open("a") as slow:
        steps.take_out(dropped)
        slow.write(" Dan jalan.")
    assert path.read_text().endswith("Dan jalan.")
    assert entry.name == "rapat.txt"


def test_a_document_is_read_from_sound_bytes_only(night: Night) -> None:
    dropped, entry, _ = steps.store(drop(night, "rapat.txt"), night)
    (night.archive.root / entry.path).write_text("lain")
    with pytest.raises(DamagedOriginal, match=r"rapat\.txt"):
        steps.read_job(steps.job_of(entry, dropped), night)
    again = steps.store(dropped.path, night)[1]
    assert TEXT in steps.read_job(steps.job_of(again, dropped), night).text


def test_a_fault_of_the_program_is_told_with_its_code_and_kept_in_the_log(
    night: Night, caplog: pytest.LogCaptureFixture
) -> None:
    dropped, entry, _ = steps.store(drop(night, "rapat.txt"), night)
    try:
        raise KeyError("sesuatu")
    except KeyError as error:
        outcome = steps.break_off(steps.job_of(entry, dropped), night, error)
    assert outcome.state == states.FAILED
    assert "beri tahu pengelola" in (outcome.sentence or "")
    assert "Traceback" in caplog.text
    assert (night.inbox / "gagal" / "rapat.txt").exists()

"""The steps of one document, without Prefect."""

import json
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from extractors.ocr import NoOcr
from flows import answers, steps
from flows.job import Night, job_of
from flows.notify import notify
from flows.schedule import is_missed
from flows.status import status_lines
from intake import aside as asides
from intake import states
from intake.archive import Archive, file_hash
from intake.ledger import Arrival, Ledger
from intake.scan import need_inbox, scan
from models.errors import ConfigError, DamagedDocument, DamagedOriginal, UnreadableFile

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
    outcome = answers.refuse(closed, restricted, caught.value)
    assert outcome.code == "izin"
    assert (restricted.inbox / "gagal" / "rahasia.txt").exists()
    note = (restricted.inbox / "gagal" / "rahasia.txt.txt").read_text("utf-8")
    assert "JANGAN hapus berkas ini" in note
    assert "boleh dihapus" not in note.partition("kembali ke kotak masuk")[0]
    assert "izin baca" in (restricted.inbox / "gagal" / "rahasia.txt.txt").read_text("utf-8")


def test_what_may_not_be_moved_leaves_no_note_behind_however_many_nights_it_takes(
    restricted: Night,
) -> None:
    folder = restricted.inbox / "RW 05"
    folder.mkdir()
    closed = drop(restricted, "RW 05/x.pdf")
    stays = drop(restricted, "RW 05/y.pdf", "%PDF-1.4 bukan %%EOF")
    dropped, entry, _ = steps.store(stays, restricted)
    closed.chmod(0)
    folder.chmod(0o555)
    try:
        for _ in range(3):
            with pytest.raises(UnreadableFile) as caught:
                steps.store(closed, restricted)
            answers.refuse(closed, restricted, caught.value)
            steps.fail(job_of(entry, dropped), restricted, DamagedDocument("y.pdf", "breaks off"))
        assert list((restricted.inbox / "gagal").iterdir()) == []
    finally:
        folder.chmod(0o755)
    refused = answers.refuse(closed, restricted, caught.value)
    gagal = restricted.inbox / "gagal"
    assert {p.name for p in gagal.iterdir()} == {"x.pdf", "x.pdf.txt"}
    assert "Dari    : RW 05" in (gagal / "x.pdf.txt").read_text("utf-8")
    assert refused.folder == "RW 05"


def test_a_file_that_may_not_be_removed_is_no_copy_the_next_night(restricted: Night) -> None:
    dropped = drop(restricted, "rapat.txt")
    stored, entry, _ = steps.store(dropped, restricted)
    restricted.ledger.finished(
        entry.sha256, states.READ, version=restricted.version, now=restricted.now()
    )
    restricted.inbox.chmod(0o555)
    answers.take_out(stored)
    assert dropped.exists()
    assert steps.store(dropped, restricted)[2] is Arrival.STILL_THERE
    restricted.inbox.chmod(0o755)
    answers.take_out(stored)
    assert not dropped.exists()
    drop(restricted, "rapat.txt")
    assert steps.store(dropped, restricted)[2] is Arrival.COPY


@pytest.mark.parametrize("ends_well", [True, False])
def test_what_is_written_anew_under_the_name_while_it_is_read_stays(
    night: Night, ends_well: bool
) -> None:
    path = drop(night, "rapat.txt")
    dropped, entry, _ = steps.store(path, night)
    job = job_of(entry, dropped)
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
        answers.take_out(dropped)
        slow.write(" Dan jalan.")
    assert path.read_text().endswith("Dan jalan.")
    assert entry.name == "rapat.txt"


def test_a_document_is_read_from_sound_bytes_only(night: Night) -> None:
    dropped, entry, _ = steps.store(drop(night, "rapat.txt"), night)
    (night.archive.root / entry.path).write_text("lain")
    with pytest.raises(DamagedOriginal, match=r"rapat\.txt"):
        steps.read_job(job_of(entry, dropped), night)
    again = steps.store(dropped.path, night)[1]
    assert TEXT in steps.read_job(job_of(again, dropped), night).text


def test_a_fault_of_the_program_is_told_with_its_code_and_kept_in_the_log(
    night: Night, caplog: pytest.LogCaptureFixture
) -> None:
    dropped, entry, _ = steps.store(drop(night, "rapat.txt"), night)
    try:
        raise KeyError("sesuatu")
    except KeyError as error:
        outcome = steps.break_off(job_of(entry, dropped), night, error)
    assert outcome.state == states.FAILED
    assert "beri tahu pengelola" in (outcome.sentence or "")
    assert "Traceback" in caplog.text
    assert (night.inbox / "gagal" / "rapat.txt").exists()


def test_a_missed_night_is_known_by_the_ledger_alone(tmp_path: Path) -> None:
    cron, archive = "0 1 * * *", tmp_path / "arsip"
    noon = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert not is_missed(archive, cron, noon)
    ledger = Ledger(archive)
    assert not is_missed(archive, cron, noon)  # nothing ever ran: nothing was missed
    ledger.runs.started("2026-03-10T01:00:02+07:00")
    assert not is_missed(archive, cron, noon)
    assert is_missed(archive, cron, noon + timedelta(days=1))
    # The same moment told in another zone: it is still the night of the 11th.
    ledger.runs.started("2026-03-10T18:00:05+00:00")
    assert not is_missed(archive, cron, noon + timedelta(days=1))
    ledger.close()


def test_a_failed_night_is_told_to_the_address_that_is_set(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    got: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("RISALAH_NOTIFY", f"json://127.0.0.1:{server.server_port}/malam")
        assert notify("Risalah terhenti", ["disk penuh"])
        server.shutdown()
    assert [(g["title"], g["message"]) for g in got] == [("Risalah terhenti", "disk penuh")]
    # What does not arrive ends nothing, and the address stays out of the log.
    monkeypatch.setenv("RISALAH_NOTIFY", "json://user:rahasia@127.0.0.1:9/")
    assert not notify("Risalah terhenti", ["disk penuh"])
    assert "rahasia" not in "".join(
        r.getMessage() for r in caplog.records if r.name.startswith("flows")
    )
    monkeypatch.delenv("RISALAH_NOTIFY")
    assert notify("Risalah terhenti", ["disk penuh"])


def put_aside(path: Path, sha256: str, aside: asides.Aside) -> None:
    goal = aside.place(path.name, sha256)
    aside.put(sha256, asides.set_aside(path, goal, code="x", sentence="y", now="z"))


def test_many_failures_of_one_name_cost_no_more_than_in_proportion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    looked: list[object] = []
    lexists = os.path.lexists

    def counted(path: Path) -> bool:
        looked.append(path)
        return lexists(path)

    monkeypatch.setattr(asides.os.path, "lexists", counted)

    def night(first: int, count: int) -> int:
        looked.clear()
        aside = asides.Aside(inbox)
        for n in range(first, first + count):
            path = inbox / "surat.pdf"
            path.write_bytes(f"{n}".encode())
            put_aside(path, file_hash(path)[0], aside)
        return len(looked)

    few = night(0, 20)
    assert night(20, 200) < 20 * few
    found = asides.Aside(inbox)
    for n in (0, 7, 219):  # each bytes lie there once, and none took the place of others
        path = inbox / "surat.pdf"
        path.write_bytes(f"{n}".encode())
        put_aside(path, file_hash(path)[0], found)
    lying = sorted((inbox / "gagal").glob("*.pdf"))
    assert sorted(int(p.read_text()) for p in lying) == list(range(220))
    assert (inbox / "gagal" / "surat (220).pdf").read_text() == "219"


def test_what_failed_is_read_in_the_folder_once_however_many_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    asked: list[str] = []
    real = file_hash

    def counted(path: Path) -> tuple[str, int]:
        asked.append(path.name)
        return real(path)

    monkeypatch.setattr(asides, "file_hash", counted)
    aside = asides.Aside(inbox)
    for n in range(40):
        path = inbox / f"{n}.pdf"
        path.write_bytes(f"{n}".encode())
        sha256 = real(path)[0]
        assert aside.find(sha256) is None
        put_aside(path, sha256, aside)
    assert asked == []
    again = asides.Aside(inbox)
    lies = again.find(sha256)
    assert lies == inbox / "gagal" / "39.pdf"
    assert len(asked) == 41
    lies.write_bytes(b"lain")
    assert again.find(sha256) is None, "staff wrote something else there"
    assert not again.clear(sha256)
    assert lies.exists()


@pytest.mark.parametrize("is_known", [True, False])
def test_the_same_bytes_lie_aside_under_each_name_and_are_cleared_by_name(
    tmp_path: Path, is_known: bool
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    aside = asides.Aside(inbox)
    if is_known:
        assert aside.find("") is None  # read before anything lies there
    sha256 = ""
    for name, said in (("a.pdf", "lain"), ("a.pdf", "x"), ("b.pdf", "x"), ("b.pdf", "x")):
        path = inbox / name
        path.write_text(said)
        sha256 = file_hash(path)[0]
        put_aside(path, sha256, aside)
    gagal = inbox / "gagal"
    assert sorted(p.name for p in gagal.glob("*.pdf")) == ["a (2).pdf", "a.pdf", "b.pdf"]
    assert not aside.clear(sha256, "c.pdf")
    assert aside.find(sha256, "a.pdf") == gagal / "a (2).pdf"
    assert aside.clear(sha256, "a.pdf")
    assert not aside.clear(sha256, "a.pdf")
    assert sorted(p.name for p in gagal.glob("*.pdf")) == ["a.pdf", "b.pdf"]
    assert aside.find(sha256) == gagal / "b.pdf"
    assert aside.clear(sha256)
    assert sorted(p.name for p in gagal.iterdir()) == ["a.pdf", "a.pdf.txt"]


def test_of_many_members_that_fail_none_is_looked_up_among_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path / "arsip")
    for n in range(3):
        ledger.arrived(
            f"{n}" * 64, name="a", folder="", path="p", byte_count=1, now="2026", drop_id=f"{n}"
        )
        ledger.finished(f"{n}" * 64, "gagal", version="1", now="2026")
    monkeypatch.setattr(ledger.answers, "owed", lambda: pytest.fail("all are listed for one"))
    ledger.answers.given("1" * 64, "2026")
    assert [ledger.answers.is_owed(f"{n}" * 64) for n in range(4)] == [True, False, True, False]
    ledger.close()


def test_a_folder_in_which_nothing_may_be_looked_at_holds_up_no_other(restricted: Night) -> None:
    folder = restricted.inbox / "RW 05"
    (folder / "dalam").mkdir(parents=True)
    drop(restricted, "RW 05/x.txt")
    good = drop(restricted, "rapat.txt")
    folder.chmod(0o444)  # it may be listed
    try:
        found = scan(restricted.inbox, time.time() + 100)
        assert (found.ready, found.closed) == ((good,), (folder,))
        told = status_lines(
            restricted.inbox, restricted.archive.root, cron="0 1 * * *", zone="Asia/Jakarta"
        )
        assert f"  folder tidak boleh dibuka: {folder}" in told
    finally:
        folder.chmod(0o755)


def test_an_inbox_that_may_not_be_listed_is_told_and_not_taken_for_an_empty_one(
    restricted: Night,
) -> None:
    inbox = restricted.inbox
    drop(restricted, "rapat.txt")
    inbox.chmod(0o300)
    try:
        with pytest.raises(ConfigError, match="cannot be listed") as told:
            need_inbox(inbox)
        assert "tidak dapat dibuka" in told.value.sentence
        lines = status_lines(inbox, restricted.archive.root, cron="0 1 * * *", zone="Asia/Jakarta")
        assert told.value.sentence in lines
    finally:
        inbox.chmod(0o755)

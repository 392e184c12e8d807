"""Whole runs as a plain loop, without Prefect: what is read, what waits, what is tried again."""

import os
import re
import signal
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import extractors
from extractors import ocr as engines
from flows import audit as audits
from flows import run as runs
from flows import summary as summaries
from flows.audit import audit
from flows.books import books
from flows.job import Job, Night
from flows.news import quiet_night
from flows.once import ingest_once
from flows.run import is_news, run
from flows.status import status_lines
from flows.summary import Outcome, Summary
from flows.taking import secure
from intake.archive import Archive
from intake.ledger import Ledger
from intake.report import write_report
from intake.strays import told
from models.errors import ArchiveError, ConfigError
from tests.flows.command import asked
from warehouse import canonical_dump, open_warehouse

GOLDEN = Path(__file__).parent.parent / "golden"
NEWS = GOLDEN / "10-berita-sosialisasi" / "10-berita-sosialisasi.txt"
SCAN = GOLDEN / "03-rembug-warga-rt" / "03-rembug-warga-rt.pdf"


@dataclass
class Engine:
    """An engine that reads one word on each image and counts how often it was asked."""

    name: str = "hitung"
    version: str = "1"
    asked: list[tuple[int, ...]] = field(default_factory=list)

    def read(self, image: engines.Image, columns: bool = False) -> tuple[engines.OcrWord, ...]:
        self.asked.append(image.shape)
        return tuple(
            engines.OcrWord(word, 100 + 120 * n, 100, 100, 30, 0.9)
            for n, word in enumerate(
                ["Rapat", "warga", "RT", "02", "membahas", "saluran", "air", "di", "lingkungan"]
            )
        )


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def drop(inbox: Path, name: str, data: bytes) -> Path:
    path = inbox / name
    path.write_bytes(data)
    return path


def night(inbox: Path, **options: object) -> Summary:
    home = inbox.parent
    # What was dropped just now counts as quiet.
    told: list[str] = []
    return run(
        inbox,
        home / "w" / "risalah.db",
        home / "arsip",
        ocr="auto",
        zone="Asia/Jakarta",
        say=told.append,
        **options,  # type: ignore[arg-type]  # tests give what they need
    )


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a test rest at once."""
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 60)


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "find_engine", lambda _: engines.NoOcr())


def states(done: Summary) -> list[tuple[str, str]]:
    return [(o.name, o.state) for o in done.outcomes]


@pytest.mark.usefixtures("no_ocr")
def test_every_file_that_came_is_told_in_one_class_only(inbox: Path) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())
    drop(inbox, "b.txt", NEWS.read_bytes())
    drop(inbox, "rusak.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    drop(inbox, "putus.pdf", b"%PDF-1.4 belum selesai")
    drop(inbox, "unduhan.part", b"x")
    done = night(inbox)
    assert done.came == 4
    assert done.lines()[0] == "4 berkas datang: 1 dibaca, 1 salinan, 1 gagal, 1 menunggu."
    assert "unduhan belum selesai: unduhan.part — ulangi unduhannya" in "\n".join(done.lines())
    # What failed and is dropped again is tried again, and is no copy besides.
    drop(inbox, "rusak.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    done = night(inbox)
    assert done.lines()[0] == "1 berkas datang: 0 dibaca, 0 salinan, 1 gagal, 0 menunggu."


@pytest.mark.usefixtures("no_ocr")
def test_half_downloads_are_named_and_what_programs_leave_behind_is_counted(inbox: Path) -> None:
    half = ("a.part", "b.txt.crdownload", "c.TMP", "d.partial", "e.download", "f.tmp")
    for name in (*half, "Thumbs.db", "desktop.ini", "~$surat.docx", "~WRL0001.tmp", ".a.part"):
        drop(inbox, name, b"x")
    done = night(inbox)
    home = inbox.parent
    told = status_lines(inbox, home / "arsip", cron="0 1 * * *", zone="Asia/Jakarta")
    where = (home / "w" / "risalah.db", home / "arsip")
    rested = quiet_night(inbox, *where, zone="Asia/Jakarta", places=None)
    assert rested is not None
    for lines in (done.lines(), told, rested.lines()):
        assert (
            f"  unduhan belum selesai: {', '.join(half[:5])} dan 1 lainnya — ulangi unduhannya, "
            in (line[: line.index("atau")] for line in lines if "unduhan" in line)
        )
    assert done.ignored == 5
    report = (inbox / "_LAPORAN.txt").read_text("utf-8")
    assert "unduhan belum selesai: a.part" in report


@pytest.mark.usefixtures("no_ocr")
def test_what_was_dropped_is_safe_even_if_prefect_does_not_start(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    path = drop(inbox, "a.txt", NEWS.read_bytes())
    home = inbox.parent
    with pytest.raises(ConfigError, match="no Prefect server answers"):
        ingest_once(
            inbox, home / "w" / "risalah.db", home / "arsip", ocr="none", zone="Asia/Jakarta"
        )
    (original,) = (home / "arsip" / "originals").glob("*/*")
    assert original.read_bytes() == path.read_bytes()
    found = audit(home / "arsip", home / "w" / "risalah.db")
    assert (found.closes, found.seen, found.lying) == (True, 0, 1)
    assert told(home / "arsip") == ""
    report = (inbox / "_LAPORAN.txt").read_text("utf-8")
    assert "24 jam terakhir: 1 berkas datang: 0 dibaca" in report
    assert "1 menunggu." in report
    assert states(night(inbox)) == [("a.txt", "dibaca")]
    found = audit(home / "arsip", home / "w" / "risalah.db")
    assert (found.closes, found.seen, found.lying) == (True, 1, 0)


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize("step", ["", "between-secure"])
def test_what_is_written_anew_after_it_was_secured_is_two_documents(inbox: Path, step: str) -> None:
    home = inbox.parent
    (inbox / "RW 02").mkdir()
    drop(inbox, "RW 02/a.txt", NEWS.read_bytes())
    child = os.fork()
    if not child:
        os.environ["RISALAH_KILL_AT"] = step
        try:
            secure(inbox, home / "arsip", zone="Asia/Jakarta")
        finally:
            os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended == (-signal.SIGKILL if step else 0)
    assert audit(home / "arsip", home / "w" / "risalah.db").closes
    if (
        step
    ):  # what was being stored is not known by its bytes yet, so the folder must still have it
        assert states(night(inbox)) == [("a.txt", "dibaca")]
        return
    (inbox / "RW 02" / "a.txt").unlink()
    drop(inbox, "RW 02/a.txt", b"Rembug warga RW 02 mengusulkan 3 unit PJU.")
    done = night(inbox)
    assert states(done) == [("a.txt", "dibaca")] * 2
    assert done.came == 2
    assert set(asked(home / "arsip", "SELECT name, folder FROM files")) == {("a.txt", "RW 02")}
    assert audit(home / "arsip", home / "w" / "risalah.db").closes


@pytest.mark.usefixtures("no_ocr")
def test_two_files_of_one_name_are_two_documents(inbox: Path) -> None:
    for folder in ("rw01", "rw02"):
        (inbox / folder).mkdir()
        drop(inbox / folder, "notulen.txt", NEWS.read_bytes() + folder.encode())
    assert states(night(inbox)) == [("notulen.txt", "dibaca")] * 2
    (inbox.parent / "w" / "risalah.db").unlink()
    drop(inbox, "notulen.txt", NEWS.read_bytes())
    done = night(inbox)
    assert done.lines()[0].startswith("1 berkas datang: 1 dibaca, 0 salinan")
    assert done.lines()[1] == "2 dokumen dimuat ulang dari arsip."


def test_a_scan_waits_for_ocr_however_many_nights_it_takes(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, no_ocr: None
) -> None:
    drop(inbox, "pindaian.pdf", SCAN.read_bytes())
    assert states(night(inbox)) == [("pindaian.pdf", "menunggu")]
    home = inbox.parent
    for _ in range(25):
        assert not is_news(inbox, home / "w" / "risalah.db", home / "arsip", ocr="auto")
        assert night(inbox).outcomes == ()
    engine = Engine()
    monkeypatch.setattr(runs, "find_engine", lambda _: engine)
    assert is_news(inbox, home / "w" / "risalah.db", home / "arsip", ocr="auto")
    ((name, state),) = states(night(inbox))
    assert (name, state.split()[0]) == ("pindaian.pdf", state.split()[0])
    assert state in ("dibaca", "perlu diperiksa")
    assert engine.asked


def test_a_database_made_anew_costs_no_second_ocr_whatever_engine_is_there(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine()
    monkeypatch.setattr(runs, "find_engine", lambda _: engine)
    drop(inbox, "pindaian.pdf", SCAN.read_bytes())
    night(inbox)
    pages = len(engine.asked)
    warehouse = inbox.parent / "w" / "risalah.db"
    before = dump(warehouse)
    newer: engines.OcrEngine
    for newer in (Engine(version="2"), engines.NoOcr()):
        monkeypatch.setattr(runs, "find_engine", lambda _, newer=newer: newer)
        warehouse.unlink()
        night(inbox)
        assert dump(warehouse) == before
        assert not isinstance(newer, Engine) or not newer.asked
    assert len(engine.asked) == pages


def dump(warehouse: Path) -> str:
    db = open_warehouse(warehouse)
    try:
        return canonical_dump(db)
    finally:
        db.conn.close()


@pytest.mark.usefixtures("no_ocr")
def test_a_document_that_ends_the_program_each_time_is_left_alone_and_told(inbox: Path) -> None:
    class Killed(BaseException):
        pass

    drop(inbox, "a-jahat.txt", NEWS.read_bytes())
    drop(inbox, "baik.txt", NEWS.read_bytes() + b"lain")
    orders: list[list[str]] = []

    def dies(jobs: list[runs.Job], night: Night) -> list[Outcome]:
        orders.append([job.name for job in jobs])
        for job in jobs:
            if job.name == "a-jahat.txt":
                night.ledger.started(job.sha256, extractors.VERSION)
                raise Killed
        return list(runs.one_by_one(jobs, night))

    for _ in range(runs.MAX_ATTEMPTS):
        with pytest.raises(Killed):
            night(inbox, work=dies)
    # What ended the program before holds up nobody.
    assert orders == [["a-jahat.txt", "baik.txt"], *[["baik.txt", "a-jahat.txt"]] * 2]
    done = night(inbox, work=dies)
    assert not (inbox / "a-jahat.txt").exists()
    assert (inbox / "gagal" / "a-jahat.txt").exists()
    assert dict(states(done))["a-jahat.txt"] == "dikarantina"
    assert dict(states(done))["baik.txt"] == "dibaca"
    assert "tidak dicoba lagi" in "\n".join(done.lines())
    assert night(inbox, work=dies).outcomes == ()
    ledger = Ledger(inbox.parent / "arsip")
    assert ledger.counts() == {"dibaca": 1, "dikarantina": 1}
    ledger.close()


@pytest.mark.usefixtures("no_ocr")
def test_the_count_closes_and_says_what_is_missing_when_it_does_not(inbox: Path) -> None:
    home = inbox.parent
    archive, warehouse = home / "arsip", home / "w" / "risalah.db"
    with pytest.raises(ConfigError, match="holds no ledger"):
        audit(archive, warehouse)
    assert not archive.exists()
    drop(inbox, "a.txt", NEWS.read_bytes())
    drop(inbox, "b.txt", NEWS.read_bytes())
    drop(inbox, "rusak.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    night(inbox)
    found = audit(archive, warehouse)
    assert (found.seen, found.documents, found.copies, found.failed, found.waiting) == (
        3,
        1,
        1,
        1,
        0,
    )
    assert found.closes
    assert found.lines()[-1] == "Hitungan cocok."
    warehouse.unlink()
    found = audit(archive, warehouse)
    assert ["a.txt" in fault for fault in found.faults] == [True]
    assert "risalah ingest" in found.lines()[-2]
    night(inbox)
    assert audit(archive, warehouse).closes
    for original in (archive / "originals").glob("*/*.txt"):
        original.unlink()
    (fault,) = audit(archive, warehouse).faults
    assert "berkas aslinya tidak ada" in fault
    db = open_warehouse(warehouse)
    db.execute("UPDATE documents SET sha256 = ?", ["0" * 64])
    db.conn.close()
    assert not audit(archive, warehouse).closes


@pytest.mark.usefixtures("no_ocr")
def test_what_does_not_add_up_is_told_with_its_folder_and_of_much_of_it_the_first(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = inbox.parent
    monkeypatch.setattr(summaries, "MOST", 2)
    for number in range(5):
        (inbox / f"RW {number:02}").mkdir()
        drop(inbox, f"RW {number:02}/notulen.txt", b"Rapat RT %d membahas drainase." % number)
    night(inbox)
    (home / "w" / "risalah.db").unlink()
    lines = audit(home / "arsip", home / "w" / "risalah.db").lines()
    wrong = [line for line in lines if "SALAH" in line]
    assert len(wrong) == 2
    assert all("RW 0" in line and "/notulen.txt" in line for line in wrong)
    assert "  dan 3 hal lain yang salah" in lines
    assert sum("risalah ingest" in line for line in lines) == 1


@pytest.mark.usefixtures("no_ocr")
def test_a_file_that_bears_the_name_of_the_report_is_a_drop_and_never_overwritten(
    inbox: Path,
) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes() + b"lain")
    drop(inbox, "_LAPORAN.txt", NEWS.read_bytes())
    drop(inbox, "_LAPORAN.html", b"<html><p>belum selesai")
    done = night(inbox)
    assert {"a.txt", "_LAPORAN.txt"} <= {o.name for o in done.outcomes}
    assert night(inbox).outcomes == (), "our own report is none"
    # What came while the run went on, and is not taken yet.
    drop(inbox, "_LAPORAN.txt", b"punya orang")
    write_report(inbox, ["baris"], "2026-01-01T01:00:00+07:00")
    assert (inbox / "_LAPORAN (2).txt").read_bytes() == b"punya orang"
    assert "baris" in (inbox / "_LAPORAN.txt").read_text("utf-8")


@pytest.mark.usefixtures("no_ocr")
@pytest.mark.parametrize(
    ("page", "folder"),
    [
        ("rapat.html", "rapat_files"),
        ("RAPAT.HTML", "rapat_files"),
        ("rapat.htm", "rapat.files"),
        ("rapat.html", "Rapat_berkas"),
    ],
)
@pytest.mark.parametrize("under", ["", "RW 05"])
def test_what_a_browser_saved_beside_a_page_is_left_alone_for_good_and_told_once(
    inbox: Path, page: str, folder: str, under: str
) -> None:
    beside = inbox / under / folder
    beside.mkdir(parents=True)
    (beside / "style.css").write_text("body { color: red }")
    (beside / "isi.txt").write_bytes(NEWS.read_bytes() + b"iklan")
    (inbox / under / page).write_text("<html><p>Rapat warga RT 02 membahas saluran air.</p></html>")
    first = night(inbox)
    assert [o.name for o in first.outcomes] == [page]
    assert f"folder dibiarkan: {Path(under) / folder} " in "\n".join(first.lines())
    assert not (inbox / under / page).exists()
    for _ in range(2):
        done = night(inbox)
        assert (done.outcomes, done.came, done.ignored) == ((), 0, 1)
        assert "folder dibiarkan" not in "\n".join(done.lines())
    assert {p.name for p in beside.iterdir()} == {"style.css", "isi.txt"}


@pytest.mark.usefixtures("no_ocr")
def test_a_better_file_of_the_same_name_settles_the_one_that_failed(inbox: Path) -> None:
    drop(inbox, "Surat RW 05.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    drop(inbox, "scan0001.pdf", b"%PDF-1.4 juga bukan %%EOF")
    night(inbox)
    assert {p.name for p in (inbox / "gagal").iterdir()} == {
        *("Surat RW 05.pdf", "Surat RW 05.pdf.txt", "scan0001.pdf", "scan0001.pdf.txt"),
    }
    drop(inbox, "surat rw 05 (2).txt", NEWS.read_bytes())
    drop(inbox, "scan0001.txt", NEWS.read_bytes() + b"lain")
    told = "\n".join(night(inbox).lines())
    assert "Surat RW 05.pdf, yang dulu gagal, kini digantikan oleh surat rw 05 (2).txt" in told
    # What a scanner calls everything says nothing: it stays open.
    assert {p.name for p in (inbox / "gagal").iterdir()} == {"scan0001.pdf", "scan0001.pdf.txt"}
    ledger = Ledger(inbox.parent / "arsip")
    assert [e.name for e in ledger.answers.open_failures()] == ["scan0001.pdf"]
    ledger.close()
    assert audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db").closes


@pytest.mark.usefixtures("no_ocr")
def test_the_folder_tells_how_the_night_went_as_text_and_as_a_page(inbox: Path) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())
    drop(inbox, "<img src=x onerror=alert(1)>.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    night(inbox)
    text = (inbox / "_LAPORAN.txt").read_text("utf-8")
    assert "2 berkas datang: 1 dibaca, 0 salinan, 1 gagal, 0 menunggu." in text
    assert "24 jam terakhir: 2 berkas datang" in text
    assert "Di folder gagal masih ada 1 berkas" in text
    page = (inbox / "_LAPORAN.html").read_text("utf-8")
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.pdf" in page
    assert '<html lang="id">' in page

    def stops(jobs: list[runs.Job], night: Night) -> list[Outcome]:
        raise ArchiveError("disk full")

    drop(inbox, "b.txt", NEWS.read_bytes() + b"lain")
    with pytest.raises(ArchiveError):
        night(inbox, work=stops)
    assert "terhenti sebelum selesai" in (inbox / "_LAPORAN.txt").read_text("utf-8")
    night(inbox)
    assert "terhenti" not in (inbox / "_LAPORAN.txt").read_text("utf-8")


def test_what_is_to_be_checked_is_told_with_its_first_reason() -> None:
    doubts = ("tanggal tidak ditemukan", "nama tidak lengkap")
    told = Summary(outcomes=(Outcome("a.pdf", "perlu diperiksa", doubts=doubts),)).lines()
    assert "  perlu diperiksa: a.pdf — tanggal tidak ditemukan (dan 1 hal lain)" in told
    assert "Buka halaman dokumennya di situs" in told[-1]


@pytest.mark.usefixtures("no_ocr")
def test_a_file_that_a_run_has_in_hand_is_not_told_as_not_taken(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())
    home = inbox.parent
    seen: list[dict[str, Any]] = []
    told: list[str] = []

    def look(jobs: list[Job], night: Night) -> list[Outcome]:
        seen.append(books(home / "arsip", home / "w" / "risalah.db", inbox=inbox))
        told.extend(status_lines(inbox, home / "arsip", cron="0 2 * * *", zone="Asia/Jakarta"))
        return list(runs.one_by_one(jobs, night))

    night(inbox, work=look)
    assert seen[0]["lying"] == []
    ((name, why),) = [(f["name"], f["sentence"]) for f in seen[0]["files"]]
    assert (name, why) == ("a.txt", "tersimpan; sedang dibaca")
    assert "  menunggu: a.txt — sedang dibaca" in told
    assert "Di kotak masuk sekarang: 0 siap, 0 belum lengkap, 1 sedang dibaca" in told
    assert any(line.startswith("Sedang berjalan sejak ") for line in told)


@pytest.mark.usefixtures("no_ocr")
def test_a_run_that_was_killed_is_told_as_not_ended(inbox: Path) -> None:
    drop(inbox, "a.txt", NEWS.read_bytes())
    home = inbox.parent
    night(inbox)
    ledger = Ledger(home / "arsip")
    ledger.runs.started("2026-01-01T01:00:00+07:00")
    ledger.close()
    told = status_lines(inbox, home / "arsip", cron="0 2 * * *", zone="Asia/Jakarta")
    assert any(line.endswith(", tidak selesai") for line in told)


@pytest.mark.usefixtures("no_ocr")
def test_people_are_told_the_time_as_they_write_it(inbox: Path) -> None:
    drop(inbox, "surat.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    night(inbox)
    written = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4} pukul \d\d\.\d\d WIB")
    for text in (inbox / "_LAPORAN.txt", inbox / "gagal" / "surat.pdf.txt"):
        assert written.search(text.read_text())
    told = status_lines(inbox, inbox.parent / "arsip", cron="0 2 * * *", zone="Asia/Jakarta")
    assert [bool(written.search(line)) for line in told[-3:]] == [True, False, True]


@pytest.mark.usefixtures("no_ocr")
def test_what_a_run_notes_and_loads_while_it_is_counted_is_no_fault(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, warehouse = inbox.parent / "arsip", inbox.parent / "w" / "risalah.db"
    drop(inbox, "a.txt", NEWS.read_bytes())
    night(inbox)
    real = audits.documents_held

    def meanwhile(path: Path) -> dict[str, int]:
        drop(inbox, "b.txt", NEWS.read_bytes() + b"lain")
        night(inbox)
        return real(path)

    monkeypatch.setattr(audits, "documents_held", meanwhile)
    assert audit(archive, warehouse).faults == ()
    monkeypatch.undo()
    seen = Archive.originals

    def stored(self: Archive) -> dict[str, Path]:
        found = seen(self)
        with closing(Ledger(archive)) as ledger:
            ledger.runs.started("2026-03-01T01:00:00+07:00")
            (inbox / "c.txt").write_bytes(NEWS.read_bytes() + b"lagi")
            one = self.store(inbox / "c.txt")
            found[one.sha256] = archive / one.path
        return found

    monkeypatch.setattr(Archive, "originals", stored)
    assert told(archive) == ""

"""Files that come, grow, stall, change and go while the folder is looked at."""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors import ocr as engines
from flows import answers, steps, taking
from flows import run as runs
from flows.audit import audit
from flows.books import books
from flows.job import Night
from flows.run import is_news, run
from flows.status import status_lines
from flows.summary import Outcome, Summary
from flows.taking import secure
from intake import scan as scans
from intake.archive import Archive, Stored
from intake.ledger import Ledger
from intake.scan import PATIENCE_SECONDS, scan
from models.errors import ConfigError
from risalah.cli import main
from tests.extractors.readers.test_bad_input import pdf
from tests.flows.test_unpack import killed_night

TEXT = "Rapat RT 02/RW 05 Kelurahan Cimuncang membahas drainase."
WHOLE = pdf(TEXT)


class Home:
    """An inbox with its archive and database; the clock of its runs can be set forward."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.inbox = root, root / "inbox"
        self.inbox.mkdir()
        self.archive, self.warehouse = root / "arsip", root / "w" / "risalah.db"
        self.ahead = 100.0
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + self.ahead)
        monkeypatch.setattr(runs, "find_engine", lambda _: engines.NoOcr())

    def drop(self, name: str, data: bytes | str) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def night(self, **options: object) -> Summary:
        return run(
            self.inbox, self.warehouse, self.archive, ocr="auto", zone="Asia/Jakarta",
            say=lambda line: None, **options,  # type: ignore[arg-type]  # tests give what they need
        )  # fmt: skip

    def closes(self) -> bool:
        return audit(self.archive, self.warehouse).closes

    def lying(self) -> set[str]:
        return {p.name for p in self.inbox.rglob("*") if p.is_file() and p.name[:8] != "_LAPORAN"}

    def ledger_states(self) -> dict[str, str]:
        ledger = Ledger(self.archive)
        try:
            return {e.name: e.state for e in ledger.entries()}
        finally:
            ledger.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path, monkeypatch)


WRITER = """
import sys, time
path, text = sys.argv[1], sys.argv[2].encode()
with open(path, "wb") as out:
    for n in range(0, len(text), len(text) // 8):
        out.write(text[n : n + len(text) // 8]); out.flush(); time.sleep(0.25)
"""


def test_a_slow_copy_is_read_once_and_whole(home: Home) -> None:
    goal = home.inbox / "lambat.txt"
    whole = TEXT * 20
    read: list[str] = []
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(goal), whole])
    try:
        while writer.poll() is None:
            if goal.exists():
                read += [o.state for o in home.night().outcomes]
            time.sleep(0.1)
    finally:
        writer.wait(timeout=30)
    read += [o.state for o in home.night().outcomes]
    assert read == ["dibaca"]
    (original,) = (home.archive / "originals").glob("*/*")
    assert original.read_text() == whole
    assert home.night().outcomes == ()


def told_in_24_hours(home: Home) -> str:
    lines = (home.inbox / "_LAPORAN.txt").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("24 jam terakhir"))


def test_a_file_that_waits_comes_once_however_many_runs_see_it(home: Home) -> None:
    path = home.drop("RW 05/putus.pdf", b"%PDF-1.4 belum selesai")
    first = home.night()
    assert first.lines()[0] == "1 berkas datang: 0 dibaca, 0 salinan, 0 gagal, 1 menunggu."
    assert "  menunggu: RW 05/putus.pdf (akhir PDF belum ada)" in first.lines()
    assert "1 berkas datang" in told_in_24_hours(home)
    home.drop("berita.txt", TEXT)
    second = home.night()
    told = second.lines()
    assert told[:2] == [
        "1 berkas datang: 1 dibaca, 0 salinan, 0 gagal, 0 menunggu.",
        "1 berkas sudah menunggu sejak putaran sebelumnya: 0 dibaca, 0 salinan, 0 gagal, 1 menunggu.",
    ]
    since = "akhir PDF belum ada, masih menunggu sejak "
    assert any(line.startswith(f"  menunggu: RW 05/putus.pdf ({since}") for line in told)
    assert since in (home.inbox / "_LAPORAN.html").read_text("utf-8")
    assert (
        "2 berkas datang: 1 dibaca, 0 salinan, 0 gagal, 0 dibongkar, 1 menunggu."
        in told_in_24_hours(home)
    )
    status = "\n".join(
        status_lines(home.inbox, home.archive, cron="0 1 * * *", zone="Asia/Jakarta")
    )
    assert "belum lengkap: RW 05/putus.pdf (" in status
    assert "masih menunggu sejak" in status
    counted = audit(home.archive, home.warehouse)
    assert (counted.seen, counted.lying, counted.closes) == (1, 1, True)
    assert "1 berkas di kotak masuk yang masih menunggu" in "\n".join(counted.lines())
    path.write_bytes(WHOLE)
    last = home.night()
    assert last.came == 0
    assert last.lines()[0] == "0 berkas datang: 0 dibaca, 0 salinan, 0 gagal, 0 menunggu."
    assert last.lines()[1].startswith(
        "1 berkas sudah menunggu sejak putaran sebelumnya: 1 dibaca, "
    )
    assert "dimuat ulang" not in "\n".join(last.lines())
    assert (
        "2 berkas datang: 2 dibaca, 0 salinan, 0 gagal, 0 dibongkar, 0 menunggu."
        in told_in_24_hours(home)
    )
    counted = audit(home.archive, home.warehouse)
    assert (counted.seen, counted.lying, counted.closes) == (2, 0, True)


def not_received(home: Home) -> list[str]:
    """Return what the command says of it, which the site says alike."""
    options = ["--archive", str(home.archive), "--warehouse", str(home.warehouse)]
    done = CliRunner().invoke(main, ["audit", "--inbox", str(home.inbox), *options])
    assert done.exit_code == 0, done.output
    told = books(home.archive, home.warehouse, inbox=home.inbox)["lines"]
    assert done.stdout.splitlines() == told
    return [line.strip() for line in told if "Belum diterima" in line]


def test_what_is_not_received_is_counted_as_the_inbox_is_now(home: Home) -> None:
    one = "Belum diterima: 1 berkas di kotak masuk yang masih menunggu"
    home.drop("a.txt", TEXT)
    path = home.drop("putus.pdf", b"%PDF-1.4 belum selesai")
    home.night()
    assert not_received(home) == [f"{one}."]
    away = home.inbox.rename(home.root / "terlepas")
    assert not_received(home) == [f"{one}, menurut putaran terakhir."]
    home.inbox.mkdir()  # after a restore elsewhere
    assert not_received(home) == []
    home.inbox.rmdir()
    away.rename(home.inbox)
    path.unlink()
    assert not_received(home) == []
    # What came since the last run is not received either, once it is stored and taken away too.
    path = home.drop("RW 05/baru.txt", f"{TEXT} Lagi.")
    assert not_received(home) == [f"{one}."]
    assert secure(home.inbox, home.archive, zone="Asia/Jakarta")
    assert not_received(home) == [f"{one}."]
    path.unlink()
    assert not_received(home) == [f"{one}."]
    (told,) = books(home.archive, home.warehouse, inbox=home.inbox)["lying"]
    assert told["name"] == "RW 05/baru.txt"
    assert "tersimpan di arsip" in told["reason"]
    home.night()
    assert not_received(home) == []


@pytest.mark.parametrize("what", ["copy", "failed", "taken away"])
def test_what_becomes_of_a_file_that_waited_is_told_once(home: Home, what: str) -> None:
    home.drop("berita.pdf", WHOLE)
    home.night()
    path = home.drop("putus.pdf", b"%PDF-1.4 belum selesai")
    assert home.night().came == 1
    assert home.night().came == 0
    if what == "taken away":
        path.unlink()
        assert home.night().lines()[0].startswith("0 berkas datang")
        home.drop("putus.pdf", b"%PDF-1.4 belum selesai juga")
        done = home.night()
        assert (done.came, done.since) == (1, {}), "another file of that name"
        return
    path.write_bytes(WHOLE if what == "copy" else b"%PDF-1.4 bukan %%EOF")
    done = home.night()
    copies, failed = (1, 0) if what == "copy" else (0, 1)
    assert done.came == 0
    assert f"sebelumnya: 0 dibaca, {copies} salinan, {failed} gagal, 0 menunggu." in done.lines()[1]
    assert home.closes()


def test_what_failed_and_may_not_be_moved_is_told_by_each_run_and_comes_once(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> Path:
        raise PermissionError("read-only")

    monkeypatch.setattr(answers, "set_aside", refused)
    home.drop("rusak.pdf", b"%PDF-1.4 bukan %%EOF")
    assert home.night().lines()[0] == "1 berkas datang: 0 dibaca, 0 salinan, 1 gagal, 0 menunggu."
    again = home.night()
    assert again.came == 0
    assert any(line.startswith("  gagal: rusak.pdf") for line in again.lines())
    assert home.closes()


def test_what_waited_and_a_killed_run_took_has_come_before(home: Home) -> None:
    path = home.drop("putus.pdf", b"%PDF-1.4 belum selesai")
    home.night()
    path.write_bytes(WHOLE)
    child = os.fork()
    if not child:
        os.environ["RISALAH_KILL_AT"] = "after-ledger"
        home.night()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    done = home.night()
    assert done.came == 0
    assert "sebelumnya: 1 dibaca" in done.lines()[1]


def test_a_copy_that_stalls_without_an_open_file_waits_for_the_end_of_its_format(
    home: Home,
) -> None:
    whole = pdf(TEXT)
    path = home.drop("macet.pdf", whole[: len(whole) // 2])
    done = home.night()
    assert done.waiting == (("macet.pdf", "akhir PDF belum ada"),)
    assert home.ledger_states() == {}
    path.write_bytes(whole)
    assert [o.state for o in home.night().outcomes] == ["dibaca"]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("a.pdf", pdf(TEXT)),
        ("a.docx", b"PK\3\4" + b"x" * 3000 + b"PK\5\6" + b"\0" * 18),
        ("a.jpg", b"\xff\xd8" + b"x" * 3000 + b"\xff\xd9"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 3000 + b"IEND\xaeB`\x82"),
        ("a.gif", b"GIF89a" + b"x" * 3000 + b";"),
        ("a.webp", b"RIFF" + (9000).to_bytes(4, "little") + b"WEBP" + b"x" * 8996),
        ("a.rtf", b"{\\rtf1 " + b"x" * 3000 + b"}\r\n"),
        ("a.tif", b"II*\0" + b"x" * 9000),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 9000),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"x" * 9000),
    ],
)
def test_a_file_preallocated_to_its_size_waits_though_its_time_is_old(
    tmp_path: Path, name: str, whole: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(whole[:1000].ljust(len(whole), b"\0"))
    os.utime(path, (0, 0))  # what keeps the source's date
    now = path.stat().st_ctime + 100
    assert scan(tmp_path, now).ready == ()
    path.write_bytes(whole)
    os.utime(path, (0, 0))
    assert scan(tmp_path, now).ready == (path,)
    # After long enough what still lacks its end answers for itself.
    path.write_bytes(whole[:1000].ljust(len(whole), b"\0"))
    assert scan(tmp_path, now + PATIENCE_SECONDS).ready == (path,)


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_small_file_of_nothing_but_zeros_waits_to_be_filled(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(bytes(900))
    os.utime(path, (0, 0))
    now = path.stat().st_ctime + 100
    assert scan(tmp_path, now).ready == ()
    assert scan(tmp_path, now + PATIENCE_SECONDS).ready == (path,)


def test_what_lay_there_before_the_start_gets_the_same_care(home: Home) -> None:
    path = home.drop("tumbuh.txt", TEXT)
    with path.open("a") as slow:
        slow.write(" Masih ditulis.")
        slow.flush()
        assert home.night().waiting == (("tumbuh.txt", "masih disalin"),)
    assert [o.state for o in home.night().outcomes] == ["dibaca"]


def test_a_download_that_is_renamed_and_a_file_moved_in_are_read_once(home: Home) -> None:
    part = home.drop("unduhan.txt.part", TEXT)
    assert home.night().came == 0
    part.rename(part.with_suffix(""))
    outside = home.root / "luar.txt"
    outside.write_text(TEXT + " Lain.")
    outside.rename(home.inbox / "luar.txt")
    assert sorted(o.name for o in home.night().outcomes) == ["luar.txt", "unduhan.txt"]
    assert home.night().outcomes == ()
    assert home.closes()


def test_replaced_or_deleted_or_renamed_while_it_is_read(home: Home) -> None:
    for name in ("ganti.txt", "hapus.txt", "pindah.txt"):
        home.drop(name, f"{TEXT} {name}")

    def disturbed(jobs: list[runs.Job], night: Night) -> list[Outcome]:
        done = []
        for job in jobs:
            source = steps.read_job(job, night)
            if job.name == "ganti.txt":
                (home.inbox / job.name).write_text(f"{TEXT} Yang baru.")
            elif job.name == "hapus.txt":
                (home.inbox / job.name).unlink()
            else:
                (home.inbox / job.name).rename(home.inbox / "nama lain.txt")
            doubts = steps.load_job(job, source, night)
            done.append(steps.succeed(job, source, night, doubts=doubts))
        return done

    assert len(home.night(work=disturbed).outcomes) == 3
    assert home.lying() == {"ganti.txt", "nama lain.txt"}
    again = home.night()
    # The new bytes are a new document; what was renamed is known by its content.
    assert [o.name for o in again.outcomes] == ["ganti.txt"]
    assert [name for name, _ in again.copies] == ["nama lain.txt"]
    assert home.lying() == set()
    assert home.closes()
    assert audit(home.archive, home.warehouse).documents == 4


def test_deleted_before_it_is_read_is_forgotten(home: Home) -> None:
    home.drop("hapus.txt", TEXT).unlink()
    assert home.night().came == 0
    assert home.ledger_states() == {}


@pytest.mark.slow
def test_many_files_in_deep_folders_are_all_accounted_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = "/".join(f"tingkat {n}" for n in range(12))
    for n in range(400):
        home.drop(f"{deep if n % 2 else 'lebar'}/{n}.txt", f"{TEXT} {n}")

    def only_noted(jobs: list[runs.Job], night: Night) -> list[Outcome]:
        return [steps.fail(j, night, errors.MissingProgram(j.name, "later")) for j in jobs]

    from models import errors

    done = home.night(work=only_noted)
    assert done.came == 400
    assert len(home.ledger_states()) == 400
    assert home.lying() == set()
    assert home.closes()


def _a_run(root: str, results: "multiprocessing.Queue[str]") -> None:
    home = Path(root)
    real = time.time
    time.time = lambda: real() + 100  # a child's own
    done = run(
        home / "inbox", home / "w" / "risalah.db", home / "arsip", ocr="none", zone="Asia/Jakarta",
        say=lambda line: None,
    )  # fmt: skip
    results.put("busy" if done.busy else f"{len(done.outcomes)} {len(done.copies)}")


@pytest.mark.slow
def test_eight_runs_at_once_make_one_document(home: Home) -> None:
    home.drop("satu.txt", TEXT)
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[str] = context.Queue()
    several = [context.Process(target=_a_run, args=(str(home.root), results)) for _ in range(8)]
    for one in several:
        one.start()
    told = [results.get(timeout=120) for _ in several]
    for one in several:
        one.join(timeout=30)
        assert one.exitcode == 0
    assert told.count("1 0") == 1
    assert set(told) <= {"1 0", "0 0", "busy"}
    assert audit(home.archive, home.warehouse).seen == 1
    assert home.closes()


def test_a_touch_brings_no_second_job(home: Home) -> None:
    path = home.drop("satu.txt", TEXT)

    def touched(jobs: list[runs.Job], night: Night) -> list[Outcome]:
        os.utime(path)
        return list(runs.one_by_one(jobs, night))

    assert len(home.night(work=touched).outcomes) == 1
    again = home.night()
    assert (again.outcomes, [name for name, _ in again.copies]) == ((), ["satu.txt"])
    assert home.lying() == set()
    assert home.closes()


def test_what_is_no_plain_file_is_never_opened(home: Home, tmp_path: Path) -> None:
    (home.inbox / "sandi.txt").symlink_to("/etc/passwd")
    (home.inbox / "lingkar").symlink_to(home.inbox, target_is_directory=True)
    (home.inbox / "arsip").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(home.inbox / "pipa.txt")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(home.inbox / "pintu"))
        home.drop("baik.txt", TEXT)
        done = home.night()
    assert [o.name for o in done.outcomes] == ["baik.txt"]
    assert done.ignored == 5  # links to folders too
    assert "5 berkas lain dilewati" in "\n".join(done.lines())
    assert (home.inbox / "sandi.txt").is_symlink()


def test_a_share_that_shows_nothing_deletes_nothing(home: Home) -> None:
    home.drop("satu.txt", TEXT)
    home.night()
    before = audit(home.archive, home.warehouse)
    home.inbox.rename(home.root / "terlepas")
    home.inbox.mkdir()
    assert home.night().came == 0
    assert audit(home.archive, home.warehouse) == before
    home.inbox.rename(home.root / "kosong")
    with pytest.raises(ConfigError, match="is no folder"):
        home.night()
    (home.root / "terlepas").rename(home.inbox)
    assert home.night().outcomes == ()
    assert home.closes()


def test_a_clock_that_jumps_and_files_of_other_times_cost_nothing(home: Home) -> None:
    for n, when in enumerate((0, 4_070_908_800)):  # 1970 and 2099
        os.utime(home.drop(f"{n}.txt", f"{TEXT} {n}"), (when, when))
    home.ahead = -7200.0
    assert len(home.night().outcomes) == 2
    home.ahead = 86_400.0
    home.drop("3.txt", f"{TEXT} 3")
    assert len(home.night().outcomes) == 1
    assert home.night().outcomes == ()
    assert home.closes()


def test_names_that_differ_in_case_or_form_alone_are_two_sightings(home: Home) -> None:
    names = ("Usulan é.txt", "usulan é.txt")
    decomposed = unicodedata.normalize("NFD", names[0])
    for name in (*names, decomposed):
        home.drop(name, TEXT)
    done = home.night()
    assert (len(done.outcomes), len(done.copies)) == (1, 2)
    for name in (*names, decomposed):
        home.drop(name, b"%PDF-1.4 bukan apa-apa %%EOF" + name.encode())
    assert len(home.night().failed) == 3
    assert {*names, decomposed} <= {p.name for p in (home.inbox / "gagal").iterdir()}
    assert home.closes()


def test_files_that_only_share_a_name_are_documents_of_their_own(home: Home) -> None:
    for name in ("scan.txt", "scan (1).txt", "scan.json"):
        home.drop(name, f"{TEXT} {name}")
    assert sorted(o.name for o in home.night().outcomes) == [
        "scan (1).txt",
        "scan.json",
        "scan.txt",
    ]
    assert home.closes()


def test_a_file_of_no_bytes_waits_and_is_then_given_back(home: Home) -> None:
    home.drop("kosong.pdf", b"")
    assert home.night().waiting == (("kosong.pdf", "masih kosong"),)
    home.ahead += PATIENCE_SECONDS
    (failed,) = home.night().failed
    assert (failed.code, failed.state) == ("kosong", "gagal")
    note = (home.inbox / "gagal" / "kosong.pdf.txt").read_text("utf-8")
    assert "Salin ulang" in note


def test_what_failed_is_not_tried_again_until_it_changes(home: Home) -> None:
    home.drop("sandi.pdf", pdf(TEXT, password="rahasia"))
    (failed,) = home.night().failed
    assert failed.code == "bersandi"
    for _ in range(3):
        assert home.night().outcomes == ()
        assert not is_news(home.inbox, home.warehouse, home.archive, ocr="auto")
    home.drop("sandi.pdf", pdf(TEXT))
    assert [o.settles for o in home.night().outcomes] == [("sandi.pdf",)]


NAMES = [
    *("a..\\..\\x.txt", "C:\\x.txt", "CON.txt", "a\nb.txt", "-rf.txt", "$(id).txt", ";rm -rf x.txt"),
    *("%00.txt", "titik..txt", " spasi .txt", "\u202etxt.exe.txt", "\u200bnol.txt", "😀" * 60 + ".txt"),
    *("'); DROP TABLE files;--.txt", '"\'<img src=x>.txt', "é" * 120 + ".txt", "~x.txt", "{0}%s.txt"),
]  # fmt: skip


def test_names_of_every_kind_are_only_names(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    for n, name in enumerate(NAMES):
        home.drop(name, f"{TEXT} {n}")
    raw = os.fsencode(str(home.inbox)) + b"/bukan-utf8-\xff\xfe.txt"
    Path(os.fsdecode(raw)).write_text(TEXT)
    done = home.night()
    assert len(done.outcomes) == len(NAMES) + 1
    assert {o.state for o in done.outcomes} == {"dibaca"}
    assert home.lying() == set()
    known = home.ledger_states()
    assert set(NAMES) <= set(known)
    assert any("\\udcff" in name for name in known)
    for line in "\n".join(done.lines()).splitlines():
        assert line.isprintable()
    assert sorted(p.name for p in home.root.iterdir()) == ["arsip", "inbox", "w"]
    assert home.closes()
    home.warehouse.unlink()
    assert len(home.night().outcomes) == len(NAMES) + 1


def test_a_path_of_the_longest_kind_is_read_and_given_back(home: Home) -> None:
    deep = home.inbox
    for _ in range(14):
        deep = deep / ("d" * 250)
    deep.mkdir(parents=True)
    for name, data in (("a" * 251 + ".txt", TEXT), ("b" * 251 + ".pdf", "%PDF-1.4 bukan %%EOF")):
        (deep / name).write_text(data)
    assert sorted(o.state for o in home.night().outcomes) == ["dibaca", "gagal"]
    assert len(list((home.inbox / "gagal").iterdir())) == 2
    assert home.closes()


def test_where_nothing_may_be_moved_the_ledger_stands_in_and_nothing_is_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path, monkeypatch)
    home.drop("baik.txt", TEXT)
    home.drop("rusak.pdf", "%PDF-1.4 bukan apa-apa %%EOF")
    opened: list[Path] = []
    real = Archive.store

    def noted(self: Archive, path: Path) -> object:
        opened.append(path)
        return real(self, path)

    monkeypatch.setattr(Archive, "store", noted)
    allowed = os.access
    monkeypatch.setattr(  # root may write anywhere
        "os.access", lambda path, mode, **more: mode != os.W_OK and allowed(path, mode, **more)
    )
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
    monkeypatch.setattr(
        answers, "set_aside", lambda *_, **__: (_ for _ in ()).throw(PermissionError())
    )
    monkeypatch.setattr(runs.Archive, "tidy", lambda _: None)
    monkeypatch.setattr("intake.archive.Path.unlink", lambda *_, **__: None)
    first = home.night()
    assert sorted(o.state for o in first.outcomes) == ["dibaca", "gagal"]
    opened.clear()
    second = home.night()
    # What failed is told every night, what was read is not even opened.
    assert [(o.name, o.state) for o in second.outcomes] == [("rusak.pdf", "gagal")]
    assert second.copies == ()
    assert [p.name for p in opened] == ["rusak.pdf"]
    assert home.closes()


@pytest.mark.parametrize("is_secured", [True, False], ids=["secured", "in the run"])
def test_a_file_that_is_replaced_between_the_look_and_the_copy_came_once(
    home: Home, monkeypatch: pytest.MonkeyPatch, is_secured: bool
) -> None:
    path = home.drop("surat.txt", "Belum selesai.")
    real = Archive.store

    def replaced(archive: Archive, given: Path) -> Stored:
        if given.read_text() != TEXT:
            home.drop("baru.txt", TEXT).replace(given)
        return real(archive, given)

    monkeypatch.setattr(Archive, "store", replaced)
    if is_secured:
        assert secure(home.inbox, home.archive, zone="Asia/Jakarta")
    first, second = home.night(), home.night()
    assert not path.exists()
    assert (first.came, second.came) == (1, 0)
    counted = audit(home.archive, home.warehouse)
    assert (counted.seen, counted.documents, counted.copies, counted.closes) == (1, 1, 0, True)


def test_on_a_share_all_tell_by_its_clock_and_a_probe_that_a_kill_left_goes(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.now.network_share", lambda _: "nfs")
    home.drop("lama.txt", TEXT)
    home.drop(".jam-a1b2c3d4", "")
    home.drop(".jam-kerja.txt", "milik petugas")
    home.drop(".jam-a1b2c3d5", "milik petugas")
    time.sleep(2.1)
    home.night()
    assert home.lying() == {".jam-kerja.txt", ".jam-a1b2c3d5"}
    # It was written this moment by the clock of the share, and long ago by ours.
    home.drop("surat.txt", TEXT + " Lagi.")
    told = status_lines(home.inbox, home.archive, cron="0 1 * * *", zone="Asia/Jakarta")
    assert any("surat.txt (masih disalin)" in line for line in told)
    (lying,) = books(home.archive, home.warehouse, inbox=home.inbox)["lying"]
    assert lying["reason"] == "masih disalin"


@pytest.mark.parametrize("data", [TEXT.encode(), b"%PDF-1.4 bukan %%EOF"], ids=["read", "failed"])
def test_each_name_of_one_file_is_counted_where_nothing_may_be_taken_out(
    home: Home, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    (home.inbox / "b.pdf").hardlink_to(home.drop("a.pdf", data))
    monkeypatch.setattr(scans, "keeps_what_it_holds", lambda _: True)
    monkeypatch.setattr(taking, "keeps_what_it_holds", lambda _: True)
    monkeypatch.setattr(answers, "take_out", lambda _: None)
    monkeypatch.setattr(steps, "take_out", lambda _: None)
    monkeypatch.setattr(
        answers, "set_aside", lambda *_, **__: (_ for _ in ()).throw(PermissionError())
    )
    nights = [home.night() for _ in range(3)]
    assert [(one.came, one.waiting) for one in nights] == [(2, ()), (0, ()), (0, ())]
    counted = audit(home.archive, home.warehouse)
    is_read = data == TEXT.encode()
    assert (counted.documents, counted.copies, counted.failed, counted.waiting) == (
        (1, 1, 0, 0) if is_read else (0, 0, 2, 0)
    )
    assert [len(one.failed) for one in nights] == ([0] * 3 if is_read else [2] * 3)


def test_a_second_name_that_waits_is_not_told_to_be_copied_again(home: Home) -> None:
    (home.inbox / "b.txt").hardlink_to(home.drop("a.txt", TEXT))
    told = "\n".join(home.night().lines())
    assert "b.txt (nama lain dari berkas yang baru diterima" in told
    assert "salin ulang" not in told
    home.drop("c.pdf", b"%PDF-1.4 belum selesai")
    assert "salin ulang" in "\n".join(home.night().lines())


@pytest.mark.parametrize("step", ["", "before-read"], ids=["secured", "killed"])
def test_a_file_whose_rights_change_before_it_is_read_came_once(home: Home, step: str) -> None:
    path = home.drop("a.txt", TEXT)
    for rights in (0o640, 0o644):
        if step:
            assert killed_night(home.inbox, step) == -9
        else:
            assert secure(home.inbox, home.archive, zone="Asia/Jakarta")
        path.chmod(rights)
    home.night()
    counted = audit(home.archive, home.warehouse)
    assert (counted.seen, counted.documents, counted.lying, counted.closes) == (1, 1, 0, True)
    # Dropped once more it is a copy.
    home.drop("a.txt", TEXT)
    home.night()
    assert audit(home.archive, home.warehouse).copies == 1


@pytest.mark.parametrize("data", [TEXT.encode(), b"%PDF-1.4 bukan %%EOF"], ids=["read", "failed"])
def test_each_name_of_one_file_is_taken_and_counted_once(home: Home, data: bytes) -> None:
    first = home.drop("surat.pdf", data)
    for name in ("lagi.pdf", "RW 01/surat.pdf"):
        (home.inbox / name).parent.mkdir(exist_ok=True)
        (home.inbox / name).hardlink_to(first)
    done = home.night()
    assert done.came == 3
    assert sorted(name for name, _ in done.waiting) == ["RW 01/surat.pdf", "surat.pdf"]
    nights = [home.night(), home.night(), home.night()]
    assert [one.came for one in nights] == [0, 0, 0]
    assert not [name for name in home.inbox.rglob("*.pdf") if "gagal" not in name.parts]
    counted = audit(home.archive, home.warehouse)
    is_read = data == TEXT.encode()
    assert (counted.documents, counted.copies, counted.failed) == (
        (1, 2, 0) if is_read else (0, 0, 3)
    )
    assert counted.closes
    copies = [name for one in nights for name, _ in one.copies]
    assert len(copies) == (2 if is_read else 0)
    lying = {p.name for p in (home.inbox / "gagal").glob("*.pdf")}
    assert lying == (set() if is_read else {"surat.pdf", "lagi.pdf"})

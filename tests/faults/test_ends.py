"""Kills, SIGTERM, full disks and limits of the system, made for real."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from extractors import attached, attached_child, bounded
from extractors.ocr import NoOcr, Tesseract
from extractors.readers import read
from flows import run as runs
from flows import steps
from flows.audit import audit
from flows.job import Night
from intake import archive as archives
from intake.archive import Archive, file_hash
from intake.ledger import Ledger
from models.errors import ArchiveError, OcrFailed, RisalahError, WarehouseError
from tests.faults.children import in_child
from tests.faults.test_inbox import TEXT, Home
from tests.flows.command import environ_of, risalah
from tests.flows.test_ingest import NEWS, home_with, ingest, left
from tests.flows.test_steps import NOBODY
from tests.flows.test_unpack import LETTER, mail, packed, pdf
from warehouse import canonical_dump, fold_log, folds, open_warehouse, schema
from warehouse.snapshot import snapshot

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path, monkeypatch)


def a_run(home: Home) -> str:
    """Run once; what ended it, for a child to give back."""
    try:
        home.night()
    except RisalahError as error:
        return type(error).__name__
    return "done"


@contextmanager
def small_disk(path: Path, options: str) -> Iterator[None]:
    path.mkdir(exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.mark.parametrize("options", ["size=300k", "nr_inodes=6"], ids=["no room", "no inodes"])
def test_a_full_disk_of_the_archive_stops_softly_and_goes_on_by_itself(
    home: Home, options: str
) -> None:
    for n in range(4):
        filler = f"<!-- {os.urandom(60_000).hex()} -->"
        home.drop(f"{n}.html", f"<html><body><p>{TEXT} {n}</p>{filler}</body></html>")
    before = home.lying()
    with small_disk(home.archive, options):
        for _ in range(runs.MAX_ATTEMPTS + 1):
            with pytest.raises(ArchiveError) as told:
                home.night()
        assert "nothing was moved" in str(told.value) or "make room" in str(told.value)
        assert home.lying() == before
        subprocess.run(
            ["mount", "-o", "remount,size=50m,nr_inodes=9000", str(home.archive)], check=True
        )
        assert len(home.night().outcomes) == 4  # none is given up for what was no fault of its own
        assert home.lying() == set()
        assert home.closes()


def test_a_full_disk_of_the_database_stops_softly_and_goes_on_by_itself(home: Home) -> None:
    folder = home.warehouse.parent
    with small_disk(folder, "size=50m"):
        home.drop("a.txt", TEXT)
        home.night()
        used = sum(f.stat().st_blocks * 512 for f in folder.iterdir())
        subprocess.run(["mount", "-o", f"remount,size={used + 16_384}", str(folder)], check=True)
        home.drop("b.txt", f"{TEXT} " * 300)
        for _ in range(runs.MAX_ATTEMPTS + 1):
            with pytest.raises(WarehouseError):
                home.night()
        assert home.lying() == {"b.txt"}
        subprocess.run(["mount", "-o", "remount,size=50m", str(folder)], check=True)
        assert [o.state for o in home.night().outcomes] == ["dibaca"]
        assert home.closes()


def test_an_archive_that_may_only_be_read_stops_softly(home: Home) -> None:
    home.drop("a.txt", TEXT)
    with small_disk(home.archive, "size=5m"):
        home.night()
        home.drop("b.txt", f"{TEXT} Lain.")
        subprocess.run(["mount", "-o", "remount,ro", str(home.archive)], check=True)
        with pytest.raises(ArchiveError):
            home.night()
        assert home.lying() == {"b.txt"}
        subprocess.run(["mount", "-o", "remount,rw", str(home.archive)], check=True)
        assert len(home.night().outcomes) == 1
        assert home.closes()


@pytest.mark.slow
def test_sigterm_ends_a_run_in_seconds_and_the_next_makes_up_for_it(tmp_path: Path) -> None:
    home = home_with(tmp_path, NEWS)
    slow = tmp_path / "bin"
    slow.mkdir()
    # An engine that takes longer over a page than anybody waits.
    (slow / "tesseract").write_text(
        "#!/bin/sh\ncase $1 in --version) echo tesseract 5;; --list-langs) echo ind;;"
        " *) exec sleep 60;; esac\n"
    )
    (slow / "tesseract").chmod(0o755)
    shutil.copy(
        ROOT / "tests/golden/04-foto-hasil-rapat-rt/04-foto-hasil-rapat-rt.jpg", home / "inbox"
    )
    env = environ_of(home, PATH=f"{slow}:{os.environ['PATH']}", RISALAH_OCR="auto")
    with (home / "err").open("w") as err:
        running = subprocess.Popen(risalah("ingest"), cwd=home, env=env, stderr=err, text=True)
        end = time.monotonic() + 120
        while "berkas baru" not in (home / "err").read_text() and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(1)
        running.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        assert running.wait(timeout=60) == 143
        assert time.monotonic() - asked < 20  # ten, on a machine that does nothing else
    assert "dihentikan sebelum selesai" in (home / "err").read_text()
    assert "dihentikan sebelum selesai" in (home / "inbox" / "_LAPORAN.txt").read_text("utf-8")
    ledger = Ledger(home / "archive")
    assert {e.attempts for e in ledger.entries()} <= {0, 1}
    ledger.close()
    done = ingest(home)  # without OCR, so that only the news is read
    assert done.returncode == 0, done.stderr
    assert left(home) == ["_LAPORAN.html", "_LAPORAN.txt"]
    assert audit(home / "archive", home / "w" / "risalah.db").closes


def test_what_stops_a_run_is_no_attempt_of_its_documents(home: Home) -> None:
    home.drop("a.txt", TEXT)

    def stops(jobs: list[runs.Job], night: Night) -> list[object]:
        night.ledger.started(jobs[0].sha256, night.version)
        raise runs.Stopped

    for _ in range(runs.MAX_ATTEMPTS + 2):
        with pytest.raises(runs.Stopped):
            home.night(work=stops)
    assert [o.state for o in home.night().outcomes] == ["dibaca"]


def test_an_engine_that_is_killed_on_a_page_costs_that_page(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text(
        "#!/bin/sh\ncase $1 in --version) echo tesseract 5;; --list-langs) echo ind;;"
        " *) kill -9 $$;; esac\n"
    )
    program.chmod(0o755)
    photo = ROOT / "tests/golden/04-foto-hasil-rapat-rt/04-foto-hasil-rapat-rt.jpg"
    with pytest.raises(OcrFailed, match="OCR failed on page 1"):
        read(photo, ocr=Tesseract(str(program)))


def test_nothing_leaves_the_inbox_before_its_copy_is_on_the_disk(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut drops what was not synced: so the order of syncs is what a power cut tests."""
    happened: list[tuple[str, str]] = []
    real_sync, real_replace, real_unlink = os.fsync, Path.replace, Path.unlink

    def sync(handle: int) -> None:
        happened.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        real_sync(handle)

    def replace(self: Path, target: Path) -> Path:
        happened.append(("rename", f"{self}>{target}"))
        return real_replace(self, target)

    def unlink(self: Path, missing_ok: bool = False) -> None:
        happened.append(("unlink", str(self)))
        real_unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", unlink)
    path = home.drop("a.txt", TEXT)
    sha256 = file_hash(path)[0]
    home.night()
    renamed = next(
        n
        for n, (what, where) in enumerate(happened)
        if what == "rename" and f"{sha256}.txt" in where
    )
    part, goal = happened[renamed][1].split(">")
    folder = str(Path(goal).parent)
    removed = happened.index(("unlink", str(path)))
    assert ("sync", part) in happened[:renamed], "the copy was named before its bytes were synced"
    assert ("sync", folder) in happened[renamed:removed], "its name was not synced in time"
    for parent in Path(goal).relative_to(home.root).parents:
        if parent != Path() and parent != Path("arsip"):
            assert ("sync", str(home.root / parent.parent)) in happened[:removed]
    db = sqlite3.connect(home.archive / "ledger.db")
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    db.close()
    ledger = Ledger(home.archive)
    assert ledger._book._db.execute("PRAGMA synchronous").fetchone() == (2,)
    ledger.close()


@pytest.mark.parametrize("again", ["a.txt", "a.md", "a"])
def test_a_flipped_bit_in_the_archive_is_found_never_read_and_mended_by_the_same_file(
    home: Home, again: str
) -> None:
    home.drop("a.txt", TEXT)
    home.night()
    (original,) = (home.archive / "originals").glob("*/*")
    original.write_bytes(bytes([original.read_bytes()[0] ^ 1]) + original.read_bytes()[1:])
    for reading in (home.archive / "readings").rglob("*.gz"):
        reading.unlink()
    home.warehouse.unlink()
    assert Archive(home.archive).verify() == [original]
    (waits,) = home.night().outcomes
    assert (waits.state, waits.code) == ("menunggu", "arsip-rusak")
    home.drop(again, TEXT)
    home.night()
    assert Archive(home.archive).verify() == []
    assert list((home.archive / "originals").glob("*/*")) == [original]
    assert home.ledger_states() == {"a.txt": "dibaca"}
    assert home.closes()


def test_what_a_killed_run_left_half_written_is_removed_by_the_next_alone(home: Home) -> None:
    home.drop("a.txt", TEXT)
    home.night()
    folder = next((home.archive / "originals").iterdir())
    for place in (folder, next((home.archive / "readings").iterdir())):
        (place / ".part-x").write_text("half")
    with runs.locked(home.archive):
        assert home.night().busy
        assert (folder / ".part-x").exists(), "that of a run that is going on was taken away"
    home.night()
    assert not list(home.archive.rglob(".part-*"))


def test_a_kill_in_the_middle_of_a_copy_leaves_the_file_where_it_is(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.drop("besar.html", f"<html><body><p>{TEXT}</p><!-- {'x' * 2_000_000} --></body></html>")
    real = archives.blocks_of

    def dies(path: Path) -> Iterator[bytes]:
        for number, block in enumerate(real(path)):
            if number:
                os.kill(os.getpid(), signal.SIGKILL)
            yield block

    with monkeypatch.context() as patched:
        patched.setattr(archives, "blocks_of", dies)
        assert in_child(lambda: a_run(home)).code == -signal.SIGKILL
    assert home.lying() == {"besar.html"}
    assert len(list(home.archive.rglob(".part-*"))) == 1
    assert home.closes()
    assert [o.state for o in home.night().outcomes] == ["dibaca"]
    assert home.lying() == set()
    assert not list(home.archive.rglob(".part-*"))
    assert home.closes()


def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.db"
    real = schema.add_missing_columns

    def killed(db: object) -> None:
        real(db)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(schema, "add_missing_columns", killed)
    assert in_child(lambda: open_warehouse(path)).code == -signal.SIGKILL
    monkeypatch.undo()
    db = open_warehouse(path)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not schema.migrations.pending(db)
    db.conn.close()


def test_a_kill_in_the_middle_of_loading_leaves_the_search_whole(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.drop("a.txt", TEXT)
    home.night()
    home.drop("b.txt", f"{TEXT} Perpustakaan keliling.")

    def dies(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    module = sys.modules["warehouse.loading"]
    monkeypatch.setattr(module, "note_mentions", dies)
    assert in_child(lambda: a_run(home)).code == -signal.SIGKILL
    monkeypatch.setattr(module, "note_mentions", schema.note_mentions)
    count = "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'perpustakaan'"
    db = open_warehouse(home.warehouse)
    assert db.execute(count).fetchone() == (0,)
    db.execute("INSERT INTO pages_fts (pages_fts) VALUES ('integrity-check')")
    home.night()
    assert db.execute(count).fetchone() == (1,)
    db.execute("INSERT INTO pages_fts (pages_fts) VALUES ('integrity-check')")
    db.conn.close()


def test_a_machine_that_sleeps_in_the_middle_goes_on_once(home: Home) -> None:
    for n in range(6):
        home.drop(f"{n}.txt", f"{TEXT} {n}")
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os._exit({"done": 0}.get(a_run(home), 1))
        os._exit(1)
    time.sleep(0.3)
    os.kill(child, signal.SIGSTOP)
    time.sleep(0.3)
    assert home.night().busy or os.waitpid(child, os.WNOHANG)[0] == child
    os.kill(child, signal.SIGCONT)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert home.night().outcomes == ()
    assert audit(home.archive, home.warehouse).documents == 6
    assert home.closes()


def test_too_few_open_files_stop_or_cost_nothing(home: Home) -> None:
    for n in range(5):
        home.drop(f"{n}.txt", f"{TEXT} {n}")

    def starved() -> str:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 2,) * 2
        )
        return a_run(home)

    assert in_child(starved).value in ("ArchiveError", "WarehouseError", "ConfigError", "done")
    home.night()
    assert home.lying() <= {"gagal"}
    assert set(home.ledger_states().values()) == {"dibaca"}
    assert home.closes()


_NIGHT = """
import resource, runpy, sys, time
from pathlib import Path


def starved(real):
    def read(*args):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 1, hard))
        try:
            return real(*args)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return read


way, limit, *command = sys.argv[1:]
if limit == "few open files":
    from flows import steps
    steps.reading = starved(steps.reading)
if way == "flow":
    sys.argv = ["risalah", *command]
    runpy.run_module("risalah", run_name="__main__")
from flows import run as runs
from models.errors import RisalahError
real = time.time
time.time = lambda: real() + 100
try:
    done = runs.run(
        Path("inbox"), Path("w/risalah.db"), Path("archive"), ocr="none", zone="Asia/Jakarta"
    )
except RisalahError as error:
    sys.exit(f"{error}" if error.exit_code != 4 else 4)
"""
"""A night as a plain loop, or as the flow does it, in a process with a limit."""

WAYS = ["plain", pytest.param("flow", marks=pytest.mark.slow)]


def limited_night(home: Path, way: str, limit: str) -> int:
    """Run a night with a limit; returns its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", _NIGHT, way, limit, *risalah("ingest")[3:]],
        cwd=home, env=environ_of(home), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    sys.stderr.write(done.stderr)
    return done.returncode


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["a.zip", "a.eml"])
def test_a_full_disk_in_the_middle_of_a_container_blames_neither_it_nor_its_members(
    tmp_path: Path, way: str, name: str
) -> None:
    home = home_with(tmp_path)
    big = b"<html><body><p>" + TEXT.encode() + b"</p><!-- %s --></body></html>" % (b"x" * 2_000_000)
    members = {"a.txt": NEWS.read_bytes(), "b.html": big, "c.html": big + b"\n"}
    if name == "a.zip":
        data = packed(members, compression=zipfile.ZIP_DEFLATED)
    else:
        data = mail("Surat.", {"a.txt": members["a.txt"], "b.html": big}).as_bytes()
    (home / "inbox" / name).write_bytes(data)
    with small_disk(home / "archive", "size=4m"):
        for _ in range(runs.MAX_ATTEMPTS + 1 if way == "plain" else 1):
            assert limited_night(home, way, "") == 4
        assert not (home / "inbox" / "gagal").exists()
        assert name in left(home)
        subprocess.run(["mount", "-o", "remount,size=50m", str(home / "archive")], check=True)
        assert ingest(home).returncode == 0
        assert [n for n in left(home) if not n.startswith("_")] == []
        assert audit(home / "archive", home / "w" / "risalah.db").closes


@pytest.mark.parametrize("way", WAYS)
def test_too_few_open_files_while_a_document_is_read_are_not_laid_to_it(
    tmp_path: Path, way: str
) -> None:
    home = home_with(tmp_path, NEWS)
    for _ in range(runs.MAX_ATTEMPTS + 1 if way == "plain" else 1):
        assert limited_night(home, way, "few open files") == 4
    assert left(home) == sorted([NEWS.name, "_LAPORAN.html", "_LAPORAN.txt"])
    assert ingest(home).returncode == 0
    assert [n for n in left(home) if not n.startswith("_")] == []


@pytest.mark.parametrize("says", ["exit 1", "printf .; exit 75"], ids=["no start", "short"])
def test_what_keeps_the_files_of_a_pdf_from_being_taken_out_is_laid_to_no_pdf(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    starved = tmp_path / "python"
    starved.write_text(f"#!/bin/sh\n{says}\n")
    starved.chmod(0o755)
    home.drop("usulan.pdf", pdf(tmp_path, {"rab.txt": LETTER.encode()}))
    with monkeypatch.context() as short:
        short.setattr(sys, "executable", str(starved))
        for _ in range(runs.MAX_ATTEMPTS + 1):
            with pytest.raises(ArchiveError, match="takes files out of a PDF"):
                home.night()
    assert home.lying() == {"usulan.pdf"}
    assert {o.name for o in home.night().outcomes} == {"usulan.pdf", "rab.txt"}
    assert set(home.ledger_states().values()) <= {"dibaca", "perlu diperiksa"}
    assert home.lying() == set()


def test_the_process_that_takes_files_out_of_a_pdf_tells_that_it_may_open_no_more(
    tmp_path: Path,
) -> None:
    path = tmp_path / "usulan.pdf"
    path.write_bytes(b"%PDF-1.4")

    def starved() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # none beside those that are open
        attached_child.main(path, attached.MEMORY)

    told = in_child(starved).error
    assert isinstance(told, SystemExit)
    assert told.args == (attached.SHORT,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_where_no_process_can_be_started_the_run_stops_and_no_document_is_blamed() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.txt"
        path.write_text(TEXT)

        def starved() -> str:
            os.setresuid(NOBODY, NOBODY, NOBODY)
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
            with suppress(BlockingIOError):
                if not os.fork():
                    os._exit(0)
                return "no limit"
            return bounded.read(path, ocr=NoOcr()).text

        told = in_child(starved)
    if told.value == "no limit":
        pytest.skip("this system limits no processes")
    assert isinstance(told.error, ArchiveError)
    assert "starts no more processes" in str(told.error)


def test_without_a_home_and_with_a_tiny_tmp_everything_is_read(tmp_path: Path) -> None:
    home = home_with(tmp_path, NEWS)
    tiny = tmp_path / "tmp"
    with small_disk(tiny, "size=16k,noexec"):
        script = "import sys\nsys.argv[0] = 'risalah'\nfrom flows.run import run\nfrom pathlib import Path\nimport time\nreal = time.time\ntime.time = lambda: real() + 100\nprint(run(Path('inbox'), Path('w/risalah.db'), Path('archive'), ocr='none', zone='Asia/Jakarta').lines()[0])"
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=home, capture_output=True, text=True, check=False,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TMPDIR": str(tiny)},
        )  # fmt: skip
        assert "1 berkas datang: 1 dibaca" in done.stdout, done.stderr
        assert list(tiny.iterdir()) == []


def test_a_damaged_or_foreign_database_is_refused_and_its_rebuild_is_the_same(home: Home) -> None:
    for n in range(3):
        home.drop(f"{n}.txt", f"{TEXT} {n}")
    home.night()
    db = open_warehouse(home.warehouse)
    before = canonical_dump(db)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.close()
    whole = home.warehouse.read_bytes()
    for damaged in (
        whole[: len(whole) // 3],
        b"bukan basis data " * 999,
        whole[:100] + b"\xff" * 8000,
    ):
        for beside in home.warehouse.parent.glob("risalah.db*"):
            beside.unlink()
        home.warehouse.write_bytes(damaged)
        with pytest.raises((WarehouseError, sqlite3.DatabaseError)) as told:
            home.night()
        assert isinstance(told.value, WarehouseError), told.value
        assert home.warehouse.read_bytes()[:200] == damaged[:200], "the bad file was changed"
        for beside in home.warehouse.parent.glob("risalah.db*"):
            beside.unlink()
        home.night()
        db = open_warehouse(home.warehouse)
        assert canonical_dump(db) == before
        db.conn.close()
    assert home.closes()


def test_the_log_of_the_database_does_not_grow_while_somebody_always_reads(home: Home) -> None:
    home.drop("0.txt", TEXT)
    home.night()
    log = home.warehouse.with_name(f"{home.warehouse.name}-wal")
    # One reader always begins before another ends, so the log is never out of use by itself.
    readers = [
        sqlite3.connect(
            f"file:{home.warehouse}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        for _ in range(2)
    ]
    ended = threading.Event()

    def read_by_turns() -> None:
        turn = 0
        while not ended.wait(0.02):
            turn = 1 - turn
            readers[turn].execute("BEGIN").execute("SELECT count(*) FROM pages").fetchone()
            if readers[1 - turn].in_transaction:
                readers[1 - turn].execute("COMMIT")

    reading = threading.Thread(target=read_by_turns)
    reading.start()
    try:
        sizes = []
        for n in range(1, 6):
            home.drop(f"{n}.txt", f"{TEXT} {n}")
            home.night()
            sizes.append(log.stat().st_size)
    finally:
        ended.set()
        reading.join()
        for reader in readers:
            reader.close()
    assert sizes == [0] * 5


def test_a_reader_who_stays_leaves_the_log_to_the_next_run(home: Home) -> None:
    home.drop("0.txt", TEXT)
    home.night()
    reader = sqlite3.connect(f"file:{home.warehouse}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN").execute("SELECT count(*) FROM pages").fetchone()
    db = open_warehouse(home.warehouse)
    db.execute("UPDATE documents SET name = name")
    assert not fold_log(db, patience_s=0.1)
    reader.close()
    assert fold_log(db, patience_s=0.1)
    db.conn.close()


def test_a_reader_who_stays_holds_up_one_document_of_many(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.drop("0.txt", TEXT)
    home.night()
    reader = sqlite3.connect(f"file:{home.warehouse}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN").execute("SELECT count(*) FROM pages").fetchone()
    waited = []

    def counted(db: Database, *, at_least: int = 0, patience_s: float = 0.0) -> bool:
        waited.append(done := fold_log(db, at_least=1, patience_s=0.2))
        return done

    monkeypatch.setattr(folds, "fold_log", counted)
    for n in range(1, 6):
        home.drop(f"{n}.txt", f"{TEXT} {n}")
    home.night()
    reader.close()
    assert waited == [False]
    home.drop("6.txt", f"{TEXT} 6")
    home.night()
    assert waited == [False, True]


@pytest.mark.slow
def test_readers_and_the_writer_do_not_lock_each_other_out(home: Home) -> None:
    home.drop("0.txt", TEXT)
    home.night()
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(home.warehouse)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    for n in range(1, 25):
        home.drop(f"{n}.txt", f"{TEXT} {n}")
        if n % 6 == 0:
            home.night()
    told = []
    for reader in readers:
        reader.send_signal(signal.SIGTERM)
        told.append(reader.communicate(timeout=30)[0].strip())
    assert all(line.startswith("0 errors") for line in told), told
    assert audit(home.archive, home.warehouse).documents == 25


READER = """
import signal, sqlite3, sys
asked = errors = 0
going = [True]
signal.signal(signal.SIGTERM, lambda *_: going.clear())
while going:
    try:
        db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=0.5)
        db.execute("SELECT count(*), max(length(text)) FROM pages").fetchall()
        db.execute("SELECT * FROM pages_fts WHERE pages_fts MATCH 'drainase' LIMIT 5").fetchall()
        db.close()
        asked += 1
    except sqlite3.Error as error:
        errors += 1
        print(error, file=sys.stderr)
print(errors, "errors of", asked)
"""


def test_another_s_long_transaction_defers_the_run_and_leaves_no_half_document(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.drop("a.txt", TEXT)
    home.night()
    home.drop("b.txt", f"{TEXT} Lain.")
    monkeypatch.setattr(steps, "open_warehouse", lambda path: open_warehouse(path, patience_s=0.1))
    other = sqlite3.connect(home.warehouse, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(runs.MAX_ATTEMPTS + 1):
        with pytest.raises(WarehouseError, match="another program is writing"):
            home.night()
    other.execute("ROLLBACK")
    other.close()
    assert home.lying() == {"b.txt"}
    assert len(home.night().outcomes) == 1
    assert home.closes()


def test_a_snapshot_is_read_where_its_folder_may_only_be_read(home: Home, tmp_path: Path) -> None:
    home.drop("a.txt", TEXT)
    home.night()
    folder = tmp_path / "dibagikan"
    with small_disk(folder, "size=20m"):
        made = snapshot(home.warehouse, folder, now="2026-03-01T01:00:00+07:00")
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        db = sqlite3.connect(made.database)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (1,)
        found = db.execute(
            "SELECT rowid FROM pages_fts WHERE pages_fts MATCH 'drainase'"
        ).fetchall()
        assert len(found) == 1
        db.close()
        assert {p.name for p in folder.iterdir()} == {made.database.name, made.told.name}

"""What is taken, what waits, what is never touched; the archive and the ledger."""

import errno
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import archive as archives
from intake import scan as scans
from intake.archive import Archive
from intake.aside import Aside, lying, set_aside, told_of
from intake.ledger import Arrival, Ledger
from intake.lock import locked
from intake.scan import scan
from intake.states import FAILED, READ
from models.errors import ArchiveError, StillChanging
from models.source import Box, Cell, Line, Origin, Page, Source, Table, Word
from models.source_json import dump, load

PDF = b"%PDF-1.4 isi %%EOF\n"


def test_scan_tells_ready_waiting_and_ignored(tmp_path: Path) -> None:
    (tmp_path / "utuh.pdf").write_bytes(PDF)
    (tmp_path / "putus.pdf").write_bytes(b"%PDF-1.4 belum selesai")
    (tmp_path / "kosong.txt").write_bytes(b"")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "catatan.txt").write_text("rapat")
    (tmp_path / "gagal").mkdir()
    (tmp_path / "gagal" / "lama.pdf").write_bytes(PDF)
    for junk in ("~$x.docx", "Thumbs.db", "unduh.crdownload", ".DS_Store", "x.pdf.part"):
        (tmp_path / junk).write_bytes(b"x")
    (tmp_path / "tautan.pdf").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipa")
    now = (tmp_path / "utuh.pdf").stat().st_ctime
    soon = scan(tmp_path, now + 1)
    assert {r for _, r in soon.waiting} == {"masih disalin"}
    assert soon.ready == ()
    later = scan(tmp_path, now + 60)
    assert [p.name for p in later.ready] == ["utuh.pdf", "catatan.txt"]
    assert {p.name: r for p, r in later.waiting} == {
        "kosong.txt": "masih kosong",
        "putus.pdf": "akhir PDF belum ada",
    }
    assert {"tautan.pdf", "pipa", "Thumbs.db"} <= {p.name for p in later.ignored}
    at_last = scan(tmp_path, now + 700)
    assert {p.name for p in at_last.ready} == {"utuh.pdf", "catatan.txt", "kosong.txt", "putus.pdf"}


def test_scan_leaves_out_what_belongs_to_a_saved_page_and_only_our_own_report(
    tmp_path: Path,
) -> None:
    (tmp_path / "berita.html").write_text("<html><p>rapat</p></html>")
    (tmp_path / "berita_files").mkdir()
    (tmp_path / "berita_files" / "logo.png").write_bytes(b"\x89PNG IEND")
    (tmp_path / "rw05_files").mkdir()
    (tmp_path / "_LAPORAN.txt").write_text("Laporan Risalah, 2026-01-01T01:00:00+07:00\n")
    (tmp_path / "_LAPORAN.html").write_text("<html><head><title>Rapat RW 05</title></head></html>")
    for name in ("_Laporan kegiatan RW 05.txt", "rw05_files/notulen.txt"):
        (tmp_path / name).write_text("rapat")
    found = scan(tmp_path, (tmp_path / "berita.html").stat().st_ctime + 60)
    assert {p.name for p in found.ready} == {
        "berita.html", "_LAPORAN.html", "_Laporan kegiatan RW 05.txt", "notulen.txt",
    }  # fmt: skip
    assert found.ignored == ()
    assert found.pages == (tmp_path / "berita_files",)


def test_a_file_that_grows_while_it_is_copied_waits_and_is_no_fault_of_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped = tmp_path / "usulan.pdf"
    dropped.write_bytes(PDF)
    hashed = archives.file_hash

    def grows(path: Path) -> tuple[str, int]:
        found = hashed(path)
        if path == dropped:
            dropped.write_bytes(PDF * 2)
        return found

    monkeypatch.setattr(archives, "file_hash", grows)
    archive = Archive(tmp_path / "arsip")
    with pytest.raises(StillChanging, match=r"usulan\.pdf"):
        archive.store(dropped)
    assert not list((tmp_path / "arsip" / "originals").rglob("*.pdf"))
    monkeypatch.undo()
    assert archive.store(dropped).byte_count == 2 * len(PDF)


def test_an_original_is_stored_once_and_damage_is_found(tmp_path: Path) -> None:
    dropped = tmp_path / "Usulan RW 05.PDF"
    dropped.write_bytes(PDF)
    archive = Archive(tmp_path / "arsip")
    first, second = archive.store(dropped), archive.store(dropped)
    assert first == second
    stored = archive.root / first.path
    assert stored.read_bytes() == PDF
    assert dropped.exists()
    assert archive.verify() == []
    stored.write_bytes(b"lain")
    assert archive.verify() == [stored]


def test_an_original_that_cannot_be_read_is_damaged_and_the_others_are_still_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path / "arsip")
    stored = []
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"Rapat {n}")
        stored.append(archive.root / archive.store(tmp_path / f"{n}.txt").path)
    (stored[0].parent / f"{'a' * 64}.pdf").mkdir()
    (stored[0].parent / "Thumbs.db").write_bytes(b"x")
    (stored[0].parent / ".part-x").write_bytes(b"x")
    stored[1].write_bytes(b"lain")
    number = errno.EIO
    real_open, real_list = Path.open, Path.iterdir

    def opened(path: Path, *args: Any, **options: Any) -> Any:
        if path == stored[2]:
            raise OSError(number, os.strerror(number))
        return real_open(path, *args, **options)

    def listed(path: Path) -> Any:
        if path == stored[3].parent:
            raise OSError(errno.EIO, "Input/output error")
        return real_list(path)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(Path, "iterdir", listed)
    assert set(archive.verify()) == {stored[1], stored[2], stored[3].parent}
    number = errno.EMFILE
    with pytest.raises(ArchiveError, match="opens no more files"):
        archive.verify()


def test_a_name_that_a_killed_run_did_not_sync_is_synced_before_the_drop_may_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped = tmp_path / "usulan.pdf"
    dropped.write_bytes(PDF)
    archive = Archive(tmp_path / "arsip")
    goal = (archive.root / archive.store(dropped).path).parent
    synced: list[Path] = []
    monkeypatch.setattr(archives, "sync_folder", synced.append)
    archive.store(dropped)
    assert synced == [goal]

    def full(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(archives, "sync_folder", full)
    with pytest.raises(ArchiveError):
        archive.store(dropped)


def test_the_ledger_closes(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)

    def arrive(sha256: str, drop: str) -> Arrival:
        return ledger.arrived(
            sha256, name="a.pdf", folder="", path="x", byte_count=1, now="t", drop_id=drop
        )

    for n, state in enumerate((READ, FAILED, None)):
        assert arrive(str(n), f"d{n}") is Arrival.NEW
        if state:
            ledger.finished(str(n), state, version="1", now="t")
    assert arrive("0", "d9") is Arrival.COPY
    assert arrive("0", "d0") is arrive("0", "d9") is Arrival.STILL_THERE
    assert ledger.counts() == {"dibaca": 1, "gagal": 1, "menunggu": 1}
    ledger.close()


def test_a_file_that_somebody_still_writes_is_not_taken_however_quiet_it_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notulen.txt"
    with path.open("w") as slow:
        slow.write("Rapat RT 02")
        slow.flush()
        later = path.stat().st_ctime + 3600
        assert scan(tmp_path, later).waiting == ((path, "masih disalin"),)
    assert scan(tmp_path, later).ready == (path,)


def test_where_the_system_cannot_tell_a_text_has_to_rest_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notulen.txt").write_text("Rapat RT 02")
    (tmp_path / "utuh.pdf").write_bytes(PDF)
    monkeypatch.setattr(scans, "is_written", lambda _: None)
    now = (tmp_path / "notulen.txt").stat().st_ctime
    assert [p.name for p in scan(tmp_path, now + 30).ready] == ["utuh.pdf"]
    assert len(scan(tmp_path, now + 61).ready) == 2


def put_aside(path: Path, inbox: Path) -> Path:
    goal = Aside(inbox).place(path.name)
    return set_aside(path, goal, code="rusak", sentence="Berkas ini rusak.", now="t")


def test_a_name_of_the_longest_kind_is_set_aside_with_its_note(tmp_path: Path) -> None:
    path = tmp_path / f"{'d' * 250}.docx"
    path.write_bytes(b"x")
    goal = put_aside(path, tmp_path)
    assert goal.read_bytes() == b"x"
    assert goal.suffix == ".docx"
    assert goal.with_name(goal.name + ".txt").exists()


def test_a_fault_inside_a_write_is_not_told_as_a_full_disk(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    arrival = {"path": "x", "byte_count": 1, "now": "t", "drop_id": "d"}
    with pytest.raises(UnicodeEncodeError):
        ledger.arrived("1", name="a.pdf", folder="map\udcff", **arrival)  # type: ignore[arg-type]
    assert ledger.arrived("2", name="b.pdf", folder="", **arrival) is Arrival.NEW  # type: ignore[arg-type]
    ledger.close()


def test_a_failed_file_is_set_aside_and_nothing_is_overwritten(tmp_path: Path) -> None:
    for content in (b"satu", b"dua"):
        path = tmp_path / "x.pdf"
        path.write_bytes(content)
        put_aside(path, tmp_path)
    folder = tmp_path / "gagal"
    assert (folder / "x.pdf").read_bytes() == b"satu"
    assert (folder / "x (2).pdf").read_bytes() == b"dua"
    assert "Berkas ini rusak." in (folder / "x (2).pdf.txt").read_text("utf-8")


@pytest.mark.parametrize("left", ["", "Berk", "Berkas  : x.pdf\nSebab   : rusak"])
def test_a_note_of_ours_without_its_file_takes_no_name_and_is_no_failed_file(
    tmp_path: Path, left: str
) -> None:
    folder = tmp_path / "gagal"
    folder.mkdir()
    (folder / "x.pdf.txt").write_text(left)
    (folder / "y.pdf.txt").write_text("Catatan petugas sendiri.")
    (folder / "z.txt").write_text("Berkas  : z, dengan catatan sendiri")
    (folder / "z.txt.txt").write_text("Berkas  : z.txt")
    assert {told_of(path).name for path in lying(tmp_path)} == {"y.pdf.txt", "z.txt"}
    for name in ("x.pdf", "y.pdf", "z"):
        (tmp_path / name).write_bytes(name.encode())
        put_aside(tmp_path / name, tmp_path)
    assert (folder / "x.pdf").read_bytes() == b"x.pdf"
    assert "Berkas ini rusak." in (folder / "x.pdf.txt").read_text("utf-8")
    assert (folder / "y.pdf.txt").read_text() == "Catatan petugas sendiri."
    assert (folder / "z.txt").read_text() == "Berkas  : z, dengan catatan sendiri"
    names = {"x.pdf", "y (2).pdf", "y.pdf.txt", "z (2)", "z.txt"}
    told = [told_of(path) for path in lying(tmp_path)]
    assert {one.name for one in told} == names
    assert {one.why for one in told} == {"Berkas ini rusak.", ""}


def test_an_archive_where_nothing_can_be_locked_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(ArchiveError, match="lock service") as told, locked(tmp_path):
        pass
    assert "folder jaringan" in told.value.sentence


WORD = st.builds(Word, st.text(max_size=5), st.none() | st.just(Box(1, 2, 3, 4.5)), st.just(0.5))
LINE = st.builds(
    Line,
    st.text(max_size=9),
    st.lists(WORD, max_size=2).map(tuple),
    st.none(),
    st.sampled_from(["", "list"]),
    st.booleans(),
)
TABLE = st.lists(
    st.lists(st.builds(Cell, st.text(max_size=5)), min_size=1, max_size=3).map(tuple),
    min_size=1,
    max_size=3,
).map(lambda rows: Table(tuple(rows)))
PAGE = st.builds(
    Page,
    st.integers(1, 9),
    st.lists(LINE | TABLE, max_size=4).map(tuple),
    origin=st.sampled_from(Origin),
)


@given(st.lists(PAGE, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_reading_comes_back_exactly_and_always_as_the_same_bytes(pages: list[Page]) -> None:
    source = Source("x.pdf", "a" * 64, "application/pdf", tuple(pages), notes=("catatan",))
    assert load(dump(source)) == source
    assert dump(source) == dump(load(dump(source)))


def test_damaged_readings_are_refused() -> None:
    with pytest.raises(ValueError, match="reading"):
        load(b"bukan gzip")


def _failed(ledger: Ledger, first: int, count: int) -> None:
    for n in range(first, first + count):
        sha256 = f"{n:064x}"
        ledger.arrived(
            sha256, name=f"surat {n}.pdf", folder="", path=f"originals/{n}", byte_count=1,
            now="2026-03-01T01:00:00+07:00", drop_id=f"1:{n}:1",
        )  # fmt: skip
        ledger.finished(sha256, "gagal", version="v", now="2026-03-01T01:00:00+07:00", code="rusak")


def _came(ledger: Ledger, name: str, folder: str = "") -> tuple[str, str, str]:
    """Let a good file come; returns what asks for those that it mends."""
    sha256 = f"{hash((name, folder)) % 2**64:x}".rjust(64, "f")
    ledger.arrived(
        sha256, name=name, folder=folder, path="originals/x", byte_count=1,
        now="2026-03-02T01:00:00+07:00", drop_id=f"1:{sha256}:{len(ledger.drops())}",
    )  # fmt: skip
    return name, folder, sha256


def test_what_failed_before_costs_a_new_drop_the_same_however_much_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def seen(*args: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*args, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", seen)
    ledger = Ledger(tmp_path)
    steps: list[int] = []
    opened[0].set_progress_handler(lambda: steps.append(1), 1)

    def cost() -> int:
        came = _came(ledger, "Surat 7 (2).docx")
        before = len(steps)
        found = ledger.answers.failed_like(*came)
        assert [(entry.name, name) for entry, name, _ in found] == [("surat 7.pdf", "surat 7.pdf")]
        assert [entry.name for entry in ledger.answers.owed()] == ["surat 0.pdf"]
        return len(steps) - before

    _failed(ledger, 0, 20)
    for n in range(1, 20):
        ledger.answers.given(f"{n:064x}", "2026-03-01T01:00:00+07:00")
    few = cost()
    _failed(ledger, 20, 400)
    for n in range(20, 420):
        ledger.answers.given(f"{n:064x}", "2026-03-01T01:00:00+07:00")
    assert 0 < cost() <= few + 50
    ledger.close()


def test_a_ledger_of_an_older_version_knows_the_names_of_what_failed_under_it(
    tmp_path: Path,
) -> None:
    ledger = Ledger(tmp_path)
    _failed(ledger, 0, 3)
    ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        db.execute("DROP TABLE failed_names")
        db.execute("PRAGMA user_version = 0")
    db.close()
    ledger = Ledger(tmp_path)
    came = _came(ledger, "SURAT 2.docx")
    assert [name for _, name, _ in ledger.answers.failed_like(*came)] == ["surat 2.pdf"]
    assert ledger.answers.failed_like(*_came(ledger, "surat 2.docx", "RW 05")) == []
    assert ledger.answers.failed_like(*_came(ledger, "scan0002.pdf")) == []
    ledger.close()


def test_a_ledger_without_the_order_of_what_came_gets_it(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    early = _came(ledger, "surat 1.docx")
    _failed(ledger, 0, 3)
    ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        for table, column in (
            ("files", "arrival"),
            ("sightings", "arrival"),
            ("failed_names", "known"),
        ):
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        db.execute("PRAGMA user_version = 1")
    db.close()
    ledger = Ledger(tmp_path)
    assert ledger.answers.failed_like(*early) == []
    assert [name for _, name, _ in ledger.answers.failed_like(*_came(ledger, "surat 1.docx"))] == [
        "surat 1.pdf"
    ]
    ledger.close()


@pytest.mark.parametrize(
    ("failed", "better", "mends"),
    [
        ("usulan.pdf", "usulan.docx", True),
        ("usulan.pdf", "usulan (1).pdf", True),
        ("usulan (1).pdf", "usulan (1).docx", True),
        ("usulan (1).pdf", "usulan (2).docx", False),
        ("usulan (1).pdf", "usulan.docx", False),
    ],
)
def test_a_copy_s_number_mends_its_own(
    tmp_path: Path, failed: str, better: str, mends: bool
) -> None:
    ledger = Ledger(tmp_path)
    together = _came(ledger, better, "RW 05")
    sha256 = _came(ledger, failed, "RW 05")[2]
    ledger.finished(sha256, "gagal", version="v", now="2026-03-02T01:00:01+07:00", code="rusak")
    ledger.finished(together[2], "dibaca", version="v", now="2026-03-02T01:00:01+07:00")
    assert ledger.answers.failed_like(*together) == []  # it came before the failure was known
    assert bool(ledger.answers.failed_like(*_came(ledger, better, "RW 05"))) == mends
    ledger.close()


def test_members_that_an_older_version_left_without_an_answer_are_still_owed_it(
    tmp_path: Path,
) -> None:
    ledger = Ledger(tmp_path)
    _failed(ledger, 0, 2)
    ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        db.execute("DROP TABLE unanswered")
        db.execute(
            "CREATE TABLE twins (sha256 TEXT NOT NULL, name TEXT NOT NULL, holder TEXT NOT NULL, "
            "PRIMARY KEY (sha256, name, holder))"
        )
        db.execute("INSERT INTO twins VALUES (?, 'kembar.pdf', 'a.zip/RT 02')", [f"{1:064x}"])
        db.execute("PRAGMA user_version = 1")
    db.close()
    for _ in range(2):
        ledger = Ledger(tmp_path)
        assert [(e.name, name, folder) for e, name, folder in ledger.answers.unanswered()] == [
            ("surat 1.pdf", "kembar.pdf", "a.zip/RT 02")
        ]
        ledger.close()


def test_a_share_that_is_mounted_anew_brings_no_file_again(tmp_path: Path) -> None:
    path = tmp_path / "surat.txt"
    path.write_text("x")
    facts = path.stat()
    anew = os.stat_result(
        [*facts[:2], facts.st_dev + 7, *facts[3:]], {"st_ctime_ns": facts.st_ctime_ns}
    )
    assert anew.st_dev != facts.st_dev
    assert scans.drop_id(anew) == scans.drop_id(facts)


def test_a_drop_that_an_older_version_noted_with_its_device_is_known(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    _failed(ledger, 0, 2)
    ledger.close()
    member = f"{1:064x}:4"
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        db.execute("UPDATE files SET drop_id = ? WHERE sha256 = ?", [member, f"{0:064x}"])
        db.execute("UPDATE files SET drop_id = '64:123:456' WHERE sha256 = ?", [f"{1:064x}"])
        db.execute("PRAGMA user_version = 2")
    db.close()
    for _ in range(2):
        ledger = Ledger(tmp_path)
        assert {member, "123:456"} <= ledger.drops()
        ledger.close()


@pytest.mark.parametrize(("user", "passed"), [(12345, True), (0, False)])
def test_in_a_sticky_folder_known_files_of_others_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, passed: bool
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "surat.txt").write_text("x")
    inbox.chmod(0o1777)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    known = scans.drop_id((inbox / "surat.txt").stat())
    found = scans.scan(inbox, time.time() + 100, settled=lambda: {known})
    assert (found.ready == ()) == passed
    assert scans.scan(inbox, time.time() + 100).ready == (inbox / "surat.txt",)


def test_a_link_that_leads_to_itself_ends_no_look_at_a_folder_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "lingkar.html").symlink_to("lingkar.html")
    (tmp_path / "berita_files").mkdir()
    (tmp_path / "berita_files" / "isi.txt").write_text("rapat")
    found = scan(tmp_path, time.time() + 100)
    assert [path.name for path in found.ready] == ["isi.txt"]
    assert [path.name for path in found.ignored] == ["lingkar.html"]


def test_a_look_that_may_open_no_more_files_is_told_as_that_and_closes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starved(*_: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(os, "scandir", starved)
    with pytest.raises(ArchiveError, match="opens no more files"):
        scan(tmp_path, time.time())
    with pytest.raises(ArchiveError, match="opens no more files"):
        scans.need_inbox(tmp_path)


def test_what_cannot_be_looked_at_waits_and_holds_up_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "baik.txt").write_text("rapat")
    (tmp_path / "rusak.txt").write_text("rapat")
    real = os.scandir

    class Entry:
        """An entry of a listing that cannot be looked at where its name says so, as on a bad share."""

        def __init__(self, entry: Any) -> None:
            self.name, self._entry = entry.name, entry

        def is_dir(self, *, follow_symlinks: bool) -> bool:
            return bool(self._entry.is_dir(follow_symlinks=follow_symlinks))

        def stat(self, *, follow_symlinks: bool) -> os.stat_result:
            if self.name == "rusak.txt":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            found: os.stat_result = self._entry.stat(follow_symlinks=follow_symlinks)
            return found

    @contextmanager
    def listed(path: Path) -> Iterator[list[Entry]]:
        with real(path) as listing:
            yield [Entry(entry) for entry in listing]

    monkeypatch.setattr(os, "scandir", listed)
    found = scan(tmp_path, time.time() + 100)
    assert [path.name for path in found.ready] == ["baik.txt"]
    assert [(path.name, why.partition(" (")[0]) for path, why in found.waiting] == [
        ("rusak.txt", "tidak dapat dilihat")
    ]

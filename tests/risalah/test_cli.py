"""The command as people call it."""

import errno
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.archive import Archive
from intake.ledger import Ledger
from models.codes import DocumentKind, MeetingType
from models.errors import ConfigError
from models.record import Document, Meeting, Person, Record
from models.source import Line, Page, Source
from risalah.cli import main
from risalah.settings import Settings, load
from warehouse import Original, identify, open_warehouse
from warehouse import load as load_document

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
NEWS = GOLDEN / "10-berita-sosialisasi" / "10-berita-sosialisasi.txt"


def risalah(
    *arguments: str, cwd: Path | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environ}
    return subprocess.run(
        [sys.executable, "-m", "risalah", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_extract_prints_the_contract_and_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    bad = tmp_path / "buruk\x1b[31m.pdf"
    bad.write_bytes(b"")
    done = risalah("extract", str(bad), str(NEWS), "--ocr", "none")
    assert done.returncode == 2
    (line,) = done.stdout.splitlines()
    row = json.loads(line)
    assert row.pop("file") == NEWS.name
    assert Record.model_validate(row).document.kind == "news"
    (error,) = done.stderr.splitlines()
    assert "buruk\\x1b[31m.pdf" in error
    assert "copy it again" in error


def test_evaluate_measures_a_folder_and_says_what_it_could_not(tmp_path: Path) -> None:
    (tmp_path / NEWS.name).write_bytes(NEWS.read_bytes())
    gold = NEWS.with_suffix(".json")
    (tmp_path / gold.name).write_bytes(gold.read_bytes())
    done = risalah("evaluate", str(tmp_path), "--ocr", "none", "--json")
    assert done.returncode == 0
    whole = json.loads(done.stdout)
    assert (whole["documents"], list(whole["by"]["kind"])) == (1, ["news"])
    assert whole["groups"]["document.kind"]["score"] == 1
    low = risalah("evaluate", str(tmp_path), "--ocr", "none", "--at-least", "1")
    assert low.returncode == (whole["overall"] < 1)
    (tmp_path / "lain.json").write_text("{")
    (tmp_path / "lain.txt").write_text("Rapat.")
    bad = risalah("evaluate", str(tmp_path), "--ocr", "none", "--misses")
    assert bad.returncode == 2
    assert bad.stdout.startswith("Semua: 1 dokumen\n")
    (error,) = bad.stderr.splitlines()
    assert error.startswith("risalah: lain.json: ")
    assert "is not JSON" in error
    assert "docs/evaluate.md" in error


def test_doctor_finds_an_original_that_changed(tmp_path: Path) -> None:
    stored = Archive(tmp_path / "arsip").store(NEWS)
    ledger = Ledger(tmp_path / "arsip")
    ledger.arrived(
        stored.sha256, name=NEWS.name, folder="", path=str(stored.path),
        byte_count=stored.byte_count, now="2026-01-01T01:00:00+07:00", drop_id="1",
    )  # fmt: skip
    ledger.close()
    sound = risalah("doctor", "--archive", "arsip", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert "semua berkas asli utuh" in sound.stdout
    (original,) = (tmp_path / "arsip" / "originals").glob("*/*")
    original.write_text("lain")
    done = risalah("doctor", "--archive", "arsip", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 4
    assert original.name in done.stdout
    # A bad sector cannot be made here; what cannot be opened as a file is told the same way.
    original.unlink()
    original.symlink_to(original.name)
    done = risalah("doctor", "--archive", "arsip", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert original.name in done.stdout


@pytest.mark.parametrize("command", ["status", "audit"])
@pytest.mark.parametrize("table", ["files", "runs"])
def test_a_damaged_ledger_is_told_as_that(tmp_path: Path, command: str, table: str) -> None:
    (tmp_path / "inbox").mkdir()
    ledger = Ledger(tmp_path / "arsip")
    ledger.runs.ended(
        ledger.runs.started("2026-01-01T01:00:00+07:00"),
        result="selesai", summary="", now="2026-01-01T01:00:09+07:00",
    )  # fmt: skip
    for drop in ("1", "2"):
        ledger.arrived(
            "a" * 64, name=NEWS.name, folder="", path="originals/aa/a", byte_count=1,
            now="2026-01-01T01:00:00+07:00", drop_id=drop,
        )  # fmt: skip
    ledger.close()
    path = tmp_path / "arsip" / "ledger.db"
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", [table]
        ).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    data = path.read_bytes()
    path.write_bytes(data[: (page - 1) * size] + b"\xff" * size + data[page * size :])
    done = risalah(
        command, "--archive", "arsip", "--warehouse", "w/r.db",
        *(["--inbox", "inbox"] if command == "status" else []),
        cwd=tmp_path, PYTHONPATH=str(ROOT),
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert "the ledger cannot be read" in done.stderr
    assert "risalah restore" in done.stderr


def test_a_share_a_day_sees_all_of_the_archive_in_as_many_days(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "arsip")
    for n in range(12):
        path = tmp_path / f"{n}.txt"
        path.write_text(f"Rapat {n}")
        archive.store(path)
    for original in (tmp_path / "arsip" / "originals").glob("*/*"):
        original.write_text("lain")
    days = [archive.verify(5, turn) for turn in range(739_000, 739_005)]
    assert sorted(name for day in days for name in day) == sorted(archive.verify())
    assert max(map(len, days)) < 12
    next((tmp_path / "arsip" / "originals").glob("*")).joinpath("Thumbs.db").write_text("x")
    assert [archive.verify(5, turn) for turn in range(739_000, 739_005)] == days


def test_a_state_folder_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "state").write_text("no folder")
    done = risalah(
        "ingest", "--inbox", "inbox", "--archive", "arsip", "--warehouse", "w/r.db",
        "--state", "state", cwd=tmp_path, PYTHONPATH=str(ROOT),
    )  # fmt: skip
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert "--state" in line


def test_extract_needs_neither_prefect_nor_a_database() -> None:
    script = "import sys; from risalah.cli import main\ntry: main()\nexcept SystemExit: pass\nprint([m for m in ('prefect', 'datasette', 'sqlite_utils') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script, "extract", str(NEWS), "--ocr", "none"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_read_prints_pages_or_json() -> None:
    done = risalah("read", str(NEWS), "--ocr", "none")
    assert "halaman 1" in done.stdout
    assert "Pagesangan Barat" in done.stdout
    row = json.loads(risalah("read", "--json", str(NEWS), "--ocr", "none").stdout)
    line = row["pages"][0]["blocks"][0]
    assert {"text", "words", "box"} <= set(line)
    assert {"text", "box", "confidence"} <= set(line["words"][0])


def test_schema_is_the_record_s() -> None:
    assert json.loads(risalah("schema").stdout) == json.loads(
        json.dumps(Record.model_json_schema())
    )


def test_status_of_an_empty_place(tmp_path: Path) -> None:
    done = risalah("status", cwd=tmp_path)
    assert done.returncode == 0
    assert "Belum pernah berjalan di sini" in done.stdout
    assert " pukul 01.00 WIB" in done.stdout


def test_settings_come_from_option_then_variable_then_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "risalah.toml").write_text('port = 1\nzone = "Asia/Makassar"\ncron = "0 2 * * *"\n')
    settings = load(
        {"port": 3, "zone": None}, {"RISALAH_PORT": "2", "RISALAH_ZONE": "Asia/Jayapura"}
    )
    assert settings == Settings(port=3, zone="Asia/Jayapura", cron="0 2 * * *")


@pytest.mark.parametrize(
    ("options", "environ", "told"),
    [
        ({"ocr": "ajaib"}, {}, "ocr"),
        ({}, {"RISALAH_PORT": "banyak"}, "port"),
        ({"inbox": "data", "archive": "data/arsip"}, {}, "archive"),
        ({"inbox": "arsip/masuk", "archive": "arsip"}, {}, "inbox"),
        ({"archive": "data/inbox"}, {}, "archive"),
        ({"warehouse": "data/inbox/risalah.db"}, {}, "warehouse"),
        ({"warehouse": "data/archive/w/risalah.db"}, {}, "warehouse"),
        ({}, {"RISALAH_CONFIG": "/tidak/ada.toml"}, "ada.toml"),
        ({"cron": "99 25 * * *"}, {}, "cron = '99 25"),
        ({"cron": "bukan"}, {}, "cron = 'bukan'"),
        ({"cron": "* 0 1 * * *"}, {}, "cron"),
        ({}, {"RISALAH_ZONE": "bukan"}, "zone = 'bukan'"),
        ({"zone": "../../etc/passwd"}, {}, "zone"),
        ({"zone": "Asia"}, {}, "zone"),
        ({"zone": ""}, {}, "zone"),
    ],
)
def test_settings_that_cannot_be_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict, environ: dict, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=told):
        load(options, environ)


@pytest.mark.parametrize("warehouse", ["risalah.db", "data/risalah.db", "data/inbox.db"])
def test_a_database_may_lie_beside_inbox_and_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warehouse: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({"warehouse": warehouse}, {}).warehouse == Path(warehouse)


@pytest.mark.parametrize(
    "cron", ["0 1 * * *", "*/15 1-3 * * mon-fri", "30 2 1,15 * *", "0 0 * * 7"]
)
def test_usual_times_are_taken(cron: str) -> None:
    assert load({"cron": cron}, {}).cron == cron


def test_a_mistyped_variable_is_told_and_the_command_goes_on(tmp_path: Path) -> None:
    done = risalah("status", cwd=tmp_path, RISALAH_PROT="8002", RISALAH_SETUP_APT="no")
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert "RISALAH_PROT" in line
    assert "RISALAH_PORT" in line


def test_what_a_command_makes_anew_is_told_by_its_full_path(tmp_path: Path) -> None:
    first = risalah("ingest", "--ocr", "none", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    for made in ("data/inbox", "data/archive", "data/warehouse/risalah.db"):
        assert f"dibuat baru: {tmp_path.resolve() / made}" in first.stderr
    assert "Ini instalasi baru yang masih kosong" in first.stderr
    again = risalah("ingest", "--ocr", "none", cwd=tmp_path)
    assert "baru" not in again.stderr
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    done = risalah("status", cwd=elsewhere)
    assert f"belum ada buku arsip di {elsewhere.resolve() / 'data/archive'}" in done.stdout
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("command", ["audit", "doctor"])
@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_a_check_where_no_archive_lies_does_not_pass(
    tmp_path: Path, command: str, place: str
) -> None:
    archive = tmp_path / "data" / "archive"
    if place == "empty":  # where the disk of the archive is away
        archive.mkdir(parents=True)
    done = risalah(command, cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert (done.returncode, done.stdout) == (ConfigError.exit_code, "")
    (line,) = done.stderr.splitlines()
    assert f"Arsip: belum ada di {archive.resolve()}; tidak ada yang diperiksa" in line
    assert place == "empty" or list(tmp_path.iterdir()) == []


def test_an_error_is_told_to_staff_first_and_then_to_the_maintainer(tmp_path: Path) -> None:
    (line,) = risalah("extract", "tiada.pdf", cwd=tmp_path).stderr.splitlines()
    assert line.startswith("risalah: tiada.pdf: Berkas ini tidak ditemukan.")
    assert line.index(" | ") > line.index("foldernya")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("evaluate", "n" * 300), 3, "yang disebut terlalu panjang"),
        (("status", "--archive", "n" * 300), 3, "yang disebut terlalu panjang"),
        (("snapshot", str(NEWS), "--warehouse", "w.db"), 5, f"Map {NEWS} tidak dapat dibuat"),
        (("snapshot", "map", "--warehouse", "lain.db"), 5, "lain.db bukan buatan Risalah ini"),
        (("snapshot", "map", "--warehouse", str(NEWS)), 5, "rusak, atau bukan basis data"),
        (("export", "popolo", "p.json", "--warehouse", "lain.db"), 5, "milik program lain"),
        (("export", "popolo", "p.json", "--warehouse", "."), 5, "itu folder. Sebut berkas"),
        (("export", "popolo", "p.json", "--base", "situs"), 3, "harus dimulai dengan http://"),
        (
            ("places", "status", "--places", "kosong.txt"),
            3,
            "Daftar wilayah kosong.txt tidak dapat dibaca",
        ),
        (("ingest", "--state", "kosong.txt"), 3, "Folder keadaan kosong.txt tidak dapat ditulis"),
        (("show", "kosong.txt", "--item", "9"), 3, "tidak ditemukan satu butir pun"),
        (("status", "--inbox", "data", "--archive", "data/x"), 3, "Arsip ("),
    ],
)
def test_what_cannot_be_done_is_told_with_what_is_wrong(
    tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    open_warehouse(tmp_path / "w.db").conn.close()
    with closing(sqlite3.connect(tmp_path / "lain.db")) as db:
        db.execute("CREATE TABLE x (a)")
    (tmp_path / "kosong.txt").write_text("halo")
    done = risalah(*arguments, cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == code, done.stderr
    (line,) = done.stderr.splitlines()
    assert told in line.partition(" | ")[0]


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.EACCES, "Tidak ada izin untuk membuka data/x"), (errno.ELOOP, "berputar")],
)
def test_what_the_system_refuses_whoever_typed_a_command_is_no_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "data/x")

    monkeypatch.setattr("flows.status.status_lines", refused)
    done = CliRunner().invoke(main, ["status"])
    assert done.exit_code == 3
    (line,) = done.stderr.splitlines()
    assert told in line


def test_an_answer_goes_to_any_terminal_and_a_full_disk_is_told_as_that(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"berita\xff.txt")
    odd.write_bytes(NEWS.read_bytes())
    for coding in ("ascii", "utf-8"):
        done = risalah(
            "read", str(odd), cwd=tmp_path, PYTHONPATH=str(ROOT), PYTHONIOENCODING=coding
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    for arguments in (("schema",), ("--help",)):
        with Path("/dev/full").open("w") as full:
            ended = subprocess.run(
                [sys.executable, "-m", "risalah", *arguments], stdout=full, stderr=subprocess.PIPE,
                text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
            )  # fmt: skip
        assert "penuh" in ended.stderr
        assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "command", [("extract",), ("read",), ("read", "--from-reading"), ("places", "import")]
)
def test_a_path_at_which_no_file_is_is_told_as_it_was_typed(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "x.csv").write_text("bukan kode")
    for path, told in (
        ("map/tiada.csv", "map/tiada.csv: Berkas ini tidak ditemukan"),
        ("./map/", "map: Ini folder, bukan berkas"),
        *([("map/x.csv", "map/x.csv:1: Daftar wilayah")] if command[0] == "places" else ()),
    ):
        done = risalah(*command, path, cwd=tmp_path, PYTHONPATH=str(ROOT))
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"risalah: {told}"), line


@pytest.mark.parametrize(
    "command", [("extract", str(NEWS)), ("read", str(NEWS)), ("evaluate", str(NEWS.parent))]
)
def test_an_engine_that_is_asked_for_and_missing_is_told_with_what_to_type(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = risalah(*command, "--ocr", "tesseract", cwd=tmp_path, PATH="", PYTHONPATH=str(ROOT))
    assert done.returncode == 3
    staff, _, maintainer = done.stderr.splitlines()[-1].partition(" | ")
    for told in (staff, maintainer):
        assert "sudo apt-get install tesseract-ocr tesseract-ocr-ind" in told
        assert "--ocr auto" in told


def test_a_time_that_cannot_be_is_one_line_and_exit_code_3(tmp_path: Path) -> None:
    done = risalah("schedule", "--cron", "99 25 * * *", cwd=tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "99 25" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["inbox = ['a']", "port = true", "[inbox]\na = 1"])
def test_a_value_of_the_file_that_cannot_be_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "risalah.toml").write_text(text)
    with pytest.raises(ConfigError, match=r"risalah\.toml: (inbox|port)"):
        load({}, {})


@pytest.mark.parametrize("arguments", [("-h",), ("--help",), ("serve", "-h"), ("status", "--help")])
def test_help_is_in_indonesian(arguments: tuple[str, ...]) -> None:
    done = risalah(*arguments)
    assert done.returncode == 0
    assert "-h, --help" in done.stdout
    assert "Show this message" not in done.stdout


def test_an_unknown_key_of_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "risalah.toml").write_text("porta = 1\n")
    assert "porta" in risalah("status", cwd=tmp_path).stderr
    assert risalah("status", cwd=tmp_path).returncode == 3


def test_a_person_decides_who_is_who(tmp_path: Path) -> None:
    db = open_warehouse(tmp_path / "w.db")
    for n, kelurahan in enumerate(("Cimuncang", "Sukorejo")):
        sha = f"{n:064x}"
        record = Record(
            document=Document(kind=DocumentKind.NEWS),
            meetings=(
                Meeting(type=MeetingType.RAPAT, kelurahan=kelurahan, kecamatan="K", kota="Kota Q"),
            ),
            people=(Person(name="Mulyadi", role="Lurah", agency=f"Kelurahan {kelurahan}"),),
        )
        source = Source(f"{n}.txt", sha, "text/plain", (Page(1, (Line("x"),)),))
        load_document(db, record, source, original=Original(sha, f"{n}.txt", "", 1, "", "", "1"))
    identify(db)
    db.conn.close()
    places = ("--warehouse", "w.db", "--archive", "arsip")
    asked = risalah("identities", "mulyadi", *places, cwd=tmp_path)
    codes = re.findall(r"^  (o-\w{12})  Mulyadi", asked.stdout, re.M)
    assert len(codes) == 2, asked.stdout + asked.stderr
    assert "Mungkin sama" in asked.stdout

    done = risalah("same", codes[0][:8], codes[1], *places, cwd=tmp_path)
    assert done.stdout == "Disimpan: Mulyadi dan Mulyadi: sama.\n", done.stderr
    asked = risalah("identities", "mulyadi", *places, cwd=tmp_path)
    assert asked.stdout.count("orang: Mulyadi") == 1
    assert "Keputusan orang:" in asked.stdout
    assert risalah("apart", *codes, "--batal", *places, cwd=tmp_path).returncode == 0
    asked = risalah("identities", "mulyadi", *places, cwd=tmp_path)
    assert asked.stdout.count("orang: Mulyadi") == 2

    for wrong in ((codes[0], codes[0]), ("o-", codes[0]), ("x", "y"), ("o-ffffffffffff", codes[0])):
        done = risalah("same", *wrong, *places, cwd=tmp_path)
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) == 1
    assert risalah("same", *codes, "--warehouse", "tiada.db", cwd=tmp_path).returncode == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ingst",), "Tidak ada perintah ingst; maksudnya ingest?"),
        (("--debgu",), "Tidak ada opsi --debgu; maksudnya --debug?"),
        (("ingest", "--ocrr", "none"), "Tidak ada opsi --ocrr; maksudnya --ocr"),
        (
            ("ingest", "--ocr", "ajaib"),
            "Isi '--ocr' tidak dapat dipakai; pilih auto atau tesseract",
        ),
        (("ingest", "--ocr"), "Opsi --ocr memerlukan isi sesudahnya. "),
        (("ingest", "--reread=ya"), "Opsi --reread tidak memakai isi. "),
        (("same", "o-1"), "Isi perintah ini kurang"),
        (("extract", ""), "Isi 'BERKAS…' tidak dapat dipakai; sebut nama berkas"),
        (("ingest", "--inbox="), "Isi '--inbox' tidak dapat dipakai; sebut nama berkas"),
        (("extract",), "Belum disebut: 'BERKAS"),
        (("doctor", "--share", "0"), "Isi '--share' tidak dapat dipakai; sebut angka mulai 1"),
        (
            ("evaluate", "map", "--at-least", "2"),
            "Isi '--at-least' tidak dapat dipakai; sebut angka mulai 0 sampai 1",
        ),
        (("serve", "--port", "banyak"), "Isi '--port' tidak dapat dipakai; sebut angka"),
        (("status", "lebih"), "Ada kata yang berlebih di perintah ini"),
        (("places", "impor"), "Tidak ada perintah impor"),
    ],
)
def test_what_is_written_wrongly_is_told_in_one_line_in_indonesian(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = risalah(*arguments, cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"risalah: {told}")
    helped = " ".join(
        a for a in arguments if a in ("ingest", "places", "extract", "status", "same")
    )
    assert f" Lihat: python -m risalah {helped}".rstrip() in line
    assert line.endswith(" --help")
    assert "?." not in line
    english = {"no", "such", "usage", "error", "invalid", "missing", "got", "|"}
    assert not english & set(line.lower().split())
    assert list(tmp_path.iterdir()) == []


def test_without_a_command_the_help_is_shown_under_indonesian_headings() -> None:
    for arguments in ((), ("places",), ("ingest", "--help")):
        done = risalah(*arguments)
        text = done.stdout + done.stderr
        assert text.startswith("Pemakaian: ")
        assert "\nOpsi:\n" in text
        assert not re.search(r"Usage|Options|Commands|COMMAND|OPTIONS", text)


@pytest.mark.parametrize("debug", [True, False])
def test_a_fault_of_the_program_is_told_without_what_the_document_says(debug: bool) -> None:
    script = (
        "from models.record import Record\n"
        "def breaks(): raise ValueError('iuran Ibu Sukaesih')\n"
        "Record.model_json_schema = breaks\n"
        "from risalah.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *(["--debug"] if debug else []), "schema"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert ("Sukaesih" in done.stderr) == debug
    assert "ValueError" in done.stderr
    if not debug:
        assert "risalah: Ada kesalahan pada Risalah. Beri tahu pengelola" in done.stderr
        assert "in breaks" in done.stderr


def test_ctrl_c_is_told_in_indonesian_and_with_one_code_whatever_runs() -> None:
    script = (
        "from models.record import Record\n"
        "def breaks(): raise KeyboardInterrupt\n"
        "Record.model_json_schema = breaks\n"
        "from risalah.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "schema"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (143, "")
    assert "dihentikan sebelum selesai" in done.stderr
    assert "Aborted" not in done.stderr

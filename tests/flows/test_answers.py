"""What staff are told: in the folder, on the page of the files, and by the command."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import extractors
from extractors import ocr as engines
from extractors.ocr import NoOcr
from flows import answers
from flows import run as runs
from flows.books import books
from intake import report as reports
from models.errors import ConfigError, DamagedDocument, NoWarehouse, RisalahError
from tests.flows.test_run import NEWS, Engine, _no_rest, drop, inbox, night, no_ocr
from tests.flows.test_unpack import killed_night

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures
pytestmark = pytest.mark.usefixtures("no_ocr")
ROOT = Path(__file__).parents[2]


def report(inbox: Path) -> str:
    return (inbox / "_LAPORAN.txt").read_text("utf-8")


def test_what_waits_is_told_for_how_long_and_what_to_do_and_is_counted(inbox: Path) -> None:
    drop(inbox, "putus.pdf", b"%PDF-1.4 belum selesai")
    drop(inbox, "kosong.docx", b"")
    drop(inbox, "berita.txt", NEWS.read_bytes())
    night(inbox)
    told = report(inbox)
    assert "menunggu: putus.pdf (akhir PDF belum ada)" in told
    assert "menunggu: kosong.docx (masih kosong)" in told
    assert "Bila 10 menit tidak berubah lagi, berkas itu dibaca apa adanya" in told
    assert "salin ulang" in told
    assert "24 jam terakhir: 3 berkas datang: 1 dibaca" in told
    assert "2 menunggu." in told


def test_a_file_that_waited_and_came_as_a_copy_in_a_killed_run_is_counted_once(
    inbox: Path,
) -> None:
    drop(inbox, "kosong.txt", b"")
    assert night(inbox).came == 1
    drop(inbox, "kosong.txt", NEWS.read_bytes())
    drop(inbox, "berita.txt", NEWS.read_bytes())
    child = os.fork()
    if not child:
        os.environ["RISALAH_KILL_AT"] = "before-read"
        night(inbox)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    done = night(inbox)
    assert [o.state for o in done.outcomes] == ["dibaca"]
    assert "1 berkas datang: 1 dibaca" in done.lines()[0]
    assert not [line for line in done.lines() if "-1" in line]


class _Blind(Engine):
    """An engine that finds no word on any picture."""

    def read(self, image: engines.Image, columns: bool = False) -> tuple[engines.OcrWord, ...]:
        return ()


@pytest.mark.parametrize("shade", ["white", "black"])
def test_a_picture_without_any_word_is_given_back_with_what_to_do_about_it(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, shade: str
) -> None:
    monkeypatch.setattr(runs, "find_engine", lambda _: _Blind())
    Image.new("RGB", (600, 800), shade).save(inbox / "foto.png")
    (outcome,) = night(inbox).outcomes
    assert (outcome.state, outcome.code) == ("gagal", "tanpa-kata")
    note = (inbox / "gagal" / "foto.png.txt").read_text("utf-8")
    for told in (note, report(inbox)):
        assert "Buka berkasnya untuk memeriksa" in told
        assert "bila memang tanpa tulisan (halaman kosong, foto kegiatan), biarkan saja" in told
        assert "foto ulang lebih jelas" in told


def test_what_waited_in_the_archive_and_fails_is_told_as_failed(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (600, 800), "white").save(inbox / "foto.png")
    assert [o.state for o in night(inbox).outcomes] == ["menunggu"]
    monkeypatch.setattr(runs, "find_engine", lambda _: _Blind())
    first, second, *_ = night(inbox).lines()
    assert first == "0 berkas datang: 0 dibaca, 0 salinan, 0 gagal, 0 menunggu."
    assert second == "1 berkas yang sudah datang sebelumnya gagal dibaca."


def test_what_failed_stays_in_the_report_with_its_reason_until_it_is_mended(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_FAILED", 3)
    drop(inbox, "surat.pdf", b"%PDF-1.4 rusak %%EOF")
    drop(inbox, "berita.txt", NEWS.read_bytes())
    night(inbox)
    for number in (1, 2):
        drop(inbox, f"berita {number}.txt", NEWS.read_bytes() + b"%d" % number)
        night(inbox)
        told = report(inbox)
        (line,) = [one for one in told.splitlines() if one.startswith("  surat.pdf")]
        assert "surat.pdf — Berkas ini rusak atau tidak lengkap (sejak " in line
        assert "WIB)" in line
        assert line.strip() in (inbox / "_LAPORAN.html").read_text("utf-8")
    for number in range(4):
        drop(inbox, f"lain {number}.pdf", b"%%PDF-1.4 rusak %d %%%%EOF" % number)
        night(inbox)
    assert "dan 2 berkas lain yang lebih lama" in report(inbox)
    assert "  surat.pdf —" not in report(inbox)
    for path in (inbox / "gagal").glob("lain*"):
        path.unlink()
    drop(inbox, "surat.txt", NEWS.read_bytes() + b"surat")
    night(inbox)
    assert "masih ada" not in report(inbox)


@pytest.mark.parametrize("step", ["", "before-wait", "before-set-aside", "before-twins"])
def test_what_waited_under_several_names_is_answered_under_each(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (inbox / "RW 02").mkdir()
    names = ("foto.png", "gambar.png", "RW 02/scan.png")
    Image.new("RGB", (600, 800), "white").save(inbox / names[0])
    for name in names[1:]:
        shutil.copyfile(inbox / names[0], inbox / name)
    told: list[tuple[str, str]] = []
    for engine, reached in ((NoOcr(), "before-wait before-twins"), (_Blind(), "before-set-aside")):
        with monkeypatch.context() as given:
            given.setattr(runs, "find_engine", lambda _, engine=engine: engine)
            if step and step in reached:
                assert killed_night(inbox, step) == -signal.SIGKILL
            told = sorted((o.name, o.folder) for o in night(inbox).outcomes)
        assert not [p for p in inbox.rglob("*.png") if "gagal" not in p.parts]
    assert told == [("foto.png", ""), ("gambar.png", ""), ("scan.png", "RW 02")]
    assert {p.name for p in (inbox / "gagal").glob("*.png")} == {Path(n).name for n in names}
    assert night(inbox).outcomes == ()


def test_one_name_in_two_folders_lies_once_in_gagal_and_says_both(inbox: Path) -> None:
    (inbox / "RW 02").mkdir()
    for folder in ("", "RW 02/"):
        drop(inbox, f"{folder}surat.pdf", b"%PDF-1.4 rusak %%EOF")
    night(inbox)
    assert {p.name for p in (inbox / "gagal").glob("*")} == {"surat.pdf", "surat.pdf.txt"}
    note = (inbox / "gagal" / "surat.pdf.txt").read_text("utf-8")
    assert {line for line in note.splitlines() if line.startswith("Dari")} == {
        "Dari    : kotak masuk",
        "Dari    : RW 02",
    }
    assert "gagal: surat.pdf (dari RW 02)" in report(inbox)


def test_where_nothing_may_be_taken_out_what_waits_comes_once(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "take_out", lambda _: None)
    Image.new("RGB", (600, 800), "white").save(inbox / "foto.png")
    assert night(inbox).came == 1
    for _ in range(2):
        done = night(inbox)
        assert done.came == 0
        assert "1 berkas sudah menunggu sejak putaran sebelumnya" in done.lines()[1]
    monkeypatch.setattr(runs, "find_engine", lambda _: _Blind())
    done = night(inbox)
    assert (done.came, [o.state for o in done.outcomes]) == (0, ["gagal"])


def test_a_text_under_another_name_is_read_and_said_to_be_one(inbox: Path) -> None:
    drop(inbox, "rekaman.mp3", NEWS.read_bytes())
    night(inbox)
    told = "rekaman.mp3 — nama berkas berakhiran '.mp3', tetapi isinya teks"
    assert report(inbox).count(told) == 1, "what is to be checked is no note besides"
    assert f"perlu diperiksa: {told}" in report(inbox)


@pytest.mark.parametrize("name", ["surat.pdf", "surat.docx", "foto.jpg"])
def test_rubbish_under_a_good_name_is_not_told_to_be_saved_as_what_it_says_it_is(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(bytes((n * 7919 + n // 7) % 256 for n in range(5_000)))
    with pytest.raises(DamagedDocument, match="copy it again") as told:
        extractors.read(path, ocr=NoOcr())
    assert "Simpan sebagai PDF" not in told.value.sentence
    assert "salin atau simpan ulang" in told.value.sentence


def test_the_page_of_the_files_tells_what_lies_in_the_inbox_and_why_one_is_to_be_checked(
    inbox: Path,
) -> None:
    home = inbox.parent
    drop(inbox, "rekaman.mp3", NEWS.read_bytes())
    drop(inbox, "putus.pdf", b"%PDF-1.4 belum selesai")
    night(inbox)
    archive, warehouse = home / "arsip", home / "w" / "risalah.db"
    told = books(archive, warehouse, inbox=inbox)
    assert told["closes"]
    assert told["lying"] == [{"name": "putus.pdf", "reason": told["lying"][0]["reason"]}]
    assert told["lying"][0]["reason"] in ("akhir PDF belum ada", "masih disalin")
    (file,) = told["files"]
    assert file["state"] == "perlu diperiksa"
    assert "berakhiran '.mp3'" in file["sentence"]
    assert books(archive, warehouse, "gagal", inbox=inbox)["lying"] == []
    assert books(archive, warehouse)["lying"] == []


def test_every_error_has_a_sentence_for_staff(tmp_path: Path) -> None:
    branches = [RisalahError]
    for one in branches:
        branches += one.__subclasses__()
    assert len(branches) > 20
    english = {"the", "is", "be", "and", "not", "with"}
    for one in branches:
        words = set(one.sentence.lower().split())
        assert len(words) > 4, one
        assert not words & english, one
    told = ConfigError("port 1: is taken", sentence="Porta itu dipakai.")
    assert (str(told), told.sentence) == ("port 1: is taken", "Porta itu dipakai.")


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["snapshot", "map", "--warehouse", "tidak-ada.db"], NoWarehouse.sentence),
        (["show", "berita.txt", "--ocr", "none", "--item", "9999"], "pilih salah satunya dengan --item"),
        (["serve", "--host", "192.0.2.1", "--warehouse", "w.db"], "Pakai --host 127.0.0.1"),
        (["identities", "--warehouse", "tidak-ada.db"], NoWarehouse.sentence),
        (["watch", "--inbox", "tidak-ada"], "/tidak-ada tidak ada. Buat dahulu, sambungkan lagi"),
    ],
    ids=lambda what: what[0] if isinstance(what, list) else "",
)  # fmt: skip
def test_what_a_command_cannot_do_is_told_in_indonesian(
    tmp_path: Path, command: list[str], sentence: str
) -> None:
    (tmp_path / "berita.txt").write_bytes(NEWS.read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "risalah", *command], cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode
    *made, line = done.stderr.splitlines()
    assert sentence in line
    assert all("dibuat baru" in one for one in made)

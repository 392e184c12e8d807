"""What stands in for a file that failed, and what does not: only a better one of the same paper."""

import os
import time
from pathlib import Path

import pytest

import extractors
from flows import steps
from flows.audit import audit
from flows.books import books
from flows.job import Job
from flows.news import quiet_night
from flows.status import status_lines
from intake import aside as asides
from intake import given
from intake.archive import file_hash
from models.errors import DamagedDocument
from tests.flows.command import asked
from tests.flows.test_run import NEWS, _no_rest, drop, inbox, night, no_ocr
from tests.flows.test_unpack import LETTER, killed_night, packed
from warehouse import open_warehouse

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures
pytestmark = pytest.mark.usefixtures("no_ocr")
BAD = b"%PDF-1.4 bukan %%EOF"


def aside(inbox: Path) -> set[str]:
    return {p.name for p in (inbox / "gagal").glob("*") if p.suffix != ".txt"}


def test_a_better_file_out_of_another_ward_s_zip_mends_nothing(inbox: Path) -> None:
    for ward, member in (("RW 01", {"surat.pdf": BAD}), ("RW 05", {"surat.txt": LETTER.encode()})):
        (inbox / ward).mkdir()
        drop(inbox, f"{ward}/kiriman.zip", packed(member))
        night(inbox)
    assert aside(inbox) == {"surat.pdf"}
    assert "RW 01/kiriman.zip" in (inbox / "gagal" / "surat.pdf.txt").read_text("utf-8")
    drop(inbox, "RW 01/kiriman.zip", packed({"surat.txt": NEWS.read_bytes()}))
    night(inbox)
    assert aside(inbox) == set()


def test_what_a_folder_says_holds_for_what_is_packed_in_it(inbox: Path) -> None:
    for folder in ("Kel. Jombang/2023", "Kel. Ciwedus/2024"):
        (inbox / folder).mkdir(parents=True)
        drop(inbox, f"{folder}/a.zip", packed({"b.zip": packed({"surat.txt": LETTER.encode()})}))
        night(inbox)
    db = open_warehouse(inbox.parent / "w" / "risalah.db")
    claimed = set(db.execute("SELECT part, value FROM claims").fetchall())
    db.conn.close()
    assert {value for _, value in claimed} == {"Jombang", "2023", "Ciwedus", "2024"}


def test_a_zip_in_a_zip_stands_in_for_no_paper_of_its_name(inbox: Path) -> None:
    inner = packed({"lain.txt": LETTER.encode()})
    drop(inbox, "a.zip", packed({"surat.pdf": BAD, "surat.zip": inner}))
    done = night(inbox)
    assert aside(inbox) == {"surat.pdf"}
    assert done.settled == ()
    drop(inbox, "surat.zip", inner)  # known, and only taken apart
    assert night(inbox).settled == ()
    assert aside(inbox) == {"surat.pdf"}


@pytest.mark.parametrize("bad", [1, 2])
def test_papers_that_come_together_do_not_mend_each_other(inbox: Path, bad: int) -> None:
    drop(inbox, f"usulan ({bad}).pdf", BAD)
    drop(inbox, f"usulan ({3 - bad}).txt", LETTER.encode())
    night(inbox)
    assert aside(inbox) == {f"usulan ({bad}).pdf"}
    drop(inbox, f"usulan ({bad}).txt", NEWS.read_bytes())
    night(inbox)
    assert aside(inbox) == set()


def test_bytes_that_failed_under_two_names_are_open_until_both_are_mended(inbox: Path) -> None:
    drop(inbox, "satu.pdf", BAD)
    drop(inbox, "dua.pdf", BAD)
    night(inbox)
    for name, still, replaced in (("satu", {"dua.pdf"}, 0), ("dua", set(), 1)):
        drop(inbox, f"{name}.txt", LETTER.encode() + name.encode())
        night(inbox)
        assert aside(inbox) == still
        assert asked(inbox.parent / "arsip", "SELECT count(*) FROM replacements") == [(replaced,)]


def test_what_a_newer_version_reads_leaves_the_gagal(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "surat.txt", LETTER.encode())
    drop(inbox, "a.zip", packed({"RT 02/berita.txt": NEWS.read_bytes()}))
    with monkeypatch.context() as broken:

        def breaks(job: Job, *_: object) -> None:
            raise DamagedDocument(job.name, "an older version")

        broken.setattr(steps, "reading", breaks)
        night(inbox)
    assert len(list((inbox / "gagal").iterdir())) == 4
    monkeypatch.setattr(extractors, "VERSION", "lebih baru")
    night(inbox)
    assert list((inbox / "gagal").iterdir()) == []
    assert asked(inbox.parent / "arsip", "SELECT count(*) FROM answers") == [(0,)]


def test_what_failed_and_is_read_when_it_is_dropped_again_leaves_the_folder_of_failures(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "surat.txt", LETTER.encode())
    with monkeypatch.context() as broken:

        def breaks(job: Job, *_: object) -> None:
            raise DamagedDocument(job.name, "for once")

        broken.setattr(steps, "reading", breaks)
        night(inbox)
    assert (inbox / "gagal" / "surat.txt").exists()
    drop(inbox, "lagi surat.txt", LETTER.encode())
    night(inbox)
    assert list((inbox / "gagal").iterdir()) == []


def test_a_file_there_that_may_not_be_opened_holds_up_no_other(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "tertutup.pdf", BAD + b" lain")
    drop(inbox, "surat.pdf", BAD)
    night(inbox)
    real = asides.file_hash

    def opened(path: Path) -> tuple[str, int]:
        if path.name == "tertutup.pdf":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(asides, "file_hash", opened)  # whoever runs this may be root
    drop(inbox, "surat.txt", LETTER.encode())
    night(inbox)
    assert aside(inbox) == {"tertutup.pdf"}


def test_neither_report_nor_note_is_written_through_a_link(inbox: Path) -> None:
    precious = inbox.parent / "penting.db"
    precious.write_text("jangan ditimpa")
    (inbox / "gagal").mkdir()
    for name in ("._LAPORAN.txt.part", "._LAPORAN.html.part", "gagal/surat.pdf.txt"):
        (inbox / name).symlink_to(precious)
    (inbox / "gagal" / "dua.pdf.txt").symlink_to(inbox.parent / "baru.txt")
    drop(inbox, "surat.pdf", BAD)
    drop(inbox, "dua.pdf", BAD + b" dua")
    night(inbox)
    assert precious.read_text() == "jangan ditimpa"
    assert not (inbox.parent / "baru.txt").exists()
    assert not (inbox / "_LAPORAN.txt").is_symlink()
    assert aside(inbox) >= {"surat (2).pdf", "dua (2).pdf"}


def lying(inbox: Path) -> set[str]:
    """Return all that lies among the failures, notes too."""
    return {p.name for p in (inbox / "gagal").iterdir()} if (inbox / "gagal").is_dir() else set()


def test_bytes_that_fail_are_given_back_under_each_of_their_names(inbox: Path) -> None:
    for name in ("kosong.docx", "undangan.txt"):
        drop(inbox, name, b"\0\0\0")
    done = night(inbox)
    assert done.lines()[0] == "2 berkas datang: 0 dibaca, 0 salinan, 2 gagal, 0 menunggu."
    assert sorted(o.name for o in done.failed) == ["kosong.docx", "undangan.txt"]
    both = {"kosong.docx", "kosong.docx.txt", "undangan.txt", "undangan.txt.txt"}
    assert lying(inbox) == both
    assert "undangan.txt" in (inbox / "gagal" / "undangan.txt.txt").read_text()
    # So the status and the last 24 hours count them.
    assert "24 jam terakhir: 2 berkas datang: 0 dibaca, 0 salinan, 2 gagal" in (
        inbox / "_LAPORAN.txt"
    ).read_text("utf-8")
    first = status_lines(inbox, inbox.parent / "arsip", cron="0 1 * * *", zone="Asia/Jakarta")[0]
    assert first.startswith("Berkas pernah diterima: 2 = 0 dokumen dibaca + 0 salinan + 2 gagal")
    assert audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db").failed == 2
    # Dropped again they lie there once, and are told by the name that they came under.
    drop(inbox, "undangan.txt", b"\0\0\0")
    assert [o.name for o in night(inbox).failed] == ["undangan.txt"]
    assert lying(inbox) == both
    # Each name is mended by itself.
    drop(inbox, "undangan.txt", NEWS.read_bytes())
    assert "undangan.txt, yang dulu gagal, kini" in "\n".join(night(inbox).lines())
    assert lying(inbox) == {"kosong.docx", "kosong.docx.txt"}
    assert audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db").closes


def test_a_failed_file_is_settled_by_a_copy_of_a_known_one(inbox: Path) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    drop(inbox, "surat.pdf", b"%PDF-1.4 bukan apa-apa %%EOF")
    night(inbox)
    assert lying(inbox) == {"surat.pdf", "surat.pdf.txt"}
    drop(inbox, "surat.txt", NEWS.read_bytes())
    told = "\n".join(night(inbox).lines())
    assert "surat.pdf, yang dulu gagal, kini digantikan oleh surat.txt" in told
    assert lying(inbox) == set()
    listed = books(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db", "gagal")
    assert [f["sentence"] for f in listed["files"]] == ["sudah digantikan berkas yang lebih baik"]


def test_a_better_file_in_another_folder_closes_nothing_and_is_told(inbox: Path) -> None:
    for folder in ("RW 01", "RW 05"):
        (inbox / folder).mkdir()
    drop(inbox, "RW 01/notulen rembug.pdf", BAD)
    night(inbox)
    drop(inbox, "notulen rembug.txt", LETTER.encode())
    told = "\n".join(night(inbox).lines())
    assert aside(inbox) == {"notulen rembug.pdf"}
    assert "mungkin pengganti: notulen rembug.txt bernama mirip (hanya akhiran, " in told
    assert "notulen rembug.pdf (dari RW 01)" in told
    # A name that two papers bear says nothing, nor does that of a machine, nor what was known before.
    drop(inbox, "RW 05/notulen rembug.pdf", BAD + b" lain")
    drop(inbox, "RW 05/scan0001.pdf", BAD + b" pindaian")
    night(inbox)
    drop(inbox, "notulen rembug.txt", LETTER.encode() + b" Tambahan.")
    drop(inbox, "scan0001.txt", NEWS.read_bytes())
    assert "mungkin pengganti" not in "\n".join(night(inbox).lines())
    assert aside(inbox) == {"notulen rembug.pdf", "notulen rembug (2).pdf", "scan0001.pdf"}
    # In its own folder it stands in for its own.
    drop(inbox, "RW 01/notulen rembug.txt", NEWS.read_bytes() + b"RW 01")
    night(inbox)
    assert aside(inbox) == {"notulen rembug (2).pdf", "scan0001.pdf"}


def test_what_its_own_mends_later_in_the_run_is_told_as_no_other_s(inbox: Path) -> None:
    (inbox / "RW 01").mkdir()
    drop(inbox, "RW 01/notulen rembug.pdf", BAD)
    night(inbox)
    drop(inbox, "notulen rembug.pdf", LETTER.encode())
    told = "\n".join(night(inbox).lines())
    assert "pengganti: notulen rembug.pdf bernama sama dengan yang gagal, notulen" in told
    drop(inbox, "notulen rembug.txt", LETTER.encode() + b" Tambahan.")
    drop(inbox, "RW 01/notulen rembug.txt", NEWS.read_bytes())
    told = "\n".join(night(inbox).lines())
    assert aside(inbox) == set()
    assert (
        "notulen rembug.pdf (dari RW 01), yang dulu gagal, kini digantikan oleh notulen rembug.txt"
        in told
    )
    assert "mungkin pengganti" not in told


@pytest.mark.parametrize("how", ["same bytes", "mended in the run", "taken away"])
def test_what_lies_there_alone_of_its_name_is_told_whatever_else_failed(
    inbox: Path, how: str
) -> None:
    for folder in ("RW 01", "RW 05", "RW 07"):
        (inbox / folder).mkdir()
    drop(inbox, "RW 01/notulen rembug.pdf", BAD)
    night(inbox)
    drop(inbox, "RW 05/notulen rembug.pdf", BAD if how == "same bytes" else BAD + b" lain")
    night(inbox)
    if how == "taken away":
        (inbox / "gagal" / "notulen rembug.pdf").unlink()
    drop(
        inbox,
        "RW 01/a.txt" if how != "mended in the run" else "RW 01/notulen rembug.txt",
        LETTER.encode(),
    )
    drop(inbox, "RW 07/notulen rembug.txt", NEWS.read_bytes())
    (told,) = [line for line in night(inbox).lines() if "mungkin pengganti" in line]
    assert "notulen rembug.txt (dari RW 07)" in told
    assert "yang gagal, notulen rembug.pdf (dari RW 05)" in told


def test_a_copy_is_told_with_what_it_is_a_copy_of(inbox: Path) -> None:
    (inbox / "RW 02").mkdir()
    drop(inbox, "RW 02/surat.txt", LETTER.encode())
    night(inbox)
    drop(inbox, "lagi.txt", LETTER.encode())
    drop(inbox, "RW 02/ulang.txt", LETTER.encode())
    drop(inbox, "kembar.txt", NEWS.read_bytes())
    drop(inbox, "sama.txt", NEWS.read_bytes())
    drop(inbox, "RW 02/serupa.txt", NEWS.read_bytes())
    done = night(inbox)
    told = "\n".join(done.lines())
    assert "salinan: lagi.txt (isinya sudah pernah diterima sebagai RW 02/surat.txt)" in told
    assert "salinan: RW 02/ulang.txt (isinya sudah pernah diterima sebagai RW 02/surat.txt)" in told
    assert "salinan: sama.txt (isinya sudah pernah diterima sebagai kembar.txt)" in told
    assert "salinan: RW 02/serupa.txt (isinya sudah pernah diterima sebagai kembar.txt)" in told
    listed = books(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db")
    (file,) = [one for one in listed["files"] if one["name"] == "surat.txt"]
    assert (file["folder"], file["copies"]) == ("RW 02", 2)
    assert sorted(file["again"]) == ["RW 02/ulang.txt", "lagi.txt"]


def told_of_failures(inbox: Path) -> list[str]:
    lines = status_lines(inbox, inbox.parent / "arsip", cron="0 1 * * *", zone="Asia/Jakarta")
    told = (line for line in lines if line.startswith("  "))
    return [line.strip() for line in told if "gagal:" in line or "yang gagal" in line]


def test_failed_files_of_one_name_are_told_with_their_folders(inbox: Path) -> None:
    for folder in ("RW 01", "RW 05"):
        (inbox / folder).mkdir()
        drop(inbox, f"{folder}/surat.pdf", BAD + folder.encode())
    night(inbox)
    told = told_of_failures(inbox)
    assert {line.partition(" — ")[0] for line in told} == {
        "gagal: RW 01/surat.pdf",
        "gagal: RW 05/surat.pdf",
    }
    lying = (inbox / "_LAPORAN.txt").read_text("utf-8").split("Di folder gagal")[1]
    for folder in ("RW 01", "RW 05"):
        assert f"pdf (dari {folder}) — " in lying


def test_the_note_of_what_came_in_a_zip_says_what_a_clerk_can_do(inbox: Path) -> None:
    drop(inbox, "kumpulan.zip", packed({"dalam/surat.pdf": BAD, "a.txt": NEWS.read_bytes()}))
    drop(inbox, "sendiri.pdf", BAD + b" sendiri")
    night(inbox)
    own, note = (
        (inbox / "gagal" / f"{name}.pdf.txt").read_text("utf-8") for name in ("sendiri", "surat")
    )
    assert "nama dan sub-folder yang sama" in " ".join(own.split())
    assert "Dari    : kumpulan.zip/dalam" in note
    assert "sub-folder yang sama" not in " ".join(note.split())
    assert "taruh berkas yang baru di kotak masuk, lalu hapus berkas dan catatan ini" in note
    # What else it promises is so.
    drop(inbox, "kumpulan.zip", packed({"dalam/surat.pdf": LETTER.encode()}))
    night(inbox)
    assert aside(inbox) == {"sendiri.pdf"}


def test_what_staff_take_out_of_the_folder_of_failures_is_settled_by_that(inbox: Path) -> None:
    home = inbox.parent
    drop(inbox, "satu.pdf", BAD + b"1")
    drop(inbox, "dua.pdf", BAD + b"2")  # of the same size
    drop(inbox, "tiga.pdf", BAD + b"tiga")
    night(inbox)
    assert len(told_of_failures(inbox)) == 3
    for name in ("dua.pdf", "dua.pdf.txt", "tiga.pdf"):
        (inbox / "gagal" / name).unlink()
    first, last = told_of_failures(inbox)
    assert first.startswith("gagal: satu.pdf — ")
    assert last == "2 yang gagal sudah diambil atau dihapus petugas dari folder gagal"
    listed = books(home / "arsip", home / "w" / "risalah.db", "gagal", inbox=inbox)["files"]
    why = {f["name"]: f["sentence"] for f in listed}
    assert "sudah diambil atau dihapus petugas" in why["dua.pdf"]
    assert "rusak" in why["satu.pdf"]
    assert audit(home / "arsip", home / "w" / "risalah.db").failed == 3
    # A share that is not there shows an empty folder, which says nothing of them.
    inbox.rename(home / "terlepas")
    inbox.mkdir()
    assert len(told_of_failures(inbox)) == 3
    inbox.rmdir()
    (home / "terlepas").rename(inbox)
    # The folder deleted as a whole settles all that lay in it.
    (inbox / "gagal").rename(home / "dihapus")
    assert told_of_failures(inbox) == [
        "3 yang gagal sudah diambil atau dihapus petugas dari folder gagal"
    ]
    (home / "dihapus").rename(inbox / "gagal")
    # Dropped once more it is open once more.
    drop(inbox, "dua.pdf", BAD + b"2")
    night(inbox)
    assert {line.partition(" — ")[0] for line in told_of_failures(inbox)} == {
        *("gagal: satu.pdf", "gagal: dua.pdf"),
        "1 dari yang gagal isinya sama dengan yang gagal lainnya; yang sama disebut sekali",
        "1 yang gagal sudah diambil atau dihapus petugas dari folder gagal",
    }


@pytest.mark.parametrize("is_quiet", [True, False], ids=["quiet", "news"])
def test_the_note_of_a_file_that_staff_deleted_goes_and_nothing_else(
    inbox: Path, is_quiet: bool
) -> None:
    for n in range(3):
        drop(inbox, f"{n}.pdf", BAD + b"%d" % n)
    night(inbox)
    there = inbox / "gagal"
    (there / "0.pdf").unlink()
    (there / "1.pdf").unlink()
    with (there / "1.pdf.txt").open("a", encoding="utf-8") as note:
        note.write("Sudah ditelepon, dikirim ulang besok.")
    for name, told in (("catatan.txt", "Berkas  : daftar saya"), ("kosong.txt", "")):
        (there / name).write_text(told)
    if is_quiet:
        home = inbox.parent
        where = (inbox, home / "w" / "risalah.db", home / "arsip")
        assert quiet_night(*where, zone="Asia/Jakarta", places=None) is not None
    else:
        drop(inbox, "berita.txt", NEWS.read_bytes())
        night(inbox)
    assert lying(inbox) == {"1.pdf.txt", "2.pdf", "2.pdf.txt", "catatan.txt", "kosong.txt"}
    assert told_of_failures(inbox)[-1].startswith("2 yang gagal sudah diambil atau dihapus petugas")


def test_a_file_that_staff_changed_there_was_not_taken_away(inbox: Path) -> None:
    drop(inbox, "satu.pdf", BAD + b"1")
    drop(inbox, "dua.pdf", BAD + b"dua")
    night(inbox)
    (inbox / "gagal" / "satu.pdf").write_bytes(LETTER.encode())
    (inbox / "gagal" / "dua.pdf").unlink()
    first, last = told_of_failures(inbox)
    assert first.startswith("gagal: satu.pdf")
    assert last.startswith("1 yang gagal sudah diambil atau dihapus")


def test_a_file_is_not_taken_away_while_a_changed_one_lies_under_its_other_name(
    inbox: Path,
) -> None:
    for name in ("a.pdf", "b.pdf"):
        drop(inbox, name, BAD)
        night(inbox)
    (inbox / "gagal" / "a.pdf").unlink()
    (inbox / "gagal" / "b.pdf").write_bytes(BAD + b"diperbaiki")
    assert not any("sudah diambil atau dihapus" in line for line in told_of_failures(inbox))


def test_a_note_that_staff_wrote_into_stays_after_a_kill_and_is_not_overwritten(
    inbox: Path,
) -> None:
    drop(inbox, "surat.pdf", BAD)
    night(inbox)
    there = inbox / "gagal"
    (there / "surat.pdf").unlink()
    with (there / "surat.pdf.txt").open("a", encoding="utf-8") as note:
        note.write("Sudah ditelepon: Pak RW kirim ulang Senin.\n")
    (there / "lain.pdf.txt").write_text("Berkas  : lain.pdf\nWaktu   : ")  # as a kill leaves it
    drop(inbox, "berita.txt", NEWS.read_bytes())
    assert killed_night(inbox, "before-read") == -9
    night(inbox)
    assert lying(inbox) == {"surat.pdf.txt"}
    (inbox / "RW 06").mkdir()
    drop(inbox, "RW 06/surat.pdf", BAD + b"2")
    night(inbox)
    assert lying(inbox) == {"surat.pdf.txt", "surat (2).pdf", "surat (2).pdf.txt"}
    assert "Sudah ditelepon" in (there / "surat.pdf.txt").read_text("utf-8")


def test_page_status_and_audit_count_alike_what_failed_twice(inbox: Path) -> None:
    drop(inbox, "surat.pdf", BAD)
    night(inbox)
    (inbox / "RW 06").mkdir()
    drop(inbox, "RW 06/surat.pdf", BAD)
    drop(inbox, "berita.txt", NEWS.read_bytes())
    drop(inbox, "lagi.txt", NEWS.read_bytes())
    night(inbox)
    told = books(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db", inbox=inbox)
    assert "1 salinan + 2 gagal" in told["lines"][0]
    assert told["lines"][1].strip() in told_of_failures(inbox)
    assert "yang sama disebut sekali" in told["lines"][1]
    assert told["states"]["gagal"] == 2
    assert sum(told["states"].values()) + 1 == 4


def test_a_note_says_whether_it_goes_by_itself(inbox: Path) -> None:
    drop(inbox, "scan0001.pdf", BAD)
    drop(inbox, "surat.pdf", BAD + b"2")
    drop(inbox, "kiriman.zip", packed({"scan0002.pdf": BAD + b"3", "undangan.pdf": BAD + b"4"}))
    night(inbox)
    there = inbox / "gagal"
    stays = {
        path.name.removesuffix(".pdf.txt"): "tidak hilang sendiri" in path.read_text("utf-8")
        for path in there.glob("*.txt")
    }
    assert stays == {"scan0001": True, "surat": False, "scan0002": True, "undangan": False}
    for path in there.glob("*.pdf"):
        path.unlink()
    drop(inbox, "berita.txt", NEWS.read_bytes())
    night(inbox)
    assert lying(inbox) == set()


def test_a_probe_that_cannot_be_removed_keeps_no_note_of_a_file_that_staff_took(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "surat.pdf", BAD)
    night(inbox)
    (inbox / "gagal" / "surat.pdf").unlink()
    probe = drop(inbox, ".jam-a1b2c3d4", b"")
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path == probe:
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    drop(inbox, "berita.txt", NEWS.read_bytes())
    night(inbox)
    assert (probe.exists(), lying(inbox)) == (True, set())


@pytest.mark.parametrize("is_alike", [True, False], ids=["one size", "sizes of their own"])
def test_of_many_failed_files_of_one_name_each_is_read_once_to_tell_which_lie_there(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, is_alike: bool
) -> None:
    for n in range(8):
        (inbox / f"RW {n}").mkdir()
        drop(inbox, f"RW {n}/scan.pdf", BAD + (b"%d" % n if is_alike else b"x" * n))
    night(inbox)
    for path in sorted((inbox / "gagal").glob("*.pdf"))[:4]:
        path.unlink()
    read: list[Path] = []

    def hashed(path: Path) -> tuple[str, int]:
        read.append(path)
        return file_hash(path)

    monkeypatch.setattr(given, "file_hash", hashed)
    assert told_of_failures(inbox)[-1].startswith("4 yang gagal sudah diambil atau dihapus")
    assert len(read) == (4 if is_alike else 0)


def test_what_could_not_be_given_was_not_taken_away_by_staff(inbox: Path) -> None:
    path = drop(inbox, "rusak.pdf", BAD)
    assert killed_night(inbox, "before-set-aside") == -9
    path.unlink()
    ((stored,),) = asked(inbox.parent / "arsip", "SELECT path FROM files")
    (inbox.parent / "arsip" / stored).write_bytes(b"lain")
    (inbox / "gagal").mkdir()
    night(inbox)
    (told,) = told_of_failures(inbox)
    assert told.startswith("gagal: rusak.pdf")


def test_a_note_names_the_last_places_of_a_file_that_comes_from_ever_others(inbox: Path) -> None:
    for n in range(15):
        drop(inbox, f"kiriman {n:02d}.zip", packed({"surat.pdf": BAD, f"{n}.txt": b"%d" % n}))
    night(inbox)
    for n in (14, 3):  # of those that were told and of those that were not
        drop(inbox, f"kiriman {n:02d}.zip", packed({"surat.pdf": BAD, "lagi.txt": b"lagi %d" % n}))
        night(inbox)
    note = (inbox / "gagal" / "surat.pdf.txt").read_text("utf-8")
    places = [line for line in note.splitlines() if line.startswith("Dari")]
    assert len(places) == 11
    assert places[-2:] == ["Dari    : kiriman 03.zip", "Dari    : … dan tempat lain"]
    assert len(set(places)) == 11


def test_of_many_lines_of_one_kind_the_report_has_the_first_and_how_many_more(
    inbox: Path,
) -> None:
    failed = {f"surat {n}.pdf": BAD + b"%d" % n for n in range(60)}
    drop(inbox, "kiriman.zip", packed({**failed, "a.txt": NEWS.read_bytes()}))
    done = night(inbox)
    told = [line for line in done.lines() if line.startswith("  gagal: ")]
    assert len(told) == 50
    assert "  dan 10 berkas lain yang gagal; lihat folder gagal" in done.lines()
    assert "60 gagal" in done.lines()[0]


def test_what_is_repaired_in_the_folder_of_failures_is_told_to_be_moved(inbox: Path) -> None:
    drop(inbox, "satu.pdf", BAD + b"1")
    drop(inbox, "dua.pdf", BAD + b"2")
    night(inbox)
    there = inbox / "gagal"
    (there / "satu.pdf").write_bytes(LETTER.encode())
    os.utime(there / "satu.pdf.txt", (0, time.time() - 3600))
    os.utime(there / "dua.pdf", (0, time.time() + 90_000))  # a time that it brought along
    (there / "tiga.pdf").write_bytes(LETTER.encode())
    drop(inbox, "empat.pdf", BAD + b"4")
    night(inbox)
    told = (inbox / "_LAPORAN.txt").read_text().split("Di folder gagal")[1]
    one, two, three = (
        next(line for line in told.splitlines() if line.startswith(f"  {name}.pdf"))
        for name in ("satu", "dua", "tiga")
    )
    assert "sudah diubah di folder ini; yang ada di gagal tidak dibaca: pindahkan" in one
    assert "rusak" in two
    assert "tanpa catatan; yang ada di gagal tidak dibaca: pindahkan" in three


def test_what_failed_and_lies_there_without_its_note_is_told_with_its_reason(inbox: Path) -> None:
    drop(inbox, "satu.pdf", BAD + b"1")
    drop(inbox, "dua.pdf", BAD + b"2")
    drop(inbox, "baik.txt", NEWS.read_bytes())
    night(inbox)
    there = inbox / "gagal"
    (there / "satu.pdf.txt").unlink()
    (there / "dua.pdf").rename(there / "dua lama.pdf")
    (there / "baik.txt").write_bytes(NEWS.read_bytes())
    drop(inbox, "empat.pdf", BAD + b"4")
    night(inbox)
    told = (inbox / "_LAPORAN.txt").read_text().split("Di folder gagal")[1]
    one, two, read = (
        next(line for line in told.splitlines() if line.startswith(f"  {name}"))
        for name in ("satu.pdf", "dua lama.pdf", "baik.txt")
    )
    for line in (one, two):
        assert "Salin atau unduh ulang dari sumbernya" in line
        assert "pindahkan" not in line
    assert "isinya sudah diterima dan dibaca; boleh dihapus" in read

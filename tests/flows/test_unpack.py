"""Zips and mails in the inbox: each member is a document of its own, whatever else is in there."""

import io
import os
import shutil
import subprocess
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

import extractors
from extractors import attached, containers
from extractors.ocr import NoOcr
from flows.audit import audit
from flows.status import status_lines
from models.errors import UnsupportedArchive
from tests.extractors.readers.test_text_layers import pdf_of
from tests.flows.command import asked
from tests.flows.test_run import NEWS, _no_rest, drop, inbox, night, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]  # fixtures
pytestmark = pytest.mark.usefixtures("no_ocr")

LETTER = (
    "Kepada Yth. Lurah Cimuncang\nPerihal : Permohonan perbaikan saluran air\n\n"
    "Dengan hormat, bersama ini kami mengajukan perbaikan saluran air di RT 02 RW 05.\n"
)


def packed(members: dict[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:  # type: ignore[arg-type]
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def mail(text: str, attached: dict[str, bytes]) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Siti Aminah <siti@contoh.id>", "kelurahan@contoh.id"
    made["Date"], made["Subject"] = "Mon, 04 Mar 2024 08:00:00 +0700", "Usulan RT 02"
    made["Message-ID"] = "<1@contoh.id>"
    made.set_content(text)
    for name, data in attached.items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def files(inbox: Path) -> dict[str, tuple[str, str]]:
    """Return the state and folder of every file of the ledger, by its name."""
    rows = asked(inbox.parent / "arsip", "SELECT name, state, folder FROM files")
    return {name: (state, folder) for name, state, folder in rows}


def killed_night(inbox: Path, step: str) -> int:
    """Run in a child that is killed at a named step; returns its exit code, -9 where it got there."""
    child = os.fork()
    if not child:
        try:
            os.environ["RISALAH_KILL_AT"] = step
            night(inbox)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_known_zip_in_another_is_counted_alike_by_report_and_ledger(inbox: Path) -> None:
    inner = packed({"satu.txt": LETTER.encode()})
    drop(inbox, "a.zip", inner)
    night(inbox)
    drop(inbox, "b.zip", packed({"dalam.zip": inner}))
    done = night(inbox)
    assert (
        done.lines()[0] == "2 berkas datang: 0 dibaca, 1 salinan, 0 gagal, 0 menunggu, 1 dibongkar."
    )
    assert done.copies == (("b.zip/dalam.zip", "a.zip"),)
    found = audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db")
    assert (found.seen, found.documents, found.copies, found.unpacked) == (4, 1, 1, 2)


def closes(inbox: Path) -> bool:
    return audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db").closes


def test_a_zip_gives_each_of_its_files_and_leaves_the_inbox(inbox: Path) -> None:
    drop(
        inbox,
        "kumpulan.zip",
        packed(
            {
                "berita.txt": NEWS.read_bytes(),
                "RT 02/surat.txt": LETTER.encode(),
                "__MACOSX/._surat.txt": b"x",
                "Thumbs.db": b"x",
                "~$surat.docx": b"x",
                "halaman.html": b"<html><body><p>" + LETTER.encode() + b"</p></body></html>",
                "halaman_files/logo.png": b"x",
            }
        ),
    )
    done = night(inbox)
    assert files(inbox) == {
        "kumpulan.zip": ("dibongkar", ""),
        "berita.txt": ("dibaca", "kumpulan.zip"),
        "surat.txt": ("dibaca", "kumpulan.zip/RT 02"),
        "halaman.html": ("dibaca", "kumpulan.zip"),
    }
    assert done.lines()[0] == (
        "4 berkas datang: 3 dibaca, 0 salinan, 0 gagal, 0 menunggu, 1 dibongkar."
    )
    assert done.totals["documents"] == 3
    assert not (inbox / "kumpulan.zip").exists()
    assert closes(inbox)


def test_a_mail_is_a_document_and_so_is_each_attachment(inbox: Path) -> None:
    inner = packed({"berita.txt": NEWS.read_bytes()})
    drop(
        inbox,
        "usulan.eml",
        mail(LETTER, {"lampiran.zip": inner, "a.txt": LETTER.encode()}).as_bytes(),
    )
    done = night(inbox)
    assert files(inbox) == {
        "usulan.eml": ("dibaca", ""),
        "lampiran.zip": ("dibongkar", "usulan.eml"),
        "a.txt": ("dibaca", "usulan.eml"),
        "berita.txt": ("dibaca", "usulan.eml/lampiran.zip"),
    }
    assert done.totals["documents"] == 3
    assert closes(inbox)


def pdf(tmp_path: Path, attached: dict[str, bytes]) -> bytes:
    made = Canvas(str(tmp_path / "dibuat.pdf"))
    made.drawString(
        70, 700, "Kepada Yth. Lurah Cimuncang. Bersama ini kami kirim usulan warga RT 02."
    )
    made.save()
    document = pdfium.PdfDocument(tmp_path / "dibuat.pdf")
    for name, data in attached.items():
        document.new_attachment(name).set_data(data)
    document.save(tmp_path / "berlampiran.pdf")
    document.close()
    return (tmp_path / "berlampiran.pdf").read_bytes()


def test_a_pdf_is_a_document_and_so_is_each_file_in_it(inbox: Path, tmp_path: Path) -> None:
    inner = packed({"berita.txt": NEWS.read_bytes()})
    data = pdf(tmp_path, {"lampiran.zip": inner, "../a.txt": LETTER.encode()})
    drop(inbox, "usulan.pdf", data)
    done = night(inbox)
    assert {name: folder for name, (_, folder) in files(inbox).items()} == {
        "usulan.pdf": "",
        "lampiran.zip": "usulan.pdf",
        "a.txt": "usulan.pdf",
        "berita.txt": "usulan.pdf/lampiran.zip",
    }
    assert done.totals["documents"] == 3
    assert closes(inbox)
    assert not (inbox / "usulan.pdf").exists()


def test_a_file_that_cannot_be_taken_out_of_a_pdf_is_told_and_the_pdf_is_read(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(child: "subprocess.Popen[bytes]") -> list[str]:
        assert child.stdout is not None
        child.kill()
        child.stdout.read()
        return ["usulan.txt"]

    monkeypatch.setattr(attached, "_names", ended)
    drop(inbox, "usulan.pdf", pdf(tmp_path, {"usulan.txt": LETTER.encode()}))
    done = night(inbox)
    assert set(files(inbox)) == {"usulan.pdf"}
    (told,) = (line for line in done.lines() if "tidak dapat diambil" in line)
    assert "usulan.txt" in told
    assert closes(inbox)


def test_what_was_known_before_is_one_more_sighting(inbox: Path) -> None:
    drop(inbox, "berita.txt", NEWS.read_bytes())
    night(inbox)
    drop(inbox, "a.zip", packed({"berita.txt": NEWS.read_bytes(), "lagi.txt": NEWS.read_bytes()}))
    done = night(inbox)
    assert [name for name, _ in done.copies] == ["a.zip/berita.txt", "a.zip/lagi.txt"]
    assert done.totals["documents"] == 1
    assert closes(inbox)


def test_a_member_that_fails_is_given_back_and_its_siblings_are_read(inbox: Path) -> None:
    drop(inbox, "a.zip", packed({"rusak.pdf": b"%PDF-1.4 bukan %%EOF", "b.txt": LETTER.encode()}))
    done = night(inbox)
    assert [(o.name, o.state) for o in done.outcomes] == [
        ("a.zip", "dibongkar"),
        ("rusak.pdf", "gagal"),
        ("b.txt", "dibaca"),
    ]
    assert {p.name for p in (inbox / "gagal").iterdir()} == {"rusak.pdf", "rusak.pdf.txt"}
    assert closes(inbox)


@pytest.mark.parametrize(
    "name", ["../../luar.txt", "/etc/luar.txt", "C:\\x\\..\\luar.txt", "a\nb/luar.txt"]
)
def test_a_name_leads_nowhere(inbox: Path, name: str) -> None:
    drop(inbox, "a.zip", packed({name: LETTER.encode()}))
    night(inbox)
    assert files(inbox)["luar.txt"][0] == "dibaca"
    assert not [p for p in inbox.parent.rglob("luar.txt*") if p.is_file()]


def test_links_and_devices_are_left_out(inbox: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("sandi.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", LETTER)
    drop(inbox, "a.zip", out.getvalue())
    night(inbox)
    assert set(files(inbox)) == {"a.zip", "b.txt"}


def locked(data: bytes, which: bytes) -> bytes:
    """Mark a member as locked with a password, in the directory and before its bytes."""
    made = bytearray(data)
    for mark, flag, name in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        at = made.find(mark)
        while at >= 0:
            if made[at + name :].startswith(which):
                made[at + flag] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def test_locked_members_are_told_and_the_others_read(inbox: Path) -> None:
    both = packed({"rahasia.txt": LETTER.encode(), "b.txt": LETTER.encode() + b"."})
    drop(inbox, "a.zip", locked(both, b"rahasia.txt"))
    drop(inbox, "b.zip", locked(packed({"rahasia.txt": LETTER.encode()}), b"rahasia.txt"))
    done = night(inbox)
    told = {o.name: o.code for o in done.outcomes}
    assert told == {"a.zip": "dibongkar-sebagian", "b.zip": "bersandi", "b.txt": None}
    assert (inbox / "gagal" / "a.zip").exists()
    assert closes(inbox)


def test_a_bomb_is_refused_before_it_is_unpacked(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MAX_UNPACKED", 1_000_000)
    monkeypatch.setattr(containers.Allowance.__init__, "__defaults__", (2_000, 1_000_000))
    drop(inbox, "bom.zip", packed({"a.txt": b"0" * 2_000_000}, compression=zipfile.ZIP_DEFLATED))
    inner = packed({"a.txt": b"1" * 900_000}, compression=zipfile.ZIP_DEFLATED)
    drop(inbox, "sarang.zip", packed({"satu.zip": inner, "b.txt": b"2" * 200_000}))
    drop(inbox, "banyak.zip", packed({f"{n}.txt": b"x" for n in range(100_000)}))
    done = night(inbox)
    told = {o.name: o.code for o in done.outcomes}
    assert told["bom.zip"] == told["banyak.zip"] == told["satu.zip"] == "terlalu-besar"
    assert "1.txt" not in files(inbox)
    assert closes(inbox)


@pytest.mark.parametrize("long", [False, True])
def test_a_zip_with_a_vast_list_of_names_is_refused_before_the_list_is_read(
    inbox: Path, long: bool
) -> None:
    data = packed({"a.txt": LETTER.encode()})
    at = data.rindex(b"PK\5\6")
    size = 0xFFFFFFFF if long else 900_000_000
    end = data[at : at + 12] + size.to_bytes(4, "little") + data[at + 16 :]
    record = b"PK\6\6" + bytes(36) + (10**12).to_bytes(8, "little") + bytes(8)
    drop(inbox, "a.zip", data[:at] + (record if long else b"") + end)
    done = night(inbox)
    assert [o.code for o in done.outcomes] == ["terlalu-besar"]
    assert closes(inbox)


def test_what_lies_too_deep_is_told_to_be_unpacked_by_hand(inbox: Path) -> None:
    data = packed({"surat.txt": LETTER.encode()})
    for n in range(5):
        data = packed({f"{n}.zip": data})
    drop(inbox, "dalam.zip", data)
    night(inbox)
    states = {name: state for name, (state, _) in files(inbox).items()}
    assert sorted(states.values()) == ["dibongkar", "dibongkar", "dibongkar", "tidak didukung"]
    (note,) = (inbox / "gagal").glob("*.txt")
    assert "Ekstrak dahulu" in note.read_text("utf-8")
    assert closes(inbox)


def test_what_is_attached_to_a_mail_too_deep_to_be_opened_is_told(inbox: Path) -> None:
    data = mail("Terlampir usulan warga RT 02.", {"usulan.txt": LETTER.encode()}).as_bytes()
    for n in range(3):
        data = packed({f"{n}.{'zip' if n else 'eml'}": data})
    drop(inbox, "dalam.zip", data)
    done = night(inbox)
    (told,) = (line for line in done.lines() if "catatan: 0.eml" in line)
    assert "lampirannya tidak dibongkar" in told
    assert "usulan.txt" in told
    assert files(inbox)["0.eml"][0] in ("dibaca", "perlu diperiksa")
    assert closes(inbox)


@pytest.mark.parametrize("killed", ["", "after-unpack"])
def test_what_lay_too_deep_is_taken_once_it_is_dropped_by_hand(inbox: Path, killed: str) -> None:
    data = inner = packed({"dalam.zip": packed({"surat.txt": LETTER.encode()})})
    for n in range(3):
        data = packed({f"{n}.zip": data})
    drop(inbox, "dalam.zip", data)
    night(inbox)
    (given,) = (p for p in (inbox / "gagal").iterdir() if p.suffix == ".zip")
    assert given.read_bytes() == inner
    given.rename(inbox / "lagi.zip")  # as the note asks for, but with one still to open in it
    if killed:
        assert killed_night(inbox, killed) == -9
    night(inbox)
    assert files(inbox)["surat.txt"][0] == "dibaca"
    assert closes(inbox)


def test_a_zip_where_one_document_is_read_is_told_of_the_inbox(tmp_path: Path) -> None:
    path = tmp_path / "kumpulan.zip"
    path.write_bytes(packed({"a.txt": NEWS.read_bytes()}))
    with pytest.raises(UnsupportedArchive, match="drop it into the inbox") as told:
        extractors.read(path, ocr=NoOcr())
    assert "Taruh di kotak masuk: tiap berkas di dalamnya dibaca sendiri" in told.value.sentence


def test_an_empty_and_a_damaged_zip_are_given_back(inbox: Path) -> None:
    drop(inbox, "kosong.zip", packed({}))
    drop(inbox, "sampah.zip", packed({"Thumbs.db": b"x", "__MACOSX/._a": b"x", "nihil.txt": b""}))
    whole = packed({"b.txt": os.urandom(5_000)})
    drop(inbox, "rusak.zip", whole[:40] + b"??" + whole[42:])
    done = night(inbox)
    assert {o.name: o.state for o in done.outcomes} == {
        "kosong.zip": "gagal",
        "sampah.zip": "gagal",
        "rusak.zip": "gagal",
    }
    told = {o.name: o.sentence or "" for o in done.outcomes}
    for name in ("kosong.zip", "sampah.zip"):
        assert told[name].startswith("Zip ini tidak berisi berkas")
    assert closes(inbox)


def test_only_what_was_taken_out_of_a_zip_is_counted(inbox: Path) -> None:
    drop(inbox, "a.zip", packed({"Thumbs.db": b"x", "surat.txt": LETTER.encode()}))
    assert "dibongkar: a.zip (1 berkas di dalamnya; 1 berkas lain dilewati)" in "\n".join(
        night(inbox).lines()
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [("mimetype", b"catatan"), ("[Content_Types].xml", b"<Types/>")],
)
def test_a_member_that_bears_the_name_of_a_mark_of_office_makes_no_office_file(
    inbox: Path, name: str, data: bytes
) -> None:
    drop(inbox, "a.zip", packed({name: data, "surat.txt": LETTER.encode()}))
    night(inbox)
    assert files(inbox)["a.zip"][0] == "dibongkar"
    assert files(inbox)["surat.txt"][0] in ("dibaca", "perlu diperiksa")


@pytest.mark.parametrize(
    "members",
    [
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"},
        {"mimetype": b"application/epub+zip", "a.xhtml": b"<a/>"},
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"},
        {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<a/>"},
    ],
)
def test_what_is_an_office_file_is_not_taken_apart(
    tmp_path: Path, members: dict[str, bytes]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(packed(members))
    assert not containers.is_container(path)


def test_a_zip_that_is_dropped_again_is_a_copy_in_ledger_and_report_alike(inbox: Path) -> None:
    data = packed({"a.txt": NEWS.read_bytes(), "b.txt": LETTER.encode()})
    drop(inbox, "a.zip", data)
    night(inbox)
    drop(inbox, "lagi.zip", data)
    done = night(inbox)
    assert [name for name, _ in done.copies] == ["lagi.zip"]
    assert done.lines()[0] == "1 berkas datang: 0 dibaca, 1 salinan, 0 gagal, 0 menunggu."
    found = audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db")
    assert (found.seen, found.documents, found.copies, found.unpacked) == (4, 2, 1, 1)
    assert found.closes
    assert not (inbox / "lagi.zip").exists()


def test_of_a_zip_that_is_dropped_again_what_still_fails_is_told(inbox: Path) -> None:
    data = packed(
        {"a.txt": NEWS.read_bytes(), "dalam.zip": packed({"rusak.pdf": b"%PDF-1.4 x %%EOF"})}
    )
    drop(inbox, "a.zip", data)
    night(inbox)
    drop(inbox, "lagi.zip", data)
    drop(inbox, "lagi (1).zip", data)
    (told,) = (line for line in night(inbox).lines() if "masih gagal" in line)
    assert "di dalam lagi" in told
    assert "rusak.pdf — Berkas ini rusak" in told


@pytest.mark.parametrize("settled", ["taken away", "replaced"])
@pytest.mark.parametrize("is_inner", [False, True], ids=["dropped again", "in another"])
def test_of_a_zip_that_comes_again_what_is_settled_is_not_told_as_failed(
    inbox: Path, settled: str, is_inner: bool
) -> None:
    archive = inbox.parent / "arsip"
    data = packed({"a.txt": NEWS.read_bytes(), "surat.pdf": b"%PDF-1.4 x %%EOF"})
    drop(inbox, "a.zip", data)
    night(inbox)
    if settled == "replaced":
        drop(inbox, "a.zip", packed({"surat.pdf": LETTER.encode()}))
        night(inbox)
    else:
        shutil.rmtree(inbox / "gagal")
    told = status_lines(inbox, archive, cron="0 1 * * *", zone="Asia/Jakarta")
    assert not [line for line in told if line.startswith("  gagal: ")]
    drop(inbox, "lagi.zip", packed({"dalam.zip": data}) if is_inner else data)
    assert "masih gagal" not in "\n".join(night(inbox).lines())
    assert status_lines(inbox, archive, cron="0 1 * * *", zone="Asia/Jakarta")[1] == told[1]


def test_what_still_fails_is_told_wherever_it_came_from_before(inbox: Path) -> None:
    bad = b"%PDF-1.4 x %%EOF"
    letter = mail("Terlampir usulan warga RT 02.", {"usulan.pdf": bad}).as_bytes()
    inner = packed({"a.txt": NEWS.read_bytes(), "rusak.pdf": bad})
    drop(inbox, "a.zip", inner)
    drop(inbox, "surat.eml", letter)
    night(inbox)
    drop(inbox, "sendiri.pdf", bad)  # as a file of its own
    night(inbox)
    drop(inbox, "b.zip", packed({"a.zip": inner}))
    (told,) = (line for line in night(inbox).lines() if "masih gagal" in line)
    assert "di dalam a.zip masih gagal: rusak.pdf" in told
    drop(inbox, "lagi.eml", letter)
    (told,) = (line for line in night(inbox).lines() if "masih gagal" in line)
    assert "di dalam lagi.eml masih gagal: usulan.pdf" in told


def test_a_mail_too_deep_whose_headers_are_mad_ends_no_night(inbox: Path) -> None:
    made = mail("Terlampir usulan warga RT 02.", {"usulan.txt": LETTER.encode()}).as_bytes()
    boundary = next(line for line in made.splitlines() if line.startswith(b"--"))
    mad = made.replace(
        boundary + b"--",
        boundary + b"\nContent-Type: text/plain\n"
        b"Content-Disposition: attachment; filename*\n\nisi\n" + boundary + b"--",
    )
    assert mad != made
    data = mad
    for n in range(3):
        data = packed({f"{n}.{'zip' if n else 'eml'}": data})
    drop(inbox, "dalam.zip", data)
    drop(inbox, "berita.txt", NEWS.read_bytes())
    night(inbox)
    assert files(inbox)["berita.txt"][0] in ("dibaca", "perlu diperiksa")
    assert files(inbox)["0.eml"][0] != "menunggu"
    assert closes(inbox)


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/plain\r\nContent-Disposition: attachment; filename*\r\n\r\nisi\r\n",
        "Content-Disposition: attachment; filename=" + "(" * 3000 + "\r\n\r\nisi\r\n",
    ],
    ids=["half a name", "nested comments"],
)
def test_a_mail_with_a_mad_header_ends_no_night(inbox: Path, head: str) -> None:
    mail = f"From: a@b.id\r\nTo: c@d.id\r\nSubject: Surat\r\nMIME-Version: 1.0\r\nDate: Mon, 1 Jan 2024 08:00:00 +0700\r\n{head}"
    drop(inbox, "gila.eml", mail.encode())
    drop(inbox, "baik.txt", NEWS.read_bytes())
    done = night(inbox)
    assert any(
        o.name == "baik.txt" and o.state in ("dibaca", "perlu diperiksa") for o in done.outcomes
    )


def test_a_member_without_a_name_or_of_broken_packing_ends_no_night(inbox: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", NEWS.read_bytes())
        archive.writestr(zipfile.ZipInfo(""), b"tanpa nama")
    data = bytearray(out.getvalue())
    data[60:90] = bytes(30)
    drop(inbox, "rusak.zip", bytes(data))
    drop(inbox, "baik.txt", NEWS.read_bytes())
    done = night(inbox)
    assert any(
        o.name == "baik.txt" and o.state in ("dibaca", "perlu diperiksa") for o in done.outcomes
    )


def test_a_member_with_the_bytes_of_one_that_fails_is_given_back_too(inbox: Path) -> None:
    drop(inbox, "a.zip", packed({"satu.pdf": b"%PDF-1.4 rusak", "dua.pdf": b"%PDF-1.4 rusak"}))
    done = night(inbox)
    assert sorted(o.name for o in done.failed) == ["dua.pdf", "satu.pdf"]
    assert {p.name for p in (inbox / "gagal").glob("*.pdf")} == {"dua.pdf", "satu.pdf"}
    assert "gagal: satu.pdf (dari a.zip) — " in "\n".join(done.lines())
    assert "gagal: dua.pdf (dari a.zip) — " in "\n".join(done.lines())
    for note in (inbox / "gagal").glob("*.txt"):
        assert "Dari    : a.zip" in note.read_text()
    assert closes(inbox)


def test_what_of_a_zip_is_no_document_is_counted_and_what_is_empty_is_named(inbox: Path) -> None:
    drop(
        inbox, "a.zip",
        packed({
            "a.txt": NEWS.read_bytes(), "penting.pdf": b"", "Thumbs.db": b"x", "~$a.docx": b"x",
            "h.html": b"<html><body><p>" + LETTER.encode() + b"</p></body></html>", "h_files/logo.png": b"x",
        }),
    )  # fmt: skip
    told = "\n".join(night(inbox).lines())
    assert (
        "dibongkar: a.zip (2 berkas di dalamnya; 1 kosong: penting.pdf; 3 berkas lain dilewati)"
        in told
    )


def clipped(held: str, catalog: str = "", *, shared: bool = False) -> bytes:
    """A PDF of one line with a paper clip that holds a text; `shared` leaves the file's entry to be named
    by the catalog too, as object 7.
    """
    entry = (
        f"<< /Type /Filespec /F (rab.txt) /UF (rab.txt) /EF << /F {4 if shared else 7} 0 R >> >>"
    )
    stream = f"<< /Type /EmbeddedFile /Length {len(held)} >>\nstream\n{held}\nendstream"
    file = "7 0 R" if shared else entry
    clip = f"<< /Type /Annot /Subtype /FileAttachment /Rect [500 700 520 720] /FS {file} >>"
    line = "Kepada Yth. Lurah Cimuncang, usulan warga RT 02."
    return pdf_of(catalog, line, clip, entry if shared else stream)


def test_a_file_that_a_paper_clip_on_a_page_holds_is_a_document_too(inbox: Path) -> None:
    drop(inbox, "usulan.pdf", clipped(LETTER))
    done = night(inbox)
    assert {name: folder for name, (_, folder) in files(inbox).items()} == {
        "usulan.pdf": "",
        "rab.txt": "usulan.pdf",
    }
    assert done.totals["documents"] == 2
    assert any("lampiran di dalam PDF" in line and "rab.txt" in line for line in done.lines())
    assert closes(inbox)


def test_a_paper_clip_that_shows_a_file_of_the_list_is_that_file(tmp_path: Path) -> None:
    names = "/Names << /EmbeddedFiles << /Names [(rab) 7 0 R] >> >>"
    path = tmp_path / "usulan.pdf"
    path.write_bytes(clipped("", names, shared=True))
    assert attached.names(path) == ["rab.txt"]
    path.write_bytes(clipped("", shared=True))
    assert attached.names(path) == ["rab.txt"]

"""Mail as a mail program saves it (.eml)."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from extractors.ocr import NoOcr
from extractors.readers import read
from tests.read_back import lines, put, texts


def test_a_mail_is_read_with_its_head(tmp_path: Path) -> None:
    path = tmp_path / "surel.eml"
    path.write_bytes(
        b"From: =?utf-8?q?Siti_Amin=C3=A1h?= <siti@contoh.id>\r\nTo: kelurahan@contoh.id\r\n"
        b"Subject: Undangan rapat\r\nDate: Mon, 04 Mar 2024 08:00:00 +0700\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b'--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<p>Rapat di Balai RW=C2=A005</p><p>pukul 19.30</p>\r\n"
        b'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\nx\r\n--b--\r\n'
    )
    source = read(path, ocr=NoOcr())
    assert lines(source) == [
        *("Dari : Siti Amináh <siti@contoh.id>", "Kepada : kelurahan@contoh.id"),
        *("Tanggal : 4 Maret 2024", "Perihal : Undangan rapat", "Lampiran : a.pdf"),
        *("Rapat di Balai RW 05", "pukul 19.30"),
    ]
    assert (source.media_type, source.notes) == ("message/rfc822", ())


@pytest.mark.parametrize("said", ["utf-99", "ascii", "undefined"])
def test_a_mail_that_says_a_wrong_encoding_is_read(tmp_path: Path, said: str) -> None:
    path = tmp_path / "surel.eml"
    path.write_bytes(
        f"Received: x\r\nFrom: a@b.id\r\nContent-Type: text/plain; charset={said}\r\n\r\n"
        "Rapat “warga” RT 02\r\n".encode()
    )
    assert "Rapat “warga” RT 02" in read(path, ocr=NoOcr()).text


PAGE = "<p>Rapat di Balai RW 05.</p><table><tr><td>Siti Aminah</td><td>Ketua RT</td></tr></table>"


@pytest.mark.parametrize("plain", ["\n", "Buka di HTML."])
def test_a_mail_whose_plain_part_says_nothing_is_read_by_its_page(
    tmp_path: Path, plain: str
) -> None:
    message = EmailMessage()
    message["From"] = "a@b.id"
    message.set_content(plain)
    message.add_alternative(PAGE, subtype="html")
    source = put(tmp_path / "a.eml", bytes(message))
    assert lines(source)[1:] == ["Rapat di Balai RW 05."]
    assert texts(source) == [[["Siti Aminah", "Ketua RT"]]]


def test_a_mail_with_a_whole_plain_part_is_read_by_it(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "a@b.id"
    message.set_content("Rapat di Balai RW 05.\nSiti Aminah, Ketua RT")
    message.add_alternative(PAGE, subtype="html")
    source = put(tmp_path / "a.eml", bytes(message))
    assert lines(source)[1:] == ["Rapat di Balai RW 05.", "Siti Aminah, Ketua RT"]


def test_a_mail_that_is_attached_is_named(tmp_path: Path) -> None:
    message, inner = EmailMessage(), EmailMessage()
    message["From"] = "a@b.id"
    message.set_content("Terlampir.")
    inner["Subject"] = "Usulan RW 03"
    inner.set_content("Drainase")
    inner.add_attachment(b"x", maintype="image", subtype="png", filename="dalam.png")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="foto.png")
    message.add_attachment(inner)
    source = put(tmp_path / "a.eml", bytes(message))
    assert lines(source)[1] == "Lampiran : foto.png, Usulan RW 03.eml"

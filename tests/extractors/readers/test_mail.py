"""Mail as a mail program saves it (.eml)."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from extractors import extract
from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Line
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


def mail(body: str, subject: str = "Re: Notulen RW 04") -> bytes:
    message = EmailMessage()
    message["From"] = "Siti <siti@contoh.id>"
    message["To"] = "kelurahan@contoh.id"
    message["Date"] = "Mon, 06 May 2024 09:00:00 +0700"
    message["Subject"] = subject
    message.set_content(body)
    return bytes(message)


def test_the_text_of_a_mail_has_no_marks_and_whole_words(tmp_path: Path) -> None:
    body = (
        "*Hasil rapat* RT-\n03 Kelurahan Mekarsari\n\n> Warga sepakat bersama-\n"
        "> sama memulai pem-\n> bangunan pos ronda.\n> 1. _Iuran_ naik\n> > > Setuju\n"
    )
    source = put(tmp_path / "a.eml", mail(body))
    assert lines(source)[4:] == [
        *("Hasil rapat RT-03", "Kelurahan Mekarsari", "Warga sepakat bersama-sama"),
        *("memulai pembangunan", "pos ronda.", "1. Iuran naik", "Setuju"),
    ]
    assert lines(source)[3] == "Perihal : Notulen RW 04"


@pytest.mark.parametrize(
    "written",
    [
        "Pada Sen, 6 Mei 2024 pukul 09.00, Siti Aminah <siti@contoh.id> menulis:",
        "Pada Sen, 6 Mei 2024 pukul 09.00, Siti Aminah\n<siti@contoh.id> menulis:",
        "On Mon, May 6, 2024 at 9:00 AM Siti <siti@contoh.id> wrote:",
        "---------- Forwarded message ---------\nDari: Siti <siti@contoh.id>\n"
        "Date: Sen, 6 Mei 2024 pukul 08.00\nSubject: Notulen\nTo: <kel@contoh.id>",
        "From: Siti <siti@contoh.id>\nSent: Monday, 6 May 2024 08:00\nTo: Kelurahan\nSubject: Notulen",
        "Dikirim dari iPhone saya",
        "--",
    ],
)
def test_what_mail_programs_write_is_set_apart(tmp_path: Path, written: str) -> None:
    body = f"Baik, terima kasih.\n\n{written}\n\nRapat RW 04 di Balai RW 04\n"
    blocks = put(tmp_path / "a.eml", mail(body)).pages[0].blocks
    told = [b.text for b in blocks if isinstance(b, Line) and b.text and not b.header]
    assert told[-2:] == ["Baik, terima kasih.", "Rapat RW 04 di Balai RW 04"]
    apart = [b.text for b in blocks if isinstance(b, Line) and b.header]
    assert apart[1:] == written.split("\n")


def test_the_keys_of_a_paper_are_no_head_of_a_mail(tmp_path: Path) -> None:
    body = "Kepada : Yth. Lurah\nDari : Ketua RW 04\nTanggal : 6 Mei 2024\n\nMohon bantuan.\n"
    blocks = put(tmp_path / "a.eml", mail(body)).pages[0].blocks
    assert [b.text for b in blocks if isinstance(b, Line) and b.header] == ["Tanggal : 6 Mei 2024"]


def test_the_day_a_mail_was_sent_is_no_meetings(tmp_path: Path) -> None:
    body = (
        "NOTULEN RAPAT RW 04 KELURAHAN MEKARSARI\nHari/Tanggal : Sabtu, 4 Mei 2024\n"
        "Tempat : Balai RW 04\n\nKeputusan:\n1. Iuran sampah naik\n"
    )
    path = tmp_path / "a.eml"
    path.write_bytes(mail(body))
    record = extract(path, ocr=NoOcr())
    assert record.document.title == "Notulen Rapat RW 04 Kelurahan Mekarsari"
    (meeting,) = record.meetings
    assert (str(meeting.date), meeting.venue) == ("2024-05-04", "Balai RW 04")


def test_an_invitation_by_mail_tells_when_is_met_not_when_it_was_sent(tmp_path: Path) -> None:
    body = (
        "Kepada Yth. Ketua RW 01 s.d. 09\n\nMengharap kehadiran Bapak/Ibu pada *Rapat Koordinasi*:\n\n"
        "Hari/tanggal : Kamis, 16 Mei 2024\nWaktu : 09.00 WIB\nTempat : Aula Kantor Kelurahan Mekarsari\n"
    )
    path = tmp_path / "a.eml"
    path.write_bytes(mail(body, "Undangan"))
    record = extract(path, ocr=NoOcr())
    assert all(str(meeting.date) == "2024-05-16" for meeting in record.meetings)

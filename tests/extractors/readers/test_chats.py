"""Chats that were saved or copied: their stamps and senders are no part of what is told."""

from pathlib import Path

import pytest

from extractors import extract
from extractors.ocr import NoOcr
from models.record import Record
from models.source import Line, Source
from tests.read_back import put

MINUTES = """*Notulen Rapat RT 05/RW 02 Kelurahan Mekarsari*
Hari/tgl: Sabtu, 11 Maret 2023
Tempat: Rumah Pak Joko

Keputusan:
1. Iuran kebersihan naik
2. Pak Slamet membeli lampu jalan, paling lambat 25 Maret 2023"""

CHATS = {
    "android": (
        "12/03/23 20.06 - Pesan dan panggilan terenkripsi secara end-to-end. Ketuk untuk info.\n"
        '12/03/23 20.06 - Agung Wibowo membuat grup "Warga RT 05"\n'
        f"12/03/23 20.07 - Bu Ratna: {MINUTES}\n"
        "12/03/23 20.08 - Hendra Kurnia: siap bu\n12/03/23 20.09 - Hendra Kurnia: <Media tidak disertakan>\n"
        "12/03/23 20.10 - +62 812-0000-0000: Pesan ini dihapus\n"
    ),
    "iphone": (
        "[12/03/23 20.06.00] Warga RT 05: \u200ePesan dan panggilan terenkripsi secara end-to-end.\n"
        f"[12/03/23 20.07.12] ~\u202fBu Ratna: {MINUTES}\n"
        "[12/03/23 20.08.40] Hendra Kurnia: \u200egambar tidak disertakan\n"
    ),
    "american": (
        f"[3/12/23, 8:06:22\u202fPM] Bu Ratna: {MINUTES}\n[3/13/23, 8:08:00\u202fAM] Hendra Kurnia: ok\n"
    ),
    "copied": f"[20:06, 12/3/2023] Bu Ratna: {MINUTES}\n[20:15, 12/3/2023] Hendra Kurnia: Siap\n",
    "telegram": f"Bu Ratna, [12.03.2023 20:07]\n{MINUTES}\n\nHendra Kurnia, [12.03.2023 20:09]\nSiap\n",
}


def written(tmp_path: Path, text: str) -> Record:
    path = tmp_path / "chat.txt"
    path.write_text(text, encoding="utf-8")
    return extract(path, ocr=NoOcr())


def told(source: Source) -> list[str]:
    blocks = source.pages[0].blocks
    return [b.text for b in blocks if isinstance(b, Line) and b.text and not b.header]


@pytest.mark.parametrize("chat", CHATS)
def test_minutes_in_a_chat_are_told_by_their_message(tmp_path: Path, chat: str) -> None:
    record = written(tmp_path, CHATS[chat])
    assert record.document.title == "Notulen Rapat RT 05/RW 02 Kelurahan Mekarsari"
    (meeting,) = record.meetings
    assert (str(meeting.date), meeting.venue) == ("2023-03-11", "Rumah Pak Joko")
    assert [d.text for d in record.decisions] == [
        "Iuran kebersihan naik",
        "Pak Slamet membeli lampu jalan, paling lambat 25 Maret 2023",
    ]
    names = {p.name for p in record.people}
    assert names <= {"Slamet", "Joko", "Ratna"}
    assert {str(d.date) for d in record.dates} <= {
        *("2023-03-11", "2023-03-12", "2023-03-13", "2023-03-25"),
    }


def test_what_the_program_wrote_is_set_apart(tmp_path: Path) -> None:
    source = put(tmp_path / "chat.txt", CHATS["android"].encode())
    assert told(source) == [*filter(None, MINUTES.replace("*", "").split("\n")), "siap bu"]
    assert "Hendra Kurnia: <Media tidak disertakan>" in source.text


def test_what_a_person_says_of_money_that_left_is_not_the_programs(tmp_path: Path) -> None:
    said = ["Kas keluar Rp 500.000 untuk konsumsi", "Anda sekalian kami undang", "foto kegiatan"]
    text = "".join(f"12/03/23 20.0{n} - Bu Ratna: {line}\n" for n, line in enumerate(said))
    assert told(put(tmp_path / "chat.txt", text.encode())) == said


def test_a_time_table_is_no_chat(tmp_path: Path) -> None:
    text = "12/03/2023 08.00 - 09.00 Pembukaan oleh Lurah\n12/03/2023 09.00 - 10.00 Diskusi\n"
    assert told(put(tmp_path / "acara.txt", text.encode())) == text.splitlines()


def test_the_day_of_a_message_is_no_meetings(tmp_path: Path) -> None:
    record = written(
        tmp_path,
        "24/06/2024, 19:31 - Pak Lurah: mohon usulan untuk musrenbang kelurahan Sukamaju\n"
        "24/06/2024, 19:35 - Agus: RW 03 mengusulkan perbaikan drainase Jl. Melati sepanjang 120 m\n",
    )
    assert all(meeting.date is None for meeting in record.meetings)
    assert [(str(d.date), d.role.value) for d in record.dates] == [("2024-06-24", "other")]
    assert [(p.origin, p.volume) for p in record.proposals] == [("RW 03", "120 m")]

"""What an engine takes for words and is none; and signers side by side."""

from time import process_time

import pytest

from extractors.ocr import OcrWord
from extractors.readers.blots import without_blots
from extractors.readers.geometry import blocks
from models.source import Box, Line, Word


def row(*texts: str, confidence: float = 0.9) -> list[OcrWord]:
    return [OcrWord(t, 100 * i, 100, 14 * len(t), 20, confidence) for i, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["“No", "Usulan", "Lokasi"], ["No", "Usulan", "Lokasi"]),
        (["program", "“Desa", "Maju”"], ["program", "“Desa", "Maju”"]),
        (["“"], []),
        (["“No", "warga", "“Desa", "Maju”"], ["No", "warga", "“Desa", "Maju”"]),
    ],
)
def test_quotations_that_nothing_closes_are_crumbs(texts: list[str], kept: list[str]) -> None:
    assert [w.text for w in without_blots(tuple(row(*texts)))] == kept


def test_a_low_stroke_between_a_key_and_its_value_is_a_colon() -> None:
    words = row("Hadir", "1", "orang")
    words[1] = OcrWord("1", 100, 108, 4, 12, 0.7)
    assert [w.text for w in without_blots(tuple(words))] == ["Hadir", ":", "orang"]
    words[1] = OcrWord("1", 100, 100, 6, 20, 0.7)
    assert [w.text for w in without_blots(tuple(words))] == ["Hadir", "1", "orang"]


def test_pen_strokes_are_no_words_and_a_doubted_long_word_stays() -> None:
    words = [
        *row("Sekretaris", "Rapat", "kelurahan", "suksma"),
        OcrWord("NE", 500, 300, 200, 90, 0.4),
    ]
    words[3] = OcrWord("suksma", 400, 100, 84, 20, 0.0)
    assert [w.text for w in without_blots(tuple(words))] == [
        "Sekretaris", "Rapat", "kelurahan", "suksma",
    ]  # fmt: skip


def test_no_words_at_all() -> None:
    assert without_blots(()) == []


def test_signers_side_by_side_are_read_one_after_the_other() -> None:
    def word(text: str, x: float, y: float) -> Word:
        return Word(text, Box(x, y, x + 6 * len(text), y + 10))

    words = [word(t, x, y) for y in (70, 85, 100) for t, x in (("Demikian", 60), ("surat", 120))]
    words += [word("Sekretaris,", 80, 130), word("Ketua,", 380, 130)]
    words += [word("Murni", 80, 190), word("Joko", 380, 190)]
    told = [b.text for b in blocks(words, [], signers=True) if isinstance(b, Line) and b.text]
    assert told[2:] == ["Demikian surat", "Sekretaris,", "Murni", "Ketua,", "Joko"]
    beside = [b.text for b in blocks(words, []) if isinstance(b, Line) and b.text]
    assert beside[3:] == ["Sekretaris,\tKetua,", "Murni\tJoko"]


def test_signers_below_a_table_are_told_by_the_rows_of_text_and_not_by_the_jump_over_it() -> None:
    def word(text: str, x: float, y: float) -> Word:
        return Word(text, Box(x, y, x + 6 * len(text), y + 10))

    words = [word("DAFTAR", 200, 50), word("Kamis", 200, 65)]
    words += [word("Malang,", 380, 640), word("Sekretaris,", 80, 654), word("Ketua,", 380, 654)]
    words += [word("Slamet", 80, 703), word("Rohmah", 380, 703)]
    cells = tuple(
        tuple(Box(x, y, x + 200, y + 90) for x in (60.0, 260.0))
        for y in (90.0, 180.0, 270.0, 360.0, 450.0, 540.0)
    )
    words += [word("hadir", box.x0 + 5, box.top + 40) for row in cells for box in row]
    made = blocks(words, [(Box(60, 90, 460, 630), cells)], signers=True)
    told = [b.text for b in made if isinstance(b, Line) and b.text]
    assert told[2:] == ["Malang,", "Sekretaris,", "Slamet", "Ketua,", "Rohmah"]


def test_strokes_between_signers_hide_nobody() -> None:
    def word(text: str, x: float, y: float) -> Word:
        return Word(text, Box(x, y, x + 6 * len(text), y + 10))

    words = [word("Demikian", 80, 600), word("surat", 134, 600), word("ini", 80, 614)]
    words += [word("Sekretaris,", 80, 654), word("Ketua,", 380, 654), word("-", 120, 690)]
    words += [word("Slamet", 80, 723), word("/", 250, 723), word("Rohmah", 380, 723)]
    told = [b.text for b in blocks(words, [], signers=True) if isinstance(b, Line) and b.text]
    assert told[2:] == ["Sekretaris,", "Slamet", "Ketua,", "Rohmah"]


def test_a_faint_dash_in_a_list_of_dashes_is_its_items() -> None:
    def item(top: int, left: int, confidence: float, text: str = "-") -> list[OcrWord]:
        return [
            OcrWord(text, left, top + 10, 8, 4, confidence),
            OcrWord("Drainase", left + 30, top, 110, 20, 0.9),
        ]

    def kept(*items: list[OcrWord]) -> list[str]:
        return [w.text for w in without_blots(tuple(w for i in items for w in i))]

    both = ["-", "Drainase"]
    faint = item(100, 100, 0.2)
    assert kept(faint, item(140, 102, 0.8), item(180, 100, 0.7)) == both * 3
    assert kept(faint, item(140, 102, 0.8)) == ["Drainase", *both]
    assert kept(faint, item(140, 150, 0.8), item(180, 150, 0.7)) == ["Drainase", *both * 2]
    assert kept(item(100, 100, 0.2, "|"), item(140, 102, 0.8), item(180, 100, 0.7))[0] != "|"


def test_doubtful_words_cost_no_more_than_in_proportion() -> None:
    sure = [OcrWord("rapat", 0, 0, 50, 20, 0.9)]
    few = [OcrWord("ab", 0, 100 + i, 20, 20, 0.5) for i in range(20_000)]
    begin = process_time()
    assert [w.text for w in without_blots((*sure, *few))] == ["rapat"]
    assert process_time() - begin < 5

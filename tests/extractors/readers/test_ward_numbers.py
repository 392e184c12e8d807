"""What stands behind RT and RW on a scan is a number, also where the engine read letters."""

import pytest

from extractors.ocr import OcrWord
from extractors.readers.ward_numbers import with_ward_numbers


def told(*texts: str, gap: int = 8, confidence: float = 0.4) -> list[str]:
    """Return how words that follow each other on one line are told."""
    left, words = 0, []
    for text in texts:
        words.append(OcrWord(text, left, 100, 12 * len(text), 24, confidence))
        left += 12 * len(text) + gap
    return [word.text for word in with_ward_numbers(tuple(words))]


@pytest.mark.parametrize(
    ("read", "meant"),
    [("Ol", "01"), ("OI", "01"), ("O1", "01"), ("OS", "05"), ("0S,", "05,"), ("O8", "08"), ("l2", "12"), ("OO3", "003")],
)  # fmt: skip
def test_letters_behind_a_ward_are_figures(read: str, meant: str) -> None:
    assert told("Ketua", "RT", read, "RW", "O5") == ["Ketua", "RT", meant, "RW", "05"]


@pytest.mark.parametrize("texts", [
    ("RT", "OT"),  # 1 or 7: nobody can tell
    ("RT", "dan", "RW"), ("RT", "03"), ("Blok", "Ol"), ("ART", "Ol"), ("RT", "Oleh"),
])  # fmt: skip
def test_other_words_stay_as_they_were_read(texts: tuple[str, ...]) -> None:
    assert told(*texts) == list(texts)


def test_what_stands_in_another_column_is_no_number_of_the_ward() -> None:
    assert told("RT", "Ol", gap=60) == ["RT", "Ol"]
    assert with_ward_numbers(()) == ()

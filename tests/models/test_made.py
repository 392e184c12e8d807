import random
from collections import Counter

import pytest

from models.recognizer.made import made_sentences
from models.recognizer.made_noise import disturb

LINES = list(made_sentences(7, 4000))


def test_the_same_seed_gives_the_same_lines_and_another_seed_others() -> None:
    assert list(made_sentences(7, 50)) == LINES[:50]
    assert {text for text, _ in made_sentences(8, 50)} != {text for text, _ in LINES[:50]}


def test_no_line_comes_twice_even_among_many() -> None:
    assert len({text for text, _ in made_sentences(1, 20_000)}) == 20_000


def test_spans_lie_in_order_in_the_text_and_begin_and_end_with_what_can_be_seen() -> None:
    for text, spans in LINES:
        end = 0
        for first, last, label in spans:
            assert label in ("PER", "ORG", "LOC")
            assert end <= first < last <= len(text)
            assert text[first:last] == text[first:last].strip()
            end = last
        assert "{" not in text
        assert "\x1f" not in text


def test_all_labels_and_lines_without_names_are_there_in_number() -> None:
    labels = Counter(label for _, spans in LINES for *_, label in spans)
    assert min(labels[label] for label in ("PER", "ORG", "LOC")) > 1000
    assert sum(not spans for _, spans in LINES) > 300
    names = {text[a:b] for text, spans in LINES for a, b, label in spans if label == "PER"}
    assert len(names) > 2500


def test_a_marked_person_bears_no_form_of_address() -> None:
    address = {"Bapak", "Ibu", "Pak", "Bu", "Bpk.", "Sdr.", "Drs.", "Hj.", "H."}
    firsts = {
        text[a:b].split()[0] for text, spans in LINES for a, b, label in spans if label == "PER"
    }
    assert not firsts & address


@pytest.mark.parametrize("seed", range(40))
def test_spans_stay_with_their_words_whatever_happens_to_the_line(seed: int) -> None:
    text = "Lurah Sukamaju Budi Santoso mengatakan jalan di Desa Mekar rusak."
    spans = [(6, 14, "LOC"), (15, 27, "PER"), (48, 58, "LOC")]
    changed, moved = disturb((text, spans), random.Random(seed))
    assert [label for *_, label in moved] == ["LOC", "PER", "LOC"]
    for (a, b, _), (first, last, _) in zip(spans, moved, strict=True):
        assert abs(len(changed[first:last]) - (b - a)) <= 5
        assert changed[first : first + 1].casefold() in (text[a].casefold(), "5", "8", text[a + 1])


def test_a_line_without_letters_is_left_alone() -> None:
    for seed in range(50):
        assert disturb(("", []), random.Random(seed)) == ("", [])

"""What rules and recognizer find of persons, joined: by the pipeline, and piece by piece."""

from typing import get_args

import pytest

from models.codes import Names
from models.indonesian import pipeline
from models.indonesian.merging import Entity, merged, persons_of
from models.indonesian.names import scan
from models.indonesian.words import Words


def words_of(text: str) -> Words:
    return Words.of(pipeline("rules").make_doc(text))


def entity(words: Words, phrase: str, label: str, score: float) -> Entity:
    """Return an entity over a phrase of the text, found by its words."""
    parts = tuple(t.text for t in pipeline("rules").make_doc(phrase))
    first = next(i for i in range(len(words)) if words.text[i : i + len(parts)] == parts)
    return Entity(first, first + len(parts), label, score)


def join(
    text: str,
    *told: tuple[str, str, float],
    held: dict[int, float] | None = None,
    taken: frozenset[int] = frozenset(),
) -> list[str]:
    words = words_of(text)
    entities = [entity(words, *one) for one in told]
    found = merged(words, scan(words, taken), entities, taken, held or {})
    return [mention.text for mention in found]


def test_what_both_find_stays_and_is_sure() -> None:
    words = words_of("kata Budi Santoso kemarin")
    found = merged(
        words,
        scan(words, frozenset()),
        [entity(words, "Budi Santoso", "PER", 0.9)],
        frozenset(),
        {},
    )
    assert [(m.text, m.sure) for m in found] == [("Budi Santoso", 0.9)]


@pytest.mark.parametrize("label", ["ORG", "LOC"])
def test_a_candidate_that_is_a_body_or_a_place_goes(label: str) -> None:
    assert join("lewat Wonosewu Kulon sampai", ("Wonosewu Kulon", label, 0.9)) == []


def test_a_candidate_that_the_recognizer_takes_for_nothing_goes_unless_something_speaks_for_it() -> (
    None
):
    assert join("lewat Wonosewu sampai") == []
    assert join("lewat Pak Wonosewu sampai") == ["Wonosewu"]
    assert join("lewat Wonosewu, S.Sos sampai") == ["Wonosewu, S.Sos"]
    assert join("kata Wonosewu lalu") == ["Wonosewu"]


def test_the_holder_of_an_office_stays_where_a_body_ran_on_over_the_name() -> None:
    text = "Ketua LPM Siantan Mahyudi meminta"
    taken = frozenset({0, 1, 2})
    told = ("LPM Siantan Mahyudi", "ORG", 0.95)
    assert join(text, told, taken=taken, held={3: 1.0}) == ["Mahyudi"]
    assert join("lewat LPM Siantan Mahyudi sampai", told, taken=frozenset({1, 2})) == []


def test_what_only_the_recognizer_finds_is_added_with_its_titles_and_degrees() -> None:
    text = "lalu Drs. Rahmat Peduli, M.Si menjawab"  # "peduli" is an everyday word for the rules
    assert join(text, ("Rahmat Peduli", "PER", 0.9)) == ["Drs. Rahmat Peduli, M.Si"]


def test_a_weak_guess_is_not_added_and_an_office_in_front_helps_it() -> None:
    words = "oleh Peduli itu", ("Peduli", "PER", 0.4)
    assert join(*words) == []
    assert join(*words, held={1: 1.0}) == ["Peduli"]


def test_no_person_is_added_over_words_that_are_a_body_or_a_date() -> None:
    assert join("oleh Peduli itu", ("Peduli", "PER", 0.99), taken=frozenset({1})) == []


def test_a_place_is_cut_off_the_front_of_a_name() -> None:
    told = ("Riau", "LOC", 0.9), ("Syamsul Bahri", "PER", 0.9)
    assert join("Riau Syamsul Bahri datang", *told) == ["Syamsul Bahri"]


def test_the_recognizer_lengthens_no_name_by_a_word_without_capital() -> None:
    assert join("Sarmili merinci hal itu", ("Sarmili merinci", "PER", 0.9)) == ["Sarmili"]


@pytest.mark.parametrize("text", ["", " ", "\n\t\f", "...", "H.", "123 / 45", "«»“”", "I. V. X."])
@pytest.mark.parametrize("mode", get_args(Names))
def test_odd_texts_have_no_persons(mode: Names, text: str) -> None:
    doc = pipeline(mode)(text)
    assert list(doc.spans["names"]) == []


def test_the_recognizer_alone_gives_bare_names_with_their_titles() -> None:
    words = words_of("Bapak H. Gazali, S.Ag hadir")
    found = persons_of(words, [entity(words, "H. Gazali", "PER", 0.9)])
    assert [(m.text, m.honorific) for m in found] == [("H. Gazali, S.Ag", "bapak")]


@pytest.mark.parametrize("mode", get_args(Names))
def test_each_way_finds_the_plain_case(mode: Names) -> None:
    doc = pipeline(mode)("Lurah Cimuncang, Ade Rohimat, mengatakan jalan itu rusak.")
    assert [span._.names.text for span in doc.spans["names"]] == ["Ade Rohimat"]

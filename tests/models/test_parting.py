"""Where a place ends and a person begins, where nothing but the words tells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.indonesian.parting import place_length, shares


@pytest.mark.parametrize(
    ("place", "person"),
    [
        ("Cikoneng", "Norrahmawati"),
        ("Panggung Rawi", "Mulyadi"),
        ("Mekar Sari", "Tukiyem"),
        ("Oesapa Barat", "Markus Wuwur"),
        ("Padang Panjang Timur", "Yudha Achmady"),
        ("Tlogoadi", "Wagiman"),
        ("Watubela", "Ni Luh Sari"),
        ("Kampung Dalam", ""),
        ("Pasar Baru", ""),
        ("", "Ahmad Zaini"),
        ("", "Siti Khotimah"),
    ],
)
def test_words_tell_a_place_from_a_person(place: str, person: str) -> None:
    words = [*place.split(), *person.split()]
    assert place_length(words) == len(place.split())


def test_capitals_tell_nothing() -> None:
    assert shares(["PANGGUNG", "RAWI", "MULYADI"]) == shares(["panggung", "rawi", "mulyadi"])


def test_the_place_is_as_long_as_is_allowed() -> None:
    words = ["Ahmad", "Zaini"]
    assert place_length(words, 1) == 1
    assert place_length(words, 0, 0) == 0


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_the_shares_of_all_ways_make_one(words: list[str]) -> None:
    found = shares(words)
    assert len(found) == len(words) + 1
    assert sum(found) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in found)

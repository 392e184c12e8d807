"""Joined features found by numbers are those that are written as text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.recognizer.component import models
from models.recognizer.features import EDGE, Features
from models.recognizer.joined import Joined, names
from models.recognizer.lexica import lexica
from models.recognizer.model import Model

WORDS = ("Lurah", "Budi", "Santoso", "di", "Kota", "Bekasi", ",", "12", "RT", "rapat", "S.Pd.")


def rows_of(features: Features, joined: Joined, words: list[str]) -> list[set[int]]:
    numbers = np.array([joined.numbers(*features.strings(w)) for w in (EDGE, *words, EDGE)])
    rows, places = joined.rows(numbers, np.arange(1, len(words) + 1))
    assert list(places) == sorted(places)
    return [set(rows[places == i].tolist()) for i in range(len(words))]


@pytest.mark.parametrize("cased", [True, False])
@settings(deadline=None)  # the lists load with the first example
@given(
    learned=st.lists(st.sampled_from(WORDS), min_size=1),
    words=st.lists(st.sampled_from(WORDS), min_size=1),
)
def test_the_same_features_are_found_by_numbers_and_by_text(
    cased: bool, learned: list[str], words: list[str]
) -> None:
    features = Features(lexica(), cased)
    edged = [features.strings(w) for w in (EDGE, *learned, EDGE)]
    known = dict.fromkeys(name for place in names(edged) for name in place)
    rows = {name: i for i, name in enumerate(known)} | {"ww=alone": 10_000, "w=rapat": 10_001}
    written = names([features.strings(w) for w in (EDGE, *words, EDGE)])
    told = [{rows[name] for name in place if name in rows} for place in written]
    assert rows_of(features, Joined(rows), words) == told


def test_a_model_without_joined_features_finds_none() -> None:
    features = Features(lexica(), cased=True)
    assert rows_of(features, Joined({"w=rapat": 0}), ["rapat", "warga"]) == [set(), set()]


def test_what_a_segment_is_does_not_hang_on_those_beside_it() -> None:
    model: Model = models("cased")[0]
    one, other = ["Lurah", "Budi", "Santoso", "hadir"], ["Rapat", "dibuka", "Siti", "Aminah", "."]
    alone = [tags for segment in (one, other) for tags, _ in model.decode([segment])]
    beside = [tags for tags, _ in model.decode([one, other, [], one])]
    assert beside == [alone[0], alone[1], [], alone[0]]

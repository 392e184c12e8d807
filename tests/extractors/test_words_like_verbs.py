"""Nouns that begin as verbs of what is done do ("dinamo", "digitalisasi") end no wish and no name."""

from collections.abc import Callable

import pytest

from extractors.acts.nominal import noun_of
from models.record import Record

Of = Callable[..., Record]

HEAD = (
    "PEMERINTAH KOTA PALEMBANG\nKECAMATAN PLAJU\nKELURAHAN PLAJU ULU\n\nNOTULEN RAPAT\n\n"
    "Hari/Tanggal : Selasa, 5 September 2023\n\n"
)


@pytest.mark.parametrize("word", ["dinamo", "dispenser", "digitalisasi", "difabel", "dinasnya"])
def test_a_noun_gives_no_noun_of_doing(word: str) -> None:
    assert noun_of(word) is None


def test_a_verb_still_does() -> None:
    assert noun_of("dinormalisasi") == "normalisasi"


def test_a_thing_that_looks_like_a_verb_is_asked_for(record_of: Of) -> None:
    record = record_of(HEAD + "Warga meminta dinamo pompa air.")
    assert [p.title for p in record.proposals] == ["dinamo pompa air"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Akan diadakan pelatihan digitalisasi UMKM.", "pelatihan digitalisasi UMKM"),
        ("Akan diadakan pelatihan diversifikasi pangan.", "pelatihan diversifikasi pangan"),
    ],
)
def test_a_programme_keeps_a_word_that_looks_like_a_verb(
    record_of: Of, sentence: str, name: str
) -> None:
    names = [p.name.casefold() for p in record_of(HEAD + sentence).programs]
    assert names == [name.casefold()]

"""Verbs formed from their stems."""

import pytest

from models.indonesian.predicates import Says, active, actives, stems


@pytest.mark.parametrize(
    ("stem", "verb"),
    [
        ("gelar", "menggelar"),
        ("pasang", "memasang"),
        ("tata", "menata"),
        ("salurkan", "menyalurkan"),
        ("kerjakan", "mengerjakan"),
        ("perbaiki", "memperbaiki"),
        ("periksa", "memeriksa"),
        ("cor", "mengecor"),
        ("latih", "melatih"),
        ("bangun", "membangun"),
        ("kehendaki", "menghendaki"),
    ],
)
def test_the_active_verb_of_a_stem(stem: str, verb: str) -> None:
    assert active(stem) == verb


def test_a_stem_says_one_thing_unless_the_table_gives_it_twice() -> None:
    assert not set(stems(Says.ASK)) & set(stems(Says.ORDER))
    assert actives(Says.HOLD)["menggelar"] == "gelar"
    assert stems() == ()

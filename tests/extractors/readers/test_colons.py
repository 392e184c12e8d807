"""A sign within a column of colons is a colon only where nothing speaks against it."""

import pytest

from extractors.readers.colons import with_colons
from models.source import Box, Word


def head(
    sign: str, *, sure: float = 0.4, x: float = 152, wide: float = 1.5, colons: int = 2
) -> str:
    """The sign as it is kept, between the colons of the rows above and below it."""
    words = [
        Word("Nomor", Box(89, 127, 123, 136)),
        Word(":", Box(152, 130, 153.5, 136), 0.56),
        Word("Lamp.", Box(89, 143, 119, 157)),
        Word(sign, Box(x, 147, x + wide, 153), sure),
        Word("Perihal", Box(89, 161, 122, 175)),
        Word(":" if colons > 1 else "-", Box(152, 165, 153.5, 171), 0.9),
    ]
    found = with_colons(words)
    assert [w.box for w in found] == [w.box for w in words]
    return found[3].text


@pytest.mark.parametrize("sign", ["2", "z", "=", ";"])
def test_a_narrow_doubtful_sign_in_a_column_of_colons_is_one(sign: str) -> None:
    assert head(sign) == ":"


def test_what_may_be_a_figure_stays() -> None:
    assert head("2", sure=0.8) == "2"
    assert head("2", wide=4) == "2"
    assert head("2", x=163) == "2"
    assert head("2", colons=1) == "2"
    assert head("1") == "1"
    assert with_colons([]) == []

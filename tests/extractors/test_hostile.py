"""Twice the text is twice the work, whatever the text: calls are counted, since times lie."""

import sys
from types import FrameType

import pytest

from bench.hostile import TEXTS, seconds


def calls(piece: str, size: int) -> int:
    """Count the calls that reading a text of one piece takes."""
    count = 0

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        seconds(piece, size)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_the_work_grows_with_the_length_and_no_faster(name: str) -> None:
    seconds(TEXTS[name], 500)  # what is built once is not the text's
    small, large = (calls(TEXTS[name], size) for size in (4_000, 8_000))
    assert large / small < 2.1

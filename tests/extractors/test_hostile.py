"""Twice the text is twice the work, whatever the text: calls are counted, since times lie.

What a single call of a pattern does is counted by no one; there only the time of the processor tells.
"""

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


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_no_pattern_looks_over_the_text_again_at_each_place(name: str) -> None:
    # Eight times the text is eight times the work; where each place looks at all others it is 64.
    seconds(TEXTS[name], 500)
    grown = (seconds(TEXTS[name], 80_000) / seconds(TEXTS[name], 10_000) for _ in range(3))
    assert any(ratio < 20 for ratio in grown)

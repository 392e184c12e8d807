"""A layer that remembers: each segment is read as if it were alone, and the way back gives its slopes."""

import numpy as np
import pytest

from models.recognizer.recurrent import returned, traced
from models.recognizer.recurrent import walked as walked_at_once
from models.recognizer.steps import Steps

SIZES = [5, 3, 3, 1]
SIZE = 3


@pytest.fixture
def numbers() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(0)
    shapes = ((sum(SIZES), 4 * SIZE), (SIZE, 4 * SIZE), (sum(SIZES), SIZE))
    given, own, slope = (draw.standard_normal(shape).astype(np.float32) for shape in shapes)
    return given, own, slope


def walked(given: np.ndarray, own: np.ndarray, steps: Steps, back: bool) -> np.ndarray:
    """Read with one of two layers that are walked at once; the other reads something else."""
    order = steps.turned if back else slice(None)
    both = np.stack([given[::-1], given[order]], axis=1)
    return walked_at_once(both, np.stack([2 * own, own]), steps)[order, 1]


def test_words_of_one_step_stand_together() -> None:
    steps = Steps.of([3, 2, 2, 1])
    assert steps.alive == [4, 3, 1]
    assert steps.order.tolist() == [0, 3, 5, 7, 1, 4, 6, 2]
    assert steps.order[steps.places].tolist() == list(range(8))
    assert steps.order[steps.turned].tolist() == [2, 4, 6, 7, 1, 3, 5, 0]


@pytest.mark.parametrize("back", [False, True])
def test_a_segment_reads_the_same_alone_and_among_others(numbers, back: bool) -> None:
    given, own, _ = numbers
    steps = Steps.of(SIZES)
    whole = walked(given, own, steps, back)[steps.places]
    alone = []
    start = 0
    for size in SIZES:
        here = given[steps.places[start : start + size]]
        alone.append(walked(here, own, Steps.of([size]), back))
        start += size
    assert np.allclose(whole, np.concatenate(alone), atol=1e-6)


@pytest.mark.parametrize("back", [False, True])
def test_what_is_learned_with_is_what_is_read_with(numbers, back: bool) -> None:
    given, own, _ = numbers
    steps = Steps.of(SIZES)
    assert np.allclose(
        walked(given, own, steps, back), traced(given, own, steps, back)[0], atol=1e-6
    )


@pytest.mark.parametrize("back", [False, True])
def test_slopes_are_those_of_small_steps(numbers, back: bool) -> None:
    given, own, slope = numbers
    steps = Steps.of(SIZES)
    _, trace = traced(given, own, steps, back)
    of_given = returned(slope, own, trace, steps, back)
    step = 1e-2
    for array, told in ((given, of_given), (own, trace.before.T @ of_given)):
        for at in [(0, 0), (1, 4), (2, 7), (0, 11), (1, 9)]:
            kept = array[at]
            array[at] = kept + step
            above = (walked(given, own, steps, back) * slope).sum()
            array[at] = kept - step
            below = (walked(given, own, steps, back) * slope).sum()
            array[at] = kept
            assert (above - below) / (2 * step) == pytest.approx(told[at], abs=2e-3)

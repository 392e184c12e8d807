"""A layer that reads segments from one end and remembers (long short-term memory), and its way back.

Of the four parts of a word's numbers the first three are gates (what comes in, what stays, what is shown),
the last is what may come in.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.recognizer.steps import Steps

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trace:
    """What a walk leaves for the way back, a row for each word in the order of steps."""

    gates: Floats
    before: Floats  # what was shown at the word before
    memory_before: Floats
    squashed: Floats


def halved(size: int) -> Floats:
    """Return what the columns are multiplied with, so that one function serves gates and others:
    a gate is half the hyperbolic tangent of the half, and a half.
    """
    return np.repeat(np.array([0.5, 0.5, 0.5, 1], dtype=np.float32), size)


def walked(entered: Floats, own: Floats, steps: Steps, back: bool) -> Floats:
    """Return what is shown at each word. `entered` is what words give, `own` what was shown gives, both
    halved (`halved`); `back` begins at the ends.
    """
    size = own.shape[0]
    shown = np.empty((len(entered), size), dtype=np.float32)
    # What is longer alive stands in front: rows behind are of segments that ended, or not yet begun.
    last, memory, squashed = np.zeros((3, steps.alive[0], size), dtype=np.float32)
    room = np.empty((steps.alive[0], 4 * size), dtype=np.float32)
    for here in reversed(steps.slices) if back else steps.slices:
        n = here.stop - here.start
        gates, kept, out = room[:n], memory[:n], last[:n]
        np.matmul(out, own, out=gates)
        gates += entered[here]
        np.tanh(gates, out=gates)
        opened = gates[:, : 3 * size]
        opened += 1
        opened *= 0.5
        kept *= opened[:, size : 2 * size]
        kept += opened[:, :size] * gates[:, 3 * size :]
        np.tanh(kept, out=squashed[:n])
        np.multiply(squashed[:n], opened[:, 2 * size :], out=out)
        shown[here] = out
    return shown


def traced(entered: Floats, own: Floats, steps: Steps, back: bool) -> tuple[Floats, Trace]:
    """Do what `walked` does, and leave a trace."""
    size = own.shape[0]
    shown, before, memory_before, squashed = np.empty((4, len(entered), size), dtype=np.float32)
    gates = entered.copy()
    last, memory = np.zeros((2, steps.alive[0], size), dtype=np.float32)
    for here in reversed(steps.slices) if back else steps.slices:
        n = here.stop - here.start
        before[here], memory_before[here] = last[:n], memory[:n]
        one = gates[here]
        one += last[:n] @ own
        np.tanh(one, out=one)
        opened = one[:, : 3 * size]
        opened += 1
        opened *= 0.5
        memory[:n] *= opened[:, size : 2 * size]
        memory[:n] += opened[:, :size] * one[:, 3 * size :]
        np.tanh(memory[:n], out=squashed[here])
        np.multiply(squashed[here], opened[:, 2 * size :], out=last[:n])
        shown[here] = last[:n]
    return shown, Trace(gates, before, memory_before, squashed)


def returned(slope: Floats, own: Floats, trace: Trace, steps: Steps, back: bool) -> Floats:
    """Return the slopes of what words gave, halved as they were, from those of what was shown."""
    size = own.shape[0]
    out = np.empty_like(trace.gates)
    # What each gate's slope is multiplied with, for all words at once.
    inner, kept, shown, new = np.split(trace.gates, 4, axis=1)
    bend = np.empty_like(trace.gates)
    gates = trace.gates[:, : 3 * size]
    bend[:, : 3 * size] = 2 * gates * (1 - gates)
    bend[:, 3 * size :] = 1 - new * new
    bend[:, :size] *= new
    bend[:, size : 2 * size] *= trace.memory_before
    bend[:, 2 * size : 3 * size] *= trace.squashed
    bend[:, 3 * size :] *= inner
    through = shown * (1 - trace.squashed * trace.squashed)
    of_shown, of_memory = np.zeros((2, steps.alive[0], size), dtype=np.float32)
    for here in steps.slices if back else reversed(steps.slices):
        n = here.stop - here.start
        down = slope[here] + of_shown[:n]
        inside = of_memory[:n] + down * through[here]
        one, bent = out[here], bend[here]
        np.multiply(bent[:, :size], inside, out=one[:, :size])
        np.multiply(bent[:, size : 2 * size], inside, out=one[:, size : 2 * size])
        np.multiply(bent[:, 2 * size : 3 * size], down, out=one[:, 2 * size : 3 * size])
        np.multiply(bent[:, 3 * size :], inside, out=one[:, 3 * size :])
        np.multiply(inside, kept[here], out=of_memory[:n])
        np.matmul(one, own.T, out=of_shown[:n])
    return out

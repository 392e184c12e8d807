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


def walked(entered: Floats, own: Floats, steps: Steps) -> Floats:
    """Return what is shown at each word, of several layers that read the same segments, each by itself.

    `entered` is what words give, by word, layer and number, `own` what was shown gives, by layer; both
    halved (`halved`). A layer that begins at the ends is given the words of each segment turned around
    (`Steps.turned`).
    """
    layers, size = own.shape[:2]
    # Each part by itself: numpy takes long for short rows that do not lie together.
    every = _by_part(entered, size).copy()
    shown = np.empty((len(entered), layers, size), dtype=np.float32)
    # What is longer alive stands in front: rows behind are of segments that ended.
    memory = np.zeros((steps.alive[0], layers, size), dtype=np.float32)
    room = np.zeros((steps.alive[0], layers, 4 * size), dtype=np.float32)
    # A gate is half of a tangent and one; the half is taken where it is cheap, so twice of all is shown.
    own = own * np.float32(0.5)
    last = None
    for here in steps.slices:
        n = here.stop - here.start
        parts, kept, out = every[:, here], memory[:n], shown[here]
        if last is not None:
            np.matmul(by_layer(last[:n]), own, out=by_layer(room[:n]))
            parts += _by_part(room[:n], size)
        np.tanh(parts, out=parts)
        gates = parts[:3]
        gates += 1
        enters, stays, shows, new = parts
        kept *= stays
        new *= enters
        kept += new
        kept *= 0.5
        np.tanh(kept, out=out)
        out *= shows
        last = out
    shown *= 0.5
    return shown


def _by_part(words: Floats, size: int) -> Floats:
    """Return a view of the four parts of the numbers, by part, word and layer."""
    return words.reshape(*words.shape[:2], 4, size).transpose(2, 0, 1, 3)


def by_layer(words: Floats) -> Floats:
    """Return a view of what stands by word and layer, by layer and word."""
    return words.swapaxes(0, 1)


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

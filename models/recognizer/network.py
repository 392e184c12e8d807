"""The second model: recurrent networks over words, in numpy alone.

They read the features of a word that the linear model knows (models.recognizer.features), but add up
vectors, not scores; layers then read each segment from both ends (models.recognizer.recurrent). What they
give is the logarithm of the probability of each tag at each word. Time is linear in the words.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.recognizer.recurrent import by_layer, halved, walked
from models.recognizer.steps import Steps

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Parts = dict[str, Floats]

GENERAL, HOME_DOMAIN = 0, 1
"""What a text is: general, or a paper of the community."""

SIDES = FORTH, BACK = "f", "b"
"""From the beginning of a segment, and from its end."""

_TABLES = ("words", "places")
_COARSE = 0.4  # of the spread of a table: what it is stored to
_TINY = 1e-5


class Networks:
    """Networks that differ in their weights alone; `words` and `places` say which row is a feature's."""

    def __init__(self, words: dict[str, int], places: dict[str, int], every: list[Parts]) -> None:
        self.words = words
        self.places = places
        self.every = every

    @property
    def width(self) -> int:
        """Return how many numbers a word is for all networks together."""
        return sum(parts["in"].shape[1] for parts in self.every)

    def vectors(self, features: Sequence[Sequence[str]]) -> Floats:
        """Return one row for each word, from the features of the word itself: those of all networks."""
        row_of = self.words.get
        rows: list[int] = []
        owners: list[int] = []
        for owner, names in enumerate(features):
            found = [r for n in names if (r := row_of(n)) is not None]
            rows += found
            owners += [owner] * len(found)
        flat, owned = np.array(rows, dtype=np.int64), np.array(owners, dtype=np.int64)
        sizes = np.bincount(owned, minlength=len(features)).astype(np.float32)
        roots = np.sqrt(np.maximum(sizes, 1))[:, None]
        return np.concatenate(
            [
                gathered(parts["words"][flat], owned, len(features)) / roots @ parts["in"]
                + parts["in_b"]
                for parts in self.every
            ],
            axis=1,
        )

    def log_shares(
        self, vectors: Floats, rows: Numbers, owners: Numbers, steps: Steps, domain: int
    ) -> Floats:
        """Return the logarithm of each tag's probability at each word, the mean of all networks.

        `vectors` has a row for each word in the order of `steps`; `rows` are the features of places in a
        segment (of `places`), and `owners` the words that have them, those of one together.
        """
        joint = self._joint
        hidden = gathered(joint.places[rows], owners, len(vectors))
        hidden += vectors
        hidden += joint.domain[domain]
        hidden = _scaled(hidden.reshape(len(vectors), len(self.every), -1), *joint.entry)
        for layer in joint.layers:
            hidden += _scaled(_read(hidden, layer, steps), layer.factor, layer.shift)
        scores = by_layer(hidden) @ joint.out[domain]
        shares = log_softmax(scores + joint.out_b[domain])
        mean: Floats = shares.sum(axis=0) / np.float32(len(self.every))
        return mean

    @cached_property
    def _joint(self) -> "_Joint":
        return _Joint.of(self.every)

    @classmethod
    def load(cls, data: bytes) -> "Networks":
        """Read what `dump` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            words, places = (
                {n: i for i, n in enumerate(stored[k].tobytes().decode("utf-8").split("\n"))}
                for k in ("word", "place")
            )
            every: list[Parts] = [{} for _ in range(int(stored["networks"]))]
            for i, parts in enumerate(every):
                mark = f"{i}_w_"
                for key in stored.files:
                    if key.startswith(mark):
                        name = key.removeprefix(mark)
                        parts[name] = stored[key].astype(np.float32) * stored[f"{i}_f_{name}"]
        return cls(words, places, every)

    def dump(self, path: Path) -> None:
        """Write the weights, a byte each: tables to a part of their spread, others to their columns' largest."""
        stored: dict[str, NDArray[np.generic]] = {"networks": np.array(len(self.every))}
        for key, names in (("word", self.words), ("place", self.places)):
            stored[key] = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
        for i, parts in enumerate(self.every):
            for name, weights in parts.items():
                factor: Floats
                if name in _TABLES:
                    factor = np.array(weights.std() * _COARSE or 1, dtype=np.float32)
                else:
                    most = np.abs(weights).max(axis=-2 if weights.ndim > 1 else 0, keepdims=True)
                    factor = np.where(most == 0, 1, most / 127).astype(np.float32)
                small = np.clip(np.rint(weights / factor), -127, 127)
                stored[f"{i}_w_{name}"] = small.astype(np.int8)
                stored[f"{i}_f_{name}"] = factor
        np.savez_compressed(path, **stored)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of all networks at once, both sides of each: what words give, what was shown gives."""

    given: Floats
    base: Floats
    own: Floats
    factor: Floats
    shift: Floats

    @classmethod
    def of(cls, every: Sequence[Parts], i: int) -> "_Layer":
        """Put the weights of one layer of each network together."""
        both = [(parts, side) for parts in every for side in SIDES]
        half = halved(len(every[0][f"own{i}{FORTH}"]))
        return cls(
            np.stack([parts[f"layer{i}{side}"] * half for parts, side in both]),
            np.stack([parts[f"b{i}{side}"] * half for parts, side in both]),
            np.stack([parts[f"own{i}{side}"] * half for parts, side in both]),
            np.stack([parts[f"g{i}"] for parts in every]),
            np.stack([parts[f"s{i}"] for parts in every]),
        )


@dataclass(frozen=True, slots=True)
class _Joint:
    """The weights of all networks as they are read with: one sum or product for all of them."""

    places: Floats
    domain: Floats
    entry: tuple[Floats, Floats]
    layers: tuple[_Layer, ...]
    out: Floats
    out_b: Floats

    @classmethod
    def of(cls, every: Sequence[Parts]) -> "_Joint":
        """Put the weights of networks together."""
        return cls(
            np.concatenate([parts["places"] for parts in every], axis=1),
            np.concatenate([parts["domain"] for parts in every], axis=1),
            (np.stack([p["in_g"] for p in every]), np.stack([p["in_s"] for p in every])),
            tuple(_Layer.of(every, i) for i in range(depth(every[0]))),
            np.stack([parts["out"] + parts["out_d"] for parts in every], axis=1),
            np.stack([parts["out_b"][:, None] for parts in every], axis=1),
        )


def _read(hidden: Floats, layer: _Layer, steps: Steps) -> Floats:
    """Return what a layer shows of each word in each network, from the beginning and from the end."""
    words, networks, width = hidden.shape
    sides = np.stack([hidden, hidden[steps.turned]], axis=2).reshape(words, -1, width)
    entered = np.empty((words, *layer.base.shape), dtype=np.float32)
    np.matmul(by_layer(sides), layer.given, out=by_layer(entered))
    entered += layer.base
    shown = walked(entered, layer.own, steps).reshape(words, networks, len(SIDES), -1)
    return np.concatenate([shown[:, :, 0], shown[:, :, 1][steps.turned]], axis=2)


def _scaled(rows: Floats, factor: Floats, shift: Floats) -> Floats:
    out = normal(rows.reshape(-1, rows.shape[-1]))[0].reshape(rows.shape)
    out *= factor
    out += shift
    return out


def depth(parts: Mapping[str, Floats]) -> int:
    """Return the number of layers."""
    return sum(name.startswith("layer") for name in parts) // len(SIDES)


def gathered(rows: Floats, owners: Numbers, size: int) -> Floats:
    """Return for each owner the sum of its rows; the rows of one owner stand together."""
    out = np.zeros((size, rows.shape[1]), dtype=np.float32)
    if len(rows):
        first = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        out[owners[first]] = np.add.reduceat(rows, first, axis=0)
    return out


def normal(rows: Floats) -> tuple[Floats, Floats]:
    """Return rows with mean 0 and variance 1, and what each was multiplied with."""
    size = rows.shape[1]
    # Sums as products: several times as fast as sums along so short rows.
    middle = rows - rows @ np.full((size, 1), 1 / size, dtype=np.float32)
    variance = np.einsum("ij,ij->i", middle, middle)[:, None] / np.float32(size)
    factor = 1 / np.sqrt(variance + np.float32(_TINY))
    middle *= factor
    return middle, factor


def log_softmax(scores: Floats) -> Floats:
    """Return the logarithms of the shares."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    shares: Floats = scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))
    return shares


def frozen(names: Mapping[str, int], seen: int) -> dict[str, int]:
    """Number the features that occur at least so often."""
    return {name: i for i, name in enumerate(sorted(n for n, c in names.items() if c >= seen))}

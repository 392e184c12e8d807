"""From words to tags and how sure they are, in numpy alone.

The weights are those of a conditional random field (models.recognizer.training). What a word adds
to its own place and to its neighbours depends on the word alone, so it is added up once for each
different word; a whole document is then a few sums of arrays. What the networks say of each tag
(models.recognizer.network) is added to the field's scores before the best tags are looked for. Time is
linear in the words.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.recognizer.features import EDGE, PAIRS, WINDOW, Features
from models.recognizer.lexica import lexica
from models.recognizer.network import GENERAL, HOME_DOMAIN, Networks, gathered

Floats = NDArray[np.float32]

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
_CACHED_WORDS = 20_000
_BATCH_WORDS = 4_000
_TRUST = (
    0.5  # how much of what the networks say is added; twice as much finds less in small letters
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What is stored: the weights of each feature, in general and what papers of the community add."""

    cased: bool
    names: list[str]
    weights: Floats
    transitions: Floats

    @classmethod
    def load(cls, data: bytes) -> "Weights":
        """Read what `dump` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            return cls(
                bool(stored["cased"]),
                stored["names"].tobytes().decode("utf-8").split("\n"),
                stored["weights"].astype(np.float32) * stored["scale"],
                stored["transitions"],
            )

    def dump(self, path: Path) -> None:
        """Write the weights, one byte each; the same weights give the same bytes."""
        scale = np.float32(np.abs(self.weights).max() / 127 or 1)
        small = np.rint(self.weights / scale).astype(np.int8)
        kept = np.flatnonzero(small.any(axis=(0, 2)))
        names = "\n".join(self.names[i] for i in kept)
        np.savez_compressed(
            path,
            cased=np.array(self.cased),
            names=np.frombuffer(names.encode(), dtype=np.uint8),
            weights=small[:, kept],
            scale=scale,
            transitions=self.transitions,
        )

    def models(self, networks: Networks) -> tuple["Model", "Model"]:
        """Return the model for texts in general and the one for papers of the community, both with the networks."""
        rows = dict(zip(self.names, range(len(self.names)), strict=True))
        features = Features(lexica(), self.cased)
        general, home = self.weights
        return (
            Model(features, rows, general, self.transitions, networks, GENERAL),
            Model(features, rows, general + home, self.transitions, networks, HOME_DOMAIN),
        )


class Model:
    """Weights by feature: `rows` says where the weights of a feature stand in `weights`."""

    def __init__(
        self,
        features: Features,
        rows: dict[str, int],
        weights: Floats,
        transitions: Floats,
        networks: Networks,
        domain: int,
    ) -> None:
        self.features = features
        self.rows = rows
        self.weights = weights
        self.transitions = transitions
        self.networks = networks
        self.domain = domain
        self._ids: dict[str, int] = {}
        self._table = np.zeros((0, len(WINDOW), len(TAGS)), dtype=np.float32)
        self._vectors = np.zeros((0, networks.width), dtype=np.float32)

    def decode(self, segments: Sequence[Sequence[str]]) -> list[tuple[list[int], list[float]]]:
        """Return for each segment the best tags (places in `TAGS`) and the probability of each."""
        out: list[tuple[list[int], list[float]]] = [([], [])] * len(segments)
        batch: list[int] = []
        words = 0
        for i, segment in enumerate(segments):
            if not segment:
                continue
            batch.append(i)
            words += len(segment)
            if words >= _BATCH_WORDS or i == len(segments) - 1:
                self._decode(segments, batch, out)
                batch, words = [], 0
        if batch:
            self._decode(segments, batch, out)
        return out

    def _decode(
        self,
        segments: Sequence[Sequence[str]],
        batch: list[int],
        out: list[tuple[list[int], list[float]]],
    ) -> None:
        batch.sort(key=lambda i: -len(segments[i]))
        sizes = [len(segments[i]) for i in batch]
        scores, starts = self._scores([segments[i] for i in batch])
        tags, sure = _chain(scores, starts, np.array(sizes), self.transitions)
        for i, start, size in zip(batch, starts, sizes, strict=True):
            out[i] = tags[start : start + size].tolist(), sure[start : start + size].tolist()

    def _scores(self, segments: list[Sequence[str]]) -> tuple[Floats, NDArray[np.int64]]:
        """Return the score of each tag at each word, and where each segment begins among them."""
        reach = WINDOW[-1]
        if len(self._ids) > _CACHED_WORDS:
            self._ids.clear()
        new: list[str] = []
        ids: list[int] = []
        places: list[int] = []
        starts: list[int] = []
        gap = [EDGE] * reach
        for segment in segments:
            starts.append(len(places))
            places.extend(range(len(ids) + reach, len(ids) + reach + len(segment)))
            for word in (*gap, *segment, *gap):
                known = self._ids.get(word)
                if known is None:
                    known = self._ids[word] = len(self._ids)
                    new.append(word)
                ids.append(known)
        self._learn(new)
        at = np.array(places)
        every = np.array(ids)
        scores = np.zeros((len(at), len(TAGS)), dtype=np.float32)
        for k, offset in enumerate(WINDOW):
            scores += self._table[every[at + offset], k]
        # The networks see one empty row around each segment.
        order = np.repeat(np.arange(len(segments)), [len(part) for part in segments])
        spots = np.arange(1, len(at) + 1) + order
        rows: list[int] = []
        owners: list[int] = []
        seen: list[int] = []
        seers: list[int] = []
        row_of, seen_of = self.rows.get, self.networks.places.get
        place = 0
        for segment in segments:
            for names in self.features.around(segment):
                found = [r for n in names if (r := row_of(n)) is not None]
                rows += found
                owners += [place] * len(found)
                found = [r for n in names[PAIRS:] if (r := seen_of(n)) is not None]
                seen += found
                seers += [place] * len(found)
                place += 1
        scores += gathered(self.weights[np.array(rows, dtype=np.int64)], np.array(owners), len(at))
        vectors = np.zeros((len(at) + len(segments) + 1, self.networks.width), dtype=np.float32)
        vectors[spots] = self._vectors[every[at]]
        mask = np.zeros(len(vectors), dtype=np.float32)
        mask[spots] = 1
        seen_at = spots[np.array(seers, dtype=np.int64)]
        told = self.networks.log_shares(
            vectors, np.array(seen, dtype=np.int64), seen_at, mask, self.domain
        )
        scores += np.float32(_TRUST) * told[spots]
        return scores, np.array(starts)

    def _learn(self, words: list[str]) -> None:
        """Add up what each of these words, in the order of their ids, gives to its surroundings."""
        if not words:
            return
        fresh = np.zeros((len(words), len(WINDOW), len(TAGS)), dtype=np.float32)
        own: list[list[str]] = []
        for i, word in enumerate(words):
            for k, offset in enumerate(WINDOW):
                names = self.features.word(word, offset)
                if offset == 0:
                    own.append(names)
                rows = [r for name in names if (r := self.rows.get(name)) is not None]
                if rows:
                    fresh[i, k] = self.weights[rows].sum(axis=0)
        kept = len(self._ids) - len(words)
        self._table = np.concatenate([self._table[:kept], fresh])
        self._vectors = np.concatenate([self._vectors[:kept], self.networks.vectors(own)])


def _chain(
    scores: Floats, starts: NDArray[np.int64], sizes: NDArray[np.int64], transitions: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """Return the best tags and their probabilities; segments stand with the longest first."""
    longest = int(sizes[0])
    # How many segments have a word at step t: these stand in front.
    alive = [int(np.searchsorted(-sizes, -t, side="left")) for t in range(longest)]
    moves = np.exp(transitions)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    forward = np.zeros(weights.shape)
    backward = np.ones(weights.shape)
    back = np.zeros(scores.shape, dtype=np.int64)
    best = scores[starts].astype(np.float64)
    ahead = weights[starts]
    forward[starts] = ahead / ahead.sum(axis=1, keepdims=True)
    finals = np.zeros((len(sizes), len(TAGS)))
    finals[:] = best
    for t in range(1, longest):
        n = alive[t]
        here = starts[:n] + t
        step = best[:n, :, None] + transitions
        back[here] = step.argmax(axis=1)
        best = step.max(axis=1) + scores[here]
        finals[:n] = best
        ahead = (forward[here - 1] @ moves) * weights[here]
        forward[here] = ahead / ahead.sum(axis=1, keepdims=True)
    for t in range(longest - 2, -1, -1):
        n = alive[t + 1]
        here = starts[:n] + t
        behind = (backward[here + 1] * weights[here + 1]) @ moves.T
        backward[here] = behind / behind.sum(axis=1, keepdims=True)
    share = forward * backward
    share /= share.sum(axis=1, keepdims=True)
    tags = np.zeros(len(scores), dtype=np.int64)
    tags[starts + sizes - 1] = finals.argmax(axis=1)
    for t in range(longest - 1, 0, -1):
        here = starts[: alive[t]] + t
        tags[here - 1] = back[here, tags[here]]
    sure = share[np.arange(len(tags)), tags].astype(np.float32)
    return tags, sure

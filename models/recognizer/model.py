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
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from models.recognizer.features import EDGE, WINDOW, Features, Strings
from models.recognizer.joined import Joined
from models.recognizer.lexica import lexica
from models.recognizer.network import GENERAL, HOME_DOMAIN, Networks, gathered
from models.recognizer.steps import Steps

Floats = NDArray[np.float32]
T = TypeVar("T", bound=np.generic)

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
_CACHED_WORDS = 20_000
_BATCH_WORDS = 4_000  # fewer need more steps for each word, more leave the caches of a processor
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
        rows = Rows.of(self.names)
        features = Features(lexica(), self.cased)
        general, home = self.weights
        return (
            Model(features, rows, general, self.transitions, networks, GENERAL),
            Model(features, rows, general + home, self.transitions, networks, HOME_DOMAIN),
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the weights of a feature stand, by what it depends on: a word `WINDOW` away (without the
    mark of its side), joined words, or anything else of the place.
    """

    words: tuple[dict[str, int], ...]
    joined: Joined
    places: dict[str, int]

    @classmethod
    def of(cls, names: Sequence[str]) -> "Rows":
        """Sort the names of features, each in the place of its row."""
        sides: dict[str, dict[str, int]] = {f"{offset:+d}": {} for offset in WINDOW if offset}
        others: dict[str, int] = {}
        for row, name in enumerate(names):
            side = sides.get(name[:2])
            if side is None:
                others[name] = row
            else:
                side[name[2:]] = row
        words = tuple(sides[f"{offset:+d}"] if offset else others for offset in WINDOW)
        return cls(words, Joined(others), others)


class Model:
    """Weights by feature: `rows` says where the weights of a feature stand in `weights`.

    What it has worked out of a word is kept for the next text: what the word adds to the scores around
    it, its vector for the networks, and the numbers of its strings.
    """

    def __init__(
        self,
        features: Features,
        rows: Rows,
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
        self._strings: list[Strings] = []
        self._numbers = np.zeros((0, 3), dtype=np.int64)
        self._table = np.zeros((0, len(WINDOW), len(TAGS)), dtype=np.float32)
        self._vectors = np.zeros((0, networks.width), dtype=np.float32)

    def decode(self, segments: Sequence[Sequence[str]]) -> list[tuple[list[int], list[float]]]:
        """Return for each segment the best tags (places in `TAGS`) and the probability of each."""
        # Equal segments, as the cells and forms of a table, have equal tags.
        places: dict[tuple[str, ...], int] = {}
        chosen = [places.setdefault(tuple(segment), len(places)) for segment in segments]
        different = list(places)
        out: list[tuple[list[int], list[float]]] = [([], [])] * len(different)
        batch: list[int] = []
        words = 0
        for i, segment in enumerate(different):
            if not segment:
                continue
            batch.append(i)
            words += len(segment)
            if words >= _BATCH_WORDS:
                self._decode(different, batch, out)
                batch, words = [], 0
        if batch:
            self._decode(different, batch, out)
        return [out[i] for i in chosen]

    def _decode(
        self,
        segments: Sequence[Sequence[str]],
        batch: list[int],
        out: list[tuple[list[int], list[float]]],
    ) -> None:
        batch.sort(key=lambda i: -len(segments[i]))
        steps = Steps.of([len(segments[i]) for i in batch])
        scores = self._scores([segments[i] for i in batch], steps)
        tags, sure = _chain(scores, steps, self.transitions)
        start = 0
        for i in batch:
            end = start + len(segments[i])
            out[i] = tags[start:end].tolist(), sure[start:end].tolist()
            start = end

    def _scores(self, segments: list[Sequence[str]], steps: Steps) -> Floats:
        """Return the score of each tag at each word."""
        reach = WINDOW[-1]
        if len(self._ids) > _CACHED_WORDS:
            self._ids.clear()
            self._strings.clear()
        sizes = np.array([len(segment) for segment in segments])
        gap = [EDGE] * reach
        every = self._known([word for segment in segments for word in (*gap, *segment, *gap)])
        order = np.repeat(np.arange(len(segments)), sizes)
        # Where the words stand among those with edges.
        at = np.arange(len(order)) + reach + 2 * reach * order
        scores = np.zeros((len(at), len(TAGS)), dtype=np.float32)
        for k, offset in enumerate(WINDOW):
            scores += self._table[every[at + offset], k]
        rows, owners = self.rows.joined.rows(self._numbers[every], at)
        scores += gathered(self.weights[rows], owners, len(at))
        scores += self._of_places(segments, every[at], steps)
        return scores

    def _of_places(
        self, segments: list[Sequence[str]], words: NDArray[np.int64], steps: Steps
    ) -> Floats:
        """Return what the other features of each place add to its tags, and what the networks say.

        `words` are the numbers of the words.
        """
        rows: list[int] = []
        owners: list[int] = []
        seen: list[int] = []
        seers: list[int] = []
        row_of, seen_of = self.rows.places.get, self.networks.places.get
        strings = [self._strings[word] for word in words.tolist()]
        place = 0
        for segment in segments:
            told = self.features.places(segment, strings[place : place + len(segment)])
            for names in told:
                for name in names:
                    row, sight = row_of(name), seen_of(name)
                    if row is not None:
                        rows.append(row)
                        owners.append(place)
                    if sight is not None:
                        seen.append(sight)
                        seers.append(place)
                place += 1
        scores = gathered(self.weights[_numbers(rows)], _numbers(owners), len(words))
        places = steps.places
        shares = self.networks.log_shares(
            self._vectors[words[steps.order]],
            _numbers(seen),
            places[_numbers(seers)],
            steps,
            self.domain,
        )
        scores += np.float32(_TRUST) * shares[places]
        return scores

    def _known(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of words, and learn those that are new."""
        ids = self._ids
        kept = len(ids)
        numbers = [ids.setdefault(word, len(ids)) for word in words]
        if len(ids) > kept:
            self._learn(list(ids)[kept:], kept)
        return _numbers(numbers)

    def _learn(self, words: list[str], kept: int) -> None:
        """Add up what each of these words, in the order of their ids, gives to its surroundings; `kept`
        words are known before.
        """
        own: list[list[str]] = []
        rows: list[int] = []
        owners: list[int] = []
        owner = 0
        for word in words:
            away = [self.features.away(word, distance) for distance in range(WINDOW[-1] + 1)]
            own.append(away[0])
            for offset, rows_of in zip(WINDOW, self.rows.words, strict=True):
                found = [r for n in away[abs(offset)] if (r := rows_of.get(n)) is not None]
                rows += found
                owners += [owner] * len(found)
                owner += 1
        fresh = gathered(self.weights[_numbers(rows)], _numbers(owners), owner)
        strings = [self.features.strings(word) for word in words]
        numbers = np.array([self.rows.joined.numbers(*s) for s in strings])
        self._strings += strings
        self._numbers = _extended(self._numbers, kept, numbers)
        self._table = _extended(self._table, kept, fresh.reshape(-1, len(WINDOW), len(TAGS)))
        self._vectors = _extended(self._vectors, kept, self.networks.vectors(own))


def _numbers(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _extended(table: NDArray[T], kept: int, fresh: NDArray[T]) -> NDArray[T]:
    """Return a table with these rows behind those kept; there is room for more, so that a row is
    copied a few times and not with every text.
    """
    end = kept + len(fresh)
    if end > len(table):
        grown = np.empty((max(end, 2 * len(table)), *table.shape[1:]), dtype=table.dtype)
        grown[:kept] = table[:kept]
        table = grown
    table[kept:end] = fresh
    return table


def _chain(scores: Floats, walk: Steps, transitions: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the best tags and their probabilities; segments stand with the longest first."""
    order, alive, steps = walk.order, walk.alive, walk.slices
    scores = scores[order]
    moves = np.exp(transitions.astype(np.float64))
    weights = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    forward, backward = np.empty_like(weights), np.ones_like(weights)
    best = scores.astype(np.float64)
    forward[steps[0]] = _shares(weights[steps[0]])
    incoming = np.ascontiguousarray(transitions.T, dtype=np.float64)
    for before, here, n in zip(steps, steps[1:], alive[1:], strict=False):
        best[here] += np.maximum.reduce(best[before][:n, None, :] + incoming, axis=2)
        forward[here] = _shares((forward[before][:n] @ moves) * weights[here])
    for here, behind, n in zip(steps[-2::-1], steps[:0:-1], alive[:0:-1], strict=True):
        backward[here][:n] = _shares((backward[behind] * weights[behind]) @ moves.T)
    share = _shares(forward * backward)
    # From the end of each segment back: which tag led to the best one behind it.
    tags = best.argmax(axis=1)
    for here, behind, n in zip(steps[-2::-1], steps[:0:-1], alive[:0:-1], strict=True):
        tags[here][:n] = (best[here][:n] + incoming[tags[behind]]).argmax(axis=1)
    sure = share[np.arange(len(tags)), tags]
    out, told = np.empty_like(tags), np.empty(len(tags), dtype=np.float32)
    out[order], told[order] = tags, sure
    return out, told


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = weights / np.add.reduce(weights, axis=1, keepdims=True)
    return shares

"""From labelled sentences to the weights of a network (models.recognizer.network), in numpy alone.

Each set has a domain: an offset of the first layer and of the output that only its sentences move.
What a guest set marks otherwise is learned there and is thrown away at the end.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.recognizer.corpus import recased, tags_of
from models.recognizer.features import Features
from models.recognizer.lexica import lexica
from models.recognizer.model import TAGS
from models.recognizer.network import (
    BACK,
    GENERAL,
    HOME_DOMAIN,
    SIDES,
    Floats,
    Networks,
    Numbers,
    Parts,
    frozen,
    gathered,
    log_softmax,
    normal,
)
from models.recognizer.recurrent import halved, returned, traced
from models.recognizer.segments import words_of
from models.recognizer.steps import Steps
from models.recognizer.training import HOME, Example

_MOMENTS = (np.float32(0.9), np.float32(0.999))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, their tags (places in `TAGS`), and the number of the set's domain."""

    words: list[str]
    tags: list[int]
    domain: int


def train(data: Iterable[Example], config: dict[str, Any], name: str) -> Networks:
    """Return the networks that the examples teach; the same examples and settings teach the same."""
    cased = bool(config["models"][name]["cased"])
    tag = {kind: i for i, kind in enumerate(TAGS)}
    domains = {"": GENERAL, HOME: HOME_DOMAIN}
    sentences: list[Sentence] = []
    for one in data:
        domain = domains.setdefault(one.guest, len(domains))
        labelled = one.labelled if cased else recased(one.labelled, str.lower)
        for words, starts, ends in words_of(labelled.text):
            tags = [tag[kind] for kind in tags_of(labelled.spans, starts, ends)]
            sentences += [Sentence(words, tags, domain)] * one.repeat
    features = Features(lexica(), cased)
    every: list[Parts] = []
    for seed in config["networks"]["seeds"]:
        trainer = Trainer(features, sentences, config["networks"], seed)
        every.append(trainer.train())
    return Networks(trainer.words, trainer.places, every)


class Trainer:
    """One network in training; equal sentences, settings and seed give equal weights."""

    def __init__(
        self, features: Features, sentences: Sequence[Sentence], settings: dict[str, Any], seed: int
    ) -> None:
        self.random = np.random.default_rng(seed)
        self.settings = settings
        self.sentences = sentences
        domains = 1 + max(s.domain for s in sentences)
        own: dict[str, list[str]] = {}
        around: list[list[list[str]]] = []
        word_counts: Counter[str] = Counter()
        place_counts: Counter[str] = Counter()
        for sentence in sentences:
            for word in sentence.words:
                if word not in own:
                    own[word] = features.word(word, 0)
                word_counts.update(own[word])
            seen = features.around(sentence.words)
            around.append(seen)
            for names in seen:
                place_counts.update(names)
        self.words = frozen(word_counts, settings["seen"])
        self.places = frozen(place_counts, settings["seen"])
        self._word_id = {word: i for i, word in enumerate(own)}
        self._word_rows = [
            np.array([self.words[n] for n in names if n in self.words], dtype=np.int64)
            for names in own.values()
        ]
        # Features of the whole word: left out now and then, so that its parts learn to do without.
        self._whole = np.array([n.startswith(("w=", "W=")) for n in self.words])
        self._place_rows = [
            [[self.places[n] for n in names if n in self.places] for names in seen]
            for seen in around
        ]
        width, narrow = settings["width"], settings["narrow"]
        self.depth = settings["depth"]
        self.parts: Parts = {
            "words": self._draw(len(self.words), narrow, settings["spread"]),
            "places": self._draw(len(self.places), width, 0.05),
            "in": self._draw(narrow, width, narrow**-0.5),
            "in_b": np.zeros(width, dtype=np.float32),
            "domain": np.zeros((domains, width), dtype=np.float32),
            "in_g": np.ones(width, dtype=np.float32),
            "in_s": np.zeros(width, dtype=np.float32),
            "out": self._draw(width, len(TAGS), 0.05),
            "out_d": np.zeros((domains, width, len(TAGS)), dtype=np.float32),
            "out_b": np.zeros((domains, len(TAGS)), dtype=np.float32),
        }
        for i in range(self.depth):
            for side in SIDES:
                half = width // len(SIDES)
                self.parts[f"layer{i}{side}"] = self._draw(width, 4 * half, width**-0.5)
                self.parts[f"own{i}{side}"] = self._draw(half, 4 * half, half**-0.5)
                kept = np.zeros(4 * half, dtype=np.float32)
                kept[half : 2 * half] = 1  # at first much is remembered
                self.parts[f"b{i}{side}"] = kept
            self.parts[f"g{i}"] = np.ones(width, dtype=np.float32)
            self.parts[f"s{i}"] = np.zeros(width, dtype=np.float32)
        self._first = {n: np.zeros_like(p) for n, p in self.parts.items()}
        self._second = {n: np.zeros_like(p) for n, p in self.parts.items()}
        self._steps = 0

    def _draw(self, rows: int, columns: int, spread: float) -> Floats:
        return (self.random.standard_normal((rows, columns)) * spread).astype(np.float32)

    def train(self, say: Any = None) -> Parts:
        """Go over all sentences `rounds` times; return the mean of the last rounds' weights."""
        rounds, kept = self.settings["rounds"], self.settings["averaged"]
        total: Parts = {name: np.zeros_like(part) for name, part in self.parts.items()}
        guests = self.settings["guest_rounds"]
        steps = guests * len(self._batches(True)) + (rounds - guests) * len(self._batches(False))
        for turn in range(rounds):
            loss = 0.0
            batches = self._batches(turn < guests)
            for batch in batches:
                rate = self.settings["rate"] * max(0.05, 1 - self._steps / steps)
                loss += self._step(
                    batch, min(rate, self.settings["rate"] * (self._steps + 1) / 100)
                )
            if turn >= rounds - kept:
                for name, part in self.parts.items():
                    total[name] += part / np.float32(kept)
            if say:
                say(
                    turn,
                    loss / len(batches),
                    Networks(self.words, self.places, [self.kept(self.parts)]),
                )
        return self.kept(total)

    @staticmethod
    def kept(parts: Parts) -> Parts:
        """Return the weights without the domains of guests (those behind the first two)."""
        own = dict(parts)
        for name in ("domain", "out_d", "out_b"):
            own[name] = parts[name][:2]
        return own

    def _batches(self, guests: bool) -> list[list[int]]:
        shown = [i for i, s in enumerate(self.sentences) if guests or s.domain <= HOME_DOMAIN]
        order = self.random.permutation(shown)
        # Sentences of about one length together: a walk is as long as its longest.
        near = np.argsort(
            [len(self.sentences[i].words) * self.random.uniform(0.9, 1.1) for i in order],
            kind="stable",
        )
        batches: list[list[int]] = [[]]
        size = 0
        for i in order[near].tolist():
            if size >= self.settings["batch"]:
                batches.append([])
                size = 0
            batches[-1].append(i)
            size += len(self.sentences[i].words)
        return [batches[i] for i in self.random.permutation(len(batches)).tolist()]

    def _step(self, batch: list[int], rate: float) -> float:
        """Read some sentences and move the weights once; returns the loss."""
        grown: Parts = {}
        p, s = self.parts, self.settings
        ids, tags, domains, place_rows, steps = self._laid_out(batch)
        unique, inverse = np.unique(ids, return_inverse=True)
        rows, owners, roots = self._rows(unique)
        vectors: Floats = gathered(p["words"][rows], owners, len(unique)) / roots
        chosen = vectors[inverse]
        drop_in = self._drop(chosen.shape, s["drop_in"])
        entered: Floats = chosen * drop_in
        flat = np.array([r for part in place_rows for r in part], dtype=np.int64)
        of = np.repeat(np.arange(len(ids)), [len(part) for part in place_rows])
        keep = self.random.random(len(flat)) >= s["drop_place"]
        flat, of = flat[keep], of[keep]
        before: Floats = entered @ p["in"] + p["in_b"] + p["domain"][domains]
        before += gathered(p["places"][flat], of, len(ids))
        evened, factor = normal(before)
        hidden = evened * p["in_g"] + p["in_s"]
        kept = []
        for i in range(self.depth):
            drop = self._drop(hidden.shape, s["drop_layer"])
            seen: Floats = hidden * drop
            shown, traces = [], []
            for side in SIDES:
                half = halved(len(p[f"own{i}{side}"]))
                given = (seen @ p[f"layer{i}{side}"] + p[f"b{i}{side}"]) * half
                one, trace = traced(given, p[f"own{i}{side}"] * half, steps, side == BACK)
                shown.append(one)
                traces.append(trace)
            even, by = normal(np.concatenate(shown, axis=1))
            hidden = hidden + even * p[f"g{i}"] + p[f"s{i}"]
            kept.append((seen, drop, traces, even, by))
        drop_out = self._drop(hidden.shape, s["drop_out"])
        last: Floats = hidden * drop_out
        scores: Floats = last @ p["out"] + p["out_b"][domains]
        for d in np.unique(domains).tolist():
            at = np.flatnonzero(domains == d)
            scores[at] += last[at] @ p["out_d"][d]
        shares = log_softmax(scores)
        count = np.float32(len(ids))
        loss = -float(shares[np.arange(len(ids)), tags].sum() / count)
        # Backwards.
        slope = np.exp(shares)
        slope[np.arange(len(ids)), tags] -= 1
        slope /= count
        grown["out"] = last.T @ slope
        grown["out_b"] = _sorted_sums(slope, domains, len(p["out_b"]))
        grown["out_d"] = np.zeros_like(p["out_d"])
        down: Floats = slope @ p["out"].T
        for d in np.unique(domains).tolist():
            at = np.flatnonzero(domains == d)
            grown["out_d"][d] = last[at].T @ slope[at]
            down[at] += slope[at] @ p["out_d"][d].T
        down *= drop_out
        for i in reversed(range(self.depth)):
            seen, drop, traces, even, by = kept[i]
            grown[f"g{i}"] = (down * even).sum(axis=0)
            grown[f"s{i}"] = down.sum(axis=0)
            both = _normal_back(down * p[f"g{i}"], even, by)
            back = np.zeros_like(down)
            for side, trace, branch in zip(
                SIDES, traces, np.split(both, len(SIDES), axis=1), strict=True
            ):
                half = halved(len(p[f"own{i}{side}"]))
                given = returned(branch, p[f"own{i}{side}"] * half, trace, steps, side == BACK)
                given *= half
                grown[f"layer{i}{side}"] = seen.T @ given
                grown[f"own{i}{side}"] = trace.before.T @ given
                grown[f"b{i}{side}"] = given.sum(axis=0)
                back += given @ p[f"layer{i}{side}"].T
            down += back * drop
        grown["in_g"] = (down * evened).sum(axis=0)
        grown["in_s"] = down.sum(axis=0)
        down = _normal_back(down * p["in_g"], evened, factor)
        grown["in"] = entered.T @ down
        grown["in_b"] = down.sum(axis=0)
        grown["domain"] = _sorted_sums(down, domains, len(p["domain"]))
        of_vectors = _sorted_sums((down @ p["in"].T) * drop_in, inverse, len(unique))
        of_vectors /= roots
        self._move_rows("words", rows, of_vectors[owners], rate)
        self._move_rows("places", flat, down[of], rate)
        self._move(grown, rate)
        return loss

    def _laid_out(
        self, batch: list[int]
    ) -> tuple[Numbers, Numbers, Numbers, list[list[int]], Steps]:
        """Return sentences in the order of steps."""
        ids: list[int] = []
        tags: list[int] = []
        domains: list[int] = []
        places: list[list[int]] = []
        longest = sorted(batch, key=lambda i: -len(self.sentences[i].words))
        for i in longest:
            sentence = self.sentences[i]
            ids += [self._word_id[w] for w in sentence.words]
            tags += sentence.tags
            domains += [sentence.domain] * len(sentence.words)
            places += self._place_rows[i]
        steps = Steps.of([len(self.sentences[i].words) for i in longest])
        order = steps.order
        return (
            np.array(ids)[order],
            np.array(tags)[order],
            np.array(domains)[order],
            [places[i] for i in order.tolist()],
            steps,
        )

    def _rows(self, unique: Numbers) -> tuple[Numbers, Numbers, Floats]:
        """Return the features of words that are kept this time, their owners, and a divisor for each word."""
        parts = [self._word_rows[i] for i in unique.tolist()]
        rows = np.concatenate(parts)
        owners = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        hidden = self.random.random(len(parts)) < self.settings["drop_word"]
        keep = self.random.random(len(rows)) >= self.settings["drop_feature"]
        keep &= ~(hidden[owners] & self._whole[rows])
        rows, owners = rows[keep], owners[keep]
        sizes = np.bincount(owners, minlength=len(parts)).astype(np.float32)
        return rows, owners, np.sqrt(np.maximum(sizes, 1))[:, None]

    def _drop(self, shape: tuple[int, ...], share: float) -> Floats:
        """Return a mask that is 0 for a share, else what keeps the mean."""
        kept = self.random.random(shape, dtype=np.float32) >= share
        return kept.astype(np.float32) / np.float32(1 - share)

    def _move(self, grown: Parts, rate: float) -> None:
        """Adam over the dense weights."""
        self._steps += 1
        a, b = _MOMENTS
        size = rate * np.sqrt(1 - b**self._steps) / (1 - a**self._steps)
        for name, slope in grown.items():
            first, second = self._first[name], self._second[name]
            first += (1 - a) * (slope - first)
            second += (1 - b) * (np.square(slope) - second)
            part = self.parts[name]
            if name.startswith(("layer", "own", "in", "out")) and part.ndim > 1:
                part *= np.float32(1 - rate * self.settings["decay"])
            part -= np.float32(size) * first / (np.sqrt(second) + np.float32(1e-8))

    def _move_rows(self, name: str, rows: Numbers, slopes: Floats, rate: float) -> None:
        """Adam over those rows of a table that were used."""
        if not len(rows):
            return
        used, at = np.unique(rows, return_inverse=True)
        slope = _sorted_sums(slopes, at, len(used))
        a, b = _MOMENTS
        step = self._steps + 1
        size = rate * np.sqrt(1 - b**step) / (1 - a**step)
        first = a * self._first[name][used] + (1 - a) * slope
        second = b * self._second[name][used] + (1 - b) * np.square(slope)
        self._first[name][used], self._second[name][used] = first, second
        self.parts[name][used] -= np.float32(size) * first / (np.sqrt(second) + np.float32(1e-8))


def _normal_back(slope: Floats, evened: Floats, factor: Floats) -> Floats:
    middle = slope - slope.mean(axis=1, keepdims=True)
    back: Floats = (middle - evened * (slope * evened).mean(axis=1, keepdims=True)) * factor
    return back


def _sorted_sums(rows: Floats, owners: Numbers, size: int) -> Floats:
    """Return for each owner the sum of its rows, in whatever order they stand."""
    order = np.argsort(owners, kind="stable")
    return gathered(rows[order], owners[order], size)

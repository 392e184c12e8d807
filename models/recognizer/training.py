"""From labelled sentences to the weights of the linear models. Needs python-crfsuite (extra `train`).

The sets differ in what they mark. Every feature of a guest set's sentence that speaks for itself is
entered a second time under the set's name: what the set says as all do is learned by the common
feature, where it differs by its own, which is thrown away at the end.
"""

import random
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.recognizer import home
from models.recognizer.corpus import Labelled, read_conll, recased, tags_of, written
from models.recognizer.features import Features
from models.recognizer.lexica import lexica
from models.recognizer.made import made_sentences
from models.recognizer.model import TAGS, Weights
from models.recognizer.segments import words_of

CONFIG = Path(__file__).with_name("config.toml")
_GUEST_FEATURES = ("w=", "W=", "k=", "x=", "+1", "-1", "bi", "g=", "g<", "rl", "rr", "rf", "re")
HOME = "home"
"""Stands for the papers of the community in place of a guest set's name; its features are kept."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text, how often it is shown, the guest set that it comes from or "", and whether the
    linear models learn from it or the networks alone.
    """

    labelled: Labelled
    repeat: int
    guest: str
    linear: bool = True


def read_config(path: Path = CONFIG) -> dict[str, Any]:
    """Return the settings of the training."""
    return tomllib.loads(path.read_text("utf-8"))


def examples(folder: Path, config: dict[str, Any]) -> Iterator[Example]:
    """Yield what the models learn from; the dev part of a set only where the settings say so."""
    for one in config["sets"]:
        for part in ("train", "dev") if one["dev"] else ("train",):
            for tokens, tags in read_conll(folder / f"{one['name']}.{part}.conll"):
                guest = one["name"] if one["guest"] else ""
                linear = one.get("linear", True)
                yield Example(written(tokens, tags), one["repeat"], guest, linear)
    for text, spans in made_sentences(config["seed"], config["made_lines"]):
        yield Example(Labelled(text, tuple(spans)), 1, HOME)


def train(data: Iterable[Example], config: dict[str, Any], name: str) -> Weights:
    """Return the model that the examples teach under these settings; the same examples teach the same model."""
    import pycrfsuite

    settings = config["models"][name]
    cased = bool(settings["cased"])
    features = Features(lexica(), cased)
    trainer = pycrfsuite.Trainer(algorithm="l2sgd", verbose=False)
    trainer.set_params(
        {
            "c2": config["fit"]["c2"],
            "max_iterations": settings["rounds"],
            "feature.possible_transitions": True,
        }
    )
    shown = [one for one in data if one.linear]
    random.Random(config["seed"]).shuffle(shown)
    for one in shown:
        labelled = one.labelled if cased else recased(one.labelled, str.lower)
        for words, starts, ends in words_of(labelled.text):
            seen = features.full(words)
            if one.guest:
                for names in seen:
                    names += [
                        f"@{one.guest} {name}" for name in names if name.startswith(_GUEST_FEATURES)
                    ]
            items = pycrfsuite.ItemSequence(seen)
            tags = tags_of(labelled.spans, starts, ends)
            for _ in range(one.repeat):
                trainer.append(items, tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        told = tagger.info()
        tagger.close()
    return _taken(told.state_features, told.transitions, cased)


def home_words(data: Iterable[Example]) -> dict[str, float]:
    """Return how much each word speaks for papers of the community (models.recognizer.home)."""
    ours: list[list[str]] = []
    others: list[list[str]] = []
    for one in data:
        if not one.linear:
            continue
        kind = ours if one.guest == HOME else others
        kind += [words for words, _, _ in words_of(one.labelled.text)]
    return home.train(ours, others)


def _taken(
    states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float], cased: bool
) -> Weights:
    """Return the weights without the features of guests."""
    tag = {name: i for i, name in enumerate(TAGS)}
    mark = f"@{HOME} "
    names = sorted(
        {n.removeprefix(mark) for n, _ in states if n.startswith(mark) or not n.startswith("@")}
    )
    rows = {name: i for i, name in enumerate(names)}
    weights = np.zeros((2, len(rows), len(TAGS)), dtype=np.float32)
    for (name, label), weight in states.items():
        if name.startswith(mark):
            weights[1, rows[name.removeprefix(mark)], tag[label]] = weight
        elif not name.startswith("@"):
            weights[0, rows[name], tag[label]] = weight
    transitions = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for (before, after), weight in moves.items():
        transitions[tag[before], tag[after]] = weight
    return Weights(cased, names, weights, transitions)

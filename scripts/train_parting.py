"""Learns where a place ends and a person begins: `python scripts/train_parting.py WILAYAH.tsv NER.conll …`.

WILAYAH.tsv is the official list of places (code and name, tab-separated, with a heading), NER.conll are
labelled news (a token, a tab and a tag on a line). Persons are those of the news, of made lines of
our own (models/recognizer/made.py), and words of the project's list of given names put together. From a
place, a person, or both, runs of words are made; a log-linear model over all ways to part each
is trained by AdaGrad and written to models/indonesian/weights/parting.npz, eight bits a weight. A fifth of the places and
of the persons' names, told by their hash, is not learned from; of runs made of these the script says how many are parted rightly.
"""

import argparse
import csv
import random
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.indonesian import gazetteers, parting
from models.indonesian.words import fold
from models.recognizer.corpus import read_conll
from models.recognizer.made import made_sentences

SEED = 7
RUNS, ROUNDS = 60_000, 3
RATE = 0.15
"""The step of AdaGrad."""
ALONE = 0.2
"""The share of runs that are a place alone, and of those that are a person alone."""
MADE_LINES = 30_000
FROM_LISTS = 0.3
"""The share of persons that are put together from the list of given names."""
LENGTHS = {1: 0.2, 2: 0.45, 3: 0.3, 4: 0.05}
"""How many words persons' names have; of names of a length each is as likely."""
_NUMBER = re.compile(r"[IVX]+")
_PLACE_WORD = re.compile(r"[A-Za-z'’.-]{2,}")
_PERSON_WORD = re.compile(r"[A-Z][A-Za-z'’-]+")
_OUT = Path(parting.__file__).resolve().parent / parting.TABLE

Name = tuple[str, ...]


def kept_aside(name: Name) -> bool:
    """Tell whether a name is not learned from."""
    return zlib.crc32(" ".join(name).casefold().encode()) % 10 < 2


def places(path: Path) -> list[Name]:
    """Return the names of kecamatan and kelurahan, one to four words, without notes in brackets."""
    out = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            words = re.sub(r"\(.*?\)", "", row["name"]).split()
            plain = all(_PLACE_WORD.fullmatch(w) or _NUMBER.fullmatch(w) for w in words)
            if row["code"].count(".") >= 2 and plain and 1 <= len(words) <= 4:
                out.append(tuple(words))
    return out


def persons(paths: list[Path]) -> list[Name]:
    """Return the names of persons of labelled news and of made lines, each once, in order."""
    found: set[Name] = set()
    for path in paths:
        for tokens, tags in read_conll(path):
            name: list[str] = []
            for token, tag in [*zip(tokens, tags, strict=True), (".", "O")]:
                if tag != "I-PER" and name:
                    found.add(tuple(name))
                    name = []
                if tag.endswith("PER"):
                    name.append(token)
    for text, spans in made_sentences(SEED, MADE_LINES):
        found |= {tuple(text[a:b].split()) for a, b, label in spans if label == "PER"}
    return sorted(
        name for name in found if len(name) <= 4 and all(_PERSON_WORD.fullmatch(w) for w in name)
    )


class Runs:
    """Makes runs of words, each with how many of them are the place."""

    def __init__(self, of_places: list[Name], of_persons: list[Name], *, aside: bool) -> None:
        self.dice = random.Random(SEED + aside)
        self.places = [name for name in of_places if kept_aside(name) == aside]
        kept = [name for name in of_persons if kept_aside(name) == aside]
        self.persons = {n: [name for name in kept if len(name) == n] for n in LENGTHS}
        self.given = [w for w in sorted(gazetteers.given_names()) if kept_aside((w,)) == aside]

    def make(self) -> tuple[Name, int]:
        """Make one run, its words folded."""
        kind = self.dice.random()
        place = () if kind < ALONE else self.dice.choice(self.places)
        person = () if ALONE <= kind < 2 * ALONE else self._person()
        return tuple(fold(w) for w in (*place, *person)), len(place)

    def _person(self) -> Name:
        (count,) = self.dice.choices(list(LENGTHS), list(LENGTHS.values()))
        if self.dice.random() < FROM_LISTS:
            return tuple(self.dice.choices(self.given, k=count))
        return self.dice.choice(self.persons[count])


def learn(runs: list[tuple[Name, int]]) -> npt.NDArray[np.float64]:
    """Return the weights that make the right way to part each run the likeliest."""
    weights = np.zeros(parting.SIZE)
    squares = np.full(parting.SIZE, 1e-8)
    order = random.Random(SEED)
    for turn in range(ROUNDS):
        order.shuffle(runs)
        for words, right in runs:
            spots = [_spots(words, k) for k in range(len(words) + 1)]
            totals = np.array([weights[s].sum() for s in spots])
            chances = np.exp(totals - totals.max())
            chances /= chances.sum()
            for k, at in enumerate(spots):
                slope = chances[k] - (k == right)
                if abs(slope) > 1e-3:
                    np.add.at(squares, at, slope * slope)
                    np.subtract.at(weights, at, RATE * slope / np.sqrt(squares[at]))
        sys.stdout.write(f"round {turn + 1} of {ROUNDS}\n")
    return weights


def _spots(words: Name, k: int) -> npt.NDArray[np.int64]:
    return np.array([parting.spot(t) for t in parting.traits(words, k)], dtype=np.int64)


def told(runs: list[tuple[Name, int]]) -> Iterator[str]:
    """Yield how many runs are parted rightly: all of them, and those that hold both names when that
    is known.
    """
    right = sum(parting.place_length(words) == k for words, k in runs)
    yield f"{right / len(runs):.3f} of {len(runs)} runs"
    both = [(words, k) for words, k in runs if 0 < k < len(words)]
    right = sum(parting.place_length(words, 1, len(words) - 1) == k for words, k in both)
    yield f"{right / len(both):.3f} of the {len(both)} with a place and a person"


def main() -> None:
    """Learn, write the weights, and tell how well they part what was kept aside."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("wilayah", type=Path)
    asked.add_argument("ner", type=Path, nargs="+")
    asked.add_argument("--runs", type=int, default=RUNS)
    given = asked.parse_args()
    of_places, of_persons = places(given.wilayah), persons(given.ner)
    makers = [Runs(of_places, of_persons, aside=aside) for aside in (False, True)]
    sys.stdout.write(f"{len(of_places)} places, {len(of_persons)} persons\n")
    weights = learn([makers[0].make() for _ in range(given.runs)])
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        _OUT, weights=np.round(weights / scale).astype(np.int8), scale=np.float32(scale)
    )
    sys.stdout.writelines(f"{line}\n" for line in told([makers[1].make() for _ in range(4000)]))


if __name__ == "__main__":
    main()

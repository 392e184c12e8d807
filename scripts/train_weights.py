"""Learns what a document tells by its words and their place: `python scripts/train_weights.py [FOLDER…]`.

Four things are learned: which phrases are programmes, which bodies do them (links), which pieces of
text are decisions, which are proposals. The examples are the documents of tests/documents that nobody
keeps aside to measure with, and those of the folders named, each with what a careful reader found
in it. Every candidate that the extractors see is an example of the thing or of none; what readers
differ on is no example. Logistic regressions give each trait a weight (Newton's method, with a penalty
on large weights), and extractors/data/*.json keep them. Then the script says how well each does on
documents that it did not learn from.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation import find_gold, judge, read_gold, summarize
from evaluation.judging import entries
from evaluation.likeness import ALIKE, agency_likeness, likeness, plain
from evaluation.pairing import best, forms
from extractors import read
from extractors.acts.clauses import told
from extractors.acts.decided import pieces
from extractors.acts.parties import Parties
from extractors.acts.wanted import things
from extractors.weighing import TABLES, Weights, weights
from extractors.assemble import record_from, understand
from extractors.context import Context
from extractors.directory import directory
from extractors.ocr import NoOcr
from extractors.parts import decisions, programs, proposals
from models.codes import DocumentKind
from models.indonesian import parse

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "tests" / "documents"
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one thing is learned.

    `penalty` is the one on large weights; `threshold` the share from which on something is taken, of
    those with about the best F1 on documents not learned from; `trust` what it speaks for that a
    rule has found it too. Rules are mended by the very documents learned from, so that it cannot be
    learned there: it was chosen on first readings of new documents. A trait that fewer than `rarest`
    examples have is left out, and so is a weight below `least`.
    """

    penalty: float
    threshold: float
    trust: float = 0.0
    rarest: int = 6
    least: float = 0.0


RECIPES = {
    "programs": Recipe(2.0, 0.65),
    "links": Recipe(4.0, 0.4),
    "decisions": Recipe(1.0, 0.25, rarest=5, least=0.03),
    "proposals": Recipe(3.0, 0.85, trust=4.0, rarest=5, least=0.03),
}
GROUPS = (
    *("programs (name)", "programs (name+type)", "program-agency links"),
    *("decisions", "proposals (title)"),
)

Example = tuple[frozenset[str], bool]


@dataclass
class Lesson:
    """One document: what was read in it, its answers, and the examples that it gives."""

    context: Context
    answers: Mapping[str, Any]
    examples: dict[str, list[Example]] = field(default_factory=lambda: {w: [] for w in RECIPES})


def held_back(gold: Path) -> bool:
    """Tell whether a document is kept aside to measure with, by the number that its name begins with."""
    number = gold.name.split("-")[0]
    return number.isdigit() and int(number) % 3 == 0


def lesson(gold_path: Path) -> Lesson:
    """Read one document and make examples of what is in it."""
    gold = read_gold(gold_path)
    return examples(gold.answers, understand(parse(read(gold.document, ocr=NoOcr()))))


def examples(answers: Mapping[str, Any], context: Context) -> Lesson:
    """Make examples of what was read in one document."""
    made = Lesson(context, answers)
    made.examples["proposals"] = list(_proposals(context, answers))
    made.examples["decisions"] = list(_decisions(context, answers))
    return made


def teach_programs(lessons: Sequence[Lesson]) -> None:
    """Add the examples of programmes and their links. What is asked for is no programme, so each
    document is first given the proposals that the other folds' documents teach to find in it.
    """
    for one, others in _folds(lessons):
        one.context.found["proposals"] = proposals.weighed(one.context, others("proposals"))
        _add_programs(one)


def _folds(
    lessons: Sequence[Lesson],
) -> Iterator[tuple[Lesson, Callable[[str], Weights]]]:
    """Yield each document with what the documents of the other folds teach."""
    for fold in range(FOLDS):
        others = [one for n, one in enumerate(lessons) if n % FOLDS != fold]
        taught = cache(lambda what, others=others: learn(others, what))
        for one in lessons[fold::FOLDS]:
            yield one, taught


def _add_programs(made: Lesson) -> None:
    context, answers = made.context, made.answers
    found: list[tuple[tuple[int, int], Mapping[str, Any]]] = []
    wanted = entries(answers, "programs")
    for one in told(context):
        alike, right = _rated(wanted, "name", one.phrase.name)
        if alike is not None:
            found.append(((one.phrase.start, one.phrase.end), alike))
        if right is not None:
            made.examples["programs"].append((one.phrase.traits, right))
    made.examples["links"].extend(_links(context, answers, found))


def _rated(
    wanted: Sequence[Mapping[str, Any]], key: str, text: str, contained: float = 0.0
) -> tuple[Mapping[str, Any] | None, bool | None]:
    """Return the answer that a text is, if any, and whether it is right; None where readers differ."""
    shape = plain(text)
    alike = [
        (best(map(plain, forms(w, key)), shape, lambda a, b: likeness(a, b, contained)), w)
        for w in wanted
    ]
    sure = max((a for a, w in alike if not w.get("optional")), default=0.0)
    unsure = max((a for a, w in alike if w.get("optional")), default=0.0)
    one = max(alike, key=lambda pair: pair[0])[1] if max(sure, unsure) >= ALIKE else None
    return one, (sure >= ALIKE if sure >= max(ALIKE, unsure) or unsure < ALIKE else None)


def _decisions(context: Context, answers: Mapping[str, Any]) -> Iterator[Example]:
    if context.kind is DocumentKind.PROPOSAL:
        return
    wanted = entries(answers, "decisions")
    for piece in pieces(context):
        _, right = _rated(wanted, "text", context.text[piece.start : piece.end], 0.5)
        if right is not None:
            yield piece.traits, right


def _proposals(context: Context, answers: Mapping[str, Any]) -> Iterator[Example]:
    wanted = entries(answers, "proposals")
    for thing in things(context, proposals.by_rules(context)):
        _, right = _rated(wanted, "title", thing.title)
        if right is not None:
            yield frozenset().union(*thing.traits), right


def _links(
    context: Context,
    answers: Mapping[str, Any],
    found: Sequence[tuple[tuple[int, int], Mapping[str, Any]]],
) -> Iterator[Example]:
    names = [forms(body, "name") for body in entries(answers, "agencies")]
    known = directory(context)
    near = Parties(context, [span for span, _ in found])
    for span, program in found:
        for party in near.near(span, *programs.where(context, span[0])):
            name = known.named(party.mark.value)
            hits = [
                body
                for body in entries(program, "agencies")
                if name is not None and _same(forms(body, "name"), names, name)
            ]
            if name is not None and not (hits and all(h.get("optional") for h in hits)):
                yield party.traits, bool(hits)


def _same(wanted: list[str], bodies: list[list[str]], name: str) -> bool:
    also = [f for body in bodies if set(body) & set(wanted) for f in body]
    return best([*wanted, *also], name, agency_likeness) > 0


@dataclass(frozen=True)
class _Table:
    """Which columns are set in which row, one after another; the last column is in every row."""

    columns: NDArray[np.int64]
    starts: NDArray[np.int64]
    width: int

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]], width: int) -> "_Table":
        """Return the table of these rows, `width` columns beside the last one."""
        columns: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(columns))
            columns.extend((*row, width))
        return cls(np.array(columns), np.array(starts), width + 1)

    def times(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of weights of each row."""
        return np.add.reduceat(weights[self.columns], self.starts)

    def back(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of values of each column."""
        counts = np.diff(np.append(self.starts, len(self.columns)))
        spread = np.repeat(values, counts)
        return np.bincount(self.columns, spread, self.width).astype(np.float64)


def learn(lessons: Sequence[Lesson], what: str) -> Weights:
    """Return the weights that the examples of some documents give."""
    recipe = RECIPES[what]
    shown = [e for one in lessons for e in one.examples[what]]
    counts = Counter(trait for traits, _ in shown for trait in traits)
    names = sorted(trait for trait, count in counts.items() if count >= recipe.rarest)
    column = {name: n for n, name in enumerate(names)}
    table = _Table.of(
        (sorted(column[t] for t in traits if t in column) for traits, _ in shown), len(names)
    )
    right = np.array([float(is_one) for _, is_one in shown])
    penalty = np.full(len(names) + 1, recipe.penalty)
    penalty[-1] = 1e-3
    found: NDArray[np.float64] = np.zeros(len(names) + 1)
    for _ in range(15):
        share = 1.0 / (1.0 + np.exp(-np.clip(table.times(found), -30, 30)))
        slope = table.back(right - share) - penalty * found
        curve = share * (1.0 - share)
        step = _solved(lambda v, c=curve: table.back(c * table.times(v)) + penalty * v, slope)  # type: ignore[misc]
        found += step
        if float(np.abs(step).max()) < 1e-5:
            break
    of = {name: round(float(found[n]), 3) for name, n in column.items()}
    of = {name: value for name, value in of.items() if abs(value) >= recipe.least}
    return Weights(round(float(found[-1]), 3), of, recipe.threshold, recipe.trust)


def _solved(
    apply: Callable[[NDArray[np.float64]], NDArray[np.float64]], wanted: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what a symmetric positive matrix, given by what it does, makes `wanted` of: by
    conjugate gradients.
    """
    found = np.zeros_like(wanted)
    rest = wanted.copy()
    way = rest.copy()
    size = start = float(rest @ rest)
    for _ in range(200):
        if size <= 1e-14 * max(start, 1e-12):
            break
        turned = apply(way)
        far = size / float(way @ turned)
        found += far * way
        rest -= far * turned
        size, before = float(rest @ rest), size
        way = rest + size / before * way
    return found


def read_again(one: Lesson, of: Callable[[str], Weights]) -> Mapping[str, Any]:
    """Return the record of a document by these weights."""
    context = one.context
    found = context.found
    found["proposals"] = proposals.weighed(context, of("proposals"))
    found["decisions"] = decisions.weighed(context, of("decisions"))
    found["programs"] = programs.weighed(context, of("programs"), of("links"))
    return record_from(context).model_dump(mode="json")


def crossed(lessons: Sequence[Lesson]) -> Iterator[str]:
    """Yield how well documents are read with what the other folds' documents taught."""
    judgements = [judge(one.answers, read_again(one, others)) for one, others in _folds(lessons)]
    rows = summarize(judgements).rows
    for group in GROUPS:
        row = rows[group]
        yield f"{group:22} {row.precision or 0:.3f} {row.recall or 0:.3f} {row.score or 0:.3f}"


def keep(what: str, learned: Weights) -> None:
    """Write weights where the extractors find them."""
    made = {
        "base": learned.base,
        "threshold": learned.threshold,
        "trust": learned.trust,
        "of": learned.of,
    }
    text = json.dumps(made, indent=0, sort_keys=True, ensure_ascii=False)
    (TABLES / f"{what}.json").write_text(text + "\n", "utf-8")


def main() -> None:
    """Learn, write the weights, and say how well they are learned."""
    paths = [path for path in find_gold(DOCUMENTS) if not held_back(path)]
    paths += [
        path for folder in sys.argv[1:] for path in find_gold(Path(folder)) if not held_back(path)
    ]
    lessons = [lesson(path) for path in paths]
    teach_programs(lessons)
    for what in RECIPES:
        keep(what, learn(lessons, what))
    weights.cache_clear()
    for line in crossed(lessons):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

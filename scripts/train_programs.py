"""Learns which phrases are programmes, and who does them: `python scripts/train_programs.py [FOLDER…]`.

The examples are the documents of tests/documents that nobody keeps aside to measure with, and all of
the folders named, each with what a careful reader found in it. Every phrase that `extractors.acts.clauses` finds there is an
example of a programme or of none, every body near a programme one of its parties or of none; what
readers differ on is no example. Two logistic regressions give each trait a weight (Newton's method,
with a penalty on large weights), and extractors/data/programs.json keeps them. First the script says
how well each does on documents that it did not learn from.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from extractors.acts.parties import Parties
from extractors.acts.weighing import TABLE, Weights
from extractors.assemble import record_from, understand
from extractors.context import Context
from extractors.directory import directory
from extractors.ocr import NoOcr
from extractors.parts.programs import weighed, where
from models.indonesian import parse

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "tests" / "documents"
FOLDS = 10
PENALTY = {"programs": 2.0, "links": 4.0}
THRESHOLDS = {"programs": 0.65, "links": 0.4}
"""From which share on something is taken: of those with about the best F1 on documents not learned
from, the surest."""
RAREST = 6
"""A trait that fewer examples have is left out."""
GROUPS = ("programs (name)", "programs (name+type)", "program-agency links")

Example = tuple[frozenset[str], bool]


@dataclass
class Lesson:
    """One document: what was read in it, its answers, and the examples that it gives."""

    context: Context
    answers: Mapping[str, Any]
    examples: dict[str, list[Example]] = field(
        default_factory=lambda: {"programs": [], "links": []}
    )


def held_back(gold: Path) -> bool:
    """Tell whether a document of tests/documents is kept aside to measure with."""
    return int(gold.name.split("-")[0]) % 3 == 0


def lesson(gold_path: Path) -> Lesson:
    """Read one document and make examples of what is in it."""
    gold = read_gold(gold_path)
    context = understand(parse(read(gold.document, ocr=NoOcr())))
    made = Lesson(context, gold.answers)
    wanted = entries(gold.answers, "programs")
    found: list[tuple[tuple[int, int], Mapping[str, Any]]] = []
    for one in told(context):
        name = plain(one.phrase.name)
        alike = [(best(map(plain, forms(w, "name")), name, likeness), w) for w in wanted]
        sure = max((a for a, w in alike if not w.get("optional")), default=0.0)
        unsure = max((a for a, w in alike if w.get("optional")), default=0.0)
        if max(sure, unsure) >= ALIKE:
            span = (one.phrase.start, one.phrase.end)
            found.append((span, max(alike, key=lambda pair: pair[0])[1]))
        if sure >= max(ALIKE, unsure) or unsure < ALIKE:
            made.examples["programs"].append((one.phrase.traits, sure >= ALIKE))
    made.examples["links"].extend(_links(context, gold.answers, found))
    return made


def _links(
    context: Context,
    answers: Mapping[str, Any],
    found: Sequence[tuple[tuple[int, int], Mapping[str, Any]]],
) -> Iterator[Example]:
    names = [forms(body, "name") for body in entries(answers, "agencies")]
    known = directory(context)
    near = Parties(context, [span for span, _ in found])
    for span, program in found:
        for party in near.near(span, *where(context, span[0])):
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


def learn(lessons: Sequence[Lesson], what: str) -> Weights:
    """Return the weights that the examples of some documents give."""
    examples = [e for one in lessons for e in one.examples[what]]
    counts = Counter(trait for traits, _ in examples for trait in traits)
    names = sorted(trait for trait, count in counts.items() if count >= RAREST)
    column = {name: n for n, name in enumerate(names)}
    table: NDArray[np.float64] = np.zeros((len(examples), len(names) + 1))
    table[:, -1] = 1.0
    for row, (traits, _) in enumerate(examples):
        table[row, [column[t] for t in traits if t in column]] = 1.0
    right = np.array([float(is_one) for _, is_one in examples])
    penalty = np.full(len(names) + 1, PENALTY[what])
    penalty[-1] = 1e-3
    found: NDArray[np.float64] = np.zeros(len(names) + 1)
    for _ in range(15):
        share = 1.0 / (1.0 + np.exp(-table @ found))
        slope = table.T @ (right - share) - penalty * found
        curve = (table * (share * (1.0 - share))[:, None]).T @ table + np.diag(penalty)
        found += np.linalg.solve(curve, slope)
    of = {name: round(float(found[n]), 3) for name, n in column.items()}
    return Weights(round(float(found[-1]), 3), of, THRESHOLDS[what])


def crossed(lessons: Sequence[Lesson]) -> Iterator[str]:
    """Yield how well documents are read with what the other folds' documents taught."""
    judgements = []
    for fold in range(FOLDS):
        others = [one for n, one in enumerate(lessons) if n % FOLDS != fold]
        programs, links = learn(others, "programs"), learn(others, "links")
        for one in lessons[fold::FOLDS]:
            one.context.found["programs"] = weighed(one.context, programs, links)
            record = record_from(one.context).model_dump(mode="json")
            judgements.append(judge(one.answers, record))
    rows = summarize(judgements).rows
    for group in GROUPS:
        row = rows[group]
        yield f"{group:22} {row.precision or 0:.3f} {row.recall or 0:.3f} {row.score or 0:.3f}"


def main() -> None:
    """Learn, say how well, and write the weights."""
    paths = [path for path in find_gold(DOCUMENTS) if not held_back(path)]
    paths += [path for folder in sys.argv[1:] for path in find_gold(Path(folder))]
    lessons = [lesson(path) for path in paths]
    for line in crossed(lessons):
        sys.stdout.write(line + "\n")
    whole = {what: learn(lessons, what) for what in PENALTY}
    made = {
        what: {"base": w.base, "threshold": w.threshold, "of": w.of} for what, w in whole.items()
    }
    TABLE.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()

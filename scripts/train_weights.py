"""Learns what a document tells by its words and their place: `python scripts/train_weights.py [FOLDER…]`.

`--only=programs,links` learns these alone and leaves the other files as they are.

Seven things are learned: what a document is (kinds), what each of its days is (days), what field of work
a programme or proposal is of (types), which phrases are programmes, which bodies do them (links), which pieces of text are decisions, which are proposals. The examples are the documents of tests/documents that nobody
keeps aside to measure with, and those of the folders named, each with what a careful reader found
in it. Every candidate that the extractors see is an example of the thing or of none; what readers
differ on is no example. Logistic regressions (scripts/learning.py) give each trait a weight, and
extractors/data/*.json keep them. Then the script says how well each does on
documents that it did not learn from.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from evaluation import find_gold, judge, read_gold, summarize
from evaluation.judging import entries
from evaluation.likeness import ALIKE, agency_likeness, likeness, plain
from evaluation.pairing import best, forms
from extractors import read
from extractors.acts.clauses import told
from extractors.acts.days import days
from extractors.acts.decided import pieces
from extractors.acts.fields import traits as field_traits
from extractors.acts.parties import Parties
from extractors.acts.wanted import things
from extractors.assemble import begin, record_from, understand
from extractors.context import Context
from extractors.directory import directory
from extractors.kinds import traits as kind_traits
from extractors.layout import units
from extractors.ocr import NoOcr
from extractors.parts import decisions, programs, proposals
from extractors.parts.programs.places import where
from extractors.weighing import TABLES, Choice, Weights, choice, weights
from models.codes import DateRole, DocumentKind, ProgramType
from models.indonesian import parse
from models.indonesian.words import text_of
from scripts.learning import Example, Recipe, Sample, learn, learn_choice

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "tests" / "documents"
FOLDS = 5
FAINTER, FAINT = (
    1.5,
    -0.6,
)  # sums of weights: how far below the best mention, and below which in any case
BEGINNINGS = (8, 20)  # units of a document that are shown as if they were all of it
RECIPES = {
    "programs": Recipe(8.0, 0.45, rarest=8, documents=4, least=0.03),
    "links": Recipe(4.0, 0.5, documents=3),
    "decisions": Recipe(1.0, 0.3, rarest=5, least=0.03),
    "proposals": Recipe(3.0, 0.85, trust=4.0, rarest=5, least=0.03),
}
GROUPS = (
    *("programs (name)", "programs (name+type)", "program-agency links"),
    *("decisions", "proposals (title)"),
)

AMONG: dict[str, tuple[str, ...]] = {
    "kinds": tuple(kind.value for kind in DocumentKind),
    "days": tuple(role.value for role in DateRole),
    "types": tuple(kind.value for kind in ProgramType),
}
CHOICES = {
    "kinds": Recipe(2.0, rarest=8, least=0.03, telling=("called: ",)),
    "days": Recipe(0.5, rarest=4, least=0.02, telling=("says: ", "byline", "dateline")),
    "types": Recipe(2.0, rarest=4, least=0.2),
}


@dataclass
class Lesson:
    """One document: what was read in it, its answers, the folder that it lies in, the examples that it gives."""

    context: Context
    answers: Mapping[str, Any]
    folder: str
    examples: dict[str, list[Example]] = field(default_factory=lambda: {w: [] for w in RECIPES})
    mentions: list[int] = field(default_factory=list)
    """Which of the answers each example of a programme names; -1 for none."""


def held_back(gold: Path) -> bool:
    """Tell whether a document is kept aside to measure with, by the number that its name begins with."""
    number = gold.name.split("-")[0]
    return number.isdigit() and int(number) % 3 == 0


@dataclass(frozen=True)
class Paper:
    """One document read, its answers, and the folder that it lies in."""

    doc: Doc
    answers: Mapping[str, Any]
    folder: str


def paper(gold_path: Path) -> Paper:
    """Read one document."""
    gold = read_gold(gold_path)
    return Paper(parse(read(gold.document, ocr=NoOcr())), gold.answers, gold_path.parent.name)


def kinds_shown(one: Paper) -> Iterator[Sample]:
    """Yield what a document is, as readers say with one voice: of the whole, and of its beginning, so
    that short papers are known too.
    """
    head = one.answers.get("document") or {}
    if not head.get("kind") or head.get("kind_aliases"):
        return
    text, built = text_of(one.doc), units(one.doc)
    for count in sorted({len(built), *(n for n in BEGINNINGS if n < len(built))}, reverse=True):
        until = built[count - 1].end if built else 0
        whole = count == len(built)
        shown = kind_traits(
            one.doc._.source.media_type, text if whole else text[:until], built[:count]
        )
        yield shown, head["kind"]


def days_shown(one: Paper) -> Iterator[Sample]:
    """Yield what each day that a document tells is, where readers have one answer for it."""
    roles: dict[str, set[str]] = {}
    for entry in entries(one.answers, "dates"):
        roles.setdefault(entry["date"], set()).update(
            (entry["role"], *(entry.get("role_aliases") or ()))
        )
    for _, day, traits in days(begin(one.doc)):
        told = roles.get(day.isoformat(), set())
        if len(told) == 1:
            yield traits, next(iter(told))


def types_shown(answers: Mapping[str, Any]) -> Iterator[Sample]:
    """Yield the names of programmes and proposals with their types, where readers agree on one."""
    for part, key in (("programs", "name"), ("proposals", "title")):
        for entry in entries(answers, part):
            if entry.get("type") and not entry.get("type_aliases"):
                yield from ((field_traits(name), entry["type"]) for name in forms(entry, key))


def examples(one: Paper) -> Lesson:
    """Make examples of what is read in one document."""
    context, answers = understand(one.doc), one.answers
    made = Lesson(context, answers, one.folder)
    made.examples["proposals"] = list(_proposals(context, answers))
    made.examples["decisions"] = list(_decisions(context, answers))
    for example, mention in _programs(context, answers):
        made.examples["programs"].append(example)
        made.mentions.append(mention)
    return made


def parted(folders: Sequence[str]) -> list[int]:
    """Return the fold of each document, by its folder: those of one folder, which mostly one person wrote,
    are in one fold, so that what is his way of writing is not taken for learned.

    The folder with the most documents comes first, each into the fold that has the fewest.
    """
    fold: dict[str, int] = {}
    taken = [0] * FOLDS
    for folder, count in sorted(Counter(folders).items(), key=lambda f: (-f[1], f[0])):
        fold[folder] = taken.index(min(taken))
        taken[fold[folder]] += count
    return [fold[folder] for folder in folders]


def _folds(
    lessons: Sequence[Lesson],
) -> Iterator[tuple[Lesson, Callable[[str], Weights]]]:
    """Yield each document with what the documents of the other folds teach."""
    folds = parted([one.folder for one in lessons])
    for fold in range(FOLDS):
        others = [one for one, at in zip(lessons, folds, strict=True) if at != fold]
        taught = cache(lambda what, others=others: _learned(others, what))
        for one, at in zip(lessons, folds, strict=True):
            if at == fold:
                yield one, taught


def _programs(context: Context, answers: Mapping[str, Any]) -> Iterator[tuple[Example, int]]:
    if context.kind is DocumentKind.PROPOSAL:
        return  # what is applied for looks the same and would be taught as none
    wanted = entries(answers, "programs")
    for one in told(context):
        named, right = _rated(wanted, "name", one.phrase.name)
        if right is not None:
            mention = next((n for n, answer in enumerate(wanted) if answer is named), -1)
            yield (one.phrase.traits, right), mention


def leave_out_faint_mentions(lessons: Sequence[Lesson]) -> None:
    """Leave out of the examples where a programme is only named again: what the other folds teach makes
    that far less likely than the place which tells of it best. To be found once is enough, and what
    stands around a bare mention speaks for no programme.
    """
    kept = []
    for one, taught in _folds(lessons):
        shown = one.examples["programs"]
        of = taught("programs")
        totals = [of.base + of.total(traits) for traits, _ in shown]
        best: dict[int, float] = {}
        for mention, total in zip(one.mentions, totals, strict=True):
            best[mention] = max(best.get(mention, total), total)
        clear = [
            not right or total > min(best[mention] - FAINTER, FAINT)
            for (_, right), mention, total in zip(shown, one.mentions, totals, strict=True)
        ]
        kept.append(
            (one, [example for example, is_clear in zip(shown, clear, strict=True) if is_clear])
        )
    for one, some in kept:  # only now: each fold learned from all
        one.examples["programs"] = some


def teach_links(lessons: Sequence[Lesson], names: Weights) -> None:
    """Add the examples of links: the bodies near the programmes that are found with these weights."""
    for one in lessons:
        wanted = entries(one.answers, "programs")
        found: list[tuple[tuple[int, int], Mapping[str, Any]]] = []
        others: list[tuple[int, int]] = []
        for item in programs.named(one.context, names):
            alike, _ = _rated(wanted, "name", item.value.name)
            if alike is None:
                others.extend(item.spans)
            else:
                found.extend((span, alike) for span in item.spans)
        one.examples["links"] = list(_links(one.context, one.answers, found, others))


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
    others: Sequence[tuple[int, int]],
) -> Iterator[Example]:
    names = [forms(body, "name") for body in entries(answers, "agencies")]
    known = directory(context)
    near = Parties(context, [*(span for span, _ in found), *others])
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


def _learned(lessons: Sequence[Lesson], what: str) -> Weights:
    return learn([one.examples[what] for one in lessons], RECIPES[what])


def chosen(
    samples: Sequence[Sequence[Sample]], folders: Sequence[str], what: str
) -> tuple[Choice, str]:
    """Return the weights that the samples of documents give, and how often they are right on
    documents of other folds (of kinds, also on what is only the beginning of one).
    """

    def taught(some: Iterable[Sequence[Sample]]) -> Choice:
        return learn_choice([s for one in some for s in one], AMONG[what], CHOICES[what])

    right = asked = 0
    folds = parted(folders)
    for fold in range(FOLDS):
        of = taught(one for one, at in zip(samples, folds, strict=True) if at != fold)
        tried = (one for one, at in zip(samples, folds, strict=True) if at == fold)
        for traits, answer in (s for one in tried for s in one):
            shares = of.shares(traits)
            right += max(shares, key=lambda name: shares[name]) == answer
            asked += 1
    return taught(samples), f"{what:22} {right / max(1, asked):.3f}"


def read_again(one: Lesson, of: Callable[[str], Weights]) -> Mapping[str, Any]:
    """Return the record of a document by these weights."""
    context = one.context
    found = context.found
    found["proposals"] = proposals.weighed(context, of("proposals"))
    found["decisions"] = decisions.weighed(context, of("decisions"))
    found["programs"] = programs.weighed(context, of("programs"), of("links"))
    return record_from(context).model_dump(mode="json")


def crossed(lessons: Sequence[Lesson], learned: Collection[str]) -> Iterator[str]:
    """Yield how well documents are read with what the other folds' documents taught; what was not
    learned now is as the files have it.
    """

    def taught(what: str, others: Callable[[str], Weights]) -> Weights:
        return others(what) if what in learned else weights(what)

    judgements = [
        judge(one.answers, read_again(one, partial(taught, others=others)))
        for one, others in _folds(lessons)
    ]
    rows = summarize(judgements).rows
    for group in GROUPS:
        row = rows[group]
        yield f"{group:22} {row.precision or 0:.3f} {row.recall or 0:.3f} {row.score or 0:.3f}"


def keep(what: str, made: Mapping[str, object]) -> None:
    """Write weights where the extractors find them."""
    text = json.dumps(made, indent=0, sort_keys=True, ensure_ascii=False)
    # One trait a line, whether it has one weight or several.
    text = re.sub(r"\[\s+([^\]]*?)\s+\]", lambda m: f"[{' '.join(m[1].split())}]", text)
    (TABLES / f"{what}.json").write_text(text + "\n", "utf-8")


def teach(papers: Sequence[Paper], only: Collection[str]) -> Iterator[str]:
    """Learn these things from these documents, keep the weights, and yield how well they are learned."""
    # What a document is decides how its days are read, and both how all else is.
    for what, shown in (
        ("types", lambda one: types_shown(one.answers)),
        ("kinds", kinds_shown),
        ("days", days_shown),
    ):
        if what not in only:
            continue
        folders = [one.folder for one in papers]
        of, told = chosen([list(shown(one)) for one in papers], folders, what)
        keep(what, {"among": of.among, "base": of.base, "of": of.of})
        choice.cache_clear()
        yield told
    lessons = [examples(one) for one in papers]
    leave_out_faint_mentions(lessons)
    for what, recipe in RECIPES.items():
        if what == "links":
            weights.cache_clear()
            teach_links(lessons, weights("programs"))
        if what not in only:
            continue
        learned = _learned(lessons, what)
        of_one = {"base": learned.base, "threshold": learned.threshold, "of": learned.of}
        keep(what, {**of_one, "trust": recipe.trust})
    weights.cache_clear()
    yield from crossed(lessons, only)


def main() -> None:
    """Learn, write the weights, and say how well they are learned."""
    chosen_ones = [a.removeprefix("--only=") for a in sys.argv[1:] if a.startswith("--only=")]
    only = chosen_ones[-1].split(",") if chosen_ones else [*RECIPES, *CHOICES]
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    paths = [p for root in (DOCUMENTS, *folders) for p in find_gold(root) if not held_back(p)]
    for line in teach([paper(path) for path in paths], only):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

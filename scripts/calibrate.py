"""Counts how often items read alike are right: `python scripts/calibrate.py [--add GOLD...]`.

What counts is the first reading: rules are mended by the documents of tests/documents/, so these are
by now read better than anything new. tests/documents/first-readings.tsv keeps what became of each
before its errors were looked at; `--add` appends the items of further documents (their gold is
named), and belongs before anybody looks at what is wrong in them. From it the counts are written to
extractors/data/confidence.toml. Then the script says how far they can be trusted: each document's
items are given the confidence that the other documents alone would give them, on first reading, and
as they are read today.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation import find_gold, judge, read_gold
from extractors import read
from extractors.assemble import record_from, understand
from extractors.confidence import Cells, Traits, chance, legibility, traits
from extractors.ocr import OcrEngine, find_engine
from models.indonesian import parse
from models.record import LIST_PARTS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "tests" / "documents"
TABLE = ROOT / "extractors" / "data" / "confidence.toml"
FIRST = DOCUMENTS / "first-readings.tsv"
"""Document, part, whether the item was right, traits."""
FOLDS = 10
SURE = 0.9
"""From here on an item is one that may be used without a look at the document."""
HEAD = """\
# Of how many items read alike how many were right: [right, all], by part and traits. Made by
# scripts/calibrate.py from tests/documents/first-readings.tsv; docs/confidence.md says what a
# confidence is. Do not edit.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One item of one document: how it was read, and whether it is right."""

    document: str
    part: str
    traits: Traits
    legible: float
    right: bool


def held_back(gold: Path) -> bool:
    """Tell whether a document of tests/documents is kept aside to measure with."""
    return int(gold.name.split("-")[0]) % 3 == 0


def cases(paths: Iterable[Path], ocr: OcrEngine) -> Iterator[Case]:
    """Yield the items found in documents with gold, without those on which readers differ."""
    for path in paths:
        gold = read_gold(path)
        context = understand(parse(read(gold.document, ocr=ocr)))
        right = judge(gold.answers, record_from(context).model_dump(mode="json")).right
        for part in LIST_PARTS:
            for n, item in enumerate(context.found.get(part, ())):
                verdict = right.get(f"/{part}/{n}")
                if verdict is not None:
                    seen = traits(context, part, item)
                    clear = legibility(context, item.spans)
                    yield Case(gold.document.stem, part, seen, clear, verdict)


def first_readings() -> list[Case]:
    """Return the items of the first readings; they are of documents with a text layer."""
    rows = (line.split("\t") for line in FIRST.read_text("utf-8").splitlines())
    return [
        Case(name, part, tuple(seen.split()), 1.0, right == "1") for name, part, right, seen in rows
    ]


def counted(some: Iterable[Case]) -> dict[str, Cells]:
    """Count by part and traits, each number of first traits by itself."""
    table: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for case in some:
        for depth in range(len(case.traits) + 1):
            key = " ".join(case.traits[:depth])
            right, all_ = table[case.part].get(key, (0, 0))
            table[case.part][key] = (right + case.right, all_ + 1)
    return {part: dict(sorted(table[part].items())) for part in LIST_PARTS if part in table}


def sure_of(case: Case, table: dict[str, Cells]) -> float:
    """Return the confidence that a table gives to an item."""
    return round(min(chance(table.get(case.part, {}), case.traits), case.legible), 2)


def crossed(some: list[Case], first: list[Case]) -> list[tuple[Case, float]]:
    """Give each item the confidence that the first readings of the other folds' documents give it."""
    fold = {name: n % FOLDS for n, name in enumerate(sorted({c.document for c in first}))}
    tables = [counted(c for c in first if fold[c.document] != n) for n in range(FOLDS)]
    whole = counted(first)
    return [
        (case, sure_of(case, tables[fold[case.document]] if case.document in fold else whole))
        for case in some
    ]


def reliability(rated: Iterable[tuple[Case, float]]) -> Iterator[str]:
    """Yield a line for each part: how many items are sure, and how many of the sure are right."""
    by_part: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for case, value in rated:
        for name in (case.part, "all"):
            by_part[name].append((case.right, value))
    yield f"{'part':10} {'items':>6} {'right':>6} {'sure':>6} {'of them right':>14} {'unsure right':>13}"
    for part in (*LIST_PARTS, "all"):
        items = by_part[part]
        sure = [right for right, value in items if value >= SURE]
        unsure = [right for right, value in items if value < SURE]
        cells = (share([right for right, _ in items]), len(sure) / max(1, len(items)))
        yield (
            f"{part:10} {len(items):6} {cells[0]:>6} {cells[1]:6.3f} "
            f"{share(sure):>14} {share(unsure):>13}"
        )


def share(right: list[bool]) -> str:
    """Return how many are right, as it is printed."""
    return f"{sum(right) / len(right):.3f}" if right else "-"


def write(table: dict[str, Cells], path: Path = TABLE) -> None:
    """Write the counts, one cell a line."""
    lines = [HEAD]
    for part, cells in table.items():
        lines.append(f"[{part}]")
        lines += [f'"{key}" = [{right}, {all_}]' for key, (right, all_) in cells.items()]
        lines.append("")
    path.write_text("\n".join(lines), "utf-8")


def add(paths: Iterable[Path]) -> None:
    """Append the items of documents to the first readings."""
    with FIRST.open("a", encoding="utf-8") as out:
        for case in cases(paths, find_engine("auto")):
            seen = " ".join(case.traits)
            out.write(f"{case.document}\t{case.part}\t{int(case.right)}\t{seen}\n")


def main() -> None:
    """Count, write and report."""
    if sys.argv[1:2] == ["--add"]:
        add(map(Path, sys.argv[2:]))
    first = first_readings()
    write(counted(first))
    tuned = (p for p in find_gold(DOCUMENTS) if not held_back(p))
    for title, some in (
        ("on first reading, each document by the others", first),
        ("the same documents as read today", list(cases(tuned, find_engine("none")))),
    ):
        lines = (f"{title}:", *reliability(crossed(some, first)))
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

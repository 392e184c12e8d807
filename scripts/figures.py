"""Measures on the documents of the repository and writes docs/figures.md: `make figures`.

The page says of which READING and VERSION its figures are; a test compares them with the code's.
Of the documents held back only sums are told, never what was missed.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from evaluation import Measured, Summary, find_gold, judge, read_gold, summarize
from evaluation.summary import GROUPS
from evaluation.telling import by, kind_of, type_of
from extractors import READING, VERSION, extract
from extractors.ocr import OcrEngine, find_engine
from scripts.calibrate import DOCUMENTS, ROOT, SURE, Case, cases, counted, first_readings, held_back
from scripts.calibrate import sure_of as rated

PAGE = ROOT / "docs" / "figures.md"
GOLDEN = ROOT / "tests" / "golden"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def sets() -> dict[str, list[Path]]:
    """Return the gold of each set of documents by its name."""
    documents = find_gold(DOCUMENTS)
    return {
        "samples": find_gold(GOLDEN),
        "tuned": [path for path in documents if not held_back(path)],
        "held back": [path for path in documents if held_back(path)],
    }


def measured(paths: list[Path], ocr: OcrEngine) -> list[Measured]:
    """Read the documents and hold their records against the gold."""
    out = []
    for path in paths:
        gold = read_gold(path)
        record = extract(gold.document, ocr=ocr)
        out.append(Measured(gold, record, judge(gold.answers, record.model_dump(mode="json"))))
    return out


def block(of: dict[str, list[Measured]], rated_items: dict[str, list[Case]]) -> str:
    """Return the page's tables."""
    return "\n".join(
        (
            f"Of reading {READING}, version {VERSION}.",
            "",
            "## By part",
            "",
            *_by_part({name: summarize(m.judgement for m in some) for name, some in of.items()}),
            "",
            "## By kind of document",
            "",
            *_means(of, kind_of),
            "",
            "## By type of file",
            "",
            *_means(of, type_of),
            "",
            "## By confidence",
            "",
            *_by_confidence(rated_items),
        )
    )


def _by_part(summaries: dict[str, Summary]) -> Iterator[str]:
    yield "| part | " + " | ".join(f"{n} ({s.documents})" for n, s in summaries.items()) + " |"
    yield "| --- |" + " --- |" * len(summaries)
    for group in GROUPS:
        scores = (_figure(s.rows[group].score) for s in summaries.values())
        yield f"| {group} | " + " | ".join(scores) + " |"
    yield "| **mean** | " + " | ".join(_figure(s.overall) for s in summaries.values()) + " |"


def _means(of: dict[str, list[Measured]], key: Callable[[Measured], str]) -> Iterator[str]:
    """Yield the mean of the groups for each kind, with the number of documents."""
    split = {name: by(some, key) for name, some in of.items()}
    yield "| | " + " | ".join(split) + " |"
    yield "| --- |" + " --- |" * len(split)
    for one in sorted({name for summaries in split.values() for name in summaries}):
        cells = (
            f"{_figure(s[one].overall)} ({s[one].documents})" if one in s else "-"
            for s in split.values()
        )
        yield f"| {one} | " + " | ".join(cells) + " |"


def _by_confidence(items: dict[str, list[Case]]) -> Iterator[str]:
    table = counted(first_readings())
    yield f"| | items | share with {SURE} or more | of them right | of the others right |"
    yield "| --- | --- | --- | --- | --- |"
    for name, some in items.items():
        sure = [case.right for case in some if rated(case, table) >= SURE]
        other = [case.right for case in some if rated(case, table) < SURE]
        shares = (len(sure) / len(some), sum(sure) / len(sure), sum(other) / len(other))
        yield f"| {name} | {len(some)} | " + " | ".join(f"{s:.3f}" for s in shares) + " |"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def main() -> None:
    """Measure and write the page; needs Tesseract for the scans among the samples."""
    engine = find_engine("tesseract")
    chosen = sets()
    of = {name: measured(paths, engine) for name, paths in chosen.items()}
    items = {name: list(cases(paths, engine)) for name, paths in chosen.items()}
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{block(of, items)}\n{END}{after}", "utf-8")
    for name, some in of.items():
        mean = _figure(summarize(m.judgement for m in some).overall)
        sys.stdout.write(f"{name}: {mean} over {len(some)} documents\n")


if __name__ == "__main__":
    main()

"""Measures who should find the persons: rules, recognizer, or both; writes the tables into docs/names.md.

`python -m scripts.ablation [FOLDER...]`: the folders hold documents with gold beside them (docs/evaluate.md);
without one, those of tests/. Each document is read once and extracted three times. Of tests/documents,
what is held back from whoever makes rules stands apart, by the sums alone.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

from evaluation import Measured, Summary, measure, summarize
from extractors import read, record_of
from extractors.ocr import find_engine
from models.codes import Names
from models.errors import InputError
from models.indonesian import pipeline
from models.record import Record
from models.source import Source
from models.values.person import same_person
from scripts.calibrate import held_back

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "names.md"
DOCUMENTS = ROOT / "tests" / "documents"
FOLDERS = (ROOT / "tests" / "golden", DOCUMENTS)
BEGIN, END = "<!-- begin: scripts/ablation.py -->", "<!-- end: scripts/ablation.py -->"
MODES: tuple[Names, ...] = get_args(Names)
GROUPS = ("people (name)", "people (name+role+agency)", "agencies")

Cells = tuple[object, ...]


def main(arguments: list[str] | None = None) -> int:
    """Measure, and write the tables into the page; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="documents with gold beside them")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the tables go")
    chosen = parser.parse_args(arguments)
    tables = [*names_in_lines(DOCUMENTS / "names.jsonl")]
    for folder in chosen.folders or FOLDERS:
        tables += names_in_documents(folder)
    text = chosen.page.read_text("utf-8")
    chosen.page.write_text(put(text, "\n".join(tables)), encoding="utf-8")
    sys.stdout.write("\n".join(tables) + "\n")
    return 0


def names_in_lines(path: Path) -> Iterator[str]:
    """Yield the table of persons found in single lines: odd lines were looked at, even ones not."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    yield from table(
        f"Persons in the {len(lines)} lines of `{_shown(path)}`",
        ("lines", "names", "precision", "recall", "F1"),
        (
            (title, mode, *persons(chosen, mode))
            for title, rest in (("odd, looked at", 1), ("even", 0))
            for chosen in [[line for line in lines if line["id"] % 2 == rest]]
            for mode in MODES
        ),
    )


def persons(lines: list[dict[str, object]], mode: Names) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the persons marked in labelled lines."""
    hits = wanted = given = 0
    nlp = pipeline(mode)
    for line in lines:
        text, spans = str(line["text"]), line["spans"]
        left = [text[a:b] for a, b, kind in spans if kind == "PER"]  # type: ignore[attr-defined]  # of JSON
        wanted += len(left)
        doc = nlp(text)
        for span in doc.spans["names"]:
            given += 1
            met = next((name for name in left if same_person(name, span._.names.text)), None)
            if met is not None:
                left.remove(met)
                hits += 1
    return hits / max(1, given), hits / max(1, wanted), 2 * hits / max(1, given + wanted)


def names_in_documents(folder: Path) -> Iterator[str]:
    """Yield the table of what the records of a folder's documents hold, found in each of the ways."""
    heads = ("documents", "names", "count", "people", "people with office", "agencies", "mean")
    rows: list[Cells] = []
    for mode in MODES:
        measured = list(measure(folder, extracting(mode), _tell))
        for title, some in parted(folder, measured):
            summary = summarize(one.judgement for one in some)
            rows.append((title, mode, summary.documents, *figures(summary)))
    # By documents, so that the three ways stand below one another.
    yield from table(f"Records of `{_shown(folder)}`", heads, sorted(rows, key=lambda r: str(r[0])))


def parted(folder: Path, measured: list[Measured]) -> list[tuple[str, list[Measured]]]:
    """Return the documents that may be looked at and those that are held back, if the folder has such."""
    if folder.resolve() != DOCUMENTS:
        return [("all", measured)]
    held = [held_back(one.gold.path) for one in measured]
    return [
        (title, [one for one, is_held in zip(measured, held, strict=True) if is_held is which])
        for title, which in (("held back", True), ("looked at", False))
    ]


def extracting(mode: Names) -> Callable[[Path], Record]:
    """Return the extraction with names found in one of the ways."""
    return lambda path: record_of(_read(path), names=mode)


def figures(summary: Summary) -> tuple[float | None, ...]:
    """Return the scores that a way of finding names can change, and the mean of all."""
    return (*(summary.rows[group].score for group in GROUPS), summary.overall)


def table(title: str, heads: tuple[str, ...], rows: Iterator[Cells] | list[Cells]) -> Iterator[str]:
    """Yield a table in Markdown with its title."""
    columns = ("documents", "lines")
    yield f"\n### {title}\n"
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join("---" if h in (*columns, "names") else "--:" for h in heads) + " |"
    for row in rows:
        yield "| " + " | ".join(_cell(c) for c in row) + " |"


def put(page: str, text: str) -> str:
    """Return a page with this text between its two marks.

    Raises:
        ValueError: the page has no such marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{begin}\n{text}\n\n{end}{after}"


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


@cache
def _read(path: Path) -> Source:
    return read(path, ocr=find_engine("auto"))


def _tell(error: InputError) -> None:
    sys.stderr.write(f"{error}\n")


def _shown(path: Path) -> str:
    absolute = path.resolve()
    return str(absolute.relative_to(ROOT)) if absolute.is_relative_to(ROOT) else path.name


if __name__ == "__main__":
    sys.exit(main())

"""Measures whether articles of saved web pages are better taken by trafilatura or by our own walk over
the page: `python -m scripts.articles [--write]`.

Each saved page among the samples and documents is read in both ways, and both records are held against
its gold. Title and day of publication are the same in both, so that the blocks of the text alone
differ. `--write` puts the lines into docs/design.md, where the choice is told. Of documents held back
only sums are told.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evaluation import Judgement, judge, read_gold, summarize
from extractors import read, record_of
from extractors.ocr import NoOcr
from extractors.readers.cleaning import decode
from extractors.readers.markup import blocks_of, tree_of, without_controls
from models.source import Page, Source
from scripts.figures import sets

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "design.md"
BEGIN, END = "<!-- begin: scripts/articles.py -->", "<!-- end: scripts/articles.py -->"
WAYS = ("trafilatura", "the whole page as it shows")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the lines if asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the lines into docs/design.md")
    chosen = parser.parse_args(arguments)
    told = "\n".join([BEGIN, "", *lines(), "", END])
    sys.stdout.write(f"{told}\n")
    if chosen.write:
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        PAGE.write_text(before + told + rest.split(END)[1], encoding="utf-8")
    return 0


def lines() -> Iterator[str]:
    """Yield a table with a line for each way and a column for each set of documents."""
    found = {name: judged([g for g in gold if is_page(g)]) for name, gold in sets().items()}
    every: dict[str, list[Judgement]] = {
        way: [one for some in found.values() for one in some[way]] for way in WAYS
    }
    found["all"] = every
    heads = [f"{name} ({len(some[WAYS[0]])})" for name, some in found.items()]
    yield f"| article by | {' | '.join(heads)} |"
    yield f"| --- |{' --: |' * len(heads)}"
    for way in WAYS:
        cells = (f"{summarize(some[way]).overall or 0.0:.3f}" for some in found.values())
        yield f"| {way} | {' | '.join(cells)} |"


def is_page(gold: Path) -> bool:
    """Tell whether a gold file is that of a saved web page."""
    return read_gold(gold).document.suffix == ".html"


def judged(paths: list[Path]) -> dict[str, list[Judgement]]:
    """Return what the records of saved pages are worth, read in each way."""
    out: dict[str, list[Judgement]] = {way: [] for way in WAYS}
    for path in paths:
        gold = read_gold(path)
        usual = read(gold.document, ocr=NoOcr())
        for way, source in zip(WAYS, (usual, as_shown(gold.document, usual)), strict=True):
            record = record_of(source).model_dump(mode="json")
            out[way].append(judge(gold.answers, record))
    return out


def as_shown(path: Path, usual: Source) -> Source:
    """Return a page by our own walk: every visible block of it, with the title and day of the usual way."""
    text, _ = decode(path.read_bytes())
    blocks = tuple(blocks_of(tree_of(path.name, without_controls(text))))
    return replace(usual, pages=(Page(1, blocks),))


if __name__ == "__main__":
    sys.exit(main())

"""Measures how well scans and photos are read, by fault and by step: the tables of docs/reading.md.

`python -m scripts.scans` reads the pages of tests/scans that may be looked at and prints each one's
share of wrong characters and of words found; `--held-back` gives the mean of the others;
`--write` reads all, once more without each step, beside plain Tesseract, and writes the tables.
`--cache FILE` keeps what was measured, so that a long run can go on where it stopped.
`python -m scripts.scans FOLDER` measures scans of your own beside plain Tesseract: NAME.jpg with its
true `text` in NAME.json. Pages of a PDF are given to plain Tesseract as pictures of 200 dots an inch.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from statistics import mean

import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from extractors import read
from extractors.legible import ALL, Step
from extractors.ocr import Image, OcrEngine, OcrWord, find_engine
from extractors.readers.frames import frames
from extractors.readers.imaging import page_of_image
from extractors.readers.text_layer import PDFIUM
from models.source import Source
from tests.scans.pages import SCANS, SPECIAL, USUAL, Scan, picture_of

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reading.md"
BEGIN, END = "<!-- begin: scripts/scans.py -->", "<!-- end: scripts/scans.py -->"
PLAIN = "plain"
PLAIN_DPI = 200
"""Dots an inch at which pages of a PDF are shown to plain Tesseract: those of an office's scanner."""
MADE_FOR = {"few letters": Step.DOUBT, "crumbs and holes": Step.SPECKS}
"""Which step the groups of special pages are for."""
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf")


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one page was read in one way: wrong characters and words found, as shares."""

    page: str
    way: str
    errors: float
    words: float


def squeezed(text: str) -> str:
    """Return text with its blanks squeezed to one."""
    return " ".join(text.split())


def character_errors(text: str, truth: str) -> float:
    """Return the Levenshtein distance over the true text's length, blanks squeezed.

    >>> round(character_errors("Rapat  RT 03", "Rapat RT 02"), 3)
    0.091
    """
    true = squeezed(truth)
    return Levenshtein.distance(squeezed(text), true) / max(len(true), 1)


def words_found(text: str, truth: str) -> float:
    """Return the share of the true words that were read, each as often as it stands there.

    >>> words_found("RT 02 rapat", "rapat RT 02 RW 02")
    0.6
    """
    true = Counter(truth.split())
    return (true & Counter(text.split())).total() / max(true.total(), 1)


class Remembering:
    """An engine that reads no picture twice: most pages look the same with and without a step."""

    def __init__(self, engine: OcrEngine) -> None:
        """Take the engine that reads what is new."""
        self._engine = engine
        self._read: dict[tuple[bytes, bool], tuple[OcrWord, ...]] = {}
        self.name, self.version = engine.name, engine.version

    def read(self, image: Image, columns: bool = False) -> tuple[OcrWord, ...]:
        """Return the words of an image, as they were read the first time."""
        key = hashlib.sha256(repr(image.shape).encode() + image.tobytes()).digest(), columns
        if key not in self._read:
            self._read[key] = self._engine.read(image, columns=columns)
        return self._read[key]


def read_scan(scan: Scan, way: str = "", engine: OcrEngine | None = None) -> Measured:
    """Make a page and read it: by all steps, without the one that `way` names, or by plain Tesseract."""
    data, truth = picture_of(scan)
    if way == PLAIN:
        text = plain(data, Path(scan.name).suffix)
    else:
        pixels, dpi = next(frames(data))
        steps = ALL - {Step(way)} if way else ALL
        page = page_of_image(pixels, 1, dpi, engine or find_engine("tesseract"), steps)
        text = Source(scan.name, "", "", (page,)).text
    return judged(scan.name, way, text, truth)


def plain(data: bytes, suffix: str) -> str:
    """Return what Tesseract reads of an image file by itself."""
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        command = ["tesseract", file.name, "stdout", "-l", "ind"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def plain_of(path: Path) -> str:
    """Return what Tesseract reads by itself of an image file, or of a PDF page by page."""
    if path.suffix.lower() != ".pdf":
        return plain(path.read_bytes(), path.suffix)
    return "\n".join(plain(data, ".png") for data in pictures_of_pages(path))


def pictures_of_pages(path: Path) -> list[bytes]:
    """Return the pages of a PDF as PNG files of PLAIN_DPI."""
    out = []
    with PDFIUM, pdfium.PdfDocument(path) as document:  # one thread at a time may call it
        for page in document:
            held = BytesIO()
            picture = page.render(scale=PLAIN_DPI / 72).to_pil()
            picture.save(held, "PNG", dpi=(PLAIN_DPI, PLAIN_DPI))
            out.append(held.getvalue())
    return out


class Kept:
    """What was measured, in memory and in a file of lines, if one is given."""

    def __init__(self, path: Path | None) -> None:
        """Take up what the file holds."""
        self._path = path
        self._engine = Remembering(find_engine("tesseract"))
        lines = path.read_text("utf-8").splitlines() if path and path.exists() else []
        found = [Measured(**json.loads(line)) for line in lines]
        self._found = {(m.page, m.way): m for m in found}

    def measure(self, jobs: Iterable[tuple[Scan, str]]) -> Iterator[Measured]:
        """Yield the measure of each page in each way, measured now unless it was before."""

        def one(job: tuple[Scan, str]) -> Measured:
            known = self._found.get((job[0].name, job[1]))
            return known or read_scan(*job, self._engine)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for made in pool.map(one, jobs):
                if (made.page, made.way) not in self._found:
                    self._found[made.page, made.way] = made
                    if self._path:
                        with self._path.open("a", encoding="utf-8") as file:
                            file.write(json.dumps(asdict(made)) + "\n")
                yield made


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the page if asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="scans of your own with their text")
    parser.add_argument("--only", type=int, nargs="*", default=[], help="numbers of pages")
    parser.add_argument("--held-back", action="store_true", help="the mean of the even pages")
    parser.add_argument("--without", choices=[s.value for s in Step], default="", help="a step")
    parser.add_argument(
        "--write", action="store_true", help="write the tables into docs/reading.md"
    )
    parser.add_argument("--cache", type=Path, help="a file that keeps what was measured")
    chosen = parser.parse_args(arguments)
    if chosen.folder is not None:
        say_beside(measure_folder(chosen.folder))
        return 0
    kept = Kept(chosen.cache)
    if chosen.write:
        jobs = [(scan, way) for way in ("", *Step, PLAIN) for scan in USUAL]
        jobs += [(scan, way) for scan in SPECIAL for way in ("", MADE_FOR[scan.group])]
        write(list(kept.measure(jobs)))
        return 0
    scans = [s for s in SCANS if s.held_back == chosen.held_back]
    if chosen.only:
        scans = [s for s in scans if s.number in chosen.only]
    say_all(kept.measure((s, chosen.without) for s in scans), names=not chosen.held_back)
    return 0


def measure_folder(folder: Path) -> Iterator[tuple[Measured, Measured]]:
    """Yield how well we, and plain Tesseract, read the scans of a folder and of those below it whose
    true text stands beside them.
    """
    for path in sorted(folder.rglob("*")):
        gold = path.with_suffix(".json")
        if path.suffix.lower() not in SUFFIXES or not gold.exists():
            continue
        truth = json.loads(gold.read_text("utf-8")).get("text")
        if truth:
            text = read(path, ocr=find_engine("tesseract")).text
            yield (
                judged(path.name, "", text, truth),
                judged(path.name, PLAIN, plain_of(path), truth),
            )


def judged(page: str, way: str, text: str, truth: str) -> Measured:
    """Return how well a text agrees with the true one."""
    return Measured(page, way, character_errors(text, truth), words_found(text, truth))


def say_beside(found: Iterable[tuple[Measured, Measured]]) -> None:
    """Print each file as it is measured and the means: ours, then plain Tesseract's."""
    say("errors words   plain: errors words")
    every = []
    for pair in found:
        every.append(pair)
        say("  ".join(f"{m.errors:.4f}  {m.words:.3f}" for m in pair) + f"  {pair[0].page}")
    if every:
        means = "  ".join(
            f"{mean(m.errors for m in side):.4f}  {mean(m.words for m in side):.3f}"
            for side in zip(*every, strict=True)
        )
        say(f"{means}  mean of {len(every)}")


def say_all(found: Iterable[Measured], *, names: bool = True) -> None:
    """Print each page as it is measured, and the mean."""
    every = []
    for made in found:
        every.append(made)
        if names:
            say(f"{made.errors:.4f}  {made.words:.3f}  {made.page}")
    if every:
        errors, words = mean(m.errors for m in every), mean(m.words for m in every)
        say(f"{errors:.4f}  {words:.3f}  mean of {len(every)}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write(found: list[Measured]) -> None:
    """Put the tables into the page, between its marks."""
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    tables = "\n".join(
        [BEGIN, "", *by_fault(found), "", *by_step(found), "", *by_own(found), "", END]
    )
    PAGE.write_text(before + tables + rest.split(END)[1], encoding="utf-8")
    say(tables)


def by_fault(found: list[Measured]) -> Iterator[str]:
    """Yield the table of error rates by fault, ours beside plain Tesseract's."""
    yield "| fault | pages | looked at | held back | words found | plain Tesseract |"
    yield "| --- | --: | --: | --: | --: | --: |"
    groups = list(dict.fromkeys(s.group for s in USUAL))
    for group in [*groups, ""]:
        scans = [s for s in USUAL if not group or s.group == group]
        rates = [
            _mean(found, "", [s.name for s in scans if s.held_back is held])
            for held in (False, True)
        ]
        names = [s.name for s in scans]
        words = mean([m.words for m in found if m.way == "" and m.page in names])
        cells = (group or "**all**", len(scans), *map(_rate, rates), f"{words:.3f}")
        yield _row(*cells, _rate(_mean(found, PLAIN, names)))


def by_step(found: list[Measured]) -> Iterator[str]:
    """Yield the table of error rates without each step, and of the pages that suffer most."""
    yield "| without | looked at | held back | most on |"
    yield "| --- | --: | --: | --- |"
    halves = [[s.name for s in USUAL if s.held_back is held] for held in (False, True)]
    yield _row("nothing", *(_rate(_mean(found, "", names)) for names in halves), "")
    usual = {m.page: m.errors for m in found if m.way == ""}
    for step in Step:
        more: dict[str, list[float]] = {}
        for m in found:
            if m.way == step and m.page in halves[0] + halves[1]:
                group = next(s.group for s in USUAL if s.name == m.page)
                more.setdefault(group, []).append(m.errors - usual[m.page])
        worst = sorted(more, key=lambda g: -mean(more[g]))[:2]
        told = ", ".join(f"{g} (+{mean(more[g]):.3f})" for g in worst if mean(more[g]) > 0.0005)
        yield _row(step.value, *(_rate(_mean(found, step, names)) for names in halves), told)


def by_own(found: list[Measured]) -> Iterator[str]:
    """Yield the table of error rates of the pages made for single steps, with and without the step."""
    yield "| made for | pages | without | looked at | held back |"
    yield "| --- | --: | --- | --: | --: |"
    for group, step in MADE_FOR.items():
        scans = [s for s in SPECIAL if s.group == group]
        halves = [[s.name for s in scans if s.held_back is held] for held in (False, True)]
        for way in ("", step.value):
            rates = (_rate(_mean(found, way, names)) for names in halves)
            yield _row(group, len(scans), way or "nothing", *rates)


def _mean(found: list[Measured], way: str, names: list[str]) -> float:
    rates = [m.errors for m in found if m.way == way and m.page in names]
    return mean(rates) if rates else float("nan")


def _rate(value: float) -> str:
    return "" if value != value else f"{value:.3f}"


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(c) for c in cells)} |"


if __name__ == "__main__":
    sys.exit(main())

"""First figures, as ratios within one run: `make bench`.

Four questions: what `extract` costs over the bare libraries' own work on the same files, what the
way from text to record costs over a bare tokenizer, what the
flow costs over a plain loop of `extract`, and what a run without news costs. The times of a machine
mean little elsewhere, the ratios of one run more. Nothing under data/ is touched.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import spacy
import trafilatura
from spacy.language import Language

from extractors import extract, read, record_of
from extractors.ocr import find_engine
from models.indonesian import pipeline

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
DOCUMENTS = ROOT / "tests" / "documents"
ROUNDS = 5
FLOW_DOCUMENTS = 40
"""So many that the flow's work can be told from its start."""

LOOP = """
import sys
from pathlib import Path
from extractors import extract, read, record_of
from extractors.ocr import find_engine
ocr = find_engine("none")
for name in sys.argv[1:]:
    extract(Path(name), ocr=ocr).model_dump_json()
"""


def main() -> None:
    """Measure and print."""
    documents = text_documents()
    if not documents:
        sys.exit(f"no text documents under {GOLDEN.relative_to(ROOT)}/*/")
    say(f"{len(documents)} text documents, {ROUNDS} rounds, the middle one counts")
    bench_extract(documents)
    bench_words()
    bench_flow(documents)


def bench_extract(documents: tuple[Path, ...]) -> None:
    """Compare `extract` with the libraries that it stands on."""
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    ocr = find_engine("none")
    pipeline()
    ours, bare = [], []
    # Both take turns, so that a busy minute of the machine falls on both.
    for _ in range(ROUNDS):
        bare.append(seconds(lambda: [read_bare(path, nlp) for path in documents]))
        ours.append(seconds(lambda: [extract(path, ocr=ocr) for path in documents]))
    rate_ours = len(documents) / statistics.median(ours)
    rate_bare = len(documents) / statistics.median(bare)
    say(f"extract                        {rate_ours:8.1f} documents/s")
    say(f"bare libraries                 {rate_bare:8.1f} documents/s")
    say(f"extract / bare libraries       {rate_ours / rate_bare:8.2f}   (1 would be free of cost)")


def bench_words() -> None:
    """Compare all that comes after reading with a bare tokenizer and sentencizer, in words a second of
    the processor; `make bench` gives it one core.
    """
    bare = spacy.blank("id")
    bare.add_pipe("sentencizer")
    ocr = find_engine("none")
    sources = [read(path, ocr=ocr) for path in all_documents()]
    words = sum(len(source.text.split()) for source in sources)
    for source in sources[::10]:
        record_of(source)  # what is loaded once a process is no document's work
    language, clock = pipeline(), time.process_time
    took: dict[str, list[float]] = {"records": [], "language": [], "bare": []}
    for _ in range(ROUNDS):
        took["bare"].append(seconds(lambda: [bare(s.text) for s in sources], clock))
        took["language"].append(seconds(lambda: [language(s.text) for s in sources], clock))
        took["records"].append(seconds(lambda: [record_of(s) for s in sources], clock))
    rates = {name: words / min(times) for name, times in took.items()}
    say(f"{len(sources)} documents, {words} words, the shortest round counts")
    say(f"from text to record            {rates['records']:8.0f} words/s")
    say(f"language pipeline              {rates['language']:8.0f} words/s")
    say(f"bare tokenizer and sentencizer {rates['bare']:8.0f} words/s")
    say(f"from text to record / bare     {rates['records'] / rates['bare']:8.3f}")
    say(f"language pipeline / bare       {rates['language'] / rates['bare']:8.3f}")


def bench_flow(documents: tuple[Path, ...]) -> None:
    """Compare the flow with a plain loop, and its second run with its first."""
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as name:
        folder = Path(name)
        inbox, single = folder / "many" / "inbox", folder / "one" / "inbox"
        inbox.mkdir(parents=True)
        single.mkdir(parents=True)
        many = multiply(documents, inbox)
        shutil.copy(many[-1], single)
        loop = seconds(lambda: run([sys.executable, "-c", LOOP, *map(str, many)]))
        start = seconds(lambda: run(ingest_command(single)))
        ingest = ingest_command(inbox)
        first = seconds(lambda: run(ingest))
        second = seconds(lambda: run(ingest))
    say(f"plain loop of extract          {loop:8.1f} s for {len(many)} documents, start included")
    say(f"flow                           {first:8.1f} s")
    say(f"flow over one document         {start:8.1f} s, nearly all of it the start of Prefect")
    say(f"flow, second run without news  {second:8.1f} s")
    say(f"flow / loop                    {first / loop:8.2f}")
    say(f"flow without its start / loop  {(first - start) / loop:8.2f}")
    say(f"second run / first run         {second / first:8.2f}")


def ingest_command(inbox: Path) -> list[str]:
    """Return the command that ingests an inbox with everything else beside it."""
    risalah = [sys.executable, "-m", "risalah"]
    places = {"inbox": inbox, "archive": inbox.parent / "arsip", "state": inbox.parent / "state"}
    places["warehouse"] = inbox.parent / "gudang" / "risalah.db"
    options = [part for name, place in places.items() for part in (f"--{name}", str(place))]
    return [*risalah, "ingest", "--ocr", "none", *options]


def all_documents() -> tuple[Path, ...]:
    """Return the documents of the repository that need no OCR, whatever their layout."""
    kept = (p for p in sorted(DOCUMENTS.glob("*/*")) if p.suffix in (".txt", ".html", ".docx"))
    return (*text_documents(), *kept)


def text_documents() -> tuple[Path, ...]:
    """Return the golden documents that need no OCR."""
    found = (
        p for p in sorted(GOLDEN.glob("*/*")) if p.suffix in (".txt", ".html", ".docx", ".pdf")
    )
    return tuple(p for p in found if p.suffix != ".pdf" or has_text(p))


def has_text(path: Path) -> bool:
    """Whether each page of a PDF has text of its own."""
    with pypdfium2.PdfDocument(path) as pdf:
        return all(page.get_textpage().count_chars() > 20 for page in pdf)


def read_bare(path: Path, nlp: Language) -> int:
    """Read a file by its library alone, tokenize it, and return the number of its sentences."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    elif path.suffix == ".docx":
        word = docx.Document(str(path))
        cells = (c.text for table in word.tables for row in table.rows for c in row.cells)
        text = "\n".join([*(p.text for p in word.paragraphs), *cells])
    elif path.suffix == ".html":
        text = trafilatura.extract(path.read_bytes()) or ""
    else:
        text = path.read_bytes().decode("utf-8", errors="replace")
    return sum(1 for _ in nlp(text).sents)


def multiply(documents: tuple[Path, ...], inbox: Path) -> list[Path]:
    """Fill an inbox with the documents, and plain ones again with other bytes, and return them."""
    plain = [p for p in documents if p.suffix in (".txt", ".html")]
    made = []
    for number in range(max(FLOW_DOCUMENTS, len(documents))):
        if number < len(documents):
            origin = documents[number]
        elif plain:
            origin = plain[number % len(plain)]
        else:
            break
        copy = inbox / f"{number:03}-{origin.parent.name}{origin.suffix}"
        shutil.copy(origin, copy)
        if number >= len(documents):
            # Equal bytes would be one document.
            with copy.open("a", encoding="utf-8") as end:
                end.write("\n" * (number + 1))
        made.append(copy)
    return made


def run(command: list[str]) -> None:
    """Run a command for its time alone; its errors are shown and end the bench."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command[:6])} … failed:\n{done.stderr}")


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long a piece of work takes by a clock."""
    begin = clock()
    work()
    return clock() - begin


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Pages a second from PDFs with text, against pdfplumber's `extract_text()` page by page: `python bench/pages.py`.

A PDF of 50 pages is made: minutes in running text, and a few pages with ruled tables, which are read
as tables. Both read the same file in one run, in turns; the times of the processor count, so that
others on the machine do not. Ours is the whole reading (words with boxes, whether the text makes
sense, tables, reading order), pdfplumber's the text alone.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pdfplumber
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Source
from models.source import Table as Read
from models.values.tables import read_words

PAGES, TABLE_PAGES, ROUNDS = 50, (10, 25, 40), 5
LEAST = 20.0
"""So many times as many pages a second are wanted."""


def main() -> None:
    """Measure and print; the exit code tells whether the ratio is reached."""
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as name:
        path = Path(name) / "risalah.pdf"
        make(path)
        source = ours(path)
        tables = {p.number for p in source.pages if any(isinstance(b, Read) for b in p.blocks)}
        if tables != {n + 1 for n in TABLE_PAGES}:
            sys.exit(f"tables were found on the pages {sorted(tables)}")
        took: dict[str, list[float]] = {"ours": [], "theirs": []}
        for _ in range(ROUNDS):
            took["theirs"].append(seconds(lambda: theirs(path)))
            took["ours"].append(seconds(lambda: ours(path)))
    rates = {who: PAGES / statistics.median(times) for who, times in took.items()}
    ratio = rates["ours"] / rates["theirs"]
    sys.stdout.write(f"text PDF, whole reading        {rates['ours']:8.1f} pages/s\n")
    sys.stdout.write(f"pdfplumber extract_text        {rates['theirs']:8.1f} pages/s\n")
    sys.stdout.write(f"reading / extract_text         {ratio:8.1f}   (at least {LEAST:.0f})\n")
    sys.exit(ratio < LEAST)


def ours(path: Path) -> Source:
    """Read a PDF whole."""
    return read(path, ocr=NoOcr())


def theirs(path: Path) -> int:
    """Read the text of a PDF page by page, and return its length."""
    found = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found += len(page.extract_text())
            page.close()
    return found


def seconds(work: Callable[[], object]) -> float:
    """Return the processor's time that a piece of work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def make(path: Path) -> None:
    """Write the PDF of 50 pages, the same each time."""
    random = Random(4)
    words = sorted(w for w in read_words("common_words.txt") if w.isalpha())
    styles = getSampleStyleSheet()
    story = []
    for number in range(PAGES):
        story.append(Paragraph(f"NOTULEN RAPAT KE-{number + 1}", styles["Heading2"]))
        if number in TABLE_PAGES:
            story.append(budget(random, words))
        for _ in range(3 if number in TABLE_PAGES else 6):
            text = " ".join(random.choices(words, k=65)).capitalize()
            story.append(Paragraph(f"{text}.", styles["BodyText"]))
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4).build(story)


def budget(random: Random, words: list[str]) -> Table:
    """Return a ruled table of costs."""
    rows = [["No", "Uraian", "Volume", "Satuan", "Harga", "Jumlah"]]
    for number in range(1, 16):
        count, price = random.randint(1, 90), random.randint(1, 400) * 500
        what = " ".join(random.choices(words, k=2))
        rows.append([str(number), what, str(count), "buah", f"{price:,}", f"{count * price:,}"])
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    return Table(rows, style=grid)


if __name__ == "__main__":
    main()

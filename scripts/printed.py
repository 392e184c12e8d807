"""Measures what the record loses when a document is printed and scanned: `python -m scripts.printed`.

Documents with a text layer, and plain texts set as a typewriter or an office would, are drawn as pictures
and go through faults of tests/scans, always the same for the same document. Both, the file itself and its
pictures read by OCR, are held against the document's gold. `--write` puts the table into docs/reading.md.
`--cache FILE` keeps what was measured, so that a long run can go on where it stopped; it belongs to
one state of the code. Of documents held back only sums are told.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from evaluation import Gold, Judgement, judge, read_gold, summarize
from extractors import extract
from extractors.ocr import OcrEngine, find_engine
from extractors.readers.text_layer import PDFIUM
from tests.scans import faults as f
from tests.scans.pages import BLUE
from tests.scans.papers import FONTS, HEIGHT, MARGIN, WIDTH

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
PAGE = ROOT / "docs" / "reading.md"
BEGIN, END = "<!-- begin: scripts/printed.py -->", "<!-- end: scripts/printed.py -->"
Answers = dict[str, Any]
DPI = 200
MOST = 0.05
"""The record's score on scans may be so far below that of the same documents as files, of each kind."""
TYPED = 87
"""Characters of the longest line of a text that was typed in lines; others are paragraphs."""

PAPERS: Sequence[str] = (
    "golden/02-ba-musrenbang/02-ba-musrenbang",
    "documents/fresh/16-ba-muskal-nglanggeran",
    "documents/later/004-ba-musnag-situjuah-batua",
    "documents/later/006-ba-musdes-dulamayo-barat",
    "documents/minutes/16-notulen-rapat-pkk-brang-bara",
    "documents/minutes/17-hasil-rembug-rw5-mojo",
    "golden/12-berita-cetak-rembug/12-berita-cetak-rembug",
    "documents/news/19-rembug-warga-lembah-sari",
    "documents/news/20-muskal-tamanmartani",
    "documents/news/21-pemilihan-ketua-lpm-tondo",
    "documents/news/22-raker-lpm-sungai-pinang-dalam",
    "documents/spring/07-rri-oesapa-selatan-air",
    "golden/07-permohonan-kwt/07-permohonan-kwt",
    "documents/fresh/28-usulan-pokir-sungai-keledang",
    "documents/later/025-daftar-usulan-sungai-besar",
    "documents/later/057-renovasi-posyandu-manurunge",
    "documents/later/126-proposal-tpq-barataku",
    "documents/papers/05-permohonan-irigasi-nagari",
    "documents/proposal/22-pengumuman-pelatihan-kendari",
    "documents/spring/35-pengumuman-mangunharjo",
    "documents/papers/11-edaran-psn-dbd",
    "documents/later/035-pengumuman-pasar-murah-lesane",
    "documents/winter/17-pengumuman-papan-sukabangun",
)
"""Minutes, articles, proposals and others, chosen by kind and a single page or two before any was read
in this way; their order tells the faults."""

_PHONE = (f.grainy(4), f.blurred(0.0025))
MIXES: Sequence[tuple[f.Fault, ...]] = (
    (f.skewed(1.3), f.grainy(5)),
    (f.uneven(0.6), f.skewed(-0.9), f.grainy(4)),
    (f.faded(110), f.grainy(5), f.skewed(0.6)),
    (f.shadow(0.35), f.photographed("wood", 0.03), f.uneven(0.65), *_PHONE),
    (f.speckled(0.0008), f.skewed(-1.6)),
    (f.stamped(BLUE, 0.55, 0.85), f.punched, f.bordered(0.04), f.skewed(1.1, 14)),
    (f.turned(2), f.bleeding(0.3), f.grainy(4)),
)
"""What an office's scanner and a phone do, one mix a document in turn."""


@dataclass(frozen=True, slots=True)
class Both:
    """What the records of one document are worth: of the file itself, and of its pictures."""

    kind: str
    digital: Judgement
    scan: Judgement


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the table if asked for; returns 1 where scans fall too far behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into docs/reading.md")
    parser.add_argument("--cache", type=Path, help="a file that keeps what was measured")
    chosen = parser.parse_args(arguments)
    found = list(measured(chosen.cache))
    told = "\n".join([BEGIN, "", *table(found), "", END])
    sys.stdout.write(f"{told}\n")
    if chosen.write:
        before, rest = PAGE.read_text("utf-8").split(BEGIN)
        PAGE.write_text(before + told + rest.split(END)[1], encoding="utf-8")
    of_kinds = ([one for one in found if one.kind == kind] for kind in kinds(found))
    return int(any(loss(some) > MOST for some in (found, *of_kinds)))


def measured(cache: Path | None) -> Iterator[Both]:
    """Yield what each of the papers is worth in both ways."""
    lines = cache.read_text("utf-8").splitlines() if cache and cache.exists() else []
    known: dict[str, list[Answers]] = dict(map(json.loads, lines))
    engine = find_engine("tesseract")
    for number, name in enumerate(PAPERS):
        if name not in known:
            known[name] = records(number, engine)
            if cache:
                with cache.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([name, known[name]]) + "\n")
        yield judged(number, known[name])


def records(number: int, engine: OcrEngine) -> list[Answers]:
    """Return the records of the paper of this number: read as it is, and as a scan."""
    document = gold_of(number).document
    with tempfile.TemporaryDirectory(prefix="risalah-printed-") as name:
        scan = Path(name) / "pindaian.pdf"
        write_scan(document, number, scan)
        return [extract(p, ocr=engine).model_dump(mode="json") for p in (document, scan)]


def judged(number: int, read: Sequence[Answers]) -> Both:
    """Hold both records of a paper against its gold."""
    gold = gold_of(number)
    digital, scan = (judge(gold.answers, record) for record in read)
    return Both(gold.kind, digital, scan)


def gold_of(number: int) -> Gold:
    """Return the answers for the paper of this number."""
    return read_gold(TESTS / f"{PAPERS[number]}.json")


def write_scan(document: Path, number: int, goal: Path) -> None:
    """Write the pages of a document as a PDF of pictures, worse by the faults of its number."""
    pdf = document.read_bytes() if document.suffix == ".pdf" else typeset(document)
    pictures: list[Image.Image] = []
    for page in rendered(pdf):
        rng = np.random.default_rng([number, len(pictures)])
        for fault in MIXES[number % len(MIXES)]:
            page = fault(page, DPI, rng)
        pictures.append(Image.fromarray(cv2.cvtColor(page, cv2.COLOR_BGR2RGB)))
    first, *rest = pictures
    first.save(goal, save_all=True, append_images=rest, resolution=DPI, quality=85)


def rendered(pdf: bytes) -> Iterator[f.Page]:
    """Yield the pages of a PDF as pictures, blue-green-red, DPI dots an inch."""
    with PDFIUM, pdfium.PdfDocument(pdf) as document:  # one thread at a time may call it
        pages = [page.render(scale=DPI / 72).to_numpy()[:, :, :3].copy() for page in document]
    yield from pages


def typeset(document: Path) -> bytes:
    """Return a plain text as a PDF: typed where it was kept in lines, else in paragraphs."""
    lines = document.read_text("utf-8").splitlines()
    is_typed = max(map(len, lines)) <= TYPED
    font, size = (FONTS["courier"][0], 9.0) if is_typed else (FONTS["times"][0], 12.0)
    held = BytesIO()
    canvas = Canvas(held, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont(font, size)
    y = top = HEIGHT - MARGIN
    for line in lines:
        width = WIDTH - 2 * MARGIN
        for part in [line] if is_typed else simpleSplit(line, font, size, width) or [""]:
            if y < MARGIN:
                canvas.showPage()
                canvas.setFont(font, size)
                y = top
            canvas.drawString(MARGIN, y, part)
            y -= 1.42 * size
    canvas.save()
    return held.getvalue()


def scores(found: Iterable[Both]) -> tuple[float, float]:
    """Return the mean of the groups, of the files themselves and of the scans."""
    some = list(found)
    sides = ([one.digital for one in some], [one.scan for one in some])
    digital, scan = (summarize(side).overall or 0.0 for side in sides)
    return digital, scan


def loss(found: Iterable[Both]) -> float:
    """Return by how much the scans' score is below the other."""
    digital, scan = scores(found)
    return digital - scan


def kinds(found: list[Both]) -> list[str]:
    """Return the kinds of document that were measured, in order."""
    return sorted({one.kind for one in found})


def table(found: list[Both]) -> Iterator[str]:
    """Yield the scores by kind of document."""
    yield "| kind | documents | with text | scanned | lost |"
    yield "| --- | --: | --: | --: | --: |"
    for kind in [*kinds(found), ""]:
        some = [one for one in found if not kind or one.kind == kind]
        digital, scan = scores(some)
        cells = (kind or "**all**", len(some), *(f"{v:.3f}" for v in (digital, scan)))
        yield f"| {' | '.join(map(str, cells))} | {digital - scan:.3f} |"


if __name__ == "__main__":
    sys.exit(main())

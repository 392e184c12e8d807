"""How fast scans are read, as ratios within one run: `python -m bench.scans [NUMBER...]`.

The pages of tests/scans are read by all steps, on every core, as pages of one document; beside
them plain `tesseract` processes read the same images, one a core with a thread each, and OCRmyPDF,
where it is installed, the same pages as one PDF. Both take turns, so that a busy minute of the
machine falls on both. The exit code tells whether both ratios are reached, by the clock, and is that
of a failure where OCRmyPDF is not there to be compared with.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from extractors.ocr import find_engine
from extractors.readers import read
from tests.scans.pages import SCANS, USUAL, picture_of

ROUNDS = 3
EVERY = 4
"""Every fourth page of each half: as many kinds of faults as there are, in minutes."""
LEAST_PLAIN, LEAST_OCRMYPDF = 0.8, 1.3
"""So many times as many pages a minute are wanted as plain Tesseract makes, and as OCRmyPDF makes."""
CORES = os.cpu_count() or 1
OCRMYPDF = shutil.which("ocrmypdf")


def main(arguments: list[str]) -> int:
    """Measure and print; returns 1 where a ratio is missed or could not be shown, else 0."""
    wanted = {int(a) for a in arguments}
    scans = [s for s in SCANS if s.number in wanted] or [s for s in USUAL if s.number % EVERY == 1]
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as name:
        folder = Path(name)
        images = []
        for scan in scans:
            path = folder / scan.name
            path.write_bytes(picture_of(scan)[0])
            images.append(path)
        whole = folder / "all.tif"
        frames = [Image.open(path) for path in images]
        frames[0].save(whole, save_all=True, append_images=frames[1:], compression="tiff_lzw")
        pdf = folder / "all.pdf"
        upright = [frame.convert("RGB") for frame in frames]
        upright[0].save(pdf, save_all=True, append_images=upright[1:], resolution=200)
        say(
            f"{len(images)} scans and photos, {CORES} cores, {ROUNDS} rounds, the middle one counts"
        )
        is_reached = compare(
            len(images),
            {
                "risalah, one TIFF": lambda: read(whole, ocr=find_engine("tesseract")),
                "plain tesseract": lambda: plain(images),
            },
            LEAST_PLAIN,
        )
        if OCRMYPDF is None:
            say("OCRmyPDF is not installed: that ratio is not shown")
            return 1
        is_reached &= compare(
            len(images),
            {
                "risalah, one PDF": lambda: read(pdf, ocr=find_engine("tesseract")),
                "OCRmyPDF": lambda: ocrmypdf(pdf, folder / "out.pdf"),
            },
            LEAST_OCRMYPDF,
        )
    return int(not is_reached)


def compare(pages: int, works: dict[str, Callable[[], object]], least: float) -> bool:
    """Print how many pages a minute each makes by the clock, and a minute of the processor; and the
    first's rate over the second's. Returns whether that by the clock is at least `least`.
    """
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            clock, busy = time.perf_counter(), processor()
            work()
            took[name].append((time.perf_counter() - clock, processor() - busy))
    ratios = []
    for what, kind in enumerate(("by the clock", "of the processor")):
        rates = {n: 60 * pages / statistics.median([t[what] for t in took[n]]) for n in took}
        for name, rate in rates.items():
            say(f"{name:30} {rate:8.1f} pages/min {kind}")
        ours, other = rates
        ratios.append(rates[ours] / rates[other])
        say(f"{ours} / {other:<20} {ratios[-1]:8.2f} {kind} (at least {least})")
    return ratios[0] >= least


def processor() -> float:
    """Return the seconds of the processor that this process and those it ended have taken; others on
    the machine change them little.
    """
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def plain(images: list[Path]) -> None:
    """Read images by the program alone, one process a core, one thread each."""
    single = {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def one(path: Path) -> None:
        command = ["tesseract", str(path), "stdout", "-l", "ind"]
        subprocess.run(command, env=single, capture_output=True, check=True)

    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(one, images))


def ocrmypdf(source: Path, goal: Path) -> None:
    """Read a PDF by OCRmyPDF as it would be for scans askew and turned, on every core."""
    options = ["-l", "ind", "--deskew", "--rotate-pages", "--output-type", "pdf", "--optimize", "0"]
    command = [str(OCRMYPDF), *options, "-j", str(CORES), str(source), str(goal)]
    subprocess.run(command, capture_output=True, check=True)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

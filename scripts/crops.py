"""How many places of items are found again in what is cut out of their pages: `python -m scripts.crops`.

Each place of each item is cut out and read again by OCR, as `tests/test_crops.py` tells and holds; takes
some minutes. `--write` writes the table into docs/pages.md.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from extractors.ocr import find_engine
from models.source import Origin
from tests.test_crops import LEAST, Read, crops, documents

PAGE = Path(__file__).parent.parent / "docs" / "pages.md"
BEGIN, END = "<!-- begin: scripts/crops.py -->", "<!-- end: scripts/crops.py -->"
CALLED = {Origin.TEXT: "text layer", Origin.OCR: "scan or photo"}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print, and write the page if asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into docs/pages.md")
    chosen = parser.parse_args(arguments)
    engine = find_engine("tesseract")
    found: dict[str, list[Read]] = {}
    for path in documents():
        found[path.name] = crops(path, engine)
        for one in found[path.name]:
            if not one.is_found:
                sys.stderr.write(f"{one.where}: {one.quote!r} read as {one.crops}\n")
    table = "\n".join(_rows(found))
    sys.stdout.write(f"{table}\n")
    if chosen.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")
    return int(any(_share(found, origin) < least for origin, least in LEAST.items()))


def _rows(found: dict[str, list[Read]]) -> Iterator[str]:
    """Yield the rows of the table, one for each way in which a page is read."""
    yield "| page is read by | documents | places | found again | share | at least |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for origin, least in LEAST.items():
        of_kind = [one for ones in found.values() for one in ones if one.origin is origin]
        documents = sum(any(one.origin is origin for one in ones) for ones in found.values())
        again = sum(one.is_found for one in of_kind)
        share = _share(found, origin)
        cells = (CALLED[origin], documents, len(of_kind), again, f"{share:.3f}", f"{least:.2f}")
        yield f"| {' | '.join(map(str, cells))} |"


def _share(found: dict[str, list[Read]], origin: Origin) -> float:
    of_kind = [one.is_found for ones in found.values() for one in ones if one.origin is origin]
    return sum(of_kind) / max(len(of_kind), 1)


if __name__ == "__main__":
    sys.exit(main())

"""Rewrites the golden records: `python scripts/golden.py [FOLDER...]`; read the diff line by line.

A folder in tests/golden/ holds one document, its record.json and perhaps the maker of the document.
The tests only compare; rewriting is never a switch of theirs, so no run of them can pass by it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from extractors import extract
from extractors.ocr import find_engine

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
DOCUMENTS = (".pdf", ".docx", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".html", ".txt")


def documents() -> Iterator[Path]:
    """Yield the document of each folder."""
    for folder in sorted(path for path in GOLDEN.iterdir() if path.is_dir()):
        found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in DOCUMENTS]
        if len(found) != 1:
            raise ValueError(f"{folder}: one document belongs here, not {len(found)}")
        yield found[0]


def record_text(document: Path) -> str:
    """Return the record of a document as it stands in record.json."""
    record = extract(document, ocr=find_engine("auto")).model_dump(mode="json")
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Rewrite the records of the folders named, or of all; say which changed."""
    chosen = set(sys.argv[1:])
    for document in documents():
        name = document.parent.name
        if chosen and name not in chosen:
            continue
        target = document.with_name("record.json")
        before = target.read_text("utf-8") if target.exists() else ""
        after = record_text(document)
        if after != before:
            target.write_text(after, encoding="utf-8")
        sys.stdout.write(f"{'unchanged' if after == before else 'rewritten':9}  {name}\n")


if __name__ == "__main__":
    main()

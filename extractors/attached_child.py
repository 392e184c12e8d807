"""The process that takes the files out of a PDF: `python -m extractors.attached_child PDF BYTES`.

PDFium is given a process of its own, since a made-up PDF may end it. It writes that it has begun, then the
names as one line of JSON, then each file as eight bytes that say its length (-1: cannot be taken out) and
the file itself.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from extractors.attached import BEGUN, LENGTH, SHORT
from extractors.readers.inner_files import inner_files
from models.errors import shortage

MOST = 2_001
"""Names told: one more than a container may hold."""


def main(path: Path, memory: int) -> None:
    """Write what is attached to a PDF; nothing for one that cannot be opened. Where the machine is short of
    something the exit code tells it.
    """
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        memory = min(memory, most)
    out = sys.stdout.buffer
    out.write(BEGUN)
    out.flush()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        data = path.read_bytes()
    except OSError as error:
        if shortage(error, memory=False) is None:
            raise
        sys.exit(SHORT)
    try:
        document = pdfium.PdfDocument(data[max(data.find(b"%PDF-"), 0) :])
    except pdfium.PdfiumError:
        return  # its reader tells why
    files = inner_files(document, on_pages=True, most=MOST)
    out.write(json.dumps([_name(one) for one in files]).encode("ascii") + b"\n")
    for one in files:
        held = _held(one)
        out.write((-1 if held is None else len(held)).to_bytes(LENGTH, "big", signed=True))
        out.write(held or b"")
        out.flush()
    document.close()


def _name(file: Any) -> str:
    try:
        return str(file.get_name()) if file is not None else ""
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


def _held(file: Any) -> bytes | None:
    try:
        return bytes(file.get_data()) if file is not None else None
    except (pdfium.PdfiumError, MemoryError):
        return None


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

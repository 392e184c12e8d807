"""The process that takes the files out of a PDF: `python -m extractors.attached_child PDF BYTES`.

PDFium is given a process of its own, since a made-up PDF may end it. It writes the names as one line of
JSON, then each file as eight bytes that say its length (-1: cannot be taken out) and the file itself.
"""

import json
import resource
import sys
from pathlib import Path

import pypdfium2 as pdfium

from extractors.attached import LENGTH

MOST = 2_001
"""Names told: one more than a container may hold."""


def main(path: Path, memory: int) -> None:
    """Write what is attached to a PDF; nothing for one that cannot be opened."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        memory = min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    data = path.read_bytes()
    out = sys.stdout.buffer
    try:
        document = pdfium.PdfDocument(data[max(data.find(b"%PDF-"), 0) :])
    except pdfium.PdfiumError:
        return  # its reader tells why
    count = min(document.count_attachments(), MOST)
    out.write(json.dumps([_name(document, n) for n in range(count)]).encode("ascii") + b"\n")
    for n in range(count):
        held = _held(document, n)
        out.write((-1 if held is None else len(held)).to_bytes(LENGTH, "big", signed=True))
        out.write(held or b"")
        out.flush()
    document.close()


def _name(document: pdfium.PdfDocument, index: int) -> str:
    try:
        return str(document.get_attachment(index).get_name())
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


def _held(document: pdfium.PdfDocument, index: int) -> bytes | None:
    try:
        return bytes(document.get_attachment(index).get_data())
    except (pdfium.PdfiumError, MemoryError):
        return None


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

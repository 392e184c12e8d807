"""Puts the sample documents into the inbox, the first time only: `python scripts/samples.py`.

The samples are the documents of the golden tests, so what a new user sees is what the tests hold.
A marker in .state/ says that they were given; a machine that has documents of its own gets none.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
INBOX = ROOT / "data" / "inbox"
ARCHIVE = ROOT / "data" / "archive"
MARKER = ROOT / ".state" / "samples-given"
DOCUMENTS = {".pdf", ".docx", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".html", ".txt"}


def main() -> None:
    """Copy the samples unless that was done or would mix with documents of one's own."""
    if MARKER.exists():
        return
    if any(path.name != ".gitkeep" for path in [*INBOX.iterdir(), *ARCHIVE.iterdir()]):
        return
    samples = sorted(p for p in GOLDEN.glob("*/*") if p.suffix.lower() in DOCUMENTS)
    for sample in samples:
        # The folder's name tells the samples apart; a copy appears in the inbox only when whole.
        whole = INBOX / f"contoh-{sample.parent.name}{sample.suffix}"
        part = whole.with_name(f".{whole.name}.part")
        shutil.copy2(sample, part)
        part.rename(whole)
    MARKER.parent.mkdir(exist_ok=True)
    MARKER.write_text(f"{len(samples)}\n", encoding="utf-8")
    sys.stdout.write(f"{len(samples)} dokumen contoh ditaruh di data/inbox/\n")


if __name__ == "__main__":
    main()

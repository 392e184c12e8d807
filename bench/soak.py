"""Readers of the site while the warehouse is written and swapped: `python bench/soak.py [SECONDS]`, 600 unless told.

Twenty readers ask for every kind of page without a pause. Meanwhile documents are loaded and told
apart as an ingest does, one after the other, and every half minute a warehouse that was built anew
is put in the place of the live one by SQLite's backup, as docs/operations.md tells. Any answer other
than 200 (or 404 of a document that was just replaced) is an error; one is enough to fail.
"""

import sqlite3
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from models.record import Document, Record
from models.source import Line, Page, Source
from scripts.made_warehouse import fill, pages
from tests.warehouse.reading_room import Room, served
from warehouse import Original, identify, load, open_warehouse

READERS = 20
DOCUMENTS = 500
SWAP_EVERY_S = 30


def main() -> None:
    """Soak for as long as the command line says."""
    lasting = int(sys.argv[1]) if len(sys.argv) == 2 else 600
    with tempfile.TemporaryDirectory(prefix="risalah-soak-") as name:
        folder = Path(name)
        live, anew = folder / "risalah.db", folder / "anew.db"
        fill(live, DOCUMENTS)
        fill(anew, DOCUMENTS)
        with served(Room(live, folder / "arsip"), is_quiet=False) as address:
            told = soak(address, live, anew, lasting)
        faults = (folder / "stderr").read_text("utf-8")
    sys.stdout.write(f"{told}\n{faults}")
    wrong = {what for what in told if not (what == "200" or what.startswith(("loaded", "swapped")))}
    sys.exit(f"errors: {sorted(wrong)}" if wrong or faults else 0)


def soak(address: str, live: Path, anew: Path, lasting: int) -> Counter[str]:
    """Return how many answers of each kind there were."""
    told: Counter[str] = Counter()
    addresses = tuple(pages(live))
    end = time.monotonic() + lasting
    threads = [
        threading.Thread(target=_read, args=(address, addresses, n, end, told))
        for n in range(READERS)
    ]
    threads.append(threading.Thread(target=_write, args=(live, anew, end, told)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _read(
    address: str, addresses: tuple[str, ...], first: int, end: float, told: Counter[str]
) -> None:
    n = first
    while time.monotonic() < end:
        page = addresses[n % len(addresses)]
        n += 1
        try:
            with urllib.request.urlopen(address + page, timeout=60) as answer:
                answer.read()
                told[str(answer.status)] += 1
        except urllib.error.HTTPError as error:
            told[f"{error.code} {page}"] += 1
        except OSError as error:
            told[f"{type(error).__name__} {page}"] += 1


def _write(live: Path, anew: Path, end: float, told: Counter[str]) -> None:
    swap = time.monotonic() + SWAP_EVERY_S
    n = 0
    while time.monotonic() < end:
        n += 1
        try:
            if time.monotonic() > swap:
                swap = time.monotonic() + SWAP_EVERY_S
                with (
                    closing(sqlite3.connect(anew)) as source,
                    closing(sqlite3.connect(live, timeout=60)) as goal,
                ):
                    source.backup(goal, pages=-1)
                told["swapped"] += 1
            _load(live, n)
            told["loaded"] += 1
        except Exception as error:  # whatever it is, it is what this bench looks for
            told[f"writer {type(error).__name__} {error}"] += 1


def _load(live: Path, n: int) -> None:
    source = Source(
        f"baru-{n}.txt", f"{10**9 + n:064x}", "text/plain", (Page(1, (Line(f"Rapat {n}"),)),)
    )
    record = Record(document=Document(kind="minutes", title=f"Rapat {n}"))
    known = Original(
        source.sha256, source.name, "text/plain", 9, "2026-02-01T01:00:00+07:00", "x", "1"
    )
    db = open_warehouse(live, patience_s=60)
    try:
        load(db, record, replace(source), original=known)
        if n % 10 == 0:
            identify(db)
    finally:
        db.conn.close()


if __name__ == "__main__":
    main()

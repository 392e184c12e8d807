"""What a night without news costs, against `find` over the same folder in the same run.

`python bench/night.py [FILES]` (100000): as many files lie in an inbox from which nothing may be taken,
all of them read before; the same again with an empty inbox. Time (of the processor) and memory are those of the whole
command `risalah ingest`, Python's start included; the first one, which leaves its mark for the next, is not measured.
Then one look of `risalah watch`, inside its process, is held against the same `find`.
"""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from extractors import VERSION
from intake.ledger import Ledger
from intake.scan import drop_id
from models.codes import DocumentKind
from models.record import Document, Record
from models.source import Line, Page, Source
from warehouse import Original, load, open_warehouse

MOST_RATIO, MOST_MB = 20, 300
ROOT = Path(__file__).resolve().parent.parent
A_FOLDER = 1000
NIGHT = """
import os, resource, sys
if sys.argv[1] == "full":  # whoever runs this may be root, who may write anywhere
    real = os.access
    os.access = lambda path, mode, **more: mode != os.W_OK and real(path, mode, **more)
from risalah.cli import main
sys.argv = ["risalah", "ingest", "--inbox", "inbox", "--archive", "arsip", "--warehouse", "w/r.db",
            "--state", "state", "--ocr", "none"]
try:
    main()
except SystemExit as ended:
    print(ended.code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
LOOK = """
import os, time
from pathlib import Path
from flows.watch import ready_now
from intake.ledger import settled_drops
real = os.access
os.access = lambda path, mode, **more: mode != os.W_OK and real(path, mode, **more)
settled = settled_drops(Path("arsip"))
before = time.process_time()
assert ready_now(Path("inbox"), settled) == set()
print(time.process_time() - before)
"""


def main() -> None:
    """Make the place, measure, print; the exit code tells whether it stayed within the bounds."""
    files = int(sys.argv[1]) if sys.argv[1:] else 100_000
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        make(home, files)
        too_much = False
        for full in (True, False):
            inbox = home / ("inbox" if full else "inbox-lain")
            found = min(
                seconds(["find", str(home / "inbox"), "-type", "f"], home)[0] for _ in range(3)
            )
            if not full:
                inbox = home / "inbox"
                inbox.rename(home / "penuh")
                inbox.mkdir()
            seconds([sys.executable, "-c", NIGHT, "full" if full else "empty"], home)
            took, told = min(
                seconds([sys.executable, "-c", NIGHT, "full" if full else "empty"], home)
                for _ in range(3)
            )
            code, memory = (int(word) for word in told.splitlines()[-1].split())
            if code:
                sys.exit(f"the night ended with {code}")
            ratio = took / found
            too_much |= ratio > MOST_RATIO or memory > MOST_MB
            say(
                f"{files} known files, {'in the inbox' if full else 'in the archive alone'}: find {found:.2f} s, "
                f"night {took:.2f} s, ratio {ratio:.1f} (at most {MOST_RATIO}), memory {memory} MB (at most {MOST_MB})"
            )
            if full:
                look = min(float(seconds([sys.executable, "-c", LOOK], home)[1]) for _ in range(3))
                too_much |= look / found > MOST_RATIO
                say(
                    f"one look of risalah watch over them: {look:.2f} s, ratio {look / found:.1f} (at most {MOST_RATIO})"
                )
    sys.exit(too_much)


def make(home: Path, files: int) -> None:
    """Make inbox, ledger and database as after so many files were read."""
    (home / "w").mkdir()
    (home / "arsip").mkdir()
    for first in range(0, files, A_FOLDER):
        folder = home / "inbox" / f"map {first // A_FOLDER}"
        folder.mkdir(parents=True)
        for n in range(first, min(first + A_FOLDER, files)):
            (folder / f"{n}.txt").write_bytes(b"x")
    Ledger(home / "arsip").close()
    ledger = sqlite3.connect(home / "arsip" / "ledger.db")
    ledger.executemany(
        "INSERT INTO files (sha256, name, folder, path, byte_count, state, version, first_seen, finished, drop_id) "
        "VALUES (?, ?, ?, ?, 1, 'dibaca', ?, '2026-01-01T01:00:00+07:00', '2026-01-01T01:00:01+07:00', ?)",
        (
            (
                f"{int(p.stem):064x}",
                p.name,
                p.parent.name,
                f"originals/{p.stem}",
                VERSION,
                drop_id(p.lstat()),
            )
            for p in (home / "inbox").rglob("*.txt")
        ),
    )
    ledger.commit()
    ledger.close()
    db = open_warehouse(home / "w" / "r.db")
    record = Record(document=Document(kind=DocumentKind.OTHER))
    source = Source("0.txt", "0" * 64, "text/plain", (Page(1, (Line("Rapat"),)),))
    load(
        db, record, source, original=Original("0" * 64, "0.txt", "text/plain", 1, "t", "x", VERSION)
    )
    columns = [c for c in db.table("documents").columns_dict if c not in ("id", "sha256", "name")]
    told = ", ".join(columns)
    db.conn.execute("BEGIN")
    db.conn.executemany(
        f"INSERT INTO documents (sha256, name, {told}) SELECT ?, ?, {told} FROM documents WHERE id = 1",
        ((f"{n:064x}", f"{n}.txt") for n in range(1, files)),
    )
    db.conn.execute("COMMIT")
    db.conn.close()


def seconds(command: list[str], home: Path) -> tuple[float, str]:
    """Return the time of the processor that a command takes, and what it prints: others on the machine
    do not count.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=home, env=environ, stdout=subprocess.PIPE, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, done.stdout


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Hours in minutes: drops, readers, nights and kills side by side; in the end everything is counted.

`python -m tests.faults.soak --seconds 3600` prints errors, lost and doubled as JSON; all must be none.
Runs are children that are killed now and then at any moment. All the while readers ask the database,
and twenty visitors the site, which is a process of its own as `risalah serve` makes it.
"""

import argparse
import hashlib
import io
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows.audit import audit
from intake.archive import file_hash
from intake.ledger import Ledger
from tests.faults.test_ends import READER
from tests.flows.trouble import _be_a_run, _warm_up

READERS = 3
VISITORS = 20
PAUSE_S = 1.0
"""So long a visitor looks at a page: twenty that never did would leave no core for the runs."""
KILLED = 0.3
"""The share of runs that is killed."""


class Dropper(threading.Thread):
    """Drops documents, copies of earlier ones and broken files, and knows what it dropped."""

    def __init__(self, inbox: Path, seed: int, pause: float) -> None:
        super().__init__(daemon=True)
        self.inbox, self.dice, self.pause = inbox, random.Random(seed), pause
        self.dropped: list[str] = []
        """Hashes of whatever was put whole into the inbox, as often as it was."""
        self.packed: set[str] = set()
        """Hashes of the members of the zips among them."""
        self.ended = threading.Event()

    def run(self) -> None:
        """Drop until told to end; each file comes by a rename, as from a careful program."""
        bodies: list[tuple[str, bytes]] = []
        number = 0
        while not self.ended.wait(self.dice.uniform(0, 2 * self.pause)):
            number += 1
            kind = self.dice.choice(("txt", "txt", "html", "pdf", "zip", "copy"))
            if kind == "copy" and bodies:
                suffix, body = self.dice.choice(bodies)
            else:
                text = f"Notulen rapat {number}. RT {number % 9 + 1:02d}/RW 05 mengusulkan drainase {number} meter."
                suffix = "txt" if kind == "copy" else kind
                page = {
                    "txt": text,
                    "html": f"<html><body><p>{text}</p></body></html>",
                    "pdf": f"%PDF-1.4 {text} %%EOF",
                }
                body = self._packed(number, text) if suffix == "zip" else page[suffix].encode()
                bodies.append((suffix, body))
            part = self.inbox.parent / f".{number}"
            part.write_bytes(body)
            folder = self.inbox / self.dice.choice(("", "2026", "Kel. Jombang"))
            folder.mkdir(exist_ok=True)
            goal = folder / f"berkas {number}.{suffix}"
            self.dropped.append(file_hash(part)[0])
            part.replace(goal)

    def _packed(self, number: int, text: str) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for member in ("a.txt", "RT 02/b.txt", "rusak.pdf"):
                body = f"%PDF-1.4 rusak {number} %%EOF" if member[0] == "r" else f"{text} {member}"
                archive.writestr(member, body)
                self.packed.add(hashlib.sha256(body.encode()).hexdigest())
        return held.getvalue()


class Visitor(threading.Thread):
    """Looks at one page of the site after another; whatever is no page is an error."""

    def __init__(self, address: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.address, self.dice = address, random.Random(seed)
        self.seen: Counter[str] = Counter()
        self.ended = threading.Event()

    def run(self) -> None:
        """Look until told to end."""
        pages = [
            "/",
            "/risalah/documents",
            "/cari?q=drainase",
            "/-/berkas",
            "/-/berkas?keadaan=gagal",
        ]
        while not self.ended.wait(self.dice.uniform(0, 2 * PAUSE_S)):
            page = self.dice.choice(pages)
            try:
                with urllib.request.urlopen(self.address + page, timeout=120) as answer:
                    body = answer.read()
                self.seen["200"] += 1
                found = re.findall(rb'href="(/dokumen/[0-9a-f]{64})"', body)
                pages[5:] = [link.decode() for link in found[:20]] or pages[5:]
            except (urllib.error.HTTPError, OSError) as error:
                self.seen[f"{page} at {datetime.now(UTC):%H:%M:%S}: {error}"] += 1


@contextmanager
def the_site(warehouse: Path, archive: Path, inbox: Path) -> Iterator[str]:
    """Serve the site in a process of its own; yields its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "risalah", "serve", "--port", str(port)]
    command += ["--warehouse", str(warehouse), "--archive", str(archive), "--inbox", str(inbox)]
    with (inbox.parent / "situs.log").open("w") as log:
        site = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert site.stdout is not None
            assert site.stdout.readline(), (inbox.parent / "situs.log").read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            site.terminate()
            site.wait(timeout=30)


def one_run(inbox: Path, warehouse: Path, archive: Path, kill_after: float | None) -> int:
    """Run in a child; returns its exit code, negative for a signal."""
    child = os.fork()
    if child == 0:
        _be_a_run(inbox, warehouse, archive, None)
    end = time.monotonic() + kill_after if kill_after is not None else None
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if end is not None and time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            end = None
        time.sleep(0.01)


def soak(home: Path, seconds: float, seed: int, pause: float) -> dict[str, object]:
    """Let it go on for so long, come to rest, and count."""
    inbox, archive, warehouse = home / "inbox", home / "arsip", home / "w" / "r.db"
    inbox.mkdir()
    one_run(inbox, warehouse, archive, None)
    with the_site(warehouse, archive, inbox) as address:
        visitors = [Visitor(address, seed + n) for n in range(VISITORS)]
        for visitor in visitors:
            visitor.start()
        told = _runs_and_drops(inbox, warehouse, archive, seconds, seed, pause)
        seen: Counter[str] = Counter()
        for visitor in visitors:
            visitor.ended.set()
        for visitor in visitors:
            visitor.join(timeout=130)
            seen += visitor.seen
    told["pages_seen"] = seen.pop("200", 0)
    errors = told["errors"]
    assert isinstance(errors, list)
    errors += [f"the site: {what} ({times} times)" for what, times in seen.items()]
    if seen:
        errors += (home / "situs.log").read_text(errors="replace").splitlines()[-50:]
    return told


def _runs_and_drops(
    inbox: Path, warehouse: Path, archive: Path, seconds: float, seed: int, pause: float
) -> dict[str, object]:
    dice = random.Random(seed)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(warehouse)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(READERS)
    ]
    dropper = Dropper(inbox, seed, pause)
    dropper.start()
    counts: Counter[str] = Counter()
    errors: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        code = one_run(
            inbox, warehouse, archive, dice.uniform(0, 1.5) if dice.random() < KILLED else None
        )
        counts["killed" if code == -signal.SIGKILL else "runs"] += 1
        if code not in (0, -signal.SIGKILL):
            errors.append(f"a run ended with {code}")
        errors += [
            f"after {counts.total()} runs: {fault}" for fault in audit(archive, warehouse).faults
        ]
        time.sleep(0.2)
    dropper.ended.set()
    dropper.join(timeout=30)
    for _ in range(5):
        if one_run(inbox, warehouse, archive, None):
            errors.append("a run that was not killed failed")
    for reader in readers:
        reader.send_signal(signal.SIGTERM)
        told = reader.communicate(timeout=60)[0].strip()
        failed, asked = (int(word) for word in told.split() if word.isdigit())
        counts["questions"] += asked
        if failed:
            errors.append(f"a reader: {told}")
    found = audit(archive, warehouse)
    errors += found.faults
    ledger = Ledger(archive)
    entries = ledger.entries()
    ledger.close()
    lost = (set(dropper.dropped) | dropper.packed) - {e.sha256 for e in entries}
    waiting = [e.name for e in entries if e.state in ("menunggu", "dikarantina")]
    db = sqlite3.connect(warehouse)
    (doubled,) = db.execute("SELECT count(*) - count(DISTINCT sha256) FROM documents").fetchone()
    (state,) = db.execute("PRAGMA integrity_check").fetchone()
    orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
    db.close()
    if state != "ok" or orphans:
        errors.append(f"the database: {state}, {orphans} orphans")
    left = [
        p.name
        for p in inbox.rglob("*")
        if p.is_file() and "gagal" not in p.parts and p.name[:8] != "_LAPORAN"
    ]
    # A copy is one sighting a drop; what was killed between noting and moving is no second one.
    copies = len(dropper.dropped) - len(set(dropper.dropped))
    return {
        "seconds": round(seconds), "seed": seed, "drops": len(dropper.dropped), **counts,
        "documents": found.documents, "failed": found.failed, "copies": found.copies, "copies_dropped": copies,
        "errors": errors, "lost": len(lost) + len(left), "doubled": doubled, "never_read": waiting,
    }  # fmt: skip


def main() -> None:
    """Soak and print; the exit code tells whether anything was wrong."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.7, help="seconds between drops")
    asked = parser.parse_args()
    _warm_up()
    with tempfile.TemporaryDirectory() as name:
        found = soak(Path(name), asked.seconds, asked.seed, asked.pause)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.exit(bool(found["errors"] or found["lost"] or found["doubled"]))


if __name__ == "__main__":
    main()

"""Random trouble: drops, renames, replacements, deletions, and runs that are killed anywhere.

Run as a program it plays one game by its seed and prints what it found as JSON. Each run is a child of
its own, forked, so that SIGKILL is real and hundreds of them take minutes.
"""

import argparse
import difflib
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

from PIL import Image

import extractors
from extractors.ocr import Image as Pixels
from extractors.ocr import NoOcr, OcrWord
from flows import run as runs
from flows.audit import audit
from flows.taking import secure
from intake.archive import file_hash
from intake.ledger import Ledger
from intake.states import NOT_READ
from tests.flows.command import asked
from warehouse import canonical_dump, open_warehouse

STEPS = (
    *("between-secure", "before-store", "after-store", "after-ledger", "before-read", "after-read"),
    *("before-load", "after-load", "before-move"),
    *("before-wait", "before-set-aside", "between-set-aside", "after-set-aside", "between-clear"),
    *("after-member", "after-unpack", "before-twins", "before-identify", "after-identify"),
)
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Makes of a hash the name of a folder in which no year is read."""
_ENOUGH = 40
"""So many documents of one game are dropped at most; then they are only moved about."""


class Game:
    """One inbox, its archive and database, and what a careful observer knows of them."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home = home
        self.inbox, self.archive, self.warehouse = (
            home / "inbox",
            home / "arsip",
            home / "w" / "r.db",
        )
        self.inbox.mkdir(parents=True)
        self.dice = random.Random(seed)
        self.made = 0
        self.kills: Counter[str] = Counter()
        self.owed: set[str] = set()
        """Hashes of what lay in the inbox during a run that came to its end: the ledger must know them."""
        self.faults: list[str] = []

    def play(self) -> None:
        """Make one move."""
        moves = (
            *([self.drop] * 4), self.copy, self.rename, self.replace, self.delete,
            *([self.killed_run] * 6), self.whole_run,
        )  # fmt: skip
        self.dice.choice(moves)()

    def drop(self) -> None:
        """Drop a new file, now and then a broken one, into the inbox or a sub-folder."""
        if self.made >= _ENOUGH:
            return
        self.made += 1
        folder = self.inbox / self.dice.choice(["", "", "rw 05", "2026/usulan", "Kel. Jombang"])
        folder.mkdir(parents=True, exist_ok=True)
        kind = self.dice.choice(["txt", "txt", "html", "pdf", "zip", "png"])
        body = f"Notulen rapat {self.made}\nRT {self.made % 9 + 1:02d}/RW 05 mengusulkan perbaikan drainase sepanjang {self.made} meter."
        if kind == "html":
            body = f"<html><body><article><h1>Rapat</h1><p>{body}</p></article></body></html>"
        if kind == "pdf":
            body = f"%PDF-1.4 rusak {self.made} %%EOF"
        goal = folder / f"berkas {self.made}.{kind}"
        if kind == "zip":
            self._pack(goal, body)
        elif kind == "png":
            self._draw(goal)
        else:
            goal.write_text(body)

    def _draw(self, goal: Path) -> None:
        """Draw a sheet that is like no other to the program, and waits where there is no engine."""
        sheet = Image.new("L", (300, 400), "white")
        for bit in range(12):
            sheet.putpixel((40 + bit, 40), 0 if self.made >> bit & 1 else 255)
        part = self.home / "part.png"
        sheet.save(part)
        part.replace(goal)

    def _pack(self, goal: Path, body: str) -> None:
        """Pack a few members, one of them broken and one in a zip of its own."""
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("RT 02/dalam.txt", f"{body} Dalam.")
            archive.writestr("rusak.pdf", f"%PDF-1.4 rusak dalam {self.made} %%EOF")
        part = self.home / "part.zip"
        with zipfile.ZipFile(part, "w") as archive:
            archive.writestr("a.txt", body)
            archive.writestr("rusak.pdf", f"%PDF-1.4 rusak {self.made} %%EOF")
            archive.writestr("RT 03/kembar.pdf", f"%PDF-1.4 rusak {self.made} %%EOF")
            if self.dice.random() < 0.5:
                archive.writestr("b.zip", inner.getvalue())
        part.replace(goal)

    def _any(self) -> Path | None:
        found = [
            p for p in sorted(self.inbox.rglob("*"))
            if p.is_file() and "gagal" not in p.parts and not p.name.startswith("_LAPORAN")
        ]  # fmt: skip
        return self.dice.choice(found) if found else None

    def copy(self) -> None:
        """Drop the bytes of an original once more, under another name."""
        known = sorted((self.archive / "originals").glob("*/*"))
        if known:
            source = self.dice.choice(known)
            (self.inbox / f"salinan {self.dice.randrange(10**6)}{source.suffix}").write_bytes(
                source.read_bytes()
            )

    def rename(self) -> None:
        """Rename a file that lies there."""
        path = self._any()
        if path is not None:
            path.rename(path.with_name(f"x{self.dice.randrange(10**6)} {path.name}"[-120:]))

    def replace(self) -> None:
        """Write something else under a name that lies there."""
        path = self._any()
        if path is not None and path.suffix == ".txt":
            self.made += 1
            path.write_text(f"Rembug warga {self.made}. RW 03 mengusulkan {self.made} unit PJU.")

    def delete(self) -> None:
        """Delete a file that lies there, as staff may."""
        path = self._any()
        if path is not None and self.dice.random() < 0.5:
            path.unlink()

    def killed_run(self) -> None:
        """Run, and kill it at a named step or after some milliseconds."""
        step = self.dice.choice([*STEPS, "at any moment", "at any moment", "at any moment"])
        if step == "at any moment":
            ended = self._run(
                None, kill_after=self.dice.uniform(0, 0.25), has_eyes=self._has_eyes()
            )
        else:
            ended = self._run(step, kill_after=None, has_eyes=self._has_eyes())
        if ended == -signal.SIGKILL:
            self.kills[step] += 1
        elif ended:
            self.faults.append(f"a run ended with {ended}")
        self._check()

    def whole_run(self) -> None:
        """Run to the end: what lay there is owed."""
        lies = {file_hash(p)[0] for p in self._lying()}
        if self._run(None, kill_after=None, has_eyes=True):
            self.faults.append("an undisturbed run failed")
            return
        self.owed |= lies
        self._check()

    def _lying(self) -> list[Path]:
        return [
            p
            for p in self.inbox.rglob("*")
            if p.is_file() and "gagal" not in p.parts and not p.name.startswith("_LAPORAN")
        ]

    def _has_eyes(self) -> bool:
        """Tell whether a run has an engine for pictures."""
        return self.dice.random() < 0.4

    def _run(self, step: str | None, *, kill_after: float | None, has_eyes: bool) -> int:
        """Run in a child, now and then as the command does, which secures what lies there first; returns
        its exit code, negative for a signal.
        """
        is_secured = step == "between-secure" or self.dice.random() < 0.5
        child = os.fork()
        if child == 0:
            _be_a_run(
                self.inbox,
                self.warehouse,
                self.archive,
                step,
                has_eyes=has_eyes,
                is_secured=is_secured,
            )
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _check(self) -> None:
        found = audit(self.archive, self.warehouse)
        self.faults += [
            f"after {sum(self.kills.values())} kills: {fault}" for fault in found.faults
        ]

    def end(self) -> None:
        """Let it come to rest, and hold it against an undisturbed run over the same files."""
        for _ in range(runs.MAX_ATTEMPTS + 1):
            self.whole_run()
        # Killed three times over one document, a run leaves it to the maintainer, who drops it again.
        ledger = Ledger(self.archive)
        for entry in ledger.entries():
            if entry.state == "dikarantina":
                (self.inbox / f"lagi {entry.name}").write_bytes(
                    (self.archive / entry.path).read_bytes()
                )
        ledger.close()
        self.whole_run()
        ledger = Ledger(self.archive)
        entries, unanswered = ledger.entries(), ledger.answers.open_failures()
        # A drop in the inbox has inode and time; a member has its container and its place in it.
        # What a run stored and did not live to note, and what was deleted then, comes from the archive.
        seen_at = "SELECT sha256, folder, drop_id FROM files UNION SELECT sha256, folder, drop_id FROM sightings"
        seen = asked(self.archive, seen_at)
        back = {(s, f) for s, f, drop in seen if drop == f"arsip:{s}"}
        members = {s for s, _, drop in seen if _holder(drop)}
        folders = {(s, f) for s, f, drop in seen if not _holder(drop) and drop != f"arsip:{s}"}
        folders |= {(s, f) for s, f in back if s not in members}
        dropped = {sha256 for sha256, _ in folders}
        ledger.close()
        lost = self.owed - {e.sha256 for e in entries}
        self.faults += [f"lost: {sha256}" for sha256 in sorted(lost)]
        self.faults += [f"still there: {p.name}" for p in self._lying()]
        self.faults += [
            f"never read: {e.name} ({e.state})"
            for e in entries
            if e.state in ("menunggu", "dikarantina")
        ]
        aside = {file_hash(p)[0] for p in (self.inbox / "gagal").glob("*") if p.suffix != ".txt"}
        read = {e.sha256 for e in entries} - {e.sha256 for e in entries if e.state in NOT_READ}
        self.faults += [
            f"read, and still in the folder of what failed: {p.name}"
            for p in (self.inbox / "gagal").glob("*")
            if file_hash(p)[0] in read
        ]
        self.faults += [
            f"failed without an answer in the folder: {e.name}"
            for e in unanswered
            if e.sha256 not in aside
        ]
        self.faults += [
            f"a note without its file: {p.name}"
            for p in (self.inbox / "gagal").glob("*.txt")
            # A text that failed is a file with a note of its own.
            if not p.with_suffix("").exists() and not p.with_name(f"{p.name}.txt").exists()
        ]
        # A failed member lies there under each name that it had in a container, with a number where that
        # name was taken.
        named = {
            (file_hash(p)[0], p.stem.partition(" (")[0]) for p in (self.inbox / "gagal").glob("*")
        }
        of_members = asked(
            self.archive,
            "SELECT sha256, name, drop_id FROM files UNION SELECT sha256, name, drop_id FROM sightings",
        )
        failed = {e.sha256 for e in unanswered}
        self.faults += [
            f"a member that failed has no answer under its name: {name}"
            for sha256, name, drop in of_members
            if sha256 in failed and _holder(drop) and (sha256, Path(name).stem) not in named
        ]
        calm = Game(self.home / "tenang", 0)
        for entry in entries:
            if entry.sha256 not in dropped:
                continue  # it comes out of its container by itself
            # In a folder of its own, below each sub-folder in which it was ever seen.
            for seen in sorted(folder for sha256, folder in folders if sha256 == entry.sha256):
                folder = calm.inbox / seen / entry.sha256[:12].translate(_LETTERS)
                folder.mkdir(parents=True)
                (folder / entry.name).write_bytes((self.archive / entry.path).read_bytes())
        calm.whole_run()
        apart = list(
            difflib.unified_diff(
                _dump(calm.warehouse).splitlines(), _dump(self.warehouse).splitlines(),
                "undisturbed", "disturbed", lineterm="", n=0,
            )
        )  # fmt: skip
        if apart:
            shown = "\n".join(apart[:20])
            self.faults.append(f"the database differs from that of an undisturbed run:\n{shown}")


def _holder(drop_id: str) -> str:
    """Return the hash of the container in which a drop of the ledger came, "" for one that lay in none."""
    return drop_id[:64] if drop_id[64:65] == ":" else ""


class Eyes:
    """An engine that reads the same few words on each picture."""

    name, version = "mata", "1"

    def read(self, image: Pixels, columns: bool = False) -> tuple[OcrWord, ...]:
        """Return the words."""
        words = ("Rapat", "warga", "RT", "02", "mengusulkan", "perbaikan", "saluran", "air")
        return tuple(OcrWord(w, 20 + 30 * n, 20, 25, 12, 0.9) for n, w in enumerate(words))


def _be_a_run(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    step: str | None,
    *,
    has_eyes: bool = False,
    is_secured: bool = False,
) -> None:
    """Run once and end this process; never returns."""
    os.environ.pop("RISALAH_KILL_AT", None)
    if step is not None:
        os.environ["RISALAH_KILL_AT"] = step
    real = time.time
    time.time = lambda: real() + 100  # what was dropped rests at once
    code = 1
    runs.find_engine = lambda _: Eyes() if has_eyes else NoOcr()  # type: ignore[assignment]
    try:
        if is_secured:
            secure(inbox, archive, zone="Asia/Jakarta")
        runs.run(inbox, warehouse, archive, ocr="none", zone="Asia/Jakarta", say=lambda line: None)
        code = 0
    finally:
        sys.stdout.flush()
        os._exit(code)


def _warm_up() -> None:
    """Build here what every child would build for itself."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.txt"
        path.write_text("Rapat RT 02/RW 05 di Kelurahan Sukamaju.")
        extractors.extract(path, ocr=NoOcr())


def _dump(warehouse: Path) -> str:
    db = open_warehouse(warehouse)
    try:
        return canonical_dump(db)
    finally:
        db.conn.close()


def main() -> None:
    """Play games until enough kills were survived or the time is over."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=600)
    asked = parser.parse_args()
    _warm_up()
    end = time.monotonic() + asked.seconds
    kills: Counter[str] = Counter()
    faults: list[str] = []
    games = files = 0
    while sum(kills.values()) < asked.kills and time.monotonic() < end:
        with tempfile.TemporaryDirectory() as name:
            game = Game(Path(name), asked.seed + games)
            while sum(game.kills.values()) < 40 and time.monotonic() < end:
                game.play()
            game.end()
            kills += game.kills
            faults += [f"seed {asked.seed + games}: {fault}" for fault in game.faults]
            games, files = games + 1, files + game.made
    found = {
        "games": games,
        "files": files,
        "kills": sum(kills.values()),
        "at": kills,
        "faults": faults,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()

"""The command as a process of its own over one home: `inbox`, `archive`, `w/risalah.db` and `state` below it."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WHERE = (
    *("--inbox", "inbox", "--archive", "archive"),
    *("--warehouse", "w/risalah.db", "--state", "state"),
)


def risalah(command: str, *options: str) -> list[str]:
    """Return the arguments that start a command over the home that is the working directory."""
    return [sys.executable, "-m", "risalah", command, *WHERE, *options]


def environ_of(home: Path, **environ: str) -> dict[str, str]:
    """Return the environment of such a process: no Prefect server is given, OCR is off, and what is
    tested is this tree.
    """
    env = {
        **os.environ, "RISALAH_OCR": "none", "HOME": str(home), "PYTHONPATH": str(ROOT), **environ,
    }  # fmt: skip
    env.pop("PREFECT_API_URL", None)
    return env


def started(command: list[str], home: Path, **environ: str) -> "subprocess.Popen[str]":
    """Start a command in a session of its own, as of a terminal; what it says goes to the file `log`. It
    hears Ctrl+C also where we do not, as behind `&` in a script: what is ignored is handed down.
    """
    here = signal.getsignal(signal.SIGINT)
    if here == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with (home / "log").open("w") as log:
            return subprocess.Popen(
                command, cwd=home, env=environ_of(home, **environ), stdout=log, stderr=log, text=True,
                start_new_session=True,
            )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, here)


def asked(archive: Path, question: str) -> list[tuple[Any, ...]]:
    """Return the answer of an archive's ledger to a question in SQL, asked of its file as anybody may."""
    with closing(sqlite3.connect(archive / "ledger.db")) as db:
        return db.execute(question).fetchall()

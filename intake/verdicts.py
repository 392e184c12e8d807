"""What people decided about who is who: a file in the archive, a line a decision, only ever added to.

It outlives the database: a warehouse made anew from the archive takes it into account.
"""

import json
import logging
import os
from pathlib import Path
from typing import Any

from models.errors import ArchiveError
from models.verdict import Mention, Verdict

FILE = "keputusan-identitas.jsonl"
_log = logging.getLogger(__name__)


def verdicts(archive: Path) -> list[Verdict]:
    """Return what holds of all decisions, in the order in which they were made.

    A line that is none, such as the last one after a power cut, is left out and told to the log.

    Raises: ArchiveError when the file cannot be read.
    """
    path = archive / FILE
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines() if path.exists() else []
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror})") from error
    held: dict[tuple[str, ...], Verdict] = {}
    for number, line in enumerate(lines, start=1):
        try:
            told = json.loads(line)
            verdict = Verdict(_mention(told, "satu"), _mention(told, "lain"), told["apa"] == "sama")
            withdrawn = told["apa"] == "batal"
        except (ValueError, KeyError, TypeError):
            _log.warning("%s:%d is no decision and is left out", path, number)
            continue
        pair = tuple(sorted((verdict.left.code, verdict.right.code)))
        held.pop(pair, None)
        if not withdrawn:
            held[pair] = verdict
    return list(held.values())


def _mention(told: dict[str, Any], side: str) -> Mention:
    one = told[side]
    kind = told["jenis"]
    if kind not in ("orang", "lembaga") or told["apa"] not in ("sama", "beda", "batal"):
        raise ValueError(kind)
    return Mention(kind, str(one["sha256"]), str(one["nama"]), int(one.get("ke", 0)))


def decide(archive: Path, left: Mention, right: Mention, same: bool | None, *, now: str) -> None:
    """Add a decision, durable before this returns; `same` None withdraws what was decided before.

    Raises: ArchiveError when it cannot be written.
    """
    word = "batal" if same is None else "sama" if same else "beda"
    told = {"waktu": now, "jenis": left.kind, "apa": word}
    for side, mention in (("satu", left), ("lain", right)):
        told[side] = {"sha256": mention.sha256, "nama": mention.name, "ke": mention.nth}  # type: ignore[assignment]
    line = json.dumps(told, ensure_ascii=False) + "\n"
    path = archive / FILE
    try:
        archive.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as out:
            if out.tell() and not _ends_whole(path):
                out.write(b"\n")
            out.write(line.encode("utf-8", "backslashreplace"))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise ArchiveError(
            f"{path}: cannot be written ({error.strerror}); make room or give the right to write, then decide again"
        ) from error


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read() == b"\n"

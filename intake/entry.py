"""One file as the ledger tells of it, and how its columns are asked for."""

from dataclasses import dataclass

COLUMNS = (
    "sha256, name, folder, path, byte_count, state, code, sentence, version, attempts, first_seen"
)
"""The columns of an Entry, in its order."""
OF_FILES = ", ".join(f"f.{column}" for column in COLUMNS.split(", "))
"""The same, where the table of files is called f beside others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the ledger."""

    sha256: str
    name: str
    folder: str
    """Where it was seen first."""
    path: str
    byte_count: int
    state: str
    code: str | None
    sentence: str | None
    version: str | None
    attempts: int
    first_seen: str


def told_as(entry: Entry) -> str:
    """Return a file of the ledger as people are told of it: where it lay and what it is called there."""
    return "/".join(filter(None, (entry.folder, entry.name)))

"""Each item of a record with a number, in words that staff know, and where it was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.codes import Code
from models.record import LIST_PARTS, Evidence, Record

PARTS = {
    "document": "dokumen",
    "meetings": "pertemuan",
    "people": "orang",
    "agencies": "lembaga",
    "programs": "program",
    "proposals": "usulan",
    "budget": "anggaran",
    "dates": "tanggal",
    "decisions": "keputusan",
}
"""What the parts of a record are called to staff."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item: its number from 1, its part in Indonesian, its values as one line, where it was read."""

    number: int
    pointer: str
    part: str
    text: str
    evidence: tuple[Evidence, ...]


def items(record: Record) -> tuple[Shown, ...]:
    """Return the items of a record in its order; the title and the day of publication are items too."""
    read: dict[str, list[Evidence]] = {}
    for one in record.evidence:
        read.setdefault(one.item, []).append(one)
    return tuple(
        Shown(
            number,
            pointer,
            PARTS[pointer.split("/")[1]],
            text,
            tuple(read.get(pointer, ())),
        )
        for number, (pointer, text) in enumerate(_pointed(record), start=1)
    )


def _pointed(record: Record) -> Iterator[tuple[str, str]]:
    for field in ("title", "published"):
        value = getattr(record.document, field)
        if value is not None:
            yield f"/document/{field}", str(value)
    for part in LIST_PARTS:
        for n, item in enumerate(getattr(record, part)):
            yield f"/{part}/{n}", _line(item)


def _line(item: Any) -> str:
    if isinstance(item, str):
        return item
    values = item.model_dump().values()
    return ", ".join(
        ", ".join(map(str, v)) if isinstance(v, (list, tuple)) else _word(v)
        for v in values
        if v not in (None, (), [], "")
    )


def _word(value: object) -> str:
    return value.label if isinstance(value, Code) else str(value)

"""A Source as bytes and back, exactly: what the archive keeps of a reading."""

import gzip
import json
import zlib
from dataclasses import asdict
from typing import Any

from models.source import Box, Cell, Line, Origin, Page, Placement, Source, Table, Unread, Word

FORMAT = 1


def dump(source: Source) -> bytes:
    """Return the source as compressed JSON; equal sources give equal bytes."""
    text = json.dumps(
        {"format": FORMAT, **asdict(source)}, ensure_ascii=True, separators=(",", ":")
    )
    return gzip.compress(text.encode("ascii"), mtime=0)


def load(data: bytes) -> Source:
    """Return the source that was dumped.

    Raises: ValueError when the bytes are no such dump.
    """
    try:
        made = json.loads(gzip.decompress(data))
    except (OSError, EOFError, zlib.error, RecursionError) as error:
        raise ValueError("no compressed reading") from error
    if not isinstance(made, dict) or made.pop("format", None) != FORMAT:
        raise ValueError("a reading of another format")
    try:
        pages = tuple(_page(p) for p in made.pop("pages"))
        return Source(pages=pages, **{**made, "notes": tuple(made["notes"])})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("a reading that lacks something") from error


def _page(page: dict[str, Any]) -> Page:
    blocks = tuple(_table(b) if "rows" in b else _line(b) for b in page.pop("blocks"))
    return Page(
        **{
            **page,
            "blocks": blocks,
            "origin": Origin(page["origin"]),
            "notes": tuple(page["notes"]),
            "placement": _placement(page.get("placement")),
            "unread": Unread(page["unread"]) if page.get("unread") else None,
            "rules": tuple(Box(**rule) for rule in page.get("rules", ())),
        }
    )


def _placement(made: dict[str, Any] | None) -> Placement | None:
    return None if made is None else Placement(**{**made, "matrix": tuple(made["matrix"])})


def _line(line: dict[str, Any]) -> Line:
    return Line(**{**line, "words": _words(line["words"]), "box": _box(line["box"])})


def _table(table: dict[str, Any]) -> Table:
    rows = tuple(
        tuple(Cell(**{**c, "box": _box(c["box"]), "words": _words(c["words"])}) for c in row)
        for row in table["rows"]
    )
    return Table(rows, _box(table["box"]), table["ruled"])


def _words(words: list[dict[str, Any]]) -> tuple[Word, ...]:
    return tuple(Word(w["text"], _box(w["box"]), w["confidence"]) for w in words)


def _box(box: dict[str, float] | None) -> Box | None:
    return None if box is None else Box(**box)

"""What a mistyped word may have meant, by the words that titles and names in the warehouse have."""

import re
from collections import Counter
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from warehouse.site.answers import remembered, rows
from warehouse.stems import stems

_WORD = re.compile(r"[^\W\d_]{4,}")
_NEWEST = 20_000
"""Rows of each table whose words are known; older ones hardly have others."""
_MOST_WRONG = 4
_LEAST = 0.88
"""From this likeness on a word is offered: a letter wrong in eight, or two that changed places."""
_TABLES = (
    ("documents", "title"), ("proposals", "title"), ("programs", "name"), ("agencies", "name"), ("people", "name"),
)  # fmt: skip


async def meant(datasette: Any, typed: str, unknown: frozenset[str]) -> str | None:
    """Return the question with its unknown words replaced by the likest known ones, None where none is
    alike.

    Args:
        datasette: the site.
        typed: the question.
        unknown: the stems that no page has.
    """
    wrong = {
        m[0].casefold()
        for m in _WORD.finditer(typed)
        if any(s.stem in unknown for s in stems(m[0]))
    }
    if not wrong or len(wrong) > _MOST_WRONG:
        return None
    known: Counter[str] | None = await remembered(
        datasette, "kosakata", lambda: _words(datasette), wait=False
    )
    if not known:
        return None
    put: dict[str, str] = {}
    for word in wrong:
        near = process.extract(
            word[:40],
            list(known),
            scorer=JaroWinkler.similarity,
            score_cutoff=_LEAST,
            limit=8,
        )
        if near:
            put[word] = max(near, key=lambda n: (round(n[1], 2), known[n[0]], n[0]))[0]
    if not put:
        return None
    return _WORD.sub(lambda m: put.get(m[0].casefold(), m[0]), typed)


async def _words(datasette: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for table, column in _TABLES:
        for row in await rows(
            datasette,
            f"SELECT {column} AS said FROM {table} WHERE {column} IS NOT NULL ORDER BY id DESC LIMIT {_NEWEST}",
            patient=True,
        ):
            found.update(word.casefold() for word in _WORD.findall(row["said"]))
    return found

"""Which documents look like editions of one text, known when they are loaded: scans of one sheet, a
file and its print, a letter sent again with a word changed.

Of the runs of three stems of a document a sketch is kept (MinHash; A. Broder, On the resemblance and
containment of documents, 1997): of each of 72 hash functions the smallest value. The share of equal
values estimates which share of their runs two documents have in common (Jaccard). Sketches meet in
bands of three values (Indyk and Motwani 1998): two texts that share half of their runs meet with 96 %
in at least one of 24 bands, two that share a twentieth with 0.3 %. A sketch depends on its text alone,
so it is the same in whatever order documents come.

A document is held against those that it meets when it is loaded. Which are alike is kept as pairs, and
each group of editions under its lowest number, so that a page reads groups and compares nothing.
"""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from sqlite_utils import Database

RUN, BANDS, ROWS = 3, 24, 3
LEAST = 40
"""Runs that a text must have; shorter ones are alike by chance (a cover sheet, an empty form)."""
SAME_DAY_AND_PLACE, UNTOLD, OTHER_DAY = 0.2, 0.35, 0.7
"""From which share of equal values on two texts are taken for one. Unrelated papers of the collection
share at most 0.07; two scans of a sheet share 0.35 when every twelfth word of each is misread and 0.2
when every seventh is. Two minutes on one form of different days share up to a half, a letter that was
sent again with some words changed shares more than that."""
_CROWD = 60
"""Documents of one band that are looked at; where more are equal the first stand for all."""

SCHEMA = """
CREATE TABLE _sketches (document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE, minima BLOB NOT NULL);
CREATE TABLE _bands (
    band INTEGER NOT NULL, document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    PRIMARY KEY (band, document_id)
) WITHOUT ROWID;
CREATE INDEX _idx_bands_document ON _bands (document_id)
"""
GROUPS = """
CREATE TABLE _pairs (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE, other_id INTEGER NOT NULL,
    PRIMARY KEY (document_id, other_id)
) WITHOUT ROWID;
CREATE TABLE _editions (document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE, lead INTEGER NOT NULL);
CREATE INDEX _idx_editions_lead ON _editions (lead);
CREATE TABLE _uncompared (document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE);
INSERT INTO _uncompared (document_id) SELECT id FROM documents
"""
"""Pairs of alike documents (each both ways), the groups by their lowest number, and what of a database
of before is still to be compared."""
_MASK = (1 << 64) - 1


def _spread(seed: int) -> int:
    """Return a well mixed number of 64 bits (splitmix64; Steele, Lea and Flood 2014)."""
    z = (seed * 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


_FACTORS = np.array([_spread(2 * n + 1) | 1 for n in range(BANDS * ROWS)], dtype=np.uint64)
_SUMMANDS = np.array([_spread(2 * n + 2) for n in range(BANDS * ROWS)], dtype=np.uint64)
_AT_ONCE = 4096
"""Runs that are hashed together, which bounds the memory that a long book takes."""
_STEPS = [np.uint64(_spread(1000 + n) | 1) for n in range(RUN)]


@lru_cache(maxsize=200_000)
def _number(stem: str) -> int:
    return _spread(zlib.crc32(stem.encode("utf-8")) + 1)


def sketch(stems: list[str]) -> bytes | None:
    """Return the sketch of a text told as its stems: 72 numbers of 32 bits; None where it is too short.

    >>> one = "rapat warga membahas saluran air di jalan melati pada malam hari kamis".split()
    >>> text = [f"{w}{n}" for n in range(5) for w in one]
    >>> len(sketch(text)), sketch(one)
    (288, None)
    """
    numbers = np.fromiter(map(_number, stems), dtype=np.uint64, count=len(stems))
    with np.errstate(over="ignore"):
        runs = sum(numbers[n : len(numbers) - RUN + 1 + n] * step for n, step in enumerate(_STEPS))
        runs = np.unique(np.asarray(runs, dtype=np.uint64))
        if len(runs) < LEAST:
            return None
        runs ^= runs >> np.uint64(29)
        minima = np.full(BANDS * ROWS, _MASK, dtype=np.uint64)
        for at in range(0, len(runs), _AT_ONCE):
            turned = runs[at : at + _AT_ONCE, None] * _FACTORS + _SUMMANDS
            minima = np.minimum(minima, turned.min(axis=0))
    return (minima >> np.uint64(32)).astype("<u4").tobytes()


def bands(made: bytes) -> list[int]:
    """Return the numbers under which a sketch meets others; 63 bits, told apart by band."""
    width = 4 * ROWS
    return [
        _spread(zlib.crc32(made[n * width : (n + 1) * width]) * BANDS + n) >> 1
        for n in range(BANDS)
    ]


def note_likeness(db: Database, document: int) -> None:
    """Write the sketch of a loaded document, from the stems of its pages, and which others it is like."""
    pages = db.execute(
        "SELECT stems FROM pages WHERE document_id = ? ORDER BY number", [document]
    ).fetchall()
    db.execute("DELETE FROM _uncompared WHERE document_id = ?", [document])
    made = sketch(" ".join(stems or "" for (stems,) in pages).split())
    if made is None:
        return
    db.execute(
        "INSERT OR REPLACE INTO _sketches (document_id, minima) VALUES (?, ?)", [document, made]
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO _bands (band, document_id) VALUES (?, ?)",
        [(band, document) for band in set(bands(made))],
    )
    others = [other for other, _ in alike(db.conn, document)]
    if not others:
        return
    db.conn.executemany(
        "INSERT OR IGNORE INTO _pairs (document_id, other_id) VALUES (?, ?)",
        [pair for other in others for pair in ((document, other), (other, document))],
    )
    marks = ", ".join("?" * (len(others) + 1))
    joined = db.execute(
        f"SELECT DISTINCT lead FROM _editions WHERE document_id IN ({marks})", [document, *others]
    ).fetchall()
    leads = [number for (number,) in joined]
    first = min(document, *others, *leads)
    db.conn.executemany(
        "UPDATE _editions SET lead = ? WHERE lead = ?", [(first, lead) for lead in leads]
    )
    db.conn.executemany(
        "INSERT OR REPLACE INTO _editions (document_id, lead) VALUES (?, ?)",
        [(number, first) for number in (document, *others)],
    )


def forget_likeness(db: Database, document: int) -> None:
    """Take a document out of its group, which may fall apart; call it before it is removed."""
    found = db.execute("SELECT lead FROM _editions WHERE document_id = ?", [document]).fetchone()
    if found is None:
        return
    others = db.execute("SELECT other_id FROM _pairs WHERE document_id = ?", [document]).fetchall()
    db.conn.executemany(
        "DELETE FROM _pairs WHERE document_id = ? AND other_id = ?",
        [(other, document) for (other,) in others],
    )
    db.execute("DELETE FROM _pairs WHERE document_id = ?", [document])
    pairs = db.execute(
        "SELECT p.document_id, p.other_id FROM _editions e JOIN _pairs p ON p.document_id = e.document_id "
        "WHERE e.lead = ? AND p.document_id < p.other_id",
        found,
    )
    groups = _groups(pairs.fetchall())
    db.execute("DELETE FROM _editions WHERE lead = ?", found)
    db.conn.executemany(
        "INSERT INTO _editions (document_id, lead) VALUES (?, ?)",
        [(number, group[0]) for group in groups for number in group],
    )


def compare_earlier(db: Database, most: int) -> int:
    """Compare so many documents of a database that was made before likeness was noted; returns how many
    it were.
    """
    waiting = db.execute(
        "SELECT document_id FROM _uncompared ORDER BY document_id LIMIT ?", [most]
    ).fetchall()
    for (document,) in waiting:
        note_likeness(db, document)
    return len(waiting)


def _groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return what pairs hold together, each group sorted."""
    beside: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        beside[one].append(other)
        beside[other].append(one)
    groups: list[list[int]] = []
    seen: set[int] = set()
    for start in beside:
        if start in seen:
            continue
        group, ahead = {start}, [start]
        while ahead:
            fresh = [n for n in beside[ahead.pop()] if n not in group]
            group.update(fresh)
            ahead += fresh
        seen |= group
        groups.append(sorted(group))
    return groups


_FACTS = "s.document_id, s.minima, d.day, d.kelurahan, d.kota FROM _sketches s JOIN documents d ON d.id = s.document_id"
_Known = tuple[int, bytes, str | None, str | None, str | None]
"""A document's number, sketch, day, kelurahan and kota."""


def _least(one: _Known, other: _Known) -> float:
    """Return the share that makes two documents one text."""
    if not (one[2] and other[2]):
        return UNTOLD
    if one[2] != other[2]:
        return OTHER_DAY
    return SAME_DAY_AND_PLACE if one[3] is not None and one[3:] == other[3:] else UNTOLD


def alike(db: sqlite3.Connection, document: int) -> list[tuple[int, float]]:
    """Return the documents whose text is like that of this one, with the share in common, the likest
    first. Looked at are those that meet it in a band, and those of its day and place.
    """
    own: _Known | None = db.execute(
        f"SELECT {_FACTS} WHERE s.document_id = ?", [document]
    ).fetchone()
    if own is None:
        return []
    near: set[int] = set()
    for band in bands(own[1]):
        there = db.execute("SELECT document_id FROM _bands WHERE band = ? LIMIT ?", [band, _CROWD])
        near |= {number for (number,) in there}
    beside = db.execute(
        "SELECT id FROM documents WHERE kelurahan = ? AND kota IS ? AND day = ? LIMIT ?",
        [own[3], own[4], own[2], _CROWD],
    )
    near |= {number for (number,) in beside}
    near.discard(document)
    # By the sketches first, all at once: texts on one form meet hundreds that are not like them after all.
    marks = ", ".join("?" * len(near))
    met = db.execute(
        f"SELECT document_id, minima FROM _sketches WHERE document_id IN ({marks})", list(near)
    ).fetchall()
    minima = np.frombuffer(b"".join(made for _, made in met), dtype="<u4")
    equal = minima.reshape(len(met), BANDS * ROWS) == np.frombuffer(own[1], dtype="<u4")
    shares = equal.mean(axis=1)
    worth = {met[at][0]: float(shares[at]) for at in np.flatnonzero(shares >= SAME_DAY_AND_PLACE)}
    marks = ", ".join("?" * len(worth))
    others = db.execute(f"SELECT {_FACTS} WHERE s.document_id IN ({marks})", list(worth))
    found = [(o[0], worth[o[0]]) for o in others if worth[o[0]] >= _least(own, o)]
    return sorted(found, key=lambda f: (-f[1], f[0]))

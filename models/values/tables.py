"""Reads the project's own tables of knowledge (`models/indonesian/data`), each once per process.

A table is UTF-8 text: a line that begins with `#` is a comment, the others are rows of columns
parted by tabs; a column may hold several spellings parted by `|`, and `-` stands for none.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Give the rows of the table `name`, each of exactly `columns` cells.

    Raises ValueError with the line number for a row of another width: our own data is wrong then,
    which is a fault of the program and not of any input.
    """
    rows = []
    for number, line in enumerate(_lines(name), start=1):
        if not line or line.startswith("#"):
            continue
        row = tuple(cell.strip() for cell in line.split("\t"))
        if len(row) != columns or not all(row):
            raise ValueError(f"{name}:{number}: {len(row)} cells where {columns} are needed")
        rows.append(row)
    return tuple(rows)


@cache
def read_words(name: str) -> frozenset[str]:
    """Give the words of a list that has any number of words on a line, in lower case."""
    return frozenset(
        word.casefold()
        for line in _lines(name)
        if not line.startswith("#")
        for word in line.split()
    )


@cache
def word_set(name: str) -> frozenset[str]:
    """Give one of the sets of words in `word_sets.toml`; KeyError for a name that is not there."""
    return frozenset(read_toml("word_sets.toml")[name])


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Give a file of TOML whole; nobody may change what it gives."""
    return tomllib.loads("\n".join(_lines(name)))


@cache
def words_of_all() -> frozenset[str]:
    """Give every word of two letters and more that stands in any of the tables, in lower case."""
    folder = files("models") / "indonesian" / "data"
    return frozenset(
        word.casefold()
        for table in sorted(t.name for t in folder.iterdir())
        for line in _lines(table)
        if not line.startswith("#")
        for word in _WORD.findall(line)
    )


_WORD = re.compile(r"[^\W\d_]{2,}")


def spellings(cell: str) -> tuple[str, ...]:
    """Part a cell at its bars; `-` is none."""
    return () if cell == "-" else tuple(form.strip() for form in cell.split("|") if form.strip())


def _lines(name: str) -> list[str]:
    # By way of `models`, not `models.indonesian`: the values must not load the language side.
    return (files("models") / "indonesian" / "data" / name).read_text("utf-8").split("\n")

"""People in tables: lists of those present, committees, questions and answers.

A table tells of people in three ways: by a column of names with an office or body beside it (`columns`),
by an office in one cell and its holder in the next (`pairs`) or below it (`frames`), and by cells that are
read like running text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.context import Context
from extractors.layout import Grid, GridCell, Section, Unit, UnitKind, row_start
from extractors.parts.people.own import opener_body
from extractors.parts.people.prose import in_text
from extractors.parts.people.sighting import Sighting
from extractors.parts.people.tables.cells import in_cell, is_sums
from extractors.parts.people.tables.columns import (
    MONEY,
    completed,
    in_name_columns,
    in_office_column,
    lists_people,
    name_columns,
    proposers,
    typed_columns,
)
from extractors.parts.people.tables.frames import in_frame
from extractors.parts.people.tables.pairs import heads_of, in_pairs, in_reversed, in_triples
from models.values.agency import Agency

_BENEFIT = re.compile(
    r"penerima|calon|\bkk\b|kepala keluarga|alamat\s*rumah|nik\b|usia|umur|sasaran|manfaat", re.I
)
_SPACED = re.compile(r"\b(?:[A-Z] ){2,}[A-Z]\b")


def in_grid(context: Context, grid: Grid) -> list[Sighting]:
    """Read everybody that a table names."""
    header = tuple(_SPACED.sub(lambda m: m.group().replace(" ", ""), t) for t in grid.header)
    if any(_BENEFIT.search(title) for title in header):
        return []
    width = max((len(row) for row in grid.rows), default=0)
    header += ("",) * (width - len(header))
    pairs = name_columns(header) or typed_columns(context, header, grid.rows)
    if pairs:
        above = opener_body(context, grid.start - 1)
        named = [
            (s, row) for row in grid.rows for s in in_name_columns(context, header, pairs, row)
        ]
        found = [completed(sighting, above) for sighting, _ in named]
        if lists_people(header):
            places = ((grid.start, row_start(row)) for _, row in named)
            found = [replace(s, listed=place) for s, place in zip(found, places, strict=True)]
        return found
    if any(MONEY.search(title) for title in header):
        return list(proposers(context, header, grid.rows))
    found = [
        *in_frame(context, grid),
        *in_office_column(context, header, grid.rows),
    ]
    bodies: dict[int, Agency] = {}
    above = opener_body(context, grid.start - 1)
    for row in grid.rows:
        keyed = _keyed(context, [c for c in row if c is not None and c.text])
        if keyed:
            found.extend(s for piece in keyed for s in in_text(context, piece))
            continue
        bodies = heads_of(context, row) or bodies
        paired = in_triples(context, row) or list(in_pairs(context, row, bodies, above))
        paired = paired or list(in_reversed(context, row, titled=any(header)))
        found.extend(paired)
        if not paired and not is_sums(row):
            found.extend(s for cell in row if cell for s in in_cell(context, cell))
    return found


def _keyed(context: Context, cells: Sequence[GridCell]) -> list[Unit]:
    """Return the keys with their values that stand beside each other in a line ("Lurah | : Rinto |
    Sekcam | : Ramdan"); none where a cell is neither, or where there is one alone.
    """
    found: list[Unit] = []
    at = 0
    while at < len(cells):
        key = cells[at]
        at += 1
        colon = key.text.find(":")
        end, body = key.end, key.start + colon + 1
        if colon < 0 and at < len(cells) and cells[at].text.startswith(":"):
            body = cells[at].start + 1
            at += cells[at].text == ":" and at + 1 < len(cells)
            end = cells[at].end
            at += 1
        elif colon < 1:
            return []
        body += len(context.text[body:end]) - len(context.text[body:end].lstrip())
        text = context.text[key.start : end]
        told = context.text[key.start : body].strip(" :\t")
        unit = context.unit_at(key.start)
        section = unit.section if unit is not None else Section.NONE
        kind = UnitKind.KEY_VALUE
        found.append(Unit(kind, key.start, end, text, body, 1, section, key=told))
    return found if len(found) > 1 else []


def in_columns(context: Context, unit: Unit) -> list[Sighting]:
    """Read a line of columns: an office beside its holder, else each column by itself."""
    cells = tuple(
        GridCell(m.group(), unit.start + m.start(), unit.start + m.end())
        for m in re.finditer(r"[^\t\s][^\t]*", unit.text)
    )
    keyed = _keyed(context, cells)
    if keyed:
        return [s for piece in keyed for s in in_text(context, piece)]
    paired = list(in_pairs(context, cells, {}, opener_body(context, unit.start)))
    paired = paired or list(in_reversed(context, cells, titled=False))
    if paired or is_sums(cells):
        return paired
    pieces = (replace(unit, start=c.start, end=c.end, body=c.start, text=c.text) for c in cells)
    return [s for piece in pieces for s in in_text(context, piece)]

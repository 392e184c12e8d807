"""Files written and read again, and what of a reading tests look at: lines, tables, the texts of cells."""

from pathlib import Path

from extractors.ocr import NoOcr
from extractors.readers import read
from models.source import Line, Source, Table

RAB = (
    ("No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah"),
    (1, "Semen", 10, "zak", 65000, 650000),
    (2, "Pasir pasang", 2, "m3", 250000, 500000),
)


def put(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    return read(path, ocr=NoOcr())


def lines(source: Source) -> list[str]:
    return [b.text for p in source.pages for b in p.blocks if isinstance(b, Line) and b.text]


def tables(source: Source) -> list[list[list[tuple[str, int]]]]:
    found = [b for p in source.pages for b in p.blocks if isinstance(b, Table)]
    return [[[(c.text, c.span) for c in row] for row in t.rows] for t in found]


def texts(source: Source) -> list[list[list[str]]]:
    return [[[text for text, _ in row] for row in table] for table in tables(source)]

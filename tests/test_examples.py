"""No field of the record without a part that fills it and a golden document that shows it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.parts import order
from models.record import LIST_PARTS, Document, Issue, Record
from warehouse.tables import item_type

GOLDEN = Path(__file__).parent / "golden"
FIELDS = [
    *(("document", name) for name in Document.model_fields),
    *(
        (part, name)
        for part in (*LIST_PARTS, "evidence", "issues")
        for name in getattr(item_type(part), "model_fields", ("",))
    ),
]
RARE = {("issues", name) for name in Issue.model_fields} - {("issues", "part")}
"""A doubt has a page and words only where one place is in doubt; tests of single parts show them."""
IMPORTED = {("meetings", "kode_wilayah")}
"""What only an imported list of places fills; tests/extractors/test_official_places.py shows it."""


@cache
def examples() -> dict[tuple[str, str], int]:
    """Return how often each field has a value in the golden records."""
    found: dict[tuple[str, str], int] = {}
    for path in GOLDEN.glob("*/record.json"):
        record = json.loads(path.read_text("utf-8"))
        for part, value in record.items():
            for item in value if isinstance(value, list) else [value]:
                for name, told in item.items() if isinstance(item, dict) else [("", item)]:
                    found[part, name] = found.get((part, name), 0) + is_told(told)
    return found


def is_told(value: Any) -> bool:
    return value not in (None, "", [])


@pytest.mark.parametrize(("part", "name"), [f for f in FIELDS if f not in RARE | IMPORTED])
def test_every_field_has_a_golden_example(part: str, name: str) -> None:
    assert examples().get((part, name), 0) > 0, f"no record in tests/golden shows {part}.{name}"


def test_every_list_of_the_record_has_a_part_that_fills_it() -> None:
    assert set(LIST_PARTS) == set(Record.model_fields) - {"document", "evidence", "issues"}
    assert set(order()) == set(LIST_PARTS)

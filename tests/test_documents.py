"""Documents of many layouts: how much of what a careful reader finds is found.

The floors lie a little below what was measured; a change that falls through one has lost something.
Names are compared as the values themselves compare them, so a form of a name counts as the name.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors import extract
from extractors.ocr import NoOcr
from models.indonesian import pipeline
from models.record import Record
from models.values.agency import squeeze
from models.values.person import same_person

FOLDER = Path(__file__).parent / "documents"
GOLD = sorted(FOLDER.glob("*/*.json"))

Same = Callable[[str, str], bool]
Entry = tuple[tuple[str, ...], bool]
"""The forms under which one thing is right, and whether it must be found."""


def held_back(gold: Path) -> bool:
    return int(gold.name.split("-")[0]) % 3 == 0


@cache
def read(gold: Path) -> tuple[dict[str, Any], Record]:
    (document,) = (p for p in gold.parent.glob(gold.stem + ".*") if p != gold)
    return json.loads(gold.read_text("utf-8"))["record"], extract(document, ocr=NoOcr())


def people(gold: dict[str, Any], record: Record) -> tuple[list[Entry], list[str]]:
    return entries(gold["people"], "name"), [p.name for p in record.people]


def agencies(gold: dict[str, Any], record: Record) -> tuple[list[Entry], list[str]]:
    return entries(gold["agencies"], "name"), list(record.agencies)


def days(gold: dict[str, Any], record: Record) -> tuple[list[Entry], list[str]]:
    return entries(gold["dates"], "date"), [d.date.isoformat() for d in record.dates]


def sums(gold: dict[str, Any], record: Record) -> tuple[list[Entry], list[str]]:
    lines = [{**line, "total": str(line["total"])} for line in gold["budget"]]
    return entries(lines, "total"), [str(line.total) for line in record.budget]


def entries(items: list[Any], key: str) -> list[Entry]:
    whole = [i if isinstance(i, dict) else {key: i} for i in items]
    return [((i[key], *i.get("aliases", ())), not i.get("optional")) for i in whole]


def share(found: Iterator[tuple[list[Entry], list[str]]], same: Same) -> float:
    """Return the F1 over all documents; each entry and each thing found is used once."""
    hits = wanted = given = 0
    for gold, names in found:
        left = list(gold)
        for name in names:
            entry = next((e for e in left if any(same(form, name) for form in e[0])), None)
            if entry is not None:
                left.remove(entry)
            hits += entry is not None and entry[1]
            given += entry is None or entry[1]
        wanted += sum(must for _, must in gold)
    return 2 * hits / (wanted + given)


def same_body(a: str, b: str) -> bool:
    return squeeze(a) == squeeze(b)


def equal(a: str, b: str) -> bool:
    return a == b


PARTS = {
    "people": (people, same_person),
    "agencies": (agencies, same_body),
    "dates": (days, equal),
    "budget": (sums, equal),
}
FLOORS = {  # (part, held back)
    ("people", False): 0.95,
    ("people", True): 0.87,
    ("agencies", False): 0.9,
    ("agencies", True): 0.81,
    ("dates", False): 0.98,
    ("dates", True): 0.96,
    ("budget", False): 0.98,
    ("budget", True): 0.89,
}


@pytest.mark.slow
@pytest.mark.parametrize(("part", "held"), FLOORS, ids=lambda v: str(v))
def test_what_a_careful_reader_finds_is_found(part: str, held: bool) -> None:
    told, same = PARTS[part]
    found = (told(*read(gold)) for gold in GOLD if held_back(gold) is held)
    assert share(found, same) >= FLOORS[part, held]


@pytest.mark.slow
@pytest.mark.parametrize(("held", "floor"), [(False, 0.98), (True, 0.9)])
def test_a_document_is_known_for_what_it_is(held: bool, floor: float) -> None:
    chosen = [read(gold) for gold in GOLD if held_back(gold) is held]
    right = [gold["document"]["kind"] == record.document.kind for gold, record in chosen]
    assert sum(right) / len(right) >= floor


def test_names_of_persons_are_among_the_marked() -> None:
    lines = [json.loads(line) for line in (FOLDER / "names.jsonl").read_text("utf-8").splitlines()]
    nlp = pipeline()
    found = []
    for line in lines:
        text = line["text"]
        persons = [((text[a:b],), True) for a, b, label in line["spans"] if label == "PER"]
        doc = nlp(text)
        found.append((persons, [span._.names.text for span in doc.spans["names"]]))
    assert share(iter(found), same_person) >= 0.84

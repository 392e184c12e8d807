"""Documents of many layouts: how much of what a careful reader finds is found.

The floors lie a little below what was measured; a change that falls through one has lost something.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from evaluation import Judgement, Summary, find_gold, judge, read_gold, summarize
from extractors import READING, VERSION, extract
from extractors.ocr import NoOcr
from models.indonesian import pipeline
from models.values.person import same_person
from scripts.calibrate import held_back
from scripts.figures import PAGE

FOLDER = Path(__file__).parent / "documents"

FLOORS = {  # group: earlier documents, tuned and held back; later ones, tuned and held back
    "document.kind": (0.98, 0.9, 0.98, 0.94),
    "document.published": (0.98, 0.8, 0.91, 0.8),
    "meeting fields": (0.96, 0.83, 0.94, 0.87),
    "people (name)": (0.97, 0.9, 0.97, 0.91),
    "people (name+role+agency)": (0.88, 0.6, 0.88, 0.69),
    "agencies": (0.93, 0.86, 0.93, 0.85),
    "programs (name)": (0.84, 0.7, 0.81, 0.69),
    "proposals (title)": (0.91, 0.58, 0.89, 0.69),
    "budget lines": (0.98, 0.89, 0.98, 0.82),
    "dates (date)": (0.98, 0.97, 0.98, 0.97),
    "dates (date+role)": (0.96, 0.82, 0.92, 0.84),
    "decisions": (0.94, 0.71, 0.9, 0.67),
}


@cache
def judged(path: Path) -> Judgement:
    gold = read_gold(path)
    return judge(gold.answers, extract(gold.document, ocr=NoOcr()).model_dump(mode="json"))


NEWEST = ("autumn", "winter", "spring", "summer", "harvest")


def _later(path: Path) -> bool | None:
    """Tell whether a document is of the later writers; newer ones are neither and count in the means."""
    return None if path.parent.name in ("fresh", *NEWEST) else path.parent.name == "later"


def summary(held: bool, later: bool | None = None) -> Summary:
    """Sum up the documents that are held back or not; of the later writers, of the earlier, of all."""
    return summarize(
        judged(path)
        for path in find_gold(FOLDER)
        if held_back(path) is held and (later is None or later is _later(path))
    )


@pytest.mark.slow
@pytest.mark.parametrize("held", [False, True], ids=["tuned", "held back"])
@pytest.mark.parametrize("later", [False, True], ids=["earlier", "later"])
def test_what_a_careful_reader_finds_is_found(held: bool, later: bool) -> None:
    rows = summary(held, later).rows
    floors = {group: values[2 * later + held] for group, values in FLOORS.items()}
    scores = {group: rows[group].score or 0 for group in floors}
    assert {group: s for group, s in scores.items() if s < floors[group]} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("held", "newest", "floor"),
    [(False, False, 0.91), (True, False, 0.8), (False, True, 0.8), (True, True, 0.75)],
)
def test_the_mean_of_all_groups_holds(held: bool, newest: bool, floor: float) -> None:
    found = summarize(
        judged(path)
        for path in find_gold(FOLDER)
        if held_back(path) is held and (path.parent.name in NEWEST) is newest
    )
    assert (found.overall or 0) >= floor


def test_the_figures_are_of_this_reading_and_version() -> None:
    assert f"Of reading {READING}, version {VERSION}.\n" in PAGE.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("held", "column"), [(False, 2), (True, 3)], ids=["tuned", "held back"])
def test_the_figures_are_near_what_is_measured(held: bool, column: int) -> None:
    (line,) = (x for x in PAGE.read_text("utf-8").splitlines() if x.startswith("| **mean**"))
    told = float(line.split("|")[column + 1])
    assert summary(held).overall == pytest.approx(told, abs=0.015), "make figures"


def test_names_of_persons_are_among_the_marked() -> None:
    lines = [json.loads(line) for line in (FOLDER / "names.jsonl").read_text("utf-8").splitlines()]
    nlp = pipeline()
    hits = wanted = given = 0
    for line in lines:
        text = line["text"]
        persons = [text[a:b] for a, b, label in line["spans"] if label == "PER"]
        doc = nlp(text)
        found = [span._.names.text for span in doc.spans["names"]]
        wanted, given = wanted + len(persons), given + len(found)
        for name in found:
            person = next((p for p in persons if same_person(p, name)), None)
            if person is not None:
                persons.remove(person)
                hits += 1
    assert 2 * hits / (wanted + given) >= 0.92

"""Who is who across documents, held against a gold set of made documents."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from models.codes import DocumentKind, MeetingType
from models.record import Document, Meeting, Person, Record
from models.source import Line, Page, Source
from warehouse import Original, identify, load, open_warehouse

GOLD: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("who_is_who.json").read_text("utf-8")
)


def record_of(told: dict[str, Any]) -> Record:
    here = {part: told[part] for part in ("kelurahan", "kecamatan", "kota")}
    meets = told["kind"] == "minutes"
    return Record(
        document=Document(
            kind=DocumentKind(told["kind"]), published=None if meets else told["date"]
        ),
        meetings=(Meeting(type=MeetingType.RAPAT, date=told["date"] if meets else None, **here),),
        agencies=tuple(name for name, _ in told["agencies"]),
        people=tuple(Person(name=n, role=r, agency=a) for n, r, a, _ in told["people"]),
    )


def put(db: Database, told: dict[str, Any]) -> None:
    sha = f"{GOLD.index(told):064x}" if told in GOLD else told["sha256"]
    source = Source(told["name"], sha, "text/plain", (Page(1, (Line("x"),)),))
    load(
        db,
        record_of(told),
        source,
        original=Original(sha, told["name"], "text/plain", 1, "2026-01-01", "x", "1"),
    )


@dataclass(frozen=True)
class Score:
    """Pairs of mentions that are rightly and wrongly together, and that should be and are not."""

    right: int
    wrong: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missing))


def labels(documents: Iterable[dict[str, Any]], part: str) -> dict[tuple[str, str, int], str]:
    """Return who each mention is by gold: by document, name, and which of the name."""
    found = {}
    for told in documents:
        seen: dict[str, int] = defaultdict(int)
        for item in told[part]:
            found[told["name"], item[0], seen[item[0]]] = f"{told['world']}:{item[-1]}"
            seen[item[0]] += 1
    return found


def told_by(db: Database, mentions: str, column: str) -> dict[tuple[str, str, int], int]:
    found = {}
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for document, name, entity in db.execute(
        f"SELECT d.name, m.name, m.{column} FROM {mentions} m JOIN documents d ON d.id = m.document_id ORDER BY m.id"
    ).fetchall():
        found[document, name, seen[document, name]] = entity
        seen[document, name] += 1
    return found


def score(gold: dict[Any, str], told: dict[Any, int]) -> Score:
    right, wrong, missing = 0, [], []
    for a, b in combinations(sorted(gold), 2):
        same, joined = gold[a] == gold[b], told[a] == told[b]
        right += same and joined
        if same != joined:
            (missing if same else wrong).append((" / ".join(map(str, a)), " / ".join(map(str, b))))
    return Score(right, tuple(wrong), tuple(missing))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Database]:
    made = open_warehouse(tmp_path_factory.mktemp("w") / "r.db")
    for told in GOLD:
        put(made, told)
    identify(made)
    yield made
    made.conn.close()


PARTS = {"agencies": ("agency_mentions", "agency_id"), "people": ("person_mentions", "person_id")}


@pytest.mark.parametrize("held_back", [False, True])
@pytest.mark.parametrize("part", PARTS)
def test_who_is_who(db: Database, part: str, held_back: bool) -> None:
    gold = labels([t for t in GOLD if t["held_back"] == held_back], part)
    told = told_by(db, *PARTS[part])
    found = score(gold, {key: told[key] for key in gold})
    shown = () if held_back else (found.wrong, found.missing)
    assert found.precision == 1.0, shown
    assert found.recall >= 0.85, shown

"""One record against answers, with figures worked out by hand."""

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from evaluation import find_gold, judge, read_gold, summarize
from evaluation.judging import Count, Difference
from models.record import LIST_PARTS, Record

DOCUMENTS = Path(__file__).parents[1] / "documents"
GOLD = find_gold(DOCUMENTS)

NEWS = {"document": {"kind": "news", "published": "2023-02-10"}}


def answers(**parts: Any) -> dict[str, Any]:
    return {**NEWS, **parts}


def counted(group: str, wanted: dict[str, Any], found: dict[str, Any]) -> tuple[int, int, int]:
    """Return how many were right, wanted and given."""
    count = judge(wanted, found).counts.get(group, Count())
    return count.hits, count.wanted, count.given


def as_record(gold: dict[str, Any]) -> dict[str, Any]:
    """Return answers as the record that gives exactly them."""

    def bare(part: str, entry: Any) -> Any:
        if not isinstance(entry, dict):
            return entry
        if part == "agencies":
            return entry["name"]
        extra = ("aliases", "optional")
        kept = {k: v for k, v in entry.items() if k not in extra and not k.endswith("_aliases")}
        if "agencies" in kept:
            kept["agencies"] = [bare("agencies", body) for body in kept["agencies"]]
        return kept

    lists = {part: [bare(part, e) for e in gold.get(part, ())] for part in LIST_PARTS}
    return {"document": bare("document", gold["document"]), **lists}


PEOPLE = [
    {"name": "Bambang Setyawan", "role": "Ketua", "agency": "LPM Kelurahan Sukamaju"},
    {"name": "Rina Wulandari", "aliases": ["Rina"], "role": "Sekretaris", "agency": "RW 04"},
    {"name": "Sugeng", "role": None, "role_aliases": ["Warga"], "agency": None},
]


@pytest.mark.parametrize(
    ("found", "names", "whole"),
    [
        ([], (0, 3, 0), (0, 3, 0)),
        ([{"name": "H. Bambang Setyawan, S.T."}], (1, 3, 1), (0, 3, 1)),
        (
            [{"name": "Bambang Setyawan", "role": "Ketua", "agency": "LPM Kel. Suka Maju"}],
            (1, 3, 1),
            (1, 3, 1),
        ),
        ([{"name": "Rina", "role": "Sekretaris", "agency": "RW 4"}], (1, 3, 1), (1, 3, 1)),
        ([{"name": "Rina", "role": "Sekretaris", "agency": "RW 5"}], (1, 3, 1), (0, 3, 1)),
        ([{"name": "Sugeng", "role": "Warga"}], (1, 3, 1), (1, 3, 1)),
        ([{"name": "Sugeng", "role": "Lurah"}], (1, 3, 1), (0, 3, 1)),
        ([{"name": "Sugeng"}, {"name": "Sugeng"}], (1, 3, 2), (1, 3, 2)),
        ([{"name": "Kardiman"}], (0, 3, 1), (0, 3, 1)),
    ],
)
def test_people_count_by_name_and_as_a_whole(
    found: list[dict[str, Any]], names: tuple[int, ...], whole: tuple[int, ...]
) -> None:
    wanted, given = answers(people=PEOPLE), answers(people=found)
    assert counted("people (name)", wanted, given) == names
    assert counted("people (name+role+agency)", wanted, given) == whole


def test_a_form_of_a_body_counts_once_and_another_body_not() -> None:
    body = {"name": "LPM Kelurahan Panggung Rawi", "aliases": ["LPM Panggungrawi"]}
    wanted = answers(agencies=[body, {"name": "Dinas Sosial Kota Cilegon"}])
    found = ["LPM Panggung Rawi", "LPM Kelurahan Panggung Rawi", "Dinas Sosial Kota Serang"]
    assert counted("agencies", wanted, answers(agencies=found)) == (1, 2, 3)


def test_what_is_optional_neither_earns_nor_costs() -> None:
    wanted = answers(agencies=[{"name": "RW 04", "optional": True}, {"name": "RW 05"}])
    assert counted("agencies", wanted, answers(agencies=["RW 05"])) == (1, 1, 1)
    assert counted("agencies", wanted, answers(agencies=["RW 04", "RW 05"])) == (1, 1, 1)
    assert judge(wanted, answers(agencies=["RW 04", "RW 05", "RW 06"])).right == {
        "/document/kind": True,
        "/document/published": True,
        "/agencies/0": None,
        "/agencies/1": True,
        "/agencies/2": False,
    }


def test_what_must_be_found_is_paired_before_what_may_be() -> None:
    wanted = answers(
        programs=[
            {"name": "pelatihan las listrik", "optional": True},
            {"name": "pelatihan las listrik dasar"},
        ]
    )
    found = answers(programs=[{"name": "pelatihan las listrik", "type": None}])
    assert counted("programs (name)", wanted, found) == (1, 1, 1)


def test_a_line_of_a_budget_is_its_sum_and_its_name() -> None:
    wanted = answers(budget=[{"item": "Semen 50 kg", "total": 2600000}])
    same = answers(budget=[{"item": "semen (50 kg)", "total": 2600000}])
    dearer = answers(budget=[{"item": "Semen 50 kg", "total": 2700000}])
    other = answers(budget=[{"item": "Pasir", "total": 2600000}])
    assert [counted("budget lines", wanted, f)[0] for f in (same, dearer, other)] == [1, 0, 0]


def test_of_two_proposals_of_one_name_the_sum_says_which() -> None:
    wanted = answers(
        proposals=[
            {"title": "Perbaikan jalan", "amount": 10},
            {"title": "Perbaikan jalan", "amount": 20},
        ]
    )
    found = answers(
        proposals=[
            {"title": "Perbaikan jalan", "amount": 20},
            {"title": "Perbaikan jalan", "amount": 10},
        ]
    )
    assert counted("proposal amount (matched)", wanted, found) == (2, 2, 2)


def test_sums_to_find_and_no_proposal_found_is_nothing_right() -> None:
    wanted = answers(proposals=[{"title": "Perbaikan jalan", "amount": 10}])
    row = summarize([judge(wanted, NEWS)]).rows["proposal amount (matched)"]
    assert row.score == 0


def test_a_day_counts_alone_and_with_its_role() -> None:
    day = {"date": "2023-02-11", "role": "meeting", "role_aliases": ["event"]}
    wanted = answers(dates=[day, {"date": "2023-03-01", "role": "deadline"}])
    found = answers(
        dates=[
            {"date": "2023-02-11", "role": "event"},
            {"date": "2023-03-01", "role": "other"},
            {"date": "2023-03-02", "role": "other"},
        ]
    )
    assert counted("dates (date)", wanted, found) == (2, 2, 3)
    assert counted("dates (date+role)", wanted, found) == (1, 2, 3)
    right = judge(wanted, found).right
    assert [right[f"/dates/{n}"] for n in range(3)] == [True, False, False]


def test_fields_of_a_meeting_count_one_by_one() -> None:
    meeting = {
        **{"type": "raker", "date": "2023-02-11", "start": None, "start_aliases": ["19:30"]},
        **{"venue": "Balai RW 04", "kelurahan": "Sukamaju", "kota": None},
    }
    found = {
        **meeting,
        "start": "19:30",
        "venue": "balai rw 4",
        "kelurahan": None,
        "kota": "Kota X",
    }
    # Right: type, date, venue. Missing: kelurahan. Too much: kota. A start that is allowed: no count.
    wanted = answers(meetings=[meeting])
    assert counted("meeting fields", wanted, answers(meetings=[found])) == (3, 4, 4)
    assert counted("meeting fields", wanted, answers()) == (0, 4, 0)
    assert counted("meeting fields", answers(), answers(meetings=[found])) == (0, 0, 5)


def test_differences_name_what_comes_closest() -> None:
    wanted = answers(agencies=["Dinas Sosial Kota Cilegon"], people=PEOPLE[:1])
    found = answers(
        agencies=["Dinas Sosial Kota Cilegonn Barat"],
        people=[{"name": "Bambang Setyawan", "role": "Anggota", "agency": "RW 04"}],
    )
    told = judge(wanted, found).differences
    assert Difference("person.role", "Ketua", "Anggota", of="Bambang Setyawan") in told
    assert Difference("agencies", wanted="Dinas Sosial Kota Cilegon") in told


@pytest.mark.parametrize("held", [range(1, 3), range(1)], ids=["tuned", "held back"])
def test_answers_against_themselves_are_perfect_and_nothing_scores_nothing(held: range) -> None:
    chosen = [read_gold(p).answers for p in GOLD if int(p.name.split("-")[0]) % 3 in held]
    perfect = summarize(judge(a, as_record(dict(a))) for a in chosen)
    assert perfect.overall == 1
    assert {row.score for row in perfect.rows.values()} == {1}
    empty = summarize(judge(a, None) for a in chosen)
    assert empty.overall == 0
    assert {row.score for row in empty.rows.values()} == {0}


def shuffled(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    def mixed(entries: Iterable[Any]) -> list[Any]:
        return sorted(entries, key=lambda _: chance.random())

    return {**record, **{part: mixed(record.get(part, ())) for part in LIST_PARTS}}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_entries_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    chosen = [dict(read_gold(p).answers) for p in GOLD[::4]]
    # Every third entry left out, so that there is something to miss and something too much.
    records = [
        {k: v[seed::2] if isinstance(v, list) else v for k, v in as_record(a).items()}
        for a in chosen
    ]
    before = summarize(map(judge, chosen, records))
    after = summarize(
        judge(shuffled(a, chance), shuffled(r, chance))
        for a, r in zip(chosen, records, strict=True)
    )
    assert before == after


def test_answers_of_the_documents_are_records() -> None:
    for path in GOLD:
        record = as_record(dict(read_gold(path).answers))
        for meeting in record["meetings"]:
            meeting["type"] = meeting["type"] or "lainnya"
        assert Record.model_validate_json(json.dumps(record)).document.kind

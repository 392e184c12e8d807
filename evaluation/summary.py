"""Figures of several documents: counts added up, and the scores that come of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.judging import MEETING_FIELDS, Count, Judgement

GROUPS = {
    "document.kind": False,
    "document.published": False,
    "meeting fields": True,
    "people (name)": True,
    "people (name+role+agency)": True,
    "agencies": True,
    "programs (name)": True,
    "programs (name+type)": True,
    "program-agency links": True,
    "proposals (title)": True,
    "proposal amount (matched)": False,
    "budget lines": True,
    "dates (date)": True,
    "dates (date+role)": True,
    "decisions": True,
}
"""The groups that enter the mean: with F1 where what is given may be too much, else with the share
of those right."""
FIELDS = tuple(f"meeting.{field}" for field in MEETING_FIELDS)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group; None where there was nothing to count."""

    count: Count
    precision: float | None
    recall: float | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of some documents; `overall` is the mean of the groups' scores."""

    documents: int
    rows: dict[str, Row]

    @property
    def overall(self) -> float | None:
        """Return the mean over the groups that had something to count."""
        scores = [s for g in GROUPS if (s := self.rows[g].score) is not None]
        return sum(scores) / len(scores) if scores else None


def summarize(judgements: Iterable[Judgement]) -> Summary:
    """Add up what was counted in each document."""
    counts = {group: Count() for group in (*GROUPS, *FIELDS)}
    documents = amounts = 0
    for one in judgements:
        documents += 1
        amounts += one.amounts
        for group, count in one.counts.items():
            counts[group] += count
    rows = {group: _row(count, f1=GROUPS.get(group, True)) for group, count in counts.items()}
    at = "proposal amount (matched)"
    if rows[at].score is None and amounts:
        # There were sums to find, and not one proposal that could have had them.
        rows[at] = Row(counts[at], None, None, 0.0)
    return Summary(documents, rows)


def _row(count: Count, *, f1: bool) -> Row:
    if not count.wanted and not count.given:
        return Row(count, None, None, None)
    precision = count.hits / count.given if count.given else None
    recall = count.hits / count.wanted if count.wanted else None
    either = count.hits / count.either if count.either else 0.0
    score = 2 * count.hits / (count.wanted + count.given) if f1 else either
    return Row(count, precision, recall, score)

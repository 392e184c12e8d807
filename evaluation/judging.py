"""One record against the answers for its document: counts by group, what differs, what is right."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluation.likeness import ALIKE, agency_likeness, likeness, plain, plain_name, ratio
from evaluation.pairing import Entry, Measure, Pairs, Same, accepted, best, forms, pair

MEETING_FIELDS = (
    *("type", "date", "start", "venue", "kelurahan", "kecamatan", "kota", "organizer"),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many were right, wanted and given; `either` is where one of both was there."""

    hits: int = 0
    wanted: int = 0
    given: int = 0
    either: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.hits + other.hits,
            self.wanted + other.wanted,
            self.given + other.given,
            self.either + other.either,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as wanted.

    Missed: `found` is None. Too much: `wanted` is None. A wrong value: both are there, or `of`
    names the entry that it belongs to. `nearest` is what comes closest on the other side.
    """

    group: str
    wanted: str | None = None
    found: str | None = None
    nearest: str | None = None
    of: str | None = None


@dataclass(slots=True)
class Judgement:
    """What came of one document.

    `right` says of each item given, by its JSON pointer, whether what it mainly says is right: of a
    meeting type and date, of a person name, role and agency, of a programme its name, of a proposal
    title and sum, of any other all that is compared. What readers differ on stands in it as None.
    """

    counts: dict[str, Count] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    right: dict[str, bool | None] = field(default_factory=dict)
    amounts: int = 0
    """Sums that proposals of the answers name, whether the proposals were found or not."""


def judge(answers: Entry, record: Entry | None) -> Judgement:
    """Hold a record (as JSON, None where there is none) against the answers of its document."""
    return _Judge(answers, record or {}).judgement()


def _equal(wanted: Any, found: Any) -> bool:
    return bool(wanted == found)


def _alike(wanted: Any, found: Any) -> bool:
    return likeness(plain(str(wanted)), plain(str(found))) >= ALIKE


def _same_place(wanted: Any, found: Any) -> bool:
    return agency_likeness(str(wanted), str(found)) > 0


def _same_role(wanted: Any, found: Any) -> bool:
    return ratio(plain(str(wanted)), plain(str(found))) >= ALIKE


def _by_text(key: str, shape: Callable[[str], str], contained: float = 0.0) -> Measure:
    """Return a measure of how alike two entries are by the text under a key."""

    def measure(wanted: Entry, found: Entry) -> float:
        return best(
            forms(wanted, key),
            found.get(key),
            lambda a, b: likeness(shape(a), shape(b), contained),
        )

    return measure


def entries(record: Entry, part: str) -> list[Entry]:
    """Return the entries of a list as objects, `{"name": …}` where they are bare texts."""
    found: Iterable[Any] = record.get(part) or ()
    return [e if isinstance(e, Mapping) else {"name": e} for e in found if e]


class _Judge:
    def __init__(self, answers: Entry, record: Entry) -> None:
        self.answers, self.record = answers, record
        self.out = Judgement()
        self.bodies = [forms(body, "name") for body in entries(answers, "agencies")]

    def judgement(self) -> Judgement:
        self._document()
        self._meetings()
        self._people()
        self._list("agencies", "agencies", "name", self._agency_measure)
        self._programs()
        self._proposals()
        self._list("budget lines", "budget", "item", _budget_measure)
        self._dates()
        self._list("decisions", "decisions", "text", _by_text("text", plain, 0.5))
        return self.out

    # What is counted.

    def _count(self, group: str, hits: int, wanted: int, given: int) -> None:
        count = Count(hits, wanted, given, max(wanted, given))
        self.out.counts[group] = self.out.counts.get(group, Count()) + count

    def _pair(
        self, group: str, key: str, measure: Measure, wanted: list[Entry], found: list[Entry]
    ) -> Pairs:
        """Pair two lists, count them and note what differs."""
        pairs = pair(wanted, found, measure)
        self._count(group, *pairs.counts)
        for i in pairs.missed:
            near = _nearest(found, lambda f, w=wanted[i]: measure(w, f), key)  # type: ignore[misc]
            self._differ(group, wanted=_shown(wanted[i], key), nearest=near)
        for j in pairs.extra:
            near = _nearest(wanted, lambda w, f=found[j]: measure(w, f), key)  # type: ignore[misc]
            self._differ(group, found=_shown(found[j], key), nearest=near)
        return pairs

    def _list(self, group: str, part: str, key: str, measure: Measure) -> Pairs:
        pairs = self._pair(
            group, key, measure, entries(self.answers, part), entries(self.record, part)
        )
        self._mark(part, pairs)
        return pairs

    def _mark(self, part: str, pairs: Pairs) -> None:
        """Say of each entry found whether it is one that is wanted."""
        right = self.out.right
        right |= {f"/{part}/{j}": True for _, j in pairs.matched}
        right |= {f"/{part}/{j}": False for j in pairs.extra}
        right |= {f"/{part}/{j}": None for j in pairs.passed}

    def _value(
        self, groups: Iterable[str], wanted: Entry, key: str, found: Entry, same: Same = _equal
    ) -> bool | None:
        """Count a single value; nothing on both sides is no count."""
        value = found.get(key)
        right = accepted(wanted, key, value, same)
        if right is not None:
            for group in groups:
                self._count(group, right, bool(wanted.get(key)), value not in (None, ""))
        return right

    def _differ(self, group: str, **what: str | None) -> None:
        self.out.differences.append(Difference(group, **what))

    def _same_body(self, wanted: Any, found: Any) -> bool:
        """Tell whether two names are of one body, by any form under which the answers list it."""
        known = [
            f for body in self.bodies if any(plain(b) == plain(wanted) for b in body) for f in body
        ]
        return best([wanted, *known], found, agency_likeness) > 0

    @staticmethod
    def _agency_measure(wanted: Entry, found: Entry) -> float:
        return best(forms(wanted, "name"), found.get("name"), agency_likeness)

    # The parts of a record.

    def _document(self) -> None:
        wanted = self.answers.get("document") or {}
        found = self.record.get("document") or {}
        for key in ("kind", "published"):
            group = f"document.{key}"
            right = self._value([group], wanted, key, found)
            if right is False:
                self._differ(group, wanted=_text(wanted.get(key)), found=_text(found.get(key)))
            if found.get(key):
                self.out.right[f"/document/{key}"] = right

    def _meetings(self) -> None:
        same: dict[str, Same] = {
            "venue": _alike,
            "organizer": self._same_body,
            "kelurahan": _same_place,
            "kecamatan": _same_place,
            "kota": _same_place,
        }

        def agreement(w: Entry, f: Entry) -> float:
            # Any two may be one meeting told differently; the fields decide which.
            return ALIKE + sum(
                bool(accepted(w, key, f.get(key), same.get(key, _equal))) for key in MEETING_FIELDS
            )

        wanted, found = entries(self.answers, "meetings"), entries(self.record, "meetings")
        pairs = pair(wanted, found, agreement)
        self._mark("meetings", pairs)
        both: list[tuple[Entry, Entry, int | None]] = [
            *((wanted[i], found[j], j) for i, j in pairs.matched),
            *((wanted[i], {}, None) for i in pairs.missed),
            *(({}, found[j], None) for j in pairs.extra),
        ]
        for w, f, j in both:
            for key in MEETING_FIELDS:
                groups = ["meeting fields", f"meeting.{key}"]
                if self._value(groups, w, key, f, same.get(key, _equal)) is False:
                    self._differ(
                        f"meeting.{key}", wanted=_text(w.get(key)), found=_text(f.get(key))
                    )
                    if j is not None and key in ("type", "date"):
                        self.out.right[f"/meetings/{j}"] = False

    def _people(self) -> None:
        wanted, found = entries(self.answers, "people"), entries(self.record, "people")
        measure = _by_text("name", plain_name)
        pairs = self._pair("people (name)", "name", measure, wanted, found)
        self._mark("people", pairs)
        same: dict[str, Same] = {"role": _same_role, "agency": self._same_body}
        hits = 0
        for i, j in pairs.matched:
            wrong = [
                key
                for key, like in same.items()
                if accepted(wanted[i], key, found[j].get(key), like) is False
            ]
            hits += not wrong
            self.out.right[f"/people/{j}"] = not wrong
            for key in wrong:
                self._differ(
                    f"person.{key}",
                    wanted=_text(wanted[i].get(key)),
                    found=_text(found[j].get(key)),
                    of=_shown(wanted[i], "name"),
                )
        self._count("people (name+role+agency)", hits, *pairs.counts[1:])

    def _programs(self) -> None:
        wanted, found = entries(self.answers, "programs"), entries(self.record, "programs")
        pairs = self._list("programs (name)", "programs", "name", _by_text("name", plain))
        hits = self._types("program.type", wanted, found, pairs)
        self._count("programs (name+type)", hits, *pairs.counts[1:])
        both: list[tuple[Entry, Entry]] = [
            *((wanted[i], found[j]) for i, j in pairs.matched),
            *((wanted[i], {}) for i in pairs.missed),
            *(({}, found[j]) for j in pairs.extra),
        ]
        for w, f in both:
            group = "program-agency links"
            ours, theirs = entries(w, "agencies"), entries(f, "agencies")
            links = pair(
                ours,
                theirs,
                lambda a, b: float(self._same_body(a.get("name"), b.get("name"))),
            )
            self._count(group, *links.counts)
            of = _shown(w or f, "name")
            for i in links.missed:
                self._differ(group, wanted=_shown(ours[i], "name"), of=of)
            for j in links.extra:
                self._differ(group, found=_shown(theirs[j], "name"), of=of)

    def _proposals(self) -> None:
        wanted, found = entries(self.answers, "proposals"), entries(self.record, "proposals")
        self.out.amounts = sum(w.get("amount") is not None for w in wanted)
        by_title = _by_text("title", plain)

        def measure(w: Entry, f: Entry) -> float:
            # Of two of one name the sum tells which is meant, then who asked.
            sums = w.get("amount") is not None and w.get("amount") == f.get("amount")
            origins = w.get("origin") and plain(w["origin"]) == plain(f.get("origin") or "")
            return by_title(w, f) + 0.001 * bool(sums) + 0.001 * bool(origins)

        pairs = self._list("proposals (title)", "proposals", "title", measure)
        group = "proposal amount (matched)"
        for i, j in pairs.matched:
            if self._value([group], wanted[i], "amount", found[j]) is False:
                self.out.right[f"/proposals/{j}"] = False
                self._differ(
                    group,
                    wanted=_text(wanted[i].get("amount")),
                    found=_text(found[j].get("amount")),
                    of=_shown(wanted[i], "title"),
                )

    def _types(self, group: str, wanted: list[Entry], found: list[Entry], pairs: Pairs) -> int:
        """Return how many of those paired have the right type; note the others."""
        hits = 0
        for i, j in pairs.matched:
            right = accepted(wanted[i], "type", found[j].get("type"), _equal) is not False
            hits += right
            if not right:
                self._differ(
                    group,
                    wanted=_text(wanted[i].get("type")),
                    found=_text(found[j].get("type")),
                    of=_shown(wanted[i], "name"),
                )
        return hits

    def _dates(self) -> None:
        days, given = (_days(r, ("date",)) for r in (self.answers, self.record))
        # What differs here differs below too, and is told there.
        alone = pair(days, given, lambda w, f: float(w["date"] == f["date"]))
        self._count("dates (date)", *alone.counts)

        def measure(w: Entry, f: Entry) -> float:
            if w["date"] != f["date"]:
                return 0.0
            return 1.0 if w["role"] == f["role"] else 0.9 * (f["role"] in w["roles"])

        roles, said = (_days(r, ("date", "role")) for r in (self.answers, self.record))
        pairs = self._pair("dates (date+role)", "shown", measure, roles, said)
        places = [(e.get("date"), e.get("role")) for e in entries(self.record, "dates")]
        right: dict[int, bool | None] = {
            **{j: True for _, j in pairs.matched},
            **dict.fromkeys(pairs.extra, False),
            **dict.fromkeys(pairs.passed),
        }
        for j, found in enumerate(said):
            for n, place in enumerate(places):
                if place == (found["date"], found["role"]):
                    self.out.right[f"/dates/{n}"] = right[j]


def _days(record: Entry, keys: tuple[str, ...]) -> list[Entry]:
    """Return each day (or day with role) once; it is optional only if it is so wherever it stands."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for entry in entries(record, "dates"):
        key = tuple(entry.get(k) for k in keys)
        day = found.setdefault(
            key,
            {
                "date": entry.get("date"),
                "role": entry.get("role"),
                "roles": set(),
                "optional": True,
                "shown": " ".join(_text(k) or "-" for k in key),
            },
        )
        day["roles"] |= {entry.get("role"), *(entry.get("role_aliases") or [])}
        day["optional"] = day["optional"] and bool(entry.get("optional"))
    return list(found.values())


def _budget_measure(wanted: Entry, found: Entry) -> float:
    """A line is its sum and what it is for."""
    if wanted.get("total") != found.get("total"):
        return 0.0
    return _by_text("item", plain)(wanted, found)


def _nearest(others: list[Entry], alike: Callable[[Entry], float], key: str) -> str | None:
    """Return what comes closest to an entry, if anything does."""
    best_one = max(others, key=alike, default=None)
    if best_one is None or alike(best_one) <= 0.3:
        return None
    return _shown(best_one, key)


def _shown(entry: Entry, key: str) -> str:
    shown = _text(entry.get(key)) or "-"
    return f"{shown} = {entry.get('total')}" if "total" in entry else shown


def _text(value: object) -> str | None:
    return None if value in (None, "") else str(value)

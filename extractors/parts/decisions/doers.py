"""A decision made of its words: who is to do it, named or the subject of its verb, and until when."""

import re
from datetime import date as Day

from extractors.context import Context, Item
from extractors.directory import directory
from extractors.when import DEADLINE, resolve
from models.record import Decision, Person
from models.values.person import same_person


def clean(text: str) -> str:
    """Return a text with single blanks."""
    return " ".join(text.split())


def decision(context: Context, text: str, start: int, end: int, sure: float) -> Item[Decision]:
    """Return the decision told in these words, with its doer and its day where they name them."""
    due = _due(context, start, end)
    return Item(
        Decision(text=text, assignee=_assignee(context, start, end), due=due), ((start, end),), sure
    )


def _due(context: Context, start: int, end: int) -> Day | None:
    """Return the deadline told, else the one day that is told."""
    days: list[Day] = []
    for mark in context.marks("dates", start, end):
        day = resolve(context, mark.value)
        if day is None:
            continue
        if DEADLINE.search(context.text[max(start, mark.start - 60) : mark.start]):
            return day
        days.append(day)
    return days[0] if len(set(days)) == 1 else None


_BY = re.compile(
    r"\b(?:penanggung\s*-?\s*jawab(?:nya)?|pic|p\.i\.c\.?|pj|pelaksana(?:nya)?|koordinator|dikoordinir|dikoordinasi(?:kan)?|yang\s+mengurus|diurus|"
    r"ditangani|dibuat(?:kan)?|dikerjakan|disusun|dilaksanakan|dikumpulkan|disiapkan|diinput|panitia|oleh|petugas(?:nya)?|tanggung\s+jawab|dipegang|"
    r"dipimpin|difasilitasi|dikelola)\s*(?::|oleh|adalah|yaitu)?\s*$",
    re.I,
)
_ACTIVE = re.compile(
    r"^\s*(?:\([^)]{2,12}\)\s*)?(?:akan\s+|wajib\s+|agar\s+|diminta\s+|bertugas\s+|segera\s+|bersedia\s+|siap\s+|harus\s+|untuk\s+|sanggup\s+|dan\s+\w+\s+)*(?:me[mnl]?\w{3,}|ber\w{4,}|agar\b|wajib\b|diminta\b|bertugas\b)",
    re.I,
)


def _assignee(context: Context, start: int, end: int) -> str | None:
    """Return who is to do it: named behind a word of charge, or the subject of an active verb."""
    text = context.text
    marks = sorted(
        (m.start, m.end)
        for group in ("offices", "names", "agencies", "wards")
        for m in context.marks(group, start, end)
    )
    for begin, stop in marks:
        if _BY.search(text[max(start, begin - 40) : begin]):
            return fullest(context, " ".join(text[begin:stop].split()))
    named = re.search(
        r"\b(?:oleh|dibuat|PIC|pic)\s*:?\s*((?:admin|pengurus|panitia|bendahara|sekretaris|ketua|kader|warga|tim)\s+[a-z]+)",
        text[start:end],
    )
    if named:
        return named.group(1)
    if marks and marks[0][0] - start < 12 and not re.search(r"\w{4}", text[start : marks[0][0]]):
        begin, stop = marks[0]
        if _ACTIVE.match(text[stop : stop + 40]):
            return fullest(context, " ".join(text[begin:stop].split()))
    return None


def fullest(context: Context, text: str) -> str:
    """Return the record's name for a person or body named in part."""
    people: list[Person] = [i.value for i in context.found.get("people", ())]
    bare = re.sub(r"^(?:Pak|Bu|Bapak|Ibu|Sdri?\.?|Mas|Mbak|Bpk\.?)\s+", "", text, flags=re.I)
    words = _name_words(bare)
    for person in people:
        if not words.isdisjoint(_name_words(person.name)) and same_person(person.name, bare) >= 0.8:
            return person.name
    return _places(context).get(text, text)


def _name_words(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", name.casefold()))


def _places(context: Context) -> dict[str, str]:
    """Return the record's names of kelurahan, kecamatan and kota by each form in the text."""
    held = context.memo.get("decisions.places")
    if isinstance(held, dict):
        return held
    known: dict[str, str] = {}
    for body in directory(context).bodies:
        if body.best.klass == "wilayah":
            for _, (a, b) in body.namings:
                known.setdefault(" ".join(context.text[a:b].split()), body.name)
    context.memo["decisions.places"] = known
    return known

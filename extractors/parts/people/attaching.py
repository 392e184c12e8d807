"""The body of an office that stands without one: what the words around it tell, else the last fit one.

Candidates are weighed by what links them to the office ("yang disampaikan oleh", "dari", a bracket);
the surest link wins, and nothing is taken without one.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from extractors.context import Context, Mark
from extractors.layout import Unit
from extractors.parts.people.own import PANITIA, is_officer
from extractors.parts.people.sighting import Sighting
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import fold
from models.values.agency import Agency

_THROUGH = re.compile(
    r"[\s,]*(?:yang\s+)?(?:(?:di)?sampaikan|(?:di)?wakil(?:i|kan)|(?:di)?hadir(?:i|kan)|(?:di)?pimpin|melalui|lewat|via)"
    r"(?:\s+(?:oleh|kepada))?\W*(?:(?:Sdri?|Bpk?|Ny|Tn)\.|Bapak|Ibu|Pak|Bu|Saudara)?\s*",
    re.I,
)
_NEXT_TO = re.compile(r"\s*[,:(–—-]\s*(?:yaitu|yakni|oleh)?\s*", re.I)
_SENT_FROM = re.compile(
    r"\b(?:dari|pihak|perwakilan|utusan|mewakili|sementara|sedangkan)\s+$", re.I
)
_BEHIND = re.compile(
    r"\s*(?:,?\s*(?:\(\s*)?(?:dari|pada|di|mewakili)|(?:\(\s*)?(?:utusan|perwakilan))\s+|\s*[(–—-]\s*",
    re.I,
)
_KEY = re.compile(r"(?:[-–*•>]\s*|\(?\w{1,2}[.)]\s*)?(?P<key>[A-Z][^:\n\t]{1,70}?)\s*:\s")
_COMMITTEE = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?(?:susunan\s+|pembentukan\s+)?(?:ke)?panitia\b[^:=,;]{0,40}[:=]", re.I
)
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Candidate:
    agency: Agency
    score: float


def attached(
    context: Context,
    unit: Unit,
    sighting: Sighting,
    offices: tuple[Mark, ...],
    bodies: tuple[Mark, ...],
) -> Sighting:
    """Return the sighting with the body that the words around its office tell; unchanged without one."""
    if not _open(sighting.agency):
        return sighting
    key = _key_body(unit, bodies) if sighting.span[0] > unit.start else None
    if key is None and sighting.role is not None and is_officer(sighting.role):
        key = _listed_under(context, unit, sighting.span[0], bodies)
    found = [_Candidate(key, 0.85)] if key is not None else []
    if sighting.role is not None:
        begin, end = _extent(context, sighting, offices)
        found.extend(_before(context, unit, begin, offices, bodies))
        found.extend(_behind(context, end, bodies, after_office=end > sighting.span[1]))
    fit = [c for c in found if c.agency is key or _fits(sighting.agency, c.agency)]
    if not fit:
        return sighting
    return replace(sighting, agency=max(fit, key=lambda c: c.score).agency)


def _key_body(unit: Unit, bodies: tuple[Mark, ...]) -> Agency | None:
    """Return the body that a line is headed by: "- Dinas Sosial Kab. X : Suryati", "Kecamatan: …"."""
    match = _KEY.match(unit.text)
    if match is None:
        return None
    begin, end = (unit.start + at for at in match.span("key"))
    word = match["key"]
    for mark in bodies:
        if mark.start == begin and mark.end >= end - 1:
            body: Agency = mark.value
            return body
    entry = LEVEL_WORDS.get(fold(word))
    return (
        Agency(entry[1], entry[1], "wilayah") if entry is not None and word[0].isupper() else None
    )


def _listed_under(context: Context, unit: Unit, at: int, bodies: tuple[Mark, ...]) -> Agency | None:
    """Return the body of officers who are told behind it: of the committee before a colon ("Panitia
    HUT: ketua Andi, bendahara Sri"), or right before a bracket ("KUBE Elok (ketua: Ernawati)").
    """
    committee = _COMMITTEE.match(unit.text)
    if committee is not None and unit.start + committee.end() <= at:
        return PANITIA
    opened = context.text.rfind("(", unit.start, at)
    if opened < 0 or ")" in context.text[opened:at]:
        return None
    body = _last(bodies, opened)
    if body is None or context.text[body.end : opened].strip(' "”'):
        return None
    told: Agency = body.value
    return told


def _open(agency: Agency | None) -> bool:
    """Tell whether the body is still to be found: none, or a bare level word."""
    return agency is None or (agency.klass == "wilayah" and not agency.own)


def _fits(bare: Agency | None, agency: Agency) -> bool:
    """Tell whether a body may be meant: behind "Sekretaris Kampung" only a kampung."""
    if bare is None:
        return not _open(agency)
    if agency.klass != "wilayah" or not agency.own:
        return False
    one, other = (LEVEL_WORDS.get(fold(a.label)) for a in (bare, agency))
    return one is not None and other is not None and one[0] is other[0]


def _extent(context: Context, sighting: Sighting, offices: tuple[Mark, ...]) -> tuple[int, int]:
    """Return where the name with its office begins and ends."""
    begin, end = sighting.span
    i = bisect_left(offices, end, key=lambda m: m.start)
    if i < len(offices) and offices[i].value.role == sighting.role:
        gap = context.text[end : offices[i].start]
        if len(gap) < 24 and "." not in gap.strip(" ."):
            end = offices[i].end
    return begin, end


def _before(
    context: Context, unit: Unit, begin: int, offices: tuple[Mark, ...], bodies: tuple[Mark, ...]
) -> list[_Candidate]:
    found: list[_Candidate] = []
    chief = _last(offices, begin)
    if (
        chief is not None
        and chief.value.agency is not None
        and _THROUGH.fullmatch(context.text, _behind_holder(context, chief.end, begin), begin)
    ):
        found.append(_Candidate(chief.value.agency, 0.95))  # "Bupati X lewat Asisten I, Y"
    body = _last(bodies, begin)
    if body is None or begin - body.end > _REACH:
        return found
    if _THROUGH.fullmatch(context.text, body.end, begin):
        found.append(_Candidate(body.value, 0.9))
    elif _NEXT_TO.fullmatch(context.text, body.end, begin):
        heads = body.start - unit.body <= 1
        if heads or _SENT_FROM.search(context.text, max(unit.start, body.start - 16), body.start):
            found.append(_Candidate(body.value, 0.8))
    return found


def _behind_holder(context: Context, start: int, end: int) -> int:
    """Return where the name of an office's holder ends that stands right behind it."""
    name = next(context.marks("names", start, end), None)
    if name is None or name.start - start > 12:
        return start
    return name.end


def _behind(
    context: Context, end: int, bodies: tuple[Mark, ...], *, after_office: bool
) -> list[_Candidate]:
    """Return the body told behind the office, or right behind it: one that no table knows."""
    i = bisect_left(bodies, end, key=lambda m: m.start)
    if i == len(bodies) or bodies[i].start - end > _REACH:
        return []
    between = context.text[end : bodies[i].start]
    if _BEHIND.fullmatch(between) or (after_office and not between.strip(" ")):
        return [_Candidate(bodies[i].value, 0.7)]
    return []


def _last(marks: tuple[Mark, ...], at: int) -> Mark | None:
    i = bisect_right(marks, at, key=lambda m: m.end) - 1
    return marks[i] if i >= 0 else None

"""People in running text: offices and names beside each other."""

import re
from dataclasses import replace

from extractors.context import Context, Mark
from extractors.layout import Section, Unit, UnitKind
from extractors.parts.people.evidence import is_person, is_place
from extractors.parts.people.sighting import Sighting, in_office
from models.indonesian.names import NameMention
from models.indonesian.offices import OfficeMention
from models.values.agency import Agency

_LINK = re.compile(
    r"^[\s,:(–—-]*(?:(?:yaitu|yakni|adalah|ialah|dijabat(?:\s+oleh)?|atas\s+nama|a\.?n\.?|terpilih|setempat|dalam\s+hal\s+ini|bernama|yang\s+bernama|oleh|saat\s+ini)\b[\s,:(]*){0,2}$",
    re.I,
)
_AFTER = re.compile(
    r"^[\s]*(?:,|\(|:|–|-|\||/)?\s*(?:(?:yang\s+(?:juga\s+)?(?:menjabat|merupakan|adalah)(?:\s+sebagai)?|selaku|sebagai|jabatan|sbg|sebagai\s+seorang|dari\s+unsur|unsur)\b\s*)?$",
    re.I,
)
_FROM = re.compile(
    r"^\s*(?:,\s*)?(?:\(|dari\b|perwakilan\b|utusan\b|mewakili\b|wakil\b)\s*(?:dari\s+)?$", re.I
)
_NO_PEOPLE = re.compile(
    r"\b(?:jl|jalan|gg|gang|lapangan|masjid|mushol?la|sekretariat|alamat)\b\.?\s*$", re.I
)


def in_text(context: Context, unit: Unit) -> list[Sighting]:
    """Read offices and names beside each other in one unit."""
    text = context.text
    offices = list(context.marks("offices", unit.start, unit.end))
    names = list(context.marks("names", unit.start, unit.end))
    bodies = list(context.marks("agencies", unit.start, unit.end))
    found: list[Sighting] = []
    used: set[int] = set()
    key_office = _key_office(context, unit)
    for i, mark in enumerate(names):
        name: NameMention = mark.value
        if not name.titled and not name.honorific and is_place(context, name.text):
            continue
        if _NO_PEOPLE.search(text[max(unit.start, mark.start - 14) : mark.start]):
            continue
        before = _last_before(offices, mark.start)
        after = _first_after(offices, mark.end)
        span = (mark.start, mark.end)
        next_name = names[i + 1].start if i + 1 < len(names) else unit.end
        # "Nasrudin (Ketua RT)": brackets bind closest; then the office right before; then behind.
        if (
            after is not None
            and after.start < next_name
            and _AFTER.match(text[mark.end : after.start])
        ):
            gap = text[mark.end : after.start]
            bracket = "(" in gap
            prior = (
                before is not None
                and before.start not in used
                and _LINK.match(text[before.end : mark.start])
            )
            if bracket or not prior or re.search(r"selaku|sebagai", gap):
                own = after.value
                if own.former:
                    own = None
                # "Camat X Drs. A, Lurah Y B": the office behind a comma may be the next man's.
                next_has = (
                    next_name < unit.end
                    and _LINK.match(text[after.end : next_name])
                    and not bracket
                )
                if own is not None and not (next_has and not re.search(r"selaku|sebagai", gap)):
                    used.add(after.start)
                    found.append(in_office(name, own, span, 0.9))
                    continue
        if (
            before is not None
            and before.start not in used
            and _LINK.match(text[before.end : mark.start])
        ):
            if before.value.former:
                continue
            used.add(before.start)
            held = (
                key_office if key_office is not None and before.start < unit.body else before.value
            )
            body = _body_behind(text, bodies, mark) if held.agency is None else None
            if body is not None:
                held = replace(held, agency=body.value)
            found.append(in_office(name, held, (before.start, mark.end), 0.92))
            continue
        body = _body_behind(text, bodies, mark)
        if body is not None and is_person(context, unit, mark, 0.3):
            found.append(Sighting(name.text, None, body.value, span, 0.85))
            continue
        prior_body = next(
            (
                b
                for b in reversed(bodies)
                if b.end <= mark.start
                and re.fullmatch(
                    r"[\s,]*(?:yang\s+(?:disampaikan|diwakili|dihadiri)(?:\s+oleh)?)?[\s,]*(?:Sdri?\.|Bapak|Ibu)?\s*",
                    text[b.end : mark.start],
                )
            ),
            None,
        )
        if (
            prior_body is not None
            and name.honorific
            and "yang" in text[prior_body.end : mark.start]
        ):
            found.append(Sighting(name.text, None, prior_body.value, span, 0.8))
            continue
        if key_office is not None and mark.start >= unit.body and not found:
            found.append(in_office(name, key_office, span, 0.9))
            continue
        if name.honorific:
            found.append(Sighting(name.text, None, None, span, 0.8))
        elif is_person(context, unit, mark, 0.6):
            found.append(
                Sighting(
                    name.text, None, None, span, 0.7, alias_only=name.words == 1 and not name.titled
                )
            )
    return found


def _body_behind(text: str, bodies: list[Mark], mark: Mark) -> Mark | None:
    """Return the body told right behind a name: "Yoga dari Karang Taruna", "Tini Kartini (PKK)"."""
    return next(
        (b for b in bodies if b.start >= mark.end and _FROM.match(text[mark.end : b.start])), None
    )


def _last_before(marks: list[Mark], at: int) -> Mark | None:
    best = None
    for mark in marks:
        if mark.end <= at:
            best = mark
    return best


def _first_after(marks: list[Mark], at: int) -> Mark | None:
    return next((m for m in marks if m.start >= at), None)


def _key_office(context: Context, unit: Unit) -> OfficeMention | None:
    """Return the office that a key names: "Ketua : Galih Prakoso"."""
    if unit.kind is not UnitKind.KEY_VALUE:
        return None
    for mark in context.marks("offices", unit.start, unit.body):
        office: OfficeMention = mark.value
        if mark.start - unit.start < 6:
            if unit.section is Section.COMMITTEE and office.agency is None:
                return replace(office, agency=Agency("Panitia", "Panitia", "panitia"))
            return office
    return None

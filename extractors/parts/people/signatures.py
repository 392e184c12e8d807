"""People under a paper: a name alone in its column below an office."""

import re
from dataclasses import replace

from extractors.context import Context
from extractors.layout import Segment, UnitKind
from extractors.parts.people.evidence import is_place, word_at
from extractors.parts.people.sighting import Sighting
from models.indonesian.names import read as read_name
from models.indonesian.offices import OfficeMention
from models.indonesian.words import Words
from models.values.agency import Agency
from models.values.person import parse_person


def signatures(context: Context) -> list[Sighting]:
    """Read signature blocks: a name alone in its column under an office."""
    found: list[Sighting] = []
    pieces = context.segments
    for i, piece in enumerate(pieces):
        if not _signs(context, piece):
            continue
        above: list[Segment] = []
        for other in reversed(pieces[:i]):
            if other.page != piece.page or piece.row - other.row > 14:
                break
            if (
                other.row >= piece.row
                or not other.overlaps(piece)
                or other.in_table != piece.in_table
            ):
                continue
            if _signs(context, other) or re.match(r"(?:NIP|NIK|NRP|Materai)\b", other.text):
                break
            if len(other.text) > 60 or (
                re.search(r"[a-z]\.$", other.text) and len(other.text) > 40
            ):
                break
            above.append(other)
            if len(above) == 4:
                break
        office = _office_above(context, above)
        if office is None:
            continue
        person = parse_person(piece.text.strip("()_. "))
        if person is not None:
            found.append(
                Sighting(person.display, office.role, office.agency, (piece.start, piece.end), 0.93)
            )
    return found


def _signs(context: Context, piece: Segment) -> bool:
    """Tell whether a piece is nothing but a person's name."""
    text = piece.text.strip("()_. ")
    if not 3 <= len(text) <= 48 or ":" in text or re.search(r"\d", text):
        return False
    unit = context.unit_at(piece.start)
    if unit is not None and unit.kind is UnitKind.HEADER:
        return False
    words: Words = context.doc._.words
    first = word_at(words, piece.start + piece.text.index(text[0]))
    if any(
        m.start < piece.end and m.end > piece.start
        for m in context.marks("offices", max(0, piece.start - 80), piece.end + 80)
    ):
        return False
    mention = read_name(words, first)
    if mention is None or words.end[mention.last - 1] < piece.start + piece.text.index(
        text[0]
    ) + len(text.rstrip(".,")):
        return False
    if mention.words > 5 or is_place(context, mention.text):
        return False
    return mention.known > 0 or mention.titled or not piece.in_table or mention.words >= 2


def _office_above(context: Context, above: list[Segment]) -> OfficeMention | None:
    """Return the office that the lines above a name tell; the body may stand on a line of its own."""
    office: OfficeMention | None = None
    body: Agency | None = None
    for piece in above:  # from the name upwards
        seen = False
        for mark in context.marks("offices", max(0, piece.start - 1), piece.end + 60):
            if piece.start <= mark.start < piece.end:
                found: OfficeMention = mark.value
                seen = True
                if office is None or (
                    office.klass in ("warga", "rapat") and found.klass not in ("warga", "rapat")
                ):
                    office = found
        if not seen:
            for mark in context.marks("agencies", piece.start, piece.end + 60):
                if piece.start <= mark.start < piece.end:
                    body = body or mark.value
    if office is not None and office.agency is None and body is not None:
        office = replace(office, agency=body)
    elif (
        office is not None
        and office.agency is not None
        and body is not None
        and not office.agency.of
        and body.klass == "wilayah"
    ) and office.agency.klass == "kemasyarakatan":
        office = replace(office, agency=office.agency.with_of(body.name))
    return office

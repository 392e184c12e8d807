"""People under a paper: a name alone in its column below an office.

An office may stand on several lines, its body on one of its own; who signs for a group ("Wakil BPD")
has no office.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extractors.context import Context
from extractors.layout import Segment, UnitKind
from extractors.parts.people.evidence import is_place, word_at
from extractors.parts.people.sighting import Sighting
from models.indonesian.gazetteers import word_set
from models.indonesian.names import NameMention
from models.indonesian.names import read as read_name
from models.indonesian.offices import OfficeMention
from models.indonesian.words import Words
from models.values.agency import Agency, squeeze
from models.values.person import parse_person

_NUMBER_LINE = re.compile(r"(?:NIP|NIK|NRP|NIAP|Materai|Meterai)\b", re.I)
_FOR_GROUP = re.compile(r"^(?:wakil|perwakilan|unsur|utusan|tokoh)\s+[A-Za-z ./]{2,40}$", re.I)
_NAME_TITLE = re.compile(r"nama(?:\s+lengkap|\s+peserta)?$", re.I)
_KEYED = re.compile(r"(?!ttd|tanda tangan|nama)[^\W\d_][^:]{3,24}:", re.I)
_SENTENCE_END = re.compile(r"[a-z]\.$")
_WEAK = frozenset({"warga", "rapat"})
_REACH_ROWS = 14
"""How many lines an office may stand above the name that signs under it."""
_MOST_ABOVE = 4


def signatures(context: Context) -> list[Sighting]:
    """Read signature blocks: a name alone in its column under an office."""
    found: list[Sighting] = []
    rows: dict[int, list[Segment]] = {}
    for piece in context.segments:
        rows.setdefault(piece.row, []).append(piece)
    lists = [(g.start, g.end) for g in context.grids if any(map(_NAME_TITLE.match, g.header))]
    for i, piece in enumerate(context.segments):
        if any(start <= piece.start < end for start, end in lists):
            continue  # a row of a table
        mention = _signer(context, piece)
        if mention is None:
            continue
        above = _same_place(piece, rows) or list(_above(context, i, rows[piece.row]))
        sighting = _signed(context, i, above)
        if sighting is None or (_is_doubtful(piece, mention) and piece.row - above[0].row < 2):
            continue
        found.append(sighting)
    return found


def for_group(text: str) -> bool:
    """Tell whether a line over a signature says for whom it stands: "Wakil Masyarakat"."""
    return _FOR_GROUP.match(text) is not None


def _same_place(piece: Segment, rows: dict[int, list[Segment]]) -> list[Segment]:
    """Return the lines above that have the same place among as many, from the name upwards: columns of
    tabs do not stand exactly under one another.
    """
    beside = rows[piece.row]
    found: list[Segment] = []
    if len(beside) < 2 or piece.in_table:
        return found
    for row in range(piece.row - 1, piece.row - _REACH_ROWS, -1):
        above = rows.get(row, [])
        if not above:
            continue
        if len(above) != len(beside) or above[0].page != piece.page or len(found) == _MOST_ABOVE:
            break
        found.append(above[beside.index(piece)])
        if _is_closing(found[-1]) or _NUMBER_LINE.match(found[-1].text):
            return found[:-1]
    return found


def _signed(context: Context, i: int, above: list[Segment]) -> Sighting | None:
    piece = context.segments[i]
    person = parse_person(piece.text.strip("()_. "))
    if person is None:
        return None
    span = (piece.start, piece.end)
    if above and for_group(above[0].text) and not _begun_in(context, "offices", above[0]):
        above = above[:1]  # what stands over "Wakil Masyarakat" is another's
    office = _office_above(context, above)
    if office is None and _is_closed(context, i):
        office = _office_below(context, i)
    if office is not None and office.klass in _WEAK:
        office = _office_below(context, i) or office
    if office is not None:
        return Sighting(person.display, office.role, office.agency, span, 0.93)
    for line in above[:2]:
        if for_group(line.text):
            body = next((m.value for m in context.marks("agencies", line.start, line.end)), None)
            return Sighting(person.display, line.text, body, span, 0.85)
    return None


def _above(context: Context, i: int, beside: list[Segment]) -> Iterator[Segment]:
    """Yield the lines above a name in its column, from the name upwards, up to the next signer. What
    stands over two names `beside` each other is of the one that it covers most.
    """
    pieces = context.segments
    piece = pieces[i]
    count = 0
    for k in range(i - 1, -1, -1):
        other = pieces[k]
        if other.page != piece.page or piece.row - other.row > _REACH_ROWS or count == _MOST_ABOVE:
            return
        apart = not other.overlaps(piece) or other.in_table != piece.in_table
        if other.row >= piece.row or apart:
            continue
        if any(_shared(other, mate) > _shared(other, piece) for mate in beside):
            continue
        if _signer(context, other) is not None or _NUMBER_LINE.match(other.text):
            return
        if _is_closing(other):
            return
        if _KEYED.match(other.text) and not _meets_office(context, other):
            return  # "Hadir:", "Tempat : Balai RW": what stands above heads the paper
        if len(other.text) > 60 or (_SENTENCE_END.search(other.text) and len(other.text) > 40):
            return
        count += 1
        yield other


def _shared(one: Segment, other: Segment) -> float:
    """Return the width, in points, that two pieces have in common."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def _is_closing(piece: Segment) -> bool:
    """Tell whether a line ends a letter: "Hormat kami,". What stands above is no office of who signs."""
    return piece.text.strip(" ,.").casefold() in word_set("letter_closings")


def _is_closed(context: Context, i: int) -> bool:
    """Tell whether the line above a name ends a letter, so that an office may stand under the name."""
    piece = context.segments[i]
    before = [p for p in context.segments[max(0, i - 3) : i] if p.row < piece.row]
    return bool(before) and before[-1].page == piece.page and _is_closing(before[-1])


def _signer(context: Context, piece: Segment) -> NameMention | None:
    """Return the name that a piece of a line consists of, None when there is more or none."""
    text = piece.text.strip("()_. ")
    if not 3 <= len(text) <= 48 or ":" in text or re.search(r"\d", text):
        return None
    unit = context.unit_at(piece.start)
    if unit is not None and unit.kind is UnitKind.HEADER:
        return None
    if _meets_office(context, piece):
        return None
    words: Words = context.doc._.words
    begin = piece.start + piece.text.index(text[0])
    mention = _marked(context, begin, len(text)) or read_name(words, word_at(words, begin))
    if mention is None:
        return None
    # Degrees in the dots and commas of a scan may stay behind the name: ". S.Sos.. M.A.P".
    rest = context.text[words.end[mention.last - 1] : piece.end].strip(")_., ").replace(",", " ")
    if not all(len(w) <= 8 and ("." in w[:-1] or w.isupper()) for w in rest.split()):
        return None
    if mention.words > 5 or is_place(context, mention.text) or _is_body(context, mention.text):
        return None
    return mention


def _is_body(context: Context, text: str) -> bool:
    """Tell whether a line is what a body of the document is called: "Ketua Kelompok Tani" over "Sido
    Makmur".
    """
    own = squeeze(text)
    return any(m.value.own and squeeze(m.value.own) == own for m in context.marks("agencies"))


def _marked(context: Context, begin: int, length: int) -> NameMention | None:
    """Return the name that is marked over all of a line: one in which everyday words stand too."""
    for mark in context.marks("names", max(0, begin - 1), begin + length + 2):
        if mark.end - mark.start >= length - 1:
            mention: NameMention = mark.value
            return mention
    return None


def _meets_office(context: Context, piece: Segment) -> bool:
    marks = context.marks("offices", max(0, piece.start - 80), piece.end + 80)
    return any(m.start < piece.end and m.end > piece.start for m in marks)


def _is_doubtful(piece: Segment, mention: NameMention) -> bool:
    """Tell whether a single unknown word in a table's cell needs room for a signature above it."""
    return piece.in_table and mention.words == 1 and not (mention.known or mention.titled)


def _office_above(context: Context, above: list[Segment]) -> OfficeMention | None:
    """Return the office that the lines above a name tell; the body may stand on a line of its own."""
    office: OfficeMention | None = None
    body: Agency | None = None
    for piece in above:  # from the name upwards
        offices = _begun_in(context, "offices", piece)
        for found in offices:
            if office is None or (office.klass in _WEAK and found.klass not in _WEAK):
                office = found
        if not offices and body is None:
            body = next(iter(_begun_in(context, "agencies", piece)), None)
    if office is None or body is None:
        return office
    if office.agency is None:
        return replace(office, agency=body)
    if not office.agency.of and body.klass == "wilayah" and office.agency.klass == "kemasyarakatan":
        return replace(office, agency=office.agency.with_of(body.name))
    return office


def _office_below(context: Context, i: int) -> OfficeMention | None:
    """Return the office on the line under a name: who took the minutes is Staf Seksi Trantib."""
    piece = context.segments[i]
    for other in context.segments[i + 1 : i + 5]:
        if other.page != piece.page or other.row > piece.row + 2 or other.in_table:
            return None
        if other.row > piece.row and (other.overlaps(piece) or other.x0 == piece.x0):
            offices = _begun_in(context, "offices", other)
            starts = any(m.start == other.start for m in context.marks("offices", other.start))
            if not starts or len(other.text) >= 60 or _has_signer(context, other):
                return None
            below: OfficeMention | None = next(iter(offices), None)
            return below
    return None


def _has_signer(context: Context, office: Segment) -> bool:
    """Tell whether somebody signs below an office, so that it is not the office of who stands above."""
    at = bisect_right(context.segments, office.row, key=lambda s: s.row)
    for piece in context.segments[at : at + 12]:
        if piece.page != office.page or piece.row - office.row > _REACH_ROWS:
            return False
        if piece.overlaps(office) and _signer(context, piece) is not None:
            return True
    return False


def _begun_in(context: Context, group: str, piece: Segment) -> list[Any]:
    """Return what is marked from within a line on; it may reach into the next one."""
    marks = context.marks(group, max(0, piece.start - 1), piece.end + 60)
    return [m.value for m in marks if piece.start <= m.start < piece.end]

"""People: those who were there, spoke, signed or are named in an office; each once.

Five places tell of people: running text (an office beside a name), attendance tables, key : value
lines and committees, signature blocks, and lists of those present. What is read there is joined
afterwards, so that "Ade" is the Ade Rohimat of the sentence before.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from extractors.context import Context, Item, Mark
from extractors.directory import Directory, directory, outside, own_body
from extractors.layout import Grid, Section, Segment, Unit, UnitKind
from extractors.parts import part
from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.names import NameMention
from models.indonesian.names import read as read_name
from models.indonesian.offices import OfficeMention
from models.indonesian.places import Lexicon
from models.indonesian.words import Words, fold
from models.record import Person
from models.values.agency import Agency, squeeze
from models.values.person import parse_person, same_person

SAYS = word_set("said_after")
SAID = word_set("said_before")
_BYLINE = re.compile(
    r"^\W*(?:oleh|penulis|editor|reporter|pewarta|kontributor|red(?:aksi|aktur)?|laporan|foto|sumber|by|posted|uploader|admin)\b\s*:?",
    re.I,
)
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
_SKIP_SECTIONS = frozenset({Section.COPIES})
_NO_PEOPLE = re.compile(
    r"\b(?:jl|jalan|gg|gang|lapangan|masjid|mushol?la|sekretariat|alamat)\b\.?\s*$", re.I
)
_NAME_COLUMN = re.compile(r"\bnama\b", re.I)
_ROLE_COLUMN = re.compile(
    r"jabatan|unsur|instansi|lembaga|utusan|perwakilan|dari|mewakili|keterangan|organisasi|wakil|peran",
    re.I,
)
_BENEFIT = re.compile(r"penerima|calon|alamat\s*rumah|nik\b|usia|umur|sasaran|manfaat", re.I)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place at which a person is named."""

    name: str
    role: str | None
    agency: Agency | None
    span: tuple[int, int]
    weight: float
    alias_only: bool = False
    """Half a name that only counts when somebody of the document bears it."""


@part("people", after=("agencies",))
def find(context: Context) -> tuple[Item[Person], ...]:
    """Return the people in the order in which the document names them."""
    sightings: list[Sighting] = []
    tables = _table_units(context)
    for unit in context.units:
        if outside(unit) or unit.section in _SKIP_SECTIONS or _BYLINE.match(unit.text):
            continue
        if unit.kind is UnitKind.ROW or unit.start in tables:
            continue
        sightings.extend(_in_text(context, unit))
    for grid in context.grids:
        sightings.extend(_in_grid(context, grid))
    sightings.extend(_signatures(context))
    return _joined(context, sightings)


def _table_units(context: Context) -> set[int]:
    return {u.start for u in context.units if u.kind is UnitKind.COLUMNS and not u.key}


# Running text


def _in_text(context: Context, unit: Unit) -> list[Sighting]:
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
        if not name.titled and not name.honorific and _is_place(context, name.text):
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
                    found.append(_sighting(name, own, span, 0.9))
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
            found.append(_sighting(name, held, (before.start, mark.end), 0.92))
            continue
        body = _body_behind(text, bodies, mark)
        if body is not None and _is_person(context, unit, mark, 0.3):
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
            found.append(_sighting(name, key_office, span, 0.9))
            continue
        if name.honorific:
            found.append(Sighting(name.text, None, None, span, 0.8))
        elif _is_person(context, unit, mark, 0.6):
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


def _sighting(
    name: NameMention, office: OfficeMention, span: tuple[int, int], weight: float
) -> Sighting:
    role: str | None = office.role
    if fold(office.role.split()[0]) in index().honorifics:
        role = None
    return Sighting(name.text, role, office.agency, span, weight)


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


def _is_person(context: Context, unit: Unit, mark: Mark, need: float) -> bool:
    """Weigh whether a candidate without an office is a person: what stands around it, what is known
    of its words.
    """
    name: NameMention = mark.value
    if _is_place(context, name.text):
        return False
    words: Words = context.doc._.words
    i = _word_at(words, mark.start)
    last = _word_at(words, mark.end - 1)
    score = 0.5 * name.known
    if name.titled or name.honorific:
        score += 0.4
    if words.low(last + 1) in SAYS or (
        words.low(last + 1) == "yang" and words.low(last + 2) in SAYS
    ):
        score += 0.4
    before = words.low(i - 1)
    if before in SAID or (before.endswith("nya") and before[:-3] in SAID):
        score += 0.4
    if unit.section is Section.ATTENDANCE and unit.kind in (UnitKind.ITEM, UnitKind.KEY_VALUE):
        score += 0.2
    if name.shouted and not name.titled:
        score -= 0.5
    if name.words > 4:
        score -= 0.2
    return score >= need


def _is_place(context: Context, text: str) -> bool:
    """Tell whether a bare word is the name of a place: proven here, a region, or one of their words."""
    lexicon: Lexicon = context.doc._.lexicon
    if lexicon.knows(text) or squeeze(text) in index().region_names:
        return True
    known = {fold(w) for names in lexicon.names.values() for n in names for w in n.split()}
    return all(fold(w) in known for w in text.split())


def _word_at(words: Words, offset: int) -> int:
    return max(0, bisect_right(words.start, offset) - 1)


# Tables


def _in_grid(context: Context, grid: Grid) -> list[Sighting]:
    """Read a table of those present or of a committee: a name and an office or body a row."""
    name_column = grid.column(_NAME_COLUMN)
    if name_column is None or any(_BENEFIT.search(t) for t in grid.header):
        return []
    role_columns = [
        i for i, t in enumerate(grid.header) if i != name_column and _ROLE_COLUMN.search(t)
    ]
    if not role_columns:
        return []
    found: list[Sighting] = []
    for row in grid.rows:
        cell = row[name_column] if name_column < len(row) else None
        if cell is None or not cell.text:
            continue
        person = parse_person(cell.text)
        if person is None:
            continue
        role: str | None = None
        agency: Agency | None = None
        for column in role_columns:
            other = row[column] if column < len(row) else None
            if other is None or not other.text:
                continue
            office, body = _office_in(context, other.start, other.end)
            if office is not None:
                role, agency = role or office.role, agency or office.agency
            if agency is None and body is not None:
                agency = body
            if (
                role is None
                and office is None
                and body is None
                and _says_office(grid.header[column])
            ):
                role = other.text
        found.append(Sighting(person.display, role, agency, (cell.start, cell.end), 0.95))
    return found


def _says_office(header: str) -> bool:
    return bool(re.search(r"jabatan|unsur", header, re.I))


def _office_in(
    context: Context, start: int, end: int
) -> tuple[OfficeMention | None, Agency | None]:
    """Return the first office and the first body within these characters."""
    office = next((m.value for m in context.marks("offices", start, end)), None)
    body: Agency | None = next((m.value for m in context.marks("agencies", start, end)), None)
    if body is None:
        ward = next((str(m.value) for m in context.marks("wards", start, end)), None)
        body = Agency(ward.split()[0], ward, "tetangga") if ward else None
    return office, body


# Signature blocks


def _signatures(context: Context) -> list[Sighting]:
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
    first = _word_at(words, piece.start + piece.text.index(text[0]))
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
    if mention.words > 5 or _is_place(context, mention.text):
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


# Joining


def _joined(context: Context, sightings: list[Sighting]) -> tuple[Item[Person], ...]:
    """Make one person of all sightings of one; the fullest name and the best proven office stay."""
    known = directory(context)
    groups: list[list[Sighting]] = []
    by_name: dict[str, list[Sighting]] = {}
    for sighting in sorted(sightings, key=lambda s: (s.alias_only, -len(s.name), s.span)):
        group = by_name.get(sighting.name) or _group_of(groups, sighting)
        if group is None:
            if sighting.alias_only:
                continue
            group = []
            groups.append(group)
        group.append(sighting)
        by_name.setdefault(sighting.name, group)
    items: list[Item[Person]] = []
    for group in groups:
        person = _person(context, known, group)
        if person is not None:
            spans = tuple(sorted({s.span for s in group}))
            items.append(Item(person, spans, round(max(s.weight for s in group), 2)))
    return tuple(sorted(items, key=lambda i: i.start))


def _group_of(groups: list[list[Sighting]], sighting: Sighting) -> list[Sighting] | None:
    """Return the group that a sighting belongs to: the same name, or part of exactly one."""
    scored: list[tuple[float, int, list[Sighting]]] = []
    for group in groups:
        score = max(same_person(name, sighting.name) for name in {s.name for s in group})
        if score >= 0.8:
            scored.append((score, -len(scored), group))
    if not scored:
        return None
    scored.sort(key=lambda s: s[:2], reverse=True)
    if len(scored) > 1 and scored[0][0] < 1 and scored[1][0] == scored[0][0]:
        return scored[0][2] if sighting.alias_only else None
    return scored[0][2]


def _person(context: Context, known: Directory, group: list[Sighting]) -> Person | None:
    parsed = [p for p in (parse_person(s.name) for s in group) if p is not None]
    if not parsed:
        return None
    name = max(parsed, key=lambda p: (len(p.key), len(p.display))).display
    role, agency = _office_of(known, group, own_body(context))
    return Person(name=name, role=role, agency=agency)


def _office_of(
    known: Directory, group: list[Sighting], own: str | None
) -> tuple[str | None, str | None]:
    """Return the office that counts: the first told with a body, else the first told; functions of
    a meeting (notulis, moderator) only when there is no office.
    """
    offices = []
    for sighting in sorted(group, key=lambda s: s.span):
        if sighting.role is None and sighting.agency is None:
            continue
        function = sighting.role is not None and fold(sighting.role.split()[0]) in _FUNCTIONS
        name = known.named(sighting.agency)
        offices.append(
            (function, sighting.role is None, name is None, sighting.span, sighting.role, name)
        )
    if not offices:
        return None, None
    best = min(offices, key=lambda o: o[:4])
    role, agency = best[4], best[5]
    if agency is None and role is not None and fold(role.split()[0]) in _INNER:
        agency = own  # "Sekretaris," under a letter is the sender's
    return role, agency


_INNER = frozenset(["ketua", "sekretaris", "bendahara"])


_FUNCTIONS = word_set("functions")

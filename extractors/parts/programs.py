"""Programmes: activities that are planned, announced, promised or running, with whom.

What is only asked for is a proposal; the meeting itself and the parts of what a letter applies
for are no programmes.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.activities import ASKS, HEAD, MEETING_ITSELF, Activity, activities
from extractors.acts.announced import (
    announced,
    is_service,
    listed,
    name_at_head,
    names_no_activity,
    points_back,
    tells,
)
from extractors.acts.clauses import asked_for, told
from extractors.acts.fields import type_of
from extractors.acts.parties import Parties
from extractors.acts.partners import partners, partners_behind, partners_of_mention
from extractors.acts.spans import Spans
from extractors.acts.speakers import labelled, speaker, speaks_of_own
from extractors.context import Context, Item
from extractors.directory import directory, outside, own_body
from extractors.layout import Grid, GridCell, Section, Unit, UnitKind, row_start
from extractors.parts import part
from extractors.sentences import sentences
from extractors.sharing import Sharing
from extractors.weighing import Weights, weights
from models.codes import DocumentKind, ProgramType
from models.indonesian.gazetteers import word_set
from models.record import Program
from models.values.anycase import AnyCase
from models.values.program_type import program_type

_RUNS = AnyCase(
    r"\b(?:akan|rencana(?:nya)?|berencana|program(?:nya)?|kegiatan|kerja\s?sama|bekerja\s?sama|menggandeng|digandeng|didukung|mendukung|dukungan|"
    r"dilaksanakan|melaksanakan|menggelar|digelar|mengadakan|diadakan|dimulai|mulai|dibangun|dibentuk|membentuk|menyiapkan|disiapkan|disalurkan|"
    r"menyalurkan|dianggarkan|anggaran|dialokasikan|masuk|tahap|pelaksanaan(?:nya)?|realisasi|direalisasikan|terealisasi|pengembangan|berkaitan|"
    r"berjalan|rutin|tiap|setiap|(?:di|me(?:ng)?)?(?:kerjakan|jalankan|laksanakan|garap)|digarap|dikembangkan|fokus|bantuan|menyerahkan|diserahkan|menyelenggarakan|persiapan|jadwal|sepakat|disepakati|menyetujui|meliputi)\b"
)
_FIELDS = re.compile(
    r"\b(?:berkaitan\s+dengan|di\s+bidang|bidang|program|sektor)\s+(?P<list>(?-i:[a-z])[a-z ]{3,60}?)(?=[,.;”\n]|\s(?:kita|kami|akan|yang|di|dengan|untuk|dan\s+(?:pembangunan|pelatihan|perbaikan|pengadaan)|maupun|serta|bersama|kerja)\b)",
    re.I,
)
_SPLIT = re.compile(r"\s+(?:dan|serta|&)\s+|\s*,\s*")


_Cell = tuple[tuple[int, int], tuple[tuple[int, int], ...]]


@part("programs", after=("agencies", "meetings", "proposals", "decisions"))
def find(context: Context) -> tuple[Item[Program], ...]:
    """Return the programmes of minutes, articles and letters."""
    return weighed(context, weights("programs"), weights("links"))


def weighed(context: Context, names: Weights, links: Weights) -> tuple[Item[Program], ...]:
    """Return what rules know and what is likely by its clause, each with the bodies that do it."""
    known = list(_by_rules(context))
    if context.kind is DocumentKind.PROPOSAL:
        # What is applied for is a proposal; a programme beside it is told as one.
        return tuple(_with_parties(context, _each_once(context, known, []), links))
    taken = Spans(s for i in known for s in i.spans)
    likely: list[Item[Program]] = []
    for one in told(context):
        phrase = one.phrase
        share = names.share(phrase.traits)
        if share < names.threshold or taken.overlap(phrase.start, phrase.end):
            continue
        if _NOT_HELD & phrase.traits or _IS_BROKEN.search(phrase.name):
            continue
        if _CALLED_OFF.search(context.text, *one.sentence):
            continue
        if _IS_APPLIED_FOR.search(context.text, max(0, phrase.start - 40), phrase.start):
            continue
        name = _RUNS_ON.sub("", phrase.name)
        if not name or _NAMES_NOTHING.match(name) or names_no_activity(name):
            continue
        if _PROPER_PLACE.match(name) and not any(_DONE_TO.match(t) for t in phrase.traits):
            continue
        value = Program(name=name, type=type_of(name), agencies=())
        likely.append(Item(value, ((phrase.start, phrase.end),), 0.6))
    kept = _each_once(context, known, likely)
    return tuple(_with_parties(context, kept, links))


# What is asked for is a proposal, and what is broken no work yet.
_NOT_HELD = frozenset(("asked for here",))
_IS_APPLIED_FOR = re.compile(r"\b(?:surat|usulan|permohonan|pengajuan|proposal)\s+$", re.I)
# A preposition's verb or the head of a name that was cut at its point.
_RUNS_ON = re.compile(r"\s+(?:be)?(?:kerjasama|kerja\s+sama)$|\s+(?:Jl|Jln|Gg|No|Kel|Kec|Kab)$")
_NAMES_NOTHING = re.compile(
    r"(?:(?:\d+|satu|dua|tiga|empat|lima|enam|tujuh|beberapa|sejumlah|berbagai)\s+)?(?:program|kegiatan|agenda|layanan)"
    r"(?:\s+(?:(?:yang|itu|ini|tersebut|csr|kerja|prioritas|lain|lainnya|triwulan|semester|tahun|tahunan|bulan|akhir|[a-z])\b.*))?$",
    re.I,
)
# A street or a building by its own name is where something is.
_PROPER_PLACE = re.compile(r"(?i:jalan|gang|pasar|masjid|kantor|balai|gedung|lapangan)\s+[A-Z]")
_DONE_TO = re.compile(r"verb (?:before|behind): (?:make|hold|give|fund|run|teach|help)\b")
_IS_BROKEN = re.compile(r"\b(?:rusak|mampet|mati|bocor|ambrol|longsor)\b", re.I)


def _each_once(
    context: Context, known: list[Item[Program]], likely: list[Item[Program]]
) -> list[Item[Program]]:
    """Add what is likely to what is known, but for what is told already or is the meeting itself."""
    meeting = " ".join((i.value.title or "") for i in context.found["meetings"])
    kinds = {i.value.type.value for i in context.found["meetings"]} & {"sosialisasi", "pelatihan"}
    kept = list(known)
    alike = Sharing((_words(i.value.name) for i in (*known, *likely)), 0.75)
    for item in known:
        alike.put(_words(item.value.name))
    for item in likely:
        name = item.value.name
        if _overlap(name, meeting) >= 0.8 or MEETING_ITSELF.search(name):
            continue
        if name.split()[0].casefold() in kinds and not _WILL.search(_sentence(context, item.start)):
            continue  # "menggelar sosialisasi …" tells of the meeting
        like = (n for n, _ in alike.like(_words(name)))
        twin = next((n for n in like if _overlap(name, kept[n].value.name) >= 0.75), None)
        if twin is None:
            kept.append(item)
            alike.put(_words(name))
        else:
            kept[twin] = Item(
                kept[twin].value, kept[twin].spans + item.spans, kept[twin].confidence
            )
    return sorted(kept, key=lambda i: i.start)


_WILL = AnyCase(
    r"\b(?:akan|rencana\w*|berencana|nanti\w*|mendatang|depan|dijadwalkan|menyiapkan)\b"
)


def _sentence(context: Context, offset: int) -> str:
    unit = context.unit_at(offset)
    if unit is None:
        return ""
    around = sentences(context, unit.body, unit.end)
    return next((context.text[a:b] for a, b in around if a <= offset < b), "")


def _with_parties(
    context: Context, items: list[Item[Program]], links: Weights
) -> list[Item[Program]]:
    """Give each programme the bodies that are likely to do it."""
    near = Parties(context, [s for i in items for s in i.spans])
    known = directory(context)
    out = []
    for item in items:
        names = list(item.value.agencies)
        for span in () if names else item.spans:
            for party in near.near(span, *where(context, span[0])):
                name = known.named(party.mark.value)
                if name is not None and links.share(party.traits) >= links.threshold:
                    names.append(name)
        agencies = tuple(dict.fromkeys(names))
        value = item.value.model_copy(update={"agencies": agencies, "type": _field(item, agencies)})
        out.append(Item(value, item.spans, item.confidence))
    return out


def _field(item: Item[Program], agencies: tuple[str, ...]) -> ProgramType:
    """Return the field of a programme; where no cue is in its name, that of who does it."""
    name: str = item.value.name
    if program_type(name)[1] <= 0.0:
        kind, sure = program_type(" ".join(agencies))
        if sure > 0.0:
            return kind
    return type_of(name)


def _rows(context: Context) -> tuple[list[int], list[_Cell]]:
    """Return all cells of tables by where they start, each with the others of its row."""
    found: dict[int, _Cell] = {}
    for grid in context.grids:
        for row in grid.rows:
            cells = tuple(dict.fromkeys((c.start, c.end) for c in row if c is not None))
            for cell in cells:
                found[cell[0]] = cell, tuple(c for c in cells if c != cell)
    starts = sorted(found)
    return starts, [found[s] for s in starts]


def where(context: Context, offset: int) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
    """Return the unit or the cell that holds a character, and the other cells of its row."""
    rows = context.memo.get("cells of rows")
    if not isinstance(rows, tuple):
        rows = context.memo["cells of rows"] = _rows(context)
    starts, cells = rows
    at = bisect_right(starts, offset) - 1
    if at >= 0 and offset < cells[at][0][1]:
        cell: _Cell = cells[at]
        return cell
    unit = context.unit_at(offset)
    return ((unit.body, unit.end) if unit is not None else (offset, offset)), ()


def _by_rules(context: Context) -> tuple[Item[Program], ...]:
    asked = [i.value.title for i in asked_for(context)]
    meeting = " ".join((i.value.title or "") for i in context.found["meetings"])
    places = list(_places(context))
    items = [item for place in places for item in _in_place(context, place)]
    if context.kind is DocumentKind.PROPOSAL:
        own = own_body(context)
        items = [i for i in items if any(a != own for a in i.value.agencies)]
    kept: list[Item[Program]] = []
    wishes = Sharing(map(_words, asked), 0.7)
    for title in asked:
        wishes.put(_words(title))
    known = Sharing((_words(i.value.name) for i in items), 0.75)
    for item in items:
        name = item.value.name
        words = _words(name)
        if _overlap(name, meeting) >= 0.8:
            continue
        like = (asked[i] for i, _ in wishes.like(words))
        if any(_overlap(name, a) >= 0.7 for a in like) and not (
            _is_decided(context, item) or _is_answered(context, item)
        ):
            continue
        like_it = (i for i, _ in known.like(words))
        at = next((i for i in like_it if _overlap(name, kept[i].value.name) >= 0.75), None)
        if at is not None:
            twin = kept[at]
            agencies = tuple(dict.fromkeys((*twin.value.agencies, *item.value.agencies)))
            longer = (
                max(name, twin.value.name, key=len) if len(name.split()) <= 6 else twin.value.name
            )
            merged = Program(name=longer, type=twin.value.type, agencies=agencies)
            kept[at] = Item(merged, twin.spans + item.spans, max(twin.confidence, item.confidence))
            known.put(_words(longer), at)
        else:
            kept.append(item)
            known.put(words)
    return tuple(_with_mentions(context, places, kept))


_RECENT = 50
"""So many programmes back a later sentence may mean; a text that names more is a list."""


def _with_mentions(
    context: Context, places: list["_Place"], items: list[Item[Program]]
) -> list[Item[Program]]:
    """Add the partners that later sentences tell, which only go back to a programme."""
    found = {i.value.name: i for i in items}
    starts = sorted(s for i in found.values() for s, _ in i.spans)
    first = sorted((i.start, name) for name, i in found.items())
    for place in places:
        for start, end in sentences(context, place.start, place.end):
            inside = bisect_left(starts, start) < bisect_left(starts, end)
            before = bisect_left(first, start, key=lambda f: f[0])
            told = [name for _, name in first[max(0, before - _RECENT) : before]]
            if inside or not told:
                continue
            meant, names = partners_of_mention(context, start, end, told)
            for name in meant if names else ():
                item = found[name]
                agencies = tuple(dict.fromkeys((*item.value.agencies, *names)))
                value = item.value.model_copy(update={"agencies": agencies})
                found[name] = Item(value, item.spans, item.confidence)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where programmes may be told: characters, whether what stands there was decided, and the
    cell of its row that says who does it; `listed` for an entry of a list of programmes.
    """

    start: int
    end: int
    decided: bool = False
    doer: GridCell | None = None
    listed: bool = False


def _places(context: Context) -> Iterator[_Place]:
    in_list = False
    for unit in context.units:
        in_list = _goes_on_listing(unit, in_list)
        if outside(unit) or unit.kind in (UnitKind.HEADING, UnitKind.ROW, UnitKind.COLUMNS):
            continue
        if in_list and unit.kind is UnitKind.ITEM and context.kind is not DocumentKind.OTHER:
            yield _Place(unit.body, unit.end, listed=True)
            continue
        if context.kind is DocumentKind.NEWS:
            if (
                len(unit.text) >= _LONGEST_HEAD
                or unit.kind is UnitKind.ITEM
                or unit.text.endswith((".", ".”", '."'))
            ):
                yield _Place(unit.body, unit.end)
        elif (
            unit.section not in _NO_PROGRAMS
            or len(unit.text) > _PROSE
            or (unit.section is Section.CLOSING and _ANY_OTHER.search(unit.heading))
        ) and (context.kind is not DocumentKind.PROPOSAL or _FOR_SURE.search(unit.text)):
            yield _Place(unit.body, unit.end, unit.section is Section.DECISIONS)
    if context.kind is not DocumentKind.NEWS:
        wished = {i.start for i in asked_for(context)}
        for grid in context.grids:
            if sum(row_start(row) in wished for row in grid.rows) * 2 < max(1, len(grid.rows)):
                yield from _cells(grid)


# What goes on beside that which a letter applies for.
_FOR_SURE = re.compile(
    r"\b(?:akan|sedang|bersedia|siap|sanggup|menyanggupi)\s+(?:me[a-z]{4,}|di[a-z]{4,})\b", re.I
)
_ANY_OTHER = re.compile(r"lain\s*-?\s*lain", re.I)
# What opens a list of programmes, and what in it heads the entries of one field.
_PROGRAM_LIST = re.compile(
    r"\b(?:program(?:\s+kerja)?|kegiatan|agenda\s+kerja|rencana\s+kerja)\b(?!.*\b(?:usul\w*|aspirasi|prioritas|biaya|anggaran)\b)",
    re.I,
)
_FIELD_HEAD = re.compile(r"(?:bidang|seksi|pokja|divisi|sie)\b", re.I)
_LONGEST_HEAD = 60


def _goes_on_listing(unit: Unit, in_list: bool) -> bool:
    """Tell whether a unit stands in a list of programmes, or opens one."""
    opens = unit.text.endswith(":") or unit.kind is UnitKind.HEADING or _is_bare_head(unit)
    if opens and _FIELD_HEAD.match(unit.content) and len(unit.text) < _LONGEST_HEAD:
        return in_list
    if opens:
        return bool(
            _PROGRAM_LIST.search(unit.text[-_PROSE:])
            and unit.section not in (Section.PROPOSALS, *_NO_PROGRAMS)
        )
    return in_list and unit.kind is UnitKind.ITEM


def _is_bare_head(unit: Unit) -> bool:
    return len(unit.text) < _LONGEST_HEAD and bool(
        _FIELD_HEAD.match(unit.content) or re.match(r"program\s+kerja\b", unit.content, re.I)
    )


def _cells(grid: Grid) -> Iterator[_Place]:
    """Yield the cells of a table of what was discussed and what is to follow."""
    if grid.column(_COSTS) is not None:
        return
    who = grid.column(_DOER)
    speaker = grid.column(_SPEAKER)
    for column, title in enumerate(grid.header):
        decided = bool(_FOLLOW_UP.search(title))
        if column == who or not (decided or _TALK.search(title)):
            continue
        for row in grid.rows:
            cell = row[column] if column < len(row) else None
            by = who if decided else speaker
            doer = row[by] if by is not None and by < len(row) else None
            if cell is not None and len(cell.text) > 8:
                yield _Place(cell.start, cell.end, decided, doer)


_DOER = re.compile(r"\bpic\b|penanggung|pelaksana|\bpj\b|oleh|siapa", re.I)
_SPEAKER = re.compile(r"instansi|unsur|lembaga|\bopd\b", re.I)
_COSTS = re.compile(r"harga|volume|biaya|vol\b|satuan|pengusul|usulan|nama", re.I)
_TALK = re.compile(r"uraian|bahasan|jawaban|tanggapan|isi\b|pokok", re.I)
_FOLLOW_UP = re.compile(
    r"tindak\s*lanjut|langkah|\baksi\b|tindakan|keputusan|kesepakatan|kegiatan|rencana|hasil", re.I
)
_PROSE = 150  # characters; a longer paragraph is no entry of a list of those present
_NO_PROGRAMS = (
    Section.PROPOSALS,
    Section.ATTENDANCE,
    Section.AGENDA,
    Section.BUDGET,
    Section.COMMITTEE,
    Section.CLOSING,
)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", name.casefold())) - _EMPTY


def _overlap(a: str, b: str) -> float:
    """Return which share of the shorter name's words the other one holds; of two names that have
    only the noun of doing in common, none.
    """
    x, y = _words(a), _words(b)
    small = min(len(x), len(y))
    shared = x & y
    if small == 1 and shared and (a.casefold() in _ALONE or b.casefold() in _ALONE):
        return 1.0
    if not small or ("non" in x) != ("non" in y):
        return 0.0
    if all(HEAD.fullmatch(w) for w in shared) and x != y:
        return 0.0
    return len(shared) / small


_EMPTY = frozenset(
    {"di", "untuk", "bagi", "dan", "ke", "dari", "yang", "para", "program", "kegiatan"}
)


def _in_place(context: Context, place: _Place) -> list[Item[Program]]:
    out: list[Item[Program]] = []
    decided = place.decided
    pieces = sentences(context, place.start, place.end)
    for n, (start, end) in enumerate(pieces):
        text = context.text[start:end]
        if (decided and _ONLY_ASKED.search(text)) or _CALLED_OFF.search(text):
            continue
        asks = not decided and ASKS.search(text) is not None
        dated = context.kind is DocumentKind.MINUTES and any(
            True for _ in context.marks("dates", start, end)
        )
        if place.listed and n:
            break  # what follows in an entry tells of it
        if (
            not decided
            and not dated
            and not place.listed
            and not _RUNS.search(text)
            and not tells(text)
            and not _COUNTED.match(text)
        ):
            continue
        certain: set[Activity] = set()
        named = _unasked(context, start, end) if asks else _named(context, start, end)
        counted = _COUNTED.match(text)
        if counted is not None and _counts_programs(context.text[place.start : start]):
            first = listed(text[counted.end() :])
            if first is not None and not any(a.start <= start + counted.end() for a in named):
                at = start + counted.end()
                entry = Activity(first.name, at + first.start, at + first.end)
                named = [entry, *(a for a in named if a.start >= entry.end)]
                certain.add(entry)
        if place.listed and n == 0 and not any(a.start <= start + 3 for a in named):
            first = listed(text)
            if first is not None:
                entry = Activity(first.name, start + first.start, start + first.end)
                named = [entry, *(a for a in named if a.start >= entry.end)]
        if decided and not named:
            head = name_at_head(text)
            named = [Activity(head.name, start + head.start, start + head.end)] if head else []
        if not named:
            continue
        links = partners(context, start, end, named)
        if not any(links.values()) and n + 1 < len(pieces):
            links |= partners_behind(context, *pieces[n + 1], named)
        doers = _doers(context, place.doer) or _speakers(context, place, start, end, links)
        for activity in named:
            sure = program_type(activity.name)[1]
            if sure <= 0.0 and not (
                place.listed or activity in certain or is_service(activity.name)
            ):
                continue
            program = Program(
                name=activity.name,
                type=type_of(activity.name),
                agencies=tuple(dict.fromkeys((*links[activity], *doers))),
            )
            out.append(
                Item(program, ((activity.start, activity.end),), 0.75 if sure > 0.4 else 0.6)
            )
    return out


_CALLED_OFF = re.compile(r"\b(?:ditunda|dibatalkan|ditolak|tidak\s+jadi|batal|ditiadakan)\b", re.I)
# "Pertama, pasar tani mingguan. Kedua, …" behind a sentence that says of what there are so many.
_COUNTED = re.compile(
    r"[“\"]?(?:pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|terakhir)\s*[,:]\s*(?:adalah\s+|yaitu\s+|yakni\s+|ada\s+)?(?=[a-z])",
    re.I,
)


def _counts_programs(before: str) -> bool:
    return bool(
        re.search(r"\b(?:program|agenda|kegiatan|rencana|fokus|andalan|langkah)\b", before, re.I)
    )


def _speakers(
    context: Context,
    place: _Place,
    start: int,
    end: int,
    links: dict[Activity, tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the body whose plans are told, where the sentence names no other that does them."""
    if any(links.values()):
        return ()
    name = labelled(context, place.start, place.end)
    if name is None and speaks_of_own(context.text[start:end]):
        name = speaker(context, start, end)
    organizers = {i.value.organizer for i in context.found["meetings"]}
    return (name,) if name is not None and name not in organizers else ()


def _doers(context: Context, cell: GridCell | None) -> tuple[str, ...]:
    if cell is None:
        return ()
    known = directory(context)
    names = (known.named(m.value) for m in context.marks("agencies", cell.start, cell.end))
    return tuple(dict.fromkeys(n for n in names if n is not None))


def _named(context: Context, start: int, end: int) -> list[Activity]:
    """Return the activities that a sentence names: by nouns of doing, as fields of work, and as what
    is announced or goes on.
    """
    text = context.text[start:end]
    masked = _masked(context, start, end)
    fields = _fields(masked, start)
    found = [_unmasked(context, a) for a in activities(masked, start)]
    named = _settled(text, start, fields, [a for a in found if not points_back(a.name)])
    if len(named) > 1:  # "Selain penanaman pohon, …" only goes back to what was told
        named = [a for a in named if not re.search(r"\bselain\s*$", text[: a.start - start], re.I)]
    named = [
        a
        for a in named
        if not MEETING_ITSELF.search(a.name)
        and not _NO_PROGRAM.search(a.name)
        and (a in fields or (_says_something(a.name) and not _is_spoken_of(text, a, start)))
    ]
    bare = context.masked(start, end, ("agencies", "offices"))
    for activity in announced(text, bare, start):
        if MEETING_ITSELF.search(activity.name):
            continue
        # "dipakai untuk rabat jalan kebun": what only ends in a word of works begins earlier.
        if program_type(" ".join(activity.name.split()[:2]))[1] > 0.0:
            named = [a for a in named if not activity.start < a.start < activity.end or a.shared]
        if not any(activity.start < a.end and a.start < activity.end for a in named):
            named.append(activity)
    if len(named) > 1:  # "bidang UMKM ada pameran": the field only opens the list
        named = [a for a in named if not _opens_list(context.text, a)]
    return sorted(named, key=lambda a: a.start)


def _unmasked(context: Context, activity: Activity) -> Activity:
    """Give the words back that stand under the cover of a body's name: "renovasi posyandu Melati"."""
    covered = re.findall(r"_{2,}", activity.name)
    if not covered:
        return activity
    whole = " ".join(context.text[activity.start : activity.end].split())
    return replace(activity, name=whole)


# Organs of an organization are no programmes.
_NO_PROGRAM = re.compile(
    r"^(?:penyahan|pengesahan)\b|^penetapan\s.*\brp\s?\d|^(?:pem(?:bentuk|ilih)an|penunjukan|penetapan|pengangkatan)\s+(?:tim|panitia|pengurus|kepengurusan|delegasi|susunan)\b|\b(?:bocor|patah|rusak|mampet|sudah)$",
    re.I,
)
_WORKS = re.compile(
    r"pe[mnr]?\w+an|bantuan|rehab\w*|renovasi|normalisasi|kerja|gotong|lomba|kursus", re.I
)
_TOPIC = re.compile(r"\b(?:tentang|perda|perwali|mengenai|dipandang|tugas)\s+$", re.I)
_SHOULD = re.compile(r"\s+(?:harus|sebaiknya|semestinya|hendaknya|jangan)\b", re.I)
_PLACE = re.compile(
    r"\b(?:di|ke|dari|pada|dekat|depan|padahal|menyebut|masuk|soal|karena|dan)\s+$", re.I
)


def _is_spoken_of(text: str, activity: Activity, start: int) -> bool:
    """Tell whether a thing is only a topic ("Perda tentang …") or a place ("di saluran …")."""
    before = text[max(0, activity.start - start - 14) : activity.start - start]
    if _TOPIC.search(before) or _SHOULD.match(text, activity.end - start):
        return True
    return bool(_PLACE.search(before)) and not _WORKS.match(activity.name)


def _opens_list(text: str, field: Activity) -> bool:
    """Tell whether a field of work is only what the activities named behind it belong to."""
    return bool(
        re.search(r"\bbidang\s+$", text[max(0, field.start - 10) : field.start], re.I)
        and re.match(
            r"\s*(?:,|\w+nya)?\s*(?:lanjutnya\s+)?(?:kita|kami|ada|yaitu|yakni|akan|tetap|menggelar|adalah|:)",
            text[field.end : field.end + 40],
            re.I,
        )
    )


def _unasked(context: Context, start: int, end: int) -> list[Activity]:
    """Return what a sentence that also asks announces: not what it asks for."""
    asked = [s for i in asked_for(context) for s in i.spans if start <= s[0] < end]
    bare = context.masked(start, end, ("agencies", "offices"))
    return [
        a
        for a in announced(context.text[start:end], bare, start)
        if not any(a.start < stop and begin < a.end for begin, stop in asked)
        and not MEETING_ITSELF.search(a.name)
    ]


def _is_decided(context: Context, item: Item[Program]) -> bool:
    unit = context.unit_at(item.start)
    return unit is not None and unit.section is Section.DECISIONS


def _is_answered(context: Context, item: Item[Program]) -> bool:
    """Tell whether what was asked for is said to be on its way in words behind it or before it."""
    unit = context.unit_at(item.start)
    if unit is None:
        return False
    begin, end = item.spans[0]
    before = context.text[max(unit.start, begin - 40) : begin]
    return bool(
        _ON_ITS_WAY.match(context.text[end : min(unit.end, end + 90)]) or _GRANTS.search(before)
    )


_ON_ITS_WAY = re.compile(
    r"(?:\s+(?:sepanjang|sebanyak|seluas)\s+\d+\s+\w+)?\s*,?\s*(?:\w+nya\s+)?(?:(?:ini|itu|tersebut)\s+)?"
    r"(?:sudah|telah|akan|sedang|bakal)\s+(?:masuk|disetujui|dijadwalkan|dianggarkan|diserahkan|dilaksanakan|dikerjakan|dibangun|berjalan)\b",
    re.I,
)
_GRANTS = re.compile(
    r"\b(?:sudah|telah|sedang)\s+(?:membuka|menjadwalkan|menganggarkan|menyiapkan|menjalankan)\s+$",
    re.I,
)


def _says_something(name: str) -> bool:
    """A noun of doing alone ("pembangunan") names no activity, unless it is one by itself."""
    words = name.split()
    if len(words) > 1:
        return not re.search(r"nya$", words[-1]) and not _ABSTRACT & {
            words[1].casefold(),
            words[-1].casefold(),
        }
    return name.casefold() in _ALONE


_ABSTRACT = word_set("abstract_programs")
_ALONE = word_set("lone_programs")
_ONLY_ASKED = AnyCase(
    r"\b(?:diajukan|mengajukan|diusulkan|mengusulkan|permohonan|surat|proposal)\b"
)
_HARD = ("dinas", "badan", "bagian", "wilayah", "legislatif", "pusat", "usaha", "keamanan")


def _masked(context: Context, start: int, end: int) -> str:
    """Return the text in which no activity begins inside a body's name nor runs over an office's."""
    text = list(context.text[start:end])
    for mark in context.marks("agencies", start, end):
        if mark.value.klass in _HARD:
            text[mark.start - start : mark.end - start] = "|" * (mark.end - mark.start)
        else:
            # "pembentukan Satgas Anti Narkoba" goes on over the body's name, "Pembangunan" in it begins nothing.
            piece = context.text[mark.start : mark.end]
            text[mark.start - start : mark.end - start] = HEAD.sub(
                lambda m: "_" * len(m.group()), piece
            )
    for mark in context.marks("offices", start, end):
        piece = "".join(text[mark.start - start : mark.end - start])
        text[mark.start - start : mark.end - start] = HEAD.sub(
            lambda m: "|" * len(m.group()), piece
        )
    return "".join(text)


def _fields(text: str, start: int) -> list[Activity]:
    """Read fields of work named without a noun of doing: "program penghijauan dan pertanian"."""
    out: list[Activity] = []
    for match in _FIELDS.finditer(text):
        at = match.start("list")
        phrase = match["list"]
        parts = [phrase] if re.search(r"masyarakat|sosial", phrase) else _SPLIT.split(phrase)
        for piece in parts:
            bare = piece.strip()
            if len(bare) < 4 or program_type(bare)[1] <= 0.0 or len(bare.split()) > 5:
                continue
            begin = text.index(bare, at)
            out.append(Activity(bare, start + begin, start + begin + len(bare), len(parts) > 1))
    return out


def _settled(
    text: str, start: int, fields: list[Activity], named: list[Activity]
) -> list[Activity]:
    """Drop overlaps, and what only introduces its examples ("pelatihan keterampilan seperti …")."""
    out = list(fields)
    for activity in named:
        if not any(activity.start < f.end and f.start < activity.end for f in out):
            out.append(activity)
    out.sort(key=lambda a: a.start)
    kept = []
    for i, activity in enumerate(out):
        gap = text[activity.end - start : out[i + 1].start - start] if i + 1 < len(out) else ""
        if re.match(
            r"\s*,?\s*(?:seperti|antara\s+lain|yaitu|yakni|meliputi|di\s*antaranya|misalnya|berupa)\b[\s:]*$",
            gap,
            re.I,
        ):
            continue
        kept.append(activity)
    return kept

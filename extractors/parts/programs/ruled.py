"""Programmes that rules find: in the sentences, entries and cells where they are told, with whom."""

import re
from bisect import bisect_left

from extractors.activities import ASKS, Activity
from extractors.acts.announced import breaks_off, is_service, listed, name_at_head, tells
from extractors.acts.clauses import asked_for
from extractors.acts.fields import type_of
from extractors.acts.partners import partners, partners_behind, partners_of_mention
from extractors.acts.speakers import labelled, speaker, speaks_of_own, the_one_meant
from extractors.context import Context, Item
from extractors.directory import directory, own_body
from extractors.layout import GridCell, Section
from extractors.parts.programs.naming import named_in, unasked
from extractors.parts.programs.places import Place, places
from extractors.parts.programs.twins import overlap, words
from extractors.sentences import sentences
from extractors.sharing import Sharing
from models.codes import DocumentKind, MeetingType
from models.record import Program
from models.values.anycase import AnyCase
from models.values.program_type import program_type

_RUNS = AnyCase(
    r"\b(?:akan|rencana(?:nya)?|berencana|program(?:nya)?|kegiatan|kerja\s?sama|bekerja\s?sama|menggandeng|digandeng|didukung|mendukung|dukungan|"
    r"dilaksanakan|melaksanakan|menggelar|digelar|mengadakan|diadakan|dimulai|mulai|dibangun|dibentuk|membentuk|menyiapkan|disiapkan|disalurkan|"
    r"menyalurkan|dianggarkan|anggaran|dialokasikan|masuk|tahap|pelaksanaan(?:nya)?|realisasi|direalisasikan|terealisasi|pengembangan|berkaitan|"
    r"berjalan|rutin|tiap|setiap|(?:di|me(?:ng)?)?(?:kerjakan|jalankan|laksanakan|garap)|digarap|dikembangkan|fokus|bantuan|menyerahkan|diserahkan|menyelenggarakan|persiapan|jadwal|sepakat|disepakati|menyetujui|meliputi)\b"
)
_ONLY_ASKED = AnyCase(
    r"\b(?:diajukan|mengajukan|diusulkan|mengusulkan|permohonan|surat|proposal)\b"
)


def by_rules(context: Context) -> tuple[Item[Program], ...]:
    """Return the programmes that rules find, each once, with the bodies named for them."""
    asked = [i.value.title for i in asked_for(context)]
    meeting = meeting_itself(context)
    where = list(places(context))
    items = [item for place in where for item in _in_place(context, place)]
    if context.kind is DocumentKind.PROPOSAL:
        own = own_body(context)
        items = [
            i
            for i in items
            if any(a != own for a in i.value.agencies)
            or any(
                m.end() == i.start for m in _OWN_WORK.finditer(context.text, i.start - 60, i.start)
            )
        ]
    kept: list[Item[Program]] = []
    wishes = Sharing(map(words, asked), 0.7)
    for title in asked:
        wishes.put(words(title))
    known = Sharing((words(i.value.name) for i in items), 0.75)
    for item in items:
        name = item.value.name
        shown = words(name)
        if overlap(name, meeting) >= 0.8:
            continue
        like = (asked[i] for i, _ in wishes.like(shown))
        if any(overlap(name, a) >= 0.7 for a in like) and not (
            _is_decided(context, item) or _is_answered(context, item)
        ):
            continue
        like_it = (i for i, _ in known.like(shown))
        at = next((i for i in like_it if overlap(name, kept[i].value.name) >= 0.75), None)
        if at is not None:
            twin = kept[at]
            agencies = tuple(dict.fromkeys((*twin.value.agencies, *item.value.agencies)))
            longer = (
                max(name, twin.value.name, key=len) if len(name.split()) <= 6 else twin.value.name
            )
            merged = Program(name=longer, type=twin.value.type, agencies=agencies)
            kept[at] = Item(merged, twin.spans + item.spans, max(twin.confidence, item.confidence))
            known.put(words(longer), at)
        else:
            kept.append(item)
            known.put(shown)
    return tuple(_with_mentions(context, where, kept))


def meeting_itself(context: Context) -> str:
    """Return what the meeting is called where it is what is done: a training, a sosialisasi. A rapat or
    musyawarah is called by what it is about ("Rapat persiapan pasar murah"), a gathering of no such kind
    by the work that it is for ("kerja bakti"), and that may be a programme.
    """
    held = (i.value for i in context.found["meetings"] if i.value.type not in _ABOUT_SOMETHING)
    return " ".join(meeting.title or "" for meeting in held)


_ABOUT_SOMETHING = frozenset(
    (
        *(MeetingType.RAPAT, MeetingType.MUSYAWARAH, MeetingType.REMBUG_WARGA),
        *(MeetingType.RAPAT_KOORDINASI, MeetingType.RAKER, MeetingType.MUSRENBANG),
        MeetingType.LAINNYA,
    )
)


# What those who apply do themselves: "siap bergotong royong untuk pembersihan awal".
_OWN_WORK = re.compile(
    r"\b(?:siap|sanggup|akan|bersedia)\s+(?:ber)?(?:gotong[\s-]royong|kerja\s+bakti)\s+(?:untuk\s+|dalam\s+)?",
    re.I,
)
_RECENT = 50
"""So many programmes back a later sentence may mean; a text that names more is a list."""


def _with_mentions(
    context: Context, where: list[Place], items: list[Item[Program]]
) -> list[Item[Program]]:
    """Add the partners that later sentences tell, which only go back to a programme."""
    found = {i.value.name: i for i in items}
    starts = sorted(s for i in found.values() for s, _ in i.spans)
    first = sorted((i.start, name) for name, i in found.items())
    for place in where:
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


def _in_place(context: Context, place: Place) -> list[Item[Program]]:
    out: list[Item[Program]] = []
    decided = place.decided
    pieces = sentences(context, place.start, place.end)
    for n, (start, end) in enumerate(pieces):
        text = context.text[start:end]
        if (decided and _ONLY_ASKED.search(text)) or CALLED_OFF.search(text):
            continue
        asks = not decided and ASKS.search(text) is not None
        dated = context.kind in _DATED and any(True for _ in context.marks("dates", start, end))
        if place.listed and n:
            break  # what follows in an entry tells of it
        if (
            not decided
            and not dated
            and not place.listed
            and not _RUNS.search(text)
            and not tells(text)
            and not _COUNTED.match(text)
            and not _OWN_WORK.search(text)
        ):
            continue
        certain: set[Activity] = set()
        named = unasked(context, start, end) if asks else named_in(context, start, end)
        counted = _COUNTED.match(text)
        if counted is not None and _counts_programs(context.text[place.start : start]):
            first = listed(text[counted.end() :])
            if first is not None and not any(a.start <= start + counted.end() for a in named):
                at = start + counted.end()
                entry = Activity(first.name, at + first.start, at + first.end)
                named = [entry, *(a for a in named if a.start >= entry.end)]
                certain.add(entry)
        if place.head and n == 0 and not _HEADED.match(text):
            trade = " ".join(text.split())
            small = trade if trade[:2].isupper() else trade[:1].lower() + trade[1:]
            named = [Activity(f"{place.head} {small}", start, end)]
            certain.add(named[0])
        elif place.listed and n == 0 and not any(a.start <= start + 3 for a in named):
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
            if is_of_law(context.text[place.start : activity.start]) or breaks_off(activity.name):
                continue
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


_LAW = AnyCase(
    r"\b(?:undang-undang|peraturan|permen\w*|perda|perwal\w*|perbup|pergub|perpres|keputusan|surat\s+edaran|instruksi)\b"
    r"[^;:]{0,120}\btentang\s[^;:]{0,120}$"
)


def is_of_law(before: str) -> bool:
    """Tell whether what follows these words is the title of a law: "Peraturan Menteri … tentang Kegiatan".

    >>> is_of_law("Permendagri Nomor 130 Tahun 2018 tentang Kegiatan "), is_of_law("Lurah bicara tentang ")
    (True, False)
    """
    return _LAW.search(before) is not None


_HEADED = re.compile(r"(?:pe[mnr]?\w+an|kursus|lomba|bimtek|workshop)\b", re.I)
# Of minutes and notices what has a day is planned: "Imunisasi polio dari Puskesmas X, 8 Agustus".
_DATED = (DocumentKind.MINUTES, DocumentKind.OTHER)
CALLED_OFF = re.compile(r"\b(?:ditunda|dibatalkan|ditolak|tidak\s+jadi|batal|ditiadakan)\b", re.I)
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
    place: Place,
    start: int,
    end: int,
    links: dict[Activity, tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the body whose plans are told, where the sentence names no other that does them."""
    if any(links.values()):
        return ()
    name = labelled(context, place.start, place.end) or the_one_meant(context, start, end)
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
    behind = context.text[end : min(unit.end, end + 90)]
    if _ON_ITS_WAY.match(behind) or _GRANTS.search(before):
        return True
    # "Tahun ini pengerukan sungai dikerjakan Balai Y": a body that does it.
    done = _DONE.match(behind)
    return done is not None and any(
        m.start == end + done.end() for m in context.marks("agencies", end, end + 90)
    )


_ON_ITS_WAY = re.compile(
    r"(?:\s+(?:sepanjang|sebanyak|seluas)\s+\d+\s+\w+)?\s*,?\s*(?:\w+nya\s+)?(?:(?:ini|itu|tersebut)\s+)?"
    r"(?:sudah|telah|akan|sedang|bakal)\s+(?:masuk|disetujui|dijadwalkan|dianggarkan|diserahkan|dilaksanakan|dikerjakan|dibangun|berjalan)\b",
    re.I,
)
_DONE = re.compile(
    r"\s+(?:ini\s+|itu\s+|tersebut\s+)?di(?:kerjakan|laksanakan|bangun|garap|tangani|danai|biayai|jalankan|adakan|gelar)\s+(?:oleh\s+|lewat\s+|melalui\s+)?"
)
_GRANTS = re.compile(
    r"\b(?:sudah|telah|sedang)\s+(?:membuka|menjadwalkan|menganggarkan|menyiapkan|menjalankan)\s+$",
    re.I,
)

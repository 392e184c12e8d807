"""Programmes: activities that are planned, announced, promised or running, with whom.

What is only asked for is a proposal; the meeting itself and the parts of what a letter applies
for are no programmes. Rules find them (`ruled`), and phrases are weighed by their clause; who does
one is told by rules, else weighed.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extractors.activities import MEETING_ITSELF
from extractors.acts.announced import names_no_activity
from extractors.acts.clauses import Told, told
from extractors.acts.fields import type_of
from extractors.acts.parties import Parties
from extractors.acts.phrases import Phrase
from extractors.acts.spans import Spans
from extractors.acts.speakers import teller, the_one_meant
from extractors.context import Context, Item
from extractors.directory import directory
from extractors.layout import Section, UnitKind
from extractors.parts import part
from extractors.parts.programs.places import where
from extractors.parts.programs.ruled import CALLED_OFF, by_rules, is_of_law, meeting_itself
from extractors.parts.programs.twins import overlap, words
from extractors.sentences import sentences
from extractors.sharing import Sharing
from extractors.weighing import Weights, weights
from models.codes import DocumentKind, ProgramType
from models.record import Program
from models.values.anycase import AnyCase
from models.values.program_type import program_type


@part("programs", after=("agencies", "meetings", "proposals", "decisions"))
def find(context: Context) -> tuple[Item[Program], ...]:
    """Return the programmes of minutes, articles and letters."""
    return weighed(context, weights("programs"), weights("links"))


def weighed(context: Context, names: Weights, links: Weights) -> tuple[Item[Program], ...]:
    """Return what rules know and what is likely by its clause, each with the bodies that do it."""
    return tuple(_with_parties(context, named(context, names), links))


def named(context: Context, names: Weights) -> list[Item[Program]]:
    """Return what rules know and what is likely by its clause, with the bodies that rules tell."""
    known = list(by_rules(context))
    phrases = [(one, names.share(one.phrase.traits)) for one in told(context)]
    applies = context.kind is DocumentKind.PROPOSAL
    if not applies:
        known = _likely_ones(context, known, phrases)
    taken = Spans(s for i in known for s in i.spans)
    wishes = Spans(s for i in context.found["proposals"] for s in i.spans)
    lists = _lists_of_usulan(context)
    organizers = {i.value.organizer for i in context.found["meetings"]}
    likely: list[Item[Program]] = []
    for one, share in phrases:
        phrase = one.phrase
        if share < names.threshold or taken.overlap(phrase.start, phrase.end):
            continue
        if (
            _NOT_HELD & phrase.traits
            and wishes.overlap(phrase.start, phrase.end)
            and (share < _VERY_LIKELY or _are_usulan(context, one, lists))
        ):
            continue
        if applies and (share < _BESIDE_WISHES or _is_applied_for(context, phrase, wishes)):
            continue
        if _tells_of_none(context, one) or _goes_back(context, phrase, (*known, *likely)):
            continue
        name = _name(phrase)
        if name is None:
            continue
        meant = the_one_meant(context, *one.sentence)
        agencies = (meant,) if meant is not None and meant not in organizers else ()
        value = Program(name=name, type=type_of(name), agencies=agencies)
        likely.append(Item(value, ((phrase.start, phrase.end),), 0.6))
    return _each_once(context, known, likely)


_VERY_LIKELY = 0.7
"""From this share on what is asked for too is a programme: it is said to be held."""


def _are_usulan(context: Context, one: Told, lists: Spans) -> bool:
    """Tell whether a sentence, or what opens its list, says that these are wishes: "Musrenbang menyepakati
    dua prioritas: …". `lists` are those of usulan.
    """
    if lists.overlap(one.phrase.start, one.phrase.end):
        return True
    line = context.text.rfind("\n", 0, one.sentence[0]) + 1  # the place begins behind a key
    start = max(line, one.sentence[0] - _OPENER)
    return _ARE_USULAN.search(context.text, start, one.sentence[1]) is not None


def _lists_of_usulan(context: Context) -> Spans:
    """Return the items that stand below a heading of usulan or a line that opens them as such."""
    found: list[tuple[int, int]] = []
    opener = ""
    for unit in context.units:
        if unit.kind is not UnitKind.ITEM:
            opener = unit.text
        elif unit.section is Section.PROPOSALS or (
            len(opener) <= _OPENER and _ARE_USULAN.search(opener)
        ):
            found.append((unit.start, unit.end))
    return Spans(found)


_OPENER = 80  # characters
_ARE_USULAN = re.compile(r"\b(?:prioritas|usulan|diusulkan|mengusulkan|musrenbang\w*)\b", re.I)
_BESIDE_WISHES = 0.8
"""So likely is a programme of which an application tells beside what it is for."""


def _is_applied_for(context: Context, phrase: Phrase, wishes: Spans) -> bool:
    """Tell whether an application is for this, or names it among its costs."""
    if wishes.overlap(phrase.start, phrase.end) or any(
        grid.start <= phrase.start < grid.end for grid in context.grids
    ):
        return True
    if any(s <= phrase.start < e for i in context.found["budget"] for s, e in i.spans):
        return True
    return any(overlap(phrase.name, i.value.title) >= _IN_PART for i in context.found["proposals"])


_IN_PART = 0.5


def _tells_of_none(context: Context, one: Told) -> bool:
    """Tell whether a phrase names what is broken, called off, a law's, only asked for, advised, spoken of,
    or what examples follow.
    """
    phrase, text = one.phrase, context.text
    if _IS_BROKEN.search(phrase.name) and "head: pe-an" not in phrase.traits:
        return True
    if CALLED_OFF.search(text, *one.sentence) or is_of_law(text[one.place[0] : phrase.start]):
        return True
    before = text[max(one.sentence[0], phrase.start - 40) : phrase.start]
    if _IS_APPLIED_FOR.search(before):
        return True
    if _IS_TOPIC.search(before) and "head: pe-an" not in phrase.traits:
        return True
    # "bank sampah di tiap RW harus dirawat": advice; "pelatihan seperti pelatihan las, …": its examples count
    return bool(
        _SHOULD.match(text, phrase.end, one.sentence[1])
        or _EXAMPLES.match(text, phrase.end, one.sentence[1])
    )


def _name(phrase: Phrase) -> str | None:
    """Return how the record calls what a phrase names; None where it names nothing that is done."""
    name = _LEADS.sub("", _RUNS_ON.sub("", phrase.name))
    if not name or _NAMES_NOTHING.match(name) or names_no_activity(name):
        return None
    if _PROPER_PLACE.match(name) and not any(_DONE_TO.match(t) for t in phrase.traits):
        return None
    return name


def _goes_back(context: Context, phrase: Phrase, told: Sequence[Item[Program]]) -> bool:
    """Tell whether a phrase names again what was told: "Selain penanaman pohon, …"."""
    before = context.text[max(0, phrase.start - 10) : phrase.start]
    return _BESIDE.search(before) is not None and any(
        i.start < phrase.start and words(i.value.name) & words(phrase.name) for i in told
    )


_BESIDE = re.compile(r"\bselain\s+$", re.I)
_LEAST = 0.1
"""A rule's finding is dropped where no phrase around it has this share."""


def _likely_ones(
    context: Context, known: Sequence[Item[Program]], phrases: Sequence[tuple[Told, float]]
) -> list[Item[Program]]:
    """Leave out what rules found where no phrase around it is ever a programme, but for what was
    decided and is named by a verb ("Kali dibersihkan Minggu"): there the thing alone is no programme.
    """
    starts = [one.phrase.start for one, _ in phrases]
    longest = max((one.phrase.end - one.phrase.start for one, _ in phrases), default=0)
    out = []
    for item in known:
        shares = [
            share
            for start, end in item.spans
            for one, share in phrases[
                bisect_left(starts, start - longest) : bisect_left(starts, end)
            ]
            if one.phrase.end > start
        ]
        if not shares or max(shares) >= _LEAST or _is_by_verb(context, item):
            out.append(item)
    return out


def _is_by_verb(context: Context, item: Item[Program]) -> bool:
    unit = context.unit_at(item.start)
    if unit is None or unit.section is not Section.DECISIONS:
        return False
    name: str = item.value.name
    return name.split()[0].casefold() not in context.text[slice(*item.spans[0])].casefold() and (
        program_type(name)[1] > 0.0
    )


# What is asked for is a proposal, and what is broken no work yet.
_NOT_HELD = frozenset(("asked for here",))
_IS_APPLIED_FOR = re.compile(r"\b(?:surat|usulan|permohonan|pengajuan|proposal)\s+$", re.I)
# "Yang disampaikan warga masih soal drainase dan sampah": what it is about, unless that is something done.
_IS_TOPIC = re.compile(
    r"\b(?:soal|masalah|persoalan|permasalahan|keluhan|isu|kendala|menyoal|mengeluhkan)\s+$", re.I
)
_EXAMPLES = re.compile(
    r"\s*,?\s*(?:seperti|antara\s+lain|di\s*antaranya|misalnya)\s*:?\s+(?=\w)", re.I
)
# A preposition's verb or the head of a name that was cut at its point.
_RUNS_ON = re.compile(r"\s+(?:be)?(?:kerjasama|kerja\s+sama)$|\s+(?:Jl|Jln|Gg|No|Kel|Kec|Kab)$")
# What only leads up to a name.
_LEADS = re.compile(
    r"(?:(?:\d{4}|(?:ke)?lanjutan|rencana|biaya|pagu|dahulu|bahwa|agar|kalau|sama|mau)\s+)+(?=\S+\s+\S)",
    re.I,
)
_NAMES_NOTHING = re.compile(
    r"(?:(?:\d+|satu|dua|tiga|empat|lima|enam|tujuh|beberapa|sejumlah|berbagai)\s+)?(?:program|kegiatan|agenda|layanan)"
    r"(?:\s+(?:(?:yang|itu|ini|tersebut|csr|kerja|prioritas|pemerintah|pemda|pemkot|pemkab|unggulan|lain|lainnya|triwulan|semester|tahun|tahunan|bulan|akhir|[a-z])\b.*))?$",
    re.I,
)
# A street or a building by its own name is where something is.
_PROPER_PLACE = re.compile(r"(?i:jalan|gang|pasar|masjid|kantor|balai|gedung|lapangan)\s+[A-Z]")
_DONE_TO = re.compile(r"verb (?:before|behind): (?:make|hold|give|fund|run|teach|help)\b")
_SHOULD = re.compile(
    r"[^,;.:|]{0,40}?\s(?:harus|sebaiknya|semestinya|hendaknya|jangan)"
    r"\s(?!(?:sudah\s+)?(?:tuntas|selesai|rampung|kelar|jalan|berjalan|dimulai|mulai|jadi)\b)",
    re.I,
)
_IS_BROKEN = re.compile(
    r"\b(?:rusak|mampet|mati|bocor|ambrol|longsor|liar|berlubang|tersumbat|tergenang|terendam|licin)\b",
    re.I,
)


def _each_once(
    context: Context, known: list[Item[Program]], likely: list[Item[Program]]
) -> list[Item[Program]]:
    """Add what is likely to what is known, but for what is told already or is the meeting itself."""
    meeting = meeting_itself(context)
    kinds = {i.value.type.value for i in context.found["meetings"]} & {"sosialisasi", "pelatihan"}
    kept = list(known)
    alike = Sharing((words(i.value.name) for i in (*known, *likely)), 0.75)
    for item in known:
        alike.put(words(item.value.name))
    for item in likely:
        name = item.value.name
        will = _WILL.search(_sentence(context, item.start)) is not None
        if MEETING_ITSELF.search(name) or (
            overlap(name, meeting) >= 0.8 and not (will and context.kind is DocumentKind.NEWS)
        ):
            continue
        if name.split()[0].casefold() in kinds and not will:
            continue  # "menggelar sosialisasi …" tells of the meeting
        like = (n for n, _ in alike.like(words(name)))
        twin = next((n for n in like if overlap(name, kept[n].value.name) >= 0.75), None)
        if twin is None:
            kept.append(item)
            alike.put(words(name))
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
    given = Counter(name for item in items for name in item.value.agencies)
    out = []
    for item in items:
        told = item.value.agencies
        # Where rules name bodies, one that they give to another programme is not added.
        own = Counter(told)
        elsewhere = {n for n, count in given.items() if told and count > own[n]}
        shares: dict[str, float] = {}
        for span in item.spans:
            for party in near.near(span, *where(context, span[0])):
                name = known.named(party.mark.value)
                if name is None or name in elsewhere:
                    continue
                apart = not _ELSEWHERE.isdisjoint(party.traits)
                if told and (apart or not _NOT_ADDED.isdisjoint(party.traits)):
                    continue
                share = links.share(party.traits, -_LESS if told or apart else 0.0)
                shares[name] = max(shares.get(name, 0.0), share)
        likely = (name for name in shares if shares[name] >= links.threshold)
        agencies = tuple(dict.fromkeys((*told, *likely))) or _who_tells(context, item)
        value = item.value.model_copy(update={"agencies": agencies, "type": _field(item, agencies)})
        out.append(Item(value, item.spans, item.confidence))
    return out


def _who_tells(context: Context, item: Item[Program]) -> tuple[str, ...]:
    """Return the body of who tells of a programme that names no other, where it is no one's that calls
    the meeting: "Usman menjawab, tahun ini ada pengadaan pompa", said by the head of the BPBD.
    """
    unit = context.unit_at(item.start)
    if unit is None or unit.kind is UnitKind.ROW:
        return ()
    name = teller(context, unit.start, item.start)
    organizers = {i.value.organizer for i in context.found["meetings"]}
    return (name,) if name is not None and name not in organizers else ()


# Of the bodies of other sentences that had been taken, half were right; beside those that rules name,
# hardly any, nor who only speaks there or calls the meeting.
_ELSEWHERE = frozenset(
    f"where: {place}"
    for place in ("earlier", "next", "later", "unit before", "unit behind", "opener")
)
_NOT_ADDED = frozenset(("an office", "the organizer"))
_LESS = 0.3
"""So much less speaks for a body of another sentence, and for one beside those that rules name."""


def _field(item: Item[Program], agencies: tuple[str, ...]) -> ProgramType:
    """Return the field of a programme; where no cue is in its name, that of who does it."""
    name: str = item.value.name
    if program_type(name)[1] <= 0.0:
        kind, sure = program_type(" ".join(agencies))
        if sure > 0.0:
            return kind
    return type_of(name)

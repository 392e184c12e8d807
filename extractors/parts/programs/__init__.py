"""Programmes: activities that are planned, announced, promised or running, with whom.

What is only asked for is a proposal; the meeting itself and the parts of what a letter applies
for are no programmes. Rules find them (`ruled`), and phrases are weighed by their clause; who does
one is told by rules, else weighed.
"""

import re

from extractors.activities import MEETING_ITSELF
from extractors.acts.announced import names_no_activity
from extractors.acts.clauses import told
from extractors.acts.fields import type_of
from extractors.acts.parties import Parties
from extractors.acts.spans import Spans
from extractors.context import Context, Item
from extractors.directory import directory
from extractors.parts import part
from extractors.parts.programs.places import where
from extractors.parts.programs.ruled import CALLED_OFF, by_rules
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
    known = list(by_rules(context))
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
        if CALLED_OFF.search(context.text, *one.sentence):
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
    alike = Sharing((words(i.value.name) for i in (*known, *likely)), 0.75)
    for item in known:
        alike.put(words(item.value.name))
    for item in likely:
        name = item.value.name
        if overlap(name, meeting) >= 0.8 or MEETING_ITSELF.search(name):
            continue
        if name.split()[0].casefold() in kinds and not _WILL.search(_sentence(context, item.start)):
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

"""Programmes: activities that are planned, announced, promised or running, with whom.

What is only asked for is a proposal; the meeting itself and the parts of what a letter applies
for are no programmes.
"""

import re

from extractors.activities import HEAD, Activity, activities
from extractors.context import Context, Item
from extractors.layout import Section, Unit, UnitKind
from extractors.parts import part
from extractors.parts.agencies import directory, outside
from extractors.parts.decisions import sentences
from extractors.parts.proposals import ASKS
from models.codes import DocumentKind
from models.record import Program
from models.values.program_type import program_type

_RUNS = re.compile(
    r"\b(?:akan|rencana(?:nya)?|berencana|program(?:nya)?|kegiatan|kerja\s?sama|bekerja\s?sama|menggandeng|digandeng|didukung|mendukung|dukungan|"
    r"dilaksanakan|melaksanakan|menggelar|digelar|mengadakan|diadakan|dimulai|mulai|dibangun|dibentuk|membentuk|menyiapkan|disiapkan|disalurkan|"
    r"menyalurkan|dianggarkan|anggaran|dialokasikan|masuk|tahap|pelaksanaan(?:nya)?|realisasi|direalisasikan|terealisasi|pengembangan|berkaitan|"
    r"berjalan|rutin|dikembangkan|fokus|bantuan|menyerahkan|diserahkan|menyelenggarakan|persiapan|jadwal|sepakat|disepakati|menyetujui|meliputi)\b",
    re.I,
)
_PARTNER = re.compile(
    r"\b(?:kerja\s?sama|bekerja\s?sama|menggandeng|bersama|didukung|dukungan|dari|oleh|melalui|lewat|dengan|bermitra|difasilitasi|ke|kepada|diajukan)\b",
    re.I,
)
_FIELDS = re.compile(
    r"\b(?:berkaitan\s+dengan|di\s+bidang|bidang|program|sektor)\s+(?P<list>[a-z][a-z ]{3,60}?)(?=[,.;”\n]|\s(?:kita|kami|akan|yang|di|dengan|untuk|dan\s+pe\w+an|maupun|serta|bersama|kerja)\b)",
    re.I,
)
_MEETING_ITSELF = re.compile(r"\b(?:musrenbang|rapat|raker|musyawarah|rembu[gk]|upgrading|pelantikan|pertemuan)\b", re.I)
_SPLIT = re.compile(r"\s+(?:dan|serta|&)\s+|\s*,\s*")


@part("programs", after=("agencies", "meetings", "proposals", "decisions"))
def find(context: Context) -> tuple[Item[Program], ...]:
    """Return the programmes of minutes and articles."""
    if context.kind not in (DocumentKind.NEWS, DocumentKind.MINUTES):
        return ()
    asked = [i.value.title for i in context.found["proposals"]]
    meeting = " ".join((i.value.title or "") for i in context.found["meetings"])
    items: list[Item[Program]] = []
    for unit in context.units:
        if outside(unit) or unit.kind in (UnitKind.HEADING, UnitKind.ROW, UnitKind.COLUMNS):
            continue
        if unit.section in (Section.PROPOSALS, Section.ATTENDANCE, Section.AGENDA, Section.BUDGET, Section.CLOSING):
            continue
        if context.kind is DocumentKind.NEWS and len(unit.text) < 60:
            continue
        items.extend(_in_unit(context, unit))
    kept: list[Item[Program]] = []
    for item in items:
        name = item.value.name
        if _overlap(name, meeting) >= 0.8 or any(_overlap(name, a) >= 0.7 for a in asked):
            continue
        twin = next((k for k in kept if _overlap(name, k.value.name) >= 0.75), None)
        if twin is not None:
            agencies = tuple(dict.fromkeys((*twin.value.agencies, *item.value.agencies)))
            longer = max(name, twin.value.name, key=len) if len(name.split()) <= 6 else twin.value.name
            merged = Program(name=longer, type=twin.value.type, agencies=agencies)
            kept[kept.index(twin)] = Item(merged, twin.spans + item.spans, max(twin.confidence, item.confidence))
        else:
            kept.append(item)
    return tuple(kept)


def _overlap(a: str, b: str) -> float:
    """Return which share of the shorter name's words the other one holds; of two names that have
    only the noun of doing in common, none.
    """
    x, y = (set(re.findall(r"\w{2,}", t.casefold())) - _EMPTY for t in (a, b))
    small = min(len(x), len(y))
    shared = x & y
    if not small or ("non" in x) != ("non" in y):
        return 0.0
    if all(HEAD.fullmatch(w) for w in shared) and x != y:
        return 0.0
    return len(shared) / small


_EMPTY = frozenset({"di", "untuk", "bagi", "dan", "ke", "dari", "yang", "para", "program", "kegiatan"})


def _in_unit(context: Context, unit: Unit) -> list[Item[Program]]:
    out: list[Item[Program]] = []
    decided = unit.section is Section.DECISIONS
    pieces = sentences(context, unit.body, unit.end)
    for n, (start, end) in enumerate(pieces):
        text = context.doc.text[start:end]
        if ASKS.search(text) and not decided:
            continue
        if not decided and not _RUNS.search(text):
            continue
        masked = context.masked(start, end, ("agencies", "offices"))
        named = _settled(text, start, _fields(masked, start), list(activities(masked, start)))
        named = [a for a in named if not _MEETING_ITSELF.search(a.name) and _says_something(a.name)]
        if not named:
            continue
        partners = _partners(context, start, end, named)
        for activity in named:
            kind, sure = program_type(activity.name)
            if sure <= 0.0:
                continue
            program = Program(name=activity.name, type=kind, agencies=partners)
            out.append(Item(program, ((activity.start, activity.end),), 0.75 if sure > 0.4 else 0.6))
        del n
    return out


def _says_something(name: str) -> bool:
    words = name.split()
    return len(words) > 1 or len(name) > 8 or name.isupper()


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
        if re.match(r"\s*,?\s*(?:seperti|antara\s+lain|yaitu|yakni|meliputi|di\s*antaranya|misalnya|berupa)\b[\s:]*$", gap, re.I):
            continue
        kept.append(activity)
    return kept


def _partners(context: Context, start: int, end: int, named: list[Activity]) -> tuple[str, ...]:
    """Return the bodies with which the sentence says it is done."""
    known = directory(context)
    found: list[str] = []
    organizer = next((i.value.organizer for i in context.found["meetings"]), None)
    for mark in context.marks("agencies", start, end):
        if mark.value.klass == "wilayah" and mark.value.label in ("Kelurahan", "Kecamatan", "Kota", "Kabupaten", "Provinsi"):
            continue
        before = context.doc.text[start : mark.start]
        if not _PARTNER.search(before):
            continue
        name = known.named(mark.value)
        if name is not None and name != organizer and name not in found:
            found.append(name)
    return tuple(found)

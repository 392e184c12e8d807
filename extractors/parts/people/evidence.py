"""What speaks for a candidate: whether a bare name is a person's or a place's."""

import re
from bisect import bisect_right

from extractors.context import Context, Mark
from extractors.layout import Section, Unit, UnitKind
from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.merging import is_described
from models.indonesian.names import NameMention
from models.indonesian.places import Lexicon
from models.indonesian.words import Words, fold
from models.values.agency import squeeze

SAYS = word_set("said_after")
SAID = word_set("said_before")
_SURE = 0.3
"""How much the recognizer's word for or against a person counts."""
_THERE = re.compile(r"\b(?:hadir|dihadiri|turut\s+serta|didampingi)\b[^.]*$", re.I)
_SPEAKER = re.compile(r"^\s*(?:\([^()\n]{2,40}\)\s*)?:")
_ONE_OF = re.compile(
    r"\b(?:(?:salah\s+(?:satu|seorang)|seorang)\s+(?:\w+\s+){0,2}\w+|(?:nelayan|warga|petani|pedagang|peserta|ibu|kader)\s+(?:setempat|lain(?:nya)?))\s*,\s*\Z|\bbernama\s+\Z",
    re.I,
)
"""What tells of one of many behind whom his name stands: "Salah satu peserta, Nurjana"."""
_AGED = re.compile(r"\s*\(\d\d(?:\s*(?:tahun|thn?))?\.?\)", re.I)
_PRESENT = re.compile(
    r"\b(?:peserta|hadir|dihadiri|undangan|rombongan|rawuh|kehadiran|tamu)\b", re.I
)


def is_person(context: Context, unit: Unit, mark: Mark, need: float) -> bool:
    """Weigh whether a candidate without an office is a person: what stands around it, what is known
    of its words.
    """
    name: NameMention = mark.value
    if is_place(context, name.text):
        return False
    words: Words = context.doc._.words
    i = word_at(words, mark.start)
    last = word_at(words, mark.end - 1)
    score = 0.5 * name.known + _SURE * name.sure
    if name.titled or name.honorific:
        score += 0.4
    if words.low(i) in index().ranks:
        score += 0.3
    if words.low(last + 1) in SAYS or (
        words.low(last + 1) in ("yang", ",") and words.low(last + 2) in SAYS
    ):
        score += 0.4
    if is_described(words, last + 1):
        score += 0.5
    before = words.low(i - 1)
    if before in SAID or (before.endswith("nya") and before[:-3] in SAID):
        score += 0.4
    if is_listed(context, unit):
        score += 0.2
    if is_singled_out(context, unit, mark):
        score += 0.5
    score += _speaks(context, unit, mark)
    if _THERE.search(context.text[max(unit.start, mark.start - 120) : mark.start]):
        score += 0.2
    if _AGED.match(context.text[mark.end : mark.end + 14]):
        score += 0.5
    if name.shouted and not name.titled:
        score -= 0.5
    if name.words > 4:
        score -= 0.2
    return score >= need


def is_singled_out(context: Context, unit: Unit, mark: Mark) -> bool:
    """Tell whether a name is that of one of many: "Salah satu peserta, Nurjana", "warga bernama Andika"."""
    before = context.text[max(unit.start, mark.start - 60) : mark.start]
    return _ONE_OF.search(before) is not None


def _speaks(context: Context, unit: Unit, mark: Mark) -> float:
    """Weigh a name that stands before a colon at the beginning of what somebody says."""
    lead = context.text[unit.start : mark.start].rstrip(" ")
    if len(lead) > 6 + len(unit.marker) and not lead.endswith("\t"):
        return 0.0
    if not _SPEAKER.match(context.text[mark.end : mark.end + 60]):
        return 0.0
    return 0.6 if unit.section is Section.DISCUSSION else 0.3


def is_listed(context: Context, unit: Unit) -> bool:
    """Tell whether the unit is a line of a list of those present, or a cell of a table."""
    if unit.kind is UnitKind.ROW:
        return True
    if unit.kind not in (UnitKind.ITEM, UnitKind.KEY_VALUE, UnitKind.COLUMNS):
        return False
    return unit.section is Section.ATTENDANCE or unit.start in _attending(context)


def _attending(context: Context) -> frozenset[int]:
    """Return where the lines begin that belong to a list of those present: the key or line that
    opens it, and the items below.
    """
    known = context.memo.get("attending")
    if isinstance(known, frozenset):
        return known
    starts: set[int] = set()
    open_list = False
    for unit in context.units:
        opener = unit.key or (unit.text if unit.text.endswith(":") or len(unit.text) < 40 else "")
        if _PRESENT.search(opener) and unit.kind is not UnitKind.ITEM:
            open_list = True
        elif unit.kind not in (UnitKind.ITEM, UnitKind.COLUMNS) and not _is_rest(unit):
            open_list = False
        if open_list:
            starts.add(unit.start)
    context.memo["attending"] = frozenset(starts)
    return frozenset(starts)


def _is_rest(unit: Unit) -> bool:
    """Tell whether a line may be the end of the item above it."""
    return unit.kind is UnitKind.PARAGRAPH and len(unit.text) < 30 and unit.text[-1] != ":"


def is_place(context: Context, text: str) -> bool:
    """Tell whether a bare word is the name of a place: proven here, a region, or one of their words."""
    if fold(text) in _addressed(context):
        return False
    lexicon: Lexicon = context.doc._.lexicon
    if lexicon.knows(text) or squeeze(text) in index().region_names:
        return True
    known = _place_words(context)
    return all(fold(w) in known for w in text.split())


def _place_words(context: Context) -> frozenset[str]:
    """Return the words of all places that the document proves."""
    known = context.memo.get("place_words")
    if isinstance(known, frozenset):
        return known
    lexicon: Lexicon = context.doc._.lexicon
    words = frozenset(fold(w) for names in lexicon.names.values() for n in names for w in n.split())
    context.memo["place_words"] = words
    return words


def _addressed(context: Context) -> frozenset[str]:
    """Return the names that stand somewhere with a form of address: "Pak Kardiman" is no place."""
    known = context.memo.get("addressed")
    if isinstance(known, frozenset):
        return known
    names = frozenset(fold(m.value.text) for m in context.marks("names") if m.value.honorific)
    context.memo["addressed"] = names
    return names


def word_at(words: Words, offset: int) -> int:
    """Return the word that holds this character, the one before where none does."""
    return max(0, bisect_right(words.start, offset) - 1)

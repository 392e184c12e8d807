"""What speaks for a candidate: whether a bare name is a person's or a place's."""

from bisect import bisect_right

from extractors.context import Context, Mark
from extractors.layout import Section, Unit, UnitKind
from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.names import NameMention
from models.indonesian.places import Lexicon
from models.indonesian.words import Words, fold
from models.values.agency import squeeze

SAYS = word_set("said_after")
SAID = word_set("said_before")


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


def is_place(context: Context, text: str) -> bool:
    """Tell whether a bare word is the name of a place: proven here, a region, or one of their words."""
    lexicon: Lexicon = context.doc._.lexicon
    if lexicon.knows(text) or squeeze(text) in index().region_names:
        return True
    known = {fold(w) for names in lexicon.names.values() for n in names for w in n.split()}
    return all(fold(w) in known for w in text.split())


def word_at(words: Words, offset: int) -> int:
    """Return the word that holds this character, the one before where none does."""
    return max(0, bisect_right(words.start, offset) - 1)

"""Names of persons from two sides: candidates of the rules, and what the recognizer takes for persons.

Rules know how a name is built and what an office is; the recognizer knows how words stand in a
sentence. What both find is sure; what the recognizer alone finds is added; a candidate of the rules
that it takes for a body, a place or nothing stays only when enough speaks for it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.names import NameMention, around
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import BREAK, TAB, Words
from models.values.agency import Agency

PERSON = "PER"
BODY = "ORG"
_KINDS = frozenset(
    {"negeri", "swasta", "inpres", "pembantu", "daerah", "pusat", "setempat", "terkait"}
)
"""Words that end the name of a kind of body and no body's own."""
_WORK = re.compile(
    r"(?:pe[a-z]{4,}an|bantuan|usulan|rehab\w*|renovasi|normalisasi|jl|jln|jalan|festival|lomba)"
)
_NO_WORK = word_set("body_words") | {
    "perpustakaan",
    "pengadilan",
    "pelabuhan",
    "pemerintah",
    "perumahan",
    "perkebunan",
}
"""Words built like those for what is done with which names of bodies begin."""
_SURE_BODY = 0.8
"""How sure the recognizer must be of a body that no rule finds."""
_NUMERAL = re.compile(r"[IVX]+")
_SAYS = word_set("said_after")
_SAID = word_set("said_before")
_ENOUGH = 0.5
"""What must speak for a person that only one side finds, and the score that settles a border."""
_AGREED = 0.35
"""What must speak for a person that both sides find."""
_NOTHING = 0.5
"""What speaks against a candidate that is taken for nothing."""
_OVERRUN = 0.6
"""How much of its score a body or place keeps that began before the holder of an office."""
_OTHER = 0.7
"""How sure a place or body must be to cut a candidate."""
_UNUSUAL = 0.8
"""How sure the recognizer must be alone of a name in which an everyday word stands."""
_HELD = 0.5
"""How much an office in front of such a name counts."""
_WHO = word_set("person_nouns")
_DESCRIBED = 0.5
_ITEM = 0.5
_CHAINED = 0.5


@dataclass(frozen=True, slots=True)
class Entity:
    """What the recognizer found in words `first` to `last` (exclusive): PER, ORG or LOC, and how sure."""

    first: int
    last: int
    label: str
    score: float


def persons_of(words: Words, entities: Iterable[Entity]) -> tuple[NameMention, ...]:
    """Return the persons that the recognizer finds by itself."""
    persons = (e for e in entities if e.label == PERSON)
    return tuple(m for e in persons if (m := _mention(words, e)) is not None)


def merged(
    words: Words,
    candidates: Sequence[NameMention],
    entities: Sequence[Entity],
    taken: Collection[int],
    held: Mapping[int, float],
) -> tuple[NameMention, ...]:
    """Return the candidates that stay and the persons that are added, in order.

    `taken` are the words of bodies, offices, places and dates, which no added person may use; `held`
    says at which words an office lets its holder's name begin, and how much that speaks for one.
    """
    owner = {i: e for e in entities for i in range(e.first, e.last)}
    known = index()
    found: list[NameMention] = []
    used: set[int] = set()
    before = -1  # where the last candidate ends for which enough speaks
    for mention in candidates:
        pro = _pro(words, mention, held) + _CHAINED * _follows(words, before, mention)
        mine = dict.fromkeys(owner[i] for i in range(*mention.core) if i in owner)
        persons = [e for e in mine if e.label == PERSON]
        if persons:
            kept = _agreed(words, mention, persons, owner, taken)
            if kept is not None and kept.sure + pro < _AGREED:
                kept = None
        else:
            against = max((_against(mention, e, held) for e in mine), default=_NOTHING)
            kept = replace(mention, sure=-against) if pro >= against else None
        if kept is not None:
            found.append(kept)
            used.update(range(kept.first, kept.last))
            before = kept.last if kept.sure + pro >= _ENOUGH else -1
    for entity in entities:
        alone = _mention(words, entity) if entity.label == PERSON else None
        if alone is None or any(i in used or i in taken for i in range(alone.first, alone.last)):
            continue
        everyday = [
            low in known.common_words and low not in known.given_names
            for low in words.lower[slice(*alone.core)]
        ]
        if all(everyday) and alone.first not in held:
            continue  # "Om Santih, Santih, Santih, Om"
        unusual = any(everyday)
        score = entity.score + _HELD * held.get(alone.first, 0.0)
        if score < (_UNUSUAL if unusual else _ENOUGH):
            continue
        found.append(alone)
        used.update(range(alone.first, alone.last))
    return tuple(sorted(found, key=lambda m: m.first))


def bodies_of(
    words: Words, entities: Iterable[Entity], taken: Collection[int]
) -> tuple[tuple[int, int, Agency], ...]:
    """Return the bodies that only the recognizer finds, with their words: a bank, a foundation, a school.

    It must be sure, and the name more than the word for a kind of body ("Pemerintah Desa").
    """
    found = []
    for e in entities:
        if (
            e.label != BODY
            or e.score < _SURE_BODY
            or any(i in taken for i in range(e.first, e.last))
        ):
            continue
        first = words.lower[e.first]
        if _WORK.fullmatch(first) and first not in _NO_WORK:
            continue  # "Pengaspalan Jl. Nusa Indah"
        named = words.capital[e.first] and words.capital[e.last - 1] and not words.shouted[e.first]
        if (
            e.last - e.first < 2
            or not named
            or words.lower[e.last - 1] in _KINDS | LEVEL_WORDS.keys()
        ):
            continue
        name = words.joined(e.first, e.last)
        if name.count("(") != name.count(")"):
            continue
        found.append((e.first, e.last, Agency(name, name, "lain")))
    return tuple(found)


def _pro(words: Words, mention: NameMention, held: Mapping[int, float]) -> float:
    """Weigh what speaks for a candidate besides the recognizer."""
    score = (0.5 if mention.words == 1 else 0.7) * mention.known + held.get(mention.first, 0.0)
    if mention.honorific:
        score += 0.8
    if mention.titled:
        score += 0.6
    if words.low(mention.first - 1) in _SAID or words.low(mention.last) in _SAYS:
        score += 0.5
    if is_described(words, mention.last):
        score += _DESCRIBED
    if _is_item(words, mention):
        score += _ITEM
    return score


def is_described(words: Words, last: int) -> bool:
    """Tell whether what somebody is stands behind the words up to `last`: "Nurbaya, pedagang ikan"."""
    if words.text[last : last + 1] == ("mewakili",):
        return True
    return words.at(last) == "," and words.at(last + 1) in _WHO


def _is_item(words: Words, mention: NameMention) -> bool:
    """Tell whether a single word is all that stands behind a number: "2. Karsum"."""
    before = mention.first - 1
    while words.at(before) in (".", ")"):
        before -= 1
    numbered = words.at(before).rstrip(".)").isdigit() and words.at(before - 1) in (BREAK, TAB)
    return numbered and mention.words == 1 and words.at(mention.last) in (BREAK, TAB)


def _follows(words: Words, before: int, mention: NameMention) -> bool:
    """Tell whether a candidate is the next of a list: "Bujang; Alui Bilung"."""
    return mention.first == before + 1 and words.low(before) in (",", ";", "dan", "&")


def _agreed(
    words: Words,
    mention: NameMention,
    persons: list[Entity],
    owner: Mapping[int, Entity],
    taken: Collection[int],
) -> NameMention | None:
    """Return a candidate that holds a person: as the rules built it, less what is surely none of the
    name, and what the recognizer adds to it.
    """
    begin, end = mention.core
    sure = max(e.score for e in persons)
    first, last = begin, end
    if persons[0].first < mention.first and _joins(words, range(persons[0].first, begin), taken):
        first = persons[0].first
    if persons[-1].last > mention.last and _joins(words, range(end, persons[-1].last), taken):
        last = persons[-1].last
    # What the recognizer takes for a place or a body at either end is none of the name:
    # "Ketua LPM Tanjung | Riau Syamsul Bahri".
    if mention.first == begin:
        while first < persons[0].first and _is_other(owner.get(first)):
            first += 1
    while last > persons[-1].last and _is_other(owner.get(last - 1)):
        last -= 1
    if (first, last) == (begin, end):
        return replace(mention, sure=sure)
    return _mention(words, Entity(first, last, PERSON, sure))


def _joins(words: Words, between: Iterable[int], taken: Collection[int]) -> bool:
    """Tell whether words may be part of a name: with capitals, not marked already, no number ("dapil I")."""
    return all(
        words.capital[i] and i not in taken and not _NUMERAL.fullmatch(words.text[i])
        for i in between
    )


def _is_other(entity: Entity | None) -> bool:
    return entity is not None and entity.label != PERSON and entity.score >= _OTHER


def _against(mention: NameMention, other: Entity, held: Mapping[int, float]) -> float:
    """Return how much a body or place speaks against the candidate in it: less where it runs on from
    an office over its holder, as "LPM Siantan Hulu Mahyudi" does.
    """
    overrun = other.first < mention.first and mention.first in held
    return max(_NOTHING, other.score * (_OVERRUN if overrun else 1.0))


def _mention(words: Words, entity: Entity) -> NameMention | None:
    """Return the mention of a person, without words of address or titles that were taken into it."""
    known = index()
    begin, end = entity.first, entity.last
    while begin < end - 1 and (
        not words.text[begin][0].isalpha()
        or words.lower[begin] in LEVEL_WORDS
        or (
            words.lower[begin] in known.honorifics | known.titles
            and words.lower[begin] not in known.given_names
        )
    ):
        begin += 1
    while end > begin and words.text[end - 1] in ",:;-–":
        end -= 1
    core = [w for w in words.text[begin:end] if w != "."]
    if not core or not core[0][0].isupper() or not any(len(w) > 1 for w in core):
        return None
    return around(words, begin, end, entity.score)

"""Names of persons from two sides: candidates of the rules, and what the recognizer takes for persons.

Rules know how a name is built and what an office is; the recognizer knows how words stand in a
sentence. What both find is sure; what the recognizer alone finds is added; a candidate of the rules
that it takes for a body, a place or nothing stays only when enough speaks for it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from models.indonesian.index import index
from models.indonesian.names import NameMention, around
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import Words

PERSON = "PER"
_ALONE = 0.5
"""How sure the recognizer must be of a person that no rule finds."""
_OVERRUN = 0.6
"""How much of its score a body or place keeps that began before the candidate."""
_NOTHING = 0.5
"""What speaks against a candidate that is taken for nothing."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What the recognizer found in words `first` to `last` (exclusive): PER, ORG or LOC, and how sure."""

    first: int
    last: int
    label: str
    score: float


def persons_of(words: Words, entities: Sequence[Entity]) -> tuple[NameMention, ...]:
    """Return the persons that the recognizer finds by itself."""
    return tuple(
        mention
        for e in entities
        if e.label == PERSON and (mention := _mention(words, e)) is not None
    )


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
    owner: dict[int, Entity] = {i: e for e in entities for i in range(e.first, e.last)}
    found: list[NameMention] = []
    used: set[int] = set()
    for mention in candidates:
        mine = dict.fromkeys(owner[i] for i in range(*mention.core) if i in owner)
        persons = [e for e in mine if e.label == PERSON]
        if persons:
            kept = _agreed(words, mention, persons, owner, taken)
        else:
            kept = _doubted(mention, list(mine), held)
        found += kept
        for one in kept:
            used.update(range(one.first, one.last))
    for entity in entities:
        if entity.label != PERSON or entity.score < _ALONE:
            continue
        alone = _mention(words, entity)
        if alone is not None and not any(
            i in used or i in taken for i in range(alone.first, alone.last)
        ):
            found.append(alone)
    return tuple(sorted(found, key=lambda m: m.first))


def _agreed(
    words: Words,
    mention: NameMention,
    persons: list[Entity],
    owner: dict[int, Entity],
    taken: Collection[int],
) -> list[NameMention]:
    """Return a candidate that holds a person: as the rules built it, less what is surely none of the
    name, and what the recognizer adds to it.
    """
    begin, end = mention.core
    sure = max(e.score for e in persons)
    first = min(persons[0].first, begin) if not _crosses(words, persons[0], begin, taken) else begin
    last = max(persons[-1].last, end) if not _crosses(words, persons[-1], end, taken) else end
    # What the recognizer takes for a place or a body at either end is none of the name:
    # "Ketua LPM Tanjung | Riau Syamsul Bahri".
    while mention.first == begin and first < persons[0].first and _is_other(owner.get(first)):
        first += 1
    while last > persons[-1].last and _is_other(owner.get(last - 1)):
        last -= 1
    if (first, last) == (begin, end):
        return [replace(mention, sure=sure)]
    made = _mention(words, Entity(first, last, PERSON, sure))
    return [] if made is None else [made]


def _crosses(words: Words, person: Entity, edge: int, taken: Collection[int]) -> bool:
    """Tell whether the words between a candidate's end and the recognizer's are marked already, or a
    mark parts them.
    """
    between = (
        range(min(person.first, edge), edge) if edge > person.first else range(edge, person.last)
    )
    return any(i in taken or not words.text[i][0].isalpha() for i in between)


def _is_other(entity: Entity | None) -> bool:
    return entity is not None and entity.label != PERSON and entity.score >= _ALONE


def _doubted(
    mention: NameMention, others: list[Entity], held: Mapping[int, float]
) -> list[NameMention]:
    """Return a candidate that the recognizer takes for no person, if enough speaks for it."""
    against = max((_weight(mention, e) for e in others), default=_NOTHING)
    pro = (
        (0.5 if mention.words == 1 else 0.7) * mention.known
        + 0.6 * bool(mention.honorific)
        + 0.4 * mention.titled
        + held.get(mention.first, 0.0)
    )
    return [replace(mention, sure=-against)] if pro >= against else []


def _weight(mention: NameMention, other: Entity) -> float:
    """Return how much a body or place speaks against the candidate in it: less where it began before
    and ran on, as "LPM Siantan Hulu Mahyudi" does.
    """
    return other.score * (_OVERRUN if other.first < mention.first else 1.0)


def _mention(words: Words, entity: Entity) -> NameMention | None:
    """Return the mention of a person, without words of address or titles that were taken into it."""
    known = index()
    begin, end = entity.first, entity.last
    while begin < end - 1 and (
        words.text[begin] in ".,:-"
        or words.lower[begin] in LEVEL_WORDS
        or (words.lower[begin] in known.honorifics and words.lower[begin] not in known.given_names)
    ):
        begin += 1
    while end > begin and words.text[end - 1] in ",:;-–\n\t":
        end -= 1
    core = [w for w in words.text[begin:end] if w != "."]
    if not core or not core[0][0].isupper() or not any(len(w) > 1 for w in core):
        return None
    return around(words, begin, end, entity.score)

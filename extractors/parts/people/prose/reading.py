"""Everybody named in one unit: which candidates may be people, and in which order the rules are asked.

The first rule that returns a sighting has it.
"""

import re
from collections.abc import Callable

from extractors.context import Context, Mark
from extractors.layout import Unit, UnitKind
from extractors.parts.people.attaching import attached
from extractors.parts.people.evidence import is_listed, is_person, is_place, is_singled_out, word_at
from extractors.parts.people.prose.held import (
    described,
    for_a_group,
    held_before,
    held_behind,
    in_section,
    next_neighbour,
    of_the_same,
    shared,
    shared_behind,
    stands_for,
    under_key,
)
from extractors.parts.people.prose.scene import (
    AGED,
    Scene,
    bodies_of,
    key_office,
    last_before,
    pass_over_represented,
    seated,
)
from extractors.parts.people.prose.sent import (
    beside_body,
    bracketed,
    in_series,
    led_by,
    of_body,
    of_unit,
    sent_by,
    spoke_for,
    stands_in_list,
    told_by,
    under_body,
)
from extractors.parts.people.sighting import Sighting
from models.indonesian.merging import is_described
from models.indonesian.names import NameMention
from models.indonesian.offices import OfficeMention
from models.indonesian.words import Words, fold

_APPOSED = re.compile(r"(?:\s+[A-Z]\w+){0,2}\s*,\s*")
_ENDS_NAME = re.compile(r"\s*[,(]|\s*[a-z]|\W*$")
_NO_PEOPLE = re.compile(
    r"\b(?:(?:jl|jln|gg)\b\.?|(?:jalan|gang|lapangan|masjid|mushol?la|sekretariat|alamat)\b)\s*$",
    re.I,
)
_Rule = Callable[[Scene, int], Sighting | None]


def in_text(context: Context, unit: Unit, carried: OfficeMention | None = None) -> list[Sighting]:
    """Read everybody named in one unit; `carried` is the office of the key whose list it goes on."""
    bodies = bodies_of(context, unit)
    scene = Scene(
        context,
        unit,
        tuple(context.marks("names", unit.start, unit.end)),
        seated(context.marks("offices", unit.start, unit.end), bodies),
        bodies,
        key_office(context, unit) or carried,
    )
    pass_over_represented(scene)
    found: list[Sighting] = []
    for i, mark in enumerate(scene.names):
        if not _may_be_person(scene, mark) or _is_title(unit, mark.value):
            continue
        if _belongs_to_office(scene, i):
            continue
        for rule in _RULES:
            sighting = rule(scene, i)
            if sighting is not None:
                found.append(attached(context, unit, sighting, scene.offices, scene.bodies))
                scene.taken |= sighting.agency is not None or sighting.role is not None
                break
    return [s for s in found if s.weight > 0]


def _may_be_person(scene: Scene, mark: Mark) -> bool:
    name: NameMention = mark.value
    if not name.titled and fold(scene.unit.key) == "jabatan":
        return False
    if not name.titled and not name.honorific and is_place(scene.context, name.text):
        return False
    begin = max(scene.unit.start, mark.start - 14)
    return not _NO_PEOPLE.search(scene.between(begin, mark.start))


def _belongs_to_office(scene: Scene, i: int) -> bool:
    """Tell whether a candidate only ends the office before it, whose holder comes next: "Ketua RW 05
    Kedung Mendeng, Sukarya"; the office then reaches up to the holder.
    """
    mark = scene.names[i]
    name: NameMention = mark.value
    if name.titled or name.honorific or i + 1 == len(scene.names):
        return False
    before = last_before(scene.offices, mark.start)
    if name.known and (name.known >= 0.5 or before is None or before.value.agency is not None):
        return False
    holder = scene.names[i + 1]
    sure = holder.value.known >= 0.5 or holder.value.titled or holder.value.honorific
    if before is None or not sure or scene.between(before.end, mark.start).strip():
        return False
    gap = scene.between(mark.end, holder.start)
    apart = _APPOSED.fullmatch(gap) and _ENDS_NAME.match(scene.between(holder.end, holder.end + 2))
    if not apart and not (holder.value.titled and not gap.strip()):
        return False
    scene.reach[before.start] = holder.start
    return True


def _is_title(unit: Unit, name: NameMention) -> bool:
    """Tell whether the words are a heading's and no person's."""
    return unit.kind is UnitKind.HEADING and name.shouted and not name.titled and name.known < 0.5


def _by_itself(scene: Scene, i: int) -> Sighting | None:
    """Take a name that nothing explains when it is surely a person's."""
    mark = scene.names[i]
    name: NameMention = mark.value
    span = (mark.start, mark.end)
    if name.honorific:
        return Sighting(name.text, None, None, span, 0.8)
    if is_person(scene.context, scene.unit, mark, 0.6):
        aged = AGED.match(scene.between(mark.end, mark.end + 8))
        listed = is_listed(scene.context, scene.unit)
        words: Words = scene.context.doc._.words
        told = aged or is_described(words, word_at(words, mark.end - 1) + 1)
        told = told or is_singled_out(scene.context, scene.unit, mark)
        alias = name.words == 1 and not (name.titled or listed or told)
        return Sighting(name.text, None, None, span, 0.7, alias_only=alias)
    return None


_RULES: tuple[_Rule, ...] = (
    spoke_for,
    held_behind,
    stands_for,
    held_before,
    of_the_same,
    next_neighbour,
    sent_by,
    beside_body,
    in_section,
    of_body,
    for_a_group,
    described,
    shared,
    told_by,
    bracketed,
    led_by,
    shared_behind,
    under_key,
    under_body,
    of_unit,
    in_series,
    stands_in_list,
    _by_itself,
)

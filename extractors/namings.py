"""The namings of a document's bodies, found by what they say and not by looking at each."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rapidfuzz.distance import DamerauLevenshtein

from models.values.agency import Agency, agrees, places_said, squeeze

B = TypeVar("B")
_NUMBERS = re.compile(r"\d|\b[IVX]+\b")
_LONG = 12
"""So many letters a name must have for one slip to make no other name of it."""


@dataclass
class _Group(Generic[B]):
    """A body with its different namings."""

    body: B
    namings: list[Agency] = field(default_factory=list)


class Namings(Generic[B]):
    """Which body a naming means; looking one up costs the same in a document of ten bodies and of
    ten thousand.
    """

    def __init__(self) -> None:
        self._by_name: dict[str, _Group[B]] = {}
        self._groups: dict[int, _Group[B]] = {}
        self._seen: set[tuple[Agency, int]] = set()
        self._shapes: dict[str, dict[tuple[str, ...], _Shape[B]]] = defaultdict(dict)
        self._slips: dict[Hashable, list[tuple[Agency, _Group[B]]]] = defaultdict(list)

    def add(self, agency: Agency, body: B) -> None:
        """Enter a naming of a body."""
        if (agency, id(body)) in self._seen:
            return
        self._seen.add((agency, id(body)))
        group = self._groups.get(id(body))
        if group is None:
            group = self._groups[id(body)] = _Group(body)
            # What agrees with a body agrees with its first naming too.
            said = _said(agency)
            shapes = self._shapes[squeeze(agency.head)]
            shapes.setdefault(tuple(said), _Shape()).add(said, group)
        group.namings.append(agency)
        self._by_name.setdefault(squeeze(agency.name), group)
        for key in set(_slip_keys(agency)):
            self._slips[key].append((agency, group))

    def same(self, agency: Agency) -> B | None:
        """Return the body that bears this very name."""
        group = self._by_name.get(squeeze(agency.name))
        return group.body if group else None

    def agreeing(self, agency: Agency) -> list[B]:
        """Return bodies of which no naming contradicts this one, two at most."""
        said = _said(agency)
        found: list[B] = []
        for shape in self._shapes.get(squeeze(agency.head), {}).values():
            for group in shape.sharing(said):
                # A misspelt naming (LMP) contradicts nothing.
                alike = (a for a in group.namings if squeeze(a.head) == squeeze(agency.head))
                if all(agrees(a, agency) for a in alike):
                    found.append(group.body)
                    if len(found) > 1:
                        return found
        return found

    def fuller(self, agency: Agency) -> list[B]:
        """Return all bodies of the kind that a bare naming means, whatever they are called: of
        several Pokja each for a bare "Pokja".
        """
        found: dict[int, B] = {}
        for shape in self._shapes.get(squeeze(agency.head), {}).values():
            for group in shape.sharing({}):
                found.setdefault(id(group), group.body)
        return list(found.values())

    def near(self, agency: Agency) -> list[B]:
        """Return the bodies of which a naming is this one with a slip."""
        found: dict[int, B] = {}
        for key in _slip_keys(agency):
            for other, group in self._slips.get(key, ()):
                if id(group) not in found and _misspelt(other, agency):
                    found[id(group)] = group.body
                    if len(found) > 1:
                        return list(found.values())
        return list(found.values())


def only(bodies: list[B]) -> B | None:
    """Return the one body of a list of one."""
    return bodies[0] if len(bodies) == 1 else None


class _Shape(Generic[B]):
    """The bodies whose first namings say the same kinds of things, such as a name and a kota."""

    def __init__(self) -> None:
        self._all: list[tuple[dict[str, str], _Group[B]]] = []
        self._by: dict[tuple[str, ...], dict[tuple[str, ...], list[_Group[B]]]] = {}

    def add(self, said: dict[str, str], group: _Group[B]) -> None:
        """Enter a body by what its first naming says."""
        self._all.append((said, group))
        for kinds, groups in self._by.items():
            groups.setdefault(tuple(said[k] for k in kinds), []).append(group)

    def sharing(self, said: dict[str, str]) -> list[_Group[B]]:
        """Return the bodies that say the same wherever both say something."""
        kinds = tuple(k for k in self._all[0][0] if k in said)
        if kinds not in self._by:
            groups = self._by[kinds] = defaultdict(list)
            for theirs, group in self._all:
                groups[tuple(theirs[k] for k in kinds)].append(group)
        return self._by[kinds].get(tuple(said[k] for k in kinds), [])


def _said(agency: Agency) -> dict[str, str]:
    """Return what a naming says besides its head, as `agrees` compares it."""
    own = {"": squeeze(agency.own)} if agency.own else {}
    return own | dict(sorted(places_said(agency).items()))


def _slip_keys(agency: Agency) -> Iterator[Hashable]:
    """Yield keys of which two namings that `_misspelt` joins share at least one."""
    if agency.klass == "tetangga":
        return
    if agency.of and len(agency.head) <= 5:
        yield agency.klass, agency.of, agency.own, "".join(sorted(agency.head))
    name = squeeze(agency.name)
    if len(name) >= _LONG:
        # One letter put in, left out or changed, or two that changed places: the names are equal as
        # soon as a letter of each, or of the longer, is left out.
        yield agency.klass, name
        for i in range(len(name)):
            yield agency.klass, name[:i] + name[i + 1 :]


def _misspelt(a: Agency, b: Agency) -> bool:
    """Tell whether one name is the other with a slip: LMP for LPM in front of the same place, one
    or two letters in a long name.
    """
    if a.klass != b.klass or a.klass in ("tetangga",):
        return False
    x, y = squeeze(a.name), squeeze(b.name)
    if _NUMBERS.findall(a.name) != _NUMBERS.findall(b.name):
        return False  # Lingkungan III is not VII
    if a.of and a.of == b.of and a.own == b.own:
        return len(a.head) == len(b.head) <= 5 and sorted(a.head) == sorted(b.head)
    return min(len(x), len(y)) >= _LONG and DamerauLevenshtein.distance(x, y) <= 1

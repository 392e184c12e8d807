"""The names of a document by their words, so that a name is compared with a few and not with all."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from models.values.person import PersonName, parse_person


class Kin:
    """Which groups bear a name that `same_person` may hold for a given one with 0.8 and more, or
    which has more words between the same first and last.
    """

    def __init__(self) -> None:
        self._seen: set[tuple[str, int]] = set()
        self._by: dict[Hashable, list[tuple[str, int]]] = defaultdict(list)

    def add(self, name: str, group: int) -> None:
        """Enter a name that a group bears."""
        if (name, group) in self._seen:
            return
        self._seen.add((name, group))
        person = parse_person(name)
        if person is not None:
            for key in dict.fromkeys(_entered(person)):
                self._by[key].append((name, group))

    def of(self, name: str) -> dict[int, list[str]]:
        """Return the names that may be meant, by the group that bears them."""
        person = parse_person(name)
        found: dict[int, dict[str, None]] = {}
        for key in _asked(person) if person is not None else ():
            for known, group in self._by.get(key, ()):
                found.setdefault(group, {})[known] = None
        return {group: list(names) for group, names in found.items()}


def _entered(person: PersonName) -> Iterator[Hashable]:
    """Yield the keys under which a name is found."""
    words = tuple(person.key.split())
    yield "whole", "".join(words)
    for n in range(1, len(words)):
        yield "first", words[:n]
        yield "last", words[-n:]
    yield "all", words
    if len(words) > 2:
        yield "ends", words[0], words[-1]
    yield from _but_one(words)
    for key in _initials(person, words):
        yield "any", key
        if _has_initial(person):
            yield "short", key


def _asked(person: PersonName) -> Iterator[Hashable]:
    """Yield the keys to look for: the same letters, a longer or shorter name, one with one other
    word, one with initials where this has words or the other way round.
    """
    words = tuple(person.key.split())
    yield "whole", "".join(words)
    yield "first", words
    yield "last", words
    if len(words) == 2:
        yield "ends", words[0], words[1]
    for n in range(1, len(words)):
        yield "all", words[:n]
        yield "all", words[-n:]
    yield from _but_one(words)
    kind = "any" if _has_initial(person) else "short"
    for key in _initials(person, words):
        yield kind, key


def _but_one(words: tuple[str, ...]) -> Iterator[Hashable]:
    for i in range(len(words) if len(words) > 1 else 0):
        yield "but", i, words[:i], words[i + 1 :]


def _initials(person: PersonName, words: tuple[str, ...]) -> Iterator[Hashable]:
    """Yield each long word with its place among so many: names that fit share one of them."""
    for i, word in enumerate(words):
        if len(word) > 2:
            yield len(words), i, word


def _has_initial(person: PersonName) -> bool:
    return any(sum(c.isalnum() or c == "_" for c in word) == 1 for word in person.core)

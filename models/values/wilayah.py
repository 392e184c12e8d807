"""The official places by their codes: a list that a user may import, given to the readers as a value.

A code says where a place lies: `36` a province, `36.72` a kabupaten or kota in it, `36.72.01` a
kecamatan, `36.72.01.1001` a kelurahan or desa. Nothing here opens a file; `intake.places` does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from models.values.agency import squeeze
from models.values.numbers import roman


class Depth(IntEnum):
    """The tiers of the official list: how many parts a code has."""

    PROVINSI = 1
    KOTA = 2
    KECAMATAN = 3
    KELURAHAN = 4


@dataclass(frozen=True, slots=True, order=True)
class Official:
    """A place of the official list. A kota or kabupaten bears its word: `Kota Cilegon`."""

    code: str
    name: str

    @property
    def depth(self) -> Depth:
        """Return its tier."""
        return Depth(self.code.count(".") + 1)

    def lies_in(self, code: str) -> bool:
        """Tell whether it is this place or lies in it; everything lies in ""."""
        return not code or self.code == code or self.code.startswith(f"{code}.")


class Wilayah:
    """The official list, never changed once made; empty where none was imported.

    `name in wilayah` tells whether some kelurahan, desa or kecamatan is called so; case, blanks and
    marks do not count. That a name is known says nothing of a mention of it: many are names of
    persons and everyday words too (Mulyadi, Pasar Lama), so ask within a kabupaten wherever one is
    known.
    """

    def __init__(self, places: Iterable[tuple[str, str]] = (), version: str = "") -> None:
        """Take codes with names in any order; `version` tells one list from another."""
        rows = sorted(places)  # 90,000 rows: plain columns are quicker to make than objects
        self._codes = [code for code, _ in rows]
        self._names = [name for _, name in rows]
        self.version = version

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[Official]:
        """Yield all places in the order of their codes."""
        return map(Official, self._codes, self._names)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and any(
            self._codes[i].count(".") >= 2 for i in self._by_key.get(place_key(name), ())
        )

    def named(self, name: str, depth: Depth, within: str = "") -> tuple[Official, ...]:
        """Return the places of this tier so called, in the place of the code `within`."""
        found = map(self._one, self._by_key.get(place_key(name), ()))
        return tuple(one for one in found if one.depth is depth and one.lies_in(within))

    def at(self, code: str) -> Official | None:
        """Return the place of this code."""
        i = bisect_left(self._codes, code)
        return self._one(i) if i < len(self) and self._codes[i] == code else None

    def under(self, code: str, depth: Depth) -> tuple[Official, ...]:
        """Return the places of this tier that lie in the place of this code."""
        first = bisect_left(self._codes, code)
        last = bisect_left(self._codes, f"{code}/")  # "/" comes behind "."
        return tuple(one for i in range(first, last) if (one := self._one(i)).depth is depth)

    def chain(self, code: str) -> tuple[Official, ...]:
        """Return the places that this code lies in and its own, from wide to narrow."""
        parts = code.split(".")
        found = (self.at(".".join(parts[: n + 1])) for n in range(len(parts)))
        return tuple(one for one in found if one is not None)

    def _one(self, i: int) -> Official:
        return Official(self._codes[i], self._names[i])

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        """Return the rows of each key. The names are squeezed in one go, the few odd ones once more."""
        keys: dict[str, list[int]] = {}
        squeezed = _NOISE.sub("", "\n".join(self._names).casefold()).split("\n")
        for i, (name, key) in enumerate(zip(self._names, squeezed, strict=True)):
            if _is_odd(name):
                for each in _keys(name):
                    keys.setdefault(each, []).append(i)
            else:
                keys.setdefault(key, []).append(i)
        return keys


_BEFORE = "Desa Adat "
"""What the list writes before the name of the desa of Jayapura, as before no other's."""

NO_WILAYAH = Wilayah()
"""The list of those who imported none."""

_ODD = ((" administrasi ", " "), ("kep. ", "kepulauan "))
_NOISE = re.compile(r"[^a-z0-9\n]")
_ROMAN = tuple(roman(n).casefold() for n in range(1, 16))
_WORDS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_NUMBERS = {word: str(n) for words in (_ROMAN, _WORDS) for n, word in enumerate(words, start=1)}  # fmt: skip


def place_key(name: str) -> str:
    """Return what two spellings of one place share: letters and figures; a number at the end is one
    however it is written, and a city is the same with or without its "Administrasi".

    >>> place_key("Ilir Barat I") == place_key("ILIR BARAT SATU")
    True
    >>> place_key("Kota Administrasi Jakarta Pusat")
    'kotajakartapusat'
    """
    head, _, last = name.casefold().strip().rpartition(" ")
    number = _NUMBERS.get(last) if head else None
    folded = f"{head} {number}" if number else name.casefold()
    for odd, plain in _ODD:
        folded = folded.replace(odd, plain)
    return squeeze(folded)


def _is_odd(name: str) -> bool:
    last = name.rpartition(" ")[2].casefold()
    return (
        last in _NUMBERS
        or "/" in name
        or "(" in name
        or "Kep. " in name
        or " Administrasi " in name
        or name.startswith(_BEFORE)
    )


def _keys(name: str) -> set[str]:
    """Return the keys under which a place is found: "Belok/Sidan" goes by each of its two names."""
    name = name.removeprefix(_BEFORE)
    key = place_key(name)
    if "/" not in name and "(" not in name:
        return {key}
    parts = name.replace("(", "/").replace(")", "").split("/")
    whole = all(len(part.strip()) > 3 for part in parts)  # no "Parit I/II"
    return {key, *(map(place_key, parts) if whole else ())}

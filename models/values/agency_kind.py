"""What kind of body a name names: its affairs, the levels at which there are such bodies, and what
reorganizations made of it. From agencies.tsv (how names begin), agency_kinds.tsv and affairs.toml.

>>> kind_of("Dinas PUPR Kota Serang").affairs[0].id
'pekerjaan_umum'
>>> kind_of("Bapperida").succeeds(kind_of("Badan Perencanaan Pembangunan Daerah Kota X"))
True
>>> [kind.head for kind in kinds_of("DKP")]
['Dinas Kebersihan dan Pertamanan', 'Dinas Perikanan']
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from models.codes import ProgramType
from models.values.tables import read_table, read_toml, spellings


class Level(StrEnum):
    """Where a body stands, from narrow to wide. A kabupaten stands with the kota, a desa with the
    kelurahan; `rw` is all below it.
    """

    RW = "rw"
    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    KOTA = "kota"
    PROVINSI = "provinsi"
    PUSAT = "pusat"


@dataclass(frozen=True, slots=True)
class Affair:
    """A field of work, the words that documents use for it (lower case), its types of programme."""

    id: str
    name: str
    words: tuple[str, ...]
    types: tuple[ProgramType, ...]
    source: str


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """One kind of body. `head` is its name in full and is its id; `klass` the class of agencies.tsv;
    `affairs` has the chief one first; `became` holds the heads of what it was turned into.
    """

    head: str
    shorts: tuple[str, ...]
    longs: tuple[str, ...]
    klass: str
    affairs: tuple[Affair, ...]
    levels: tuple[Level, ...]
    became: tuple[str, ...]

    @property
    def specialisms(self) -> tuple[str, ...]:
        """Return the words of what it works on, those of its chief affair first."""
        return tuple(dict.fromkeys(word for affair in self.affairs for word in affair.words))

    def succeeds(self, other: "AgencyKind") -> bool:
        """Tell whether this kind is the other one, or what reorganizations made of it."""
        return self.head in _after(other.head)

    def may_be(self, other: "AgencyKind") -> bool:
        """Tell whether two names may be one office before and after a reorganization."""
        return self.succeeds(other) or other.succeeds(self)


# Where the bodies of a class stand, if agency_kinds.tsv says nothing of them.
_LEVELS = {
    "dinas": (Level.PROVINSI, Level.KOTA),
    "badan": (Level.PROVINSI, Level.KOTA),
    "bagian": (Level.PROVINSI, Level.KOTA, Level.KECAMATAN),
    "kemasyarakatan": (Level.RW, Level.KELURAHAN),
    "tetangga": (Level.RW,),
    "pusat": (Level.PUSAT,),
    "panitia": (Level.RW, Level.KELURAHAN, Level.KECAMATAN, Level.KOTA),
}
_WORD = re.compile(r"[^\W_]+")
_BARE = frozenset({"dinas", "badan", "bagian", "bidang", "seksi", "sub bagian", "tim"})


@cache
def affairs() -> dict[str, Affair]:
    """Return all affairs by their id."""
    types = {one.value: one for one in ProgramType}
    return {
        name: Affair(
            name,
            row["name"],
            tuple(row["words"]),
            tuple(types[code] for code in row["types"]),
            row["source"],
        )
        for name, row in read_toml("affairs.toml").items()
    }


@cache
def agency_kinds() -> dict[str, AgencyKind]:
    """Return all kinds of bodies by their head.

    Raises ValueError for a row of agency_kinds.tsv that agencies.tsv does not know.
    """
    more = {row[0]: row[1:] for row in read_table("agency_kinds.tsv", 4)}
    kinds: dict[str, AgencyKind] = {}
    for shorts, longs, klass in read_table("agencies.tsv", 3):
        short, long = spellings(shorts), spellings(longs)
        head = (long or short)[0]
        works, levels, became = more.pop(head, ("-", "-", "-"))
        kinds[head] = AgencyKind(
            head,
            short,
            long,
            klass,
            tuple(affairs()[one] for one in spellings(works)),
            tuple(Level(one) for one in spellings(levels)) or _LEVELS.get(klass, ()),
            spellings(became),
        )
    unknown = [*more, *(b for k in kinds.values() for b in k.became if b not in kinds)]
    if unknown:
        raise ValueError(f"agency_kinds.tsv: agencies.tsv has no head {unknown[0]!r}")
    return kinds


def kind_of(name: str) -> AgencyKind | None:
    """Return the kind that a name names; None when none is known, or when its short form stands for
    several (DKP) and nothing in the name tells which.
    """
    found = kinds_of(name)
    return found[0] if len(found) == 1 else None


def kinds_of(name: str) -> tuple[AgencyKind, ...]:
    """Return the kinds that a name may name: those with the longest form that it begins with."""
    words = _words(name)
    for size in range(min(len(words), _longest()), 0, -1):
        heads = _forms().get(" ".join(words[:size]))
        if heads:
            return tuple(agency_kinds()[head] for head in heads)
    return ()


def kinds_for(affair: str, level: Level | None = None) -> tuple[AgencyKind, ...]:
    """Return the kinds of bodies whose chief affair this is, that stand on this level."""
    return tuple(
        kind
        for kind in agency_kinds().values()
        if kind.affairs and kind.affairs[0].id == affair and (level is None or level in kind.levels)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("-", " ").casefold())


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Return the heads of each form, in the order of the table; a bare "Dinas" names no kind."""
    forms: dict[str, dict[str, None]] = {}
    for kind in agency_kinds().values():
        for form in (*kind.longs, *kind.shorts):
            key = " ".join(_words(form))
            if key not in _BARE:
                forms.setdefault(key, {})[kind.head] = None
            if kind.klass == "dinas" and form in kind.shorts:
                forms.setdefault(f"dinas {key}", {})[kind.head] = None
    return {key: tuple(heads) for key, heads in forms.items()}


@cache
def _longest() -> int:
    return max(form.count(" ") for form in _forms()) + 1


@cache
def _after(head: str) -> frozenset[str]:
    """Return the head and all that reorganizations made of it."""
    found = {head}
    waiting = [head]
    while waiting:
        for after in agency_kinds()[waiting.pop()].became:
            if after not in found:
                found.add(after)
                waiting.append(after)
    return frozenset(found)

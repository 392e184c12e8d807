"""A body by its name taken apart for telling across documents which one is meant: kind, own name, places.

Unlike models.values.agency, which compares namings inside one document, this one knows how far a
body reaches and which kinds follow one another when offices are reorganized.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from models.values.agency_kind import agency_kinds
from models.values.rtrw import find_rtrw
from models.values.tables import read_table, spellings

Reach = Literal["kelurahan", "kecamatan", "kota", "negara"]

_CLASS_REACH: dict[str, Reach] = {
    "dinas": "kota", "badan": "kota", "bagian": "kota", "legislatif": "kota", "usaha": "kota",
    "pendidikan": "kota", "pusat": "kota", "keamanan": "kecamatan", "wilayah": "kelurahan",
    "kesehatan": "kelurahan", "tetangga": "kelurahan", "panitia": "kelurahan",
    "kemasyarakatan": "kelurahan",
}  # fmt: skip
_ONE_KIND_CLASSES = frozenset(("dinas", "badan", "bagian", "wilayah", "tetangga"))
_LEVELS = {
    **dict.fromkeys(
        ("kelurahan", "kel", "desa", "ds", "nagari", "gampong", "kalurahan", "pekon", "kampung"),
        "kelurahan",
    ),
    **dict.fromkeys(("kecamatan", "kec", "distrik", "kapanewon", "kemantren"), "kecamatan"),
    "kota": "Kota", "kabupaten": "Kabupaten", "kab": "Kabupaten",
    "provinsi": "provinsi", "propinsi": "provinsi", "prov": "provinsi",
}  # fmt: skip
TERRITORIES = {
    "kel.": "kelurahan", "ds.": "kelurahan", "kalurahan": "kelurahan", "nagari": "kelurahan",
    "gampong": "kelurahan", "pekon": "kelurahan", "kec.": "kecamatan", "pemkot": "Kota",
    "pemkab": "Kabupaten", "pemprov": "provinsi",
}  # fmt: skip
"""Kinds that are governments of a place, with the level of that place."""
_NAMED_BY_VILLAGE = frozenset(("lpm", "bpd", "bamus nagari", "kan", "pkk", "linmas"))
"""Kinds of which a kelurahan has one and that have no name but its: a bare name behind the head is the
kelurahan's. A Karang Taruna mostly has one of its own (Wijaya Kusuma).
"""
_JOINING = frozenset(("dan", "serta", "atau"))
_GLOSS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\s,;()\"“”/]+")


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body by name.

    `kind` is what it is, one text for all forms of the kind ("dinsos"), `lineage` the kinds it may
    have been before or after a reorganization (of most kinds its own kind alone), `klass` the class
    of the gazetteer, "" for a head that nobody knows. `own` is its own name as written, `number` the
    RT and RW in it. `kelurahan` and `kecamatan` are bare names, `kota` one with its level word,
    `provinsi` a bare name: those that the name itself tells, "" for others. `slip` tells that the
    head was misspelt.
    """

    kind: str
    lineage: str
    klass: str
    reach: Reach
    own: str = ""
    number: str = ""
    kelurahan: str = ""
    kecamatan: str = ""
    kota: str = ""
    provinsi: str = ""
    slip: bool = False

    @property
    def is_territory(self) -> bool:
        """Whether it is the government of a place: its own name is the place's."""
        return self.kind in TERRITORIES


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    klass: str
    reach: Reach
    lineage: str


def fold(text: str) -> str:
    """Return letters and figures only, small: what is left when spacing and marks differ.

    >>> fold("Panggung Rawi") == fold("PANGGUNGRAWI")
    True
    """
    folded = text.casefold()
    return re.sub(r"[\W_]", "", folded) or folded


@lru_cache(maxsize=65536)
def parse_body(name: str) -> BodyName:
    """Take the name of a body apart.

    >>> parse_body("Dinas Perindustrian dan Perdagangan Kota Cilegon").kind
    'disperindag'
    >>> parse_body("LMP Panggungrawi").kind, parse_body("LMP Panggungrawi").kelurahan
    ('lpm', 'Panggungrawi')
    >>> parse_body("Karang Taruna Wijaya Kusuma").own
    'Wijaya Kusuma'
    >>> parse_body("Kelurahan dan Pemberdayaan Masyarakat").kelurahan
    ''
    >>> parse_body("Ketua RT 04/RW 02").number
    'rt4 rw2'
    """
    told = _GLOSS.sub(" ", name).replace("&", " dan ")
    words = [m[0] for m in _WORD.finditer(" ".join((told if told.strip() else name).split()))]
    low = [_low(word) for word in words]
    kind, at, slip = _head(words, low)
    if kind is None:
        kind, at = _Kind(f"?{fold(name)}", "", "kelurahan", ""), 0
    number = _number(name)
    rest = words[at:]
    if kind.klass == "tetangga" and rest and rest[0].isdecimal():
        number = number or f"{kind.name.strip('.')}{int(rest[0][:6])}"
        rest = rest[1:]
    places, own = _places(rest, number)
    if kind.name in TERRITORIES:
        level = TERRITORIES[kind.name]
        bare, own = " ".join(own), []
        if bare and bare.split()[0].casefold() not in _JOINING:
            places = {**places, level: bare}
    elif kind.name in _NAMED_BY_VILLAGE and own and "kelurahan" not in places:
        places["kelurahan"], own = " ".join(own), []
    city = next((f"{w} {places[w]}" for w in ("Kota", "Kabupaten") if places.get(w)), "")
    reach = kind.reach
    if not kind.klass and city:
        reach = "kota"
    return BodyName(
        kind.name, kind.lineage or kind.name, kind.klass, reach, " ".join(own), number,
        places.get("kelurahan", ""), places.get("kecamatan", ""), city,
        places.get("provinsi", ""), slip,
    )  # fmt: skip


def _low(word: str) -> str:
    return word.casefold().strip(".'’-")


def _head(words: list[str], low: list[str]) -> tuple[_Kind | None, int, bool]:
    """Return the kind that the name begins with, where it ends, and whether it was misspelt."""
    forms = _forms()
    for size in range(min(len(low), _longest()), 0, -1):
        kind = forms.get(" ".join(low[:size]))
        if kind is not None:
            return kind, size, False
    if words and 3 <= len(low[0]) <= 6 and words[0].isupper():
        near = {k.name: k for form, k in _short_forms() if _is_swapped(low[0], form)}
        if len(near) == 1:
            return next(iter(near.values())), 1, True
    return None, 0, False


def _is_swapped(a: str, b: str) -> bool:
    """Tell whether two neighbouring letters changed places: LMP for LPM."""
    return a != b and sorted(a) == sorted(b) and OSA.distance(a, b, score_cutoff=1) == 1


def _places(words: list[str], number: str) -> tuple[dict[str, str], list[str]]:
    """Return the places named behind level words, and the words before the first of them."""
    places: dict[str, str] = {}
    own: list[str] = []
    level = ""
    at = 0
    while at < len(words):
        low = _low(words[at])
        follower = _low(words[at + 1]) if at + 1 < len(words) else ""
        if low in ("rt", "rw", "rk") and number:
            at += 1
            while at < len(words) and (words[at][0].isdigit() or _low(words[at]) in ("rt", "rw")):
                at += 1
            continue
        if low in _LEVELS and follower and follower not in _LEVELS and words[at][0].isupper():
            level = _LEVELS[low]
            places[level] = ""
        elif low == "kota" and own and not follower:
            own.append(words[at])  # "Polresta Kupang Kota"
        elif low in _LEVELS and not (level and not follower):
            pass  # a bare level word names nothing: "LPM Kelurahan"
        elif level:
            places[level] = f"{places[level]} {words[at]}".strip()
        else:
            own.append(words[at])
        at += 1
    if own and _low(own[0]) in ("di", "dari", "pada"):
        own = own[1:]
    return places, own


def _number(name: str) -> str:
    """Return the neighbourhoods that a name tells, each figure plain."""
    found = find_rtrw(name)
    if not found:
        return ""
    value = found[0].value
    return " ".join(
        [f"rt{n.lstrip('0') or '0'}" for n in value.rts] + [f"rw{n.lstrip('0') or '0'}" for n in value.rws]
    )  # fmt: skip


@cache
def _longest() -> int:
    return max(form.count(" ") + 1 for form in _forms())


@cache
def _forms() -> dict[str, _Kind]:
    """Return each form of a head, its words low; a form that several rows claim is a kind of its own."""
    told = {row[0]: row for row in read_table("body_kinds.tsv", 3)}
    lineages = _lineages()
    claimed: dict[str, list[_Kind]] = {}
    for shorts, longs, klass in read_table("agencies.tsv", 3):
        forms = (*spellings(shorts), *spellings(longs))
        name, reach, lineage = told.get(forms[0], (forms[0], _CLASS_REACH[klass], "-"))
        is_one = forms[0] in told or klass in _ONE_KIND_CLASSES
        for form in forms:
            key = " ".join(_low(w[0]) for w in _WORD.finditer(form))
            one = name.casefold() if is_one else key
            if not is_one and form in told:
                reach = told[form][1]
            kind = _Kind(one, klass, reach, lineages.get(name, lineage.strip("-")))  # type: ignore[arg-type]
            keys = [key, f"dinas {key}"] if klass == "dinas" and " " not in key else [key]
            for one_key in keys:
                if kind not in claimed.setdefault(one_key, []):
                    claimed[one_key].append(kind)
    out = {}
    for key, kinds in claimed.items():
        first = kinds[0]
        out[key] = first if len(kinds) == 1 else _Kind(f"={key}", first.klass, first.reach, "")
    return out


@cache
def _lineages() -> dict[str, str]:
    """Return for each kind of which a region has one office at a time the line that it stands in."""
    marked = {row[0] for row in read_table("body_kinds.tsv", 3) if row[2] == "penataan"}
    name_of = {}
    for shorts, longs, _ in read_table("agencies.tsv", 3):
        first = (*spellings(shorts), *spellings(longs))[0]
        if first in marked:
            name_of[(*spellings(longs), *spellings(shorts))[0]] = first
    line = {name: name for name in marked}
    for head, name in name_of.items():
        for after in agency_kinds()[head].became:
            if after in name_of:
                old, new = sorted((line[name], line[name_of[after]]))
                line = {n: old if at == new else at for n, at in line.items()}
    return {name: f"penataan {at.casefold()}" for name, at in line.items()}


@cache
def _short_forms() -> tuple[tuple[str, _Kind], ...]:
    """Return the heads of one word and few letters of the kinds whose reach is told."""
    told = {row[0].casefold() for row in read_table("body_kinds.tsv", 3)}
    return tuple(
        (f, k) for f, k in _forms().items() if 3 <= len(f) <= 6 and " " not in f and k.name in told
    )


@cache
def cities() -> dict[str, tuple[str, ...]]:
    """Return the cities and regencies that a bare name may mean, by the folded name."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, name, _ in read_table("regions.tsv", 3):
        if kind != "provinsi":
            full = f"{kind.capitalize()} {name}"
            found[fold(name)] = (*found.get(fold(name), ()), full)
    return found


def full_city(text: str) -> str:
    """Return a city as a record writes it, with its level word where the text or the map tells it.

    >>> full_city("Kab. Garut"), full_city("Cilegon"), full_city("Serang")
    ('Kabupaten Garut', 'Kota Cilegon', 'Serang')
    """
    first, _, rest = text.strip().partition(" ")
    level = _LEVELS.get(_low(first))
    if level in ("Kota", "Kabupaten") and rest:
        return f"{level} {rest}"
    options = cities().get(fold(text), ()) if text else ()
    return options[0] if len(options) == 1 else text.strip()

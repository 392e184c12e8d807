"""Which person a mention means, and what speaks for two mentions to be one person.

A name alone never joins: it needs the same body, the same kelurahan, or to be a rare full name with
more that fits. What is likely but not sure is a link below the line and is offered to people.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from models.values.body import fold
from models.values.tables import read_table, spellings
from warehouse.identity.evidence import Link
from warehouse.identity.names import Likeness, Name, likeness, read_name

_HEADS = frozenset(
    ("lurah", "camat", "bupati", "wali kota", "gubernur", "kepala desa", "kepala", "wali nagari",
     "keuchik", "kapolsek", "danramil", "kepala dinas", "kepala badan", "kepala puskesmas")
)  # fmt: skip
"""Offices of which one person holds one at a time, acting ones aside."""
_ONE_HOLDER = _HEADS | frozenset(
    ("ketua", "ketua umum", "ketua rt", "ketua rw", "ketua dprd", "ketua panitia", "sekretaris",
     "bendahara", "sekretaris panitia", "bendahara panitia", "sekretaris lurah", "sekretaris kelurahan",
     "sekretaris kecamatan", "sekretaris desa", "sekretaris nagari", "sekretaris daerah",
     "sekretaris dinas", "sekretaris dprd", "sekretaris badan", "wakil bupati", "wakil wali kota",
     "wakil gubernur", "kepala sekolah", "kepala kantor", "kepala kua", "kepala pelaksana",
     "kepala dusun", "kepala lingkungan", "dukuh", "wali jorong", "direktur", "rektor", "inspektur",
     "kapolres", "dandim", "kasi ekbang", "kasi pembangunan", "kasi pemerintahan", "kasi kesra",
     "kasi trantib", "kasi pmd", "kasi pelayanan")
)  # fmt: skip
"""Offices that one person of a body holds at a time; of all others a body may have several."""
_RESIDENTS = frozenset(
    ("warga", "peserta", "petani", "relawan", "tokoh masyarakat", "tokoh agama", "tokoh pemuda",
     "tokoh perempuan", "tokoh adat", "saksi", "perwakilan")
)  # fmt: skip
"""What people are called who live at a place rather than serve a body: it says as little as the place."""
_NEAR_YEARS = 6.0
"""Within so many years a slip or half a name in one office means its holder."""
_FADING = 0.012
"""How much less sure each year between two mentions makes a partial name."""


@dataclass(frozen=True, slots=True)
class PersonNode:
    """Mentions of one person that say the same: one atom of the resolution.

    `role` is the office in its canonical form, `acting` whether it is held for another, `body` the
    key of its body's row. The places are folded, those of the body if there is one. `alone` is the
    mention's own mark where nothing tells its person from others of the name. Days are ISO.
    """

    key: str
    text: str
    role: str
    acting: bool
    body: str
    kelurahan: str
    kecamatan: str
    kota: str
    alone: str
    documents: frozenset[int] = frozenset()
    days: tuple[str, ...] = ()
    label: str = ""
    body_label: str = ""
    body_kind: str = ""

    @property
    def name(self) -> Name:
        """Return the name for comparing."""
        return read_name(self.text)

    @property
    def is_one_of_many(self) -> bool:
        """Whether others of the body may hold the same office."""
        return self.role not in _ONE_HOLDER


@lru_cache(maxsize=4096)
def read_role(role: str) -> tuple[str, bool]:
    """Return an office in its canonical form, small, and whether it is held for another.

    >>> read_role("Plt. Kades"), read_role("Ketua")
    (('kepala desa', True), ('ketua', False))
    """
    words = re.sub(r"\s+", " ", role.casefold()).strip()
    acting = False
    first, _, rest = words.partition(" ")
    if rest and first.strip(".") in ("plt", "pj", "pjs", "plh", "penjabat"):
        acting, words = True, rest
    return _offices().get(fold(words), words), acting


@cache
def _offices() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, variants, *_ in read_table("offices.tsv", 5):
        for form in (name, *spellings(variants)):
            found.setdefault(fold(form), name.casefold())
    # The head of a dinas or puskesmas is its Kepala, however the document calls him.
    heads = {
        "kepala dinas",
        "kepala badan",
        "kepala puskesmas",
        "kepala bappeda",
        "kepala satpol pp",
    }
    return {form: "kepala" if name in heads else name for form, name in found.items()}


def person_key(
    name: str, role: str | None, body: str, place: tuple[str, str, str], mark: str, *, decided: bool
) -> str:
    """Return the text that is equal for mentions of a person that say the same.

    Args:
        name: as the document writes it.
        role: the office, if one is told.
        body: the key of its body's row, "" without one.
        place: kelurahan, kecamatan, kota of the body, else of the document.
        mark: the mention's own mark.
        decided: whether a person decided on this mention, so that it must stand alone.
    """
    said = read_name(name)
    office, acting = read_role(role) if role else ("", False)
    enough = 3 if office in _RESIDENTS else 1 if office in _ONE_HOLDER else 2
    sure = bool(body) and said.full >= enough
    text = " ".join(name.split())
    fields = [
        text, office, acting, body, *(fold(p) if p else "" for p in place),
        mark if decided or not sure else "",
    ]  # fmt: skip
    return json.dumps(fields, ensure_ascii=False)


def person_node(key: str) -> PersonNode:
    """Return the node of a key, without what its documents add."""
    return PersonNode(key, *json.loads(key))


def person_blocks(node: PersonNode) -> set[str]:
    """Return the keys under which a node meets those that it may be one with."""
    name = node.name
    whole = "".join(name.sounds)
    keys = set()
    resident = node.role in _RESIDENTS
    if node.body and not resident:
        telling = [s for s, w in zip(name.sounds, name.words, strict=True) if len(w) > 2]
        keys |= {f"b|{node.body}|{sound}" for sound in telling}
        if node.role and not node.is_one_of_many:
            keys.add(f"r|{node.body}|{node.role}")
    if node.kelurahan:
        here = f"k|{node.kelurahan}|{node.kota or node.kecamatan}|{whole}"
        # Of half a name, or of a resident, only what was on one day may be one.
        common = name.weight < 2 and (resident or not node.body)
        keys |= {f"{here}|{day}" for day in node.days} if common else {here}
    if node.kota and (name.weight > 1 or node.role in _HEADS):
        keys.add(f"c|{node.kota}|{whole}" + (f"|{node.role}" if name.weight < 2 else ""))
    if name.weight > 2:
        keys.add(f"n|{whole}")
    return {key.rstrip("?!") for key in keys}


def person_conflict(a: PersonNode, b: PersonNode) -> bool:
    """Tell whether two nodes cannot be one person, whatever others say."""
    if a.documents & b.documents or likeness(a.name, b.name) is None:
        return True
    if not (a.role in _HEADS and b.role in _HEADS and a.body and b.body and a.body != b.body):
        return False
    if a.acting or b.acting or not (a.days and b.days):
        return False
    return a.days[0] < b.days[-1] and b.days[0] < a.days[-1]  # heads of two bodies at one time


def compare_people(a: PersonNode, b: PersonNode) -> Link | None:
    """Return what speaks for two nodes to be one person, None when they are two."""
    if person_conflict(a, b):
        return None
    like = likeness(a.name, b.name)
    assert like is not None
    weight = min(a.name.weight, b.name.weight)
    found = (
        _of_one_body(a, b, like, min(a.name.full, b.name.full))
        if a.body and a.body == b.body
        else _elsewhere(a, b, like, weight)
    )
    if found is None:
        return None
    rule, score, told = found
    evidence = f"“{a.label}” dan “{b.label}”: {like.value}; {told}"
    return Link(rule, score, evidence, like in (Likeness.INITIALS, Likeness.SHORTER))


def _of_one_body(
    a: PersonNode, b: PersonNode, like: Likeness, full: int
) -> tuple[str, float, str] | None:
    where = a.body_label
    if {a.role, b.role} & _RESIDENTS and full < 3:
        return "lembaga-sama", 0.5, f"lembaga sama ({where})"
    apart = _years(a, b)
    faded = min(0.1, _FADING * apart)
    if a.role and a.role == b.role:
        told = f"jabatan dan lembaga sama ({a.role}, {where})"
        if not a.is_one_of_many:
            if like is Likeness.EQUAL:
                return "jabatan-sama", 0.99, told
            if like is Likeness.SPELLING:
                return "jabatan-sama", 0.95, told
            if like is Likeness.INITIALS:
                return "jabatan-sama", 0.93 - faded, told
            score = 0.88 if like is Likeness.SLIP else 0.91 - faded
            return "jabatan-sama", score if apart <= _NEAR_YEARS else 0.5, told
        if like is Likeness.EQUAL:
            return "lembaga-sama", 0.93 if full > 1 else 0.5, told
        if like is Likeness.SPELLING:
            return "lembaga-sama", 0.9 if full > 1 else 0.4, told
        return "lembaga-sama", 0.5, told
    told = f"lembaga sama ({where})"
    strong = 0.92 if like is Likeness.EQUAL else 0.86 if like is Likeness.SPELLING else 0.0
    if a.role and b.role:
        told += f", jabatan lain ({a.role}, {b.role})"
        strong -= 0.02
        if _degrees_differ(a, b):
            strong -= 0.2
    if strong > 0 and full > 1:
        return "lembaga-sama", strong, told
    return ("lembaga-sama", 0.5, told) if full > 1 or not (a.role and b.role) else None


def _elsewhere(
    a: PersonNode, b: PersonNode, like: Likeness, weight: int
) -> tuple[str, float, str] | None:
    if like not in (Likeness.EQUAL, Likeness.SPELLING):
        return None
    less = 0.0 if like is Likeness.EQUAL else 0.03
    odd = _degrees_differ(a, b)
    same_day = bool(set(a.days) & set(b.days))
    if a.kota and b.kota and a.kota != b.kota:
        if weight > 2 and not odd:
            return "nama-lengkap", 0.3, "nama lengkap sama di kota lain"
        return None
    same_kelurahan = (
        bool(a.kelurahan)
        and a.kelurahan == b.kelurahan
        and (not a.kecamatan or not b.kecamatan or a.kecamatan == b.kecamatan)
        and (a.kota == b.kota != "" or a.kecamatan == b.kecamatan != "")
    )
    if same_kelurahan:
        told = "kelurahan sama" + (", hari sama" if same_day else "")
        if weight > 2:
            return "tempat-sama", 0.6 if odd else 0.9 - less, told
        if weight == 2:
            score = 0.88 - less if same_day and not odd else 0.55
            return "tempat-sama", score, told
        return ("tempat-sama", 0.3, told) if same_day or a.role == b.role else None
    if not (a.kota and a.kota == b.kota):
        return ("nama-lengkap", 0.3, "nama lengkap sama") if weight > 2 and not odd else None
    shared = a.name.degrees & b.name.degrees
    if weight > 2:
        fits = len(shared) > 1 and a.role == b.role and not _overlap(a, b)
        if fits:
            told = f"nama lengkap yang jarang, gelar sama ({', '.join(sorted(shared))}), jabatan sejenis, kota sama"
            return "nama-langka", 0.85 - less, told
        return "nama-lengkap", 0.3 if odd else 0.5, "nama lengkap dan kota sama"
    if weight == 2 and (shared or (a.role and a.role == b.role)) and not odd:
        return "nama-lengkap", 0.4, "nama, kota, dan jabatan atau gelar sama"
    if a.role in _HEADS and a.role == b.role and a.body_kind == b.body_kind and not odd:
        return "nama-lengkap", 0.25, f"nama, kota, dan jabatan sama ({a.role})"
    return None


def _degrees_differ(a: PersonNode, b: PersonNode) -> bool:
    one, two = a.name.degrees, b.name.degrees
    return bool(one and two and not one & two)


def _overlap(a: PersonNode, b: PersonNode) -> bool:
    return not (a.days and b.days) or (a.days[0] <= b.days[-1] and b.days[0] <= a.days[-1])


def _years(a: PersonNode, b: PersonNode) -> float:
    """Return the years between the nearest days of two nodes; of unknown days none."""
    if not (a.days and b.days) or not (a.days[-1] < b.days[0] or b.days[-1] < a.days[0]):
        return 0.0
    first, later = sorted((a, b), key=lambda n: n.days[0])
    return (date.fromisoformat(later.days[0]) - date.fromisoformat(first.days[-1])).days / 365.25

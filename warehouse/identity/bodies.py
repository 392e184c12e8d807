"""Which body a mention means, and what speaks for two mentions to be one body.

How far a body reaches decides what must be the same beside its kind and own name: the city for a
dinas, its own name and the city for a kecamatan or puskesmas, the kelurahan with its kecamatan or
city for a PKK, BPD or RT, nothing more for a company. What the name does not say, the place of the
document says; what nobody says keeps a mention alone.
"""

import json
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from models.values.body import TERRITORIES, BodyName, cities, fold, full_city, parse_body
from warehouse.identity.evidence import Link
from warehouse.place import Place

_NEVER_WIDER = frozenset(("rt", "rw", "rk", "bpd", "bamus nagari", "lpm", "kan"))
"""Kinds that only exist in a kelurahan or desa, whatever wider place the name tells."""
_LONG = 7
"""So many letters a place's name must have for one slip to make no other place of it."""
_ESTABLISHED = 2
"""In so many documents a spelling must stand to count as a name of its own."""


@dataclass(frozen=True, slots=True)
class BodyNode:
    """Mentions of one body that say the same: one atom of the resolution.

    The texts are folded. `alone` is not empty where nothing tells this mention's body from others of
    its name: then it is the mention's own mark. `officers` are the names, office included, of who
    holds an office there; `label` is how people read it.
    """

    key: str
    kind: str
    lineage: str
    level: str
    own: str
    number: str
    kelurahan: str
    kecamatan: str
    kota: str
    slip: bool
    alone: str
    documents: frozenset[int] = frozenset()
    officers: frozenset[str] = frozenset()
    label: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether its place is told."""
        return _is_placed(self.level, self.own, self.kelurahan, self.kecamatan, self.kota)

    @property
    def is_territory(self) -> bool:
        """Whether it is a government of a desa or kelurahan."""
        return self.level == "kelurahan" and self.kind in TERRITORIES


@lru_cache(maxsize=65536)
def body_place(name: str, here: Place) -> tuple[BodyName, str, Place]:
    """Return what a document of this place means by a name: the name, its level, and its place."""
    body = parse_body(name)
    level = body.reach
    if level == "kelurahan" and not body.kelurahan and body.kind not in _NEVER_WIDER:
        if body.kecamatan:
            level = "kecamatan"
        elif body.kota or body.provinsi:
            level = "kota"
    elif level in ("kecamatan", "kota") and body.kelurahan and body.klass not in ("dinas", "badan"):
        level = "kelurahan"
    here = replace(here, kota=full_city(here.kota))
    kota = full_city(body.kota) or ("" if body.provinsi else here.kota)
    if level == "kelurahan":
        kelurahan, own = body.kelurahan, body.own
        if not kelurahan and own and fold(own) == fold(here.kelurahan):
            own = ""
        if not (kelurahan or body.kecamatan or body.kota or body.provinsi):
            kelurahan = here.kelurahan  # "LPM Kota X" is not that of the document's kelurahan
        kecamatan = body.kecamatan or here.kecamatan
        return replace(body, own=own), level, Place(kelurahan, kecamatan, kota)
    if level == "kecamatan":
        named = body.kecamatan or body.own or here.kecamatan
        return replace(body, own=named), level, Place("", named, kota)
    if body.provinsi:
        return body, level, Place("", "", f"Provinsi {body.provinsi}")
    if level == "negara":
        return body, level, Place("", "", body.kota or (here.kota if body.is_territory else ""))
    options = cities().get(fold(body.own), ()) if body.own else ()
    if options and not body.kota:
        known = here.kota if here.kota in options else options[0] if len(options) == 1 else ""
        if known:
            return replace(body, own=""), level, Place("", "", known)
    return body, level, Place("", "", kota)


def body_key(name: str, here: Place, mark: str, *, decided: bool) -> tuple[str, Place]:
    """Return the text that is equal for mentions of a body that say the same, and its place.

    Args:
        name: as the document writes it.
        here: the document's place.
        mark: the mention's own mark.
        decided: whether a person decided on this mention, so that it must stand alone.
    """
    body, level, place = body_place(name, here)
    own = fold(body.own) if body.own else ""
    complete = _is_placed(level, own, *place.parts)
    fields = [
        body.kind, body.lineage, level, own, body.number, *(fold(p) if p else "" for p in place.parts),
        body.slip, "" if complete and not decided else mark,
    ]  # fmt: skip
    return json.dumps(fields, ensure_ascii=False), place


def _is_placed(level: str, own: str, kelurahan: str, kecamatan: str, kota: str) -> bool:
    """Tell whether the place is told that tells bodies of this reach apart."""
    if level == "kelurahan":
        return bool(kelurahan and (kecamatan or kota))
    if level == "kecamatan":
        return bool(own and kota)
    return bool(kota or (level == "negara" and own))


def body_node(key: str) -> BodyNode:
    """Return the node of a key, without what its documents add."""
    return BodyNode(key, *json.loads(key))


def body_blocks(node: BodyNode) -> set[str]:
    """Return the keys under which a node meets those that it may be one with.

    Nodes of a place that is not told meet those whose place is (keys with ? and !), and each other only
    by who holds an office there: else all dinas without a city would meet each other.
    """
    if node.level == "kelurahan" and node.kelurahan:
        what = f"{node.lineage}|{node.own or node.number}|{node.kelurahan}"
    elif node.level == "kecamatan" and node.own:
        what = f"kecamatan|{node.lineage}|{node.own}"
    else:
        what = ""
    officers = {f"o|{node.level}|{node.lineage}|{node.own}|{who}" for who in node.officers}
    if not node.is_placed:
        return {f"{what}?", *officers} if what else officers
    if node.level != "kelurahan":
        keys = {f"{node.level}|{node.lineage}|{node.own}|{node.kota}"}
        return keys | ({f"{what}!"} if what else officers if node.level == "kota" else set())
    keys = {what, f"{what}!"}
    if len(node.kelurahan) >= _LONG and node.kecamatan:
        half = len(node.kelurahan) // 2 - 1  # one slip leaves one of the two ends as it is
        unit = f"{node.lineage}|{node.own or node.number}|{node.kecamatan}"
        keys |= {f"{unit}|{node.kelurahan[:half]}*", f"{unit}|*{node.kelurahan[-half:]}"}
    return keys


def compare_bodies(a: BodyNode, b: BodyNode) -> Link | None:
    """Return what speaks for two nodes to be one body, None when they are two."""
    if body_conflict(a, b):
        return None
    place = _place_link(a, b)
    if place is None:
        return None
    rule, score, told, partial = place
    if a.documents & b.documents and (a.kind != b.kind or partial or a.slip != b.slip):
        return None  # a document that names both means two
    if a.kind != b.kind:
        rule, score = "nomenklatur", min(score, 0.9)
        change = "perubahan status desa" if a.is_territory else "penataan perangkat daerah"
        told = f"nama sebelum dan sesudah {change}; {told}"
    if a.slip != b.slip:
        rule, score = "singkatan-salah-ketik", min(score, 0.88)
        told = f"huruf singkatan tertukar; {told}"
    return Link(rule, score, f"“{a.label}” dan “{b.label}”: {told}", partial)


def body_conflict(a: BodyNode, b: BodyNode) -> bool:
    """Tell whether two nodes cannot be one body, whatever others say."""
    if a.lineage != b.lineage or a.level != b.level or a.own != b.own:
        return True
    if a.number != b.number and not (a.own and not (a.number and b.number)):
        return True
    if a.kind != b.kind and a.documents & b.documents:
        return True
    if a.kota and b.kota and a.kota != b.kota:
        return True
    if a.level == "kelurahan":
        if a.kecamatan and b.kecamatan and not _alike(a.kecamatan, b.kecamatan):
            return True
        return not _alike(a.kelurahan, b.kelurahan)
    return False


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= _LONG and OSA.distance(a, b, score_cutoff=1) == 1)


def _place_link(a: BodyNode, b: BodyNode) -> tuple[str, float, str, bool] | None:
    """Return rule, score, words and whether one says less, by what both say of the place."""
    officers = sorted(a.officers & b.officers)
    known_by = f"pejabat sama: {officers[0]}" if officers else ""
    same_kota, open_kota = bool(a.kota and a.kota == b.kota), not (a.kota and b.kota)
    if a.level in ("negara", "kota"):
        if same_kota or (a.level == "negara" and a.own):
            return "nama-dan-kota", 0.97, "jenis dan kota sama", False
        told = known_by or "kota tidak disebut di salah satu"
        return "tanpa-kota", 0.6 if officers else 0.4, f"jenis sama; {told}", True
    if a.level == "kecamatan":
        if same_kota:
            return "nama-dan-kota", 0.97, "nama dan kota sama", False
        if open_kota and officers:
            return "pejabat-sama", 0.9, f"nama sama; {known_by}", True
        return "tanpa-kota", 0.5, "nama sama; kota tidak disebut di salah satu", True
    same_kec = bool(a.kecamatan and a.kecamatan == b.kecamatan)
    if a.kelurahan == b.kelurahan:
        if same_kec:
            told = "kelurahan, kecamatan" + (" dan kota sama" if same_kota else " sama")
            return "nama-dan-tempat", 0.97 if same_kota else 0.93, told, not same_kota
        if same_kota and a.kota.startswith("kota"):
            told = "kelurahan dan kota sama; kecamatan tidak disebut di salah satu"
            return "nama-dan-tempat", 0.92, told, True
        if officers:
            return "pejabat-sama", 0.9, f"kelurahan sama; {known_by}", True
        told = "nama kelurahan sama; kecamatan atau kota tidak disebut di salah satu"
        return "tempat-tidak-lengkap", 0.6 if same_kota else 0.4, told, True
    if not same_kec:
        return None
    told = f"nama kelurahan berbeda satu huruf ({a.kelurahan}, {b.kelurahan}), kecamatan sama"
    established = min(len(a.documents), len(b.documents)) >= _ESTABLISHED
    if officers:
        return "salah-ketik-tempat", 0.88, f"{told}; {known_by}", False
    if len(a.kelurahan) == len(b.kelurahan) and sorted(a.kelurahan) != sorted(b.kelurahan):
        return "salah-ketik-tempat", 0.5, told, False  # one letter for another: may be two places
    return "salah-ketik-tempat", 0.5 if established else 0.86, told, False

"""A public body or organization by name: what it is, its own name, and the place it belongs to.

The same body is written "LPM Panggungrawi", "LPM Kelurahan Panggung Rawi" and "Lembaga Pemberdayaan
Masyarakat (LPM)"; two names are compared part by part, and only then by letters.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

# The words of the tiers of government, from narrow to wide.
_TIERS = frozenset(
    ("Kelurahan", "Kalurahan", "Desa", "Nagari", "Gampong", "Kampung", "Pekon", "Negeri", "Lembang",
     "Kecamatan", "Distrik", "Kapanewon", "Kemantren", "Kota", "Kabupaten", "Provinsi")
)  # fmt: skip


_SCALE = (
    frozenset(("Kelurahan", "Kalurahan", "Desa", "Nagari", "Gampong", "Kampung", "Pekon", "Negeri", "Lembang")),
    frozenset(("Kecamatan", "Distrik", "Kapanewon", "Kemantren")),
    frozenset(("Kota", "Kabupaten")),
    frozenset(("Provinsi",)),
)  # fmt: skip
_REGIONS = ("Kota", "Kabupaten")
# Kinds of bodies of which each tier has one of its own.
_TIERED = frozenset(("kemasyarakatan", "dinas", "badan", "legislatif"))


@dataclass(frozen=True)
class Agency:
    """One naming of a body.

    `head` is the canonical short form of what it is ("LPM", "Dinas Sosial", "Kelurahan"), `label` the
    head as this text writes it, `own` its proper name ("Bina Muda", ""), `of` the body or places
    that it belongs to, from narrow to wide, each with its level word ("Kelurahan Cimuncang",
    "Kota Serang"); a bare level word ("Kelurahan") stands for the document's own. `klass` is the class
    of the gazetteer.
    """

    head: str
    label: str
    klass: str
    own: str = ""
    of: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        """Return the name as the record writes it: of its places the narrowest tier says enough."""
        tiers = [o for o in self.of if o.partition(" ")[0] in _TIERS]
        of = [o for o in self.of if o not in tiers[1:]]
        if self.klass == "tetangga" and self.own:
            of = []
        if self.klass == "kemasyarakatan" and self.own and tiers:
            of = []  # a group with a name of its own is called by it: KWT Ngudi Lestari
        if not self.own and of and of[0].split()[0] == self.label.split()[-1]:
            of = [of[0].partition(" ")[2], *of[1:]]  # Bamus Nagari + Nagari X
        return " ".join(x for x in (self.label, self.own, *of) if x)

    @cached_property
    def fullness(self) -> tuple[int, int]:
        """Return how much the name says; of two names of one body the larger is the fullest."""
        return len([o for o in self.of if " " in o]) + bool(self.own), len(self.name)

    def with_of(self, *of: str) -> "Agency":
        """Return the same body with other places."""
        return replace(self, of=of)


@lru_cache(maxsize=20_000)
def squeeze(text: str) -> str:
    """Return letters and digits only, small: what is left when spacing and marks differ.

    >>> squeeze("Panggung Rawi") == squeeze("PANGGUNGRAWI")
    True
    """
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def agrees(a: Agency, b: Agency) -> bool:
    """Tell whether two namings in one document can mean the same body: same head, and what both
    say of name and place does not differ. A missing own name or place is no difference.
    """
    if squeeze(a.head) != squeeze(b.head):
        return False
    if a.own and b.own and squeeze(a.own) != squeeze(b.own):
        return False
    if a.klass == "wilayah" and bool(a.own) != bool(b.own):
        return False
    if a.klass == "keamanan" and not _same_post(a, b):
        return False
    places_a, places_b = _by_level(a), _by_level(b)
    if a.klass in _TIERED and not (a.own or b.own) and not places_a.keys() & places_b.keys():
        one, other = _scale(a), _scale(b)
        if one and other and one != other:
            return False  # the PKK of a kelurahan is not that of its kecamatan
    for level in places_a.keys() & places_b.keys():
        if places_a[level] and places_b[level] and places_a[level] != places_b[level]:
            return False
    return not (bool(a.own) != bool(b.own) and not _level_shared(places_a, places_b))


def _scale(agency: Agency) -> int:
    """Return of which tier a body is, from narrow to wide; 0 when it does not say."""
    words = {o.partition(" ")[0] for o in agency.of if " " in o}
    return next((n for n, tier in enumerate(_SCALE, 1) if words & tier), 0)


def _same_post(a: Agency, b: Agency) -> bool:
    """Tell whether two posts of one kind are not called differently: Koramil Cakung is not 07/KB."""
    one, two = (squeeze(" ".join((p.own, *p.of)) or p.label.removeprefix(p.head)) for p in (a, b))
    return not one or not two or one in two or two in one


def _level_shared(a: dict[str, str], b: dict[str, str]) -> bool:
    """A named and an unnamed body of one kind are one unless each says another place."""
    return not a or not b or bool(a.keys() & b.keys())


def _by_level(agency: Agency) -> dict[str, str]:
    """Return the places that a body belongs to by what they are compared by: kota and kabupaten are
    one tier on which each has a name of its own, Kota Serang and Kabupaten Serang being two.
    """
    out: dict[str, str] = {}
    for place in agency.of:
        word, _, name = place.partition(" ")
        squeezed = squeeze(name)
        if word in _REGIONS:
            out["region"] = squeezed and word.casefold() + squeezed
        else:
            out[word.casefold()] = squeezed
    return out


def places_said(agency: Agency) -> dict[str, str]:
    """Return the places that a naming gives by name, keyed by what two namings compare them by."""
    return {level: name for level, name in _by_level(agency).items() if name}

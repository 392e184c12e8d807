"""The bodies of one document: all namings of a body joined, its fullest form its name.

Every part of the record asks here under which name a body stands in it.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from extractors.context import Context, Mark
from extractors.layout import Unit, UnitKind
from extractors.namings import Namings, only
from models.indonesian.gazetteers import word_set
from models.indonesian.places import LEVEL_WORDS, Level, Lexicon
from models.indonesian.words import fold
from models.values.agency import Agency
from models.values.anycase import AnyCase

_PLACE_BEFORE = re.compile(
    r"(?:\b(?:di|se|wilayah|warga|masyarakat|lokasi|alamat|jalan|jl\.?|ke|dari|aula|kantor|halaman|pendopo|balai|gedung|tingkat|bertempat|rumah|pos|lingkungan)\s*:?\s*|,\s*)$",
    re.I,
)


_HEAD = 300
"""Characters in which a paper says whose it is."""
_ONE_OF_SEVERAL = {"kemasyarakatan", "panitia", "keamanan", "usaha", "kesehatan"}
"""Kinds of bodies of which a document names several and goes on with the bare kind of one."""


@dataclass
class Body:
    """One body of the document with all its namings."""

    namings: list[tuple[Agency, tuple[int, int]]] = field(default_factory=list)
    acts: bool = False

    @property
    def best(self) -> Agency:
        """Return the fullest naming, under the longest form of its label ("TP PKK" for "PKK")."""
        full = max((a for a, _ in self.namings), key=lambda a: (*a.fullness, a.name))
        longer = [a.label for a, _ in self.namings if a.label.endswith(f" {full.label}")]
        if not longer or full.klass != "kemasyarakatan":
            return full
        return replace(full, label=max(longer, key=len))

    @property
    def name(self) -> str:
        """Return the name under which the record has it."""
        return self.best.name


@dataclass
class Directory:
    """The bodies of a document; `named` finds the one that a naming means."""

    bodies: list[Body] = field(default_factory=list)
    home: dict[str, str] = field(default_factory=dict)
    """The document's own places by level word: "Kelurahan" -> "Kelurahan Cimuncang"."""
    namings: Namings[Body] = field(default_factory=Namings, repr=False)
    names: dict[Agency, str | None] = field(default_factory=dict, repr=False)
    """What `named` has answered since the last entry."""

    def enter(self, agency: Agency, span: tuple[int, int], acts: bool) -> Body | None:
        """Add a naming to its body, or begin a new one; None for a bare level word without home."""
        full = self.settled(agency)
        if full is None:
            return None
        body = self._find(full) or self._meant(full, span)
        if body is None:
            body = Body()
            self.bodies.append(body)
        body.namings.append((full, span))
        body.acts |= acts
        self.namings.add(full, body)
        self.names.clear()
        return body

    def act(self, agency: Agency, span: tuple[int, int]) -> None:
        """Note that somebody speaks, signs or attends for a body; enter it when nothing else has."""
        full = self.settled(agency)
        body = self._find(full) if full is not None else None
        if body is None:
            self.enter(agency, span, True)
        else:
            body.acts = True

    def named(self, agency: Agency | None) -> str | None:
        """Return the record's name for a naming, None for nobody."""
        if agency is None:
            return None
        if agency not in self.names:
            full = self.settled(agency)
            body = self._find(full) if full is not None else None
            self.names[agency] = body.name if body else full.name if full is not None else None
        return self.names[agency]

    def settled(self, agency: Agency) -> Agency | None:
        """Return the naming with bare level words replaced by the document's own place."""
        if agency.klass == "wilayah" and not agency.own:
            home = self.home.get(_tier(agency.label))
            if home is None:
                return None
            word, _, name = home.partition(" ")
            return Agency(word, word, "wilayah", name)
        if agency.klass == "tetangga" and agency.label in ("RT", "RW"):
            home = self.home.get(agency.label)
            return Agency(agency.label, home, "tetangga") if home else None
        of = tuple(self.home.get(_tier(o), o) if " " not in o else o for o in agency.of)
        of = tuple(o for o in of if " " in o or o not in LEVEL_TITLES)
        if agency.klass == "tetangga" and re.fullmatch(r"RT \d+", agency.label):
            home = self.home.get("RT")
            if home and home.startswith(agency.label + "/"):
                return Agency(agency.head, home, "tetangga")
        return agency.with_of(*of)

    def _meant(self, agency: Agency, span: tuple[int, int]) -> Body | None:
        """Return which of several bodies of a kind a bare naming means: the one named last before it,
        else the first.
        """
        if agency.own or any(" " in o for o in agency.of):
            return None
        if agency.klass == "dinas" and agency.label.isupper():
            spelled = [b for b in self.bodies if _initials(b.best) == agency.label]
            return only(spelled)
        if agency.klass == "pendidikan" and agency.label.istitle():
            schools = [b for b in self.bodies if b.best.klass == "pendidikan" and b.best.own]
            return only([b for b in schools if _abbreviates(agency.label, b.name)])
        if agency.klass not in _ONE_OF_SEVERAL:
            return None
        several = self.namings.fuller(agency)
        if len(several) < 2:
            return None
        home = [b for b in several if self.home.get("kelurahan") in b.best.of]
        if len(home) == 1:
            return home[0]  # "PKK" in a kelurahan's paper that names its kecamatan's too

        def last_before(body: Body) -> int:
            return max((s for _, (s, _) in body.namings if s < span[0]), default=-1)

        return max(several, key=last_before)

    def _find(self, agency: Agency) -> Body | None:
        # The exact name first; then whatever does not contradict, if only one body does not.
        body = self.namings.same(agency)
        if body is not None or agency.klass == "tetangga":
            return body
        possible = self.namings.agreeing(agency)
        return only(possible) if possible else only(self.namings.near(agency))


LEVEL_TITLES = frozenset(kind for _, kind in LEVEL_WORDS.values())


def _tier(word: str) -> str:
    """Return the canonical level word of a bare one."""
    entry = LEVEL_WORDS.get(fold(word))
    return entry[0].value if entry else word


def directory(context: Context) -> Directory:
    """Return the document's directory, built on first use from all that the pipeline marked."""
    known = context.memo.get("directory")
    if isinstance(known, Directory):
        return known
    built = Directory(home=_home(context))
    # Fuller namings first, so that shorter ones find them.
    marks: list[tuple[Agency, tuple[int, int], bool]] = []
    for mark in context.marks("agencies"):
        unit = context.unit_at(mark.start)
        if unit is None or outside(unit):
            continue
        if _ON_STREET.search(context.text, max(unit.start, mark.start - 12), mark.start):
            continue  # a street is called after it
        marks.append((mark.value, (mark.start, mark.end), _acts(context, mark, unit)))
    for mark in context.marks("offices"):
        unit = context.unit_at(mark.start)
        if mark.value.agency is None or unit is None or outside(unit) or mark.value.former:
            continue
        marks.append((mark.value.agency, (mark.start, mark.end), True))
    marks.extend(_proposers(context))
    for agency, span, acts in sorted(
        marks, key=lambda m: (-m[0].fullness[0], -m[0].fullness[1], m[1])
    ):
        built.enter(agency, span, acts)
    context.memo["directory"] = built
    return built


_ON_STREET = re.compile(
    r"\b(?:jl\.?|jln\.?|jalan|gg\.?|gang|simpang|perum|perumahan|komplek|komp\.?)\s*$", re.I
)


def outside(unit: Unit) -> bool:
    """Tell whether a unit is no part of what the document says: running heads, inserts, tags."""
    return unit.kind is UnitKind.HEADER or _OUTSIDE.match(unit.text[:40]) is not None


_OUTSIDE = AnyCase(
    r"(?:baca (?:juga|pula)|baca\s*:|berita terkait|lihat juga|simak juga|tags?\b\s*:?|artikel terkait|terpopuler|»|copyright|©|https?:|share\b|"
    # "Komentar Lurah: …" and "Bagikan bibit kepada warga" are of the paper itself.
    r"(?:bagikan|komentar)\b(?:\s*:|\W*\d*\W*$|\s+(?:(?:ke|di|via|lewat)\s+)?(?:ini|artikel|berita|tautan|anda|pembaca|terbaru|facebook|"
    r"whatsapp|twitter|telegram|x|teman|ditutup|dinonaktifkan)\b))"
)


_PROPOSERS = re.compile(
    r"^(?P<tier>desa|kelurahan|kampung|nagari|gampong)(?:\s*(?:pengusul|asal))$", re.I
)


def _proposers(context: Context) -> list[tuple[Agency, tuple[int, int], bool]]:
    """Return the bodies of a column "Desa Pengusul", whose cells hold the bare name."""
    found = []
    for grid in context.grids:
        for i, title in enumerate(grid.header):
            match = _PROPOSERS.match(title.strip())
            cells = [row[i] for row in grid.rows if i < len(row)] if match else []
            for cell in cells:
                if match and cell is not None and re.fullmatch(r"[A-Z][A-Za-z' ]{2,30}", cell.text):
                    word = match["tier"].capitalize()
                    found.append(
                        (Agency(word, word, "wilayah", cell.text), (cell.start, cell.end), True)
                    )
    return found


def _acts(context: Context, mark: Mark, unit: Unit) -> bool:
    """Tell whether the body is named as one that does something, not only as a place."""
    agency: Agency = mark.value
    if agency.klass == "tetangga":
        return False  # "jalan Dusun Krajan": who speaks or asks for it makes it act
    if agency.klass != "wilayah":
        return True
    if context.text[mark.start : mark.start + 3].casefold() == "pem":
        return True  # "Pemkab Jembrana" is no place
    before = context.text[max(unit.start, mark.start - 24) : mark.start]
    return not _PLACE_BEFORE.search(before)


def _home(context: Context) -> dict[str, str]:
    """Return the document's own places by tier, and its own RT and RW."""
    lexicon: Lexicon = context.doc._.lexicon
    home: dict[str, str] = {}
    for level in Level:
        names = lexicon.names.get(level)
        if names and (level is not Level.DUSUN or len(names) == 1):
            name = max(names, key=lambda n: names[n])  # the first of equals
            if _is_of_inserts(context, name):
                continue
            kind = lexicon.kind(level, name) or level.value.capitalize()
            home[level.value] = f"{kind} {name}"
    for tier, name in _headed(context).items():
        home.setdefault(tier, name)
    for mark in context.marks("wards"):
        unit = context.unit_at(mark.start)
        ward = str(mark.value)
        if unit is not None and unit.start < 600 and re.fullmatch(r"RT \d+/RW \d+", ward):
            around = context.text[max(unit.start, mark.start - 60) : mark.start]
            if not re.search(r"\b(?:jl|jalan|alamat|sekretariat)\b", around, re.I):
                home.setdefault("RT", ward)
                home.setdefault("RW", ward.split("/")[1])
        elif unit is not None and unit.start < _HEAD and re.fullmatch(r"RW \d+", ward):
            home.setdefault("RW", ward)
    headed = {str(m.value) for m in context.marks("wards", 0, _HEAD)}
    if len(headed) == 1 and re.fullmatch(r"RT \d+", ward := headed.pop()):
        home.setdefault("RT", ward)  # "Rapat RT 27 Kel. Sedau", where "Pak RT" is his who calls it
    rws = {str(m.value).split("/")[-1] for m in context.marks("wards")}
    if len(rws) == 1 and (rw := rws.pop()).startswith("RW "):
        home.setdefault("RW", rw)  # the only one that the document names
    return home


def _is_of_inserts(context: Context, name: str) -> bool:
    """Tell whether only links to other articles name a place ("Baca juga: Bupati X Buka Rapat")."""
    told = [context.unit_at(m.start()) for m in re.finditer(re.escape(name), context.text, re.I)]
    return bool(told) and all(u is not None and _OUTSIDE.match(u.text[:40]) for u in told)


def _headed(context: Context) -> dict[str, str]:
    """Return the places that only offices tell: "Lurah Karang Baru" in a paper without the word
    Kelurahan. Of two places of a tier none is known for the home.
    """
    told: dict[str, set[str]] = {}
    for mark in context.marks("offices"):
        agency: Agency | None = mark.value.agency
        unit = context.unit_at(mark.start)
        if unit is not None and _OUTSIDE.match(unit.text[:40]):
            continue
        if agency is not None and agency.klass == "wilayah" and agency.own:
            told.setdefault(_tier(agency.label), set()).add(f"{agency.label} {agency.own}")
    return {tier: names.pop() for tier, names in told.items() if len(names) == 1}


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether a blend is made of the letters of a name: Undana of Universitas Nusa Cendana."""
    letters = iter(name.casefold())
    return len(short) > 4 and name[:2] == short[:2] and all(c in letters for c in short.casefold())


def _initials(agency: Agency) -> str:
    """Return the initials of a dinas by its long name: of Dinas Kelautan dan Perikanan DKP."""
    if agency.klass not in ("dinas", "badan"):
        return ""
    words = (w for w in re.findall(r"\w+", agency.label) if w[0].isupper())
    return "".join(w[0] for w in words)


def is_inner(agency: Agency) -> bool:
    """Tell whether a unit inside a body is meant, which is no body by itself: a Komisi, a Bidang, a
    numbered Pokja of the PKK.
    """
    first, _, rest = agency.label.partition(" ")
    return fold(first) in _INNER_UNITS or (
        fold(first) == "pokja" and bool(_NUMERAL.fullmatch(rest or agency.own))
    )


_INNER_UNITS = word_set("inner_units")
_NUMERAL = re.compile(r"[IV]{1,3}|\d")


def own_body(context: Context) -> str | None:
    """Return the body whose paper it is: the organization in the letterhead or the heading."""
    known = directory(context)
    end = next(
        # What stands behind the head of the paper is not looked at anyway.
        (
            u.start
            for u in takewhile(lambda u: u.start < 500, context.units)
            if re.search(r"\byth\.?\b|^kepada\b", u.text, re.I)
        ),
        500,
    )
    for klass in ("panitia", "kemasyarakatan", "tetangga", "usaha"):
        told = [
            m.value for m in context.marks("agencies", 0, min(end, 500)) if m.value.klass == klass
        ]
        if told:  # a bare "KUB" means the one that is named
            return known.named(next((a for a in told if a.own or a.of), told[0]))
    return None

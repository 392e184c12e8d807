"""The gazetteers prepared for scanning: tries of heads and offices, sets of folded words.

Made once a process from `models.indonesian.gazetteers`. What a table knows but a scanner must
not take by itself (words that are also everyday words, programmes) is left out here, with the reason.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property

from models.indonesian import gazetteers as tables
from models.indonesian.gazetteers import word_set
from models.indonesian.trie import Trie
from models.indonesian.words import fold
from models.values.agency import squeeze

# Everyday words, programmes and laws that share their letters with a body's short form.
_NO_BODIES = word_set("no_bodies")
# Of these, the ones that are bodies as soon as a name of their own follows.
_GENERIC = word_set("generic_bodies")
# Forms of offices that are everyday words, or no office of one person.
_NO_OFFICES = word_set("no_offices")
_PHRASES_OUT = word_set("no_body_phrases")


@dataclass(frozen=True, slots=True)
class Head:
    """What a scanned head means: the canonical head, its class, whether words of a field may go
    on behind it ("Dinas" + "Sosial"), and whether alone it names nobody.
    """

    short: str
    klass: str
    open: bool
    needs_name: bool
    shouted: bool = False


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """What a scanned office means. `implies` is the head of the body that a place behind names."""

    canonical: str
    klass: str
    implies: str | None
    needs_body: bool
    field: bool


class Index:
    """Everything the scanners look up."""

    @cached_property
    def agency_heads(self) -> Trie[Head]:
        """Return the heads of bodies; a form that two rows share belongs to the first."""
        trie: Trie[Head] = Trie()
        for tier in tables.tiers():
            klass = "tetangga" if tier.level == "dusun" else "wilayah"
            for form in tier.bodies:
                trie.add(form, Head(tier.name, klass, False, True))
        for row in tables.agency_heads():
            if row.kind == "wilayah" or {"RT", "RW", "RK", "RT/RW"} & set(row.shorts):
                continue
            if row.kind == "tetangga":
                continue
            official = row.kind in ("dinas", "badan", "bagian")
            short = row.longs[0] if official or not row.shorts else row.shorts[0]
            for form in row.forms:
                low = fold(form)
                if low in _GENERIC:
                    trie.add(form, Head(form, str(row.kind), False, True))
                if low in _NO_BODIES or form.casefold() in _PHRASES_OUT:
                    continue
                # "Bank Jatim" is not any bank, "Unpatti" not any university
                own = (row.kind == "usaha" and " " in form) or _is_university(form, row)
                own |= low in word_set("named_companies")
                head = Head(
                    form if own else short,
                    str(row.kind),
                    official,
                    row.needs_name and not own,
                    form.isupper(),
                )
                trie.add(form, head)
                if row.kind == "dinas" and form in row.shorts and not _says_dinas(low):
                    trie.add(f"Dinas {form}", replace(head, shouted=False))
        return trie

    @cached_property
    def field_words(self) -> frozenset[str]:
        """Return the words of which the names of dinas, badan and bagian are made."""
        words: set[str] = set()
        for row in tables.agency_heads():
            if row.kind in ("dinas", "badan", "bagian"):
                for form in row.longs:
                    words.update(fold(w.strip(",")) for w in form.split()[1:])
        words |= word_set("field_words")
        return frozenset(
            words - {"dinas", "badan", "kantor", "kota", "kabupaten", "dan", "desa", "kelurahan"}
        )

    @cached_property
    def offices(self) -> Trie[OfficeForm]:
        """Return the offices; an office that is only another one with its body ("Ketua RT", "Kepala
        Dinas") is left to its parts.
        """
        trie: Trie[OfficeForm] = Trie()
        for row in tables.offices():
            if row.group == "awalan":
                continue
            for form in row.forms:
                if _composed(form, row) or fold(form) in _NO_OFFICES:
                    continue
                name = form if row.group in ("kantor", "rapat", "warga", "panitia") else row.name
                implies = row.heads
                if row.group == "organisasi" and row.heads in ("RT", "RW"):
                    trie.add(form, OfficeForm("Ketua", "organisasi", row.heads, False, False))
                    continue
                field = row.group == "kantor" or row.name == "Seksi"
                if row.name == "Seksi":
                    name = row.name  # what follows makes the office
                if row.group == "panitia" and implies == "Panitia":
                    implies = None
                trie.add(
                    form,
                    OfficeForm(name, row.group, implies, row.needs_body, field),
                )
        trie.add("Wakil Peserta", OfficeForm("Wakil Peserta", "warga", None, False, False))
        return trie

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Return the known words of names, folded."""
        return frozenset(fold(w) for w in tables.given_names())

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Return everyday words, folded, without those that are names as well."""
        return frozenset(fold(w) for w in tables.common_words()) | word_set("headline_verbs")

    @cached_property
    def regions(self) -> frozenset[str]:
        """Return the squeezed full names of kota, kabupaten and provinces, and bare provinces."""
        names = {squeeze(r.full) for r in tables.regions()}
        names |= {squeeze(r.name) for r in tables.regions() if r.kind == "provinsi"}
        return frozenset(names)

    @cached_property
    def region_names(self) -> frozenset[str]:
        """Return the squeezed bare names of kota, kabupaten and provinces, and the short forms of them
        in everyday use (NTB, Jatim, PPU) that are no names of persons and no words.
        """
        names = {squeeze(r.name) for r in tables.regions()}
        forms = {form for _, form in tables.region_forms()}
        return frozenset(names | (forms - word_set("shy_regions") - self.given_names))

    @cached_property
    def honorifics(self) -> frozenset[str]:
        """Return the words of address that are no part of a name, folded."""
        return frozenset(fold(f) for h in tables.honorifics() if not h.kept for f in h.forms) - {
            "p",
            "mak",
            "uni",
            "ning",
        }

    @cached_property
    def titles(self) -> frozenset[str]:
        """Return titles and ranks that may stay, and degrees before a name, folded."""
        kept = {fold(f) for h in tables.honorifics() if h.kept for f in h.forms if " " not in f}
        before = {fold(f) for d in tables.degrees() if d.before for f in d.forms}
        # Short forms that are initials or names at least as often.
        return frozenset((kept | before) - word_set("no_titles")) | {"h", "hj"}

    @cached_property
    def ranks(self) -> frozenset[str]:
        """Return the ranks of police and army, folded."""
        ranked = (h for h in tables.honorifics() if h.group in ("polisi", "tentara"))
        return frozenset(fold(f) for h in ranked for f in h.forms if " " not in f)

    @cached_property
    def name_titles(self) -> frozenset[str]:
        """Return the noble titles that are also names by themselves: Syarifah, Cut, Gusti; folded."""
        noble = (h for h in tables.honorifics() if h.group == "bangsawan")
        return frozenset(fold(f) for h in noble for f in h.forms if len(f) > 2 and f.isalpha())

    @cached_property
    def degrees(self) -> frozenset[str]:
        """Return the degrees behind a name, letters only."""
        return frozenset(
            re.sub(r"[^a-z]", "", f.casefold())
            for d in tables.degrees()
            if not d.before
            for f in d.forms
        )

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Return the short heads of bodies, folded: what stays in capitals when a heading is calmed."""
        return frozenset(
            fold(w)
            for row in tables.agency_heads()
            for s in row.shorts
            for w in s.split()
            if w[:2].isupper()
        ) | word_set("kept_in_capitals")

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Return capitalised words that never belong to a name: days, months, pronouns, heads."""
        return word_set("no_name_words")

    @cached_property
    def heading_words(self) -> frozenset[str]:
        """Return words of headings, for lines in capitals, where every word has its capital."""
        return self.stop_words | word_set("heading_words")


def _is_university(form: str, row: tables.AgencyHead) -> bool:
    """Tell whether a form is the abbreviation of one university."""
    return (
        row.longs[0] == "Universitas"
        and form in row.shorts
        and form not in ("Univ.", "Univ", "UIN")
    )


def _says_dinas(short: str) -> bool:
    """Tell whether a short form says by itself that it is a dinas: "Disdik", "Satpol PP"."""
    return " " in short or short.startswith(
        ("dis", "din", "upt", "opd", "sk", "sat", "sudin", "damkar")
    )


def _composed(form: str, row: tables.Office) -> bool:
    """Tell whether the form is a plain office followed by the head of its body."""
    first, _, rest = form.partition(" ")
    plain = {"ketua", "sekretaris", "bendahara", "kepala", "ka", "anggota"}
    if row.group == "wilayah" or not rest or fold(first) not in plain or row.heads is None:
        return False
    if row.group == "panitia" and rest.casefold() != "panitia":
        return False
    return row.group in ("kepala", "organisasi", "legislatif", "kantor", "panitia")


@cache
def index() -> Index:
    """Return the index, one a process."""
    return Index()

"""The body behind an office, over the words of its field: "Kasi Ekbang Kecamatan X"."""

from models.indonesian.agencies import AgencyMention, own_name
from models.indonesian.index import Head, OfficeForm, index
from models.indonesian.offices.fields import (
    LONGEST_FIELD,
    extended,
    goes_on,
    is_field,
    is_field_of_places,
)
from models.indonesian.offices.glosses import past_gloss
from models.indonesian.offices.heads import implied_body
from models.indonesian.parting import shares
from models.indonesian.places import LEVEL_WORDS, Lexicon, is_name_word, run_end
from models.indonesian.words import BREAK, TAB, Words
from models.values.agency import Agency

_HOUSES = {
    "masjid",
    "mesjid",
    "mushola",
    "musholla",
    "musala",
    "langgar",
    "surau",
    "gereja",
    "pura",
    "vihara",
}
_OF_FIELDS = {"Manajer", "Direktur", "Supervisor", "Koordinator"}
"""Offices in companies and groups behind which a field of work may stand with no body behind it."""
_WITHIN = {"legislatif", "bagian"}
_PARTS = {"Komisi", "Fraksi", "Bidang", "Seksi", "Subbag", "Pokja"}
_UNITS = {"UPT", "UPTD", "UPTB", "Unit"}
_BRIDGE = {"pada", "di", "dari", "untuk"}
_WITH_FIELDS = {"kepala", "organisasi", "panitia"}


def body_behind(
    words: Words,
    end: int,
    office: OfficeForm,
    role: str,
    lexicon: Lexicon,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
) -> tuple[Agency | None, str, int]:
    """Read the body behind the office, over the words of its field where the office has one."""
    at = end
    if words.at(at) == BREAK and office.implies is None and at + 1 in bodies and office.needs_body:
        at += 1  # "Ketua LPM" over "Kelurahan X" in a signature block
    if office.implies is not None:
        if office.implies in ("RT", "RW") and at - 1 in wards:
            last, name = wards[at - 1]
            return Agency(office.implies, name, "tetangga"), role, last  # "Bu RT 05"
        return implied_body(words, at, office, role, lexicon, bodies)
    if words.low(at) == "panitia" and at not in bodies and office.klass == "organisasi":
        return Agency("Panitia", "Panitia", "panitia"), role, at + 1  # "ketua panitia: Dede"
    field_end = at
    while (
        field_end < len(words)
        and field_end - at < 7
        and goes_on(words, field_end, bodies, wards, office)
    ):
        field_end += 1
    if office.field or office.klass in _WITH_FIELDS:
        field_end = max(field_end, _up_to_body(words, field_end, bodies, office))
    for stop in range(field_end, at - 1, -1):
        step = past_gloss(words, stop, bodies) if stop == field_end else stop
        step += words.low(step) in _BRIDGE
        if step in wards:
            last, name = wards[step]
            if last in bodies and bodies[last].agency.klass in ("wilayah", "tetangga"):
                last = bodies[last].last  # "Ketua RW 03 Kelurahan X, Moh. Y"
            return Agency(name.split()[0], name, "tetangga"), extended(words, role, at, stop), last
        if step in bodies and not (step < field_end and words.low(step - 1) in ("dan", "&")):
            body = bodies[step]
            above = bodies.get(body.last)
            if above is not None and above.agency.label.split()[0] in ("Komisi", "Fraksi"):
                part = words.joined(body.last, above.last)
                return body.agency, f"{extended(words, role, at, stop)} {part}", above.last
            if body.agency.label.split()[0] in _PARTS and not above:
                return None, extended(words, role, at, body.last), body.last
            inner = body.agency.klass in _WITHIN or body.agency.label.split()[0] in _PARTS
            if above is not None and inner:
                # "Anggota Komisi C DPRD Kota X", "Kepala Bidang Y Dinas Z": a part of a body
                return above.agency, extended(words, role, at, body.last), above.last
            last = body.last
            seated = above is not None and above.agency.klass in ("dinas", "badan")
            if above is not None and seated and body.agency.label.split()[0] in _UNITS:
                last = above.last  # "Kepala UPT Pasar Dinas Perdagangan Kota X, Yusuf"
            return body.agency, extended(words, role, at, stop), last
        entry = LEVEL_WORDS.get(words.low(step))
        if (
            entry is not None
            and (
                step in lexicon.bare
                or not is_name_word(words, step + 1)
                or (words.text[step].islower() and _looks_personal(words, step + 1))
            )
            and (office.needs_body or stop > at)
            and not (office.field and is_field_of_places(words, step))
        ):
            bare = Agency(entry[1], entry[1], "wilayah")
            return bare, extended(words, role, at, stop), step + 1
        if words.low(step) in ("rt", "rw") and office.needs_body:
            ward = words.text[step].upper()
            return Agency(ward, ward, "tetangga"), extended(words, role, at, stop), step + 1
    house = _house(words, at if words.low(at) in _HOUSES else at - 1, lexicon)
    if house is not None and office.klass == "organisasi":
        return house[0], role, house[1]
    own = bodies.get(end - 1)
    if own is not None and own.agency.klass == "bagian" and own.last > field_end:
        return None, extended(words, role, at, field_end), own.last
    if office.field and field_end > at:
        stop = at
        while stop < field_end and (
            is_field(words, stop)
            or (words.lower[stop] in ("dan", "&", ",") and stop > at)
            or (words.lower[stop] in LEVEL_WORDS and is_field_of_places(words, stop))
        ):
            stop += 1
        if words.low(stop - 1) in ("dan", "&", ","):
            stop -= 1
        return None, extended(words, role, at, stop), stop
    if office.canonical in _OF_FIELDS and is_field(words, at):
        stop = at + 1 + is_field(words, at + 1)  # "Manajer Operasional Kelvin Hartono"
        return None, extended(words, role, at, stop), stop
    return None, role, at if words.at(at) != BREAK else end


def _house(words: Words, at: int, lexicon: Lexicon) -> tuple[Agency, int] | None:
    """Read a house of worship by its name: "Imam Masjid Al-Ikhlas, Ustaz Djafar"."""
    if words.low(at) not in _HOUSES or not words.capital[at]:
        return None
    label = words.text[at]
    own, last = own_name(words, at + 1, Head(label, "keagamaan", False, True), lexicon, frozenset())
    return (Agency(label, label, "keagamaan", own), last) if own else None


def _looks_personal(words: Words, at: int) -> bool:
    """Tell whether the run of name words here looks like a person: "Bendahara kampung Tri Handoko"."""
    end = run_end(words, at)
    return end > at and shares(words.text[at:end])[0] > 0.5


def _up_to_body(words: Words, at: int, bodies: dict[int, AgencyMention], office: OfficeForm) -> int:
    """Return where a body begins that closes a field of words that no table knows, `at` when none
    does: "Kepala Bidang E-Government Diskominfo", "Koordinator Program Bank NTB".
    """
    known = index()
    longest = LONGEST_FIELD if office.field else 2
    for i in range(at, min(at + longest + 1, len(words))):
        if i in bodies:
            official = bodies[i].agency.klass in ("dinas", "badan")
            return i if official or not (office.field or i == at) else at
        low = words.lower[i]
        if low in known.field_words and words.capital[i]:
            continue
        joins = low in ("dan", "&")
        if (not words.capital[i] and not joins) or low in known.given_names or low in LEVEL_WORDS:
            return at
        if low in known.honorifics or low in known.titles or words.text[i] in (BREAK, TAB):
            return at
    return at

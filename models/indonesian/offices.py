"""Offices as a text names them, with the body they belong to when it stands right behind.

"Lurah Panggung Rawi" is the office Lurah of Kelurahan Panggung Rawi; "Kasi Ekbang Kecamatan X" is
Kasi Ekbang of Kecamatan X; "Ketua RW 03" is Ketua of RW 03.
"""

import re
from dataclasses import dataclass, replace

from models.indonesian.agencies import AgencyMention, headed_by, is_whole, post_number
from models.indonesian.gazetteers import word_set
from models.indonesian.index import OfficeForm, index
from models.indonesian.parting import place_length, shares
from models.indonesian.places import (
    LEVEL_WORDS,
    PLACE_WORDS,
    Level,
    Lexicon,
    begins_person,
    guess,
    is_central,
    is_name_word,
    is_odd_name,
    prefix,
    region_end,
    run_end,
)
from models.indonesian.words import BREAK, TAB, Words
from models.values.agency import Agency, squeeze

_ACTING = {"plt", "plh", "pj", "pjs", "penjabat", "pejabat"}
_KEPT = {"plt": "Plt.", "plh": "Plh.", "pj": "Pj.", "pjs": "Pjs."}
_ACTING_LONG = {
    ("pelaksana", "tugas"): "plt",
    ("pelaksana", "harian"): "plh",
    ("penjabat", "sementara"): "pjs",
}
_FORMER = {"mantan", "eks", "calon", "bakal"}
_STREETS = {"jl", "jln", "jalan", "gg", "gang"}
_KIN = {"istri", "suami", "anak", "putra", "putri"}
_AS = {"selaku", "sebagai", "sbg", "menjabat"}
_ROMAN = re.compile(r"^[IVX]{1,4}$")
_SECOND = {"Sekretaris", "Wakil Sekretaris", "Staf", "Ajudan"}
_SECTION = "Seksi"
_SHORTER = {"warga", "panitia"}
_WITHIN = {"legislatif", "bagian"}
_REGION = "Pemda"
"""What an office of the government of a kota or kabupaten implies, whichever of both it is."""
_FIELDED = {"Dinas", "Badan", "Suku Dinas"}
"""Bodies whose heads have short offices behind which the field stands: Kadis, Kaban, Kasudin."""
_SAY_BODY = (
    "dinas",
    "dis",
    "din",
    "dp",
    "dl",
    "dk",
    "badan",
    "bap",
    "bp",
    "bk",
    "sat",
    "sudin",
    "suku",
)
_WARDS = {"RT", "RW", "RK"}
_SCHOLARLY = {"Fakultas", "Universitas"}
_PARTS = {"Komisi", "Fraksi", "Bidang", "Seksi", "Subbag", "Pokja"}
_UNITS = {"UPT", "UPTD", "UPTB", "Unit"}
_ABSTRACT = re.compile(r"^(?:ke|pe|per)[a-z]{4,}an$")
_UNDER = {"wakil", "wkl", "sub", "asisten", "deputi"}
_CHIEFLY = {"kepala", "kantor", "organisasi", "panitia", "keamanan"}
_DOER = re.compile(
    r"(?:pe(?:m[bpf]|n[dcjtsz]|ng|ny|l|r|m|n)[a-z]{3,}(?<!an)|[a-z]{3,}(?:ator|itor|isor|yor|logi?s|alis|aris|tris|nisi|ultan))"
)
"""How words for who does something are built: pe- with its nasals, and what other languages lent."""
_NO_DOERS = word_set("no_doers")
_TIER_OFFICES = word_set("tier_offices")
_SHORT_TIERS = {"lingk", "link", "ling", "lk", "jaga"}
_LENT = word_set("lent_offices")
_BRIDGE = {"pada", "di", "dari", "untuk"}
_SMALL_OPENERS = _FORMER | _ACTING | {first for first, _ in _ACTING_LONG} | _LENT
"""Words that may begin an office in small letters although no office is called by them."""


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office in words `first` to `last` (exclusive), body included. `former` offices are told of
    but not held; `agency` is None when no body stands there, and has only a bare level word when
    the document's own is meant ("Lurah", "Ketua TP PKK Kelurahan").
    """

    role: str
    agency: Agency | None
    klass: str
    first: int
    last: int
    former: bool = False


def scan(
    words: Words,
    lexicon: Lexicon,
    agencies: tuple[AgencyMention, ...],
    wards: dict[int, tuple[int, str]],
) -> tuple[OfficeMention, ...]:
    """Return every office named, left to right.

    `wards` maps the word at which an RT or RW begins to its end and its canonical name.
    """
    bodies = {m.first: m for m in agencies}
    inside = {i for m in agencies for i in range(m.first, m.last)}
    found: list[OfficeMention] = []
    i = 0
    while i < len(words):
        street = words.low(i - 1 - (words.at(i - 1) == ".")) in _STREETS
        mention = None if i in inside or street else _read(words, i, lexicon, bodies, wards)
        if mention is None:
            i += 1
            continue
        found.append(mention)
        i = mention.last
    return tuple(found)


def _read(
    words: Words,
    first: int,
    lexicon: Lexicon,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
) -> OfficeMention | None:
    offices = index().offices
    if first >= len(words) or not (
        words.capital[first]
        or words.lower[first] in _SMALL_OPENERS
        or offices.begins(words.lower[first])
    ):
        return None
    at = first
    former = words.low(at) in _FORMER
    if former:
        at += 1
    acting = words.text[at] if at < len(words) and words.lower[at] in _ACTING else ""
    if (words.low(at), words.low(at + 1)) in _ACTING_LONG and words.capital[at]:
        acting = _ACTING_LONG[words.low(at), words.low(at + 1)]
        at += 1
    if acting:
        at += 1
        if words.at(at) == ".":
            at += 1
        at = _past_gloss(words, at)  # "Penjabat (Pj.) Kepala Desa"
    hit = offices.longest(words.lower, at)
    if hit is None and words.low(at) in _UNDER:
        return _under(words, first, at, lexicon, bodies, wards)
    if hit is None and at < len(words):
        hit = _built(words, at, bodies)
    if hit is None:
        return None
    end, office = hit
    tiered = words.low(end) in LEVEL_WORDS or words.low(end).rstrip(".") in _SHORT_TIERS
    if words.lower[at] in _TIER_OFFICES and not tiered:
        return None
    # An office in small letters is one only when a name or a body follows at once.
    if not words.capital[at] and not _small_office(words, at, end, bodies, wards):
        return None
    if (
        end < len(words)
        and words.text[end] == "."
        and words.text[end - 1].casefold() in ("ka", "wkl", "sek")
    ):
        end += 1
    if (
        office.klass in _SHORTER
        and end - 1 > at
        and end - 1 in bodies
        and bodies[end - 1].last > end
    ):
        end -= 1  # "Kader Posyandu Anggrek" is a Kader of Posyandu Anggrek
    role = _role(words, at, end, office)
    end = _past_gloss(words, end)
    if acting:
        role = f"{_KEPT.get(acting.casefold().rstrip('.'), acting)} {role}"
    if office.canonical in _SECOND:
        chief = _read(words, end, lexicon, bodies, wards)
        if chief is not None and chief.klass == "wilayah" and not chief.former:
            # "Sekretaris Lurah X": the second of an office belongs to the first one's body.
            return OfficeMention(
                f"{role} {chief.role}", chief.agency, "kantor", first, chief.last, former
            )
    agency, role, last = _body(words, end, office, role, lexicon, bodies, wards)
    if office.canonical == _SECTION and last == end:
        return None  # a section of nothing
    return OfficeMention(role, agency, office.klass, first, last, former)


def _past_gloss(words: Words, at: int) -> int:
    """Return where the brackets end that repeat an office in short: "Kepala Desa (Kades) X", "penyuluh
    pertanian lapangan (PPL)"; `at` without them.
    """
    if words.at(at) != "(":
        return at
    close = next((i for i in (at + 2, at + 3) if words.at(i) == ")"), None)
    if close is None:
        return at
    hit = index().offices.longest(words.lower, at + 1)
    short = words.low(at + 1) in _ACTING or (hit is not None and hit[0] in (close, close - 1))
    abbreviated = close == at + 2 and words.at(at + 1).isupper() and words.at(at + 1).isalpha()
    named = hit is not None and words.at(close + 1)[0].isalpha()
    return close + 1 if abbreviated or (short and (named or hit is None)) else at


def _under(
    words: Words,
    first: int,
    at: int,
    lexicon: Lexicon,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
) -> OfficeMention | None:
    """Read an office that is second to another: "Wakil Direktur RSUD X", "Sub Koordinator Y"."""
    chief = _read(words, at + 1, lexicon, bodies, wards) if words.capital[at] else None
    if chief is None or chief.former or chief.klass not in _CHIEFLY:
        return None
    return replace(chief, role=f"{words.text[at]} {chief.role}", first=first)


def _built(
    words: Words, at: int, bodies: dict[int, AgencyMention]
) -> tuple[int, OfficeForm] | None:
    """Read a word for who does something that no table knows, by how it is built, where the body
    follows at once or behind words of its field: "Pemandu Pokdarwis X", "Penguji Balai Y".
    """
    word, low = words.text[at], words.lower[at]
    lent = low in _LENT
    if not lent and (not words.capital[at] or words.shouted[at] or not _DOER.fullmatch(low)):
        return None
    known = index()
    if not lent and (low in known.given_names or low in _NO_DOERS or low in known.stop_words):
        return None
    for end in range(at + 1, min(at + 4, len(words))):
        if end in bodies:
            klass = bodies[end].agency.klass
            official = klass == "pendidikan" if lent else klass != "wilayah"
            return (end, OfficeForm(word, "kantor", None, True, False)) if official else None
        if not words.capital[end] or words.lower[end] in known.given_names:
            break
    return None


def _small_office(
    words: Words,
    at: int,
    end: int,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
) -> bool:
    if words.low(at - 1) in _KIN:
        return False  # "istri camat, Ninik Ira"
    step = end + (words.text[end] in (",", ":", "(") if end < len(words) else 0)
    if words.low(step) in index().honorifics or (
        words.low(step) in index().titles and words.at(step)[0].isupper()
    ):
        return True  # "ketua, Ibu Sri", "sekretaris Hj. Emi"
    follower = words.at(end)
    if words.lower[at] in index().honorifics and (
        (end - 1 in wards or end in wards or follower == "(") and words.at(at - 1) != "("
    ):
        return True  # "pak RW 11 (Joko Purnomo)"
    if follower == ":" and words.at(at - 1) in (BREAK, TAB) and is_name_word(words, end + 1):
        return True  # "pencatat: Anang"
    if _has_holder(words, end):
        return True  # "bendahara RW, Sri Hartini", "sekretaris kami, Ibu Rini"
    if words.low(at - 1) in _AS or _is_apposed(words, at, end):
        return True
    return end in bodies or end in wards or (follower[0].isupper() and is_name_word(words, end))


def _has_holder(words: Words, end: int) -> bool:
    """Tell whether behind a small office its neighbourhood or "kami" and a comma a name begins."""
    if words.at(end) not in ("RT", "RW") and words.low(end) not in ("kami", "kita"):
        return False
    name = end + 2 + (words.at(end + 3) == ".")
    named = words.low(end + 2) in index().honorifics or is_name_word(words, name)
    return words.at(end + 1) == "," and words.at(end + 2)[0].isupper() and named


def _is_apposed(words: Words, at: int, end: int) -> bool:
    """Tell whether a small office stands behind a name and its comma, up to the next mark, or before
    a name with the neighbourhood between: "Ibu Lia, sekretaris RW", "bendahara RW Pak Joko".
    """
    if words.at(end) in ("RT", "RW"):
        end += 1
        if words.low(end) in index().honorifics:
            return True
    closed = words.at(end) in (",", ".", ";", ")", BREAK, TAB) or end >= len(words)
    before = words.at(at - 2)
    return (
        closed
        and words.at(at - 1) in (",", "(", "–", "—", "-", ":")
        and before[0].isupper()
        and is_name_word(words, at - 2)
    )


def _role(words: Words, at: int, end: int, office: OfficeForm) -> str:
    written = words.joined(at, end)
    if words.lower[at] in index().honorifics:
        return office.canonical  # "Pak RT", "Bu Lurah"
    if written.isupper() and len(written) > 4:
        written = office.canonical
    return written


def _body(
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
        return _implied(words, at, office, role, lexicon, bodies)
    field_end = at
    while (
        field_end < len(words)
        and field_end - at < 7
        and _goes_on(words, field_end, bodies, wards, office)
    ):
        field_end += 1
    if office.field or office.klass in _WITH_FIELDS:
        field_end = max(field_end, _up_to_body(words, field_end, bodies, office))
    for stop in range(field_end, at - 1, -1):
        step = stop + (words.low(stop) in _BRIDGE)
        if step in wards:
            last, name = wards[step]
            if last in bodies and bodies[last].agency.klass in ("wilayah", "tetangga"):
                last = bodies[last].last  # "Ketua RW 03 Kelurahan X, Moh. Y"
            return Agency(name.split()[0], name, "tetangga"), _extended(words, role, at, stop), last
        if step in bodies:
            body = bodies[step]
            above = bodies.get(body.last)
            if above is not None and above.agency.label.split()[0] in ("Komisi", "Fraksi"):
                part = words.joined(body.last, above.last)
                return body.agency, f"{_extended(words, role, at, stop)} {part}", above.last
            if body.agency.label.split()[0] in _PARTS and not above:
                return None, _extended(words, role, at, body.last), body.last
            inner = body.agency.klass in _WITHIN or body.agency.label.split()[0] in _PARTS
            if above is not None and inner:
                # "Anggota Komisi C DPRD Kota X", "Kepala Bidang Y Dinas Z": a part of a body
                return above.agency, _extended(words, role, at, body.last), above.last
            last = body.last
            seated = above is not None and above.agency.klass in ("dinas", "badan")
            if above is not None and seated and body.agency.label.split()[0] in _UNITS:
                last = above.last  # "Kepala UPT Pasar Dinas Perdagangan Kota X, Yusuf"
            return body.agency, _extended(words, role, at, stop), last
        entry = LEVEL_WORDS.get(words.low(step))
        if (
            entry is not None
            and (
                step in lexicon.bare
                or not is_name_word(words, step + 1)
                or (words.text[step].islower() and _looks_personal(words, step + 1))
            )
            and (office.needs_body or stop > at)
            and not (office.field and _is_field_of_places(words, step))
        ):
            bare = Agency(entry[1], entry[1], "wilayah")
            return bare, _extended(words, role, at, stop), step + 1
        if words.low(step) in ("rt", "rw") and office.needs_body:
            ward = words.text[step].upper()
            return Agency(ward, ward, "tetangga"), _extended(words, role, at, stop), step + 1
    if office.field and field_end > at:
        stop = at
        while stop < field_end and (
            _is_field(words, stop)
            or (words.lower[stop] in ("dan", "&") and stop > at)
            or (words.lower[stop] in LEVEL_WORDS and _is_field_of_places(words, stop))
        ):
            stop += 1
        if words.low(stop - 1) in ("dan", "&"):
            stop -= 1
        return None, _extended(words, role, at, stop), stop
    return None, role, at if words.at(at) != BREAK else end


def _looks_personal(words: Words, at: int) -> bool:
    """Tell whether the run of name words here looks like a person: "Bendahara kampung Tri Handoko"."""
    end = run_end(words, at)
    return end > at and shares(words.text[at:end])[0] > 0.5


def _up_to_body(words: Words, at: int, bodies: dict[int, AgencyMention], office: OfficeForm) -> int:
    """Return where a body begins that closes a field of words that no table knows, `at` when none
    does: "Kepala Bidang E-Government Diskominfo", "Koordinator Program Bank NTB".
    """
    known = index()
    longest = _LONGEST_FIELD if office.field else 2
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


_LONGEST_FIELD = 6
_WITH_FIELDS = {"kepala", "organisasi", "panitia"}


def _goes_on(
    words: Words,
    at: int,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
    office: OfficeForm,
) -> bool:
    """Tell whether the word still belongs to the office: words of a field, a number, "dan"."""
    if at in bodies or at in wards:
        return False
    low = words.lower[at]
    if low in (
        "komisi",
        "fraksi",
        "umum",
        "bidang",
        "seksi",
        "bagian",
        "urusan",
        "sub",
        "unit",
        "harian",
        "terpilih",
    ):
        return True
    if _ROMAN.match(words.text[at]) or words.text[at] in ("1", "2", "3", "4"):
        return True
    if words.text[at] in (BREAK, TAB):
        return False
    if low in LEVEL_WORDS:
        return office.field and _is_field_of_places(words, at)
    return office.field and (_is_field(words, at) or low in ("dan", "&"))


def _is_field_of_places(words: Words, at: int) -> bool:
    """Tell whether the level word ends a field of that name: "Kasi Pemberdayaan Masyarakat dan Desa"."""
    before = at - 1 - (words.low(at - 1) in ("dan", "&"))
    return words.low(before) == "masyarakat" and words.low(before - 1) in _EMPOWERS


_DIRECTIONS = {"timur", "barat", "utara", "selatan", "tengah", "tenggara"}
_EMPOWERS = {"pemberdayaan", "pembangunan", "dayamas"}


def _is_field(words: Words, at: int) -> bool:
    """Tell whether the word names a field of work: one of the known words, or with a capital an
    abbreviation ("Kasi PMN") or an everyday or abstract word that is no name ("Kabid Kelembagaan").
    """
    low, word, known = words.lower[at], words.text[at], index()
    if low in ("dinas", "badan"):
        return False  # "Kabid Perlindungan Anak Dinas P3A": with it the body begins
    if low in known.field_words:
        return True
    if not words.capital[at] or low in known.given_names or low in known.honorifics:
        return False
    if low in known.stop_words or low in known.titles:
        return False
    if word.isalpha() and word.isupper() and not words.shouted[at]:
        return 2 <= len(word) <= 6 and low not in known.degrees
    return low in known.common_words or _ABSTRACT.match(low) is not None


def _extended(words: Words, role: str, at: int, stop: int) -> str:
    more = words.joined(at, stop)
    more = re.sub(r"\s*\bterpilih\b", "", more).strip()
    return f"{role} {more}".strip()


def _implied(
    words: Words,
    at: int,
    office: OfficeForm,
    role: str,
    lexicon: Lexicon,
    bodies: dict[int, AgencyMention],
) -> tuple[Agency | None, str, int]:
    """Read the place behind Lurah, Camat, Bupati …; the body is the place's own."""
    implied = office.implies or ""
    level_word = LEVEL_WORDS.get(implied.casefold())
    level = level_word[0] if level_word else None
    step = at
    if level is None and implied in _FIELDED:
        body = _fielded(words, step, implied, lexicon, bodies)
        if body is not None:
            return body[0], role, body[1]
    if words.low(step) in LEVEL_WORDS and words.capital[step] and step in bodies:
        return bodies[step].agency, role, bodies[step].last
    if level is None and office.klass == "kepala" and implied in _SCHOLARLY:
        stop = _up_to_school(words, step, bodies)
        if stop is not None:
            return bodies[stop].agency, _extended(words, role, at, stop), bodies[stop].last
    posted = level is None and step in bodies and bodies[step].agency.klass == "keamanan"
    if posted or (implied == _REGION and step in bodies):
        return bodies[step].agency, role, bodies[step].last  # "Pasiter Kodim 1420/Sidrap"
    if implied == _REGION:
        return _of_region(words, step, role, lexicon)
    loose = run_end(words, step, 5)
    qualified = is_name_word(words, step + 1) or (
        words.low(step + 1) in PLACE_WORDS and words.at(step + 1)[0].isupper()
    )
    directed = words.low(step + 1) in PLACE_WORDS and words.at(step + 1)[0].isupper()
    directed = directed and is_odd_name(words, step)  # "Lurah Kembangan Utara"
    qualified = directed or (qualified and words.low(step) in PLACE_WORDS)
    qualified = qualified or (
        # "Sekretaris Camat Taman, Lilik Hidayati": the mark and the name behind it close the place
        words.at(step + 1) == "," and is_odd_name(words, step) and _begins_name(words, step + 2)
    )
    strict = not qualified and prefix(words, step, loose, lexicon, level) is None
    end = min(
        [run_end(words, step, 5, strict=strict), *(b for b in bodies if b >= step)], default=step
    )
    if implied in _WARDS:
        end = step  # "Pak RT Fransiskus": wards are numbered
    if end > step and words.low(step) not in index().titles:
        stop = prefix(words, step, end, lexicon, level) or prefix(words, step, end, lexicon)
        if stop is None and level in (Level.KOTA, Level.PROVINSI):
            stop = region_end(words, step)
        if stop is None and office.klass == "kantor" and _names_aide(words, step, end):
            stop = None  # "Sekdes Jefry Rumondor"
        elif stop is None:
            stop = _unproven(words, step, end)
            if stop == step + 1 and _is_first_name(words, step, lexicon, level):
                stop = None  # "Lurah Hendra meminta": he who was named before
        if stop is not None:
            if level is None and is_whole(words, stop, end, headed=True):
                stop = end  # "Kelian Desa Adat Sangsit Dauh Yeh" in Desa Sangsit
            stop += is_central(words, stop)
            if _ROMAN.match(words.at(stop)) and not words.at(stop + 1)[0].isupper():
                stop += 1  # "Lurah Sei Kera Hilir I"
            told = words.joined(step, stop)
            directed = words.low(stop) in _DIRECTIONS and words.capital[stop]
            if directed and not lexicon.knows(told, level):
                stop += 1  # "Camat Balikpapan Barat Rudi" where Balikpapan is the town
            name = lexicon.spelled(words.joined(step, stop), level)
            if level is None:
                return Agency(implied, f"{implied} {name}", "keamanan"), role, stop
            kind = lexicon.kind(level, name)
            if kind in (None, role) or (level is Level.KOTA and implied in ("Kota", "Kabupaten")):
                kind = implied
            return (
                Agency(kind, kind, "wilayah", _spelled(name)),
                role,
                stop,
            )
    if level is Level.DUSUN and re.fullmatch(r"\d{1,2}", words.at(step)):
        return Agency(implied, implied, "wilayah", words.text[step]), role, step + 1
    last = post_number(words, step) if level is None else step
    if last > step:
        stop = run_end(words, last, 3)
        if stop > last and "/" not in words.text[step:last] and not words.at(last - 1).isalpha():
            if not (words.at(stop) == "," or begins_person(words, stop)):
                stop = last + place_length(words.text[last:stop], 0)
            # "Danramil 1409-08 Somba Opu, Kapten Inf. Basri"
            last = max(last, stop)
        number = words.joined(step, last)
        return Agency(implied, implied, "keamanan", number), role, last
    if level is None:
        ward = Agency(implied, implied, "tetangga") if implied in ("RT", "RW") else None
        return ward, role, at
    return Agency(implied, implied, "wilayah"), role, at


def _fielded(
    words: Words, at: int, implied: str, lexicon: Lexicon, bodies: dict[int, AgencyMention]
) -> tuple[Agency, int] | None:
    """Read the field behind the short office of a head: "Kadis Lingkungan Hidup Kota X" is of Dinas
    Lingkungan Hidup Kota X.
    """
    if at in bodies and bodies[at].agency.klass in ("dinas", "badan"):
        body = bodies[at].agency
        if body.label.casefold().startswith(_SAY_BODY):
            return body, bodies[at].last
        return replace(body, label=f"{implied} {body.label}"), bodies[at].last
    mention = headed_by(words, at, implied, lexicon)
    return (mention.agency, mention.last) if mention is not None else None


def _up_to_school(words: Words, at: int, bodies: dict[int, AgencyMention]) -> int | None:
    """Return where the university stands that an office in one of its parts belongs to: "Dekan
    Fakultas Teknik Universitas X"; None without one.
    """
    for i in range(at, min(at + _LONGEST_FIELD, len(words))):
        if i in bodies:
            return i if bodies[i].agency.klass == "pendidikan" else None
        if not words.capital[i] and words.lower[i] not in ("dan", "&"):
            return None
        if words.lower[i] in index().titles:
            return None
    return None


def _of_region(
    words: Words, step: int, role: str, lexicon: Lexicon
) -> tuple[Agency | None, str, int]:
    """Read the kota or kabupaten behind an office of its government: "Sekda Nabire"."""
    stop = region_end(words, step)
    if stop is None:
        return Agency("Kabupaten", "Kabupaten", "wilayah"), role, step
    name = _spelled(words.joined(step, stop))
    kind = lexicon.kind(Level.KOTA, name)
    if kind is None:
        kind = "Kabupaten" if squeeze(f"kabupaten{name}") in index().regions else "Kota"
    return Agency(kind, kind, "wilayah", name), role, stop


def _spelled(name: str) -> str:
    """Return a shouted name in title case; "VI" and other numbers stay."""
    return name.title() if name.isupper() and not _ROMAN.match(name) else name


def _is_first_name(words: Words, at: int, lexicon: Lexicon, level: Level | None) -> bool:
    """Tell whether the one word behind a head's office is his name: a small letter follows, and the
    document has its place of that tier already or the same word in a longer name.
    """
    if level is None or not words.at(at + 1)[0].islower():
        return False
    given = words.lower[at] in index().given_names
    if given and lexicon.names.get(level):
        return True
    return (given or shares(words.text[at : at + 1])[0] > 0.5) and any(
        words.at(i + 1)[0].isupper() and is_name_word(words, i - 1)
        for i in range(1, len(words) - 1)
        if i != at and words.lower[i] == words.lower[at]
    )


def _names_aide(words: Words, begin: int, end: int) -> bool:
    """Tell whether a run behind the short office of an aide is his name and no place: several words
    that look like it, with no name behind their comma.
    """
    closed = words.at(end) == "," and _begins_name(words, end + 1)
    return end - begin > 1 and not closed and max(shares(words.text[begin:end])[1:]) < 0.6


def _unproven(words: Words, begin: int, end: int) -> int | None:
    """Split an unproven run behind Lurah and the like; None when all of it is a person's name."""
    names = index().given_names
    if words.lower[begin] in names and (end - begin > 1 or words.at(end) in (",", "(")):
        follower_known = end - begin > 1 and words.lower[begin + 1] in names
        if follower_known or end - begin == 1:
            return None
    alone = not any(words.lower[i] in names for i in range(begin, end))
    if alone and words.at(end) == "," and _begins_name(words, end + 1):
        return end  # "Camat Lintau Buo Utara, Fauzan Arif"
    return guess(words, begin, end)


def _begins_name(words: Words, at: int) -> bool:
    """Tell whether a person's name may begin here; a degree is none."""
    word = words.at(at)
    plain = re.sub(r"[^a-z]", "", word.casefold())
    return (
        word[0].isupper()
        and "." not in word
        and plain not in index().degrees
        and is_name_word(words, at)
    )

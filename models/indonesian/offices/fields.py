"""The field of work behind an office, which is part of the role: "Kepala Bidang Perlindungan Anak"."""

import re

from models.indonesian.agencies import AgencyMention
from models.indonesian.index import OfficeForm, index
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import BREAK, TAB, Words

ROMAN = re.compile(r"^[IVX]{1,4}$")
_SHORT_FIELD = re.compile(r"[A-Z]+|[A-Z]+\d[A-Z]*(?:\d[A-Z]+)?")
"""How abbreviations of fields are written: PMN, P2M, P3AP2KB."""
_ABSTRACT = re.compile(r"^(?:ke|pe|per)[a-z]{4,}an$")
LONGEST_FIELD = 6
_EMPOWERS = {"pemberdayaan", "pembangunan", "dayamas"}


def goes_on(
    words: Words,
    at: int,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
    office: OfficeForm,
) -> bool:
    """Tell whether the word still belongs to the office: words of a field, a number, "dan"."""
    low = words.lower[at]
    if at in bodies and bodies[at].last == at + 1 and words.low(at - 1) in ("dan", "&"):
        return office.field and low in index().field_words  # "Kasi Trantib dan Linmas"
    if at in bodies or at in wards:
        return False
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
    if ROMAN.match(words.text[at]) or words.text[at] in ("1", "2", "3", "4"):
        return True
    if words.text[at] in (BREAK, TAB):
        return False
    if low in LEVEL_WORDS:
        seated = at + 1 in bodies and bodies[at + 1].agency.klass in ("dinas", "badan")
        closes = seated and is_field(words, at - 1)  # "Kabid Pemerintahan Desa Dinas PMD"
        return office.field and (closes or is_field_of_places(words, at))
    if words.text[at] == ",":
        return office.field and _lists_fields(words, at)
    return office.field and (is_field(words, at) or low in ("dan", "&"))


def is_field(words: Words, at: int) -> bool:
    """Tell whether the word names a field of work: one of the known words, or with a capital an
    abbreviation ("Kasi PMN") or an everyday or abstract word that is no name ("Kabid Kelembagaan").
    """
    low, word, known = words.low(at), words.at(at), index()
    if low in ("dinas", "badan"):
        return False  # "Kabid Perlindungan Anak Dinas P3A": with it the body begins
    if low in known.field_words:
        return True
    if (
        at >= len(words)
        or not words.capital[at]
        or low in known.given_names
        or low in known.honorifics
    ):
        return False
    if low in known.stop_words or low in known.titles:
        return False
    if _SHORT_FIELD.fullmatch(word) and not words.shouted[at]:
        return 2 <= len(word) <= 6 and low not in known.degrees
    return low in known.common_words or _ABSTRACT.match(low) is not None


def _lists_fields(words: Words, at: int) -> bool:
    """Tell whether a comma stands between fields of which an "and" closes the list: "Kasi Pemerintahan,
    Trantib dan Linmas".
    """
    end = at + 1
    while end < at + 4 and is_field(words, end):
        end += 1
    joined = end > at + 1 and words.low(end) in ("dan", "&")
    return joined and is_field(words, at - 1) and is_field(words, end + 1)


def is_field_of_places(words: Words, at: int) -> bool:
    """Tell whether the level word ends a field of that name: "Kasi Pemberdayaan Masyarakat dan Desa"."""
    before = at - 1 - (words.low(at - 1) in ("dan", "&"))
    return words.low(before) == "masyarakat" and words.low(before - 1) in _EMPOWERS


def extended(words: Words, role: str, at: int, stop: int) -> str:
    """Return a role with the words of its field, less "terpilih"."""
    more = words.joined(at, stop)
    more = re.sub(r"\s*\bterpilih\b", "", more).strip()
    return f"{role} {more}".strip().replace(" ,", ",")

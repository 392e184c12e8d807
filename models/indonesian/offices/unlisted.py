"""Offices that no capital or no table tells: in small letters beside a name, and words for who does
something by how they are built.
"""

import re

from models.indonesian.agencies import AgencyMention
from models.indonesian.gazetteers import word_set
from models.indonesian.index import OfficeForm, index
from models.indonesian.offices.fields import is_field
from models.indonesian.places import is_name_word
from models.indonesian.words import BREAK, TAB, Words

_KIN = {"istri", "suami", "anak", "putra", "putri"}
_AS = {"selaku", "sebagai", "sbg", "menjabat"}
_DOER = re.compile(
    r"(?:pe(?:m[bpf]|n[dcjtsz]|ng|ny|l|r|m|n)[a-z]{3,}(?<!an)|[a-z]{3,}(?:ator|itor|isor|yor|logi?s|alis|aris|tris|nisi|ultan))"
)
"""How words for who does something are built: pe- with its nasals, and what other languages lent."""
_STAFF = {"staf", "staff", "kasi", "kasie", "kabid", "kaur"}
_SECTIONS = {"seksi", "bidang", "bagian", "subbag"}
_NO_DOERS = word_set("no_doers")
_LENT = word_set("lent_offices")


def built(words: Words, at: int, bodies: dict[int, AgencyMention]) -> tuple[int, OfficeForm] | None:
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


def small_office(
    words: Words,
    at: int,
    end: int,
    bodies: dict[int, AgencyMention],
    wards: dict[int, tuple[int, str]],
) -> bool:
    """Tell whether an office in small letters is one: a name, a form of address or a body follows."""
    if words.low(at - 1) in _KIN:
        return False  # "istri camat, Ninik Ira"
    end += words.low(end) == "panitia" and end not in bodies
    step = end + (words.text[end] in (",", ":", "(") if end < len(words) else 0)
    if words.low(step) in index().honorifics or (
        words.low(step) in index().titles and words.at(step)[0].isupper()
    ):
        return True  # "ketua, Ibu Sri", "sekretaris Hj. Emi"
    follower = words.at(end)
    if words.lower[at] in _STAFF and (is_field(words, end) or words.low(end) in _SECTIONS):
        return True  # "Fitri (staf Seksi PMK)", "staf Kesra Kelurahan X"
    if words.lower[at] in index().honorifics and (
        (end - 1 in wards or end in wards or follower == "(") and words.at(at - 1) != "("
    ):
        return True  # "pak RW 11 (Joko Purnomo)"
    opened = words.at(at - 1) in (BREAK, TAB, "(", ",", ";")
    if follower == ":" and opened and is_name_word(words, end + 1):
        return True  # "pencatat: Anang", "KUBE Elok (ketua: Ernawati, sekretaris: Lusi)"
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

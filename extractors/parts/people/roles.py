"""Roles that are told in words of their own: sections of a committee, remarks in brackets."""

import re

from models.indonesian.gazetteers import word_set
from models.indonesian.words import fold
from models.values.agency import Agency

PARLIAMENT = Agency("DPRD", "DPRD", "legislatif")
_COMMISSION = re.compile(r"\bkomisi\s+(?:[IVX]{1,3}|[A-E]|\d)\b", re.I)
_SECTION = re.compile(
    r"^(?:(?:ketua|koordinator|koord\.?|anggota|kepala|kabid|wakil\s+ketua)\s+)?"
    r"(?:sie\.?|seksi|bidang|bid\.?|divisi|pokja|urusan|departemen|biro|regu|unit)\s+[A-Z]",
    re.I,
)
_BRACKET = re.compile(r"^\s*\(\s*([A-Za-z][A-Za-z/ .-]{2,40}?)\s*\)")
_NO_ROLES = word_set("no_roles")
_FUNCTIONS = word_set("functions")


def is_function(role: str) -> bool:
    """Tell whether a role is one at the meeting only; a Wakil Ketua holds an office, a Wakil none."""
    words = fold(role).split()
    return words[0] in _FUNCTIONS and words[:2] != ["wakil", "ketua"]


def in_parliament(role: str) -> bool:
    """Tell whether an office is one of a commission of the DPRD: "Ketua Komisi III"."""
    return _COMMISSION.search(role) is not None


def section_role(text: str) -> str | None:
    """Return a committee's section as it is written, None for any other text.

    >>> section_role("Seksi Alsintan :")
    'Seksi Alsintan'
    """
    bare = " ".join(text.split()).strip(" :.,")
    if len(bare) > 60 or not _SECTION.match(bare) or re.search(r"\d", bare):
        return None
    return bare.title() if bare.isupper() and len(bare) > 12 else bare


def free_role(text: str) -> str | None:
    """Return the remark in brackets that `text` begins with when it reads as a role.

    >>> free_role(" (sanitarian) melaporkan")
    'sanitarian'
    >>> free_role(" (kanan)") is None
    True
    """
    bracket = _BRACKET.match(text)
    if bracket is None:
        return None
    role = bracket.group(1).strip()
    words = role.casefold().split()
    if len(words) > 5 or any(w.strip(".") in _NO_ROLES for w in words) or role.isupper():
        return None
    return role

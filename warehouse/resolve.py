"""Who is who across documents: one key for one body, one key for one person; simple and careful.

How far a body reaches decides what must be the same beside its name: nothing for a company or a city,
the city for its dinas, the kelurahan for its PKK, BPD or RT. A person is the same only with the same
name and the same body, or the same kelurahan when no body is told: two Mulyadi of two kelurahan stay
two. What has no place known is kept apart for each document. Keys depend on one document at a time,
so the order of loading does not matter.
"""

import re
from dataclasses import dataclass

from models.record import Record
from models.values.person import parse_person

_NAMES_ITS_CITY = re.compile(r"\b(?:kota|kabupaten|kab\.|provinsi)\s+[a-z]", re.I)
_EVERYWHERE = re.compile(
    r"^(?:(?:pt|cv|perum|universitas|kementerian|kota|kabupaten|provinsi|polres|polda|kodim)\b\.?"
    r"|bank\b(?!\s+sampah))\s+\w",
    re.I,
)
_OF_A_CITY = re.compile(
    r"^(?:dinas|dlh|dpu\w*|dinsos|disnaker\w*|dinkes|dishub|disdik\w*|satpol|bpbd|bnnk?|dprd|inspektorat"
    r"|bappe\w*|bapelit\w*|bagian|polres|kodim"
    r"|kantor\s+(?:kementerian|pertanahan|imigrasi|pajak|kesbang\w*)"
    r"|badan\s+(?:perencanaan|kepegawaian|pendapatan|pengelola\w*|penanggulangan|kesatuan|narkotika|pusat"
    r"|keuangan|penelitian|pertanahan|riset|pelayanan|ketahanan|keluarga|lingkungan|aset|penyuluh\w*))\b",
    re.I,
)
_OF_A_KECAMATAN = re.compile(
    r"^(?:kecamatan|kec\.|distrik|polsek|koramil|puskesmas|kua)\s+\w", re.I
)
_ALWAYS_OF_A_VILLAGE = re.compile(
    r"^(?:r[tw]\b|bpd\b|badan\s+(?:permusyawaratan|perwakilan|keswadayaan)|bkm\b)", re.I
)
_NAMES_ITS_VILLAGE = re.compile(
    r"\b(?:kelurahan|kel\.|desa|nagari|gampong|kampung)\s+(?!(?:kecamatan|kec|kota|kabupaten|kab|siaga|tangguh|kb|wisata|iklim)\b)\w",
    re.I,
)
_PLACE_NAME = (
    r"(?!(?:Kelurahan|Desa|Kecamatan|Kec|Kota|Kabupaten|Kab|Provinsi)\b)[A-Z][\w'-]*(?: |$)"
)
_NEIGHBOURS = re.compile(r"^r[tw]\b", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document's bodies are: what its first meeting says, unknown parts empty."""

    kelurahan: str = ""
    kecamatan: str = ""
    kota: str = ""

    @property
    def full(self) -> str:
        """Return the place as one text for people, narrow to wide."""
        return ", ".join(p for p in (self.kelurahan, self.kecamatan, self.kota) if p)


@dataclass(frozen=True, slots=True)
class Body:
    """A body as one document means it: its key across documents, and its place for people."""

    key: str
    place: str = ""


def place_of(record: Record) -> Place:
    """Return the document's place; without a meeting, what its bodies say of kelurahan and city."""
    for meeting in record.meetings:
        if meeting.kelurahan or meeting.kecamatan or meeting.kota:
            return Place(meeting.kelurahan or "", meeting.kecamatan or "", meeting.kota or "")
    found: dict[str, str] = {}
    for word in ("Kelurahan", "Desa", "Kecamatan", "Kota", "Kabupaten"):
        for agency in record.agencies:
            match = re.search(rf"\b{word}\s+((?:{_PLACE_NAME})+)", agency)
            if match:
                found.setdefault(word, match.group(1).strip())
                break
    city = (
        f"Kota {found['Kota']}"
        if "Kota" in found
        else f"Kabupaten {found['Kabupaten']}"
        if "Kabupaten" in found
        else ""
    )
    return Place(
        found.get("Kelurahan") or found.get("Desa") or "", found.get("Kecamatan", ""), city
    )


def resolve_body(name: str, place: Place, document: str) -> Body:
    """Return who a body is that a document of this place names; `document` is its SHA-256.

    >>> here = Place("Sukorejo", "Lamongan", "Kabupaten Lamongan")
    >>> resolve_body("Dinas Sosial", here, "ab12").key
    'dinassosialkabupatenlamongan'
    >>> resolve_body("Badan Permusyawaratan Desa", here, "ab12").key
    'badanpermusyawaratandesa|sukorejo|lamongan|kabupatenlamongan'
    >>> resolve_body("PKK", Place(), "ab12").key
    'pkk|?ab12'
    """
    base = _squeeze(name)
    if _EVERYWHERE.match(name):
        return Body(base)
    of_a_village = _ALWAYS_OF_A_VILLAGE.match(name)
    if _NAMES_ITS_CITY.search(name) and not of_a_village:
        return Body(base)
    if _OF_A_CITY.match(name):
        # Written without a bar, it is the same key as with its city in the name.
        return (
            Body(base + _squeeze(place.kota), place.kota) if place.kota else _apart(base, document)
        )
    if _OF_A_KECAMATAN.match(name):
        return _within(base, (place.kota,), document)
    if _NAMES_ITS_VILLAGE.search(name) and not _NEIGHBOURS.match(name):
        return _within(base, (place.kecamatan, place.kota), document)
    if not place.kelurahan:
        return _apart(base, document)
    return _within(base, (place.kelurahan, place.kecamatan, place.kota), document)


def _within(base: str, parts: tuple[str, ...], document: str) -> Body:
    if not any(parts):
        return _apart(base, document)
    return Body("|".join([base, *map(_squeeze, parts)]), ", ".join(p for p in parts if p))


def _apart(base: str, document: str) -> Body:
    return Body(f"{base}|?{document}")


def person_key(name: str, body: Body | None, place: Place, document: str) -> str:
    """Return the key of a person; `body` is that of the office, if one is told.

    >>> person_key("Mulyadi, S.Sos.", None, Place("Sukorejo"), "ab12")
    'mulyadi@sukorejo'
    >>> person_key("Mulyadi", None, Place(), "ab12")
    'mulyadi@?ab12'
    """
    parsed = parse_person(name)
    core = parsed.key if parsed is not None else name.casefold()
    if body is not None:
        return f"{core}@{body.key}"
    return f"{core}@{_squeeze(place.full) if place.kelurahan else f'?{document}'}"


def _squeeze(text: str) -> str:
    """Return what is compared of a name: its letters and figures; of a name without any, all of it."""
    folded = text.casefold()
    return re.sub(r"[^a-z0-9]", "", folded) or folded

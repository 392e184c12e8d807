"""Who is who across documents: one key for one body, one key for one person; simple and careful.

A body that is local ("PKK", "RT 03", "Kelurahan X") is told apart by the place of its document; a
dinas without its city takes the city of the document. A person is the same only with the same name and the
same body, or the same place when no body is told: two Mulyadi of two kelurahan stay two. Keys depend
on one document at a time, so the order of loading does not matter.
"""

import re
from dataclasses import dataclass

from models.record import Record
from models.values.person import parse_person

_OF_A_CITY = re.compile(
    r"^(?:dinas|badan|bagian|bappe\w*|dlh|dpu\w*|dinsos|disnaker\w*|dinkes|dishub|disdik\w*|satpol|bpbd|bnn|dprd|inspektorat|kantor)\b",
    re.I,
)
_NAMES_ITS_PLACE = re.compile(r"\b(?:kota|kabupaten|provinsi)\s+[a-z]", re.I)
_EVERYWHERE = re.compile(
    r"^(?:pt|cv|perum|bank|universitas|kementerian|kota|kabupaten|provinsi|polres|polda|kodim)\b",
    re.I,
)


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


def place_of(record: Record) -> Place:
    """Return the document's place; without a meeting, what its bodies say of kelurahan and city."""
    for meeting in record.meetings:
        if meeting.kelurahan or meeting.kecamatan or meeting.kota:
            return Place(meeting.kelurahan or "", meeting.kecamatan or "", meeting.kota or "")
    found: dict[str, str] = {}
    for word in ("Kelurahan", "Desa", "Kecamatan", "Kota", "Kabupaten"):
        for agency in record.agencies:
            match = re.search(rf"\b{word}\s+([A-Z][\w ]+)$", agency)
            if match:
                found.setdefault(word, match.group(1))
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


def agency_key(name: str, place: Place) -> str:
    """Return the key of a body named in a document of this place."""
    base = _squeeze(name)
    if _NAMES_ITS_PLACE.search(name) or _EVERYWHERE.match(name):
        return base
    if _OF_A_CITY.match(name):
        return base + _squeeze(place.kota)
    wider = (
        (place.kecamatan, place.kota)
        if re.match(r"(?:kelurahan|desa|lpm|pkk|tp pkk|karang taruna)\b.*\b[A-Z]", name, re.I)
        and _says_village(name)
        else None
    )
    parts: tuple[str, ...] = wider or (place.kelurahan, place.kecamatan, place.kota)
    if re.match(r"kecamatan\b", name, re.I):
        parts = (place.kota,)
    return "|".join([base, *(_squeeze(p) for p in parts if p)])


def _says_village(name: str) -> bool:
    return bool(re.search(r"\b(?:kelurahan|desa|nagari|gampong|kampung)\s+\w", name, re.I))


def person_key(name: str, agency: str | None, place: Place) -> str:
    """Return the key of a person; `agency` is the key of the body of the office, if one is told."""
    parsed = parse_person(name)
    core = parsed.key if parsed is not None else name.casefold()
    return f"{core}@{agency or _squeeze(place.full)}"


def _squeeze(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())

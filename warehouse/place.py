"""Where a document's bodies are: the place that its first meeting or its bodies tell."""

import re
from dataclasses import dataclass

from models.record import Record

_PLACE_NAME = (
    r"(?!(?:Kelurahan|Desa|Kecamatan|Kec|Kota|Kabupaten|Kab|Provinsi)\b)[A-Z][\w'-]*(?: |$)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a document or a body, unknown parts empty; a city bears its Kota or Kabupaten."""

    kelurahan: str = ""
    kecamatan: str = ""
    kota: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """Return the three names, narrow to wide."""
        return self.kelurahan, self.kecamatan, self.kota

    @property
    def full(self) -> str:
        """Return the place as one text for people, narrow to wide."""
        return ", ".join(p for p in self.parts if p)


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

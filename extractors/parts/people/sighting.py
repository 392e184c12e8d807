"""One place at which a person is named; the readers of people return these, joining makes persons."""

from dataclasses import dataclass

from models.indonesian.index import index
from models.indonesian.names import NameMention
from models.indonesian.offices import OfficeMention
from models.indonesian.words import fold
from models.values.agency import Agency


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place at which a person is named."""

    name: str
    role: str | None
    agency: Agency | None
    span: tuple[int, int]
    weight: float
    alias_only: bool = False
    """Half a name that only counts when somebody of the document bears it."""
    listed: tuple[int, int] | None = None
    """Where in the text the list of people begins that names it, and its row there."""

    def is_listed_beside(self, other: "Sighting") -> bool:
        """Tell whether both stand on one list of people, in different rows: two people."""
        if self.listed is None or other.listed is None:
            return False
        return self.listed[0] == other.listed[0] and self.listed[1] != other.listed[1]


def in_office(
    name: NameMention, office: OfficeMention, span: tuple[int, int], weight: float
) -> Sighting:
    """Return the sighting of a name that stands beside an office; a mere form of address is no role."""
    role: str | None = office.role
    if fold(office.role.split()[0]) in index().honorifics:
        role = None
    return Sighting(name.text, role, office.agency, span, weight)

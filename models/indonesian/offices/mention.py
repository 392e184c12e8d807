"""An office as a text names it."""

from dataclasses import dataclass

from models.values.agency import Agency


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

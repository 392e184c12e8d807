"""What a person decided about two mentions: that they are the same, or that they are not."""

import hashlib
from dataclasses import dataclass
from typing import Literal

MentionKind = Literal["orang", "lembaga"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One person or body as one document names it; holds for every rebuild of the database.

    `sha256` is the document's, `name` as its record writes it, `nth` which of several of that name
    in it, from 0.
    """

    kind: MentionKind
    sha256: str
    name: str
    nth: int = 0

    @property
    def code(self) -> str:
        """Return the short code by which people name it: the same in every database.

        >>> Mention("orang", "ab12", "Mulyadi").code
        'o-334c1ae5f1c7'
        """
        told = "\0".join((self.kind, self.sha256, self.name, str(self.nth)))
        digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.kind[0]}-{digest[:12]}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about two mentions of one kind; of several about one pair the last one holds."""

    left: Mention
    right: Mention
    same: bool

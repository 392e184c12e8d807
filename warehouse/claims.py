"""What somebody else than the document claims of it: the folder in which it was dropped.

It stands in a table of its own with its source, and never in a fact that was read from the document.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from warehouse.schema import as_warehouse_error, transaction

FOLDER = "folder"


@dataclass(frozen=True, slots=True, order=True)
class Claimed:
    """A claim about a document: which, by whom (`source`), what (`part`), and the words (`said`)."""

    sha256: str
    source: str
    part: str
    value: str
    said: str


def keep_claims(db: Database, claims: Iterable[Claimed]) -> int:
    """Make these all the claims that there are of the documents in the warehouse; returns how many
    rows were written or removed. The same claims again change nothing.

    Raises: WarehouseError.
    """
    wanted = set(claims)
    with as_warehouse_error("claims"):
        there = {
            Claimed(*row)
            for row in db.execute(
                "SELECT d.sha256, c.source, c.part, c.value, c.said "
                "FROM claims c JOIN documents d ON d.id = c.document_id"
            )
        }
        gone, new = there - wanted, sorted(wanted - there)
        ids = dict(db.execute("SELECT sha256, id FROM documents").fetchall()) if new else {}
        new = [claim for claim in new if claim.sha256 in ids]
        if not gone and not new:
            return 0
        with transaction(db):
            for claim in sorted(gone):
                db.execute(
                    "DELETE FROM claims WHERE document_id = (SELECT id FROM documents WHERE sha256 = ?) "
                    "AND source = ? AND part = ? AND value = ? AND said = ?",
                    [claim.sha256, claim.source, claim.part, claim.value, claim.said],
                )
            for claim in new:
                db.execute(
                    "INSERT INTO claims (document_id, source, part, value, said) VALUES (?, ?, ?, ?, ?)",
                    [ids[claim.sha256], claim.source, claim.part, claim.value, claim.said],
                )
    return len(gone) + len(new)

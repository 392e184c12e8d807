"""The paragraphs of a document that tell of its meeting."""

from dataclasses import dataclass

from extractors.context import Context
from extractors.directory import outside
from extractors.layout import Unit, UnitKind
from models.codes import DocumentKind


@dataclass(frozen=True, slots=True)
class Telling:
    """A document as it tells of a meeting: its units without furniture, and those that say most.

    In minutes `lead` is the whole `body`; in an article it is the first paragraphs.
    """

    context: Context
    body: list[Unit]
    lead: list[Unit]

    @property
    def news(self) -> bool:
        """Tell whether an article reports on the meeting."""
        return self.context.kind is DocumentKind.NEWS


def tell(context: Context) -> Telling | None:
    """Return what a document tells; None where it says nothing at all."""
    body = [u for u in context.units if not outside(u)]
    if not body:
        return None
    lead = opening(body) if context.kind is DocumentKind.NEWS else body
    return Telling(context, body, lead)


def opening(body: list[Unit]) -> list[Unit]:
    """Return the first paragraphs of an article, headline and furniture left out."""
    long = [
        u
        for u in body
        if len(u.text) > 110
        and u.kind in (UnitKind.PARAGRAPH, UnitKind.KEY_VALUE, UnitKind.COLUMNS)
    ]
    return long[:3] or body[:6]

"""The record: what one document becomes. The contract in types; docs/record.md says it in words.

Unknown values are None, absent entries are empty tuples; nothing is guessed to fill a field.
"""

from datetime import date as Day
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.codes import DateRole, DocumentKind, MeetingType, ProgramType

ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Text = Annotated[str, Field(min_length=1)]
Rupiah = Annotated[int, Field(ge=0, lt=2**63)]
Count = Annotated[float | int, Field(gt=-(2**63), lt=2**63, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """A frozen piece of a record that takes no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Part):
    """What the document is."""

    kind: DocumentKind = Field(description="what the document is")
    title: Text | None = Field(None, description="headline, or the heading lines joined")
    published: Day | None = Field(
        None, description="day an article was published or a letter or proposal was dated"
    )


class Meeting(Part):
    """A gathering that the document reports on or minutes."""

    type: MeetingType = Field(description="what kind of gathering")
    title: Text | None = Field(None, description="what it is called")
    date: Day | None = Field(None, description="its day, of a range the first")
    start: ClockTime | None = Field(None, description="when it began, HH:MM")
    end: ClockTime | None = Field(None, description="when it ended, HH:MM")
    venue: Text | None = Field(None, description="building or room, without the place")
    kelurahan: Text | None = Field(None, description="bare name of the kelurahan or desa")
    kecamatan: Text | None = Field(None, description="bare name of the kecamatan or distrik")
    kota: Text | None = Field(None, description="city or regency, with its Kota or Kabupaten")
    kode_wilayah: Text | None = Field(
        None, description="official code of that place, once a list of places is imported"
    )
    organizer: Text | None = Field(None, description="agency that held it")


class Person(Part):
    """Somebody who was there, spoke, signed or is named in an office."""

    name: Text = Field(description="fullest name in the document")
    role: Text | None = Field(None, description="office without the agency's name")
    agency: Text | None = Field(None, description="body that the office belongs to")


class Program(Part):
    """An activity that is planned, announced, promised or running."""

    name: Text = Field(description="what is done")
    type: ProgramType = Field(description="field of work")
    agencies: tuple[Text, ...] = Field((), description="with whom, by whom or applied to whom")


class Proposal(Part):
    """An usulan: what was asked for or complained of."""

    title: Text = Field(description="what is asked for")
    type: ProgramType = Field(description="field of work")
    origin: Text | None = Field(None, description="who raised it: RT 02/RW 05, RW 05 or a body")
    volume: Text | None = Field(None, description="quantity with unit, as written")
    amount: Rupiah | None = Field(None, description="sum asked for, else its cost, whole rupiah")
    agency: Text | None = Field(None, description="to whom it is addressed")


class BudgetLine(Part):
    """One line of a budget table (RAB)."""

    item: Text = Field(description="what is bought or paid")
    quantity: Count | None = Field(None, description="how many")
    unit: Text | None = Field(None, description="of what unit")
    unit_price: Rupiah | None = Field(None, description="price of one, whole rupiah")
    total: Rupiah | None = Field(None, description="price of all, whole rupiah")


class DateMention(Part):
    """A calendar day that the text gives in full or that follows from it."""

    date: Day = Field(description="the day")
    role: DateRole = Field(description="what the day is in this document")


class Decision(Part):
    """What was agreed, ordered or assigned."""

    text: Text = Field(description="the decision in the document's words")
    assignee: Text | None = Field(None, description="who does it")
    due: Day | None = Field(None, description="until when")


class Rectangle(Part):
    """A piece of a line on an upright page, in points (1/72 inch) from its top left."""

    page: int = Field(ge=1, description="page, from 1")
    x0: float = Field(description="left edge")
    top: float = Field(description="upper edge")
    x1: float = Field(description="right edge")
    bottom: float = Field(description="lower edge")


class Evidence(Part):
    """Where one item of the record was read."""

    item: Text = Field(description="JSON pointer to the item, such as /people/0")
    page: int = Field(ge=1, description="page, from 1")
    start: int = Field(ge=0, description="first character in the text as read")
    end: int = Field(ge=0, description="one past the last character")
    quote: Text = Field(description="the characters themselves")
    confidence: Share = Field(description="share right among items read alike, 0 to 1")
    reason: str = Field("", description="why it is so sure, in Indonesian")
    boxes: tuple[Rectangle, ...] = Field(
        (), description="where its words stand, one for each line; none in formats without a layout"
    )


class Issue(Part):
    """A doubt or contradiction that a person should look at."""

    part: Text = Field(description="part of the record concerned")
    page: int | None = Field(None, ge=1, description="page, from 1")
    quote: str = Field("", description="the words concerned")
    reason: Text = Field(description="what is doubtful, in Indonesian")


class Record(Part):
    """What one document becomes."""

    document: Document = Field(description="what the document is")
    meetings: tuple[Meeting, ...] = Field((), description="gatherings that it reports or minutes")
    people: tuple[Person, ...] = Field(
        (), description="who was there, spoke, signed or holds office"
    )
    agencies: tuple[Text, ...] = Field((), description="bodies and organizations named in it")
    programs: tuple[Program, ...] = Field((), description="activities planned, promised or running")
    proposals: tuple[Proposal, ...] = Field((), description="what was asked for (usulan)")
    budget: tuple[BudgetLine, ...] = Field((), description="lines of its budget table (RAB)")
    dates: tuple[DateMention, ...] = Field((), description="calendar days with their roles")
    decisions: tuple[Decision, ...] = Field((), description="what was agreed, ordered or assigned")
    evidence: tuple[Evidence, ...] = Field((), description="where each item was read")
    issues: tuple[Issue, ...] = Field((), description="doubts and contradictions")


LIST_PARTS = (
    "meetings",
    "people",
    "agencies",
    "programs",
    "proposals",
    "budget",
    "dates",
    "decisions",
)
"""The record's list fields in the order of the contract."""

"""Dates: every calendar day of the text with its role in the document."""

from datetime import date as Day

from extractors.acts.days import published_day, role_of, told_days
from extractors.context import Context, Item, Mark
from extractors.parts import part
from models.codes import DateRole
from models.record import DateMention
from models.values.dates import DateFound, weekday_conflicts


@part("dates", after=("meetings",))
def find(context: Context) -> tuple[Item[DateMention], ...]:
    """Return each day once a role, in order of the text; contradictions of weekday become issues."""
    meeting = next((i.value.date for i in context.found.get("meetings", ())), None)
    roles: dict[tuple[Day, DateRole], list[tuple[int, int]]] = {}
    published = published_day(context)
    for one in told_days(context):
        role = role_of(one, meeting, published)
        roles.setdefault((one.day, role), []).append((one.mark.start, one.mark.end))
        _check_weekday(context, one.mark, one.day)
    if published is not None and (published[0], DateRole.PUBLISHED) not in roles:
        # What only the page's own declaration says stands nowhere in the text and has no quote.
        roles[published[0], DateRole.PUBLISHED] = [published[1]] if published[1] else []
    if meeting is not None and not any(d == meeting and r is DateRole.MEETING for d, r in roles):
        span = next(i.spans[0] for i in context.found["meetings"])
        roles[meeting, DateRole.MEETING] = [span]
    # A day that is told as an event and is the meeting or a deadline as well stands once.
    strong = {d for d, r in roles if r in (DateRole.MEETING, DateRole.PUBLISHED)}
    items = [
        Item(DateMention(date=d, role=r), tuple(spans), 0.9 if r is not DateRole.EVENT else 0.8)
        for (d, r), spans in roles.items()
        if not (r in (DateRole.OTHER, DateRole.EVENT) and d in strong)
    ]
    return tuple(sorted(items, key=lambda i: i.start))


def _check_weekday(context: Context, mark: Mark, day: Day) -> None:
    found: DateFound = mark.value
    if weekday_conflicts(found, day):
        context.doubt(
            "dates", f"nama hari tidak cocok dengan tanggal {day.isoformat()}", mark.start, mark.end
        )

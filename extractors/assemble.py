"""From a Doc to a Record: what it is, what each part finds, and where all of it was read."""

import re
from datetime import date as Day

from spacy.tokens import Doc

from extractors.acts.days import published_day
from extractors.confidence import Sureness, confidence
from extractors.context import Context, Item
from extractors.contradictions import contradictions
from extractors.directory import outside
from extractors.kinds import TITLE, classify
from extractors.layout import SUBJECT_KEYS, Section, Unit, UnitKind, grids, segments, units
from extractors.paging import page_doubts
from extractors.parts import find_all
from models.boxes import spots
from models.codes import DateRole, DocumentKind
from models.indonesian.capitals import calmed
from models.record import (
    LIST_PARTS,
    DateMention,
    Document,
    Evidence,
    Issue,
    Record,
    Rectangle,
)
from models.source import Source


def assemble(doc: Doc) -> Record:
    """Return the record of a document; any text yields a valid one."""
    return record_from(understand(doc))


def begin(doc: Doc) -> Context:
    """Say how a document is built and what it is; nothing is looked for yet."""
    found_units = units(doc)
    kind, sure = classify(doc, found_units)
    pieces = segments(doc)
    return Context(doc, kind, found_units, grids(doc, pieces), pieces, kind_sure=sure)


def understand(doc: Doc) -> Context:
    """Say what a document is, let every part find its items in it, and what contradicts itself."""
    context = begin(doc)
    find_all(context)
    contradictions(context)
    return context


def record_from(context: Context) -> Record:
    """Join what the parts have found, with where it was read and how sure it is."""
    issues = [*context.issues]
    issues += [Issue(part="document", reason=note) for note in context.source.notes]
    issues += [
        Issue(part="document", page=page.number, reason=note)
        for page in context.source.pages
        for note in page.notes
    ]
    issues += page_doubts(context.source.pages)
    published = published_day(context)
    title, title_span = _title(context)
    evidence: list[Evidence] = []
    if title_span is not None:
        sure = Sureness(context.kind_sure, "seyakin jenis dokumennya")
        evidence.extend(_evidence(context, "/document/title", (title_span,), sure))
    if published is not None and published[1] is not None:
        sure = confidence(context, "dates", _as_mention(published[0], published[1]))
        place = (published[1],)
        evidence.extend(_evidence(context, "/document/published", place, sure))
    parts: dict[str, tuple[object, ...]] = {}
    for name in LIST_PARTS:
        items: tuple[Item[object], ...] = context.found.get(name, ())
        parts[name] = tuple(i.value for i in items)
        for n, item in enumerate(items):
            sure = confidence(context, name, item)
            evidence.extend(_evidence(context, f"/{name}/{n}", item.spans, sure))
    return Record(
        document=Document(
            kind=context.kind, title=title, published=published[0] if published else None
        ),
        evidence=tuple(evidence),
        issues=tuple(dict.fromkeys(issues)),
        **parts,
    )


def _as_mention(day: Day, span: tuple[int, int]) -> Item[DateMention]:
    """Return the day of publication as what it is among the dates."""
    return Item(DateMention(date=day, role=DateRole.PUBLISHED), (span,))


def _evidence(
    context: Context, pointer: str, spans: tuple[tuple[int, int], ...], sure: Sureness
) -> list[Evidence]:
    """Return where an item was read; a quote is exactly the characters of the text as read."""
    text = context.source.text
    out = []
    for start, end in dict.fromkeys(spans):
        quote = text[start:end]
        if quote.strip():
            page = context.source.page_at(start)
            out.append(
                Evidence(
                    item=pointer,
                    page=page,
                    start=start,
                    end=end,
                    quote=quote,
                    confidence=sure.share,
                    reason=sure.reason,
                    boxes=_rectangles(context.source, start, end),
                )
            )
    return out


def _rectangles(source: Source, start: int, end: int) -> tuple[Rectangle, ...]:
    """Return where these characters stand, to a tenth of a point."""
    return tuple(
        Rectangle(
            page=spot.page,
            x0=round(spot.box.x0, 1),
            top=round(spot.box.top, 1),
            x1=round(spot.box.x1, 1),
            bottom=round(spot.box.bottom, 1),
        )
        for spot in spots(source, start, end)
    )


def _title(context: Context) -> tuple[str | None, tuple[int, int] | None]:
    """Return the headline of an article, the heading lines of minutes, what a letter is about."""
    declared = context.source.title
    if context.kind is DocumentKind.NEWS:
        if declared:
            at = context.text.find(declared)
            return declared, (at, at + len(declared)) if at >= 0 else None
        return _headline(context)
    wishes = context.found.get("proposals", ())
    if context.kind is DocumentKind.PROPOSAL and len(wishes) == 1:
        return wishes[0].value.title, wishes[0].spans[0]
    heads = [u for u in context.units[:16] if u.kind is not UnitKind.HEADER]
    titled = [
        i
        for i, u in enumerate(heads)
        if re.search(TITLE, u.text, re.I)
        or re.match(r"(?:surat|daftar|proposal|undangan|keputusan(?=\s+\w))\b", u.text, re.I)
    ]
    first = min(titled, key=lambda i: _only_announces(heads[i]), default=None)
    if first is None:
        return None, None
    if _only_announces(heads[first]):
        unit = heads[first]
        named = re.search(TITLE, unit.text, re.I) if not unit.key else None
        start = unit.body if named is None else unit.start + named.start()
        text = " ".join(unit.text[start - unit.start :].split())
        return calmed(text)[:300], (start, unit.end)
    lines = [heads[first]]
    for unit in heads[first + 1 : first + 4]:
        if unit.kind is not UnitKind.HEADING or re.match(r"(?:nomor|no)\b", unit.text, re.I):
            break
        if unit.marker.strip("().").isalnum() or _heads_part(unit):
            break
        lines.append(unit)
    text = " ".join(" ".join(u.text.split()) for u in lines)
    return calmed(text)[:300], (lines[0].start, lines[-1].end)


def _heads_part(unit: Unit) -> bool:
    """Tell of the first heading below the title: "Waktu dan tempat", "Peserta", "Agenda"."""
    if unit.section in (Section.ATTENDANCE, Section.AGENDA):
        return True
    return (
        re.fullmatch(r"(?:waktu|tempat|hari|peserta)\b[^\d]{0,20}", unit.content, re.I) is not None
    )


def _only_announces(unit: Unit) -> bool:
    """Tell of a mail's subject and of a sentence that hands minutes over ("Berikut notulen rapat
    kemarin"): they are the title only where no heading stands below.
    """
    return unit.key.casefold() in SUBJECT_KEYS or _ANNOUNCES.match(unit.text) is not None


_ANNOUNCES = re.compile(
    r"(?:berikut|bersama\s+ini|terlampir|(?:mohon\s+)?izin|maaf|selamat|ass?alam|yth|kepada|bapak|bpk|ibu|kami|saya|teman|rekan)\b",
    re.I,
)


def _headline(context: Context) -> tuple[str | None, tuple[int, int] | None]:
    """A headline is the first line of several words that is no sentence of the article itself."""
    for unit in context.units[:12]:
        if _is_headline(context, unit):
            return " ".join(unit.text.split()), (unit.start, unit.end)
        if len(unit.text) > 160:
            return None, None
    return None, None


def _is_headline(context: Context, unit: Unit) -> bool:
    if outside(unit) or not 20 <= len(unit.text) <= 160 or unit.text.endswith((".", ":")):
        return False
    if any(True for _ in context.marks("dates", unit.start, unit.end)) and len(unit.text) < 60:
        return False
    if re.search(r"\||\bwib\b|^(?:oleh|penulis|editor|home|beranda)\b", unit.text, re.I):
        return False
    words = unit.text.split()
    capitals = sum(w[0].isupper() for w in words)
    return len(words) >= 4 and capitals >= 0.5 * len(words)

"""The gathering that a document minutes or reports on: what, when, where, by whom."""

import re
from dataclasses import replace

from extractors.context import Context, Item
from extractors.directory import outside
from extractors.meeting.moment import day_of, times_of
from extractors.meeting.naming import name_of, title_of
from extractors.meeting.official import settle
from extractors.meeting.organizer import organizer_of, tier_of
from extractors.meeting.spot import places_of, spot_of, venue_of
from extractors.meeting.telling import tell
from extractors.parts import part
from models.codes import DocumentKind, MeetingType
from models.indonesian.places import LEVEL_WORDS, Level, Lexicon
from models.record import Meeting
from models.values.anycase import AnyCase

# Meetings that one tier of government holds for itself; others may bring in the tier above.
_OF_A_TIER = (MeetingType.MUSRENBANG, MeetingType.RAPAT_KOORDINASI, MeetingType.RAPAT)


@part("meetings")
def find(context: Context) -> tuple[Item[Meeting], ...]:
    """Return the meeting of minutes, of an article or of a report, with what is told of it; none elsewhere."""
    if context.kind not in (DocumentKind.MINUTES, DocumentKind.NEWS) and not _is_report(context):
        return ()
    telling = tell(context)
    named = name_of(telling) if telling is not None else None
    if telling is None or (named is None and context.kind is not DocumentKind.MINUTES):
        return ()
    day = day_of(telling)
    start, end, time_span = times_of(telling, day[0] if day else None)
    venue = venue_of(telling)
    tier = tier_of(telling, named)
    organizer = organizer_of(telling, named, tier)
    bound = named is not None and named.type in _OF_A_TIER
    told = places_of(telling, (_tier_of_body(organizer) or tier) if bound else None)
    lexicon: Lexicon = context.doc._.lexicon
    kinds = {level: kind for level, name in told.items() if (kind := lexicon.kind(level, name))}
    settled = settle(told, context.doc._.gazetteer, kinds)
    for level, reason in settled.doubts:
        context.doubt("meetings", reason, *spot_of(context, level, settled.places[level]))
    places = settled.places
    if named is not None and named.type is MeetingType.RAPAT and _is_neighbours(organizer):
        named = replace(named, type=MeetingType.REMBUG_WARGA)
    spans = [s for s in (day[1] if day else None, time_span, venue[1] if venue else None) if s]
    if named is not None:
        spans.insert(0, (named.start, named.end))
    if not spans:
        spans = [(telling.body[0].start, telling.body[0].end)]
    meeting = Meeting(
        type=named.type if named else MeetingType.RAPAT,
        title=title_of(telling, named),
        date=day[0] if day else None,
        start=start,
        end=end,
        venue=venue[0] if venue else None,
        kelurahan=places.get(Level.KELURAHAN),
        kecamatan=places.get(Level.KECAMATAN),
        kota=places.get(Level.KOTA),
        kode_wilayah=settled.code,
        organizer=organizer,
    )
    return (Item(meeting, tuple(spans), 0.85 if day and named else 0.65),)


def _is_report(context: Context) -> bool:
    """Tell whether a paper is titled as the report of something held: "Laporan Pelaksanaan Pelatihan …"."""
    if context.kind is not DocumentKind.OTHER:
        return False
    heads = [u for u in context.units if not outside(u)][:_TITLED]
    return any(len(u.text) < _LONGEST_TITLE and _REPORT.match(u.text) for u in heads)


_TITLED = 8  # units in which a title stands, below a letterhead
_LONGEST_TITLE = 160  # characters
_REPORT = AnyCase(
    r"laporan\s+(?:singkat\s+|hasil\s+|akhir\s+|pelaksanaan\s+|penyelenggaraan\s+|tentang\s+|kegiatan\s+)*"
    r"(?:kegiatan|pelaksanaan|penyelenggaraan|acara|pertemuan|rapat|musyawarah|pelatihan|sosialisasi|penyuluhan|bimtek|bimbingan|workshop"
    r"|lokakarya|kursus|diklat|pembekalan|kunjungan|monitoring|pembinaan|pendampingan)\b"
)


def _tier_of_body(organizer: str | None) -> Level | None:
    entry = LEVEL_WORDS.get(organizer.split()[0].casefold()) if organizer else None
    return entry[0] if entry else None


def _is_neighbours(organizer: str | None) -> bool:
    return organizer is not None and bool(re.match(r"R[TW] \d", organizer))

"""Who held a meeting."""

import re

from extractors.context import Context
from extractors.directory import directory
from extractors.layout import Unit
from extractors.meeting.naming import Named
from extractors.meeting.telling import Telling
from models.codes import MeetingType
from models.indonesian.places import LEVEL_WORDS, Level

_HOLDS = re.compile(
    r"\b(?:meng?gelar|gelar|mengadakan|adakan|melaksanakan|menyelenggarakan|menghelat|melakukan)\b",
    re.I,
)


def organizer_of(telling: Telling, named: Named | None) -> str | None:
    """Return the telling.body that held the meeting."""
    known = directory(telling.context)
    if telling.news:
        for unit in telling.lead[:2]:
            verb = _HOLDS.search(unit.text)
            if verb:
                marks = list(
                    telling.context.marks("agencies", unit.start, unit.start + verb.start())
                )
                marks = [
                    m for m in marks if m.value.klass != "wilayah" or m.value.label[:3] != "Kec"
                ] or marks
                marks = [
                    m for m in marks if not _only_place(telling.context, m.start, unit)
                ] or marks
                if marks:
                    return known.named(marks[0].value)
        wards = [
            m for u in telling.lead[:1] for m in telling.context.marks("wards", u.start, u.end)
        ]
        if named is not None and named.type is MeetingType.REMBUG_WARGA and wards:
            return str(wards[0].value)
        if named is not None and named.type is MeetingType.MUSRENBANG:
            return (
                known.home.get("kelurahan")
                if _tier_of(telling.context, named) is Level.KELURAHAN
                else None
            )
        return None
    if named is not None:
        titled = telling.context.unit_at(named.start)
        if titled is not None:
            for mark in telling.context.marks("wards", named.start, titled.end + 40):
                return _ward(known.home, str(mark.value))
    for unit in telling.body[:8]:
        if unit.key and not re.match(
            r"(?:acara|agenda|rapat|kegiatan|penyelenggara)", unit.key, re.I
        ):
            continue
        for mark in telling.context.marks("agencies", unit.start, unit.end + 60):
            if (
                mark.value.klass in ("kemasyarakatan", "panitia", "tetangga")
                and mark.start < unit.end
            ):
                return known.named(mark.value)
    early = [str(m.value) for m in telling.context.marks("wards") if m.start < 250]
    if early and named is not None and named.type in (MeetingType.REMBUG_WARGA, MeetingType.RAPAT):
        return _ward(known.home, early[0])
    if "kelurahan" in known.home:
        return known.home["kelurahan"]
    return known.home.get("kecamatan")


def _ward(home: dict[str, str], ward: str) -> str:
    own = home.get("RT")
    return own if own and own.startswith(ward + "/") else ward


def _only_place(context: Context, start: int, unit: Unit) -> bool:
    return bool(
        re.search(
            r"\b(?:di|warga|masyarakat|,)\s*$",
            context.text[max(unit.start, start - 12) : start],
            re.I,
        )
    )


def _tier_of(context: Context, named: Named) -> Level | None:
    after = context.text[named.end : named.end + 40]
    match = re.search(
        r"\b(kelurahan|desa|kecamatan|kota|kabupaten|nagari|gampong|kampung|distrik)\b", after, re.I
    )
    return LEVEL_WORDS[match.group().casefold()][0] if match else Level.KELURAHAN

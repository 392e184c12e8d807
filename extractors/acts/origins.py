"""Who raises a wish: the ward that its sentence, its entry or its speaker names."""

import re
from bisect import bisect_left

from extractors.context import Context, Mark
from extractors.layout import Unit, UnitKind
from models.indonesian.predicates import any_of
from models.values.tables import read_toml

# A ward behind these is where something is, and nobody who asks: "mengusulkan lampu di RT 03".
_WHERE = re.compile(
    r"\b(?:di|ke|dari\s+arah|menuju|depan|dekat|sekitar|samping|belakang|antara|perbatasan|sampai|hingga|"
    r"jalan|jl\.?|gang|gg\.?|saluran|selokan|drainase|parit|got|lapangan|pos|balai|posyandu|makam|masjid|musholla|mushola)\s+$",
    re.I,
)
# "warga di RT 03" ask, wherever else "di" stands.
_LIVES_THERE = re.compile(
    rf"\b(?:{any_of(tuple(read_toml('requests.toml')['askers']))})\s+(?:di|dari)\s+$", re.I
)
# "X diusulkan (oleh) warga RT 03", "usulan dari RT 03".
_BY_WHOM = re.compile(
    r"\b(?:(?:di(?:usulkan|ajukan|minta|sampaikan|mohonkan|mohon|keluhkan|inginkan|butuhkan|harapkan|aspirasikan)|usul(?:an)?|aspirasi|permintaan|permohonan|keluhan|dari|oleh|kata|ujar|ucap|tutur|ungkap|jelas|terang|sebut)"
    rf"(?:\s*,)?(?:\s+(?:{any_of(tuple(read_toml('requests.toml')['askers']))}))*)\s+$",
    re.I,
)
_PUT_FORWARD_BY = re.compile(
    r"\s+(?:ini\s+|itu\s+|tersebut\s+)?(?:juga\s+)?di(?:usulkan|ajukan|minta|sampaikan|mohon|mohonkan)\s+(?:oleh\s+)?(?:\w+\s+){0,2}",
    re.I,
)
_NEAR = 25  # characters around a thing within which a ward belongs to it in any case
_BRACKET = re.compile(r"\s*\((?:[A-Za-z.]+\s+){0,3}$")


def origin_of(
    context: Context, span: tuple[int, int], near: tuple[int, int, int, int]
) -> str | None:
    """Return the ward that asks for what stands at `span`.

    `near` is where its sentence begins, where the thing before it ends, up to where its details
    reach, and where its sentence ends.
    """
    first, behind, reach, stop = near
    text = context.text
    after = list(context.marks("wards", span[0], stop))
    for mark in after:  # "perbaikan talud (RT 03)"
        if mark.start >= span[1] and _BRACKET.fullmatch(text[span[1] : mark.start]):
            return str(mark.value)
    for mark in after[
        :1
    ]:  # "X diusulkan warga RT 03" says it more surely than what stands before X
        if _PUT_FORWARD_BY.fullmatch(text, span[1], mark.start):
            return str(mark.value)
    before = [
        m
        for m in context.marks("wards", first, span[0])
        if not (m.start >= behind > first and text[m.start - 1] == "(")
    ]
    askers = [m for m in before if not _is_place(text, first, m)]
    if askers:
        return str(askers[-1].value)
    for mark in after:
        if mark.end <= reach + _NEAR and _BY_WHOM.search(text[span[1] - 1 : mark.start]):
            return str(mark.value)
    close = [m for m in (*before, *after) if behind <= m.start and m.end <= span[1] + _NEAR]
    close = [m for m in close if m.start >= span[0] - _NEAR]
    if close:
        return str(close[0].value)
    unit = context.unit_at(span[0])
    return _labelled(context, span[0]) or (ward_above(context, unit) if unit else None)


def ward_above(context: Context, unit: Unit) -> str | None:
    """Return the ward under whose heading an entry of a list stands: "Usulan RT 01:", "RT 01"."""
    if unit.kind is not UnitKind.ITEM:
        return None
    at = bisect_left(context.units, unit.start, key=lambda u: u.start) - 1
    head = _heads(context)[at] if at >= 0 else None
    if head is None or not _HEADS_WARD.fullmatch(head.content):
        return None
    return next((str(m.value) for m in context.marks("wards", head.start, head.end)), None)


def _heads(context: Context) -> tuple[Unit | None, ...]:
    """Return for each unit the nearest one up to it that is no entry of a list."""
    known = context.memo.get("heads of lists")
    if isinstance(known, tuple):
        return known
    found: list[Unit | None] = []
    last: Unit | None = None
    for unit in context.units:
        if unit.kind not in (UnitKind.ITEM, UnitKind.KEY_VALUE):
            last = unit
        found.append(last)
    context.memo["heads of lists"] = tuple(found)
    return tuple(found)


_HEADS_WARD = re.compile(
    r"\W*(?:\w+\s+){0,3}R[TW]\.?\s?\d{1,3}(?:\s?/\s?(?:RW\.?\s?)?\d{1,3})?\s*(?:\([^)]{1,40}\))?\W*",
    re.I,
)


def _is_place(text: str, first: int, mark: Mark) -> bool:
    before = text[max(first, mark.start - 40) : mark.start]
    return bool(_WHERE.search(before)) and not _LIVES_THERE.search(before)


_LONGEST_LABEL = 60


def _labelled(context: Context, offset: int) -> str | None:
    """Return the ward of whom a note in minutes is put down for: "Bapak Slamet (RT 03): …"."""
    unit = context.unit_at(offset)
    if unit is None or unit.kind is UnitKind.ROW:
        return None
    head = context.text[unit.start : min(unit.end, unit.start + _LONGEST_LABEL)]
    mark = re.search(r":\s|\t", head)
    if mark is None or unit.start + mark.end() > offset:
        return None
    wards = list(context.marks("wards", unit.start, unit.start + mark.start()))
    return str(wards[0].value) if len(wards) == 1 else None

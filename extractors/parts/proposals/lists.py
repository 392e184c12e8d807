"""Proposals of papers that list them without a table: lists of usulan, and the points of a letter."""

import re
from bisect import bisect_left

from extractors.acts.applied import applied_for
from extractors.acts.asked import WARD_HEAD, of_entry, of_item
from extractors.acts.origins import ward_above
from extractors.acts.wishes import entry
from extractors.context import Context, Item
from extractors.directory import directory, outside
from extractors.layout import Section, Unit, UnitKind
from models.record import Proposal

_PROSE = 150  # characters; a longer paragraph is no line of a list

_LIST_TITLE = re.compile(
    r"^\W*(?:(?:daftar|rekap\w*|formulir|lembar|matriks|rincian)\s+(?:\w+\s+){0,2})?"
    r"(?:usulan|aspirasi|pokir)\b(?!\s+(?:yang|ini|tersebut)\b)",
    re.I,
)
_TOP = 8  # units in which a title stands
_OF_A_WISHER = re.compile(r"\s[-–—]\s+(?:pengusul\s*:?\s*)?", re.I)


def is_list(context: Context) -> bool:
    """Tell whether a paper is titled as a list of usulan."""
    return any(_LIST_TITLE.match(u.text) for u in context.units[:_TOP])


def from_list(context: Context) -> list[Item[Proposal]]:
    """Read a list of usulan without a table: one item each, under the heading of its addressee."""
    if not is_list(context):
        return []
    out: list[Item[Proposal]] = []
    for unit in context.units:
        if unit.kind is UnitKind.KEY_VALUE and WARD_HEAD.match(unit.text) and not outside(unit):
            out.extend(of_entry(context, unit))
        if unit.kind is not UnitKind.ITEM or outside(unit):
            continue
        wish = entry(unit.content)
        if wish is None:
            continue
        read = of_item(context, unit)
        value = read.value.model_copy(
            update={
                "title": wish.title,
                "agency": _agency_under(context, unit) or read.value.agency,
                "origin": read.value.origin or _wisher(context, unit) or ward_above(context, unit),
            }
        )
        out.append(Item(value, read.spans, read.confidence))
    return out if len(out) > 1 else _bare_lines(context)


def _bare_lines(context: Context) -> list[Item[Proposal]]:
    """Read a list whose lines have no marks: each names a thing, then its ward or its size."""
    out: list[Item[Proposal]] = []
    for unit in context.units:
        if unit.kind is not UnitKind.PARAGRAPH or outside(unit) or len(unit.text) > _PROSE:
            continue
        comma = unit.text.find(",")
        told = any(
            next(context.marks(group, unit.start + comma, unit.end), None) is not None
            for group in ("wards", "quantities")
        )
        wish = entry(unit.content)
        if comma > 0 and told and wish is not None:
            item = of_item(context, unit)
            value = item.value.model_copy(update={"title": wish.title})
            out.append(Item(value, item.spans, item.confidence))
    return out if len(out) > 1 else []


_POINTS_ASKED = re.compile(
    r"\b(?:permohonan|usulan|memohon|mohon|mengajukan|mengusulkan|bantuan|kebutuhan|berupa|meliputi)\b[^.;]*(?::|berikut(?:\s+ini)?\s*[:.]?)\s*$",
    re.I,
)
_ENCLOSED = re.compile(r"\b(?:lampir\w*|terlampir|persyaratan|berkas|dokumen)\b", re.I)


def from_points(context: Context) -> list[Item[Proposal]]:
    """Read the points of a letter that applies for several things one by one."""
    out: list[Item[Proposal]] = []
    opened = False
    whole = applied_for(context)
    of = whole[0].value if whole else None
    for unit in context.units:
        if opened and unit.kind is UnitKind.ITEM and unit.section is not Section.BUDGET:
            wish = entry(unit.content)
            if wish is not None:
                item = of_item(context, unit)
                update = {
                    "title": wish.title,
                    "agency": item.value.agency or (of.agency if of else None),
                    "origin": item.value.origin or (of.origin if of else None),
                }
                out.append(Item(item.value.model_copy(update=update), item.spans, 0.75))
            continue
        if out:
            break
        tail = unit.text[-_PROSE:]
        opened = bool(_POINTS_ASKED.search(tail)) and not _ENCLOSED.search(tail)
    return out if len(out) > 1 and not context.found.get("budget") else []


def _agency_under(context: Context, unit: Unit) -> str | None:
    """Return the body that the heading above an item names."""
    so_called = _by_content(context).get(unit.heading, [])
    at = bisect_left(so_called, unit.start, key=lambda u: u.start) - 1
    if at >= 0:
        for mark in context.marks("agencies", so_called[at].start, so_called[at].end):
            return directory(context).named(mark.value)
    return None


def _by_content(context: Context) -> dict[str, list[Unit]]:
    """Return the units by their text behind marker or key, those of each text in order."""
    known = context.memo.get("units by content")
    if isinstance(known, dict):
        return known
    found: dict[str, list[Unit]] = {}
    for unit in context.units:
        found.setdefault(unit.content, []).append(unit)
    context.memo["units by content"] = found
    return found


def _wisher(context: Context, unit: Unit) -> str | None:
    """Return the body named behind a dash at the end of an item."""
    dash = next(reversed(list(_OF_A_WISHER.finditer(unit.text))), None)
    if dash is None:
        return None
    for mark in context.marks("agencies", unit.start + dash.end(), unit.end):
        return directory(context).named(mark.value)
    return None

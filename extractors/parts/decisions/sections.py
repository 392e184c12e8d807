"""Decisions under their headings and keys: the items there, or where there are none each sentence."""

import re

from extractors.acts.decided import between_semicolons, counts_as
from extractors.acts.orders import decides, numbered, orders
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Section, Unit, UnitKind, section_of
from extractors.parts.decisions.doers import clean, decision
from extractors.parts.decisions.told import CLOSES, FORMAL
from extractors.sentences import sentences
from models.indonesian.reflow import PLACE_DATE
from models.record import Decision


def from_sections(context: Context) -> list[Item[Decision]]:
    """Return what stands under headings of decisions and behind keys that announce them."""
    groups: dict[str, list[Unit]] = {}
    tables: dict[str, int] = {}
    for unit in context.units:
        if unit.kind is UnitKind.ROW:
            tables.setdefault(unit.heading, unit.start)
        if (
            unit.section is Section.DECISIONS
            and not outside(unit)
            and (unit.kind in (UnitKind.ITEM, UnitKind.PARAGRAPH) or _is_keyed_order(unit))
            and not _in_grid(context, unit.start)
        ):
            groups.setdefault(unit.heading, []).append(unit)
    keyed = [u for u in context.units if is_keyed_section(u) and not outside(u)]
    return [
        *(
            item
            for heading, inside in groups.items()
            for item in _of_section(context, inside, tables.get(heading))
        ),
        *(item for unit in keyed for item in of_paragraph(context, unit)),
    ]


def _is_keyed_order(unit: Unit) -> bool:
    """Tell whether a key and its value open a list of orders ("Untuk : 1. Mengikuti …") or the key
    is a misread number ("3: Santunan …").
    """
    key = unit.key.casefold()
    return unit.kind is UnitKind.KEY_VALUE and (key in ("untuk", "menetapkan") or key.isdigit())


def is_keyed_section(unit: Unit) -> bool:
    """Tell whether a key announces decisions that its value tells: "Kesimpulan rapat: …; …", also as
    the point of a list ("5. Kesimpulan: …").
    """
    if unit.kind is UnitKind.ITEM:
        key = _SHORT_KEY.match(unit.content)
        return (
            key is not None
            and len(unit.content) > _LONG_VALUE
            and unit.section is not Section.DECISIONS
            and section_of(key[1]) is Section.DECISIONS
        )
    return (
        unit.kind is UnitKind.KEY_VALUE
        and len(unit.content) > _LONG_VALUE
        and section_of(unit.key) is Section.DECISIONS
    )


_SHORT_KEY = re.compile(r"([^\W\d][^:.;]{4,30}):\s+(?=\S)")
_LONG_VALUE = 60  # characters; a shorter value is a fact of the head ("Hasil: terlampir")


def _in_grid(context: Context, offset: int) -> bool:
    return any(g.start <= offset < g.end for g in context.grids)


def _of_section(context: Context, inside: list[Unit], table: int | None) -> list[Item[Decision]]:
    """Read the units under one heading: its items, or where it has none each sentence up to `table`, the
    character at which a table begins there.
    """
    items = [u for u in inside if u.kind is not UnitKind.PARAGRAPH]
    # "Hasil Rapat RT 05" on top is the document's own heading: what follows it decides nothing.
    titled = all(
        u.kind in (UnitKind.HEADING, UnitKind.HEADER)
        for u in context.units
        if u.start < inside[0].start
    )
    if items and re.match(r"\(?2\W", items[0].marker) and inside[0] is not items[0]:
        items.insert(0, inside[0])  # its number was lost in reading
    starts = {u.start for u in items}
    out: list[Item[Decision]] = []
    opener: Unit | None = None
    for unit in inside:
        if unit.start in starts:
            if opener is not None and unit.section is opener.section:
                if _is_below(unit, opener):
                    continue  # it belongs to the point above: "susunan:", "kegiatan sbb:"
                opener = None
            if _OPENS_LIST.search(unit.text):
                opener = unit
            text = re.sub(r"^\d{1,2}[.)]\s*", "", clean(unit.content))
            if unit.text.endswith(":") and decides(unit.text[-60:]):
                continue  # it opens the list, it is none of it
            if (
                len(text) >= 8
                and not FORMAL.search(text)
                and not _is_name(context, unit)
                and not _is_addressee(context, unit)
            ):
                out.append(decision(context, text.rstrip(" :"), unit.body, unit.end, 0.88))
        elif (
            not items
            and not unit.text.endswith(":")
            and not titled
            and not (table is not None and table < unit.start)
            and not _signs(context, unit)
        ):
            out.extend(of_paragraph(context, unit))
    return out


_OPENS_LIST = re.compile(r"(?::|\b(?:sbb|sebagai\s+berikut)\b\W*)$", re.I)


def _is_below(unit: Unit, opener: Unit) -> bool:
    """Tell whether an item counts in another way than the one that opened its list."""
    return bool(unit.marker) and counts_as(unit.marker) != counts_as(opener.marker)


def _signs(context: Context, unit: Unit) -> bool:
    """Tell whether a line is of a signature: place and day, or an office or a name and no more."""
    if PLACE_DATE.match(unit.text):
        return True
    if len(unit.text) > _LONGEST_SIGNATURE or unit.text[-1:] in ".;":
        return False
    marks = [
        m for g in ("names", "offices", "agencies") for m in context.marks(g, unit.start, unit.end)
    ]
    covered = {i for m in marks for i in range(m.start, m.end)}
    return len(covered) >= 0.7 * len(unit.text) or bool(_SIGNER.fullmatch(unit.text))


_LONGEST_SIGNATURE = 70
_SIGNER = re.compile(
    r"(?:mengetahui|hormat\s+kami|ttd|yang\s+mencatat|(?:ketua|sekretaris|notulis|penulis|pencatat|pimpinan|pemimpin|moderator)(?:\s+(?:rapat|sidang|musyawarah|pertemuan))?)\W*",
    re.I,
)


def _is_name(context: Context, unit: Unit) -> bool:
    """Tell whether an item holds nothing but somebody's name, as in the list of a committee."""
    return any(
        m.start <= unit.body + 2 and m.end >= unit.end - 2
        for m in context.marks("names", unit.body, unit.end)
    )


def _is_addressee(context: Context, unit: Unit) -> bool:
    """Tell whether an item names nothing but an office or a body, as in the list of copies."""
    if _CONCERNED.fullmatch(unit.content):
        return True
    bare = unit.content.rstrip(" .;,")
    return len(bare) <= _LONGEST_SIGNATURE and any(
        m.start <= unit.body + _TITLE and m.end >= unit.body + len(bare) - 1
        for group in ("offices", "agencies")
        for m in context.marks(group, unit.body, unit.end)
    )


_CONCERNED = re.compile(r"(?:yang\s+bersangkutan|arsip|pertinggal)\W*", re.I)
_TITLE = 12  # characters of address before an office: "Yth. Bapak "


def of_paragraph(context: Context, unit: Unit) -> list[Item[Decision]]:
    """Return what the points of a paragraph decide, or where it has none its sentences."""
    body = unit.body if unit.kind is UnitKind.KEY_VALUE else unit.start
    if unit.kind is UnitKind.ITEM:
        key = _SHORT_KEY.match(unit.content)
        body = unit.body + (key.end() if key is not None else 0)
    points = numbered(unit.text)
    spans = [(unit.start + a, unit.start + b) for a, b in points] or [
        piece
        for start, end in sentences(context, body, unit.end)
        for piece in between_semicolons(context.text, start, end)
    ]
    out: list[Item[Decision]] = []
    for start, end in spans:
        if CLOSES.search(context.text[start:end]):
            break
        for order in orders(context.text[start:end], whole=True):
            begin, stop = start + order.start, start + order.end
            out.append(decision(context, clean(context.text[begin:stop]), begin, stop, 0.8))
    return out

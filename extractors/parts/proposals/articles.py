"""Proposals of articles: what their sentences ask for, and the points that follow "usulan:"."""

import re

from extractors.acts.asked import of_item, of_prose
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import UnitKind
from models.record import Proposal


def from_article(context: Context) -> list[Item[Proposal]]:
    """Return what the paragraphs of an article ask for, and the points under its usulan."""
    out: list[Item[Proposal]] = []
    in_list = False
    for unit in context.units:
        if in_list and unit.kind is UnitKind.ITEM:
            out.append(of_item(context, unit))
            continue
        in_list = bool(_USULAN_FOLLOW.search(unit.text[-_PROSE:]))
        told = len(unit.text) > _LONGEST_CAPTION or _FULL.search(unit.text)
        if told and not outside(unit) and unit.kind is not UnitKind.HEADING:
            out.extend(of_prose(context, unit.start, unit.end))
    return out


_LONGEST_CAPTION = 60
_FULL = re.compile(r"\w{3}[^\n]{25,}[.!][”\"]?$")  # a short paragraph, and no caption or crumb
_USULAN_FOLLOW = re.compile(
    r"\b(?:usulan|aspirasi|keluhan|permintaan|meminta|minta|mengusulkan|diusulkan|mengajukan|diajukan)\b[^.;]*:\s*$",
    re.I,
)
_PROSE = 150  # characters at the end of a paragraph in which it may announce usulan

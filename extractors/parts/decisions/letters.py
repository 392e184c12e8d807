"""Decisions of circulars and answers: the points behind "hal-hal sebagai berikut"."""

import re

from extractors.acts.orders import decides
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Unit, UnitKind
from extractors.parts.decisions.doers import clean, decision
from extractors.sentences import sentences
from models.record import Decision


def from_letter(context: Context) -> list[Item[Decision]]:
    """Read the points of a circular or an answer: the items behind "hal-hal sebagai berikut"."""
    out: list[Item[Decision]] = []
    opened = binds = informs = False
    for unit in context.units:
        if unit.kind is UnitKind.ITEM and opened:
            text = clean(unit.content)
            if len(text) >= 8 and (binds or (not informs and decides(text))):
                out.append(decision(context, text, unit.body, unit.end, 0.75))
            elif informs:
                out.extend(_of_notice(context, unit))
        elif not outside(unit):
            informs = bool(_INFORMS.search(unit.text))
            binds = not informs and bool(_POINTS_FOLLOW.search(unit.text))
            opened = binds or informs or bool(_TOLD_IN_POINTS.search(unit.text))
    return out


def _of_notice(context: Context, unit: Unit) -> list[Item[Decision]]:
    """Read a point that makes something known: those of its sentences that tell somebody to act."""
    return [
        decision(context, clean(context.text[a:b]).rstrip("."), a, b, 0.7)
        for a, b in sentences(context, unit.body, unit.end)
        if decides(context.text[a:b]) or _TOLD_TO_ACT.match(context.text[a:b])
    ]


_INFORMS = re.compile(
    r"\b(?:di)?(?:umumkan|beritahukan|informasikan)\b[^.]{0,90}\b(?:hal-?\s?hal|sebagai\s+berikut|berikut\s+ini)\b[^.]{0,30}:$",
    re.I,
)
_TOLD_TO_ACT = re.compile(
    r"(?:(?:para|setiap|tiap|semua|seluruh|masing-masing)\s+)?(?:ketua|pengurus|koordinator|kader|warga|pemilik|kepala)\s+(?:\w+\s+){0,3}?me[a-z]{4,}\s+\S",
    re.I,
)
# A letter that informs decides only in those of its points that say so.
_TOLD_IN_POINTS = re.compile(r"\bsampaikan\b[^.]{0,60}\bhal\b[^.]{0,20}:$", re.I)
_POINTS_FOLLOW = re.compile(
    r"\b(?:di)?(?:sampaikan|imbau|himbau|minta|instruksikan|mohon|perintahkan|informasikan|beritahukan)\b[^.]{0,90}"
    r"\b(?:hal-?\s?hal|sebagai\s+berikut|berikut\s+ini|untuk)\b[^.]{0,30}:$",
    re.I,
)

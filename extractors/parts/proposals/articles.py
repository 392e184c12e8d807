"""Proposals of articles: what their sentences ask for, and the points that follow "usulan:"."""

import re

from extractors.acts.asked import of_item, of_prose
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Unit, UnitKind
from models.record import Proposal


def from_article(context: Context) -> list[Item[Proposal]]:
    """Return what the paragraphs of an article ask for, and the points under its usulan."""
    out: list[Item[Proposal]] = []
    in_list = False
    for unit in context.units:
        if in_list and unit.kind is UnitKind.ITEM:
            out.append(of_item(context, unit))
            continue
        in_list = _opens_list(unit) or (in_list and _heads_field(unit))
        told = len(unit.text) > _LONGEST_CAPTION or _FULL.search(unit.text)
        if told and not outside(unit) and unit.kind is not UnitKind.HEADING:
            out.extend(of_prose(context, unit.start, unit.end))
    return out


def _opens_list(unit: Unit) -> bool:
    """Tell whether the points below a unit are usulan: it ends in a colon, or is a heading that says so."""
    if _USULAN_FOLLOW.search(unit.text[-_PROSE:]):
        return True
    return len(unit.text) <= _PROSE and bool(_USULAN_BELOW.fullmatch(unit.text))


def _heads_field(unit: Unit) -> bool:
    """Tell whether a unit only parts a list into fields: "Bidang fisik", "RW 03:"."""
    return len(unit.text) < _LONGEST_CAPTION and bool(_FIELD.match(unit.content))


_LONGEST_CAPTION = 60
_FULL = re.compile(r"\w{3}[^\n]{25,}[.!][”\"]?$")  # a short paragraph, and no caption or crumb
_USULAN_FOLLOW = re.compile(
    r"\b(?:usulan|aspirasi|keluhan|permintaan|meminta|minta|mengusulkan|diusulkan|mengajukan|diajukan)\b[^.;]*:\s*$",
    re.I,
)
# "Berikut daftar usulan prioritas", "Daftar Usulan Warga Kelurahan X", "10 usulan prioritas": without a colon.
_USULAN_BELOW = re.compile(
    r"\W*(?:(?:berikut(?:\s+ini)?|inilah|adapun|adalah|daftar|rincian|rekap\w*|sejumlah|beberapa|\d+|[a-z]+)\s+){0,4}"
    r"(?:usulan|aspirasi|keluhan|permintaan)(?!\s+(?:itu|ini|tersebut|yang\s+(?:sudah|telah|belum))\b)"
    r"(?:\s+(?!(?:akan|telah|sudah|belum|tidak|di(?:bahas|bawa|terima|setujui|tolak|masukkan)|me[mn]\w+)\b)[\w/-]+){0,12}\W*",
    re.I,
)
_FIELD = re.compile(
    r"(?:bidang|kegiatan|usulan|fisik|non-?\s?fisik|infrastruktur|sosial|ekonomi|sarana|prioritas|R[TW]\b|dusun|lingkungan|jorong|banjar)\b",
    re.I,
)
_PROSE = 150  # characters at the end of a paragraph in which it may announce usulan

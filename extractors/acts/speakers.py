"""Whose plans a speaker tells: the body that speaks of itself as "kami", "pihaknya", "dinasnya"."""

import re

from extractors.context import Context
from extractors.directory import directory
from extractors.layout import Unit, UnitKind

_OURS = re.compile(
    r"\b(?:kami|pihaknya|pihak\s+(?:kami|dinas|kelurahan|desa|kecamatan|perusahaan|puskesmas)"
    r"|(?:dinas|kantor|kampus|lembaga|instansi|bank|perusahaan|puskesmas|kelurahan|desa|nagari|badan|komunitas|organisasi)nya"
    r"|(?-i:(?:dinas|puskesmas|badan|perusahaan|bank))(?=\s+(?:akan|sudah|telah|sedang|tengah|juga|siap|mulai|bakal|me[a-z]{4,})))"
    r"\s+(?:[\w/]+\s+){0,4}?(?:akan|siap|sudah|telah|sedang|tengah|bakal|juga|mulai|bantu|buka|gelar|tetap|lanjutkan|me[a-z]{4,}|[a-z]{4,}kan)\b",
    re.I,
)
_LABEL = re.compile(r"\s*(?:\([^)]{1,50}\)\s*)?:\s")
_FAR = 700  # characters behind which somebody named before is no more the one who speaks
_SPEAKING = (
    "dinas",
    "badan",
    "bagian",
    "wilayah",
    "pusat",
    "usaha",
    "keamanan",
    "pendidikan",
    "legislatif",
)


def speaks_of_own(sentence: str) -> bool:
    """Tell whether a sentence tells of plans of the one who speaks.

    >>> speaks_of_own("Nanti kami bantu pelatihan manajemen"), speaks_of_own("warga kami resah")
    (True, False)
    """
    return _OURS.search(sentence) is not None


def speaker(context: Context, start: int, end: int) -> str | None:
    """Return the body of the one who speaks in a sentence: named in it, else the last one before."""
    known = directory(context)
    people = {i.value.name: i.value.agency for i in context.found.get("people", ())}
    for begin, stop, last in ((start, end, False), (max(0, start - _FAR), start, True)):
        bodies: list[tuple[int, str]] = []
        for mark in context.marks("offices", begin, stop):
            name = known.named(mark.value.agency)
            if name is not None:
                bodies.append((mark.start, name))
        for mark in context.marks("names", begin, stop):
            text = context.text[mark.start : mark.end]
            agency = next((a for n, a in people.items() if text in n or n in text), None)
            if agency is not None:
                bodies.append((mark.start, agency))
        if bodies:
            return (max if last else min)(bodies)[1]
        if context.has("names", begin, stop):
            return None  # somebody speaks of whom nothing is known
    return None


def labelled(context: Context, start: int, end: int) -> str | None:
    """Return the body before the colon with which a note begins: "Disperindag: sudah dianggarkan"."""
    for mark in context.marks("agencies", start, min(end, start + 90)):
        if mark.start > start + 3:
            break
        if mark.value.klass in _SPEAKING and _LABEL.match(context.text, mark.end):
            return directory(context).named(mark.value)
    return None


def is_speech(context: Context, unit: Unit) -> bool:
    """Tell whether a line notes what somebody said: his name or his office before a colon."""
    if unit.kind is not UnitKind.KEY_VALUE:
        return False
    return any(
        mark.start <= unit.start + 5
        for group in ("names", "offices")
        for mark in context.marks(group, unit.start, unit.start + len(unit.key))
    )

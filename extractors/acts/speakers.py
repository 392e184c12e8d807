"""Whose plans a speaker tells: the body that speaks of itself as "kami", "pihaknya", "dinasnya"."""

import re

from extractors.context import Context
from extractors.directory import directory
from extractors.layout import Unit, UnitKind
from models.indonesian.gazetteers import word_set

_STATES = word_set("said_before") | {
    "menyebut", "menyebutkan", "menjelaskan", "memaparkan", "menyampaikan", "mengatakan", "menambahkan", "mengungkapkan",
    "menyatakan", "menyanggupi", "menjanjikan", "menawarkan", "memastikan", "menerangkan", "melaporkan", "menjawab", "menuturkan",
    "menegaskan", "menimpali", "jelaskan", "sampaikan", "jawab", "bilang",
}  # fmt: skip
_OURS = re.compile(
    r"\b(?:kami|pihaknya|pihak\s+(?:kami|dinas|kelurahan|desa|kecamatan|perusahaan|puskesmas)"
    r"|(?:dinas|kantor|kampus|lembaga|instansi|bank|perusahaan|puskesmas|kelurahan|desa|nagari|badan|komunitas|organisasi)nya"
    r"|(?-i:(?:dinas|puskesmas|badan|perusahaan|bank))(?=\s+(?:akan|sudah|telah|sedang|tengah|juga|siap|mulai|bakal|me[a-z]{4,})))"
    r"\s+(?:[\w/]+\s+){0,4}?(?:akan|siap|sudah|telah|sedang|tengah|bakal|juga|mulai|bantu|buka|gelar|tetap|lanjutkan|me[a-z]{4,}|[a-z]{4,}kan)\b",
    re.I,
)
_LABEL = re.compile(r"\s*(?:\([^)]{1,50}\)\s*)?:\s")
_FAR = 700  # characters behind which somebody named before is no more the one who speaks
_LAST_NAMED = 1500  # characters behind which a kind alone no longer means the last body of it
_SAID_BEFORE = 20  # characters before a name in which "kata" may stand
_DOING = frozenset(("dinas", "badan", "pusat", "usaha", "kesehatan", "pendidikan"))
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


_AUX = r"(?:akan|juga|telah|sudah|sedang|tengah|tetap|siap|mulai|bakal|segera)"
_WHO = r"dinas|puskesmas|perusahaan|kampus|bank|badan|yayasan|polsek|kelurahan|desa|nagari|kampung|kalurahan|gampong|pekon"
# "Dinas juga menjadwalkan …", "pelatihan akan diadakan dinas": the one that was named last.
_THE_ONE = re.compile(
    rf"(?:^|[,;:“\"]\s*|\b(?:ini|depan|bahwa|dan|serta)\s+)(?P<does>{_WHO})(?:,\s*(?:\w+nya|kata\s+\w+),)?\s+(?:{_AUX}\s+)+(?-i:me[a-z]{{4,}}|beri|bantu|gelar|adakan|siapkan|buka)\b"
    rf"|\b(?-i:di[a-z]{{4,}})\s+(?:oleh\s+)?(?P<by>{_WHO})\b(?!\s+[A-Z(])",
    re.I,
)
_KINDS = {
    "dinas": "dinas", "badan": "badan", "puskesmas": "kesehatan", "perusahaan": "usaha", "bank": "usaha", "kampus": "pendidikan",
    "polsek": "keamanan",
}  # fmt: skip


def the_one_meant(context: Context, start: int, end: int) -> str | None:
    """Return the body that a sentence calls by its kind alone and says to do something: of those that
    are named before it, the last one of this kind.
    """
    # Of the sentence alone: it is what "^" means.
    told = _THE_ONE.search(context.text[start:end])
    if told is None:
        return None
    group = "does" if told["does"] else "by"
    at, word = start + told.start(group), told[group].casefold()
    if any(m.start == at for m in context.marks("agencies", at, at + _FAR)):
        return None  # it has its own name
    begin = max(0, start - _LAST_NAMED)
    bodies = [(m.start, m.value) for m in context.marks("agencies", begin, start)]
    bodies += [(m.start, m.value.agency) for m in context.marks("offices", begin, start)]
    for _, body in sorted(bodies, key=lambda b: b[0], reverse=True):
        kind = _KINDS.get(word)
        if body is not None and (body.klass == kind if kind else body.label.casefold() == word):
            return directory(context).named(body)
    return None


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


def teller(context: Context, start: int, end: int) -> str | None:
    """Return the body of who speaks at the end of these characters: of the one named last in them, said
    to speak, when it is of a kind that does things itself; None where it is another's.
    """
    known = directory(context)
    people = {i.value.name: i.value.agency for i in context.found.get("people", ())}
    told: list[tuple[int, int, str | None]] = [
        (m.start, m.end, known.named(m.value.agency)) for m in context.marks("offices", start, end)
    ]
    for mark in context.marks("names", start, end):
        text = context.text[mark.start : mark.end]
        agency = next((a for n, a in people.items() if text in n or n in text), None)
        told.append((mark.start, mark.end, agency))
    if not told:
        return None
    begin, stop, name = max(told)
    said = re.findall(r"[a-z]+|:", context.text[max(start, begin - _SAID_BEFORE) : end].casefold())
    speaks = ":" in context.text[stop : stop + 2] or not _STATES.isdisjoint(said)
    body = next((b for b in known.bodies if b.name == name), None)
    return name if speaks and body is not None and body.best.klass in _DOING else None


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

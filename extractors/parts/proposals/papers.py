"""Proposals of letters, answers, decrees, notices and reports: what they say is asked for.

Such a paper mostly tells its readers what to do; only what somebody asks for, or what it answers, is
an usulan.
"""

import re

from extractors.acts.asked import of_entry, of_prose, proposal
from extractors.acts.wishes import Wish, things
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import SUBJECT_KEYS, Section, Unit, UnitKind
from extractors.sentences import sentences
from models.record import Proposal
from models.values.program_type import program_type


def from_paper(context: Context) -> list[Item[Proposal]]:
    """Return what a paper asks for in its sentences, lists as usulan, or answers as asked for before."""
    out: list[Item[Proposal]] = []
    for unit in context.units:
        if outside(unit) or unit.kind in (UnitKind.ROW, UnitKind.HEADING, UnitKind.COLUMNS):
            continue
        if _asks_nothing(unit):
            continue
        if _is_listed(unit):
            out.extend(of_entry(context, unit))
            continue
        for start, end in sentences(context, unit.body, unit.end):
            text = context.text[start:end]
            answered = _ANSWERED.match(text)
            if answered is not None:
                out.extend(_asked_before(context, start, end, answered))
            elif _ASKS.search(text) and not _OF_FORM.search(text):
                out.extend(i for i in of_prose(context, start, end) if _is_thing(i))
    return out


def _asks_nothing(unit: Unit) -> bool:
    """Tell whether a unit is no place for requests: what the paper is about, who came, what is ordered."""
    if unit.key.casefold() in SUBJECT_KEYS or unit.section in _NOTHING_ASKED:
        return True
    return unit.section is Section.DECISIONS and bool(_ORDERS.search(unit.heading))


def _is_listed(unit: Unit) -> bool:
    """Tell whether a unit is an entry of a list under a heading of usulan."""
    return (
        unit.kind is UnitKind.ITEM
        and unit.section is Section.PROPOSALS
        and bool(_USULAN.search(unit.heading))
        and not unit.text.endswith(":")
    )


def _asked_before(
    context: Context, start: int, end: int, answered: re.Match[str]
) -> list[Item[Proposal]]:
    """Read what an answer grants or refuses: the things behind "Permohonan", "Usulan"."""
    text = context.text[start:end]
    bare = context.masked(start, end, ("offices",))
    found = list(things(text, bare, answered.end("asked")))
    what = _SIZED.split(answered["what"])[0].strip(" ,")
    if not found and 1 < len(what.split()) <= _MOST_WORDS:
        # "Permohonan peminjaman satu unit truk tangki belum dapat …": the whole of it is the thing
        at = answered.start("what")
        found = [Wish(" ".join(what.split()), at, at + len(what))]
    near = (start, start, end, end)
    spans = [(w.title, (start + w.start, start + w.end)) for w in found]
    return [proposal(context, title, span, near, 0.75) for title, span in spans]


def _is_thing(item: Item[Proposal]) -> bool:
    """Tell whether what is asked for belongs to some field, or has a size or a sum."""
    value = item.value
    known = program_type(value.title)[1] > 0.0
    return known or value.volume is not None or value.amount is not None


# "Usulan pengaspalan Gang Nelayan telah disetujui", "Permohonan bibit belum dapat kami penuhi".
_ANSWERED = re.compile(
    r"(?P<asked>(?:(?:atas|terhadap|mengenai|adapun|untuk)\s+)?(?:permohonan|usulan|permintaan|pengajuan|aspirasi)\s+(?:(?:saudara|warga|bantuan|tentang|mengenai|berupa)\s+)*)"
    r"(?=(?P<what>\S[^;:]{4,140}?)\s+(?:(?:telah|sudah|dapat|belum|tidak|akan|bisa|pada\s+prinsipnya|kami|masih|sedang)\b[^;:]{0,60}?\b"
    r"(?:(?:di)?(?:setujui|penuhi|kabulkan|akomod\w+|terima|tampung|tolak|laksanakan|kerjakan|anggarkan|jadwalkan|realisasikan|masukkan|proses|tindaklanjuti|teruskan|lanjuti)|menjadi\s+kewenangan|merupakan\s+kewenangan)"
    r"|ditolak|disetujui|dikabulkan)\b)",
    re.I,
)
_SIZED = re.compile(r"\s+(?:sebanyak|sepanjang|sebesar|seluas|senilai|sejumlah)\b", re.I)
_MOST_WORDS = 10
_ASKS = re.compile(
    r"\b(?:meng?usul\w*|diusulkan|usulan|usul|memohon\w*|mohon|permohonan|meminta|minta|permintaan|mengajukan|diajukan|mengharapkan|berharap|mengeluh\w*|keluhan|dikeluhkan"
    r"|aspirasi|membutuhkan|butuh|dibutuhkan|diperlukan|memerlukan|menginginkan|kekurangan|menghendaki|menyarankan)\b",
    re.I,
)
# What every letter asks of those to whom it goes.
_OF_FORM = re.compile(
    r"\b(?:mohon|dimohon|diminta|memohon|harap|diharapkan|meminta)\s+(?:dengan\s+hormat\s+)?(?:(?:atas|untuk|agar|kiranya|kepada|dapat|bapak|ibu|saudara/?i?|sdr|bapak/ibu(?:/saudara)?)\W+)*"
    r"(?:kehadiran|hadir|menghadiri|datang|maklum|periksa|perhatian|konfirmasi|izin|ijin|doa|maaf|membawa|menjadi|kesediaan|kerja\s?sama|partisipasi|bantuan\s+(?:saudara|bapak|ibu)|petunjuk|arahan|tepat|menyampaikan|mengirim\w*|mengumpulkan|menyerahkan|melaporkan|mengisi|menyebarluaskan|mengumumkan|meneruskan|data\b|dimaklumi|hubungi|menghubungi)"
    r"|\b(?:surat|nomor|proposal)\s+(?:\w+\s+){0,4}(?:tanggal|nomor)\b|\bdalam\s+hal\b|\bapabila\b|\b(?:bagi|untuk)\s+(?:\w+\s+){1,4}yang\s|\bpaling\s+lambat\b|\bselambat",
    re.I,
)
_USULAN = re.compile(
    r"\b(?:usul\w*|aspirasi|keluhan|permintaan|permohonan|kebutuhan|diusulkan)\b", re.I
)
_NOTHING_ASKED = (
    Section.COPIES,
    Section.ATTENDANCE,
    Section.AGENDA,
    Section.BUDGET,
    Section.COMMITTEE,
)
_ORDERS = re.compile(r"memutuskan|menetapkan|keputusan|memerintahkan|menugaskan", re.I)

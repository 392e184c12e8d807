"""Decisions in running text: the sentences of articles and discussions that decide."""

import re

from extractors.acts.decided import between_semicolons
from extractors.acts.orders import Order, decides, numbered, orders
from extractors.context import Context, Item
from extractors.directory import outside
from extractors.layout import Section, Unit, UnitKind, section_of
from extractors.parts.decisions.doers import clean, decision
from extractors.parts.decisions.sections import is_keyed_section, of_paragraph
from extractors.sentences import sentences
from models.codes import DocumentKind
from models.record import Decision


def from_sentences(context: Context, has_section: bool) -> list[Item[Decision]]:
    """Read sentences of articles and discussions that decide."""
    out: list[Item[Decision]] = []
    for unit in context.units:
        if (
            outside(unit)
            or unit.kind in (UnitKind.HEADING, UnitKind.ROW, UnitKind.COLUMNS)
            or (unit.section is Section.DECISIONS and context.kind is not DocumentKind.NEWS)
            or (unit.section in _NO_DECISIONS and len(unit.text) < _PROSE)
            or (context.kind is not DocumentKind.NEWS and is_keyed_section(unit))
            or len(unit.text) < 40
        ):
            continue
        points = numbered(unit.text)
        if (
            points
            and section_of(unit.text[max(0, points[0][0] - 60) : points[0][0]]) is Section.DECISIONS
        ):
            out.extend(of_paragraph(context, unit))
            continue
        counting = listing = agreed = False
        for start, end in sentences(context, unit.body, unit.end):
            sentence = context.text[start:end]
            point = _POINT.match(sentence)
            if (counting or listing) and point:
                begin, stop = start + point.end(), start + len(sentence.rstrip(' .;,“”"'))
                text = clean(context.text[begin:stop])
                out.append(decision(context, text, begin, stop, 0.65))
                continue
            if listing and not decides(sentence):
                if _ENDS_LIST.search(sentence):
                    listing = False
                elif len(sentence) >= _SHORTEST and _SETTLES.search(sentence):
                    begin, stop = start, start + len(sentence.rstrip(' .;,“”"'))
                    out.append(decision(context, clean(sentence).rstrip(" ."), begin, stop, 0.6))
                continue
            counting = bool(_COUNTS_POINTS.search(sentence) and decides(sentence))
            if _REACHED.search(sentence):
                listing = True
                continue
            if counting:
                continue
            minuted = context.kind is DocumentKind.MINUTES
            settled = decides(sentence, minuted=minuted)
            follows = minuted and agreed and _is_settled_too(sentence)
            if (
                len(sentence) < 25
                or not (settled or follows)
                or _is_headline(unit, sentence)
                or (has_section and _OPENER.search(sentence))
            ):
                continue
            agreed = True
            for order in _each_order(sentence):
                begin, stop = start + order.start, start + order.end
                text = clean(context.text[begin:stop])
                if len(text) > 20 and len(text.split()) >= _LEAST_WORDS:
                    out.append(decision(context, text, begin, stop, 0.6))
    return out


def _is_settled_too(sentence: str) -> bool:
    """Tell whether minutes go on with what was agreed: "Pendataan dikerjakan kader PKK"."""
    return bool(_IS_TO_BE.search(sentence)) and not _NOT_SETTLED.search(sentence)


_IS_TO_BE = re.compile(
    r"\bdi(?:kerjakan|laksanakan|tangani|urus|siapkan|koordinir|koordinasi(?:kan)?|jadwalkan|adakan|bagi(?:kan)?|pasang|beli(?:kan)?"
    r"|kumpulkan|serahkan|mulai|bayar(?:kan)?|pungut|tunda|tutup|buka|tanggung|bebankan|ambil(?:kan)?|buat(?:kan)?|undi|lanjutkan|percayakan|pinjamkan|sewa(?:kan)?)\b",
    re.I,
)
_NOT_SETTLED = re.compile(
    r"\b(?:sudah|telah|belum|tidak|kemarin|lalu|tadi|dulu|kata|ujar|menurut|usul\w*|mengusulkan|mohon|minta|meminta|berharap|semoga|agar|supaya|perlu"
    r"|bertanya|menanyakan|menjelaskan|menjawab|menyampaikan|melaporkan)\b|\?|^(?:rapat|acara|pertemuan|musyawarah)\b",
    re.I,
)


def _each_order(sentence: str) -> list[Order]:
    """Return what a sentence decides; a list of several parted by semicolons is as many."""
    found = orders(sentence, whole=False)
    if len(found) > 1 and "sedangkan" in sentence:  # another clause need not decide as well
        found = tuple(
            o
            for o in found
            if decides(sentence[o.start : o.end]) or _BINDS.search(sentence[o.start : o.end])
        )
    if ";" not in sentence or len(found) != 1:
        return list(found)
    (one,) = found
    pieces = between_semicolons(sentence, one.start, one.end)
    return [Order(a, b) for a, b in pieces if b - a >= _SHORTEST] or [one]


_LEAST_WORDS = 4
# "Rapat memutuskan tiga hal. Satu, posko dibuka …"
_COUNTS_POINTS = re.compile(
    r"\b(?:dua|tiga|empat|lima|enam|tujuh|\d|beberapa|sejumlah)\s+(?:hal|poin|butir|keputusan|kesepakatan|langkah|perkara|tugas)\W*$",
    re.I,
)
# "Rembuk mencapai kata sepakat. Iuran naik. Undian diadakan tanggal 28." goes on with what was agreed.
_REACHED = re.compile(
    r"\b(?:mencapai|menghasilkan|melahirkan|membuahkan|mengambil|membacakan|menelurkan|berbuah|diperoleh|dicapai|diambil|lahir)\s+(?:\w+\s+){0,3}"
    r"(?:simpulan|kesimpulan|kesepakatan|kata\s+sepakat|mufakat|keputusan)(?:\s+(?:bersama|rapat|penting|berikut))?\W*$",
    re.I,
)
# What is agreed is to come or has a measure: "Iuran naik menjadi 5.000", not "Warga pulang lega".
_SETTLES = re.compile(
    r"\d|\b(?:akan|harus|wajib|menjadi|tetap|mulai|tidak\s+boleh|dilarang|segera|paling\s+lambat|setiap|tiap|di[a-z]{4,})\b",
    re.I,
)
_ENDS_LIST = re.compile(
    r"[“”\"?]|\b(?:kata|ujar|ungkap|tutur|menurut|berharap|mengatakan|menjelaskan|menambahkan|menutup|ditutup|hadir|usai|setelah\s+itu|sementara\s+itu|acara|kegiatan\s+ini)\b",
    re.I,
)
_POINT = re.compile(
    r"[“\"]?(?:satu|dua|tiga|empat|lima|enam|pertama|kedua|ketiga|keempat|kelima|keenam|terakhir)\s*[,:]\s*",
    re.I,
)
_BINDS = re.compile(
    r"\b(?:di(?:denda|kenakan|kenai|tunjuk|wajibkan)|wajib|harus|menjadi|segera)\b", re.I
)
_SHORTEST = 12  # characters


def _is_headline(unit: Unit, sentence: str) -> bool:
    """Tell whether a sentence without its full stop is written as a headline."""
    words = re.findall(r"[A-Za-z]{4,}", sentence)
    return (
        len(unit.text) < _PROSE
        and unit.text[-1:] not in '.:;”"'
        and sum(w[0].isupper() for w in words) > 0.65 * len(words)
    )


_PROSE = 150  # characters; a longer paragraph is no entry of a list of those present
_NO_DECISIONS = (
    Section.ATTENDANCE,
    Section.AGENDA,
    Section.COPIES,
    Section.COMMITTEE,
    Section.BUDGET,
)
_OPENER = re.compile(r"(?::|\bberikut(?:\s+ini)?\s*[.:]?)$", re.I)

"""Sentences that decide: what was agreed, ordered, assigned or promised for a day, without the
words that lead up to it.

Which sentences of a document are asked for orders, the part `decisions` says.
"""

import re
from dataclasses import dataclass

_AGREED = (
    r"sepakat(?:i|kan)?|bersepakat|disepakati(?:nya)?|menyepakati|menyetujui|disetujui|memutuskan|diputuskan|menetapkan|ditetapkan|"
    r"kesepakatan|mufakat"
)
_ORDERED = (
    r"meng?instruksikan|diinstruksikan|memerintahkan|perintahkan|diperintahkan|mewajibkan|diwajibkan|menugaskan|ditugaskan|ditunjuk|menunjuk|"
    r"memberi(?:kan)?\s+tugas|diberi(?:kan)?\s+(?:tugas|waktu|tenggat)|(?:mem)?beri(?:kan)?\s+waktu"
)
_DECIDED = re.compile(rf"\b(?:{_AGREED}|{_ORDERED})\b", re.I)
# What is hoped, denied, conditional or told of the past decides nothing.
_NOT_YET = re.compile(
    r"\b(?:berharap|diharapkan|semoga|harapan|belum|tidak|tak|bukan|akan\s+disepakati|jika|apabila|bila|kalau|mengingatkan|dijelaskan|"
    r"menjelaskan|tahun\s+lalu|sebelumnya|sebagaimana|yang\s+(?:telah\s+|sudah\s+)?(?:di(?:sepakati|setujui|tetapkan|putuskan|tunjuk)|menyetujui|menetapkan|memutuskan))\b",
    re.I,
)
_BY_DAY = re.compile(
    r"\b(?:paling\s+(?:lambat|lama)|selambat-?\s*lambatnya|sebelum\s+(?:tanggal|tgl)?\s*\d|batas\s+akhir|tenggat)"
    r"|\bharus\s+(?:sudah\s+)?(?:masuk|selesai|rampung|terkumpul|buka|diserahkan|dikirim)\b[^.;]{0,40}\b(?:tgl|tanggal|sebelum)\b",
    re.I,
)
_BINDING = re.compile(
    r"\b(?:akan|harus|wajib|agar|supaya|diminta|meminta|minta|segera|silakan|harap|dapat\s+diambil|diberi\s+waktu|"
    r"menyanggupi|berjanji|sanggup|siap)\b",
    re.I,
)
_RULE = re.compile(
    r"^(?:setiap|tiap|seluruh|semua)\s+(?:kk|kepala\s+keluarga|rumah|warga|rt|rw|regu|anggota)\b.*?\b(?:wajib|harus|di(?:pungut|denda|kenakan|kenai|wajibkan)\w*|membayar)\b",
    re.I | re.S,
)
_PROMISED = re.compile(r"\bmenyanggupi\b", re.I)
_ASSIGNED = re.compile(
    r"\b(?:dibuat|disusun|dikerjakan|diurus|disiapkan|diantar|dikirim|diserahkan|dipesan)(?:kan)?\s+(?:oleh\s+)?(?-i:[A-Z])",
    re.I,
)
_SOON = re.compile(r"\b(?:minggu|pekan|bulan)\s+(?:depan|ini)\b|\b(?:besok|lusa|segera)\b", re.I)
_ARROW = re.compile(r"\s*(?:=+>|-+>|→|⇒|»)\s*(?:keputusan\s*:\s*)?", re.I)
# Of a sentence that tells of a decision, only what follows these words is the decision.
_THAT = re.compile(
    rf"\b(?:{_AGREED}|{_ORDERED}|tugas|meminta|minta|menyatakan|menegaskan|memastikan|diminta)\b[^.;]{{0,60}}?(?:\b(?:bahwa|agar|supaya)\b|:)\s*"
    r"|\b(?:menyatakan|mengatakan|memastikan|menegaskan|menyebut(?:kan)?)\s+(?:bahwa\s+)?(?!akan\b|siap\b)",
    re.I,
)
_AND_SO = re.compile(
    r"^(?:(?:menjawab|menanggapi|merespons)\s+[^,]{2,30},|adapun|sedangkan|sementara\s+itu|selanjutnya|kemudian|selain\s+itu|di\s+samping\s+itu|serta|dan|juga|lalu|akhirnya|"
    r"berdasarkan\s+[^,]{3,80},|dengan\s+demikian,?|oleh\s+karena\s+itu,?|untuk\s+itu,?)\s+",
    re.I,
)
_NEXT = re.compile(
    r",?\s+(?:dan|serta|sekaligus)\s+(?=(?:menunjuk|membentuk|menetapkan|menugaskan|memberi\s+tugas|rapat\s+evaluasi|iuran|pembentukan|pembuatan)\b)"
    r"|[,;]\s*(?:dan|serta|sedangkan)\s+(?=(?!di)\S[^,;]{3,60}?\s(?:segera|wajib|agar|harus|ditunjuk|ditugaskan|menjadi|didenda|dikenakan)\b)",
    re.I,
)
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?(?P<number>\d{1,2})[.)]\)?\s+(?=\S)")
# With these the report goes on behind the last point.
_AFTER_POINTS = re.compile(
    r"(?<=[.;])\s+(?=(?:Rapat|Demikian|Rembu[gk]|Acara|Musyawarah|Pertemuan|Selanjutnya)\b)"
)


@dataclass(frozen=True, slots=True)
class Order:
    """What was decided: characters `start` to `end` of the text given, without its lead-in."""

    start: int
    end: int


def decides(sentence: str) -> bool:
    """Tell whether a sentence of a report or a discussion decides something."""
    verb = _DECIDED.search(sentence)
    if verb is not None and not _NOT_YET.search(
        sentence[max(0, verb.start() - 60) : verb.end() + 20]
    ):
        return True
    if _RULE.match(sentence) or _PROMISED.search(sentence) or _ARROW.search(sentence):
        return True
    if _ASSIGNED.search(sentence) and _SOON.search(sentence):
        return True
    return bool(
        _BY_DAY.search(sentence) and _BINDING.search(sentence) and not _NOT_YET.search(sentence)
    )


def orders(sentence: str, *, whole: bool) -> tuple[Order, ...]:
    """Return what a deciding sentence decides, one entry each.

    `whole` for the sentences of a section of decisions, where the verb of deciding need not be
    told and only a lead-in that ends in "bahwa" or a colon is left out.

    >>> text = "Dari pembicaraan itu disepakati bahwa iuran naik"
    >>> [text[o.start : o.end] for o in orders(text, whole=True)]
    ['iuran naik']
    """
    begin = _begin(sentence, whole)
    out = []
    for start, end in _split(sentence, begin):
        lead = _AND_SO.match(sentence[start:end])
        start += lead.end() if lead else 0
        piece = sentence[start:end].rstrip(' .;,“”"')
        start += len(piece) - len(piece.lstrip(' “”"'))
        if len(piece.strip()) >= 8:
            out.append(Order(start, start + len(piece.lstrip(' “”"'))))
    return tuple(out)


def numbered(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Split a paragraph that counts its points in the line: "(1) … (2) …"; () when it does not."""
    marks: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(paragraph):
        if int(match["number"]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2:
        return ()
    after = _AFTER_POINTS.search(paragraph, marks[-1].end())
    ends = [m.start() for m in marks[1:]] + [after.start() if after else len(paragraph)]
    return tuple((m.end(), end) for m, end in zip(marks, ends, strict=True))


def _begin(sentence: str, whole: bool) -> int:
    arrow = _ARROW.search(sentence)
    if arrow is not None:
        return arrow.end()
    that = _THAT.search(sentence)
    if that is not None:
        return that.end()
    if whole:
        return 0
    verb = _DECIDED.search(sentence) or _PROMISED.search(sentence)
    # "Rapat memutuskan …": the verb opens; "Camat ditunjuk sebagai …": its subject belongs to it.
    if verb is not None and re.match(r"me|sepakat|setuju|mufakat", verb.group(), re.I):
        return verb.start()
    return 0


def _split(sentence: str, begin: int) -> list[tuple[int, int]]:
    out = []
    at = begin
    for link in _NEXT.finditer(sentence, begin):
        out.append((at, link.start()))
        at = link.end()
    out.append((at, len(sentence)))
    return out

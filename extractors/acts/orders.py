"""Sentences that decide: what was agreed, ordered, assigned or promised for a day, without the
words that lead up to it.

Which sentences of a document are asked for orders, the part `decisions` says.
"""

import re
from dataclasses import dataclass

from models.indonesian.predicates import Says, active, any_of, stems
from models.values.anycase import AnyCase

_TO_AGREE, _TO_ORDER = stems(Says.DECIDE), stems(Says.ORDER)
_BODY_MADE = r"(?:sebuah\s+)?(?:panitia|tim|satgas|satuan\s+tugas|pokja|kelompok\s+kerja|formatur|kepanitiaan|kepengurusan|pengurus|posko|forum)\b"
_IS_AGREED = (
    r"(?:kesepakatan|keputusan)(?:\s+(?:lain(?:nya)?|rapat|musyawarah|warga|bersama|forum|berikutnya|terakhir)){0,2}"
    r"(?:\s+(?:ialah|adalah|yaitu|yakni)|(?=\s*:))|(?:menghasilkan|mencapai|membuat)\s+kesepakatan\s+untuk"
)
_AGREED = "|".join(
    (
        # What a meeting sets up; not what was there before it.
        rf"(?<!yang\s)(?<!telah\s)(?<!sudah\s)(?<!pernah\s)dibentuk(?:lah)?(?=\s+{_BODY_MADE})",
        rf"(?:rapat|musyawarah|mus[dk]e[sl]\w*|rembu[gk]\w*|forum|warga|peserta|pertemuan)\s+(?:(?:itu|ini|tersebut|juga|akhirnya|langsung|pun)\s+)*membentuk(?=\s+{_BODY_MADE})",
        r"terpilih\s+(?:sebagai|menjadi|secara\s+aklamasi)",
        r"(?:peserta|warga|forum|rapat|musyawarah)\s+(?:\w+\s+){0,3}menolak",
        r"sepakat(?:i|kan)?|bersepakat|disepakati(?:nya)?|kesepakatan(?=\s*(?:bahwa|:|bersama))|mufakat|setuju",
        # "Kesepakatan lainnya ialah …", "menghasilkan kesepakatan untuk …", "Sesuai kesepakatan, …"
        rf"{_IS_AGREED}|(?:sesuai|atas|berdasarkan)\s+(?:hasil\s+)?kesepakatan(?:\s+(?:rapat|bersama|warga|musyawarah|forum))?(?=,)",
        r"(?:secara\s+(?:aklamasi|bulat)|dengan\s+suara\s+bulat|melalui\s+(?:voting|pemungutan\s+suara))[^.;]{0,40}?\s(?:memilih|mengangkat|menerima)|bulat\s+(?:memilih|menerima)",
        rf"{_BODY_MADE}(?:\s+[\w-]+){{0,3}}\s+dibentuk(?=,?\s+(?:dengan|diketuai|terdiri|beranggota\w*))",
        any_of(tuple(active(s) for s in _TO_AGREE)),
        any_of(tuple(f"di{s}" for s in _TO_AGREE)),
    )
)
_ORDERED = "|".join(
    (
        any_of(tuple(active(s) for s in _TO_ORDER)),
        any_of(tuple(f"di{s}" for s in _TO_ORDER)),
        r"mengintruksikan|perintahkan|memberi(?:kan)?\s+(?:tugas|mandat)|diberi(?:kan)?\s+(?:tugas|waktu|tenggat|mandat)|(?:mem)?beri(?:kan)?\s+(?:waktu|tenggat)",
    )
)
_DECIDED = AnyCase(rf"\b(?:{_AGREED}|{_ORDERED})\b")
# What is hoped, denied, conditional or told of the past decides nothing.
_NOT_YET = AnyCase(
    r"\b(?:berharap|diharapkan|semoga|harapan|belum|tidak|tak|bukan|akan\s+disepakati|jika|apabila|bila|kalau|mengingatkan|dijelaskan|"
    r"menjelaskan|tahun\s+lalu|sebelumnya|sebagaimana|yang\s+(?:telah\s+|sudah\s+)?(?:di(?:sepakati|setujui|tetapkan|putuskan|tunjuk)|menyetujui|menetapkan|memutuskan))\b"
)
_BY_DAY = AnyCase(
    r"\b(?:paling\s+(?:lambat|lama|telat|akhir)|selambat-?\s*lambatnya|selambatnya|maksimal\s+(?:tanggal|tgl)|sebelum\s+(?:tanggal|tgl)?\s*\d|batas\s+akhir|tenggat)"
    r"|\bharus\s+(?:sudah\s+)?(?:masuk|selesai|rampung|terkumpul|buka|diserahkan|dikirim)\b[^.;]{0,40}\b(?:tgl|tanggal|sebelum)\b"
)
_BINDING = AnyCase(
    r"\b(?:akan|harus|wajib|agar|supaya|diminta|meminta|minta|segera|silakan|harap|dapat\s+diambil|diberi\s+waktu|"
    r"menyanggupi|berjanji|sanggup|siap)\b"
)
_RULE = re.compile(
    r"^(?:setiap|tiap|seluruh|semua|para|ketua|masing-masing)\s+(?:kk|ketua|kepala\s+lingkungan|kepling|kadus|lurah|kepala\s+desa|pengurus|kepala\s+keluarga|rumah|warga|rt|rw|regu|anggota)\b.*?\b(?:wajib|harus|supaya|agar|di(?:pungut|denda|kenakan|kenai|wajibkan)\w*|membayar)\b"
    r"|^(?:warga|pedagang|pemilik|peserta|anggota|siapa|barang\s*siapa|yang)\b[^.;\"”]{3,90}\b(?:didenda|dikenai|dikenakan|tidak\s+boleh|dilarang)\b",
    re.I | re.S,
)
_WISHED = AnyCase(
    r"\b(?:(?:meng?)?usul\w*|mohon|memohon|berharap|mengharapkan|melaporkan|mengeluh\w*)\b"
)
# "Tenda urusan Rendra", "Konsumsi menjadi tanggung jawab Bu Tini".
_CHARGED = re.compile(
    r"^[^,.;]{3,60}\b(?:urusan|(?:menjadi\s+)?(?:tugas|tanggung\s+jawab)|di(?:urus|pegang|tangani|koordinir|koordinasi(?:kan)?)(?:\s+oleh)?)\s+(?-i:[A-Z])",
    re.I,
)
_MEETS_AGAIN = re.compile(
    r"^(?:rapat|pertemuan|rembu[gk]|musyawarah)\s+(?:berikutnya|selanjutnya|lanjutan|evaluasi|kembali)\b[^.]{0,60}\d",
    re.I,
)
# What only opens a list of usulan or programmes, or counts them: "menyepakati lima prioritas: …".
_NO_MORE_THAN_A_LIST = re.compile(
    r"\b(?:menyepakati|sepakati|disepakati|menetapkan|ditetapkan|memutuskan|diputuskan|menyetujui|disetujui)\s+(?:sebanyak\s+)?(?:\d+|\w+)?\s*"
    r"(?:(?:skala|buah|butir|daftar)\s+)?(?:usulan|prioritas|program|agenda)(?:\s+(?:prioritas|utama|unggulan|kerja|setahun|kegiatan|pembangunan|warga))*"
    r"(?:\s*:|\s*[.,]|\s*$|,?\s+(?:yakni|yaitu|di\s*antaranya|antara\s+lain|meliputi))",
    re.I,
)
_PROMISED = AnyCase(r"\bmenyanggupi\b")
_ASSIGNED = re.compile(
    r"\b(?:dibuat|disusun|dikerjakan|diurus|disiapkan|diantar|dikirim|diserahkan|dipesan)(?:kan)?\s+(?:oleh\s+)?(?-i:[A-Z])",
    re.I,
)
_SOON = AnyCase(r"\b(?:minggu|pekan|bulan)\s+(?:depan|ini)\b|\b(?:besok|lusa|segera)\b")
_ARROW = re.compile(r"\s*(?:=+>|-+>|→|⇒)\s*(?:keputusan\s*:\s*)?", re.I)
# Of a sentence that tells of a decision, only what follows these words is the decision.
_THAT = re.compile(
    rf"\b(?:{_AGREED}|{_ORDERED}|tugas|meminta|minta|menyatakan|menegaskan|memastikan|diminta)\b[^.;]{{0,60}}?(?:\b(?:bahwa|agar|supaya)\b|:)\s*"
    rf"|\b(?:{_IS_AGREED})\s*:?\s*"
    r"|\b(?:menyatakan|mengatakan|memastikan|menegaskan|menyebut(?:kan)?)\s+(?:bahwa\s+)?(?!akan\b|siap\b)",
    re.I,
)
# "Lurah X meminta panitia melaporkan …": the order is what they are to do.
_TOLD_TO = re.compile(
    r"^[^,;:]{3,70}\b(?:meminta|minta|menginstruksikan|memerintahkan|mengingatkan|menegaskan|mewajibkan|menugaskan|menugasi)\s+(?=\S+)(?!tolong)",
    re.I,
)
_FAR = 25  # characters; "agar" further behind the order says what it is good for
_AND_SO = re.compile(
    r"^(?:(?:menjawab|menanggapi|merespons)\s+[^,]{2,30},|adapun|sedangkan|sementara\s+itu|selanjutnya|kemudian|selain\s+itu|di\s+samping\s+itu|serta|dan|juga|lalu|akhirnya|"
    r"(?:berdasarkan|sesuai|atas)\s+[^,]{3,80},|dengan\s+demikian,?|oleh\s+karena\s+itu,?|untuk\s+itu,?)\s+",
    re.I,
)
_NEXT = re.compile(
    r",?\s+(?:dan|serta|sekaligus)\s+(?=(?:menunjuk|membentuk|menetapkan|menugaskan|memberi\s+tugas|rapat\s+evaluasi|iuran|pembentukan|pembuatan)\b)"
    r"|[,;]\s*(?:dan|serta|sedangkan)\s+(?=(?!di)\S[^,;]{3,60}?\s(?:segera|wajib|agar|harus|ditunjuk|ditugaskan|menjadi|didenda|dikenakan)\b)",
    re.I,
)
# "… wajib lapor," kata Agus": who said it is no part of it.
_SAID_BEHIND = re.compile(
    r"[,.]?\s*[\"”]\s*,?\s*(?:kata|ujar|ucap|tutur|jelas|tegas|ungkap|imbuh|tambah|tandas|pungkas|lanjut|sebut|terang)\w*\b(?=[^\"“”]*$)",
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


def decides(sentence: str, *, minuted: bool = False) -> bool:
    """Tell whether a sentence of a report or a discussion decides something.

    `minuted` for sentences of minutes, where who does what by when is written down as decided.
    """
    if _NO_MORE_THAN_A_LIST.search(sentence):
        return False
    if minuted and (
        (
            _BY_DAY.search(sentence)
            and not _NOT_YET.search(sentence)
            and not _WISHED.search(sentence)
        )
        or _CHARGED.search(sentence)
        or _MEETS_AGAIN.search(sentence)
    ):
        return True
    verb = _DECIDED.search(sentence)
    if verb is not None and not _NOT_YET.search(
        sentence[max(0, verb.start() - 60) : verb.end() + 20]
    ):
        return True
    if (
        (_RULE.match(sentence) and not _WISHED.search(sentence))
        or _PROMISED.search(sentence)
        or _ARROW.search(sentence)
    ):
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
    several = _SEVERAL.search(sentence)
    spans = _each_of_several(sentence, several.end()) if several is not None else ()
    out = []
    for start, end in spans or _split(sentence, begin):
        lead = _AND_SO.match(sentence[start:end])
        start += lead.end() if lead else 0
        said = _SAID_BEHIND.search(sentence, start, end)
        piece = sentence[start : said.start() if said else end].rstrip(' .;,“”"')
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
    told = _TOLD_TO.match(sentence)
    if that is not None and (told is None or that.end() < told.end() + _FAR):
        return that.end()
    if told is not None:
        return told.end()
    if whole:
        return 0
    verb = _DECIDED.search(sentence) or _PROMISED.search(sentence)
    # "Rapat memutuskan …": the verb opens; "Camat ditunjuk sebagai …": its subject belongs to it.
    if verb is not None and re.match(r"me|(?:ber)?sepakat|setuju|mufakat", verb.group(), re.I):
        return verb.start()
    return 0


# "menyepakati tiga hal, yakni ronda dihidupkan, portal ditutup, dan tamu wajib lapor"
_SEVERAL = re.compile(
    rf"\b(?:{_AGREED}|{_ORDERED})\b[^.;:]{{0,30}}?\b(?:dua|tiga|empat|lima|enam|tujuh|\d|beberapa|sejumlah)\s+"
    r"(?:hal|poin|butir|keputusan|kesepakatan|langkah|aturan)(?:\s+\w+)?\s*(?:,\s*(?:yakni|yaitu|antara\s+lain)|:)\s*",
    re.I,
)
_ITS_NEXT = re.compile(r",\s+(?:dan\s+|serta\s+)?|\s+serta\s+|;\s*(?:dan\s+)?", re.I)
_DOES = re.compile(
    r"\b(?:di[a-z]{3,}|me[mnl]?[a-z]{4,}|ber[a-z]{4,}|wajib|harus|naik|turun|tetap|menjadi|akan)\b",
    re.I,
)


def _each_of_several(sentence: str, begin: int) -> tuple[tuple[int, int], ...]:
    """Split what a counted list decides; a piece without a verb goes on with the one before. () where
    it is one thing only.
    """
    out: list[tuple[int, int]] = []
    at = begin
    ends = [(m.start(), m.end()) for m in _ITS_NEXT.finditer(sentence, begin)]
    for start, end in (*ends, (len(sentence), len(sentence))):
        if out and not _DOES.search(sentence, at, start):
            out[-1] = (out[-1][0], start)
        else:
            out.append((at, start))
        at = end
    return tuple(out) if len(out) > 1 else ()


def _split(sentence: str, begin: int) -> list[tuple[int, int]]:
    out = []
    at = begin
    for link in _NEXT.finditer(sentence, begin):
        out.append((at, link.start()))
        at = link.end()
    out.append((at, len(sentence)))
    return out

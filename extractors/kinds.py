"""What a document is: news, minutes, proposal or another paper, weighed by its traits.

Traits are the document's words, its title lines and subject, its keys and sections, how it is built, and the
formulas below. What each speaks for is learned (`extractors.weighing`, `data/kinds.json`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from extractors.layout import SUBJECT_KEYS, Section, Unit, UnitKind
from extractors.weighing import choice, words
from models.codes import DocumentKind
from models.indonesian.words import text_of
from models.values.anycase import small

TITLE = (
    r"\bn\s?o\s?t\s?u\s?l\s?(?:e\s?n|a|ensi)\b|berita\s+acara|\brisalah\b|"
    r"catatan\s+(?:rapat|pertemuan|hasil|rembu[gk]\w*|musyawarah|kumpul\w*|sosialisasi)|"
    r"hasil\s+(?:rapat|musyawarah|rembu[gk]\w*|pertemuan|keputusan|kumpul\w*|paruman|sangkep\w*)|resume\s+rapat|"
    r"laporan\s+(?:hasil\s+)?(?:rapat|musyawarah|musrenbang)|"
    r"(?:ringkasan|rangkuman|resume)\s+(?:hasil\s+)?(?:rapat|musyawarah|pertemuan|rembu[gk]\w*)"
)
"""What minutes are called."""

# Formulas by the traits that they give, with the counts from which on one more tells more.
_IN_TEXT = {
    "speech": (
        r"\b(?:ujar|kata|ungkap|tutur|jelas|terang|imbuh|sebut|papar|tandas|tegas|ucap|pungkas|tambah|lanjut|"
        r"beber)(?:nya)?\b|\b(?:mengatakan|menuturkan|menjelaskan|mengungkapkan|menyebut(?:kan)?|menambahkan|"
        r"menegaskan|mengaku|menyampaikan|berharap|mengapresiasi)\b",
        (1, 2, 4, 7),
    ),
    "page furniture": (
        r"\bbaca juga|\bpenulis\s*:|\beditor\s*:|\breporter\s*:|\boleh\s*:|\bbagikan\b|\bshare\b|\btag\s*:|"
        r"\bkomentar\b|\bdibaca\b|\bredaksi\b|\bberanda\b|\bterpopuler\b|\(red[/)]|\bwhatsapp\b|\bfacebook\b|"
        r"\b(?:ditulis|diposting|dipublikasikan|diunggah)\s+oleh\b|\bberita terkait\b|\bartikel terkait\b",
        (1, 2, 4),
    ),
    "marks of an office": (
        r"\bnip\b|\bnomor\s*:|\blampiran\s*:|\bmengetahui\b|\btembusan\b|\bterbilang\b",
        (1, 2, 4),
    ),
    "asks": (
        r"\b(?:kami\s+(?:\w+\s+)?(?:mohon|mengajukan|memohon|mengusulkan|menyampaikan\s+usul)|"
        r"mohon\s+(?:bantuan|kiranya)|permohonan)\b",
        (1, 2, 4),
    ),
    "costs": (
        r"rencana\s+anggaran|\brab\b|anggaran\s+biaya|rincian\s+(?:biaya|anggaran)",
        (1, 2),
    ),
    "opens minutes": (r"pada\s+hari\s+ini", (1,)),
    "closes minutes": (
        r"\bnotulis\b|rapat\s+(?:di)?tutup|yang\s+mencatat|demikian\s+(?:berita\s+acara|notul)",
        (1,),
    ),
    "invites": (
        r"mengundang|mengharap(?:kan)?\s+(?:dengan\s+hormat\s+)?kehadiran|kehadiran\s+(?:bapak|saudara)",
        (1,),
    ),
    "decrees": (r"\bmenimbang\b", (1,)),
}
_IN_HEAD = {
    "minutes": TITLE,
    # "Undangan: Perbekel X" in minutes says who was invited and is no title.
    "paper": (
        r"(?:^|\n)\s*(?:surat\s+|salinan\s+|petikan\s+)?(?:keputusan|edaran|(?:perintah\s+)?tugas|pengantar|"
        r"undangan(?!\s*:)|perintah|keterangan|kuasa|pernyataan|pemberitahuan|pengumuman|maklumat|rekomendasi|"
        r"instruksi|peraturan|nota\s+dinas|memo(?:randum)?|disposisi|telaahan\s+staf)\b"
    ),
    # A plan of costs or a list of wishes by itself, with no letter around it.
    "sheet": (
        r"(?:^|\n)\s*(?:(?:formulir|form|blangko|daftar|rekap(?:itulasi)?|tabel|matriks?)\s+(?:\w+\s+){0,2}?"
        r"(?:usul(?:an)?|aspirasi|pokir|pokok-pokok\s+pikiran|kebutuhan|prioritas|rencana\s+kegiatan)|"
        r"(?:usulan|pokok-pokok\s+pikiran|pokir)\b|"
        r"rencana\s+anggaran\s+biaya|r\.?a\.?b\.?\b|rincian\s+(?:anggaran|biaya)|"
        r"rencana\s+kerja\s+(?:dan|&)\s+anggaran|rka\b|dokumen\s+pelaksanaan\s+(?:perubahan\s+)?anggaran|dpp?a\b|"
        r"kerangka\s+acuan\s+kerja|term\s+of\s+reference)"
    ),
    "application": r"(?:^|\n)\s*(?:\w+\s+)?proposal\b",
    "press release": r"(?:^|\n)\s*(?:siaran|rilis|keterangan|press)\s+(?:pers|berita|release)\b",
}
# Subjects of letters: "Penyampaian usulan" hands over what it asks for.
_TELLS = (
    r"\bundangan\b|pemberitahuan|pemanggilan|panggilan|edaran|himbauan|imbauan|pengantar|penyampaian|tugas|"
    r"teguran|peringatan|penjelasan|konfirmasi|laporan"
)
_CALLS = (
    r"(?:mengharap(?:kan)?|mohon|memohon|dimohon|diharap(?:kan)?)\b[^.\n]{0,40}\bkehadiran(?:nya)?\b[^.\n]{0,40}"
    r"(?:\b(?:bapak|ibu|bpk|saudara|sdr)\b|\b(?:pada|dalam|di)\s*:|\bpada\s+hari\b|\buntuk\b)"
    r"|\bmengundang\s+(?:dengan\s+hormat\s+)?(?:seluruh\s+)?(?:bapak|ibu|bpk|saudara|sdr)\b"
)
_HELD = {Section.ATTENDANCE, Section.DISCUSSION, Section.DECISIONS}
_ANSWERS = r"^\W*(?:jawaban|balasan|tanggapan|penolakan|persetujuan|tindak\s+lanjut)"
_ASKS = (
    r"permohonan|mohon|memohon|usul(?:an)?|pengajuan|pengusulan|proposal|bantuan|aspirasi|dukungan"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z.,/ ]{2,40}?)(?:\([^)]{2,30}\)|,\s*[\w.]+)?\s*[-–—|:]{1,2}\s*(?:\([A-Z][\w /]+\)\s*[-–—])?\s*[“\"A-Z]"
)
_QUOTED = re.compile(r"[“\"][^”\"]{15,400}[”\"]")
_HEAD, _TITLES, _SHORT = 14, 10, 100  # units of the head, title lines looked at, characters of one
_SHARES = (0.001, 0.05, 0.15, 0.3, 0.5)  # of the units, from which on one more tells more
_SHORTEST = 3  # letters of a word that counts
_PROSE, _TO_ADDRESSEE = 160, 1500  # characters of a paragraph; of the top of a letter


def classify(doc: Doc, units: tuple[Unit, ...]) -> tuple[DocumentKind, float]:
    """Return the document's kind and how sure that is, 0 to 1."""
    shares = choice("kinds").shares(traits(doc._.source.media_type, text_of(doc), units))
    best = max(DocumentKind, key=lambda kind: shares[kind.value])
    return best, round(shares[best.value], 2)


def traits(media_type: str, text: str, units: Sequence[Unit]) -> frozenset[str]:
    """Return what tells a document's kind: from its text and its units, or from their beginning."""
    text = small(text)
    return frozenset(
        (
            f"media: {media_type}",
            *_built(units),
            *_headed(units),
            *_about(units),
            *(f"{name}: {_step(_hits(p, text), steps)}" for name, (p, steps) in _IN_TEXT.items()),
            f"quotes: {_step(len(_QUOTED.findall(text)), (1, 2, 4))}",
            *(f"word: {w}" for w in set(words(text)) if len(w) >= _SHORTEST),
        )
    )


def _built(units: Sequence[Unit]) -> Iterator[str]:
    """Yield which units and sections a document has."""
    counts = Counter(u.kind for u in units)
    for kind in UnitKind:
        yield f"{kind.value} units: {_step(counts[kind] / max(1, len(units)), _SHARES)}"
    yield from (f"section: {s.value}" for s in {u.section for u in units})
    yield from (f"key: {w}" for key in {u.key for u in units if u.key} for w in words(key))
    long = sum(u.kind is UnitKind.PARAGRAPH and len(u.text) > _PROSE for u in units)
    yield f"long paragraphs: {_step(long, (1, 3, 6))}"
    dated = any(_DATELINE.match(u.text) for u in units[:12] if len(u.text) > _SHORT)
    yield f"dateline: {dated}"


def _headed(units: Sequence[Unit]) -> Iterator[str]:
    """Yield the words of the title lines, and what they call the document."""
    head = [
        u
        for u in units[:_HEAD]
        if u.kind not in (UnitKind.PARAGRAPH, UnitKind.HEADER) or len(u.text) < _SHORT
    ]
    for unit in head[:_TITLES]:
        spoken = [] if unit.key else words(unit.text)
        yield from (f"title: {w}" for w in spoken)
        yield from (f"title: {one} {two}" for one, two in pairwise(spoken))
        yield from (f"line begins: {w}" for w in spoken[:1])
    lines = small("\n".join(u.text for u in head if not u.key and u.kind is not UnitKind.ROW))
    yield from (f"called: {name}" for name, p in _IN_HEAD.items() if _hits(p, lines))
    top = small("\n".join(u.text for u in units[:_HEAD])[:_TO_ADDRESSEE])
    sections = {u.section for u in units}
    yield f"addressed: {bool(_hits(r'kepada yth|yth[.]', top))}"
    if _hits(_CALLS, top) and not _hits(TITLE, lines) and not sections & _HELD:
        yield "called: paper"  # an invitation in a chat or a mail says so nowhere else


def _about(units: Sequence[Unit]) -> Iterator[str]:
    """Yield what a letter says that it is about."""
    subject = small(" ".join(u.content for u in units if u.key.casefold() in SUBJECT_KEYS))
    spoken = words(subject)
    yield from (f"subject: {w}" for w in spoken)
    yield from (f"subject begins: {w}" for w in spoken[:1])
    asks, answers = _hits(_ASKS, subject), _hits(_ANSWERS, subject)
    if answers or (_hits(_TELLS, subject) and not asks):
        yield "called: paper"
    elif asks:
        yield "called: application"


def _step(value: float, steps: Sequence[float]) -> int:
    """Return how many steps a value has come up."""
    return sum(value >= step for step in steps)


def _hits(pattern: str, low: str) -> int:
    """Count how often a pattern stands in a text; both are in small letters."""
    return len(_compiled(pattern).findall(low))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)

"""A news article: dateline, reported speech, quotation, byline, the furniture of a page."""

import re

from spacy.tokens import Doc

from extractors.kinds import hits, kind, top
from extractors.layout import Unit, UnitKind
from models.codes import DocumentKind
from models.indonesian.words import text_of

_DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z.,/ ]{2,40}?)(?:\([^)]{2,30}\)|,\s*[\w.]+)?\s*[-–—|:]{1,2}\s*(?:\([A-Z][\w /]+\)\s*[-–—])?\s*[“\"A-Z]"
)
SPEECH = (
    r"\b(?:ujar|kata|ungkap|tutur|jelas|terang|imbuh|sebut|papar|tandas|tegas|ucap|pungkas|tambah|"
    r"lanjut|beber)(?:nya)?\b|\b(?:mengatakan|menuturkan|menjelaskan|mengungkapkan|menyebut(?:kan)?|"
    r"menambahkan|menegaskan|mengaku|menyampaikan|berharap|mengapresiasi)\b"
)
_FURNITURE = (
    r"\bbaca juga|\bpenulis\s*:|\beditor\s*:|\breporter\s*:|\boleh\s*:|\bbagikan\b|\bshare\b|\btag\s*:|"
    r"\bkomentar\b|\bdibaca\b|\bredaksi\b|\bberanda\b|\bterpopuler\b|\(red[/)]|\bwhatsapp\b|\bfacebook\b|"
    r"\b(?:ditulis|diposting|dipublikasikan|diunggah)\s+oleh\b|\bberita terkait\b|\bartikel terkait\b"
)
_PRESS_RELEASE = r"(?:^|\n)\s*(?:siaran|rilis|keterangan|press)\s+(?:pers|berita|release)\b"
_OFFICE = r"\bnip\b|\bnomor\s*:|\blampiran\s*:|\bmengetahui\b|\btembusan\b|\bterbilang\b"


@kind(DocumentKind.NEWS)
def score(doc: Doc, units: tuple[Unit, ...]) -> float | None:
    """Weigh speech and page furniture against the marks of an office."""
    text = text_of(doc)
    value = 6.0 * bool(hits(_PRESS_RELEASE, top(units, 600)))
    value += min(4.0, 0.8 * hits(SPEECH, text))
    value += min(3.0, 1.0 * hits(_FURNITURE, text))
    value += min(2.0, 0.7 * len(re.findall(r"[“\"][^”\"]{15,}[”\"]", text)))
    if any(_DATELINE.match(u.text) for u in units[:12] if len(u.text) > 110):
        value += 1.5
    if doc._.source.media_type == "text/html":
        value += 2.0
    if re.search(r"\b(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu|Ahad)\s*\(\d", text):
        value += 2.0
    prose = [u for u in units if u.kind is UnitKind.PARAGRAPH and len(u.text) > 160]
    value += 1.0 * (len(prose) >= 3 and not any(u.key for u in units))
    # Stamps and tables of an office: an article has none of its own.
    value -= min(3.0, 1.0 * hits(_OFFICE, text))
    value -= 2.0 * (sum(u.kind is UnitKind.ROW for u in units) > 0.4 * len(units))
    return value

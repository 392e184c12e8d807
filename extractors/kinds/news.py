"""A news article: dateline, reported speech, quotation, byline, the furniture of a page."""

import re

from spacy.tokens import Doc

from extractors.kinds import hits, kind, top
from extractors.layout import Unit
from models.codes import DocumentKind

DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z.,/ ]{2,40}?)(?:\([^)]{2,30}\)|,\s*[\w.]+)?\s*[-–—|:]{1,2}\s*(?:\([A-Z][\w /]+\)\s*[-–—])?\s*[“\"A-Z]",
    re.MULTILINE,
)
SPEECH = (
    r"\b(?:ujar|kata|ungkap|tutur|jelas|terang|imbuh|sebut|papar|tandas|tegas|ucap|pungkas|tambah|"
    r"lanjut|beber)(?:nya)?\b|\b(?:mengatakan|menuturkan|menjelaskan|mengungkapkan|menyebut(?:kan)?|"
    r"menambahkan|menegaskan|mengaku|menyampaikan|berharap|mengapresiasi)\b"
)
_FURNITURE = (
    r"baca juga|\bpenulis\s*:|\beditor\s*:|\breporter\s*:|\boleh\s*:|bagikan|share|tag\s*:|komentar|"
    r"dibaca|redaksi|beranda|terpopuler|\(red[/)]|whatsapp|facebook|terkait"
)


@kind(DocumentKind.NEWS)
def score(doc: Doc, units: tuple[Unit, ...]) -> float | None:
    """Weigh speech and page furniture against the build of minutes and letters."""
    text = doc.text
    value = 0.0
    value += min(4.0, 0.8 * hits(SPEECH, text))
    value += min(3.0, 1.0 * hits(_FURNITURE, text))
    value += min(2.0, 0.7 * len(re.findall(r"[“\"][^”\"]{15,}[”\"]", text)))
    if DATELINE.search(top(units, 2500)):
        value += 1.5
    if doc._.source.media_type == "text/html":
        value += 2.0
    if re.search(r"\b(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu|Ahad)\s*\(\d", text):
        value += 2.0
    return value

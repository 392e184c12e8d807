"""An application for funds or support, a RAB, a list of usulan sent to an agency."""

import re

from spacy.tokens import Doc

from extractors.kinds import hits, kind, subject_of, top
from extractors.layout import Section, Unit, UnitKind
from models.codes import DocumentKind
from models.indonesian.words import text_of

# Papers that are a plan of costs or a list of wishes by themselves, with no letter around them.
_SHEET = re.compile(
    r"^\s*(?:(?:formulir|form|blangko|daftar|rekap(?:itulasi)?|tabel|matriks?)\s+(?:\w+\s+){0,2}?"
    r"(?:usul(?:an)?|aspirasi|pokir|pokok-pokok\s+pikiran|kebutuhan|prioritas|rencana\s+kegiatan)|"
    r"(?:usulan|pokok-pokok\s+pikiran|pokir)\b|"
    r"rencana\s+anggaran\s+biaya|r\.?a\.?b\.?\b|rincian\s+(?:anggaran|biaya)|"
    r"rencana\s+kerja\s+(?:dan|&)\s+anggaran|rka\b|dokumen\s+pelaksanaan\s+(?:perubahan\s+)?anggaran|dpp?a\b|"
    r"kerangka\s+acuan\s+kerja|term\s+of\s+reference)",
    re.IGNORECASE | re.MULTILINE,
)
_SUBJECT = (
    r"permohonan|mohon|memohon|usul(?:an)?|pengajuan|pengusulan|proposal|bantuan|aspirasi|dukungan"
)
# What an office answers to an application, or calls people to, is no application.
_NOT_ASKED = r"undangan|^\W*(?:jawaban|balasan|tanggapan|penolakan|persetujuan|tindak\s+lanjut|pemberitahuan)"
_ASKS = (
    r"\b(?:kami\s+(?:\w+\s+)?(?:mohon|mengajukan|memohon|mengusulkan|menyampaikan\s+usul)|"
    r"mohon\s+(?:bantuan|kiranya)|permohonan)\b"
)
_COSTS = r"rencana\s+anggaran|\brab\b|anggaran\s+biaya|rincian\s+(?:biaya|anggaran)"


@kind(DocumentKind.PROPOSAL)
def score(doc: Doc, units: tuple[Unit, ...]) -> float | None:
    """Weigh what the letter is about, its asking, and a table of costs."""
    head = top(units, 1500)
    subject = subject_of(units)
    answers = bool(hits(_NOT_ASKED, subject))
    first_lines = "\n".join(u.text for u in units[:12])
    value = 5.0 * bool(
        hits(r"^\s*(?:\w+\s+)?proposal\b", first_lines) or hits(r"\bproposal\b", head[:300])
    )
    value += 5.0 * (bool(hits(_SUBJECT, subject)) and not answers)
    value -= 4.0 * answers
    value += 1.0 * bool(hits(r"kepada\s+yth|yth\.", head))
    value += min(3.0, 1.0 * hits(_ASKS, text_of(doc)))
    value += 2.0 * bool(hits(_COSTS, text_of(doc)))
    titles = [u.text for u in units[:8] if u.kind not in (UnitKind.PARAGRAPH, UnitKind.ROW)]
    titles += [u.text for u in units[:8] if u.kind is UnitKind.PARAGRAPH and len(u.text) < 90]
    value += 5.0 * any(_SHEET.search(t) for t in titles)
    value += 0.7 * any(u.section in (Section.BACKGROUND, Section.COMMITTEE) for u in units)
    return value

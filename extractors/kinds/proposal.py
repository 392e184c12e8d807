"""An application for funds or support, a RAB, a list of usulan sent to an agency."""

from spacy.tokens import Doc

from extractors.kinds import hits, kind, top
from extractors.layout import SUBJECT_KEYS, Section, Unit, UnitKind
from models.codes import DocumentKind


@kind(DocumentKind.PROPOSAL)
def score(doc: Doc, units: tuple[Unit, ...]) -> float | None:
    """Weigh what the letter is about, its asking, and a table of costs."""
    head = top(units, 1500)
    subject = " ".join(u.content for u in units if u.key.casefold() in SUBJECT_KEYS)
    value = 5.0 * bool(
        hits(r"^\s*(?:\w+\s+)?proposal\b", "\n".join(u.text for u in units[:12]))
        or hits(r"\bproposal\b", head[:300])
    )
    value += 5.0 * bool(hits(r"permohonan|mohon|usul(?:an)?|pengajuan|proposal|bantuan", subject))
    value -= 4.0 * bool(hits(r"undangan", subject))
    value += 1.0 * bool(hits(r"kepada\s+yth|yth\.", head))
    value += min(
        3.0,
        1.0
        * hits(
            r"\b(?:kami\s+(?:\w+\s+)?(?:mohon|mengajukan|memohon|mengusulkan)|mohon\s+(?:bantuan|kiranya)|permohonan)\b",
            doc.text,
        ),
    )
    value += 2.0 * bool(
        hits(r"rencana\s+anggaran|\brab\b|anggaran\s+biaya|rincian\s+(?:biaya|anggaran)", doc.text)
    )
    value += 1.5 * bool(
        hits(
            r"daftar\s+(?:usulan|prioritas|rencana\s+kegiatan)",
            "\n".join(u.text for u in units[:12] if u.kind is not UnitKind.PARAGRAPH),
        )
    )
    value += 0.7 * any(u.section in (Section.BACKGROUND, Section.COMMITTEE) for u in units)
    return value

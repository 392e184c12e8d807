"""Other papers of an office: invitation, decree, circular, cover letter, assignment."""

from spacy.tokens import Doc

from extractors.kinds import hits, kind, top
from extractors.layout import SUBJECT_KEYS, Unit, UnitKind
from models.codes import DocumentKind


@kind(DocumentKind.OTHER)
def score(doc: Doc, units: tuple[Unit, ...]) -> float | None:
    """Weigh titles and formulas of letters that neither minute nor apply for anything."""
    head = "\n".join(u.text for u in units[:14] if u.kind is not UnitKind.PARAGRAPH)
    subject = " ".join(u.content for u in units if u.key.casefold() in SUBJECT_KEYS)
    value = 0.0
    value += 7.0 * bool(
        hits(
            r"\bundangan\b|pemberitahuan|pemanggilan|edaran|himbauan|imbauan|pengantar|penyampaian|tugas",
            subject,
        )
    )
    value += 6.0 * bool(
        hits(
            r"(?:^|\n)\s*(?:surat\s+)?(?:keputusan|edaran|tugas|pengantar|undangan|perintah|keterangan|kuasa|pernyataan|pemberitahuan|pengumuman|maklumat)\b",
            head,
        )
    )
    value += 3.0 * bool(hits(r"\bmenimbang\b", doc.text) and hits(r"\bmengingat\b", doc.text))
    value += 2.0 * bool(
        hits(
            r"mengundang|mengharap(?:kan)?\s+(?:dengan\s+hormat\s+)?kehadiran|kehadiran\s+(?:bapak|saudara)",
            doc.text,
        )
    )
    value += 0.5 * bool(hits(r"kepada\s+yth|yth\.", top(units, 1500)))
    return value or None

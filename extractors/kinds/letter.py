"""Other papers of an office: invitation, decree, circular, cover letter, assignment."""

from spacy.tokens import Doc

from extractors.kinds import hits, kind, subject_of, top
from extractors.layout import Unit, UnitKind
from models.codes import DocumentKind
from models.indonesian.words import text_of

_SUBJECT = (
    r"\bundangan\b|pemberitahuan|pemanggilan|panggilan|edaran|himbauan|imbauan|pengantar|penyampaian|tugas|"
    r"teguran|peringatan|penjelasan|konfirmasi|laporan"
)
_ANSWER = r"^\W*(?:jawaban|balasan|tanggapan|penolakan|persetujuan|tindak\s+lanjut)"
_ASKS = r"permohonan|usul|proposal|bantuan"
_TITLE = (
    r"(?:^|\n)\s*(?:surat\s+|salinan\s+|petikan\s+)?(?:keputusan|edaran|(?:perintah\s+)?tugas|pengantar|undangan(?!\s*:)|"
    r"perintah|keterangan|kuasa|pernyataan|pemberitahuan|pengumuman|maklumat|rekomendasi|instruksi|peraturan|"
    r"nota\s+dinas|memo(?:randum)?|disposisi|telaahan\s+staf)\b"
)
_INVITES = (
    r"mengundang|mengharap(?:kan)?\s+(?:dengan\s+hormat\s+)?kehadiran|kehadiran\s+(?:bapak|saudara)"
)


@kind(DocumentKind.OTHER)
def score(doc: Doc, units: tuple[Unit, ...]) -> float | None:
    """Weigh titles and formulas of letters that neither minute nor apply for anything."""
    # "Undangan: Perbekel X" in minutes says who was invited and is no title.
    head = "\n".join(u.text for u in units[:14] if u.kind is not UnitKind.PARAGRAPH and not u.key)
    subject = subject_of(units)
    value = 0.0
    value += 7.0 * bool(hits(_ANSWER, subject))
    # "Penyampaian usulan" hands over what it asks for.
    value += 7.0 * (bool(hits(_SUBJECT, subject)) and not hits(_ASKS, subject))
    value += 6.0 * bool(hits(_TITLE, head))
    value += 3.0 * bool(
        hits(r"\bmenimbang\b", text_of(doc)) and hits(r"\bmengingat\b", text_of(doc))
    )
    value += 2.0 * bool(hits(_INVITES, text_of(doc)))
    value += 0.5 * bool(hits(r"kepada\s+yth|yth\.", top(units, 1500)))
    return value or None

"""Minutes: notulen, berita acara, risalah, hasil rapat."""

from spacy.tokens import Doc

from extractors.kinds import hits, kind, top
from extractors.layout import Section, Unit, UnitKind
from models.codes import DocumentKind
from models.indonesian.words import text_of

TITLE = (
    r"\bn\s?o\s?t\s?u\s?l\s?(?:e\s?n|a|ensi)\b|berita\s+acara|\brisalah\b|"
    r"catatan\s+(?:rapat|pertemuan|hasil|rembu[gk]\w*|musyawarah|kumpul\w*|sosialisasi)|"
    r"hasil\s+(?:rapat|musyawarah|rembu[gk]\w*|pertemuan|keputusan|kumpul\w*|paruman|sangkep\w*)|resume\s+rapat|"
    r"laporan\s+(?:hasil\s+)?(?:rapat|musyawarah|musrenbang)|"
    r"(?:ringkasan|rangkuman|resume)\s+(?:hasil\s+)?(?:rapat|musyawarah|pertemuan|rembu[gk]\w*)"
)


@kind(DocumentKind.MINUTES)
def score(doc: Doc, units: tuple[Unit, ...]) -> float | None:
    """Weigh the title, the head of key : value lines, sections and formulas."""
    head = "\n".join(u.text for u in units[:14] if u.kind is not UnitKind.PARAGRAPH)
    value = 5.0 if hits(TITLE, head) else 2.0 if hits(TITLE, top(units, 900)) else 0.0
    keys = {u.key.casefold() for u in units if u.key}
    value += 0.8 * sum(
        any(w in k for k in keys)
        for w in ("pimpinan", "notulis", "hadir", "acara", "agenda", "pukul", "waktu", "tempat")
    )
    value += 2.0 * bool(hits(r"pada\s+hari\s+ini", text_of(doc)))
    value += 1.5 * bool(
        hits(
            r"\bnotulis\b|rapat\s+(?:di)?tutup|yang\s+mencatat|demikian\s+(?:berita\s+acara|notul)",
            text_of(doc),
        )
    )
    value += 1.0 * any(u.section is Section.DECISIONS for u in units)
    value += 0.7 * any(u.section is Section.ATTENDANCE for u in units)
    return value

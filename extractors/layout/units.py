"""Units: what stands between two hard line breaks, what it is, and the section it stands in.

What a heading announces, `sections` tells.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc

from extractors.layout.sections import Section, announced, section_of
from models.indonesian.reflow import ITEM, KEY, ORDINAL, is_capitals
from models.indonesian.words import text_of
from models.source import Line, Source


class UnitKind(StrEnum):
    """What a unit is in the build of the document."""

    HEADER = "header"
    HEADING = "heading"
    ITEM = "item"
    KEY_VALUE = "key_value"
    COLUMNS = "columns"
    ROW = "row"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. Offsets are characters in `Doc.text`; `body` is where the text starts behind
    marker or key. `opens` marks a line that ends with a colon and opens a list.
    """

    kind: UnitKind
    start: int
    end: int
    text: str
    body: int
    page: int
    section: Section = Section.NONE
    marker: str = ""
    key: str = ""
    heading: str = ""

    @property
    def content(self) -> str:
        """Return the text behind marker or key."""
        return self.text[self.body - self.start :]


_LONGEST_LABEL, _PROSE = 24, 60  # characters of a label, and of what it stands beside

SUBJECT_KEYS = frozenset({"perihal", "hal", "h a l", "hal.", "prihal", "tentang", "subjek"})
"""Keys behind which a letter says what it is about."""

# What a short line must begin with to be a heading without capitals or style: "Hasil musyawarah".
_PLAIN_HEADING = re.compile(
    r"(?:hasil (?:rapat|musyawarah|rembu[gk]|pertemuan|diskusi)|(?:butir|poin)\S*|k?e?putusan|kesepakatan|k?esimpulan|simpulan|"
    r"(?:rencana )?tindak lanjut|rtl|usulan (?:dari|warga|yang|peserta|r[tw]|masyarakat)|daftar usulan|aspirasi|masukan|saran|"
    r"sesi (?:usulan|aspirasi|penyampaian|tanya[- ]?jawab|diskusi|dialog)|penyampaian (?:usulan|aspirasi)|(?:penjaringan|penyerapan|serap) aspirasi|"
    r"penggalian (?:gagasan|usulan)|pengambilan keputusan|rumusan (?:hasil|kesepakatan|keputusan)|(?:hal-hal|poin-poin) yang (?:disepakati|diputuskan)|"
    r"tanya[- ]?jawab|diskusi|pembahasan|pembukaan|arahan|tanggapan|jalannya|pengantar|paparan|penjelasan|sambutan|laporan|"
    r"susunan acara|agenda|daftar hadir|(?:yang|peserta) hadir|penutup|lain-lain)\b(?: [\w/,&()-]+){0,4}\s*:?$",
    re.IGNORECASE,
)
# A short paper's own title may tell whose meeting it was: "Hasil rapat panitia hari jadi kelurahan".
_RESULTS_OF = re.compile(
    r"hasil (?:rapat|musyawarah|rembu[gk]|pertemuan)\b(?: [\w/,&()-]+){5,7}\s*:?$", re.I
)
# A heading between marks: "---- Sambutan ----", "*Hasil rapat*".
_DRESSED = re.compile(r"(?:[-=~_#]{2,}\s*|\*{1,3})([A-Z][^*=~_#.]+?)(?:\s*[-=~_#]{2,}|\*{1,3})$")
# Boxes under an article: what stands below is of other articles, up to the next paragraph.
_FURNITURE = re.compile(
    r"\W*(?:berita|artikel|pos(?:-pos)?|post|related|recent|most|konten|tulisan)\s+"
    r"(?:terkait|ter?populer|populer|lainnya|terbaru|terkini|lain|articles?|posts?|viewed|popular)\W*(?:indeks)?\W*$"
    r"|\W*(?:ter?populer|trending|rekomendasi\s+untuk\s+anda|tinggalkan\s+(?:balasan|komentar)|leave\s+a\s+reply)\W*$",
    re.I,
)
_PARAGRAPH = 200
_ROMAN = re.compile(r"^(?:[IVX]{1,5}|[A-L])[.)]$")


_LETTERED = re.compile(r"^[ \t]*([A-L])\.\s+(?=\S)(?=[^\n\t]{2,60}$)(?!.*[.,;:]$)", re.M)


_BELOW = re.compile(r"^[ \t]*(?![A-Z]\.\s)\S", re.M)


def _lettered(text: str) -> dict[int, int]:
    """Return where the headings that letters count begin ("A. Penjelasan", "B. Hasil"), with the
    length of the marker. A capital letter and a point begin names too, so they have to count on, and
    something has to stand below each.
    """
    found: dict[int, int] = {}
    run: list[re.Match[str]] = []
    for match in (*_LETTERED.finditer(text), None):
        if (
            match is not None
            and ord(match[1]) == ord("A") + len(run)
            and (not run or _BELOW.search(text, run[-1].end(), match.start()))
        ):
            run.append(match)
            continue
        if len(run) > 1:
            found |= {m.start(1): m.end() - m.start(1) for m in run}
        run = [match] if match is not None and match[1] == "A" else []
    return found


def units(doc: Doc) -> tuple[Unit, ...]:
    """Return the units of the document in reading order, each with the section it stands in."""
    source: Source = doc._.source
    lines: dict[int, Line] = {}
    rows: set[int] = set()
    pages: dict[int, int] = {}
    blocks = {(page.number, i): b for page in source.pages for i, b in enumerate(page.blocks)}
    for s in source.stretches:
        pages[s.start] = s.page
        block = blocks[s.page, s.block]
        if isinstance(block, Line):
            lines[s.start] = block
        elif s.column == 0:
            rows.add(s.start)
    found: list[Unit] = []
    section, heading = Section.NONE, ""
    outer: tuple[str, Section, str] | None = None
    at = 0
    lettered = _lettered(text_of(doc))
    headed: str | None = None  # the number of the heading, while no item below counts like it
    furnished = False
    for piece in re.split(r"[\n\f]", text_of(doc)):
        start, at = at, at + len(piece) + 1
        bare = piece.strip()
        if not bare:
            continue
        page = pages.get(start) or source.page_at(start)
        line = lines.get(start)
        begin = start + piece.index(bare)
        unit = _unit(bare, begin, page, line, start in rows, section, heading)
        if begin in lettered and unit.kind is UnitKind.PARAGRAPH:
            body = begin + lettered[begin]
            unit = replace(unit, kind=UnitKind.HEADING, body=body, marker=bare[:2])
        if furnished and (len(bare) > _PARAGRAPH or unit.kind is UnitKind.ROW):
            furnished = False
        furnished = furnished or bool(_FURNITURE.match(bare))
        if furnished:
            found.append(replace(unit, kind=UnitKind.HEADER))
            continue
        if unit.kind is UnitKind.ITEM and outer is not None and _style(unit.marker) == outer[0]:
            # The list that an item opened ends with the next item of its own kind.
            _, section, heading = outer
            outer = None
            unit = _unit(bare, begin, page, line, False, section, heading)
        if unit.kind is UnitKind.ITEM and headed is not None:
            follows = _follows(headed, unit.marker)
            if _style(unit.marker) == _style(headed) and not follows:
                headed = None  # the items below count as their heading does
            elif follows:
                section, heading, headed = Section.OTHER, "", unit.marker
                unit = _unit(bare, begin, page, line, False, section, heading)
        if unit.kind is UnitKind.HEADING:
            headed = unit.marker if unit.marker.strip("().").isdigit() else None
            outer = None
            section, heading = section_of(unit.content), unit.content
            unit = replace(unit, section=section, heading=heading)
        elif _opens(unit):
            # "Hasil :" or "maka peserta MENYEPAKATI :" opens a section without being a heading.
            opened = announced(_last_clause(unit.text))
            if opened not in (Section.OTHER, Section.NONE):
                if unit.kind is UnitKind.ITEM:
                    outer = (_style(unit.marker), section, heading)
                section, heading = opened, unit.text
        elif (
            unit.kind is UnitKind.COLUMNS and section is not Section.NONE and _signs(bare)
        ) or _closes(unit):
            section, heading = Section.CLOSING, ""
        found.append(unit)
    return tuple(found)


def _unit(
    text: str,
    start: int,
    page: int,
    line: Line | None,
    is_row: bool,
    section: Section,
    heading: str,
) -> Unit:
    end = start + len(text)

    def make(kind: UnitKind, body: int = start, marker: str = "", key: str = "") -> Unit:
        return Unit(kind, start, end, text, body, page, section, marker, key, heading)

    if is_row:
        return make(UnitKind.ROW)
    if line is not None and line.header:
        return make(UnitKind.HEADER)
    dressed = _DRESSED.match(text)
    if dressed and "\t" not in dressed[1] and len(dressed[1]) < 70:
        return make(UnitKind.HEADING, start + dressed.start(1))
    marker = ITEM.match(text)
    if marker:
        body = start + marker.end() + len(text[marker.end() :]) - len(text[marker.end() :].lstrip())
        rest = text[body - start :]
        if _is_heading(rest, line, bool(_ROMAN.match(marker.group()))):
            return make(UnitKind.HEADING, body, marker.group())
        return make(UnitKind.ITEM, body, marker.group())
    if ORDINAL.match(text):
        colon = re.match(r"\w+\s*[:.,]?\s*", text)
        body = start + (colon.end() if colon else 0)
        return make(UnitKind.ITEM, body, text.split()[0])
    key = KEY.match(text)
    if key and not (line is not None and line.style == "heading"):
        body = start + key.end()
        body += len(text[body - start :]) - len(text[body - start :].lstrip())
        if body < end:
            name = key.group().rstrip(": \t")
            return make(UnitKind.KEY_VALUE, body, key=" ".join(name.split()))
    if "\t" in text:
        head, _, value = text.partition("\t")
        if value.lstrip().startswith(":"):
            body = start + len(head) + 1 + value.index(":") + 1
            body += len(text[body - start :]) - len(text[body - start :].lstrip())
            return make(UnitKind.KEY_VALUE, body, key=" ".join(head.split()))
        if len(head) <= _LONGEST_LABEL and "\t" not in value and len(value) >= _PROSE:
            body = end - len(value.lstrip())
            return make(UnitKind.KEY_VALUE, body, key=" ".join(head.split()))
        return make(UnitKind.COLUMNS)
    if _is_heading(text, line, False):
        return make(UnitKind.HEADING)
    return make(UnitKind.PARAGRAPH)


# "---- Usul dari RW ----", "## Keputusan"
_DRAWN = re.compile(
    r"(?:[-=*_~]{2,}\s*[^\W\d_][^\n:;]{3,60}[^-=*_~\s:.,;]\s*[-=*_~]{2,}|#{1,5}\s+\S.{2,60})"
)


def _is_heading(text: str, line: Line | None, roman: bool) -> bool:
    """A heading is short and ends openly; style, capitals, or a roman number mark it."""
    drawn = _DRAWN.fullmatch(text)
    if drawn is not None and len(text) <= 90:
        return True
    if len(text) > 90 or text[-1] in ".,;!?" or not re.search(r"[A-Za-z]{3}", text):
        return False
    if line is not None and line.style == "heading":
        return True
    words = text.rstrip(":").split()
    return len(words) <= 9 and (
        roman
        or is_capitals(text)
        or bool(_is_plain_heading(text) and (text[0].isupper() or len(words) == 1))
    )


# A heading in two languages: "Pamutus / keputusan", "Assamaturuseng (hasil kesepakatan)".
_TWICE = re.compile(r"[^\W\d_]+\s*(?:/\s*|\((?=[^()]+\)\s*:?$))")


def _is_plain_heading(text: str) -> bool:
    twice = _TWICE.match(text)
    again = text[twice.end() :].replace(")", "") if twice is not None else text
    return bool(_RESULTS_OF.match(text)) or any(_PLAIN_HEADING.fullmatch(t) for t in (text, again))


def _follows(marker: str, other: str) -> bool:
    """Tell whether a number is the next one of the same style: "5." and "6."."""
    one, two = marker.strip("()."), other.strip("().")
    return one.isdigit() and two.isdigit() and int(two) == int(one) + 1 and marker[-1] == other[-1]


def _style(marker: str) -> str:
    """Return how a marker counts: numbers, letters, words, bullets."""
    bare = marker.strip("().")
    if bare.isdigit():
        return "1" + marker[-1:]
    if ORDINAL.match(bare + ","):
        return "KESATU"
    return "a" + marker[-1:] if bare.isalpha() else marker


_OPENS_ON = re.compile(
    r"(?::|\b(?:sebagai\s+berikut|berikut\s+ini|di\s*bawah\s+ini)\s*[:.]?)$", re.I
)


# "Berikut daftar usulan prioritas" over a list needs no colon.
_BEGINS_LIST = re.compile(
    r"(?:berikut(?:\s+ini)?|inilah|di\s*bawah\s+ini)\s+(?:(?:adalah|ialah|merupakan)\s+)?(?:\w+\s+){0,2}?"
    r"(?:daftar|rincian|butir|poin|hasil|usulan|aspirasi|keluhan|permintaan|kesepakatan|keputusan)\b(?!.*[.!?]\s)",
    re.I,
)


def _opens(unit: Unit) -> bool:
    short = unit.kind is UnitKind.PARAGRAPH and len(unit.text) <= _LONGEST_OPENER
    if short and _BEGINS_LIST.match(unit.text):
        return True
    return bool(_OPENS_ON.search(unit.text)) and unit.kind in (
        UnitKind.PARAGRAPH,
        UnitKind.KEY_VALUE,
        UnitKind.ITEM,
        UnitKind.COLUMNS,
    )


_LONGEST_OPENER = 150  # characters


def _last_clause(text: str) -> str:
    return re.split(r"[.;]\s", text.rstrip(":. "))[-1][-120:]


def _signs(text: str) -> bool:
    return not text[0].isdigit() and bool(
        re.search(r"\b(?:Mengetahui|Ketua|Sekretaris|Notulis|Lurah|Camat)\b", text)
    )


def _closes(unit: Unit) -> bool:
    return unit.kind is UnitKind.PARAGRAPH and bool(
        re.match(r"(?:Demikian(?:lah)?\b|Rapat (?:di)?tutup|Ditutup\b|Mengetahui\b)", unit.text)
    )

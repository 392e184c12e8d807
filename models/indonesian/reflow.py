"""From lines as printed to text as written: which line breaks end something and which do not.

The text keeps its length, so an offset means the same character before and after: a break
inside a running sentence becomes a blank, a break that ends a paragraph, a heading, an item or a
row stays a newline.
"""

import itertools
import re
from statistics import median

from models.source import CELL_BREAK, Line, Source, Table

ITEM = re.compile(
    r"(?:[-–—•●▪○*·»➢✓✔√☑☐☒✗✘❌](?=\s|[A-Za-z“\"(])"
    r"|\(?(?:\d{1,2}|[a-z]|[IVX]{1,5})[.)]\)?(?=\s|[A-Za-z“\"(])(?![A-Za-z]{1,3}\.)"
    r"|\d{1,2}\.\d{1,2}\.?(?=\s+[A-Z])"
    # A capital letter and a point also begin names: "H. Mashuri", "M. Rofiq", "A. Rahman".
    r"|[A-GJ-L]\)|[A-GJ-L]\.(?=\s*[A-Z]{2}))"
)
"""The marker of a list item or numbered heading at the start of a line."""

ORDINAL = re.compile(
    r"(?:KESATU|PERTAMA|KEDUA|KETIGA|KEEMPAT|KELIMA|KEENAM|KETUJUH|KEDELAPAN|KESEMBILAN|KESEPULUH|"
    r"(?:Pertama|Kesatu|Kedua|Ketiga|Keempat|Kelima|Keenam|Ketujuh|Kedelapan|Kesembilan|Kesepuluh)(?=\s*[,:.\t]))\b"
)
"""The word that counts a point of a decree or an agreement at the start of a line."""

KEY = re.compile(r"[A-Z0-9][^:\n.;!?“”\"]{0,38}?\s*:(?=\s|$|[A-Z0-9])")
"""A key of a key : value line, colon included."""

PLACE_DATE = re.compile(
    r"[A-Z][A-Za-z. ]{2,30},\s*(?:tanggal\s+)?\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\W*$"
)
"""The line that says where and when a letter was written: "Jambi, 17 Oktober 2022"."""

_ENDS = re.compile(r"[.!?:;]['\"”’)]*$")
_JOINS_ON = re.compile(
    r"(?:[,(/&-]|\b(?:dan|atau|di|ke|dari|yang|untuk|oleh|dengan|pada|Sdr\.|Rp\.?|No\.|Jl\.|H\.|Hj\.|Bpk?\.|Ibu|Bapak|Kota|Kabupaten|Kelurahan|Kecamatan|Desa|Dinas|RT|RW|tanggal|tgl\.?))$"
)
_CAPITALS = re.compile(r"[A-Z]")
_SMALL = re.compile(r"[a-z]")


# A line of sums never goes on with the line above it.
_SUM = re.compile(
    r"(?:sub\s?)?(?:total|jumlah)\b[^a-z]{0,3}\s*=?\s*(?:Rp|\d)"
    r"|(?:sub\s?-?\s?|grand\s)?(?:total|jumlah|jml)\b[^.;]{0,40}=\s*(?:Rp|\d)",
    re.I,
)
# Nor does what ends with its sum: "20 zak x Rp 62.000 = Rp 1.240.000".
_SUMMED = re.compile(r"=\s*(?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?\W{0,2}$", re.I)
# A row of a table that lost its columns ends with a price and its total.
_PRICED = re.compile(
    r"\s(?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?\s+(?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3})+(?:,-|,00)?$"
)


def reflow(source: Source) -> str:
    """Return `source.text` with each soft line break turned into a blank; the length is the same."""
    text = list(source.text)
    blocks = {(page.number, i): b for page in source.pages for i, b in enumerate(page.blocks)}
    widths = {page.number: _text_width(page.blocks) for page in source.pages}
    for stretch in source.stretches:
        block = blocks[stretch.page, stretch.block]
        if isinstance(block, Table) and len(block.rows) > 2:
            # In a table of rows a line break inside a cell is a wrap; in a frame around signatures
            # it parts the office from the name.
            for i in range(stretch.start, stretch.end):
                if text[i] == CELL_BREAK:
                    text[i] = " "
    lines = [s for s in source.stretches if s.row is None]
    for before, after in itertools.pairwise(lines):
        if after.start - before.end > 1:
            continue  # a table or a page's end stands between
        first, second = blocks[before.page, before.block], blocks[after.page, after.block]
        both = isinstance(first, Line) and isinstance(second, Line)
        if both and _is_soft(first, second, widths[before.page]):  # type: ignore[arg-type]  # both are lines
            text[before.end] = " "
    return "".join(text)


def _text_width(blocks: tuple[object, ...]) -> tuple[float, float]:
    """Return the left edge and the width of the running text of a page, in points."""
    boxes = [b.box for b in blocks if isinstance(b, Line) and b.box and "\t" not in b.text]
    if not boxes:
        return 0.0, 0.0
    long = sorted((b.x1 - b.x0 for b in boxes), reverse=True)
    width = median(long[: max(1, len(long) // 4)])
    return median(sorted(b.x0 for b in boxes)[: max(1, len(boxes) // 2)]), width


def _is_soft(first: Line, second: Line, measure: tuple[float, float]) -> bool:
    a, b = first.text, second.text
    if not a.strip() or not b.strip() or "\t" in b or first.header or second.header:
        return False
    if first.style != second.style or first.box is None or second.box is None:
        return False  # docx and html give whole paragraphs
    if _is_divided(first):
        return True
    if ITEM.match(b) or KEY.match(b) or ORDINAL.match(b) or _SUM.match(b):
        return False
    if _SUMMED.search(a) or _PRICED.search(a) or _PRICED.search(b):
        return False
    if _is_under_value(first, second):
        return True
    if "\t" in a and not KEY.match(a):
        return False
    if is_capitals(a) != is_capitals(b) or is_capitals(a):
        return False
    left, width = measure
    if PLACE_DATE.match(b) or second.box.x0 - left > 0.35 * width > 0:
        return False  # a dateline, or what stands at the right, goes on from nothing
    reach = (first.box.x1 - left) / width if width else 1.0
    height = max(first.box.bottom - first.box.top, 1.0)
    if second.box.top - first.box.bottom > 1.6 * height:
        return False
    if b[0].islower():
        return reach > 0.5 or not _ENDS.search(a)
    if _JOINS_ON.search(a):
        return reach > 0.6
    # A line that starts with a capital goes on with a sentence only when the one before is full.
    return reach > (0.85 if not _ENDS.search(a) else 0.93)


def _is_divided(line: Line) -> bool:
    """Tell whether a line's last word goes on in the next line, from where its second half was taken."""
    if len(line.words) < 2:
        return False
    one, other = line.words[-2:]
    return other.text != "" and line.text.endswith(one.text + other.text)


def _is_under_value(first: Line, second: Line) -> bool:
    """Tell whether a line stands close below the value of a key ("Acara : Rapat …"), and apart from keys."""
    colon = next((i for i, w in enumerate(first.words) if w.text.startswith(":")), None)
    if not colon or first.box is None or second.box is None:
        return False
    mark = first.words[colon]
    value = mark if len(mark.text) > 1 else (*first.words, mark)[colon + 1]
    if mark.box is None or value.box is None or value is mark is first.words[-1]:
        return False
    height = max(first.box.bottom - first.box.top, 1.0)
    apart = second.box.x0 - first.box.x0 > _APART * height
    near = second.box.top - first.box.bottom <= 1.2 * height
    return apart and near and mark.box.x0 - 2 <= second.box.x0 <= value.box.x0 + height


_APART = 3  # heights of a line that a value stands to the right of its key


def is_capitals(text: str) -> bool:
    """Tell whether a line is written in capitals (a heading, a letterhead)."""
    return len(_CAPITALS.findall(text)) > 3 * max(1, len(_SMALL.findall(text)))

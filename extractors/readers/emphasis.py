"""Marks that Markdown, chats and mail put around words, taken off: emphasis, headings, quotes, boxes to
tick; and what two tildes strike out. Each character of them is replaced by a placeholder.
"""

import re
from collections.abc import Sequence
from itertools import groupby

GONE = "\ufdd0"
"""No character of any text: it keeps the place of a mark that is left out, so that columns stay."""

# "**Tempat:** Balai RW", "*Sabtu* malam", "__penting__".
_EMPHASIS = re.compile(r"(?<![\w*_~])(\*{1,3}|__)(?=[^\s*_])([^*\n]{0,400}?[^\s*_])(\1)(?![\w*_])")
_SLANTED = re.compile(r"(?<![\w*_~])(_)(?=[^\W_]|\*)([^_\n]{0,400}?[^\s_])(_)(?![\w_])")
_KEYED = re.compile(r"[^:]{2,30}:\s*[^\s*_]")
_FACTOR = re.compile(r"\s*\d")
# Two tildes in Markdown, one in chats; one before a number is "about".
_STRUCK = re.compile(
    r"(?<![\w~])(?:~~(?=\S)[^~\n]{1,400}?~~(?!~)|~(?=[^\s~])[^~\n]{0,400}?[^\s~]~(?![\w~]))"
)
_TICKED = re.compile(r"\s*((?:[-*+]\s+)?\[([ xXvV✓√-]?)\])\s+(?=\S)")
# Pictures that chats put where others put a dash; a pin or a calendar says what stands behind it.
_BULLET = re.compile(
    r"\s*([\u2705\u27a1\u25b6\u2b50\u2728\u25fd\u25fe\U0001f449\U0001f4a1\U0001f4cc\U0001f534-\U0001f53d\U0001f7e0-\U0001f7eb])"
    r"([\ufe0f\u200d]*)(?=\s*[^\W_])"
)
_COUNTED = re.compile(r"\s*\d{1,2}(\ufe0f?\u20e3)")
_PICTURES = r"\U0001f1e6-\U0001faff\u2600-\u2604\u2764\ufe0f\u200d"
# From the first of a run alone: a search that began at each blank of a long one were quadratic.
_SMILING = re.compile(rf"(?<![\s{_PICTURES}])[\s{_PICTURES}]*[{_PICTURES}]\s*$")
_HEADED = re.compile(r"\s{0,3}(#{1,6}\s+)(?=\S)")
_CLOSED = re.compile(r"(?<!\s)\s+#+\s*$")
# What an answer repeats of a mail, and what Markdown and chats quote; "> 60 tahun" is more than sixty.
_QUOTED = re.compile(r"\s{0,3}(?:>\s?)+")
_MORE_THAN = re.compile(r"\s{0,3}>\s*\d")


def quoted(raw: Sequence[str]) -> frozenset[int]:
    """Return which lines of a text quote others, by their numbers; a figure behind the mark is one that
    something is more than, but where other words are quoted just above or below.
    """
    marked = [bool(_QUOTED.match(line)) for line in raw]
    found: set[int] = set()
    for is_marked, run in groupby(range(len(raw)), marked.__getitem__):
        lines = list(run) if is_marked else []
        if not all(_MORE_THAN.match(raw[n]) for n in lines):
            found.update(lines)
    return frozenset(found)


def listed(raw: Sequence[str]) -> frozenset[int]:
    """Return which lines of a text "#" marks as items and not as headings, by their numbers: two or more
    right below each other that are not in capitals.
    """
    marked = [_HEADED.match(line) is not None and not line.isupper() for line in raw]
    runs = [
        list(run) for is_marked, run in groupby(range(len(raw)), marked.__getitem__) if is_marked
    ]
    return frozenset(n for run in runs if len(run) > 1 for n in run)


def strikes_out(text: str) -> bool:
    """Tell whether something in a text is struck out."""
    return _STRUCK.search(text) is not None


def undressed(
    raw: str,
    *,
    begin: int = 0,
    is_cell: bool = False,
    is_quoted: bool = False,
    is_item: bool = False,
) -> tuple[str, bool]:
    """Return a line with placeholders for its marks, and whether they make it a heading: one that stands
    in marks as a whole, but for a key with its value and for a cell. What stands before `begin` is no
    part of what the marks hold. "Rp 5.000 *12 bulan* 40 KK" is a product.
    """
    gone: set[int] = set()
    is_heading = False
    if not is_cell:
        raw = _worded(raw, begin)
    quote = _QUOTED.match(raw) if is_quoted else None
    if quote is not None:
        begin = quote.end()
        gone.update(range(begin))
    for match in _STRUCK.finditer(raw):
        gone.update(range(*match.span()))
    headed = _HEADED.match(raw, begin)
    if headed is not None and is_item:
        raw = f"{raw[: headed.start(1)]}-{raw[headed.start(1) + 1 :]}"
    elif headed is not None and not is_cell:
        is_heading = True
        gone.update(range(*headed.span(1)))
        closed = _CLOSED.search(raw, headed.end())
        gone.update(range(*closed.span()) if closed is not None else ())
    for _ in range(2):  # "_*Tempat*_ :"
        text = _without(raw, gone)
        bare = text[begin:].strip().strip(GONE)
        for match in (*_EMPHASIS.finditer(text), *_SLANTED.finditer(text)):
            if match[1] == "*" and match[2][0].isdigit() and _FACTOR.match(text, match.end()):
                continue
            if match.group() == bare and match[1] != "_" and not is_cell:
                is_heading = is_heading or not _KEYED.match(match[2])
            gone.update((*range(*match.span(1)), *range(*match.span(3))))
    return _without(raw, gone), is_heading


def _worded(raw: str, begin: int) -> str:
    """Return a line with a dash, a point or a box for what marks an item, and without the pictures that end
    it; of the same length.
    """
    ticked = _TICKED.match(raw, begin)
    if ticked is not None:
        box = "☑" if ticked[2] not in ("", " ", "-") else "☐"
        return raw[: ticked.start(1)] + box + GONE * (len(ticked[1]) - 1) + raw[ticked.end(1) :]
    smiling = _SMILING.search(raw, begin)
    if smiling is not None:
        raw = raw[: smiling.start()] + GONE * len(smiling.group())
    counted = _COUNTED.match(raw, begin)
    if counted is not None:
        return raw[: counted.start(1)] + f". {GONE}"[: len(counted[1])] + raw[counted.end() :]
    bullet = _BULLET.match(raw, begin)
    if bullet is None:
        return raw
    room = "" if raw[bullet.end()] == " " else " "
    return f"{raw[: bullet.start(1)]}-{room}{raw[bullet.end() :]}"


def _without(raw: str, gone: set[int]) -> str:
    return "".join(GONE if i in gone else c for i, c in enumerate(raw)) if gone else raw

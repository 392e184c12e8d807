"""Words that a line's end divided, read as one again: "pem-" over "bangunan", "laki-" over "laki".

Whether a hyphen belongs to the word is told by the words: a reduplication, a number and a name that
begins with a capital keep theirs, what only is a word without it loses it. The halves stay words with
boxes of their own, the second behind the first in its line, so that both places are led to.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from operator import is_

from extractors.readers.pieces import is_sum
from models.source import Box, Cell, Line, Page, Table, Word
from models.values.tables import words_of_all

_HYPHENS = "-\u2010\u2011¬"
"""The last is how programs that recognize text write a hyphen that only a line's end made."""
_LONGEST = 40
"""Letters of a half; a text without blanks is looked at only so far back."""
_TAIL = re.compile(rf"([^\W\d_]{{1,{_LONGEST}}}|\d{{1,{_LONGEST}}})[{_HYPHENS}]$")
_HEAD = re.compile(r"[^\W\d_]+|\d+")
_ITEM = re.compile(r"(?:[1-9]\d?|[a-z])[.)]")
"""A list's number behind a hyphen begins a line of its own; "RT-" goes on with "01."."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_PREFIXES = frozenset(
    [
        "be",
        "ber",
        "di",
        "ke",
        "me",
        "mem",
        "men",
        "meng",
        "menge",
        "meny",
        "non",
        "pasca",
        "pe",
        "pel",
        "pem",
        "pen",
        "peng",
        "penge",
        "peny",
        "per",
        "pra",
        "se",
        "ter",
    ]
)
_SUFFIXES = frozenset(["an", "i", "kah", "kan", "ku", "lah", "mu", "nya", "pun", "wan", "wati"])
_MOST_PARTS = 5
"""Of one word, in the narrowest columns."""
_MOST_PIECES = 20
"""Beside each other on one line; no page has more columns."""
_LEAST_WORD = 3
"""Letters of a word that may stand in a compound, or be said twice."""
_LEAST_RHYME = 4
_FURTHEST = 2.6
"""Times a line's height: so far below stands the next line of a text set with double spacing."""
_LEAST_BROKEN = 5
"""Letters of a word that a narrow cell broke without a hyphen."""
_ROOM, _PADDING = 0.6, 6.0
"""Times a line's height, and points: so little room is left behind such a word in its cell."""


def undivided(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with words that were divided at the end of a line as one, within each page.

    The second half moves to the line, or the line of a cell, in which the first stands; a line that
    held nothing else stays as a blank one.
    """
    known = _Known(pages)
    return tuple(_page(page, known) for page in pages)


class _Known:
    """What is a word: by the project's lists, and by the words of the document itself."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages

    @cached_property
    def _written(self) -> frozenset[str]:
        texts = (text for page in self._pages for block in page.blocks for text in _texts(block))
        return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))

    def is_written(self, word: str) -> bool:
        """Tell whether the document has a word elsewhere, as it stands here, in lower case."""
        return word in self._written

    def is_word(self, word: str) -> bool:
        """Tell whether the lists have a word, in lower case, with or without an ending."""
        return word in words_of_all() or any(
            word.endswith(end) and word[: -len(end)] in words_of_all() for end in ("nya", "lah")
        )


def _texts(block: Line | Table) -> Iterator[str]:
    if isinstance(block, Line):
        yield block.text
    else:
        yield from (cell.text for row in block.rows for cell in row)


def _between(first: str, second: str, known: _Known) -> str | None:
    """Return what parts two halves in the whole word, "-" or nothing; None where they are no halves.

    `first` is the last word of a line, hyphen included, `second` the first of the next.
    """
    tail, head = _TAIL.search(first), _HEAD.match(second)
    if tail is None or head is None or _ITEM.fullmatch(second):
        return None
    a, b = tail[1], head[0]
    if b.isdigit():
        return "-"
    if a.isdigit():
        return None
    if b[0].isupper():
        if not (a.isupper() and b.isupper() and len(a) > 1 and len(b) > 1):
            return "-"
    elif a.isupper() and len(a) > 1:
        return "-"  # "RT-nya"
    return _parted_by(a.casefold(), b.casefold(), known, is_name=a[0].isupper() and b.islower())


def _parted_by(a: str, b: str, known: _Known, *, is_name: bool) -> str | None:
    whole, compound = a + b, f"{a}-{b}"
    is_whole = known.is_written(whole) or known.is_word(whole)
    if _is_twice(a, b) and not is_whole:
        return "-"
    if known.is_written(compound) and not known.is_written(whole):
        return "-"
    if is_whole:
        return ""
    if min(len(a), len(b)) < 2:
        return None
    if a in _PREFIXES or b in _SUFFIXES or is_name:
        return ""
    both = len(a) >= _LEAST_WORD and len(b) >= _LEAST_WORD
    return "-" if both and known.is_word(a) and known.is_word(b) else ""


def _is_twice(a: str, b: str) -> bool:
    """Tell whether a word is said twice, whole, with prefix or ending, or with other sounds:
    "anak-anaknya", "berlari-lari", "tolong-menolong", "sayur-mayur", "bolak-balik".
    """
    stems = [a, *(a.removeprefix(p) for p in _PREFIXES if a.startswith(p))]
    for stem in stems:
        if stem in _PREFIXES or len(stem) < _LEAST_WORD:
            continue
        if b.startswith(stem):
            return True
        if len(stem) >= _LEAST_RHYME and b.endswith(stem[1:]):
            return True
    is_long = len(a) == len(b) >= _LEAST_RHYME
    return is_long and _consonants(a) == _consonants(b)


def _consonants(word: str) -> str:
    return re.sub("[aeiou]", "-", word)


def _page(page: Page, known: _Known) -> Page:
    blocks = list(page.blocks)
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            blocks[i] = _table(block, known)
    for i, block in enumerate(blocks):
        if isinstance(block, Line) and _ends_divided(block.text):
            _join_below(blocks, i, known)
    is_same = all(map(is_, blocks, page.blocks))
    return page if is_same else replace(page, blocks=tuple(blocks))


def _table(table: Table, known: _Known) -> Table:
    if not any(_LINES.search(cell.text) for row in table.rows for cell in row):
        return table
    rows = tuple(tuple(_cell(c, table.ruled, known) for c in row) for row in table.rows)
    return replace(table, rows=rows)


_LINES = re.compile(rf"\n|[{_HYPHENS}] ")
"""What a cell of several lines has where one of them may be divided."""

_Piece = tuple[str, tuple[Word, ...]]


def _join_below(blocks: list[Line | Table], i: int, known: _Known) -> None:
    """Give the pieces of a line that end in a hyphen what goes on with them in the next line."""
    for below in range(i + 1, min(i + _MOST_PARTS, len(blocks))):
        line, other = blocks[i], blocks[below]
        if not (isinstance(line, Line) and isinstance(other, Line)):
            return
        if line.header or other.header or not other.text or not _ends_divided(line.text):
            return
        made = _joined(line, other, known)
        if made is None:
            return
        blocks[i], blocks[below] = made
        if made[1].text:
            return  # else it held one part of a word that goes on


def _ends_divided(text: str) -> bool:
    return text[-1:] in _MARKS or ("\t" in text and _BEFORE_TAB.search(text) is not None)


_MARKS = frozenset(_HYPHENS)
_BEFORE_TAB = re.compile(rf"[{_HYPHENS}]\t")


def _joined(line: Line, other: Line, known: _Known) -> tuple[Line, Line] | None:
    """Return two lines with the halves of words joined; None where there are none."""
    if not line.words and not other.words:
        return _joined_texts(line, other, known)
    above, below = _pieces(line), _pieces(other)
    if above is None or below is None or max(len(above), len(below)) > _MOST_PIECES:
        return None
    emptied: set[int] = set()
    changed = False
    for i, (text, words) in enumerate(above):
        if text[-1:] not in _HYPHENS or not words:
            continue
        k = next((k for k, (_, w) in enumerate(below) if _goes_on(words, w, len(above))), None)
        if k is None:
            continue
        half = below[k][1][0]
        between = _between(text.split()[-1], half.text, known)
        if between is None:
            continue
        text, words = _with_half(text, words, between)
        above[i] = text + half.text, (*words, half)
        below[k] = below[k][0].removeprefix(half.text).lstrip(), below[k][1][1:]
        emptied.update({k} if not below[k][0] else ())
        changed = True
    if not changed:
        return None
    below = [piece for k, piece in enumerate(below) if k not in emptied]
    if not any(text for text, _ in below):
        return _line_of(line, above), Line("")
    return _line_of(line, above), _line_of(other, below)


def _joined_texts(line: Line, other: Line, known: _Known) -> tuple[Line, Line] | None:
    """Return two lines of a format without a layout, such as text that was pasted into Word from a print,
    with the halves of a word joined.
    """
    match = _PARTED.search(f"{line.text}\n{other.text}")
    if match is None or match.start(2) != len(line.text) + 1:
        return None
    between = _between(match[1], match[2], known)
    if between is None:
        return None
    first = line.text if between else line.text[:-1]
    rest = other.text[len(match[2]) :].lstrip()
    return replace(line, text=first + match[2]), replace(other, text=rest)


def _with_half(text: str, words: tuple[Word, ...], between: str) -> _Piece:
    """Return a piece that ends in a hyphen as it is in front of its second half."""
    if between:
        return text, words
    last = replace(words[-1], text=words[-1].text[:-1])
    return text[:-1], (*words[:-1], last)


def _line_of(line: Line, pieces: Sequence[_Piece]) -> Line:
    words = tuple(word for _, held in pieces for word in held)
    return replace(line, text="\t".join(text for text, _ in pieces), words=words)


def _pieces(line: Line) -> list[_Piece] | None:
    """Return what a line's tabs part, each with its words; None where its words are not its text."""
    words = deque(line.words)
    made: list[_Piece] = []
    for text in line.text.split("\t"):
        held: list[Word] = []
        at = 0
        while words and (found := text.find(words[0].text, at)) >= 0:
            if text[at:found].strip():
                break
            at = found + len(words[0].text)
            held.append(words.popleft())
        if text[at:].strip():
            return None
        made.append((text.strip(), tuple(held)))
    return None if words else made


def _goes_on(above: Sequence[Word], below: Sequence[Word], pieces: int) -> bool:
    """Tell whether a piece stands below another, or at the top of the next column."""
    if not below:
        return False
    one, other = above[-1].box, below[0].box
    if one is None or other is None:
        return False
    down = _middle(other) - _middle(one)
    if down <= 0:
        return pieces == 1 and other.x0 > one.x1
    first = above[0].box
    reach = max(w.box.x1 for w in below if w.box)
    is_under = first is not None and other.x0 < one.x1 and reach > first.x0
    return is_under and down <= _FURTHEST * max(one.bottom - one.top, other.bottom - other.top)


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _cell(cell: Cell, is_ruled: bool, known: _Known) -> Cell:
    """Return a cell with its divided words as one; in a drawn one also those that its narrowness broke."""
    if _LINES.search(cell.text) is None:
        return cell
    if not cell.words:
        return replace(cell, text=_without_words(cell.text, known))
    spans = _spans(cell)
    if spans is None or len(spans) < 2:
        return cell
    words = list(cell.words)
    texts = [word.text for word in words]
    gaps = [cell.text[a[1] : b[0]] for a, b in pairwise(spans)]
    ends = cell.text[: spans[0][0]], cell.text[spans[-1][1] :]
    changed = False
    for k in range(len(words) - 1):
        if not _is_next_line(words[k], words[k + 1], gaps[k]):
            continue
        between: str | None = None
        if texts[k][-1:] in _HYPHENS and len(texts[k]) > 1:
            between = _between(_whole(texts, gaps, k), texts[k + 1], known)
            if between == "":
                texts[k] = texts[k][:-1]
                words[k] = replace(words[k], text=texts[k])
        elif is_ruled and _is_broken(cell, words, k, known):
            between = ""
        if between is None:
            continue
        changed = True
        if k + 1 < len(gaps) and gaps[k + 1] == " ":
            gaps[k + 1] = gaps[k]
        gaps[k] = ""
    if not changed:
        return cell
    inner = "".join(text + gap for text, gap in zip(texts, [*gaps, ""], strict=True))
    return replace(cell, text=ends[0] + inner + ends[1], words=tuple(words))


def _whole(texts: Sequence[str], gaps: Sequence[str], k: int) -> str:
    """Return a word with the parts that were joined with it before."""
    begin = k
    while begin > max(k - _MOST_PARTS, 0) and not gaps[begin - 1]:
        begin -= 1
    return "".join(texts[begin : k + 1])


def _spans(cell: Cell) -> list[tuple[int, int]] | None:
    """Return where each word stands in a cell's text; None where they are not its words."""
    found: list[tuple[int, int]] = []
    at = 0
    for word in cell.words:
        begin = cell.text.find(word.text, at)
        if begin < 0 or cell.text[at:begin].strip():
            return None
        at = begin + len(word.text)
        found.append((begin, at))
    return found


def _is_next_line(one: Word, other: Word, gap: str) -> bool:
    if "\n" in gap:
        return gap.count("\n") == 1
    if one.box is None or other.box is None or not gap:
        return False
    return _middle(other.box) > one.box.bottom and other.box.x0 < one.box.x1


def _is_broken(cell: Cell, words: Sequence[Word], k: int, known: _Known) -> bool:
    """Tell whether a word was broken without a hyphen: alone in its line it fills the cell, and only
    with the next line's first word it is a word, or a sum.
    """
    box, limit = words[k].box, cell.box
    if box is None or limit is None or not _is_alone(words, k):
        return False
    if limit.x1 - box.x1 > _ROOM * (box.bottom - box.top) + _PADDING:
        return False
    a, b = words[k].text, words[k + 1].text
    if is_sum(a + b):
        return not is_sum(a) and _is_alone(words, k + 1)
    head = _HEAD.match(b)
    if not a.isalpha() or head is None or not head[0].islower():
        return False
    one, other = a.casefold(), head[0]
    whole = one + other
    is_whole = len(whole) >= _LEAST_BROKEN and (known.is_word(whole) or known.is_written(whole))
    return is_whole and not (known.is_word(one) and known.is_word(other))


def _is_alone(words: Sequence[Word], k: int) -> bool:
    box = words[k].box
    others = [w.box for w in (*words[max(k - 1, 0) : k], *words[k + 1 : k + 2]) if w.box]
    return box is not None and not any(o.top < _middle(box) < o.bottom for o in others)


_PARTED = re.compile(
    rf"([^\W\d_]{{1,{_LONGEST}}}[{_HYPHENS}])\n[ \t]*([a-z]\S*|\d{{1,4}}(?![.)\d])\S*)(?:[ \n]|$)"
)


def _without_words(text: str, known: _Known) -> str:
    """Return a cell's text of a format without a layout: there only small letters go on with a word, and
    figures with their word ("RT-" over "01").
    """
    if "\n" not in text:
        return text

    def joined(match: re.Match[str]) -> str:
        between = _between(match[1], match[2], known)
        if between is None:
            return match[0]
        return f"{match[1] if between else match[1][:-1]}{match[2]}\n"

    made = _PARTED.sub(joined, text)
    return made if text.endswith("\n") else made.removesuffix("\n")

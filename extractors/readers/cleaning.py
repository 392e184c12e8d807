"""From bytes to text without what no later step should meet: controls, ligatures, odd blanks."""

import re
import unicodedata
from email.message import MIMEPart

from charset_normalizer import from_bytes

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u061c\u2060-\u206f\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000]")
_FIGURE = re.compile(r"([(\"']*(?:Rp\.?)?)([\dOolI.,:/+-]*\d[\dOolI.,:/+-]*)([)\"';]*)")
_NOUGHT = re.compile(r"(?<=\d)O|O(?=\d)|(?<=\d[.,])[Oo](?=[\dOo]{2}(?![\dOo]))")
_MARKED = re.compile(r"[\dO][.,:/+-]+[\dO]")
_STROKE = re.compile(r"(?<=\d)[lI](?=\d)")
_LIGATURES = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


def clean(text: str) -> str:
    r"""Return text as later steps expect it; tabs and newlines stay.

    >>> clean("o\u00adﬁs\u00a0RW")
    'ofis RW'
    """
    if text.isascii() and text.isprintable():
        return text  # nearly every word of a text layer
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    return _CONTROLS.sub("", _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


LONGEST_NAME = 80
"""Characters of the name of a file inside a file: enough to find it, too few to fill a page."""


def name_shown(name: str) -> str:
    r"""Return the name of a file inside a file as it may stand in a sentence: one line, without what steers
    a terminal, turns its direction or is not seen, and a long one cut in its middle, since its ending
    says what it is.

    >>> name_shown("RAB\u202excod.\u2066exe\x1b[31m\r\n 2024")
    'RABxcod.exe[31m 2024'
    >>> name_shown("a" * 500 + ".xlsx")
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…aaaaaaa.xlsx'
    """
    seen = (c for c in clean(name) if c.isprintable() or c.isspace())
    shown = " ".join("".join(seen).split())
    if len(shown) <= LONGEST_NAME:
        return shown
    return f"{shown[: LONGEST_NAME - 13]}…{shown[-12:]}"


def subject_of(message: MIMEPart) -> str:
    """Return a mail's subject as a name of a file; "surel" for one without."""
    said = "".join(
        c if c.isprintable() and c not in '/\\:*?"<>|' else " "
        for c in str(message.get("subject", ""))
    )
    return " ".join(said.split())[:100] or "surel"


def with_figures(text: str) -> str:
    """Return a word that an engine read with the letters in its figures as the digits that they are.

    Only where nothing but a figure can stand: digits, marks and the letters O, o, l and I, of them a
    mark or three digits. An O becomes 0 beside a digit or in a group of three, an o in a group of
    three, an l or I a digit between digits, so that degrees, Roman numbers and the letters of lists
    stay; so do O2 (the gas) and Blok O5, which a figure by itself does not tell from a misread one.

    >>> [with_figures(w) for w in ("2O.OOO", "RpI5.OOO,-", "O5/O3", "08l2", "I/2026", "30o", "O2")]
    ['20.000', 'RpI5.000,-', '05/03', '0812', 'I/2026', '30o', 'O2']
    """
    match = _FIGURE.fullmatch(text)
    if match is None or text.isnumeric():
        return text
    if not _MARKED.search(match[2]) and sum(map(str.isdigit, match[2])) < 3:
        return text
    figure, known = match[2], ""
    while figure != known:
        known = figure
        figure = _NOUGHT.sub("0", figure)
    return match[1] + _STROKE.sub("1", figure) + match[3]


def decoded_as(data: bytes, charset: str | None) -> str | None:
    """Return the text of bytes by what was said of their encoding; None where nothing was said, or what is
    not so: a script may leave "undefined" there, which Python knows as an encoding that decodes nothing.
    """
    if charset is None:
        return None
    try:
        return data.decode(charset)
    except (LookupError, ValueError):  # no encoding of text, or not that of these bytes
        return None


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of bytes, and a note when characters were lost."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ()
    # Before UTF-8, in which a zero byte is a letter like others.
    if data.count(0) > 0.3 * len(data):
        little = data[1::2].count(0) >= data[0::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass  # an older encoding; the next lines find which
    # Windows-1252 is what Indonesian offices write when it is not UTF-8; the detector's guess at
    # other Latin pages differs only in letters that Indonesian does not use.
    best = from_bytes(data, cp_isolation=["cp1252", "latin_1"]).best()
    text = str(best) if best is not None else data.decode("cp1252", "replace")
    lost = text.count("\ufffd")
    return text, (f"{lost} huruf tidak terbaca",) if lost else ()

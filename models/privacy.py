"""Texts as they may stand in a log: without private numbers and without what steers a terminal."""

import re

_NUMBERS = re.compile(
    # NIK, KK and NPWP have 15 or 16 figures, written in one or in groups.
    r"(?<![0-9A-Za-z])\d(?:[ .-]?\d){14,17}(?![0-9A-Za-z])"
    # Telephones: +62, 62 or 0, then 8 and eight to eleven more, in one or in groups.
    r"|(?<![0-9A-Za-z])(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?![0-9A-Za-z])"
    # Any other long row, such as the number of an account; names of machines have underscores.
    r"|(?<![0-9A-Za-z])\d{10,}(?![0-9A-Za-z])"
)
LONGEST = 2000
"""So many characters of one line: a log is no place for a document."""


def printable(text: str) -> str:
    r"""Return the text with what steers a terminal or turns its direction shown as an escape.

    >>> printable("a\x1b[31m\nb\u202ec")
    'a\\x1b[31m\\x0ab\\u202ec'
    """
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def masked(text: str) -> str:
    """Return one line as it may stand in a log.

    >>> masked("KTP 3672051234560001 hp 0812-3456-7890.pdf")
    'KTP ################ hp ####-####-####.pdf'
    >>> masked("usulan 2023-11-24 Rp 45.000.000.pdf")
    'usulan 2023-11-24 Rp 45.000.000.pdf'
    """
    text = _NUMBERS.sub(lambda found: re.sub(r"\d", "#", found.group()), printable(text))
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"

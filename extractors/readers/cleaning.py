"""From bytes to text without what no later step should meet: controls, ligatures, odd blanks."""

import re
import unicodedata

from charset_normalizer import from_bytes

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000]")
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

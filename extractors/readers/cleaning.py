"""Characters that no later step should meet: controls, soft hyphens, ligatures, odd blanks."""

import re
import unicodedata

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)
_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000]")
_LIGATURES = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


def clean(text: str) -> str:
    r"""Return text as later steps expect it; tabs and newlines stay.

    >>> clean("o\\u00adﬁs\\u00a0RW")
    'ofis RW'
    """
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    return _CONTROLS.sub("", _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))

"""What the name that staff gave a file says of what it holds."""

import re
from pathlib import Path

_COPY_NUMBER = re.compile(r"\s*\(\d{1,3}\)$")
_WORD = re.compile(r"[^\W\d_]+")
_MACHINE_WORDS = frozenset(
    {
        *(
            "adobe",
            "camscanner",
            "doc",
            "document",
            "dsc",
            "dscn",
            "file",
            "image",
            "img",
            "new",
            "page",
            "photo",
        ),
        *("pxl", "scan", "scanned", "screenshot", "untitled", "wa", "whatsapp", "at", "am", "pm"),
        *("baru", "berkas", "dokumen", "foto", "gambar", "halaman", "pindaian", "tanpa", "judul"),
    }
)
"""What scanners, telephones and programs call a file that nobody named."""


def names_the_same(one: str, other: str) -> bool:
    """Tell whether two names are one, but for ending, case and a copy's number. A name that a machine
    gave says nothing of what it names, and is like no other.

    >>> names_the_same("Surat RW 05.jpg", "surat rw 05 (2).pdf")
    True
    >>> names_the_same("scan0001.pdf", "scan0001.pdf")
    False
    """
    bare = _bare(one)
    return bare == _bare(other) and not set(_WORD.findall(bare)) <= _MACHINE_WORDS


def _bare(name: str) -> str:
    return _COPY_NUMBER.sub("", Path(name).stem).casefold()

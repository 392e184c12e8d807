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


def storable(name: str) -> str:
    """Return a name as text that can be stored: bytes that are no UTF-8 are shown as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(name: str) -> str:
    r"""Return a name as it may stand in a report, a note or on a terminal: what cannot be printed is a
    question mark.

    >>> shown("surat\x1b RW 05.pdf")
    'surat? RW 05.pdf'
    """
    return "".join(c if c.isprintable() else "?" for c in name)


def placed(name: str, folder: str) -> str:
    """Return a file as it may stand in a report, with the folder that it came from.

    >>> placed("surat.pdf", "RW 05"), placed("surat.pdf", "")
    ('surat.pdf (dari RW 05)', 'surat.pdf')
    """
    return f"{shown(name)} (dari {shown(folder)})" if folder else shown(name)


def bare_name(name: str) -> str:
    """Return a name without ending, case and a copy's number. The ledger keeps it: whoever changes
    this raises the age of its tables (`intake.tables`).

    >>> bare_name("Surat RW 05.jpg") == bare_name("surat rw 05 (2).pdf")
    True
    """
    return _COPY_NUMBER.sub("", Path(name).stem).casefold()


def copy_number(name: str) -> str:
    """Return the number that a name bears as a copy of another, "" for none.

    >>> copy_number("Surat RW 05 (2).pdf"), copy_number("Surat RW 05.pdf")
    ('2', '')
    """
    found = _COPY_NUMBER.search(Path(name).stem)
    return found[0].strip(" ()") if found else ""


def says_something(bare: str) -> bool:
    """Tell of a bare name whether somebody gave it: that of a machine says nothing of what it names.

    >>> says_something("surat rw 05"), says_something("scan0001")
    (True, False)
    """
    return not set(_WORD.findall(bare)) <= _MACHINE_WORDS

"""Whether the end of a file is there, by what its format ends with.

A copy that stalls, and a file that a share makes at its full length and fills later, are quiet and still
lack it.
"""

from collections.abc import Callable
from dataclasses import dataclass

HEAD, TAIL = 12, 66_000
"""So many bytes at the beginning and at the end of a file are looked at: a zip's comment may be so long."""
_EMPTY = 4096
"""So many bytes of nothing at the end of a file are room that nobody filled yet, in whatever format."""
_SECTOR = 512
"""So many bytes of nothing at least are room in a file that holds nothing else."""
_PACKED = {".docx": "Word", ".xlsx": "Excel", ".pptx": "PowerPoint"}
"""What people call a file that is a zip inside."""


@dataclass(frozen=True, slots=True)
class _Format:
    begins: bytes
    what: str
    """What of it is not there yet, in Indonesian."""
    is_whole: Callable[[bytes, bytes, int], bool]
    """Tells by head, tail and size."""


_FORMATS = (
    _Format(b"%PDF", "akhir PDF", lambda _, tail, __: b"%%EOF" in tail[-4096:]),
    _Format(b"PK\3\4", "akhir berkas {}", lambda _, tail, __: b"PK\5\6" in tail),
    _Format(b"\xff\xd8", "akhir foto", lambda _, tail, __: b"\xff\xd9" in tail[-1024:]),
    _Format(b"\x89PNG", "akhir gambar", lambda _, tail, __: b"IEND" in tail[-64:]),
    _Format(b"GIF8", "akhir gambar", lambda _, tail, __: tail.rstrip(b"\0").endswith(b";")),
    # WebP: the length of what follows stands at its beginning.
    _Format(b"RIFF", "akhir gambar", lambda head, _, size: size >= _length(head) + 8),
    _Format(
        b"{\\rtf", "akhir berkas RTF", lambda _, tail, __: tail.rstrip(b"\0 \r\n").endswith(b"}")
    ),
)


def _length(head: bytes) -> int:
    return int.from_bytes(head[4:8], "little")


def lacking_end(head: bytes, tail: bytes, size: int, suffix: str) -> str:
    """Return what of a file is not there yet, in Indonesian; "" where its end is there, or its format has none.

    Args:
        head: its first bytes, HEAD of them.
        tail: its last bytes, TAIL of them.
        size: how many bytes it has.
        suffix: how its name ends, by which people know a zip that is an Office file.
    """
    for known in _FORMATS:
        if head.startswith(known.begins) and not known.is_whole(head, tail, size):
            return f"{known.what.format(_PACKED.get(suffix.lower(), 'zip'))} belum ada"
    # A small file that is nothing else was made at its length and not filled either.
    is_told = len(tail) >= _EMPTY or len(tail) == size >= _SECTOR
    if is_told and not tail[-_EMPTY:].strip(b"\0"):
        return "isi bagian akhirnya belum ada"
    return ""


def has_end(head: bytes) -> bool:
    """Tell of a file whether its format has an end of its own that is looked for."""
    return head.startswith(tuple(known.begins for known in _FORMATS))

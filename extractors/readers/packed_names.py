"""Whether a PDF speaks of something that PDFium does not tell of, also where its objects are packed."""

import re
import zlib
from collections.abc import Collection

_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_END = b"endstream"
_MOST_BYTES = 4_000_000
"""Of one pack of objects; writers put a hundred small ones into one."""


def names_in(data: bytes, names: Collection[bytes]) -> frozenset[bytes]:
    """Return which of the names a file has, also in one of its packs of objects."""
    found = {name for name in names if name in data}
    for pack in _PACKED.finditer(data):
        if len(found) == len(names):
            break
        # Not the rest of the file: each pack would copy all that follows it.
        end = data.find(_END, pack.end())
        packed = data[pack.end() : end if end >= 0 else len(data)]
        try:
            unpacked = zlib.decompressobj().decompress(packed, _MOST_BYTES)
            found |= {name for name in names if name in unpacked}
        except zlib.error:
            pass  # packed otherwise, or locked: nothing is known of what it says
        if end < 0:
            break  # the file is cut off here
    return frozenset(found)

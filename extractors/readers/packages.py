"""Office files that are zips: opened within bounds, before any parser sees a byte of them."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from models.errors import DamagedDocument, TooLarge

MAX_TEXT = 15_000_000
MAX_UNPACKED = 600_000_000
MAX_MEMBERS = 5_000
"""Unpacked bytes of text and in all, and entries: far above 200 photos in a proposal, far below a bomb."""

MAX_DIRECTORY = 5_000_000
"""Bytes of the list of members, which is held in memory as a whole before any is counted."""
TAIL = 66_000
"""Bytes at the end of a zip in which it says how long that list is: its last record has 22 bytes and a
comment of at most 65,535 (APPNOTE.TXT, 4.3.16).
"""

BROKEN = (
    KeyError,
    ValueError,
    NotImplementedError,  # a way of packing that Python does not know
    RuntimeError,  # a member locked with a password
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
)
"""What such a package raises that is damaged or no package."""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp")


def opened(name: str, data: bytes, *, max_text: int = MAX_TEXT) -> zipfile.ZipFile:
    """Return the package, having refused a bomb by what the archive says of itself; reading a member
    stops where it said so. `name` is the file's.

    Raises: TooLarge, DamagedDocument, and those of BROKEN.
    """
    if directory_bytes(data[-TAIL:]) > MAX_DIRECTORY:
        raise TooLarge(name, "names more files than a document holds; save it again")
    archive = zipfile.ZipFile(BytesIO(data))
    members = archive.infolist()
    # Whatever is no picture may be parsed as text, under any name that the package gives it.
    texts = [m for m in members if not m.filename.lower().endswith(_PICTURES)]
    if (
        len(members) > MAX_MEMBERS
        or sum(m.file_size for m in texts) > max_text
        or sum(m.file_size for m in members) > MAX_UNPACKED
    ):
        raise TooLarge(
            name, "unpacks to far more than a document holds; save it again without attachments"
        )
    for member in texts:
        with archive.open(member) as stream:
            head = stream.read(4096).replace(b"\0", b"")  # UTF-16 hides nothing
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise DamagedDocument(
                name, "declares entities, which no Office file does; save it again"
            )
    return archive


def directory_bytes(tail: bytes) -> int:
    """Return how long the list of members is by the end of a zip; 0 where it does not say."""
    at = tail.rfind(b"PK\5\6")
    if at < 0:
        return 0
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if size < 0xFFFFFFFF:
        return size
    long = tail.rfind(b"PK\6\6", 0, at)
    return int.from_bytes(tail[long + 40 : long + 48], "little") if long >= 0 else size


def tree(archive: zipfile.ZipFile, member: str) -> etree._Element | None:
    """Return a member as a tree; None when it is not there.

    Raises: those of BROKEN.
    """
    if member not in archive.NameToInfo:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(member), parser)

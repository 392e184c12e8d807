"""Files that hold files: the members of a zip, the attachments of a mail or PDF, one by one and within
bounds.

Nothing is written where a member's own name says: a name is only told, never followed.
"""

import email
import email.policy
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

from extractors import attached
from extractors.readers.cleaning import subject_of
from extractors.readers.packages import MAX_DIRECTORY, TAIL, directory_bytes
from extractors.readers.sniffing import SAMPLE, Head
from models.errors import DamagedDocument, InputError, LockedZip, TooLarge, shortage

MAX_MEMBERS = 2_000
"""The scans of an office's year; a zip of more names is refused before any is opened."""
MAX_UNPACKED = 2_000_000_000
MAX_MAIL = 100_000_000
"""Bytes of a mail, which is held in memory; mail servers take a quarter of it."""
_LEAST_PAGE = 20_000
"""Bytes that a picture of a page of writing has at least."""
_BLOCK = 1 << 20
_OFFICE_PARTS = ("_rels/.rels", "word/", "xl/", "ppt/", "visio/")
"""Beside [Content_Types].xml: a package of Office holds relations, or parts in these folders."""
_TYPES = (b"application/vnd.oasis.", b"application/vnd.sun.", b"application/epub")
"""How the file `mimetype` begins in an OpenDocument file, in its forerunner, and in a book."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,  # a way of packing that Python does not know
    EOFError,
    ValueError,
    OSError,  # a made-up place in the file; what the machine is short of is told apart
)


@dataclass(slots=True)
class Allowance:
    """What one dropped file may still give, however its members are nested."""

    members: int = MAX_MEMBERS
    bytes: int = MAX_UNPACKED

    def take(self, name: str, *, members: int = 0, size: int = 0) -> None:
        """Take from it. Raises: TooLarge when there is not so much left."""
        self.members -= members
        self.bytes -= size
        if self.members < 0 or self.bytes < 0:
            raise TooLarge(
                name,
                f"holds more than {MAX_MEMBERS:,} files or unpacks to more than "
                f"{MAX_UNPACKED:,} bytes; split it",
            )


@dataclass(slots=True)
class Opened:
    """What was taken out of a container so far; `closed` names the members that gave no bytes, `empty`
    those that have none, `passed_over` counts what nobody means as a document.
    """

    taken: int = 0
    closed: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    passed_over: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a container: its name, and the folder in it ("" at the top)."""

    name: str
    folder: str


def is_container(path: Path) -> bool:
    """Tell whether a file is a zip of files, a mail with attachments, or a PDF that speaks of files in
    it; Office files are zips too and are none. The bytes decide; what cannot be opened is none.

    Raises: OSError where the machine is short of open files or memory.
    """
    try:
        with path.open("rb") as stream:
            head = Head(stream.read(SAMPLE))
        if head.is_zip:
            if _is_vast(path):
                return True  # and refused, before its list is read
            with zipfile.ZipFile(path) as archive:
                return not _is_package(archive)
        if attached.may_hold_files(path):
            return True
        is_mail = head.mail is not None and not head.is_saved_page
        return is_mail and path.stat().st_size <= MAX_MAIL and any(_attached(path))
    except Exception as error:  # the library of mails raises anything over a header that is made up
        if shortage(error):
            raise
        return False


def _is_package(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is an Office or OpenDocument file, by what such a file holds: a member that
    only bears the name of a mark makes none.
    """
    names = archive.NameToInfo
    if "[Content_Types].xml" in names and any(n.startswith(_OFFICE_PARTS) for n in names):
        return True
    if "mimetype" not in names:
        return False
    try:
        with archive.open("mimetype") as stream:
            return stream.read(64).lstrip().startswith(_TYPES)
    except (*_BROKEN, RuntimeError):  # RuntimeError: locked with a password
        return False


def is_zip_of_files(path: Path) -> bool:
    """Tell of a container whether it holds nothing beside its members, as mails and PDFs do."""
    with path.open("rb") as stream:
        return Head(stream.read(4)).is_zip


def attachments(path: Path) -> list[str]:
    """Return the names of what is attached to a mail or PDF."""
    if attached.may_hold_files(path):
        return [member.name for said in attached.names(path) if (member := _named(said))]
    return [member.name for member, _ in _attached(path)]


def unpack(
    path: Path, name: str, put: Path, allowance: Allowance, opened: Opened
) -> Iterator[Member]:
    """Write each member in turn to `put` and yield what it is; the file is there until the next one.

    A member that is locked, damaged or no file is named in `opened.closed`, and the others go on.

    Raises: TooLarge, DamagedDocument; OSError when it cannot be written.
    """
    if is_zip_of_files(path):
        yield from _unzip(path, name, put, allowance, opened)
    elif attached.may_hold_files(path):
        yield from _taken_out(path, name, put, allowance, opened)
    else:
        yield from _detach(path, name, put, allowance, opened)


def _detach(
    path: Path, name: str, put: Path, allowance: Allowance, opened: Opened
) -> Iterator[Member]:
    try:
        for member, data in _attached(path):
            allowance.take(name, members=1, size=len(data))
            put.write_bytes(data)
            opened.taken += 1
            yield member
    except RecursionError as error:
        raise DamagedDocument(name, "nests its parts without end; save it again") from error


def _taken_out(
    path: Path, name: str, put: Path, allowance: Allowance, opened: Opened
) -> Iterator[Member]:
    for said, size, blocks in attached.files(path):
        member = _named(said) or Member(attached.NAMELESS, "")
        allowance.take(name, members=1, size=size)
        try:
            with put.open("wb") as out:
                out.writelines(blocks)
        except attached.Broken:
            opened.closed.append(member.name)
            continue
        opened.taken += 1
        yield member


def refused(name: str, opened: Opened) -> InputError | None:
    """Return the error for a container of which nothing could be taken, None for others."""
    if opened.taken or not opened.closed:
        return None
    return LockedZip(name, f"its files are locked or damaged: {opened.closed[0]}")


def _unzip(
    path: Path, name: str, put: Path, allowance: Allowance, opened: Opened
) -> Iterator[Member]:
    if _is_vast(path):
        raise TooLarge(name, f"holds more than {MAX_MEMBERS:,} files; split it")
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        if shortage(error):
            raise
        raise DamagedDocument(name, "is no readable zip; pack it again") from error
    with archive:
        infos = [i for i in archive.infolist() if i.filename and not i.is_dir()]
        # By what it says of itself, before a byte is unpacked; reading stops where it said so.
        allowance.take(name, members=len(infos), size=sum(i.file_size for i in infos))
        names = {i.filename for i in infos}
        for info in infos:
            member = _named(info.filename)
            if member is None or _is_special(info) or _is_of_a_page(info.filename, names):
                opened.passed_over += 1
                continue
            try:
                with put.open("wb") as out:
                    out.writelines(_blocks(archive, info))
            except _ClosedMember:
                opened.closed.append(member.name)
                continue
            opened.taken += 1
            yield member


def _is_vast(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL))
        return directory_bytes(stream.read()) > MAX_DIRECTORY


class _ClosedMember(Exception):
    """A member that is locked or damaged."""


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's bytes; what goes wrong in here is the zip's fault, and not the disk's to which
    they are written.

    Raises: _ClosedMember; OSError where the machine is short of something.
    """
    try:
        with archive.open(info) as stream:
            while block := stream.read(_BLOCK):
                yield block
    except (*_BROKEN, RuntimeError) as error:  # RuntimeError: locked with a password
        if shortage(error):
            raise
        raise _ClosedMember from error


def _is_special(info: zipfile.ZipInfo) -> bool:
    """Tell of a link, a pipe or a device: under Unix the mode stands in the upper half."""
    kind = (info.external_attr >> 16) & 0o170000
    return info.create_system == 3 and kind not in (0, 0o100000)


def _is_of_a_page(name: str, names: set[str]) -> bool:
    """Tell of a picture or script that a browser saved beside a page."""
    page, marked, _ = name.partition("_files/")
    return bool(marked) and not names.isdisjoint((f"{page}.html", f"{page}.htm"))


def _named(name: str) -> Member | None:
    r"""Return a member's name and folder with nothing in them that leads anywhere; None for no name.

    >>> _named("..\\..\\etc/RT 02/surat.pdf")
    Member(name='surat.pdf', folder='etc/RT 02')
    """
    shown = "".join(c if c.isprintable() else "_" for c in name.replace("\\", "/"))
    parts = [p for p in PurePosixPath(shown).parts if p not in ("/", ".", "..")]
    return Member(parts[-1][-200:], "/".join(parts[:-1])[-300:]) if parts else None


def _attached(path: Path) -> Iterator[tuple[Member, bytes]]:
    """Yield the attachments of a mail, those of a mail in it included; a mail that was forwarded
    as a file is one.
    """
    message = email.message_from_bytes(path.read_bytes().lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    count = 0
    parts = [message]  # the next one last
    while parts:
        part = parts.pop()
        if part.get_content_type() == "message/rfc822" and part is not message:
            for inner in part.get_payload():
                yield Member(f"{subject_of(inner)}.eml", ""), inner.as_bytes()  # type: ignore[union-attr, arg-type]
            continue
        if part.is_multipart():
            parts += [p for p in part.get_payload() if isinstance(p, EmailMessage)][::-1]
            continue
        said = part.get_filename()
        if not said and part.get_content_disposition() != "attachment":
            continue
        count += 1
        member = _named(str(said or f"lampiran-{count}")) or Member(f"lampiran-{count}", "")
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data and not _is_logo(part, data):
            yield member, data


def _is_logo(part: EmailMessage, data: bytes) -> bool:
    """Tell of a small picture that the mail's own text shows, such as the arms of a city."""
    shown = "content-id" in part and part.get_content_disposition() != "attachment"
    return shown and part.get_content_maintype() == "image" and len(data) < _LEAST_PAGE

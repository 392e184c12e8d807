"""Word before 2007 (.doc), by the program antiword in a process of its own that is given little time."""

import contextlib
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from extractors.ocr import OcrEngine
from extractors.processes import starved
from extractors.readers import reader
from extractors.readers.cleaning import clean
from extractors.readers.drawn_tables import drawn_tables
from extractors.readers.sniffing import Head
from models.errors import DamagedDocument, EncryptedDocument, MissingConverter, TooLarge
from models.source import Cell, Line, Page, Source, Table

DOC = "application/msword"
SECONDS = 60
MAX_TEXT = 20_000_000
MAX_MEMORY = 1_000_000_000


def _recognize(head: Head) -> str | None:
    return DOC if head.is_ole and head.ole_is("WordDocument") else None


@reader(media_types=(DOC,), suffixes=(".doc", ".dot"), recognize=_recognize)
def read_old_word(path: Path, data: bytes, ocr: OcrEngine) -> Source:
    """Read the text of an old Word file, with its tables; its pictures are left out."""
    text, marked_up = _converted(path.name, data)
    raw = [line.strip() for line in clean(text).split("\n")]
    blocks: list[Line | Table] = []
    tables = _tables(marked_up)
    runs = list(_drawn(raw))
    if len(runs) != len(tables):
        tables = [next((t for _, _, t in drawn_tables(raw[a:b])), Table(())) for a, b in runs]
    at = 0
    for (start, end), table in zip(runs, tables, strict=True):
        blocks += [_line(line) for line in raw[at:start]]
        blocks.append(table)
        at = end
    blocks += [_line(line) for line in raw[at:]]
    notes = ("gambar di dalam berkas .doc tidak dibaca",) if _PICTURE in text else ()
    return Source(path.name, "", DOC, (Page(1, tuple(blocks)),), notes=notes)


_PICTURE = "[pic]"


def _line(text: str) -> Line:
    return Line(text.replace(_PICTURE, " ").strip())


def _drawn(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where the program draws a table with bars; it breaks what is long in a cell."""
    begin: int | None = None
    for i, line in enumerate([*lines, ""]):
        if line.startswith("|") and begin is None:
            begin = i
        elif not line.startswith("|") and begin is not None:
            yield begin, i
            begin = None


def _tables(marked_up: bytes) -> list[Table]:
    """Return the tables of the text as DocBook, where cells are whole but tabs are lost."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=True)
    root = etree.fromstring(marked_up, parser) if marked_up.strip() else None
    found = []
    for table in root.iter("informaltable") if root is not None else ():
        rows = (
            tuple(Cell(" ".join(clean("".join(e.itertext())).split())) for e in row.iter("entry"))
            for row in table.iter("row")
        )
        found.append(Table(tuple(row for row in rows if row)))
    return found


def _converted(name: str, data: bytes) -> tuple[str, bytes]:
    """Return what antiword makes of a file: as text, and as DocBook (empty where it cannot).

    Raises: InputError; ArchiveError where the system opens no more files.
    """
    program = shutil.which("antiword")
    if program is None:
        raise MissingConverter(
            name, "is an old Word file; install antiword, or save it as .docx or PDF"
        )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "berkas.doc"
        copy.write_bytes(data)
        code, said, text = _run(name, [program, "-m", "UTF-8.txt", "-w", "0", str(copy)], folder)
        if "ncrypted" in said or "password" in said.lower():
            raise EncryptedDocument(name, "is locked with a password; save a copy without one")
        short = starved(said) if code else None
        if short is not None:
            raise short
        if code:
            raise DamagedDocument(
                name, f"antiword cannot read it ({said.strip()[:150] or code}); save it as .docx"
            )
        code, _, marked_up = _run(name, [program, "-m", "UTF-8.txt", "-x", "db", str(copy)], folder)
        return text.decode("utf-8", "replace"), b"" if code else marked_up


def _run(name: str, command: list[str], folder: str) -> tuple[int, str, bytes]:
    """Run the program and return its code, what it complains of, and what it gives.

    Raises: TooLarge when it goes on for too long, or gives too much.
    """
    out = Path(folder) / "hasil"
    with out.open("wb") as stream:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.PIPE,
            env={"HOME": folder, "LC_ALL": "C.UTF-8"},
        )
        for limit, value in (
            (resource.RLIMIT_FSIZE, MAX_TEXT),
            (resource.RLIMIT_AS, MAX_MEMORY),
        ):
            with contextlib.suppress(ProcessLookupError):  # it may have ended by now
                resource.prlimit(child.pid, limit, (value, value))
        try:
            _, said = child.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            child.kill()
            child.communicate()
            raise TooLarge(name, f"antiword took more than {SECONDS} seconds") from error
    if out.stat().st_size >= MAX_TEXT:
        raise TooLarge(name, f"holds more than {MAX_TEXT:,} characters; split it")
    return child.returncode, said.decode("utf-8", "replace"), out.read_bytes()

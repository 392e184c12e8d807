"""Mutated files of every format that is read, each in a child process under limits.

`python -m tests.faults.fuzz --files 5000 --seed 1` prints what was found as JSON; a find is kept with
`--keep FOLDER`. The formats are those that the readers register; each has a document to start from.
"""

import argparse
import json
import random
import signal
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import extractors
from extractors import readers
from extractors.ocr import Image, NoOcr, OcrWord
from models.errors import InputError
from models.source import Line, Page, Source
from tests import old_office
from tests.faults.children import Answer, in_child

ROOT = Path(__file__).parents[2]
MEMORY = 1_500_000_000
SECONDS = 60.0
TEMP_BYTES = 100_000_000
"""What one file may cost: address space beyond the parent's, seconds, bytes of one file on disk."""
LARGEST = 150_000
"""Bytes of a document to start from: small ones say as much and cost less."""
TEXT = (
    "Notulen rapat RT 02/RW 05 Kelurahan Cimuncang. Usulan: perbaikan drainase 120 m, Rp45.000.000."
)


class Blind:
    """An engine that is given every picture and reads nothing."""

    name, version = "buta", "1"

    def read(self, image: Image, columns: bool = False) -> tuple[OcrWord, ...]:
        """Return no words."""
        return ()


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Return documents to start from by media type: those of the tests and those that are made here."""
    found: dict[str, list[tuple[str, bytes]]] = {media: [] for media in readers.media_types()}
    for path in sorted((ROOT / "tests" / "golden").glob("*/*")):
        if path.suffix in (".json", ".py") or path.stat().st_size > LARGEST:
            continue
        data = path.read_bytes()
        found[readers.media_type_of(path.name, data)].append((path.suffix, data))
    for suffix, data in made():
        found.setdefault(readers.media_type_of(f"a{suffix}", data), []).append((suffix, data))
    return found


def made() -> list[tuple[str, bytes]]:
    """Make a small document of each format that no document of the tests has."""
    import docx
    import openpyxl
    import pillow_heif
    from PIL import Image as Pillow
    from reportlab.pdfgen import canvas

    pillow_heif.register_heif_opener()
    out: list[tuple[str, bytes]] = []
    picture = Pillow.effect_noise((180, 240), 60).convert("RGB")
    for suffix, kind in (
        *((".png", "PNG"), (".jpg", "JPEG"), (".tif", "TIFF"), (".webp", "WEBP")),
        *(
            (".bmp", "BMP"),
            (".gif", "GIF"),
            (".heic", "HEIF"),
            (".avif", "AVIF"),
            (".jp2", "JPEG2000"),
        ),
    ):
        held = BytesIO()
        picture.save(held, kind)
        out.append((suffix, held.getvalue()))
    held = BytesIO()
    paper = canvas.Canvas(held)
    for _ in range(3):
        paper.drawString(72, 720, TEXT)
        paper.showPage()
    paper.save()
    out.append((".pdf", held.getvalue()))
    held, word = BytesIO(), docx.Document()
    word.add_paragraph(TEXT)
    word.add_table(2, 2).cell(0, 0).text = TEXT
    word.save(held)
    out.append((".docx", held.getvalue()))
    held, book = BytesIO(), openpyxl.Workbook()
    book.active.append([TEXT, 45_000_000])
    book.save(held)
    out.append((".xlsx", held.getvalue()))
    out.append((".rtf", f"{{\\rtf1\\ansi {TEXT}\\par}}".encode()))
    out += [(suffix, _opendocument(kind, body)) for suffix, kind, body in _OPEN]
    page = f"<html><head><title>Rapat</title></head><body><article><h1>Rapat</h1><p>{TEXT * 3}</p></article></body></html>"
    out.append((".html", page.encode()))
    mail = "From: a@b.id\r\nSubject: Rapat\r\nMIME-Version: 1.0\r\nContent-Type: {}\r\n\r\n{}"
    related = f"--x\r\nContent-Type: text/html\r\nContent-Location: http://b.id/\r\n\r\n{page}\r\n--x--\r\n"
    out.append(
        (
            ".mhtml",
            mail.format('multipart/related; type="text/html"; boundary="x"', related).encode(),
        )
    )
    out.append((".eml", f"Received: by b.id\r\n{mail.format('text/plain', TEXT)}".encode()))
    out.append((".txt", TEXT.encode()))
    cells = [["No", "Usulan", "Biaya"], [1.0, TEXT, 45_000_000.0]]
    out.append(
        (".doc", old_office.doc([TEXT, [[str(cell) for cell in row] for row in cells], TEXT]))
    )
    out.append((".xls", old_office.xls(cells, hidden=True)))
    return [(suffix, data) for suffix, data in out if _is_read(suffix, data)]


_OPEN = (
    (".odt", "text", f"<text:p>{TEXT}</text:p>"),
    (
        ".ods",
        "spreadsheet",
        f"<table:table><table:table-row><table:table-cell><text:p>{TEXT}</text:p></table:table-cell>"
        "</table:table-row></table:table>",
    ),
)


def _opendocument(kind: str, body: str) -> bytes:
    held = BytesIO()
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{n}="{space}:{n}:1.0"' for n in ("office", "text", "table"))
    content = f"<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return held.getvalue()


UNSEEDED = ("image/heif", "image/jp2")
"""Other names of image/heic and image/jpx, which is what the bytes are taken for."""


def _is_read(suffix: str, data: bytes) -> bool:
    try:
        readers.media_type_of(f"a{suffix}", data)
    except InputError:
        return False
    return True


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Change a document as disks, cables, programs and people do; a zip also inside its members."""
    if data[:4] == b"PK\3\4" and dice.random() < 0.6:
        return _inside(data, dice)
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16, 64))):
        dice.choice(_CHANGES)(out, dice)
    return bytes(out)


def _inside(data: bytes, dice: random.Random) -> bytes:
    held = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        struck = set(dice.sample(names, k=min(len(names), dice.choice((1, 1, 2)))))
        for name in names:
            member = bytearray(old.read(name))
            if name in struck:
                for _ in range(dice.choice((1, 2, 8))):
                    dice.choice(_CHANGES)(member, dice)
            new.writestr(name, bytes(member))
    return held.getvalue()


def _flip(data: bytearray, dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _extreme(data: bytearray, dice: random.Random) -> None:
    width = dice.choice((1, 2, 4, 8))
    if len(data) > width:
        at = dice.randrange(len(data) - width)
        data[at : at + width] = dice.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * width


def _cut(data: bytearray, dice: random.Random) -> None:
    if data:
        del data[dice.randrange(len(data)) :]


def _hole(data: bytearray, dice: random.Random) -> None:
    if data:
        at = dice.randrange(len(data))
        del data[at : at + dice.choice((1, 16, 512, 4096))]


def _again(data: bytearray, dice: random.Random) -> None:
    if data and len(data) < 4 * LARGEST:
        at = dice.randrange(len(data))
        piece = bytes(data[at : at + dice.choice((8, 256, 4096))])
        data[at:at] = piece * dice.choice((1, 2, 50))


def _swap(data: bytearray, dice: random.Random) -> None:
    if len(data) > 1024:
        one, two = (dice.randrange(len(data) - 512) for _ in range(2))
        data[one : one + 256], data[two : two + 256] = data[two : two + 256], data[one : one + 256]


def _zeros(data: bytearray, dice: random.Random) -> None:
    if data:
        at = dice.randrange(len(data))
        size = min(dice.choice((16, 512, 4096)), len(data) - at)
        data[at : at + size] = b"\0" * size


_TOKENS = (
    *(
        b"<",
        b">",
        b"&",
        b"<!--",
        b"]]>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&#x1F;",
        b"\xef\xbb\xbf",
    ),
    *(
        b"obj",
        b"endobj",
        b"stream",
        b"endstream",
        b"<<",
        b">>",
        b"/Kids",
        b"/Count 2147483647",
        b"R",
    ),
    *(b"/Length 99999999", b"/FlateDecode", b"99999999999999999999", b"-1", b"1e309", b"%PDF-1.7"),
    *(
        b"PK\3\4",
        b"PK\1\2",
        b"PK\5\6",
        b"\xff\xd8",
        b"IEND",
        b"\r\n\r\n",
        b"\0",
        b"\xff\xfe",
        b"--x",
    ),
    *(
        "\u202e".encode(),
        "😀".encode(),
        b"(" * 3000,
        b"\t" * 3000,
        b"RT 01/RW 01 " * 300,
        b"1." * 2000,
    ),
)


def _token(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = dice.choice(_TOKENS)


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(_flip, _flip, _extreme, _extreme, _hole, _again, _swap, _zeros, _token, _token, _cut),
)


def tried(path: Path, *, blind: bool, whole: bool = True) -> Answer:
    """Read one file in a child, and extract when it is to be done whole; its value is "read" or the
    error's code.
    """

    def work() -> str:
        warnings.simplefilter("ignore")
        try:
            source = extractors.read(path, ocr=Blind() if blind else NoOcr())
            if whole:
                extractors.record_of(source)
        except InputError as error:
            if path.name not in str(error):
                raise RuntimeError(f"an error without the file's name: {error}") from error
            return error.code
        return "read"

    return in_child(work, memory=MEMORY, seconds=SECONDS, file_bytes=TEMP_BYTES)


def fault_of(answer: Answer) -> str | None:
    """Return what is wrong with an answer: none in time, a death, another error than ours."""
    if answer.code in (-signal.SIGKILL, -signal.SIGXCPU):
        return f"no answer within the limits ({answer.seconds:.0f} s)"
    if answer.code:
        return f"the child ended with {answer.code}"
    if answer.error is not None:
        return f"{type(answer.error).__name__}: {str(answer.error)[:200]}"
    return None


def fuzz(files: int, seed: int, keep: Path | None = None) -> dict[str, object]:
    """Try so many files, all formats in turn; returns counts and finds, of fewer after Ctrl+C."""
    warm = Source("a.txt", "0" * 64, "text/plain", (Page(1, (Line(TEXT),)),))
    extractors.record_of(warm)  # what every child would build for itself
    started = seeds()
    answers: Counter[str] = Counter()
    by: Counter[str] = Counter()
    finds: list[dict[str, object]] = []
    slowest = 0.0
    formats = sorted(media for media, found in started.items() if found)
    with tempfile.TemporaryDirectory() as folder:
        for number in _until_interrupted(files):
            dice = random.Random(f"{seed} {number}")
            media = formats[number % len(formats)]
            suffix, data = dice.choice(started[media])
            path = Path(folder) / f"{number}{suffix}"
            path.write_bytes(mutated(data, dice))
            # Reading is where bytes do harm; a record is made of every tenth text.
            answer = tried(path, blind=dice.random() < 0.1, whole=number % 10 == 0)
            wrong = fault_of(answer)
            slowest = max(slowest, answer.seconds)
            by[media] += 1
            answers[str(answer.value) if wrong is None else "FAULT"] += 1
            if wrong is not None:
                finds.append({"number": number, "format": media, "fault": wrong})
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    path.replace(keep / f"{seed}-{path.name}")
            path.unlink(missing_ok=True)
    return {
        "files": by.total(), "seed": seed, "formats": by, "answers": answers,
        "slowest_seconds": round(slowest, 1), "finds": finds,
    }  # fmt: skip


def _until_interrupted(files: int) -> Iterator[int]:
    going = [True]
    before = signal.signal(signal.SIGINT, lambda *_: going.clear())
    try:
        for number in range(files):
            if not going:
                return
            yield number
    finally:
        signal.signal(signal.SIGINT, before)


def main() -> None:
    """Fuzz and print; the exit code tells whether there was a find."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for files that were a find")
    asked = parser.parse_args()
    found = fuzz(asked.files, asked.seed, asked.keep)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.exit(bool(found["finds"]))


if __name__ == "__main__":
    main()

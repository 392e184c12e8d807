"""Documents garbled at random, the same way each time: each is read or refused, none breaks a run."""

import time
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from extractors.ocr import Image, NoOcr, OcrEngine, OcrWord
from extractors.readers import read
from models.errors import DamagedDocument, InputError
from models.source import Source
from risalah.cli import main
from scripts.golden import documents

DOCUMENTS = list(documents())
SECONDS = 20
"""No garbled page may take longer, also on a busy machine; most take a tenth of a second."""


class Blind:
    """An engine that reads one word on any page, so that the pixels are prepared in earnest."""

    name, version = "buta", "1"

    def read(self, image: Image) -> tuple[OcrWord, ...]:
        return (OcrWord("Rapat", 100, 100, 80, 30, 0.9),)


def garbled(data: bytes, random: Random) -> bytes:
    """Return the bytes with some of them changed, cut off, left out, doubled or made controls."""
    made = bytearray(data)
    at = random.randrange(len(made))
    way = random.randrange(5)
    if way == 0:
        for _ in range(random.choice((1, 4, 30))):
            made[random.randrange(len(made))] = random.randrange(256)
    elif way == 1:
        del made[max(at, 1) :]
    elif way == 2:
        del made[at : at + random.randrange(1, max(2, min(2000, len(made) - 1)))]
    elif way == 3:
        other = random.randrange(len(made))
        made[at:at] = made[other : other + random.randrange(1, 500)]
    else:
        made[at : at + random.randrange(1, 50)] = bytes(random.randrange(32) for _ in range(9))
    return bytes(made)


def garbled_inside(data: bytes, random: Random) -> bytes:
    """Return a zip of which one text member is garbled and packed anew, so that it opens."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        texts = [n for n in old.namelist() if n.endswith((".xml", ".rels"))]
        chosen = random.choice(["word/document.xml", *texts])
        for name in old.namelist():
            content = old.read(name)
            if name == chosen:
                content = _other_markup(content, random)
            new.writestr(name, content)
    return out.getvalue()


def _other_markup(content: bytes, random: Random) -> bytes:
    """Return XML that is mostly still well-formed: a name, a value or a piece is another one."""
    pieces = content.split(b'"')
    way = random.randrange(4)
    if way == 0 and len(pieces) > 4:
        pieces[1 + 2 * random.randrange(len(pieces) // 2)] = random.choice(
            (b"", b"-1", b"x", b"9" * 30)
        )
        return b'"'.join(pieces)
    if way == 1:
        word = random.choice(
            (b"w:val", b"w:p>", b"w:numId", b"w:ilvl", b"w:tc>", b"w:sectPr", b"r:id")
        )
        return content.replace(word, random.choice((b"w:x", b"w:tbl", b"w:q>")))
    if way == 2:
        return content[: content.find(b">", 60) + 1]
    return garbled(content, random)


def read_or_refused(path: Path, ocr: OcrEngine) -> Source | InputError:
    started = time.monotonic()
    try:
        return read(path, ocr=ocr)
    except InputError as error:
        return error
    finally:
        assert time.monotonic() - started < SECONDS, "too slow"


def garble(document: Path, numbers: range, tmp_path: Path, ocr: OcrEngine) -> None:
    data = document.read_bytes()
    for number in numbers:
        random = Random(f"{document.suffix} {number}")
        inside = document.suffix == ".docx" and number % 2
        path = tmp_path / f"{number}{document.suffix}"
        path.write_bytes((garbled_inside if inside else garbled)(data, random))
        try:
            outcome = read_or_refused(path, ocr)
        except Exception as error:
            error.add_note(f"garbled {document.name}, number {number}")
            raise
        if isinstance(outcome, InputError):
            assert path.name in str(outcome)
        path.unlink()


# What a library warns of is no error in use either.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_a_garbled_document_is_read_or_refused(document: Path, tmp_path: Path) -> None:
    garble(document, range(20), tmp_path, NoOcr())


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_many_garbled_documents_are_read_or_refused(document: Path, tmp_path: Path) -> None:
    garble(document, range(20, 45), tmp_path, NoOcr())


@pytest.mark.slow
@pytest.mark.parametrize(
    "document", [d for d in DOCUMENTS if d.suffix not in (".txt", ".html")], ids=lambda d: d.name
)
def test_garbled_pictures_are_prepared_or_refused(document: Path, tmp_path: Path) -> None:
    garble(document, range(100, 104), tmp_path, Blind())


@pytest.mark.parametrize("text", ["&#8;", "&#x1F;", "\b", "\0", "\ufffe", "&#xD800;", "&#xFFFF;"])
def test_controls_in_a_page_are_dropped(text: str, tmp_path: Path) -> None:
    path = tmp_path / "berita.html"
    path.write_text(f"<html><body><p>Rapat{text} warga RT 02</p></body></html>", "utf-8")
    assert read(path, ocr=NoOcr()).text == "Rapat warga RT 02\n"


def test_a_fault_of_a_library_keeps_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise AttributeError("tak terduga")

    monkeypatch.setattr("pypdfium2.PdfDocument", fails)
    document = next(d for d in DOCUMENTS if d.suffix == ".pdf")
    with pytest.raises(DamagedDocument, match="AttributeError: tak terduga") as caught:
        read(document, ocr=NoOcr())
    assert isinstance(caught.value.__cause__, AttributeError)
    assert "Traceback" in caplog.text


def test_the_command_goes_on_after_a_file_that_breaks_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("tak terduga")

    monkeypatch.setattr("trafilatura.bare_extraction", fails)
    monkeypatch.setattr("extractors.bounded.read", read)  # where the fault is put in
    bad, good = tmp_path / "rusak.html", tmp_path / "baik.txt"
    bad.write_text("<html><body><p>Rapat</p></body></html>", "utf-8")
    good.write_text("Rapat warga RT 02\n", "utf-8")
    done = CliRunner().invoke(main, ["read", "--ocr", "none", str(bad), str(good)])
    assert done.exit_code == InputError.exit_code
    assert "Rapat warga RT 02" in done.stdout
    assert "rusak.html" in done.stderr
    assert DamagedDocument.sentence in done.stderr

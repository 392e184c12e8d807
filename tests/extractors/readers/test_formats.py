"""What several formats share: pictures in a text, photos of telephones, files that are damaged or hostile."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from extractors.readers import read
from extractors.readers.picture_of import DPI, MARGIN_ACROSS, MARGIN_DOWN, cut_out
from models.boxes import spots
from models.errors import DamagedDocument, EncryptedDocument, InputError, TooLarge
from models.source_json import dump, load
from tests.extractors.readers.test_docx import Counting
from tests.extractors.readers.test_rich_text import rtf
from tests.extractors.test_legible import Spotting
from tests.old_office import ole
from tests.open_document import packed
from tests.pictures import as_file, scans_of
from tests.read_back import put
from tests.scans.papers import paper_of


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf"])
def test_what_is_read_in_a_picture_leads_to_its_place_there(tmp_path: Path, kind: str) -> None:
    [sheet] = scans_of(paper_of("minutes", "helvetica", 11, 1)[0], dpi=150, skew=2)
    held = as_file(sheet.rotate(180), "PNG")
    path = tmp_path / f"a.{kind}"
    if kind == "docx":
        made = docx.Document()
        made.add_picture(BytesIO(held))
        made.save(path)
    elif kind == "odt":
        frame = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
        path.write_bytes(packed("text", f"<text:p>{frame}</text:p>", a=held))
    else:
        path.write_bytes(rtf(rf"{{\pict\pngblip\picwgoal9000\pichgoal13000 {held.hex()}}}\par"))
    source = load(dump(read(path, ocr=Spotting())))  # whose one word is all ink
    at = source.text.index("RW")
    (spot,) = spots(source, at, at + 2)
    dark = cut_out(path, source, spot.page, [spot.box]).max(axis=2) < 100
    down, across = np.nonzero(dark)
    beside, above = (pytest.approx(m * DPI / 72, abs=8) for m in (MARGIN_ACROSS, MARGIN_DOWN))
    assert (down.min(), across.min()) == (above, beside)
    assert (dark.shape[0] - down.max(), dark.shape[1] - across.max()) == (above, beside)
    path.write_bytes(b"diganti")
    with pytest.raises(DamagedDocument):
        cut_out(path, source, spot.page, [spot.box])


@pytest.mark.parametrize("kind", ["HEIF", "WEBP", "AVIF", "JPEG2000"])
def test_a_photo_of_a_telephone_is_read(tmp_path: Path, kind: str) -> None:
    pillow_heif.register_heif_opener()
    path = tmp_path / f"foto.{kind.lower()}"
    Image.new("RGB", (900, 1200), "white").save(path, kind)
    source = read(path, ocr=Counting())
    assert source.text.strip() == "Pindaian1"
    assert source.pages[0].width < source.pages[0].height


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name.replace("__", "/"), data, kind)
    return out.getvalue()


BOMB = b"<x>" + b"0" * 120_000_000
ENTITY = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
ODT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("bom.xlsx", zipped(**{"xl__workbook.xml": b"<x/>", "xl__a.xml": BOMB}), TooLarge),
        ("bom.odt", zipped(mimetype=ODT, **{"content.xml": BOMB}), TooLarge),
        ("entitas.odt", zipped(mimetype=ODT, **{"content.xml": ENTITY}), DamagedDocument),
        ("kosong.odt", zipped(mimetype=ODT), DamagedDocument),
        (
            "sandi.odt",
            zipped(mimetype=ODT, **{"META-INF__manifest.xml": b"<a><encryption-data/></a>"}),
            EncryptedDocument,
        ),
        ("rusak.xlsx", zipped(**{"xl__workbook.xml": b"<x"}), DamagedDocument),
        ("rusak.xls", ole({"Workbook": b"bukan"}), DamagedDocument),
        ("rusak.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200), DamagedDocument),
    ],
)
def test_what_is_damaged_or_hostile_is_told(
    tmp_path: Path, name: str, data: bytes, error: type[InputError]
) -> None:
    with pytest.raises(error, match=name):
        put(tmp_path / name, data)

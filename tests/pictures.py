"""Pictures for tests, made on the spot."""

import struct
import zlib
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont


def page_image(text: str, width: int = 1240, height: int = 700) -> Image.Image:
    """Return a grey page at 150 dpi with one line of text."""
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).text((80, 200), text, fill=0, font=ImageFont.load_default(56))
    return image


def as_file(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture as the bytes of a file."""
    held = BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def scans_of(pdf: bytes, *, dpi: int, skew: float) -> list[Image.Image]:
    """Return the pages of a PDF as a flatbed scanner gives them: grey, a little askew."""
    document = pdfium.PdfDocument(pdf)
    scans = []
    for page in document:
        sheet = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        scans.append(sheet.rotate(skew, Image.Resampling.BICUBIC, fillcolor=250))
        page.close()
    document.close()
    return scans

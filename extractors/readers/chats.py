"""Chats as programs save or copy them: who wrote a message and when is set apart from what it says, as
running heads are; so is what the program itself wrote ("Pesan dan panggilan terenkripsi", "<Media tidak
disertakan>").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.source import Line, Page, Table

_DAY = r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_HOUR = r"\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_NAME = r"~?\s?[^\s:\[\]][^:\n\[\]]{0,60}?"
_STAMP = re.compile(
    # "[11/03/23 20.06.00] ", "[20:06, 11/3/2023] ", "11/03/23, 20.06 - "
    rf"\[(?:{_DAY},?\s+{_HOUR}|{_HOUR},?\s+{_DAY})\]\s*|{_DAY},?\s+{_HOUR}\s+[-–]\s+"
)
_HEAD = re.compile(rf"(?:{_STAMP.pattern}){_NAME}:(?:\s+|$)")
# "Bu Ratna, [11.03.2023 20:07]" over what she wrote.
_SIGNED = re.compile(rf"{_NAME},\s+\[{_DAY},?\s+{_HOUR}\]:?$")
_LEAST = 2
"""Messages that make a text a chat; one such line is a note with its day and hour."""

_BY_PROGRAM = re.compile(
    r"(?:pesan dan panggilan|messages and calls|pesan ke \w+ ini|messages to this)\b.*\b(?:terenkripsi|encrypted)\b.*"
    r"|(?:anda|you) (?:membuat|menambahkan|mengubah|mengeluarkan|menyematkan|created|added|changed|removed|pinned)\b.{0,100}"
    r"|\S.{0,60} (?:membuat|created) (?:grup|group)(?: ini| \".*\")?"
    r"|<[^<>]{0,160}(?:media|omitted|attached|disertakan|terlampir)[^<>]{0,160}>|null"
    r"|(?:gambar|foto|video|audio|stiker|gif|dokumen|kartu kontak|image|sticker|document|contact card)"
    r" (?:tidak disertakan|dihilangkan|omitted)"
    r"|[^\s<>]+\.\w{3,4} \((?:file|berkas) (?:terlampir|attached)\)"
    r"|pesan ini (?:telah )?dihapus\.?|anda (?:telah )?menghapus pesan ini\.?"
    r"|this message was deleted\.?|you deleted this message\.?"
    r"|panggilan (?:suara|video) tak terjawab\b.*|menunggu pesan ini\b.*|lokasi: https?:.*",
    re.I,
)
_EDITED = re.compile(r"\s*<(?:pesan ini (?:telah )?diedit|this message was edited)>$", re.I)


def with_messages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages of a chat with the heads of its messages set apart, each line by itself, since
    nothing in a chat breaks a line but who wrote it; pages of any other text, and printed ones, as they
    are.
    """
    return tuple(
        replace(page, blocks=tuple(_told_apart(page.blocks))) if _is_chat(page) else page
        for page in pages
    )


def _is_chat(page: Page) -> bool:
    if page.width:
        return False
    return sum(_head(line) is not None for line in _texts(page.blocks)) >= _LEAST


def _texts(blocks: Sequence[Line | Table]) -> Iterator[str]:
    return (block.text for block in blocks if isinstance(block, Line))


def lead(text: str) -> int:
    """Return how many characters of a line say when a message was written and by whom.

    >>> [lead(t) for t in ("[11/03/23 20.06.00] Bu Ratna: siap", "Rapat: 11/03/23 20.06 - 21.00")]
    [30, 0]
    """
    head = _head(text)
    return 0 if head is None else head.end()


def _head(text: str) -> re.Match[str] | None:
    return _HEAD.match(text) or _SIGNED.fullmatch(text)


def _told_apart(blocks: Sequence[Line | Table]) -> Iterator[Line | Table]:
    heads = [head.group() for text in _texts(blocks) if (head := _head(text)) is not None]
    days = [found for head in heads if (found := _FIGURES.search(head)) is not None]
    month_first = any(int(day[2]) > _MONTHS >= int(day[1]) for day in days)
    for block in blocks:
        if not isinstance(block, Line):
            yield block
            continue
        head = _head(block.text)
        if head is None:
            yield Line(block.text, style=block.style, header=_STAMP.match(block.text) is not None)
            continue
        yield Line("")
        said = _EDITED.sub("", block.text[head.end() :])
        stamp = head.group()
        if month_first:  # else the third of November is read where the eleventh of March stands
            stamp = _FIGURES.sub(r"20\3-\1-\2" if _is_short(stamp) else r"\3-\1-\2", stamp, count=1)
        if not said or _BY_PROGRAM.fullmatch(said):
            yield Line(f"{stamp}{said}", header=True)
            continue
        yield Line(stamp.rstrip(), header=True)
        yield Line(said, style=block.style)


_FIGURES = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)\b")
_MONTHS = 12


def _is_short(stamp: str) -> bool:
    day = _FIGURES.search(stamp)
    return day is not None and len(day[3]) == 2

"""What mail programs write around what people wrote: who wrote what is quoted, the head of what is passed
on, with which device it was sent. It is set apart as running heads are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.source import Line, Table

_PASSED_ON = re.compile(
    r"-{2,}\s*(?:forwarded message|original message|pesan (?:yang )?diteruskan|pesan terusan|"
    r"pesan asli|diteruskan oleh\b.{1,80}?)\s*-{2,}|begin forwarded message:|awal pesan (?:yang )?diteruskan:",
    re.I,
)
_HEAD = re.compile(
    r"\*?(?:dari|from|kepada|ke|to|cc|tembusan|tanggal|date|dikirim|sent|perihal|subjek|subject|balas ke|reply-to)\*?\s*:",
    re.I,
)
_MOMENT = re.compile(r"\*?(?:dikirim|sent|date|tanggal)\*?\s*:.*\d{4}.*\d[.:]\d\d", re.I)
_WROTE_BEGINS = re.compile(r"(?:pada|on)\s.*\d", re.I)
_WROTE = re.compile(r"(?:menulis|wrote)\s*:$", re.I)
_SENT_WITH = re.compile(
    r"(?:dikirim dari|sent from|get outlook for|dapatkan outlook untuk)\s\S.{0,60}", re.I
)
_SIGNATURE = re.compile(r"--")
_LONGEST_WROTE = 3  # lines


def without_replies(blocks: Sequence[Line | Table]) -> tuple[Line | Table, ...]:
    """Return a mail's text with what programs wrote in it marked as running heads."""
    made = list(blocks)
    at = 0
    while at < len(made):
        count = _written_by_program(made, at)
        for block in made[at : at + count]:
            if isinstance(block, Line):
                made[at] = replace(block, header=bool(block.text))
            at += 1
        at += not count
    return tuple(made)


def _written_by_program(blocks: Sequence[Line | Table], at: int) -> int:
    """Return how many lines from here on a program wrote."""
    text = _said(blocks, at)
    if _PASSED_ON.fullmatch(text):
        begin = at + 1
        while begin < len(blocks) and begin < at + 3 and not _said(blocks, begin):
            begin += 1
        return begin + _head_lines(blocks, begin) - at
    if _HEAD.match(text):
        count = _head_lines(blocks, at)
        is_head = any(_MOMENT.match(_said(blocks, n)) for n in range(at, at + count))
        return count if count > 2 and is_head else 0
    if _WROTE_BEGINS.match(text):
        for n in range(at, min(at + _LONGEST_WROTE, len(blocks))):
            if _WROTE.search(_said(blocks, n)):
                return n + 1 - at
    return int(bool(_SENT_WITH.fullmatch(text) or _SIGNATURE.fullmatch(text)))


def _head_lines(blocks: Sequence[Line | Table], at: int) -> int:
    end = at
    while end < len(blocks) and _HEAD.match(_said(blocks, end)):
        end += 1
    return end - at


def _said(blocks: Sequence[Line | Table], at: int) -> str:
    block = blocks[at]
    return block.text if isinstance(block, Line) else ""

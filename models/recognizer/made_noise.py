"""What happens to a line before it is read: capitals, small letters, scanning, hasty typing.

Every change is made letter by letter, so that the marked spans are carried along.
"""

import random
from collections.abc import Callable

Span = tuple[int, int, str]
Line = tuple[str, list[Span]]

# What a recognition engine takes one letter, or two, for.
_SCANNED = {
    "o": "0", "O": "0", "0": "O", "l": "1", "1": "l", "i": "l", "I": "l", "S": "5", "s": "5", "B": "8",
    "g": "9", "e": "c", "c": "e", "u": "ii", "m": "rn", "n": "ri", "h": "b", "a": "o", "G": "6", "t": "f",
    ",": ".", ".": ",", "rn": "m", "cl": "d", "ii": "u", "vv": "w", "li": "h",
}  # fmt: skip
_NEAR = dict(zip("abcdeghijklmnoprstuwy", "svxsrhjukjklbiotdyieu", strict=False))


def disturb(line: Line, rng: random.Random) -> Line:
    """Give the line as it might come: mostly untouched, sometimes shouted, scanned or mistyped."""
    text, spans = line
    way = rng.random()
    if way < 0.09:
        line = _mapped(text, spans, str.upper)
    elif way < 0.12:
        line = _mapped(text, spans, str.lower)
    elif way < 0.13:
        line = text.title() if len(text.title()) == len(text) else text, spans
    elif way < 0.20:
        share = rng.choice((0.01, 0.02, 0.05))
        line = _edited(text, spans, lambda at: _scan(text, at, share, rng))
    elif way < 0.25:
        share = rng.choice((0.01, 0.02))
        line = _edited(text, spans, lambda at: _type(text, at, share, rng))
    elif way < 0.28 and text.endswith("."):
        line = text[:-1], [(a, min(b, len(text) - 1), label) for a, b, label in spans]
    if rng.random() < 0.04:  # a scan that was shouted
        line = _mapped(*line, str.upper)
    return line


def _mapped(text: str, spans: list[Span], change: Callable[[str], str]) -> Line:
    return "".join(change(c) if len(change(c)) == 1 else c for c in text), spans


def _edited(text: str, spans: list[Span], change: Callable[[int], tuple[int, str]]) -> Line:
    """Rebuild the text from left to right; `change` tells how many letters become what."""
    where = [0] * (len(text) + 1)
    out = ""
    at = 0
    while at < len(text):
        size, new = change(at)
        for i in range(at, at + size):
            where[i] = len(out)
        out += new
        at += size
    where[len(text)] = len(out)
    moved = []
    for a, b, label in spans:
        start, end = where[a], where[b]
        while start < end and out[start].isspace():
            start += 1
        while end > start and out[end - 1].isspace():
            end -= 1
        if start < end:
            moved.append((start, end, label))
    return out, moved


def _scan(text: str, at: int, share: float, rng: random.Random) -> tuple[int, str]:
    """One letter as a scan gives it: taken for another, its blank lost, a speck beside it."""
    if rng.random() >= share:
        return 1, text[at]
    pair = text[at : at + 2]
    if pair in _SCANNED:
        return 2, _SCANNED[pair]
    c = text[at]
    if c == " ":
        return 1, rng.choice(("", "  ", " "))
    if rng.random() < 0.12:
        return 1, c + rng.choice((" ", ".", "'", ","))
    return 1, _SCANNED.get(c, c)


def _type(text: str, at: int, share: float, rng: random.Random) -> tuple[int, str]:
    """One letter as it is typed in haste: left out, doubled, swapped, a neighbour, a lost blank."""
    c = text[at]
    if rng.random() >= share or not (c.isalpha() or c in " ,"):
        return 1, c
    if not c.isalpha():
        return 1, rng.choice(("", c * 2)) if c == " " else " ,"
    way = rng.random()
    if way < 0.3:
        return 1, "" if at + 1 < len(text) and text[at + 1].isalpha() else c
    if way < 0.5:
        return 1, c * 2
    if way < 0.75 and text[at + 1 : at + 2].isalpha():
        return 2, text[at + 1] + c
    if c.isupper():
        return 1, c.lower()
    return 1, _NEAR.get(c, c)

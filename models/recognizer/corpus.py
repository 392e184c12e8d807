"""Labelled text: reading the CoNLL form, writing tokens as text, and the labels of our own tokens.

A labelled text is `Labelled`: characters and half-open spans. Nothing here knows of features.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TYPES = ("PER", "ORG", "LOC")
Mention = tuple[int, int, str]
"""First character, end (exclusive), and one of `TYPES`."""

_TAGS = frozenset(["O", *(f"{begin}-{kind}" for begin in "BI" for kind in TYPES)])
_TIGHT_BEFORE = re.compile(r"[,.;:!?%)\]}”’…]")
_TIGHT_AFTER = frozenset("([{“‘")
_GLUE = frozenset("/-")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its entities in the order of the text; `words` are the published tokens."""

    text: str
    spans: tuple[Mention, ...]
    words: tuple[tuple[int, int], ...] = ()


def read_conll(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the tokens and the BIO tags of each sentence.

    Raises:
        ValueError: a line is not a token, a tab and a tag.
    """
    tokens: list[str] = []
    tags: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
        if not line.strip():
            if tokens:
                yield tokens, tags
            tokens, tags = [], []
            continue
        token, tab, tag = line.rstrip("\r").partition("\t")
        if not tab or not token or tag not in _TAGS:
            raise ValueError(f"{path}:{number}: not a token, a tab and a tag of {TYPES}: {line!r}")
        tokens.append(token)
        tags.append(tag)
    if tokens:
        yield tokens, tags


def spaced(tokens: Sequence[str], tags: Sequence[str]) -> Labelled:
    """Return the text with one blank between any two tokens."""
    return _joined(tokens, tags, lambda _i: True)


def written(tokens: Sequence[str], tags: Sequence[str]) -> Labelled:
    """Return the text as a person would write it: marks stand close to their words.

    >>> written(["Ia", "(", "KPK", ")", "berkata", ",", '"', "Ya", '"', "."], ["O"] * 10).text
    'Ia (KPK) berkata, "Ya".'
    """
    inside = {'"': False, "'": False}
    gaps = [True] * len(tokens)
    tight_next = True
    for i, token in enumerate(tokens):
        tight = tight_next
        tight_next = token in _TIGHT_AFTER
        if _TIGHT_BEFORE.fullmatch(token[0]) and not (token[0] == "." and len(token) > 3):
            tight = True
        elif token in inside:
            if inside[token]:
                tight = True
            else:
                tight_next = True
            inside[token] = not inside[token]
        elif token in _GLUE and _joins(tokens, i):
            tight = tight_next = True
        gaps[i] = not tight
    return _joined(tokens, tags, lambda i: gaps[i])


def _joins(tokens: Sequence[str], at: int) -> bool:
    """Tell whether a hyphen or stroke joins: between two small words or two numbers."""
    if not 0 < at < len(tokens) - 1:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    return (before.isdigit() and after.isdigit()) or before.casefold() == after.casefold()


def _joined(tokens: Sequence[str], tags: Sequence[str], gap: Callable[[int], bool]) -> Labelled:
    text = ""
    spans: list[Mention] = []
    words: list[tuple[int, int]] = []
    for i, (token, tag) in enumerate(zip(tokens, tags, strict=True)):
        if i and gap(i):
            text += " "
        start = len(text)
        text += token
        words.append((start, len(text)))
        if tag == "O":
            continue
        if tag[0] == "I" and spans and tags[i - 1] != "O" and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], len(text), tag[2:])
        else:
            spans.append((start, len(text), tag[2:]))
    return Labelled(text, tuple(spans), tuple(words))


def recased(one: Labelled, change: Callable[[str], str]) -> Labelled:
    """Return the text in another case; a letter that would change its length stays as it is."""
    text = "".join(c if len(change(c)) != 1 else change(c) for c in one.text)
    return Labelled(text, one.spans, one.words)


def tags_of(spans: Iterable[Mention], starts: Sequence[int], ends: Sequence[int]) -> list[str]:
    """Return the BIO tags of tokens; a token that a span touches belongs to it."""
    tags = ["O"] * len(starts)
    at = 0
    for start, end, kind in sorted(spans):
        while at < len(starts) and ends[at] <= start:
            at += 1
        prefix = "B"
        while at < len(starts) and starts[at] < end:
            tags[at] = f"{prefix}-{kind}"
            prefix = "I"
            at += 1
    return tags

"""Segments: the pieces of a text that are read by themselves, as lists of words.

A hard break ends a segment; a very long line is cut, so that no cost grows with a line's length.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc
from spacy.vocab import Vocab

from models.indonesian.tokenizer import Tokenizer
from models.indonesian.words import tokens_of as kept_tokens

Segment = tuple[list[str], list[int], list[int]]
"""Words, and the first character and the end (exclusive) of each."""

_LONGEST = 160
_PAUSE = 40  # so many words before the limit a mark is looked for
_MARKS = frozenset(".;!?")


def raw_tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield the tokens of a text as the project's tokenizer parts it."""
    return tokens_of(_tokenizer()(text))


def words_of(text: str) -> Iterator[Segment]:
    """Yield the segments of a text as the project's tokenizer parts it."""
    yield from segments(raw_tokens(text))


def tokens_of(doc: Doc) -> Iterator[tuple[str, int]]:
    """Yield each token and the character where it begins."""
    tokens = kept_tokens(doc)
    yield from zip(tokens.text, tokens.start, strict=True)


def segments(tokens: Iterable[tuple[str, int]]) -> Iterator[Segment]:
    """Yield the segments of tokens; blanks belong to none."""
    words: list[str] = []
    starts: list[int] = []
    pause = 0
    for text, start in tokens:
        if text.isspace():
            if words and ("\n" in text or "\f" in text):
                yield words, starts, _ends(words, starts)
                words, starts, pause = [], [], 0
            continue
        words.append(text)
        starts.append(start)
        if text in _MARKS and len(words) > _LONGEST - _PAUSE:
            pause = len(words)
        if len(words) >= _LONGEST:
            cut = pause or len(words)
            yield words[:cut], starts[:cut], _ends(words[:cut], starts[:cut])
            words, starts, pause = words[cut:], starts[cut:], 0
    if words:
        yield words, starts, _ends(words, starts)


def _ends(words: list[str], starts: list[int]) -> list[int]:
    return [start + len(word) for start, word in zip(starts, words, strict=True)]


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer(Vocab())

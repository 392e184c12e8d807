"""The tokens of a Doc as plain lists, for the scanners that walk over them many times.

Blanks are left out; a hard line break is a token of its own (`BREAK`), a column's tab too (`TAB`).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add

from spacy.tokens import Doc

from models.source import CELL_BREAK

BREAK = "\n"
TAB = "\t"


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens of a Doc, blanks too, as plain lists; spaCy makes an object of each token at every walk.

    `start` is where each begins in the text, `spaced` whether a blank of its own follows it.
    """

    full: str
    text: list[str]
    start: list[int]
    spaced: list[bool]


def tokens_of(doc: Doc) -> Tokens:
    """Return the tokens of a Doc, put together once for each Doc."""
    tokens = doc.user_data.get(_TOKENS)
    if not isinstance(tokens, Tokens):
        texts = [token.text for token in doc]
        spaced = [bool(token.whitespace_) for token in doc]
        tokens = keep_tokens(doc, doc.text, texts, spaced)
    return tokens


def keep_tokens(doc: Doc, full: str, texts: list[str], spaced: list[bool]) -> Tokens:
    """Note the tokens of a Doc from which it was made, and return them."""
    sizes = map(add, map(len, texts), spaced)
    tokens = Tokens(full, texts, list(accumulate(sizes, initial=0))[:-1], spaced)
    doc.user_data[_TOKENS] = tokens
    return tokens


def text_of(doc: Doc) -> str:
    """Return a Doc's text; spaCy's own puts it together from its tokens at every call."""
    return tokens_of(doc).full


_TOKENS = "risalah tokens"


@dataclass(frozen=True)
class Words:
    """Parallel tuples over the words of a text; `start` and `end` are characters in it."""

    text: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]

    @classmethod
    def of(cls, doc: Doc) -> "Words":
        """Return the words of a Doc."""
        text: list[str] = []
        start: list[int] = []
        end: list[int] = []
        tokens = tokens_of(doc)
        for token, at in zip(tokens.text, tokens.start, strict=True):
            word = token
            if token.isspace():
                if "\n" in token or "\f" in token:
                    word = BREAK
                elif "\t" in token or CELL_BREAK in token:
                    word = TAB
                else:
                    continue
            text.append(word)
            start.append(at)
            end.append(at + len(token))
        return cls(tuple(text), tuple(start), tuple(end))

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.text)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Return each word in small letters, with one kind of apostrophe and without a final point."""
        return tuple(fold(w) for w in self.text)

    @cached_property
    def capital(self) -> tuple[bool, ...]:
        """Tell of each word whether it begins with a capital letter."""
        return tuple(w[0].isupper() for w in self.text)

    @cached_property
    def shouted(self) -> tuple[bool, ...]:
        """Tell of each word whether its line is written in capitals."""
        flags: list[bool] = []
        begin = 0
        for i in range(len(self) + 1):
            if i == len(self) or self.text[i] in (BREAK, TAB):
                letters = [w for w in self.text[begin:i] if w[0].isalpha() and len(w) > 1]
                loud = bool(letters) and sum(w.isupper() for w in letters) > 0.7 * len(letters)
                flags.extend([loud] * (i - begin))
                if i < len(self):
                    flags.append(False)
                begin = i + 1
        return tuple(flags)

    def at(self, index: int) -> str:
        """Return the word there, a break beyond either end."""
        return self.text[index] if 0 <= index < len(self.text) else BREAK

    def low(self, index: int) -> str:
        """Return the folded word there, a break beyond either end."""
        return self.lower[index] if 0 <= index < len(self.text) else BREAK

    def joined(self, first: int, last: int) -> str:
        """Return the words from first to last (exclusive) as text, spaced as a reader expects."""
        out = ""
        for word in self.text[first:last]:
            if word in (BREAK, TAB):
                continue
            tight = not out or word in ",.;:)/”’-" or out[-1] in "(/“‘-"
            out += word if tight else " " + word
        return out


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word for comparison: small letters, straight apostrophe, no final point.

    >>> fold("Kel.")
    'kel'
    """
    low = word.casefold().replace("’", "'").replace("`", "'").replace("´", "'")
    return low[:-1] if len(low) > 1 and low.endswith(".") else low

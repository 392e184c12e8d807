"""What the recognizer sees of a word: its letters, what lists know of it, and its surroundings.

Features are strings. Those of a word alone (`own`, `near`, `far`) depend on nothing else, so that
a model can add their weights up once for each different word; `around` and `models.recognizer.joined`
give those of a place in a segment. A segment is a list of words without blanks: a line, or a part of a long one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from models.indonesian.words import fold
from models.recognizer import joined
from models.recognizer.lexica import Lexica

EDGE = "¶"
"""Stands for the word beyond either end of a segment."""

WINDOW = (-3, -2, -1, 0, 1, 2, 3)
"""Where the words stand whose own features count for a place."""

Strings = tuple[str, str, str]
"""Of a word what `models.recognizer.joined` joins: small letters, shape, lists."""

_DIGITS = re.compile(r"\d")
_RUNS = re.compile(r"(.)\1+")
_ENDERS = frozenset('.!?”"…')
_BULLETS = frozenset("-–—•●▪○*·»")


@lru_cache(maxsize=50_000)
def shape(word: str) -> str:
    """Return what kinds of letters a word is made of, equal neighbours as one.

    >>> shape("Jum'at"), shape("KPK"), shape("12.30")
    ("Xx'x", 'X', '0.0')
    """
    kinds = "".join(
        "0" if c.isdigit() else ("X" if c.isupper() else "x") if c.isalpha() else c
        for c in word[:24]
    )
    return _RUNS.sub(r"\1", kinds)


class Features:
    """The features of one model; `cased` says whether capitals and small letters differ for it."""

    def __init__(self, lexica: Lexica, cased: bool) -> None:
        self.lexica = lexica
        self.cased = cased

    def word(self, word: str, offset: int) -> list[str]:
        """Return the features that a word gives to the place `-offset` words away."""
        mark = f"{offset:+d}" if offset else ""
        return [f"{mark}{f}" for f in self.away(word, abs(offset))]

    def away(self, word: str, distance: int) -> list[str]:
        """Return the features that a word gives to the places so far away, without the side."""
        if word == EDGE:
            return ["EDGE"] if distance == 1 else []
        if distance == 0:
            return self._own(word)
        if distance == 1:
            return self._near(word)
        if distance == 2:
            return self._far(word)
        return [f"w={plain(word)}"]

    def _own(self, word: str) -> list[str]:
        low = plain(word)
        out = ["bias", f"w={low}", *(f"k={k}" for k in self.lexica.of(word))]
        if word.isalpha() or len(word) > 3:
            size = len(low)
            out += [f"p{n}={low[:n]}" for n in (1, 2, 3, 4, 5) if size > n]
            out += [f"s{n}={low[-n:]}" for n in (1, 2, 3, 4, 5) if size > n]
            edged = f"^{low[:20]}$"
            grams = [edged[i : i + n] for n in (3, 4) for i in range(len(edged) - n + 1)]
            out += [f"c={gram}" for gram in dict.fromkeys(grams)]
        out.append(f"n={min(len(low), 12)}")
        if self.cased:
            out += [f"W={word}", f"x={shape(word)}", f"x={shape(word)}k={self.lexica.main(word)}"]
            if word.isupper():
                out.append(f"X{min(len(word), 6)}")
            if "." in word[:-1]:
                out.append("dots")
        elif not word.isalpha():
            out.append(f"x={shape(low)}")
        return out

    def _near(self, word: str) -> list[str]:
        low = plain(word)
        out = [f"w={low}", *(f"k={k}" for k in self.lexica.of(word))]
        if word.isalpha():
            out += [f"s3={low[-3:]}", f"p3={low[:3]}"]
        if self.cased:
            out.append(f"x={shape(word)}")
        elif not word.isalpha():
            out.append(f"x={shape(low)}")
        return out

    def _far(self, word: str) -> list[str]:
        out = [f"w={plain(word)}", *(f"k={k}" for k in self.lexica.of(word))]
        if self.cased:
            out.append(f"x={shape(word)}")
        return out

    def strings(self, word: str) -> Strings:
        """Return what the features of a place say of a word: small letters, shape, its lists."""
        if word == EDGE:
            return EDGE, EDGE, EDGE
        main = self.lexica.main(word)
        return plain(word), shape(word) if self.cased else main, main

    def around(self, words: Sequence[str]) -> list[list[str]]:
        """Return for each place what depends on more than one word and joins none."""
        return self.places(words, [self.strings(word) for word in words])

    def places(self, words: Sequence[str], strings: Sequence[Strings]) -> list[list[str]]:
        """Do what `around` does, with the strings of the words at hand."""
        size = len(words)
        line = layout(words)
        out = [[f"l={line} {shape}"] for _, shape, _ in strings]
        _, first_shape, first_main = strings[0]
        out[0].append(f"first={first_shape} {first_main}")
        if self.cased:
            self._runs(words, strings, out)
        for first, last, kind in self.lexica.phrases(words):
            if last - first == 1:
                out[first].append(f"g={kind}U")
            else:
                out[first].append(f"g={kind}B")
                for at in range(first + 1, last - 1):
                    out[at].append(f"g={kind}I")
                out[last - 1].append(f"g={kind}L")
            if first:
                out[first - 1].append(f"g>{kind}")
            if last < size:
                out[last].append(f"g<{kind}")
                if last + 1 < size:
                    out[last + 1].append(f"g<<{kind}")
        return out

    def full(self, words: Sequence[str]) -> list[list[str]]:
        """Return all features of each place, as a trainer wants them."""
        edged = [self.strings(word) for word in (EDGE, *words, EDGE)]
        out = [a + b for a, b in zip(joined.names(edged), self.around(words), strict=True)]
        reach = WINDOW[-1]
        padded = [*[EDGE] * reach, *words, *[EDGE] * reach]
        for i, features in enumerate(out):
            for offset in WINDOW:
                features += self.word(padded[i + reach + offset], offset)
        return out

    def _runs(self, words: Sequence[str], strings: Sequence[Strings], out: list[list[str]]) -> None:
        """Add what stands left and right of a run of words with capitals."""
        size = len(words)
        i = 0
        while i < size:
            if not words[i][0].isupper():
                i += 1
                continue
            end = i + 1
            while end < size and words[end][0].isupper() and end - i < 12:
                end += 1
            length = min(end - i, 5)
            left = strings[i - 1][0] if i else EDGE
            right = strings[end][0] if end < size else EDGE
            every = [
                f"rl={left}",
                f"rr={right}",
                f"rf={strings[i][0]}",
                f"re={strings[end - 1][0]}",
            ]
            for at in range(i, end):
                from_first, from_last = min(at - i, 3), min(end - 1 - at, 3)
                out[at] += [
                    *every,
                    f"rn={length} {from_first}",
                    f"ra={left} {from_first} {from_last}",
                    f"rz={right} {from_last}",
                ]
            i = end


def layout(words: Sequence[str]) -> str:
    """Tell in a few letters what kind of line this is: an item, a key with a value, a sentence."""
    first, last = words[0], words[-1]
    return "".join(
        (
            "n" if first[0].isdigit() or first in _BULLETS else "",
            "k" if ":" in words[1:6] else "",
            "p" if last in _ENDERS else "",
            "s" if len(words) <= 4 else "m" if len(words) <= 12 else "",
        )
    )


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Return a word in small letters, each digit as 0, one kind of apostrophe."""
    return _DIGITS.sub("0", fold(word))[:30]

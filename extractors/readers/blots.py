"""Words of an engine that are none: strokes of signatures, crumbs of stamps, specks; and colons that
it takes for ones.
"""

from bisect import bisect_left
from dataclasses import replace
from statistics import median

from extractors.ocr import OcrWord

NOISE = 0.30
"""Below this confidence a word without three letters in a row is a blot or a signature's stroke."""
DOUBTFUL = 0.66
"""Below this confidence a short word must also look like one: neither flat, nor tall, nor wide."""
STROKES = ("1", "l", "I", "|", "!", "i")
"""What a lone upright stroke is read as, and a colon."""
POINTS = ("-", "–", "•")
"""What stands before each item of a list."""
MARKS = (":", "&", "+", "/", *POINTS)


def without_blots(words: tuple[OcrWord, ...]) -> list[OcrWord]:
    """Return the words that are some, in their order."""
    heights = [w.height for w in words if w.confidence > DOUBTFUL and _letters(w) > 2]
    usual = float(median(heights)) if heights else 0.0
    fair = bool(heights) and len(heights) > 0.7 * sum(_letters(w) > 2 for w in words)
    kept = [
        w
        for w in words
        if (fair and _is_word_like(w, usual))
        or not (_is_noise(w) or (usual and _is_misshapen(w, usual)))
    ]
    points = [w for w in kept if w.text in POINTS]
    believed = set(kept)
    kept = [w for w in words if w in believed or _is_listed(w, points, usual)]
    sure = sorted(_middle(w) for w in kept if not _is_doubtful(w))
    kept = [w for w in kept if not (_is_doubtful(w) and _stands_alone(w, sure, usual))]
    told = [_colon(w, kept[i - 1 : i + 2], usual) if i else w for i, w in enumerate(kept)]
    return _without_stray_quotes([w for w in told if not _is_stroke(w)])


def _letters(word: OcrWord) -> int:
    return sum(map(str.isalnum, word.text))


def _is_noise(word: OcrWord) -> bool:
    letters = _letters(word)
    if letters == 0:
        return word.text not in MARKS or word.confidence < (0.6 if word.text == "/" else NOISE)
    if word.confidence < NOISE and letters < 4:
        return True
    return word.confidence < 0.12 and letters < 8


def _is_listed(word: OcrWord, points: list[OcrWord], usual: float) -> bool:
    """Tell whether a mark stands where at least two others that are believed do, each on a line of its
    own: an item's, however faint.
    """
    if word.text not in POINTS or word.height > usual:
        return False
    level = [p for p in points if abs(p.left - word.left) < 0.4 * usual]
    return sum(abs(p.top - word.top) > usual for p in level) >= 2


def _without_stray_quotes(words: list[OcrWord]) -> list[OcrWord]:
    """Return the words without marks that open a quotation which nothing closes: crumbs of lines."""
    out: list[OcrWord] = []
    closing = -1  # the nearest word behind that closes a quotation
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        if word.text[-1] in CLOSING or word.text.rstrip(".,;:)")[-1:] in CLOSING:
            closing = i
        opens = word.text[0] in OPENING
        stray = opens and not 0 <= closing - i <= LONGEST_QUOTE
        closing = -1 if opens else closing
        bare = word.text.lstrip("".join(OPENING)) if stray else word.text
        if bare:
            out.append(replace(word, text=bare) if stray else word)
    return out[::-1]


OPENING, CLOSING = ("“", '"', "'", "‘"), ("”", '"', "'", "’")
LONGEST_QUOTE = 25
"""Words between the marks of a quotation."""


def _is_stroke(word: OcrWord) -> bool:
    """Tell whether a word of one or two letters, hardly believed, is a pen's stroke; figures stay."""
    if word.confidence >= 0.5 or len(word.text) > 2 or word.text in MARKS:
        return False
    return word.text in STROKES or not word.text.isdigit()


def _is_word_like(word: OcrWord, usual: float) -> bool:
    """Tell whether a word has a word's length and height: on a page that is read well it stays,
    since a speck beside it can take all confidence from it.
    """
    return _letters(word) >= 5 and 0.6 * usual < word.height < 1.7 * usual


def _is_misshapen(word: OcrWord, usual: float) -> bool:
    """Tell whether a doubtful short word has no word's shape; `usual` is the letters' height."""
    if len(word.text) < 3 and _letters(word) and max(word.width, word.height) < 0.45 * usual:
        return True
    if not _is_doubtful(word):
        return False
    if not _letters(word):
        return word.height < 0.25 * usual and word.width < 0.25 * usual
    flat = word.height < 0.45 * usual
    tall = word.height > 1.9 * usual
    wide = word.width / len(word.text) > 1.9 * word.height
    return flat or tall or wide


def _is_doubtful(word: OcrWord) -> bool:
    return word.confidence < DOUBTFUL and len(word.text) <= 3


def _stands_alone(word: OcrWord, sure: list[float], usual: float) -> bool:
    """Tell whether a doubtful short word has none but its like on its height; `sure` are the middles of the
    others, sorted.
    """
    middle = _middle(word)
    at = bisect_left(sure, middle)
    return all(abs(other - middle) >= 0.8 * usual for other in sure[max(at - 1, 0) : at + 1])


def _middle(word: OcrWord) -> float:
    return word.top + word.height / 2


def _colon(word: OcrWord, around: list[OcrWord], usual: float) -> OcrWord:
    """Return a colon for a lone stroke that is lower than figures are: "Hadir 1 27 orang"."""
    if word.text not in STROKES or len(around) < 3:
        return word
    before, _, after = around
    level = all(
        abs(w.top + w.height - word.top - word.height) < 0.6 * usual for w in (before, after)
    )
    narrow = word.width < 0.45 * usual
    lower = word.height < 0.8 * min(max(before.height, after.height), 1.3 * usual)
    return replace(word, text=":") if level and narrow and lower else word

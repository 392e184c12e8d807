"""Brackets behind an office that repeat it in short, so that its body stands behind them."""

from models.indonesian.agencies import AgencyMention
from models.indonesian.index import index
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import Words

ACTING = {"plt", "plh", "pj", "pjs", "penjabat", "pejabat"}


def past_gloss(words: Words, at: int, bodies: dict[int, AgencyMention]) -> int:
    """Return where the brackets end that repeat an office in short: "Kepala Desa (Kades) X", "penyuluh
    pertanian lapangan (PPL)"; `at` without them.
    """
    if words.at(at) != "(":
        return at
    close = next((i for i in (at + 2, at + 3) if words.at(i) == ")"), None)
    if close is None:
        return at
    hit = index().offices.longest(words.lower, at + 1)
    short = words.low(at + 1) in ACTING or (hit is not None and hit[0] in (close, close - 1))
    abbreviated = close == at + 2 and words.at(at + 1).isupper() and words.at(at + 1).isalpha()
    # "Kasi Ekonomi dan Pembangunan (Ekbang) Kelurahan X"
    followed = close + 1 in bodies or words.low(close + 1) in LEVEL_WORDS
    abbreviated |= close == at + 2 and words.capital[at + 1] and followed
    named = hit is not None and words.at(close + 1)[0].isalpha()
    return close + 1 if abbreviated or (short and (named or hit is None)) else at

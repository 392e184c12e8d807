"""The field of work (ProgramType) that the words of a programme or proposal speak of."""

import re
from functools import cache, lru_cache

from models.codes import ProgramType
from models.values.lexicon import program_cues

# Words that make a programme a training, and those that make it one of the organization itself,
# not of a trade.
_TRAINING, _OWN_PEOPLE = (
    frozenset(line.split())
    for line in (
        "pelatihan kursus workshop bimtek diklat keterampilan ketrampilan",
        "pengurus lpm lpmk lpmd aparatur perangkat rt rw bpd kelembagaan administrasi pembukuan "
        "organisasi kepengurusan pokmas linmas kader relawan satgas tagana bencana",
    )
)
_TRADE_BONUS = 3.0
_ENDINGS = ("nya", "lah", "kan")
_MOST_WORDS = 5
_LEAST = 0.2  # of a training for one's own people of which nothing else is known
_LONG = 8  # shorter words are too near to one another


@lru_cache(maxsize=20_000)
def program_type(text: str) -> tuple[ProgramType, float]:
    """Say which type the words support best, and how surely (0 to 1).

    Every cue counts once, a longer one instead of those within it. Works on a posyandu are health
    and on a mosque religion; a training is `pelatihan_keterampilan` unless it is the
    organization's own, even one of a trade that no cue knows. Without any cue it is `lainnya` with 0.0.

    >>> program_type("pelatihan budidaya lele")[0].value
    'pelatihan_keterampilan'
    """
    words = cue_words(text)
    scores: dict[ProgramType, float] = {}
    seen: set[str] = set()
    at = 0
    while at < len(words):
        size = _longest(words, at)
        if size == 0:
            at += 1
            continue
        cue = " ".join(words[at : at + size])
        if cue not in seen:
            seen.add(cue)
            for kind, weight in _cues()[cue].items():
                scores[kind] = scores.get(kind, 0.0) + weight
        at += size
    if not scores and (len(words) < 2 or _TRAINING.isdisjoint(words[:1])):
        return ProgramType.LAINNYA, 0.0
    if not _TRAINING.isdisjoint(words) and _OWN_PEOPLE.isdisjoint(words):
        trade = ProgramType.PELATIHAN_KETERAMPILAN
        scores[trade] = scores.get(trade, 0.0) + _TRADE_BONUS
    if not scores:
        return ProgramType.KELEMBAGAAN, _LEAST
    best = max(scores, key=lambda kind: scores[kind])
    return best, round(scores[best] / (sum(scores.values()) + 1.0), 3)


def _longest(words: list[str], at: int) -> int:
    cues = _cues()
    for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        if " ".join(words[at : at + size]) in cues:
            return size
    return 0


def cue_words(text: str) -> list[str]:
    """Return the words of a text in small letters, without endings that no cue has.

    >>> cue_words("Posyandunya, Jum'at")
    ['posyandu', 'jumat']
    """
    known = _known_words()
    plain = re.sub(r"['’‘`´]", "", text.casefold())
    return [_bare(word, known) for word in re.findall(r"[^\W_]+", plain)]


def _bare(word: str, known: frozenset[str]) -> str:
    if word not in known:
        for ending in _ENDINGS:
            if word.endswith(ending) and word.removesuffix(ending) in known:
                return word.removesuffix(ending)
        return _corrected(word)
    return word


def _corrected(word: str) -> str:
    """Return the only long cue word that this lacks one letter of ("petanian"), else the word.

    A letter left out makes no other word; one letter for another does ("pengajuan", "pengajian").

    >>> program_type("petanian")[0].value, program_type("pengajuan")[1]
    ('pertanian_pangan', 0.0)
    """
    whole = _lacking().get(word, ())
    return whole[0] if len(whole) == 1 else word


@cache
def _lacking() -> dict[str, tuple[str, ...]]:
    """Return the long cue words by what is left of them without one letter, but for the first letter."""
    found: dict[str, set[str]] = {}
    for cue in _known_words():
        for i in range(len(cue)):
            rest = cue[:i] + cue[i + 1 :]
            if len(rest) >= _LONG and rest[0] == cue[0]:
                found.setdefault(rest, set()).add(cue)
    return {rest: tuple(cues) for rest, cues in found.items()}


@cache
def _cues() -> dict[str, dict[ProgramType, float]]:
    cues: dict[str, dict[ProgramType, float]] = {}
    for cue in program_cues():
        plain = re.sub(r"['’‘`´]", "", cue.words)
        cues.setdefault(" ".join(re.findall(r"[^\W_]+", plain)), {})[cue.type] = cue.weight
    return cues


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for cue in _cues() for word in cue.split())

"""Two names of persons compared: equal, another spelling, initials, a shorter form, a slip, or unlike."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from models.values.person import parse_person

_MEN, _WOMEN = frozenset(("h", "drs")), frozenset(("hj", "dra"))
_EVERYBODYS = frozenset(
    ("muhamad", "ahmad", "abdul", "siti", "nur", "sri", "dwi", "tri", "bin", "binti")
)
"""Words of names that say little by themselves; from everyday use."""
_SOUNDS = (
    ("sy", "s"), ("sh", "s"), ("kh", "h"), ("ch", "h"), ("dh", "d"), ("th", "t"), ("dz", "z"),
    ("ae", "ai"), ("ie", "i"), ("y", "i"), ("f", "p"), ("v", "p"), ("q", "k"), ("z", "j"),
)  # fmt: skip
"""Letters that people write for one another in names: Saefudin, Saepudin; Deny, Deni."""


class Likeness(StrEnum):
    """How two names are alike."""

    EQUAL = "nama sama"
    SPELLING = "ejaan nama berbeda tetapi berbunyi sama"
    INITIALS = "nama sama, sebagian disingkat"
    SHORTER = "nama yang satu bagian dari nama yang lain"
    SLIP = "nama berbeda satu huruf"


@dataclass(frozen=True, slots=True)
class Name:
    """A name for comparing: `words` as compared by letters, `sounds` by sound, `plain` as written."""

    plain: tuple[str, ...]
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    gender: str
    degrees: frozenset[str]

    @property
    def full(self) -> int:
        """Return how many words of the name are written out."""
        return sum(len(w) > 2 and w != "muhamad" for w in self.words)

    @property
    def weight(self) -> int:
        """Return how many words of the name tell people apart; initials and Ahmad do not."""
        return sum(len(w) > 2 and w not in _EVERYBODYS for w in self.words)


@lru_cache(maxsize=65536)
def read_name(text: str) -> Name:
    """Return a name for comparing; one that is none by its letters is compared as it stands.

    >>> read_name("Drs. H. Moh. Ridwan, M.Si").words
    ('muhamad', 'ridwan')
    """
    parsed = parse_person(text)
    if parsed is None:
        words = tuple(text.casefold().split()) or (text,)
        return Name(words, words, words, "", frozenset())
    plain = tuple(re.sub(r"[\W_]", "", w.casefold()) for w in parsed.core)
    words = tuple(parsed.key.split())
    before = {re.sub(r"[\W_]", "", w.casefold()) for w in parsed.before}
    gender = "L" if before & _MEN else "P" if before & _WOMEN else ""
    if before & _MEN and before & _WOMEN:
        gender = ""
    degrees = frozenset(re.sub(r"[\W_]", "", d.casefold()) for d in parsed.degrees)
    return Name(plain, words, tuple(map(_sound, words)), gender, degrees)


def _sound(word: str) -> str:
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", word)


@lru_cache(maxsize=65536)
def likeness(a: Name, b: Name) -> Likeness | None:
    """Return how two names are alike, None for names of two people.

    >>> likeness(read_name("A. Jubaedi"), read_name("Ahmad Jubaedi")).name
    'INITIALS'
    >>> likeness(read_name("Yulianto"), read_name("Yulianti")) is None
    True
    """
    if a.gender and b.gender and a.gender != b.gender:
        return None
    if a.words == b.words or "".join(a.words) == "".join(b.words):
        return Likeness.EQUAL
    if a.sounds == b.sounds or "".join(a.sounds) == "".join(b.sounds):
        return Likeness.SPELLING
    if len(a.words) == len(b.words):
        return _side_by_side(a, b)
    short, long = sorted((a, b), key=lambda n: len(n.words))
    return Likeness.SHORTER if _is_part(short, long) else None


def _side_by_side(a: Name, b: Name) -> Likeness | None:
    size = range(len(a.words))
    if all(_fits(a, i, b, i) for i in size):
        whole = any(a.sounds[i] == b.sounds[i] and len(a.words[i]) > 2 for i in size)
        return Likeness.INITIALS if whole else None
    other = [i for i in size if a.sounds[i] != b.sounds[i]]
    if len(other) == 1 and _is_slip(a.words[other[0]], b.words[other[0]], alone=len(a.words) == 1):
        return Likeness.SLIP
    return None


def _fits(a: Name, i: int, b: Name, j: int) -> bool:
    """Tell whether two words sound alike or one is the initial of the other."""
    if a.sounds[i] == b.sounds[j]:
        return True
    one, two = a.plain[i], b.plain[j]
    return min(len(one), len(two)) == 1 and one[0] == two[0]


def _is_slip(a: str, b: str, *, alone: bool) -> bool:
    """Tell whether two long words differ in one letter that does not make a woman of a man."""
    if min(len(a), len(b)) < (6 if alone else 5) or OSA.distance(a, b, score_cutoff=1) != 1:
        return False
    return not (a[:-1] == b[:-1] and {a[-1], b[-1]} in ({"o", "i"}, {"a", "i"}))


def _is_part(short: Name, long: Name) -> bool:
    """Tell whether the words of one stand in the other in this order, some as initials."""
    if len(short.words) == 1:
        word = short.sounds[0]
        return len(word) > 2 and short.weight > 0 and word in long.sounds
    at, whole, ends = 0, 0, []
    for i in range(len(short.words)):
        while at < len(long.words) and not _fits(short, i, long, at):
            at += 1
        if at == len(long.words):
            return False
        whole += short.sounds[i] == long.sounds[at] and short.words[i] not in _EVERYBODYS
        ends.append(at)
        at += 1
    return whole > 0 and (ends[0] == 0 or ends[-1] == len(long.words) - 1)

"""Verbs by what they say of an activity: held, made, given, funded, asked for, decided, told.

The table gives stems; the active, passive and bare forms are formed here (Tata Bahasa Baku Bahasa
Indonesia, on me- and its nasal).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

_VOWELS = "aiueo"
_NASALS = (
    (r"(?:per|st|sy|[ptks][lr])", None),  # "memperbaiki", "memprogramkan": nothing is lost
    (r"[aiueogh]|kh", "meng"),
    (r"[bfv]", "mem"),
    (r"[cdjz]", "men"),
    (r"[lmnrwy]", "me"),
)
_LOST = {"k": "meng", "p": "mem", "t": "men", "s": "meny"}
_KEEPS = {"p": "mem", "t": "men", "s": "men", "k": "meng"}
_ODD = {
    "perintahkan": "memerintahkan", "percayai": "mempercayai", "perlukan": "memerlukan", "periksa": "memeriksa",
    "kehendaki": "menghendaki", "sahkan": "mengesahkan", "pertanyakan": "mempertanyakan",
}  # fmt: skip


class Says(StrEnum):
    """What a verb says of the activity named with it."""

    HOLD = "hold"
    MAKE = "make"
    ASK = "ask"
    DECIDE = "decide"
    ORDER = "order"
    SAY = "say"
    GIVE = "give"
    FUND = "fund"
    HELP = "help"
    JOIN = "join"
    TEACH = "teach"
    RUN = "run"
    WORK = "work"


def active(stem: str) -> str:
    """Form the me- verb of a stem.

    >>> active("selenggarakan"), active("perbaiki"), active("cor"), active("programkan")
    ('menyelenggarakan', 'memperbaiki', 'mengecor', 'memprogramkan')
    """
    if stem in _ODD:
        return _ODD[stem]
    if sum(c in _VOWELS for c in stem) == 1:
        return "menge" + stem
    for pattern, prefix in _NASALS:
        if re.match(pattern, stem):
            return (prefix or _KEEPS[stem[0]]) + stem
    return _LOST[stem[0]] + stem[1:]


@cache
def stems(*kinds: Says) -> tuple[str, ...]:
    """Return the stems of these kinds in the order of the table."""
    return _rows(*(kind.value for kind in kinds))


def _rows(*kinds: str) -> tuple[str, ...]:
    text = resources.files("models.indonesian").joinpath("data/predicates.tsv").read_text("utf-8")
    found: list[str] = []
    for line in text.splitlines():
        kind, _, words = line.partition("\t")
        if not line.startswith("#") and kind in kinds:
            found.extend(words.split())
    return tuple(dict.fromkeys(found))


@cache
def actives(*kinds: Says) -> dict[str, str]:
    """Return the me- forms of these kinds with their stems."""
    return {active(stem): stem for stem in stems(*kinds)}


class Voice(StrEnum):
    """Which side of a verb its subject is on."""

    ACTIVE = "active"
    PASSIVE = "passive"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb as it stands in a sentence: its stem, its voice, and all that it may say."""

    stem: str
    voice: Voice
    says: tuple[Says, ...]


def predicate(word: str) -> Predicate | None:
    """Return what a verb says; None for words that are none of the table.

    >>> found = predicate("disponsori")
    >>> found.stem, found.voice.value, [s.value for s in found.says]
    ('sponsori', 'passive', ['fund'])
    >>> predicate("nyiapin").stem
    'siapkan'
    """
    return _forms().get(word.casefold())


_NOUN_ENDS = ("si", "subsidi", "survei")  # "produksi" alone is a noun


@cache
def _forms() -> dict[str, Predicate]:
    says: dict[str, tuple[Says, ...]] = {}
    for kind in Says:
        for stem in stems(kind):
            says[stem] = (*says.get(stem, ()), kind)
    forms: dict[str, Predicate] = {}
    for stem, kinds in says.items():
        forms.setdefault(active(stem), Predicate(stem, Voice.ACTIVE, kinds))
        forms.setdefault(f"di{stem}", Predicate(stem, Voice.PASSIVE, kinds))
        if stem.endswith(("kan", "i")) and not stem.endswith(_NOUN_ENDS):
            forms.setdefault(stem, Predicate(stem, Voice.ACTIVE, kinds))
    for pair in _rows("form"):
        word, _, stem = pair.partition(":")
        forms.setdefault(word, Predicate(stem, Voice.ACTIVE, says[stem]))
    return forms


@cache
def any_of(words: tuple[str, ...]) -> str:
    """Return the pattern of one of these words, the longest first."""
    return "|".join(sorted((re.escape(w) for w in set(words)), key=len, reverse=True))

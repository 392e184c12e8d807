"""The field of work of a programme or a proposal, by the words of its name.

Where a cue of `models.values.program_type` is in it, that says it; else words and their letters are weighed
by what names of known type teach (`extractors.weighing`, `data/types.json`).
"""

from collections.abc import Iterator
from functools import lru_cache

from extractors.weighing import choice
from models.codes import ProgramType
from models.values.program_type import cue_words, program_type

_PIECES = (4, 5)  # letters
_LONGEST = 40  # words of a name that are looked at


@lru_cache(maxsize=20_000)
def type_of(name: str) -> ProgramType:
    """Return the type of a programme or proposal of this name.

    >>> type_of("pelatihan budidaya lele").value
    'pelatihan_keterampilan'
    """
    kind, sure = program_type(name)
    if sure > 0.0:
        return kind
    shares = choice("types").shares(traits(name))
    return max(ProgramType, key=lambda one: shares[one.value])


def traits(name: str) -> frozenset[str]:
    """Return what tells the type of something by its name."""
    return frozenset(_traits(name))


def _traits(name: str) -> Iterator[str]:
    words = cue_words(name)[:_LONGEST]
    yield from (f"word: {w}" for w in words)
    yield from (f"first: {w}" for w in words[:1])
    for word in words:
        whole = f"^{word}$"
        for size in _PIECES:
            yield from (f"letters: {whole[i : i + size]}" for i in range(len(whole) - size + 1))

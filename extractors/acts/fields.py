"""The field of work of a programme or a proposal, by the words of its name.

Traits are the words, their letters, and what the cues of `models.values.program_type` speak for. What each
is worth is learned (`extractors.weighing`, `data/types.json`).
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from extractors.weighing import choice
from models.codes import ProgramType
from models.values.program_type import cue_words, cues_in, program_type, types_of

_PIECES = (4, 5)  # letters
_LONGEST = 40  # words of a name that are looked at
_SURE = 0.5


@lru_cache(maxsize=20_000)
def type_of(name: str) -> ProgramType:
    """Return the type of a programme or proposal of this name.

    >>> type_of("pelatihan budidaya lele").value
    'pelatihan_keterampilan'
    """
    shares = choice("types").shares(traits(name))
    return ProgramType(max(shares, key=lambda kind: shares[kind]))


def traits(name: str) -> frozenset[str]:
    """Return what tells the type of something by its name."""
    return frozenset(_traits(name))


def _traits(name: str) -> Iterator[str]:
    words = cue_words(name)[:_LONGEST]
    yield from (f"word: {w}" for w in words)
    yield from (f"words: {one} {two}" for one, two in pairwise(words))
    yield from (f"first: {w}" for w in words[:1])
    for word in words:
        whole = f"^{word}$"
        for size in _PIECES:
            yield from (f"letters: {whole[i : i + size]}" for i in range(len(whole) - size + 1))
    kind, sure = program_type(name)
    how = "none" if sure <= 0 else "weak" if sure < _SURE else "sure"
    yield f"cues: {kind.value}"
    yield f"cues: {kind.value} {how}"
    yield f"cues: {how}"
    for at, cue in cues_in(words):
        yield from (f"cue: {spoken.value}" for spoken in types_of(cue))
        if at == 0:
            yield from (f"first cue: {spoken.value}" for spoken in types_of(cue))

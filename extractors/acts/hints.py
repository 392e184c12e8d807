"""What the words in and around a phrase say of whether it names a programme: the words themselves, the
verb of its clause, what is marked beside it.

`extractors.acts.phrases` tells phrases by kinds of words; the words here are those that many documents
have in common. What each speaks for is learned (`extractors.weighing`).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from extractors.acts.announced import is_service, tells
from extractors.acts.phrases import Phrase, Token, saying, tokens
from extractors.acts.speakers import speaks_of_own
from extractors.acts.wording import acts, holds
from extractors.context import Context
from extractors.weighing import words
from models.indonesian.gazetteers import word_set

_BETWEEN = word_set("between_verbs")
_MARKS = ("dates", "money", "times", "quantities", "wards", "names", "offices", "agencies")
_NEAR = 80  # characters beside a phrase in which something is marked
_REACH = 12  # words beside a phrase in which the verb of its clause stands
_PIECE = 4  # letters
_CLAUSE_ENDS = frozenset((";", "."))


def of_sentence(context: Context, start: int, end: int) -> set[str]:
    """Return what a sentence says as a whole: its verbs, what is marked in it, whether it announces."""
    text = context.text[start:end]
    spoken = words(text)
    traits = {f"sentence {t}" for t in acts(spoken)}
    traits.update(f"sentence opens: {w}" for w in spoken[:1])
    traits.update(holds(context, start, end, _MARKS, "sentence holds"))
    if tells(text):
        traits.add("announces")
    if speaks_of_own(text):
        traits.add("they speak of their own")
    return traits


def of_words(context: Context, sentence: tuple[int, int], phrase: Phrase) -> Iterator[str]:
    """Yield the words of a phrase, those beside it and the verbs nearest to it, and what is marked there."""
    told = tokens(context, *sentence)
    first = bisect_left(told, phrase.start, key=lambda t: t.start)
    last = bisect_left(told, phrase.end, key=lambda t: t.start)
    spoken = [_shown(t) for t in told[first:last] if t.text[0].isalnum()]
    yield from (f"word: {w}" for w in spoken)
    named = [w for w in spoken if w != "#"]
    if named:
        yield f"first word: {named[0]}"
        yield f"last word: {named[-1]}"
    # Words that no document had yet are told by how they are formed, and by what they begin with.
    for word in dict.fromkeys(words(phrase.name)):
        whole = f"^{word}$"
        yield from (f"letters: {whole[i : i + _PIECE]}" for i in range(len(whole) - _PIECE + 1))
    if is_service(phrase.name):
        yield "a service by its form"
    yield from _beside(told, range(first - 1, -1, -1), "before")
    yield from _beside(told, range(last, len(told)), "behind")
    start, end = sentence
    yield from holds(context, max(start, phrase.start - _NEAR), phrase.start, _MARKS, "near before")
    yield from holds(context, phrase.end, min(end, phrase.end + _NEAR), _MARKS, "near behind")


def _beside(told: Sequence[Token], places: Iterable[int], side: str) -> Iterator[str]:
    """Yield the words of time and manner on one side of a phrase, the first other word there, and the
    nearest verb of the clause.
    """
    passed = False
    for count, at in enumerate(places):
        token = told[at]
        if count == _REACH or token.text in _CLAUSE_ENDS:
            break
        if not passed and token.low in _BETWEEN:
            yield f"{side}, with: {token.low}"
            continue
        if not passed:
            yield f"{side}, first: {_shown(token)}"
            passed = True
        if token.is_verb:
            yield f"{side}, verb: {_shown(token)}"
            yield f"{side}, nearest verb: {saying(token.verb, True)}"
            return
    if not passed:
        yield f"{side}, first: nothing"


def _shown(token: Token) -> str:
    """Return a word as a trait has it: a verb by its stem and voice, figures and names by what they are."""
    if token.text[0] == "|":
        return "a body"
    if token.text[0] == "#":
        return "a day or sum"
    if token.low[0].isdigit():
        return "#"
    if token.verb is not None:
        return f"{token.verb.stem} {token.verb.voice.value}"
    return token.low

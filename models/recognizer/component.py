"""The spaCy component `risalah_recognizer`: persons, organizations and places as `doc.ents`.

Each entity carries `span._.score`, how sure the model is of its weakest word, from 0 to 1.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc, Span

from models.recognizer.home import is_home
from models.recognizer.model import TAGS, Model, Weights
from models.recognizer.network import Networks
from models.recognizer.segments import segments, tokens_of
from models.unswept import unswept

NAME = "risalah_recognizer"

Found = tuple[int, int, str, float]
"""First character, end (exclusive), type, score."""

_PREFIXES = tuple(tag[0] for tag in TAGS)
_TYPES = tuple(tag[2:] for tag in TAGS)
_LOUD = 0.7  # a line with a larger share of words in capitals says nothing by its capitals

Span.set_extension("score", default=None, force=True)


@cache
@unswept()
def models(name: str) -> tuple[Model, Model]:
    """Return the two models of one pair of shipped files (models.recognizer.model.Weights.models)."""
    folder = files("models.recognizer") / "weights"
    networks = Networks.load((folder / f"{name}.networks.npz").read_bytes())
    return Weights.load((folder / f"{name}.npz").read_bytes()).models(networks)


@Language.component(NAME)
def recognizer(doc: Doc) -> Doc:
    """Set the entities of a Doc from its own tokens."""
    spans: list[Span] = []
    for start, end, kind, score in find(tokens_of(doc)):
        span = doc.char_span(start, end, label=kind)
        if span is not None:
            span._.score = score
            spans.append(span)
    doc.set_ents(spans)
    return doc


def find(tokens: Iterable[tuple[str, int]]) -> list[Found]:
    """Return the entities of tokens (text and first character) in the order of the text."""
    every = list(segments(tokens))
    home = is_home(words for words, _, _ in every)
    found: list[Found] = []
    for cased in (True, False):
        chosen = [s for s in every if has_case(s[0]) is cased]
        if not chosen:
            continue
        lines = [words if cased else [w.lower() for w in words] for words, _, _ in chosen]
        model = models("cased" if cased else "caseless")[home]
        for (_, starts, ends), (tags, sure) in zip(chosen, model.decode(lines), strict=True):
            found += _joined(starts, ends, tags, sure)
    return sorted(found)


def has_case(words: Sequence[str]) -> bool:
    """Tell whether capitals mean something in a line: some words have one, and not nearly all are capitals."""
    letters = [w for w in words if len(w) > 1 and w[0].isalpha()]
    loud = sum(w.isupper() for w in letters)
    return any(w[0].isupper() for w in words) and loud <= _LOUD * len(letters)


def _joined(starts: list[int], ends: list[int], tags: list[int], sure: list[float]) -> list[Found]:
    """Return the entities that tags name; an I without its B begins one."""
    found: list[Found] = []
    open_kind = ""
    for start, end, tag, score in zip(starts, ends, tags, sure, strict=True):
        kind = _TYPES[tag]
        if kind and kind == open_kind and _PREFIXES[tag] == "I":
            first, _, _, least = found[-1]
            found[-1] = (first, end, kind, min(least, score))
        elif kind:
            found.append((start, end, kind, score))
        open_kind = kind
    return found

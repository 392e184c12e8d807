"""What a document is: each look of document is a module here that scores the text.

A module defines one function with `@kind(DocumentKind…)` that returns how strongly the document
looks like it, or None to decline. The highest score wins; nothing at all makes it OTHER.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc

from extractors.layout import SUBJECT_KEYS, Unit
from models.codes import DocumentKind
from models.values.anycase import AnyCase

Score = Callable[[Doc, tuple[Unit, ...]], float | None]
_KINDS: dict[str, tuple[DocumentKind, Score]] = {}


def kind(code: DocumentKind) -> Callable[[Score], Score]:
    """Register a look of document under its function's module; several looks may share a code."""

    def register(score: Score) -> Score:
        if score.__module__ in _KINDS:
            raise ValueError(f"{score.__module__} defines two kinds; one module holds one")
        _KINDS[score.__module__] = (code, score)
        return score

    return register


def classify(doc: Doc, units: tuple[Unit, ...]) -> tuple[DocumentKind, float]:
    """Return the document's kind and how sure that is, 0 to 1."""
    _load()
    scores: dict[DocumentKind, float] = {}
    for code, score in _KINDS.values():
        value = score(doc, units)
        if value is not None and value > 0:
            scores[code] = max(scores.get(code, 0.0), value)
    if not scores:
        return DocumentKind.OTHER, 0.3
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best = ranked[0][1]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0], round(0.5 + 0.5 * (best - second) / (best + second), 2)


def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def top(units: tuple[Unit, ...], characters: int = 1200) -> str:
    """Return the beginning of a document: its first units up to so many characters."""
    text = ""
    for unit in units:
        text += unit.text + "\n"
        if len(text) > characters:
            break
    return text


def subject_of(units: tuple[Unit, ...]) -> str:
    """Return what a letter says that it is about."""
    return " ".join(u.content for u in units if u.key.casefold() in SUBJECT_KEYS)


def hits(pattern: str, text: str) -> int:
    """Count how often a pattern, written in small letters, stands in a text in any case."""
    return sum(1 for _ in _any_case(pattern).finditer(text))


@cache
def _any_case(pattern: str) -> AnyCase:
    return AnyCase(pattern)

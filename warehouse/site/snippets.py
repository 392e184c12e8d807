"""A stretch of a page around what was asked for, with the found words marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from warehouse.site.asking import Asked
from warehouse.stems import Stem, stems

_REACH = 110
"""Characters before the first and behind the last word that is shown."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Safe HTML, and where the best place stands in the page: characters, half open."""

    html: Markup
    start: int
    end: int


def snippet(text: str, asked: Asked) -> Snippet:
    """Return the stretch that has the most of what was asked for; the beginning where nothing is."""
    words = list(stems(text))
    hits = sorted({span for group in asked.groups for span in _found(words, group)})
    if not hits:
        return Snippet(Markup(escape(" ".join(text[: 2 * _REACH].split()) + " …")), 0, 0)
    start, end = _densest(hits)
    a, b = _edge(text, start - _REACH, -1), _edge(text, end + _REACH, 1)
    out = [Markup("… ") if a > 0 else Markup("")]
    at = a
    for s, e in hits:
        if s < at or e > b:
            continue
        out += [
            escape(_flat(text[at:s])),
            Markup("<mark>"),
            escape(_flat(text[s:e])),
            Markup("</mark>"),
        ]
        at = e
    out += [escape(_flat(text[at:b])), Markup(" …") if b < len(text) else Markup("")]
    return Snippet(Markup("").join(out), start, end)


def _found(words: list[Stem], phrases: Iterable[tuple[str, ...]]) -> list[tuple[int, int]]:
    spans = []
    for phrase in phrases:
        for i in range(len(words) - len(phrase) + 1):
            if words[i].stem == phrase[0] and all(
                words[i + n].stem == stem for n, stem in enumerate(phrase)
            ):
                spans.append((words[i].start, words[i + len(phrase) - 1].end))
    return spans


def _densest(hits: list[tuple[int, int]]) -> tuple[int, int]:
    """Return first and last character of the run of hits that fits into a snippet and has the most."""
    best, most, first = hits[0], 0, 0
    for last in range(len(hits)):
        while hits[last][1] - hits[first][0] > 2 * _REACH and first < last:
            first += 1
        if last - first + 1 > most:
            best, most = (hits[first][0], hits[last][1]), last - first + 1
    return best


def _edge(text: str, at: int, way: int) -> int:
    """Return a place near this one where no word is cut."""
    at = max(0, min(len(text), at))
    while 0 < at < len(text) and not text[at - (way > 0)].isspace() and abs(at) < len(text):
        at += way
    return at


def _flat(text: str) -> str:
    """Show what breaks lines and parts cells as blanks."""
    return "".join(" " if c.isspace() else c for c in text)

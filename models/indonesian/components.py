"""The pipeline's components: each marks where something stands in the text.

What it means for the record is not decided here. Groups of spans, the value of each in the span
extension of the group's name (`span._.dates`): `dates` a tuple of DateFound, `times` TimeFound, `money` rupiah, `quantities` Quantity, `wards` RtRw, `places` Place,
`agencies` Agency, `offices` OfficeMention, `names` NameMention.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from models.indonesian import agencies, merging, names, offices, places
from models.indonesian.index import index
from models.indonesian.parting import shares
from models.indonesian.words import BREAK, TAB, Words, text_of, tokens_of
from models.values.dates import find_dates
from models.values.money import find_money
from models.values.quantity import find_quantities
from models.values.rtrw import find_rtrw
from models.values.times import find_times
from models.values.wilayah import NO_WILAYAH

ORDER = ("risalah_sentences", "risalah_values", "risalah_bodies", "risalah_names")

Doc.set_extension("source", default=None, force=True)
Doc.set_extension("words", default=None, force=True)
Doc.set_extension("sentences", default=(), force=True)
Doc.set_extension("lexicon", default=None, force=True)
Doc.set_extension("gazetteer", default=NO_WILAYAH, force=True)
GROUPS = (
    "dates",
    "times",
    "money",
    "quantities",
    "wards",
    "places",
    "agencies",
    "offices",
    "names",
)
for _group in GROUPS:  # one extension a group: spans of two groups may share their characters
    Span.set_extension(_group, default=None, force=True)

TAKEN = ("dates", "times", "money", "wards", "places", "agencies", "offices")
"""The groups whose words are no part of a name."""

_CUTS = (TAB, BREAK)
_PLACED, _BARE = 1.0, 0.3
_LOOKS_PERSONAL = 0.6
"""From which share on a run behind an office is all of it a person's name."""
_BETWEEN = frozenset({",", ":", "(", "–", "-", TAB})
_ENDERS = {".", "!", "?", "…"}
_CLOSERS = {"”", '"', "’", ")", "'"}
_CUTTING = re.compile(r"[\n\f\t\v]")


@Language.component("risalah_sentences")
def sentences(doc: Doc) -> Doc:
    """Begin a sentence after each hard break and after a mark that ends one."""
    tokens = tokens_of(doc)
    starts = np.full(len(doc), -1, dtype="int32")
    begins = True
    pending = False
    first: list[int] = []
    for i, (text, spaced) in enumerate(zip(tokens.text, tokens.spaced, strict=True)):
        if begins:
            first.append(i)
        begins = False
        if text in _ENDERS:
            pending = True
            begins = spaced
        elif pending and text in _CLOSERS:
            begins = spaced
        elif text.isspace() and _CUTTING.search(text):
            begins, pending = True, False
        else:
            pending = False
    starts[first] = 1
    doc._.sentences = tuple(tokens.start[i] for i in first)
    # Setting token.is_sent_start one by one looks through the whole Doc each time.
    doc.from_array(["SENT_START"], starts.view("uint32").astype("uint64"))  # type: ignore[arg-type]  # one column
    return doc


@Language.component("risalah_values")
def values(doc: Doc) -> Doc:
    """Mark dates, times, sums, quantities, RT and RW."""
    text = text_of(doc)
    dates = find_dates(text)
    money = find_money(text)
    # "16, 17 dan 18 Juni" is one place in the text and three days.
    told = groupby(dates, key=lambda d: (d.start, d.end))
    _mark(doc, "dates", ((start, end, tuple(days)) for (start, end), days in told))
    _mark(doc, "times", ((t.start, t.end, t) for t in find_times(text)))
    _mark(doc, "money", ((m.start, m.end, m.value) for m in money))
    taken = bytearray(len(text))
    for start, end in [*((d.start, d.end) for d in dates), *((m.start, m.end) for m in money)]:
        taken[start:end] = b"\1" * (end - start)
    quantities = (q for q in find_quantities(text) if not any(taken[q.start : q.end]))
    _mark(doc, "quantities", ((q.start, q.end, q.value) for q in quantities))
    _mark(doc, "wards", ((w.start, w.end, w.value) for w in find_rtrw(text)))
    return doc


@Language.component("risalah_bodies")
def bodies(doc: Doc) -> Doc:
    """Mark places, bodies and offices, and prove the document's own places."""
    words = Words.of(doc)
    doc._.words = words
    found_places, lexicon = places.scan(words, doc._.gazetteer)
    doc._.lexicon = lexicon
    at = {start: i for i, start in enumerate(words.start)}
    wards: dict[int, tuple[int, str]] = {}
    for span in doc.spans["wards"]:
        first = at.get(span.start_char)
        if first is not None and len(span._.wards.rts) <= 1 and len(span._.wards.rws) <= 1:
            last = first
            while last < len(words) and words.end[last] <= span.end_char:
                last += 1
            wards[first] = (last, str(span._.wards))
    found_agencies = agencies.scan(words, lexicon)
    found_offices = offices.scan(words, lexicon, found_agencies, wards)
    _unmark_days(doc, words, found_agencies)
    _mark_words(doc, words, "places", ((p.first, p.last, p) for p in found_places))
    _mark_words(doc, words, "agencies", ((a.first, a.last, a.agency) for a in found_agencies))
    _mark_words(doc, words, "offices", ((o.first, o.last, o) for o in found_offices))
    return doc


def _unmark_days(doc: Doc, words: Words, found: Iterable[agencies.AgencyMention]) -> None:
    """Take the marks off days that are part of a body's name: "Universitas 17 Agustus 1945"."""
    named = [(words.start[a.first], words.end[a.last - 1]) for a in found]
    starts = [start for start, _ in named]  # in order, and none within another

    def is_part(day: Span) -> bool:
        at = bisect_left(starts, day.start_char) - 1
        return at >= 0 and day.end_char <= named[at][1]

    days = list(doc.spans["dates"])
    if any(map(is_part, days)):
        doc.spans["dates"] = [day for day in days if not is_part(day)]


@Language.component("risalah_names")
def persons(doc: Doc) -> Doc:
    """Mark what may be a person's name outside of all that is marked already."""
    words: Words = doc._.words
    covered = _covered(doc, words, TAKEN)
    _mark_words(doc, words, "names", ((n.first, n.last, n) for n in names.scan(words, covered)))
    return doc


@Language.factory("risalah_merging", default_config={"rules": True})
def create_merging(nlp: Language, name: str, rules: bool) -> Callable[[Doc], Doc]:
    """Return the component that joins the candidates with what the recognizer found; without `rules`
    its persons stand alone.
    """
    return merge if rules else recognized


def recognized(doc: Doc) -> Doc:
    """Mark the persons of the recognizer in place of the candidates."""
    words: Words = doc._.words
    found = merging.persons_of(words, _entities(doc, words))
    _mark_words(doc, words, "names", ((n.first, n.last, n) for n in found))
    return doc


def merge(doc: Doc) -> Doc:
    """Keep of the candidates who may be a person, add the persons and bodies that no rule finds."""
    words: Words = doc._.words
    entities = _entities(doc, words)
    taken = _covered(doc, words, TAKEN)
    found = merging.merged(
        words, [s._.names for s in doc.spans["names"]], entities, taken, _held(doc, words)
    )
    _mark_words(doc, words, "names", ((n.first, n.last, n) for n in found))
    taken |= _covered(doc, words, ("names",))
    known = ((s.start_char, s.end_char, s._.agencies) for s in doc.spans["agencies"])
    more = merging.bodies_of(words, entities, taken)
    added = ((words.start[a], words.end[b - 1], agency) for a, b, agency in more)
    _mark(doc, "agencies", sorted((*known, *added), key=lambda m: m[:2]))
    return doc


def _entities(doc: Doc, words: Words) -> list[merging.Entity]:
    """Return what the recognizer found, in words."""
    found = []
    for span in doc.ents:
        first = bisect_right(words.end, span.start_char)
        last = bisect_left(words.start, span.end_char)
        # A column's tab or a line's end parts two entities, whatever the recognizer says.
        for inside, run in groupby(range(first, last), key=lambda i: words.text[i] in _CUTS):
            whole = [] if inside else list(run)
            if whole:
                found.append(merging.Entity(whole[0], whole[-1] + 1, span.label_, span._.score))
    return found


def _held(doc: Doc, words: Words) -> dict[int, float]:
    """Return how much an office speaks for a name at the words right behind it, or behind its comma
    or colon. An office that has its place already ("Ketua LPM Siantan Hulu") can only be
    followed by its holder; behind one without ("Lurah") the place may come first.
    """
    found: dict[int, float] = {}
    for span in doc.spans["offices"]:
        office: offices.OfficeMention = span._.offices
        agency = office.agency
        placed = agency is not None and (bool(agency.own) or any(" " in o for o in agency.of))
        strength = (
            _PLACED if placed or (agency is not None and agency.klass == "tetangga") else _BARE
        )
        i = bisect_left(words.start, span.end_char)
        if agency is not None and agency.klass in ("dinas", "badan") and _is_whole_name(words, i):
            strength = _PLACED
        if office.klass == "organisasi" and _holds_alone(words, i, doc._.lexicon):
            strength = _PLACED
        found[i] = strength
        if words.at(i) in _BETWEEN:
            found[i + 1] = _PLACED
    return found


def _is_whole_name(words: Words, i: int) -> bool:
    """Tell whether a run of words looks like a person and no place: "Kadis PUPR Eryudhi Apriadi"."""
    run = words.text[i : places.run_end(words, i)]
    return len(run) > 1 and shares(run)[0] > _LOOKS_PERSONAL


def _holds_alone(words: Words, i: int, lexicon: places.Lexicon) -> bool:
    """Tell whether one word with a capital stands behind an office up to a mark or a small letter, and
    is no place that the document proves: "Ketua LPM Kariman, pengurus …".
    """
    if not places.is_name_word(words, i) or lexicon.knows(words.text[i]):
        return False
    follower = words.at(i + 1)
    named = follower == "," and places.is_name_word(words, i + 2)
    named = named and index().offices.longest(words.lower, i + 2) is None
    return not named and (follower in (",", ".", ";") or follower[0].islower())


def _covered(doc: Doc, words: Words, groups: Iterable[str]) -> frozenset[int]:
    """Return the words that are marked in one of these groups."""
    taken: set[int] = set()
    for group in groups:
        for span in doc.spans[group]:
            first = bisect_left(words.start, span.start_char)
            taken.update(range(first, bisect_left(words.start, span.end_char, first)))
    return frozenset(taken)


def _mark(doc: Doc, group: str, found: Iterable[tuple[int, int, Any]]) -> None:
    """Add spans given in characters; where a token's border lies inside, the whole token counts."""
    spans: list[Span] = []
    for start, end, value in found:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            span._.set(group, value)
            spans.append(span)
    doc.spans[group] = spans


def _mark_words(doc: Doc, words: Words, group: str, found: Iterable[tuple[int, int, Any]]) -> None:
    _mark(doc, group, ((words.start[a], words.end[b - 1], value) for a, b, value in found))

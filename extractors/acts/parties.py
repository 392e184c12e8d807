"""The bodies told near a programme, with the traits by which it is weighed whether they do it.

Which body is whose, `extractors.weighing` decides: by the words between, by the verb and the
word of relation before the body, by what else stands there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.acts.phrases import Token, saying, tokens
from extractors.acts.spans import Spans
from extractors.context import Context, Mark
from extractors.directory import directory
from extractors.sentences import sentences
from models.indonesian.gazetteers import word_set

_BETWEEN = word_set("between_verbs")
_RELATION = {
    "oleh": "by", "dari": "from", "dr": "from", "bersama": "with", "bareng": "with", "dengan": "with", "dgn": "with", "melalui": "through",
    "lewat": "through", "kerjasama": "with", "csr": "funds", "dana": "funds", "ke": "to", "kepada": "to", "di": "at", "untuk": "for", "bagi": "for",
    "hibah": "funds", "bantuan": "funds", "pada": "at", "menurut": "says", "kata": "says", "dukungan": "funds", "milik": "of", "instruktur": "staff",
    "narasumber": "staff", "narasumbernya": "staff", "pelatih": "staff", "pelatihnya": "staff", "relawan": "staff", "mahasiswa": "staff", "teknisi": "staff",
    "tenaga": "staff", "pendamping": "staff", "pendampingnya": "staff", "penyuluh": "staff", "penyuluhnya": "staff", "pembelinya": "staff",
    "sponsor": "funds", "swadaya": "funds", "anggaran": "funds", "pengelola": "staff", "pelaksana": "staff", "petugas": "staff", "kader": "staff",
    "antara": "with", "tim": "staff", "warga": "staff", "ahli": "staff", "prajurit": "staff", "personel": "staff",
}  # fmt: skip
_STRONG = frozenset(("by", "from", "with", "through", "to", "at", "for"))
_BACK = re.compile(
    r"[“\"]?(?:\w+nya\b|kegiatan\b|program\b|pelaksanaan|pengerjaan|(?:\w+\s+){1,3}(?:itu|ini|tersebut|tsb)\b|ini\b|itu\b|dana\b|hal\s+ini|seluruh|semua|untuk\s+itu)",
    re.I,
)
_TURN = frozenset((";", "sedangkan", "sementara", "adapun", "namun", "tetapi", "lalu", "sedang"))
_NEAR = 2  # sentences behind
_FAR = 600  # characters in which a body may stand from a programme
_CLAUSE = 25  # words in which the verb before a body may stand


def _at(words: Sequence[Token], offset: int) -> int:
    """Return the place of the first token from a character on."""
    return bisect_left(words, offset, key=lambda t: t.start)


@dataclass(frozen=True, slots=True)
class Party:
    """A body named near a programme, and its traits."""

    mark: Mark
    traits: frozenset[str]


class Parties:
    """The bodies of a document as parties of its programmes; `spans` are all programmes told."""

    def __init__(self, context: Context, spans: Sequence[tuple[int, int]]) -> None:
        self._context = context
        self._spans = Spans(spans)
        self._pieces: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._organizers = {
            i.value.organizer for i in context.found.get("meetings", ()) if i.value.organizer
        }
        self._tokens: dict[tuple[int, int], list[Token]] = {}

    def near(
        self, span: tuple[int, int], place: tuple[int, int], row: tuple[tuple[int, int], ...] = ()
    ) -> Iterator[Party]:
        """Yield the bodies in the sentence of a programme and those around it, and in its row."""
        if place not in self._pieces:
            self._pieces[place] = sentences(self._context, *place)
        pieces = self._pieces[place]
        at = bisect_right(pieces, span[0], key=lambda p: p[0]) - 1
        if at < 0:
            return
        for step in (-1, 0, *range(1, _NEAR + 1)):
            if 0 <= at + step < len(pieces):
                yield from self._in_sentence(span, pieces[at + step], step)
        for start, end in row:
            for mark in self._context.marks("agencies", start, end):
                traits = {"where: row", f"class: {mark.value.klass}"}
                yield Party(mark, frozenset(traits))

    def _in_sentence(
        self, span: tuple[int, int], sentence: tuple[int, int], step: int
    ) -> Iterator[Party]:
        context = self._context
        words = self._words(sentence)
        reach = max(sentence[0], span[0] - _FAR), min(sentence[1], span[1] + _FAR)
        if step:
            reach = sentence[0], min(sentence[1], sentence[0] + _FAR)
        offices = list(context.marks("offices", *reach))
        before: tuple[int, frozenset[str]] | None = None
        for count, mark in enumerate(context.marks("agencies", *reach)):
            if span[0] <= mark.start and mark.end <= span[1]:
                continue
            traits: set[str] = {f"class: {mark.value.klass}"}
            if directory(context).named(mark.value) in self._organizers:
                traits.add("the organizer")
            if step == 0:
                side = "before" if mark.end <= span[0] else "behind"
                traits.add(f"where: {side}")
                gap = (mark.end, span[0]) if side == "before" else (span[1], mark.start)
            else:
                side = "behind" if step > 0 else "before"
                traits.add(f"where: {'next' if step == 1 else 'later' if step > 1 else 'earlier'}")
                gap = (span[1], mark.start) if step > 0 else (mark.end, span[0])
                if _BACK.match(context.text[sentence[0] : sentence[1]]):
                    traits.add(f"{'next' if step > 0 else 'earlier'}: goes back")
            if any(o.start <= mark.start and mark.end <= o.end for o in offices):
                traits.add("an office")
            if not count:
                traits.add("first body")
            traits.add(f"programmes between: {min(self._spans.begun(*gap), 2)}")
            if step == 0:
                bodies = sum(1 for _ in context.marks("agencies", *gap))
                traits.add(f"bodies between: {min(bodies, 2)}")
                far = len(context.text[gap[0] : gap[1]].split())
                traits.add(
                    f"far: {'0' if far < 2 else '2' if far < 5 else '5' if far < 10 else '10' if far < 18 else '18'} {side}"
                )
                inner = words[_at(words, gap[0]) : _at(words, gap[1])]
                if any(t.low in _TURN for t in inner):
                    traits.add("a turn between")
                if any(t.text == "," for t in inner):
                    traits.add(f"a comma between {side}")
            else:
                if self._spans.begun(sentence[0], mark.start):
                    traits.add("another programme before it")
            own = set(
                self._around(
                    words, mark, side if step == 0 else ("next" if step > 0 else "earlier")
                )
            )
            joined = before is not None and re.fullmatch(
                r"\W*(?:\([^)]*\))?\s*(?:,|dan|serta|,\s*(?:dan|serta)|&|maupun)?\s*",
                context.text[before[0] : mark.start],
            )
            if joined and before is not None:
                traits.add("joined to a body")
                own = set(before[1]) | {t for t in own if t.startswith("then")}
            traits |= own
            before = mark.end, frozenset(t for t in own if not t.startswith("then"))
            yield Party(mark, frozenset(traits))

    def _words(self, sentence: tuple[int, int]) -> list[Token]:
        if sentence not in self._tokens:
            self._tokens[sentence] = tokens(self._context, *sentence)
        return self._tokens[sentence]

    def _around(self, words: Sequence[Token], mark: Mark, side: str) -> Iterator[str]:
        """Yield what stands right before and right behind a body."""
        at = _at(words, mark.start) - 1
        if at >= 0 and words[at].end > mark.start:
            at -= 1
        strong = None
        for back in range(4):
            if at - back < 0:
                yield f"{side}, before it: start"
                break
            token = words[at - back]
            if token.is_verb:
                yield f"{side}, before it: {saying(token.verb, True)}"
                break
            kind = _RELATION.get(token.low)
            if kind is not None:
                yield f"{side}, before it: {kind}"
                if kind in _STRONG:
                    strong = kind
                    break
                continue
            if token.low in _BETWEEN:
                continue
            if not token.text[0].isalnum():
                yield f"{side}, before it: mark {token.text if token.text in ',:;(' else 'other'}"
                break
            if back == 3:
                yield f"{side}, before it: words"
        if strong is None:
            verb = next(
                (t for t in reversed(words[max(0, at - _CLAUSE) : at + 1]) if t.is_verb), None
            )
            if verb is not None:
                yield f"{side}, verb before: {saying(verb.verb, True)}"
        at = _at(words, mark.end)
        while at < len(words) and words[at].low in _BETWEEN:
            at += 1
        if at >= len(words):
            yield f"then {side}: end"
        elif words[at].is_verb:
            yield f"then {side}: {saying(words[at].verb, True)}"
        elif words[at].text[0].isalnum():
            yield f"then {side}: word"
        else:
            yield f"then {side}: mark"

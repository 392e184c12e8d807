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
from extractors.acts.speakers import speaks_of_own
from extractors.context import Context, Mark
from extractors.directory import directory
from extractors.layout import Unit, UnitKind
from extractors.sentences import sentences
from extractors.weighing import words as spoken
from models.indonesian.gazetteers import word_set
from models.indonesian.predicates import Says
from models.values.anycase import AnyCase
from models.values.program_type import program_type

_BETWEEN = word_set("between_verbs")
_RELATION = {
    "oleh": "by", "dari": "from", "dr": "from", "bersama": "with", "bareng": "with", "dengan": "with", "dgn": "with", "melalui": "through",
    "lewat": "through", "kerjasama": "with", "csr": "funds", "dana": "funds", "ke": "to", "kepada": "to", "di": "at", "untuk": "for", "bagi": "for",
    "hibah": "funds", "bantuan": "funds", "pada": "at", "menurut": "says", "kata": "says", "dukungan": "funds", "milik": "of", "instruktur": "staff",
    "narasumber": "staff", "narasumbernya": "staff", "pelatih": "staff", "pelatihnya": "staff", "relawan": "staff", "mahasiswa": "staff", "teknisi": "staff",
    "tenaga": "staff", "pendamping": "staff", "pendampingnya": "staff", "penyuluh": "staff", "penyuluhnya": "staff", "pembelinya": "staff",
    "sponsor": "funds", "swadaya": "funds", "anggaran": "funds", "pengelola": "staff", "pelaksana": "staff", "petugas": "staff", "kader": "staff",
    "mitra": "with", "kolaborasi": "with", "gandeng": "with", "sama": "with", "ama": "with", "bersama-sama": "with", "dg": "with", "dng": "with", "brg": "with",
    "lwt": "through", "via": "through", "olh": "by", "pj": "staff", "pic": "staff", "penanggungjawab": "staff", "koordinator": "staff",
    "pemateri": "staff", "fasilitator": "staff", "pengajar": "staff", "dosen": "staff", "pembina": "staff", "pengampu": "staff",
    "sumbangan": "funds", "pinjaman": "funds", "pendukung": "funds", "sumbernya": "funds", "binaan": "of",
    "antara": "with", "tim": "staff", "warga": "staff", "ahli": "staff", "prajurit": "staff", "personel": "staff",
}  # fmt: skip
_STRONG = frozenset(("by", "from", "with", "through", "to", "at", "for"))
_BACK = re.compile(
    r"[“\"]?(?:\w+nya\b|kegiatan\b|program\b|pelaksanaan|pengerjaan|(?:\w+\s+){1,3}(?:itu|ini|tersebut|tsb)\b|ini\b|itu\b|dana\b|hal\s+ini|seluruh|semua|untuk\s+itu)",
    re.I,
)
_AT = re.compile(r"\bdi\s+$", re.I)
_TURN = frozenset((";", "sedangkan", "sementara", "adapun", "namun", "tetapi", "lalu", "sedang"))
_AWAITED = frozenset(("menunggu", "menanti", "berharap", "mohon", "minta", "usul"))
_LATER = (2,)  # sentences behind the next one
_TOLD_AS = {"later": "next"}
_SPEAKS = 120  # characters around a programme
_FAR = 600  # characters in which a body may stand from a programme
_CLAUSE = 25  # words in which the verb before a body may stand


def _at(words: Sequence[Token], offset: int) -> int:
    """Return the place of the first token from a character on."""
    return bisect_left(words, offset, key=lambda t: t.start)


# What the title of a column says of the bodies in it: that they do what stands in the row, ask for
# it or get it, pay for it.
_COLUMNS = (
    (
        "does",
        AnyCase(
            r"\b(?:pic|pj|penanggung|pelaksana|oleh|siapa|opd|skpd|perangkat|instansi|dinas|lembaga|mitra|pendukung|dukungan|"
            r"kerja\s?sama|bersama|pendamping|narasumber|pengampu|pengelola|petugas|koordinator|keterlibatan|pihak)\b"
        ),
    ),
    (
        "asks",
        AnyCase(r"\b(?:pengusul|usul\w*|asal|lokasi|alamat|penerima|sasaran|peserta|nama|dari)\b"),
    ),
    ("funds", AnyCase(r"\b(?:sumber|dana|pendanaan|pembiayaan|anggaran)\b")),
)
_OPENER = 14  # units back in which a list is opened


@dataclass(frozen=True, slots=True)
class Beside:
    """Another cell of a row: characters, half open, and the title of its column."""

    start: int
    end: int
    title: str


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

    def near(
        self, span: tuple[int, int], place: tuple[int, int], row: tuple[Beside, ...] = ()
    ) -> Iterator[Party]:
        """Yield the bodies in the sentence of a programme and in those around it, in its row, in the
        units around its own, before its key and where its list is opened.
        """
        if place not in self._pieces:
            self._pieces[place] = sentences(self._context, *place)
        pieces = self._pieces[place]
        at = bisect_right(pieces, span[0], key=lambda p: p[0]) - 1
        if at < 0:
            return
        for step, name in ((-1, "earlier"), (0, ""), (1, "next"), *((n, "later") for n in _LATER)):
            if 0 <= at + step < len(pieces):
                yield from self._in_sentence(span, pieces[at + step], name)
        for cell in row:
            yield from self._in_cell(span, cell)
        if not row:
            yield from self._around_unit(span, first=at == 0, last=at == len(pieces) - 1)

    def _in_cell(self, span: tuple[int, int], cell: Beside) -> Iterator[Party]:
        kind = next((name for name, title in _COLUMNS if title.search(cell.title)), "other")
        marks = list(self._context.marks("agencies", cell.start, cell.end))
        rest = self._context.masked(cell.start, cell.end, ("agencies", "offices"))
        alone = not any(c.isalpha() for c in rest)
        for mark in marks:
            traits = self._of_body(span, mark) | {
                "where: row",
                f"column: {kind}",
                f"column: {kind}, {'bodies alone' if alone else 'words too'}",
                f"column: {kind}, class: {mark.value.klass}",
                *(f"title: {w}" for w in spoken(cell.title)),
            }
            yield Party(mark, frozenset(traits))

    def _around_unit(self, span: tuple[int, int], *, first: bool, last: bool) -> Iterator[Party]:
        """Yield the bodies of the key before a programme, of the sentences that end the unit before
        and begin the one behind, and of the line that opens its list.
        """
        context = self._context
        at = bisect_right(context.units, span[0], key=lambda u: u.start) - 1
        if at < 0:
            return
        unit = context.units[at]
        if unit.body > unit.start:
            yield from self._in_sentence(span, (unit.start, unit.body), "key")
        if first and at and self._is_text(context.units[at - 1]):
            before = sentences(context, context.units[at - 1].start, context.units[at - 1].end)
            yield from self._in_sentence(span, before[-1], "unit before") if before else ()
        if last and at + 1 < len(context.units) and self._is_text(context.units[at + 1]):
            behind = sentences(context, context.units[at + 1].start, context.units[at + 1].end)
            yield from self._in_sentence(span, behind[0], "unit behind") if behind else ()
        if unit.kind in (UnitKind.ITEM, UnitKind.KEY_VALUE):
            for back in range(at - 1, max(-1, at - _OPENER), -1):
                opener = context.units[back]
                if opener.kind is unit.kind:
                    continue
                if back < at - 1:  # the unit right before is looked at already
                    pieces = sentences(context, opener.start, opener.end)
                    yield from self._in_sentence(span, pieces[-1], "opener") if pieces else ()
                return

    @staticmethod
    def _is_text(unit: Unit) -> bool:
        return unit.kind not in (UnitKind.HEADER, UnitKind.ROW, UnitKind.COLUMNS)

    def _in_sentence(
        self, span: tuple[int, int], sentence: tuple[int, int], step: str
    ) -> Iterator[Party]:
        """Yield the bodies of a sentence; `step` says which it is, "" for the programme's own."""
        context = self._context
        words = tokens(context, *sentence)
        reach = max(sentence[0], span[0] - _FAR), min(sentence[1], span[1] + _FAR)
        if step:
            reach = sentence[0], min(sentence[1], sentence[0] + _FAR)
        offices = list(context.marks("offices", *reach))
        before: tuple[int, frozenset[str]] | None = None
        bodies = list(context.marks("agencies", *reach))
        for count, mark in enumerate(bodies):
            if self._spans.overlap(mark.start, mark.end):
                continue  # "rehab Puskesmas X", "pembentukan Satgas Y": what is worked on, and no partner
            if mark.value.klass == "wilayah" and _AT.search(
                context.text, max(0, mark.start - 10), mark.start
            ):
                continue  # "bagi pedagang di Kelurahan X": where it is done
            traits = self._of_body(span, mark)
            side = "before" if mark.end <= span[0] else "behind"
            gap = (mark.end, span[0]) if side == "before" else (span[1], mark.start)
            # Sentences that follow are told of in one way, those before in another.
            told = _TOLD_AS.get(step, step) or side
            traits.add(f"where: {step or side}")
            traits.add(f"{told}, class: {mark.value.klass}")
            if len(bodies) == 1:
                traits.add("the only body there")
            if step and _BACK.match(context.text[sentence[0] : sentence[1]]):
                traits.add(f"{told}: goes back")
            if any(o.start <= mark.start and mark.end <= o.end for o in offices):
                traits.add("an office")
                if speaks_of_own(context.text[slice(*self._own_sentence(span))]):
                    traits.add("an office, and they speak of their own")
            if not count:
                traits.add("first body")
            traits.add(f"programmes between: {min(self._spans.begun(*gap), 2)}")
            if not step:
                between = sum(1 for _ in context.marks("agencies", *gap))
                traits.add(f"bodies between: {min(between, 2)}")
                far = len(context.text[gap[0] : gap[1]].split())
                traits.add(
                    f"far: {'0' if far < 2 else '2' if far < 5 else '5' if far < 10 else '10' if far < 18 else '18'} {side}"
                )
                inner = words[_at(words, gap[0]) : _at(words, gap[1])]
                if any(t.low in _AWAITED or (t.verb and Says.ASK in t.verb.says) for t in inner):
                    continue  # "kerja bakti, sambil menunggu realisasi dari Dinas X"
                if any(t.low in _TURN for t in inner):
                    traits.add("a turn between")
                traits.update(_of_gap(inner, side))
                if any(t.text == "," for t in inner):
                    traits.add(f"a comma between {side}")
            else:
                if self._spans.begun(sentence[0], mark.start):
                    traits.add("another programme before it")
            own = set(self._around(words, mark, told))
            joined = before is not None and re.fullmatch(
                r"\W*(?:\([^)]*\))?\s*(?:,|dan|serta|,\s*(?:dan|serta)|&|maupun)?\s*(?:(?:komunitas|kelompok|relawan|pihak|tim|kader|para)\s+)*",
                context.text[before[0] : mark.start],
            )
            if joined and before is not None:
                traits.add("joined to a body")
                own = set(before[1]) | {t for t in own if t.startswith("then")}
            traits |= own
            before = mark.end, frozenset(t for t in own if not t.startswith("then"))
            yield Party(mark, frozenset(traits))

    def _of_body(self, span: tuple[int, int], mark: Mark) -> set[str]:
        """Return what a body is, whether it calls the meeting, and whether it works in the field of what
        stands at `span`.
        """
        body = mark.value
        traits = {
            f"class: {body.klass}",
            f"body: {body.head.casefold()}",
            f"document: {self._context.kind.value}",
        }
        if directory(self._context).named(body) in self._organizers:
            traits.add("the organizer")
        work, told = program_type(self._context.text[slice(*span)])
        field, known = program_type(self._context.text[mark.start : mark.end])
        if told > 0.0 and known > 0.0:
            traits.add("of one field" if work is field else "of another field")
        return traits

    def _own_sentence(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the stretch around a programme in which somebody may speak of his own plans."""
        unit = self._context.unit_at(span[0])
        start, end = (unit.start, unit.end) if unit is not None else span
        return max(start, span[0] - _SPEAKS), min(end, span[1] + _SPEAKS)

    def _around(self, words: Sequence[Token], mark: Mark, side: str) -> Iterator[str]:
        """Yield what stands right before and right behind a body."""
        at = _at(words, mark.start) - 1
        if at >= 0 and words[at].end > mark.start:
            at -= 1
        if at >= 0:
            yield f"{side}, right before: {words[at].low if words[at].text[0] not in '|#' else words[at].text[0]}"
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
            if token.text == ":" and at > back and words[at - back - 1].low in _RELATION:
                continue  # "Mitra: Dinas Sosial"
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


def _of_gap(between: Sequence[Token], side: str) -> Iterator[str]:
    """Yield how many words of their own and which verbs stand between a programme and a body."""
    own = sum(
        t.text[0].isalnum() and not t.is_verb and t.low not in _BETWEEN and t.low not in _RELATION
        for t in between
    )
    verbs = [t for t in between if t.is_verb]
    yield f"words of their own between {side}: {min(own, 4)}"
    yield f"verbs between {side}: {min(len(verbs), 2)}"
    if len(verbs) == 1:
        yield f"verb between {side}: {saying(verbs[0].verb, True)}"
    if not own and len(verbs) < 2:
        yield f"straight {side}"

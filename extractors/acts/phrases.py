"""The phrases of a sentence that may name an activity, each with what stands around it.

A phrase is a run of words between verbs, words of relation, marks and the names of bodies. What
the clause says of it (the verb before and behind it, who does it, with whom, of what it is made)
becomes its traits; which phrases are programmes, `extractors.weighing` decides by them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extractors.acts.nominal import noun_of
from extractors.context import Context, overwritten
from models.indonesian.gazetteers import word_set
from models.indonesian.predicates import Predicate, Says, Voice, any_of, predicate
from models.indonesian.reflow import is_capitals
from models.values.anycase import AnyCase
from models.values.program_type import program_type

_ENDS = word_set("phrase_ends")
_BETWEEN = word_set("between_verbs")
_NOUNS = word_set("activity_nouns")
_NO_HEADS = word_set("no_activity_heads")
_PEOPLE = word_set("subjects")
_ALONE = word_set("lone_programs")
_TOKEN = re.compile(r"[|#]+|[^\W_]+(?:['’/&.-][^\W_]+)*|[^\w\s]")
_VERB = re.compile(r"(?:me[mny]?|ber|ter)[a-z]{4,}|di[a-z]{3,}")
# Words that begin like verbs and are none.
_NO_VERB = re.compile(
    r"(?:mesin|meja|meter\w*|beras|besi|tera|tenda|terpal|terop|mebel\w*|meubel\w*|berkas|median|media|medis|mental|merah|menara|melati|mebeler|"
    rf"{any_of(tuple(word_set('no_passives')))}|"
    r"bersih|bersama|berkah|berita|terpadu|terminal|teras|ternak|terbuka|tersier|terapi|bertingkat|berkala|berimbang|massal|melon|menu|menteri|"
    r"mertua|merpati|metode|membran|mendiang|membaca|menulis|terampil|beringin|berlian)\w{0,3}"
)
_TRAINS = frozenset(("pelatihan", "kursus", "kelas", "lomba", "penyuluhan", "demo", "latihan"))
_JOINS = frozenset(("dan", "serta", "&", ",", "maupun", "sekaligus"))
_QUOTES = frozenset('“”"‘’')
_MOST = 9  # words of a name
_COUNTS = frozenset(
    ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebuah", "seunit", "puluhan", "ratusan")
)  # fmt: skip
_WILL = AnyCase(
    r"\b(?:akan|rencana\w*|berencana|nanti\w*|bakal|segera|mulai|siap|dijadwalkan|menyiapkan|mendatang|depan)\b"
)
_ASKS = AnyCase(
    r"\b(?:minta|meminta|mohon|memohon|usul|mengusulkan|diusulkan|usulan|berharap|ingin|menginginkan|mengharapkan|perlu|butuh|membutuhkan|"
    r"mengeluh\w*|keluhan|tolong|menanyakan|tanya|mempertanyakan|mengajukan|diajukan|menyarankan|aspirasi|memerlukan)\b"
)
_OFF = AnyCase(r"\b(?:ditunda|dibatalkan|ditolak|batal|ditiadakan|tidak|belum|tak|bukan)\b")
_PROGRAMS = AnyCase(r"\b(?:program|kegiatan|agenda|rencana|bantuan|layanan|pelatihan)\b")
_PARTY_BY = {
    "oleh": "by", "dari": "from", "dr": "from", "bersama": "with", "bareng": "with", "dengan": "with", "dgn": "with", "melalui": "through",
    "dng": "with", "dg": "with", "lewat": "through", "kerjasama": "with", "sama": "with", "csr": "from", "ke": "to", "kepada": "to", "di": "at", "untuk": "for", "bagi": "for",
}  # fmt: skip


class Token(NamedTuple):
    """A word, mark or covered stretch of a sentence: characters of the document."""

    start: int
    end: int
    text: str
    low: str
    verb: Predicate | None
    is_verb: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may name an activity, what the record would call it, and its traits."""

    start: int
    end: int
    name: str
    traits: frozenset[str] = field(default_factory=frozenset)


def tokens(context: Context, start: int, end: int) -> Sequence[Token]:
    """Return the tokens of a sentence, worked out once a document; names of bodies, days and sums are one
    token each.
    """
    known = context.memo.setdefault("tokens", {})
    assert isinstance(known, dict)
    if (start, end) not in known:
        known[start, end] = tuple(_tokens(context, start, end))
    found: tuple[Token, ...] = known[start, end]
    return found


def _tokens(context: Context, start: int, end: int) -> Iterator[Token]:
    masked = covered(context, start, end)
    in_capitals = is_capitals(masked)
    opens = True
    for match in _TOKEN.finditer(masked):
        word = match.group().lower() if in_capitals else match.group()
        yield Token(start + match.start(), start + match.end(), word, *_word(word, opens))
        opens = False


@lru_cache(maxsize=20_000)
def _word(word: str, opens: bool) -> tuple[str, Predicate | None, bool]:
    """Return a word in small letters, what it says as a verb, and whether it is one; `opens` tells that
    it is the first of its sentence, whose capital says nothing.
    """
    low = word.casefold()
    known = predicate(low) if word[0].islower() or opens else None
    if low in _BARE_NOUNS:
        known = None
    is_verb = known is not None or (
        word.islower() and bool(_VERB.fullmatch(low)) and not _NO_VERB.fullmatch(low)
    )
    return low, known, is_verb


# Bare stems that are nouns as well: "bantu" is none of them.
_BARE_NOUNS = frozenset(("layani",))


def covered(context: Context, start: int, end: int) -> str:
    """Return a sentence with bodies and offices covered by `|`, days and sums by `#`."""
    text = context.masked(start, end, ("agencies", "offices"))
    marks = (m for group in ("dates", "times", "money") for m in context.marks(group, start, end))
    return overwritten(text, start, ((m.start, m.end, "#") for m in marks))


def cached_phrases(context: Context, start: int, end: int) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence in order, worked out once a document."""
    known = context.memo.setdefault("phrases", {})
    assert isinstance(known, dict)
    if (start, end) not in known:
        known[start, end] = tuple(_phrases(context, start, end))
    found: tuple[Phrase, ...] = known[start, end]
    return found


def _phrases(context: Context, start: int, end: int) -> Iterator[Phrase]:
    words = tokens(context, start, end)
    sentence = context.text[start:end]
    whole = set(_of_sentence(sentence, words))
    asks = _ASKS.search(sentence)
    before: frozenset[str] = frozenset()
    for first, last in _runs(words):
        traits = set(_of_phrase(context, words, first, last, before))
        traits.update(_together(traits))
        before = frozenset(t for t in traits if t.startswith("verb before:"))
        if asks is not None and start + asks.start() < words[first].start:
            traits.add("behind asking")
        name = _name(context, words, first, last)
        if name is None:
            continue
        traits |= whole
        yield Phrase(words[first].start, words[last - 1].end, name, frozenset(traits))


def _together(traits: set[str]) -> Iterator[str]:
    """Yield what two traits say together: the head with the verb, a lone word with its field."""
    heads = [t for t in ("head: none", "head: activity", "head: pe-an") if t in traits]
    head = heads[0] if heads else "head: other"
    for trait in tuple(traits):
        if trait.startswith(("verb ", "before:", "party:")):
            yield f"{head}, {trait}"
        if trait.startswith("words:"):
            yield f"{head}, {trait}"
            yield f"{'no field' if 'field: none' in traits else 'a field'}, {trait}"
        if trait.startswith("field:"):
            yield f"{head}, {trait}"


def _runs(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that are neither verbs nor words of relation."""
    at = 0
    while at < len(words):
        if not _in_phrase(words, at):
            at += 1
            continue
        first = at
        while (
            at < len(words)
            and at - first < _MOST
            and (_in_phrase(words, at) or _goes_on(words, first, at))
        ):
            at += 1
        last = at
        while (
            last > first
            and not _in_phrase(words, last - 1)
            and words[last - 1].low not in (")", '"', "”")
        ):
            last -= 1
        if any(c.isalpha() for t in words[first:last] for c in t.text):
            yield first, last
        at = max(at, first + 1)


def _in_phrase(words: Sequence[Token], at: int) -> bool:
    token = words[at]
    if token.text[0] in "|#" or not token.text[0].isalnum():
        return False
    if token.is_verb:
        return at > 0 and words[at - 1].low in _TRAINS and token.low.startswith("me")
    if token.low == "jalan":
        return at + 1 < len(words) and words[at + 1].low not in _AFTER_GOING
    if at > 0 and words[at - 1].low in _EACH:
        return False
    return token.low not in _ENDS


# Behind these stands how often: "tiap pekan 300 botol susu".
_EACH = frozenset(("tiap", "setiap"))
# "Bank sampah jalan tiap Sabtu": what goes on, and no road.
_AFTER_GOING = frozenset(("tiap", "setiap", "terus", "rutin", "tetap", "lagi", "#", "."))


def _goes_on(words: Sequence[Token], first: int, at: int) -> bool:
    """Tell whether a phrase goes on over a word of relation, a bracket or a name in quotes."""
    token = words[at]
    size = at - first
    follows = at + 1 < len(words) and _in_phrase(words, at + 1)
    if token.text in _QUOTES | {"("} and follows and size >= 1:
        closing = next(
            (i for i in range(at + 1, min(at + 6, len(words))) if words[i].text in '”")'), None
        )
        return closing is not None and words[at + 1].text[0].isupper()
    if token.text in _QUOTES | {")"} and size >= 2:
        return any(t.text in '“"(' for t in words[first:at])
    if token.text == "." and follows and size >= 1:
        return words[at - 1].low in _STREETS  # "drainase Gg. Sekolah"
    if token.low in ("untuk", "utk", "bagi", "di", "dari", "dalam") and follows:
        return size <= 2
    if token.low == "dan" and follows and size >= 1:
        word = words[at + 1].low
        return not (_is_activity(word) or word in _NO_HEADS) and size <= 3
    return False


_STREETS = frozenset(("gg", "jl", "jln", "lr", "lrg", "jend", "kp", "no", "kel", "ds", "dsn", "st"))


def _is_activity(low: str) -> bool:
    return low in _NOUNS or _PE_AN.fullmatch(low) is not None


_PE_AN = re.compile(r"pe[a-z]{4,}an")


def _name(context: Context, words: Sequence[Token], first: int, last: int) -> str | None:
    name = " ".join(context.text[words[first].start : words[last - 1].end].split())
    verb = _verb_before(words, first)
    if (
        verb is not None
        and verb.voice is Voice.ACTIVE
        and {Says.MAKE, Says.WORK} & set(verb.says)
        and Says.GIVE not in verb.says
    ):
        noun = noun_of(f"di{verb.stem}")
        if (noun is not None and not _is_activity(words[first].low)) or words[first].low in (
            "jalan",
            "rumah",
            "jembatan",
        ):
            return f"{noun} {name}" if noun else name
    if verb is not None and Says.TEACH in verb.says and not _is_activity(words[first].low):
        return f"pelatihan {name}"
    if (to_be := _to_be_made(words, last)) is not None and not _is_activity(words[first].low):
        return f"{to_be} {name}"
    if len(name) < 3:
        return None
    return name


def _to_be_made(words: Sequence[Token], last: int) -> str | None:
    """Return the noun of what will be done to a thing: "300 bibit yang akan ditanam" is their planting."""
    if last >= len(words) or words[last].low not in ("yang", "yg"):
        return None
    at = last + 1
    while at < min(len(words), last + _MOST) and words[at].low in _BETWEEN:
        at += 1
    verb = words[at].verb if at < len(words) else None
    if verb is None or verb.voice is Voice.ACTIVE or at == last + 1:
        return None
    made = {Says.MAKE, Says.WORK} & set(verb.says) and Says.GIVE not in verb.says
    return noun_of(f"di{verb.stem}") if made else None


def _verb_before(words: Sequence[Token], first: int) -> Predicate | None:
    at = first - 1
    while at >= 0 and first - at < _MOST and words[at].low in _BETWEEN:
        at -= 1
    return words[at].verb if at >= 0 else None


def saying(verb: Predicate | None, is_verb: bool) -> str:
    """Return what a verb says, in which voice; `other` for one that is not in the table."""
    if verb is None:
        return "other" if is_verb else "none"
    ranks = (
        Says.ASK,
        Says.SAY,
        Says.DECIDE,
        Says.ORDER,
        Says.JOIN,
        Says.TEACH,
        Says.GIVE,
        Says.FUND,
        Says.HELP,
        Says.RUN,
        Says.WORK,
        Says.MAKE,
        Says.HOLD,
    )
    kind = next(k for k in ranks if k in verb.says)
    if kind is Says.WORK:
        kind = Says.MAKE
    return f"{kind.value} {verb.voice.value}"


def _of_sentence(sentence: str, words: Sequence[Token]) -> Iterator[str]:
    if _WILL.search(sentence):
        yield "will"
    if _ASKS.search(sentence):
        yield "asks"
    if _OFF.search(sentence):
        yield "negated"
    if any(t.text[0] == "#" for t in words):
        yield "day or sum"
    if sentence.startswith(("“", '"')):
        yield "quoted"
    if sentence.rstrip(' ”"').endswith("?"):
        yield "question"
    if _PROGRAMS.search(sentence):
        yield "speaks of programmes"
    bodies = sum(t.text[0] == "|" for t in words)
    yield f"bodies: {min(bodies, 3)}"


def _of_phrase(
    context: Context, words: Sequence[Token], first: int, last: int, inherited: frozenset[str]
) -> Iterator[str]:
    head = words[first]
    low = head.low
    content = [t for t in words[first:last] if t.text[0].isalnum()]
    numbers = low[0].isdigit() or low in _COUNTS
    if numbers and len(content) > 1:
        low = next((t.low for t in content if not t.low[0].isdigit() and t.low not in _COUNTS), low)
        yield "counted"
    name = " ".join(t.text for t in content)
    kind, sure = program_type(name)
    yield f"field: {'none' if sure <= 0 else 'weak' if sure < 0.6 else 'sure'}"
    yield f"kind: {kind.value}"
    if _PE_AN.fullmatch(low):
        yield "head: pe-an"
    if low in _NOUNS:
        yield "head: activity"
    if low in _NO_HEADS or low in _PEOPLE:
        yield "head: none"
    if program_type(low)[1] > 0:
        yield "head: of a field"
    if low.endswith("nya"):
        yield "head: its"
    yield f"words: {min(len(content), 4)}"
    if name.casefold() in _ALONE:
        yield "an activity by itself"
    capitals = sum(t.text[0].isupper() for t in content)
    if capitals == len(content) and len(content) > 1:
        yield "capitals: all"
    elif head.text[0].isupper():
        yield "capitals: first"
    elif capitals:
        yield "capitals: some"
    if any(t.text[0] in '“"(' for t in words[first:last]):
        yield "a name in it"
    for group in ("names", "places", "wards", "quantities"):
        if context.has(group, head.start, words[last - 1].end):
            yield f"holds: {group}"
    yield from _before(words, first, inherited)
    yield from _behind(words, last)


def _before(words: Sequence[Token], first: int, inherited: frozenset[str]) -> Iterator[str]:
    at = first - 1
    while at >= 0 and first - at < _MOST and words[at].low in _BETWEEN:
        at -= 1
    if at < 0:
        yield "before: start"
        return
    token = words[at]
    if token.is_verb:
        yield f"verb before: {saying(token.verb, True)}"
        if _subject(words, at):
            yield "a body does it"
    elif token.low in _JOINS:
        yield "before: joined"
        yield from inherited
    elif token.text[0] == "|":
        yield "before: body"
    elif token.low in ("program", "kegiatan", "layanan", "agenda"):
        yield "before: program"
    elif token.low in (
        "ada",
        "adanya",
        "berupa",
        "yakni",
        "yaitu",
        "meliputi",
        ":",
        "berjudul",
        "bertajuk",
    ):
        yield "before: there is"
    elif token.low in ("soal", "tentang", "mengenai", "terkait", "perda", "selain"):
        yield "before: about"
    elif token.low in _PARTY_BY:
        yield f"before: {_PARTY_BY[token.low]}"
    elif token.text in _QUOTES:
        yield "before: quote"
    elif not token.text[0].isalnum():
        yield "before: mark"
    else:
        yield "before: word"


def _subject(words: Sequence[Token], verb: int) -> bool:
    """Tell whether a body stands before a verb, but for words of time and manner."""
    at = verb - 1
    while at >= 0 and verb - at < _MOST and (words[at].low in _BETWEEN or words[at].text == ","):
        at -= 1
    return at >= 0 and words[at].text[0] == "|"


def _behind(words: Sequence[Token], last: int) -> Iterator[str]:
    at = last
    while at < min(len(words), last + _MOST) and words[at].low in _BETWEEN:
        at += 1
    if at >= len(words):
        yield "behind: end"
        yield from ()
        return
    token = words[at]
    if token.is_verb:
        yield f"verb behind: {saying(token.verb, True)}"
        if at + 1 < len(words) and (
            words[at + 1].text[0] == "|"
            or (
                at + 2 < len(words)
                and words[at + 1].low in _PARTY_BY
                and words[at + 2].text[0] == "|"
            )
        ):
            yield "verb behind has a body"
    elif token.low in _PARTY_BY:
        body = any(words[i].text[0] == "|" for i in range(at + 1, min(at + 3, len(words))))
        yield f"behind: {_PARTY_BY[token.low]}{' body' if body else ''}"
    elif token.low in _JOINS:
        yield "behind: comma" if token.text == "," else "behind: joined"
    elif token.text[0] == "|":
        yield "behind: body"
    elif token.text[0] == "#":
        yield "behind: day or sum"
    elif token.low == "jalan":
        yield "verb behind: run active"
    elif not token.text[0].isalnum():
        yield "behind: mark"
    else:
        yield "behind: word"
    # Who does it, within the clause.
    for i in range(at, min(at + 14, len(words) - 1)):
        if words[i].text in (";", "."):
            break
        if words[i].text[0] == "|":
            before = words[i - 1]
            if before.low in (
                "oleh",
                "dari",
                "bersama",
                "dengan",
                "dgn",
                "melalui",
                "lewat",
                "bareng",
                "dr",
                "csr",
            ):
                yield f"party: {_PARTY_BY[before.low]}"
                break
            if before.verb is not None:
                yield f"party: {saying(before.verb, True)}"
                break

"""Made lines of community-government papers with their persons, bodies and places marked.

They are written by a grammar, for training a recognizer of names where no labelled papers exist. The
grammar lies in `made_data/*.toml`: `[words]` are lists of words, `[rules]` are lists of forms. In a form
`{x}` is one of the forms or words of x, `[a|b]` is a or b, and "3* " in front makes it three times as
frequent. A rule in capitals is labelled by its first three letters (`PER`, `ORG`, `LOC`); what is
labelled inside a labelled rule is part of it. `{x^}` begins with a capital, `{x!}` is all in capitals.

Labels: PER is the bare name, without address, rank, religious title or degree, with noble titles and
bin; ORG a body with its place, and a territory that acts or heads a letter; LOC a place with the word
for its level, and the bare place behind an office.
"""

import itertools
import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from models.indonesian import gazetteers
from models.recognizer.made_noise import disturb
from models.values.tables import read_words

Span = tuple[int, int, str]
Line = tuple[str, list[Span]]

GAP = "\x1f"  # a blank that stays where several stand together: columns, signature blocks
_NO_BODIES = frozenset(
    {
        *("OPD", "SKPD", "SKPA", "SKPK", "Perangkat Daerah", "Organisasi Perangkat Daerah"),
        *("Satuan Kerja Perangkat Daerah", "Satuan Kerja Perangkat Kabupaten"),
    }
)
"""Words for bodies in general, which the table of heads holds beside the names of bodies."""
_FREQUENCY = re.compile(r"^(\d+)\* ")
_MARKS = re.compile(r"(\{[^{}]*\}|[\[\]|])")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def made_sentences(seed: int, count: int) -> Iterator[Line]:
    """Give `count` lines, no two with the same text, the same for the same seed.

    A line is its text and its spans (first character, last exclusive, label), in order, none
    overlapping, none beginning or ending with a blank.
    """
    rng = random.Random(seed)
    seen: set[str] = set()
    while len(seen) < count:
        text, spans = disturb(_tidy(*_write(rng)), rng)
        if text and text not in seen:
            seen.add(text)
            yield text, spans


@dataclass(slots=True)
class _Form:
    """One form of a rule: its parts in order, texts, references and choices."""

    parts: list["str | _Ref | list[_Form]"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ref:
    name: str
    shape: str


class _Writer:
    """The text being written, and the spans of its labelled parts."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.text = ""
        self.spans: list[Span] = []
        self.inside = False

    def write(self, form: _Form) -> None:
        for part in form.parts:
            if isinstance(part, str):
                self.text += part
            elif isinstance(part, _Ref):
                self.refer(part)
            else:
                self.write(self.rng.choice(part))

    def refer(self, ref: _Ref) -> None:
        start = len(self.text)
        label = ref.name[:3] if ref.name[:3].isupper() and not self.inside else ""
        self.inside = self.inside or bool(label)
        made = _counted(ref.name, self.rng)
        if made is not None:
            self.text += made
        elif ref.name in (grammar := _grammar()).rules:
            forms, weights = grammar.rules[ref.name]
            self.write(self.rng.choices(forms, weights)[0])
        else:
            self.text += self.rng.choice(grammar.words[ref.name])
        written = self.text[start:]
        if ref.shape == "!":
            self.text = self.text[:start] + _capitals(written)
        elif ref.shape == "^":
            self.text = self.text[:start] + written[:1].upper() + written[1:]
        if label:
            self.inside = False
            first = start + len(written) - len(written.lstrip())
            last = start + len(written.rstrip())
            if first < last:
                self.spans.append((first, last, label))


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, tuple[list[_Form], list[int]]]


def _write(rng: random.Random) -> Line:
    writer = _Writer(rng)
    writer.refer(_Ref("line", ""))
    return writer.text, writer.spans


def _capitals(text: str) -> str:
    """Capitals, letter for letter, so that spans stay where they are."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _tidy(text: str, spans: list[Span]) -> Line:
    """Drop doubled blanks and those at the ends and before commas; spans follow."""
    kept: list[int] = []
    for i, c in enumerate(text):
        if c == " " and (
            not kept or text[kept[-1]] in " \t\x1f" or text[i + 1 : i + 2] in ("", " ", ",", "\t")
        ):
            continue
        kept.append(i)
    where = {old: new for new, old in enumerate(kept)}
    moved = [(where[a], where[b - 1] + 1, label) for a, b, label in spans]
    plain = "".join(" " if text[i] == GAP else text[i] for i in kept)
    return plain.rstrip(), moved


def _counted(name: str, rng: random.Random) -> str | None:
    """Give a number, a date's part or a mark, None where the name means a rule or a list."""
    make = _COUNTED.get(name)
    return make(rng) if make else None


_COUNTED: Mapping[str, Callable[[random.Random], str]] = {
    "n": lambda rng: str(rng.randint(1, 9)),
    "n2": lambda rng: rng.choice(("{}", "{:02}", "{:02}", "{:03}")).format(rng.randint(1, 20)),
    "n12": lambda rng: str(rng.randint(1, 12)),
    "n31": lambda rng: rng.choice(("{}", "{:02}")).format(rng.randint(1, 31)),
    "nn": lambda rng: str(rng.randint(10, 99)),
    "nn3": lambda rng: str(rng.randint(100, 999)),
    "nn4": lambda rng: str(rng.randint(1000, 9999)),
    "year": lambda rng: str(rng.randint(2005, 2027)),
    "roman": lambda rng: rng.choice(_ROMAN),
    "tab": lambda rng: "\t",
    "bar": lambda rng: "|",
    "gap": lambda rng: GAP * rng.randint(3, 24),
}


@cache
def _grammar() -> _Grammar:
    """Read the grammar once; ValueError for a form that names what is not there."""
    words = dict(_pools())
    rules: dict[str, tuple[list[_Form], list[int]]] = {}
    for path in sorted(files("models.recognizer").joinpath("made_data").iterdir(), key=str):
        if not path.name.endswith(".toml"):
            continue
        told = tomllib.loads(path.read_text("utf-8"))
        for name, text in told.get("words", {}).items():
            words[name] = tuple(word.replace("_", " ") for word in text.split())
        for name, forms in told.get("rules", {}).items():
            counts = [_FREQUENCY.match(form) for form in forms]
            rules[name] = (
                [
                    _parse(form[hit.end() if hit else 0 :])
                    for form, hit in zip(forms, counts, strict=True)
                ],
                [int(hit[1]) if hit else 1 for hit in counts],
            )
    lost = {
        ref.name
        for forms, _ in rules.values()
        for ref in itertools.chain.from_iterable(map(_references, forms))
        if ref.name not in words and ref.name not in rules and ref.name not in _COUNTED
    }
    if lost:
        raise ValueError(f"forms name what is not there: {', '.join(sorted(lost))}")
    return _Grammar(words, rules)


def _parse(form: str) -> _Form:
    """Read one form into its parts."""
    open_forms = [_Form()]  # the form being read, in it the choices not yet closed
    open_choices: list[list[_Form]] = []
    for mark in _MARKS.split(form):
        if mark == "[":
            open_choices.append([])
            open_forms.append(_Form())
        elif mark == "|" and open_choices:
            open_choices[-1].append(open_forms.pop())
            open_forms.append(_Form())
        elif mark == "]":
            choice = open_choices.pop()
            choice.append(open_forms.pop())
            open_forms[-1].parts.append(choice)
        elif mark.startswith("{"):
            name = mark[1:-1].rstrip("!^")
            open_forms[-1].parts.append(_Ref(name, mark[1 + len(name) : -1]))
        elif mark:
            open_forms[-1].parts.append(mark)
    if open_choices:
        raise ValueError(f"a choice is not closed: {form}")
    return open_forms[0]


def _references(form: _Form) -> Iterator[_Ref]:
    for part in form.parts:
        if isinstance(part, _Ref):
            yield part
        elif isinstance(part, list):
            for one in part:
                yield from _references(one)


def _pools() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Lists that the project has anyway: heads of bodies, regions, degrees, ranks, words of names."""
    regions = gazetteers.regions()
    yield "regency", tuple(one.name for one in regions if one.province)
    yield "province", tuple(one.name for one in regions if not one.province)
    for kind in ("dinas", "badan", "bagian", "pusat"):
        heads = [
            one for one in gazetteers.agency_heads() if one.kind == kind and not one.needs_name
        ]
        forms = dict.fromkeys(form for one in heads for form in one.forms)
        yield kind, tuple(form for form in forms if form not in _NO_BODIES)
    yield (
        "degree",
        tuple(form for one in gazetteers.degrees() if not one.before for form in one.forms),
    )
    ranks = gazetteers.honorifics()
    for pool, group in (("rank_police", "polisi"), ("rank_army", "tentara")):
        yield pool, tuple(form for one in ranks if one.group == group for form in one.forms)
    yield "known", tuple(sorted(_as_name(word) for word in read_words("given_names.txt")))


def _as_name(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))

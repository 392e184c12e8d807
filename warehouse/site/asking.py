"""What somebody typed, as a question to the full-text index that is always well formed.

Words are stems (warehouse.stems), all of them wanted; what stands in quotation marks, or is written
together (RT 02/RW 05, Rp45.000.000, rembug-warga), is wanted side by side. No sign is an operator.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from models.values.lexicon import degrees, honorifics
from models.values.numbers import roman
from warehouse.site.abbreviations import longest, others
from warehouse.site.written import written
from warehouse.stems import stems

_MOST_WORDS = 24
_QUOTED = re.compile(r'["“”«»]([^"“”«»]*)["“”«»]')
_WARDS = frozenset({"rt", "rw", "rk"})
_HIGHEST = 39
"""The highest number of a neighbourhood that is looked for in Roman figures too."""
_GLUE = frozenset({"rt", "rw", "rk", "rp", "no", "nomor"})
"""Words whose number belongs to them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: groups that are all wanted, each a choice of phrases, each phrase some stems."""

    groups: tuple[tuple[tuple[str, ...], ...], ...]
    words: tuple[str, ...]
    """The words as typed, for indexes of names, which hold no stems."""
    forms: tuple[str, ...] = ()
    """Other ways to write a sum or a day that was asked for."""

    def match(self, column: str = "stems") -> str:
        """Return the question in FTS5's language."""
        told = " AND ".join(
            "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in group) + ")"
            for group in self.groups
        )
        return f"{{{column}}} : ({told})"

    def match_some(self, column: str = "stems") -> str:
        """Return the question for whatever has one of the parts at least."""
        told = " OR ".join(f'"{" ".join(phrase)}"' for phrase in self.parts)
        return f"{{{column}}} : ({told})"

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Return what may be had without the rest: each phrase; of "RT 02/RW 05" the RT and the RW."""
        phrases = (phrase for group in self.groups for phrase in group)
        return tuple(part for phrase in phrases for part in _wards(phrase))

    def match_names(self) -> str:
        """Return the question for names: each word begins one; numbers with and without zeros. Titles
        and degrees are not asked for where more was typed: a document may leave them out.
        """
        wanted = tuple(word for word in self.words if word not in _titles()) or self.words
        return " AND ".join(f"({' OR '.join(_spelled(word))})" for word in wanted)

    @property
    def wanted(self) -> frozenset[str]:
        """Return every stem that is part of an answer."""
        return frozenset(s for group in self.groups for phrase in group for s in phrase)


def _wards(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return a phrase parted where another neighbourhood begins."""
    at = [0, *(i for i in range(1, len(phrase)) if phrase[i] in _WARDS), len(phrase)]
    return [phrase[a:b] for a, b in pairwise(at)]


@cache
def _titles() -> frozenset[str]:
    """Return the pieces of titles and degrees as words of a question."""
    forms = [form for d in degrees() for form in d.forms]
    forms += [form for h in honorifics() for form in h.forms]
    return frozenset(piece for form in forms for piece in re.findall(r"[^\W\d_]+", form.casefold()))


def _spelled(word: str) -> list[str]:
    if not word.isdigit():
        return [f'"{word}"*']
    plain = word.lstrip("0") or "0"
    return [f'"{plain.zfill(width)}"' for width in (1, 2, 3)]


def read_question(text: str) -> Asked | None:
    """Return the question, None where no word is asked for.

    >>> read_question('RT 02/RW 05').match()
    '{stems} : (("rt 2 rw 5"))'
    >>> read_question('membangun "karang taruna"').match()
    '{stems} : (("bangun") AND ("karang taruna"))'
    >>> read_question('"'), read_question("  "), read_question("* - NEAR(").words
    (None, None, ('near',))
    """
    groups: list[tuple[tuple[str, ...], ...]] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        groups += _plain(text[at : quoted.start()])
        phrase = tuple(s.stem for s in stems(quoted[1]))
        if phrase:
            groups.append((phrase,))
        at = quoted.end()
    groups += _plain(text[at:])
    if not groups:
        return None
    plain = re.sub(r"[^\w]+", " ", text).replace("_", " ").casefold().split()
    names = tuple(w for part in plain for w in re.findall(r"[^\W\d]+|\d+", part))[:_MOST_WORDS]
    forms = tuple(other for stretch in written(text) for other in stretch.others)
    return Asked(tuple(groups[:_MOST_WORDS]), names, forms)


def _plain(text: str) -> list[tuple[tuple[str, ...], ...]]:
    """Return the groups of what stands outside quotation marks."""
    groups: list[tuple[tuple[str, ...], ...]] = []
    at = 0
    for stretch in written(text):
        groups += _groups(_units(text[at : stretch.start]))
        groups.append(stretch.phrases)
        at = stretch.end
    return groups + _groups(_units(text[at:]))


def _units(text: str) -> list[tuple[str, ...]]:
    """Return what is wanted side by side: what no blank parts, and RT or RW with its number."""
    found: list[tuple[str, ...]] = []
    for piece in text.split():
        unit = tuple(s.stem for s in stems(piece))[:_MOST_WORDS]
        if not unit:
            continue
        if found and found[-1][-1] in _GLUE and unit[0].isdigit():
            found[-1] = (*found[-1], *unit)
        else:
            found.append(unit)
    return found


def _groups(units: list[tuple[str, ...]]) -> list[tuple[tuple[str, ...], ...]]:
    """Return each unit with its other forms; a long form may stretch over several units."""
    groups: list[tuple[tuple[str, ...], ...]] = []
    at = 0
    while at < len(units):
        width, same = _known(units, at)
        own = tuple(s for unit in units[at : at + width] for s in unit)
        groups.append((own, *same, *_numbered(own)))
        at += width
    return groups


def _numbered(own: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return a neighbourhood with its number as the Romans wrote it: "RW 5" is "RW V" too."""
    if len(own) != 2 or own[0] not in _WARDS or not own[1].isdigit():
        return ()
    number = int(own[1])
    return ((own[0], roman(number).casefold()),) if 0 < number <= _HIGHEST else ()


def _known(units: list[tuple[str, ...]], at: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Return how many units from here are one known form, and its other forms; one unit if none is."""
    for width in range(min(longest(), len(units) - at), 0, -1):
        form = tuple(s for unit in units[at : at + width] for s in unit)
        same = others().get(form)
        if same:
            return width, same
    return 1, ()

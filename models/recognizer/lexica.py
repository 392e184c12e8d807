"""What the project's lists know of words, for the recognizer: given names, heads, offices, places."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from models.indonesian import gazetteers
from models.indonesian.words import fold
from models.recognizer.segments import raw_tokens

_MARKS = str.maketrans({"/": " / ", ",": " , ", "(": " ( ", ")": " ) ", ".": " "})


class Lexica:
    """Sets of single words, and phrases of several kinds."""

    def __init__(self) -> None:
        self._sets = {
            "given": gazetteers.given_names(),
            "common": gazetteers.common_words(),
            "tier": _tiers(),
            "street": gazetteers.word_set("street_words"),
            "address": frozenset(
                fold(f) for h in gazetteers.honorifics() if not h.kept for f in h.forms
            ),
            "rank": frozenset(fold(f) for h in gazetteers.honorifics() if h.kept for f in h.forms),
            "degree": frozenset(
                fold(f).replace(".", "") for d in gazetteers.degrees() for f in d.forms
            ),
            "head": frozenset(fold(f) for f in _heads() if " " not in f),
            "office": frozenset(
                fold(f) for o in gazetteers.offices() for f in o.forms if " " not in f
            ),
            "region": frozenset(
                fold(w) for r in gazetteers.regions() for w in r.name.split() if len(w) > 3
            ),
        }
        self._told = frozenset(self._sets)  # kinds that joined features tell apart
        self._sets |= _words_of_kinds()
        self._cache: dict[str, tuple[str, ...]] = {}
        # By first word, then by number of words, longest first: a few look-ups for each word.
        self._phrases: dict[str, dict[int, dict[tuple[str, ...], str]]] = {}
        for name in (r.name for r in gazetteers.regions()):
            self._add(name, "region")
        for form in _heads():
            self._add(form, "head")
        for office in gazetteers.offices():
            for form in office.forms:
                self._add(form, "office")
        for kind, name in _world():
            self._add_words(tuple(fold(word) for word, _ in raw_tokens(name) if word.strip()), kind)
        for first, sizes in self._phrases.items():
            self._phrases[first] = dict(sorted(sizes.items(), reverse=True))

    def _add(self, phrase: str, kind: str) -> None:
        self._add_words(tuple(fold(w) for w in phrase.translate(_MARKS).split()), kind)

    def _add_words(self, words: tuple[str, ...], kind: str) -> None:
        if words and len(words) <= 8:
            known = self._phrases.setdefault(words[0], {}).setdefault(len(words), {})
            known.setdefault(words, kind)

    def of(self, word: str) -> tuple[str, ...]:
        """Return the names of the lists that hold a word."""
        found = self._cache.get(word)
        if found is None:
            low = fold(word)
            bare = low.replace(".", "")
            found = tuple(
                name
                for name, words in self._sets.items()
                if (bare if name == "degree" else low) in words
            )
            if len(self._cache) > 50_000:
                self._cache.clear()
            self._cache[word] = found
        return found

    def main(self, word: str) -> str:
        """Return the lists that hold a word as one string, without those of the world."""
        return "".join(k[0] + k[-1] for k in self.of(word) if k in self._told)

    def phrases(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield first, last (exclusive) and kind of the longest phrase that begins at each word."""
        lows = [fold(w) for w in words]
        for i, low in enumerate(lows):
            known = self._phrases.get(low)
            if known is None:
                continue
            for size, phrases in known.items():
                kind = phrases.get((low,) if size == 1 else tuple(lows[i : i + size]))
                if kind is not None:
                    yield i, i + size, kind
                    break


def _world() -> Iterator[tuple[str, str]]:
    """Yield kind and name of what news speaks of: countries, cities, parties, bodies, companies, clubs."""
    lines = (files("models.recognizer") / "world.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            kind, _, name = line.partition("\t")
            yield kind, name


def _words_of_kinds() -> dict[str, frozenset[str]]:
    """Return the words that say of what kind a name is."""
    text = (files("models.recognizer") / "world_words.toml").read_text("utf-8")
    kinds: dict[str, str] = tomllib.loads(text)["words"]
    return {kind: frozenset(map(fold, words.split())) for kind, words in kinds.items()}


def _heads() -> Iterator[str]:
    for row in gazetteers.agency_heads():
        yield from row.forms


@cache
def lexica() -> Lexica:
    """Return the lexica of this process."""
    return Lexica()


def _tiers() -> frozenset[str]:
    """Return the words that say of what level a place is."""
    lines = (files("models.recognizer") / "tiers.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

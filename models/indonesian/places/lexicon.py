"""The names of places that a document proves, by level, and how they are spelled."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from models.indonesian.area import Area
from models.indonesian.places.levels import DEPTHS, Level
from models.values.agency import squeeze


@dataclass(frozen=True)
class Lexicon:
    """The names that the document proves, by level, each with how often; `kinds` remembers whether
    a name is a Kota or a Kabupaten, a Kelurahan or a Desa.
    """

    names: dict[Level, Counter[str]] = field(default_factory=dict)
    kinds: dict[tuple[Level, str], Counter[str]] = field(default_factory=dict)
    bare: set[int] = field(default_factory=set)
    """The level words behind which a person's name stands and no place's: "Sekretaris Desa Olga"."""
    index: dict[Level, dict[str, list[str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    seen: dict[Level, int] = field(default_factory=dict, repr=False, compare=False)
    """How many names of a level `index` holds already."""
    area: Area = field(default_factory=Area, compare=False)
    """The official places of the document's own kabupaten, where a list was imported."""

    def knows(self, name: str, level: Level | None = None) -> bool:
        """Tell whether this name, spaces and case aside, is proven (on this level), by the document
        or by the official list of its kabupaten.
        """
        key = squeeze(name)
        levels = [level] if level else list(self.names)
        if any(key in self._squeezed(each) for each in levels):
            return True
        if not self.area:
            return False
        if level is None:
            return self.area.proves(name)
        return level in DEPTHS and self.area.proves(name, (DEPTHS[level],))

    def spelled(self, name: str, level: Level | None = None) -> str:
        """Return the most frequent spelling of a known name, else the name itself."""
        key = squeeze(name)
        best: Counter[str] = Counter()
        for each in [level] if level else list(self.names):
            for known in self._squeezed(each).get(key, ()):
                # A spelling with its blanks is the fuller one: Panggung Rawi, not Panggungrawi.
                best[known] += self.names[each][known] + (0.5 if " " in known else 0)  # type: ignore[assignment]
        told = max(best, key=lambda n: (best[n], n)) if best else name
        return (self.area.spelled(told) or told) if self.area else told

    def _squeezed(self, level: Level) -> dict[str, list[str]]:
        """Return the spellings of a level's names by their letters; names are only ever added."""
        index = self.index.setdefault(level, {})
        names: Counter[str] = self.names.get(level, Counter())
        for name in islice(names, self.seen.get(level, 0), None):
            index.setdefault(squeeze(name), []).append(name)
        self.seen[level] = len(names)
        return index

    def kind(self, level: Level, name: str) -> str | None:
        """Return the word for its level that stands before this name most often."""
        counts = self.kinds.get((level, squeeze(name)))
        if counts:
            return counts.most_common(1)[0][0]
        return self.area.kind(name, DEPTHS[level]) if self.area and level in DEPTHS else None

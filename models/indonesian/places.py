"""Places as the document itself proves them: "Kelurahan X," and where X ends.

A name that stands behind its level word and is ended by a mark, a small letter or another
level word is proven. Proven names then tell, in runs such as "Lurah Panggung Rawi Mulyadi", where
the place ends and the person begins.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from models.indonesian.area import Area, area_of
from models.indonesian.gazetteers import region_forms, tiers, word_set
from models.indonesian.index import index
from models.indonesian.parting import place_length, shares
from models.indonesian.words import BREAK, TAB, Words, fold
from models.values.agency import squeeze
from models.values.date_patterns import MONTHS, WEEKDAYS
from models.values.wilayah import NO_WILAYAH, Depth, Wilayah

_ROMAN = re.compile(r"^[IVX]{1,5}$")
_BUILT_AS_VERB = re.compile(r"(?:di|me[mnr]|be[rl]|ter)[a-z]{4,}")
_INITIAL = re.compile(r"[A-Z]\.")
_SUM = re.compile(r"Rp\.?\d")


class Level(StrEnum):
    """The tiers that the record tells apart; each holds its regional names."""

    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    KOTA = "kota"
    PROVINSI = "provinsi"
    DUSUN = "dusun"


DEPTHS = {
    Level.KELURAHAN: Depth.KELURAHAN,
    Level.KECAMATAN: Depth.KECAMATAN,
    Level.KOTA: Depth.KOTA,
    Level.PROVINSI: Depth.PROVINSI,
}
"""The tiers of the official list that the record's tiers are."""

LEVEL_WORDS: dict[str, tuple[Level, str]] = {
    word: (Level(tier.level), tier.name) for tier in tiers() for word in tier.words
}
# Words that qualify a place's name and are everyday words too.
PLACE_WORDS = word_set("place_words")
_GLUE = {"administrasi", "adm"}  # "Kota Administrasi Jakarta Selatan"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written: words `first` to `last` (exclusive), the level word included."""

    level: Level
    kind: str
    name: str
    first: int
    last: int

    @property
    def full(self) -> str:
        """Return the name with its level: "Kelurahan Cimuncang", "Kota Serang"."""
        return f"{self.kind} {self.name}"


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


def is_name_word(words: Words, i: int) -> bool:
    """Tell whether the word may be part of a proper name on its line."""
    word = words.at(i)
    if not word[0].isupper() or not word[0].isalpha() or _SUM.match(word):
        return False
    low = words.low(i)
    known = index()
    if low in LEVEL_WORDS or low in known.stop_words or _is_verb(low):
        return False
    return low not in known.common_words or (words.shouted[i] and low not in known.heading_words)


def run_end(words: Words, i: int, limit: int = 4, *, strict: bool = False) -> int:
    """Return the end (exclusive) of the run of name words that begins at `i`; `strict` takes no
    everyday word as its first.
    """
    end = i
    if words.at(i) == "I" and words.low(i + 1) in index().given_names:
        return i  # "Bendesa Adat I Nyoman Rai"
    if begins_person(words, i) or _is_addressed(words, i):
        return i  # "Ketua Bamus Nagari Hj. Mardiyah"
    if opens_name(words, i):
        end = i + 1
    while end < len(words) and end - i < limit and words.lower[end] not in _CUTS:
        if end > i and len(words.lower[end]) == 1 and not _ROMAN.match(words.text[end]):
            break  # an initial begins a person's name: "Lurah Pekauman M. Noor"
        if end > i and words.text[end] == "I" and words.low(end + 1) in index().given_names:
            break  # so does the article of a Balinese one: "Lurah Sesetan I Gede Suardana"
        if end > i and (
            begins_person(words, end)
            or _is_addressed(words, end)
            or (end == i + 1 and _is_number(words, i) and not _is_numbered(words, end))
        ):
            break
        odd = not (strict and end == i) and _odd_name_word(words, end, i)
        if words.lower[end] in _NO_PLACES or not (is_name_word(words, end) or odd):
            break
        end += 1
    return end + (end > i and is_central(words, end))


def is_central(words: Words, i: int) -> bool:
    """Tell whether "Kota" ends a name that another district shares: "Camat Samarinda Kota, Anis"."""
    if words.low(i) != "kota" or not words.capital[i] or words.shouted[i]:
        return False
    follower = words.at(i + 1)
    return follower not in (BREAK, TAB) and (
        not follower[0].isupper() or begins_person(words, i + 1)
    )


def opens_name(words: Words, i: int) -> bool:
    """Tell whether a level word is the first word of the name of a wider place: "Kelurahan Banjar
    Tengah", "Camat Kota Masohi".
    """
    if words.low(i) not in _IN_NAMES or not words.at(i)[0].isupper():
        return False
    follower = words.at(i + 1)
    low = words.low(i + 1)
    everyday = low in index().stop_words and low not in PLACE_WORDS
    if not follower[0].isupper() or low in LEVEL_WORDS or everyday:
        return False
    before = words.low(i - 1) if words.at(i - 1) != "." else words.low(i - 2)
    if before not in LEVEL_WORDS and before not in _PLACE_CHIEFS:
        return False
    return words.low(i) != "kota" or not is_region(words, i + 1, min(i + 3, len(words)))


def _is_numbered(words: Words, i: int) -> bool:
    """Tell whether a word of places goes on behind a number: "Kecamatan IV Koto"."""
    return words.low(i) in PLACE_WORDS and words.at(i)[0].isupper()


def _is_number(words: Words, i: int) -> bool:
    """Tell whether a place is only numbered: "Lingkungan VI", "Jaga III"."""
    return len(words.text[i]) > 1 and _ROMAN.match(words.text[i]) is not None


def begins_person(words: Words, i: int) -> bool:
    """Tell whether a title, a rank, a short form of address or an initial stands here: Serda, Hj.,
    Sdr., "M. Noor".
    """
    low, known = words.low(i), index()
    if _INITIAL.fullmatch(words.at(i)) and words.at(i + 1)[0].isupper():
        return True
    if low == "h" and words.at(i + 1)[:1].isupper() and len(words.at(i + 1)) > 2:
        return True  # "Ketua LPM H Dede Rukmana"
    if low in known.titles:
        return low not in known.name_titles and low not in PLACE_WORDS and len(low) > 1
    return low in known.honorifics and (words.at(i + 1) == "." or words.at(i).endswith("."))


def _is_addressed(words: Words, i: int) -> bool:
    """Tell whether somebody is addressed here with a word that is in no place's name: "Kepala Kampung
    Bapa Sefanya Wally".
    """
    low = words.low(i)
    return low in index().honorifics and low not in _ADDRESSES and words.at(i + 1)[0].isupper()


def _odd_name_word(words: Words, i: int, begin: int) -> bool:
    """Tell whether an everyday word is part of a place's name here: the first behind the level word,
    a qualifying one ("Tarakan Timur"), or one that another level word or a mark follows.
    """
    word, low = words.text[i], words.lower[i]
    if low in _ADDRESSES and i > begin and words.capital[i]:
        # "Kelurahan Tanjung Mas," where nobody is addressed
        return words.low(i + 1) in _ENDS or words.at(i + 1)[0].islower()
    if low == "dalam" and i > begin and words.capital[i]:
        # "KELURAHAN SUNGAI PINANG DALAM" at the end of its line, and no "in" of a heading; in running
        # text the capital tells it: "Kelurahan Sungai Pinang Dalam digelar", "… Dalam Hasan Basri"
        follower, after = words.at(i + 1), words.low(i + 1)
        if after in _ENDS or after in LEVEL_WORDS:
            return True
        return not words.shouted[i] and (
            follower[0].islower() or begins_person(words, i + 1) or after in index().given_names
        )
    if (
        not word[0].isupper()
        or not word[0].isalpha()
        or low in LEVEL_WORDS
        or low in index().stop_words
    ):
        return False
    if i == begin:
        return is_odd_name(words, i)
    if low in PLACE_WORDS:
        return True
    follower = words.at(i + 1)
    if _ends_calmly(words, i):
        return True
    if words.low(i + 1) in LEVEL_WORDS and follower[0].isupper():
        return True
    # "Desa Kembang Gading, Kecamatan": a mark and the next level word close the name
    return follower == "," and words.low(i + 2) in LEVEL_WORDS and low not in _NO_PLACES


def _ends_calmly(words: Words, i: int) -> bool:
    """Tell whether an everyday word with a capital ends a name in running text: "Kelurahan Batu Meja
    tahun 2025". Headlines write any word so, but seldom one alone before a mark or a small letter.
    """
    follower, low = words.at(i + 1), words.lower[i]
    if words.shouted[i] or not (follower in (",", ")", "(", ".") or follower[0].islower()):
        return False
    known = index()
    return (
        is_odd_name(words, i)
        and not _BUILT_AS_VERB.match(low)
        and not begins_person(words, i)
        and low not in known.honorifics
        and low not in WEEKDAYS
        and low not in MONTHS
        and known.offices.longest(words.lower, i) is None
        and known.agency_heads.longest(words.lower, i) is None
    )


def is_odd_name(words: Words, i: int) -> bool:
    """Tell whether an everyday word with a capital may begin a proper name: no verb of saying, no
    word that only tells which one is meant.
    """
    low = words.low(i)
    return (
        low not in _NO_PLACES
        and low not in _VERBS
        and low not in LEVEL_WORDS
        and low not in index().stop_words
    )


def _is_verb(low: str) -> bool:
    """Tell whether a word is built like a verb of a headline: "Sosialisasikan"."""
    return low in _VERBS or low in _HEADLINE or (len(low) >= 9 and low.endswith("kan"))


_SHORT = 5
"""How many letters a level word has that is written with a point: "Kel.", "Prov."."""
_CUTS = word_set("place_cuts")
_ADDRESSES = {
    "mas",
    "abang",
    "bang",
    "daeng",
    "kang",
    "mak",
    "raden",
    "gusti",
    "tuan",
    "om",
    "uni",
    "ning",
}
"""Forms of address that are words of places too: Tanjung Mas, Tanah Abang, Pasar Tuan."""
_ENDS = {BREAK, TAB, ",", ")", "(", "–", "-"}
_STAFF = word_set("staff_words")
_NO_PLACES = word_set("no_places")
_VERBS = word_set("said_after")
_HEADLINE = word_set("headline_verbs")
# Level words with which the name of a wider place may begin, and the offices before such a name.
_IN_NAMES = {"banjar", "kampung", "negeri", "kota", "dusun", "lembang", "nagari"}
_PLACE_CHIEFS = {"lurah", "camat", "kades", "kadistrik", "sekcam", "sekdes", "keuchik", "kapolsek"}


# Offices whose level word is often followed by their holder: "Bidan Desa Siti", "Sekdes" likewise.
_CHIEFS = {"kepala", "ka", "ketua", "wali"}
_AIDES = {
    "sekretaris",
    "bidan",
    "bendahara",
    "operator",
    "perangkat",
    "staf",
    "kader",
    "pendamping",
}


def scan(words: Words, wilayah: Wilayah = NO_WILAYAH) -> tuple[tuple[Place, ...], Lexicon]:
    """Return the places written with their level word, and the lexicon that they make."""
    raw: list[tuple[Place, bool]] = []
    i = 0
    while i < len(words):
        entry = LEVEL_WORDS.get(words.lower[i])
        if entry is None or not _is_level(words, i):
            i += 1
            continue
        begin = i + 1
        while words.low(begin) in _GLUE:
            begin += 1
        if words.at(begin) == ":" and (is_name_word(words, i - 1) or _is_held(words, i)):
            i += 1
            continue  # "Ketua FKDM Kecamatan: Jamaludin", "Kepala Desa : Sukirman"
        if words.at(begin) == ":" or (words.at(begin) == "." and len(words.lower[i]) <= _SHORT):
            begin += 1  # behind a whole word the point ends a sentence: "dari BAMUS Nagari. Adapun"
        # A letterhead may break between the level word and the name; elsewhere a break ends it.
        end = run_end(words, begin)
        if entry[0] in (Level.KOTA, Level.PROVINSI):
            # "Kabupaten Way Kanan": an official name is whole, whatever its words mean elsewhere
            end = max(end, region_end(words, begin, entry[1]) or end)
        if end == begin:
            i += 1
            continue
        raw.append(
            (Place(entry[0], entry[1], words.joined(begin, end), i, end), _ended(words, end))
        )
        i = end
    raw.extend((place, True) for place in _bare_regions(words, raw))
    found, lexicon = _settle(words, raw, wilayah)
    if not any(place.level is Level.KELURAHAN for place, _ in raw):
        _learn_seats(words, lexicon)
    return found, lexicon


def _is_held(words: Words, i: int) -> bool:
    """Tell whether the level word ends an office, so that behind its colon the holder stands."""
    low = words.low(i - 1)
    return low in _CHIEFS or low in _AIDES or low in _STAFF or low in index().field_words


def _bare_regions(words: Words, raw: list[tuple[Place, bool]]) -> Iterator[Place]:
    """Yield the kota and kabupaten told by name alone behind their kecamatan or kelurahan: "Kec.
    Kalikotes, Klaten". A name that a kota and a kabupaten share tells neither.
    """
    for place, _ in raw:
        if place.level not in (Level.KECAMATAN, Level.KELURAHAN) or words.at(place.last) != ",":
            continue
        begin = place.last + 1
        stop = region_end(words, begin)
        if stop is None or _goes_on(words, stop):
            continue
        name = words.joined(begin, stop)
        kinds = [k for k in ("Kota", "Kabupaten") if squeeze(k + name) in index().regions]
        if len(kinds) == 1:
            yield Place(Level.KOTA, kinds[0], name, begin, stop)


def _goes_on(words: Words, at: int) -> bool:
    """Tell whether the name may have another word: "Tanjung Raja, Ogan Ilir" is not "… Ogan"."""
    return is_name_word(words, at) and not begins_person(words, at)


_SEATED = word_set("seated_heads")


def _learn_seats(words: Words, lexicon: Lexicon) -> None:
    """Learn the kelurahan of a document that never says the word, from bodies called by it: "LPMK
    Sinduharjo". Behind an office the name may be its holder's, so those teach nothing.
    """
    for i in range(len(words)):
        if words.lower[i] not in _SEATED or not words.capital[i]:
            continue
        begin = i + 1 + (words.at(i - 1) == "(" and words.at(i + 1) == ")")
        end = run_end(words, begin)
        names = index().given_names
        if (
            end == begin
            or words.lower[begin] in names
            or (words.at(begin).isupper() and not words.shouted[begin])
            or not _ended(words, end)
            or begins_person(words, end)
            or words.low(i - 1) in _HOLDERS
        ):
            continue
        kind = next((w for w in words.text if w in _KELURAHAN_WORDS), "Kelurahan")
        name = _calm(words.joined(begin, end))
        lexicon.names.setdefault(Level.KELURAHAN, Counter())[name] += 1
        lexicon.kinds.setdefault((Level.KELURAHAN, squeeze(name)), Counter())[kind] += 1


_HOLDERS = word_set("officers")
_KELURAHAN_WORDS = {"Kelurahan", "Kalurahan", "Desa"}


def _is_level(words: Words, i: int) -> bool:
    """A level word counts with its capital; "kota" in small letters is no name's beginning."""
    if words.capital[i]:
        return True
    low = words.lower[i]
    return low in (
        "kelurahan",
        "kecamatan",
        "kabupaten",
        "desa",
        "kel",
        "kec",
        "kab",
    ) and is_name_word(words, i + 1)


def _ended(words: Words, end: int) -> bool:
    """Tell whether the run is surely over: a mark, a small letter, a number, another level word."""
    word = words.at(end)
    if word in (BREAK, TAB) or not word[0].isalpha() or begins_person(words, end):
        return True
    if len(words.low(end)) == 1 and not _ROMAN.match(word):
        return True  # an initial
    return not word[0].isupper() or words.low(end) in LEVEL_WORDS or not is_name_word(words, end)


def _settle(
    words: Words, raw: list[tuple[Place, bool]], wilayah: Wilayah
) -> tuple[tuple[Place, ...], Lexicon]:
    """Cut runs that swallowed a person's name down to what is proven elsewhere."""
    regions = index().regions
    lexicon = Lexicon(area=_area(words, raw, wilayah))

    def enter(place: Place, weight: int = 1) -> None:
        name = _calm(place.name)
        lexicon.names.setdefault(place.level, Counter())[name] += weight
        key = (place.level, squeeze(name))
        lexicon.kinds.setdefault(key, Counter())[place.kind] += weight

    sure: list[Place] = []
    doubtful: list[Place] = []
    behind: list[Place] = []
    runs = {(p.level, squeeze(p.name)) for p, _ in raw}
    told = Counter(
        (p.level, squeeze(p.name))
        for p, over in raw
        if over and words.low(p.first - 1) not in _CHIEFS and words.low(p.first - 1) not in _STAFF
    )
    for place, ended in raw:
        short = _known_region(words, place, regions)
        if short is not None:
            sure.append(short)
        elif (official := _official(words, place, lexicon.area)) is not None:
            sure.append(official)
        elif place.level is Level.KOTA and words.low(place.first - 1) == "wali":
            continue  # all of them are known: "Wali Kota Bodewin Wattimena"
        elif words.low(place.first - 1) in _AIDES:
            behind.append(place)
        elif (
            ended
            and (told[place.level, squeeze(place.name)] > 1 or not _has_person(words, place))
            and not _after_staff(words, place)
            and not _longer_than_another(place, runs)
        ):
            sure.append(place)
        else:
            doubtful.append(place)
    known = {(p.level, squeeze(p.name)) for p in sure}
    sure = [_completed(words, p, known) for p in sure]
    for place in sure:
        enter(place)
    for place in behind:
        if _names_aide(words, place, lexicon):
            lexicon.bare.add(place.first)
        else:
            doubtful.append(place)
    for place in doubtful:
        cut = prefix(words, place.first + 1, place.last, lexicon)
        if cut is None:
            cut = guess(words, place.first + 1, place.last)
        if cut <= place.first + 1:
            continue  # "Sekretaris Desa Olga Sompotan": a person
        place = Place(place.level, place.kind, words.joined(place.first + 1, cut), place.first, cut)
        sure.append(place)
        enter(place)
    return tuple(sorted(sure, key=lambda p: p.first)), lexicon


def _area(words: Words, raw: list[tuple[Place, bool]], wilayah: Wilayah) -> Area:
    """Return what the official list holds of the kabupaten and kota that the places name."""
    if not wilayah:
        return Area()
    regions = index().regions
    known = (_known_region(words, place, regions) for place, _ in raw)
    kota = [place.full for place in known if place is not None and place.level is Level.KOTA]
    kecamatan, kelurahan = (
        [place.name for place, _ in raw if place.level is level]
        for level in (Level.KECAMATAN, Level.KELURAHAN)
    )
    return area_of(wilayah, kota, kecamatan, kelurahan)


def _names_aide(words: Words, place: Place, lexicon: Lexicon) -> bool:
    """Tell whether "Sekretaris Desa Olga Sompotan" names the secretary and not the village: nothing
    else proves such a village, and the document has one of its own or the words are a person's.
    """
    begin = place.last - len(place.name.split())
    if prefix(words, begin, place.last, lexicon, place.level) is not None:
        return False
    if shares(words.text[begin : place.last])[0] > 0.5 or _degree_follows(words, place.last):
        return True
    own = lexicon.names.get(place.level, Counter())
    return len(own) == 1 and sum(own.values()) >= 2


def _completed(words: Words, place: Place, known: set[tuple[Level, str]]) -> Place:
    """Take in the everyday word that ends the name elsewhere: "Kelurahan Batu" of Batu Meja."""
    last = place.last
    if last < len(words) and words.capital[last]:
        begin = last - len(place.name.split())
        longer = words.joined(begin, last + 1)
        if begin > place.first and (place.level, squeeze(longer)) in known:
            return Place(place.level, place.kind, longer, place.first, last + 1)
    return place


def region_end(words: Words, begin: int, kind: str = "") -> int | None:
    """Return where the longest official name of a kota, kabupaten or province ends that begins here,
    None without one; `kind` is the level word that stands before it.
    """
    known = index().regions if kind else index().region_names
    before = "" if kind == "Provinsi" else kind
    stop = begin
    while stop < min(begin + _LONGEST_REGION, len(words)) and words.capital[stop]:
        stop += 1
    names = range(stop, begin, -1)
    return next((s for s in names if squeeze(before + words.joined(begin, s)) in known), None)


_LONGEST_REGION = 5


def _known_region(words: Words, place: Place, regions: frozenset[str]) -> Place | None:
    """For a kota, kabupaten or province, take the longest run that is an official name, or a short
    form of one; the name may go on behind an everyday word: "Pangkajene dan Kepulauan".
    """
    if place.level not in (Level.KOTA, Level.PROVINSI):
        return None
    begin = place.last - len(place.name.split())
    longest = place.last + 2 if words.low(place.last) == "dan" else place.last
    forms = region_forms()
    for end in range(longest, begin, -1):
        name = words.joined(begin, end)
        if squeeze(f"{place.kind} {name}") in regions or (
            place.level is Level.PROVINSI and squeeze(name) in regions
        ):
            return Place(place.level, place.kind, name, place.first, end)
        whole = forms.get((place.kind.casefold(), squeeze(name)))
        if whole is not None:
            return Place(place.level, place.kind, whole, place.first, end)
    return None


def _official(words: Words, place: Place, area: Area) -> Place | None:
    """Return the place as the official list has it, if it does; the name may go on behind the run by
    an everyday word: "Sungai Pinang Dalam".
    """
    if not area or place.level not in DEPTHS:
        return None
    begin = place.last - len(place.name.split())
    longest = place.last
    while longest < place.last + 2 and longest < len(words) and words.capital[longest]:
        longest += 1
    for end in range(longest, place.last - 1, -1):
        name = words.joined(begin, end)
        if area.proves(name, (DEPTHS[place.level],)):
            return Place(place.level, place.kind, name, place.first, end)
    return None


def _longer_than_another(place: Place, runs: set[tuple[Level, str]]) -> bool:
    """Tell whether the name goes on behind what stands alone elsewhere ("Panggung Rawi Amirudin")."""
    parts = place.name.split()
    return any(
        (place.level, squeeze("".join(parts[:n]))) in runs
        and not (n == len(parts) - 1 and fold(parts[n]) in index().common_words)
        for n in range(1, len(parts))
    )


def _has_person(words: Words, place: Place) -> bool:
    """Tell whether a run of three or more words ends like a person's name; behind a chief's office
    one of two.
    """
    begin = place.last - len(place.name.split())
    count = place.last - begin
    if count >= 3 and _degree_follows(words, place.last):
        return True
    before = place.first - 1
    headed = words.low(before) in _CHIEFS or (
        before >= 0 and words.capital[before] and words.low(before) in index().field_words
    )  # "Kepala Desa …", "Kasi Kesra Kelurahan Cikoneng Norrahmawati"
    if count >= 3 or (count == 2 and headed):
        return place_length(words.text[begin : place.last], 1) < count
    return False


def _degree_follows(words: Words, at: int) -> bool:
    """Tell whether a degree stands behind a run of names, with or without its comma."""
    word = words.at(at + (words.at(at) == ","))
    written = "." in word or (words.at(at) == "," and word.isupper())
    return written and word.replace(".", "").casefold() in index().degrees


def _after_staff(words: Words, place: Place) -> bool:
    """Tell whether an office of staff stands before the level word and a name may follow the place."""
    begin = place.last - len(place.name.split())
    return words.low(place.first - 1) in _STAFF and (
        place_length(words.text[begin : place.last], 1) < place.last - begin
        or _is_person(words, begin, place.last)
    )


def prefix(
    words: Words, begin: int, end: int, lexicon: Lexicon, level: Level | None = None
) -> int | None:
    """Return the end of the longest beginning of the run that is a proven place, else None.

    A name may go on behind the run by an everyday word: "Batu Meja".
    """
    longest = end
    while longest < len(words) and longest < end + 2 and words.capital[longest]:
        longest += 1
    for stop in range(longest, begin, -1):
        if lexicon.knows(words.joined(begin, stop), level):
            return stop
    return None


def guess(words: Words, begin: int, end: int) -> int:
    """Return where the place of an unproven run ends: before a title, else where its words look most
    as if a person's name began; a run of one word is a place. Behind an office of staff all of it may
    be a person, then it ends where it begins.
    """
    titles, names = index().titles, index().given_names
    numbered = _ROMAN.match(words.at(begin)) and len(words.at(begin)) <= 4
    if numbered and not _is_numbered(words, begin + 1):
        return begin + 1  # "Lingkungan VI Steven"
    if words.low(begin - 2) in _STAFF and _is_person(words, begin, end):
        return begin
    for i in range(begin + 1, end):
        if words.lower[i] in titles and words.lower[i] not in names:
            return begin + place_length(words.text[begin:i], 1)
    return begin + place_length(words.text[begin:end], 1)


def _is_person(words: Words, begin: int, end: int) -> bool:
    """Tell whether an unproven run is a person's name: by its words, or by the degree behind it."""
    if end - begin >= 2 and shares(words.text[begin:end])[0] > _SURELY:
        return True
    if end - begin == 1 and words.low(begin - 2) in _TIER_IN_OFFICE:
        return words.lower[begin] in index().given_names
    degree = re.sub(r"[^a-z]", "", words.low(end + 1))
    return words.at(end) == "," and len(degree) >= 2 and degree in index().degrees


_TIER_IN_OFFICE = {"lokal", "pendamping", "bidan"}
"""What stands before the level word of an office that ends with it: "Pendamping Lokal Desa Nurlaila"."""
_SURELY = 0.7
"""From which share on a run is a person's name alone."""


def is_region(words: Words, begin: int, end: int) -> bool:
    """Tell whether the run begins with the official name of a kota."""
    regions = index().regions
    return any(
        squeeze("kota" + words.joined(begin, stop)) in regions for stop in range(begin + 1, end + 1)
    )


def _calm(name: str) -> str:
    """Return a shouted name as it is written in running text; roman numbers stay."""
    if not name.isupper():
        return name
    return " ".join(w if _ROMAN.match(w) and len(w) > 1 else w.capitalize() for w in name.split())

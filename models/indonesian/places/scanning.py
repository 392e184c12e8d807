"""Every place that is written with its level word, left to right, and the lexicon that they make."""

from collections import Counter
from collections.abc import Iterator

from models.indonesian.capitals import calmed_place
from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.places.levels import LEVEL_WORDS, Level, Place
from models.indonesian.places.lexicon import Lexicon
from models.indonesian.places.persons import AIDES, CHIEFS, STAFF
from models.indonesian.places.regions import region_end
from models.indonesian.places.runs import ROMAN, begins_person, is_name_word, run_end
from models.indonesian.places.settling import settle
from models.indonesian.words import BREAK, TAB, Words
from models.values.agency import squeeze
from models.values.wilayah import NO_WILAYAH, Wilayah

_GLUE = {"administrasi", "adm"}  # "Kota Administrasi Jakarta Selatan"
_SHORT = 5
"""How many letters a level word has that is written with a point: "Kel.", "Prov."."""


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
    found, lexicon = settle(words, raw, wilayah)
    if not any(place.level is Level.KELURAHAN for place, _ in raw):
        _learn_seats(words, lexicon)
    return found, lexicon


def _is_held(words: Words, i: int) -> bool:
    """Tell whether the level word ends an office, so that behind its colon the holder stands."""
    low = words.low(i - 1)
    return low in CHIEFS or low in AIDES or low in STAFF or low in index().field_words


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
        name = calmed_place(words.joined(begin, end))
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
    if len(words.low(end)) == 1 and not ROMAN.match(word):
        return True  # an initial
    return not word[0].isupper() or words.low(end) in LEVEL_WORDS or not is_name_word(words, end)

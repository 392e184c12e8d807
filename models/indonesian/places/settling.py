"""Runs that swallowed a person's name, cut down to what is proven elsewhere in the document."""

from collections import Counter

from models.indonesian.area import Area, area_of
from models.indonesian.capitals import calmed_place
from models.indonesian.index import index
from models.indonesian.parting import shares
from models.indonesian.places.levels import DEPTHS, Level, Place
from models.indonesian.places.lexicon import Lexicon
from models.indonesian.places.persons import (
    AIDES,
    CHIEFS,
    STAFF,
    after_staff,
    degree_follows,
    guess,
    has_person,
    prefix,
)
from models.indonesian.places.regions import known_region
from models.indonesian.words import Words, fold
from models.values.agency import squeeze
from models.values.wilayah import Wilayah


def settle(
    words: Words, raw: list[tuple[Place, bool]], wilayah: Wilayah
) -> tuple[tuple[Place, ...], Lexicon]:
    """Cut runs that swallowed a person's name down to what is proven elsewhere."""
    regions = index().regions
    lexicon = Lexicon(area=_area(words, raw, wilayah))

    def enter(place: Place, weight: int = 1) -> None:
        name = calmed_place(place.name)
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
        if over and words.low(p.first - 1) not in CHIEFS and words.low(p.first - 1) not in STAFF
    )
    for place, ended in raw:
        short = known_region(words, place, regions)
        if short is not None:
            sure.append(short)
        elif (official := _official(words, place, lexicon.area)) is not None:
            sure.append(official)
        elif place.level is Level.KOTA and words.low(place.first - 1) == "wali":
            continue  # all of them are known: "Wali Kota Bodewin Wattimena"
        elif words.low(place.first - 1) in AIDES or _looks_like_chief(words, place):
            behind.append(place)
        elif (
            ended
            and (told[place.level, squeeze(place.name)] > 1 or not has_person(words, place))
            and not after_staff(words, place)
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
    known = (known_region(words, place, regions) for place, _ in raw)
    kota = [place.full for place in known if place is not None and place.level is Level.KOTA]
    kecamatan, kelurahan = (
        [place.name for place, _ in raw if place.level is level]
        for level in (Level.KECAMATAN, Level.KELURAHAN)
    )
    return area_of(wilayah, kota, kecamatan, kelurahan)


def _looks_like_chief(words: Words, place: Place) -> bool:
    """Tell whether what stands behind a chief's office looks like his name: "Kepala Desa Mulyadi"."""
    begin = place.last - len(place.name.split())
    return (
        words.low(place.first - 1) in CHIEFS and shares(words.text[begin : place.last])[0] > _SURELY
    )


_SURELY = 0.9


def _names_aide(words: Words, place: Place, lexicon: Lexicon) -> bool:
    """Tell whether "Sekretaris Desa Olga Sompotan" names the secretary and not the village: nothing
    else proves such a village, and the document has one of its own or the words are a person's.
    """
    begin = place.last - len(place.name.split())
    if prefix(words, begin, place.last, lexicon, place.level) is not None:
        return False
    if shares(words.text[begin : place.last])[0] > 0.5 or degree_follows(words, place.last):
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

"""The places that a body belongs to, as they stand behind its name."""

from models.indonesian.agencies.common import CALLED, ROMAN, calm, is_headed
from models.indonesian.gazetteers import word_set
from models.indonesian.index import Head, index
from models.indonesian.parting import shares
from models.indonesian.places import (
    LEVEL_WORDS,
    PLACE_WORDS,
    Level,
    Lexicon,
    begins_person,
    guess,
    is_name_word,
    prefix,
    region_end,
    run_end,
)
from models.indonesian.words import BREAK, Words, fold

_MORE_PLACES = {"tingkat", "se"}
_OWN_TIERS = {"kelurahan", "kecamatan", "kabupaten", "kota", "kalurahan", "nagari", "distrik"}
_PAPER_TIERS = {"kelurahan", "kalurahan", "desa", "nagari", "kel"}
_CALLED_BY_PLACE = word_set("called_by_place")
# Bodies of a kota or kabupaten, which may be called by its bare name.
_OF_VILLAGES = {"kan", "bpd", "bamus nagari", "bamuskam"}
_OF_REGIONS = {"dinas", "badan", "bagian", "legislatif"}


def seats(words: Words, at: int, head: Head, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Read the places a body belongs to: "Kelurahan X", "Kota Y", "RW 09", or a bare proven name."""
    if head.klass == "wilayah":
        return (), at
    places: list[str] = []
    if head.klass == "bagian" and words.low(at) in ("setda", "sekretariat"):
        seat = index().agency_heads.longest(words.lower, at)
        if seat is not None:
            places.append(words.joined(at, seat[0]))
            at = seat[0]
    while at < len(words):
        step = at
        if words.low(step) in _MORE_PLACES and words.low(step + 1) in LEVEL_WORDS:
            step += 1
        entry = LEVEL_WORDS.get(words.low(step))
        small = words.at(step) in _OWN_TIERS and not is_name_word(words, step + 1)
        if entry is not None and small and not places and head.klass == "kemasyarakatan":
            return (entry[1],), step + 1  # "TP PKK kecamatan": that of the document
        if entry is not None and words.capital[step]:
            begin = step + 1 + (words.at(step + 1) == ".")
            end = run_end(words, begin)
            stop = None
            if entry[0] in (Level.KOTA, Level.PROVINSI):
                stop = region_end(words, begin, entry[1])
            if stop is None and end > begin:
                stop = prefix(words, begin, end, lexicon, entry[0]) or prefix(
                    words, begin, end, lexicon
                )
                stop = stop or guess(words, begin, end)
            if stop is None:
                places.append(entry[1])
                return tuple(places), step + 1
            if any(_tier(p) == entry[0] for p in places):
                break
            places.append(
                f"{entry[1]} {calm(lexicon.spelled(words.joined(begin, stop), entry[0]))}"
            )
            at = stop
            continue
        if (
            words.low(step) in ("rw", "rt", "rk")
            and words.at(step + 1 + (words.at(step + 1) == "."))[0].isdigit()
        ):
            number = step + 1 + (words.at(step + 1) == ".")
            places.append(f"{words.text[step].upper()} {words.text[number].zfill(2)}")
            at = number + 1
            if words.at(at) == "/":
                at += 1
            continue
        if not places and words.capital[step] and words.text[step][0].isalpha():
            end = run_end(words, step)
            stop = prefix(words, step, end, lexicon)
            region = region_end(words, step) if head.klass in _OF_REGIONS else None
            if stop is None and region is None and head.klass in CALLED:
                named = region_end(words, step)
                if named is not None and _ends_here(words, named, headed=is_headed(words, step)):
                    places.append(calm(words.joined(step, named)))  # "BBPVP Semarang"
                    at = named
                    continue
            if (
                region is not None
                and (stop is None or region >= stop)
                and not _at_kota(words, step, region, lexicon)
            ):
                places.append(calm(words.joined(step, region)))  # "DPRD Sidoarjo"
                at = region
                continue
            if stop is not None and head.klass == "keamanan" and words.low(stop) == "kota":
                places.append(calm(words.joined(step, stop + 1)))  # "Polresta Kupang Kota"
                return tuple(places), stop + 1
            if stop is not None and words.low(stop) in PLACE_WORDS and words.capital[stop]:
                break  # a longer name than the proven one: "Sungai Pinang Dalam"
            if stop is not None:
                places.append(_with_level(words.joined(step, stop), head, lexicon))
                at = stop
                continue
            inner = index().agency_heads.longest(words.lower, step)
            if (
                head.klass == "keamanan"
                and end > step
                and inner is None
                and is_name_word(words, step)
            ):
                stop = guess(words, step, end)  # "Polsek Mataram": a post is called by its place
                if stop == step + 1 and ROMAN.match(words.text[step]):
                    stop = region_end(words, stop) or stop  # "Lantamal XIV Sorong"
                places.append(calm(words.joined(step, stop)))
                at = stop
                continue
        break
    return tuple(places), at


def _ends_here(words: Words, at: int, *, headed: bool) -> bool:
    """Tell whether the town that a body is called by ends here: a small letter or a mark follows, or
    behind the office of its head (`headed`) what looks like his name.
    """
    if not words.at(at)[0].isupper() or begins_person(words, at):
        return True
    end = run_end(words, at)
    return headed and end > at and shares(words.text[at:end])[0] > 0.5


def heads_paper(words: Words, at: int, head: Head) -> bool:
    """Tell whether a letterhead goes on below a body without a name of its own with its place:
    "KARANG TARUNA" over "KELURAHAN X".
    """
    if words.at(at) != BREAK or head.klass not in ("kemasyarakatan", "panitia"):
        return False
    below = words.low(at + 1)
    return words.shouted[at - 1] and words.at(at + 1).isupper() and below in _PAPER_TIERS


def _at_kota(words: Words, begin: int, end: int, lexicon: Lexicon) -> bool:
    """Tell whether the document proves this name as that of a kota, kabupaten or province."""
    name = words.joined(begin, end)
    return lexicon.knows(name, Level.KOTA) or lexicon.knows(name, Level.PROVINSI)


def _tier(place: str) -> Level | None:
    entry = LEVEL_WORDS.get(place.split()[0].casefold())
    return entry[0] if entry else None


def _with_level(name: str, head: Head, lexicon: Lexicon) -> str:
    """Return a bare place behind a head with its level: "LPM Sukorejo" is of Kelurahan Sukorejo."""
    order = (Level.KELURAHAN, Level.KECAMATAN, Level.KOTA, Level.PROVINSI, Level.DUSUN)
    if head.klass in ("dinas", "badan", "legislatif", "bagian"):
        order = (Level.KOTA, Level.PROVINSI, Level.KECAMATAN, Level.KELURAHAN, Level.DUSUN)
    if (
        head.klass in CALLED
        or fold(head.short) in _CALLED_BY_PLACE
        or fold(head.short).startswith(("sudin", "suku dinas"))
    ):
        return lexicon.spelled(name)  # Polsek Mataram, Sudin LH Jakarta Timur: the post's own name
    for level in order:
        if level is Level.KECAMATAN and fold(head.short) in _OF_VILLAGES:
            break  # "KAN Silungkang" is of a nagari, whatever else is called so
        if lexicon.knows(name, level):
            spelled = lexicon.spelled(name, level)
            return f"{lexicon.kind(level, spelled) or level.value.capitalize()} {calm(spelled)}"
    return lexicon.spelled(name)

"""Where in a run such as "Lurah Panggung Rawi Mulyadi" the place ends and the person begins."""

import re

from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.parting import place_length, shares
from models.indonesian.places.levels import Level, Place
from models.indonesian.places.lexicon import Lexicon
from models.indonesian.places.runs import ROMAN, is_numbered
from models.indonesian.words import Words

# Offices whose level word is often followed by their holder: "Bidan Desa Siti", "Sekdes" likewise.
CHIEFS = {"kepala", "ka", "ketua", "wali"}
AIDES = {
    "sekretaris",
    "bidan",
    "bendahara",
    "operator",
    "perangkat",
    "staf",
    "kader",
    "pendamping",
}
STAFF = word_set("staff_words")


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
    numbered = ROMAN.match(words.at(begin)) and len(words.at(begin)) <= 4
    if numbered and not is_numbered(words, begin + 1):
        return begin + 1  # "Lingkungan VI Steven"
    if words.low(begin - 2) in STAFF and _is_person(words, begin, end):
        return begin
    for i in range(begin + 1, end):
        if words.lower[i] in titles and words.lower[i] not in names:
            return begin + place_length(words.text[begin:i], 1)
    return begin + place_length(words.text[begin:end], 1)


def has_person(words: Words, place: Place) -> bool:
    """Tell whether a run of three or more words ends like a person's name; behind a chief's office
    one of two.
    """
    begin = place.last - len(place.name.split())
    count = place.last - begin
    if count >= 3 and degree_follows(words, place.last):
        return True
    before = place.first - 1
    headed = words.low(before) in CHIEFS or (
        before >= 0 and words.capital[before] and words.low(before) in index().field_words
    )  # "Kepala Desa …", "Kasi Kesra Kelurahan Cikoneng Norrahmawati"
    if count >= 3 or (count == 2 and headed):
        return place_length(words.text[begin : place.last], 1) < count
    return False


def after_staff(words: Words, place: Place) -> bool:
    """Tell whether an office of staff stands before the level word and a name may follow the place."""
    begin = place.last - len(place.name.split())
    return words.low(place.first - 1) in STAFF and (
        place_length(words.text[begin : place.last], 1) < place.last - begin
        or _is_person(words, begin, place.last)
    )


def degree_follows(words: Words, at: int) -> bool:
    """Tell whether a degree stands behind a run of names, with or without its comma."""
    word = words.at(at + (words.at(at) == ","))
    written = "." in word or (words.at(at) == "," and word.isupper())
    return written and word.replace(".", "").casefold() in index().degrees


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

"""Runs of name words: which words may be part of a place's name, and where such a run is over."""

import re

from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.places.levels import LEVEL_WORDS, PLACE_WORDS
from models.indonesian.places.regions import is_region
from models.indonesian.words import BREAK, TAB, Words
from models.values.date_patterns import MONTHS, WEEKDAYS

_BUILT_AS_VERB = re.compile(r"(?:di|me[mnr]|be[rl]|ter)[a-z]{4,}")
_INITIAL = re.compile(r"[A-Z]\.")
_SUM = re.compile(r"Rp\.?\d")
_LONGEST_VALUE = 16
"""Words of a line behind its key."""
ROMAN = re.compile(r"^[IVX]{1,5}$")


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
        if end > i and len(words.lower[end]) == 1 and not ROMAN.match(words.text[end]):
            break  # an initial begins a person's name: "Lurah Pekauman M. Noor"
        if end > i and words.text[end] == "I" and words.low(end + 1) in index().given_names:
            break  # so does the article of a Balinese one: "Lurah Sesetan I Gede Suardana"
        if end > i and (
            begins_person(words, end)
            or _is_addressed(words, end)
            or (end == i + 1 and _is_number(words, i) and not is_numbered(words, end))
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


def is_numbered(words: Words, i: int) -> bool:
    """Tell whether a word of places goes on behind a number: "Kecamatan IV Koto"."""
    return words.low(i) in PLACE_WORDS and words.at(i)[0].isupper()


def _is_number(words: Words, i: int) -> bool:
    """Tell whether a place is only numbered: "Lingkungan VI", "Jaga III"."""
    return len(words.text[i]) > 1 and ROMAN.match(words.text[i]) is not None


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
    is_closed = follower in (",", ")", "(", ".") or follower[0].islower() or _ends_value(words, i)
    if words.shouted[i] or not is_closed:
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


def _ends_value(words: Words, i: int) -> bool:
    """Tell whether a word ends the line of a key and its value: "Tempat : Balai Desa Suka Maju"."""
    if words.at(i + 1) != BREAK:
        return False
    for k in range(i - 1, max(i - _LONGEST_VALUE, -1), -1):
        if words.at(k) == BREAK:
            return False
        if words.at(k) == ":":
            return True
    return False


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
_NO_PLACES = word_set("no_places")
_VERBS = word_set("said_after")
_HEADLINE = word_set("headline_verbs")
# Level words with which the name of a wider place may begin, and the offices before such a name.
_IN_NAMES = {"banjar", "kampung", "negeri", "kota", "dusun", "lembang", "nagari"}
_PLACE_CHIEFS = {"lurah", "camat", "kades", "kadistrik", "sekcam", "sekdes", "keuchik", "kapolsek"}

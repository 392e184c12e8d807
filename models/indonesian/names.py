"""Names of persons as they are built: titles before, words with capitals, degrees behind.

Marks candidates and what speaks for them; whether a candidate is a person of the record is for
the part that sees offices, signatures and lists.
"""

import re
from dataclasses import dataclass, replace

from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import BREAK, TAB, Words

_INITIAL = re.compile(r"^[A-Z]\.?$")
_LETTERS = re.compile(r"^[A-Za-z][A-Za-z.]*\Z")
# What is counted with roman numbers: "dapil I Hikman".
_COUNTED = {
    "dapil",
    "komisi",
    "asisten",
    "wilayah",
    "bidang",
    "pokja",
    "tingkat",
    "golongan",
    "kelas",
}
_DOTTED = re.compile(r"(?:[A-Z][A-Za-z]{0,3}\.){1,4}[A-Z][A-Za-z]{0,4}\.?")
_SMALL_TITLES = {"dr", "drg", "drh", "ns", "apt", "ust", "tgk", "pdt"}
_CONNECT = {"br", "boru", "bin", "binti", "van", "der", "de", "al", "el", "ibn"}
_STREET = word_set("street_words")
_SHORT_STREETS = {"jl", "jln", "gg", "lrg"}
_WORD_NAMES = word_set("word_names")
MAX_WORDS = 6
_CORPS = {"tni", "pol", "mar"}
"""What ends a rank before the name begins."""


@dataclass(frozen=True, slots=True)
class NameMention:
    """A candidate in words `first` to `last` (exclusive), titles and degrees included.

    `text` is the name without honorifics; `known` the share of its words that are known given
    names, `titled` whether a title or degree stands with it, `honorific` whether Pak, Ibu … does;
    `shouted` whether it stands in capitals. `core` are the words of the name itself. `sure` is what
    the recognizer says: 0 to 1 for a person, below 0 against one, 0 when it was not asked.
    """

    text: str
    first: int
    last: int
    words: int
    known: float
    titled: bool
    honorific: str
    shouted: bool
    core: tuple[int, int]
    sure: float = 0.0


def scan(words: Words, taken: frozenset[int]) -> tuple[NameMention, ...]:
    """Return the candidates outside the words already taken by bodies, offices, places and dates."""
    found: list[NameMention] = []
    i = 0
    while i < len(words):
        if words.lower[i] in _STREET and i not in taken:  # "Jl. Kolonel Sugiyono" is a street
            i += 1
            if words.at(i) == "." and words.lower[i - 1] not in _SHORT_STREETS:
                continue  # "usul perbaikan jalan. Slamet Riyadi setuju": a sentence ends
            while i < len(words) and i not in taken and (words.capital[i] or words.text[i] == "."):
                i += 1
            continue
        mention = None if i in taken else read(words, i, taken)
        if mention is None:
            i += 1
            continue
        found.append(mention)
        i = mention.last
    return tuple(found)


def read(words: Words, first: int, taken: frozenset[int] = frozenset()) -> NameMention | None:
    """Read one candidate that begins at this word, None when none does."""
    known = index()
    opening = words.lower[first]
    if not (words.capital[first] or opening in known.honorifics or opening in known.titles):
        return None
    if words.low(first - 1) in _STREET or (
        words.at(first - 1) == "." and words.low(first - 2) in _SHORT_STREETS
    ):
        return None
    at = first
    honorific = ""
    titles: list[str] = []
    while at < len(words) and at not in taken:
        low = words.lower[at]
        if low in known.honorifics and (words.capital[at] or at == first):
            honorific = honorific or low
        elif low in known.titles and _titles(words, at) and not (titles and low in ("m", "a")):
            if low == "i" or (len(low) == 1 and low != "h"):
                break
            titles.append(words.text[at])
        elif titles and low in _CORPS and words.low(at - 1).rstrip(".") in known.ranks:
            titles.append(words.text[at])  # "Laksma TNI Deny Prasetyo"
        elif words.text[at] == "." and at > first:
            if titles and not titles[-1].endswith("."):
                titles[-1] += "."
        else:
            break
        at += 1
    begin = at
    at = _core_end(words, begin, taken)
    if at == begin and titles and words.lower[begin - 1] in known.name_titles:
        begin -= 1  # "Ibu Syarifah": nothing follows the title, so it is the name
        titles.pop()
    if at == begin or _is_numeral(words, begin):
        return None
    if all(_INITIAL.match(w) for w in words.text[begin:at] if w != "."):
        return None
    return _mention(words, first, (begin, at), titles, honorific)


def around(words: Words, begin: int, at: int, sure: float) -> NameMention:
    """Return the mention of a name that is known to be words `begin` to `at`, with the titles before
    it and the degrees behind.
    """
    known = index()
    first = begin
    titles: list[str] = []
    honorific = ""
    while first > 0:
        before = first - 1 - (words.text[first - 1] == "." and first > 1)
        low = words.lower[before]
        near = before == first - 1 or words.text[first - 1] == "."
        if low in known.honorifics and (words.capital[before] or near):
            honorific = low
        elif low in known.titles and _titles(words, before):
            titles.insert(0, words.text[before] + "." * (first - 1 - before))
        else:
            break
        first = before
    return replace(_mention(words, first, (begin, at), titles, honorific), sure=sure)


def _mention(
    words: Words, first: int, core_span: tuple[int, int], titles: list[str], honorific: str
) -> NameMention:
    """Make the mention of a name whose words are found: its degrees, what is known of its words."""
    begin, at = core_span
    known = index()
    core = [w for w in words.text[begin:at] if w != "."]
    end, degrees = _degrees(words, at)
    text = " ".join([*titles, words.joined(begin, at)]) + degrees
    share = sum(fold in known.given_names for fold in words.lower[begin:at]) / len(core)
    return NameMention(
        text,
        first,
        end,
        len(core),
        share,
        bool(titles or degrees),
        honorific,
        bool(words.shouted[begin]),
        core_span,
    )


def _titles(words: Words, at: int) -> bool:
    """Tell whether a title is written as one: with a capital, or small and short before a name."""
    if words.capital[at]:
        return True
    follower = at + 1 + (words.at(at + 1) == ".")
    return words.lower[at] in _SMALL_TITLES and words.at(follower)[0].isupper()


def _is_rank(words: Words, at: int) -> bool:
    """Tell whether a rank or degree stands here, with which the next name begins."""
    low, known = words.lower[at], index()
    return len(low) > 2 and low in known.titles and low not in known.given_names


def _core_end(words: Words, begin: int, taken: frozenset[int]) -> int:
    """Return where the words of a name end that begin here; a point behind an initial belongs."""
    at = begin
    while at < len(words) and at not in taken and at - begin < MAX_WORDS:
        if not _is_part(words, at, begin) or (at > begin and _is_rank(words, at)):
            break
        at += 1
        if words.at(at) == "." and _keeps_point(words, at, begin):
            at += 1
    while at > begin and words.lower[at - 1] in _CONNECT:
        at -= 1
    return at


_VOWELS = frozenset("aeiou")
_CUT_NAMES = frozenset(("moh", "moch", "mohd", "muh", "much", "muhd", "mhd", "abd", "ach", "syf"))


def _keeps_point(words: Words, at: int, begin: int) -> bool:
    """Tell whether this point is an initial's or a short form's: "Ahmad S.", "Moh. Syafi'i"."""
    before = words.text[at - 1]
    if len(before) == 1 and at - 1 > begin:
        return True
    if len(before) > 2 and (before[-1] in _VOWELS or _is_whole_name(words, at - 1)):
        return False  # "konsumsi Bu Yuli. Terbentuk panitia"
    return len(before) <= 4 and _is_part(words, at + 1, begin)


def _is_whole_name(words: Words, at: int) -> bool:
    """Tell whether a word is a name of its own and no short form of one."""
    low = words.low(at)
    return low in index().given_names and low not in _CUT_NAMES


def _is_numeral(words: Words, begin: int) -> bool:
    """Tell whether the first word is the number of a heading: "I. Pengantar", "V. Penutup"."""
    word = words.text[begin]
    return word.rstrip(".") in ("I", "V", "X") and (
        word.endswith(".") or words.at(begin + 1) == "." or words.low(begin - 1) in _COUNTED
    )


def _is_part(words: Words, i: int, begin: int) -> bool:
    """Tell whether the word may stand inside a name."""
    word, low = words.at(i), words.low(i)
    if word in (BREAK, TAB):
        return False
    known = index()
    if low in _CONNECT and i > begin and words.at(i + 1 + (words.at(i + 1) == "."))[0].isupper():
        return True
    if not word[0].isupper() or not word[0].isalpha():
        return False
    if _INITIAL.match(word):
        # "I Wayan", "M. Rofiq", "Ahmad S."; a lone I may also be a number
        return words.at(i + 1)[0].isupper() or (
            i > begin and (word.endswith(".") or words.at(i + 1) == ".")
        )
    if low in LEVEL_WORDS:
        return False
    if low in known.stop_words and (i == begin or low not in known.given_names):
        return False  # "Salam", but not that of "Abdul Salam"
    if low in known.given_names:
        return True
    if "." in word[:-1] and word.replace(".", "").casefold() in known.degrees:
        return False  # "Dewi Sartika S.Pd"
    if any(c.isdigit() for c in word) or (
        word.isupper() and len(word) <= 4 and not words.shouted[i] and not _in_capitals(words, i)
    ):
        return False
    if len(low) > 6 and low.endswith("kan"):
        return False  # the verb of a headline: "Warga Lembah Sari Aktifkan Siskamling"
    if low in _WORD_NAMES and i == begin and words.low(i + 1) in known.given_names:
        return words.at(i + 1)[0].isupper()
    return low not in known.common_words


def _in_capitals(words: Words, i: int) -> bool:
    """Tell whether a short word in capitals begins a name in capitals: "YOSI MARLINA, A.Md"."""
    follower = words.at(i + 1)
    return follower.isupper() and len(follower) > 4 and words.low(i) not in index().abbreviations


def _degrees(words: Words, at: int) -> tuple[int, str]:
    """Read degrees behind a name, with and without commas: returns the end and their text."""
    known = index().degrees
    end = at
    parts: list[str] = []
    while end < len(words):
        step = end
        comma = words.text[step] == ","
        if comma:
            step += 1
        taken = None
        for size in (3, 2, 1):
            joined = "".join(words.text[step : step + size])
            if (
                size <= len(words) - step
                and _LETTERS.match(joined)
                and re.sub(r"[^a-z]", "", joined.casefold()) in known
                and _looks(joined)
            ):
                taken = size, joined
                break
        if taken is None and comma and _is_dotted(words, step):
            taken = 1, words.text[step]
        if taken is None:
            break
        parts.append(("," if comma or not parts else "") + " " + taken[1])
        end = step + taken[0]
        if end < len(words) and words.text[end] == "." and not taken[1].endswith("."):
            end += 1
            parts[-1] += "."
    return end, "".join(parts)


def _is_dotted(words: Words, at: int) -> bool:
    """Tell whether an abbreviation behind a comma is a degree that no table knows: "M.S.M", and no
    initials of the next name.
    """
    follower = words.at(at + 1)
    return bool(_DOTTED.fullmatch(words.at(at))) and not (
        follower[0].isupper() and "." not in follower
    )


def _looks(word: str) -> bool:
    """A degree is written with points or in capitals: S.E., SE, not "se"."""
    return word[0].isupper() and (
        "." in word
        or (word.isupper() and len(word) > 1)
        or word[1:2].isupper()
        or word in ("Amd", "Skom", "Ssos")
    )

"""Heads of bodies that no table knows as they stand: a field behind "Dinas", what a text explains in brackets,
an abbreviation that some region made.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.indonesian.agencies.common import CALLED, CLOSE, HEADS, JOIN, OPEN, ROMAN, AgencyMention
from models.indonesian.gazetteers import word_set
from models.indonesian.index import Head, index
from models.indonesian.places import LEVEL_WORDS, region_end
from models.indonesian.words import BREAK, TAB, Words
from models.values.agency import Agency

_BODY_WORDS = word_set("body_words")
_LONGEST_FORM = 10
_JOINED = word_set("joined_fields")
_PIECES = (
    *(
        "arsip",
        "bud",
        "bun",
        "capil",
        "cipta",
        "dag",
        "dal",
        "des",
        "dik",
        "din",
        "duk",
        "dukcapil",
    ),
    *(
        "hanpan",
        "hub",
        "hut",
        "ind",
        "in",
        "info",
        "kan",
        "kes",
        "keswan",
        "kim",
        "kom",
        "kominfo",
        "kop",
    ),
    *(
        "kukm",
        "lut",
        "man",
        "marga",
        "nak",
        "naker",
        "pan",
        "pang",
        "par",
        "pera",
        "per",
        "perkim",
        "permas",
    ),
    *(
        "perum",
        "pora",
        "pus",
        "rin",
        "sandi",
        "sip",
        "sos",
        "stik",
        "taru",
        "tan",
        "tani",
        "tik",
        "trans",
    ),
    *("ukm", "um", "umkm"),
)
_BLEND = re.compile(f"(?:{'|'.join(sorted(_PIECES, key=len, reverse=True))}){{2,4}}")
"""What regions put the short names of their dinas together of, from the fields of PP 18/2016."""
_UNLISTED = re.compile(r"(?:D[A-Z]{3,11}|B[PK][A-Z]{2,9}|Di[sn][A-Za-z]{4,16})[0-9A-Z]*")
_OFFICE_HEADS = {"kepala", "kadis", "ka", "sekretaris", "kabid", "perwakilan", "staf"}


def shortened(words: Words, mentions: list[AgencyMention]) -> Iterator[tuple[str, Agency]]:
    """Yield the abbreviation in brackets with which the naming of a body that has a name of its own
    ends, and the body: "Universitas Majalengka (UNMA)".
    """
    for mention in mentions:
        last = mention.last
        if words.at(last - 1) == CLOSE and words.at(last - 3) == OPEN:
            short = words.text[last - 2]
            named = mention.agency.own or mention.agency.klass in CALLED
            letters = iter(words.joined(mention.first, last - 3).casefold())
            made = all(c in letters for c in short.casefold())  # "Pustu Binanga (LPM)" is two
            if named and made and short.isalpha() and sum(c.isupper() for c in short) >= 3:
                yield short, mention.agency


def glossed_heads(words: Words) -> dict[str, Head]:
    """Return the abbreviations that this text explains behind a long form, with what they then mean:
    "Dinas Ketahanan Pangan dan Pertanian (DKPP)".
    """
    found: dict[str, Head] = {}
    heads = index().agency_heads
    for i in range(len(words)):
        if not words.capital[i]:
            continue
        hit = heads.longest(words.lower, i)
        if hit is None or (hit[0] - i < 2 and not hit[1].open):
            continue
        at, head = hit
        if head.open and words.at(at) != OPEN:
            end = field_end(words, at, begun=at - i > 1)
            if end > at:
                head = replace(head, short=canonical(words.joined(i, end)))
                at = end
        end, gloss = read_gloss(words, at)
        if gloss is not None and end - at == 3 and len(gloss) > 2:
            found.setdefault(gloss, replace(head, shouted=False))
    return found


def invented_heads(words: Words) -> dict[int, tuple[int, Head]]:
    """Return the long forms that no table knows, by where they begin, with where their brackets open:
    "Forum Komunikasi Ketua RT/RW (FKRTW)". A word for bodies begins them, and the abbreviation is
    made of their letters.
    """
    found: dict[int, tuple[int, Head]] = {}
    for at in range(2, len(words) - 2):
        short = words.text[at + 1]
        if words.text[at] != OPEN or words.text[at + 2] != CLOSE:
            continue
        if not (short.isalpha() and short.isupper() and 3 <= len(short) <= 10):
            continue
        if index().agency_heads.longest(words.lower, at + 1) is not None:
            continue
        for begin in range(at - 2, max(-1, at - _LONGEST_FORM), -1):
            if words.text[begin] in (BREAK, TAB) or not words.text[begin][0].isalnum():
                if words.text[begin] not in ("/", "-", "&", ","):
                    break
                continue
            if words.lower[begin] in _BODY_WORDS and words.capital[begin]:
                letters = iter("".join(words.lower[begin:at]))
                whole = all(c in letters for c in short.casefold())
                if whole and words.lower[begin][0] == short[0].casefold():
                    found[begin] = at, Head(short, "kemasyarakatan", False, False)
                    break
    return found


def unlisted(words: Words, i: int) -> tuple[int, Head] | None:
    """Read an abbreviation that some region made for a dinas or badan of its own: with a head before
    it or the name of its kota or kabupaten behind it, "Kepala DPMDPPKB", "Disnakerperin Pati".
    """
    word = words.text[i]
    if word.islower() or words.shouted[i] or words.lower[i] in index().given_names:
        return None
    if not _UNLISTED.fullmatch(word):
        return (i + 1, Head(word, "kemasyarakatan", False, False)) if _is_led(words, i) else None
    seated = region_end(words, i + 1) is not None
    second = words.at(i + 1).isupper() and words.at(i + 1).isalpha() and len(words.at(i + 1)) <= 5
    if not seated and second and region_end(words, i + 2) is not None:
        # "Disdagnakerkop UKM Karanganyar"
        return i + 2, Head(words.joined(i, i + 2), "dinas", False, False)
    seated = seated or words.low(i + 1) in ("kota", "kabupaten", "kab", "provinsi")
    if not seated and (words.low(i - 1) not in _OFFICE_HEADS or not word.isupper()):
        return None
    return i + 1, Head(word, "dinas", False, False)


def _is_led(words: Words, i: int) -> bool:
    """Tell whether an abbreviation that no table knows stands behind an office in an organization:
    "Ketua APTI Kecamatan X".
    """
    word, low = words.text[i], words.lower[i]
    if not (word.isalpha() and word.isupper() and 3 <= len(word) <= 9):
        return False
    if words.low(i - 1) not in HEADS or words.shouted[i - 1] or ROMAN.match(word):
        return False
    known = index()
    if known.offices.longest(words.lower, i) is not None:
        return False  # "Koordinator PLKB"
    return not (low in LEVEL_WORDS or low in known.degrees or low in known.titles) and (
        low not in known.field_words and low not in known.stop_words
    )


def read_gloss(words: Words, at: int) -> tuple[int, str | None]:
    """Read "(LPM)" right behind a long form."""
    if words.at(at) == OPEN:
        for end in range(at + 1, min(at + 5, len(words))):
            if words.text[end] == CLOSE:
                inside = words.joined(at + 1, end)
                short = re.fullmatch(r"[A-Z][A-Za-z0-9&./ -]{1,20}", inside)
                if short and (sum(c.isupper() for c in inside) >= 2 or end == at + 2):
                    head = index().agency_heads.longest(words.lower, at + 1)
                    blend = end == at + 2 and inside.startswith(("Dis", "Din", "Bap"))
                    if inside.isupper() or blend or (head is not None and head[0] == end):
                        return end + 1, inside
                break
    return at, None


def explained(words: Words, at: int) -> int | None:
    """Return where the long form in brackets ends: "LPM (Lembaga Pemberdayaan Masyarakat)"."""
    long = index().agency_heads.longest(words.lower, at + 1)
    if long is None or long[0] - at < 3 or words.at(long[0]) != CLOSE:
        return None
    return long[0] + 1


def field_end(words: Words, at: int, *, begun: bool) -> int:
    """Return where the field of a dinas, badan or bagian ends: words of such names, joined by
    commas and "dan" as long as another such word follows. `begun` says that the head names a field.
    """
    fields = index().field_words
    end = at
    if not begun and (_is_abbreviation(words, at) or is_blend(words, at)):
        return at + 1  # "Dinas SDABMBK", "Dinas Kopumdag": what some region calls its own
    while end < len(words):
        low = words.lower[end]
        if low in ("dinas", "badan") and words.capital[end]:
            break  # "Bidang Permukiman Dinas Perumahan": with it the body above begins
        inner = index().agency_heads.longest(words.lower, end) if low not in fields else None
        if end > at and inner is not None and inner[1].klass in ("dinas", "badan"):
            break  # "Bidang Perencanaan Bappeda Litbang" likewise
        if (
            (low in fields and words.capital[end])
            or _between_fields(words, end, at, fields)
            or (
                (low in JOIN or words.text[end] == ",")
                and (begun or end > at)
                and _continues(words, end, fields)
            )
        ):
            end += 1
        else:
            break
    return end


def _between_fields(words: Words, i: int, at: int, fields: frozenset[str]) -> bool:
    """Tell whether an everyday word stands between words of a field: "Pengelola Dana Perkebunan"."""
    if not words.capital[i] or words.shouted[i] or (i == at and words.low(i - 1) not in fields):
        return False
    known = words.lower[i] in index().common_words or words.lower[i] in index().stop_words
    known = known and words.lower[i] not in LEVEL_WORDS
    return known and words.low(i + 1) in fields and words.at(i + 1)[0].isupper()


def _is_abbreviation(words: Words, at: int) -> bool:
    word = words.at(at)
    return (
        word.isupper()
        and word.isalnum()
        and word[0].isalpha()
        and 3 <= len(word) <= 10
        and not words.shouted[at]
        and words.lower[at] not in LEVEL_WORDS
        and words.lower[at] not in index().given_names
    )


def is_blend(words: Words, at: int) -> bool:
    """Tell whether the word is put together of the beginnings of fields: "Perindag", "Kopumdag"."""
    word = words.at(at)
    return (
        word.istitle()
        and _BLEND.fullmatch(words.low(at)) is not None
        and words.low(at) not in index().given_names
        and not words.shouted[at]
    )


def _continues(words: Words, at: int, fields: frozenset[str]) -> bool:
    following = words.low(at + 1)
    if following not in fields or not words.at(at + 1)[0].isupper():
        return False
    if words.text[at] != ",":
        # "Dinas Sosial dan PUTR": an abbreviation that is a dinas by itself is a second one.
        second = index().agency_heads.longest(words.lower, at + 1)
        return (
            second is None
            or second[1].klass not in ("dinas", "badan", "bagian")
            or following in _JOINED
        )
    # A comma inside a name is followed by its "dan" before long.
    return any(words.low(k) in JOIN and words.low(k + 1) in fields for k in range(at + 2, at + 6))


def canonical(head: str) -> str:
    """Return a head with single blanks."""
    return " ".join(head.split())

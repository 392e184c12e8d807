"""Bodies as a text names them: a head from the gazetteer, a name of its own, and places.

Marks where a body stands and what is written there; which namings mean one body is decided later,
with the whole document in view.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.indonesian.capitals import calmed
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
    is_odd_name,
    is_region,
    opens_name,
    prefix,
    region_end,
    run_end,
)
from models.indonesian.words import BREAK, TAB, Words, fold
from models.values.agency import Agency, squeeze

_ROMAN = re.compile(r"^[IVX]{1,5}$")
_OPEN, _CLOSE = "(", ")"
_QUOTES = {"“": "”", '"': '"', "‘": "’", "”": "”"}
TERRITORIAL = {"wilayah", "tetangga"}
NAMED = {"kemasyarakatan", "usaha", "pendidikan", "kesehatan", "panitia", "keagamaan"}
_JOIN = {"dan", "&", "serta"}
_HEADS = {"ketua", "sekretaris", "bendahara", "anggota", "pengurus", "pimpinan", "koordinator"}
_PLACED = word_set("placed_heads")
_NAMED_OFFICES = word_set("named_offices")
_POST_NUMBER = re.compile(r"\d{3,4}(?:-\d{1,2})?(?:/\w+)?|\d{2}/\w+")
_OWN_NAMED = word_set("own_named_heads")
_SECTION_CHIEFS = word_set("section_chiefs")
_MORE_PLACES = {"tingkat", "se"}
_UNITS = {"upt", "uptd", "uptb"}
_OF_COMPANIES = {"kita", "kami", "bersama"}
_OWN_TIERS = {"kelurahan", "kecamatan", "kabupaten", "kota", "kalurahan", "nagari", "distrik"}
_PAPER_TIERS = {"kelurahan", "kalurahan", "desa", "nagari", "kel"}
_HOSPITALS = {"rsud", "rsu", "rs", "rsup", "rsia", "rumah sakit"}
_CHIEFS = {"kepala", "direktur", "manajer", "perwakilan", "bidan", "kader", "petugas"}
_GOVERNMENTS = {"pemkab", "pemkot", "pemprov", "pemdes", "pemkel", "pemcam"}
_POINTED = word_set("pointed_heads")
_VERBS = word_set("headline_verbs")
_LONGEST_UNIT = 7
_LONGEST_FIELD = 5
_BRANCHES = {
    "cabang",
    "wilayah",
    "rayon",
    "kcp",
    "unit",
    "regional",
    "perwakilan",
    "ranting",
    "pos",
}
_LONGEST_FORM = 10
_LONGEST_LED = 6
_LEADERS = {"ketua", "sekretaris", "bendahara", "koordinator", "danru", "komandan", "pengurus"}
_BODY_WORDS = word_set("body_words")
_UNLISTED = re.compile(r"(?:D[A-Z]{3,11}|B[PK][A-Z]{2,9}|Di[sn][A-Za-z]{4,16})[0-9A-Z]*")
_OFFICE_HEADS = {"kepala", "kadis", "ka", "sekretaris", "kabid", "perwakilan", "staf"}
# Classes of bodies that are called by their place and not of it: Polsek Mataram, SD YPK Kensio.
_CALLED = {"keamanan", "pendidikan", "usaha", "pusat"}
_CALLED_BY_PLACE = word_set("called_by_place")
_BY_PLACE = {"kesehatan", "pendidikan"}
# Bodies of a kota or kabupaten, which may be called by its bare name.
_OF_REGIONS = {"dinas", "badan", "bagian", "legislatif"}


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body named in words `first` to `last` (exclusive)."""

    agency: Agency
    first: int
    last: int


def scan(words: Words, lexicon: Lexicon) -> tuple[AgencyMention, ...]:
    """Return every body named, left to right, without overlap."""
    heads = index().agency_heads
    proven = _proven_names(words, lexicon)
    found: list[AgencyMention] = []
    glossed = _glossed(words)
    invented = _invented(words)
    shorts: dict[str, Agency] = {}
    glossed.update({words.text[at + 1]: head for at, head in invented.values()})
    i = 0
    while i < len(words):
        told = glossed.get(words.text[i])
        hit = (
            (i + 1, told)
            if told
            else invented.get(i) or heads.longest(words.lower, i) or _unlisted(words, i)
        )
        if hit is None and words.text[i] in shorts:
            hit = i + 1, Head(words.text[i], shorts[words.text[i]].klass, False, False)
        if hit is None and words.low(i - 1) in _LEADERS:
            led = _led(words, i)
            if led is not None:
                found.append(led)
                i = led.last
                continue
        if opens_name(words, i):
            hit = None
        if hit is None or not _starts_body(words, i, hit[0], hit[1]):
            i += 1
            continue
        short = shorts.get(words.text[i])
        if short is not None and hit[0] == i + 1:
            mentions = [AgencyMention(short, i, i + 1)]  # "UNMA", told to be Universitas Majalengka
        else:
            mentions = _read(words, i, hit[0], hit[1], lexicon, proven)
        found.extend(mentions)
        shorts.update(_shortened(words, mentions))
        i = max((m.last for m in mentions), default=i + 1)
    return tuple(found)


def _led(words: Words, first: int) -> AgencyMention | None:
    """Read a body of a kind that no table knows between its officer's office and his name: "Ketua
    Solidaritas Pedagang Mama Papua (Solpap), Mama Yosephina". A comma or a form of address closes it,
    and words are in it that are no person's.
    """
    known = index()
    end = first
    while end < len(words) and end - first < _LONGEST_LED:
        low = words.lower[end]
        if not words.capital[end] or low in LEVEL_WORDS or begins_person(words, end):
            break
        if known.offices.longest(words.lower, end) or known.agency_heads.longest(words.lower, end):
            return None
        if low in known.stop_words or low in _VERBS:
            return None
        end += 1
    stop, gloss = _gloss(words, end)
    inside = (
        words.at(end) == _OPEN and words.at(end + 2) == _CLOSE and words.at(end + 1)[0].isupper()
    )
    if gloss is None and inside:
        stop = end + 3
    if end - first < 2 or words.shouted[first] or words.lower[first] == "rukun":
        return None
    closed = words.at(stop) == "," and is_name_word(words, stop + 1)
    closed = closed and known.offices.longest(words.lower, stop + 1) is None
    addressed = words.low(stop) in known.honorifics or begins_person(words, stop)
    personal = sum(low in known.given_names for low in words.lower[first:end])
    if words.lower[first] in known.given_names or 2 * personal > end - first:
        return None
    if not (closed or addressed or inside):
        return None
    name = words.joined(first, end)
    return AgencyMention(Agency(name, name, "kemasyarakatan"), first, stop)


def _shortened(words: Words, mentions: list[AgencyMention]) -> Iterator[tuple[str, Agency]]:
    """Yield the abbreviation in brackets with which the naming of a body that has a name of its own
    ends, and the body: "Universitas Majalengka (UNMA)".
    """
    for mention in mentions:
        last = mention.last
        if words.at(last - 1) == _CLOSE and words.at(last - 3) == _OPEN:
            short = words.text[last - 2]
            named = mention.agency.own or mention.agency.klass in _CALLED
            letters = iter(words.joined(mention.first, last - 3).casefold())
            made = all(c in letters for c in short.casefold())  # "Pustu Binanga (LPM)" is two
            if named and made and short.isalpha() and sum(c.isupper() for c in short) >= 3:
                yield short, mention.agency


def _glossed(words: Words) -> dict[str, Head]:
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
        if head.open and words.at(at) != _OPEN:
            end = _field_end(words, at, begun=at - i > 1)
            if end > at:
                head = replace(head, short=_canonical(words.joined(i, end)))
                at = end
        end, gloss = _gloss(words, at)
        if gloss is not None and end - at == 3 and len(gloss) > 2:
            found.setdefault(gloss, replace(head, shouted=False))
    return found


def _invented(words: Words) -> dict[int, tuple[int, Head]]:
    """Return the long forms that no table knows, by where they begin, with where their brackets open:
    "Forum Komunikasi Ketua RT/RW (FKRTW)". A word for bodies begins them, and the abbreviation is
    made of their letters.
    """
    found: dict[int, tuple[int, Head]] = {}
    for at in range(2, len(words) - 2):
        short = words.text[at + 1]
        if words.text[at] != _OPEN or words.text[at + 2] != _CLOSE:
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


def _unlisted(words: Words, i: int) -> tuple[int, Head] | None:
    """Read an abbreviation that some region made for a dinas or badan of its own: with a head before
    it or the name of its kota or kabupaten behind it, "Kepala DPMDPPKB", "Disnakerperin Pati".
    """
    word = words.text[i]
    if words.shouted[i] or words.lower[i] in index().given_names:
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
    if words.low(i - 1) not in _HEADS or words.shouted[i - 1] or _ROMAN.match(word):
        return False
    known = index()
    if known.offices.longest(words.lower, i) is not None:
        return False  # "Koordinator PLKB"
    return not (low in LEVEL_WORDS or low in known.degrees or low in known.titles) and (
        low not in known.field_words and low not in known.stop_words
    )


def _starts_body(words: Words, i: int, end: int, head: Head) -> bool:
    """A head counts when it is written as a name: with a capital, or as a known abbreviation."""
    word = words.text[i]
    if head.shouted and end - i == 1 and not word[1:2].isupper():
        return False  # "Bpk." is no BPK, "sd" no school
    seated = head.klass in TERRITORIAL and is_name_word(words, end)
    if _in_field(words, i) and not seated and head.klass not in ("dinas", "badan"):
        return False  # "Kasi Kesra", "Kabid Pemberdayaan Koperasi": a field of work
    if words.low(i - 1) in _SECTION_CHIEFS and end - i == 1 and not _says_body(words.low(i)):
        return False  # "Kasi PMD"
    if word[0].isupper():
        return True
    if head.klass == "kesehatan" and not head.shouted and is_name_word(words, end):
        return True  # "kader posyandu Kenanga"
    if head.klass in NAMED and words.at(end) in _QUOTES and words.at(end + 1)[0].isupper():
        return True  # "bank sampah “Berkah Mandiri”"
    return end - i > 1 and is_name_word(words, end)


def _in_field(words: Words, i: int) -> bool:
    """Tell whether the word stands among those of a section whose chief is named before."""
    fields = index().field_words
    for k in range(i - 1, i - _LONGEST_FIELD, -1):
        if words.low(k) in _SECTION_CHIEFS:
            return True
        if words.low(k) not in fields and words.low(k) not in _JOIN:
            return False
    return False


def _says_body(low: str) -> bool:
    return low.startswith(("dinas", "dis", "badan", "bapp"))


def _read(
    words: Words, first: int, at: int, head: Head, lexicon: Lexicon, proven: frozenset[str]
) -> list[AgencyMention]:
    label = words.joined(first, at)
    if label.islower():
        label = label.title()
    name = head.short
    at, gloss = _gloss(words, at)
    # "Dinas Pertanian dan Perikanan": a head of one word goes on over the words of its field.
    unit = fold(label) in _UNITS
    if head.open and gloss is None and not unit:
        end = _field_end(words, at, begun=at - first > 1)
        if end > at:
            label = name = words.joined(first, end)
            at, gloss = _gloss(words, end)
    second = index().agency_heads.longest(words.lower, at) if gloss is None else None
    if head.klass == "dinas" and second is not None and _is_doubled(words, first, at, second):
        # "Dinas PUPR Perkim": one dinas under two abbreviations
        label = name = words.joined(first, second[0])
        at, gloss = _gloss(words, second[0])
    if gloss is not None and len(gloss) <= 10:
        label = gloss if head.klass in NAMED and gloss.isupper() else label
    if gloss is None and head.shouted and words.at(at) == _OPEN:
        at = _explained(words, at) or at
    if unit:
        own, at = _unit_name(words, at)
    else:
        own, at = _own_name(words, at, head, lexicon, proven)
    if gloss is None:
        at, gloss = _gloss(words, at)
        if gloss is not None and own and _ROMAN.match(words.at(at)):
            own, at = f"{own} {words.text[at]}", at + 1  # "Balai Wilayah Sungai Sumatera (BWSS) VI"
    branch = _branch_end(words, at) if head.klass in ("pusat", "usaha", "keamanan") else at
    if branch > at:
        own, at = f"{own} {words.joined(at, branch)}".strip(), branch
    if not own and _heads_paper(words, at, head):
        at += 1
    of, at = _places(words, at, head, lexicon)
    if head.needs_name and name == head.short and not own and not of:
        if head.klass == "wilayah" and words.low(first) in _GOVERNMENTS and first + 1 == at:
            return [AgencyMention(Agency(head.short, head.short, "wilayah"), first, at)]
        return []
    if head.klass == "wilayah" and first in lexicon.bare:
        return []
    if label.casefold() in (
        "dinas",
        "badan",
        "bagian",
        "kantor",
        "suku dinas",
        "koperasi",
    ) and not (own or of):
        return []  # a bare "Dinas" names nobody
    if head.klass in TERRITORIAL:
        label = head.short  # "Pemerintah Kelurahan X", "Kel. X" are Kelurahan X
    agency = Agency(_canonical(name), _calm(label), head.klass, own, of)
    return [AgencyMention(agency, first, at)]


def _branch_end(words: Words, at: int) -> int:
    """Return where the branch of a body ends that is told behind its name: "Bulog Cabang Nabire"."""
    if words.low(at) not in _BRANCHES or not words.capital[at] or words.shouted[at]:
        return at
    stop = region_end(words, at + 1) or run_end(words, at + 1)
    return stop if stop > at + 1 and not words.at(stop)[0].isupper() else at


def _is_doubled(words: Words, first: int, at: int, second: tuple[int, Head]) -> bool:
    """Tell whether an abbreviation of a dinas stands right behind another one."""
    short = second[0] - at == 1 and words.text[at] not in ("UPT", "UPTD")
    said = words.lower[first] == "dinas" and words.at(at - 1).isupper() and at - first > 1
    return short and said and second[1].klass == "dinas" and not words.shouted[at]


def _gloss(words: Words, at: int) -> tuple[int, str | None]:
    """Read "(LPM)" right behind a long form."""
    if words.at(at) == _OPEN:
        for end in range(at + 1, min(at + 5, len(words))):
            if words.text[end] == _CLOSE:
                inside = words.joined(at + 1, end)
                short = re.fullmatch(r"[A-Z][A-Za-z0-9&./ -]{1,20}", inside)
                if short and (sum(c.isupper() for c in inside) >= 2 or end == at + 2):
                    head = index().agency_heads.longest(words.lower, at + 1)
                    blend = end == at + 2 and inside.startswith(("Dis", "Din", "Bap"))
                    if inside.isupper() or blend or (head is not None and head[0] == end):
                        return end + 1, inside
                break
    return at, None


def _explained(words: Words, at: int) -> int | None:
    """Return where the long form in brackets ends: "LPM (Lembaga Pemberdayaan Masyarakat)"."""
    long = index().agency_heads.longest(words.lower, at + 1)
    if long is None or long[0] - at < 3 or words.at(long[0]) != _CLOSE:
        return None
    return long[0] + 1


def _field_end(words: Words, at: int, *, begun: bool) -> int:
    """Return where the field of a dinas, badan or bagian ends: words of such names, joined by
    commas and "dan" as long as another such word follows. `begun` says that the head names a field.
    """
    fields = index().field_words
    end = at
    if not begun and _is_abbreviation(words, at):
        return at + 1  # "Dinas SDABMBK": an abbreviation of some region's own
    while end < len(words):
        low = words.lower[end]
        if low in ("dinas", "badan") and words.capital[end]:
            break  # "Bidang Permukiman Dinas Perumahan": with it the body above begins
        if (
            (low in fields and words.capital[end])
            or _between_fields(words, end, at, fields)
            or (
                (low in _JOIN or words.text[end] == ",")
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
            or following in ("umkm", "ukm")
        )
    # A comma inside a name is followed by its "dan" before long.
    return any(words.low(k) in _JOIN and words.low(k + 1) in fields for k in range(at + 2, at + 6))


def _closing(words: Words, at: int) -> int | None:
    """Return where the quotation mark stands that closes a name opened here."""
    close = _QUOTES[words.text[at]]
    return next((i for i in range(at + 2, min(at + 7, len(words))) if words.text[i] == close), None)


def _own_name(
    words: Words, at: int, head: Head, lexicon: Lexicon, proven: frozenset[str]
) -> tuple[str, int]:
    """Read the proper name behind a head."""
    if words.at(at) in _QUOTES and head.klass in NAMED:
        if head.klass == "pendidikan":
            return _quoted_school(words, at, _QUOTES[words.text[at]])
        close = _closing(words, at)
        if close is not None:
            return _calm(words.joined(at + 1, close)), close + 1
    if head.klass == "kesehatan" and fold(head.short) in _HOSPITALS:
        end = _honoured(words, at)
        if end > at:
            return words.joined(at, end), end
    begin = at
    if words.at(begin) == "." and (head.klass in TERRITORIAL or words.low(at - 1) in _POINTED):
        begin += 1
    if head.klass in TERRITORIAL:
        end = run_end(words, begin)
    else:
        end = begin
        while end < len(words) and end - begin < 5 and _in_own_name(words, end, begin, head):
            end += 1
    if end > begin and head.klass == "kemasyarakatan" and words.at(end) in _QUOTES:
        close = _closing(words, end)  # 'Kelompok Tenun "Nggoli Mandiri"'
        if close is not None and words.text[end + 1][0].isupper():
            own = f"{words.joined(begin, end)} {words.joined(end + 1, close)}"
            return _calm(own), close + 1
    if end < len(words) and end > begin and _ROMAN.match(words.text[end]):
        end += 1
    if head.klass in _CALLED:
        end = max(region_end(words, i) or end for i in range(begin, max(end, begin + 1)))
    if head.klass == "keamanan":
        last = post_number(words, begin)
        if last > begin:
            return words.joined(begin, last), last
    if end == begin:
        return "", at
    if head.klass in TERRITORIAL:
        if head.short == "Kota" and not is_region(words, begin, end) and _named_so(words, at - 1):
            return "", at
        level = LEVEL_WORDS.get(head.short.casefold(), (None, ""))[0]
        stop = prefix(words, begin, end, lexicon, level) or prefix(words, begin, end, lexicon)
        if (
            level is None
            and stop is not None
            and stop < end
            and is_whole(words, stop, end, headed=_is_headed(words, at - 1))
        ):
            stop = end  # "Desa Adat Sangsit Dauh Yeh" in Desa Sangsit
        stop = stop or guess(words, begin, end)
        return _calm(lexicon.spelled(words.joined(begin, stop), level)), stop
    if fold(head.short) in _NAMED_OFFICES:
        return (_calm(words.joined(begin, min(end, begin + 2))), min(end, begin + 2))
    if head.klass not in NAMED:
        return "", at
    if end > begin and _is_numbered(words, end, head):
        return _calm(words.joined(begin, end + 1)), end + 1  # "Posyandu Melati 2"
    # A proven place behind the head is where the body is, not what it is called; posts of health
    # and schools are called by their place.
    stop = prefix(words, begin, end, lexicon)
    if stop is not None:
        whole = stop < end and is_whole(words, stop, end, headed=_is_headed(words, at - 1))
        if head.klass not in ("kesehatan", "pendidikan"):
            own_named = _is_own_named(head) or fold(words.joined(at - 1, at)) in _OWN_NAMED
            if whole and (own_named or head.klass == "usaha"):
                return _calm(words.joined(begin, end)), end  # "BUMDes Lalang Sejahtera"
            return "", at
        if whole:
            return _calm(words.joined(begin, end)), end  # "Puskesmas Girian Weru" in Girian
        if words.low(stop) in PLACE_WORDS and words.capital[stop] and not words.shouted[begin]:
            stop += 1  # "Puskesmas Sidorejo Lor" in Kecamatan Sidorejo
        stop += words.at(stop).isdigit() or bool(_ROMAN.match(words.at(stop)))
        return _calm(words.joined(begin, stop)), stop
    if _is_closed(words, at, end):
        return _calm(words.joined(begin, end)), end
    if fold(head.short) in _PLACED:
        # "LPM Siantan Hulu Mahyudi": a word of places proves the place, and the person follows.
        if words.low(begin + 1) in PLACE_WORDS and words.capital[begin + 1]:
            return _calm(words.joined(begin, begin + 2)), begin + 2
        stop = _parted(words, begin, end) if _is_headed(words, at) else begin
        return (_calm(words.joined(begin, stop)), stop) if stop > begin else ("", at)
    for stop in range(end, begin, -1):
        if words.joined(begin, stop).casefold() in proven:
            return _calm(words.joined(begin, stop)), stop
    follower = words.at(end)
    if (
        words.shouted[begin]
        or not follower[0].isalpha()
        or follower[0].islower()
        or words.low(end) in LEVEL_WORDS
    ):
        if head.klass == "kemasyarakatan" and _is_person(words, begin, end):
            return "", at
        headed = end - begin >= 2 and _is_headed(words, at)
        if headed and head.klass in _BY_PLACE and not words.shouted[begin]:
            stop = _parted(words, begin, end)
            if stop > begin:
                return _calm(words.joined(begin, stop)), stop
        headed = headed and head.klass in ("kemasyarakatan", "usaha")
        named = follower == "," and is_name_word(words, end + 1) and not _is_degree(words, end + 1)
        if headed and not named:
            stop = _parted(words, begin, end)
            if begin < stop < end:
                return _calm(words.joined(begin, stop)), stop
        return _calm(words.joined(begin, end)), end
    return "", at


def _parted(words: Words, begin: int, end: int) -> int:
    """Return where the place ends that a run behind a body begins with: "LPM Cikoneng Gusti Rendra";
    where it begins when its words do not surely look so.
    """
    found = shares(words.text[begin:end])
    stop = max(range(len(found)), key=found.__getitem__)
    return begin + stop if found[stop] >= _LIKELY else begin


_LIKELY = 0.6
"""From which share on a run behind a body is parted as it looks."""


def _is_degree(words: Words, at: int) -> bool:
    """Tell whether a degree stands here, which ends a person's name: "Siti Khotimah, S.Sos"."""
    return re.sub(r"[^a-z]", "", words.low(at)) in index().degrees


def _is_numbered(words: Words, i: int, head: Head) -> bool:
    """Tell whether the number here ends the name of a body: of "Posyandu Melati 2", not of "2 unit"."""
    if head.klass not in ("kesehatan", "kemasyarakatan", "keagamaan"):
        return False
    number, follower = words.at(i), words.at(i + 1)
    return number.isdigit() and len(number) <= 2 and not follower[0].isalnum()


def _is_closed(words: Words, at: int, end: int) -> bool:
    """Tell whether a comma with the holder of an office behind it closes the body whose office stands
    before it: "Ketua Bank Sampah Asri, Dewa Ayu"; so does his title. What fills a cell, a line or brackets with its office
    is closed likewise.
    """
    if not _is_headed(words, at):
        return False
    if words.at(end) in (TAB, ")", BREAK):
        named = any(low in index().given_names for low in words.lower[at:end])
        apart = words.at(end) != BREAK and words.low(at) not in index().given_names
        return _begins_piece(words, at) and (apart or not named)
    if begins_person(words, end) or (words.at(end) == "(" and _opens_person(words, end + 1)):
        return True  # "Ketua Karang Taruna Cikoneng H. Rendra"
    if words.at(end) != ",":
        return False
    begins = begins_person(words, end + 1) or words.low(end + 1) in index().honorifics
    return begins or (
        is_name_word(words, end + 1)
        and index().offices.longest(words.lower, end + 1) is None
        and index().agency_heads.longest(words.lower, end + 1) is None
    )


def _opens_person(words: Words, at: int) -> bool:
    """Tell whether a bracket holds a name and no abbreviation: "Kepala SDN 1 Watubela (Lestari)"."""
    return begins_person(words, at) or (
        is_name_word(words, at)
        and not words.at(at).isupper()
        and index().offices.longest(words.lower, at) is None
        and index().agency_heads.longest(words.lower, at) is None
    )


def _begins_piece(words: Words, at: int) -> bool:
    """Tell whether a cell, a line or a bracket begins with the office before the head that ends here."""
    for i in range(at - 1, at - 8, -1):
        if words.at(i) in (TAB, BREAK, "("):
            return words.low(i + 1) in _HEADS or words.low(i + 1) in _CHIEFS
        if not words.at(i)[0].isalpha():
            return False
    return False


def _honoured(words: Words, at: int) -> int:
    """Return where the name with its titles ends after which a hospital is called: "RSUD dr. H.
    Koesnadi"; where it begins when no title stands there.
    """
    end = at
    titles = index().titles | {"dr", "prof"}
    while words.low(end) in titles or (end > at and words.at(end) == "."):
        end += 1
    stop = run_end(words, end) if end > at else at
    return stop if stop > end else at


def is_whole(words: Words, stop: int, end: int, *, headed: bool) -> bool:
    """Tell whether a run that begins with a proven place is one name up to its end: nobody's name
    goes on behind the place where an office stands before it (`headed`), and a mark or a small
    letter closes it.
    """
    if words.at(end)[0].isupper() or begins_person(words, end):
        return False
    return not headed or shares(words.text[stop:end])[0] < 0.5


def _unit_name(words: Words, begin: int) -> tuple[str, int]:
    """Read what a technical unit is called up to the next mark: "UPTD PU Wilayah III Cicurug"."""
    end = begin
    while end < len(words) and end - begin < _LONGEST_UNIT:
        joins = words.lower[end] in _JOIN and end > begin and words.at(end + 1)[0].isupper()
        if not joins and (not words.capital[end] or words.lower[end] in LEVEL_WORDS):
            break
        if begins_person(words, end) or words.low(end) in index().given_names:
            break
        if end > begin and not joins and index().agency_heads.longest(words.lower, end) is not None:
            hit = index().agency_heads.longest(words.lower, end)
            if hit is not None and hit[1].klass in ("dinas", "badan") and len(words.text[end]) > 3:
                break
        end += 1
    return (words.joined(begin, end), end) if end > begin else ("", begin)


def post_number(words: Words, begin: int) -> int:
    """Return where the number of an army post ends, `begin` without one: "Koramil 1207-01", whether
    or not the tokenizer parted it, "07/Kalideres", "07 Kemayoran".
    """
    end = begin
    if _POST_NUMBER.fullmatch(words.at(begin)):
        dash = words.at(begin + 1) == "-" and words.at(begin + 2).isdigit()
        end = begin + (3 if dash else 1)
    elif re.fullmatch(r"\d{2}", words.at(begin)):
        seated = words.at(begin + 1)[0].isupper() and run_end(words, begin + 1) > begin + 1
        slashed = words.at(begin + 1) == "/" and words.at(begin + 2)[0].isupper()
        if not seated and not slashed:
            return begin
        end = begin + 1
        if seated:
            return end + 1
    if end > begin and words.at(end) == "/" and words.at(end + 1)[0].isupper():
        end += 2
        end += words.low(end) in PLACE_WORDS and words.capital[end]  # "0505/Jakarta Timur"
    return end


def _quoted_school(words: Words, at: int, close: str) -> tuple[str, int]:
    """Read the quoted name of a school with the town behind it: UPN "Veteran" Yogyakarta."""
    for end in range(at + 1, min(at + 7, len(words))):
        if words.text[end] == close:
            town = words.at(end + 1)
            seated = town[0].isupper() and squeeze(town) in index().region_names
            name = _calm(words.joined(at + 1, end))
            return (f"{name} {town}", end + 2) if seated else (name, end + 1)
    return "", at


def _named_so(words: Words, i: int) -> bool:
    """Tell whether "Kota" ends the name before it: "Kelurahan Sagulung Kota"."""
    return is_name_word(words, i - 1)


def _in_own_name(words: Words, i: int, begin: int, head: Head) -> bool:
    """Tell whether the word may be part of the proper name of a body."""
    if i > begin and (
        index().agency_heads.longest(words.lower, i) is not None or words.lower[i] in index().titles
    ):
        return False
    if begins_person(words, i) or (
        i == begin and words.at(i + 1) == "." and len(words.text[i]) == 1
    ):
        return False
    word = words.text[i]
    if i > begin and words.lower[i] in index().honorifics and words.at(i + 1)[0].isupper():
        return False  # "BRI Unit Kerjo Mbak Vina"
    if i > begin and len(word) == 1 and word.isalpha() and not _ROMAN.match(word):
        return False  # a column of its own: "Puskesmas Girian P"
    if head.klass in ("usaha", "pendidikan", "panitia"):
        if word.isdigit():
            return (
                head.klass != "panitia"
                and (len(word) <= 2 or (head.klass == "pendidikan" and len(word) in (3, 6)))
                and (i > begin or words.at(i + 1)[0].isupper())
            )
        if word[0].isupper() and word[0].isalpha():
            low = words.lower[i]
            if low in LEVEL_WORDS or (i > begin and low in _VERBS):
                return False
            return low not in index().stop_words or (
                i > begin and low in _OF_COMPANIES and head.klass == "usaha"
            )
        return (
            words.lower[i] == "dan"
            and i > begin
            and words.at(i + 1)[0].isupper()
            and (head.klass == "panitia" or words.lower[i - 1] in index().field_words)
        )
    if _is_own_named(head) and words.capital[i] and is_odd_name(words, i):
        if words.lower[i] in _VERBS:
            return False
        return not words.shouted[i] or is_name_word(words, i)
    if is_name_word(words, i):
        return True
    if head.klass != "kesehatan" or not words.capital[i]:
        return False
    # "Puskesmas Pasar Baru": everyday words, one that may be a name's first and those that qualify
    return is_odd_name(words, i) if i == begin else words.lower[i] in PLACE_WORDS


def _is_own_named(head: Head) -> bool:
    """Tell whether bodies of this kind are called by names of their own, of everyday words too."""
    short = fold(head.short)
    return short in _OWN_NAMED or (head.klass == "kemasyarakatan" and short not in _PLACED)


def _is_headed(words: Words, at: int) -> bool:
    """Tell whether an office stands before the body whose head ends here: "Ketua BPD …"."""
    return any(words.low(i) in _HEADS or words.low(i) in _CHIEFS for i in range(at - 5, at))


def _is_person(words: Words, begin: int, end: int) -> bool:
    names = index().given_names
    return all(words.lower[i] in names for i in range(begin, end))


def _places(words: Words, at: int, head: Head, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
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
                f"{entry[1]} {_calm(lexicon.spelled(words.joined(begin, stop), entry[0]))}"
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
            if stop is None and region is None and head.klass in _CALLED:
                named = region_end(words, step)
                if named is not None and not words.at(named)[0].isupper():
                    places.append(_calm(words.joined(step, named)))  # "BBPVP Semarang"
                    at = named
                    continue
            if (
                region is not None
                and (stop is None or region >= stop)
                and not _at_kota(words, step, region, lexicon)
            ):
                places.append(_calm(words.joined(step, region)))  # "DPRD Sidoarjo"
                at = region
                continue
            if stop is not None and head.klass == "keamanan" and words.low(stop) == "kota":
                places.append(_calm(words.joined(step, stop + 1)))  # "Polresta Kupang Kota"
                return tuple(places), stop + 1
            if stop is not None and words.low(stop) in PLACE_WORDS and words.capital[stop]:
                break  # a longer name than the proven one: "Sungai Pinang Dalam"
            if stop is not None:
                places.append(_with_level(words.joined(step, stop), head, lexicon))
                at = stop
                continue
            if head.klass == "keamanan" and is_name_word(words, step):
                stop = guess(words, step, end)  # "Polsek Mataram": a post is called by its place
                places.append(_calm(words.joined(step, stop)))
                at = stop
                continue
        break
    return tuple(places), at


def _heads_paper(words: Words, at: int, head: Head) -> bool:
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
        head.klass in _CALLED
        or fold(head.short) in _CALLED_BY_PLACE
        or fold(head.short).startswith(("sudin", "suku dinas"))
    ):
        return lexicon.spelled(name)  # Polsek Mataram, Sudin LH Jakarta Timur: the post's own name
    for level in order:
        if lexicon.knows(name, level):
            spelled = lexicon.spelled(name, level)
            return f"{lexicon.kind(level, spelled) or level.value.capitalize()} {_calm(spelled)}"
    return lexicon.spelled(name)


def _proven_names(words: Words, lexicon: Lexicon) -> frozenset[str]:
    """Return the own names that some naming proves: quoted, or followed by a level word."""
    names: set[str] = set()
    heads = index().agency_heads
    for i in range(len(words)):
        hit = heads.longest(words.lower, i) if words.capital[i] else None
        if hit is None or hit[1].klass not in NAMED:
            continue
        at, _ = _gloss(words, hit[0])
        if words.at(at) in _QUOTES:
            close = _QUOTES[words.text[at]]
            for end in range(at + 1, min(at + 7, len(words))):
                if words.text[end] == close:
                    names.add(words.joined(at + 1, end).casefold())
                    break
            continue
        end = at
        while end < len(words) and end - at < 4 and is_name_word(words, end):
            end += 1
        stands = words.low(end) in LEVEL_WORDS or (
            words.at(end)[0].islower()
            and words.low(end) not in _JOIN
            and not words.shouted[i]
            and not _is_headed(words, i)
        )
        if end > at and stands and prefix(words, at, end, lexicon) is None:
            names.add(words.joined(at, end).casefold())
    return frozenset(names)


def _canonical(head: str) -> str:
    return " ".join(head.split())


def _calm(name: str) -> str:
    """Return a shouted name as running text writes it; abbreviations of few letters stay."""
    if not name.isupper() or len(name) <= 5 or BREAK in name or TAB in name:
        return name
    return calmed(name)

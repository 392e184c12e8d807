"""What a body is called: the name behind its head, and where it ends before a place or a person."""

import re

from models.indonesian.agencies.common import (
    CALLED,
    CHIEFS,
    HEADS,
    JOIN,
    NAMED,
    QUOTES,
    ROMAN,
    TERRITORIAL,
    VERBS,
    calm,
    is_headed,
)
from models.indonesian.agencies.heads import read_gloss
from models.indonesian.gazetteers import word_set
from models.indonesian.index import Head, index
from models.indonesian.parting import shares
from models.indonesian.places import (
    LEVEL_WORDS,
    PLACE_WORDS,
    Lexicon,
    begins_person,
    guess,
    is_name_word,
    is_odd_name,
    is_region,
    prefix,
    region_end,
    run_end,
)
from models.indonesian.words import BREAK, TAB, Words, fold
from models.values.agency import squeeze
from models.values.date_patterns import MONTHS

_PLACED = word_set("placed_heads")
_NAMED_OFFICES = word_set("named_offices")
_POST_NUMBER = re.compile(r"\d{3,4}(?:-\d{1,2})?(?:/\w+)?|\d{2}/\w+")
_OWN_NAMED = word_set("own_named_heads")
_OF_COMPANIES = {"kita", "kami", "bersama"}
_HOSPITALS = {"rsud", "rsu", "rs", "rsup", "rsia", "rumah sakit"}
_POINTED = word_set("pointed_heads")
_LONGEST_UNIT = 7
_BY_PLACE = {"kesehatan", "pendidikan"}
_WARDS = {"rt", "rw", "rk"}
_STATE_SCHOOLS = {"sdn", "smpn", "sman", "smkn", "mtsn", "min", "man", "slbn", "tkn"}
_STATE = {"negeri", "inpres", "n"}
_SCHOOLS = {"sd", "smp", "sma", "smk", "tk", "slb", "mts", "mi", "ma"}
_GATHERING = {
    "forum",
    "paguyuban",
    "kelompok",
    "komunitas",
    "himpunan",
    "ikatan",
    "persatuan",
    "aliansi",
}
_MEMBERS = {"warga", "masyarakat", "pemuda", "ibu", "pedagang", "nelayan", "wanita", "perempuan"}
_OF_PEOPLES = {"lembaga adat", "kan"}
_COUNTED = {
    "orang",
    "siswa",
    "unit",
    "buah",
    "rombel",
    "ruang",
    "murid",
    "guru",
    "lokal",
    "kelas",
    "paket",
    "lembaga",
}


def own_name(
    words: Words, at: int, head: Head, lexicon: Lexicon, proven: frozenset[str]
) -> tuple[str, int]:
    """Read the proper name behind a head."""
    if words.at(at) in QUOTES and head.klass in NAMED:
        if head.klass == "pendidikan":
            return _quoted_school(words, at, QUOTES[words.text[at]])
        close = _closing(words, at)
        if close is not None:
            return calm(words.joined(at + 1, close)), close + 1
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
        if head.klass == "pendidikan" and _is_day(words, begin):
            end += 3  # "Universitas 17 Agustus 1945 Surabaya"
        while end < len(words) and end - begin < 5 and _in_own_name(words, end, begin, head):
            end += 1
    if end > begin and head.klass == "kemasyarakatan" and words.at(end) in QUOTES:
        close = _closing(words, end)  # 'Kelompok Tenun "Nggoli Mandiri"'
        if close is not None and words.text[end + 1][0].isupper():
            own = f"{words.joined(begin, end)} {words.joined(end + 1, close)}"
            return calm(own), close + 1
    if end < len(words) and end > begin and ROMAN.match(words.text[end]):
        end += 1
    if head.klass in CALLED:
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
        if words.low(at - 2) == "wali" and head.short == "Kota" and not region_end(words, begin):
            return "", at  # every kota is known: "Wali Kota Bodewin Wattimena"
        level = LEVEL_WORDS.get(head.short.casefold(), (None, ""))[0]
        stop = prefix(words, begin, end, lexicon, level) or prefix(words, begin, end, lexicon)
        if (
            level is None
            and stop is not None
            and stop < end
            and is_whole(words, stop, end, headed=is_headed(words, at - 1))
        ):
            stop = end  # "Desa Adat Sangsit Dauh Yeh" in Desa Sangsit
        stop = stop or guess(words, begin, end)
        return calm(lexicon.spelled(words.joined(begin, stop), level)), stop
    if fold(head.short) in _NAMED_OFFICES:
        end = _region_named(words, begin)
        return calm(words.joined(begin, end)), end
    if head.klass not in NAMED:
        return "", at
    if end > begin and _is_numbered(words, end, head):
        return calm(words.joined(begin, end + 1)), end + 1  # "Posyandu Melati 2"
    # A proven place behind the head is where the body is, not what it is called; posts of health
    # and schools are called by their place.
    stop = prefix(words, begin, end, lexicon)
    if stop is not None:
        whole = stop < end and is_whole(words, stop, end, headed=is_headed(words, at - 1))
        if head.klass not in ("kesehatan", "pendidikan"):
            own_named = _is_own_named(head) or fold(words.joined(at - 1, at)) in _OWN_NAMED
            if whole and (own_named or head.klass == "usaha"):
                return calm(words.joined(begin, end)), end  # "BUMDes Lalang Sejahtera"
            return "", at
        if whole:
            return calm(words.joined(begin, end)), end  # "Puskesmas Girian Weru" in Girian
        if words.low(stop) in PLACE_WORDS and words.capital[stop] and not words.shouted[begin]:
            stop += 1  # "Puskesmas Sidorejo Lor" in Kecamatan Sidorejo
        stop += words.at(stop).isdigit() or bool(ROMAN.match(words.at(stop)))
        return calm(words.joined(begin, stop)), stop
    if _is_closed(words, at, end):
        return calm(words.joined(begin, end)), end
    if head.klass == "panitia" and index().agency_heads.longest(words.lower, end) is not None:
        return calm(words.joined(begin, end)), end  # the body that it works for follows
    if fold(head.short) in _PLACED:
        # "LPM Siantan Hulu Mahyudi": a word of places proves the place, and the person follows.
        if words.low(begin + 1) in PLACE_WORDS and words.capital[begin + 1]:
            return calm(words.joined(begin, begin + 2)), begin + 2
        headed = is_headed(words, at)
        closed = not words.at(end)[0].isupper() and shares(words.text[begin:end])[-1] > 0.5
        if not headed and closed and fold(head.short) in _OF_PEOPLES:
            return calm(words.joined(begin, end)), end  # "Dewan Adat Dayak"
        stop = _parted(words, begin, end) if headed else begin
        return (calm(words.joined(begin, stop)), stop) if stop > begin else ("", at)
    for stop in range(end, begin, -1):
        if words.joined(begin, stop).casefold() in proven:
            return calm(words.joined(begin, stop)), stop
    follower = words.at(end)
    if (
        words.shouted[begin]
        or not follower[0].isalpha()
        or follower[0].islower()
        or words.low(end) in LEVEL_WORDS
        or words.low(end) in _WARDS
    ):
        if head.klass == "kemasyarakatan" and _is_person(words, begin, end):
            return "", at
        if head.klass == "panitia" and is_headed(words, at) and _looks_personal(words, begin, end):
            return "", at  # "Sekretaris Panitia Ermi Yulita"
        headed = end - begin >= 2 and is_headed(words, at)
        if headed and head.klass in _BY_PLACE and not words.shouted[begin]:
            stop = _parted(words, begin, end)
            if stop > begin:
                return calm(words.joined(begin, stop)), stop
        headed = headed and head.klass in ("kemasyarakatan", "usaha")
        named = follower == "," and is_name_word(words, end + 1) and not _is_degree(words, end + 1)
        if headed and not named:
            stop = _parted(words, begin, end)
            if begin < stop < end:
                return calm(words.joined(begin, stop)), stop
        return calm(words.joined(begin, end)), end
    return "", at


def _is_state_school(words: Words, at: int) -> bool:
    """Tell whether the number here is what a school of the state is called by, and counts nothing: no
    "SDN 3 unit".
    """
    before = words.low(at - 1)
    state = before in _STATE_SCHOOLS or (before in _STATE and words.low(at - 2) in _SCHOOLS)
    fits = len(words.text[at]) <= 3 or len(words.text[at]) == 6
    return state and fits and words.low(at + 1) not in _COUNTED


def _looks_personal(words: Words, begin: int, end: int) -> bool:
    """Tell whether the run looks like a person's name and no body's."""
    named = any(words.lower[i] in index().given_names for i in range(begin, end))
    return named and shares(words.text[begin:end])[0] > 0.5


def _is_day(words: Words, at: int) -> bool:
    """Tell whether a date with its year stands here."""
    year = words.at(at + 2)
    return words.at(at).isdigit() and words.low(at + 1) in MONTHS and year.isdigit()


def _region_named(words: Words, begin: int) -> int:
    """Return where the name of a region or river ends after which an office of the state is called:
    "BWS Nusa Tenggara II", "BPJN Maluku"; its head's name is no part of it.
    """
    end = region_end(words, begin) or begin
    while end < len(words) and end - begin < 3 and not ROMAN.match(words.text[end]):
        placed = words.low(end) in PLACE_WORDS and words.capital[end] and end > begin
        if begins_person(words, end) or not (placed or is_name_word(words, end)):
            break
        end += 1
    if end - begin > 1 and region_end(words, begin) is None and is_headed(words, begin):
        end = max(begin + 1, _parted(words, begin, end))
    elif (region := region_end(words, begin)) is not None:
        end = region
    return end + bool(end > begin and ROMAN.match(words.at(end)))


def _closing(words: Words, at: int) -> int | None:
    """Return where the quotation mark stands that closes a name opened here."""
    close = QUOTES[words.text[at]]
    return next((i for i in range(at + 2, min(at + 7, len(words))) if words.text[i] == close), None)


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
    if not is_headed(words, at):
        return False
    if words.at(end) in (TAB, ")", BREAK):
        named = any(low in index().given_names for low in words.lower[at:end])
        apart = words.at(end) != BREAK and words.low(at) not in index().given_names
        return _begins_piece(words, at) and (apart or not named)
    if words.low(end) in index().honorifics and words.at(end + 1)[0].isupper():
        return True  # "Ketua Kelompok Wanita Nelayan Mambri Ibu Dorce Osok"
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
            return words.low(i + 1) in HEADS or words.low(i + 1) in CHIEFS
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


def unit_name(words: Words, begin: int) -> tuple[str, int]:
    """Read what a technical unit is called up to the next mark: "UPTD PU Wilayah III Cicurug"."""
    end = begin
    while end < len(words) and end - begin < _LONGEST_UNIT:
        joins = words.lower[end] in JOIN and end > begin and words.at(end + 1)[0].isupper()
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
            name = calm(words.joined(at + 1, end))
            return (f"{name} {town}", end + 2) if seated else (name, end + 1)
    return "", at


def _named_so(words: Words, i: int) -> bool:
    """Tell whether "Kota" ends the name before it: "Kelurahan Sagulung Kota"."""
    return is_name_word(words, i - 1)


def _in_own_name(words: Words, i: int, begin: int, head: Head) -> bool:
    """Tell whether the word may be part of the proper name of a body."""
    if i > begin:
        inner = index().agency_heads.longest(words.lower, i)
        companies = head.klass == "usaha" and inner is not None and inner[1].klass == "usaha"
        if (inner is not None and not companies) or words.lower[i] in index().titles:
            return False  # but "PT Kilang Pertamina Balikpapan"
    if begins_person(words, i) or (
        i == begin and words.at(i + 1) == "." and len(words.text[i]) == 1
    ):
        return False
    word = words.text[i]
    if re.match(r"Rp\.?\d", word):
        return False
    addressed = words.lower[i] in index().honorifics and words.at(i + 1)[0].isupper()
    if addressed and (i > begin or is_headed(words, begin)):
        return False  # "BRI Unit Kerjo Mbak Vina", "Ketua Bamuskam Bpk Yoris Dimara"
    if i > begin and len(word) == 1 and word.isalpha() and not ROMAN.match(word):
        return False  # a column of its own: "Puskesmas Girian P"
    if head.klass in ("usaha", "pendidikan", "panitia"):
        if word.isdigit() and i == begin and _is_state_school(words, i):
            return True  # "SMPN 16", "SD Inpres 22"
        if word.isdigit():
            return (
                head.klass != "panitia"
                and (len(word) <= 2 or (head.klass == "pendidikan" and len(word) in (3, 6)))
                and (i > begin or words.at(i + 1)[0].isupper())
            )
        if word[0].isupper() and word[0].isalpha():
            low = words.lower[i]
            if low in LEVEL_WORDS or (i > begin and low in VERBS):
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
        if words.lower[i] in VERBS:
            return False
        return not words.shouted[i] or is_name_word(words, i)
    if words.capital[i] and _in_set_phrase(words, i, begin, head):
        return True
    if is_name_word(words, i):
        return True
    if head.klass != "kesehatan" or not words.capital[i]:
        return False
    # "Puskesmas Pasar Baru": everyday words, one that may be a name's first and those that qualify
    return is_odd_name(words, i) if i == begin else words.lower[i] in PLACE_WORDS


def _in_set_phrase(words: Words, i: int, begin: int, head: Head) -> bool:
    """Tell whether a word that is in no name elsewhere is part of one here: "Posyandu Kasih Ibu", "Forum
    Warga Huntap Petobo".
    """
    low, follower = words.lower[i], words.at(i + 1)
    if head.klass == "kesehatan":
        return i > begin and low in ("ibu", "bunda") and not follower[0].isupper()
    gathers = head.klass == "kemasyarakatan" and fold(head.short) in _GATHERING
    return gathers and i == begin and low in _MEMBERS and is_name_word(words, i + 1)


def _is_own_named(head: Head) -> bool:
    """Tell whether bodies of this kind are called by names of their own, of everyday words too."""
    short = fold(head.short)
    return short in _OWN_NAMED or (head.klass == "kemasyarakatan" and short not in _PLACED)


def _is_person(words: Words, begin: int, end: int) -> bool:
    names = index().given_names
    return all(words.lower[i] in names for i in range(begin, end))


def proven_names(words: Words, lexicon: Lexicon) -> frozenset[str]:
    """Return the own names that some naming proves: quoted, or followed by a level word."""
    names: set[str] = set()
    heads = index().agency_heads
    for i in range(len(words)):
        hit = heads.longest(words.lower, i) if words.capital[i] else None
        if hit is None or hit[1].klass not in NAMED:
            continue
        at, _ = read_gloss(words, hit[0])
        if words.at(at) in QUOTES:
            close = QUOTES[words.text[at]]
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
            and words.low(end) not in JOIN
            and not words.shouted[i]
            and not is_headed(words, i)
        )
        if end > at and stands and prefix(words, at, end, lexicon) is None:
            names.add(words.joined(at, end).casefold())
    return frozenset(names)

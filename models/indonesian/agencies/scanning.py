"""Every body that a text names, left to right: its head, its own name, its places."""

import re

from models.indonesian.agencies.common import (
    CLOSE,
    JOIN,
    NAMED,
    OPEN,
    QUOTES,
    ROMAN,
    TERRITORIAL,
    VERBS,
    AgencyMention,
    calm,
    is_headed,
)
from models.indonesian.agencies.heads import (
    canonical,
    explained,
    field_end,
    glossed_heads,
    invented_heads,
    is_blend,
    read_gloss,
    shortened,
    unlisted,
)
from models.indonesian.agencies.own_names import own_name, proven_names, unit_name
from models.indonesian.agencies.seats import heads_paper, seats
from models.indonesian.gazetteers import word_set
from models.indonesian.index import Head, index
from models.indonesian.parting import place_length
from models.indonesian.places import (
    LEVEL_WORDS,
    Lexicon,
    begins_person,
    is_name_word,
    opens_name,
    region_end,
    run_end,
)
from models.indonesian.words import Words, fold
from models.values.agency import Agency

_SECTION_CHIEFS = word_set("section_chiefs")
_UNITS = {"upt", "uptd", "uptb"}
_GOVERNMENTS = {"pemkab", "pemkot", "pemprov", "pemdes", "pemkel", "pemcam"}
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
_LONGEST_LED = 6
_LEADERS = {"ketua", "sekretaris", "bendahara", "koordinator", "danru", "komandan", "pengurus"}


def scan(words: Words, lexicon: Lexicon) -> tuple[AgencyMention, ...]:
    """Return every body named, left to right, without overlap."""
    heads = index().agency_heads
    proven = proven_names(words, lexicon)
    found: list[AgencyMention] = []
    glossed = glossed_heads(words)
    invented = invented_heads(words)
    shorts: dict[str, Agency] = {}
    glossed.update({words.text[at + 1]: head for at, head in invented.values()})
    i = 0
    while i < len(words):
        told = glossed.get(words.text[i])
        hit = (
            (i + 1, told)
            if told
            else invented.get(i) or heads.longest(words.lower, i) or unlisted(words, i)
        )
        if hit is None and words.text[i] in shorts:
            hit = i + 1, Head(words.text[i], shorts[words.text[i]].klass, False, False)
        if hit is None and words.low(i - 1) in _LEADERS:
            led = _led(words, i)
            if led is not None:
                found.append(led)
                i = led.last
                continue
        if hit is None and words.lower[i].startswith(_CHIEF):
            within = named_within(words, i, lexicon)
            if within is not None:
                i = within.last  # its place is told by the office
                continue
        if hit is None or opens_name(words, i) or not _starts_body(words, i, hit[0], hit[1]):
            i += 1
            continue
        short = shorts.get(words.text[i])
        if short is not None and hit[0] == i + 1:
            mentions = [AgencyMention(short, i, i + 1)]  # "UNMA", told to be Universitas Majalengka
        else:
            mentions = _read(words, i, hit[0], hit[1], lexicon, proven)
        found.extend(mentions)
        shorts.update(shortened(words, mentions))
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
        if low in known.stop_words or low in VERBS:
            return None
        end += 1
    stop, gloss = read_gloss(words, end)
    inside = words.at(end) == OPEN and words.at(end + 2) == CLOSE and words.at(end + 1)[0].isupper()
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


def _starts_body(words: Words, i: int, end: int, head: Head) -> bool:
    """A head counts when it is written as a name: with a capital, or as a known abbreviation."""
    word = words.text[i]
    if head.shouted and end - i == 1 and not word[1:2].isupper():
        return False  # "Bpk." is no BPK, "sd" no school
    if head.klass == "keamanan" and words.low(i - 1) in index().ranks and not words.shouted[i]:
        return False  # "Laksma TNI Deny": a part of the rank
    if head.klass == "pusat" and words.low(i - 1) in ("fraksi", "partai"):
        return False  # "Fraksi Gerindra"
    seated = head.klass in TERRITORIAL and is_name_word(words, end)
    if _in_field(words, i) and not seated and head.klass not in ("dinas", "badan"):
        return False  # "Kasi Kesra", "Kabid Pemberdayaan Koperasi": a field of work
    if words.low(i - 1) in _SECTION_CHIEFS and end - i == 1 and not _says_body(words.low(i)):
        return False  # "Kasi PMD"
    if word[0].isupper():
        return True
    if head.klass == "kesehatan" and not head.shouted and is_name_word(words, end):
        return True  # "kader posyandu Kenanga"
    if head.klass in NAMED and words.at(end) in QUOTES and words.at(end + 1)[0].isupper():
        return True  # "bank sampah “Berkah Mandiri”"
    if words.joined(i, end) in _SMALL and words.low(i - 1) in _SENDERS:
        return True  # "Nyong Kharie, mewakili karang taruna", "Sdri. Lina (karang taruna)"
    if words.low(i) in _SMALL_HEADS and is_name_word(words, end):
        return True  # "ketua dasawisma Anggrek"
    return end - i > 1 and is_name_word(words, end)


_SMALL = {
    "karang taruna", "pkk", "lpm", "lpmk", "bpd", "tp pkk", "posyandu", "puskesmas", "linmas", "dasawisma",
    "dasa wisma", "kwt", "poktan", "pokdarwis", "bumdes", "polsek", "koramil", "satpol pp",
}  # fmt: skip
_SMALL_HEADS = {"dasawisma", "dawis", "pokdarwis", "poktan", "kwt", "bumdes", "gapoktan"}
_SENDERS = {
    "(",
    "mewakili",
    "dari",
    "perwakilan",
    "pengurus",
    "ketua",
    "anggota",
    "utusan",
    "wakil",
    "sekretaris",
    "bendahara",
    "oleh",
}


def _in_field(words: Words, i: int) -> bool:
    """Tell whether the word stands among those of a section whose chief is named before."""
    fields = index().field_words
    for k in range(i - 1, i - _LONGEST_FIELD, -1):
        if words.low(k) in _SECTION_CHIEFS:
            return True
        if words.low(k) not in fields and words.low(k) not in JOIN:
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
    at, gloss = read_gloss(words, at)
    # "Dinas Pertanian dan Perikanan": a head of one word goes on over the words of its field.
    unit = fold(label) in _UNITS
    if head.open and gloss is None and not unit:
        end = field_end(words, at, begun=at - first > 1)
        if end > at:
            label = name = words.joined(first, end)
            at, gloss = read_gloss(words, end)
    second = index().agency_heads.longest(words.lower, at) if gloss is None else None
    if head.klass == "dinas" and second is not None and _is_doubled(words, first, at, second):
        # "Dinas PUPR Perkim": one dinas under two abbreviations
        label = name = words.joined(first, second[0])
        at, gloss = read_gloss(words, second[0])
    if (
        head.klass == "dinas"
        and gloss is None
        and is_blend(words, at)
        and words.at(at - 1).isupper()
    ):
        label = name = words.joined(first, at + 1)  # "Dinas PU Tarukim"
        at += 1
    if gloss is not None and len(gloss) <= 10:
        label = gloss if head.klass in NAMED and gloss.isupper() else label
    if gloss is None and head.shouted and words.at(at) == OPEN:
        at = explained(words, at) or at
    if unit:
        own, at = unit_name(words, at)
    else:
        own, at = own_name(words, at, head, lexicon, proven)
    if head.klass == "panitia" and own and gloss is None:
        own, at = _task(words, own, at, lexicon, proven)
    if gloss is None:
        at, gloss = read_gloss(words, at)
        if gloss is not None and own and head.klass == "pendidikan":
            town = region_end(words, at)
            if town is not None and not words.at(town)[0].isupper():
                # "Universitas Mahasaraswati (Unmas) Denpasar"
                own, at = f"{own} {words.joined(at, town)}", town
        if gloss is not None and own and ROMAN.match(words.at(at)):
            own, at = f"{own} {words.text[at]}", at + 1  # "Balai Wilayah Sungai Sumatera (BWSS) VI"
    branch = _branch_end(words, at) if head.klass in ("pusat", "usaha", "keamanan") else at
    if branch == at and head.klass in ("pusat", "usaha", "kesehatan"):
        branch = _grade_end(words, at)
    if branch > at:
        own, at = f"{own} {words.joined(at, branch)}".strip(), branch
    if not own and heads_paper(words, at, head):
        at += 1
    of, at = seats(words, at, head, lexicon)
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
    agency = Agency(canonical(name), calm(label), head.klass, own, of)
    return [AgencyMention(agency, first, at)]


def _task(
    words: Words, own: str, at: int, lexicon: Lexicon, proven: frozenset[str]
) -> tuple[str, int]:
    """Read on over the body for which a committee works: "Tim Pengelola Bank Sampah Mas Berseri"."""
    hit = index().agency_heads.longest(words.lower, at) if words.at(at)[0].isupper() else None
    if hit is None or hit[1].klass not in NAMED or hit[1].klass == "panitia":
        return own, at
    inner = _read(words, at, hit[0], hit[1], lexicon, proven)
    if not inner or not (inner[0].agency.own or inner[0].agency.of):
        return own, at
    return f"{own} {inner[0].agency.name}", inner[0].last


def headed_by(words: Words, at: int, head: str, lexicon: Lexicon) -> AgencyMention | None:
    """Read the body whose head's office has swallowed the word it begins with: of "Kadis Lingkungan
    Hidup Kota X" the words from `at` on belong to the `head` "Dinas". None where no field stands there.
    """
    end = field_end(words, at, begun=False)
    whole = index().agency_heads.longest((*fold(head).split(), *words.lower[at : at + 12]), 0)
    if whole is not None:  # "Kadis Pemberdayaan Masyarakat dan Desa": a tier's name ends the field
        end = max(end, at + whole[0] - len(head.split()))
    if end == at:
        return None
    label = f"{head} {words.joined(at, end)}"
    hit = index().agency_heads.longest((*fold(head).split(), *words.lower[at:end]), 0)
    klass = "badan" if head == "Badan" else "dinas"
    short = label
    if hit is not None and hit[0] == end - at + len(head.split()):
        short, klass = hit[1].short, hit[1].klass
    of, last = seats(words, end, Head(short, klass, True, False), lexicon)
    return AgencyMention(Agency(canonical(short), calm(label), klass, "", of), at, last)


def named_within(words: Words, at: int, lexicon: Lexicon) -> AgencyMention | None:
    """Read the body whose short name the office of its head has swallowed: "Kadishub Kota X" is of Dishub
    Kota X, "Kabappeda" of Bappeda. `at` is the office's one word, behind which the body's place stands.
    """
    written, low = words.at(at), words.low(at)
    if not words.capital[at] or not low.startswith(_CHIEF) or low in index().given_names:
        return None
    short, name = low[len(_CHIEF) :], written.rstrip(".")[len(_CHIEF) :]
    hit = index().agency_heads.longest((short,), 0)
    if hit is not None and hit[1].klass in _FUSED and short not in _FUSED:
        head = hit[1]
    elif _DINAS.fullmatch(short):
        head = Head(name.capitalize(), "dinas", False, False)
    else:
        return None
    label = name if name.isupper() and len(name) <= _SHORT_NAME else name.capitalize()
    of, last = seats(words, at + 1, head, lexicon)
    return AgencyMention(Agency(canonical(head.short), label, head.klass, "", of), at, last)


_CHIEF = "ka"
_FUSED = {"dinas", "badan"}
_DINAS = re.compile(r"di[sn][a-z]{3,}")
_SHORT_NAME = 5  # letters of an abbreviation that is written in capitals


def _branch_end(words: Words, at: int) -> int:
    """Return where the branch of a body ends that is told behind its name: "Bulog Cabang Nabire"."""
    if words.low(at) not in _BRANCHES or not words.capital[at] or words.shouted[at]:
        return at
    stop = region_end(words, at + 1) or run_end(words, at + 1)
    return stop if stop > at + 1 and not words.at(stop)[0].isupper() else at


def _grade_end(words: Words, at: int) -> int:
    """Return where the class of an office of the state ends that is told behind its name, with the town
    behind it: "Kantor Imigrasi Kelas I TPI Dumai", "Lapas Kelas IIB Sampit".
    """
    if words.low(at) != "kelas" or not words.capital[at] or not _GRADE.match(words.at(at + 1)):
        return at
    end = at + 2
    while words.low(end) in _PORTS and words.capital[end]:
        end += 1
    region = region_end(words, end)
    if region is not None:
        return region
    stop = run_end(words, end, 3)
    if is_headed(words, at) and stop > end:
        return end + place_length(words.text[end:stop], 1)
    return stop if not words.at(stop)[0].isupper() else end


_GRADE = re.compile(r"[IV]{1,3}[ABC]?$|[123]$|Utama$|Khusus$|Madya$|Pratama$")
_PORTS = {"tpi", "non", "non-tpi", "khusus", "a", "b"}


def _is_doubled(words: Words, first: int, at: int, second: tuple[int, Head]) -> bool:
    """Tell whether an abbreviation of a dinas stands right behind another one."""
    short = second[0] - at == 1 and words.text[at] not in ("UPT", "UPTD")
    said = words.lower[first] == "dinas" and words.at(at - 1).isupper() and at - first > 1
    return short and said and second[1].klass == "dinas" and not words.shouted[at]

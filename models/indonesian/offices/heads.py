"""Offices that say their body by themselves: Lurah, Camat, Bupati, Kadis, Kapolsek; what follows is its
place or its field.
"""

import re
from dataclasses import replace

from models.indonesian.agencies import AgencyMention, headed_by, is_whole, post_number
from models.indonesian.capitals import calmed_place
from models.indonesian.index import OfficeForm, index
from models.indonesian.offices.fields import LONGEST_FIELD, ROMAN, extended
from models.indonesian.parting import place_length, shares
from models.indonesian.places import (
    LEVEL_WORDS,
    PLACE_WORDS,
    Level,
    Lexicon,
    begins_person,
    guess,
    is_central,
    is_name_word,
    is_odd_name,
    prefix,
    region_end,
    run_end,
)
from models.indonesian.words import Words
from models.values.agency import Agency, squeeze

_REGION = "Pemda"
"""What an office of the government of a kota or kabupaten implies, whichever of both it is."""
_FIELDED = {"Dinas", "Badan", "Suku Dinas"}
"""Bodies whose heads have short offices behind which the field stands: Kadis, Kaban, Kasudin."""
_SAY_BODY = (
    "dinas",
    "dis",
    "din",
    "dp",
    "dl",
    "dk",
    "badan",
    "bap",
    "bp",
    "bk",
    "sat",
    "sudin",
    "suku",
)
_SURELY = 0.9
"""From which share on a word behind a head's office is his name, where his place is told elsewhere."""
_WARDS = {"RT", "RW", "RK"}
_SCHOLARLY = {"Fakultas", "Universitas"}
_DIRECTIONS = {"timur", "barat", "utara", "selatan", "tengah", "tenggara"}


def implied_body(
    words: Words,
    at: int,
    office: OfficeForm,
    role: str,
    lexicon: Lexicon,
    bodies: dict[int, AgencyMention],
) -> tuple[Agency | None, str, int]:
    """Read the place behind Lurah, Camat, Bupati …; the body is the place's own."""
    implied = office.implies or ""
    level_word = LEVEL_WORDS.get(implied.casefold())
    level = level_word[0] if level_word else None
    step = at
    if level is None and implied in _FIELDED:
        body = _fielded(words, step, implied, lexicon, bodies)
        if body is not None:
            return body[0], role, body[1]
    if words.low(step) in LEVEL_WORDS and words.capital[step] and step in bodies:
        return bodies[step].agency, role, bodies[step].last
    if level is None and office.klass == "kepala" and implied in _SCHOLARLY:
        stop = _up_to_school(words, step, bodies)
        if stop is not None:
            return bodies[stop].agency, extended(words, role, at, stop), bodies[stop].last
    posted = level is None and step in bodies and bodies[step].agency.klass == "keamanan"
    if posted or (implied == _REGION and step in bodies):
        return bodies[step].agency, role, bodies[step].last  # "Pasiter Kodim 1420/Sidrap"
    if implied == _REGION:
        return _of_region(words, step, role, lexicon)
    loose = run_end(words, step, 5)
    qualified = is_name_word(words, step + 1) or (
        words.low(step + 1) in PLACE_WORDS and words.at(step + 1)[0].isupper()
    )
    directed = words.low(step + 1) in PLACE_WORDS and words.at(step + 1)[0].isupper()
    directed = directed and is_odd_name(words, step)  # "Lurah Kembangan Utara"
    qualified = directed or (qualified and words.low(step) in PLACE_WORDS)
    qualified = qualified or (
        # "Sekretaris Camat Taman, Lilik Hidayati": the mark and the name behind it close the place
        words.at(step + 1) == "," and is_odd_name(words, step) and _begins_name(words, step + 2)
    )
    strict = not qualified and prefix(words, step, loose, lexicon, level) is None
    end = min(
        [run_end(words, step, 5, strict=strict), *(b for b in bodies if b >= step)], default=step
    )
    if implied in _WARDS:
        end = step  # "Pak RT Fransiskus": wards are numbered
    if end > step and words.low(step) not in index().titles:
        stop = prefix(words, step, end, lexicon, level) or prefix(words, step, end, lexicon)
        if stop is None and level in (Level.KOTA, Level.PROVINSI):
            stop = region_end(words, step)
            if stop is None:  # all of them are known: "Wali Kota Bodewin Wattimena"
                return Agency(implied, implied, "wilayah"), role, at
        if stop is None and office.klass == "kantor" and _names_aide(words, step, end):
            stop = None  # "Sekdes Jefry Rumondor"
        elif stop is None:
            stop = _unproven(words, step, end)
            if stop == step + 1 and _is_first_name(words, step, lexicon, level):
                stop = None  # "Lurah Hendra meminta": he who was named before
        if stop is not None:
            if level is None and is_whole(words, stop, end, headed=True):
                stop = end  # "Kelian Desa Adat Sangsit Dauh Yeh" in Desa Sangsit
            stop += is_central(words, stop)
            if ROMAN.match(words.at(stop)) and not words.at(stop + 1)[0].isupper():
                stop += 1  # "Lurah Sei Kera Hilir I"
            told = words.joined(step, stop)
            directed = words.low(stop) in _DIRECTIONS and words.capital[stop]
            if directed and not lexicon.knows(told, level):
                stop += 1  # "Camat Balikpapan Barat Rudi" where Balikpapan is the town
            name = lexicon.spelled(words.joined(step, stop), level)
            if level is None:
                return Agency(implied, f"{implied} {name}", "keamanan"), role, stop
            kind = lexicon.kind(level, name)
            if kind in (None, role) or (level is Level.KOTA and implied in ("Kota", "Kabupaten")):
                kind = implied
            return (
                Agency(kind, kind, "wilayah", calmed_place(name)),
                role,
                stop,
            )
    if level is Level.DUSUN and re.fullmatch(r"\d{1,2}", words.at(step)):
        return Agency(implied, implied, "wilayah", words.text[step]), role, step + 1
    last = post_number(words, step) if level is None else step
    if last > step:
        stop = run_end(words, last, 3)
        if stop > last and "/" not in words.text[step:last] and not words.at(last - 1).isalpha():
            if not (words.at(stop) == "," or begins_person(words, stop)):
                stop = last + place_length(words.text[last:stop], 0)
            # "Danramil 1409-08 Somba Opu, Kapten Inf. Basri"
            last = max(last, stop)
        number = words.joined(step, last)
        return Agency(implied, implied, "keamanan", number), role, last
    if level is None:
        ward = Agency(implied, implied, "tetangga") if implied in ("RT", "RW") else None
        return ward, role, at
    return Agency(implied, implied, "wilayah"), role, at


def _fielded(
    words: Words, at: int, implied: str, lexicon: Lexicon, bodies: dict[int, AgencyMention]
) -> tuple[Agency, int] | None:
    """Read the field behind the short office of a head: "Kadis Lingkungan Hidup Kota X" is of Dinas
    Lingkungan Hidup Kota X.
    """
    if at in bodies and bodies[at].agency.klass in ("dinas", "badan"):
        body = bodies[at].agency
        if body.label.casefold().startswith(_SAY_BODY):
            return body, bodies[at].last
        return replace(body, label=f"{implied} {body.label}"), bodies[at].last
    mention = headed_by(words, at, implied, lexicon)
    return (mention.agency, mention.last) if mention is not None else None


def _up_to_school(words: Words, at: int, bodies: dict[int, AgencyMention]) -> int | None:
    """Return where the university stands that an office in one of its parts belongs to: "Dekan
    Fakultas Teknik Universitas X"; None without one.
    """
    for i in range(at, min(at + LONGEST_FIELD, len(words))):
        if i in bodies:
            return i if bodies[i].agency.klass == "pendidikan" else None
        if not words.capital[i] and words.lower[i] not in ("dan", "&"):
            return None
        if words.lower[i] in index().titles:
            return None
    return None


def _of_region(
    words: Words, step: int, role: str, lexicon: Lexicon
) -> tuple[Agency | None, str, int]:
    """Read the kota or kabupaten behind an office of its government: "Sekda Nabire"."""
    stop = region_end(words, step)
    if stop is None:
        return Agency("Kabupaten", "Kabupaten", "wilayah"), role, step
    name = calmed_place(words.joined(step, stop))
    kind = lexicon.kind(Level.KOTA, name)
    if kind is None:
        kind = "Kabupaten" if squeeze(f"kabupaten{name}") in index().regions else "Kota"
    return Agency(kind, kind, "wilayah", name), role, stop


def _is_first_name(words: Words, at: int, lexicon: Lexicon, level: Level | None) -> bool:
    """Tell whether the one word behind a head's office is his name: it looks like nothing else and the
    document has its place of that tier already; or a small letter follows, and the document has such a
    place or the same word in a longer name.
    """
    if level is None:
        return False
    given = words.lower[at] in index().given_names
    share = shares(words.text[at : at + 1])[0]
    if given and share > _SURELY and lexicon.names.get(level):
        return True  # "Kakam Suyanto" of Kampung Agung Dalem
    if not words.at(at + 1)[0].islower():
        return False
    if given and lexicon.names.get(level):
        return True
    again = [i for i in range(1, len(words) - 1) if i != at and words.lower[i] == words.lower[at]]
    if any(words.low(i - 1) in index().given_names and words.capital[i - 1] for i in again):
        return True  # "Muhammad Tarmiji" elsewhere
    return (given or share > 0.5) and any(
        words.at(i + 1)[0].isupper() and is_name_word(words, i - 1) for i in again
    )


def _names_aide(words: Words, begin: int, end: int) -> bool:
    """Tell whether a run behind the short office of an aide is his name and no place: several words
    that look like it, with no name behind their comma.
    """
    closed = words.at(end) == "," and _begins_name(words, end + 1)
    return end - begin > 1 and not closed and max(shares(words.text[begin:end])[1:]) < 0.6


def _unproven(words: Words, begin: int, end: int) -> int | None:
    """Split an unproven run behind Lurah and the like; None when all of it is a person's name."""
    names = index().given_names
    if words.lower[begin] in names and (end - begin > 1 or words.at(end) in (",", "(")):
        follower_known = end - begin > 1 and words.lower[begin + 1] in names
        if follower_known or end - begin == 1:
            return None
    alone = not any(words.lower[i] in names for i in range(begin, end))
    if alone and words.at(end) == "," and _begins_name(words, end + 1):
        return end  # "Camat Lintau Buo Utara, Fauzan Arif"
    return guess(words, begin, end)


def _begins_name(words: Words, at: int) -> bool:
    """Tell whether a person's name may begin here; a degree is none."""
    word = words.at(at)
    plain = re.sub(r"[^a-z]", "", word.casefold())
    return (
        word[0].isupper()
        and "." not in word
        and plain not in index().degrees
        and is_name_word(words, at)
    )

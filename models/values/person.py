"""The name of one person: its core, what stands before and behind it, and comparing two names."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from models.values.lexicon import degrees, honorifics

# Spellings of two names; titles that are also names of their own, or a mere initial; offices
# that stand after "Bapak" in place of a name.
_MUHAMMAD, _ABDUL, _NAMES_TOO, _OFFICES = (
    frozenset(line.split())
    for line in (
        "m moh mohd mhd muh muhd moch mochamad mochammad mohamad mohammad muhamad muhammad "
        "mohamed mohammed muchamad muchammad",
        "abd abdul abdoel",
        "abu abi guru ning k p sr br rd uni mak cut",
        "lurah camat bupati walikota gubernur kades keuchik rt rw ketua wakil kepala sekretaris "
        "bendahara panitia narasumber moderator notulis saudara hadirin",
    )
)
_ROMAN = re.compile(r"[IVX]{2,4}")
_GLUED = re.compile(r"((?:H|Hj|HJ|Drs|Dra|Ir|Dr|dr|KH|Ust|Bpk|Pdt)\.)([^\W\d_]{2,}.*|[^\W\d_]\..+)")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‘`´.-])*")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart.

    `before`: religious titles, ranks and degrees in front; forms of address are dropped.
    `core`: the words of the name. `degrees`: degrees behind the name.
    """

    before: tuple[str, ...]
    core: tuple[str, ...]
    degrees: tuple[str, ...]

    @property
    def display(self) -> str:
        """The name as a record writes it: `H. Ahmad Fauzi, S.Sos., M.Si`."""
        name = " ".join((*self.before, *self.core))
        return ", ".join((name, *self.degrees))

    @property
    def key(self) -> str:
        """The core for comparing: lower case, without marks, old spelling and doubled letters."""
        return _key(self.core)


@lru_cache(maxsize=4096)
def parse_person(text: str) -> PersonName | None:
    """Take a name apart; None when no name is left (a bare title, figures, no letters).

    What stands behind a comma and is no degree ("Suparman, Ketua RT") is left out. Capitals
    throughout become title case.

    >>> parse_person("Bpk. H. SUPARMAN, S.SOS").display
    'H. Suparman, S.Sos.'
    """
    head, *behind = (part.strip() for part in " ".join(text.split()).split(","))
    before, words = _split_before(head.strip(' :;-()"“”').split())
    shouted = _is_shouted(" ".join(words))
    words, found = _split_degrees(words, shouted)
    for part in behind:
        left, more = _split_degrees(part.strip(" ;:()").split(), shouted)
        if left:
            break
        found += more
    core = []
    for word in words:
        clean = word.strip(' "“”:;()*-')
        if not _WORD.fullmatch(clean):
            return None
        core.append(_title_word(clean) if shouted else clean)
    if core and len(core[-1]) > 2:
        core[-1] = core[-1].rstrip(".-")
    if not core or not any(len(word.rstrip(".")) > 1 for word in core):
        return None
    alone = _loose(core)
    if alone in _OFFICES or (len(core) == 1 and not before and _prefixes().get(alone) is not None):
        return None  # "Bapak Lurah", "Ibu"
    return PersonName(tuple(before), tuple(core), tuple(found))


def titlecase_name(text: str) -> str:
    """Write a name of capitals in title case, degrees in their own; other names stay.

    >>> titlecase_name("I MADE OKA WIRAWAN, S.E.")
    'I Made Oka Wirawan, S.E.'
    """
    if not _is_shouted(text):
        return text
    words = text.split()
    return " ".join(
        _title_word(word) if i == 0 or not _degree(word.rstrip(",")) else _cased_degree(word)
        for i, word in enumerate(words)
    )


def same_person(a: str, b: str) -> float:
    """Say how surely two namings mean the same person, 0 to 1, by their letters alone.

    1.0 for equal cores; 0.8 and more where one is the beginning or end of the other ("Ade",
    "Ade Rohimat"), where initials fit, or one long word differs in one letter; 0.0 where
    nothing speaks for it. Whether they are one in a document, the office has to decide too.
    """
    one, two = parse_person(a), parse_person(b)
    if one is None or two is None:
        return 0.0
    first, second = one.key.split(), two.key.split()
    if first == second:
        return 1.0
    if "".join(first) == "".join(second):
        return 0.95
    raw_first = [_plain(word) for word in one.core]
    raw_second = [_plain(word) for word in two.core]
    if len(first) == len(second):
        return _aligned(first, second, raw_first, raw_second)
    short, long = sorted((first, second), key=len)
    if len(short) == 1 and (len(short[0]) < 3 or short[0] == "muhamad"):
        return 0.0
    if long[: len(short)] == short or long[-len(short) :] == short:
        return 0.85 if long[: len(short)] == short else 0.8
    raw_short, raw_long = sorted((raw_first, raw_second), key=len)
    if len(short) > 1 and all(map(_fits, raw_short, raw_long)) and raw_short[0] == raw_long[0]:
        return 0.75  # "Bambang S." and "Bambang Setyawan Putra"
    rest = iter(long)
    if len(short) > 1 and all(word in rest for word in short):
        return 0.7
    if len(short) == 1 and any(_one_slip(short[0], word) for word in (long[0], long[-1])):
        return 0.65
    return 0.0


def _aligned(
    first: list[str], second: list[str], raw_first: list[str], raw_second: list[str]
) -> float:
    if all(map(_fits, raw_first, raw_second)) and any(
        x == y and len(x) > 2 for x, y in zip(first, second, strict=True)
    ):
        return 0.9
    slips = sum(x != y for x, y in zip(first, second, strict=True))
    if all(x == y or _one_slip(x, y) for x, y in zip(first, second, strict=True)):
        return 0.5 if len(first) == 1 else 0.85 if slips == 1 else 0.75  # Suparman and Suparmin
    return 0.0


def _fits(a: str, b: str) -> bool:
    """Whether two words are equal or one is the initial of the other."""
    if _canonical(a) == _canonical(b):
        return True
    return min(len(a), len(b)) == 1 and a[0] == b[0]


def _one_slip(a: str, b: str) -> bool:
    """Whether two long words differ in one letter: put in, left out or taken for another."""
    short, long = sorted((a, b), key=len)
    if len(short) < 5 or len(long) - len(short) > 1:
        return False
    i = 0
    while i < len(short) and short[i] == long[i]:
        i += 1
    return short[i:] == long[i + 1 :] or short[i + 1 :] == long[i + 1 :]


def _split_before(words: list[str]) -> tuple[list[str], list[str]]:
    before: list[str] = []
    while words:
        glued = _GLUED.fullmatch(words[0])
        if glued:
            words = [glued[1], glued[2], *words[1:]]
        for size in (2, 1):
            kept = _prefixes().get(_loose(words[:size])) if size < len(words) else None
            if kept is not None:
                title = " ".join(words[:size])
                if kept:
                    shouted = title.isupper() and not kept.isupper()
                    before.append(kept if shouted else title)
                words = words[size:]
                break
        else:
            break
    return before, words


def _split_degrees(words: list[str], shouted: bool) -> tuple[list[str], list[str]]:
    found: list[str] = []
    while words:
        for size in (4, 3, 2, 1):
            tail = words[-size:]
            if len(tail) < size or (size > 1 and not all("." in w for w in tail[:-1])):
                continue
            written = "".join(tail)
            degree = _degree(written)
            if degree and (len(words) > size or "." in written or written.isupper()):
                found.insert(
                    0, degree if shouted and "." in written else " ".join(tail).rstrip(";:")
                )
                words = words[:-size]
                break
        else:
            break
    return words, found


def _degree(written: str) -> str | None:
    """Give the table's form of a degree, nearest to the written one; None for other words."""
    if "." not in written and not any(c.isupper() for c in written[1:]):
        return None
    forms = _degree_forms().get(_squeezed(written), ())
    same = [f for f in forms if f.casefold().rstrip(".") == written.casefold().rstrip(".")]
    return next(iter((*same, *forms)), None)


def _cased_degree(word: str) -> str:
    bare = word.rstrip(",")
    degree = _degree(bare)
    if degree is None:
        return word
    return degree.rstrip(".") + "." * bare.endswith(".") + word[len(bare) :]


@cache
def _degree_forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for degree in degrees():
        if not degree.before:
            for form in degree.forms:
                forms[_squeezed(form)] = (*forms.get(_squeezed(form), ()), form)
    return forms


@cache
def _prefixes() -> dict[str, str]:
    """Give each word that may stand before a name its kept form, "" when it is dropped."""
    forms: dict[str, str] = {}
    for degree in degrees():
        if degree.before:
            for form in degree.forms:
                forms.setdefault(_loose([form]), degree.name)
    for honorific in honorifics():
        if honorific.group == "bangsawan":
            continue  # part of the name
        for form in honorific.forms:
            plain = _loose(form.split())
            if plain not in _NAMES_TOO:
                forms.setdefault(plain, form if honorific.kept else "")
    return forms


def _loose(words: list[str]) -> str:
    return " ".join(word.casefold().replace(".", "") for word in words)


def _squeezed(text: str) -> str:
    return re.sub(r"[.\s,]", "", text).casefold()


def _plain(word: str) -> str:
    return re.sub(r"[^\w]", "", word.casefold())


@lru_cache(maxsize=4096)
def _key(core: tuple[str, ...]) -> str:
    return " ".join(_canonical(word) for word in core)


def _canonical(word: str) -> str:
    plain = _plain(word)
    if plain in _MUHAMMAD:
        return "muhamad"
    if plain in _ABDUL:
        return "abdul"
    for old, new in (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy")):
        plain = plain.replace(old, new)
    return re.sub(r"(.)\1", r"\1", plain)


def _is_shouted(text: str) -> bool:
    """Tell whether a name is all capitals; its degrees and initials do not count."""
    words = [w.strip(".") for w in re.split(r"[\s,]+", text)]
    words = [w for w in words if len(w) > 2 and "." not in w]
    return bool(words) and all(w.upper() == w and w.lower() != w for w in words)


def _title_word(word: str) -> str:
    if _ROMAN.fullmatch(word):
        return word
    parts = re.split(r"([-.])", word)
    return "".join(part[:1].upper() + part[1:].lower() for part in parts)

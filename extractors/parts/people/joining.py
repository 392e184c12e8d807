"""One person of all sightings of one, with the fullest name and the office that counts."""

from extractors.context import Context, Item
from extractors.directory import Directory, directory, is_inner
from extractors.parts.people.kin import Kin
from extractors.parts.people.own import body_of
from extractors.parts.people.roles import is_function
from extractors.parts.people.sighting import Sighting
from models.indonesian.gazetteers import word_set
from models.indonesian.words import fold
from models.record import Person
from models.values.agency import agrees
from models.values.person import parse_person, same_person

_RESIDENTS = word_set("residents")
_PLACES = ("tetangga", "wilayah")
_Seat = tuple[str, str, str]


def joined(context: Context, sightings: list[Sighting]) -> tuple[Item[Person], ...]:
    """Make one person of all sightings of one; the fullest name and the best proven office stay."""
    known = directory(context)
    groups: list[list[Sighting]] = []
    kin = Kin()
    seats: dict[_Seat, int] = {}
    by_name: dict[str, int] = {}
    for sighting in sorted(sightings, key=lambda s: (s.alias_only, -len(s.name), s.span)):
        at = by_name.get(sighting.name)
        if at is None:
            at = _group_of(groups, kin, seats, sighting)
        if at is None:
            if sighting.alias_only:
                continue
            at = len(groups)
            groups.append([])
        groups[at].append(sighting)
        if sighting.name not in by_name:
            by_name[sighting.name] = at
        kin.add(sighting.name, at)
        seat = _seat(sighting)
        if seat is not None:
            seats[seat] = min(at, seats.get(seat, at))
    items: list[Item[Person]] = []
    for group in groups:
        person = _person(context, known, group)
        if person is not None:
            spans = tuple(sorted({s.span for s in group}))
            items.append(Item(person, spans, round(max(s.weight for s in group), 2)))
    return tuple(sorted(items, key=lambda i: i.start))


def _group_of(
    groups: list[list[Sighting]], kin: Kin, seats: dict[_Seat, int], sighting: Sighting
) -> int | None:
    """Return the group that a sighting belongs to: the same name, or part of exactly one."""
    scored: list[tuple[float, int]] = []
    for at, names in sorted(kin.of(sighting.name).items()):
        if any(sighting.is_listed_beside(one) for one in groups[at]):
            continue
        score = max(same_person(name, sighting.name) for name in names)
        if score < 0.9 and _elsewhere(groups[at], sighting, score):
            continue  # Lalu Abdul Hafiz, the lurah, is not his wife Sri Wahyuni Lalu Abdul Hafiz
        if score >= 0.8 or any(_ends_alike(name, sighting.name) for name in names):
            scored.append((score, -at))
    if not scored:
        seat = _seat(sighting)
        held = seats.get(seat) if seat is not None else None
        is_other = held is not None and any(sighting.is_listed_beside(s) for s in groups[held])
        return None if is_other else held
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][0] < 1 and scored[1][0] == scored[0][0]:
        return -scored[0][1] if sighting.alias_only else None
    return -scored[0][1]


def _ends_alike(name: str, other: str) -> bool:
    """Tell whether a name of two words is the first and the last of a longer one: Maria Tefa, Maria
    Goreti Tefa.
    """
    one, two = parse_person(name), parse_person(other)
    if one is None or two is None:
        return False
    short, long = sorted((one.key.split(), two.key.split()), key=len)
    return len(short) == 2 < len(long) and short == [long[0], long[-1]]


def _seat(sighting: Sighting) -> _Seat | None:
    """Return the office with the first name of who holds it: Wahyu Hidayat and Wahyu Hidayatulloh are
    not both Lurah Pisangan Timur.
    """
    if sighting.agency is None or sighting.role is None:
        return None
    name = _first_name(sighting)
    if name is None or fold(sighting.role) in ("anggota", "warga", "kader"):
        return None
    return sighting.role, sighting.agency.name, name


def _first_name(sighting: Sighting) -> str | None:
    person = parse_person(sighting.name)
    return fold(person.core[0]) if person is not None and len(person.core[0]) > 3 else None


def _elsewhere(group: list[Sighting], sighting: Sighting, score: float) -> bool:
    """Tell whether the two hold offices in different bodies, so that part of a name joins them not;
    where they share only the end of a name, different offices are enough.
    """
    if sighting.agency is None or sighting.role is None:
        return False
    if sighting.agency.klass == "wilayah" and not sighting.agency.own:
        # "Lurah H Otong" says of the kelurahan nothing, so the office alone speaks
        return all(s.role not in (None, sighting.role) for s in group)
    if score == 0.8 and any(s.role not in (None, sighting.role) for s in group):
        return True
    held = [s.agency for s in group if s.agency is not None and s.role is not None]
    return bool(held) and not any(agrees(a, sighting.agency) for a in held)


def _person(context: Context, known: Directory, group: list[Sighting]) -> Person | None:
    parsed = [p for p in (parse_person(s.name) for s in group) if p is not None]
    if not parsed:
        return None
    name = max(parsed, key=lambda p: (len(p.key), len(p.display))).display
    role, agency = _office_of(known, group)
    told = [s.span[0] for s in group if s.role in (role, None)]
    # "Ketua RT" of a neighbourhood that nothing numbers is of no other body.
    unnumbered = any(
        s.role == role and s.agency is not None and s.agency.klass == "tetangga" for s in group
    )
    if agency is None and role is not None and not unnumbered:
        agency = body_of(context, role, min(told))
    for sighting in group:
        if sighting.agency is not None and known.named(sighting.agency) == agency:
            known.act(sighting.agency, sighting.span)
    return Person(name=name, role=role, agency=agency)


def _only_lives_there(sighting: Sighting) -> bool:
    """Tell whether the body is a resident's home and no office: "Ani Rohaeni, warga RT 04"."""
    if sighting.role is None or sighting.agency is None:
        return False
    first, klass = fold(sighting.role.split()[0]), sighting.agency.klass
    return first in _RESIDENTS and klass in _PLACES


def _office_of(known: Directory, group: list[Sighting]) -> tuple[str | None, str | None]:
    """Return the office that counts: the first told with a body, else the first told; functions of
    a meeting (notulis, moderator) only when there is no office.
    """
    offices = []
    for sighting in sorted(group, key=lambda s: s.span):
        if sighting.role is None and sighting.agency is None:
            continue
        function = sighting.role is not None and is_function(sighting.role)
        role = sighting.role
        name = None if _only_lives_there(sighting) else known.named(sighting.agency)
        if sighting.agency is not None and is_inner(sighting.agency):
            role, name = role or sighting.agency.name, None  # "Pokja I (Bu Zubaidah)"
        offices.append((function, role is None, name is None, sighting.span, role, name))
    if not offices:
        return None, None
    best = min(offices, key=lambda o: o[:4])
    return best[4], best[5]

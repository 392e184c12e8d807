"""A meeting's place held against the official list: completed, coded, and doubted where it cannot be.

Only what follows without a guess is filled in: the kecamatan of a kelurahan that the named kota has
once, the kota of a kelurahan and kecamatan that only one has together.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from models.indonesian.places import DEPTHS, Level
from models.values.agency import squeeze
from models.values.wilayah import Depth, Official, Wilayah

_TIERS = (Level.KELURAHAN, Level.KECAMATAN, Level.KOTA)
_ALIKE = 84.0
"""So alike (0 to 100) must a name be to be offered in the place of one that is not there."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The places of a meeting, official where they are known; the code of the narrowest; what is
    wrong, by the tier concerned, in Indonesian.
    """

    places: dict[Level, str]
    code: str | None = None
    doubts: tuple[tuple[Level, str], ...] = ()


def settle(found: dict[Level, str], wilayah: Wilayah, kinds: dict[Level, str]) -> Settled:
    """Hold kelurahan, kecamatan and kota (with its level word) against the list; `kinds` is what the
    document calls a tier: Desa, Nagari, Distrik.
    """
    named = [level for level in reversed(_TIERS) if level in found]
    if not wilayah or not named:
        return Settled(found)
    # Narrowed from wide to narrow: at each tier what is so called within what was found above.
    within: tuple[Official, ...] | None = None
    for level in named:
        inside = _named(wilayah, found[level], DEPTHS[level], within)
        if not inside:
            return Settled(found, None, ((level, _reason(found, level, within, wilayah, kinds)),))
        within = inside
    narrowest = named[-1]
    if within is None or len(within) != 1 or (narrowest is not Level.KOTA and len(named) == 1):
        return Settled(found)  # several, or a bare name that says too little
    chain = {one.depth: one for one in wilayah.chain(within[0].code)}
    places = {
        level: _spelled(found.get(level), chain[DEPTHS[level]].name)
        for level in _TIERS
        if DEPTHS[level] in chain and DEPTHS[level] <= DEPTHS[narrowest]
    }
    return Settled({**found, **places}, within[0].code)


def _named(
    wilayah: Wilayah, name: str, depth: Depth, within: tuple[Official, ...] | None
) -> tuple[Official, ...]:
    if within is None:
        return wilayah.named(name, depth)
    return tuple(one for above in within for one in wilayah.named(name, depth, above.code))


def _spelled(told: str | None, official: str) -> str:
    """Return the official spelling; a number stays as the document writes it ("Ilir Barat I")."""
    official = official.replace(" Administrasi ", " ")  # the record calls it Kota Jakarta Timur
    return told if told is not None and squeeze(told) != squeeze(official) else official


def _reason(
    found: dict[Level, str],
    level: Level,
    within: tuple[Official, ...] | None,
    wilayah: Wilayah,
    kinds: dict[Level, str],
) -> str:
    """Return what is wrong with a name that is not where the document says, with what may be meant."""
    name = found[level]
    label = (
        name if level is Level.KOTA else f"{kinds.get(level) or level.value.capitalize()} {name}"
    )
    if within is None:
        return f"{label} tidak ada dalam daftar resmi wilayah"
    above = within[0]
    place = f"Kecamatan {above.name}" if above.depth is Depth.KECAMATAN else above.name
    reason = f"{label} tidak ada di {place} menurut daftar resmi wilayah"
    kota = ".".join(above.code.split(".")[: Depth.KOTA])
    elsewhere = wilayah.named(name, DEPTHS[level], kota) if above.code != kota else ()
    if len(elsewhere) == 1:
        chain = {one.depth: one for one in wilayah.chain(elsewhere[0].code)}
        return f"{reason}; ada di Kecamatan {chain[Depth.KECAMATAN].name}"
    key = squeeze(name)
    alike = [
        one.name
        for parent in within
        for one in wilayah.under(parent.code, DEPTHS[level])
        if fuzz.ratio(key, squeeze(one.name)) >= _ALIKE
    ]
    return f"{reason}; mungkin {alike[0]}" if len(alike) == 1 else reason

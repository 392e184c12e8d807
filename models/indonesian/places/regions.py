"""The kota, kabupaten and provinces, whose official names are known: where such a name ends."""

from models.indonesian.gazetteers import region_forms
from models.indonesian.index import index
from models.indonesian.places.levels import Level, Place
from models.indonesian.words import Words
from models.values.agency import squeeze


def region_end(words: Words, begin: int, kind: str = "") -> int | None:
    """Return where the longest official name of a kota, kabupaten or province ends that begins here,
    None without one; `kind` is the level word that stands before it.
    """
    known = index().regions if kind else index().region_names
    before = "" if kind == "Provinsi" else kind
    stop = begin
    while stop < min(begin + _LONGEST_REGION, len(words)) and words.capital[stop]:
        stop += 1
    names = range(stop, begin, -1)
    return next((s for s in names if squeeze(before + words.joined(begin, s)) in known), None)


_LONGEST_REGION = 5


def known_region(words: Words, place: Place, regions: frozenset[str]) -> Place | None:
    """For a kota, kabupaten or province, take the longest run that is an official name, or a short
    form of one; the name may go on behind an everyday word: "Pangkajene dan Kepulauan".
    """
    if place.level not in (Level.KOTA, Level.PROVINSI):
        return None
    begin = place.last - len(place.name.split())
    longest = place.last + 2 if words.low(place.last) == "dan" else place.last
    forms = region_forms()
    for end in range(longest, begin, -1):
        name = words.joined(begin, end)
        if squeeze(f"{place.kind} {name}") in regions or (
            place.level is Level.PROVINSI and squeeze(name) in regions
        ):
            return Place(place.level, place.kind, name, place.first, end)
        whole = forms.get((place.kind.casefold(), squeeze(name)))
        if whole is not None:
            return Place(place.level, place.kind, whole, place.first, end)
    return None


def is_region(words: Words, begin: int, end: int) -> bool:
    """Tell whether the run begins with the official name of a kota."""
    regions = index().regions
    return any(
        squeeze("kota" + words.joined(begin, stop)) in regions for stop in range(begin + 1, end + 1)
    )

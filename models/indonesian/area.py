"""The part of the official list that a document can mean: the kabupaten or kota that it names.

In the whole country a name says little, since desa are called Mulyadi and Pasar Lama; within the
document's own kabupaten it is a proof. Empty without an imported list, or without a kabupaten.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from models.indonesian.index import index
from models.indonesian.words import fold
from models.values.agency import squeeze
from models.values.wilayah import NO_WILAYAH, Depth, Official, Wilayah

MAX_KOTA = 3
"""A document that names more kabupaten than this speaks of none of them as its own."""
_BELOW = (Depth.KELURAHAN, Depth.KECAMATAN)


@dataclass(frozen=True)
class Area:
    """The kabupaten and kota of a document, by their codes."""

    wilayah: Wilayah = NO_WILAYAH
    codes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes)

    def find(self, name: str, depths: Iterable[Depth] = _BELOW) -> tuple[Official, ...]:
        """Return the kelurahan, desa and kecamatan of this area so called."""
        if not self.codes:
            return ()
        return tuple(
            one
            for depth in depths
            for code in self.codes
            for one in self.wilayah.named(name, depth, code)
        )

    def proves(self, name: str, depths: Iterable[Depth] = _BELOW) -> bool:
        """Tell whether a name is a place by itself here: it is one of this area, and no given name."""
        names = index().given_names
        return bool(self.find(name, depths)) and not all(fold(w) in names for w in name.split())

    def kind(self, name: str, depth: Depth) -> str | None:
        """Return the word that stands before a place of this area: Kelurahan, Desa, Nagari, Distrik."""
        found = self.find(name, (depth,))
        return _kind(found[0].code) if found else None

    def spelled(self, name: str) -> str | None:
        """Return the official spelling of a name written with the same letters."""
        key = squeeze(name)
        return next((one.name for one in self.find(name) if squeeze(one.name) == key), None)


# By the code's first part; laws of each region (Aceh, Sumatera Barat, Yogyakarta, Papua).
_DESA = {"11": "Gampong", "13": "Nagari", "34": "Kalurahan"}
_PAPUA = ("91", "92", "93", "94", "95", "96")


def _kind(code: str) -> str:
    province, *parts = code.split(".")
    papua = province in _PAPUA
    if len(parts) == 2:
        return "Distrik" if papua else "Kecamatan"
    if parts[-1].startswith("1"):
        return "Kelurahan"
    return "Kampung" if papua else _DESA.get(province, "Desa")


def area_of(
    wilayah: Wilayah, kota: Iterable[str], kecamatan: Iterable[str], kelurahan: Iterable[str]
) -> Area:
    """Return the area of a document that names these places, those of kota with their level word.

    Without a kota, a kelurahan in a kecamatan of its name tells the kabupaten, if only one has both.
    """
    if not wilayah:
        return Area()
    codes = dict.fromkeys(one.code for name in kota for one in wilayah.named(name, Depth.KOTA))
    if not codes:
        codes = _by_pairs(wilayah, tuple(kecamatan), tuple(kelurahan))
    return Area(wilayah, tuple(codes)) if len(codes) <= MAX_KOTA else Area()


def _by_pairs(
    wilayah: Wilayah, kecamatan: tuple[str, ...], kelurahan: tuple[str, ...]
) -> dict[str, None]:
    above = [one for name in kecamatan for one in wilayah.named(name, Depth.KECAMATAN)]
    found = {
        one.code.rpartition(".")[0]: None
        for one in above
        if any(wilayah.named(name, Depth.KELURAHAN, one.code) for name in kelurahan)
    }
    return found if len(found) == 1 else {}

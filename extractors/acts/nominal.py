"""The noun that names an activity told by a verb: "diperbaiki" and "memperbaiki" are "perbaikan".

Follows the regular formation of pe-…-an from me- and di- verbs (Tata Bahasa Baku Bahasa
Indonesia); what does not follow it stands in a table.
"""

import re

from models.indonesian.gazetteers import word_set

# Verbs whose noun is not formed by the rule, by their root with suffix.
_ODD = {
    "perbaiki": "perbaikan", "bangun": "pembangunan", "buat": "pembuatan", "buatkan": "pembuatan", "hidupkan": "menghidupkan",
    "adakan": "pengadaan", "laksanakan": "pelaksanaan", "beli": "pembelian", "belikan": "pembelian", "beri": "pemberian",
    "berikan": "pemberian", "rehab": "rehab", "renovasi": "renovasi", "cor": "pengecoran", "cat": "pengecatan", "rabat": "rabat",
    "teruskan": "penerusan", "bantu": "bantuan", "perlebar": "pelebaran", "perluas": "perluasan", "perbanyak": "perbanyakan",
    "usahakan": "pengusahaan", "tindaklanjuti": "tindak lanjut", "normalisasi": "normalisasi", "pasangi": "pemasangan",
    "ganti": "penggantian", "cuci": "pencucian", "uji": "pengujian", "sahkan": "pengesahan", "cek": "pengecekan", "isi": "pengisian", "kaji": "pengkajian", "cari": "pencarian",
}  # fmt: skip
_NO_VERBS = word_set("no_passives")
_PREFIX = (
    (r"[aiueogh]|kh", "peng", 0),
    (r"k", "peng", 1),
    (r"p(?!er)", "pem", 1),
    (r"[bfv]", "pem", 0),
    (r"t", "pen", 1),
    (r"s(?![yt])", "peny", 1),
    (r"[cdjz]|st|sy", "pen", 0),
    (r"[lrmnwy]", "pe", 0),
)
_RULES = tuple((re.compile(p), prefix, cut) for p, prefix, cut in _PREFIX)


def noun_of(passive: str) -> str | None:
    """Return the noun of doing of a passive verb; None for what is no such verb.

    >>> noun_of("diganti"), noun_of("dikeruk"), noun_of("diperbaiki"), noun_of("ditertibkan")
    ('penggantian', 'pengerukan', 'perbaikan', 'penertiban')
    """
    low = passive.casefold().replace(" ", "")
    if low.removesuffix("nya") in _NO_VERBS or not re.fullmatch(r"di[a-z]{3,}", low):
        return None
    root = low[2:]
    if root in _ODD:
        return _ODD[root]
    stem = re.sub(r"(?:kan|(?<=\w{3}[^aiueo])i)$", "", root)
    if len(stem) < 3:
        return None
    for pattern, prefix, cut in _RULES:
        if pattern.match(stem):
            return prefix + stem[cut:] + "an"
    return None

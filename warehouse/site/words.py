"""Indonesian words of the site: dates and sums as people write them, names of columns and filters."""

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from urllib.parse import quote

from models.codes import DateRole, DocumentKind, MeetingType, ProgramType
from models.values.months import MONTHS

KINDS = {code.value: code.label for code in DocumentKind}
MEETINGS = {code.value: code.label for code in MeetingType}
TYPES = {code.value: code.label for code in ProgramType}
ROLES = {code.value: code.label for code in DateRole}

PARTS = {
    "document": "Dokumen",
    "meetings": "Pertemuan",
    "people": "Orang",
    "agencies": "Lembaga",
    "programs": "Program",
    "proposals": "Usulan",
    "budget": "Rencana anggaran (RAB)",
    "dates": "Tanggal",
    "decisions": "Keputusan",
}
"""What the parts of a record are called."""

COLUMNS = {
    "id": "nomor", "document_id": "dokumen", "position": "urutan", "evidence_id": "kutipan",
    "name": "nama", "names": "semua tulisan", "title": "judul", "kind": "jenis", "type": "jenis",
    "published": "terbit", "day": "hari", "date": "tanggal", "media_type": "bentuk berkas",
    "page_count": "halaman", "byte_count": "besar (bita)", "first_seen": "diterima",
    "archive_path": "letak di arsip", "extractor_version": "versi pembaca", "sha256": "sidik isi",
    "number": "nomor", "origin": "asal", "confidence": "keyakinan", "start": "mulai", "end": "akhir",
    "text": "isi", "part": "bagian", "part_position": "urutan dalam bagian", "item": "letak",
    "page": "halaman", "quote": "kutipan", "reason": "sebab", "place": "tempat",
    "documents": "dokumen", "since": "sejak", "until": "sampai", "key": "kunci", "venue": "tempat",
    "kode_wilayah": "kode wilayah", "organizer": "penyelenggara", "organizer_id": "penyelenggara (lembaga)",
    "role": "jabatan", "agency": "lembaga", "agency_id": "lembaga (baris)", "person_id": "orang (baris)",
    "program_id": "program", "office_id": "jabatan (baris)", "volume": "volume", "amount": "rupiah",
    "quantity": "banyaknya", "unit": "satuan", "unit_price": "harga satuan", "total": "jumlah",
    "assignee": "pelaksana", "due": "tenggat", "code": "kode", "node": "simpul", "label": "arti",
    "left_id": "sebutan satu", "right_id": "sebutan lain", "status": "status", "rule": "aturan",
    "score": "nilai", "evidence": "alasan", "partial": "sebagian", "q": "kata yang dicari",
}  # fmt: skip
"""What columns are called on pages; their names in the database stay what tables.md says."""

FILTERS = {
    "exact": "sama dengan", "not": "bukan", "contains": "memuat", "notcontains": "tidak memuat",
    "endswith": "berakhir dengan", "startswith": "berawal dengan", "gt": "lebih dari",
    "gte": "sedikitnya", "lt": "kurang dari", "lte": "paling banyak", "in": "salah satu dari",
    "notin": "bukan salah satu dari", "isnull": "kosong", "notnull": "terisi",
    "isblank": "kosong atau hampa", "notblank": "tidak hampa", "date": "pada tanggal",
}  # fmt: skip
"""The comparisons that a table page offers; Datasette knows more, which only an address can name."""


def column(name: str) -> str:
    """Return what a column is called."""
    return COLUMNS.get(name, name.replace("_", " "))


def day(text: str | None) -> str:
    """Return an ISO day as people write it; what is none is returned as it is.

    >>> day("2021-07-23"), day("2021-07"), day(None)
    ('23 Juli 2021', 'Juli 2021', '')
    """
    parts = (text or "")[:10].split("-")
    if not 2 <= len(parts) <= 3 or not all(p.isdecimal() for p in parts):
        return text or ""
    month = int(parts[1])
    if not 1 <= month <= 12:
        return text or ""
    written = f"{MONTHS[month - 1]} {parts[0]}"
    return f"{int(parts[2])} {written}" if len(parts) == 3 else written


_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
"""The zones of Indonesia by their hours from UTC (Keppres 41/1987)."""


@lru_cache(maxsize=4096)
def moment(text: str | None) -> str:
    """Return a time, ISO 8601 with its offset, as people write it; one of elsewhere in western time.

    >>> moment("2026-02-01T01:00:00+07:00"), moment("2026-02-01T01:00:00Z"), moment("2026-02-01")
    ('1 Februari 2026 pukul 01.00 WIB', '1 Februari 2026 pukul 08.00 WIB', '1 Februari 2026')
    """
    try:
        told = datetime.fromisoformat(text or "")
    except ValueError:
        return day(text)
    offset = told.utcoffset()
    if offset is None:
        return day(text)
    if offset not in (timedelta(hours=hours) for hours in _ZONES):
        told = told.astimezone(timezone(timedelta(hours=7)))
    zone = _ZONES[(told.utcoffset() or timedelta(hours=7)) // timedelta(hours=1)]
    return f"{day(told.date().isoformat())} pukul {told:%H.%M} {zone}"


def grouped(value: object) -> str:
    """Return a number with points between thousands and a comma before parts.

    >>> grouped(45000000), grouped(2.5), grouped(None)
    ('45.000.000', '2,5', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (int, float)):
        return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return str(value)


def rupiah(value: object) -> str:
    """Return a sum of whole rupiah.

    >>> rupiah(45000000)
    'Rp45.000.000'
    """
    return "" if value is None else f"Rp{grouped(value)}"


def share(value: float | None) -> str:
    """Return a share as whole percent.

    >>> share(0.845)
    '84 %'
    """
    return "" if value is None else f"{int(value * 100)} %"


def sureness(value: float | None) -> str:
    """Return the class of a confidence; docs/confidence.md says why 0.9 parts them."""
    return (
        ""
        if value is None
        else "tinggi"
        if value >= 0.9
        else "sedang"
        if value >= 0.7
        else "rendah"
    )


def segment(text: str) -> str:
    """Return a text as one part of an address.

    >>> segment("A / B")
    'A%20%2F%20B'
    """
    return quote(text, safe="")


def tidy(text: str | None) -> str:
    r"""Return a text on one line: what parts cells and lines is a blank.

    >>> tidy("a\vb\n c")
    'a b c'
    """
    return " ".join((text or "").split())

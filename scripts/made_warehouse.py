"""A warehouse of made documents: `python scripts/made_warehouse.py FILE [COUNT]`, 100,000 unless told.

Written as rows and not through extraction, since what is measured is the site. The documents are
those of kelurahan that meet every year: one in ten has two pages, an RW asks for what it asked for
before, offices change hands, bodies are shared. The same count gives the same rows.
"""

import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models.codes import MeetingType, ProgramType
from warehouse import analyze, open_warehouse
from warehouse.likeness import note_likeness
from warehouse.stems import as_stems

_BATCH = 2000
_FIRST = (
    "Ahmad",
    "Budi",
    "Siti",
    "Dewi",
    "Joko",
    "Rina",
    "Agus",
    "Sri",
    "Hendra",
    "Wati",
    "Yusuf",
    "Lestari",
)
_LAST = (
    "Santoso",
    "Rahayu",
    "Hidayat",
    "Wulandari",
    "Saputra",
    "Utami",
    "Kurniawan",
    "Handayani",
    "Siregar",
    "Nasution",
)
_PLACES = (
    "Suka",
    "Karang",
    "Tanjung",
    "Banjar",
    "Gunung",
    "Sumber",
    "Cipta",
    "Rawa",
    "Bukit",
    "Teluk",
)
_ENDS = ("maju", "sari", "mulya", "jaya", "rejo", "harapan", "indah", "makmur", "baru", "asri")
_CITIES = tuple(
    f"{kind} {name}"
    for kind in ("Kota", "Kabupaten")
    for name in ("Merapi", "Arjuna", "Semeru", "Lawu", "Kerinci", "Rinjani")
)
_WISHES = (
    ("perbaikan drainase", ProgramType.PEMBANGUNAN_FISIK), ("pengaspalan jalan lingkungan", ProgramType.PEMBANGUNAN_FISIK),
    ("pelatihan menjahit", ProgramType.PELATIHAN_KETERAMPILAN), ("pengadaan tempat sampah", ProgramType.KEBERSIHAN_LINGKUNGAN),
    ("pemberian makanan tambahan balita", ProgramType.KESEHATAN), ("lampu penerangan jalan", ProgramType.PEMBANGUNAN_FISIK),
    ("bantuan modal usaha", ProgramType.UMKM), ("pos kamling", ProgramType.KEAMANAN_KETERTIBAN), ("penghijauan bantaran", ProgramType.PENGHIJAUAN),
)  # fmt: skip
_BODIES = (
    "LPM",
    "PKK",
    "Karang Taruna",
    "Dinas Pekerjaan Umum",
    "Dinas Kesehatan",
    "Dinas Sosial",
    "Puskesmas",
)
_WORDS = (
    "warga mengusulkan pembangunan saluran air agar tidak banjir pada musim hujan", "lurah menyampaikan anggaran terbatas dan harus dipilih yang mendesak",
    "peserta sepakat melaksanakan kerja bakti setiap bulan", "ketua menjelaskan hasil musyawarah tahun lalu", "dinas akan meninjau lokasi bersama pengurus",
    "kader melaporkan kegiatan posyandu dan jumlah balita", "pemuda meminta lapangan diperbaiki", "bendahara membacakan laporan keuangan",
)  # fmt: skip


def main() -> None:
    """Make the warehouse that the command line asks for."""
    if len(sys.argv) not in (2, 3) or (not sys.argv[-1].isdecimal() and len(sys.argv) == 3):
        sys.exit(__doc__)
    path, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 100_000
    if path.exists():
        sys.exit(f"{path} is there already; name a new file")
    fill(path, count)
    sys.stdout.write(f"{path}: {count} documents\n")


def fill(path: Path, count: int) -> None:
    """Make a warehouse of so many documents."""
    db = open_warehouse(path)
    connection = db.conn
    connection.execute("PRAGMA synchronous = OFF")  # it can be made again
    # A GB: what is compared is read again and again.
    connection.execute("PRAGMA cache_size = -1000000")
    rows: dict[str, list[dict[str, Any]]] = {}
    maker = _Maker(random.Random(7), rows)
    connection.execute("BEGIN")
    for number in range(1, count + 1):
        maker.document(number)
        if number % _BATCH == 0 or number == count:
            _write(connection, rows)
    maker.entities()
    _write(connection, rows)
    for number in range(1, count + 1):
        note_likeness(db, number)
    connection.execute("COMMIT")
    analyze(db)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


_ORDER = (
    "documents", "pages", "evidence", "agencies", "people", "meetings", "offices", "document_agencies", "programs",
    "proposals", "dates", "decisions", "issues", "program_agencies", "agency_mentions", "person_mentions",
)  # fmt: skip


def _write(connection: sqlite3.Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in _ORDER:
        made = rows.pop(table, [])
        if not made:
            continue
        names = list(made[0])
        marks = ", ".join("?" * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        connection.executemany(
            f"INSERT INTO {table} ({quoted}) VALUES ({marks})",
            ([r[n] for n in names] for r in made),
        )


class _Maker:
    """Makes rows, numbered from 1 in each table."""

    def __init__(self, dice: random.Random, rows: dict[str, list[dict[str, Any]]]) -> None:
        self.dice, self.rows = dice, rows
        self.numbers: dict[str, int] = {}
        self.people: dict[tuple[str, str], list[Any]] = {}
        self.bodies: dict[tuple[str, str], list[Any]] = {}

    def add(self, table: str, **values: Any) -> int:
        number = self.numbers[table] = self.numbers.get(table, 0) + 1
        self.rows.setdefault(table, []).append({"id": number, **values})
        return number

    def document(self, number: int) -> None:
        dice = self.dice
        place = f"{_PLACES[number % 10]}{_ENDS[number // 10 % 10]}"
        city = _CITIES[number // 100 % len(_CITIES)]
        day = (date(2016, 1, 4) + timedelta(days=dice.randrange(3650))).isoformat()
        wish, kind = dice.choice(_WISHES)
        rw, rt = dice.randrange(1, 13), dice.randrange(1, 7)
        origin = f"RT {rt:02}/RW {rw:02}"
        name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
        body = f"{dice.choice(_BODIES)} {city if dice.random() < 0.5 else place}"
        amount = dice.randrange(5, 400) * 1_000_000
        head = f"Notulen musyawarah Kelurahan {place} {city} tahun {day[:4]}"
        tail = ". ".join(dice.choice(_WORDS) for _ in range(24))
        text = f"{head}\n{name} selaku Ketua {body} membuka rapat\n{origin} mengusulkan {wish} senilai Rp{amount}\n{tail}"
        file = f"notulen-{number}.txt"
        document = self.add(
            "documents", sha256=f"{number:064x}", name=file, kind=dice.choice(("minutes", "minutes", "news", "proposal", "other")),
            title=head, published=None, day=day, kelurahan=place, kecamatan=f"Kecamatan {number % 7}", kota=city, media_type="text/plain",
            page_count=2 if number % 10 == 0 else 1, byte_count=len(text), first_seen=f"2026-01-{1 + number % 28:02}T01:00:00+07:00",
            archive_path="x", extractor_version="1", stems=as_stems(file, head),
        )  # fmt: skip
        start = 0
        for page in (text, tail)[: 2 if number % 10 == 0 else 1]:
            self.add(
                "pages",
                document_id=document,
                number=1 + bool(start),
                origin="text",
                confidence=1.0,
                start=start,
                text=page,
                stems=as_stems(page),
            )
            start += len(page) + 1

        def quote(part: str, words: str) -> int:
            at = max(0, text.find(words))
            return self.add(
                "evidence", document_id=document, position=0, part=part, part_position=0, item=f"/{part}/0", page=1,
                start=at, end=at + len(words), quote=words, confidence=0.9,
            )  # fmt: skip

        where: dict[str, Any] = {"document_id": document, "position": 0}
        agency = self._seen(self.bodies, body, city, day)
        person = self._seen(self.people, name, city, day)
        proof = quote("agencies", body)
        self.add(
            "meetings", **where, evidence_id=quote("meetings", "musyawarah"), type=dice.choice(list(MeetingType)).value, title=f"Musyawarah {place}",
            date=day, start="09:00", end=None, venue=None, kelurahan=place, kecamatan=None, kota=city, kode_wilayah=None, organizer=body, organizer_id=agency,
        )  # fmt: skip
        office = self.add(
            "offices",
            **where,
            evidence_id=quote("people", name),
            name=name,
            role="Ketua",
            agency=body,
            person_id=person,
            agency_id=agency,
        )
        self.add("document_agencies", **where, evidence_id=proof, name=body, agency_id=agency)
        program = self.add(
            "programs",
            **where,
            evidence_id=quote("programs", wish),
            name=wish,
            type=kind.value,
            stems=as_stems(wish),
        )
        self.add(
            "program_agencies",
            document_id=document,
            program_id=program,
            position=0,
            name=body,
            agency_id=agency,
            evidence_id=proof,
        )
        self.add(
            "proposals", **where, evidence_id=quote("proposals", wish), title=wish, type=kind.value, origin=origin, volume=None, amount=amount,
            agency=body, agency_id=agency, stems=as_stems(wish),
        )  # fmt: skip
        self.add("dates", **where, evidence_id=None, date=day, role="meeting")
        said = f"kerja bakti di {origin}"
        self.add(
            "decisions",
            **where,
            evidence_id=proof,
            text=said,
            assignee=body,
            due=None,
            stems=as_stems(said),
        )
        self.add(
            "agency_mentions",
            agency_id=agency,
            name=body,
            document_id=document,
            evidence_id=proof,
            date=day,
            code=f"l-{number:012x}",
            node=body,
        )
        self.add(
            "person_mentions",
            person_id=person,
            name=name,
            document_id=document,
            evidence_id=proof,
            date=day,
            code=f"o-{number:012x}",
            node=name,
            office_id=office,
        )

    def _seen(self, known: dict[tuple[str, str], list[Any]], name: str, city: str, day: str) -> int:
        row = known.setdefault((name, city), [len(known) + 1, 0, day, day])
        row[1] += 1
        row[2], row[3] = min(row[2], day), max(row[3], day)
        return int(row[0])

    def entities(self) -> None:
        for (name, city), (number, count, since, until) in self.bodies.items():
            self.add(
                "agencies", name=name, place=city, evidence_id=None, names=name, documents=count, since=since, until=until,
                kelurahan=None, kecamatan=None, kota=city, key=f"l-{number:012x}",
            )  # fmt: skip
        for (name, _), (number, count, since, until) in self.people.items():
            self.add(
                "people",
                name=name,
                evidence_id=None,
                names=name,
                documents=count,
                since=since,
                until=until,
                key=f"o-{number:012x}",
            )


def pages(path: Path) -> Iterator[str]:
    """Yield the addresses that the bench asks for, of a made warehouse."""
    db = sqlite3.connect(path)
    try:
        person = db.execute("SELECT id FROM people ORDER BY documents DESC LIMIT 1").fetchone()[0]
        agency = db.execute("SELECT id FROM agencies ORDER BY documents DESC LIMIT 1").fetchone()[0]
        middle = db.execute("SELECT max(id) / 2 FROM documents").fetchone()[0]
        place, city = db.execute(
            "SELECT kelurahan, kota FROM documents WHERE id = ?", [middle]
        ).fetchone()
    finally:
        db.close()
    yield from (
        "/", "/cari?q=drainase", "/cari?q=pembangunan+saluran+air", "/cari?q=RT+02/RW+05", "/cari?q=Rp45000000", "/cari?q=xyzzy",
        "/cari?q=notulen+musyawarah&tahun=2024", f"/dokumen/{middle}", f"/pertemuan/{middle}", "/pertemuan", "/pertemuan?jenis=musrenbang&tahun=2020",
        f"/orang/{person}", f"/lembaga/{agency}", "/terbitan", "/jenis", "/jenis/pembangunan_fisik", "/jenis/kesehatan?tahun=2020", "/wilayah", f"/wilayah/{place}?kota={city.replace(' ', '%20')}",
        "/gambar", "/gambar/program", "/gambar/lembaga", "/gambar/pertemuan", "/unduh", f"/dokumen/{middle}.json", "/risalah/documents", "/risalah/people?_search=siti",
    )  # fmt: skip


if __name__ == "__main__":
    main()

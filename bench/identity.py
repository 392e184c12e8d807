"""What telling who is who costs, as a ratio: twice the mentions may cost two and a half times at most.

`python bench/identity.py [MENTIONS]`; made documents of made kelurahan, a database in a temporary folder.
A second figure says what one more document costs when all the others are settled.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from warehouse import identify, open_warehouse
from warehouse.mentions import note_mentions
from warehouse.schema import transaction

LIMIT = 2.5
GIVEN = [
    "Ahmad",
    "Mulyadi",
    "Siti",
    "Asep",
    "Ujang",
    "Dadang",
    "Agus",
    "Sri",
    "Dewi",
    "Rina",
    "Heru",
    "Bambang",
    "Nur",
    "Yanti",
    "Wawan",
    "Eko",
    "Tri",
    "Slamet",
    "Rudi",
    "Deni",
    "Iwan",
    "Hasan",
    "Husen",
    "Rahmat",
    "Yusuf",
    "Maman",
    "Cecep",
    "Euis",
    "Neneng",
    "Tatang",
    "Sutrisno",
    "Suparman",
    "Sugeng",
    "Joko",
]
FAMILY = [
    "Saputra",
    "Hidayat",
    "Setiawan",
    "Rohman",
    "Maulana",
    "Hermawan",
    "Wibowo",
    "Santoso",
    "Prasetyo",
    "Susanto",
    "Kurniawan",
    "Firmansyah",
    "Nugroho",
    "Siregar",
    "Nasution",
    "Lubis",
    "Rohimat",
    "Jubaedi",
    "Saepudin",
    "Fauzi",
    "Iskandar",
    "Permana",
    "Suryana",
    "Gunawan",
    "Hakim",
]
BEGIN = [
    "Suka",
    "Mekar",
    "Karang",
    "Cipta",
    "Tanjung",
    "Pasir",
    "Sumber",
    "Jati",
    "Kebon",
    "Rawa",
    "Bojong",
    "Parakan",
    "Sindang",
    "Kali",
]
END = [
    "jaya",
    "mulya",
    "sari",
    "maju",
    "raya",
    "asih",
    "wangi",
    "rejo",
    "harja",
    "indah",
    "laya",
    "tani",
    "agung",
    "lestari",
]
OFFICES = (
    ("Lurah", "Kelurahan {}"), ("Ketua", "LPM Kelurahan {}"), ("Sekretaris", "LPM {}"),
    ("Ketua", "RW 0{n}"), ("Ketua", "RT 0{n}/RW 0{n}"), ("Ketua", "PKK"), ("Kepala", "Dinas Sosial"),
    (None, None),
)  # fmt: skip


def main() -> None:
    """Measure and print; ends with 1 where the ratio is above the limit."""
    mentions = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    half, whole = measure(mentions), measure(2 * mentions)
    ratio = whole[0] / half[0]
    for label, (took, one, count) in ((mentions, half), (2 * mentions, whole)):
        say(
            f"{label:>8} asked for, {count:>8} mentions  {took:8.1f} s   one document more {one:8.3f} s"
        )
    say(f"twice the mentions / once      {ratio:8.2f}   (at most {LIMIT})")
    sys.exit(ratio > LIMIT)


def measure(mentions: int) -> tuple[float, float, int]:
    """Return how long all took, how long one document more took, and how many mentions there were."""
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as folder:
        db = open_warehouse(Path(folder) / "r.db")
        dice = random.Random(7)
        documents = made_documents(mentions, dice)
        with transaction(db):
            for number, told in enumerate(documents):
                put(db, number, *told)
        begin = time.process_time()
        count = identify(db)
        took = time.process_time() - begin
        with transaction(db):
            put(db, 10**7, *next(made_documents(mentions, random.Random(8))))
        begin = time.process_time()
        identify(db)
        one = time.process_time() - begin
        db.conn.close()
        return took, one, count


Told = tuple[tuple[str, str, str], str, list[tuple[str, str | None, str | None]]]


def made_documents(mentions: int, dice: random.Random) -> Iterator[Told]:
    """Yield place, day and people of documents; towns grow with their number, as in the real world."""
    towns = max(1, mentions // 4000)
    for _ in range(mentions // 14):
        town = dice.randrange(towns)
        name = f"{dice.choice(BEGIN)}{dice.choice(END)}"
        place = (
            name,
            f"Kecamatan{town % 7}",
            f"Kota {BEGIN[town % 14]}{END[town // 14 % 14]}{town}",
        )
        held = random.Random(f"{town} {name}")
        people = []
        for role, body in OFFICES:
            number = held.randrange(1, 9)
            who = f"{held.choice(GIVEN)} {held.choice(FAMILY)}"
            if dice.random() < 0.2:
                who = f"{who}, S.Sos." if dice.random() < 0.5 else f"{who[0]}. {who.split()[1]}"
            people.append((who, role, body.format(name, n=number) if body else None))
        day = f"{dice.randrange(2015, 2026)}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}"
        yield place, day, people


def put(
    db: Database,
    number: int,
    place: tuple[str, str, str],
    day: str,
    people: list[tuple[str, str | None, str | None]],
) -> None:
    """Write one document's facts as loading does, without its text."""
    made = db.execute(
        "INSERT INTO documents (sha256, name, kind, published, kelurahan, kecamatan, kota) VALUES (?, ?, 'news', ?, ?, ?, ?)",
        [f"{number:064x}", f"{number}.txt", day, *place],
    )
    document = int(made.lastrowid or 0)
    db.conn.executemany(
        "INSERT INTO offices (document_id, position, name, role, agency) VALUES (?, ?, ?, ?, ?)",
        [(document, n, *person) for n, person in enumerate(people)],
    )
    note_mentions(db, document)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

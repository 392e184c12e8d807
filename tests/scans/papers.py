"""Papers of a kelurahan office as PDF pages, each with its true text in reading order.

Persons, places and sums are made up. The same seed gives the same paper. Lengths are in points.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 62.0
FONTS = {
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
    "vera": ("Vera", "VeraBd"),
}
for _name in ("Vera", "VeraBd"):
    pdfmetrics.registerFont(
        TTFont(_name, str(Path(reportlab.__file__).parent / f"fonts/{_name}.ttf"))
    )

FIRST = [
    "Sulastri",
    "Bambang",
    "Wahyuni",
    "Slamet",
    "Kartini",
    "Hendra",
    "Maryati",
    "Joko",
    "Nurhayati",
    "Agus",
    "Rohmah",
    "Dedi",
    "Siti",
    "Yulianto",
    "Ratna",
    "Supriyadi",
    "Fatimah",
    "Tarno",
    "Lestari",
    "Imam",
    "Endah",
    "Gunawan",
    "Murni",
    "Sugeng",
    "Halimah",
    "Parjo",
]
LAST = [
    "Wibowo",
    "Santosa",
    "Rahayu",
    "Purnomo",
    "Hidayat",
    "Setiawan",
    "Handayani",
    "Prasetyo",
    "Kusuma",
    "Nugraha",
    "Suryani",
    "Hartono",
    "Widodo",
    "Fauzi",
    "Saputra",
    "Anggraini",
    "Siregar",
    "Lubis",
    "Maulana",
    "Permana",
    "Utami",
    "Firmansyah",
]
KELURAHAN = [
    "Sukamulya",
    "Karanganyar",
    "Tegalrejo",
    "Bojongsari",
    "Mekarwangi",
    "Sidomukti",
    "Pandanwangi",
]
KECAMATAN = [
    "Cibeunying",
    "Laweyan",
    "Umbulharjo",
    "Lowokwaru",
    "Tawang",
    "Banjarsari",
    "Rappocini",
]
KOTA = ["Bandung", "Surakarta", "Yogyakarta", "Malang", "Tasikmalaya", "Semarang", "Makassar"]
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
OFFICES = [
    "Ketua",
    "RT",
    "Sekretaris",
    "Bendahara",
    "Anggota",
    "Kader",
    "Tokoh",
    "Warga",
    "Linmas",
    "Pemuda",
    "Posyandu",
]
WORKS = (
    ("Semen 50 kg", "zak", 68_000),
    ("Pasir pasang", "m3", 285_000),
    ("Batu kali", "m3", 240_000),
    ("Besi beton 10 mm", "batang", 82_500),
    ("Bata merah", "buah", 950),
    ("Cat tembok", "kaleng", 147_000),
    ("Upah tukang", "hari", 150_000),
    ("Upah pekerja", "hari", 115_000),
    ("Konsumsi rapat", "kotak", 17_500),
    ("Spanduk kegiatan", "lembar", 125_000),
    ("Alat tulis", "paket", 95_000),
    ("Sewa tenda", "unit", 350_000),
    ("Lampu jalan LED", "titik", 412_000),
    ("Paving blok", "m2", 92_500),
)
SENTENCES = (
    "Saluran air di gang sebelah timur tersumbat sampah sehingga meluap setiap hujan deras.",
    "Warga mengusulkan perbaikan jalan lingkungan sepanjang kurang lebih {n} meter.",
    "Lampu penerangan jalan di depan balai warga sudah {n} hari padam dan belum diganti.",
    "Kegiatan posyandu balita dilaksanakan setiap tanggal {n} di rumah Ibu {p}.",
    "Iuran kebersihan bulan ini terkumpul sebesar Rp {m}.000,- dari {n} kepala keluarga.",
    "Bapak {p} menyampaikan bahwa jadwal ronda malam perlu disusun ulang mulai bulan depan.",
    "Pengurus akan mengajukan permohonan bantuan bibit tanaman ke Dinas Pertanian Kota {k}.",
    "Kerja bakti membersihkan selokan disepakati pada hari {d} pukul 06.30 sampai selesai.",
    "Ibu {p} melaporkan adanya {n} rumah yang belum memiliki jamban sehat.",
    "Pembangunan pos kamling memerlukan dana Rp {m}.500.000,- termasuk upah tukang.",
    "Sekretaris kelurahan menjelaskan tata cara pengurusan kartu keluarga secara daring.",
    "Pelatihan menjahit bagi {n} orang kader PKK direncanakan selama tiga hari.",
    "Usulan yang belum tertampung akan dibahas kembali dalam musrenbang tahun berikutnya.",
    "Babinsa mengingatkan warga agar tamu yang menginap wajib lapor dalam 24 jam.",
    "Karang taruna meminta peralatan olahraga dan tempat latihan yang layak.",
    "Bank sampah telah menyerahkan laporan tabungan senilai Rp {m}.250,- kepada bendahara.",
    "Santunan untuk {n} anak yatim diberikan menjelang bulan Ramadhan di musala Al-Hidayah.",
    "Air bersih dari sumur bor belum menjangkau wilayah RT {n} sehingga perlu pipa tambahan.",
)


@dataclass
class Paper:
    """A page in the making: what is drawn goes into `truth` in the order in which it is read."""

    font: str
    size: float
    seed: int
    truth: list[str] = field(default_factory=list)
    tables: list[list[tuple[str, ...]]] = field(default_factory=list)
    """The cells of each table, row by row."""

    def __post_init__(self) -> None:
        """Open the page."""
        self.random = random.Random(self.seed)
        self._held = BytesIO()
        self.canvas = Canvas(self._held, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.y = 58.0
        self.plain, self.bold = FONTS[self.font]

    @property
    def step(self) -> float:
        return self.size * 1.42

    def line(self, text: str, x: float = MARGIN, *, bold: bool = False, size: float = 0) -> None:
        """Write one line and go to the next."""
        self.put(text, x, self.y, bold=bold, size=size)
        self.truth.append(text)
        self.y += self.step * (size / self.size if size else 1)

    def centred(self, text: str, *, bold: bool = True, size: float = 0) -> None:
        size = size or self.size
        width = pdfmetrics.stringWidth(text, self.bold if bold else self.plain, size)
        self.line(text, (WIDTH - width) / 2, bold=bold, size=size)

    def put(self, text: str, x: float, y: float, *, bold: bool = False, size: float = 0) -> None:
        self.canvas.setFont(self.bold if bold else self.plain, size or self.size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.8) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def paragraph(self, text: str, x: float = MARGIN, width: float = WIDTH - 2 * MARGIN) -> None:
        for part in simpleSplit(text, self.plain, self.size, width):
            self.line(part, x)

    def item(self, mark: str, text: str, x: float = MARGIN) -> None:
        """Write a numbered or dashed item with its lines hung."""
        hang = self.size * 1.8
        for i, part in enumerate(
            simpleSplit(text, self.plain, self.size, WIDTH - MARGIN - x - hang)
        ):
            if i == 0:
                self.put(mark, x, self.y)
                self.truth.append(mark)
            self.line(part, x + hang)

    def pair(self, key: str, value: str, x: float = MARGIN) -> None:
        """Write a key and its value with the colons below each other."""
        at = x + self.size * 9
        self.put(key, x, self.y)
        self.put(":", at, self.y)
        self.put(value, at + self.size, self.y)
        self.truth.append(f"{key} : {value}")
        self.y += self.step

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, ruled: bool = True
    ) -> None:
        """Write rows of cells of one line; figures stand at the right of their cells."""
        self.tables.append([tuple(row) for row in rows])
        height = self.size * 1.75
        scale = (WIDTH - 2 * MARGIN) / sum(widths)
        edges = [MARGIN + scale * sum(widths[:i]) for i in range(len(widths) + 1)]
        top = self.y - self.size * 1.2
        for r, row in enumerate(rows):
            base = top + r * height + self.size * 1.2
            for k, text in enumerate(row):
                font = self.bold if r == 0 else self.plain
                wide = pdfmetrics.stringWidth(text, font, self.size)
                assert wide < edges[k + 1] - edges[k] - 4, (text, self.font, self.size)
                right = k > 1 and text[:1].isdigit() and r > 0
                x = edges[k + 1] - 4 - wide if right else edges[k] + 4
                self.put(text, x, base, bold=r == 0)
            self.truth.append(" ".join(text for text in row if text))
        bottom = top + len(rows) * height
        if ruled:
            for r in range(len(rows) + 1):
                self.rule(edges[0], top + r * height, edges[-1], top + r * height)
            for x in edges:
                self.rule(x, top, x, bottom)
        self.y = bottom + self.step * 1.2

    def gap(self, lines: float = 0.6) -> None:
        self.y += self.step * lines

    @property
    def room(self) -> float:
        return HEIGHT - 60 - self.y

    def person(self) -> str:
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def sentence(self) -> str:
        pick = self.random
        return pick.choice(SENTENCES).format(
            n=pick.randint(2, 60),
            m=pick.randint(2, 980),
            p=self.person(),
            k=pick.choice(KOTA),
            d=pick.choice(DAYS),
        )

    def date(self) -> str:
        pick = self.random
        return f"{pick.randint(1, 28)} {pick.choice(MONTHS)} {pick.randint(2015, 2025)}"

    def close(self) -> tuple[bytes, str]:
        self.canvas.showPage()
        self.canvas.save()
        return self._held.getvalue(), "\n".join(self.truth)


def _letterhead(paper: Paper) -> None:
    pick = paper.random
    paper.centred(f"PEMERINTAH KOTA {pick.choice(KOTA).upper()}", size=paper.size + 2)
    paper.centred(f"KECAMATAN {pick.choice(KECAMATAN).upper()}", size=paper.size + 1)
    paper.centred(f"KELURAHAN {pick.choice(KELURAHAN).upper()}", size=paper.size + 3)
    paper.centred(
        f"Jalan {pick.choice(LAST)} Nomor {pick.randint(1, 90)} Telepon (0{pick.randint(21, 90)}) {pick.randint(200000, 899999)}",
        bold=False,
        size=paper.size - 1,
    )
    paper.rule(MARGIN, paper.y - 6, WIDTH - MARGIN, paper.y - 6, 1.6)
    paper.gap(0.9)


def _signatures(paper: Paper) -> None:
    """Two signers side by side: each is read from office to name."""
    paper.gap()
    right = WIDTH - MARGIN - 170
    paper.line(f"{paper.random.choice(KOTA)}, {paper.date()}", right)
    office = f"Ketua RW {paper.random.randint(1, 15):02},"
    names = paper.person(), paper.person()
    paper.put("Sekretaris,", MARGIN + 20, paper.y)
    paper.put(office, right, paper.y)
    paper.gap(3.4)
    paper.put(names[0], MARGIN + 20, paper.y, bold=True)
    paper.put(names[1], right, paper.y, bold=True)
    paper.truth += ["Sekretaris,", names[0], office, names[1]]
    paper.gap(1)


def minutes(paper: Paper) -> None:
    """Draw minutes: particulars, a course of talk, decisions by number, two signatures."""
    paper.centred(
        f"NOTULEN RAPAT WARGA RT {paper.random.randint(1, 9):02} RW {paper.random.randint(1, 15):02}"
    )
    paper.centred(f"KELURAHAN {paper.random.choice(KELURAHAN).upper()}")
    paper.gap()
    paper.pair("Hari, tanggal", f"{paper.random.choice(DAYS)}, {paper.date()}")
    paper.pair("Waktu", f"{paper.random.randint(13, 20)}.00 WIB sampai selesai")
    paper.pair("Tempat", f"Rumah Bapak {paper.person()}")
    paper.pair("Pimpinan rapat", paper.person())
    paper.pair("Peserta", f"{paper.random.randint(11, 64)} orang")
    paper.gap()
    paper.line("A. Jalannya rapat", bold=True)
    while paper.room > 290:
        paper.item("-", paper.sentence())
    paper.gap()
    paper.line("B. Keputusan", bold=True)
    for number in range(1, 9):
        if paper.room < 150:
            break
        paper.item(f"{number}.", paper.sentence())
    _signatures(paper)


def letter(paper: Paper) -> None:
    """Draw a letter with a letterhead, particulars and paragraphs."""
    _letterhead(paper)
    paper.pair(
        "Nomor",
        f"{paper.random.randint(100, 480)}/{paper.random.randint(10, 99)}/KEL/{paper.random.randint(2015, 2025)}",
    )
    paper.pair("Lampiran", f"{paper.random.randint(1, 5)} berkas")
    paper.pair("Perihal", "Permohonan Bantuan Pembangunan")
    paper.gap()
    paper.line("Kepada Yth.")
    paper.line(f"Camat {paper.random.choice(KECAMATAN)}")
    paper.line("di Tempat")
    paper.gap()
    paper.line("Dengan hormat,")
    while paper.room > 190:
        paper.paragraph(" ".join(paper.sentence() for _ in range(3)))
        paper.gap(0.5)
    paper.paragraph(
        "Demikian permohonan ini kami sampaikan, atas perhatian Bapak diucapkan terima kasih."
    )
    _signatures(paper)


def attendance(paper: Paper) -> None:
    """Draw a ruled list of who was there."""
    paper.centred("DAFTAR HADIR MUSYAWARAH KELURAHAN")
    paper.centred(f"{paper.random.choice(DAYS)}, {paper.date()}", bold=False)
    paper.gap(1.6)
    rows = [("No", "Nama", "Jabatan", "Alamat")]
    for number in range(1, int(paper.room / (paper.size * 1.75)) - 8):
        rows.append(
            (
                f"{number}",
                paper.person(),
                paper.random.choice(OFFICES),
                f"RT {paper.random.randint(1, 9):02} RW {paper.random.randint(1, 15):02}",
            )
        )
    paper.table(rows, (9, 42, 24, 26))
    _signatures(paper)


def budget(paper: Paper, *, ruled: bool = True) -> None:
    """Draw a budget: a table of costs whose lines and total work out."""
    paper.centred("RENCANA ANGGARAN BIAYA")
    paper.centred(f"Pembangunan Pos Kamling Kelurahan {paper.random.choice(KELURAHAN)}")
    paper.gap(1.6)
    rows = [("No", "Uraian", "Volume", "Satuan", "Harga", "Jumlah")]
    total = 0
    for number, (name, unit, price) in enumerate(paper.random.sample(WORKS, 11), 1):
        count = paper.random.randint(2, 48)
        total += count * price
        rows.append((str(number), name, str(count), unit, _money(price), _money(count * price)))
    rows.append(("", "Jumlah total", "", "", "", _money(total)))
    paper.table(rows, (8, 38, 17, 17, 21, 26), ruled=ruled)
    while paper.room > 170:
        paper.paragraph(paper.sentence())
    _signatures(paper)


def open_budget(paper: Paper) -> None:
    """Draw a budget without lines."""
    budget(paper, ruled=False)


def _money(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def newsletter(paper: Paper) -> None:
    """Draw a heading over two columns of prose."""
    paper.centred(f"WARTA KELURAHAN {paper.random.choice(KELURAHAN).upper()}", size=paper.size + 5)
    paper.centred(f"Edisi {paper.date()}", bold=False)
    paper.gap()
    top, width = paper.y, (WIDTH - 2 * MARGIN - 24) / 2
    for column in range(2):
        paper.y = top + 0.45 * paper.step * column  # rows of columns need not stand level
        while paper.room > 60:
            paper.paragraph(
                " ".join(paper.sentence() for _ in range(4)), MARGIN + column * (width + 24), width
            )


def invitation(paper: Paper) -> None:
    """Draw a short letter in large letters, with much white below."""
    _letterhead(paper)
    paper.centred("UNDANGAN", size=paper.size + 4)
    paper.gap()
    paper.paragraph("Mengharap kehadiran Bapak/Ibu/Saudara pada:")
    paper.pair("Hari, tanggal", f"{paper.random.choice(DAYS)}, {paper.date()}")
    paper.pair("Pukul", f"{paper.random.randint(8, 19)}.30 WIB")
    paper.pair("Tempat", f"Balai RW {paper.random.randint(1, 15):02}")
    paper.pair("Acara", "Musyawarah perencanaan pembangunan")
    paper.gap()
    for _ in range(4):
        paper.paragraph(paper.sentence())
    _signatures(paper)


def cover(paper: Paper) -> None:
    """Draw the cover of a bundle: a few large words and much white."""
    paper.y = 260.0
    paper.centred(paper.random.choice(["NOTULEN", "BERITA ACARA", "DAFTAR HADIR"]))
    paper.centred(f"RAPAT RT {paper.random.randint(1, 9):02}")
    paper.centred(paper.date(), bold=False)


def receipt(paper: Paper) -> None:
    """Draw a slip for a sum that was paid: a few lines at the top of a sheet."""
    paper.line("TANDA TERIMA", bold=True)
    paper.line(f"Konsumsi rapat Rp {paper.random.randint(2, 9)}50.000,-")
    paper.line(paper.date())
    paper.line(paper.random.choice(FIRST))


LAYOUTS: dict[str, Callable[[Paper], None]] = {
    "minutes": minutes,
    "letter": letter,
    "attendance": attendance,
    "budget": budget,
    "open budget": open_budget,
    "newsletter": newsletter,
    "invitation": invitation,
    "cover": cover,
    "receipt": receipt,
}


def paper_of(layout: str, font: str, size: float, seed: int) -> tuple[bytes, str]:
    """Return a page as PDF and its true text, a line a row."""
    paper = Paper(font, size, seed)
    LAYOUTS[layout](paper)
    return paper.close()


def tables_of(layout: str, font: str, size: float, seed: int) -> list[list[tuple[str, ...]]]:
    """Return the tables of the same page, as rows of cells."""
    paper = Paper(font, size, seed)
    LAYOUTS[layout](paper)
    return paper.tables

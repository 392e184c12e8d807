"""Phrases that name an activity: "pelatihan las", "normalisasi drainase", "kerja bakti rutin".

Programmes and proposals are both made of them; which of the two a phrase is, its sentence tells.
"""

import re
from dataclasses import dataclass

from models.indonesian.gazetteers import word_set
from models.indonesian.predicates import any_of
from models.values.anycase import AnyCase, small

# Nouns of doing that begin the name of an activity (mostly pe-…-an nominalizations, KBBI).
_HEADS = (
    "pelatihan|kursus|bimtek|bimbingan\\s+teknis|pembinaan|pembekalan|workshop|pembangunan|perbaikan|peningkatan|pengadaan|pembuatan|"
    "pemasangan|penanaman|pengembangan|pengerasan|pengecoran|pengaspalan|pelebaran|pembukaan|pembersihan|pengerukan|pemeliharaan|"
    "perawatan|pemugaran|penataan|pemagaran|pengecatan|pembentukan|penambahan|penyediaan|penyaluran|pemberian|pemberdayaan|penyuluhan|"
    "sosialisasi|normalisasi|rehabilitasi|rehab|renovasi|revitalisasi|semenisasi|pavingisasi|betonisasi|penerangan|pengelolaan|"
    "pengolahan|pendataan|pemeriksaan|penyemprotan|fogging|pencegahan|penanganan|penanggulangan|penghijauan|penghapusan|reboisasi|budidaya|budi\\s+daya|"
    "ternak|bantuan|santunan|hibah|subsidi|beasiswa|lomba|turnamen|festival|gebyar|pentas|bazar|bazaar|pameran|kerja\\s+bakti|gotong\\s+royong|"
    "jumat\\s+bersih|bersih-bersih|bersih\\s+\\w+|siskamling|ronda(?:\\s+malam)?|poskamling|pos\\s+kamling|posyandu|posbindu|vaksinasi|imunisasi|"
    "pengobatan\\s+gratis|khitanan\\s+massal|senam|donor\\s+darah|pengajian|malam\\s+tirakatan|tirakatan|karnaval|jalan\\s+sehat|"
    "bedah\\s+rumah|rtlh|bank\\s+sampah|biopori|hidroponik|kebun\\s+\\w+|taman\\s+baca|pos\\s+ronda|paving(?:isasi)?|drainase|"
    "gorong-gorong|talud|turap|jembatan|lampu(?:\\s+penerangan)?\\s+jalan|lampu\\s+penerangan|pju|mck|jamban|sumur\\s+bor|"
    "septic\\s*tank|embung|irigasi|saluran|trotoar|portal|cctv|tpt|tps3r|tps|rabat\\s+beton|pasar\\s+murah|operasi\\s+pasar|"
    "ketahanan\\s+pangan|pekarangan|kwt|makanan\\s+tambahan|pmt|dana\\s+bergulir|simpan\\s+pinjam|kredit|koperasi|umkm|"
    "pembagian|perekaman|pelayanan|percepatan|pengentasan|penurunan|pengaktifan|pendampingan|penguatan|pemanfaatan|pelaksanaan"
)
HEAD = re.compile(rf"\b(?:{_HEADS})\b", re.I)
_SMALL_HEAD = re.compile(rf"\b(?:{_HEADS})\b")
# Verbs of doing and the noun that names the same activity.
_VERBAL = {
    "membangun": "pembangunan", "memperbaiki": "perbaikan", "membuat": "pembuatan", "membentuk": "pembentukan", "menanam": "penanaman",
    "memasang": "pemasangan", "menambah": "penambahan", "mengadakan": "pengadaan", "menyediakan": "penyediaan", "membersihkan": "pembersihan",
    "menyalurkan": "penyaluran", "mengembangkan": "pengembangan", "menghijaukan": "penghijauan", "merenovasi": "renovasi",
    "merehab": "rehab", "menormalisasi": "normalisasi", "mendata": "pendataan", "meningkatkan": "peningkatan",
    "menata": "penataan", "mengaspal": "pengaspalan", "mengecor": "pengecoran", "menyantuni": "santunan", "mengaktifkan": "pengaktifan",
    "menghidupkan": "menghidupkan", "melanjutkan": "lanjutan", "melebarkan": "pelebaran", "mengeruk": "pengerukan", "mencegah": "pencegahan", "mendirikan": "pendirian",
    "merelokasi": "relokasi",
}  # fmt: skip
# The same activities told in the passive behind their object ("kali dibersihkan") and as a bare
# verb at the head of an item ("Pasang portal di gang masuk").
_PASSIVE = {
    "dibersihkan": "pembersihan", "diperbaiki": "perbaikan", "dibangun": "pembangunan", "dibeli": "pembelian", "dipasang": "pemasangan",
    "dicor": "pengecoran", "diaspal": "pengaspalan", "dikeruk": "pengerukan", "ditanami": "penanaman", "direnovasi": "renovasi",
    "direhab": "rehab", "dinormalisasi": "normalisasi", "dihidupkan": "menghidupkan", "diaktifkan": "pengaktifan", "dicat": "pengecatan",
    "dilebarkan": "pelebaran", "dibuat": "pembuatan", "dibuatkan": "pembuatan", "direlokasi": "relokasi", "didirikan": "pendirian",
}  # fmt: skip
_BARE = {
    "pasang": "pemasangan", "bangun": "pembangunan", "buat": "pembuatan", "perbaiki": "perbaikan", "bersihkan": "pembersihan", "tanam": "penanaman",
    "cor": "pengecoran", "bentuk": "pembentukan", "adakan": "pengadaan", "beli": "pembelian", "aktifkan": "pengaktifan", "hidupkan": "menghidupkan",
}  # fmt: skip
PASSIVE = re.compile(
    r"(?:^|[,;.:“\"]\s*|\b(?:dan|agar|supaya|untuk)\s+)(?P<what>[A-Za-z][\w-]*(?:\s+(?!di\w{4})[\w-]+){0,4}?)\s+(?:akan\s+|segera\s+|perlu\s+|harus\s+|mohon\s+|minta\s+)?(?P<verb>"
    + "|".join(_PASSIVE)
    + r")\b(?:\s+ulang\b)?",
    re.I,
)
BARE = re.compile(r"^\W*(?P<verb>" + "|".join(_BARE) + r")\s+", re.I)
VERB = re.compile(r"\b(?:" + "|".join(_VERBAL) + r")(?:\s+(?:kembali|lagi))?\b", re.I)
STOP = re.compile(
    r"[,;:()“”\"\n\t\v|]|\b(?:bahwa|sesuai|berdasarkan)\b|(?<!\bJl)(?<!\bGg)(?<!\bNo)(?<!\bRT)(?<!\bRW)[.!?](?=\s|$)|\s[-–—]\s|"
    r"\b(?:yang|yg|akan|telah|sudah|adalah|agar|supaya|sehingga|karena|karna|sebab|tersebut|tsb|ini|itu|juga|oleh|dengan|dgn|melalui|lewat|dalam|dlm|"
    r"serta|sebagai|kepada|sepanjang|sebesar|sebanyak|senilai|seluas|selama|sejak|hingga|sampai|mulai|pada|tahun|tanggal|tgl|hari|paling|menjadi|"
    r"merupakan|bisa|dapat|harus|perlu|masih|belum|tidak(?!\s+(?:layak|mampu)\b)|tetapi|namun|sedangkan|sementara|selain|hanya|kita|kami|mereka|kurang\s+lebih|lebih\s+kurang|"
    r"maupun|atau|dari|ke|guna|sambil|sekaligus|dimana|di\s*mana|bersama|bareng|menurut|ujar|kata|ungkap|jelas|di\s+antaranya|antara\s+lain|seperti|"
    r"perkiraan|biaya|ada|mau|mohon|minta|segera|bekerja|kerja\s?sama|disetujui|dilaksanakan|dibentuk|diajukan|didukung|dilakukan|digelar|dimulai|disepakati|diusulkan|"
    r"diserahkan|dibutuhkan|rp)\b|"
    # Another activity begins: "penanaman pala dan dialog bersama petani".
    r"\bdan\s+(?:dialog|diskusi|diklat|distribusi|disinfeksi)\b|"
    # A verb is written small: "Surabaya Bergerak" is a name.
    rf"\b(?-i:(?!(?:{any_of(tuple(word_set('no_passives')))})\b)"
    r"(?!(?:tersier|terpadu|terminal|terbuka|bersih|beras|besi|mesin|berkah|berkala|bersama|bertingkat|ternak|merah|media|medis|mebel|teras|bernyanyi)\b)"
    r"(?:me[mny]?|di|ber|ter)[a-z]{4,}(?:kan|i|nya)?)\b(?!\s+(?:sayur|ikan|hasil))|\s\d+(?:[.,]\d+)?\s*(?:m|m2|meter|unit|titik|buah|orang|paket|ekor|batang|kk|set)\b",
    re.I,
)
# Behind these a verb says what is trained: "pelatihan membuat kue kering".
_TRAINS = re.compile(r"pelatihan|kursus|lomba", re.I)
_TRAINED = re.compile(r"\s+(?:cara\s+)?(?-i:me[mny]?[a-z]{4,})\b")
# How many right behind the noun of doing is part of the name: "rehab 6 unit rumah".
_COUNTED = re.compile(
    r"\s+\d+(?:[.,]\d+)?\s+(?:unit|titik|buah|paket|ekor|batang|set)\s+(?=[a-z])", re.I
)
_COUNTED_AID = re.compile(rf"\s+bantuan{_COUNTED.pattern}", re.I)
_SOFT = re.compile(r"\s+(?:di|untuk|bagi|dan|utk)\s+", re.I)
_TRAILING = re.compile(
    r"(?:\s+(?:di|untuk|bagi|dan|para|utk|ke|dari|oleh|secara|setiap|tiap|untuk\s+para|lagi))+$",
    re.I,
)


# Words with which something is asked for, or complained of.
ASKS = AnyCase(
    r"\b(?:meng?usulkan|diusulkan|usulkan|usul(?:an)?(?:nya)?|mengajukan|diajukan|ajukan|memohon|dimohon|mohon|meminta|diminta|minta|"
    r"mengeluh(?:kan)?|keluhan|dikeluhkan|menginginkan|membutuhkan|aspirasi|permintaan|menyampaikan\s+(?:usulan|aspirasi|keluhan))\b"
)
# What is held is no wish and no programme: the meeting itself ("Adakan Pembekalan dan Raker").
MEETING_ITSELF = re.compile(
    r"\b(?:pembekalan(?!\s+(?:pengurus|anggota|kader)\b)|musrenbang\w*|rapat|raker|musyawarah|rembu[gk]|upgrading|pelantikan|pertemuan)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity named in characters `start` to `end`; `name` is how the record calls it."""

    name: str
    start: int
    end: int
    shared: bool = False
    """Whether the head stands once for several ("pelatihan las, AC, menjahit")."""


def activities(text: str, start: int = 0) -> tuple[Activity, ...]:
    """Return the activities that a sentence names, in order, without overlap."""
    found: list[Activity] = []
    at = 0
    low = small(text)
    bare = BARE.match(text)
    if bare is not None:
        found.append(
            _verbal(
                text, bare.start("verb"), bare.end("verb"), _BARE[bare["verb"].casefold()], start
            )
        )
        at = found[0].end - start
    while True:
        head, verb = _SMALL_HEAD.search(low, at), VERB.search(text, at)
        noun = HEAD.match(text, head.start()) if head is not None else None
        match = min(
            (m for m in (noun, verb) if m), key=lambda m: (m.start(), -m.end()), default=None
        )
        if match is None:
            break
        if match is verb:
            if HEAD.match(text, _next_word(text, match.end())) and _VERBAL[
                match.group().split()[0].casefold()
            ] in ("pengadaan", "lanjutan", "pengembangan", "peningkatan"):
                at = match.end()  # "mengadakan pelatihan menjahit": what is held has its own noun
                continue
            activity = _verbal(
                text,
                match.start(),
                match.end(),
                _VERBAL[match.group().split()[0].casefold()],
                start,
            )
            at = max(match.end(), activity.end - start)
            if len(activity.name.split()) > 1:
                found.append(activity)
            continue
        trained = _TRAINED.match(text, match.end()) if _TRAINS.fullmatch(match.group()) else None
        trained = trained or _COUNTED.match(text, match.end())
        end = _phrase_end(text, trained.end() if trained else match.end())
        phrase = _TRAILING.sub("", text[match.start() : end].rstrip(" .-"))
        end = match.start() + len(phrase)
        found.append(Activity(" ".join(phrase.split()), start + match.start(), start + end))
        more, end = _shared(text, match, end, start)
        found.extend(more)
        at = max(end, match.end())
    for match in PASSIVE.finditer(text):
        begin, end = start + match.start("what"), start + match.end()
        what = " ".join(match["what"].split())
        if (
            set(what.casefold().split()) & _PRONOUNS
            or _ACTIVE.match(what.split()[-1])
            or any(a.start < end and begin < a.end for a in found)
        ):
            continue
        found.append(Activity(f"{_PASSIVE[match['verb'].casefold()]} {what}", begin, end))
    return tuple(sorted(found, key=lambda a: a.start))


_PRONOUNS = word_set("no_activities")
_ACTIVE = re.compile(r"me[mn](?:g|y)?[a-z]{4,}(?:kan|i)$")  # "Ketua RW menyarankan dibangun pos"


def _next_word(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def _verbal(text: str, begin: int, after: int, noun: str, start: int) -> Activity:
    """Name the activity that a verb tells by its noun: "membentuk satgas" is "pembentukan satgas"."""
    counted = _COUNTED_AID.match(text, after)
    end = _phrase_end(text, counted.end() if counted else after)
    phrase = _TRAILING.sub("", text[begin:end].rstrip(" .-"))
    rest = text[after : begin + len(phrase)].split()
    if counted is not None:  # "menyalurkan bantuan 20 unit gerobak"
        return Activity(" ".join(rest), start + after, start + begin + len(phrase))
    if noun == "pengadaan" and len(rest) > 1 and HEAD.match(" ".join(rest)):
        # "mengadakan imunisasi massal": what is held has its own noun of doing.
        return Activity(" ".join(rest), start + begin, start + begin + len(phrase))
    return Activity(" ".join([noun, *rest]), start + begin, start + max(begin + len(phrase), after))


_FARTHEST = 400  # characters


def _phrase_end(text: str, at: int, words: int = 8) -> int:
    """Return where a phrase that began before `at` ends."""
    # No phrase is longer; a text without full stops would be searched to its end for each.
    far = min(len(text), at + _FARTHEST)
    stop = STOP.search(text, at, far)
    end = stop.start() if stop else far
    # "di RW 05", "untuk nelayan", "dan desain kaos" belong to it; a second activity does not.
    for link in _SOFT.finditer(text, at, end):
        follow = text[link.end() : end]
        word = link.group().strip().casefold()
        if word == "dan" and (
            HEAD.match(follow)
            or VERB.match(follow)
            or re.match(r"(?:RW|RT|Dinas|Badan|Ketua|iuran|rapat|dana)\b", follow)
        ):
            end = link.start()
            break
        if word in ("untuk", "utk") and VERB.match(follow):
            end = link.start()
            break
    for count, match in enumerate(re.finditer(r"\S+", text[at:end])):
        if count >= words:
            return at + match.start()
    return end


def _shared(text: str, head: re.Match[str], end: int, start: int) -> tuple[list[Activity], int]:
    """Read what follows a list with one head: ", AC, menjahit", " maupun non fisik"."""
    noun = head.group()
    found: list[Activity] = []
    low = noun.casefold()
    if not re.match(
        r"(?:pelatihan|kursus|pembangunan|lomba|budidaya|bantuan|pembinaan|pengadaan|penyuluhan)",
        low,
    ):
        return found, end
    at = end
    while True:
        link = re.compile(r"\s*(?:,\s*(?:dan\s+|serta\s+)?|\s+(?:maupun|dan|serta|atau)\s+)").match(
            text, at
        )
        if link is None:
            break
        item = re.compile(
            r"[A-Za-z][\w/-]*(?:\s+(?!(?:kita|kami|yang|akan|ia|dia|di|dengan)\b)[a-zA-Z][\w/-]*){0,2}"
        ).match(text, link.end())
        if item is None:
            break
        phrase = item.group()
        cut = STOP.search(phrase)
        if cut and cut.start() == 0 and re.match(r"(?:pelatihan|kursus)", low):
            # "pelatihan las, AC, menjahit": what is trained may be a verb
            if not re.match(r"(?-i:me[mny]?[a-z]{4,})", phrase):
                break  # "pelatihan, sebab singkong murah" goes on to say why
            cut = STOP.search(phrase, cut.end())
        if cut and cut.start() == 0:
            break
        phrase = phrase[: cut.start()].rstrip() if cut else phrase
        if phrase and (
            phrase.casefold().endswith("nya")
            or phrase.split()[0].casefold() in _SUBJECTS | _DETAILS
        ):
            break
        follows = text[link.end() + len(phrase) : link.end() + len(phrase) + 2]
        ends = (
            not follows.strip()
            or follows.lstrip()[:1] in ",.;” )"
            or cut is not None
            or follows.startswith(" ")
        )
        if not phrase or HEAD.match(phrase) or VERB.match(phrase) or not ends:
            break
        if re.match(
            r"(?:Dinas|Badan|RT|RW|Ketua|Lurah|Camat|Kepala|LPM|PKK|warga|para|kita|kami|Kelurahan|Kecamatan|Kota)\b",
            phrase,
        ):
            break
        if phrase[0].isupper() and not phrase.isupper() and not noun[0].isupper():
            break
        if len(phrase.split()) > 2 and "," not in link.group():
            break
        found.append(
            Activity(f"{noun} {phrase}", start + link.end(), start + link.end() + len(phrase), True)
        )
        at = link.end() + len(phrase)
    return found, at


_SUBJECTS = word_set("subjects")
_DETAILS = word_set("details")

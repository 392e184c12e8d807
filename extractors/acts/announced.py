"""Activities that a sentence announces or tells of as running, named by what they are.

Told as what someone holds ("LPM menyiapkan bedah rumah"), as what goes on ("kerja bakti tetap
jalan tiap Minggu"), or in a list that a word like "kegiatan, yakni" opens. What makes a name a
programme and whose it is, the part `programs` says.
"""

import re
from collections.abc import Iterator

from extractors.activities import HEAD, Activity
from extractors.acts.nominal import noun_of
from extractors.acts.wishes import Wish, entry, things
from models.indonesian.gazetteers import word_set
from models.indonesian.predicates import Says, actives, any_of, stems
from models.values.anycase import AnyCase
from models.values.program_type import program_type
from models.values.tables import read_toml

_HOLDING = actives(Says.HOLD)
_MAKING = actives(Says.MAKE)
# Verbs of holding, behind which the activity itself is named.
_BARE = any_of(tuple(s for s in stems(Says.HOLD) if s.endswith(("kan", "i"))))
_HOLDS = AnyCase(
    rf"\b(?:{any_of((*_HOLDING, 'kerjakan', 'adakan', 'gelar', 'siapkan', 'jalankan', 'galakkan', 'garap', 'rintis', 'hidupkan'))}"
    rf"|(?:kami|kita|akan|nanti|bakal|siap|mau)\s+(?:juga\s+|tetap\s+)?(?:{_BARE}|bantu|buka|gelar|dukung))"
    r"(?:\s+(?:kembali|lagi|juga|pula|berbagai|sejumlah|beberapa|sebuah|suatu|kegiatan|program))*\s+(?=\S)"
    r"|\bakan\s+di(?:lanjutkan|rangkai|rangkaikan|susul|tindaklanjuti)\s+dengan\s+(?=\S)"
    r"|\b(?:ber)?fokus(?:kan)?\s+(?:pada|ke|di|menangani|untuk)\s+(?=\S)|\bberupa\s+(?=\S)"
    r"|\bdi(?:alokasikan|gunakan|pakai|arahkan|peruntukkan|anggarkan|fokuskan|prioritaskan|manfaatkan)\s+(?:antara\s+lain\s+)?(?:untuk|bagi|pada|ke)\s+(?=\S)"
)
# Words of time and manner that make a verb of making or giving one of what is planned or going on.
_GOING = (
    r"akan|siap|mulai|bakal|segera|berjanji|sedang|tengah|berencana|rencananya|ikut|turut|bersedia|juga|sudah|telah|kini|rutin|"
    r"(?:tahun|bulan|pekan|minggu)\s+(?:ini|depan|lalu)|tahun\s+\d{4}|pada\s+\d{4}|nanti|nantinya|bisa|selalu|terus"
)
# Verbs of making and giving: the noun of doing goes before what is made.
_MAKE = AnyCase(rf"\b(?:{_GOING})\s+(?:\w+\s+)?(?P<verb>{any_of(tuple(_MAKING))})\s+(?=\S)")
# The subject of a verb of making is a body, covered in the text: "Dinas Perikanan melatih …".
_THEY_MAKE = AnyCase(rf"\|\s+(?P<verb>{any_of(tuple(_MAKING))})\s+(?=\S)")
# A second verb of the same subject: "… akan mengeruk kali dan memasang pompa".
_AND_MAKE = re.compile(
    rf"(?:,|\b(?:dan|serta|lalu|juga|sekaligus))\s+(?:juga\s+|akan\s+)?(?P<verb>{any_of(tuple(_MAKING))})\s+(?=\S)",
    re.I,
)
# What goes on, behind its subject.
_PASSIVES = tuple(f"di{stem}" for stem in stems(Says.HOLD, Says.MAKE))
_GOES_ON = AnyCase(
    r"\s+(?:(?:yang|akan|sedang|telah|tetap|sudah|masih|baru|juga|pasti|segera|bakal|rutin|kami|kita|mulai|untuk\s+\d+\s+\w+|siap|turut|ini|itu|bisa|dapat|"
    r"terus|kembali|kini|tengah|rencananya)\s+)*"
    rf"(?:jalan|berjalan|berlangsung|{any_of(_PASSIVES)}|diampu|diarahkan|digabung|dicairkan|beroperasi|masuk\s+(?:rencana|anggaran|apb\w*|dpa|renja)|"
    r"kerjakan|rutin|serentak|kami\s+gandeng|bersama|bareng|kerja\s?sama|bekerja\s?sama|oleh|menggandeng|digandeng)\b"
)
_LIST = AnyCase(
    r"\b(?:kegiatan|program|pekerjaan|bidang|pokja|seksi|prioritas|rencana|usaha|cair|unggulan|andalan|fokus|agenda)\b[^.;:|]{0,70}?"
    r"\b(?:yaitu|yakni|ialah|adalah|antara\s+lain|di\s*antaranya|meliputi|berupa|seperti|ada|untuk|pada)\b\s*:?\s*(?=\S)"
    r"|\b(?:berjalan|dikerjakan|jalan|dulu|awal)\b[^.;:|]{0,40}(?::|\byakni\b|\byaitu\b)\s*(?=\S)"
    r"|\b(?:mulai\s+\w+\s+\w+\s+|juga\s+|nanti\s+|dan\s+|tahun\s+\w+\s+)ada\s+(?=\S)"
)
_BOUND = re.compile(
    r"[.:,](?!\d)|[;!?()“”\"|\n\t]|\s[-–—]\s|(?:^|\s)(?:sedangkan|sementara|adapun|begitu\s+juga|bahwa|dan|serta|lalu|untuk(?!\s+(?:\d|para|pelaku|pemandu|pemuda|ibu|istri|warga|anak|siswa|lansia|kader|petani|nelayan|pengurus|keluarga|remaja)\w*\b)|karena|namun|tetapi|agar|kata|pelaksanaan|"
    r"pagu|kegiatan|jadwal|rencana|menyebut|menyatakan|melaporkan|mengatakan|menyampaikan|mengingatkan|menerangkan|menjelaskan|memaparkan|menambahkan|menuturkan|mengumumkan|di\s+bidang)\s",
    re.I,
)
_NO_NAME = re.compile(
    r"^(?:bahwa|agar|supaya|kalau|jika|bila|perlu|berharap|jangan|harus|soal|tentang|mengenai|keluhan|staf|jumlah|pedagang|undian|proposal|tim|dana|pagu|anggaran|usulan?|warga|peserta|surat|musrenbang\w*|rapat|musyawarah|raker|reses|acara|kegiatan|program|pekerjaan|"
    r"pembongkaran|perwali|perda|hasil|progres|biaya|iuran|kas|laporan|data|daftar|jadwal|panitia|pengurus|anggota|ketua|pemilihan|"
    r"permohonan|keputusan|kesepakatan|pendaftaran|wawancara|pengumuman|materi|bahan|usul|semua|seluruh|setiap|tiap|para|ada|"
    r"yang|kami|kita|ini|itu|mereka|ia|dia|beliau|saya|tetap|mulai|selain|hadir|turut|sejak|pada|di|dari|oleh|dengan|dalam|atas|kemudian|"
    r"pelantikan|pengukuhan|pembukaan|penutupan|sambutan|arahan|penjelasan|pemaparan|pembahasan|tahapan|realisasi|pelaksanaan|delegasi|"
    r"peringkat|skoring|prioritas|menanggapi|menurut|tahun|bulan|hari|tanggal|minggu|kader|ibu-ibu|lurah|camat|kepala|dinas|puskesmas|rt|rw|lpm|pkk|desa|kelurahan|kecamatan)\b",
    re.I,
)
_BROKEN = re.compile(r"\b(?:bocor|patah|rusak|mampet|meluap|putus|peringkat)\b", re.I)
_LABEL = re.compile(r"\s*(?:jadwal|pelaksanaan|kegiatan|program|rencana)\s+", re.I)
_MOST_WORDS = 8
_ALONE = word_set("lone_programs")


def announced(text: str, bare: str, start: int = 0) -> tuple[Activity, ...]:
    """Return what a sentence announces; `bare` has bodies and offices covered by `|`.

    >>> text = "LPM menyiapkan bedah rumah serta kunjungan lansia"
    >>> [a.name for a in announced(text, text)]
    ['bedah rumah', 'kunjungan lansia']
    """
    found: list[Activity] = []
    for activity in (
        *_held(text, bare),
        *_made(text, bare),
        *_listed(text, bare),
        *_going_on(text, bare),
    ):
        if _is_name(activity.name) and not any(
            activity.start < f.end and f.start < activity.end for f in found
        ):
            found.append(activity)
    found.sort(key=lambda a: a.start)
    return tuple(Activity(a.name, start + a.start, start + a.end, a.shared) for a in found)


def tells(text: str) -> bool:
    """Tell whether a sentence has words of announcing or going on at all."""
    return any(p.search(text) for p in (_HOLDS, _MAKE, _LIST, _GOES_ON))


def name_at_head(text: str) -> Activity | None:
    """Return the activity that an item begins with: "PSN serentak seluruh RW pada Minggu …"."""
    label = _LABEL.match(text)
    for thing in things(text, text, label.end() if label else 0):
        named = text[thing.start : thing.end]
        if len(thing.title.split()) > 1 and _is_name(thing.title) and _is_name(named):
            return Activity(thing.title, thing.start, thing.end)
        break
    return None


def listed(text: str) -> Activity | None:
    """Return the activity that an entry of a list of programmes begins with, of whatever field."""
    thing = entry(text)
    if thing is None or not 1 < len(thing.title.split()) <= _MOST_WORDS + 2:
        return None
    if _NO_NAME.match(thing.title):
        return None
    return Activity(thing.title, thing.start, thing.end)


def _held(text: str, bare: str) -> Iterator[Activity]:
    for verb in _HOLDS.finditer(bare):
        yield from _things(text, bare, verb.end())


def _listed(text: str, bare: str) -> Iterator[Activity]:
    for opener in _LIST.finditer(bare):
        yield from _things(text, bare, opener.end())


_SHARES = re.compile(r"(?:pelatihan|kursus|lomba|budidaya|penyuluhan)\b", re.I)


def _things(text: str, bare: str, at: int) -> Iterator[Activity]:
    """Read a list; a head that stands once ("kursus menjahit, service HP") is given to each."""
    head: str | None = None
    for n, thing in enumerate(_each(text, bare, at)):
        first = thing.title.split()[0]
        if n == 0 and _SHARES.fullmatch(first):
            head = first
        elif head is not None and (
            len(thing.title.split()) > 2
            or re.match(r"pe\w+an$|kursus$|lomba$|pelatihan$", first, re.I)
        ):
            head = None
        name = f"{head} {thing.title}" if head is not None and n else thing.title
        yield Activity(name, thing.start, thing.end, head is not None)


def _each(text: str, bare: str, at: int) -> Iterator[Wish]:
    """Read a list, and where "dan" joins two names that are each a programme, both of them."""
    for thing in things(text, bare, at):
        whole = text[thing.start : thing.end]
        link = re.search(r"\s+(?:dan|serta)\s+(?=[a-z])", whole)
        left, right = (whole[: link.start()], whole[link.end() :]) if link else (whole, "")
        if link and len(left.split()) > 1 and _begins_anew(right) and program_type(left)[1] > 0.0:
            yield Wish(" ".join(left.split()), thing.start, thing.start + link.start())
            yield Wish(" ".join(right.split()), thing.start + link.end(), thing.end)
        else:
            yield thing


def _begins_anew(phrase: str) -> bool:
    words = phrase.split()
    return len(words) > 1 and (
        program_type(words[0])[1] > 0.0 or program_type(" ".join(words[:2]))[1] > 0.0
    )


def _made(text: str, bare: str) -> Iterator[Activity]:
    first = [*_MAKE.finditer(bare), *_THEY_MAKE.finditer(bare)]
    since = min((v.start() for v in (*first, *_HOLDS.finditer(bare))), default=len(bare))
    for verb in (*first, *_AND_MAKE.finditer(bare, since)):
        trained = _TRAINED_IN.match(bare, verb.end("verb"))
        what = (
            entry(text[trained.end() :])
            if trained and bare.startswith("melatih", verb.start("verb"))
            else None
        )
        if trained and what:
            end = trained.end() + what.end
            yield Activity(f"pelatihan {what.title}", verb.start("verb"), end)
            continue
        for thing in things(text, bare, verb.end("verb"), counts=True):
            stem = _MAKING[verb["verb"].casefold()]
            noun = _GIVEN.get(stem) or noun_of(f"di{stem}")
            if noun is None or thing.title.split()[0].casefold() in _HOLDING:
                break
            name = thing.title
            if not name.startswith(noun) and not (stem == "bantu" and HEAD.match(name)):
                name = f"{noun} {name}"
            at = thing.start if name == thing.title else verb.start("verb")
            yield Activity(name, at, thing.end)
            break


# "melatih ibu-ibu membuat kerupuk": what is trained, and not who.
_TRAINED_IN = re.compile(r"(?:\s+[\w-]+){1,6}?\s+(?=me[a-z]{4,}\s)")
# What is given is called by what it is for those who get it.
_GIVEN = {"beri": "bantuan", "berikan": "bantuan", "latih": "pelatihan", "bina": "pembinaan"}


def _going_on(text: str, bare: str) -> Iterator[Activity]:
    plain = _SHORT_FORM.sub(lambda m: "_" * len(m.group()), bare)
    for verb in _GOES_ON.finditer(bare):
        begin = 0
        for bound in _BOUND.finditer(plain, max(0, verb.start() - 90), verb.start()):
            begin = bound.end()
        if verb.start() - begin > 85:
            continue
        first = _FIRST_OF_TWO.match(plain[:begin])
        if first is not None:  # "Insentif guru PAUD dan guru ngaji dianggarkan": one name
            begin = 0
        phrase = text[begin : verb.start()]
        lead = _LED_BY.match(phrase)
        begin += lead.end() if lead else 0
        name = " ".join(text[begin : verb.start()].split())
        if 1 < len(name.split()) <= _MOST_WORDS or name.casefold() in _ALONE:
            yield Activity(name, begin, verb.start())


_FIRST_OF_TWO = re.compile(
    r"(?:insentif|honor(?:arium)?|operasional|bantuan|santunan|pengadaan|pelatihan)(?:\s+[\w-]+){1,3}\s+(?:dan|serta)\s+$",
    re.I,
)
# A short form in brackets belongs to the name before it: "Dapur Sehat (Dashat) dibuka".
_SHORT_FORM = re.compile(r"\([A-Z][A-Za-z]{1,14}\)")
_LED_BY = re.compile(
    r"\s*(?:(?:(?:mulai|sejak|pada|tiap|setiap)\s+)?(?:tahun|bulan|pekan|minggu)\s+(?:ini|depan|lalu|\d{4})\s*,?\s+|mulai\s+(?-i:[A-Z])[a-z]+\s+(?:\d{4}\s+)?|"
    r"(?:yang|adapun|untuk|juga|baru|yaitu|yakni|program|kegiatan)\s+(?=\S+\s+\S))*",
    re.I,
)
# Services and works that are activities whatever field they belong to.
_SERVICE = re.compile(
    r"(?:pembagian|pemberian|penyaluran|sertifikasi|konseling|klinik|kunjungan|produksi|les|kelas|relokasi|penyelesaian|penataan)\s+\S"
    r"|.*\s(?:gratis|murah|massal|bersama)$"
    # So many things that are given or set up are one too, whatever they are: "12 unit motor tempel".
    r"|(?:[a-z]+\s+)?(?:\d[\d.]*|se|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\s*(?:unit|buah|paket|ekor|batang|set|titik|bibit|karung|botol|tabung)\s+[a-z]{3}",
    re.I,
)


# When and where a meeting was held, and sums that are set, name no activity.
_OF_A_DAY = re.compile(r"\b(?:wi[bt]|wita|bertempat|pukul|rp\s?\d+(?:[.,]\d+)*)\b", re.I)
# People counted are those whom an activity is for.
_COUNTED_PEOPLE = re.compile(
    r"\d+\s+(?:balita|orang|anak|warga|ibu|lansia|kk|kpm|peserta|kader|siswa|rumah)\b", re.I
)


# "Kursus itu digarap …" goes back to what was named before.
_POINTS_BACK = re.compile(r"\b(?:itu|ini|tersebut|tsb|tadi)\b", re.I)


_NO_ACTIVITY = read_toml("requests.toml")
_FIGURE = re.compile(
    rf"(?:(?:bantuan|pemberian)\s+)?(?:{any_of(tuple(_NO_ACTIVITY['figures']))})\b", re.I
)
_COUNTED_GROUP = re.compile(
    r"(?:\d[\d.]*(?:\s+dari\s+\d[\d.]*)?|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|puluhan|ratusan|beberapa|sejumlah)\s+"
    rf"(?:{any_of(tuple(_NO_ACTIVITY['counted_groups']))})\b",
    re.I,
)


def names_no_activity(name: str) -> bool:
    """Tell whether words that may stand where an activity does name none: people or houses that are
    counted, a paper, a figure of speech, a bare noun.

    >>> names_no_activity("40 rumah"), names_no_activity("lampu hijau"), names_no_activity("bedah rumah")
    (True, True, False)
    >>> names_no_activity("31 dari 604 balita"), names_no_activity("1.206 KPM")
    (True, True)
    """
    words = name.casefold().split()
    return bool(
        (len(words) == 1 and words[0] not in _ALONE)
        or words[0] in _NO_ACTIVITY["no_activity_names"]
        or _FIGURE.match(name)
        or _COUNTED_GROUP.match(name)
        or breaks_off(name)
    )


def breaks_off(name: str) -> bool:
    """Tell whether a name ends in a word that only begins what is said of it.

    >>> breaks_off("pengerukan Bisa tidak"), breaks_off("pelatihan perempuan jangan"), breaks_off("bedah rumah")
    (True, True, False)
    """
    return _BREAKS_OFF.search(name) is not None


_BREAKS_OFF = AnyCase(
    r"\s(?:tidak|tdk|tak|gak|nggak|bukan|belum|blm|jangan|boleh|bisa|perlu|harus|hrs|takut|karena|krn|kalau|klo|bila|sebelum|sblm)$"
)


def _is_name(name: str) -> bool:
    if (
        _FIGURE.match(name)
        or _POINTS_BACK.search(name)
        or any(noun_of(w) is not None for w in name.split())
    ):
        return False
    if re.search(r"\s(?:dan|serta|di|untuk)$", name):
        return False
    if (
        _COUNTED_PEOPLE.match(name)
        or re.match(r"(?-i:[Mm]e[a-z]{4,})\b", name)
        or _BROKEN.search(name)
        or _OF_A_DAY.search(name)
    ):
        return False
    if _NO_NAME.match(name) or len(name.split()) > _MOST_WORDS + 2:
        return False
    if not _SHARES.match(name) and re.search(
        r"\b(?:tidak|bukan|jangan|belum|me(?:mper|ng|m|n)[a-z]{4,}|harus)\b", name
    ):
        return False
    if len(name.split()) == 1 and name.casefold() not in _ALONE:
        return False
    return program_type(name)[1] > 0.0 or is_service(name)


def points_back(name: str) -> bool:
    """Tell whether a name only goes back to what was named before: "kursus itu"."""
    return _POINTS_BACK.search(name) is not None


def is_service(name: str) -> bool:
    """Tell whether a name says by its form that something is done: "konseling gratis"."""
    return _SERVICE.match(name) is not None

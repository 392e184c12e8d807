"""What a sentence asks for or complains of: the things named behind (or before) the asking word.

A wish is told as an activity ("minta perbaikan jalan"), as a thing ("minta dua mesin sedot"), as
a thing to which something be done ("mohon selokan dikeruk"), or as what someone else be moved to
do ("mohon Satpol PP menegur bengkel"). Which units are asked, the part `proposals` says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.acts.nominal import noun_of
from models.indonesian.predicates import Says, active, actives, any_of, stems
from models.values.program_type import program_type
from models.values.tables import read_toml, word_set

_ASKING = tuple(w for w in actives(Says.ASK) if w not in ("mempertanyakan", "menyoroti"))
_OF_WHOM = (
    r"pemerintah|pemkot|pemkab|pemdes|pemko|pemda|pemprov|dinas|kelurahan|desa|kecamatan|perusahaan"
)
_NAMES_THEM = r"(?:adalah|ialah|yaitu|yakni|antara\s+lain|di\s*antaranya|meliputi|berupa|mencakup|menyangkut|seputar|berkisar|didominasi)"
_THING_AHEAD = r"(?:pe\w{4,}an|rehab\w*|bantuan|renovasi|\w{5,}isasi)\b"
# Nouns that announce what is wished for: "Permintaan lain warga RT 03 adalah …", "usulan agar …".
_ANNOUNCED = (
    r"(?:usulan|aspirasi|permintaan|permohonan|keluhan|prioritas|tuntutan|harapan|kebutuhan(?!\s+(?:pokok|sehari|bahan|dana|biaya|anggaran)))"
    rf"(?:\s+(?!(?:(?<!saat\s)ini|itu|tersebut|akan|sudah|telah|belum|tidak|dana|biaya|anggaran)\b)[\w/-]+){{0,6}}?(?:,\s+(?:kata|ujar|menurut)\s+[^,.;]{{2,30}})?,?\s+{_NAMES_THEM}",
    rf"(?:diusulkan|diajukan|dibutuhkan|diperlukan|diharapkan|diinginkan|dikeluhkan)(?:\s+(?!oleh\b)[\w/-]+){{0,3}}?\s+{_NAMES_THEM}",
    r"(?:usulan|aspirasi|saran|masukan)(?=\s+(?:(?:dari|warga|masyarakat|peserta)\b[^.;:!?]{0,50}?\s)?(?:agar|supaya)\b)",
    # "Persoalan yang dikeluhkan warga antara lain …"
    r"(?:persoalan|masalah|permasalahan|kendala)(?=(?:\s+[\w/-]+){0,4}?\s+(?:dikeluhkan|disampaikan|disuarakan|mengemuka|diadukan|warga)\b)"
    rf"(?:\s+(?!(?:(?<!saat\s)ini|itu|tersebut|akan|sudah|telah|belum|tidak)\b)[\w/-]+){{0,7}}?,?\s+{_NAMES_THEM}",
)
# Verbs that ask by what stands behind them: "mendorong pemerintah kota membangun …", "menagih pembangunan …".
_ASKS_IF = (
    rf"mendorong(?=\s+(?:{_OF_WHOM}|\|)[^.;:]{{0,40}}?\s(?:agar|supaya|untuk|segera|me[a-z]{{4,}})\b)",
    rf"diharapkan(?=\s+(?:ada(?:nya)?\b|(?:{_OF_WHOM})\b|\|))",
    r"(?:menambahkan|menyampaikan)(?=\s+(?:agar|supaya)\b)",
    rf"diusulkan(?=\s+(?:(?:pula|juga)\s+)?{_THING_AHEAD})",
    rf"(?:menagih(?:\s+(?:janji|realisasi|kelanjutan))?|(?:menanti(?:kan)?|mempertanyakan)\s+(?:realisasi|kelanjutan))(?=\s+{_THING_AHEAD})",
    r"mengharap",
    r"mendorong(?=\s+(?:agar|supaya|adanya)\b)",
    rf"(?:mempertanyakan|menanyakan)(?=\s+{_THING_AHEAD})",
    r"berharap(?=\s+\|[|\s]*(?:\w+\s+){0,3}?me[a-z]{4,}\s)",
    r"berharap(?=\s+(?:(?:bisa|dapat|segera)\s+)*(?:difasilitasi|dibekali)\s)",
    r"(?:menyayangkan|mengeluhkan|menyoroti)\s+(?:(?:belum|tidak)\s+ada(?:nya)?|minimnya|kurangnya|ketiadaan|terbatasnya)",
    r"menyoroti\s+(?:soal|masalah|kondisi|[a-z]{4,}nya)(?=\s)",
    r"(?:mengaku|mengatakan|menyebut|bilang)\s+(?:[\w-]+\s+){1,3}?(?:belum|tidak)\s+(?:punya|memiliki|mempunyai)(?=\s+[a-z])",
    # "Yang kami butuhkan itu tenda", "Harapan kami agar jalan dilebarkan"
    r"(?:kami|kita|warga|mereka|petani|nelayan|pedagang)\s+(?:sangat\s+)?(?:butuhkan|perlukan|harapkan|inginkan|dambakan)"
    r"(?:\s+(?:itu|adalah|ialah|hanya|cuma|saat\s+ini|sekarang|sebenarnya))*",
    r"(?:harapan|keinginan)(?:nya)?(?:\s+(?:warga|kami|kita|mereka|masyarakat|petani|nelayan|pedagang|\w{4,}nya))?,?(?=\s+(?:agar|supaya|ada(?:nya)?)\b)",
    rf"(?:menunggu|menantikan|berharap)(?=\s+{_THING_AHEAD})",
    rf"(?:menanyakan|menunggu)\s+(?:nasib|kelanjutan|realisasi|tindak\s+lanjut)(?:\s+(?:usulan|rencana|janji|proyek))?(?=\s+{_THING_AHEAD})",
    r"berharap\s+(?:ke\s?depan(?:nya)?|nantinya|tahun\s+(?:ini|depan|\d{4}))\s*,?(?=\s+(?:ada(?:nya)?|agar|di(?:bangun|buat|pasang|adakan|sediakan|perbaiki|aspal|cor|tambah|bantu)\w*)\s)",
    r"(?:mempersoalkan|mempermasalahkan|menyoal|menyinggung(?=\s+(?:soal|masalah|persoalan|kondisi)\b)|resah\s+(?:dengan|atas|akibat|karena|soal|oleh)|terganggu\s+(?:oleh|dengan|akibat))"
    r"(?:\s+(?:soal|masalah|persoalan|kondisi|adanya|banyaknya|maraknya))*",
    r"tolong(?=\s+(?!(?:di|pak|bu|bapak|ibu|kami|saya|warga|jangan)\b)[a-z][\w/-]*(?:\s+[\w/-]+){0,5}?\s+(?:segera\s+|cepat\s+)?di[a-z]{4,})",
    r"menyuarakan(?:\s+(?:kebutuhan|keluhan|keinginan|harapan))?(?:\s+(?:akan|atas|pada))?",
    # "Pemerintah desa diminta membangun tanggul": works are asked of whoever can build them.
    r"(?:diminta|didesak|dituntut|diharapkan)(?=\s+(?:(?:segera|untuk|agar|supaya|dapat|bisa)\s+)*"
    r"(?:membangun|memperbaiki|memasang|mengaspal|mengeruk|menormalisasi|merehab\w*|merenovasi|melebarkan|memperlebar|menganggarkan|membenahi)\s)",
    r"tolong(?=(?:\s+(?:dong|ya|pak|bu|bapak|ibu))+\s+(?:[\w/-]+\s+){1,5}di[a-z]{4})",
    r"(?:mengangkat|curhat|mengadu)\s+(?:soal|tentang|mengenai)",
    r"(?:kalau|kalo|klo|kl)\s+(?:bisa|boleh)(?=\s+(?:ada\s|di(?:bangun|buat|perbaiki|pasang|ganti|tambah|beri|bantu|keruk|aspal|cor|sediakan|adakan)\w*\s))",
    r"menitip(?:kan)?\s+(?=(?:(?:satu|dua|tiga|beberapa)\s+)?(?:hal|pesan|usulan|permintaan|permohonan)\b)",
    r"keluhkan",
    r"berharap(?:\s+(?!ini\b|itu\b|tersebut\b|agar\b|ada\b)[\w/]+){1,4}?\s+(?:mendapat(?:kan)?|memperoleh|diberi(?:kan)?|dibantu)(?=\s)",
    # "sedangkan nonfisik berupa …", "Harapan warga hanya satu: …", "Kapan jalan ini dicor?"
    r"non-?\s?fisik\s+(?:berupa|meliputi|yaitu|yakni|antara\s+lain|mencakup)",
    r"(?:harapan|permintaan|keinginan)(?:\s+(?:warga|kami|mereka|masyarakat|petani|nelayan))?(?:\s+(?:hanya|cuma|tinggal))?\s+satu\s*[:,]",
    r"(?<!\w\s)(?<!\w,\s)kapan(?=\s[^?]{4,60}\sdi[a-z]{3,}\W*\?)",
)
ASK = re.compile(
    rf"\b(?:{'|'.join((*_ANNOUNCED, *_ASKS_IF))}|{any_of(_ASKING)}|perlunya|(?:(?<=warga\s)|(?<=perwakilan\s)|(?<=R[TW]\s\d\s)|(?<=\d\d\s)|(?<=lpmk\s)|(?<=lpm\s)|(?<=bpd\s)|(?<=forum\s))mendorong(?=\s+(?!warga|masyarakat)\w)|mengusul|meng?usulkan|usulkan|usul(?:nya)?(?!an)(?!\s+(?:huruf|nomor|poin|butir|di\s?atas|itu|ini|tersebut|tadi)\b)|usulan(?=\s+(?:pe\w{{4,}}an|rehab|bantuan|renovasi)\b)|mohon|minta|permintaan|permohonan|ingin|pengin|kepengin|pengen|kepengen|ngusulin|ngusulkan|usulin|memohonkan|"
    r"kebutuhan(?:\s+(?:mendesak|utama|prioritas|warga|masyarakat|pokok)){0,2}\s+(?:antara\s+lain|yaitu|yakni|meliputi)|"
    r"usulan[^.;:|]{0,60}?\b(?:yakni|yaitu|antara\s+lain|adalah|meliputi|berupa|seperti(?=\s+(?:pe\w{4,}an|rehab|bantuan|drainase|jalan|lampu)))|(?:disampaikan(?=\s+(?:antara\s+lain|soal|mengenai|pe\w{4,}an|rehab|bantuan)\b)|mengemuka|muncul|disusul|peringkat\s+(?:pertama|kedua|ketiga))(?:\s+antara\s+lain)?|"
    r"butuh|perlu|diperlukan|dibutuhkan|mengeluh(?:kan)?|keluhan|kekurangan(?!\s+(?:dana|biaya|rp))|titip|"
    r"(?:nanya|bertanya)(?=\s+kapan\b)|(?:menanyakan|tanya|mempertanyakan)(?=\s+(?:kapan|apakah|mengapa|kenapa)\b)|"
    r"tolong(?=\s+di[a-z]{4})|(?:paling|sangat|lebih)\s+(?:mendesak|urgen|dibutuhkan|diperlukan|diharapkan|diinginkan)(?:\s+[\w/-]+){0,3}\s+(?:adalah|ialah|yaitu|yakni)|"
    r"berharap(?=\s+(?:(?:bisa|dapat|segera)\s+)?(?:di(?:bangun|buat|pasang|ada|sedia)\w*|mendapat(?:kan)?|memperoleh|menerima|dibantu|diberi(?:kan)?)\s)|"
    rf"berharap(?=\s+(?:(?:pula|juga|sekali)\s+)?(?:ada|adanya|agar|{_OF_WHOM})\b|(?:\s+(?!ini|itu|tersebut|kita|kami)[\w/]+){{1,6}}\s+(?:(?:bisa|dapat|segera)\s+di|di(?:bangun|pasang|perbaiki|perlebar|aspal|cor|renovasi|rehab|keruk|normalisasi|ganti|tambah|bantu)|masuk(?:\s+(?:ke\s+)?(?:dalam\s+)?)(?:prioritas|rencana|usulan|gambar|anggaran|apb|program|rkp))))\b"
    r"|\busulan(?:\s+(?:dari\s+)?(?:warga|pemuda|pkk|kader|ibu-ibu|tokoh|petani|nelayan|karang\s+taruna|posyandu|masyarakat|lansia))\s*:"
    r"|\b(?:usulan|prioritas)(?:\s+(?:utama|usulan|pembangunan|kegiatan|warga|bersama)){0,2}(?:\s*:|,?\s+(?:yakni|yaitu|antara\s+lain)\b)"
    r"|\busulan(?:\s+(?:dari|untuk|bidang|fisik|non-?\s?fisik|prioritas|lain(?:nya)?|tambahan|warga|masyarakat|desa|kelurahan|tahun|R[TW]"
    r"|lingkungan|dusun|jorong|banjar|kampung|kelompok|ketua|kepala|\|+|[IVX]+|\d+)){1,5}\s*:",
    re.I,
)
"""Words with which something is asked for, or complained of, before the thing itself."""

# What may stand between the asking word and the thing.
_LEAD = re.compile(
    r"(?:\s*(?:,|:)?\s*(?:\([^)]{1,40}\)|(?:harapan(?:\s+\w{4,}nya)?|keinginan|pesan|masukan|saran|usulan|usul|permintaan|aspirasi)(?=\s+(?:agar|supaya)\b)|usulan(?=\s+(?!yang|itu|ini|tersebut|dari|warga|tahun|nomor|huruf)[a-z]{4,})|\b(?:dari\s+(?:pak|bu|bapak|ibu|bpk|mas|mbak|teh|kang|bang|cak|ning)\b\.?(?:\s+(?-i:[A-Z])[\w.']*){1,2}(?=\s+[a-z])"
    r"|(?:tahun|bulan|minggu)\s+(?:ini|depan)(?=\s+(?:ada|di[a-z]{4}))|dong|ya(?=\s+(?:pak|bu|bapak|ibu)\b)|(?:pak|bu|bapak|ibu)(?=\s+(?-i:[a-z]))|agar|supaya|ada(?:nya)?|untuk|bahwa|segera|juga|pula|lagi|kembali|sekalian|sekaligus|kiranya|(?:dana|biaya|anggaran)\s+(?:untuk|buat|bagi)|(?:ter)?lebih\s+dahulu|kepada|ke|permintaan|aspirasi|permohonan|"
    r"(?:(?:satu|dua|tiga|empat|lima|\d+|beberapa|sejumlah)\s+)?(?:usulan|kegiatan|hal|program|bantuan|poin)(?:\s+(?:fisik|non-?\s?fisik|prioritas|utama|sekaligus|lain))?(?=\s*(?::|,?\s+(?:yaitu|yakni|antara\s+lain|berupa|meliputi)\b))|"
    r"tolong(?=\s+\w+(?:\s+\w+){0,4}\s+di[a-z]{4})|(?:sekali\s+)?(?:punya|memiliki|mempunyai)|meliputi|(?:pertama|kedua|ketiga|keempat|kelima|terakhir)(?=\s+pe\w{4,}an\b)|"
    r"(?:bisa|dapat|mau|turut|ikut)(?=\s+(?:segera\s+|lekas\s+)?me[a-z]{4})|(?:pusat|daerah|provinsi|kabupaten|kota)(?=\s+(?:(?:segera|bisa|dapat|untuk|agar|supaya)\s+)*(?:me[a-z]{4}|turun\b))|bantu(?=\s+[a-z])|"
    r"pemerintah|pemkot|pemkab|pemdes|pemda|pemprov|perusahaan|kelurahan|desa|bantuan(?=\s+(?:\d|satu|dua|tiga|untuk)\b)|dukungan\s+untuk|kapan|apakah|mengapa|kenapa|dibuat(?:kan)?|diadakan|dibangun(?:kan)?|disediakan|"
    r"mendapat(?:kan)?|memperoleh|menerima|(?:dukungan|bantuan)\s+berupa|membantu|dibantu(?=\s+(?!di|oleh)[a-z\d])|menyediakan|memberi(?:kan)?|menambah|dipasang(?:i)?|(?:pasang|bikin|beli)(?=\s+[A-Za-z])|ditambah|diberi(?:kan)?|dibelikan|disiapkan|dipasangkan|dipinjami|difasilitasi|dianggarkan|soal|mengenai|tentang|terkait|akan|karena|prioritas|yakni|yaitu|antara\s+lain|di\s*antaranya|itu|berupa)\b))*\s*",
    re.I,
)
_COUNT = re.compile(
    r"(?:±\s*)?(?:\d+(?:[.,]\d+)*|se(?:buah|unit)|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa)\s+"
    r"(?:(?:unit|buah|bh|titik|set|paket|eksemplar|rol|ekor|batang|lembar|orang|pcs|pasang|meter|m)\s+)?",
    re.I,
)
_STOP = re.compile(
    r"[;:()“”\"\n\t|!?]|(?<!\bJl)(?<!\bGg)(?<!\bNo)(?<!\bRT)(?<!\bRW)[.](?=\s|$)|\s[-–—]\s|"
    r"\b(?:yang|yg|akan|telah|sudah|adalah|agar|supaya|sehingga|karena|karna|sebab|lantaran|gara-gara|mengingat|akibat|menyusul|setiap|tiap|ketika|tersebut|tsb|ini|juga|oleh|dengan|dgn|melalui|lewat|"
    r"(?-i:bersama)|bareng|sambil|bekerja|kerja\s?sama|gandeng|menggandeng|didukung|sebagai|kepada|sepanjang|sebesar|sebanyak|senilai|seluas|selama|selambat\w*|seharga|sejak|sampai|mulai|pada|tahun|tanggal|paling|"
    r"(?:bisa|dapat)(?!\s+(?:segera\s+|lekas\s+)?di[a-z]{4})|harus|masih|belum|tetapi|tapi|namun|sedangkan|sementara(?!\s*(?:[.,;:)]|$|selama\b|di\b|untuk\b|bagi\b))|daripada|drpd|selain|kita|kami|mereka|kurang\s+lebih|lebih\s+kurang|makin|semakin|"
    r"dari|ke|guna|seharga|sekitar|kira-?\s*kira|kira2|perkiraan|estimasi|(?<!bantuan )biaya|biayanya|kalau|bila|jika|"
    r"ujar|kata|ungkap|tutur|jelas|nya|rp|ditaksir|diangsur|naik|mohon|minta|tinggal|asal(?:kan)?|(?<!tidak )ikut)\b|"
    r"\s±|(?<!\btambahan)(?<!\bbantuan)(?<!\bpenambahan)(?<!\bpengadaan)\s(?:\d+(?:[.,]\d+)?|se|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|belasan|puluhan)\s*(?:m|m2|m3|km|cm|meter|unit|titik|buah|bh|set|paket|ekor|batang|orang|kk|rol)\b",
    re.I,
)
_DONE = re.compile(
    r"\s+(?:(?:segera|bisa|dapat|lekas|juga|lagi|kembali)\s+)*(?P<verb>di(?:[a-z]{4,}|\s(?:perbaiki|perlebar|renovasi|keruk|pasang|bangun|ganti|buat)))\b",
    re.I,
)
_LINK = re.compile(
    r"\s*(?:,\s*(?:dan\s+|serta\s+|lalu\s+|kemudian\s+|hingga\s+|sampai\s+)?(?!\d)|,\s+(?:dan\s+|serta\s+)?|\b(?:dan|serta|maupun|sama(?=\s+pen))\s+)",
    re.I,
)
_WORK = re.compile(
    r"p(?:e[mnr]?\w{4,}an|elatihan)\b|khitanan|santunan|kunjungan|turnamen|liga|budidaya|kerja\s+bakti|bedah\s+rumah|posyandu|posbindu|rehab|renovasi|bantuan|lomba|sosialisasi|wifi|fogging|normalisasi|revitalisasi|semenisasi",
    re.I,
)
_TRAIL = re.compile(
    rf"(?:\s+di\s+(?:{any_of(tuple(read_toml('requests.toml')['own_places']))})(?:nya|\s+(?:masing-masing|kami|mereka|kita|saya|itu|ini|tersebut|setempat))?"
    r"|\s+(?:di|untuk|bagi|dan|serta|para|ke|dari|oleh|secara|setiap|tiap|saat|atau|juga|itu|segera|tsb|lagi|sendiri|di\s+sini|panjang|lebar|volume|ukuran)|(?<!\bR[TWtw])\s+\d+)+$",
    re.I,
)
_NOTHING = re.compile(
    r"^(?:dan|serta|jangan|seluruh|utama\b|terbanyak|terbesar|petani|pedagang|nelayan|pengurus|masyarakat|para|orang|tiap|setiap|banyak|terakhir|lain|masuk|tersebut|serupa|senada|juara|prestasi|penghargaan|predikat|turun|maaf|izin|perhatian|tanggapan|waktu|bantuannya|dukungan|masukan|saran|semua|warga|peserta|usulan|keterangan|penjelasan|doa|"
    r"harga(?:nya)?(?=\s+(?:@|rp|\d|sekitar|per|satu|kira))|ukuran\w*|panjang\w*|lebar\w*|jumlah(?:nya)?|setor|kirim|kumpulkan|serahkan|lapor\w*|hadir|hormati|jaga|awasi|bayar|"
    rf"{any_of(tuple(read_toml('requests.toml')['abstract']))}|kerja\s+sama|infrastruktur(?=(?:\s+fisik)?$)|"
    r"tolong|datanya|proposal(?:nya)?|laporan(?:nya)?|dokumennya|berkas(?:nya)?|hal|hasil|jawaban|kepastian|peran|realisasi|usul|aspirasi|kehadiran|pengertian|itu|ini|beliau|pak|bu|bapak|ibu|sudah|tidak|jangan|saya)\b",
    re.I,
)
# What someone is told to do is an order and no wish: "meminta ketua RW mengirim proposal".
_ORDERED = re.compile(
    r"(?:lurah|ketua|pengurus|kader|kepala|anggota|panitia|peserta|bendahara|sekretaris|kelompok|warga|masyarakat|pemuda|orang\s+tua|karang\s+taruna)\b"
    r".{0,30}\b(?:me(?!ndapat|mperoleh|nerima|miliki|sin\b|ja\b|teran)[a-z]{4,}|setor|kirim|kumpulkan|serahkan|lapor\w*|hadir)\b",
    re.I,
)
# "meminta OPD menindaklanjuti usulan warga": what becomes of requests is none.
_IS_SEEN_TO = re.compile(
    r"[^.,;:]{0,40}\b(?:menindaklanjuti|mengakomodasi|mengakomodir|mengawal|memperjuangkan|menampung|menginput|memverifikasi)\s+"
    r"(?:\w+\s+){0,2}(?:usul\w*|aspirasi|keluhan|permintaan|hasil)\b",
    re.I,
)
_TOLD_TO = re.compile(
    r"\b(?:ketua|kader|pengurus|panitia|anggota|bendahara)\b[^.,;:]{0,35}\s$", re.I
)
_MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """Something asked for; `start` and `end` are characters of the text given."""

    title: str
    start: int
    end: int


def wishes(text: str, blocked: str | None = None) -> tuple[Wish, ...]:
    """Return what a sentence asks for, in order.

    `blocked` is the same text with the names of bodies, offices and people covered by `|`, so
    that none of them is taken for a wish.

    >>> [w.title for w in wishes("Ketua RT 47 meminta perahu karet dan pelatihan tanggap bencana")]
    ['perahu karet', 'pelatihan tanggap bencana']
    """
    bare = blocked if blocked is not None else text
    found: list[Wish] = [*per_ward(text)] or [*_told_as_wish(text)]
    at = found[-1].end if found else 0
    for ask in ASK.finditer(bare):
        if ask.start() < at or _NOT_ASKED.search(bare[: ask.start()][-_DENIAL:]):
            continue
        noun = _NOUN.search(ask.group())
        if noun and _SPOKEN_OF_BEFORE.match(bare, ask.end()):
            continue  # "Permintaan itu langsung disanggupi": it was told before
        whom = _FROM_WHOM.match(bare, ask.end()) if noun else None
        whom = whom or _HEED.match(bare, ask.end())
        for wish in things(text, bare, whom.end() if whom else ask.end()):
            if whom and len(wish.title.split()) < 2:
                break  # "keluhan warga mengenai pasar" says nothing of it
            found.append(wish)
            at = max(at, wish.end)
    return tuple(found)


# Those by whom something is said to be asked for: "CCTV juga diminta warga RT 03".
_ASKERS = (
    r"para\s+\w+|ketua|pengurus|kepala\s+dusun|kadus|kepala\s+lingkungan|karang\s+taruna|lpm\w*|bpd|pkk|peserta|R[TW]\s?\d+|dusun|"
    + any_of(
        tuple(
            w
            for w in read_toml("requests.toml")["askers"]
            if w not in ("dari", "oleh", "usulan", "aspirasi", "asal")
        )
    )
    + "|petani|nelayan|pedagang|orang\\s+tua|ibu-ibu|bapak-bapak"
)
# "Jalan poros masih menjadi keluhan utama", "Rehab pos ronda masuk dalam daftar usulan": the thing stands first.
_IS_A_WISH = re.compile(
    r"(?:^[“\"]?|[.;]\s+[“\"]?)(?:(?:selain\s+itu|sementara\s+itu|menurutnya|saat\s+ini|kini),?\s+)?(?P<what>[^\W\d_][^.,;:|“”\"]{5,80}?)\s+(?:(?:masih|tetap|juga|kembali|kini|turut|ikut|sangat|paling|sudah\s+lama|banyak)\s+)*"
    r"(?:(?:menjadi|merupakan|jadi)\s+(?:salah\s+satu\s+)?(?:sorotan\s+(?:warga|peserta|masyarakat)|usulan|keluhan|aspirasi|permintaan|kebutuhan|tuntutan|dambaan|impian|harapan(?=\s+(?:warga|masyarakat|kami|petani|nelayan))"
    r"|(?:masalah|persoalan|permasalahan)(?=(?:\s+\w+){0,2}\s+(?:warga|bagi|di)\b)|prioritas(?=[^.;]{0,40}\busul))\b"
    r"|masuk\s+(?:ke\s+)?(?:dalam\s+)?(?:daftar\s+)?usulan\b"
    r"|(?:dinilai|dianggap|dirasa|dipandang)\s+(?:sangat\s+|paling\s+|sudah\s+)?(?:mendesak|perlu|penting|dibutuhkan)\b"
    r"|(?:diminta|diharapkan)\s+(?:agar\s+|untuk\s+|bisa\s+|dapat\s+|segera\s+)*di[a-z]{4,}\b"
    rf"|di(?:usulkan|minta|harapkan|butuhkan|perlukan|keluhkan|dambakan|inginkan|suarakan|ajukan|mohonkan|aspirasikan|impikan)\s+(?:oleh\s+)?(?=(?:{_ASKERS})\b))",
    re.I,
)
_PROBLEM = re.compile(
    r"(?:(?:selain|soal|persoalan|masalah|permasalahan|urusan|kondisi|usulan|perkara)\s+)+", re.I
)
_SPOKEN_OF = re.compile(
    r"\b(?:itu|ini|tersebut|hal|kata|ujar|yang|akan|agar|untuk|me[a-z]{5,}|di[a-z]{5,})\b", re.I
)


def _told_as_wish(text: str) -> Iterator[Wish]:
    """Yield what a sentence says to be a wish or a complaint behind it."""
    for match in _IS_A_WISH.finditer(text):
        lead = _PROBLEM.match(match["what"])
        start = match.start("what") + (lead.end() if lead else 0)
        what = text[start : match.end("what")]
        named = 1 < len(what.split()) <= _MOST_WORDS and not _SPOKEN_OF.search(what)
        if named and program_type(what)[1] > 0.0 and not _NOTHING.match(what):
            yield Wish(" ".join(what.split()), start, start + len(what))


_NOT_ASKED = re.compile(r"\b(?:tidak|belum|tak|bukan)\s+$", re.I)
_DENIAL = 12  # characters before an asking word in which it may be denied
# "permintaan dari Pak Yotam, orang tua siswa, supaya …", "keluhan warga RW 04 soal …".
_NOUN = re.compile(r"(?:keluhan|permintaan|permohonan|usulan|aspirasi|saran|masukan)$", re.I)
_SPOKEN_OF_BEFORE = re.compile(r"(?:nya)?\s+(?:itu|ini|tersebut|tadi)\b", re.I)
_HEED = re.compile(r"\s+perhatian\b[^.;:,]{0,45}?\s(?:terhadap|pada|untuk|atas|soal)\s+", re.I)
_FROM_WHOM = re.compile(
    r"\s+(?:\||dari|warga|para|ibu|bapak|pak|bu|masyarakat|ketua)[^.;:!?]{0,70}?\s(?:agar|supaya|untuk|soal|tentang|mengenai|terkait)\s+",
    re.I,
)


_TOLD = re.compile(
    r".{2,50}?\b(?:melaporkan|menyampaikan|menyebut|mengatakan|menanyakan|mempertanyakan)\s+(?:bahwa\s+)?",
    re.I,
)
_STATE = (
    r"\s+(?:(?:sudah|sering|masih|juga|selalu|mulai|kurang|yang|banyak|makin|tidak|lama|telah)\s+)*"
    r"(?-i:sempit|kotor|kumuh|ketutup|tertutup|keruh|terendam|ambles|terputus|tergerus|terkikis|menumpuk|mangkrak|terbengkalai|meluap|semrawut|bolong|tidak\s+layak"
    r"|mampet|rusak|mati|bocor|retak|ambrol|putus|longsor|jebol|berlubang|tersumbat|banjir|gelap|becek|keropos|padam|patah|lapuk|pecah|dangkal|mengalir|buntu|macet|terang|(?:banyak\s+)?lubang|ambruk|roboh|amblas|tergenang|hancur)\b"
)
_BROKEN = re.compile(
    r"(?:^[“\"]?(?-i:(?=[A-Z]))|[.:;]\s+(?-i:(?=[A-Z]))|\b(?:sementara|sedangkan|dan|serta)\s+(?=[a-z]))(?P<what>(?!(?:saya|kami|warga|kalau|sudah|masih)\b)[A-Za-z][^.,;:|]{3,60}?)"
    + _STATE,
    re.I,
)
# What a speaker says of a thing: "… menyampaikan alat ukur rusak".
_REPORTED = re.compile(
    r"\b(?:menyampaikan|menuturkan|melaporkan|lapor|mengeluhkan|mengadukan|mengadu|bilang|mengaku|menilai|menceritakan|mengungkapkan|mengatakan|menyebut)\s+(?:bahwa\s+)?(?:keluhan\s+)?"
    r"(?P<what>(?!(?:saya|kami|warga|bahwa)\b)[a-z][\w/-]*\s[^.,;:|]{3,60}?)"
    rf"(?:{_STATE}|\s+(?:sudah\s+|sangat\s+)?(?:perlu|harus|mendesak)\s+(?:segera\s+|untuk\s+)?di[a-z]{{4,}})",
    re.I,
)


# "Lapangan voli minta dibenahi", "air sudah tiga hari mati, tolong ditindaklanjuti": the thing stands first.
_TO_BE_MENDED = re.compile(
    r"(?:^|[.:;]\s+)(?P<what>(?!(?:saya|kami|kita|warga|kalau|sudah|masih|untuk|usulan|demikian|beliau|ia|dia|usul|minta|mohon|tolong)\b)[A-Za-z][^.,;:|]{3,60}?)"
    r"(?:\s+(?:sudah|sering|masih|selalu|makin|tidak|belum|yang|kurang|jorok|licin|sempit|rusak)\b[^.;:|]{0,60}?|\s*,[^.,;:|]{0,40}?)?"
    r"[\s,]+(?:minta|mohon|tolong|harap|perlu|kudu)\s+(?:(?:segera|agar|supaya|kalau\s+bisa|cepat|ke\s+(?:pak|bu)?\s*\w+)\s+)*di[a-z]{4,}",
    re.I,
)


def complaints(text: str) -> tuple[Wish, ...]:
    """Return what a speaker says is broken: "Selokan di Gg. Cempaka mampet".

    >>> [w.title for w in complaints("Lampu di jembatan mati terus, apa bisa ke Dishub?")]
    ['Lampu di jembatan']
    """
    out: list[Wish] = []
    told = _REPORTED.search(text)
    if told is not None:
        start, end = told.span("what")
        thing = entry(text[start:end])  # "jalan tani sepanjang 800 meter" without its size
        end = start + thing.end if thing is not None else end
        out.append(Wish(" ".join(text[start:end].split()), start, end))
        return tuple(out)
    for match in (*_BROKEN.finditer(text), *_TO_BE_MENDED.finditer(text)):
        if any(match.start("what") < w.end and w.start < match.end("what") for w in out):
            continue
        told = _TOLD.match(match["what"])
        start = match.start("what") + (told.end() if told else 0)
        what = text[start : match.end("what")]
        if what.partition(" ")[0].casefold() in _ONLY_PEOPLE:
            continue
        if len(what.split()) > 1 and not ASK.search(what):
            out.append(Wish(" ".join(what.split()), start, start + len(what)))
    return tuple(out)


def entry(text: str) -> Wish | None:
    """Return what the entry of a list names: up to its size, its sum, or who does or wants it."""
    stop = _STOP.search(text)
    end = min(stop.start() if stop else len(text), _comma(text))
    phrase = _TRAIL.sub("", text[:end].rstrip(" .,-"))
    return Wish(" ".join(phrase.split()), 0, len(phrase)) if len(phrase) > 3 else None


def _comma(text: str) -> int:
    """Return where a comma ends a name: one that goes on with a size, a day or another clause."""
    comma = text.find(",")
    return comma if comma > 0 else len(text)


def things(text: str, bare: str, at: int, *, counts: bool = False) -> Iterator[Wish]:
    """Read the coordinated things named from a place on; `counts` keeps how many of the first."""
    first, passed = True, False
    while True:
        at = _skip(bare, at, counts=not (counts and first))
        end = _phrase_end(bare, at, first)
        wish = _wish(text, at, end)
        if wish is None:
            if first or passed:
                return
            passed = True  # one of a list that names nothing by itself ends it not
        else:
            yield wish
            first = passed = False
        link = _next_link(bare, end if wish is None else wish.end)
        if link is None:
            return
        at = link


def _skip(bare: str, at: int, *, counts: bool) -> int:
    """Pass over lead-ins, covered names and counts to where the thing begins."""
    while True:
        before = at
        lead = _LEAD.match(bare, at)
        at = lead.end() if lead else at
        colon = _COLON.match(bare, at) if at > before else None
        at = colon.end() if colon else at
        covered = re.compile(r"\|+(?:\s+\|+)*\s*(?:,\s+(?=pe[a-z]{4,}an\b))?").match(bare, at)
        at = covered.end() if covered else at
        count = _COUNT.match(bare, at) if counts else None
        at = count.end() if count else at
        if at == before:
            return at


# "rehabilitasi Posyandu Melati", "pagar SDN 04": a body's house is what is worked on.
_WORK_ON = re.compile(
    r"\b(?:pembangunan|perbaikan|rehab\w*|renovasi|pemugaran|pengecatan|perluasan|peningkatan|penataan|pembenahan|pemindahan|relokasi"
    r"|pemagaran|pemeliharaan|perawatan|gedung|bangunan|ruang|atap|pagar|plafon|halaman|dinding|toilet|wc|meubel\w*|mebel\w*|jalan|jembatan)\s+$",
    re.I,
)
_COVERED = re.compile(r"\|+(?:\s+\|+)*")


_COLON = re.compile(r"\s*:\s+")


_LONGEST = 600  # characters


def _phrase_end(bare: str, at: int, first: bool) -> int:
    # No phrase is longer; a text without full stops would be searched to its end for each.
    far = min(len(bare), at + _LONGEST)
    stop = _STOP.search(bare, at, far)
    while stop is not None and stop.group() == "|" and _WORK_ON.search(bare, at, stop.start()):
        run = _COVERED.match(bare, stop.start())
        stop = _STOP.search(bare, run.end() if run else stop.end(), far)
    end = stop.start() if stop else far
    for link in _LINK.finditer(bare, at, end):
        if "," in link.group() or _WORK.match(bare, link.end()) or not first:
            return link.start()
        if _are_two(bare[at : link.start()], bare[link.end() : end]):
            return link.start()
    # "bidang A … dan bidang B …" goes on with another field, not with the thing.
    field = re.compile(r"\s*,?\s*(?:dan|serta|sedangkan)\s+(?:untuk\s+)?bidang\b", re.I).search(
        bare, at, end
    )
    end = field.start() if field else end
    words = list(re.finditer(r"\S+", bare[at:end]))
    return at + words[_MOST_WORDS - 1].end() if len(words) > _MOST_WORDS else end


def _are_two(one: str, other: str) -> bool:
    """Tell whether what "dan" joins are two things and not one of two words: "portal di dua gang serta
    rambu kecepatan", but not "tenda dan kursi plastik".
    """
    other = other.strip(" .,-")
    named = min(len(one.split()), len(other.split())) > 1 and re.match(r"[a-z]", other) is not None
    if not named or (_CLAUSE.match(other) and not _THING.match(other)) or _DOES.search(other):
        return False
    if _TAUGHT.match(one) or _COUNT.match(other):
        return False  # "pelatihan kue kering dan sulam tangan", "tenda lipat dan 30 kursi"
    return program_type(one)[1] > 0.0 and program_type(other)[1] > 0.0


_DOES = re.compile(r"\s(?:me(?:ng|ny|m[bp]|n[a-z])[a-z]{3,}|di[a-z]{3,}kan)\b")
_TAUGHT = re.compile(r"(?:pelatihan|kursus|lomba|turnamen|bimtek|sosialisasi|senam)\b", re.I)


def _wish(text: str, at: int, end: int) -> Wish | None:
    phrase = text[at:end].rstrip(" .,-")
    phrase = _TRAIL.sub("", phrase)
    if len(phrase) < 4 and not _SHORT_FORM.fullmatch(phrase):
        return None
    if _NOTHING.match(phrase) or not re.match(r"\w", phrase):
        return None
    if _IS_SEEN_TO.match(phrase):
        return None
    if _DENIED.search(phrase):
        return None
    if _ORDERED.match(phrase):
        return None
    if _BETTERS.match(text, at + len(phrase)):
        return None  # "ingin pelayanan makin baik" names nothing that could be given
    if re.match(r"me[a-z]{4,}", phrase) and _TOLD_TO.search(text[max(0, at - 45) : at]):
        return None
    phrase = _INTO_PLANS.sub("", phrase)
    title = " ".join(phrase.split())
    done = _DONE.search(phrase)
    if (begun := _to_be_done(phrase)) is not None:
        title = begun
    elif done is not None and not re.search(r"\b(?:tidak|jangan)\b", phrase):
        noun = noun_of(done["verb"])
        what = phrase[: done.start()].strip()
        rest = phrase[done.end() :].strip()
        verb = done["verb"].casefold()
        if what and verb.removeprefix("di").strip() in HANDLED:
            if what[0].isupper() and program_type(what)[1] <= 0.0:
                return None  # somebody's name, or the end of another clause
            if what.partition(" ")[0].casefold() in _PEOPLE:
                return None  # who is to be put on a list
            title = what  # "drainase dimasukkan dalam prioritas" asks for the drainage
        elif what and rest and verb in _GIVEN_TO:
            title = f"{rest} {what}"  # "lapangan voli diberi lampu sorot"
        elif noun and what:
            title = " ".join(f"{noun} {what} {rest}".split())
    elif (made := _made(phrase)) is not None:
        title = made
    elif re.match(r"(?:me|ber|ter)[a-z]{4,}", phrase) and not _THING.match(phrase):
        return None
    if (begun is None and noun_of(phrase.split()[0])) or re.search(r"\bnya\b", phrase):
        return None
    if title.partition(" ")[0].casefold() in _ONLY_PEOPLE and not _WORK.search(title):
        return None  # who asks, is meant or is to do something, and nothing that is wanted
    if len(title.split()) == 1 and (
        _WORK.fullmatch(title)
        or title.endswith("nya")
        or (program_type(title)[1] <= 0.0 and not _SHORT_FORM.fullmatch(title))
    ):
        return None
    return Wish(title, at, at + len(phrase))


HANDLED = frozenset(read_toml("requests.toml")["handled"])
"""Stems of verbs that say what is done with a request: "agar X direalisasikan"."""
_HANDLING = {active(stem): stem for stem in HANDLED if " " not in stem}
# What is denied is no wish, but for a "tidak" that belongs to a name: "rumah tidak layak huni".
_DENIED = re.compile(
    r"\b(?:tidak|jangan|tak)\s+(?!(?:ikut\s+)?di[a-z]{4}|(?:"
    + any_of(tuple(read_toml("requests.toml")["denied_names"]))
    + r")\b)",
    re.I,
)
_BETTERS = re.compile(r"\s*(?:makin|semakin)\b", re.I)
_GIVEN_TO = frozenset(
    {"dibantu", "diberi", "diberikan", "dipasangi", "dilengkapi", "disediakan", "dibekali"}
)
_PEOPLE = word_set("person_nouns") | word_set("subjects")
# Those of whom a wish may speak without asking for them, as for a teacher or a midwife.
_ONLY_PEOPLE = word_set("subjects") | frozenset(read_toml("requests.toml")["only_people"])
# "posyandu masuk dalam gambar rencana": where a thing is to be put.
_INTO_PLANS = re.compile(
    r"\s+(?:(?:bisa|dapat|segera|ikut)\s+)*masuk\s+(?:ke\s+)?(?:(?:di\s*)?dalam\s+)?(?:daftar\s+|skala\s+)?"
    r"(?:prioritas|rencana|usulan|gambar|anggaran|apb\w*|program|rkp\w*|pagu|musrenbang)\b.*$",
    re.I,
)
_HELD, _MAKING = actives(Says.HOLD), actives(Says.MAKE)


_DOING = stems(Says.MAKE, Says.WORK, Says.HOLD, Says.GIVE, Says.RUN, Says.TEACH)
_DONE_TO = frozenset(_DOING) | {f"{stem}kan" for stem in _DOING}


def _to_be_done(phrase: str) -> str | None:
    """Name what is wished to be done where the verb stands first: "dibentuk pos pengaduan"."""
    verb, _, rest = phrase.partition(" ")
    stem = verb.casefold().removeprefix("di")
    if not verb.casefold().startswith("di") or stem not in _DONE_TO or stem in HANDLED:
        return None
    if len(rest) < _SHORTEST or rest.partition(" ")[0].casefold() in _ONLY_PEOPLE | _BY:
        return None
    noun = noun_of(verb)
    return f"{noun} {rest}" if noun is not None else None


_SHORTEST = 4  # characters of a thing
# What says how, when or by whom, so that the thing was told before: "got mampet, minta dikeruk sebelum hujan".
_BY = frozenset(
    (
        *("oleh", "di", "ke", "dengan", "dari", "saja", "dulu", "lagi", "segera", "ulang"),
        *("sebelum", "sesudah", "setelah", "saat", "ketika", "pada", "karena", "agar", "supaya"),
        *("ia", "dia", "beliau", "mereka", "kami", "kita", "saya", "kata", "ujar", "kembali"),
        *("secepatnya", "secara", "rutin", "tahun", "bulan", "minggu", "total", "juga", "semua"),
    )
)
_SHORT_FORM = re.compile(r"(?!RT\b|RW\b|RK\b|LPM|PKK|BPD|DPRD)[A-Z]{3,8}")


def _made(phrase: str) -> str | None:
    """Name what someone is asked to make or hold: "membangun tanggul" is "pembangunan tanggul"."""
    verb, _, rest = phrase.partition(" ")
    if len(rest) < 4:
        return None
    if verb.casefold() in _HANDLING:
        what = _TO_HANDLING.sub("", rest)
        known = what.partition(" ")[0].casefold() not in _PEOPLE and not _NOTHING.match(what)
        return " ".join(what.split()) if len(what) > 3 and known else None
    if verb.casefold() in _HELD and noun_of(f"di{_HELD[verb.casefold()]}") != rest.split()[0]:
        return " ".join(rest.split())
    stem = _MAKING.get(verb.casefold())
    noun = noun_of(f"di{stem}") if stem is not None else None
    return " ".join(f"{noun} {rest}".split()) if noun is not None else None


# "memasukkan X ke dalam daftar prioritas": where a request is put is no part of it.
_TO_HANDLING = re.compile(
    r"\s+(?:ke\s+)?(?:di\s*)?(?:dalam|sebagai|menjadi|pada)\s+(?:\w+\s+)?"
    r"(?:prioritas|usulan|rencana|anggaran|program|daftar|rkp\w*|apb\w*|musrenbang|pagu)\b.*$",
    re.I,
)


def _next_link(bare: str, at: int) -> int | None:
    """Return where the next coordinated thing begins: behind a comma or "dan" that follows the last
    one or its size and place.
    """
    end = _SENTENCE.search(bare, at)
    stop = min(at + _FAR, end.start() if end else len(bare))
    again = ASK.search(bare, at, stop)
    stop = again.start() if again else stop  # what it asks for is read for itself
    for link in _LINK.finditer(bare, at, stop):
        follow = link.end()
        gap = bare[at : link.start()]
        near = not gap.strip() or "," in link.group() or _SIZE.fullmatch(gap) is not None
        if _WORK.match(bare, follow) or _LEAD_VERB.match(bare, follow):
            return follow
        if near and _GOES_ON.match(bare, follow):
            clause = _CLAUSE.match(bare, follow) and not _THING.match(bare[follow:])
            return None if clause else follow
    return None


# In small letters, or by a short form that names a thing.
_GOES_ON = re.compile(
    r"[a-z\d]|(?:MCK|PJU\w*|LPJU|TPS(?:3R)?|TPT|SPAL|IPAL|SPAM|JUT|CCTV|PAUD|TPQ|PAH|SAB|WC|APAR|PMT|RTLH|HT|AC)\b"
)
_SIZE = re.compile(
    r"\s*(?:±\s*|sebanyak\s+|sepanjang\s+|seluas\s+|sekitar\s+)*(?:\d+(?:[.,]\d+)*|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\s*"
    r"(?:m|m2|m3|km|meter|unit|titik|buah|bh|set|paket|ekor|batang|orang|rol|lembar|stel|biji)\s*",
    re.I,
)
_FAR = 90  # characters of size, place and cost that may stand between two things asked for
_SENTENCE = re.compile(r"[.;:!?“”\"](?=\s|$)")
_LEAD_VERB = re.compile(
    r"(?:dipasang|dibuat|dibangun|diadakan|disediakan|ditambah)(?:kan|i)?\s|ada\s", re.I
)
_CLAUSE = re.compile(
    r"(?:kata|ujar|ucap|sebut|tutur|imbuh|tukas|pinta|keluh|me|ber|di|ter|akan|jadi|lalu|tetapi|bisa|nanti|agar|sehingga|ia|dia|kami|kita|itu|dan|sudah|minta|mohon)\w*",
    re.I,
)
# Things whose names begin like verbs.
_THING = re.compile(
    r"(?:mesin|meja|meteran|beras|besi|tera|mebel|mebeler|meubel\w*|berkas|terpal|tenda|digital|median)\b",
    re.I,
)
_PER_WARD = re.compile(
    r"(?:^|[,;.:]\s+|\bdan\s+)R[TW]\.?\s?\d{1,3}(?:\s?/\s?RW\.?\s?\d{1,3})?(?:\s*[:=–—-])?\s+(?=[a-z])"
)


def per_ward(text: str) -> tuple[Wish, ...]:
    """Return what is listed by who wants it: "RT 2 penambahan lampu jalan, RT 4 pompa air"."""
    wards = list(_PER_WARD.finditer(text))
    if len(wards) < 2:
        return ()
    return tuple(w for ward in wards for w in things(text, text, ward.end()))

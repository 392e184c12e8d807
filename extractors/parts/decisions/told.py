"""What decides nothing, whatever its words are likely to be: speech, wishes, what a paper says of itself."""

import re

from extractors.acts.orders import decides


def is_only_told(text: str) -> bool:
    """Tell whether words are somebody's speech or wish, whatever they are likely to be."""
    if FORMAL.search(text) or CLOSES.search(text) or _LONG_AGO.match(text):
        return True  # what every decree says of itself, how the meeting ended, what was before it
    return bool(_SPEECH.search(text) or WISH.search(text)) and not decides(text)


# What a paper says of itself, of the meeting's aims and of its opening.
OF_THE_PAPER = re.compile(
    r"^\W*(?:demikian(?:lah)?\b|(?:tujuan|maksud|agenda|acara|tema|perihal|hal|hari|tanggal|tempat|waktu|pukul|jam)\s*:"
    r"|pada\s+(?:hari\s+)?(?:ini\b|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)[^;]{0,160}\b(?:bertempat|telah\s+di(?:selenggara|laksana|ada)kan|diselenggarakan|dilaksanakan|diadakan)\b"
    r"|(?:setelah|sesudah|dengan|berdasarkan)\s[^;]{5,250}\b(?:peserta(?:\s+\w+){0,2}|forum|musyawarah|rapat|maka)\s*$"
    r"|(?:\w+\s+){1,4}dibuka\s+(?:secara\s+resmi\s+|dan\s+dipimpin\s+)?oleh\b"
    r"|(?:\w+\s+){1,4}(?:mem)?buka\s+(?:rapat|acara|pertemuan|musyawarah|rembu[gk])\b[^.]{0,40}$)",
    re.I,
)
_LONG_AGO = re.compile(r"\W*(?:(?:tahun|bulan|pekan|minggu)\s+lalu|sebelumnya|dulu|dahulu)\b", re.I)
_SPEECH = re.compile(
    r"^\W*(?:menurut(?:nya)?|kata|ujar)\b|[”\"]\s*,?\s*(?:\w+\s+)?(?:kata|ujar|ungkap|tutur|ucap|jelas|terang|sebut|imbuh|tambah)\w*"
    r"|\bsaya\s+(?:minta|mohon)\s+tolong\b|\b(?:tawarkan|menawarkan|jelaskan|menjelaskan|menerangkan|memaparkan)\b",
    re.I,
)
WISH = re.compile(
    r"\b(?:meng?usulkan|usul(?:nya)?|mengeluh(?:kan)?|memohon|mohon|berharap|mengharapkan|menyarankan|menginginkan)\b",
    re.I,
)
# With these the report goes on to its end.
CLOSES = re.compile(
    r"^(?:rapat|musyawarah|rembu[gk]|pertemuan|acara)\s+(?:di)?(?:tutup|akhiri|berakhir|bubar|selesai)|^demikian|^tidak ada|\bdoa\s+penutup\b|^ditutup\s+(?:dengan\s+)?doa\b",
    re.I,
)
# What every decree says of itself and of its costs.
FORMAL = re.compile(
    r"^(?:segala\s+biaya|biaya\s+yang\s+timbul|(?:surat\s+)?keputusan\s+ini\s+(?:mulai\s+)?berlaku|apabila\s+di\s*kemudian\s+hari)\b",
    re.I,
)

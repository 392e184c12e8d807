"""What Datasette and SQLite say of a mistake, in Indonesian."""

import re

_WORDS = (
    ("Cannot sort table by ", "Tabel ini tidak punya kolom untuk mengurutkan: "),
    ("Cannot use _sort and _sort_desc", "_sort dan _sort_desc tidak dapat dipakai bersama."),
    ("Cannot search by that column", "Kolom itu tidak dapat dicari."),
    ("_size must be", "_size harus bilangan bulat, paling banyak 2000."),
    ("_next not allowed for CSV streaming", "_next tidak dipakai bersama _stream: unduhan itu sudah memuat semua baris."),
    ("?_blob_column= is required", "_blob_column harus menyebut kolom yang diunduh."),
    ("Link has expired", "Isi itu sudah berubah; buka lagi barisnya."),
    ("no such column: ", "Tidak ada kolom bernama "),
    ("no such table: ", "Tidak ada tabel bernama "),
    ("no such function: ", "Tidak ada fungsi bernama "),
    ("ambiguous column name: ", "Nama kolom ini ada di beberapa tabel; sebut tabelnya: "),
    ("wrong number of arguments to function ", "Banyaknya isian fungsi tidak cocok: "),
    ("unrecognized token: ", "Ada tanda yang tidak dikenal: "),
    ("incomplete input", "SQL ini belum selesai ditulis."),
    ("Statement must be a SELECT", "Hanya SELECT yang dijawab: situs ini tidak mengubah apa pun."),
    ("attempt to write a readonly database", "Hanya SELECT yang dijawab: situs ini tidak mengubah apa pun."),
    ("not authorized", "Bagian SQL itu ditutup."),
    ("malformed JSON", "Isi kolom itu bukan JSON."),
    ("string or blob too big", "Jawabannya terlalu besar; persempit pertanyaannya."),
    ("out of memory", "Jawabannya terlalu besar; persempit pertanyaannya."),
    ("the query contains a null", "Alamat memuat karakter NUL."),
    ("_where= is not allowed", "_where ditutup."),
    ("execute-sql", "SQL bebas ditutup."),
    ("Permission denied", "Halaman itu hanya untuk pengelola."),
    ("Database download is forbidden", "Basis data tidak dibagikan; mintalah salinan beku dari pengelola."),
    ("Table not found", "Tabel itu tidak ada."),
    ("Record not found", "Baris itu tidak ada."),
    ("_col=", "Ada kolom pada _col yang tidak dimiliki tabel ini."),
    ("_nocol=", "Ada kolom pada _nocol yang tidak dimiliki tabel ini."),
    ("Invalid token", "Tanda masuk itu tidak berlaku."),
)  # fmt: skip
"""How Datasette and SQLite begin what they say, and the same in Indonesian."""
_NEAR = re.compile(r'near "(.*)": syntax error', re.DOTALL)
TOO_LONG = "Pertanyaan ini terlalu lama dijawab; persempit dengan syarat atau kata lain."
UNTOLD = "Pertanyaan ini tidak dapat dijalankan; periksa ejaannya."


def in_indonesian(said: str) -> str:
    """Return what was said in Indonesian, "" where we have no words for it: the page says what to do.

    >>> in_indonesian("no such table: dokumen"), in_indonesian("database corrupted by gremlins")
    ('Tidak ada tabel bernama dokumen', '')
    """
    near = _NEAR.match(said)
    if near:
        return f"SQL salah tulis di dekat {near[1]}"[:300].replace("\0", "")
    for begin, ours in _WORDS:
        if said.startswith(begin):
            rest = said.removeprefix(begin) if begin.endswith(" ") else ""
            return f"{ours}{rest}"[:300].replace("\0", "")
    return ""


def of_a_question(said: str) -> str:
    """Return in Indonesian why a question has no answer; where we have no words for it, what to do."""
    return in_indonesian(said) or UNTOLD

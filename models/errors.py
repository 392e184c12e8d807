"""Every error that Risalah raises on purpose: one root, few branches.

Each error says for the maintainer, in English, what happened where and what to do (`str(error)`),
and for staff, in one Indonesian sentence, why a file was not read and what they can do
(`sentence`). `code` is stable: it stands in the ledger and in the notes beside failed files.
"""

import contextlib
import errno
import os
import subprocess
import traceback
from typing import Any, ClassVar


class RisalahError(Exception):
    """The root of all errors of this project.

    The words are for the maintainer; `sentence` tells staff in Indonesian what to do, the one of the
    branch unless a better one is given.
    """

    exit_code: ClassVar[int] = 1
    sentence: str = "Ada kesalahan pada Risalah. Beri tahu pengelola dan sebutkan baris ini."

    def __init__(self, told: str, *, sentence: str | None = None) -> None:
        super().__init__(told)
        if sentence is not None:
            self.sentence = sentence

    def line(self) -> str:
        """Return all that it tells: what staff can do, and behind the bar, in English, what the maintainer needs."""
        return f"{self.sentence} | untuk pengelola: {self}"


class Stopped(BaseException):
    """The program was asked to end (SIGTERM, Ctrl+C). No Exception, so that no document is blamed for it.
    `sentence` is what it says then.

    Its exit code is that of a process ended by SIGTERM (128 + 15), also after Ctrl+C: whoever started the
    command is to know one code for every stop from outside, after which the next run makes up for the rest.
    """

    def __init__(
        self,
        sentence: str = "risalah: dihentikan sebelum selesai; tidak ada yang hilang.",
        exit_code: int = 143,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.exit_code = exit_code


class InputError(RisalahError):
    """A file that cannot be read as it is; the others go on.

    `where` names the file, `detail` says in English what is wrong and what to do.
    """

    exit_code: ClassVar[int] = 2
    code: ClassVar[str] = "gagal"
    sentence = "Berkas ini tidak dapat dibaca. Coba simpan atau pindai ulang, lalu taruh lagi di kotak masuk."
    hopeless: ClassVar[bool] = True
    """Whether reading the same bytes again must fail again."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.where = where
        self.detail = detail

    def line(self) -> str:
        """Return all that it tells, the file first."""
        return f"{self.where}: {self.sentence} | untuk pengelola: {self.detail}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error go from one process to another, as Exception with two arguments cannot."""
        return type(self), (self.where, self.detail)


class EmptyDocument(InputError):
    """A file of no bytes, or a document without a page."""

    code = "kosong"
    sentence = "Berkas ini kosong. Salin ulang dari sumbernya, lalu taruh lagi di kotak masuk."


class EmptyArchive(EmptyDocument):
    """A zip in which no file lies, or none that holds anything."""

    sentence = (
        "Zip ini tidak berisi berkas, atau hanya berkas yang kosong. Buat lagi zip-nya dari berkas aslinya, lalu "
        "taruh lagi di kotak masuk."
    )


class WordlessDocument(EmptyDocument):
    """A document with pages, on none of which a word could be read."""

    code = "tanpa-kata"
    sentence = (
        "Tidak ada kata yang terbaca di gambar atau pindaian ini. Buka berkasnya untuk memeriksa: bila "
        "memang tanpa tulisan (halaman kosong, foto kegiatan), biarkan saja; bila ada tulisannya, pindai "
        "atau foto ulang lebih jelas, lurus dan lengkap, lalu taruh lagi di kotak masuk."
    )


class WordlessText(WordlessDocument):
    """A document of text (Word, a web page, plain text) that holds no word; no scan would mend it."""

    sentence = (
        "Dokumen ini tidak berisi tulisan. Buka berkas aslinya untuk memeriksa, simpan lagi bila "
        "tulisannya ada, lalu taruh lagi di kotak masuk."
    )


class MissingFile(InputError):
    """A path at which there is no file."""

    code = "tidak-ada"
    sentence = (
        "Berkas ini tidak ditemukan. Periksa nama dan foldernya; nama yang mengandung spasi ditulis dalam tanda "
        "kutip."
    )


class NotAFile(MissingFile):
    """A path at which there is a folder."""

    sentence = "Ini folder, bukan berkas. Sebut berkas di dalamnya."


class MissingFolder(MissingFile):
    """A path at which there is no folder."""

    sentence = "Folder ini tidak ditemukan. Periksa namanya, lalu sebut folder yang berisi dokumen dan kuncinya."


class DamagedDocument(InputError):
    """Bytes that break off or contradict their own format."""

    code = "rusak"
    sentence = (
        "Berkas ini rusak atau tidak lengkap. Salin atau unduh ulang dari sumbernya, "
        "lalu taruh lagi di kotak masuk."
    )


class DamagedReading(DamagedDocument):
    """A reading of the archive that is none, or whose bytes break off."""

    sentence = (
        "Berkas ini bukan hasil baca dari arsip (folder readings), atau rusak. Periksa namanya; yang rusak dibuat "
        "lagi dari berkas aslinya oleh risalah ingest."
    )


class NotWhatItIsNamed(DamagedDocument):
    """Bytes of no known format under the name of one that is read."""

    sentence = (
        "Isi berkas ini bukan yang dikatakan namanya: mungkin rusak saat disalin atau hanya diganti "
        "namanya. Buka berkas aslinya untuk memeriksa, lalu salin atau simpan ulang ke kotak masuk."
    )


class EncryptedDocument(InputError):
    """A document that asks for a password."""

    code = "bersandi"
    sentence = (
        "Berkas ini dikunci dengan kata sandi. Simpan salinan tanpa kata sandi, "
        "lalu taruh salinan itu di kotak masuk."
    )


class LockedZip(EncryptedDocument):
    """A zip whose files ask for a password."""

    sentence = (
        "Zip ini dikunci dengan kata sandi atau rusak. Buka zip-nya sendiri, lalu taruh isinya di "
        "kotak masuk."
    )


class UnsupportedFormat(InputError):
    """A format that no reader knows."""

    code = "tidak-didukung"
    sentence = (
        "Jenis berkas ini belum dapat dibaca. Simpan sebagai PDF, Word (.docx), gambar "
        "(JPG, PNG, TIF), halaman web (.html) atau teks (.txt), lalu taruh lagi di kotak masuk."
    )


class UnsupportedOffice(UnsupportedFormat):
    """An office format that no reader knows: .pptx, .ppt, .odp, .pub."""

    sentence = (
        "Berkas ini dari program kantor yang jenisnya belum dapat dibaca (misalnya .pptx, .ppt "
        "atau .odp). Buka berkasnya, pilih Simpan Sebagai, pilih Word (.docx) atau PDF, "
        "lalu taruh hasilnya di kotak masuk."
    )


class UnsupportedRecording(UnsupportedFormat):
    """Sound or film: .mp3, .m4a, .mp4."""

    sentence = (
        "Rekaman suara atau video tidak dapat dibaca. Taruh notulennya (tulisan atau pindaian) di "
        "kotak masuk."
    )


class MissingConverter(UnsupportedOffice):
    """A format that is read by a program (antiword for .doc) that is not installed."""

    sentence = (
        "Berkas ini Word lama (.doc), dan program pembacanya (antiword) belum terpasang. Buka "
        "berkasnya, pilih Simpan Sebagai, pilih Word (.docx), lalu taruh hasilnya di kotak masuk; "
        "atau minta pengelola memasang antiword, lalu taruh lagi berkas ini."
    )


class UnsupportedArchive(UnsupportedFormat):
    """Several files packed into one that are not taken apart: rar, 7z; a zip deep in others."""

    sentence = (
        "Berkas ini kumpulan berkas yang dimampatkan (misalnya .rar, .7z, atau .zip di dalam .zip). "
        "Ekstrak dahulu, lalu taruh berkas-berkas isinya di kotak masuk."
    )


class PackedFiles(UnsupportedArchive):
    """A zip of files, given where one document is read; the inbox takes it apart."""

    sentence = (
        "Berkas ini kumpulan berkas (.zip), bukan satu dokumen. Taruh di kotak masuk: tiap berkas "
        "di dalamnya dibaca sendiri. Ekstrak dahulu bila hanya satu yang diperlukan."
    )


class PartlyUnpacked(InputError):
    """A container of which some members gave no bytes; the others were taken."""

    code = "dibongkar-sebagian"
    sentence = (
        "Sebagian isi berkas ini dikunci atau rusak dan tidak dapat diambil; yang lain sudah "
        "diterima. Ekstrak sendiri, lalu taruh yang belum diterima di kotak masuk."
    )


class UnsupportedMail(UnsupportedFormat):
    """A mail in the form of one mail program alone, such as Outlook's .msg."""

    sentence = (
        "Berkas ini surel (email) dari program Outlook (.msg). Buka surelnya, simpan sebagai .eml, "
        "atau simpan lampirannya, lalu taruh hasilnya di kotak masuk."
    )


class UnsupportedPhoto(UnsupportedFormat):
    """A picture format that no reader knows, such as Photoshop's."""

    sentence = (
        "Foto ini berjenis yang belum dapat dibaca (misalnya PSD dari Photoshop). "
        "Simpan atau kirim ulang sebagai JPG, lalu taruh hasilnya di kotak masuk."
    )


class TooLarge(InputError):
    """More bytes, pages or pixels than the limits allow, or a bomb."""

    code = "terlalu-besar"
    sentence = (
        "Berkas ini terlalu besar untuk dibaca dengan aman. Pecah menjadi beberapa berkas "
        "atau pindai dengan resolusi 200-300 dpi, lalu taruh lagi di kotak masuk."
    )


class PictureTooLarge(TooLarge):
    """A page asked to be drawn whose picture has more pixels than the limits allow."""

    sentence = (
        "Gambar halaman ini terlalu besar untuk ditunjukkan dengan aman. "
        "Teks yang terbaca dan letaknya pada halaman tetap ada."
    )


class BadPlaces(InputError):
    """A list of places of which a line is not as it should be; `where` names file and line."""

    code = "daftar-wilayah-salah"
    sentence = (
        "Daftar wilayah ini belum dapat dipakai. Perbaiki baris yang disebut: tiap baris berisi "
        "kode dan nama, misalnya 36.72.05.1004 dan Panggung Rawi. Daftar yang lama tidak berubah."
    )


class NoPicture(InputError):
    """A format that has no pages to see, asked for the picture of one."""

    code = "tanpa-gambar"
    sentence = (
        "Berkas ini tidak punya gambar halaman (teks, Word, atau halaman web), jadi tidak ada yang "
        "dapat dipotong; letaknya adalah huruf ke sekian di teksnya."
    )


class TooSlow(InputError):
    """A document of which nothing was read within the time allowed."""

    code = "terlalu-lama"
    sentence = (
        "Berkas ini terlalu lama dibaca dan dihentikan. Simpan ulang sebagai PDF biasa atau pecah "
        "menjadi beberapa berkas, lalu taruh lagi di kotak masuk."
    )


class UnreadableFile(InputError):
    """A file that the operating system does not let us open."""

    code = "izin"
    sentence = (
        "Berkas ini tidak boleh dibuka oleh Risalah. Minta pengelola memberi izin baca, "
        "atau salin berkas itu lagi ke kotak masuk."
    )
    hopeless = False


class StillChanging(InputError):
    """A file that was written to while it was copied; it is whole on a later run."""

    code = "masih-berubah"
    sentence = "Berkas ini masih disalin atau disimpan. Berkas diambil pada putaran berikutnya."
    hopeless = False


class DamagedOriginal(InputError):
    """An original in the archive that is no longer what was stored."""

    code = "arsip-rusak"
    sentence = (
        "Salinan berkas ini di arsip rusak. Taruh lagi berkas aslinya di kotak masuk; "
        "pengelola dapat memulihkannya dari cadangan."
    )
    hopeless = False


class MissingProgram(InputError):
    """A page needs a program (Tesseract, its Indonesian data) that is not installed."""

    code = "ocr-belum-terpasang"
    sentence = (
        "Berkas ini hasil pindaian, tetapi pembaca pindaian (Tesseract) belum terpasang. "
        "Minta pengelola memasangnya; berkas akan dibaca pada malam berikutnya."
    )
    hopeless = False


class OcrFailed(InputError):
    """OCR is installed but stopped, or gave no answer in time, on every page that needed it."""

    code = "ocr-gagal"
    sentence = (
        "Pindaian ini tidak berhasil dibaca: pembaca pindaian (Tesseract) berhenti atau terlalu "
        "lama bekerja. Pindai ulang dengan resolusi 200-300 dpi, lalu taruh lagi di kotak masuk."
    )


class OcrTimeout(OcrFailed):
    """The engine gave no answer within the time that a page has."""

    sentence = (
        "Pindaian ini tidak selesai dibaca dalam batas waktunya, biasanya karena gambarnya sangat besar, "
        "kotor atau penuh corak. Pindai ulang dengan resolusi 200-300 dpi, hitam-putih atau abu-abu, "
        "lalu taruh lagi di kotak masuk."
    )


class OcrNotTried(OcrFailed):
    """The engine failed on page after page of one document; the rest of it is left."""


class BadAnswers(InputError):
    """Answers of a reader (gold) that are no JSON, or not in the form of a record."""

    code = "kunci-salah"
    sentence = (
        "Kunci ini tidak dapat dipakai. Perbaiki isi berkas JSON itu menurut docs/evaluate.md, "
        "lalu ukur lagi."
    )


class NoDocument(InputError):
    """Answers beside which the document is not there, or more than one."""

    code = "kunci-tanpa-dokumen"
    sentence = (
        "Di samping kunci ini harus ada tepat satu dokumen dengan nama yang sama. "
        "Taruh dokumennya di folder itu, atau pindahkan yang bukan."
    )


class NoAnswers(NoDocument):
    """A folder without answers of a reader."""

    sentence = (
        "Di folder ini tidak ada kunci, jadi tidak ada yang dapat diukur. Tulis kunci di samping dokumennya "
        "menurut docs/evaluate.md, atau sebut folder lain."
    )


class ConfigError(RisalahError):
    """A setting that cannot be followed; says which and what would do."""

    exit_code: ClassVar[int] = 3
    sentence = (
        "Pengaturan atau perintah ini tidak dapat dijalankan seperti tertulis. Periksa yang disebut "
        "di baris ini, atau tanyakan kepada pengelola."
    )


class ArchiveError(RisalahError):
    """The archive cannot take or give back bytes (disk full, no right, damage); nothing was moved."""

    exit_code: ClassVar[int] = 4
    sentence = (
        "Arsip tidak dapat ditulis atau dibaca, biasanya karena tempat penyimpanan penuh. Tidak ada "
        "berkas yang hilang; beri tahu pengelola."
    )


_SHORT = {
    errno.EMFILE: "the system opens no more files; raise the limit (ulimit -n)",
    errno.ENFILE: "the system opens no more files; end other programs",
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "the disk quota is used up; make room",
    errno.ENOMEM: "the system has no more memory; end other programs",
}
"""What a machine may be short of, by the number of the system's error, and what to do."""
_NO_PROCESS = (
    "the system starts no more processes; raise the limit (ulimit -u), or end other programs"
)
_STARTS = "_execute_child"
"""The function of `subprocess` in which a process is started."""
_SPARE_FILES = 8
"""What SQLite has open for one database (itself, its log, the log's index, a journal), and some to spare: by
the time that it tells, it has closed again what it got.
"""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_THREAD = "can't start new thread"
"""What Python says where the system starts no more of them, or has no memory for one."""
_SHORT_SENTENCE = (
    "Komputer ini sedang kehabisan memori, atau terlalu banyak berkas terbuka atau program berjalan. Tidak ada "
    "berkas yang hilang; beri tahu pengelola."
)


def shortage(error: BaseException | None, *, memory: bool = True) -> ArchiveError | None:
    """Return what a run stops with where an error, or one that it wraps, tells that the machine is short
    of something; None for others. No document is to blame for it.

    Without `memory` too little of it is none: a process that has a bound of its own, such as the one that
    reads, is brought there by a document.
    """
    numbers = _SHORT.keys() if memory else _SHORT.keys() - {errno.ENOMEM}
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        number = error.errno if isinstance(error, OSError) else None
        if number is not None and number in numbers:
            return _stopped(_SHORT[number], number)
        if _starts_none(error) or (
            memory and isinstance(error, RuntimeError) and str(error) == _NO_THREAD
        ):
            return _stopped(_NO_PROCESS, errno.EAGAIN)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return None


def _stopped(told: str, number: int) -> ArchiveError:
    return ArchiveError(
        f"{told} ({os.strerror(number)}), then run again: nothing was moved",
        sentence=None if number in _NO_ROOM else _SHORT_SENTENCE,
    )


def _starts_none(error: BaseException) -> bool:
    """Tell whether an error says that the system started no process. Its number (EAGAIN) alone does not: it
    is that of a read that would have to wait, too.
    """
    if not isinstance(error, OSError) or error.errno != errno.EAGAIN:
        return False
    frames = (frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(
        code.co_name == _STARTS and code.co_filename == subprocess.__file__ for code in frames
    )


def no_more_files() -> ArchiveError | None:
    """Return what a run stops with where this process opens no more files, or hardly any; None else. Asked
    where a library (SQLite) or a program tells that it could not open a file and not why.
    """
    with contextlib.ExitStack() as opened:
        try:
            for _ in range(_SPARE_FILES):
                opened.enter_context(open(os.devnull, "rb"))  # noqa: PTH123  # asks nothing of a path
        except OSError as error:
            return shortage(error, memory=False)
    return None


def stop_if_short(error: BaseException) -> None:
    """Raise what a run stops with where an error tells that the machine is short of something (`shortage`);
    for others nothing is done.
    """
    short = shortage(error)
    if short is not None:
        raise short from error


class WarehouseError(RisalahError):
    """The database is not what it should be, or newer than this program."""

    exit_code: ClassVar[int] = 5
    sentence = (
        "Basis data tidak dapat dipakai sekarang. Tidak ada dokumen yang hilang: isinya dapat dibuat "
        "lagi dari arsip; beri tahu pengelola."
    )


class NoWarehouse(WarehouseError):
    """There is no database yet where one is asked for."""

    sentence = "Belum ada basis data di sana. Jalankan dahulu: risalah ingest"

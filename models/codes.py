"""The closed lists of the contract, each code with its meaning for people (Indonesian)."""

from enum import StrEnum
from typing import Literal

Names = Literal["rules", "model", "both"]
"""Who finds the names of persons: the rules, the trained recognizer, or both together."""


class Code(StrEnum):
    """A code with a label that staff and researchers see."""

    label: str

    def __new__(cls, value: str, label: str) -> "Code":
        """Make a member that is its code as text and carries its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class DocumentKind(Code):
    """What a document is."""

    NEWS = "news", "Berita"
    MINUTES = "minutes", "Notulen atau berita acara"
    PROPOSAL = "proposal", "Proposal atau permohonan"
    OTHER = "other", "Dokumen lain"


class MeetingType(Code):
    """What a gathering is."""

    RAKER = "raker", "Rapat kerja"
    MUSRENBANG = "musrenbang", "Musrenbang"
    REMBUG_WARGA = "rembug_warga", "Rembug warga"
    MUSYAWARAH = "musyawarah", "Musyawarah"
    RAPAT_KOORDINASI = "rapat_koordinasi", "Rapat koordinasi"
    SOSIALISASI = "sosialisasi", "Sosialisasi"
    PELATIHAN = "pelatihan", "Pelatihan"
    PELANTIKAN = "pelantikan", "Pelantikan"
    RAPAT = "rapat", "Rapat"
    LAINNYA = "lainnya", "Pertemuan lain"


class ProgramType(Code):
    """What field of work a programme or proposal belongs to."""

    UMKM = "umkm", "UMKM dan ekonomi"
    PELATIHAN_KETERAMPILAN = "pelatihan_keterampilan", "Pelatihan keterampilan"
    SOSIAL_KESEJAHTERAAN = "sosial_kesejahteraan", "Sosial dan kesejahteraan"
    PEMBANGUNAN_FISIK = "pembangunan_fisik", "Pembangunan fisik"
    PEMBANGUNAN_NONFISIK = "pembangunan_nonfisik", "Pembangunan nonfisik"
    PENGHIJAUAN = "penghijauan", "Penghijauan"
    PERTANIAN_PANGAN = "pertanian_pangan", "Pertanian dan pangan"
    KEBERSIHAN_LINGKUNGAN = "kebersihan_lingkungan", "Kebersihan lingkungan"
    KESEHATAN = "kesehatan", "Kesehatan"
    PENDIDIKAN = "pendidikan", "Pendidikan"
    KEAMANAN_KETERTIBAN = "keamanan_ketertiban", "Keamanan dan ketertiban"
    KEAGAMAAN = "keagamaan", "Keagamaan"
    PEMUDA_OLAHRAGA_BUDAYA = "pemuda_olahraga_budaya", "Pemuda, olahraga, budaya"
    KELEMBAGAAN = "kelembagaan", "Kelembagaan"
    LAINNYA = "lainnya", "Lainnya"


class DateRole(Code):
    """What a day is in its document."""

    MEETING = "meeting", "Hari pertemuan"
    PUBLISHED = "published", "Hari terbit atau tanggal surat"
    DEADLINE = "deadline", "Tenggat"
    EVENT = "event", "Kegiatan lain"
    OTHER = "other", "Tanggal lain"

"""What a section of a document is about, told by its heading or by the line that opens it."""

import re
from enum import StrEnum


class Section(StrEnum):
    """What a section is about, told by its heading or the line that opens it."""

    NONE = ""
    ATTENDANCE = "attendance"
    AGENDA = "agenda"
    DISCUSSION = "discussion"
    PROPOSALS = "proposals"
    DECISIONS = "decisions"
    COMMITTEE = "committee"
    BUDGET = "budget"
    SCHEDULE = "schedule"
    BACKGROUND = "background"
    AIMS = "aims"
    COPIES = "copies"
    CLOSING = "closing"
    OTHER = "other"


_SECTION_WORDS = (
    (Section.COPIES, r"^tembusan"),
    (
        Section.ATTENDANCE,
        r"\b(?:daftar hadir|peserta yang hadir|yang hadir|kehadiran|peserta rapat|hadir(?:in)?|undangan yang hadir|dihadiri)\b|^(?:peserta|absensi|presensi|daftar (?:peserta|absen(?:si)?))\W*$",
    ),
    (Section.AGENDA, r"\b(?:susunan acara|agenda|acara rapat|tata acara|rundown|daftar isi)\b"),
    (
        Section.COMMITTEE,
        r"\b(?:susunan (?:panitia|pengurus|kepanitiaan|pelaksana)|struktur (?:panitia|organisasi|kepanitiaan)|kepanitiaan|panitia pelaksana|susunan tim)\b",
    ),
    (
        Section.DECISIONS,
        r"\b(?:k?eputusan|putusan|k?esimpulan|simpulan|kesepakatan|memutuskan|menyepakati|menetapkan|disepakati|diputuskan|bersepakat|sepakat|tindak lanjut|rtl|rencana aksi|rencana kerja tindak lanjut|pembagian tugas|komitmen bersama|disimpulkan|menyimpulkan|menyetujui (?:hal|bahwa|beberapa|poin|butir)|disetujui|mufakat|memerintahkan|menugaskan|"
        r"hasil (?:akhir(?:nya)?|rapat|musyawarah|rembu[gk]|pertemuan|keputusan|kesepakatan)|hasil(?:nya)?(?!\s+(?:usulan|aspirasi|pokir|reses|serap|panen|peng|pem|pen|suara|verifikasi|evaluasi|survei|skoring)\w*))\b",
    ),
    (
        Section.PROPOSALS,
        r"\b(?:(?:di|meng)?usul(?:an|kan)?|aspirasi|masukan|keluhan|permintaan|saran|pengaduan|prioritas)\b",
    ),
    (Section.BUDGET, r"\b(?:anggaran|rab|biaya|pendanaan|dana)\b"),
    (Section.SCHEDULE, r"\b(?:waktu|tempat|jadwal|pelaksanaan)\b"),
    (
        Section.DISCUSSION,
        r"\b(?:jalannya|pembahasan|dibahas|bahasan|diskusi|uraian|isi rapat|tanya jawab|laporan|sambutan|pembukaan|paparan|tanggapan|notulensi|catatan|pokok)\b",
    ),
    (Section.AIMS, r"\b(?:tujuan|maksud|sasaran|manfaat|target|nama kegiatan|tema)\b"),
    (
        Section.BACKGROUND,
        r"\b(?:latar belakang|pendahuluan|dasar|memperhatikan|mendengar(?:kan)?|mencermati|mempertimbangkan|membaca)\b",
    ),
    (Section.CLOSING, r"\b(?:penutup|lain-lain)\b"),
)
_SECTIONS = tuple((s, re.compile(p, re.IGNORECASE)) for s, p in _SECTION_WORDS)


def section_of(title: str) -> Section:
    """Return what a heading announces, OTHER when no word of it is known."""
    if _USULAN_OF.search(title):
        return Section.PROPOSALS
    for section, pattern in _SECTIONS:
        if pattern.search(title):
            return section
    return Section.OTHER


# "Usulan RW 07 hasil rapat warga": what they come from heads nothing.
_USULAN_OF = re.compile(
    r"\b(?:usulan|aspirasi)\b(?!.*\b(?:keputusan|kesepakatan|disepakati)\b).{0,60}\bhasil\s+(?:rapat|musyawarah|rembu[gk]|musrenbang)",
    re.I,
)


def announced(clause: str) -> Section:
    """Return what the last clause of a line that opens a list announces, OTHER when no word of it is known."""
    return Section.DECISIONS if _SUMS_UP.search(clause) else section_of(clause)


# "Berikut rangkuman rapat RT tadi malam:" opens what came of it.
_SUMS_UP = re.compile(
    r"\b(?:rangkuman|ringkasan|simpulan)\s+(?:hasil\s+)?(?:rapat|musyawarah|rembu[gk]|pertemuan|kumpulan)\b",
    re.I,
)

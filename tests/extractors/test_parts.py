"""Each part of the record from the wordings in which minutes, letters and articles tell it."""

from collections.abc import Callable

import pytest

from models.codes import DateRole, DocumentKind, MeetingType, ProgramType
from models.record import Record

HEAD = "NOTULEN RAPAT WARGA\n\nHari/Tanggal : Sabtu, 9 Maret 2024\nTempat : Balai RW 05\nKelurahan : Sukapura\n"
Of = Callable[..., Record]


def minutes(record_of: Of, *blocks: object) -> Record:
    return record_of(HEAD, *blocks)


# Meetings


def test_the_frame_of_minutes_is_read(record_of: Of) -> None:
    record = record_of(
        "PEMERINTAH KOTA BOGOR\nKECAMATAN BOGOR BARAT\nKELURAHAN SINDANGBARANG\n\nNOTULEN MUSRENBANG KELURAHAN\n\n"
        "Hari/Tanggal\t: Rabu, 17 Januari 2024\nWaktu\t: 08.30 s.d. 12.00 WIB\nTempat\t: Aula Kelurahan Sindangbarang\n"
    )
    assert record.document.kind is DocumentKind.MINUTES
    meeting = record.meetings[0]
    assert meeting.type is MeetingType.MUSRENBANG
    assert (str(meeting.date), meeting.start, meeting.end) == ("2024-01-17", "08:30", "12:00")
    assert meeting.venue == "Aula Kelurahan"
    assert (meeting.kelurahan, meeting.kecamatan, meeting.kota) == (
        "Sindangbarang",
        "Bogor Barat",
        "Kota Bogor",
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("RAPAT KERJA LPM", MeetingType.RAKER),
        ("REMBUG WARGA RW 03", MeetingType.REMBUG_WARGA),
        ("RAPAT KOORDINASI LPMK", MeetingType.RAPAT_KOORDINASI),
        ("MUSYAWARAH RENCANA PEMBANGUNAN KELURAHAN", MeetingType.MUSRENBANG),
    ],
)
def test_a_meeting_is_named_by_its_heading(record_of: Of, name: str, kind: MeetingType) -> None:
    record = record_of(
        f"NOTULEN {name}\n\nHari/Tanggal : Senin, 6 Mei 2024\nTempat : Kantor Kelurahan Sukapura\n"
    )
    assert record.meetings[0].type is kind


def test_a_letter_is_no_meeting(record_of: Of) -> None:
    record = record_of(
        "Nomor : 12/KT/2024\nPerihal : Permohonan Bantuan Alat Sablon\n\nKepada Yth.\nKepala Dinas Koperasi dan UMKM Kota Bogor\ndi\nTempat\n\n"
        "Dengan hormat, kami mengajukan permohonan bantuan alat sablon bagi pemuda RW 05."
    )
    assert record.document.kind is DocumentKind.PROPOSAL
    assert record.meetings == ()


# Proposals and budget


def test_a_table_of_wishes_in_any_order_of_columns(record_of: Of) -> None:
    record = minutes(
        record_of,
        "Daftar usulan warga:",
        [
            ["No", "Perkiraan Biaya", "Lokasi", "Usulan Kegiatan", "OPD"],
            ["1", "Rp 45.000.000", "RT 02/RW 05", "Perbaikan drainase", "Dinas PUPR"],
            ["2", "12,5 juta", "RW 03", "Pengadaan tong sampah", "DLH"],
            ["", "Rp 57.500.000", "", "Jumlah", ""],
        ],
    )
    assert [(p.title, p.origin, p.amount, p.agency) for p in record.proposals] == [
        ("Perbaikan drainase", "RT 02/RW 05", 45_000_000, "Dinas PUPR"),
        ("Pengadaan tong sampah", "RW 03", 12_500_000, "DLH"),
    ]


def test_a_numbered_list_of_wishes(record_of: Of) -> None:
    record = minutes(
        record_of,
        "\nUsulan warga:\n1. RT 01: perbaikan jalan lingkungan sepanjang 120 m, biaya Rp 30.000.000\n"
        "2. RT 04: pemasangan lampu jalan 5 titik\n",
    )
    assert [(p.origin, p.amount, p.volume) for p in record.proposals] == [
        ("RT 01", 30_000_000, "120 m"),
        ("RT 04", None, "5 titik"),
    ]
    assert [p.type for p in record.proposals] == [
        ProgramType.PEMBANGUNAN_FISIK,
        ProgramType.PEMBANGUNAN_FISIK,
    ]


def test_a_budget_keeps_its_lines_and_not_its_sums(record_of: Of) -> None:
    record = record_of(
        "PROPOSAL PERMOHONAN BANTUAN\n\nRencana Anggaran Biaya",
        [
            ["No", "Uraian", "Volume", "Satuan", "Harga Satuan (Rp)", "Jumlah (Rp)"],
            ["A", "Bahan", "", "", "", ""],
            ["1", "Semen", "10", "sak", "65.000", "650.000"],
            ["2", "Pasir", "2", "m3", "250.000", "500.000"],
            ["", "Jumlah A", "", "", "", "1.150.000"],
            ["", "TOTAL", "", "", "", "1.150.000"],
        ],
    )
    assert [(b.item, b.quantity, b.unit, b.unit_price, b.total) for b in record.budget] == [
        ("Semen", 10, "sak", 65_000, 650_000),
        ("Pasir", 2, "m3", 250_000, 500_000),
    ]


def test_two_sums_in_one_cell_are_two_cells_or_a_doubt(record_of: Of) -> None:
    head = ["No", "Uraian", "Volume", "Satuan", "Harga Satuan", "Jumlah"]
    rows = [
        ["1", "Semen", "10", "sak", "65.000", "650.000"],
        ["2", "Upah pekerja", "40", "hari", "", "115.000 4.600.000"],
        ["3", "Pasir", "2", "m3", "285.000 570.000", ""],
        ["4", "Bata", "900", "buah", "-", "950.000 855.000"],
    ]
    record = record_of("PROPOSAL\n\nRencana Anggaran Biaya", [head, *rows])
    assert [(b.item, b.unit_price, b.total) for b in record.budget] == [
        ("Semen", 65_000, 650_000),
        ("Upah pekerja", 115_000, 4_600_000),
        ("Pasir", 285_000, 570_000),
    ]
    (doubt,) = record.issues
    assert "Bata" in doubt.quote
    assert "dua jumlah dalam satu sel" in doubt.reason


def test_a_budget_that_does_not_add_up_is_doubted_not_mended(record_of: Of) -> None:
    record = record_of(
        "PROPOSAL\n\nRencana Anggaran Biaya",
        [
            ["No", "Uraian", "Volume", "Harga Satuan", "Jumlah"],
            ["1", "Cat tembok", "4 kaleng", "150.000", "650.000"],
        ],
    )
    assert record.budget[0].total == 650_000
    assert [issue.part for issue in record.issues] == ["budget"]
    assert "Cat tembok" in record.issues[0].quote


# Programmes, decisions, dates


def test_a_list_with_one_head_and_the_partners_of_its_sentence(record_of: Of) -> None:
    record = record_of(
        "LPM Gelar Raker\n\nBANDUNG - LPM Kelurahan Sukapura menggelar rapat kerja di aula kelurahan, Sabtu (4/5/2024).\n\n"
        "Tahun ini akan diadakan pelatihan tata rias, sablon, dan menjahit bekerja sama dengan Dinas Tenaga Kerja.\n"
    )
    assert [p.name for p in record.programs] == [
        "pelatihan tata rias",
        "pelatihan sablon",
        "pelatihan menjahit",
    ]
    assert all(p.agencies == ("Dinas Tenaga Kerja",) for p in record.programs)
    assert all(p.type is ProgramType.PELATIHAN_KETERAMPILAN for p in record.programs)


def test_decisions_are_the_items_under_their_heading(record_of: Of) -> None:
    record = minutes(
        record_of,
        "\nPembahasan:\n1. Pak Darto menanyakan iuran sampah.\n\nKeputusan:\n1. Kerja bakti diadakan tiap Minggu pertama.\n"
        "2. Iuran sampah naik menjadi Rp 20.000 per bulan.\n\nDemikian notulen ini dibuat.\n",
    )
    assert [d.text for d in record.decisions] == [
        "Kerja bakti diadakan tiap Minggu pertama.",
        "Iuran sampah naik menjadi Rp 20.000 per bulan.",
    ]


def test_what_was_only_discussed_is_no_decision(record_of: Of) -> None:
    record = minutes(record_of, "\nPembahasan:\n1. Pak Darto menanyakan iuran sampah.\n")
    assert record.decisions == ()


def test_dates_tell_what_they_are(record_of: Of) -> None:
    record = minutes(
        record_of,
        "\nKeputusan:\n1. Proposal diserahkan paling lambat 30 April 2024.\n\nSukapura, 11 Maret 2024\nSekretaris,\n\nRahmat",
    )
    assert {str(d.date): d.role for d in record.dates} == {
        "2024-03-09": DateRole.MEETING,
        "2024-04-30": DateRole.DEADLINE,
        "2024-03-11": DateRole.OTHER,
    }


def test_a_date_that_does_not_exist_is_no_date(record_of: Of) -> None:
    record = record_of("NOTULEN\n\nHari/Tanggal : Jumat, 30 Februari 2024\nTempat : Balai RW 05\n")
    assert all(str(d.date) != "2024-02-30" for d in record.dates)
    assert record.meetings[0].date is None


# Agencies


def test_an_agency_takes_its_fullest_form(record_of: Of) -> None:
    record = record_of(
        "Warga Temui Dinas\n\nBANDUNG - Warga RW 05 Kelurahan Sukapura bertemu Dinas Pekerjaan Umum (DPU) Kota Bandung di balai RW, Sabtu (4/5/2024). "
        "Kepala DPU Kota Bandung Rudi Prayitno menjelaskan rencana perbaikan jalan. DPU akan meninjau lokasi.\n"
    )
    assert "Dinas Pekerjaan Umum Kota Bandung" in record.agencies
    assert "DPU" not in record.agencies

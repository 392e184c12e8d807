import pytest

from models.codes import MeetingType, ProgramType
from models.indonesian import gazetteers
from models.values.tables import read_table


def test_every_table_loads_and_is_large_enough() -> None:
    assert len(gazetteers.agency_heads()) >= 250
    assert len(gazetteers.offices()) >= 150
    assert len(gazetteers.degrees()) >= 120
    assert len(gazetteers.program_cues()) >= 350
    assert len(gazetteers.given_names()) >= 2500
    assert len(gazetteers.common_words()) >= 3000


def test_all_provinces_kabupaten_and_kota() -> None:
    kinds = [region.kind for region in gazetteers.regions()]
    assert kinds.count("provinsi") == 38
    assert kinds.count("kabupaten") + kinds.count("kota") == 514
    full = {region.full for region in gazetteers.regions()}
    assert {"Kota Cilegon", "Kabupaten Semarang", "Kota Semarang", "Provinsi Banten"} <= full
    provinces = {region.name for region in gazetteers.regions() if region.province is None}
    assert {region.province for region in gazetteers.regions() if region.province} <= provinces


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("DLH", "Dinas Lingkungan Hidup"),
        ("PUPR", "Dinas Pekerjaan Umum dan Penataan Ruang"),
        ("Bappeda", "Badan Perencanaan Pembangunan Daerah"),
        ("LPMK", "Lembaga Pemberdayaan Masyarakat"),
        ("KWT", "Kelompok Wanita Tani"),
        ("Polsek", "Kepolisian Sektor"),
        ("Satpol PP", "Satuan Polisi Pamong Praja"),
        ("RT", "Rukun Tetangga"),
    ],
)
def test_short_and_long_forms_are_one_entry(short: str, long: str) -> None:
    assert any(short in head.shorts and long in head.longs for head in gazetteers.agency_heads())


@pytest.mark.parametrize(
    ("office", "body"),
    [
        ("Lurah", "Kelurahan"),
        ("Camat", "Kecamatan"),
        ("Bupati", "Kabupaten"),
        ("Walikota", "Kota"),
        ("Kades", "Desa"),
        ("Wali Nagari", "Nagari"),
        ("Keuchik", "Gampong"),
        ("Kapolsek", "Polsek"),
        ("Danramil", "Koramil"),
        ("Hukum Tua", "Desa"),
    ],
)
def test_an_office_names_the_body_it_heads(office: str, body: str) -> None:
    found = [entry for entry in gazetteers.offices() if office in entry.forms]
    assert [entry.heads for entry in found][:1] == [body]


def test_every_type_of_programme_and_meeting_has_words() -> None:
    assert {cue.type for cue in gazetteers.program_cues()} == set(ProgramType)
    assert {name.type for name in gazetteers.meeting_names()} == set(MeetingType)


def test_program_cues_are_lower_case_and_given_once() -> None:
    words = [cue.words for cue in gazetteers.program_cues()]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)


def test_a_row_of_the_wrong_width_is_named() -> None:
    with pytest.raises(ValueError, match=r"agencies\.tsv:\d+"):
        read_table("agencies.tsv", 4)


def test_entries_are_loaded_once() -> None:
    assert gazetteers.agency_heads() is gazetteers.agency_heads()

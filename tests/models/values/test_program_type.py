import pytest

from models.codes import ProgramType
from models.values.program_type import program_type


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pengembangan UMKM", "umkm"),
        ("bantuan modal usaha bagi pedagang kecil", "umkm"),
        ("pembentukan Koperasi Merah Putih", "umkm"),
        ("pelatihan las", "pelatihan_keterampilan"),
        ("AC", "pelatihan_keterampilan"),
        ("kursus menjahit untuk ibu-ibu PKK", "pelatihan_keterampilan"),
        ("Pelatihan hidroponik", "pelatihan_keterampilan"),
        ("pelatihan ecoprint", "pelatihan_keterampilan"),
        ("Rehab rumah tidak layak huni", "sosial_kesejahteraan"),
        ("bedah rumah 3 unit", "sosial_kesejahteraan"),
        ("santunan anak yatim", "sosial_kesejahteraan"),
        ("bantuan kursi roda untuk difabel", "sosial_kesejahteraan"),
        ("pavingisasi Gang Melati RT 02/RW 04", "pembangunan_fisik"),
        ("Semenisasi jalan lingkungan", "pembangunan_fisik"),
        ("perbaikan got/drainase", "pembangunan_fisik"),
        ("pembuatan gorong-gorong", "pembangunan_fisik"),
        ("TPT dan talud sungai", "pembangunan_fisik"),
        ("PJU 12 titik", "pembangunan_fisik"),
        ("drainasenya tersumbat", "pembangunan_fisik"),
        ("pembangunan non fisik", "pembangunan_nonfisik"),
        ("penanaman 300 pohon trembesi", "penghijauan"),
        ("Bantuan mesin ketinting untuk nelayan", "pertanian_pangan"),
        ("bantuan bibit lele", "pertanian_pangan"),
        ("Pengadaan bak sampah komunal", "kebersihan_lingkungan"),
        ("pembangunan TPS 3R", "kebersihan_lingkungan"),
        ("kerja bakti", "kebersihan_lingkungan"),
        ("rehab posyandu", "kesehatan"),
        ("fogging dan PSN", "kesehatan"),
        ("PMT balita stunting", "kesehatan"),
        ("beasiswa siswa kurang mampu", "pendidikan"),
        ("rehab gedung PAUD", "pendidikan"),
        ("menghidupkan kembali siskamling", "keamanan_ketertiban"),
        ("CCTV 2 titik di pintu masuk gang", "keamanan_ketertiban"),
        ("Renovasi Mushola Baitul Muttaqin", "keagamaan"),
        ("insentif guru ngaji TPQ", "keagamaan"),
        ("lomba Agustusan", "pemuda_olahraga_budaya"),
        ("turnamen voli antar RW", "pemuda_olahraga_budaya"),
        ("jalan sehat HUT RI", "pemuda_olahraga_budaya"),
        ("upgrading pengurus dan anggota LPM", "kelembagaan"),
        ("pelatihan administrasi RT/RW", "kelembagaan"),
        ("bimtek aparatur kelurahan", "kelembagaan"),
        ("pelatihan pengurus LPM", "kelembagaan"),
        ("pendataan warga", "kelembagaan"),
        ("iuran air bersih", "lainnya"),
    ],
)
def test_types(text: str, code: str) -> None:
    kind, confidence = program_type(text)
    assert kind.value == code
    assert 0 < confidence < 1


def test_without_a_cue_it_is_other_with_no_confidence() -> None:
    assert program_type("Program DPW-Kel") == (ProgramType.LAINNYA, 0.0)
    assert program_type("") == (ProgramType.LAINNYA, 0.0)


def test_one_clear_cue_is_surer_than_two_that_differ() -> None:
    assert program_type("drainase")[1] > program_type("drainase dan posyandu")[1]

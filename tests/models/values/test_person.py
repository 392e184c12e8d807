import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.person import parse_person, same_person, titlecase_name


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("Suparman", "Suparman"),
        ("SUPARMAN", "Suparman"),
        ("Bapak Suparman", "Suparman"),
        ("Bpk. H. SUPARMAN, S.SOS", "H. Suparman, S.Sos."),
        ("Pak Wagimin", "Wagimin"),
        ("Sdri. Rina Wulandari", "Rina Wulandari"),
        ("Ibu Hj. Nani Suryani", "Hj. Nani Suryani"),
        ("HJ. NANI SURYANI", "Hj. Nani Suryani"),
        ("H. Ahmad Fauzi, S.Sos., M.Si", "H. Ahmad Fauzi, S.Sos., M.Si"),
        ("H.Amirudin", "H. Amirudin"),
        ("Drs. Hadi Mulyono", "Drs. Hadi Mulyono"),
        ("DRS. H. SYAHRANI, M.AP", "Drs. H. Syahrani, M.AP"),
        ("Bambang Setyawan, S.T.", "Bambang Setyawan, S.T."),
        ("BAMBANG SETYAWAN ST, MT", "Bambang Setyawan, ST, MT"),
        ("Sukirno SH", "Sukirno, SH"),
        ("Sri Lestari S. Pd. I", "Sri Lestari, S. Pd. I"),
        ("Ni Putu Eka Yuliantari, S.Sos., M.A.P.", "Ni Putu Eka Yuliantari, S.Sos., M.A.P."),
        ("Dr. dr. Siti Aminah Sp.A", "Dr. dr. Siti Aminah, Sp.A"),
        ("Bripka Anwar Sadat", "Bripka Anwar Sadat"),
        ("Kapten Inf. Sutrisno", "Kapten Inf. Sutrisno"),
        ("KH. M. Thamrin", "KH. M. Thamrin"),
        ("Ust. Khoirul Anam", "Ust. Khoirul Anam"),
        ("M. ROFIQ", "M. Rofiq"),
        ("SITI MA'RUFAH", "Siti Ma'rufah"),
        ("Moh. Syafi’i", "Moh. Syafi’i"),
        ("Suparman, Ketua RT", "Suparman"),
        ("Ade R.", "Ade R."),
        ("( Suparman )", "Suparman"),
    ],
)
def test_display(text: str, display: str) -> None:
    name = parse_person(text)
    assert name is not None
    assert name.display == display


@pytest.mark.parametrize(
    "text", ["", "Ibu", "Bapak", "H.", "S.Pd", "12", "RT 05", "Bapak Lurah", "...", "M."]
)
def test_no_name(text: str) -> None:
    assert parse_person(text) is None


@pytest.mark.parametrize(
    ("a", "b", "least"),
    [
        ("Suparman", "SUPARMAN", 1.0),
        ("Bpk. Suparman", "H. Suparman, S.Sos.", 1.0),
        ("M. Yusuf", "Muhammad Yusuf", 1.0),
        ("Moh. Yusuf", "Mochamad Jusuf", 0.8),
        ("Amirudin", "Amiruddin", 1.0),
        ("Ade", "Ade Rohimat", 0.8),
        ("Jubaedi", "Ahmad Jubaedi", 0.8),
        ("Moh. Syafi’i", "Syafi'i", 0.8),
        ("Nur Hayati", "Nurhayati", 0.9),
        ("Bambang S.", "Bambang Setyawan", 0.9),
        ("A. Yani", "Ahmad Yani", 0.9),
        ("Bambang S.", "Bambang Setyawan Putra", 0.7),
        ("Siti Aminah", "Siti Nur Aminah", 0.7),
        ("Rina Wulandari", "Rina Wulandori", 0.8),
        ("Soegeng Riyadi", "Sugeng Riyadi", 1.0),
    ],
)
def test_same(a: str, b: str, least: float) -> None:
    assert same_person(a, b) >= least
    assert same_person(a, b) == same_person(b, a)


@pytest.mark.parametrize(
    ("a", "b", "most"),
    [
        ("Agus Salim", "Agus Prayitno", 0.0),
        ("Budi Santoso", "Budi Susanto", 0.0),
        ("Suparman", "Suparmin", 0.5),
        ("Muhammad", "Muhammad Yusuf", 0.0),
        ("Siti", "Sitanggang", 0.0),
        ("Ibu", "Ibu Nani", 0.0),
        ("", "Suparman", 0.0),
    ],
)
def test_not_the_same(a: str, b: str, most: float) -> None:
    assert same_person(a, b) <= most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SUPARMAN", "Suparman"),
        ("HJ. NORHAYATI, S.AP", "Hj. Norhayati, S.AP"),
        ("I MADE OKA WIRAWAN, S.E.", "I Made Oka Wirawan, S.E."),
        ("SYAFI'I SH", "Syafi'i SH"),
        ("Suparman bin Ahmad", "Suparman bin Ahmad"),
    ],
)
def test_titlecase(text: str, expected: str) -> None:
    assert titlecase_name(text) == expected


@given(st.text(alphabet="ABSUPARMNhajidrs.,' -’1()", max_size=40))
def test_reading_a_display_again_changes_nothing(text: str) -> None:
    name = parse_person(text)
    if name is not None:
        again = parse_person(" ".join(name.core))
        assert again is None or set(again.core) <= set(name.core)
    assert same_person(text, text) in (0.0, 1.0)
    assert titlecase_name(titlecase_name(text)) == titlecase_name(text)

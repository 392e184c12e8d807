import re

import pytest

from models.values.anycase import AnyCase, one_of, small

PATTERN = r"\b(?:meng?usulkan|usul\w*|jum.?at)\b"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Warga MENGUSULKAN talud",
        "usulan, Usul; USULAN",
        "Jum’at – jumat",
        "İ usul İSTANBUL Usul",
        "ﬁ ẞ usul",
    ],
)
def test_the_places_are_those_that_a_pattern_without_regard_to_case_finds(text: str) -> None:
    plain = re.compile(PATTERN, re.IGNORECASE)
    ours = AnyCase(PATTERN)
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert bool(ours.search(text)) == bool(plain.search(text))
    assert bool(ours.match(text)) == bool(plain.match(text))


@pytest.mark.parametrize("pattern", ["Rapat", "[A-Z]", r"\brapat\b(?-i:[a-z])"])
def test_a_pattern_that_small_letters_never_match_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="knows no capitals"):
        AnyCase(pattern)


def test_names_of_groups_and_classes_may_have_capitals() -> None:
    found = AnyCase(r"(?P<verb>rapat)\W+(?P=verb)").search("RAPAT, rapat")
    assert found is not None
    assert found["verb"] == "rapat"


@pytest.mark.parametrize("text", ["İİ Kota", "ẞ", "ǅ Ω", "Kelurahan"])
def test_small_letters_stand_where_the_letters_stood(text: str) -> None:
    assert len(small(text)) == len(text)


FORMS = ("m", "m2", "jun", "juni", "sept", "september", "kilo", "kg", "½", "'", "se", "ikat")


@pytest.mark.parametrize("behind", ["", r"(?!\w)", r"\s*\d"])
def test_one_of_some_words_is_what_the_longest_first_would_be(behind: str) -> None:
    text = "JUNI Jun9 juN september SEPTe m2 M 2 ıkat İKAT ſept \u212ag kilogram ½ ' see"
    longest_first = "|".join(sorted(map(re.escape, FORMS), key=len, reverse=True))
    plain = re.compile(f"(?:{longest_first}){behind}", re.IGNORECASE)
    ours = re.compile(one_of(FORMS) + behind, re.IGNORECASE)
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert one_of(["rapat"]).endswith("apat")

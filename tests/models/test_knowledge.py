"""The files of knowledge are well formed: nothing twice, everything leads somewhere."""

from collections import Counter, defaultdict

import pytest

from models.values.agency_kind import Level as At
from models.values.agency_kind import affairs, agency_kinds, kind_of, kinds_for, kinds_of
from models.values.tables import read_table, spellings, word_set


def test_a_short_form_leads_to_one_kind_or_is_marked_as_ambiguous() -> None:
    heads: dict[str, set[str]] = defaultdict(set)
    for kind in agency_kinds().values():
        for form in (*kind.longs, *kind.shorts):
            heads[form.casefold()].add(kind.head)
    several = {form for form, found in heads.items() if len(found) > 1}
    assert several == word_set("ambiguous_bodies")


def test_no_head_stands_twice() -> None:
    rows = read_table("agencies.tsv", 3)
    heads = [(spellings(longs) or spellings(shorts))[0] for shorts, longs, _ in rows]
    assert [head for head, times in Counter(heads).items() if times > 1] == []
    known = [row[0] for row in read_table("agency_kinds.tsv", 4)]
    assert [head for head, times in Counter(known).items() if times > 1] == []
    assert set(known) <= set(heads)


def test_each_affair_has_words_types_and_a_source() -> None:
    used = {affair.id for kind in agency_kinds().values() for affair in kind.affairs}
    assert used == set(affairs())
    for affair in affairs().values():
        assert affair.words, affair.id
        assert affair.types, affair.id
        assert affair.source, affair.id
        assert all(word == word.casefold() for word in affair.words), affair.id
        assert len(set(affair.words)) == len(affair.words), affair.id


def test_no_body_becomes_what_it_came_from() -> None:
    for kind in agency_kinds().values():
        for after in kind.became:
            assert not kind.succeeds(agency_kinds()[after]), (kind.head, after)


@pytest.mark.parametrize(
    ("name", "chief", "level"),
    [
        ("Dinas PUPR Kota Serang", "pekerjaan_umum", At.KOTA),
        ("DISPERKIM", "perumahan", At.KOTA),
        ("Dinas Koperasi, UKM dan Perdagangan Kab. Banjar", "koperasi", At.KOTA),
        ("LPM-K Cimuncang", "lembaga_kemasyarakatan", At.KELURAHAN),
        ("Polsek Jombang", "kepolisian", At.KECAMATAN),
        ("TP. PKK Kelurahan Sukamaju", "kesejahteraan_keluarga", At.KELURAHAN),
        ("BPD Sukorejo", "perwakilan", At.KELURAHAN),
    ],
)
def test_a_name_tells_its_kind(name: str, chief: str, level: At) -> None:
    kind = kind_of(name)
    assert kind is not None
    assert kind.affairs[0].id == chief
    assert level in kind.levels


@pytest.mark.parametrize("name", ["", "Dinas", "BKM", "Panggung Rawi", "DPKP Kota Serang", "!"])
def test_what_tells_no_single_kind_has_none(name: str) -> None:
    assert kind_of(name) is None


def test_a_reorganized_office_may_be_the_same() -> None:
    old, new = kind_of("Bappeda"), kind_of("Bapperida")
    assert old is not None
    assert new is not None
    assert new.succeeds(old)
    assert not old.succeeds(new)
    assert old.may_be(new)
    works = kind_of("Dinas PU")
    assert works is not None
    assert not works.may_be(new)


def test_an_affair_leads_to_its_offices() -> None:
    assert "Dinas Sosial" in {kind.head for kind in kinds_for("sosial", At.KOTA)}
    assert "Dinas Sosial" not in {kind.head for kind in kinds_for("sosial", At.RW)}
    assert {kind.head for kind in kinds_of("DKP")} == {
        "Dinas Kebersihan dan Pertamanan",
        "Dinas Perikanan",
    }

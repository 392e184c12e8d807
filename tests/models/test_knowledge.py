"""The files of knowledge are well formed: nothing twice, everything leads somewhere."""

from collections import Counter, defaultdict

import pytest

from models.indonesian.gazetteers import regions, tiers
from models.indonesian.places import Level
from models.values.agency import squeeze
from models.values.agency_kind import Level as At
from models.values.agency_kind import affairs, agency_kinds, kind_of, kinds_for, kinds_of
from models.values.tables import read_table, read_toml, spellings, word_set


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


def test_no_form_of_the_calendar_stands_twice() -> None:
    calendar = read_toml("calendar.toml")
    assert [*calendar["months"]] == [str(n) for n in range(1, 13)]
    assert [*calendar["weekdays"]] == [str(n) for n in range(7)]
    for groups in (("months",), ("weekdays", "english_weekdays")):
        forms = [f for g in groups for each in calendar[g].values() for f in each]
        assert [form for form, times in Counter(forms).items() if times > 1] == []
        assert all(form == form.casefold() and form.isprintable() for form in forms)
    months = {form for each in calendar["months"].values() for form in each}
    for group in ("only_with_a_year", "never_shy", "also_names"):
        assert set(calendar[group]["forms"]) <= months, group


def test_a_short_form_of_a_region_leads_to_one() -> None:
    full = {(region.kind, region.name) for region in regions()}
    rows = [
        ((kind, squeeze(form)), name)
        for kind, name, forms in read_table("region_forms.tsv", 3)
        for form in spellings(forms)
    ]
    assert {(kind, name) for (kind, _), name in rows} <= full
    assert [key for key, times in Counter(key for key, _ in rows).items() if times > 1] == []
    names = {(region.kind, squeeze(region.name)) for region in regions()}
    assert {key for key, _ in rows}.isdisjoint(names)


def test_the_regions_are_complete() -> None:
    """38 provinces, 416 kabupaten, 98 kota; each below a province that is there."""
    kinds = Counter(region.kind for region in regions())
    assert kinds == {"provinsi": 38, "kabupaten": 416, "kota": 98}
    provinces = {region.name for region in regions() if region.kind == "provinsi"}
    assert {region.province for region in regions()} - {None} == provinces
    assert all(region.name == " ".join(region.name.split()) for region in regions())


def test_a_word_of_a_tier_stands_once() -> None:
    words = [word for tier in tiers() for word in tier.words]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert {tier.level for tier in tiers()} <= {level.value for level in Level}

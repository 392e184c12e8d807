"""What is told as decided or asked for by its words and its place, and how weights are read and learned."""

from collections.abc import Callable

import pytest

from extractors.acts.fields import type_of
from extractors.weighing import Choice, Weights, choice, weights, words
from models.codes import ProgramType
from models.record import Record
from scripts.learning import Example, Recipe, learn, learn_choice
from scripts.train_weights import parted

Of = Callable[..., Record]
HEAD = (
    "NOTULEN RAPAT WARGA\n\nHari/Tanggal : Sabtu, 9 Maret 2024\nTempat : Balai RW 05\n"
    "Kelurahan : Sukapura\n"
)


@pytest.mark.parametrize("name", ["programs", "links", "decisions", "proposals"])
def test_weights_are_read_and_few_enough_to_be_read_by_a_person(name: str) -> None:
    of = weights(name)
    assert 0 < of.threshold < 1
    assert 50 < len(of.of) < 6000
    assert all(abs(value) < 10 for value in of.of.values())


@pytest.mark.parametrize(("name", "among"), [("kinds", 4), ("days", 5), ("types", 15)])
def test_choices_are_read_and_say_of_each_thing_how_likely_it_is(name: str, among: int) -> None:
    of = choice(name)
    assert len(of.among) == len(of.base) == among
    assert all(len(values) == among for values in of.of.values())
    shares = of.shares(list(of.of)[:20])
    assert set(shares) == set(of.among)
    assert sum(shares.values()) == pytest.approx(1.0)


def test_a_choice_holds_to_its_base_where_nothing_is_known() -> None:
    of = Choice(("a", "b"), (1.0, 0.0), {"long": (0.0, 3.0)})
    assert of.shares(("never seen",))["a"] > 0.7
    assert of.shares(("long", "never seen"))["b"] > 0.8


def test_an_unknown_choice_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.json"):
        choice("nothing")


def test_a_choice_is_learned_from_examples_and_from_nothing_else() -> None:
    shown = [(frozenset({"word: rapat", f"n: {n}"}), "minutes") for n in range(8)]
    shown += [(frozenset({"word: kata", f"n: {n}"}), "news") for n in range(8)]
    of = learn_choice(shown, ("news", "minutes"), Recipe(0.5, rarest=4))
    assert of == learn_choice(shown, ("news", "minutes"), Recipe(0.5, rarest=4))
    assert set(of.of) == {"word: rapat", "word: kata"}  # the numbers are too rare
    assert of.shares({"word: rapat"})["minutes"] > 0.8 > 0.2 > of.shares({"word: kata"})["minutes"]


def test_what_one_document_says_often_is_not_learned() -> None:
    def one_document(*own: str) -> list[Example]:
        right = [(frozenset({"word: kursus", *own}), True)] * 6
        return [*right, *[(frozenset({"word: surat"}), False)] * 6]

    shown = [one_document("word: mangrove"), one_document()]
    of = learn(shown, Recipe(0.5, rarest=4, documents=2))
    assert set(of.of) == {"word: kursus", "word: surat"}
    assert of.share({"word: kursus"}) > 0.8 > 0.2 > of.share({"word: surat"})
    assert "word: mangrove" in learn(shown, Recipe(0.5, rarest=4)).of
    assert of == learn(shown, Recipe(0.5, rarest=4, documents=2))


def test_documents_of_one_folder_are_in_one_fold() -> None:
    folders = ["news", "minutes", "news", "later", "papers", "fresh", "later", "later", "autumn"]
    folds = parted(folders)
    assert len(dict(zip(folders, folds, strict=True))) == len(set(zip(folders, folds, strict=True)))
    assert len(set(folds)) == 5  # none is empty where there are folders enough
    assert parted(folders) == folds


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pelatihan budidaya lele", ProgramType.PELATIHAN_KETERAMPILAN),
        ("pemasangan lampu jalan", ProgramType.PEMBANGUNAN_FISIK),
        ("posyandu lansia", ProgramType.KESEHATAN),
        ("penghijauan bantaran kali", ProgramType.PENGHIJAUAN),
    ],
)
def test_the_type_of_a_programme(name: str, kind: ProgramType) -> None:
    assert type_of(name) is kind


@pytest.mark.parametrize("name", ["", "!!!", "x" * 5000])
def test_any_name_has_a_type(name: str) -> None:
    assert isinstance(type_of(name), ProgramType)


def test_a_share_grows_with_what_speaks_for_it() -> None:
    of = Weights(-2.0, {"agreed": 1.5, "asked": -1.0}, 0.5)
    assert of.share(()) < of.share(("agreed",)) < of.share(("agreed",), 2.0)
    assert of.share(("asked", "never seen")) < of.share(())
    assert of.total(("agreed", "asked", "never seen")) == pytest.approx(0.5)


@pytest.mark.parametrize("more", [1e9, -1e9])
def test_a_share_stays_between_nothing_and_all(more: float) -> None:
    assert 0 <= Weights(0.0, {}, 0.5).share((), more) <= 1


def test_an_unknown_table_is_named(tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.json"):
        weights("nothing")


def test_figures_are_alike_as_words() -> None:
    assert words("Iuran Rp 10.000; mulai?") == ["iuran", "rp", "#", "#", ";", "mulai", "?"]


def test_what_points_of_a_circular_order_is_decided(record_of: Of) -> None:
    record = record_of(
        "PEMERINTAH KOTA BANJARBARU\nKELURAHAN SUKAPURA\n\nSURAT EDARAN\nNomor : 005/12/2023\n\n"
        "Sehubungan dengan penilaian lomba kelurahan, agar:\n"
        "1. Setiap RT melaksanakan kerja bakti serentak pada hari Minggu tanggal 26 Maret 2023.\n"
        "2. Buku administrasi RT dilengkapi dan diserahkan kepada Kasi Pemerintahan selambat-lambatnya 29 Maret 2023.\n"
        "3. LPM menyiapkan data swadaya masyarakat tahun 2021 dan 2022.\n"
    )
    assert len(record.decisions) >= 2
    assert record.proposals == ()


def test_particulars_and_those_present_are_not_asked_for(record_of: Of) -> None:
    record = record_of(
        HEAD + "\nHadir: Wali Nagari Defrizon; Camat diwakili Kasi PMD; Bundo Kanduang Nurjanah\n\n"
        "Usulan warga:\n1. Perbaikan jalan Gang Mawar sepanjang 120 meter\n"
        "2. Penambahan lampu jalan di RT 02\n3. Pengerukan selokan RW 05\n"
    )
    titles = [p.title for p in record.proposals]
    assert len(titles) == 3
    assert not any("Defrizon" in t or "Camat" in t for t in titles)


def test_a_document_without_words_decides_and_asks_nothing(record_of: Of) -> None:
    record = record_of("…\n---\n:::\n")
    assert (record.decisions, record.proposals) == ((), ())


def test_an_application_is_always_for_something(record_of: Of) -> None:
    record = record_of(
        "PROPOSAL\nPERMOHONAN BANTUAN ALAT TENUN\nKELOMPOK TENUN “NGGOLI MANDIRI”\n\n"
        "Kepada Yth. Kepala Dinas Koperasi Kota Bima\n\n"
        "Bersama ini kami mengajukan permohonan bantuan alat tenun sebesar Rp 35.440.000,-.\n"
    )
    assert len(record.proposals) == 1
    assert "Kelompok Tenun Nggoli Mandiri" in record.agencies


def test_a_complaint_that_no_rule_knows_is_asked_for_where_its_words_make_it_very_likely(
    record_of: Of,
) -> None:
    told = (
        "Bapak Slamet (RT 03) : Selokan di Gg. Mawar mampet, kalau hujan airnya naik ke jalan. Kira-kira 60 meter. "
        "Bisa tidak dikeruk pakai dana kelurahan?"
    )
    record = record_of(f"{HEAD}\nTANYA JAWAB\n{told}\n")
    assert [p.title for p in record.proposals] == [
        "Selokan di Gg. Mawar mampet, kalau hujan airnya naik ke jalan"
    ]
    assert not record.programs

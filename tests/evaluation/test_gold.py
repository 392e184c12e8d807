"""What is gold, what is not, and what is said of bad gold."""

import json
from pathlib import Path

import pytest

from evaluation import find_gold, measure, read_gold, summarize
from evaluation.telling import as_json, lines
from models.errors import BadAnswers, DamagedDocument, InputError, MissingFile, NoDocument
from models.record import Document, Record

GOOD = {"record": {"document": {"kind": "news"}, "people": [{"name": "Sugeng", "role": "Warga"}]}}


def put(folder: Path, name: str, content: object, document: str | None = ".txt") -> Path:
    path = folder / f"{name}.json"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, "utf-8")
    if document:
        path.with_suffix(document).write_text("Sugeng datang.", "utf-8")
    return path


def record(path: Path) -> Record:
    return Record(document=Document(kind="news"))


def test_gold_says_what_is_measured_and_how_it_came(tmp_path: Path) -> None:
    gold = read_gold(put(tmp_path, "berita", {**GOOD, "type": "photo"}, ".JPG"))
    assert (gold.document.name, gold.type, gold.kind) == ("berita.JPG", "photo", "news")
    assert read_gold(put(tmp_path, "lain", GOOD, ".HTML")).type == "html"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("{", "not JSON"),
        ("[]", "gold"),
        ({"people": []}, "record"),
        ({"record": {}}, "record.document"),
        ({"record": {"document": {"kind": "berita"}}}, "record.document.kind"),
        ({"record": {**GOOD["record"], "persons": []}}, "record.persons"),
        ({"record": {**GOOD["record"], "people": [{"role": "Warga"}]}}, "record.people.0.name"),
        (
            {"record": {**GOOD["record"], "dates": [{"date": "11/02/2023", "role": "meeting"}]}},
            "record.dates.0.date",
        ),
        (
            {"record": {**GOOD["record"], "budget": [{"item": "Pasir", "total": "12.000"}]}},
            "record.budget.0.total",
        ),
        ({"record": {**GOOD["record"], "decisions": [{"text": "x", "oleh": "y"}]}}, "oleh"),
    ],
)
def test_bad_gold_is_refused_with_the_place(tmp_path: Path, content: object, where: str) -> None:
    path = put(tmp_path, "surat", content)
    with pytest.raises(BadAnswers, match=r"^surat\.json: ") as refused:
        read_gold(path)
    assert where in str(refused.value) or where == "gold"


def test_gold_without_its_one_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoDocument, match="none"):
        read_gold(put(tmp_path, "sendiri", GOOD, None))
    path = put(tmp_path, "dua", GOOD)
    path.with_suffix(".pdf").touch()
    with pytest.raises(NoDocument, match=r"dua\.pdf, dua\.txt"):
        read_gold(path)


def test_json_of_something_else_is_no_gold(tmp_path: Path) -> None:
    put(tmp_path, "package", {"name": "x"}, None)
    put(tmp_path, "daftar", "[1, 2]", None)
    deep = tmp_path / "minutes"
    deep.mkdir()
    wanted = [put(tmp_path, "rusak", "{"), put(deep, "notulen", GOOD)]
    assert find_gold(tmp_path) == sorted(wanted)


def test_what_fails_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    for name in ("a", "b"):
        put(tmp_path, name, GOOD)
    put(tmp_path, "c", "{")
    told: list[InputError] = []

    def extract(path: Path) -> Record:
        if path.stem == "a":
            raise DamagedDocument(path.name, "cut short")
        return record(path)

    measured = list(measure(tmp_path, extract, told.append))
    assert [type(error) for error in told] == [DamagedDocument, BadAnswers]
    assert [one.record is None for one in measured] == [True, False]
    row = summarize(one.judgement for one in measured).rows["document.kind"]
    assert (row.count.hits, row.count.wanted, row.count.given, row.score) == (1, 2, 1, 0.5)


def test_a_folder_that_is_not_there_or_holds_no_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile) as told:
        list(measure(tmp_path / "tidak-ada", record, lambda _: None))
    assert "Folder ini tidak ditemukan" in told.value.sentence
    with pytest.raises(NoDocument, match="no gold") as none:
        list(measure(tmp_path, record, lambda _: None))
    assert "Di folder ini tidak ada kunci" in none.value.sentence


def test_people_and_machines_read_the_same_figures(tmp_path: Path) -> None:
    put(tmp_path, "berita", GOOD)
    measured = list(measure(tmp_path, record, lambda _: None))
    told = list(lines(measured, misses=True))
    assert told[0] == "Semua: 1 dokumen"
    assert "  orang (nama): terlewat «Sugeng»" in told
    whole = as_json(measured)
    assert whole["overall"] == summarize(one.judgement for one in measured).overall
    assert whole["by"]["type"]["txt"]["groups"]["people (name)"]["recall"] == 0
    assert whole["each"][0]["differences"][0]["wanted"] == "Sugeng"
    assert f"{whole['overall']:.3f}" in next(line for line in told if line.startswith("rata-rata"))

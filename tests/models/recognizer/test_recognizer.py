import json
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc

from models.indonesian import pipeline
from models.recognizer import __main__ as command
from models.recognizer.component import NAME, find, has_case
from models.recognizer.corpus import Labelled, read_conll, recased, spaced, tags_of, written
from models.recognizer.features import Features
from models.recognizer.lexica import lexica
from models.recognizer.network import Networks
from models.recognizer.scoring import score
from models.recognizer.segments import raw_tokens, segments, words_of

ROOT = Path(__file__).resolve().parents[3]
LINES = ROOT / "tests" / "documents" / "names.jsonl"
WEIGHTS = ROOT / "models" / "recognizer" / "weights"
SENTENCE = (
    "Lurah Sukamaju, Budi Santoso, menerima bantuan Bank Indonesia di Kecamatan Bekasi Timur."
)


def entities(text: str) -> list[tuple[str, str]]:
    return [(text[a:b], kind) for a, b, kind, _ in find(raw_tokens(text))]


def read(text: str) -> Doc:
    return pipeline()(text)


def labelled_lines() -> list[Labelled]:
    rows = map(json.loads, LINES.read_text("utf-8").splitlines())
    return [Labelled(r["text"], tuple((a, b, k) for a, b, k in r["spans"])) for r in rows]


def test_persons_bodies_and_places_are_entities_with_a_score() -> None:
    doc = read(SENTENCE)
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Sukamaju", "LOC"),
        ("Budi Santoso", "PER"),
        ("Bank Indonesia", "ORG"),
        ("Kecamatan Bekasi Timur", "LOC"),
    ]
    assert all(0 < e._.score <= 1 for e in doc.ents)


@pytest.mark.parametrize("change", [str.lower, str.upper], ids=["small", "capitals"])
def test_a_person_is_found_where_capitals_say_nothing(change) -> None:
    text = change("Rapat dibuka oleh Ibu Siti Aminah dari Kelurahan Sukamaju")
    assert (change("Siti Aminah"), "PER") in entities(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\f", "\t", ".", "((((", "١٢٣", "A" * 3000, "\u200b", "ß İ ﬁ", "Ⅷ ǅ"]
)
def test_odd_texts_give_spans_inside_the_text(text: str) -> None:
    doc = read(text)
    assert doc.text == text
    assert all(e.text == e.text.strip() for e in doc.ents)


def test_no_entity_crosses_a_hard_break() -> None:
    doc = read("Ketua\nBudi Santoso\nSekretaris\nSiti Aminah\n")
    assert doc.ents
    assert not any("\n" in e.text for e in doc.ents)


def test_the_same_text_gives_the_same_whatever_was_read_before() -> None:
    first = find(raw_tokens(SENTENCE))
    read("Wagiman, Ketua RW 07, dan Hasan Basri hadir.\n" * 50)
    assert find(raw_tokens(SENTENCE)) == first


def test_a_line_reads_the_same_alone_and_among_others() -> None:
    lines = [one.text for one in labelled_lines() if "\n" not in one.text][:40]
    lines.append("Ketua RT 01")  # makes the whole a paper of the community
    whole = "\n".join(lines)
    alone = []
    at = 0
    for line in lines:
        # Which of the two models reads is decided for a whole text, so each line is given the same cue.
        alone += [
            (a + at, b + at, kind)
            for a, b, kind, _ in find(raw_tokens(line + "\nKetua RT 01"))
            if b <= len(line)
        ]
        at += len(line) + 1
    assert [(a, b, k) for a, b, k, _ in find(raw_tokens(whole))] == alone


@pytest.mark.parametrize(("case", "floor"), [(str, 0.80), (str.lower, 0.70), (str.upper, 0.70)])
def test_labelled_lines_of_community_papers(case, floor: float) -> None:
    assert score(recased(one, case) for one in labelled_lines())["all"].f1 >= floor


def test_the_weights_are_small_and_load_fast() -> None:
    assert sum(f.stat().st_size for f in WEIGHTS.iterdir()) < 15e6
    script = (
        "import time; from models.recognizer import component\n"
        "begun = time.process_time()\n"
        "component.models('cased'); component.models('caseless')\n"
        "print(time.process_time() - begun)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 2  # 0.5 s on an idle machine


@pytest.mark.parametrize("piece", ["(", "1", "9 ", "A ", "A.", "a/", "Bapak ", "\n", "Xyz, "])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    find(raw_tokens(SENTENCE + "\n" + SENTENCE.lower()))

    def cost(size: int) -> float:
        tokens = list(raw_tokens((piece * size)[:size]))
        begun = time.process_time()
        find(tokens)
        return time.process_time() - begun

    small, large = min(cost(10_000) for _ in range(3)), cost(80_000)
    assert large < 8 * 4 * max(small, 0.002)


def test_a_long_line_is_cut_and_nothing_is_lost() -> None:
    words = [w for part, _, _ in segments(raw_tokens("Budi dan Siti. " * 500)) for w in part]
    assert len(words) == 2000
    assert max(len(part) for part, _, _ in segments(raw_tokens("Budi dan Siti. " * 500))) <= 160


@pytest.mark.parametrize(
    ("line", "cased"),
    [
        ("Budi hadir", True),
        ("budi hadir", False),
        ("BUDI HADIR", False),
        ("DAFTAR HADIR RAPAT KERJA RT 01 pada 2 Mei", False),
        ("1. 2. -", False),
    ],
)
def test_whether_capitals_say_something(line: str, cased: bool) -> None:
    assert has_case(line.split()) is cased


def test_tokens_become_text_as_it_is_written() -> None:
    tokens = ["Kata", "Ani", "(", "KPK", ")", ":", '"', "Ya", ",", "50", "%", '"', "."]
    tags = ["O", "B-PER", "O", "B-ORG", *["O"] * 9]
    assert written(tokens, tags).text == 'Kata Ani (KPK): "Ya, 50%".'
    for one in (written(tokens, tags), spaced(tokens, tags)):
        assert [one.text[a:b] for a, b, _ in one.spans] == ["Ani", "KPK"]


def test_tags_follow_our_own_tokens() -> None:
    ((words, starts, ends),) = words_of("(KPK) dan Jl.Merdeka")
    assert tags_of(((0, 5, "ORG"), (10, 20, "LOC")), starts, ends) == [
        *("B-ORG", "I-ORG", "I-ORG", "O"),
        *["B-LOC", *["I-LOC"] * (len(words) - 5)],
    ]


def test_a_damaged_file_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.conll"
    file.write_text("Budi\tB-PER\nSantoso B-PER\n", "utf-8")
    with pytest.raises(ValueError, match=r"x\.conll:2"):
        list(read_conll(file))


def test_a_file_of_another_scheme_of_tags_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.conll"
    file.write_text("Budi\tB-PER\nSantoso\tE-PER\n", "utf-8")
    with pytest.raises(ValueError, match=r"x\.conll:2"):
        list(read_conll(file))


def test_evaluate_prints_the_score(tmp_path: Path, capsys) -> None:
    file = tmp_path / "x.conll"
    file.write_text("Kata\tO\nBudi\tB-PER\nSantoso\tI-PER\n.\tO\n", "utf-8")
    assert command.main(["evaluate", str(file), "--tokens", "--case", "upper"]) == 0
    assert "F1" in capsys.readouterr().out


@pytest.mark.slow
def test_the_recipe_runs_from_end_to_end_and_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite", reason="the extra `train` is not installed")
    for part in ("train", "dev"):
        sentence = "Kata\tO\nBudi\tB-PER\nSantoso\tI-PER\ndi\tO\nBogor\tB-LOC\n.\tO\n\n"
        (tmp_path / f"tiny.{part}.conll").write_text(sentence * 20, "utf-8")
    config = (
        (ROOT / "models" / "recognizer" / "config.toml").read_text("utf-8").split("[[sets]]")[0]
    )
    config = config.replace("made_lines = 6000", "made_lines = 50")
    config += '[[sets]]\nname = "tiny"\nrepeat = 1\nguest = true\ndev = true\n'
    (tmp_path / "config.toml").write_text(config, "utf-8")
    written_files = []
    for run in ("first", "second"):
        folder = tmp_path / run
        call = [sys.executable, "-m", "models.recognizer", "train", str(tmp_path)]
        call += ["--config", str(tmp_path / "config.toml"), "--weights", str(folder)]
        subprocess.run(call, cwd=ROOT, check=True, capture_output=True)
        written_files.append({f.name: f.read_bytes() for f in sorted(folder.iterdir())})
    assert written_files[0] == written_files[1]
    assert set(written_files[0]) == {
        *("cased.npz", "cased.networks.npz", "caseless.npz", "caseless.networks.npz", "home.tsv")
    }


def test_the_component_stands_before_what_joins_it_with_the_rules() -> None:
    assert pipeline().pipe_names[-2:] == [NAME, "risalah_merging"]
    assert NAME not in pipeline("rules").pipe_names


def test_networks_are_the_same_after_writing_and_reading_twice(tmp_path: Path) -> None:
    first = Networks.load((WEIGHTS / "caseless.networks.npz").read_bytes())
    first.dump(tmp_path / "x.npz")
    again = Networks.load((tmp_path / "x.npz").read_bytes())
    assert (again.words, again.places) == (first.words, first.places)
    features = Features(lexica(), cased=False)
    words = [features.word(w, 0) for w in ("budi", "rapat", "kelurahan", "١٢٣")]
    assert np.allclose(again.vectors(words), first.vectors(words), atol=0.1)


def test_words_of_the_world_have_kinds_that_the_recognizer_sees() -> None:
    path = ROOT / "models" / "recognizer" / "world_words.toml"
    kinds = {
        kind: text.split() for kind, text in tomllib.loads(path.read_text("utf-8"))["words"].items()
    }
    for kind, words in kinds.items():
        assert len(set(words)) == len(words), kind
        assert all(kind in lexica().of(word) for word in words)
    assert lexica().main(kinds["given_abroad"][0]) == ""  # joined features do not know them


def test_each_name_of_the_world_has_a_kind() -> None:
    path = ROOT / "models" / "recognizer" / "world.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line[0] != "#"]
    assert {len(row) for row in rows} == {2}
    assert len({tuple(row) for row in rows}) == len(rows)
    kinds = {"country", "city", "region", "party", "body", "company", "club", "media"}
    assert {kind for kind, _ in rows} == kinds

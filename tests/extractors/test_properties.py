"""What must hold of any text at all."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.assemble import assemble
from models.indonesian import parse, pipeline
from models.indonesian.reflow import reflow
from models.record import LIST_PARTS, Record
from models.source import Cell, Line, Page, Source, Table

FOLDER = Path(__file__).parents[1]
WORDS = st.sampled_from(
    [
        "Lurah",
        "Camat",
        "Ketua",
        "RT",
        "02",
        "/",
        "RW",
        "05",
        "Kelurahan",
        "Panggung",
        "Rawi",
        "Dinas",
        "Sosial",
        "Kota",
        "Cilegon",
        ",",
        ".",
        ":",
        "(",
        ")",
        "Amirudin",
        "H.",
        "S.Sos.",
        "Rp45.000.000,-",
        "23/07/2021",
        "Jumat",
        "pelatihan",
        "las",
        "usulan",
        "disepakati",
        "\t",
        "-",
        "1.",
        "KEPUTUSAN",
        "Pak",
        "Bu",
        "dan",
        "di",
        "Musrenbang",
    ]
)
LINES = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60).map(
    lambda t: "".join(c for c in t if c >= " " or c == "\t")
)
TABLES = st.lists(
    st.lists(LINES.map(Cell), min_size=1, max_size=5).map(tuple), min_size=1, max_size=4
).map(lambda rows: Table(tuple(rows)))
PAGES = st.lists(LINES.map(Line) | TABLES, max_size=12).map(tuple)


@st.composite
def sources(draw):
    pages = draw(st.lists(PAGES, min_size=1, max_size=3))
    return Source(
        "acak.txt", "0" * 64, "text/plain", tuple(Page(n, p) for n, p in enumerate(pages, 1))
    )


@given(sources())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_yields_a_valid_record_whose_quotes_stand_in_the_text(source):
    record = assemble(parse(source))
    assert Record.model_validate_json(record.model_dump_json()) == record
    for evidence in record.evidence:
        assert source.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.page == source.page_at(evidence.start)
    quoted = {evidence.item for evidence in record.evidence}
    for part in LIST_PARTS:
        assert {f"/{part}/{n}" for n in range(len(getattr(record, part)))} <= quoted


def test_a_text_may_end_at_any_word(source_of):
    lines = (FOLDER / "documents" / "names.jsonl").read_text("utf-8").splitlines()
    for line in lines[::9]:
        words = json.loads(line)["text"].split(" ")
        for end in range(1, len(words) + 1):
            assemble(parse(source_of(" ".join(words[:end]))))


@pytest.mark.parametrize("ending", ["Ketua", "mantan", "Plt.", "Ketua Panitia Sekretaris", "a.n."])
def test_a_text_may_end_with_half_an_office(source_of, ending):
    assert assemble(parse(source_of("Rapat RT 02 dihadiri", ending))).people == ()


@given(sources())
@settings(max_examples=150, deadline=None)
def test_reflow_keeps_every_offset(source):
    flowing = reflow(source)
    assert len(flowing) == len(source.text)
    for before, after in zip(source.text, flowing, strict=True):
        assert before == after or (before in "\n\v" and after == " ")


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_the_tokens_put_together_again_are_the_text(text):
    assert pipeline().make_doc(text).text == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["(", "1", "RT 01/RW 01 ", "Lurah ", "A. ", "di Dinas ", "Rp1.000 dan ", "\t", "Kelurahan Xa "],
)
def test_a_long_monotonous_text_costs_no_more_than_in_proportion(unit):
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit)))[:size]
        source = Source("a.txt", "0" * 64, "text/plain", (Page(1, (Line(text),)),))
        begin = time.process_time()
        assemble(parse(source))
        return time.process_time() - begin

    seconds(1_000)  # the pipeline is built once
    small, large = seconds(25_000), seconds(200_000)
    # Eight times the text may take eight times as long; twice that is left for noise.
    assert large < 16 * max(small, 0.05)

"""Datasette asked over HTTP on a free loopback port."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import date

import pytest
import yaml

from models.codes import DateRole, DocumentKind, MeetingType, ProgramType
from models.record import (
    BudgetLine,
    DateMention,
    Decision,
    Document,
    Evidence,
    Issue,
    Meeting,
    Person,
    Program,
    Proposal,
    Record,
)
from models.source import Line, Page, Source
from warehouse import Original, load, open_warehouse
from warehouse.schema import TABLES
from warehouse.site import HERE, serve_command

QUERIES = yaml.safe_load((HERE / "metadata.yaml").read_text("utf-8"))["databases"]["risalah"][
    "queries"
]
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'
LINES = ("Rembug warga mengusulkan drainase di RT 02/RW 05 senilai Rp45.000.000", HOSTILE)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("w") / "risalah.db"
    db = open_warehouse(path)
    source = Source(
        f"{HOSTILE}.txt", "a" * 64, "text/plain", (Page(1, tuple(Line(t) for t in LINES)),)
    )
    record = Record(
        document=Document(kind=DocumentKind.MINUTES, title=HOSTILE, published=date(2024, 1, 2)),
        meetings=(
            Meeting(
                type=MeetingType.REMBUG_WARGA,
                title="Rembug",
                date=date(2024, 1, 1),
                kelurahan="X",
                organizer="RW 05",
            ),
        ),
        people=(
            Person(name="Ade Rohimat", role="Lurah", agency="Kelurahan X"),
            Person(name="Sri", role="Ketua", agency="PKK"),
        ),
        agencies=("Kelurahan X", "PKK", "RW 05"),
        programs=(
            Program(name="kerja bakti", type=ProgramType.KEBERSIHAN_LINGKUNGAN, agencies=("PKK",)),
        ),
        proposals=(
            Proposal(
                title="drainase",
                type=ProgramType.PEMBANGUNAN_FISIK,
                origin="RW 05",
                amount=45_000_000,
                agency="Kelurahan X",
            ),
        ),
        budget=(BudgetLine(item="Semen", quantity=2, unit="sak", unit_price=5, total=10),),
        dates=(DateMention(date=date(2024, 1, 1), role=DateRole.MEETING),),
        decisions=(Decision(text=HOSTILE, assignee="PKK", due=date(2024, 2, 1)),),
        evidence=(
            Evidence(
                item="/proposals/0", page=1, start=13, end=33, quote=LINES[0][13:33], confidence=0.9
            ),
        ),
        issues=(Issue(part="dates", reason="nama hari tidak cocok"),),
    )
    load(
        db,
        record,
        source,
        original=Original("a" * 64, source.name, "text/plain", 1, "2026-01-01", "x", "1"),
    )
    db.conn.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        serve_command(path, host="127.0.0.1", port=port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/-/versions.json", timeout=5).close()
                break
            except urllib.error.URLError:
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def get(url: str) -> tuple[str, dict[str, str]]:
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.status == 200
        return answer.read().decode("utf-8"), dict(answer.headers)


@pytest.mark.parametrize("path", ["/", "/risalah", *(f"/risalah/{t}" for t in TABLES)])
def test_every_page_opens_and_nothing_of_a_document_runs(site: str, path: str) -> None:
    page, headers = get(site + path)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    folded = {k.lower(): v for k, v in headers.items()}
    assert folded["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in folded["content-security-policy"]


def test_there_are_ten_questions_or_more() -> None:
    assert len(QUERIES) >= 10
    assert all(q["title"] for q in QUERIES.values())


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_has_an_answer(site: str, name: str) -> None:
    asked = urllib.parse.urlencode(
        {
            "_shape": "array",
            "q": "drainase",
            "lembaga": "Kelurahan",
            "nama": "Ade",
            "rw": "RW 05",
            "pertemuan": "Rembug",
            "dokumen": "script",
        }
    )
    rows = json.loads(get(f"{site}/risalah/{name}.json?{asked}")[0])
    assert rows, name


@pytest.mark.parametrize(
    "asked", ["RT 02/RW 05", "Rp45.000.000", "rembug-warga", "", '"', "NEAR(", "a*", "-x", "Jum'at"]
)
def test_search_takes_what_people_type(site: str, asked: str) -> None:
    url = f"{site}/risalah/cari.json?" + urllib.parse.urlencode({"_shape": "array", "q": asked})
    rows = json.loads(get(url)[0])
    assert len(rows) == (1 if asked in ("RT 02/RW 05", "Rp45.000.000") else len(rows))


def test_a_table_s_own_search_filters(site: str) -> None:
    found = json.loads(get(f"{site}/risalah/people.json?_search=rohimat&_shape=array")[0])
    assert [row["name"] for row in found] == ["Ade Rohimat"]


def test_labels_stand_where_codes_are(site: str) -> None:
    assert "Rembug warga" in get(f"{site}/risalah/meetings")[0]


def test_a_quote_leads_to_its_marked_place_on_the_page(site: str) -> None:
    assert "/-/halaman/1/1?start=13&amp;end=33#kutipan" in get(f"{site}/risalah/evidence")[0]
    page, _ = get(f"{site}/-/halaman/1/1?start=13&end=33")
    assert f'<mark id="kutipan">{LINES[0][13:33]}</mark>' in page
    assert "<script>alert" not in page

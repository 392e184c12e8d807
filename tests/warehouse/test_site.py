"""Datasette asked over HTTP on a free loopback port."""

import html
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.ocr import find_engine
from extractors.readers import read
from intake.ledger import Ledger
from models.codes import DateRole, DocumentKind, MeetingType, ProgramType
from models.errors import MissingProgram
from models.record import (
    LIST_PARTS,
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
from scripts import golden
from warehouse import (
    Claimed,
    Original,
    identify,
    keep_claims,
    load,
    open_warehouse,
    summary,
)
from warehouse.site import metadata
from warehouse.tables import TABLES, VIEWS

QUERIES = metadata()["databases"]["risalah"]["queries"]
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'
LINES = ("Rembug warga mengusulkan drainase di RT 02/RW 05 senilai Rp45.000.000", HOSTILE)
ASKED = {
    "lembaga": "Kelurahan",
    "nama": "Ade",
    "rw": "RW 05",
    "pertemuan": "Rembug",
    "dokumen": "script",
}
pytestmark = pytest.mark.slow


def hostile() -> Record:
    """Return a record of every part; its two meetings lie in two kelurahan."""
    record = Record(
        document=Document(kind=DocumentKind.MINUTES, title=HOSTILE, published=date(2024, 1, 2)),
        meetings=(
            Meeting(
                type=MeetingType.REMBUG_WARGA,
                title="Rembug",
                date=date(2024, 1, 1),
                kelurahan="X",
                kecamatan="K",
                kota="Kota Q",
                organizer="RW 05",
            ),
            Meeting(type=MeetingType.RAPAT, title="Rembug lanjutan", kelurahan="W"),
        ),
        people=(
            Person(name="Ade Rohimat", role="Lurah", agency="Kelurahan X"),
            Person(name="Sri", role="Ketua", agency="PKK"),
            Person(name="Sri", role="Sekretaris", agency="PKK"),
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
        issues=(
            Issue(part="dates", reason="nama hari tidak cocok"),
            Issue(part="dates", page=1, quote="RT 02", reason="tidak jelas"),
        ),
    )
    quotes = tuple(
        Evidence(
            item=f"/{part}/{n}", page=1, start=13, end=33, quote=LINES[0][13:33], confidence=0.9
        )
        for part in LIST_PARTS
        for n, _ in enumerate(getattr(record, part))
    )
    return record.model_copy(update={"evidence": quotes})


def later() -> Record:
    """Return a record that names again whom the hostile one names, a little differently."""
    return Record(
        document=Document(kind=DocumentKind.NEWS, title="Kabar", published=date(2024, 3, 2)),
        meetings=(
            Meeting(
                type=MeetingType.RAPAT, title="Rapat", kelurahan="X", kecamatan="K", kota="Kota Q"
            ),
        ),
        people=(Person(name="H. Ade Rohimat, S.IP.", role="Lurah", agency="Kantor Kelurahan X"),),
        agencies=("Kantor Kelurahan X",),
        evidence=tuple(
            Evidence(item=item, page=1, start=0, end=4, quote="Lurah"[:4], confidence=0.9)
            for item in ("/meetings/0", "/people/0", "/agencies/0")
        ),
    )


def documents() -> Iterator[tuple[Record, Source]]:
    """Yield what the site shows: the hostile record, then the golden ones that need no OCR."""
    yield (
        hostile(),
        Source(f"{HOSTILE}.txt", "a" * 64, "text/plain", (Page(1, tuple(map(Line, LINES))),)),
    )
    yield later(), Source("kabar.txt", "b" * 64, "text/plain", (Page(1, (Line("Lurah X"),)),))
    for n, path in enumerate(golden.documents()):
        record = path.with_name("record.json")
        try:
            source = read(path, ocr=find_engine("none"))
        except MissingProgram:
            continue
        yield (
            Record.model_validate_json(record.read_text("utf-8")),
            replace(source, sha256=f"{n:064x}"),
        )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database whose file is not called like the site's own name for it."""
    path = tmp_path_factory.mktemp("w") / "kelurahan kita.db"
    db = open_warehouse(path)
    for record, source in documents():
        known = Original(source.sha256, source.name, source.media_type, 1, "2026-01-01", "x", "1")
        load(db, record, source, original=known)
    identify(db)
    keep_claims(db, [Claimed("a" * 64, "folder", "kelurahan", "Jombang", f"Kel. {HOSTILE}")])
    db.conn.close()
    return path


@pytest.fixture(scope="module")
def archive(warehouse: Path) -> Path:
    """Return an archive whose ledger knows the documents of the database, and some that failed."""
    root = warehouse.parent / "arsip"
    ledger = Ledger(root)
    db = open_warehouse(warehouse)
    known = [(row["sha256"], row["name"]) for row in db.table("documents").rows]
    db.conn.close()
    failed = [("f" * 64, f"{HOSTILE}.pdf")]
    for n, (sha256, name) in enumerate([*known, *failed]):
        (root / f"{n}").write_bytes(b"x")
        for again in range(2 if n == 0 else 1):
            ledger.arrived(
                sha256, name=name, folder="Kel. Jombang" if again else "RW 02", path=f"{n}", byte_count=1,
                now=f"2026-01-01T00:00:{n:02d}+07:00", drop_id=f"{n}.{again}",
            )  # fmt: skip
        told = (
            {"code": "rusak", "sentence": "Berkas ini rusak."} if (sha256, name) in failed else {}
        )
        ledger.finished(sha256, "gagal" if told else "dibaca", version="1", now="t", **told)
    ledger.close()
    return root


@pytest.fixture(scope="module")
def counts(warehouse: Path) -> dict[str, int]:
    db = open_warehouse(warehouse)
    try:
        return {
            **summary(db),
            "with an agency": db.table("offices").count_where("agency_id is not null"),
            "with a due day": db.table("decisions").count_where("due is not null"),
            "with a total": db.table("budget_lines").count_where("total is not null"),
            "with an origin": db.table("proposals").count_where("origin is not null"),
        }
    finally:
        db.conn.close()


@pytest.fixture(scope="module")
def site(warehouse: Path, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    errors = tmp_path_factory.mktemp("e") / "stderr"
    books = ("--archive", str(archive))
    with errors.open("w") as stderr, start(warehouse, free_port(), stderr, *books) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://[^/ ]+", line)
        assert address, line + errors.read_text()
        yield address[0]
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
    # Whatever was asked, nothing went wrong inside: no trace, no values of variables.
    assert errors.read_text() == ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    warehouse: Path, port: int, stderr: object = subprocess.PIPE, *options: str
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "risalah", "serve", "--warehouse", str(warehouse)]
    return subprocess.Popen(
        [*command, "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )


def get(url: str) -> tuple[str, dict[str, str]]:
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.status == 200
        return answer.read().decode("utf-8"), dict(answer.headers)


@pytest.mark.parametrize("path", ["/", "/risalah", *(f"/risalah/{t}" for t in (*TABLES, *VIEWS))])
def test_every_page_opens_and_nothing_of_a_document_runs(site: str, path: str) -> None:
    page, headers = get(site + path)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    folded = {k.lower(): v for k, v in headers.items()}
    assert folded["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in folded["content-security-policy"]


def test_the_file_is_not_handed_out_and_facets_are_not_guessed(site: str, warehouse: Path) -> None:
    told = json.loads(get(f"{site}/-/settings.json")[0])
    assert told["allow_download"] is False
    assert told["suggest_facets"] is False
    for name in ("risalah", warehouse.stem.replace(" ", "~20")):
        with pytest.raises(urllib.error.HTTPError):
            get(f"{site}/{name}.db")
    assert "_sqlite_migrations" not in get(f"{site}/risalah")[0].partition("hidden")[0]


def test_there_are_ten_questions_or_more() -> None:
    assert len(QUERIES) >= 10
    assert all(q["title"] for q in QUERIES.values())


def rows_of(site: str, name: str, **asked: str) -> list[dict[str, object]]:
    query = urllib.parse.urlencode({"_shape": "array", **asked})
    rows: list[dict[str, object]] = json.loads(get(f"{site}/risalah/{name}.json?{query}")[0])
    return rows


def table_rows(page: str) -> list[str]:
    """Return the rows of the table on a page as HTML."""
    return re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.DOTALL)


def marked(page: str) -> str:
    """Return the words that are marked on a page."""
    found = re.findall(r'<mark class="k nyala"[^>]*>(.*?)</mark>', page, re.DOTALL)
    return html.unescape("".join(found))


def leads(row: str) -> list[str]:
    return [
        html.unescape(a) for a in re.findall(r'href="(/(?:-/kutipan/|dokumen/\d+\?)[^"]+)"', row)
    ]


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_has_an_answer(site: str, name: str) -> None:
    assert rows_of(site, name, **ASKED)


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("odd", ["", "%", "_", "'", '"', "\\", "\0x", "😀", "a" * 5000, "*"])
def test_every_question_takes_odd_parameters(site: str, name: str, odd: str) -> None:
    rows = rows_of(site, name, **dict.fromkeys(ASKED, odd))
    if odd in ("%", "_", "\\", "😀") and re.search(r":[a-z]+", QUERIES[name]["sql"]):
        assert rows == [], "no wildcard: nothing here holds this sign"


@pytest.mark.parametrize("name", QUERIES)
def test_every_row_of_every_question_leads_to_its_marked_quote(site: str, name: str) -> None:
    for asked in ({}, ASKED):
        rows = table_rows(get(f"{site}/risalah/{name}?{urllib.parse.urlencode(asked)}")[0])
        assert all(leads(row) for row in rows)
        # Of what was asked all answers are followed, of the whole a good many.
        for lead in sorted({lead for row in rows[:40] for lead in leads(row)}):
            page, _ = get(site + lead)
            if name == "perlu-diperiksa" and "start=" not in lead:
                continue  # a doubt about a document has no words
            assert marked(page), lead


@pytest.mark.parametrize(
    "table", [t for t, made in TABLES.items() if "evidence_id" in made.columns]
)
def test_every_row_of_every_fact_leads_to_its_quote(site: str, table: str) -> None:
    rows = table_rows(get(f"{site}/risalah/{table}?_size=1000")[0])
    assert rows
    # The one day that only a saved page's own declaration tells stands in no sentence.
    declared = [row for row in rows if table == "dates" and "22 Mei 2023" in row]
    assert all(leads(row) or row in declared for row in rows)
    assert len(declared) == (table == "dates")


def test_a_quote_of_a_question_is_the_one_that_is_marked(site: str) -> None:
    (row,) = rows_of(site, "usulan-menurut-rw", rw="RW 09")
    page, _ = get(f"{site}/-/kutipan/{row['bukti']}")
    assert marked(page) == row["kutipan"]


@pytest.mark.parametrize(
    ("name", "counted", "column"),
    [
        ("orang-menurut-lembaga", "with an agency", None),
        ("jabatan-seseorang", "offices", None),
        ("program-menurut-jenis-dan-tahun", "programs", "banyaknya"),
        ("usulan-menurut-rw", "with an origin", None),
        ("usulan-per-dinas", "proposals", "usulan"),
        ("usulan-menurut-jenis", "proposals", "banyaknya"),
        ("keputusan-pertemuan", "decisions", None),
        ("keputusan-bertenggat", "with a due day", None),
        ("pertemuan-per-kelurahan", "meetings", "pertemuan"),
        ("rab-terbesar", "with a total", None),
        ("bukti-dokumen", "evidence", None),
        ("perlu-diperiksa", "issues", None),
    ],
)
def test_a_question_counts_each_fact_once(
    site: str, counts: dict[str, int], name: str, counted: str, column: str | None
) -> None:
    rows = rows_of(site, name)
    total = sum(int(str(row[column])) for row in rows) if column else len(rows)
    assert total == counts[counted]


def test_what_concerns_two_meetings_stands_once_with_both(site: str) -> None:
    (decision,) = rows_of(site, "keputusan-pertemuan", pertemuan="lanjutan")
    assert decision["pertemuan"] == "Rembug / Rembug lanjutan"
    assert decision["kelurahan"] == "W / X"
    kinds = [row for row in rows_of(site, "usulan-menurut-jenis") if row["kelurahan"] == "W / X"]
    assert [row["banyaknya"] for row in kinds] == [1]
    met = [row["bersama"] for row in rows_of(site, "siapa-bertemu-siapa", nama="Ade Rohimat")]
    assert met.count("Sri") == 2  # two of one name in one document are two people


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("RT 02/RW 05", True),
        ("Rp45.000.000", True),
        ("rembug-warga", True),
        ("WARGA mengusulkan", True),
        ("-x", True),  # a sign is no operator
        ("", False),
        ('"', False),
        ("NEAR(", False),
        ("a*", False),
        ("Jum'at", False),
    ],
)
def test_search_takes_what_people_type(site: str, asked: str, is_found: bool) -> None:
    page, _ = get(f"{site}/cari?{urllib.parse.urlencode({'q': asked})}")
    found = page.partition('<ol class="temuan"')[2].partition("</ol>")[0]
    assert ("&lt;script&gt;alert(1)" in found) is is_found


def test_the_start_page_leads_to_a_search_and_to_every_question(site: str) -> None:
    page, _ = get(f"{site}/")
    action = re.search(r'<form [^>]*action="([^"]+)"', page)
    assert action
    found, _ = get(f"{site}{action[1]}?q=Rp45.000.000")
    assert found.count('class="cuplikan"') == 1
    for name in QUERIES:
        assert f'/risalah/{name}"' in page


def test_a_table_s_own_search_filters(site: str) -> None:
    found = rows_of(site, "people", _search="rohimat", documents="2")
    assert [row["name"] for row in found] == ["H. Ade Rohimat, S.IP."]


@pytest.mark.parametrize("asked", ["", " ", '"', '""', '" "', "\0", "\0 "])
def test_a_search_without_a_word_shows_the_whole_table(site: str, asked: str) -> None:
    whole = rows_of(site, "people", _size="max")
    assert rows_of(site, "people", _search=asked, _size="max") == whole
    assert get(f"{site}/risalah/people?{urllib.parse.urlencode({'_search': asked})}")


@pytest.mark.parametrize("asked", ["NEAR(", "a*", "-x", "name:", "\0rohimat", 'roh"imat', "(", "^"])
def test_a_search_of_signs_is_no_error(site: str, asked: str) -> None:
    rows_of(site, "people", _search=asked)
    rows_of(site, "people", _search_name=asked)


def test_the_files_received_are_counted_as_the_command_counts_them(
    site: str, warehouse: Path, archive: Path
) -> None:
    page, _ = get(f"{site}/-/berkas")
    told = [html.unescape(line) for line in re.findall(r"<p>([^<]*)</p>", page)]
    done = subprocess.run(
        [sys.executable, "-m", "risalah", "audit", "--archive", str(archive), "--warehouse", str(warehouse)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[-1] == "Hitungan cocok."
    assert [line for line in lines if line in told] == lines
    assert len(table_rows(page)) == int(lines[0].split(" = ")[0].split()[-1]) - 1  # one copy
    assert "<script>alert" not in page
    assert all('data-nama="Dari folder">RW 02<' in row for row in table_rows(page))
    (again,) = [row for row in table_rows(page) if "<small>Kel. Jombang/" in row]
    assert 'href="/dokumen/' in again
    failed, _ = get(f"{site}/-/berkas?keadaan=gagal")
    (row,) = table_rows(failed)
    assert "Berkas ini rusak." in row
    for odd in ("?keadaan=%00", "?mulai=-1", "?mulai=abc", "?mulai=99999999999999", "?keadaan=<b>"):
        assert table_rows(get(f"{site}/-/berkas{odd}")[0]) is not None
    assert 'href="/-/berkas"' in get(f"{site}/")[0]


def test_a_document_tells_what_the_name_of_its_folder_claims(site: str) -> None:
    page, _ = get(f"{site}/dokumen/{'a' * 64}")
    (told,) = re.findall(r"<p class=\"ket\">(Menurut nama foldernya.*?)</p>", page)
    assert told.startswith(
        "Menurut nama foldernya di kotak masuk, bukan menurut isinya: kelurahan Jombang"
    )
    assert "<script>" not in told
    assert "Menurut nama foldernya" not in get(f"{site}/dokumen/{'b' * 64}")[0]


def test_one_value_has_a_bounded_size(warehouse: Path) -> None:
    port = free_port()
    with start(warehouse, port) as server:
        assert server.stdout is not None
        server.stdout.readline()
        for sql in ("select hex(zeroblob(300000000))", "select zeroblob(900000000)"):
            asked = urllib.parse.urlencode({"sql": sql})
            with pytest.raises(urllib.error.HTTPError) as refused:
                get(f"http://127.0.0.1:{port}/risalah.json?{asked}")
            assert refused.value.code in (400, 403)
            refused.value.close()
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)


def test_a_person_s_page_tells_every_spelling_and_why_they_are_one(site: str) -> None:
    (row,) = rows_of(site, "people", _search="rohimat", documents="2")
    assert row["names"] == "Ade Rohimat · H. Ade Rohimat, S.IP."
    page, _ = get(f"{site}/risalah/people/{row['id']}")
    for table, count in (("person_mentions", 2), ("person_links", 1), ("offices", 2)):
        asked = f"/risalah/{table}?person_id={row['id']}"
        assert f'href="{asked}"' in page
        assert len(table_rows(get(site + asked)[0])) == count
    why, _ = get(f"{site}/risalah/mengapa-disatukan?nama=rohimat")
    assert "jabatan dan lembaga sama (lurah, Kantor Kelurahan X)" in html.unescape(why)
    (held,) = rows_of(site, "orang_dan_jabatan", orang=row["name"])
    assert (held["jabatan"], held["sejak"], held["sampai"]) == ("Lurah", "2024-01-01", "2024-03-02")
    years = [r["tahun"] for r in rows_of(site, "lembaga_per_tahun", lembaga="Kantor Kelurahan X")]
    assert years == ["2024"]


@pytest.mark.parametrize("table", [t for t, made in TABLES.items() if made.keys])
def test_labels_stand_where_numbers_and_codes_are(site: str, table: str) -> None:
    rows = rows_of(site, table, _labels="on", _size="1000")
    for key in TABLES[table].keys:
        told = [row[key.column] for row in rows if row[key.column] is not None]
        assert told, f"nothing leads from {table}.{key.column}"
        for value in told:
            assert isinstance(value, dict), f"{table}.{key.column}"
            assert value["label"] not in ("", None, str(value["value"])), f"{table}.{key.column}"


def test_a_quote_leads_to_its_marked_place_on_the_page(site: str) -> None:
    lead = "/dokumen/1?halaman=1&start=13&end=33"
    assert html.escape(lead) in get(f"{site}/risalah/evidence")[0]
    for address in (lead, "/-/halaman/1/1?start=13&end=33"):
        page, _ = get(site + address)
        assert marked(page) == LINES[0][13:33]
        assert "<script>alert" not in page


@pytest.mark.parametrize(
    "path", ["/-/halaman/999/1", "/-/halaman/1/99", "/-/kutipan/999999", "/risalah/tiada", "/tiada"]
)
def test_what_is_not_there_is_said_plainly(site: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as told:
        get(site + path)
    assert told.value.code == 404
    assert "Halaman ini tidak ada" in told.value.read().decode("utf-8")


def test_days_and_times_are_written_as_people_do(site: str) -> None:
    for path in ("/", "/risalah/documents", "/risalah/dates", "/-/berkas", "/unduh", "/pertemuan"):
        shown = re.sub(r"<[^>]*>", " ", get(f"{site}{path}")[0].partition("<main")[2])
        assert not re.search(r"\d{4}-\d\d-\d\d", shown), path
    assert "WIB" in get(f"{site}/-/berkas")[0]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_when_it_says_so_and_leaves_nothing_behind(
    warehouse: Path, sign: signal.Signals
) -> None:
    port = free_port()
    with start(warehouse, port) as server:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        get(f"http://127.0.0.1:{port}/")
        server.send_signal(sign)
        out, err = server.communicate(timeout=20)
    assert (out, err) == ("", "")
    assert server.returncode == (0 if sign == signal.SIGINT else -signal.SIGTERM)
    socket.create_server(("127.0.0.1", port)).close()


def test_a_port_that_is_taken_is_told(warehouse: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with start(warehouse, port) as server:
            out, err = server.communicate(timeout=60)
    assert server.returncode == 3
    assert out == ""
    (line,) = err.splitlines()
    assert f"port {port}" in line
    assert "--port" in line

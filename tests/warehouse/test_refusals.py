"""What the site answers to addresses that it cannot answer: plainly, in its own look, and never a fault."""

import asyncio
import html
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from datasette.database import Database, QueryInterrupted

from models.codes import ProgramType
from scripts.made_warehouse import fill
from warehouse.site import HERE, site

PAGE_SIZE = json.loads((HERE / "settings.json").read_text("utf-8"))["default_page_size"]
"""Rows that Datasette fetches at once."""
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path: Path = tmp_path_factory.mktemp("w") / "w.db"
    fill(path, 30)
    with asyncio.Runner() as runner:
        made = site(path)
        runner.run(made.invoke_startup())
        yield lambda address, method="GET": runner.run(made.client.request(method, address))


@pytest.fixture(scope="module")
def asked_in_sql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path: Path = tmp_path_factory.mktemp("w") / "w.db"
    fill(path, 100)
    with asyncio.Runner() as runner:
        made = site(path, free_sql=True)
        runner.run(made.invoke_startup())
        yield lambda address: runner.run(made.client.get(address))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/risalah/documents?_sort=x", "tidak punya kolom untuk mengurutkan: x"),
        ("/risalah/documents?_sort=day&_sort_desc=day", "tidak dapat dipakai bersama"),
        ("/risalah/documents?_facet=%00", "NUL"), ("/risalah/documents?_facet=x", "Tidak ada kolom bernama x"),
        ("/risalah/documents?_size=99999999", "paling banyak 2000"), ("/risalah/documents?_size=abc", "paling banyak 2000"),
        ("/risalah/documents?_through=x", ""), ("/risalah/documents?_through=%7B%7D", ""), ("/risalah/documents?id__in=%5B1", ""),
        ("/risalah/documents?_search_x=1", "tidak dapat dicari"), ("/risalah/documents?_timelimit=x", ""),
        ("/risalah/documents?_next=1,2,3", "_next menunjuk tempat yang tidak ada"),
        ("/risalah/documents?_next=x", "_next menunjuk"), ("/risalah/documents?_sort=day&_next=2024-01-01,x", "_next menunjuk"),
        ("/risalah/orang_dan_jabatan?_next=x", "_next menunjuk"), ("/risalah/documents.csv?_stream=1&_next=5", "_next tidak dipakai bersama"),
        ("/risalah/documents?_size=-1", "paling banyak 2000"), ("/risalah/documents.csv?_size=1.5", "paling banyak 2000"),
        ("/risalah/documents/1.blob", "_blob_column harus menyebut"), ("/risalah/documents.csv?_stream=1&id__in=%5B1", ""),
        ("/risalah/documents?" + "_facet=kind&" * 9, "Paling banyak 8"),
        ("/risalah/documents.csv?_stream=1&_sort=x", "mengurutkan"), ("/risalah/jabatan-seseorang?nama=x&_timelimit=q", ""),
        (f"/risalah/documents?_sort={quote(HOSTILE)}", "mengurutkan"),
        ("/risalah/documents?_facet=", "tidak disebut namanya"),
        ("/risalah/documents?_col=x", "Ada kolom pada _col"), ("/risalah/documents?_nocol=x", "Ada kolom pada _nocol"),
        ("/risalah/documents?_shape=x", "_shape hanya dapat berupa"), ("/risalah/documents?kelurahan__arraycontains=x", "bukan JSON"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_address_is_told_as_one(shown: Any, path: str, said: str) -> None:
    answer = shown(path)
    assert answer.status_code == 400
    assert "Alamat ini tidak dapat dijawab" in answer.text
    assert said in html.unescape(answer.text)
    # What Datasette and SQLite say in English is left out where we have no words for it.
    assert ('class="pesan"' in answer.text) == bool(said)
    assert '<html lang="id">' in answer.text
    assert "<script>alert" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "table", ["x~00", "~00", "x", "x%00", "%ff", "~ff", "~", "[", "documents~00", quote(HOSTILE, safe="")]
)  # fmt: skip
def test_a_table_that_is_not_there_has_no_columns_to_count(shown: Any, table: str) -> None:
    answer = shown(f"/risalah/{table}?_facet=x")
    if answer.status_code == 302:  # to the same address as Datasette writes it
        answer = shown(answer.headers["location"])
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.text
    assert "<script>alert" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_mistake_in_an_address_for_json_is_told_as_json(shown: Any) -> None:
    answer = shown("/risalah/documents.json?_sort=x")
    assert answer.status_code == 400
    assert json.loads(answer.text)["ok"] is False


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/risalah/documents.json?_shape=x", 400), ("/risalah/documents.json?_col=x", 400), ("/risalah/x.json", 404),
        ("/risalah/documents.json?id__in=%5B1", 400), ("/risalah/documents.json?kelurahan__arraycontains=x", 400),
        ("/risalah/documents.json?_next=x", 400), ("/risalah/documents.json?_size=x", 400),
        ("/risalah/orang_dan_jabatan.json?_shape=object", 400), ("/risalah/perlu-diperiksa.json?_shape=object", 400),
        ("/x.json", 404), ("/-/auth-token?token=x&_format=json", 403), ("/risalah.json?sql=select+)", 403),
    ],
)  # fmt: skip
def test_no_english_is_told(shown: Any, path: str, status: int) -> None:
    answer = shown(path)
    assert answer.status_code == status
    told = json.loads(answer.text)["error"]
    assert not re.search(
        r"(?i)invalid|error|near|malformed|not found|syntax|no such|column\b", told
    )
    assert told


def test_what_visitors_type_is_not_written_down_and_what_failed_is(
    shown: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    shown("/risalah/documents?id__in=%5B3672051234560001")
    told = capsys.readouterr().err
    assert told
    shown("/risalah/documents?kelurahan__arraycontains=Nyonya+Rahasia")
    shown("/risalah/documents?_facet_array=title&name=3672051234560001")
    told += capsys.readouterr().err
    assert "3672051234560001" not in told
    assert "Rahasia" not in told
    assert "params" not in told


def test_a_fault_of_the_server_is_no_mistake_of_the_visitor(
    shown: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise OSError("/secret/place is gone")

    monkeypatch.setattr("datasette.database.Database.execute", fail)
    answer = shown("/risalah/documents?_sort=day")
    assert answer.status_code == 500
    assert "Situs sedang tidak dapat menjawab" in answer.text
    assert "secret" not in answer.text
    assert "/secret/place is gone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database is locked", sqlite3.SQLITE_BUSY), ("database disk image is malformed", sqlite3.SQLITE_CORRUPT),
        ("disk I/O error", sqlite3.SQLITE_IOERR), ("unable to open database file", sqlite3.SQLITE_CANTOPEN),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "path", ["perlu-diperiksa", "perlu-diperiksa.json", "perlu-diperiksa.csv", "documents.csv?_stream=1"]
)  # fmt: skip
def test_a_warehouse_that_cannot_be_read_is_no_answer_without_rows(
    shown: Any, monkeypatch: pytest.MonkeyPatch, words: str, code: int, path: str
) -> None:
    execute = Database.execute

    async def fail(self: Any, sql: str, *args: Any, **options: Any) -> Any:
        if "document" not in sql or "sqlite_master" in sql:
            return await execute(self, sql, *args, **options)
        error = sqlite3.OperationalError(words)
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(Database, "execute", fail)
    answer = shown(f"/risalah/{path}")
    assert answer.status_code == 500
    assert "Situs sedang tidak dapat menjawab" in answer.text
    assert words not in answer.text
    assert "ejaan" not in answer.text


@pytest.mark.parametrize("path", ["/", "/cari", "/dokumen/1", "/dokumen/1.json", "/gambar/lembaga", "/-/berkas", "/risalah", "/risalah/documents", "/risalah/documents/1", "/risalah/perlu-diperiksa", "/risalah/documents.json", "/risalah/documents.csv", "/gaya/risalah.css", "/-/metadata.json", "/tiada"])  # fmt: skip
def test_the_site_is_asked_by_reading_alone(shown: Any, path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "XYZ"):
        answer = shown(path, method)
        assert answer.status_code == 405, method
        assert answer.headers["allow"] == "GET, HEAD"
        assert "Situs ini hanya dibaca" in answer.text
        assert ('<html lang="id">' in answer.text) is not path.endswith(".json")
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert shown(path, "HEAD").status_code == shown(path).status_code != 405


PUBLIC = ("metadata", "settings", "versions")
INSIDE = ("actor", "allow-debug", "config", "databases", "messages", "patterns", "permissions", "plugins", "threads")  # fmt: skip
FORMS = ("auth-token", "logout")
ABSOLUTE = re.compile(
    r"(?<![\w.<:/])(?:/(?:bin|etc|home|lib|mnt|opt|private|proc|root|run|srv|tmp|usr|var|work)/|[A-Z]:\\)"
)


@pytest.mark.parametrize("name", INSIDE)
@pytest.mark.parametrize("ending", ["", ".json"])
def test_the_inside_of_the_server_is_not_shown(shown: Any, name: str, ending: str) -> None:
    answer = shown(f"/-/{name}{ending}")
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.text
    assert ".db" not in answer.text
    assert "site-packages" not in answer.text


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_told_of_the_server_names_no_place_of_the_machine(shown: Any, name: str) -> None:
    for ending in ("", ".json"):
        answer = shown(f"/-/{name}{ending}")
        assert answer.status_code == 200
        assert not ABSOLUTE.search(html.unescape(answer.text))
        assert not re.search(r"site-packages|plugins_dir|\.db\b", answer.text)


def test_every_page_of_datasette_about_itself_is_public_or_closed(tmp_path: Path) -> None:
    fill(tmp_path / "w.db", 1)

    async def names() -> set[str]:
        made = site(tmp_path / "w.db")
        await made.invoke_startup()
        patterns = (route.pattern for route, _ in made._routes())
        return {n[1] for p in patterns if (n := re.match(r"\^?/-/([a-z][a-z-]*)", p))}

    own = {"berkas", "kutipan", "halaman"}
    files = {"static", "static-plugins"}
    assert asyncio.run(names()) - own - files == {*PUBLIC, *INSIDE, *FORMS}


@pytest.mark.parametrize("path", ["/gaya/", "/gaya/tidak-ada.css", "/-/static/tidak-ada.js", "/gaya/..%2f..%2fserve.py"])  # fmt: skip
def test_a_file_that_is_not_there_is_refused_in_indonesian(shown: Any, path: str) -> None:
    answer = shown(path)
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    style = shown("/gaya/risalah.css")
    assert style.status_code == 200
    assert style.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("ending", [".csv", ".csv?_mentah=1", ".csv?_stream=1", ".csv?sql="])
def test_a_csv_of_everything_is_refused(shown: Any, ending: str) -> None:
    answer = shown(f"/risalah{ending}")
    assert answer.status_code == 400
    assert "CSV diunduh dari satu tabel" in answer.text


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
@pytest.mark.parametrize("name", ["pragma_database_list", "PRAGMA_database_list()", "[pragma_database_list]"])  # fmt: skip
def test_sql_asks_nothing_of_the_machine(asked_in_sql: Any, ending: str, name: str) -> None:
    answer = asked_in_sql(f"/risalah{ending}?sql={quote(f'select * from {name}')}")
    assert answer.status_code == 400
    assert "w.db" not in answer.text


@pytest.mark.parametrize("table", ["documents", "pages", "evidence", "meetings"])
def test_no_row_names_a_place_of_the_machine(shown: Any, table: str) -> None:
    for ending in (".json", ".csv?_stream=1", "?_rinci=1"):
        assert not ABSOLUTE.search(html.unescape(shown(f"/risalah/{table}{ending}").text))


@pytest.mark.parametrize(
    "sql",
    [
        "select 'satu' as dokumen, 'dua' as document_id", "select 'satu' as agency, 1.5 as agency_id", "select 'x' as evidence_id",
        "select 'satu' as kutipan, 'dua' as bukti", "select 'satu' as bukti", "select 'satu' as quote, 'x' as document_id, 'y' as page, 1 as start, 2 as \"end\"",
    ],
)  # fmt: skip
def test_what_sql_of_a_visitor_calls_as_a_column_of_numbers_need_hold_none(
    asked_in_sql: Any, sql: str
) -> None:
    answer = asked_in_sql(f"/risalah?sql={quote(sql)}")
    assert answer.status_code == 200
    cells = re.search(r"(?s)<tbody>(.*)</tbody>", answer.text)
    assert cells
    assert "<a " not in cells[1]
    assert "satu" in cells[1] or ">x<" in cells[1]


FOREVER = quote("with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c")  # fmt: skip
ENGLISH = re.compile(r"(?i)no such|syntax error|incomplete input|must be|took too long|interrupted|ambiguous|function:|token")  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select+x", "Tidak ada kolom bernama x"), ("select+*+from+y", "Tidak ada tabel bernama y"), ("select+f(1)", "Tidak ada fungsi bernama f"),
        ("select+1+from", "belum selesai ditulis"), ("select+1+1+1", "SQL salah tulis di dekat 1"), ("delete+from+documents", "Hanya SELECT"),
        ("select+'a", "Ada tanda yang tidak dikenal"), ("select+id+from+documents,pages", "Nama kolom ini ada di beberapa tabel"),
        ("select+abs()", "Banyaknya isian fungsi"), ("select+json('x')", "bukan JSON"), (FOREVER, "terlalu lama dijawab"),
    ],
)  # fmt: skip
def test_a_question_in_sql_that_fails_is_told_in_indonesian(
    asked_in_sql: Any, sql: str, said: str
) -> None:
    for ending in ("", ".json", ".csv"):
        answer = asked_in_sql(f"/risalah{ending}?sql={sql}")
        assert answer.status_code == 400, ending
        told = html.unescape(answer.text)
        assert said in told, ending
        assert not ENGLISH.search(re.sub(r"(?s)<textarea.*?</textarea>", "", told)), ending
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("ending", ["", ".json"])
def test_a_page_for_which_the_machine_is_too_busy_asks_to_be_loaded_again(
    shown: Any, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    sha256 = shown("/risalah/documents.json?_shape=array&_size=1").json()[0]["sha256"]
    execute = Database.execute_fn

    async def works_too_long(self: Any, work: Any) -> Any:
        def asked_forever(connection: sqlite3.Connection) -> Any:
            connection.set_progress_handler(lambda: True, 1)
            return connection.execute(unquote(FOREVER)).fetchone()

        return await execute(self, asked_forever)

    monkeypatch.setattr(Database, "execute_fn", works_too_long)
    answer = shown(f"/dokumen/{sha256}{ending}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Muat ulang halaman ini sebentar lagi" in html.unescape(answer.text)
    assert "persempit" not in answer.text


def test_a_csv_that_breaks_on_the_way_says_so_in_indonesian(
    asked_in_sql: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = asked_in_sql("/risalah/documents.csv?_stream=1").text.splitlines()
    assert len(rows) > PAGE_SIZE + 1  # more than one answer of the database holds
    execute, asked = Database.execute, []
    failures = {
        "terlalu lama dijawab": QueryInterrupted(
            sqlite3.OperationalError("interrupted"), "select rahasia", {}
        ),
        "tidak dapat dijalankan": sqlite3.OperationalError("rahasia is malformed"),
    }

    async def second_fails(self: Any, sql: str, *args: Any, **options: Any) -> Any:
        asked.append(f"limit {PAGE_SIZE + 1}" in sql)
        if asked[-1] and sum(asked) > 1:
            raise failures[said]
        return await execute(self, sql, *args, **options)

    monkeypatch.setattr(Database, "execute", second_fails)
    for said in failures:
        for raw in ("", "&_mentah=1"):
            asked.clear()
            *cut, last = asked_in_sql(f"/risalah/documents.csv?_stream=1{raw}").text.splitlines()
            assert cut[0] == head
            assert len(cut) == PAGE_SIZE + 1
            assert "Unduhan terputus di sini" in last
            assert said in last
            assert "rahasia" not in last
            assert not ENGLISH.search(last)
    assert "rahasia" not in capsys.readouterr().err


def test_a_place_that_is_not_there_is_answered_with_those_like_it(shown: Any) -> None:
    (first, *_) = re.findall(r'href="/wilayah/([^"?]+)', shown("/wilayah").text)
    answer = shown(f"/wilayah/{first}x")
    assert answer.status_code == 404
    assert f"Tidak ada dokumen dari “{unquote(first)}x”" in html.unescape(answer.text)
    assert f'href="/wilayah/{first}' in answer.text
    assert "content-security-policy" in answer.headers
    for odd in (quote(HOSTILE, safe=""), "%00", "x" * 3000, "Tidak%20Ada", "%ff"):
        answer = shown(f"/wilayah/{odd}")
        assert answer.status_code == 404, odd
        assert "<script>alert" not in answer.text


def test_all_types_are_listed_and_an_unknown_one_leads_to_them(shown: Any) -> None:
    for path, status in (("/jenis", 200), ("/jenis/tiada", 404), (f"/jenis/{quote(HOSTILE, safe='')}", 404)):  # fmt: skip
        answer = shown(path)
        assert answer.status_code == status
        assert len(set(re.findall(r'href="/jenis/(\w+)"', answer.text))) == len(ProgramType)
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ["/risalah/documents/", "//example.org/x/", "/\\example.org/", "/%5cexample.org/", "/%0d%0aX:%20y/"])  # fmt: skip
def test_no_answer_leads_to_another_site(tmp_path: Path, path: str) -> None:
    fill(tmp_path / "w.db", 1)
    made = site(tmp_path / "w.db")
    sent: list[dict[str, Any]] = []

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def ask() -> None:
        await made.invoke_startup()
        await made.app()(
            {
                "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": unquote(path),
                "raw_path": path.encode(), "query_string": b"", "headers": [(b"host", b"a")],
            },
            receive,
            send,
        )  # fmt: skip

    asyncio.run(ask())
    goals = [v for k, v in sent[0]["headers"] if k.lower() == b"location"]
    assert goals
    assert all(re.match(rb"/(?![/\\])", goal) and b"\n" not in goal for goal in goals)

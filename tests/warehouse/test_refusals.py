"""What the site answers to addresses that it cannot answer: plainly, in its own look, and never a fault."""

import asyncio
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from models.codes import ProgramType
from scripts.made_warehouse import fill
from warehouse.site import site

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path: Path = tmp_path_factory.mktemp("w") / "w.db"
    fill(path, 30)
    with asyncio.Runner() as runner:
        made = site(path)
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
        ("/risalah/documents?_next=1,2,3", ""), ("/risalah/documents?" + "_facet=kind&" * 9, "Paling banyak 8"),
        ("/risalah/documents.csv?_stream=1&_sort=x", "mengurutkan"), ("/risalah/jabatan-seseorang?nama=x&_timelimit=q", ""),
        (f"/risalah/documents?_sort={quote(HOSTILE)}", "mengurutkan"),
        ("/risalah/documents?_facet=", "tidak disebut namanya"),
        ("/risalah/documents?_col=x", "Ada kolom pada _col"), ("/risalah/documents?_nocol=x", "Ada kolom pada _nocol"),
        ("/risalah/documents?_shape=x", "_shape hanya dapat berupa"), ("/risalah/documents?kelurahan__arraycontains=x", ""),
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


@pytest.mark.parametrize("name", ["threads", "databases", "plugins", "patterns", "allow-debug", "messages", "permissions"])  # fmt: skip
@pytest.mark.parametrize("ending", ["", ".json"])
def test_the_inside_of_the_server_is_not_shown(shown: Any, name: str, ending: str) -> None:
    answer = shown(f"/-/{name}{ending}")
    assert answer.status_code == 404
    assert ".db" not in answer.text
    assert "site-packages" not in answer.text


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

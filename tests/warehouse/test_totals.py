"""Pages over what a database holds: lists that are cut, names with characters that no page can have."""

import asyncio
import re
import sqlite3
from html import unescape
from pathlib import Path

from scripts.made_warehouse import fill
from warehouse.site import site


def test_a_body_with_many_rows_says_how_many_and_leads_to_them(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    fill(path, 30)
    with sqlite3.connect(path) as db:
        for table, column in (
            ("proposals", "agency_id"), ("program_agencies", "agency_id"), ("meetings", "organizer_id"),
        ):  # fmt: skip
            db.execute(f"UPDATE {table} SET {column} = 1")

    async def asked() -> list[str]:
        shown = site(path)
        await shown.invoke_startup()
        page = await shown.client.get("/lembaga/1")
        led = re.findall(r'<small>20 dari <a href="([^"]+)">30</a></small>', page.text)
        return [(await shown.client.get(unescape(url))).text for url in led]

    answers = asyncio.run(asked())
    assert len(answers) == 3
    assert all("30 baris" in text for text in answers)


def test_a_name_with_a_character_that_xml_has_not_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    fill(path, 30)
    with sqlite3.connect(path) as db:
        for table, column in (("agencies", "name"), ("programs", "name"), ("meetings", "title")):
            db.execute(
                f"UPDATE {table} SET {column} = {column} || char(11) || char(1) || char(65534)"
            )

    async def asked() -> list[int]:
        shown = site(path)
        await shown.invoke_startup()
        pages = (
            "/gambar/lembaga",
            "/gambar/lembaga?besar=2",
            "/gambar/pertemuan",
            "/gambar/program",
        )
        return [(await shown.client.get(page)).status_code for page in pages]

    assert asyncio.run(asked()) == [200] * 4

"""Pictures of each page of the site for the docs: `python scripts/screenshots.py WAREHOUSE ARCHIVE`.

Those in docs/screenshots/ show a warehouse of the documents in tests/golden/ and of those in
tests/documents/ that are not held back. Needs Chromium.
"""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.warehouse.reading_room import Room, served

GOAL = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
WIDTHS = {"": (1280, 860), "-telepon": (390, 844)}


def main() -> None:
    """Take every picture anew."""
    chromium = shutil.which("chromium")
    if len(sys.argv) != 3 or chromium is None:
        sys.exit(__doc__)
    room = Room(Path(sys.argv[1]), Path(sys.argv[2]))
    shown = pages(room.warehouse)
    with served(room) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for ending, (width, height) in WIDTHS.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            for name, path in shown.items():
                tab.goto(address + path)
                tab.wait_for_load_state("networkidle")
                if name == "dokumen" and not ending:
                    tab.locator(".fakta[data-k]").nth(5).hover()
                    tab.wait_for_timeout(500)
                tab.screenshot(path=GOAL / f"{name}{ending}.png")
        browser.close()


def pages(warehouse: Path) -> dict[str, str]:
    """Return the address of one page of each kind, of the fullest that there is."""
    with closing(sqlite3.connect(warehouse)) as db:

        def first(sql: str) -> tuple[object, ...]:
            found: tuple[object, ...] = db.execute(sql).fetchone()
            return found

        (document,) = first(
            "SELECT d.id FROM documents d JOIN proposals p ON p.document_id = d.id "
            "WHERE d.media_type = 'application/pdf' GROUP BY d.id ORDER BY count(*) DESC LIMIT 1"
        )
        (meeting,) = first(
            "SELECT m.id FROM meetings m JOIN decisions k ON k.document_id = m.document_id "
            "GROUP BY m.id ORDER BY count(*) DESC LIMIT 1"
        )
        (person,) = first("SELECT id FROM people ORDER BY documents DESC, id LIMIT 1")
        (agency,) = first(
            "SELECT a.id FROM agencies a JOIN offices o ON o.agency_id = a.id GROUP BY a.id ORDER BY count(*) DESC LIMIT 1"
        )
        (place,) = first(
            "SELECT d.kelurahan FROM documents d JOIN proposals p ON p.document_id = d.id WHERE d.kelurahan IS NOT NULL "
            "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )
    return {
        "home": "/", "cari": "/cari?q=pembangunan+jalan", "dokumen": f"/dokumen/{document}", "pertemuan": f"/pertemuan/{meeting}",
        "orang": f"/orang/{person}", "lembaga": f"/lembaga/{agency}", "wilayah": f"/wilayah/{place}", "jenis": "/jenis/kesehatan",
        "gambar-program": "/gambar/program", "gambar-lembaga": "/gambar/lembaga", "gambar-pertemuan": "/gambar/pertemuan",
        "tabel": "/risalah/proposals", "unduh": "/unduh", "jenis-daftar": "/jenis", "pertemuan-daftar": "/pertemuan", "wilayah-daftar": "/wilayah", "gambar": "/gambar", "terbitan": "/terbitan",
        "berkas": "/-/berkas", "pertanyaan": "/risalah/jabatan-seseorang?nama=ade", "salah": "/risalah/documents?_sort=x",
    }  # fmt: skip


if __name__ == "__main__":
    main()

"""The site in a real browser: every page at two widths, by mouse, by keyboard, and under attack."""

import http.server
import itertools
import json
import re
import shutil
import sqlite3
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.warehouse.reading_room import Room, furnish, served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="Chromium is missing: sudo apt-get install chromium"
    ),
]
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
PAGES = [
    "/", "/jenis", "/jenis/tiada", "/terbitan", "/wilayah/Tiada", "/risalah/documents?_sort=x", "/risalah/proposals/1", "/gambar/lembaga?besar=2", "/cari?q=drainase", "/cari?q=", "/pertemuan", "/wilayah", "/gambar", "/gambar/program", "/gambar/program?apa=usulan",
    "/gambar/lembaga", "/gambar/pertemuan", "/unduh", "/jenis/pembangunan_fisik", "/risalah", "/risalah/documents",
    "/risalah/people", "/risalah/jabatan-seseorang?nama=ade", "/tiada", "/-/berkas", "{document}", "{pdf}", "{meeting}", "{person}", "{agency}",
    "{place}", "{hostile}", "{hostile person}", "{hostile place}",
]  # fmt: skip

STATUS = {
    "/tiada": 404,
    "/jenis/tiada": 404,
    "/wilayah/Tiada": 404,
    "/risalah/documents?_sort=x": 400,
}


class Trap:
    """Listens for anything that a page asks of another address than its own."""

    def __init__(self) -> None:
        caught = self.caught = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                caught.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_GET

            def log_message(self, *_: object) -> None: ...

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def hostile(self) -> str:
        a = self.address
        return (
            f'=HYPERLINK("{a}/f")"><script>fetch("{a}/s")</script><img src="{a}/i" onerror="fetch(\'{a}/e\')">'
            f"<svg onload=fetch('{a}/v')> javascript:fetch('{a}/j') {{{{7*7}}}}"
        )


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, trap: Trap) -> Room:
    return furnish(tmp_path_factory.mktemp("room"), trap.hostile())


@pytest.fixture(scope="module")
def site(room: Room) -> Iterator[str]:
    with served(room) as address:
        yield address


@pytest.fixture(scope="module")
def places(room: Room) -> dict[str, str]:
    """Return the addresses of some pages by their names in PAGES."""
    db = sqlite3.connect(room.warehouse)

    def first(sql: str) -> Any:
        return db.execute(sql).fetchone()[0]

    try:
        hostile = first("SELECT id FROM documents WHERE name LIKE '=HYP%'")
        name = first(f"SELECT kelurahan FROM documents WHERE id = {hostile}")
        return {
            "document": f"/dokumen/{first('''SELECT id FROM documents WHERE name = 'notulen.txt' ''')}",
            "pdf": f"/dokumen/{first('''SELECT id FROM documents WHERE media_type = 'application/pdf' ''')}",
            "meeting": f"/pertemuan/{first('''SELECT id FROM meetings WHERE kelurahan = 'Sukamulya' ''')}",
            "person": f"/orang/{first('''SELECT id FROM people WHERE name LIKE '%Ade Rohimat%' ORDER BY documents DESC''')}",
            "agency": f"/lembaga/{first('''SELECT id FROM agencies WHERE name = 'Kelurahan Sukamulya' ''')}",
            "place": "/wilayah/Sukamulya?kota=Kabupaten%20Tangerang",
            "hostile": f"/dokumen/{hostile}",
            "hostile person": f"/orang/{first(f'SELECT person_id FROM offices WHERE document_id = {hostile}')}",
            "hostile place": "/wilayah/" + quote(name, safe=""),
        }
    finally:
        db.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


class Visit:
    """A tab that notes what goes wrong in it."""

    def __init__(self, browser: Any, site: str, width: str) -> None:
        wide, high = WIDTHS[width]
        self.context = browser.new_context(viewport={"width": wide, "height": high})
        self.page, self.site, self.wide = self.context.new_page(), site, wide
        self.wrong: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog {dialog.message}"))
        self.page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning") and not re.search(
            r"40[04] \((?:Not Found|Bad Request)\)", message.text
        ):
            self.wrong.append(f"console {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self.site):
            self.wrong.append(f"request {request.url}")

    def go(self, path: str) -> Any:
        answer = self.page.goto(self.site + path)
        self.page.wait_for_load_state("networkidle")
        return answer


@pytest.fixture
def visit(browser: Any, site: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    made = Visit(browser, site, getattr(request, "param", "desktop"))
    yield made
    made.context.close()
    assert made.wrong == []


def path_of(page: str, places: dict[str, str]) -> str:
    return places[page[1:-1]] if page.startswith("{") else page


@pytest.mark.parametrize("visit", WIDTHS, indirect=True)
def test_each_page_is_whole_readable_and_asks_nobody(
    visit: Visit, places: dict[str, str], trap: Trap
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    found = []
    for page in PAGES:
        answer = visit.go(path_of(page, places))
        assert answer.status == STATUS.get(page, 200), page
        assert visit.page.locator("h1").count() == 1, page
        assert visit.page.evaluate("document.documentElement.lang") == "id"
        heads = visit.page.locator(":is(h1, h2, h3, h4, h5, h6):visible").evaluate_all(
            "l => l.map(e => Number(e.tagName[1]))"
        )
        assert heads[0] == 1, page
        assert all(b <= a + 1 for a, b in itertools.pairwise(heads)), (page, heads)
        overflow = visit.page.evaluate("document.documentElement.scrollWidth") - visit.wide
        if overflow > 0:
            found.append(f"{page}: {overflow} pixels beyond the edge")
        # axe comes by the test tool, past the policy that keeps pages from loading scripts.
        told = axe.run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
        found += [
            f"{page}: {v['id']} {v['nodes'][0]['html'][:160]}"
            for v in told
            if v["impact"] in ("serious", "critical")
        ]
        assert visit.wrong == [], page
    assert found == []
    assert trap.caught == []


def test_a_fact_that_is_pointed_at_lights_its_box_and_its_words(
    visit: Visit, places: dict[str, str]
) -> None:
    visit.go(places["pdf"])
    fact = visit.page.locator(".fakta[data-k]").nth(2)
    name = fact.get_attribute("data-k").split(" ")[0]
    fact.hover()
    assert visit.page.locator(f'.rupa rect.nyala[data-k="{name}"]').count() > 0
    assert visit.page.locator(f'.naskah .nyala[data-k~="{name}"]').count() > 0
    quote = visit.page.locator(f'.naskah .nyala[data-k~="{name}"]').all_text_contents()
    db_quote = fact.locator("q").inner_text()
    assert " ".join("".join(quote).split())[:20] in " ".join(db_quote.split())
    # The box lies where the words stand: the picture's own text is under it.
    box = visit.page.locator(f'.rupa rect[data-k="{name}"]').first.bounding_box()
    sheet = visit.page.locator(".rupa img").first.bounding_box()
    assert sheet["x"] <= box["x"] <= sheet["x"] + sheet["width"]
    assert sheet["y"] <= box["y"] <= sheet["y"] + sheet["height"]
    assert visit.page.locator(".rupa img").first.evaluate("e => e.naturalWidth") > 600


def test_a_document_works_by_keyboard_and_without_script(
    browser: Any, visit: Visit, site: str, places: dict[str, str]
) -> None:
    visit.go(places["document"])
    visit.page.locator("#isi").focus()
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.matches('.tunjuk')"):
            break
    assert visit.page.locator(".naskah .nyala").count() > 0
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**fakta=**")
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(visit.page.url)
    assert plain.locator(".fakta.dipilih").count() == 1
    plain.context.close()


def test_first_key_leads_past_the_head(visit: Visit) -> None:
    visit.go("/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("visit", WIDTHS, indirect=True)
def test_from_the_search_to_the_marked_place(visit: Visit) -> None:
    visit.go("/")
    visit.page.fill("#q", "RT 02/RW 05")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/cari?**")
    visit.page.wait_for_load_state("networkidle")
    hit = visit.page.locator(".temuan li", has_text="Sukamulya").first
    assert "RT 02/RW 05" in hit.locator("mark").all_text_contents()
    hit.locator(".judul").click()
    visit.page.wait_for_url("**/dokumen/**")
    assert visit.page.locator(".naskah .nyala").all_text_contents() == ["RT 02/RW 05"]


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("pembangunan", True), ("bangunan", True), ("Jum'at", True), ("Jumat", True), ("rembug-warga", True),
        ("Rp45.000.000", True), ("RT 2 RW 5", True), ("Dinas Pekerjaan Umum dan Penataan Ruang", True),
        ('"perbaikan drainase"', True), ('"drainase perbaikan"', False), ("xyzzy", False),
        ("", False), ('"', False), ("*", False), ("NEAR(", False), ("a OR", False), ("-", False), ("\0", False), ("😀", False),
        ("(" * 300, False), ("a" * 5000, False), ("45 juta", True), ("45000000", True), ("Rp 45.000.000,-", True), ("RW V", True),
    ],
)  # fmt: skip
def test_search_finds_what_people_type(visit: Visit, asked: str, is_found: bool) -> None:
    assert visit.go(f"/cari?{urlencode({'q': asked})}").status == 200
    assert (visit.page.locator(".temuan li", has_text="Sukamulya").count() > 0) is is_found


def test_a_search_without_an_answer_leads_on(visit: Visit) -> None:
    visit.go("/cari?" + urlencode({"q": "drainasi"}))
    visit.page.get_by_role("link", name="drainase", exact=True).click()
    visit.page.wait_for_url("**q=drainase")
    assert visit.page.locator(".temuan li", has_text="Sukamulya").count() > 0
    visit.go("/cari?" + urlencode({"q": "drainase xyzzy"}))
    told = visit.page.locator("main").inner_text()
    assert "Yang memuat sebagian" in told
    assert visit.page.locator(".temuan li", has_text="Sukamulya").count() > 0
    visit.go("/cari?" + urlencode({"q": "Drs. H. Ade Rohimat, S.Sos."}))
    assert visit.page.locator(".samping a", has_text="Ade Rohimat").count() > 0


@pytest.mark.parametrize("visit", WIDTHS, indirect=True)
def test_names_in_the_network_do_not_lie_over_one_another(visit: Visit) -> None:
    for size in (1, 2, 3):
        visit.go(f"/gambar/lembaga?besar={size}")
        boxes = visit.page.locator("figure svg text").evaluate_all(
            "l => l.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
            ".map(b => [b.left, b.top, b.right, b.bottom])"
        )
        if size == 1 and visit.wide < 704:
            assert boxes == []  # a phone shows it as a list
            continue
        assert boxes
        assert all(b[3] - b[1] >= 11 for b in boxes)  # legible at every width
        # A browser without the font that they were laid out for draws them a little wider.
        slack = 8
        over = [
            (a, b)
            for n, a in enumerate(boxes)
            for b in boxes[n + 1 :]
            if a[0] + slack < b[2] and b[0] + slack < a[2] and a[1] + 4 < b[3] and b[1] + 4 < a[3]
        ]
        assert over == []


def test_a_phone_shows_the_network_as_a_list(browser: Any, site: str) -> None:
    tab = browser.new_page(viewport={"width": 375, "height": 812})
    tab.goto(f"{site}/gambar/lembaga")
    assert not tab.locator("figure.gambar").is_visible()
    agency = tab.locator(".pohon > li", has_text="Dinas PUPR").first
    assert "kerja bakti" in agency.inner_text()
    assert "bersama Kelurahan Sukamulya" in agency.inner_text()
    told = tab.locator("#tabel-gambar tbody tr").count()
    assert tab.locator(".pohon li li").count() == told
    agency.locator("li a").first.click()
    tab.wait_for_url("**/dokumen/**")
    tab.set_viewport_size({"width": 1280, "height": 860})
    tab.goto(f"{site}/gambar/lembaga")
    assert tab.locator("figure.gambar").is_visible()
    assert not tab.locator(".pohon").is_visible()
    tab.close()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("path", ["/gambar/pertemuan", "/gambar/program", "/gambar/program?apa=usulan"])  # fmt: skip
def test_pictures_are_seen_whole_and_no_mark_lies_over_a_name(
    browser: Any, site: str, width: int, path: str
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 812})
    tab.goto(site + path)
    seen = tab.locator("figure.gambar:visible")
    assert seen.count() == 1
    assert seen.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    boxes = (
        "l => l.map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"
    )
    names = seen.locator(".role-axis-label text").evaluate_all(boxes)
    marks = seen.locator("svg a").evaluate_all(boxes)
    assert names
    assert marks
    assert all(b[3] - b[1] >= 11 for b in names)
    for kind in (names, marks):
        over = [
            (a, b)
            for a in names
            for b in kind
            if a != b and a[0] < b[2] and b[0] < a[2] and a[1] + 3 < b[3] and b[1] + 3 < a[3]
        ]
        assert over == []
    tab.close()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("path", ["/gambar/pertemuan", "/gambar/program", "/gambar/lembaga"])
def test_every_mark_is_reached_by_tab_and_seen_to_be(
    browser: Any, site: str, width: int, path: str
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 812})
    tab.goto(site + path)
    tab.locator("figure.gambar:visible, .pohon:visible").first.evaluate(
        "e => { e.tabIndex = -1; e.focus(); }"
    )
    marks = tab.locator("figure svg a:visible, .pohon:visible a")
    look = (
        "e => { const s = getComputedStyle(e.querySelector('path') || e);"
        " return [s.stroke, s.strokeWidth, s.outlineStyle, s.outlineWidth].join(' '); }"
    )
    plain = set(marks.evaluate_all(f"l => l.map({look})"))
    assert marks.count() > 1
    reached = []
    for _ in range(marks.count()):
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.matches('figure a, .pohon a')")
        assert tab.evaluate(f"({look})(document.activeElement)") not in plain
        reached.append(tab.evaluate("document.activeElement.outerHTML"))
    assert sorted(reached) == sorted(marks.evaluate_all("l => l.map(e => e.outerHTML)"))
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('figure, .pohon') === null")
    tab.close()


def test_a_picture_can_be_passed_by_one_key(visit: Visit) -> None:
    visit.go("/gambar/lembaga")
    visit.page.locator(".keping a").last.focus()
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Lewati gambar"
    assert visit.page.locator(".lewati a").bounding_box()["x"] >= 0
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.closest('#tabel-gambar') !== null")


@pytest.mark.parametrize(
    "asked",
    [
        # All but the hostile document, whose words are longer than any that is written.
        "proposals?document_id__not={}", "programs?document_id__not={}", "decisions?document_id__not={}",
        "documents?id__not={}", "offices?document_id__not={}", "people?name__startswith=A", "perlu-diperiksa",
    ],
)  # fmt: skip
def test_a_table_is_not_cut_off_at_the_width_of_a_desk(
    visit: Visit, places: dict[str, str], asked: str
) -> None:
    visit.go(f"/risalah/{asked.format(places['hostile'].rpartition('/')[2])}")
    assert visit.page.locator("td").count() > 0
    assert visit.page.locator(".gulung").evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def test_an_agency_s_name_in_a_table_leads_to_its_page(visit: Visit) -> None:
    visit.go("/risalah/proposals?title=Perbaikan+drainase")
    assert "(baris)" not in visit.page.locator("thead").inner_text()
    visit.page.locator("td a", has_text="Dinas PUPR").first.click()
    visit.page.wait_for_url("**/lembaga/**")


def test_what_is_to_be_checked_is_told_in_words_that_lead_to_it(visit: Visit) -> None:
    visit.go("/risalah/perlu-diperiksa")
    assert visit.page.locator("form.saring").count() == 0
    assert visit.page.locator("thead th").all_inner_texts() == ["dokumen", "bagian", "sebab", "kutipan", "halaman"]  # fmt: skip
    parts = set(visit.page.locator('td[data-nama="bagian"]').all_inner_texts())
    assert "Tanggal" in parts
    assert not parts & {"dates", "document", "budget"}
    visit.page.locator('td[data-nama="dokumen"] a').first.click()
    visit.page.wait_for_url("**/dokumen/**")


@pytest.mark.parametrize("fault", ["gone", "damaged"])
def test_a_page_without_its_picture_says_so_and_shows_its_text(
    browser: Any, room: Room, tmp_path: Path, fault: str
) -> None:
    other = Room(tmp_path / "risalah.db", tmp_path / "arsip")
    shutil.copy(room.warehouse, other.warehouse)
    shutil.copytree(room.archive, other.archive)
    with sqlite3.connect(other.warehouse) as db:
        asked = "SELECT id, archive_path FROM documents WHERE media_type = 'application/pdf'"
        document, stored = db.execute(asked).fetchone()
    original = other.archive / stored
    original.chmod(0o600)
    original.unlink()
    if fault == "damaged":
        original.write_bytes(b"bukan PDF lagi")
    with served(other) as site:
        tab = browser.new_page(viewport={"width": 1280, "height": 860})
        tab.goto(f"{site}/dokumen/{document}")
        # The browser asks for the picture of a page when the reader comes near it.
        tab.evaluate("document.querySelectorAll('.rupa img').forEach(i => { i.loading = 'eager' })")
        for told in tab.locator(".tiada").all():
            told.wait_for(state="visible")
        told = tab.locator(".tiada:visible")
        assert told.count() >= 1
        assert "berkas aslinya" in told.first.inner_text()
        assert tab.locator(".naskah").first.is_visible()
        assert tab.get_by_role("link", name="Unduh berkas asli").count() == (fault == "damaged")
        tab.close()


def test_editions_and_other_documents_of_a_meeting_are_named(
    visit: Visit, places: dict[str, str]
) -> None:
    visit.go(places["document"])
    told = visit.page.locator(".rekaman").inner_text()
    assert "Mungkin terbitan lain" in told
    assert "notulen-salinan.txt" in told
    assert "notulen-2025.txt" not in told.partition("Mungkin terbitan lain")[2].partition("%")[0]


def test_editions_are_listed_and_counted_on_the_start_page(visit: Visit) -> None:
    visit.go("/")
    visit.page.get_by_role("link", name="terbitan lain dari berkas yang sudah ada").click()
    visit.page.wait_for_url("**/terbitan")
    group = visit.page.locator(".kelompok section", has_text="notulen-salinan.txt")
    assert group.locator("li").count() >= 2
    group.locator("a").first.click()
    visit.page.wait_for_url("**/dokumen/**")


def test_a_person_s_offices_are_told_by_dated_evidence(
    visit: Visit, places: dict[str, str]
) -> None:
    visit.go(places["person"])
    told = visit.page.locator("main").inner_text()
    assert "11 Februari 2023 – 5 Maret 2025" in told
    assert visit.page.locator(".garis-waktu .kutipan").count() == 3
    visit.page.locator(".garis-waktu .kutipan").first.click()
    visit.page.wait_for_url("**/dokumen/**")
    assert visit.page.locator(".fakta.dipilih").count() == 1


def test_an_empty_cell_says_how_many_documents_there_are(
    visit: Visit, places: dict[str, str]
) -> None:
    visit.go(places["place"])
    row = visit.page.locator(".petak tbody tr", has_text="RW 05")
    assert "2" in row.locator("td").first.inner_text()
    visit.go(places["place"] + "&jenis=kesehatan")
    assert "0 usulan dalam 2 dokumen" in visit.page.locator(".petak tbody tr").first.inner_text()


@pytest.mark.parametrize(
    ("page", "leads"),
    [
        ("/gambar/program", "/jenis/"),
        ("/gambar/lembaga", "/lembaga/"),
        ("/gambar/pertemuan", "/pertemuan/"),
    ],
)
def test_marks_of_pictures_open_their_rows(visit: Visit, page: str, leads: str) -> None:
    visit.go(page)
    marks = visit.page.locator("figure svg a")
    addresses = marks.evaluate_all("l => l.map(a => a.getAttribute('href'))")
    assert addresses
    (goal, *_) = [a for a in addresses if a.startswith(leads)]
    assert visit.go(goal).status == 200


def test_an_original_comes_as_a_download_that_nothing_runs(
    visit: Visit, places: dict[str, str], site: str, trap: Trap
) -> None:
    visit.go(places["hostile"])
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("link", name="Unduh berkas asli").click()
    name = waiting.value.suggested_filename
    assert re.fullmatch(r"[\w.-]+\.html", name), name
    answer = visit.context.request.get(site + places["hostile"] + "/asli")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert trap.caught == []


def test_exports_keep_what_is_hostile_inert(
    visit: Visit, places: dict[str, str], site: str
) -> None:
    asked = visit.context.request
    csv = asked.get(f"{site}/risalah/proposals.csv?_stream=on").text()
    assert "'=HYPERLINK" in csv
    assert not re.search(r'(^|,)"?=HYPERLINK', csv, re.MULTILINE)
    raw = asked.get(f"{site}/risalah/proposals.csv?_stream=on&_mentah=1").text()
    assert re.search(r'(^|,)"?=HYPERLINK', raw, re.MULTILINE)
    record = asked.get(f"{site}{places['hostile']}.json")
    assert record.headers["content-type"].startswith("application/json")
    assert json.loads(record.text())["document"]["title"].startswith("=HYPERLINK")


@pytest.mark.parametrize(
    "path",
    ["/", "/cari?q=a", "/risalah/documents", "/tiada", "/gaya/sorot.js", "/risalah/documents.csv"],
)
def test_every_answer_has_the_headers_of_a_careful_site(visit: Visit, site: str, path: str) -> None:
    told = visit.context.request.get(site + path).headers
    policy = told["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert told["x-content-type-options"] == "nosniff"
    assert told["x-frame-options"] == "DENY"
    assert told["referrer-policy"] in ("same-origin", "no-referrer")


def test_free_sql_is_closed_and_a_forged_form_refused(visit: Visit, site: str) -> None:
    asked = visit.context.request
    for path in (
        "/risalah?sql=select+1",
        "/risalah.json?sql=select+1",
        "/risalah/documents?_where=1=1",
    ):
        assert asked.get(site + path).status == 403, path
    forged = asked.post(f"{site}/-/logout", headers={"cookie": "a=b"}, form={"x": "y"})
    assert forged.status == 405


def test_free_sql_that_was_opened_is_bounded(room: Room, tmp_path: Path) -> None:
    other = Room(tmp_path / "risalah.db", room.archive)
    shutil.copy(room.warehouse, other.warehouse)
    with served(other, "--sql", "on", is_quiet=False) as site:

        def status(sql: str) -> int:
            try:
                with urllib.request.urlopen(
                    f"{site}/risalah.json?{urlencode({'sql': sql})}", timeout=30
                ) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as error:
                return error.code

        assert status("select count(*) from documents") == 200
        for sql in (
            "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c",
            "select length(zeroblob(900000000))",
            "select length(group_concat(hex(zeroblob(9000000)))) from evidence",
            "delete from documents",
            "attach '/tmp/x.db' as x",
            "pragma journal_mode = delete",
        ):
            assert status(sql) == 400, sql

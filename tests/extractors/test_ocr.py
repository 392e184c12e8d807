"""The engine behind its interface: Tesseract for real, and programs that misbehave in its place."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors import bounded, ocr
from extractors.ocr import NoOcr, OcrEngine, OcrWord, Tesseract, find_engine
from extractors.readers import imaging, read
from models.errors import ArchiveError, ConfigError, MissingProgram, OcrFailed, OcrTimeout
from tests.extractors.readers.test_text_layers import FAULTY, HEALTHY, before

BLANK = np.full((700, 1240), 255, dtype=np.uint8)


def program(tmp_path: Path, read_page: str) -> Tesseract:
    """Return an engine whose program answers like Tesseract until it is given a page."""
    script = tmp_path / "tesseract-palsu"
    script.write_text(
        '#!/bin/sh\ncase "$1" in\n--list-langs) echo ind; exit;;\n--version) echo "tesseract 9.9"; exit;;\nesac\n'
        f"{read_page}\n"
    )
    script.chmod(0o755)
    return Tesseract(str(script))


def page_with(text: str) -> np.ndarray:
    image = Image.new("L", (1240, 700), 255)
    ImageDraw.Draw(image).text((80, 200), text, fill=0, font=ImageFont.load_default(56))
    return np.asarray(image, dtype=np.uint8)


def test_words_come_with_their_place_and_confidence(tesseract: OcrEngine) -> None:
    words = tesseract.read(page_with("Rapat RT 02 RW 05"))
    assert [w.text for w in words] == ["Rapat", "RT", "02", "RW", "05"]
    first = words[0]
    assert abs(first.left - 80) < 12
    assert 200 <= first.top <= 240
    assert all(0.5 < w.confidence <= 1 for w in words)


def test_an_empty_page_has_no_words(tesseract: OcrEngine) -> None:
    assert tesseract.read(BLANK) == ()


def test_an_engine_that_crashes_is_told_with_its_words(tmp_path: Path) -> None:
    engine = program(tmp_path, 'echo "Error in pixRead: bad" >&2; exit 134')
    with pytest.raises(OcrFailed, match=r"134.*pixRead"):
        engine.read(BLANK)


def test_an_engine_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SECONDS_A_PAGE", 0.5)
    with pytest.raises(OcrTimeout, match=r"no answer within 0\.5 s"):
        program(tmp_path, "exec sleep 60").read(BLANK)


def test_what_staff_are_told_of_a_page_that_took_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "SECONDS_A_PAGE", 0.5)
    engine = program(tmp_path, "exec sleep 60")
    with pytest.raises(OcrTimeout) as caught:
        read(one_page(tmp_path), ocr=engine)
    assert "batas waktunya" in caught.value.sentence
    assert "Pindai ulang" in caught.value.sentence
    path = tmp_path / "campuran.pdf"
    path.write_bytes(before(FAULTY["no layer"][0], HEALTHY["plain"]))
    page, other = read(path, ocr=engine).pages
    assert other.notes == ()
    [note] = page.notes
    assert note.startswith(
        "halaman 1 tidak terbaca: pembaca pindaian tidak selesai dalam batas waktunya ("
    )
    assert "pindai ulang halaman itu" in note


def test_an_engine_that_answers_nonsense_finds_nothing(tmp_path: Path) -> None:
    assert program(tmp_path, r"printf 'apa\tini\n1\t2\t3\n\377\376 sampah\n'").read(BLANK) == ()


def test_without_the_language_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingProgram, match="tesseract-ocr-ind"):
        assert Tesseract(str(program(tmp_path, "")._program), language="xyz").version


def test_an_engine_is_chosen_by_a_word(tesseract: OcrEngine) -> None:
    assert isinstance(tesseract, Tesseract)
    assert isinstance(find_engine("auto"), Tesseract)
    assert isinstance(find_engine("none"), NoOcr)


def test_without_the_program_auto_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert isinstance(find_engine("auto"), NoOcr)
    with pytest.raises(ConfigError, match="tesseract-ocr-ind") as told:
        find_engine("tesseract")
    for said in (str(told.value), told.value.sentence):
        assert "sudo apt-get install tesseract-ocr tesseract-ocr-ind" in said
        assert "--ocr auto" in said
        assert "--ocr none" not in said


def test_another_word_is_refused() -> None:
    with pytest.raises(ConfigError, match="say auto, tesseract or none"):
        find_engine("ajaib")


class Dictated:
    """An engine of another make."""

    name, version = "dikte", "1"

    def read(self, image: object) -> tuple[OcrWord, ...]:
        return tuple(
            OcrWord(t, 100 + 90 * i, 100, 80, 30, 0.9)
            for i, t in enumerate(["Rapat", "RT", "02", "di", "balai"])
        )


def test_another_engine_takes_the_place(tmp_path: Path) -> None:
    path = tmp_path / "pindaian.png"
    Image.fromarray(page_with("apa saja")).save(path)
    assert "Rapat RT 02 di balai" in read(path, ocr=Dictated()).text


def two_pages(tmp_path: Path) -> Path:
    path = tmp_path / "pindaian.tif"
    pages = [Image.fromarray(page_with(text)) for text in ("Halaman satu", "Halaman dua")]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


class Moody:
    """An engine that fails on some pages, as they come."""

    name, version = "murung", "1"

    def __init__(self, *fails: bool) -> None:
        self.fails = list(fails)
        self.asked = 0

    def read(self, image: object) -> tuple[OcrWord, ...]:
        self.asked += 1
        if self.fails.pop(0):
            raise OcrFailed(self.name, "exit code 134")
        return (OcrWord("Rapat", 100, 100, 80, 30, 0.9),)


def test_a_page_on_which_the_engine_fails_loses_only_itself(tmp_path: Path) -> None:
    source = read(two_pages(tmp_path), ocr=Moody(True, False))
    assert source.text.split() == ["Rapat"]
    # Pages are read side by side: which of them asks the engine first is not said.
    lost, good = sorted(source.pages, key=lambda page: page.origin)
    assert (lost.origin, good.origin) == ("none", "ocr")
    assert lost.notes == (
        f"halaman {lost.number} tidak terbaca: pembaca pindaian berhenti di tengah jalan; {imaging.SCAN_AGAIN}",
    )


POOR = tuple(
    OcrWord(text, 100 + 120 * at, 100, 110, 30, 0.7)
    for at, text in enumerate(["Rapat", "warga", "RT", "dua", "membahas", "saluran"])
)


class Fading:
    """An engine that reads a page poorly the first time, and fails from then on."""

    name, version = "pudar", "1"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: object, columns: bool = False) -> tuple[OcrWord, ...]:
        self.asked += 1
        if self.asked > 1:
            raise OcrFailed(self.name, "no answer within 120 s")
        return POOR

    def turn(self, image: object) -> int:
        return 0


def one_page(tmp_path: Path) -> Path:
    path = tmp_path / "pindaian.png"
    Image.fromarray(page_with("Rapat warga")).save(path)
    return path


def test_what_one_way_read_stays_where_another_fails(tmp_path: Path) -> None:
    source = read(one_page(tmp_path), ocr=Fading())
    assert "Rapat warga RT dua" in source.text
    assert source.pages[0].notes == (
        "halaman 1: pembaca pindaian berhenti pada satu cara; dipakai hasil cara yang lain",
    )


def test_no_other_way_is_begun_late_in_a_pages_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bounded.LIMITS.page_s >= 2 * imaging.LONG_S
    assert bounded.LIMITS.page_s > imaging.LONG_S + ocr.SECONDS_A_PAGE
    monkeypatch.setattr(imaging, "LONG_S", 0.0)
    engine = Fading()
    source = read(one_page(tmp_path), ocr=engine)
    assert engine.asked == 1
    assert source.pages[0].notes == ()


def test_when_no_page_is_read_the_document_fails_and_does_not_wait(tmp_path: Path) -> None:
    with pytest.raises(OcrFailed, match=r"pindaian\.tif") as caught:
        read(two_pages(tmp_path), ocr=Moody(True, True))
    assert caught.value.hopeless
    assert "belum terpasang" not in caught.value.sentence


def test_an_engine_that_keeps_failing_is_not_asked_for_each_page(tmp_path: Path) -> None:
    path = tmp_path / "pindaian.tif"
    page = Image.fromarray(page_with("Halaman"))
    page.save(path, save_all=True, append_images=[page] * 9)
    engine = Moody(False, *[True] * 9)
    assert len(read(path, ocr=engine).pages) == 10
    assert engine.asked == 4


def test_a_program_that_does_not_start_is_missing(tmp_path: Path) -> None:
    broken = tmp_path / "tesseract-rusak"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    with pytest.raises(MissingProgram, match="does not start"):
        assert Tesseract(str(broken)).version


def test_an_engine_that_opens_no_more_files_is_told_as_that_and_no_page_is_blamed(
    tmp_path: Path, tesseract: OcrEngine
) -> None:
    real = shutil.which("tesseract")
    # Its libraries cannot be opened: the loader says so by a number.
    starved = program(tmp_path, f'ulimit -n 3; exec {real} "$@"')
    with pytest.raises(ArchiveError, match="opens no more files"):
        starved.read(BLANK)
    said = program(tmp_path, 'echo "Too many open files" >&2; exit 1')
    with pytest.raises(ArchiveError, match="opens no more files"):
        said.read(BLANK)


def test_an_engine_that_is_taken_away_in_the_middle_blames_no_page(tmp_path: Path) -> None:
    there = tmp_path / "ind.traineddata"
    there.touch()
    script = tmp_path / "tesseract-palsu"
    script.write_text(
        f"#!/bin/sh\ncase $1 in --version) echo tesseract 9;; --list-langs) [ -e {there} ] && echo ind;;"
        f" *) rm {there}; exit 1;; esac\n"
    )
    script.chmod(0o755)
    with pytest.raises(MissingProgram, match="no longer finds its language"):
        Tesseract(str(script)).read(BLANK)

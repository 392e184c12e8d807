"""Kept readings over many nights: pages that the engine lost are tried again, and not for ever."""

from pathlib import Path

import pytest

import extractors
from extractors import bounded
from extractors import ocr as engines
from flows import run as runs
from flows.readings import TRIES
from flows.run import is_news
from intake.ledger import Ledger
from models.errors import OcrFailed, TooSlow
from tests.extractors.readers.test_inset_pictures import around, letters, pictured
from tests.extractors.readers.test_text_layers import FAULTY, HEALTHY, LINES, before, book
from tests.flows.test_run import Engine, _no_rest, drop, dump, inbox, night, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]

MIXED = before(FAULTY["no layer"][0], HEALTHY["plain"])
"""A scan before a page of text."""


class Ailing(Engine):
    """An engine that fails as long as it is ill."""

    is_ill = True

    def read(self, image: engines.Image, columns: bool = False) -> tuple[engines.OcrWord, ...]:
        words = super().read(image)
        if self.is_ill:
            raise OcrFailed(self.name, "exit code 134")
        return words


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Ailing:
    made = Ailing()
    use(made, monkeypatch)
    return made


def use(engine: engines.OcrEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "find_engine", lambda _: engine)


def has_news(inbox: Path) -> bool:
    home = inbox.parent
    return is_news(inbox, home / "w" / "risalah.db", home / "arsip", ocr="auto")


def text_in(inbox: Path) -> str:
    return dump(inbox.parent / "w" / "risalah.db")


def readings(inbox: Path) -> list[str]:
    found = (inbox.parent / "arsip" / "readings").glob("*/*.json.gz")
    return sorted(path.name.removesuffix(".json.gz") for path in found)


def named(*ends: str) -> list[str]:
    return [f"{extractors.READING}-hitung-{end}" for end in ends]


def test_pages_that_the_engine_lost_are_read_by_a_later_run(inbox: Path, engine: Ailing) -> None:
    drop(inbox, "campuran.pdf", MIXED)
    (outcome,) = night(inbox).outcomes
    assert (outcome.state, outcome.unread) == ("perlu diperiksa", (1,))
    ledger = Ledger(inbox.parent / "arsip")
    (entry,) = ledger.entries()
    ledger.close()
    assert "dicoba lagi pada malam berikutnya" in (entry.sentence or "")
    assert LINES[3] in text_in(inbox)
    assert has_news(inbox)
    engine.is_ill = False
    (outcome,) = night(inbox).outcomes
    assert outcome.unread == ()
    assert "Rapat warga RT 02 membahas" in text_in(inbox)
    assert not has_news(inbox)
    assert readings(inbox) == named("1", "1+2"), "the older one stays"


def test_a_page_that_always_fails_is_not_read_each_night_for_ever(
    inbox: Path, engine: Ailing
) -> None:
    drop(inbox, "campuran.pdf", MIXED)
    for _ in range(TRIES):
        assert night(inbox).outcomes
    assert not has_news(inbox)
    for _ in range(3):
        assert night(inbox).outcomes == ()
    (inbox.parent / "w" / "risalah.db").unlink()
    assert night(inbox).outcomes[0].unread == (1,)
    assert len(engine.asked) == TRIES
    assert readings(inbox) == named("1", "1+2", "1+3")
    assert not has_news(inbox)


def test_another_version_of_the_engine_tries_once_when_the_document_is_in_hand(
    inbox: Path, engine: Ailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "campuran.pdf", MIXED)
    for _ in range(TRIES):
        night(inbox)
    newer = Ailing(version="2")
    use(newer, monkeypatch)
    assert not has_news(inbox), "a newer engine alone makes no work"
    for _ in range(2):
        (inbox.parent / "w" / "risalah.db").unlink()
        night(inbox)
        assert len(newer.asked) == 1
    sound = Ailing(version="3")
    sound.is_ill = False
    use(sound, monkeypatch)
    (inbox.parent / "w" / "risalah.db").unlink()
    night(inbox)
    assert "Rapat warga RT 02 membahas" in text_in(inbox)
    assert readings(inbox) == named("1", "1+2", "1+3", "2", "3")
    use(engine, monkeypatch)
    (inbox.parent / "w" / "risalah.db").unlink()
    night(inbox)
    assert "Rapat warga RT 02 membahas" in text_in(inbox), "the best is taken, whatever is there"
    assert len(engine.asked) == TRIES


def test_what_cannot_be_read_again_keeps_what_was_read(
    inbox: Path, engine: Ailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "campuran.pdf", MIXED)
    night(inbox)

    def slow(path: Path, *, ocr: engines.OcrEngine) -> None:
        raise TooSlow(path.name, "takes too long to open")

    monkeypatch.setattr(bounded, "read", slow)
    for _ in range(TRIES - 1):
        (outcome,) = night(inbox).outcomes
        assert (outcome.state, outcome.unread) == ("perlu diperiksa", (1,))
        assert any("tidak dapat dibaca ulang" in note for note in outcome.notes)
    assert not has_news(inbox)
    assert LINES[3] in text_in(inbox)


def test_a_database_made_anew_without_an_engine_holds_what_was_read_in_part(
    inbox: Path, engine: Ailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "campuran.pdf", MIXED)
    night(inbox)
    use(engines.NoOcr(), monkeypatch)
    for _ in range(2):
        (inbox.parent / "w" / "risalah.db").unlink()
        night(inbox)
        assert LINES[3] in text_in(inbox)
        assert not has_news(inbox)
    use(engine, monkeypatch)
    assert has_news(inbox)


PICTURED = book(around(pictured(letters), 460, 70))
"""A page of text with a picture of text in it."""


def test_a_picture_among_the_text_that_the_engine_lost_is_read_by_a_later_run(
    inbox: Path, engine: Ailing
) -> None:
    drop(inbox, "usulan.pdf", PICTURED)
    (outcome,) = night(inbox).outcomes
    assert (outcome.state, outcome.unread) == ("perlu diperiksa", ())
    assert LINES[3] in text_in(inbox)
    assert has_news(inbox)
    engine.is_ill = False
    night(inbox)
    assert "Rapat warga RT 02 membahas" in text_in(inbox)
    assert LINES[3] in text_in(inbox)
    assert not has_news(inbox)


def test_a_picture_among_the_text_is_read_as_soon_as_there_is_an_engine(
    inbox: Path, no_ocr: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "usulan.pdf", PICTURED)
    (outcome,) = night(inbox).outcomes
    assert outcome.state == "perlu diperiksa"
    assert LINES[3] in text_in(inbox)
    use(Engine(), monkeypatch)
    night(inbox)
    assert "Rapat warga RT 02 membahas" in text_in(inbox)

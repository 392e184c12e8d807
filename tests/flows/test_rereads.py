"""Documents read anew because another version of the engine is there: by asking for it, and not by itself."""

import os
import re
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from extractors import ocr as engines
from flows import rereads
from flows.audit import audit
from flows.job import Job
from flows.rereads import ask_anew
from flows.status import status_lines
from intake.ledger import Ledger
from models.errors import ConfigError
from models.source import Source
from tests.extractors.readers.test_text_layers import FAULTY, HEALTHY
from tests.flows.command import environ_of, risalah
from tests.flows.test_lost_pages import MIXED, has_news, named, readings, text_in, use
from tests.flows.test_run import Engine, _no_rest, drop, inbox, night, no_ocr

__all__ = ["_no_rest", "inbox", "no_ocr"]

SCAN = FAULTY["no layer"][0]


class Reader(Engine):
    """An engine that reads these words on each page."""

    def __init__(self, version: str, words: str) -> None:
        super().__init__(version=version)
        self.words = words

    def read(self, image: engines.Image, columns: bool = False) -> tuple[engines.OcrWord, ...]:
        super().read(image)
        return tuple(
            engines.OcrWord(word, 100 + 120 * n, 100, 100, 30, 0.9)
            for n, word in enumerate(self.words.split())
        )


OLD = "Rapat warga RT 02 membahas saluran air di lingkungan"
BETTER = "Rapat warga RT 02 membahas saluran air dan jalan di lingkungan"
WORSE = "Rapat warga membahas"


def ask(inbox: Path, engine: engines.OcrEngine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    use(engine, monkeypatch)
    monkeypatch.setattr(rereads, "find_engine", lambda _: engine)
    return ask_anew(inbox.parent / "arsip", ocr="auto")


def closes(inbox: Path) -> bool:
    return audit(inbox.parent / "arsip", inbox.parent / "w" / "risalah.db").closes


def test_a_newer_engine_reads_anew_what_was_read_by_an_older_when_it_is_asked_to(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(Reader("1", OLD), monkeypatch)
    drop(inbox, "campuran.pdf", MIXED)
    drop(inbox, "teks.pdf", HEALTHY["plain"])
    night(inbox)
    newer = Reader("2", BETTER)
    use(newer, monkeypatch)
    assert not has_news(inbox), "a newer engine alone makes no work"
    assert ask(inbox, newer, monkeypatch) == ["1 dokumen dibaca ulang dengan hitung 2."]
    assert has_news(inbox)
    done = night(inbox)
    (outcome,) = done.outcomes
    assert (outcome.name, outcome.dropped, outcome.reread) == ("campuran.pdf", False, True)
    assert any("1 memakai bacaan baru, 0 tetap memakai bacaan lama" in s for s in done.lines())
    assert "saluran air dan jalan" in text_in(inbox)
    assert readings(inbox) == named("1", "1", "2"), "the older one stays; a text needs no engine"
    assert closes(inbox)
    assert not has_news(inbox)
    assert ask(inbox, newer, monkeypatch)[0].startswith("Tidak ada dokumen")
    (inbox.parent / "w" / "risalah.db").unlink()
    night(inbox)
    assert "saluran air dan jalan" in text_in(inbox)
    assert len(newer.asked) == 1


def test_a_reading_that_lost_words_does_not_take_the_place_of_the_older(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(Reader("1", OLD), monkeypatch)
    drop(inbox, "pindai.pdf", SCAN)
    night(inbox)
    worse = Reader("2", WORSE)
    ask(inbox, worse, monkeypatch)
    (outcome,) = night(inbox).outcomes
    assert outcome.reread is False
    for _ in range(2):
        assert "saluran air" in text_in(inbox)
        (inbox.parent / "w" / "risalah.db").unlink()
        night(inbox)
    assert readings(inbox) == named("1", "2")
    assert len(worse.asked) == 1, "it was read once"
    assert ask(inbox, worse, monkeypatch)[0].startswith("Tidak ada dokumen")


def test_what_earlier_readers_read_is_read_anew(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Reader("1", OLD)
    use(engine, monkeypatch)
    drop(inbox, "pindai.pdf", SCAN)
    night(inbox)
    monkeypatch.setattr("extractors.READING", "besok")
    assert ask(inbox, engine, monkeypatch) == ["1 dokumen dibaca ulang dengan hitung 1."]
    night(inbox)
    assert len(engine.asked) == 2
    assert len(readings(inbox)) == 2


def test_a_wish_waits_for_an_engine_and_outlives_a_run_that_stops(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(Reader("1", OLD), monkeypatch)
    drop(inbox, "pindai.pdf", SCAN)
    night(inbox)
    newer = Reader("2", BETTER)
    ask(inbox, newer, monkeypatch)
    use(engines.NoOcr(), monkeypatch)
    assert not has_news(inbox)
    assert night(inbox).outcomes == ()
    told = status_lines(inbox, inbox.parent / "arsip", cron="0 1 * * *", zone="Asia/Jakarta")
    assert any("menunggu dibaca ulang: 1 dokumen" in line for line in told)
    use(newer, monkeypatch)

    def ended(job: Job, source: Source, night: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("flows.steps.load_job", ended)
        with pytest.raises(KeyboardInterrupt):
            night(inbox)
    (outcome,) = night(inbox).outcomes
    assert outcome.reread is True
    assert "saluran air dan jalan" in text_in(inbox)
    assert len(newer.asked) == 1, "what was read is not read twice"


def test_without_an_engine_there_is_nothing_to_ask_for(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match="no OCR engine"):
        ask(inbox, engines.NoOcr(), monkeypatch)


FAKE = """#!/bin/sh
case "$1" in
--list-langs) echo ind ;;
--version) echo "tesseract $FAKE_VERSION" ;;
*) printf 'level\\tpage\\tblock\\tpar\\tline\\tword\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n'
   left=100
   for word in $FAKE_WORDS; do
     printf '5\\t1\\t1\\t1\\t1\\t1\\t%s\\t100\\t100\\t30\\t90\\t%s\\n' $left $word
     left=$((left + 120))
   done ;;
esac
"""


@pytest.mark.slow
def test_the_command_reads_anew_and_a_killed_run_is_made_up_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "inbox").mkdir()
    program = tmp_path / "bin" / "tesseract"
    program.write_text(FAKE)
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    for n, data in enumerate((SCAN, MIXED)):
        (tmp_path / "inbox" / f"pindai-{n}.pdf").write_bytes(data)
        os.utime(tmp_path / "inbox" / f"pindai-{n}.pdf", (1, 1))

    def ingest(
        version: str, words: str, *options: str, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        fake = {"PATH": path, "FAKE_VERSION": version, "FAKE_WORDS": words}
        env = environ_of(tmp_path, RISALAH_OCR="auto", **fake, **environ)
        return subprocess.run(
            risalah("ingest", *options), cwd=tmp_path, env=env,
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip

    def kept() -> list[str]:
        found = (tmp_path / "archive" / "readings").glob("*/*.json.gz")
        return sorted(re.sub(r"^\d+-|\.json\.gz$", "", path.name) for path in found)

    assert ingest("1.0", OLD).returncode == 0
    assert kept() == ["tesseract-1.0"] * 2
    assert "0 berkas datang" in ingest("2.0", BETTER).stdout
    assert kept() == ["tesseract-1.0"] * 2
    done = ingest("2.0", BETTER, "--reread", RISALAH_KILL_AT="after-read")
    assert done.returncode == -signal.SIGKILL
    assert "2 dokumen dibaca ulang dengan tesseract 2.0." in done.stdout
    done = ingest("2.0", BETTER)
    assert done.returncode == 0, done.stderr
    assert "2 memakai bacaan baru" in done.stdout
    assert kept() == ["tesseract-1.0"] * 2 + ["tesseract-2.0"] * 2
    done = ingest("2.0", BETTER, "--reread")
    assert "Tidak ada dokumen yang perlu dibaca ulang dengan tesseract 2.0." in done.stdout
    assert audit(tmp_path / "archive", tmp_path / "w" / "risalah.db").closes
    ledger = Ledger(tmp_path / "archive")
    assert [entry.attempts for entry in ledger.entries()] == [0, 0]
    assert not ledger.rereads()
    ledger.close()

"""Engines that read words off an image: Tesseract, and one that reads nothing.

Another engine takes its place by having `name`, `version` and `read`; nothing behind asks which it is.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from extractors.processes import starved
from models.errors import (
    ConfigError,
    MissingProgram,
    OcrFailed,
    OcrNotTried,
    OcrTimeout,
    shortage,
)

Image = npt.NDArray[np.uint8]

SECONDS_A_PAGE = 120
"""After so long a page is given up; a clean A4 page takes Tesseract under two seconds."""
FAILURES_IN_A_ROW = 3
"""After so many pages of one document that an engine failed on, the rest is not tried."""


INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-ind"
"""What is typed where the engine is missing."""
REMEDY = f"{INSTALL}, or pass --ocr auto"


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word on the image: pixels from the top left, confidence 0 to 1."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float


class OcrEngine(Protocol):
    """What a reader asks of an engine."""

    name: str

    @property
    def version(self) -> str:
        """Return the engine's version, part of what a reading is known by."""

    def read(self, image: Image, columns: bool = False) -> tuple[OcrWord, ...]:
        """Return the words of an upright image (grey, 200 to 300 dpi).

        `columns` says that running text stands in columns beside each other; it is only given
        where that is so.

        Raises: MissingProgram when the engine is not there, OcrFailed when it fails on this image.
        """


class NoOcr:
    """Reads nothing: pages without a text layer stay empty and say so."""

    name = "none"
    version = "0"

    def read(self, image: Image, columns: bool = False) -> tuple[OcrWord, ...]:
        """Return no words."""
        return ()


class Tesseract:
    """The program `tesseract` with its Indonesian data, one thread a process.

    Its own threads make it several times slower, so the callers run pages side by side instead.
    """

    name = "tesseract"

    def __init__(self, program: str = "tesseract", language: str = "ind") -> None:
        self._program = program
        self._language = language

    @cached_property
    def version(self) -> str:
        """Return the program's version.

        Raises: MissingProgram without the program or its Indonesian data.
        """
        if shutil.which(self._program) is None:
            raise MissingProgram(self._program, f"tesseract was not found; {REMEDY}")
        languages = self._probe("--list-langs").split()
        if self._language not in languages:
            raise MissingProgram(
                self._program, f"the language '{self._language}' is missing; {REMEDY}"
            )
        first = self._probe("--version").split("\n", 1)[0]
        return first.removeprefix("tesseract ").strip()

    def _probe(self, question: str) -> str:
        try:
            return self._run([question]).decode("utf-8", "replace")
        except OcrFailed as error:
            raise MissingProgram(self._program, f"tesseract does not start; {REMEDY}") from error

    def read(self, image: Image, columns: bool = False) -> tuple[OcrWord, ...]:
        """Return the words of an upright image.

        As one block its rows are read whole, with the dashes and numbers that stand alone at their
        beginning; only where columns stand beside each other it is left to Tesseract to part them.
        """
        assert self.version  # probes the program before the first page
        options = ["-l", self._language, "--psm", "3" if columns else "6"]
        options += ["-c", "thresholding_method=2", "-c", "tessedit_do_invert=0", "tsv"]
        with _held(image) as held:
            answer = self._run([_path(held), "stdout", *options], held).decode("utf-8", "replace")
        words = (_word(row.split("\t")) for row in answer.split("\n")[1:])
        return tuple(word for word in words if word is not None)

    def _is_there(self) -> bool:
        """Tell whether the program still finds its language: a page at which it fails, as it is taken away
        or opens no more files, is not to blame.
        """
        try:
            return self._language in self._probe("--list-langs").split()
        except MissingProgram:
            return False

    def _run(self, arguments: list[str], held: IO[bytes] | None = None) -> bytes:
        """Run the program, which may read an open file, and return what it answers."""
        try:
            done = subprocess.run(
                [self._program, *arguments],
                stdin=subprocess.DEVNULL,
                pass_fds=() if held is None else (held.fileno(),),
                capture_output=True,
                check=False,
                timeout=SECONDS_A_PAGE,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except OSError as error:
            raise shortage(error, memory=False) or MissingProgram(
                self._program, f"tesseract cannot be run; {REMEDY}"
            ) from error
        except subprocess.TimeoutExpired as error:
            raise OcrTimeout(
                self._program, f"no answer within {SECONDS_A_PAGE} s; scan the page at 200-300 dpi"
            ) from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip()
            short = starved(said)
            if short is not None:
                raise short
            reason = said.replace("\n", " ")[:200]
            if held is not None and not self._is_there():
                raise MissingProgram(
                    self._program, f"tesseract no longer finds its language ({reason}); {REMEDY}"
                )
            raise OcrFailed(self._program, f"exit code {done.returncode}: {reason}")
        return done.stdout


class Patient:
    """An engine at work on one document: tried page by page, and no more once it failed too often,
    so that a document of a hundred pages on which it hangs does not take the night.
    """

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._failures = 0  # pages are read side by side; a count one too high or low does no harm
        self.name = engine.name

    @property
    def version(self) -> str:
        """Return the engine's version."""
        return self._engine.version

    def read(self, image: Image, columns: bool = False) -> tuple[OcrWord, ...]:
        """Return the words of an image.

        Raises: MissingProgram; OcrFailed when the engine fails, or failed too often before.
        """
        if self._failures >= FAILURES_IN_A_ROW:
            raise OcrNotTried(self.name, f"failed on {self._failures} pages; the rest is not tried")
        try:
            words = self._engine.read(image, columns=True) if columns else self._engine.read(image)
        except OcrFailed:
            self._failures += 1
            raise
        self._failures = 0
        return words


def patient(engine: OcrEngine) -> OcrEngine:
    """Return the engine for one document; one that reads nothing stays as it is."""
    return engine if isinstance(engine, NoOcr) else Patient(engine)


def _word(cells: list[str]) -> OcrWord | None:
    """Return the word of one row of Tesseract's table; None for boxes without one, and nonsense."""
    if len(cells) < 12 or not cells[11].strip():
        return None
    try:
        confidence = float(cells[10])
        left, top, width, height = (int(c) for c in cells[6:10])
    except ValueError:
        return None
    if not 0 <= confidence <= 100:
        return None
    return OcrWord(cells[11].strip(), left, top, width, height, confidence / 100)


def _held(image: Image) -> IO[bytes]:
    """Return a grey image as an open file in memory, that vanishes when it is closed.

    The program reads its standard input byte by byte, and PGM point by point: together a sixth of
    its time over a page. A plain TIFF, which has a place to be read again from, costs it nothing.
    """
    if image.ndim != 2:
        image = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    good, data = cv2.imencode(".tif", image, [cv2.IMWRITE_TIFF_COMPRESSION, 1])
    if not good:
        raise OcrFailed("an image", "it cannot be written as TIFF; scan it at 200-300 dpi")
    # Where the system keeps no files in memory (not Linux) one without a name does the same.
    memory = getattr(os, "memfd_create", None)
    file: IO[bytes] | None = None
    try:
        file = os.fdopen(memory("page"), "w+b") if memory else tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
        file.write(data.tobytes())
        file.flush()
    except OSError as error:
        if file is not None:
            file.close()
        raise shortage(error, memory=False) or OcrFailed(
            "an image", f"no room to hold it for the engine ({error})"
        ) from error
    return file


def _path(held: IO[bytes]) -> str:
    """Return how another program calls an open file that it inherits."""
    return f"/dev/fd/{held.fileno()}"


def find_engine(choice: str) -> OcrEngine:
    """Return the engine for "auto", "tesseract" or "none"; "auto" does without when it is missing.

    Raises: ConfigError for another word, and for "tesseract" when it is not installed: no file is to blame.
    """
    if choice == "none":
        return NoOcr()
    if choice not in ("auto", "tesseract"):
        raise ConfigError(f"ocr = {choice!r}: say auto, tesseract or none")
    engine = Tesseract()
    try:
        assert engine.version
    except MissingProgram as error:
        if choice == "tesseract":
            raise ConfigError(f"ocr = {choice!r}: {error.detail}", sentence=_NOT_THERE) from error
        return NoOcr()
    return engine


_NOT_THERE = (
    "Pembaca pindaian (Tesseract) diminta dengan --ocr tesseract atau dalam pengaturan, tetapi belum terpasang "
    f"lengkap dengan bahasa Indonesia. Pasang dengan: {INSTALL} — atau pakai --ocr auto: yang bukan pindaian "
    "lalu tetap dibaca."
)

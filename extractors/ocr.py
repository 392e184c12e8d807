"""Engines that read words off an image: Tesseract, and one that reads nothing.

Another engine takes its place by having `name`, `version` and `read`; nothing behind asks which it is.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from models.errors import ConfigError, MissingProgram

Image = npt.NDArray[np.uint8]

SECONDS_A_PAGE = 120
"""After so long a page is given up; a clean A4 page takes Tesseract under two seconds."""

REMEDY = "install tesseract-ocr and tesseract-ocr-ind, or pass --ocr none"


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

    def read(self, image: Image) -> tuple[OcrWord, ...]:
        """Return the words of an upright image (grey, 200 to 300 dpi).

        Raises: MissingProgram when the engine is not there or gives no answer.
        """

    def turn(self, image: Image) -> int:
        """Return by how many degrees (0, 90, 180, 270) the page is turned clockwise; 0 in doubt."""


class NoOcr:
    """Reads nothing: pages without a text layer stay empty and say so."""

    name = "none"
    version = "0"

    def read(self, image: Image) -> tuple[OcrWord, ...]:
        """Return no words."""
        return ()

    def turn(self, image: Image) -> int:
        """Return 0."""
        return 0


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
        languages = self._run(["--list-langs"], b"").decode("utf-8", "replace").split()
        if self._language not in languages:
            raise MissingProgram(
                self._program, f"the language '{self._language}' is missing; {REMEDY}"
            )
        first = self._run(["--version"], b"").decode("utf-8", "replace").split("\n", 1)[0]
        return first.removeprefix("tesseract ").strip()

    def read(self, image: Image) -> tuple[OcrWord, ...]:
        """Return the words of an upright image."""
        assert self.version  # probes the program before the first page
        options = ["-l", self._language, "--psm", "3", "-c", "thresholding_method=2", "tsv"]
        words = []
        for row in (
            self._run(["stdin", "stdout", *options], _png(image))
            .decode("utf-8", "replace")
            .split("\n")[1:]
        ):
            cells = row.split("\t")
            if len(cells) < 12 or not cells[11].strip() or float(cells[10]) < 0:
                continue
            left, top, width, height = (int(c) for c in cells[6:10])
            words.append(
                OcrWord(cells[11].strip(), left, top, width, height, float(cells[10]) / 100)
            )
        return tuple(words)

    def turn(self, image: Image) -> int:
        """Return the page's turn as Tesseract's own detector sees it, when it is sure enough."""
        assert self.version
        try:
            answer = self._run(["stdin", "stdout", "--psm", "0", "-l", "osd"], _png(image)).decode(
                "utf-8", "replace"
            )
        except MissingProgram:
            return 0  # too little text on the page, or no detector data: take it as it stands
        rotate = re.search(r"Rotate:\s*(\d+)", answer)
        sure = re.search(r"Orientation confidence:\s*([\d.]+)", answer)
        return int(rotate.group(1)) % 360 if rotate and sure and float(sure.group(1)) > 2 else 0

    def _run(self, arguments: list[str], data: bytes) -> bytes:
        try:
            done = subprocess.run(
                [self._program, *arguments],
                input=data,
                capture_output=True,
                check=False,
                timeout=SECONDS_A_PAGE,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except FileNotFoundError as error:
            raise MissingProgram(self._program, f"tesseract was not found; {REMEDY}") from error
        except subprocess.TimeoutExpired as error:
            raise MissingProgram(
                self._program, f"no answer within {SECONDS_A_PAGE} s; scan the page at 200-300 dpi"
            ) from error
        if done.returncode != 0:
            reason = done.stderr.decode("utf-8", "replace").strip().replace("\n", " ")[:200]
            raise MissingProgram(self._program, f"exit code {done.returncode}: {reason}")
        return done.stdout


def _png(image: Image) -> bytes:
    good, data = cv2.imencode(".png", image)
    if not good:
        raise ValueError("an image that cannot be written as PNG")
    return bytes(data)


def find_engine(choice: str) -> OcrEngine:
    """Return the engine for "auto", "tesseract" or "none"; "auto" does without when it is missing.

    Raises: ConfigError for another word, MissingProgram for "tesseract" when it is not installed.
    """
    if choice == "none":
        return NoOcr()
    if choice not in ("auto", "tesseract"):
        raise ConfigError(f"ocr = {choice!r}: say auto, tesseract or none")
    engine = Tesseract()
    try:
        assert engine.version
    except MissingProgram:
        if choice == "tesseract":
            raise
        return NoOcr()
    return engine

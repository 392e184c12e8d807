"""The log for the maintainer, kept in a file."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from models.privacy import Discreet

FILE = "risalah.log"
_BYTES = 1_000_000
_PACKAGES = ("flows", "extractors", "intake", "warehouse", "risalah")
_FOLDER = "RISALAH_LOG_FOLDER"
"""Tells the processes that this one starts where the log is kept."""


def keep_log(folder: Path) -> None:
    """Keep warnings and faults of the program in a file of this folder, here and in the processes that are
    started from here and call `keep_log_of_parent`.
    """
    os.environ[_FOLDER] = str(folder.resolve())
    handler = RotatingFileHandler(
        folder / FILE, maxBytes=_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for package in _PACKAGES:
        logging.getLogger(package).addHandler(handler)


def keep_log_of_parent() -> None:
    """Log as the process does that started this one. Prefect runs what is scheduled in a process of its
    own, whose lines would go into no file and, as Python writes them, quote the document.
    """
    folder = os.environ.get(_FOLDER)
    if folder is None or logging.getLogger(_PACKAGES[0]).handlers:
        return
    keep_log(Path(folder))
    said = logging.StreamHandler(sys.stderr)
    said.setLevel(logging.ERROR)
    said.setFormatter(Discreet("%(levelname)s:%(name)s:%(message)s"))
    for package in _PACKAGES:
        logging.getLogger(package).addHandler(said)
        logging.getLogger(package).propagate = False

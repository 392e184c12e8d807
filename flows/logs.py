"""The log for the maintainer, kept in a file."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from models.privacy import Discreet

FILE = "risalah.log"
_BYTES = 1_000_000


def keep_log(folder: Path) -> None:
    """Keep warnings and faults of the program in a file of this folder."""
    handler = RotatingFileHandler(
        folder / FILE, maxBytes=_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for package in ("flows", "extractors", "intake", "warehouse"):
        logging.getLogger(package).addHandler(handler)

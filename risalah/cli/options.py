"""The options that several commands share, and the settings that come of them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from models.privacy import masked
from risalah.settings import OCR_CHOICES, Settings, load


class GivenPath(click.Path):
    """A place that was named. An empty text is none: as a path it would be the folder that one is in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the place. Raises: BadParameter."""
        if value == "":
            self.fail("is empty", param, ctx)
        return super().convert(value, param, ctx)


PATH = GivenPath()


FILES = click.argument("files", nargs=-1, required=True, type=PATH, metavar="BERKAS…")


OCR = click.option(
    "--ocr",
    type=click.Choice(OCR_CHOICES),
    help="Pembaca pindaian: auto, tesseract, atau none (tanpa).",
)


INBOX = click.option("--inbox", type=PATH, help="Folder tempat berkas ditaruh.")


ARCHIVE = click.option("--archive", type=PATH, help="Folder arsip berkas asli.")


WAREHOUSE = click.option("--warehouse", type=PATH, help="Berkas basis data SQLite.")


PLACES = click.option("--places", type=PATH, help="Berkas daftar wilayah yang sudah diimpor.")


KEPT = click.option(
    "--from-reading",
    is_flag=True,
    help="BERKAS adalah bacaan yang disimpan arsip (readings/…/….json.gz); berkas aslinya tidak dibuka.",
)


STATE = click.option("--state", type=PATH, help="Folder keadaan Prefect.")


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of whatever runs the flow: where things lie, and how scans are read."""
    for option in (PLACES, OCR, STATE, ARCHIVE, WAREHOUSE, INBOX):
        command = option(command)
    return command


def settings_of(options: Mapping[str, object]) -> Settings:
    """Return the settings with what was given on the command line; odd variables are told on stderr.

    Raises: ConfigError.
    """
    return load(options, warn=lambda line: say(f"risalah: {line}"))


def say(line: str) -> None:
    """Tell progress on stderr, private numbers masked: stdout belongs to the result."""
    click.echo(masked(line), err=True)


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there; one that cannot be looked at (a share that broke off) is, and whoever
    opens it says why it cannot.
    """
    try:
        return path.is_dir()
    except OSError:
        return True


_MADE = {"inbox": "kotak masuk", "archive": "arsip", "warehouse": "basis data"}
"""What a command makes where it is not there, as staff call it."""
_NEW = (
    "Ini instalasi baru yang masih kosong. Bila Risalah sudah pernah dipakai, jalankan di foldernya, atau "
    "sebut letak arsipnya dengan --archive."
)


def tell_what_is_new(settings: Settings, *names: str) -> None:
    """Tell on stderr what a command is about to make, by its full path: run in another folder it would
    begin an installation of its own without a word.
    """
    from intake.ledger import is_kept

    is_there = {
        "inbox": is_folder(settings.inbox),
        "archive": is_kept(settings.archive),
        "warehouse": settings.warehouse.is_file(),
    }
    new = [name for name in names if not is_there[name]]
    for name in new:
        say(f"risalah: belum ada {_MADE[name]}; dibuat baru: {getattr(settings, name).resolve()}")
    if "archive" in new:
        say(f"risalah: {_NEW}")

"""Commands that keep the archive: backup, restore, doctor."""

import os
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from models.errors import ArchiveError, ConfigError, InputError
from risalah.cli.options import ARCHIVE, PATH, settings_of
from risalah.cli.root import main
from risalah.settings import Settings

_DAMAGED = (
    "Ada berkas asli di arsip yang rusak. Taruh lagi berkas aslinya di kotak masuk, atau salin dari folder "
    "cadangan ke kotak masuk."
)
_MEND = "taruh lagi berkas itu di kotak masuk, atau salin {} dari folder cadangan ke kotak masuk"
_CLOSED = (
    "Ada folder arsip yang tidak boleh atau tidak dapat dibuka, jadi isinya tidak diperiksa. Minta pengelola "
    "memberi izin atau memeriksa disknya."
)


@main.command()
@click.argument("folder", type=PATH, metavar="FOLDER")
@ARCHIVE
def backup(folder: Path, **options: Any) -> None:
    """Salin arsip ke FOLDER dan periksa salinannya; yang sudah ada di sana tidak disalin lagi."""
    from flows.clock import clock
    from intake.backup import backup as copy
    from intake.goals import real

    settings = settings_of(options)
    try:
        if real(folder).is_relative_to(real(settings.inbox)):
            raise ArchiveError(
                f"{folder}: lies inside the inbox, which would take the copies for new documents",
                sentence="Cadangan tidak boleh terletak di dalam kotak masuk. Pilih folder di disk lain.",
            )
        done = copy(settings.archive, folder, clock(settings.zone)())
    except ArchiveError as error:
        _send(settings, "Risalah: cadangan gagal", [error.sentence, str(error)])
        raise
    click.echo(
        f"Cadangan di {folder}: {done.originals} berkas asli ({done.byte_count} bita), {done.copied} disalin sekarang, "
        f"{done.ledger_files} berkas di buku arsip; semua diperiksa."
    )


@main.command()
@click.argument("folder", type=PATH, metavar="FOLDER")
@ARCHIVE
def restore(folder: Path, **options: Any) -> None:
    """Buat arsip kembali dari cadangan di FOLDER; setelah itu risalah ingest mengisi basis data."""
    from intake.backup import restore as bring_back

    settings = settings_of(options)
    done = bring_back(folder, settings.archive)
    click.echo(
        f"Arsip {settings.archive} dipulihkan dari cadangan {done.made}: {done.originals} berkas asli, "
        f"{done.ledger_files} berkas di buku arsip. Jalankan risalah ingest untuk mengisi basis data."
    )


@main.command()
@ARCHIVE
@click.option(
    "--share",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Periksa satu dari sekian bagian arsip; tiap hari bagian yang lain.",
)
def doctor(share: int, **options: Any) -> None:
    """Periksa apa yang terpasang dan apakah berkas asli di arsip masih utuh."""
    from extractors.ocr import INSTALL, Tesseract
    from flows.clock import clock
    from intake.archive import Archive
    from intake.damaged import as_received
    from intake.strays import need_archive, told

    settings = settings_of(options)
    archive = settings.archive
    try:
        need_archive(archive)
    except ConfigError as error:
        _send(settings, "Risalah: arsip tidak ada", [error.sentence])
        raise
    today = datetime.fromisoformat(clock(settings.zone)()).toordinal()
    damaged = Archive(archive).verify(share, today)
    closed = [path for path in damaged if path.is_dir()]
    received = as_received(archive, damaged)
    for path in damaged:
        what = (
            "folder ini tidak boleh atau tidak dapat dibuka; beri izin atau periksa disknya"
            if path in closed
            else f"isinya bukan lagi yang disimpan; {_MEND.format('/'.join(path.parts[-3:]))}"
        )
        click.echo(f"Arsip: {received.get(path, path.name)}: {what}")
    if damaged:
        names = [received.get(path, path.name) for path in damaged]
        _send(settings, "Risalah: berkas asli di arsip rusak", names)
        raise ArchiveError(
            f"{archive}: {len(damaged)} damaged or not to be opened; restore them from a backup, or give the right",
            sentence=_CLOSED if len(closed) == len(damaged) else _DAMAGED,
        )
    lost = told(archive)
    if lost:
        _send(settings, "Risalah: buku arsip tidak lengkap", [lost])
        raise ArchiveError(
            f"{archive}: holds originals that its ledger does not know; restore the ledger from a backup",
            sentence=f"Arsip: {lost}.",
        )
    part = "semua berkas asli" if share == 1 else f"berkas asli bagian hari ini (1 dari {share})"
    click.echo(f"Arsip: {part} utuh")
    click.echo(f"Python {sys.version.split()[0]}: ada")
    old_word = "ada" if shutil.which("antiword") else "belum ada (sudo apt-get install antiword)"
    click.echo(f"antiword, pembaca Word lama (.doc): {old_word}")
    try:
        click.echo(f"Tesseract {Tesseract().version} dengan bahasa Indonesia: ada")
    except InputError:
        click.echo("Tesseract dengan bahasa Indonesia: belum ada")
        raise ConfigError(
            "tesseract, or its Indonesian data, is missing",
            sentence=f"Pembaca pindaian (Tesseract) belum terpasang lengkap. Pasang dengan: {INSTALL}",
        ) from None


def _send(settings: Settings, title: str, lines: list[str]) -> None:
    """Send a message to the addresses that the settings name, where they name some."""
    from flows.notify import VARIABLE, notify

    if settings.notify:
        os.environ.setdefault(VARIABLE, settings.notify)
    notify(title, lines)

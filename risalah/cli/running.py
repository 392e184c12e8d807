"""Commands that run the flow, and that tell how it went."""

import sys
from pathlib import Path
from typing import Any

import click

from models.errors import ConfigError, InputError, RisalahError
from models.privacy import masked
from risalah.cli.options import (
    ARCHIVE,
    INBOX,
    STATE,
    WAREHOUSE,
    is_folder,
    run_options,
    say,
    settings_of,
    tell_what_is_new,
)
from risalah.cli.root import main
from risalah.settings import Settings


@main.command()
@run_options
@click.option(
    "--runner",
    type=click.Choice(("local", "dask")),
    default="local",
    show_default=True,
    help="Di mana berkas dibaca: di komputer ini, atau oleh pekerja Dask (docs/operations.md).",
)
@click.option("--scheduler", default="", help="Alamat penjadwal Dask, mis. tcp://10.0.0.1:8786.")
@click.option(
    "--reread",
    is_flag=True,
    help="Baca ulang juga semua pindaian yang dulu dibaca mesin OCR versi lain; bacaan lama tetap disimpan.",
)
def ingest(runner: str, scheduler: str, reread: bool, **options: Any) -> None:
    """Baca berkas baru di kotak masuk sekali jalan, simpan aslinya, muat ke basis data."""
    from flows.engine import prepare
    from flows.once import ingest_once
    from flows.stop import stoppable

    if (runner == "dask") != bool(scheduler):
        raise ConfigError(
            "--runner dask and --scheduler ADDRESS belong together; give both or none",
            sentence="--runner dask dan --scheduler ALAMAT harus diberikan bersama, atau keduanya tidak.",
        )
    settings = settings_of(options)
    # A folder that was named and is not there is a slip of the pen.
    is_usual = settings.inbox == Settings().inbox
    prepare(settings.state, settings.notify)
    if is_usual or is_folder(settings.inbox):
        tell_what_is_new(settings, "inbox", "archive", "warehouse")
    if is_usual and not is_folder(settings.inbox):
        _make(settings.inbox)
    with stoppable() as stop:
        if reread:
            from flows.rereads import ask_anew

            for line in ask_anew(settings.archive, ocr=settings.ocr):
                click.echo(line)
        summary = ingest_once(**_shared(settings), scheduler=scheduler)
        stop.check()
    for line in summary.lines():
        click.echo(masked(line))
    if summary.failed:
        sys.exit(InputError.exit_code)


@main.command()
@run_options
@click.option("--cron", help="Jadwal cron; bawaan 0 1 * * * (pukul 01.00).")
@click.option("--zone", help="Zona waktu; bawaan Asia/Jakarta.")
def schedule(**options: Any) -> None:
    """Jalankan alur yang sama setiap malam pada server Prefect (dinyalakan sendiri bila belum ada)."""
    from flows.engine import prepare

    settings = settings_of(options)
    prepare(settings.state, settings.notify)
    tell_what_is_new(settings, "archive", "warehouse")
    from flows.schedule import serve_schedule

    serve_schedule(**_shared(settings), cron=settings.cron, state=settings.state, say=say)


@main.command()
@run_options
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    default=10,
    show_default=True,
    help="Kotak masuk dilihat paling lambat setiap sekian detik.",
)
@click.option(
    "--events/--no-events",
    default=True,
    show_default=True,
    help="Lihat juga segera setelah sistem memberi tahu perubahan di kotak masuk, atau tidak.",
)
def watch(every: float, events: bool, **options: Any) -> None:
    """Awasi kotak masuk sepanjang hari: berkas yang sudah lengkap langsung dibaca."""
    from flows.engine import prepare
    from intake.scan import need_inbox

    settings = settings_of(options)
    need_inbox(settings.inbox)
    prepare(settings.state, settings.notify)
    tell_what_is_new(settings, "archive", "warehouse")
    from flows.watch import watch as keep_watch

    keep_watch(**_shared(settings), say=say, every=every, events=events)


@main.command()
@INBOX
@WAREHOUSE
@ARCHIVE
@STATE
def status(**options: Any) -> None:
    """Katakan apa yang masuk, apa yang gagal dan kenapa, kapan terakhir dan kapan berikutnya jalan."""
    from flows.status import status_lines

    settings = settings_of(options)
    for line in status_lines(
        settings.inbox,
        settings.archive,
        cron=settings.cron,
        zone=settings.zone,
        state=settings.state,
    ):
        click.echo(line)


@main.command()
@INBOX
@WAREHOUSE
@ARCHIVE
def audit(**options: Any) -> None:
    """Hitung apakah setiap berkas yang pernah diterima masih ada tempatnya; kode keluar 1 bila tidak."""
    from flows.audit import audit as count

    settings = settings_of(options)
    found = count(settings.archive, settings.warehouse, settings.inbox)
    for line in found.lines():
        click.echo(line)
    if not found.closes:
        sys.exit(RisalahError.exit_code)


def _shared(settings: Settings) -> dict[str, Any]:
    """Return what every way to run the flow is told."""
    names = ("inbox", "warehouse", "archive", "ocr", "zone", "places")
    return {name: getattr(settings, name) for name in names}


def _make(inbox: Path) -> None:
    try:
        inbox.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"inbox {inbox}: cannot be made ({error.strerror}); make it or name another with --inbox",
            sentence=f"Folder {inbox} tidak dapat dibuat. Buat dahulu, atau sebut yang lain dengan --inbox",
        ) from error

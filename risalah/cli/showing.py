"""Commands that show the database to others: the site, snapshots, exports."""

import contextlib
import json
from functools import partial
from pathlib import Path
from typing import Any

import click

from models.errors import ConfigError
from risalah.cli.options import ARCHIVE, INBOX, PATH, WAREHOUSE, settings_of, tell_what_is_new
from risalah.cli.root import Group, main


@main.command()
@WAREHOUSE
@ARCHIVE
@INBOX
@click.option("--host", help="Alamat; bawaan 127.0.0.1 (hanya komputer ini).")
@click.option("--port", type=int, help="Porta; bawaan 8001.")
@click.option("--sql", help="SQL bebas bagi pengunjung: on atau off; bawaan off.")
def serve(**options: Any) -> None:
    """Buka basis data di peramban dengan Datasette."""
    from flows.books import books
    from warehouse import open_warehouse
    from warehouse.site.serve import serve as serve_site

    settings = settings_of(options)
    tell_what_is_new(settings, "warehouse")
    open_warehouse(settings.warehouse).conn.close()
    # What Ctrl+C asks for is what it gets: no error.
    with contextlib.suppress(KeyboardInterrupt):
        serve_site(
            settings.warehouse,
            host=settings.host,
            port=settings.port,
            books=partial(books, settings.archive, settings.warehouse, inbox=settings.inbox),
            archive=settings.archive,
            free_sql=settings.sql == "on",
            say=lambda url: click.echo(f"Buka {url} di peramban. Tekan Ctrl+C untuk berhenti."),
        )


@main.command()
@click.argument("folder", type=PATH, metavar="MAP")
@WAREHOUSE
def snapshot(folder: Path, warehouse: Path | None) -> None:
    """Bekukan basis data ke MAP: salinan bertanggal dengan banyaknya baris dan sidiknya, untuk dikutip."""
    from flows.clock import clock
    from warehouse.snapshot import snapshot as freeze

    settings = settings_of({"warehouse": warehouse})
    now = clock(settings.zone)()
    made = freeze(settings.warehouse, folder, now=now)
    click.echo(f"{made.database} dan {made.told.name}: {made.rows['documents']} dokumen.")
    click.echo(f"Kutip: Risalah, salinan {now[:10]}, sha256 {made.sha256}")


@main.group(cls=Group)
def export() -> None:
    """Isi basis data dalam bentuk yang dibaca program lain."""


@export.command("popolo")
@click.argument("file", type=PATH, metavar="BERKAS")
@click.option(
    "--base",
    default="http://127.0.0.1:8001/",
    show_default=True,
    help="Alamat situs; sumber menunjuk ke sana.",
)
@WAREHOUSE
def export_popolo(file: Path, base: str, warehouse: Path | None) -> None:
    """Tulis orang, lembaga, jabatan, dan pertemuan ke BERKAS sebagai Popolo JSON, dengan sumbernya."""
    from warehouse import open_warehouse
    from warehouse.popolo import checked, popolo

    if not base.startswith(("http://", "https://")):
        raise ConfigError(
            f"--base {base}: is no address; say http://… or https://…",
            sentence="Alamat situs pada --base harus dimulai dengan http:// atau https://.",
        )
    settings = settings_of({"warehouse": warehouse})
    db = open_warehouse(settings.warehouse)
    try:
        made = checked(popolo(db.conn, base if base.endswith("/") else f"{base}/"))
    finally:
        db.conn.close()
    try:
        file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise ConfigError(
            f"{file}: cannot be written ({error.strerror or error}); name another",
            sentence="Berkas itu tidak dapat ditulis. Sebut nama atau map lain.",
        ) from error
    click.echo(f"{file}: " + ", ".join(f"{len(rows)} {_CALLED[k]}" for k, rows in made.items()))


_CALLED = {
    "persons": "orang",
    "organizations": "lembaga",
    "posts": "jabatan",
    "memberships": "pemegang jabatan",
    "events": "pertemuan",
}
"""What staff call the classes of Popolo."""

"""The commands of the official places."""

from pathlib import Path
from typing import Any

import click

from risalah.cli.options import PATH, PLACES, settings_of
from risalah.cli.root import Group, each, main


@main.group(cls=Group)
def places() -> None:
    """Daftar resmi wilayah (kode dan nama): impor, lihat, hapus; Risalah bekerja juga tanpanya."""


@places.command("import")
@click.argument("file", type=PATH, metavar="BERKAS")
@PLACES
def places_import(file: Path, places: Path | None) -> None:
    """Impor daftar wilayah dari BERKAS (.tsv atau .csv, dua kolom: kode dan nama); boleh diulang."""
    from flows.clock import clock
    from intake.places import import_places

    settings = settings_of({"places": places})
    now = clock(settings.zone)()

    def one(path: Path) -> None:
        info = import_places(path, settings.places, now=now)
        click.echo(f"{_counted(info)} diimpor dari {info.source}.")
        click.echo(
            "Dokumen yang sudah dimuat diperiksa ulang dengannya pada risalah ingest berikutnya."
        )

    each((file,), one)


@places.command("status")
@PLACES
def places_status(**options: Any) -> None:
    """Katakan daftar wilayah mana yang dipakai."""
    from intake.places import places_info

    kept = settings_of(options).places
    info = places_info(kept)
    if info is None:
        click.echo("Belum ada daftar wilayah. Impor dengan: risalah places import BERKAS")
        return
    click.echo(f"{_counted(info)}.")
    click.echo(
        f"Diimpor {info.imported} dari {info.source}; disimpan di {kept} (versi {info.version})."
    )


@places.command("remove")
@PLACES
def places_remove(**options: Any) -> None:
    """Hapus daftar wilayah; dokumen dimuat ulang tanpanya pada risalah ingest berikutnya."""
    from intake.places import remove_places

    removed = remove_places(settings_of(options).places)
    click.echo("Daftar wilayah dihapus." if removed else "Tidak ada daftar wilayah.")


def _counted(info: Any) -> str:
    province, kota, kecamatan, kelurahan = info.counts
    return (
        f"{province} provinsi, {kota} kabupaten/kota, {kecamatan} kecamatan, "
        f"{kelurahan} kelurahan/desa"
    )

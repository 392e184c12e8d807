"""Commands by which a person says who is who."""

from collections.abc import Mapping
from typing import Any

import click

from risalah.cli.options import ARCHIVE, WAREHOUSE, settings_of
from risalah.cli.root import main

CODES = click.argument("codes", nargs=2, metavar="KODE KODE")


WITHDRAW = click.option(
    "--batal", is_flag=True, help="Tarik kembali keputusan tentang pasangan ini."
)


@main.command()
@CODES
@WITHDRAW
@WAREHOUSE
@ARCHIVE
def same(codes: tuple[str, str], batal: bool, **options: Any) -> None:
    """Putuskan bahwa dua sebutan adalah orang atau lembaga yang sama; keputusan disimpan di arsip."""
    _decide(codes, None if batal else True, options)


@main.command()
@CODES
@WITHDRAW
@WAREHOUSE
@ARCHIVE
def apart(codes: tuple[str, str], batal: bool, **options: Any) -> None:
    """Putuskan bahwa dua sebutan bukan orang atau lembaga yang sama; keputusan disimpan di arsip."""
    _decide(codes, None if batal else False, options)


def _decide(codes: tuple[str, str], is_same: bool | None, options: Mapping[str, object]) -> None:
    from flows.identities import decide

    settings = settings_of(options)
    for line in decide(
        settings.warehouse, settings.archive, codes, is_same=is_same, zone=settings.zone
    ):
        click.echo(line)


@main.command()
@click.argument("name", default="", metavar="[NAMA]")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Paling banyak sekian pasangan ragu.",
)
@WAREHOUSE
@ARCHIVE
def identities(name: str, limit: int, **options: Any) -> None:
    """Tampilkan siapa yang bernama ini beserta kode sebutannya, yang mungkin sama, dan keputusan orang."""
    from flows.identities import identity_lines

    settings = settings_of(options)
    for line in identity_lines(settings.warehouse, settings.archive, name, limit=limit):
        click.echo(line)

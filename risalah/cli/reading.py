"""Commands that read files and print what is in them; no database."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from models.errors import (
    ConfigError,
    DamagedReading,
    InputError,
    MissingFile,
    NoPicture,
    NotAFile,
    RisalahError,
    UnreadableFile,
)
from risalah.cli.options import FILES, KEPT, OCR, PATH, PLACES, say, settings_of
from risalah.cli.root import each, line_of, main
from risalah.settings import Settings


@main.command()
@FILES
@OCR
@PLACES
@KEPT
def extract(
    files: tuple[Path, ...], ocr: str | None, places: Path | None, from_reading: bool
) -> None:
    """Cetak catatan tiap berkas sebagai satu objek JSON per baris; tanpa basis data."""
    from extractors import record_of
    from intake.places import load_wilayah

    settings = settings_of({"ocr": ocr, "places": places})
    wilayah = load_wilayah(settings.places)

    def one(path: Path) -> None:
        source = _kept(path) if from_reading else _read(path, settings)
        record = record_of(source, wilayah)
        click.echo(
            json.dumps({"file": path.name, **record.model_dump(mode="json")}, ensure_ascii=False)
        )

    each(files, one)


@main.command()
@click.argument("folder", type=PATH, metavar="FOLDER")
@OCR
@click.option(
    "--misses", is_flag=True, help="Sebut juga tiap dokumen: apa yang terlewat, berlebih, keliru."
)
@click.option("--json", "as_json", is_flag=True, help="Semua angka dan rincian sebagai JSON.")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    help="Kode keluar 1 bila nilai rata-rata di bawah angka ini (0 sampai 1).",
)
def evaluate(
    folder: Path, ocr: str | None, misses: bool, as_json: bool, at_least: float | None
) -> None:
    """Ukur ketepatan catatan: dokumen di FOLDER dibandingkan dengan kunci di sampingnya.

    Kunci dari surat.pdf adalah surat.json: apa yang ditemukan pembaca yang teliti di surat itu.
    """
    from evaluation import measure, summarize, telling
    from extractors import extract as extract_file

    engine = _engine(settings_of({"ocr": ocr}))
    failed: list[InputError] = []

    def tell(error: InputError) -> None:
        failed.append(error)
        say(line_of(error))

    measured = list(measure(folder, lambda path: extract_file(path, ocr=engine), tell))
    if as_json:
        click.echo(json.dumps(telling.as_json(measured), ensure_ascii=False, indent=1))
    else:
        for line in telling.lines(measured, misses=misses):
            click.echo(line)
    if failed:
        sys.exit(InputError.exit_code)
    overall = summarize(one.judgement for one in measured).overall
    if at_least is not None and (overall or 0) < at_least:
        sys.exit(RisalahError.exit_code)


_HOW_READ = {"text": "teks berkas", "ocr": "dibaca OCR", "none": "tidak dibaca"}


@main.command()
@FILES
@OCR
@click.option(
    "--json", "as_json", is_flag=True, help="Baris, kata, kotak, asal dan keyakinan sebagai JSON."
)
@KEPT
def read(files: tuple[Path, ...], ocr: str | None, as_json: bool, from_reading: bool) -> None:
    """Cetak teks sebagaimana terbaca, halaman demi halaman, dengan catatan tentang apa yang tidak terbaca
    dan mengapa; tanpa penggalian.
    """
    settings = settings_of({"ocr": ocr})

    def one(path: Path) -> None:
        source = _kept(path) if from_reading else _read(path, settings)
        if as_json:
            click.echo(json.dumps({"file": path.name, **asdict(source)}, ensure_ascii=False))
            return
        for note in source.notes:
            click.echo(f"=== {path.name} · catatan: {note}")
        pages = source.text.split("\f")
        for page, text in zip(source.pages, pages, strict=True):
            click.echo(
                f"=== {path.name} · halaman {page.number} · {_HOW_READ[page.origin]}"
                f" · keyakinan {page.confidence:.2f}"
            )
            # A page that was given up has its note for its reason.
            for told in dict.fromkeys(filter(None, (page.reason, *page.notes))):
                click.echo(f"--- {told}")
            click.echo(text.replace("\v", " / ").rstrip("\n"))

    each(files, one)


@main.command()
@click.argument("file", type=PATH, metavar="BERKAS")
@click.option("--item", type=click.IntRange(min=1), help="Nomor butir; tanpa ini semua didaftar.")
@click.option(
    "--output",
    type=PATH,
    help="Tulis potongan halaman dari butir itu ke berkas gambar ini (.png).",
)
@click.option(
    "--page", "whole", is_flag=True, help="Seluruh halaman dengan kotaknya, bukan potongannya."
)
@OCR
@PLACES
def show(
    file: Path,
    item: int | None,
    output: Path | None,
    whole: bool,
    ocr: str | None,
    places: Path | None,
) -> None:
    """Tunjukkan di mana tiap butir catatan terbaca: daftar butir, atau tempat satu butir; dengan --output juga
    sebagai gambar. Tanpa itu tidak ada yang ditulis.
    """
    from extractors import record_of
    from extractors.showing import items
    from intake.places import load_wilayah

    settings = settings_of({"ocr": ocr, "places": places})

    def one(path: Path) -> None:
        source = _read(path, settings)
        shown = items(record_of(source, load_wilayah(settings.places)))
        if item is None:
            for each in shown:
                page = f"halaman {each.evidence[0].page}" if each.evidence else "tanpa kutipan"
                click.echo(f"{each.number:4}  {each.part:10}  {page:12}  {each.text}")
            return
        if not shown:
            raise ConfigError(
                f"--item {item}: {path.name} has no items",
                sentence="Di berkas ini tidak ditemukan satu butir pun.",
            )
        if item > len(shown):
            raise ConfigError(
                f"--item {item}: {path.name} has the items 1 to {len(shown)}",
                sentence=f"Berkas ini punya butir 1 sampai {len(shown)}; pilih salah satunya dengan --item",
            )
        _show_item(path, source, shown[item - 1], output, whole=whole)

    each((file,), one)


def _show_item(path: Path, source: Any, item: Any, output: Path | None, *, whole: bool) -> None:
    """Tell of one item, and write the picture of its first quote where one is asked for."""
    from extractors.readers.picture_of import cut_out, marked, png
    from models.boxes import spots

    click.echo(f"{item.number}  {item.part}  {item.text}")
    for e in item.evidence:
        quote = " ".join(e.quote.split())
        click.echo(f"  halaman {e.page}, huruf {e.start} sampai {e.end}: {quote}")
        click.echo(f"    keyakinan {round(e.confidence * 100)} %: {e.reason}")
        for b in e.boxes:
            click.echo(
                f"    kotak {b.x0:.1f} {b.top:.1f} {b.x1:.1f} {b.bottom:.1f} (halaman {b.page})"
            )
    if not item.evidence:
        click.echo("  tanpa kutipan: dinyatakan oleh berkasnya sendiri, di luar teks")
        return
    if output is None:
        click.echo(
            "  gambarnya: sebut berkas yang ditulis dengan --output, mis. --output butir.png"
        )
        return
    first = item.evidence[0]
    found = spots(source, first.start, first.end)
    if not found:
        raise NoPicture(path.name, "has no pages to see; its quotes are characters of its text")
    page = found[0].page
    boxes = [spot.box for spot in found if spot.page == page]
    picture = (marked if whole else cut_out)(path, source, page, boxes)
    _write_picture(output, png(picture))
    click.echo(f"Ditulis: {output}")


def _write_picture(goal: Path, picture: bytes) -> None:
    try:
        goal.write_bytes(picture)
    except OSError as error:
        raise ConfigError(
            f"--output {goal}: cannot be written ({error.strerror}); name another",
            sentence="Gambarnya tidak dapat ditulis di sana. Sebut tempat lain dengan --output",
        ) from error


@main.command()
def schema() -> None:
    """Cetak JSON Schema dari satu catatan."""
    from models.record import Record

    click.echo(json.dumps(Record.model_json_schema(), ensure_ascii=False, indent=2))


def _engine(settings: Settings) -> Any:
    from extractors.ocr import find_engine

    return find_engine(settings.ocr)


def _read(path: Path, settings: Settings) -> Any:
    """Read a file as it is read at night."""
    from extractors.bounded import read as read_file

    return read_file(path, ocr=_engine(settings))


def _kept(path: Path) -> Any:
    """Load a reading that the archive keeps."""
    from models.source_json import load as load_source

    try:
        return load_source(path.read_bytes())
    except IsADirectoryError as error:
        raise NotAFile(path.name, "is a folder; name a file in it") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFile(path.name, f"is no file ({error.strerror}); check its name") from error
    except OSError as error:
        raise UnreadableFile(path.name, f"cannot be opened ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedReading(path.name, f"is no kept reading ({error})") from error

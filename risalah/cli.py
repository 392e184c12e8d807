"""The command line: words and exit codes; every command stands over a plain function below."""

import contextlib
import json
import logging
import shutil
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from models.errors import (
    ArchiveError,
    ConfigError,
    DamagedDocument,
    InputError,
    MissingFile,
    NoPicture,
    RisalahError,
    Stopped,
)
from models.privacy import Discreet, masked, printable
from risalah import __version__
from risalah.settings import OCR_CHOICES, Settings, load

_EPILOG = (
    "Kode keluar: 0 semua berhasil · 1 kesalahan umum · 2 ada berkas yang tidak dapat dibaca, atau salah tulis perintah · "
    "3 pengaturan salah · 4 arsip tidak dapat ditulis · 5 basis data bermasalah · 143 dihentikan sebelum selesai."
)
FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="BERKAS…"
)
OCR = click.option(
    "--ocr",
    type=click.Choice(OCR_CHOICES),
    help="Pembaca pindaian: auto, tesseract, atau none (tanpa).",
)
INBOX = click.option(
    "--inbox", type=click.Path(path_type=Path), help="Folder tempat berkas ditaruh."
)
ARCHIVE = click.option(
    "--archive", type=click.Path(path_type=Path), help="Folder arsip berkas asli."
)
WAREHOUSE = click.option(
    "--warehouse", type=click.Path(path_type=Path), help="Berkas basis data SQLite."
)
PLACES = click.option(
    "--places", type=click.Path(path_type=Path), help="Berkas daftar wilayah yang sudah diimpor."
)
KEPT = click.option(
    "--from-reading",
    is_flag=True,
    help="BERKAS adalah bacaan yang disimpan arsip (readings/…/….json.gz); berkas aslinya tidak dibuka.",
)
STATE = click.option("--state", type=click.Path(path_type=Path), help="Folder keadaan Prefect.")


class _Command(click.Command):
    """Says in Indonesian what its --help does."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_indonesian(super().get_help_option(ctx))


def _in_indonesian(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Tampilkan bantuan ini."
    return option


class _Group(click.Group):
    """Turns our errors into one line on stderr and their exit code; --debug shows the trace."""

    command_class = _Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _in_indonesian(super().get_help_option(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RisalahError as error:
            if ctx.params.get("debug"):
                traceback.print_exc()
            click.echo(_line(error), err=True)
            ctx.exit(error.exit_code)
        except Stopped:
            from flows.stop import STOPPED

            click.echo(STOPPED, err=True)
            ctx.exit(Stopped.exit_code)


def _line(error: RisalahError) -> str:
    """Return an error as one line that no control character of a file's name can break."""
    return f"risalah: {printable(' '.join(str(error).split()))}"


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="risalah %(version)s", help="Tampilkan versi.")
@click.option("--debug", is_flag=True, help="Tampilkan jejak lengkap bila terjadi kesalahan.")
def main(debug: bool) -> None:
    """Risalah: dari notulen, berita, dan proposal kelurahan menjadi data yang dapat ditanyai."""
    handler = logging.StreamHandler(sys.stderr)
    if not debug:  # a service keeps what is said here
        handler.setFormatter(Discreet("%(levelname)s:%(name)s:%(message)s"))
    logging.basicConfig(level=logging.DEBUG if debug else logging.ERROR, handlers=[handler])
    if not debug:
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


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

    settings = _settings({"ocr": ocr, "places": places})
    wilayah = load_wilayah(settings.places)

    def one(path: Path) -> None:
        source = _kept(path) if from_reading else _read(path, settings)
        record = record_of(source, wilayah)
        click.echo(
            json.dumps({"file": path.name, **record.model_dump(mode="json")}, ensure_ascii=False)
        )

    _each(files, one)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
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

    engine = _engine(_settings({"ocr": ocr}))
    failed: list[InputError] = []

    def tell(error: InputError) -> None:
        failed.append(error)
        _say(f"{_line(error)} | {error.sentence}")

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


@main.command()
@FILES
@OCR
@click.option(
    "--json", "as_json", is_flag=True, help="Baris, kata, kotak, asal dan keyakinan sebagai JSON."
)
@KEPT
def read(files: tuple[Path, ...], ocr: str | None, as_json: bool, from_reading: bool) -> None:
    """Cetak teks sebagaimana terbaca, halaman demi halaman; tanpa penggalian."""
    settings = _settings({"ocr": ocr})

    def one(path: Path) -> None:
        source = _kept(path) if from_reading else _read(path, settings)
        if as_json:
            click.echo(json.dumps({"file": path.name, **asdict(source)}, ensure_ascii=False))
            return
        pages = source.text.split("\f")
        for page, text in zip(source.pages, pages, strict=True):
            click.echo(
                f"=== {path.name} · halaman {page.number} · {page.origin} · keyakinan {page.confidence:.2f}"
            )
            if page.reason:
                click.echo(f"--- {page.reason}")
            click.echo(text.replace("\v", " / ").rstrip("\n"))

    _each(files, one)


@main.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="BERKAS")
@click.option("--item", type=click.IntRange(min=1), help="Nomor butir; tanpa ini semua didaftar.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Gambar yang ditulis; bawaan BERKAS-butir-N.png.",
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
    """Tunjukkan di mana tiap butir catatan terbaca: daftar butir, atau potongan halaman dari satu butir."""
    from extractors import record_of
    from extractors.showing import items
    from intake.places import load_wilayah

    settings = _settings({"ocr": ocr, "places": places})

    def one(path: Path) -> None:
        source = _read(path, settings)
        shown = items(record_of(source, load_wilayah(settings.places)))
        if item is None:
            for each in shown:
                page = f"halaman {each.evidence[0].page}" if each.evidence else "tanpa kutipan"
                click.echo(f"{each.number:4}  {each.part:10}  {page:12}  {each.text}")
            return
        if item > len(shown):
            raise ConfigError(f"--item {item}: {path.name} has the items 1 to {len(shown)}")
        _show_item(path, source, shown[item - 1], output, whole=whole)

    _each((file,), one)


def _show_item(path: Path, source: Any, item: Any, output: Path | None, *, whole: bool) -> None:
    """Tell of one item, and write the picture of its first quote."""
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
    first = item.evidence[0]
    found = spots(source, first.start, first.end)
    if not found:
        raise NoPicture(path.name, "has no pages to see; its quotes are characters of its text")
    page = found[0].page
    boxes = [spot.box for spot in found if spot.page == page]
    picture = (marked if whole else cut_out)(path, source, page, boxes)
    goal = output or Path(f"{path.stem}-butir-{item.number}.png")
    _write_picture(goal, png(picture))
    click.echo(f"Ditulis: {goal}")


def _write_picture(goal: Path, picture: bytes) -> None:
    try:
        goal.write_bytes(picture)
    except OSError as error:
        raise ConfigError(
            f"--output {goal}: cannot be written ({error.strerror}); name another"
        ) from error


@main.command()
@INBOX
@WAREHOUSE
@ARCHIVE
@STATE
@OCR
@PLACES
@click.option(
    "--runner",
    type=click.Choice(("local", "dask")),
    default="local",
    show_default=True,
    help="Di mana berkas dibaca: di komputer ini, atau oleh pekerja Dask (docs/operations.md).",
)
@click.option("--scheduler", default="", help="Alamat penjadwal Dask, mis. tcp://10.0.0.1:8786.")
def ingest(runner: str, scheduler: str, **options: Any) -> None:
    """Baca berkas baru di kotak masuk sekali jalan, simpan aslinya, muat ke basis data."""
    from flows.engine import prepare
    from flows.once import ingest_once

    if (runner == "dask") != bool(scheduler):
        raise ConfigError(
            "--runner dask and --scheduler ADDRESS belong together; give both or none"
        )
    settings = _settings(options)
    # A folder that was named and is not there is a slip of the pen.
    if settings.inbox == Settings().inbox:
        settings.inbox.mkdir(parents=True, exist_ok=True)
    prepare(settings.state, settings.notify)
    summary = ingest_once(
        settings.inbox,
        settings.warehouse,
        settings.archive,
        ocr=settings.ocr,
        zone=settings.zone,
        places=settings.places,
        scheduler=scheduler,
    )
    for line in summary.lines():
        click.echo(masked(line))
    if summary.failed:
        sys.exit(InputError.exit_code)


@main.command()
@INBOX
@WAREHOUSE
@ARCHIVE
@STATE
@OCR
@PLACES
@click.option("--cron", help="Jadwal cron; bawaan 0 1 * * * (pukul 01.00).")
@click.option("--zone", help="Zona waktu; bawaan Asia/Jakarta.")
def schedule(**options: Any) -> None:
    """Jalankan alur yang sama setiap malam pada server Prefect (dinyalakan sendiri bila belum ada)."""
    from flows.engine import prepare

    settings = _settings(options)
    prepare(settings.state, settings.notify)
    from flows.schedule import serve_schedule

    serve_schedule(
        settings.inbox,
        settings.warehouse,
        settings.archive,
        ocr=settings.ocr,
        cron=settings.cron,
        zone=settings.zone,
        places=settings.places,
        say=_say,
    )


@main.command()
@INBOX
@WAREHOUSE
@ARCHIVE
@STATE
@OCR
@PLACES
def watch(**options: Any) -> None:
    """Awasi kotak masuk sepanjang hari: berkas yang sudah lengkap langsung dibaca."""
    from flows.engine import prepare

    settings = _settings(options)
    if not settings.inbox.is_dir():
        raise ConfigError(
            f"inbox {settings.inbox}: is no folder; make it or name another with --inbox"
        )
    prepare(settings.state, settings.notify)
    from flows.watch import watch as keep_watch

    # What Ctrl+C asks for is what it gets: no error.
    with contextlib.suppress(KeyboardInterrupt):
        keep_watch(
            settings.inbox,
            settings.warehouse,
            settings.archive,
            ocr=settings.ocr,
            zone=settings.zone,
            say=_say,
            places=settings.places,
        )


@main.command()
@WAREHOUSE
@ARCHIVE
@click.option("--host", help="Alamat; bawaan 127.0.0.1 (hanya komputer ini).")
@click.option("--port", type=int, help="Porta; bawaan 8001.")
@click.option("--sql", help="SQL bebas bagi pengunjung: on atau off; bawaan off.")
def serve(**options: Any) -> None:
    """Buka basis data di peramban dengan Datasette."""
    from flows.books import books
    from warehouse import open_warehouse
    from warehouse.site.serve import serve as serve_site

    settings = _settings(options)
    open_warehouse(settings.warehouse).conn.close()
    # What Ctrl+C asks for is what it gets: no error.
    with contextlib.suppress(KeyboardInterrupt):
        serve_site(
            settings.warehouse,
            host=settings.host,
            port=settings.port,
            books=partial(books, settings.archive, settings.warehouse),
            archive=settings.archive,
            free_sql=settings.sql == "on",
            say=lambda url: click.echo(f"Buka {url} di peramban. Tekan Ctrl+C untuk berhenti."),
        )


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAP")
@WAREHOUSE
def snapshot(folder: Path, warehouse: Path | None) -> None:
    """Bekukan basis data ke MAP: salinan bertanggal dengan banyaknya baris dan sidiknya, untuk dikutip."""
    from warehouse.snapshot import snapshot as freeze

    settings = _settings({"warehouse": warehouse})
    now = datetime.now(ZoneInfo(settings.zone)).isoformat(timespec="seconds")
    made = freeze(settings.warehouse, folder, now=now)
    click.echo(f"{made.database} dan {made.told.name}: {made.rows['documents']} dokumen.")
    click.echo(f"Kutip: Risalah, salinan {now[:10]}, sha256 {made.sha256}")


@main.group(cls=_Group)
def export() -> None:
    """Isi basis data dalam bentuk yang dibaca program lain."""


@export.command("popolo")
@click.argument("file", type=click.Path(path_type=Path), metavar="BERKAS")
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

    settings = _settings({"warehouse": warehouse})
    db = open_warehouse(settings.warehouse)
    try:
        made = checked(popolo(db.conn, base if base.endswith("/") else f"{base}/"))
    finally:
        db.conn.close()
    try:
        file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written ({error.strerror or error})") from error
    click.echo(f"{file}: " + ", ".join(f"{len(rows)} {name}" for name, rows in made.items()))


@main.command()
@INBOX
@WAREHOUSE
@ARCHIVE
@STATE
def status(**options: Any) -> None:
    """Katakan apa yang masuk, apa yang gagal dan kenapa, kapan terakhir dan kapan berikutnya jalan."""
    from flows.status import status_lines

    settings = _settings(options)
    for line in status_lines(
        settings.inbox, settings.archive, cron=settings.cron, zone=settings.zone
    ):
        click.echo(line)


@main.group(cls=_Group)
def places() -> None:
    """Daftar resmi wilayah (kode dan nama): impor, lihat, hapus; Risalah bekerja juga tanpanya."""


@places.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="BERKAS")
@PLACES
def places_import(file: Path, places: Path | None) -> None:
    """Impor daftar wilayah dari BERKAS (.tsv atau .csv, dua kolom: kode dan nama); boleh diulang."""
    from intake.places import import_places

    settings = _settings({"places": places})
    now = datetime.now(ZoneInfo(settings.zone)).isoformat(timespec="seconds")

    def one(path: Path) -> None:
        info = import_places(path, settings.places, now=now)
        click.echo(f"{_counted(info)} diimpor dari {info.source}.")
        click.echo(
            "Dokumen yang sudah dimuat diperiksa ulang dengannya pada risalah ingest berikutnya."
        )

    _each((file,), one)


@places.command("status")
@PLACES
def places_status(**options: Any) -> None:
    """Katakan daftar wilayah mana yang dipakai."""
    from intake.places import places_info

    kept = _settings(options).places
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

    removed = remove_places(_settings(options).places)
    click.echo("Daftar wilayah dihapus." if removed else "Tidak ada daftar wilayah.")


def _counted(info: Any) -> str:
    province, kota, kecamatan, kelurahan = info.counts
    return (
        f"{province} provinsi, {kota} kabupaten/kota, {kecamatan} kecamatan, "
        f"{kelurahan} kelurahan/desa"
    )


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

    settings = _settings(options)
    for line in decide(
        settings.warehouse, settings.archive, codes, is_same=is_same, zone=settings.zone
    ):
        click.echo(line)


@main.command()
@click.argument("name", default="", metavar="[NAMA]")
@click.option("--limit", default=20, show_default=True, help="Paling banyak sekian pasangan ragu.")
@WAREHOUSE
@ARCHIVE
def identities(name: str, limit: int, **options: Any) -> None:
    """Tampilkan siapa yang bernama ini beserta kode sebutannya, yang mungkin sama, dan keputusan orang."""
    from flows.identities import identity_lines

    settings = _settings(options)
    for line in identity_lines(settings.warehouse, settings.archive, name, limit=limit):
        click.echo(line)


@main.command()
@WAREHOUSE
@ARCHIVE
def audit(**options: Any) -> None:
    """Hitung apakah setiap berkas yang pernah diterima masih ada tempatnya; kode keluar 1 bila tidak."""
    from flows.audit import audit as count

    settings = _settings(options)
    found = count(settings.archive, settings.warehouse)
    for line in found.lines():
        click.echo(line)
    if not found.closes:
        sys.exit(RisalahError.exit_code)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@ARCHIVE
def backup(folder: Path, **options: Any) -> None:
    """Salin arsip ke FOLDER dan periksa salinannya; yang sudah ada di sana tidak disalin lagi."""
    from flows.run import clock
    from intake.backup import backup as copy

    settings = _settings(options)
    done = copy(settings.archive, folder, clock(settings.zone)())
    click.echo(
        f"Cadangan di {folder}: {done.originals} berkas asli ({done.byte_count} bita), {done.copied} disalin sekarang, "
        f"{done.ledger_files} berkas di buku arsip; semua diperiksa."
    )


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@ARCHIVE
def restore(folder: Path, **options: Any) -> None:
    """Buat arsip kembali dari cadangan di FOLDER; setelah itu risalah ingest mengisi basis data."""
    from intake.backup import restore as bring_back

    settings = _settings(options)
    done = bring_back(folder, settings.archive)
    click.echo(
        f"Arsip {settings.archive} dipulihkan dari cadangan {done.made}: {done.originals} berkas asli, "
        f"{done.ledger_files} berkas di buku arsip. Jalankan risalah ingest untuk mengisi basis data."
    )


@main.command()
def schema() -> None:
    """Cetak JSON Schema dari satu catatan."""
    from models.record import Record

    click.echo(json.dumps(Record.model_json_schema(), ensure_ascii=False, indent=2))


@main.command()
@ARCHIVE
def doctor(**options: Any) -> None:
    """Periksa apa yang terpasang dan apakah berkas asli di arsip masih utuh."""
    from extractors.ocr import Tesseract
    from intake.archive import Archive

    archive = _settings(options).archive
    damaged = Archive(archive).verify()
    for name in damaged:
        click.echo(f"Arsip: {name}: isinya bukan lagi yang disimpan; pulihkan dari cadangan")
    if damaged:
        raise ArchiveError(f"{archive}: {len(damaged)} damaged; restore them from a backup")
    click.echo("Arsip: semua berkas asli utuh")
    click.echo(f"Python {sys.version.split()[0]}: ada")
    old_word = "ada" if shutil.which("antiword") else "belum ada (sudo apt-get install antiword)"
    click.echo(f"antiword, pembaca Word lama (.doc): {old_word}")
    try:
        click.echo(f"Tesseract {Tesseract().version} dengan bahasa Indonesia: ada")
    except InputError:
        click.echo("Tesseract dengan bahasa Indonesia: belum ada")
        raise ConfigError(
            "pasang dengan: sudo apt-get install tesseract-ocr tesseract-ocr-ind"
        ) from None


def _settings(options: Mapping[str, object]) -> Settings:
    return load(options, warn=lambda line: _say(f"risalah: {line}"))


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
    except OSError as error:
        raise MissingFile(path.name, f"cannot be opened ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedDocument(path.name, f"is no kept reading ({error})") from error


def _say(line: str) -> None:
    click.echo(masked(line), err=True)


def _each(files: tuple[Path, ...], work: Callable[[Path], None]) -> None:
    """Do the work for each file; one that fails is told and the others go on."""
    failed = False
    for path in files:
        try:
            work(path)
        except InputError as error:
            failed = True
            click.echo(f"{_line(error)} | {error.sentence}", err=True)
    if failed:
        sys.exit(InputError.exit_code)

"""Where things lie and how to read: by option, else by RISALAH_… variable, else by file, else default.

The file is `risalah.toml` in the working directory, or the one that RISALAH_CONFIG names.
docs/settings.md lists what can be set.
"""

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from intake.goals import real
from models.errors import ConfigError

OCR_CHOICES = ("auto", "tesseract", "none")
PREFIX = "RISALAH_"
"""What the name of a variable starts with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set."""

    inbox: Path = field(
        default=Path("data/inbox"), metadata={"meaning": "folder where files are dropped"}
    )
    archive: Path = field(
        default=Path("data/archive"), metadata={"meaning": "folder of the originals"}
    )
    warehouse: Path = field(
        default=Path("data/warehouse/risalah.db"), metadata={"meaning": "file of the database"}
    )
    state: Path = field(
        default=Path(".state"), metadata={"meaning": "folder of Prefect's own state"}
    )
    places: Path = field(
        default=Path("data/places/wilayah.tsv.gz"),
        metadata={"meaning": "file of the official places, once they are imported"},
    )
    ocr: str = field(
        default="auto", metadata={"meaning": "reader of scans: auto, tesseract or none"}
    )
    host: str = field(
        default="127.0.0.1",
        metadata={"meaning": "address of the site; the default is this machine only"},
    )
    port: int = field(default=8001, metadata={"meaning": "port of the site, 1 to 65535"})
    sql: str = field(
        default="off",
        metadata={"meaning": "whether visitors of the site may ask in SQL of their own: on or off"},
    )
    cron: str = field(
        default="0 1 * * *",
        metadata={"meaning": "when the nightly run starts: five fields of cron"},
    )
    zone: str = field(
        default="Asia/Jakarta", metadata={"meaning": "time zone of that, by its IANA name"}
    )
    notify: str = field(
        default="",
        metadata={
            "meaning": "where a failed night is told: addresses of Apprise, separated by blanks"
        },
    )


def load(
    options: Mapping[str, object],
    environ: Mapping[str, str] = os.environ,
    warn: Callable[[str], None] = lambda line: None,
) -> Settings:
    """Return the settings; `options` that are None were not given.

    A variable that looks like ours and is none is told to `warn`: it may be another program's.

    Raises: ConfigError naming the file or variable, the key, and what would do.
    """
    names = {f.name: f.type for f in fields(Settings)}
    values: dict[str, object] = {}
    named = environ.get("RISALAH_CONFIG")
    file = Path(named) if named else Path("risalah.toml")
    if named or file.is_file():
        values.update(_from_file(file, set(names)))
    for name in names:
        if f"{PREFIX}{name.upper()}" in environ:
            values[name] = environ[f"{PREFIX}{name.upper()}"]
    _warn_of_unknown(environ, names, warn)
    values.update({k: v for k, v in options.items() if v is not None})
    return _checked(values)


def _warn_of_unknown(
    environ: Mapping[str, str], names: Mapping[str, object], warn: Callable[[str], None]
) -> None:
    known = [f"{PREFIX}{name.upper()}" for name in ("config", *names)]
    ours = (n for n in environ if n.startswith(PREFIX) and not n.startswith(f"{PREFIX}SETUP_"))
    for name in sorted(n for n in ours if n not in known):
        near = difflib.get_close_matches(name, known, n=1)
        warn(
            f"{name}: pengaturan ini tidak dikenal dan tidak dipakai{f'; maksudnya {near[0]}?' if near else ''}"
        )


def _from_file(file: Path, names: set[str]) -> dict[str, object]:
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(
            f"{file}: cannot be read ({error.strerror})",
            sentence=f"Berkas pengaturan {file} tidak dapat dibaca. Periksa nama dan izinnya.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{file}: is no TOML ({error})",
            sentence=f"Berkas pengaturan {file} salah tulis. Tiap baris tampak seperti: port = 8002, atau "
            'ocr = "none"',
        ) from error
    unknown = sorted(set(found) - names)
    if unknown:
        raise ConfigError(
            f"{file}: unknown key {unknown[0]!r}; known are {', '.join(sorted(names))}",
            sentence=f"Berkas pengaturan {file} menyebut {unknown[0]}, yang tidak dikenal. Yang dikenal: "
            f"{', '.join(sorted(names))}.",
        )
    for key, value in found.items():
        if not isinstance(value, str) and type(value) is not int:
            raise ConfigError(
                f"{file}: {key} = {value!r}: say a text or a number",
                sentence=f"Isi {key} di berkas pengaturan {file} harus teks dalam tanda kutip, atau angka.",
            )
    return found


def _checked(values: dict[str, object]) -> Settings:
    made: dict[str, object] = {}
    for key, value in values.items():
        if key in ("inbox", "archive", "warehouse", "state", "places"):
            if str(value) == "":  # as a path it would be the folder that one is in
                raise ConfigError(
                    f"{key} = '': name a place, or leave it out",
                    sentence=f"Pengaturan {key} kosong. Sebut letaknya, atau hapus pengaturan itu.",
                )
            made[key] = Path(str(value)).expanduser()
        elif key == "port":
            if not str(value).isdigit() or not 0 < int(str(value)) < 65536:
                raise ConfigError(
                    f"port = {value!r}: say a number from 1 to 65535",
                    sentence=f"Porta {value} tidak dapat dipakai. Sebut angka mulai 1 sampai 65535.",
                )
            made[key] = int(str(value))
        else:
            made[key] = str(value)
    settings = Settings(**made)  # type: ignore[arg-type]  # each was made above
    if settings.ocr not in OCR_CHOICES:
        raise ConfigError(
            f"ocr = {settings.ocr!r}: say auto, tesseract or none",
            sentence=f"Pengaturan ocr = {settings.ocr} tidak dikenal. Pilih auto, tesseract atau none.",
        )
    if settings.sql not in ("on", "off"):
        raise ConfigError(
            f"sql = {settings.sql!r}: say on or off",
            sentence=f"Pengaturan sql = {settings.sql} tidak dikenal. Pilih on atau off.",
        )
    _check_time(settings.cron, settings.zone)
    _apart(settings)
    return settings


def _check_time(cron: str, zone: str) -> None:
    try:
        if len(cron.split()) != 5:
            raise CronSimError("Bad number of fields")
        CronSim(cron, datetime(2000, 1, 1))
    except CronSimError as error:
        raise ConfigError(
            f"cron = {cron!r}: is no time ({error}); say minute, hour, day, month and weekday, such as '0 1 * * *' for one at night",
            sentence=f"Jadwal cron {cron} bukan waktu. Sebut menit, jam, tanggal, bulan dan hari, misalnya "
            "'0 1 * * *' untuk pukul 01.00 tiap malam.",
        ) from error
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise ConfigError(
            f"zone = {zone!r}: is no time zone; say Asia/Jakarta, Asia/Makassar, Asia/Jayapura or another IANA name",
            sentence=f"Zona waktu {zone} tidak dikenal. Pilih misalnya Asia/Jakarta, Asia/Makassar atau Asia/Jayapura.",
        ) from error


_CALLED = {
    "inbox": "kotak masuk",
    "archive": "arsip",
    "warehouse": "basis data",
    "places": "daftar wilayah",
}


def _apart(settings: Settings) -> None:
    """Refuse what is stored inside what is dropped, or the reverse: one must not be taken for the other."""
    inbox, archive = real(settings.inbox), real(settings.archive)
    database, places = real(settings.warehouse), real(settings.places)
    for name, inside, other, folder in (
        ("archive", archive, "inbox", inbox),
        ("inbox", inbox, "archive", archive),
        ("warehouse", database, "inbox", inbox),
        ("warehouse", database, "archive", archive),
        ("places", places, "inbox", inbox),
        ("places", places, "archive", archive),
    ):
        if inside.is_relative_to(folder):
            raise ConfigError(
                f"{name} ({inside}) lies inside {other} ({folder}); choose places beside each other",
                sentence=f"{_CALLED[name].capitalize()} ({inside}) terletak di dalam {_CALLED[other]} ({folder}). Pilih "
                f"tempat yang terpisah dengan --{name} atau --{other}.",
            )

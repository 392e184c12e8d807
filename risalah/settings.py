"""Where things lie and how to read: by option, else by RISALAH_… variable, else by file, else default.

The file is `risalah.toml` in the working directory, or the one that RISALAH_CONFIG names.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from models.errors import ConfigError

OCR_CHOICES = ("auto", "tesseract", "none")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set."""

    inbox: Path = Path("data/inbox")
    archive: Path = Path("data/archive")
    warehouse: Path = Path("data/warehouse/risalah.db")
    state: Path = Path(".state")
    ocr: str = "auto"
    host: str = "127.0.0.1"
    port: int = 8001
    cron: str = "0 1 * * *"
    zone: str = "Asia/Jakarta"


def load(options: Mapping[str, object], environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; `options` that are None were not given.

    Raises: ConfigError naming the file or variable, the key, and what would do.
    """
    names = {f.name: f.type for f in fields(Settings)}
    values: dict[str, object] = {}
    named = environ.get("RISALAH_CONFIG")
    file = Path(named) if named else Path("risalah.toml")
    if named or file.is_file():
        values.update(_from_file(file, set(names)))
    for name in names:
        if f"RISALAH_{name.upper()}" in environ:
            values[name] = environ[f"RISALAH_{name.upper()}"]
    values.update({k: v for k, v in options.items() if v is not None})
    return _checked(values)


def _from_file(file: Path, names: set[str]) -> dict[str, object]:
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: is no TOML ({error})") from error
    unknown = sorted(set(found) - names)
    if unknown:
        raise ConfigError(
            f"{file}: unknown key {unknown[0]!r}; known are {', '.join(sorted(names))}"
        )
    return found


def _checked(values: dict[str, object]) -> Settings:
    made: dict[str, object] = {}
    for key, value in values.items():
        if key in ("inbox", "archive", "warehouse", "state"):
            made[key] = Path(str(value)).expanduser()
        elif key == "port":
            if not str(value).isdigit() or not 0 < int(str(value)) < 65536:
                raise ConfigError(f"port = {value!r}: say a number from 1 to 65535")
            made[key] = int(str(value))
        else:
            made[key] = str(value)
    settings = Settings(**made)  # type: ignore[arg-type]  # each was made above
    if settings.ocr not in OCR_CHOICES:
        raise ConfigError(f"ocr = {settings.ocr!r}: say auto, tesseract or none")
    _apart(settings)
    return settings


def _apart(settings: Settings) -> None:
    """Refuse folders inside one another: what is stored must not be taken for what is dropped."""
    places = {
        "inbox": settings.inbox.resolve(),
        "archive": settings.archive.resolve(),
        "warehouse": settings.warehouse.resolve().parent,
    }
    for one, folder in places.items():
        for other, inside in places.items():
            if one != other and (folder == inside or folder in inside.parents):
                raise ConfigError(
                    f"{other} ({inside}) lies inside {one} ({folder}); choose folders beside each other"
                )

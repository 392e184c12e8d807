"""The time that people and the ledger are told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.errors import ConfigError
from models.values.months import MONTHS


def clock(zone: str) -> Callable[[], str]:
    """Return a clock that tells the time of this zone, to the second.

    Raises: ConfigError when the system does not give the zone's file (too many open files).
    """
    try:
        place = ZoneInfo(zone)
    except OSError as error:
        raise ConfigError(f"zone {zone}: cannot be read ({error.strerror}); run again") from error
    return lambda: datetime.now(place).isoformat(timespec="seconds")


_ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def as_written(moment: str) -> str:
    """Return a time of this clock (ISO 8601 with its offset) as people write it.

    >>> as_written("2026-11-30T11:24:05+07:00"), as_written("2026-11-30T04:24:05+00:00")
    ('30 November 2026 pukul 11.24 WIB', '30 November 2026 pukul 04.24 UTC')
    """
    told = datetime.fromisoformat(moment)
    zone = _ZONES.get(told.utcoffset() or timedelta(), told.tzname() or "")
    return f"{told.day} {MONTHS[told.month - 1]} {told.year} pukul {told:%H.%M} {zone}".rstrip()

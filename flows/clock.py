"""The time that people and the ledger are told."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from models.errors import ConfigError


def clock(zone: str) -> Callable[[], str]:
    """Return a clock that tells the time of this zone, to the second.

    Raises: ConfigError when the system does not give the zone's file (too many open files).
    """
    try:
        place = ZoneInfo(zone)
    except OSError as error:
        raise ConfigError(f"zone {zone}: cannot be read ({error.strerror}); run again") from error
    return lambda: datetime.now(place).isoformat(timespec="seconds")

"""The time that people and the ledger are told."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo


def clock(zone: str) -> Callable[[], str]:
    """Return a clock that tells the time of this zone, to the second."""
    place = ZoneInfo(zone)
    return lambda: datetime.now(place).isoformat(timespec="seconds")

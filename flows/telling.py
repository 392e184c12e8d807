"""What staff are told in the folder, and the maintainer on stderr."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from flows.clock import as_written
from flows.summary import HOW_LONG
from intake.ledger import Ledger
from intake.report import write_report
from intake.scan import REPORT
from models.privacy import masked

DAY = timedelta(days=1)
"""So far back the report counts what came."""


def tell(line: str) -> None:
    """Tell progress on stderr: stdout belongs to the result. Where a service runs, it is its log."""
    sys.stderr.write(masked(line) + "\n")
    sys.stderr.flush()


def tell_folder(
    inbox: Path, ledger: Ledger, lines: list[str], now: str, *, waiting: int = 0
) -> None:
    """Tell in the folder how a run went, and what came in the last day. `waiting` files came in it, still
    lie in the inbox and are in no ledger yet.
    """
    lately = ledger.came_since((datetime.fromisoformat(now) - DAY).isoformat())
    lately["came"] += waiting
    lately["waiting"] += waiting
    day = "24 jam terakhir: {came} berkas datang: {read} dibaca, {copies} salinan, {failed} gagal, {unpacked} dibongkar, {waiting} menunggu."
    try:
        write_report(inbox, [*lines, day.format(**lately)], as_written(now))
    except OSError as error:  # a folder that may only be read; the run itself is done
        tell(f"{inbox}: laporan tidak dapat ditulis ({error.strerror})")


def is_told(inbox: Path, now: str) -> bool:
    """Tell whether the report holds on a night without news: it is of this day, so that its last 24
    hours are near enough, and tells of no file that waits, since none does now. What it says of an earlier
    run of the day, and why something failed, is worth more than that nothing came since.
    """
    moment = datetime.fromisoformat(now)
    path = inbox / REPORT
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, moment.tzinfo)
        told = path.read_text("utf-8", errors="replace")
    except OSError:
        return False
    return written.date() == moment.date() and HOW_LONG not in told

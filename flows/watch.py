"""The same flow all day: a file that is complete is taken within seconds of it."""

import time
from collections.abc import Callable, Container
from contextlib import ExitStack
from pathlib import Path

from flows.server import STARTING, prefect_server, wait_for
from flows.stop import stoppable
from flows.telling import told_when_stopped
from flows.wake import woken
from intake.ledger import settled_drops
from intake.now import now_in
from intake.scan import scan
from models.errors import ArchiveError, Stopped, WarehouseError

EVERY_SECONDS = 10.0
"""So often the folder is listed at least: that works on network shares too, where no event is told."""
PAUSE_SECONDS = 60.0
"""So long a full disk, a locked database or another run is left alone."""

ENDED = "risalah: pengawasan dihentikan; tidak ada yang hilang."


def watch(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    *,
    ocr: str,
    zone: str,
    say: Callable[[str], None],
    places: Path | None = None,
    every: float = EVERY_SECONDS,
    events: bool = True,
) -> None:
    """Look into the inbox until Ctrl+C or SIGTERM, and run the flow when something is ready: `every` so many
    seconds, and with `events` as soon as something happens in it.

    The first look always runs it, so that what a kill or a new version left undone is made up.

    Raises: ConfigError when Prefect's server does not start; Stopped by SIGTERM and Ctrl+C, for whose
        sake the process is to end, at the latest by itself within seconds (flows.stop).
    """
    with (
        stoppable(interrupted=Stopped(ENDED, 0), ended=Stopped(ENDED)) as stop,
        ExitStack() as held,
    ):
        say(STARTING)
        with told_when_stopped(inbox, archive, zone):
            url = held.enter_context(prefect_server(services=True))
            wait_for(url)
        wait = held.enter_context(woken(inbox, every, events=events, say=say))
        say(f"Server Prefect: {url.removesuffix('/api')}")
        from flows.ingest import ingest

        say(f"Mengawasi {inbox} setiap {every:g} detik. Tekan Ctrl+C untuk berhenti.")
        stuck: set[tuple[Path, int]] | None = None
        settled: Container[str] = ()
        was_busy = False
        waiting: tuple[tuple[str, str], ...] = ()
        said: list[str] = []
        while True:
            try:
                ready = ready_now(inbox, settled)
                if stuck is None or ready - stuck:
                    kept = str(places) if places else None
                    done = ingest(str(inbox), str(warehouse), str(archive), ocr, zone, kept)
                    # What waits is told by the run that finds it so, and what brings nothing new by the first.
                    lines = done.lines(told=waiting)
                    is_old = was_busy if done.busy else not done.came and lines == said
                    for line in () if is_old else lines:
                        say(line)
                    said = lines
                    stop.check()
                    if done.busy:
                        was_busy = True
                        # What came since that run began is not in its hands, so it is asked again.
                        time.sleep(PAUSE_SECONDS)
                        continue
                    waiting = done.waiting
                    # What may not be moved stays ready for good; it is news again when it changes.
                    settled = settled_drops(archive)
                    stuck = ready & ready_now(inbox, settled)
                was_busy = False
            except (ArchiveError, WarehouseError) as error:
                was_busy = False
                say(f"risalah: {error.line()}")
                stop.check()
                time.sleep(PAUSE_SECONDS)
                continue
            wait()


def ready_now(inbox: Path, settled: Container[str]) -> set[tuple[Path, int]]:
    """Return what is ready and not settled, with the time of its last change."""
    found: set[tuple[Path, int]] = set()
    for path in scan(inbox, now_in(inbox), settled=lambda: settled).ready:
        try:
            found.add((path, path.stat().st_ctime_ns))
        except OSError:
            continue  # taken away meanwhile, or its share fails: looked at again at the next turn
    return found

"""The same work every night: a flow served on a cron, on a Prefect server that is given or started."""

import contextlib
import logging
import multiprocessing
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cronsim import CronSim

from flows.served import served
from flows.server import STARTING, prefect_server, wait_for
from flows.stop import GRACE_SECONDS, stoppable
from flows.telling import told_when_stopped
from intake.ledger import Ledger
from models.errors import Stopped

NAME = "malam"
"""What the deployment is called on Prefect's page."""

ENDED = "risalah: jadwal dihentikan; tidak ada yang hilang."


def serve_schedule(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    *,
    ocr: str,
    cron: str,
    zone: str,
    places: Path,
    state: Path,
    say: Callable[[str], None],
) -> None:
    """Serve until interrupted; a server started here ends with it. Nights that were missed while
    nothing served are made up by one run, at once.

    Raises: ConfigError when a given server does not answer, or ours does not start; Stopped by SIGTERM and
        Ctrl+C, for whose sake the process is to end, at the latest by itself within seconds (flows.stop).
    """
    asked = {
        "inbox": str(inbox.resolve()), "warehouse": str(warehouse.resolve()),
        "archive": str(archive.resolve()), "ocr": ocr, "zone": zone,
        "places": str(places.resolve()),
    }  # fmt: skip
    with (
        stoppable(interrupted=Stopped(ENDED, 0), ended=Stopped(ENDED)) as stop,
        contextlib.ExitStack() as held,
    ):
        say(STARTING)
        with told_when_stopped(inbox, archive, zone):
            url = held.enter_context(prefect_server(services=True))
            wait_for(url)
        say(f"Server Prefect: {url.removesuffix('/api')}")
        from prefect.schedules import Cron

        from flows.ingest import ingest

        _forget_late_runs()
        if is_missed(archive, cron, datetime.now(ZoneInfo(zone))):
            say("Ada malam yang terlewat: dijalankan sekali sekarang.")
            for line in ingest(**asked).lines():
                say(line)
            stop.check()
        held.enter_context(served(state, cron, zone))
        say(f"Jadwal: {cron} ({zone}). Tekan Ctrl+C untuk berhenti.")
        # As it is ended in the midst of its waiting, what Prefect had begun tells of that on its own.
        logging.getLogger("asyncio").addFilter(
            lambda record: stop.asked is None and not _is_of_a_stop(record)
        )
        warnings.filterwarnings("ignore", "coroutine 'Runner.astop' was never awaited")
        try:
            ingest.serve(
                name=NAME,
                schedules=[Cron(cron, timezone=zone)],
                parameters=asked,
                limit=1,
                pause_on_shutdown=False,
                print_starting_message=False,
            )
        except SystemExit as left:  # so Prefect ends by SIGTERM, as if nothing had ended it
            raise stop.asked or Stopped(ENDED) from left
        finally:
            _end_runs()
        stop.check()


def _is_of_a_stop(record: logging.LogRecord) -> bool:
    """Tell whether what is logged came of a stop: Prefect hears a signal too, and may be before us."""
    error = record.exc_info[1] if record.exc_info else None
    while error is not None:
        if isinstance(error, (SystemExit, KeyboardInterrupt, Stopped)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _end_runs() -> None:
    """End the run that is going on in a process of its own as this one is ended: in order, so that what it
    had begun is not counted against a document. Whoever stops a service stops its first process only.
    """
    running = multiprocessing.active_children()
    for one in running:
        one.terminate()
    for one in running:
        one.join(GRACE_SECONDS)


def is_missed(archive: Path, cron: str, now: datetime) -> bool:
    """Tell whether no run began since the cron was last due; where none ever ran, none is missed.

    `now` has the zone that the cron is told in.
    """
    if not archive.is_dir():
        return False
    ledger = Ledger(archive)
    try:
        last = ledger.runs.last()
    finally:
        ledger.close()
    if last is None:
        return False
    due = next(CronSim(cron, now, reverse=True), None)
    return due is not None and datetime.fromisoformat(last.started) < due


def _forget_late_runs() -> None:
    """Delete the runs that Prefect planned for times when nothing served: it would make up each."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        DeploymentFilter,
        DeploymentFilterName,
        FlowFilter,
        FlowFilterName,
        FlowRunFilter,
        FlowRunFilterExpectedStartTime,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType

    planned = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=datetime.now(UTC)),
    )
    # A server that is shared may know a deployment of this name of somebody else's.
    flow = FlowFilter(name=FlowFilterName(any_=["ingest"]))
    ours = DeploymentFilter(name=DeploymentFilterName(any_=[NAME]))
    with get_client(sync_client=True) as client:
        while late := client.read_flow_runs(
            flow_run_filter=planned, deployment_filter=ours, flow_filter=flow
        ):
            for one in late:
                client.delete_flow_run(one.id)

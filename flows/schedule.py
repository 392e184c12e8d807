"""The same work every night: a flow served on a cron, on a Prefect server that is given or started."""

from collections.abc import Callable
from pathlib import Path

from flows.server import prefect_server, wait_for


def serve_schedule(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    *,
    ocr: str,
    cron: str,
    zone: str,
    places: Path,
    say: Callable[[str], None],
) -> None:
    """Serve until interrupted; a server started here ends with it.

    Raises: ConfigError when a given server does not answer, or ours does not start.
    """
    with prefect_server(services=True) as url:
        wait_for(url)
        say(f"Server Prefect: {url.removesuffix('/api')}")
        from prefect.schedules import Cron

        from flows.ingest import ingest

        say(f"Jadwal: {cron} ({zone}). Tekan Ctrl+C untuk berhenti.")
        ingest.serve(
            name="malam",
            schedules=[Cron(cron, timezone=zone)],
            parameters={
                "inbox": str(inbox.resolve()), "warehouse": str(warehouse.resolve()),
                "archive": str(archive.resolve()), "ocr": ocr, "zone": zone,
                "places": str(places.resolve()),
            },
            limit=1,
            pause_on_shutdown=False,
            print_starting_message=False,
        )  # fmt: skip

"""One run now, in embedded Prefect or on the server that is given."""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flows.news import quiet_night
from flows.summary import Summary
from flows.telling import told_when_stopped
from models.errors import ConfigError


def ingest_once(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    *,
    ocr: str,
    zone: str,
    places: Path | None = None,
    scheduler: str = "",
) -> Summary:
    """Run the flow once over the inbox; without news the run is noted and Prefect is left alone. With
    the address of a Dask `scheduler` its workers read.

    Raises: ArchiveError, WarehouseError, ConfigError.
    """
    with contextlib.ExitStack() as server:
        # What the run itself stops at it tells itself.
        with told_when_stopped(inbox, archive, zone):
            asked = _made_ready(
                inbox,
                warehouse,
                archive,
                ocr=ocr,
                zone=zone,
                places=places,
                scheduler=scheduler,
                server=server,
            )
        return asked()


def _made_ready(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    *,
    ocr: str,
    zone: str,
    places: Path | None,
    scheduler: str,
    server: contextlib.ExitStack,
) -> Callable[[], Summary]:
    """Return what is left to do, with Prefect ready for it, where it is needed, until `server` is closed.

    Raises: ArchiveError, WarehouseError, ConfigError.
    """
    done = quiet_night(inbox, warehouse, archive, zone=zone, places=places)
    if done is not None:
        return lambda: done
    # Only a run with something to do waits for what reads, loads and orders.
    from flows.run import is_news, run
    from flows.server import prefect_server, wait_for
    from flows.taking import secure

    if not is_news(inbox, warehouse, archive, ocr=ocr, places=places):
        return partial(run, inbox, warehouse, archive, ocr=ocr, zone=zone, places=places)
    if not secure(inbox, archive, zone=zone):
        return partial(Summary, busy=True)
    url = server.enter_context(prefect_server(services=False))
    from flows.ingest import ingest

    asked = ingest.with_options(task_runner=_cluster(scheduler)) if scheduler else ingest
    wait_for(url)
    return partial(
        asked,
        str(inbox),
        str(warehouse),
        str(archive),
        ocr,
        zone,
        str(places) if places else None,
        scheduler,
    )


def _cluster(scheduler: str) -> Any:
    """Return the runner for a Dask cluster. Raises: ConfigError when it is not there."""
    try:
        from distributed import Client

        from flows.cluster import runner
    except ImportError as error:
        raise ConfigError(
            "runner dask: is not installed; pip install 'risalah[cluster]' here and on each worker",
            sentence="Dask belum terpasang. Pasang dengan: pip install 'risalah[cluster]', di sini dan di tiap komputer pembaca.",
        ) from error
    try:
        Client(scheduler, timeout=10, set_as_default=False).close()  # type: ignore[no-untyped-call]  # as all of it
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"scheduler {scheduler}: no Dask scheduler answers there; start it or name another with --scheduler",
            sentence=f"Tidak ada penjadwal Dask yang menjawab di {scheduler}. Jalankan (dask scheduler), atau sebut yang lain dengan --scheduler.",
        ) from error
    return runner(scheduler)

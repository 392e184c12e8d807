"""One run now, in embedded Prefect or on the server that is given."""

from pathlib import Path

from flows.run import is_news, run, secure
from flows.server import prefect_server, wait_for
from flows.summary import Summary
from models.errors import ConfigError


def ingest_once(
    inbox: Path, warehouse: Path, archive: Path, *, ocr: str, zone: str, places: Path | None = None
) -> Summary:
    """Run the flow once over the inbox; without news the run is noted and Prefect is left alone.

    Raises: ArchiveError, WarehouseError, ConfigError.
    """
    if not inbox.is_dir():
        raise ConfigError(f"inbox {inbox}: is no folder; make it or name another with --inbox")
    if not is_news(inbox, warehouse, archive, ocr=ocr, places=places):
        return run(inbox, warehouse, archive, ocr=ocr, zone=zone, places=places)
    secure(inbox, archive)
    with prefect_server(services=False) as url:
        from flows.ingest import ingest

        wait_for(url)
        done: Summary = ingest(
            str(inbox), str(warehouse), str(archive), ocr, zone, str(places) if places else None
        )
        return done

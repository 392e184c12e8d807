"""What a schedule calls: one whole run, given by paths only."""

import sys
from pathlib import Path

from prefect import flow

from flows.run import run


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


@flow(name="nightly", flow_run_name="malam {inbox}", log_prints=False)
def nightly(inbox: str, warehouse: str, archive: str, ocr: str = "auto") -> list[str]:
    """Run once and return the summary's lines."""
    done = run(
        Path(inbox),
        Path(warehouse),
        Path(archive),
        ocr=ocr,
        say=_say,
    )  # progress of a service
    return done.lines()

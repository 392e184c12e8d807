"""Nothing is lost, doubled or stuck, whatever happens to the folder and whenever a run is killed."""

import json
import os
import subprocess
import sys

import pytest

SECONDS = float(os.environ.get("TROUBLE_SECONDS", "600"))
"""So long new games are begun, as many kills as fit; TROUBLE_SECONDS=60 plays shorter,
`python -m tests.flows.trouble --kills 300 --seconds 3600` longer.
"""


@pytest.mark.slow
def test_random_drops_and_kills_end_in_the_same_database() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.trouble", "--seconds", str(SECONDS), "--kills", "10000"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["kills"] >= 10, "too few kills to say anything"

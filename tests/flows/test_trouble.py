"""Nothing is lost, doubled or stuck, whatever happens to the folder and whenever a run is killed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.trouble import STEPS

SECONDS = float(os.environ.get("TROUBLE_SECONDS", "600"))
"""So long new games are begun, as many kills as fit; TROUBLE_SECONDS=60 plays shorter,
`python -m tests.flows.trouble --kills 300 --seconds 3600` longer.
"""


def test_each_step_at_which_a_run_can_be_killed_is_one_of_the_game() -> None:
    flows = Path(__file__).parents[2] / "flows"
    called = [
        step
        for path in sorted(flows.glob("*.py"))
        for step in re.findall(r'killed_at\("([\w-]+)"\)', path.read_text("utf-8"))
    ]
    assert set(STEPS) == set(called)
    assert len(STEPS) == len(set(STEPS))


@pytest.mark.slow
def test_random_drops_and_kills_end_in_the_same_database() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.trouble", "--seconds", str(SECONDS), "--kills", "10000"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["kills"] >= 10, "too few kills to say anything"

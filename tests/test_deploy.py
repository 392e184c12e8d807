"""What the units and the compose file start is there."""

import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
import yaml

from risalah.cli import main

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def parsed(words: list[str]) -> str:
    """Return the command that these words name, after click took their options."""
    command = main.commands[words[0]]
    command.make_context(words[0], words[1:])
    return words[0]


def test_each_service_starts_a_command_that_there_is() -> None:
    started = set()
    for unit in UNITS:
        config = RawConfigParser(strict=False)
        config.read(unit)
        if unit.suffix == ".timer":
            assert unit.with_suffix(".service") in UNITS
            continue
        program, *words = shlex.split(config["Service"]["ExecStart"])
        assert program.endswith("/risalah")
        started.add(parsed(words))
    assert started == {"ingest", "watch", "schedule", "serve", "backup", "doctor"}


def test_each_container_starts_a_command_that_there_is() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert {parsed(s["command"]) for s in services.values()} == {"schedule", "serve"}
    published = [p for s in services.values() for p in s.get("ports", [])]
    assert published
    assert all(p.startswith("127.0.0.1:") for p in published), "the site holds names of residents"


def test_each_volume_covers_a_folder_that_its_user_owns() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    covered = {v.split(":")[1] for s in compose["services"].values() for v in s["volumes"]}
    (made,) = (
        line for line in (DEPLOY / "Dockerfile").read_text("utf-8").splitlines() if "mkdir" in line
    )
    assert covered <= set(made.partition("mkdir -p ")[2].partition(" && ")[0].split())
    assert made.endswith("chown -R risalah /srv/risalah")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("User=risalah", "User=root")
        lines = [
            "ExecStart=/bin/true" if line.startswith("ExecStart=") else line
            for line in text.splitlines()
        ]
        (tmp_path / unit.name).write_text("\n".join(lines))
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")

"""The same work every night: a flow served on a cron, on a Prefect server that is given or started."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from models.errors import ConfigError

START_SECONDS = 120


def serve_schedule(
    inbox: Path,
    warehouse: Path,
    archive: Path,
    *,
    ocr: str,
    cron: str,
    zone: str,
    say: Callable[[str], None],
) -> None:
    """Serve until interrupted; a server started here ends with it.

    Raises: ConfigError when a given server does not answer, or ours does not start.
    """
    given = os.environ.get("PREFECT_API_URL")
    server: subprocess.Popen[bytes] | None = None
    if given:
        if not _answers(given):
            raise ConfigError(
                f"PREFECT_API_URL={given}: no Prefect server answers there; start it or unset the variable"
            )
    else:
        server, url = _start_server()
        os.environ["PREFECT_API_URL"] = url
        say(f"Server Prefect: {url.removesuffix('/api')}")
    try:
        from prefect.schedules import Cron

        from flows.nightly import nightly

        say(f"Jadwal: {cron} ({zone}). Tekan Ctrl+C untuk berhenti.")
        nightly.serve(
            name="malam",
            schedules=[Cron(cron, timezone=zone)],
            parameters={
                "inbox": str(inbox.resolve()), "warehouse": str(warehouse.resolve()),
                "archive": str(archive.resolve()), "ocr": ocr,
            },
            limit=1,
            pause_on_shutdown=False,
            print_starting_message=False,
        )  # fmt: skip
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=30)


def _start_server() -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/api"
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if _answers(url):
            return server, url
        time.sleep(0.5)
    server.kill()
    raise ConfigError(
        f"the Prefect server did not start within {START_SECONDS} s; look at 'prefect server start'"
    )


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False

"""A Prefect server that lives exactly as long as the process that needs it, even if that is killed.

Prefect's own temporary server is left behind when its owner is killed (SIGKILL, out of memory): it
holds its port, its memory and the owner's output for good. Ours holds the other end of a pipe, and
ends when the pipe does.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from models.errors import ConfigError

START_SECONDS = 180
"""Some ten seconds on an idle machine; a busy one is given time."""
STARTING = "Menyiapkan server Prefect, biasanya kurang dari satu menit …"
"""What is said before: until it answers a service has nothing else to say."""
USUAL_PORT = 4200
"""Where Prefect's page is looked for, as Prefect itself serves it."""
_ORDER_SECONDS = 5
"""So long a server whose owner is gone may write down what it was told last."""


@contextmanager
def prefect_server(*, services: bool) -> Iterator[str]:
    """Point Prefect to the server that `PREFECT_API_URL` names, else to one that is started here.

    Args:
        services: with the scheduler and the web page, which one single run does without.

    Yields: the address of its API. The server answers only after `wait_for` it, so that the caller
        may import Prefect meanwhile; it must not be imported before the address is set here.

    Raises: ConfigError when a given server does not answer, or ours does not start.
    """
    given = os.environ.get("PREFECT_API_URL")
    if given:
        if not _answers(given):
            raise ConfigError(
                f"PREFECT_API_URL={given}: no Prefect server answers there; start it or unset the variable",
                sentence=f"Server Prefect di {given} tidak menjawab. Jalankan server itu, atau hapus PREFECT_API_URL.",
            )
        yield given
        return
    page = ["--services", "--port", str(USUAL_PORT)] if services else []
    command = [sys.executable, "-m", __name__, *page]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,  # Ctrl+C of the terminal is for its owner, who needs it to end in order
    ) as server:  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        if not port:
            raise ConfigError(
                "the Prefect server did not start; 'python -m flows.server' in this folder says why",
                sentence="Server Prefect tidak dapat dimulai. Ulangi; bila tetap begitu, beri tahu pengelola.",
            )
        url = os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
        ending = threading.Event()
        threading.Thread(target=_end_with, args=(server, ending), daemon=True).start()
        try:
            yield url
        finally:
            ending.set()
            del os.environ["PREFECT_API_URL"]
            server.stdin.close()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()


def _end_with(server: "subprocess.Popen[str]", ending: threading.Event) -> None:
    """Stop the run in order when its server ends by itself: Prefect would ask it again for minutes."""
    server.wait()
    if not ending.is_set():
        sys.stderr.write("risalah: server Prefect berhenti di tengah jalan; jalankan lagi.\n")
        os.kill(os.getpid(), signal.SIGTERM)


_BUSY = (
    "Komputer terlalu sibuk untuk memulai Prefect; tidak ada berkas yang hilang. Putaran berikutnya mencoba lagi, atau "
    "jalankan lagi risalah ingest."
)


def wait_for(url: str) -> None:
    """Return when the server answers. Raises: ConfigError when it does not in START_SECONDS."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if _answers(url):
            return
        time.sleep(0.1)
    raise ConfigError(
        f"{url}: the Prefect server did not answer within {START_SECONDS} s; run again when the machine is less busy",
        sentence=_BUSY,
    )


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _bound(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        if not port:
            raise
        return _bound(0)


def _serve(wanted: int, *, services: bool) -> None:
    """Serve on loopback, on the port that is wanted where that is free, else on any that is. The port is
    told on the first line of output. It ends when stdin does and by nothing else: a service manager tells
    all processes to end at once, and the owner still needs this one then.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    # Bound before it is told, so that no other process takes the port in between.
    taken = _bound(wanted)
    port = taken.getsockname()[1]
    # Its web page asks where it is told to, by settings that are read at the import.
    os.environ["PREFECT_SERVER_API_PORT"] = str(port)
    os.environ["PREFECT_UI_API_URL"] = f"http://127.0.0.1:{port}/api"
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=not services, final=True)

    class Deaf(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Generator[None, None, None]:
            yield  # it would listen to both again

    server = Deaf(uvicorn.Config(app, log_level="error", lifespan="on"))

    def end_with_the_owner() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True
        time.sleep(_ORDER_SECONDS)
        server.force_exit = True

    threading.Thread(target=end_with_the_owner, daemon=True).start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    server.run(sockets=[taken])
    os._exit(0)  # Prefect's threads would be waited for, and have nothing left to do


if __name__ == "__main__":
    _parser = argparse.ArgumentParser(description="Serve Prefect until standard input ends.")
    _parser.add_argument("--services", action="store_true", help="with scheduler and web page")
    _parser.add_argument("--port", type=int, default=0, help="used where it is free (0: any)")
    _asked = _parser.parse_args()
    _serve(_asked.port, services=_asked.services)

"""The site on a port of this machine, until it is told to stop."""

import asyncio
import errno
import logging
import socket
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import uvicorn

from models.errors import ConfigError
from models.privacy import plainly
from warehouse.site import Books, site

_log = logging.getLogger(__name__)

_COUNTING = (
    "/", "/wilayah", "/unduh", "/terbitan", "/jenis", "/pertemuan", "/gambar/program", "/gambar/lembaga", "/gambar/pertemuan",
)  # fmt: skip
"""Pages that count the whole database, which are asked for once before a visitor does."""
_LARGE = 100_000_000
"""Bytes of a database from which on counting takes long enough to be done ahead."""


class _Server(uvicorn.Server):
    """Says where it is once it answers, not before; then counts what the first visitors will ask for."""

    def __init__(
        self,
        config: uvicorn.Config,
        answers: Callable[[], None],
        ahead: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        super().__init__(config)
        self._answers = answers
        self._ahead = ahead

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._answers()
            self._counting = asyncio.create_task(self._ahead())
            self._counting.add_done_callback(_tell)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.started:
            self._counting.cancel()
        await super().shutdown(sockets)


def _tell(counted: asyncio.Task[None]) -> None:
    """Tell why nothing was counted ahead; visitors are answered all the same."""
    error = None if counted.cancelled() else counted.exception()
    if isinstance(error, Exception):
        _log.error("counting ahead failed: %s", plainly(error))


def serve(
    warehouse: Path,
    *,
    host: str,
    port: int,
    say: Callable[[str], None],
    archive: Path | None = None,
    free_sql: bool = False,
    books: Books | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, in this process: nothing is left behind when it ends.

    Raises:
        ConfigError: when the address is taken or not one of this machine.
        KeyboardInterrupt: when it was stopped by SIGINT.
    """
    with _listen(host, port) as taken:
        shown = site(warehouse, books, archive=archive, free_sql=free_sql)
        asyncio.run(shown.invoke_startup())
        config = uvicorn.Config(
            shown.app(), log_level="warning", lifespan="on", timeout_graceful_shutdown=3
        )
        address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

        async def ahead() -> None:
            if warehouse.stat().st_size >= _LARGE:
                for page in _COUNTING:
                    await shown.client.get(page)

        _Server(config, lambda: say(address), ahead).run(sockets=[taken])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConfigError(
                f"port {port} of {host} is taken by another program; choose another with --port, such as --port {port % 65535 + 1}",
                sentence=f"Porta {port} sedang dipakai program lain. Pilih yang lain, misalnya --port {port % 65535 + 1}",
            ) from error
        raise ConfigError(
            f"host {host}, port {port}: cannot be served ({error.strerror or error}); "
            "127.0.0.1 and a port from 1024 on always can",
            sentence="Situs tidak dapat dibuka di alamat atau porta itu. Pakai --host 127.0.0.1 dan porta mulai 1024.",
        ) from error

"""Makes every CSV of the site safe for spreadsheets; `_mentah=1` in the address asks for it as it is."""

import codecs
from typing import Any
from urllib.parse import parse_qs

from datasette import hookimpl

from warehouse.site.csv_faults import DOWNLOAD, Download
from warehouse.site.safe_csv import Rewriter


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def asgi_wrapper(datasette: Any) -> Any:
    """Rewrite CSV answers while they are sent."""

    def wrap(app: Any) -> Any:
        async def safe(scope: Any, receive: Any, send: Any) -> None:
            asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
            is_csv = scope["type"] == "http" and (
                scope["path"].endswith(".csv") or asked.get("_format") == ["csv"]
            )
            if not is_csv:
                await app(scope, receive, send)
                return
            download = Download()
            token = DOWNLOAD.set(download)
            is_raw = asked.get("_mentah") == ["1"]
            try:
                await app(scope, receive, _Sender(send, download, is_raw=is_raw).send)
            finally:
                DOWNLOAD.reset(token)

        return safe

    return wrap


class _Sender:
    """Passes on what an application sends, CSV rewritten unless it is wanted raw."""

    def __init__(self, send: Any, download: Download, *, is_raw: bool) -> None:
        self._send, self._download, self._is_raw = send, download, is_raw
        self._rewriter: Rewriter | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    async def send(self, event: Any) -> None:
        """Send one event."""
        if event["type"] == "http.response.start":
            self._download.has_begun = True
        if self._is_raw:
            await self._send(event)
            return
        if event["type"] == "http.response.start":
            headers = dict(event.get("headers", ()))
            # Datasette tells browsers that show a CSV that it is plain text.
            if headers.get(b"content-type", b"").startswith((b"text/csv", b"text/plain")):
                self._rewriter = Rewriter()
                kept = [(k, v) for k, v in event["headers"] if k.lower() != b"content-length"]
                event = {**event, "headers": kept}
        elif event["type"] == "http.response.body" and self._rewriter is not None:
            more = bool(event.get("more_body"))
            text = self._decoder.decode(event.get("body", b""), final=not more)
            event = {**event, "body": self._rewriter.feed(text, last=not more).encode("utf-8")}
        await self._send(event)

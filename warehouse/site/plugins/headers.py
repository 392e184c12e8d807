"""Headers that keep a page from running what a document says, on every answer of the site."""

from typing import Any

from datasette import hookimpl

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (
        b"content-security-policy",
        # Datasette's own pages use inline scripts and styles; nothing from outside is loaded.
        b"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
)


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def asgi_wrapper(datasette: Any) -> Any:
    """Add the headers to every answer."""

    def wrap(app: Any) -> Any:
        async def safe(scope: Any, receive: Any, send: Any) -> None:
            async def with_headers(event: Any) -> None:
                if event["type"] == "http.response.start":
                    event["headers"] = [*event.get("headers", []), *HEADERS]
                await send(event)

            await app(scope, receive, with_headers)

        return safe

    return wrap

"""Headers that keep a page from running what a document says, on every answer of the site."""

from typing import Any

from datasette import hookimpl

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (
        b"content-security-policy",
        # No page has a script or style of its own; nothing from outside is loaded.
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
)


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # Datasette ships no types
def asgi_wrapper(datasette: Any) -> Any:
    """Add the headers to every answer; asked last, so that it lies around all others."""

    def wrap(app: Any) -> Any:
        async def safe(scope: Any, receive: Any, send: Any) -> None:
            async def with_headers(event: Any) -> None:
                if event["type"] == "http.response.start":
                    told = event.get("headers", [])
                    known = {name.lower() for name, _ in told}
                    told = [(n, _inside(v) if n.lower() == b"location" else v) for n, v in told]
                    event["headers"] = [*told, *(h for h in HEADERS if h[0] not in known)]
                await send(event)

            await app(scope, receive, with_headers)

        return safe

    return wrap


def _inside(address: bytes) -> bytes:
    r"""Return where an answer leads on to; a browser takes `/\\host` for another site.

    >>> _inside(b"/\\example.org"), _inside(b"/cari?q=a")
    (b'/%5Cexample.org', b'/cari?q=a')
    """
    return address.replace(b"\\", b"%5C")

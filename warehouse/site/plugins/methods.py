"""The site is for reading: any other way to ask than GET and HEAD is refused, whatever the address."""

from typing import Any

from datasette import Request, hookimpl

from warehouse.site.refusal import refusal

_READING = ("GET", "HEAD")


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def asgi_wrapper(datasette: Any) -> Any:
    """Answer 405 with what is allowed, before a page is asked: pages of ours would answer any method, and
    Datasette's fail over those that they do not know.
    """

    def wrap(app: Any) -> Any:
        async def reading(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and scope["method"] not in _READING:
                answer = await refusal(datasette, Request(scope, receive), 405)
                answer.headers["allow"] = ", ".join(_READING)
                await answer.asgi_send(send)
                return
            await app(scope, receive, send)

        return reading

    return wrap

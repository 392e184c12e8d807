"""Files of the site's look that are not there are answered as every other page that is not."""

from typing import Any

from datasette import Request, hookimpl

from warehouse.site.refusal import refusal

_FOLDERS = ("/gaya", "/-/static")
"""Where Datasette serves files; it refuses in English and in plain text there."""


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def asgi_wrapper(datasette: Any) -> Any:
    """Put the page of every refusal in the place of those of a folder of files."""

    def wrap(app: Any) -> Any:
        async def told(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http" or not scope["path"].startswith(_FOLDERS):
                await app(scope, receive, send)
                return
            is_refused = False

            async def pass_on(event: Any) -> None:
                nonlocal is_refused
                is_refused |= event.get("status") in (403, 404)
                if not is_refused:
                    await send(event)

            await app(scope, receive, pass_on)
            if is_refused:
                answer = await refusal(datasette, Request(scope, receive), 404)
                await answer.asgi_send(send)

        return told

    return wrap

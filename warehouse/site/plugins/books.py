"""Every file that was ever received and what became of it, as the ledger in the archive tells it now."""

import asyncio
from typing import Any

from datasette import Response, hookimpl

from models.errors import RisalahError

ADDRESS = "/-/berkas"


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give the page its address."""
    return [(rf"^{ADDRESS}$", files)]


async def files(request: Any, datasette: Any) -> Any:
    """Show the count and the files; `keadaan` picks one state, `mulai` the first of the page."""
    start = request.args.get("mulai") or ""
    first = int(start) if start.isascii() and start.isdecimal() and len(start) < 10 else 0
    state = request.args.get("keadaan") or ""
    told: dict[str, Any] = {"books": None, "state": state}
    if datasette.books is not None:
        try:
            # Counting a hundred thousand files takes a second, in which others are answered.
            told["books"] = await asyncio.to_thread(datasette.books, state, first)
        except RisalahError:
            told["broken"] = True
    html = await datasette.render_template("berkas.html", told, request=request)
    return Response.html(html)

"""Files that look like editions of one text: a second scan, a print, a letter that was sent again."""

from typing import Any

from datasette import Response, hookimpl

from warehouse.site.answers import as_of, number, rows
from warehouse.site.lookups import edition_groups

_GROUPS, _SHOWN = 30, 12


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give the list its address."""
    return [(r"^/terbitan$", page)]


async def page(request: Any, datasette: Any) -> Any:
    """Show the groups, the largest first; `mulai` is the first of the page."""
    groups = await edition_groups(datasette)
    start = min(max(0, number(request.args.get("mulai"))), len(groups))
    here = groups[start : start + _GROUPS]
    wanted = [n for group in here for n in group[:_SHOWN]]
    known = {
        row["id"]: row
        for row in await rows(
            datasette,
            "SELECT id, name, title, kind, day, kelurahan, kota, media_type FROM documents "
            f"WHERE id IN ({', '.join('?' * len(wanted))})",
            wanted,
        )
    }
    shown = [
        {"count": len(group), "documents": [known[n] for n in group[:_SHOWN] if n in known]}
        for group in here
    ]
    html = await datasette.render_template(
        "terbitan.html",
        {
            "groups": shown, "count": len(groups), "files": sum(map(len, groups)), "start": start, "size": _GROUPS,
            "more": start + _GROUPS < len(groups), "per": as_of(datasette, "terbitan"),
        },
        request=request,
    )  # fmt: skip
    return Response.html(html)

"""Files that look like editions of one text: a second scan, a print, a letter that was sent again."""

from typing import Any

from datasette import Response, hookimpl

from warehouse.site.answers import number
from warehouse.site.lookups import edition_counts, edition_groups

_GROUPS, _SHOWN = 15, 8


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_routes() -> list[Any]:
    """Give the list its address."""
    return [(r"^/terbitan$", page)]


async def page(request: Any, datasette: Any) -> Any:
    """Show the groups, the largest first; `mulai` is the first of the page."""
    count, files = await edition_counts(datasette)
    start = min(max(0, number(request.args.get("mulai"))), count)
    found = await edition_groups(datasette, start, _GROUPS, _SHOWN)
    shown = [{"count": group[0]["count"], "documents": group} for group in found]
    html = await datasette.render_template(
        "terbitan.html",
        {
            "groups": shown, "count": count, "files": files, "start": start, "size": _GROUPS,
            "more": start + _GROUPS < count,
        },
        request=request,
    )  # fmt: skip
    return Response.html(html)

"""JSON of tables and questions as Datasette gives it, but for mistakes: those are told as on every page."""

from typing import Any

from datasette import hookimpl
from datasette.renderer import json_renderer
from datasette.utils.asgi import BadRequest

from warehouse.site.indonesian import of_a_question


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def register_output_renderer() -> dict[str, Any]:
    """Take the place of Datasette's own."""
    return {"extension": "json", "render": rendered}


def rendered(args: Any, data: dict[str, Any], view_name: str) -> Any:
    """Return the answer. Raises: BadRequest where rows are wanted by a key that they do not have, which
    Datasette answers with 200.
    """
    if data.get("error"):
        data = {**data, "error": of_a_question(str(data["error"]))}
    elif args.get("_shape") == "object" and not data.get("primary_keys"):
        raise BadRequest(
            "_shape=object hanya untuk tabel yang barisnya bernomor; pakai _shape=objects."
        )
    return json_renderer(args, data, view_name)

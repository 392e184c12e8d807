"""The questions by name, for the start page."""

from typing import Any

from datasette import hookimpl


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def extra_template_vars(datasette: Any, template: str) -> Any:
    """Give the start page the questions of the database."""

    async def found() -> dict[str, Any]:
        if template != "index.html":
            return {}
        name = datasette.get_database().name
        return {"questions": await datasette.get_canned_queries(name, None)}

    return found

"""A table's own search takes whatever people type: nothing, a lone quote, a NUL."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from datasette.utils import escape_fts

NOTHING = '""'
"""What finds nothing; an empty search is no search to SQLite, but an error."""


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # Datasette ships no types
def prepare_connection(conn: Any) -> None:
    """Replace the function that quotes a search; Datasette's own gives an error for one without a word."""
    conn.create_function("escape_fts", 1, quoted)


def quoted(asked: str) -> str:
    """Return a search as SQLite takes it: each word for itself, no sign an operator."""
    return escape_fts(asked.replace("\0", " ")) or NOTHING


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def asgi_wrapper(datasette: Any) -> Any:
    """Take a search without a word for none: the table is shown whole."""

    def wrap(app: Any) -> Any:
        async def asked(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and b"_search" in scope["query_string"]:
                scope = {**scope, "query_string": _without_empty(scope["query_string"])}
            await app(scope, receive, send)

        return asked

    return wrap


def _without_empty(query: bytes) -> bytes:
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not _is_empty_search(k, v)]
    return query if kept == pairs else urlencode(kept).encode("latin-1")


def _is_empty_search(key: str, value: str) -> bool:
    is_search = key.startswith("_search") and key != "_searchmode"
    return is_search and not value.replace('"', " ").replace("\0", " ").strip()

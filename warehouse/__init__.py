"""The database and its site: made from records, thrown away and rebuilt at will."""

from warehouse.contents import (
    analyze,
    canonical_dump,
    documents_held,
    is_loaded,
    read_record,
    summary,
)
from warehouse.identity import identify
from warehouse.load import Original, load
from warehouse.schema import open_warehouse

__all__ = [
    "Original",
    "analyze",
    "canonical_dump",
    "documents_held",
    "identify",
    "is_loaded",
    "load",
    "open_warehouse",
    "read_record",
    "summary",
]

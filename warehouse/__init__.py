"""The database and its site: made from records, thrown away and rebuilt at will."""

from warehouse.claims import Claimed, keep_claims
from warehouse.contents import (
    analyze,
    canonical_dump,
    documents_held,
    is_loaded,
    loaded_by,
    read_record,
    summary,
)
from warehouse.identity import identify
from warehouse.load import Original, load
from warehouse.schema import open_warehouse

__all__ = [
    "Claimed",
    "Original",
    "analyze",
    "canonical_dump",
    "documents_held",
    "identify",
    "is_loaded",
    "keep_claims",
    "load",
    "loaded_by",
    "open_warehouse",
    "read_record",
    "summary",
]

"""The database and its site: made from records, thrown away and rebuilt at will."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warehouse.claims import Claimed, keep_claims
    from warehouse.contents import (
        analyze,
        canonical_dump,
        is_loaded,
        loaded_by,
        read_record,
        summary,
    )
    from warehouse.folds import Folds
    from warehouse.held import documents_held, held_by
    from warehouse.identity import identify
    from warehouse.loading import Original, load
    from warehouse.schema import fold_log, open_warehouse

__all__ = [
    "Claimed",
    "Folds",
    "Original",
    "analyze",
    "canonical_dump",
    "documents_held",
    "fold_log",
    "held_by",
    "identify",
    "is_loaded",
    "keep_claims",
    "load",
    "loaded_by",
    "open_warehouse",
    "read_record",
    "summary",
]

_MODULES = {
    "claims": ("Claimed", "keep_claims"),
    "contents": (
        *("analyze", "canonical_dump", "is_loaded", "loaded_by", "read_record", "summary"),
    ),
    "folds": ("Folds",),
    "held": ("documents_held", "held_by"),
    "identity": ("identify",),
    "loading": ("Original", "load"),
    "schema": ("fold_log", "open_warehouse"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is: a night without news asks for one light module alone."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"warehouse.{module}"), name)
    raise AttributeError(f"module 'warehouse' has no attribute {name!r}")

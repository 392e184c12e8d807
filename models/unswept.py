"""Work without Python's search for garbage that holds itself.

A page of text makes a thousand small objects, a model's table of features hundreds of thousands, and all
are kept: the search, which their number sets off, goes through everything again and again and finds
nothing, in a fifth of a page's reading, and in nearly half of a model's loading.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOCK = threading.Lock()
_workers = 0
_was_on = False


@contextmanager
def unswept() -> Iterator[None]:
    """Put the search off until the last of those who work side by side is done.

    Only for what leaves no such garbage behind: what is let go otherwise is freed at once as always.
    """
    global _workers, _was_on
    with _LOCK:
        if _workers == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _workers += 1
    try:
        yield
    finally:
        with _LOCK:
            _workers -= 1
            if _workers == 0 and _was_on:
                gc.enable()

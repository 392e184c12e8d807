"""What wakes the watch before its turn: events of the file system, where it tells them.

An event decides nothing. The folder is listed all the same, by its turn at the latest, and what the
listing says is done: an event that is lost, or never told, costs the wait until then.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import watchfiles

from intake.mounts import network_share
from intake.scan import REST_SECONDS

_log = logging.getLogger(__name__)

_QUIET_MS = int((REST_SECONDS + 0.3) * 1000)
"""So long after the last event the listing comes: before that, what was dropped counts as being copied."""


@contextmanager
def woken(
    inbox: Path, every: float, *, events: bool, say: Callable[[str], None]
) -> Iterator[Callable[[], None]]:
    """Give what waits until the folder is to be listed again: `every` seconds, or less where something
    happened in it. Where no event is to be had that is said in one line, and the turn alone counts.
    """
    kind = network_share(inbox) if events else None
    if kind is not None:
        say(
            f"Kotak masuk terletak di folder jaringan ({kind}), yang tidak memberi tahu perubahan. {_ONLY_TURNS.format(every)}"
        )
    if not events or kind is not None:
        turn = threading.Event()
        yield lambda: _wait(turn, every)
        return
    happened, ended = threading.Event(), threading.Event()

    def listen() -> None:
        try:
            for _ in watchfiles.watch(
                inbox,
                watch_filter=None,
                step=_QUIET_MS,
                debounce=max(int(every * 1000), _QUIET_MS),
                stop_event=ended,
                raise_interrupt=False,
                ignore_permission_denied=False,  # else it keeps a limit that is reached to itself too
            ):
                happened.set()
        except (OSError, RuntimeError) as error:  # RuntimeError is how watchfiles tells its own
            _log.warning("no events of the file system, only turns: %s", error)
            say(
                f"Sistem tidak (lagi) memberi tahu perubahan di kotak masuk; sebabnya ada di risalah.log. {_ONLY_TURNS.format(every)}"
            )

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield lambda: _wait(happened, every)
    finally:
        ended.set()
        listener.join()  # it looks at `ended` every few seconds


_ONLY_TURNS = "Folder tetap dilihat setiap {:g} detik; berkas hanya sedikit lebih lambat diambil."


def _wait(happened: threading.Event, seconds: float) -> None:
    happened.wait(seconds)
    happened.clear()

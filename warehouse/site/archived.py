"""What the site shows from the archive: originals, pages as pictures, where words stand on them.

Pictures and readings are made when they are asked for and kept for a while, so many and no more.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

from extractors.readers.picture_of import may_be_seen, upright, webp
from intake.archive import Archive
from models.boxes import spots
from models.errors import InputError, PictureTooLarge
from models.source import Box, Source

Kept = TypeVar("Kept")


class _Shelf(Generic[Kept]):
    """Keeps what was made last; the oldest goes when there is no more room."""

    def __init__(self, room: int) -> None:
        self._room, self._kept, self._lock = room, OrderedDict[object, Kept](), threading.Lock()

    def take(self, key: object) -> Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: object, value: Kept) -> Kept:
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._room:
                self._kept.popitem(last=False)
        return value


class Archived:
    """The archive as the site sees it; every answer may be None: it was moved, or nothing is there."""

    def __init__(self, root: Path) -> None:
        self._archive = Archive(root)
        self._pictures: _Shelf[bytes] = _Shelf(96)
        self._readings: _Shelf[Source] = _Shelf(24)
        self._making = threading.Semaphore(2)

    def original(self, sha256: str) -> Path | None:
        """Return where the original lies."""
        return self._archive.original(sha256)

    def has_pictures(self, media_type: str) -> bool:
        """Tell whether pages of this format that have a size can be seen."""
        return may_be_seen(media_type)

    def picture(self, sha256: str, media_type: str, number: int, text: str) -> bytes | None:
        """Return a page as WebP; `text` is the page's, to know the reading that tells how it lies. Two are
        made at a time at most, whoever asks.

        Raises: PictureTooLarge; OSError when the original cannot be drawn.
        """
        kept = self._pictures.take((sha256, number))
        path = self._archive.original(sha256)
        if kept is not None or path is None or not self.has_pictures(media_type):
            return kept
        with self._making:
            kept = self._pictures.take((sha256, number))
            if kept is not None:
                return kept
            source = self._reading_with(sha256, number, text)
            if source is None or not any(p.number == number and p.width for p in source.pages):
                return None
            try:
                made = webp(upright(path, source, number))
            except PictureTooLarge:
                raise
            except InputError as error:
                raise OSError(str(error)) from error
        return self._pictures.put((sha256, number), made)

    def boxes(
        self, sha256: str, pages: dict[int, str], start: int, end: int
    ) -> dict[int, tuple[Box, ...]]:
        """Return by page where some characters of a document's text stand; nothing where no reading has
        a layout. The boxes of facts need no reading: the warehouse has them.

        Args:
            sha256: the document.
            pages: the texts of its pages by number, to know the reading that they came from.
            start: the first character in the document's text.
            end: the one behind the last.
        """
        text = "\f".join(pages[n] for n in sorted(pages))
        source = next((s for s in self._readings_of(sha256) if s.text == text), None)
        found: dict[int, tuple[Box, ...]] = {}
        for spot in spots(source, start, end) if source is not None else ():
            found[spot.page] = (*found.get(spot.page, ()), spot.box)
        return found

    def _reading_with(self, sha256: str, number: int, text: str) -> Source | None:
        """Return the newest kept reading in which a page has this text, else the newest."""
        newest: Source | None = None
        for source in self._readings_of(sha256):
            newest = newest or source
            numbers = [page.number for page in source.pages]
            if number in numbers and source.text.split("\f")[numbers.index(number)] == text:
                return source
        return newest

    def _readings_of(self, sha256: str) -> Iterator[Source]:
        """Yield the kept readings, the newest first."""
        for version in self._archive.reading_versions(sha256):
            source = self._readings.take((sha256, version))
            if source is None:
                made = self._archive.reading(sha256, version)
                if made is None:
                    continue
                source = self._readings.put((sha256, version), made)
            yield source

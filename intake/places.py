"""The official list of places: taken from a file that a user gives, kept as one small file, read again.

Nothing of it is shipped. The kept file is gzipped text: a line of JSON that says what it is, then
code and name of each place, parted by a tab, in the order of the codes. It is written whole or not at
all, so importing again replaces it and a failed import leaves what was there.
"""

import contextlib
import csv
import gzip
import hashlib
import io
import json
import os
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from models.errors import BadPlaces, ConfigError, MissingFile, NotAFile, TooLarge, UnreadableFile
from models.values.wilayah import NO_WILAYAH, Depth, Wilayah

FORMAT = 1
"""Changes whenever the kept file is written in another way."""
MAX_BYTES = 64 * 2**20
_CODE = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?")
_MAX_NAME = 100
_SHORT_KINDS = {"kab.": "Kabupaten", "kab": "Kabupaten"}
_KINDS = ("Kabupaten", "Kota")


@dataclass(frozen=True, slots=True)
class PlacesInfo:
    """What is known of an imported list; `counts` is how many places each tier has, wide to narrow."""

    source: str
    imported: str
    version: str
    counts: tuple[int, int, int, int]


def import_places(file: Path, kept: Path, *, now: str) -> PlacesInfo:
    """Check a list of codes and names and keep it in the place of the one before.

    Takes text parted by tabs, commas or semicolons, in UTF-8 or as Excel saves Unicode text, with a
    line of headings or without.

    Raises: BadPlaces naming file and line, MissingFile, UnreadableFile, TooLarge, ConfigError when
        the list cannot be kept.
    """
    places = parse_places(_text_of(file), file.name)
    body = "".join(f"{code}\t{name}\n" for code, name in sorted(places.items()))
    depths = Counter(code.count(".") for code in places)
    info = PlacesInfo(
        file.name,
        now,
        hashlib.sha256(body.encode()).hexdigest()[:12],
        (depths[0], depths[1], depths[2], depths[3]),
    )
    _write(kept, json.dumps({"format": FORMAT, **asdict(info)}) + "\n" + body)
    return info


def parse_places(text: str, where: str) -> dict[str, str]:
    """Return code and name of each place; `where` names the file in errors.

    Raises: BadPlaces naming the line.
    """
    places: dict[str, str] = {}
    lines: dict[str, int] = {}
    for n, (line, row) in enumerate(_rows(text, where)):
        spot = f"{where}:{line}"
        if len(row) != 2:
            raise BadPlaces(spot, f"{len(row)} columns where two are needed: code, name")
        code, name = row[0], " ".join(row[1].split())
        if n == 0 and not code[:1].isdigit():
            continue  # headings
        if not _CODE.fullmatch(code):
            raise BadPlaces(spot, f"{code[:40]!r} is no code such as 36, 36.72 or 36.72.01.1001")
        if code in places:
            raise BadPlaces(spot, f"code {code} stands in line {lines[code]} already")
        if not name or len(name) > _MAX_NAME or not name.isprintable():
            raise BadPlaces(spot, f"the name of {code} is empty, too long or no text")
        places[code] = _named(code, name, spot)
        lines[code] = line
    if not places:
        raise BadPlaces(where, "holds no place; each line needs a code and a name")
    for code in places:
        above = code.rpartition(".")[0]
        if above and above not in places:
            raise BadPlaces(
                f"{where}:{lines[code]}", f"{code} lies in {above}, which the list lacks"
            )
    return places


def _rows(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Yield number and trimmed cells of each line that holds anything; empty cells at its end count
    for nothing.
    """
    first = text.partition("\n")[0]
    parted = next((mark for mark in "\t;" if mark in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise BadPlaces(f"{where}:{reader.line_num}", f"cannot be parted ({error})") from error


def _named(code: str, name: str, spot: str) -> str:
    """Return the name as a record writes it: Kabupaten in full, no word shouted."""
    if name.isupper() and len(name) > 3:
        name = " ".join(w if _is_roman(w) else w.capitalize() for w in name.split())
    if code.count(".") + 1 == Depth.KOTA:
        kind, _, rest = name.partition(" ")
        kind = _SHORT_KINDS.get(kind.casefold(), kind)
        if kind not in _KINDS or not rest:
            raise BadPlaces(spot, f"{name!r} begins with neither Kabupaten nor Kota")
        return f"{kind} {rest}"
    return name


def _is_roman(word: str) -> bool:
    return set(word) <= set("IVX")


def _text_of(file: Path) -> str:
    try:
        if file.is_dir():
            raise NotAFile(file.name, "is a folder; name a file in it")
        if not file.is_file():
            raise MissingFile(file.name, "there is no such file")
        if file.stat().st_size > MAX_BYTES:
            raise TooLarge(file.name, f"is larger than {MAX_BYTES >> 20} MiB; no list is so long")
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(file.name, f"cannot be opened ({error.strerror})") from error
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadPlaces(f"{file.name}:{line}", "is no UTF-8; save it as CSV UTF-8") from error


def _write(kept: Path, text: str) -> None:
    part = None
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, prefix=".part-", delete=False) as file:
            part = Path(file.name)
            file.write(gzip.compress(text.encode(), mtime=0))
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(kept)
    except OSError as error:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        raise ConfigError(
            f"places {kept}: cannot be written ({error.strerror}); name another file",
            sentence=f"Daftar wilayah tidak dapat disimpan di {kept}. Periksa izinnya, atau sebut berkas lain dengan "
            "--places.",
        ) from error


def places_info(kept: Path | None) -> PlacesInfo | None:
    """Return what is known of the kept list without reading it all; None when there is none.

    Raises: ConfigError when the file is damaged.
    """
    if kept is None:
        return None
    try:
        with gzip.open(kept, "rt", encoding="utf-8") as file:
            return _info(kept, file.readline())
    except FileNotFoundError:
        return None
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _damaged(kept, error) from error


def load_wilayah(kept: Path | None) -> Wilayah:
    """Return the kept list, the empty one when there is none. Kept in memory while its file stays.

    Raises: ConfigError when the file is damaged.
    """
    if kept is None:
        return NO_WILAYAH
    try:
        facts = kept.stat()
    except FileNotFoundError:
        return NO_WILAYAH
    except OSError as error:
        raise _damaged(kept, error) from error
    return _loaded(kept, facts.st_mtime_ns, facts.st_ino)


@lru_cache(maxsize=1)
def _loaded(kept: Path, _mtime_ns: int, _inode: int) -> Wilayah:
    try:
        head, _, body = gzip.decompress(kept.read_bytes()).decode().partition("\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _damaged(kept, error) from error
    info = _info(kept, head)
    if hashlib.sha256(body.encode()).hexdigest()[:12] != info.version:
        raise _damaged(kept, ValueError("its content is not what was imported"))
    rows = (line.split("\t") for line in body.splitlines())
    return Wilayah(((code, name) for code, name in rows), info.version)


def _info(kept: Path, head: str) -> PlacesInfo:
    try:
        told = json.loads(head)
        if told.pop("format") != FORMAT:
            raise ValueError("it was written by another version of the program")
        province, kota, kecamatan, kelurahan = map(int, told.pop("counts"))
        return PlacesInfo(**told, counts=(province, kota, kecamatan, kelurahan))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(kept, error) from error


def _damaged(kept: Path, error: Exception) -> ConfigError:
    return ConfigError(
        f"places {kept}: cannot be read ({str(error) or type(error).__name__}); "
        "import the list again with risalah places import, or give it up with risalah places remove",
        sentence=f"Daftar wilayah {kept} tidak dapat dibaca. Periksa izinnya, impor lagi dengan risalah places import "
        "BERKAS, atau hapus dengan risalah places remove.",
    )


def remove_places(kept: Path) -> bool:
    """Remove the kept list; False when there was none.

    Raises: ConfigError when that is not allowed.
    """
    try:
        kept.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise ConfigError(
            f"places {kept}: cannot be removed ({error.strerror})",
            sentence=f"Daftar wilayah {kept} tidak dapat dihapus. Periksa izin berkas dan foldernya.",
        ) from error
    return True

"""Writes what Office wrote before 2007: containers of streams, in them a Word or an Excel file."""

import struct
from collections.abc import Sequence

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR = 512


def ole(streams: dict[str, bytes]) -> bytes:
    """Return a container; streams are made longer than the 4096 bytes below which others rules hold."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for n, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(4096, b"\0")
        begin = len(sectors)
        count = -(-len(data) // _SECTOR)
        for i in range(count):
            sectors.append(data[i * _SECTOR : (i + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chain.append(begin + i + 1 if i < count - 1 else _END)
        entries.append(
            _entry(name, 2, begin, len(data), right=n + 1 if n < len(streams) else _NONE)
        )
    entries += [_entry("", 0, 0, 0)] * (-len(entries) % 4)
    directory = len(sectors)
    count = len(entries) // 4
    for i in range(count):
        sectors.append(b"".join(entries[4 * i : 4 * i + 4]))
        chain.append(directory + i + 1 if i < count - 1 else _END)
    tables = -(-(len(chain) + 1) // 127)
    first = len(chain)
    chain += [_FAT] * tables
    chain += [_FREE] * (-len(chain) % 128)
    table = struct.pack(f"<{len(chain)}I", *chain)
    sectors += [table[i : i + _SECTOR] for i in range(0, len(table), _SECTOR)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIII", 0, tables, directory, 0, 4096)
    header += struct.pack("<IIII", _END, 0, _END, 0)
    header += struct.pack("<109I", *range(first, first + tables), *[_FREE] * (109 - tables))
    return header + b"".join(sectors)


def _entry(
    name: str, kind: int, begin: int, size: int, *, right: int = _NONE, child: int = _NONE
) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0" if name else b""
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide), kind, 1, _NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", begin, size)
    )


def doc(blocks: Sequence[str | Sequence[Sequence[str]]]) -> bytes:
    """Return a Word 97 file; a block is a paragraph, or a table as rows of cells."""
    pieces: list[tuple[bytes, bytes]] = []
    for block in blocks:
        if isinstance(block, str):
            pieces.append((block.encode("cp1252") + b"\r", b""))
            continue
        for row in block:
            for cell in row:
                pieces.append((cell.encode("cp1252") + b"\x07", _IN_TABLE))
            pieces.append((b"\x07", _IN_TABLE + _ROW_END + _columns(len(row))))
    text = b"".join(t for t, _ in pieces)
    begin = 0x600
    body = text.ljust(-(-len(text) // _SECTOR) * _SECTOR, b"\0")
    pages, places = _formatted(pieces, begin)
    page = (begin + len(body)) // _SECTOR
    clx = struct.pack("<BIIIHIH", 2, 16, 0, len(text), 0, (begin * 2) | 0x40000000, 0)
    ends = [*(start for start, _ in places), begin + len(text)]
    plc = struct.pack(f"<{len(ends)}I", *ends)
    plc += struct.pack(f"<{len(places)}I", *(page + n for n in range(len(places))))
    fib = bytearray(begin)
    struct.pack_into("<HHHHHH", fib, 0, 0xA5EC, 0xC1, 0, 0x421, 0, 0x1200)
    struct.pack_into("<H", fib, 0x0C, 0xBF)
    struct.pack_into("<II", fib, 0x18, begin, begin + len(text))
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x40, begin + len(body) + len(pages))
    struct.pack_into("<I", fib, 0x4C, len(text))
    struct.pack_into("<H", fib, 0x98, 0x5D)
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    styles = struct.pack("<HHHHHHHHHH", 18, 15, 10, 1, 91, 15, 0, 0, 0, 0) + bytes(30)
    struct.pack_into("<II", fib, 0xA2, 256, len(styles))
    struct.pack_into("<II", fib, 0x102, 512, len(plc))
    table = (clx.ljust(256, b"\0") + styles).ljust(512, b"\0") + plc
    return ole({"WordDocument": bytes(fib) + body + pages, "1Table": table})


_IN_TABLE = struct.pack("<HB", 0x2416, 1)
_ROW_END = struct.pack("<HB", 0x2417, 1)


def _columns(count: int) -> bytes:
    edges = [i * 9000 // count for i in range(count + 1)]
    inner = bytes([count]) + struct.pack(f"<{count + 1}h", *edges) + bytes(20 * count)
    return struct.pack("<HH", 0xD608, len(inner) + 1) + inner


def _formatted(pieces: list[tuple[bytes, bytes]], at: int) -> tuple[bytes, list[tuple[int, int]]]:
    """Return the pages that say how each paragraph is set, and where the text of each page begins."""
    pages: list[bytes] = []
    places: list[tuple[int, int]] = []
    group: list[tuple[int, bytes]] = []

    def put(end: int) -> None:
        count = len(group)
        page = bytearray(_SECTOR)
        struct.pack_into(f"<{count + 1}I", page, 0, *(a for a, _ in group), end)
        tail = 510
        for i, (_, rules) in enumerate(group):
            if not rules:
                continue
            inner = struct.pack("<H", 0) + rules
            inner += b"\0" * (len(inner) % 2)
            tail -= len(inner) + 2
            tail -= tail % 2
            page[tail : tail + 2 + len(inner)] = bytes([0, len(inner) // 2]) + inner
            page[4 * (count + 1) + 13 * i] = tail // 2
        page[511] = count
        pages.append(bytes(page))
        places.append((group[0][0], end))
        group.clear()

    for text, rules in pieces:
        if sum(17 + len(r) + 6 for _, r in group) + len(rules) + 30 > 480:
            put(at)
        group.append((at, rules))
        at += len(text)
    put(at)
    return b"".join(pages), places


def xls(rows: Sequence[Sequence[str | float | None]], *, hidden: bool = False) -> bytes:
    """Return an Excel 97 file of one sheet; numbers of a thousand and more show with dots. With
    `hidden` a second sheet is, and holds the same.
    """
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                wide = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                sheet += _record(0x204, struct.pack("<HHH", r, c, 0) + wide)
            elif value is not None:
                look = 1 if value >= 1000 else 0
                sheet += _record(0x203, struct.pack("<HHHd", r, c, look, value))
    sheet += _record(0x0A, b"")
    names = ["RAB", "Coret"] if hidden else ["RAB"]
    font = _record(
        0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\5\0Arial"
    )
    looks = b"".join(_record(0xE0, struct.pack("<HHH", 0, look, 0) + bytes(14)) for look in (0, 3))
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    start += _record(0x42, struct.pack("<H", 1200)) + font * 4 + looks
    length = sum(4 + 8 + len(name) for name in names)
    at = len(start) + length + 4
    bounds = b""
    for n, name in enumerate(names):
        head = struct.pack("<IBBBB", at + n * len(sheet), n, 0, len(name), 0)
        bounds += _record(0x85, head + name.encode("latin-1"))
    return ole({"Workbook": start + bounds + _record(0x0A, b"") + sheet * len(names)})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data

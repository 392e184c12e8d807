"""The answer in the folder: why a file failed and what to do, in Indonesian, beside the file."""

import os
from pathlib import Path

from intake.scan import FAILED, REPORT

_STORED = (
    "Berkas asli tetap tersimpan di arsip. Setelah diperbaiki, taruh berkas yang baru di kotak masuk;\n"
    "berkas dan catatan ini boleh dihapus.\n"
)
_NOT_STORED = (
    "JANGAN hapus berkas ini: isinya belum dapat disalin ke arsip. Setelah izinnya diperbaiki, pindahkan\n"
    "berkas ini kembali ke kotak masuk; setelah itu catatan ini boleh dihapus.\n"
)


def set_aside(
    path: Path, inbox: Path, *, code: str, sentence: str, now: str, is_stored: bool = True
) -> Path:
    """Move a failed file to `gagal/` and write why beside it; nothing there is overwritten.

    `is_stored` tells whether the archive has its bytes: only then may it be deleted.
    The note comes first, so that no kill leaves a file there without its reason.

    Returns: where the file lies now.
    """
    folder = inbox / FAILED
    folder.mkdir(exist_ok=True)
    goal = _free(folder, path.name)
    shown = "".join(c if c.isprintable() else "?" for c in path.name)
    note = f"Berkas  : {shown}\nWaktu   : {now}\nSebab   : {sentence}\nKode    : {code}\n\n" + (
        _STORED if is_stored else _NOT_STORED
    )
    goal.with_name(goal.name + ".txt").write_text(note, encoding="utf-8")
    path.replace(goal)
    return goal


def _free(folder: Path, name: str) -> Path:
    """Return a path that is not taken: name.pdf, name (2).pdf, …."""
    name = _shortened(name)
    goal, n = folder / name, 1
    while goal.exists() or goal.with_name(goal.name + ".txt").exists():
        n += 1
        goal = folder / f"{Path(name).stem} ({n}){Path(name).suffix}"
    return goal


_NAME_BYTES = 255
"""So long a name may be on Linux file systems."""


def _shortened(name: str) -> str:
    """Return a name that leaves room for a number and for the ending of its note."""
    stem, suffix = Path(name).stem, Path(name).suffix
    while len(os.fsencode(f"{stem} (999){suffix}.txt")) > _NAME_BYTES:
        stem, suffix = (stem[:-1], suffix) if len(stem) > 1 else (stem, suffix[:-1])
    return stem + suffix


def write_report(inbox: Path, lines: list[str], now: str) -> None:
    """Write what the last run did where staff see it."""
    text = "\n".join([f"Laporan Risalah, {now}", "", *lines, ""])
    part = inbox / f".{REPORT}.part"
    part.write_text(text, encoding="utf-8")
    part.replace(inbox / REPORT)

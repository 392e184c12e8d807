"""The answer in the folder: why a file failed and what to do, in Indonesian, beside the file."""

import filecmp
import os
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from intake.archive import file_hash
from intake.scan import FAILED, PAGE, REPORT

_STORED = (
    "Berkas asli tetap tersimpan di arsip. Setelah diperbaiki, taruh berkas yang baru di kotak masuk;\n"
    "berkas dan catatan ini boleh dihapus.\n"
)
_NOT_STORED = (
    "JANGAN hapus berkas ini: isinya belum dapat disalin ke arsip. Setelah izinnya diperbaiki, pindahkan\n"
    "berkas ini kembali ke kotak masuk; setelah itu catatan ini boleh dihapus.\n"
)


_NOT_WANTED = "Arsip tidak menyimpannya. Berkas dan catatan ini boleh dihapus.\n"


def set_aside(
    path: Path,
    inbox: Path,
    *,
    code: str,
    sentence: str,
    now: str,
    is_stored: bool | None = True,
    holder: str = "",
) -> Path:
    """Move a failed file to `gagal/` and write why beside it; nothing there is overwritten but the
    same bytes under the same name.

    `is_stored` tells whether the archive has its bytes: only then may it be deleted. None: it has
    not, and shall not. `holder` names the container that the file was taken out of.
    The note comes first, so that no kill leaves a file there without its reason.

    Returns: where the file lies now.
    """
    folder = inbox / FAILED
    folder.mkdir(exist_ok=True)
    goal = _free(folder, path, may_be_there=is_stored is not False)
    note = (
        f"Berkas  : {_shown(path.name)}\n"
        + (f"Dari    : {_shown(holder)}\n" if holder else "")
        + f"Waktu   : {now}\nSebab   : {sentence}\nKode    : {code}\n\n"
        + {True: _STORED, False: _NOT_STORED, None: _NOT_WANTED}[is_stored]
    )
    goal.with_name(goal.name + ".txt").write_text(note, encoding="utf-8")
    path.replace(goal)
    return goal


def _free(folder: Path, path: Path, *, may_be_there: bool) -> Path:
    """Return a path that is not taken: name.pdf, name (2).pdf, …; or, where asked, one at which the
    same bytes lie with their note.
    """
    name = shortened(path.name)
    goal, n = folder / name, 1
    while goal.exists() or goal.with_name(goal.name + ".txt").exists():
        if may_be_there and _lies_there(path, goal):
            return goal
        n += 1
        goal = folder / f"{Path(name).stem} ({n}){Path(name).suffix}"
    return goal


def _lies_there(path: Path, goal: Path) -> bool:
    if not goal.is_file() or goal.is_symlink() or not goal.with_name(goal.name + ".txt").is_file():
        return False
    return filecmp.cmp(path, goal, shallow=False)


_NAME_BYTES = 255
"""So long a name may be on Linux file systems."""


def shortened(name: str) -> str:
    """Return a name that leaves room for a number and for the ending of its note."""
    stem, suffix = Path(name).stem, Path(name).suffix
    while len(os.fsencode(f"{stem} (999){suffix}.txt")) > _NAME_BYTES:
        stem, suffix = (stem[:-1], suffix) if len(stem) > 1 else (stem, suffix[:-1])
    return stem + suffix


def clear(inbox: Path, sha256: str, name: str = "") -> bool:
    """Remove a failed file and its note from `gagal/`, whose bytes the archive has; with a name, only
    what lies there under it. Tells whether one lay there: staff may have moved or deleted it before.
    """
    found = [
        path
        for path in _set_aside(inbox, sha256)
        if not name or _is_numbered(path.name, shortened(name))
    ]
    for path in found:
        path.unlink()
        path.with_name(f"{path.name}.txt").unlink()
    return bool(found)


def _is_numbered(name: str, of: str) -> bool:
    """Tell whether a name is another, or that with the number that `_free` gave it."""
    stem, suffix = Path(of).stem, Path(of).suffix
    return (
        name == of
        or re.fullmatch(rf"{re.escape(stem)} \(\d+\){re.escape(suffix)}", name) is not None
    )


def lies_aside(inbox: Path, sha256: str) -> bool:
    """Tell whether `gagal/` holds these bytes with their note."""
    return next(_set_aside(inbox, sha256), None) is not None


def _set_aside(inbox: Path, sha256: str) -> Iterator[Path]:
    folder = inbox / FAILED
    for note in sorted(folder.glob("*.txt")) if folder.is_dir() else []:
        path = note.with_name(note.name.removesuffix(".txt"))
        if path.is_file() and not path.is_symlink() and file_hash(path)[0] == sha256:
            yield path


def write_report(inbox: Path, lines: list[str], now: str) -> None:
    """Write what the last run did where staff see it: as text, and as a page for the browser.

    A line that is indented belongs to the one before it.
    """
    title = f"Laporan Risalah, {now}"
    still = failed_names(inbox)
    if still:
        lines = [
            *lines,
            f"Di folder {FAILED} masih ada {len(still)} berkas; sebabnya tertulis di sampingnya:",
        ]
        lines += [f"  {name}" for name in still]
    _put(inbox, REPORT, "\n".join([title, "", *lines, ""]))
    _put(inbox, PAGE, _page(title, lines))


def failed_names(inbox: Path) -> list[str]:
    """Return the names of what lies in `gagal/`, fit for showing, without the notes."""
    folder = inbox / FAILED
    if not folder.is_dir():
        return []
    names = {p.name for p in folder.iterdir() if p.is_file()}
    return sorted(
        _shown(n) for n in names if not (n.endswith(".txt") and n.removesuffix(".txt") in names)
    )


def _put(inbox: Path, name: str, text: str) -> None:
    part = inbox / f".{name}.part"
    part.write_text(text, encoding="utf-8")
    part.replace(inbox / name)


def _page(title: str, lines: list[str]) -> str:
    body: list[str] = []
    open_list = False
    for line in lines:
        inner = line.startswith(" ")
        if inner != open_list:
            body.append("<ul>" if inner else "</ul>")
            open_list = inner
        text = escape(line.strip())
        body.append(f"<li>{text}</li>" if inner else f"<p>{text}</p>")
    if open_list:
        body.append("</ul>")
    return _FRAME.format(title=escape(title), body="\n".join(body))


_FRAME = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }}
h1 {{ font-size: 1.4rem }}
li {{ margin: .4rem 0; overflow-wrap: anywhere }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)

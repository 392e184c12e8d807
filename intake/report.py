"""The report in the folder: how the last run went and what still lies there failed, in Indonesian."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from intake.aside import free_path, lying, told_of
from intake.scan import FAILED, PAGE, REPORT, TITLE, is_our_report

MOST_FAILED = 50
"""So many files of `gagal/` are named, those that came there last: the report stays one to be read."""


def write_report(
    inbox: Path, lines: list[str], now: str, *, known: Callable[[Path], str] = lambda _: ""
) -> None:
    """Write what the last run did where staff see it: as text, and as a page for the browser.

    A line that is indented belongs to the one before it. `known` tells of a file in `gagal/` without its
    note what came of its bytes before; "" where they never came.
    """
    title = f"{TITLE}{now}"
    still = lying(inbox)
    if still:
        lines = [
            *lines,
            f"Di folder {FAILED} masih ada {len(still)} berkas; apa yang dapat dilakukan tertulis di sampingnya:",
            *(f"  {_shortly(path, known)}" for path in still[:MOST_FAILED]),
        ]
    if len(still) > MOST_FAILED:
        lines.append(f"  dan {len(still) - MOST_FAILED} berkas lain yang lebih lama")
    _put(inbox, REPORT, "\n".join([title, "", *lines, ""]))
    _put(inbox, PAGE, _page(title, lines))


def _shortly(path: Path, known: Callable[[Path], str]) -> str:
    """Return a file that failed, where it came from, why in one sentence, and since when."""
    one = told_of(path)
    name = f"{one.name} (dari {', '.join(one.where)})" if one.where else one.name
    if one.is_changed or not one.why:
        # To move what failed already to the inbox would only have it fail again.
        return f"{name} — {known(path) or f'{_CHANGED if one.is_changed else _BARE}; {_MOVE}'}"
    why = one.why.partition(". ")[0].removesuffix(".")
    return f"{name} — {why}" + (f" (sejak {one.when})" if one.when else "")


_CHANGED = "sudah diubah di folder ini"
_BARE = "tanpa catatan"
_MOVE = f"yang ada di {FAILED} tidak dibaca: pindahkan ke kotak masuk agar dibaca"


def _put(inbox: Path, name: str, text: str) -> None:
    part = inbox / f".{name}.part"
    part.unlink(missing_ok=True)  # what a killed run left, or a link that leads elsewhere
    with part.open("x", encoding="utf-8") as out:
        out.write(text)
    goal = inbox / name
    if goal.is_file() and not goal.is_symlink() and not is_our_report(goal):
        goal.replace(free_path(inbox, name))  # somebody's own: a drop for the next run
    part.replace(goal)


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

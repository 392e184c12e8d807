"""Times of the site's pages against Datasette's own `/-/versions.json`, in one run: `make times`.

A warehouse of made documents (scripts/made_warehouse.py) is served in this process, each page is asked
for in turn with the yardstick so that a busy minute falls on both, and the middle of fifty counts.
"""

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scripts.made_warehouse import fill, pages
from warehouse.site import site

ROUNDS = 50
YARDSTICK = "/-/versions.json"
ALLOWED = 10


def main() -> None:
    """Measure the warehouse that the command line names, else one made for the purpose."""
    count = int(sys.argv[1]) if len(sys.argv) == 2 and sys.argv[1].isdecimal() else 100_000
    if len(sys.argv) == 2 and not sys.argv[1].isdecimal():
        asyncio.run(measure(Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory(prefix="risalah-bench-") as name:
        path = Path(name) / "risalah.db"
        fill(path, count)
        asyncio.run(measure(path))


async def measure(path: Path) -> None:
    """Print each page's time and its ratio to the yardstick."""
    shown = site(path)
    await shown.invoke_startup()
    say(f"{'page':58} {'first':>8} {'middle':>8} {'ratio':>7}")
    over = 0
    for page in pages(path):
        first = await seconds(shown, page)
        yard, ours = [], []
        gc.collect()
        for _ in range(ROUNDS):
            yard.append(await seconds(shown, YARDSTICK))
            ours.append(await seconds(shown, page))
        ratio = statistics.median(ours) / statistics.median(yard)
        over += ratio > ALLOWED
        say(
            f"{page[:58]:58} {first * 1000:6.0f}ms {statistics.median(ours) * 1000:6.1f}ms {ratio:7.1f}"
        )
    say(f"{over} pages took more than {ALLOWED} times {YARDSTICK}")


async def seconds(shown: Any, page: str) -> float:
    """Return how long the site takes to answer."""
    begin = time.perf_counter()
    answer = await shown.client.get(page)
    took = time.perf_counter() - begin
    if answer.status_code != 200:
        sys.exit(f"{page}: {answer.status_code}")
    return took


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Texts that nobody writes and somebody drops: does the time stay in proportion to the length?

`python bench/hostile.py [KILOBYTES [TEXT …]]` (250): each text in that size, its double and fourfold; a
ratio of 2 a doubling is linear, above 2.3 is told. The times are those of the processor.
"""

import itertools
import sys
import time

from extractors import record_of
from models.source import Line, Page, Source

_SYLLABLES = ("sa", "ri", "ma", "wan", "ti", "no", "lu", "di", "har", "yan")


def _name(number: int) -> str:
    """Return a made name, another for each number below 10,000."""
    return "".join(_SYLLABLES[int(digit)] for digit in f"{number % 10_000:04}").capitalize()


TEXTS = {
    "brackets": "(",
    "closed brackets": "() ",
    "digits": "1234567890",
    "dotted digits": "1.000.",
    "RT/RW": "RT 01/RW 01 ",
    "capitals": "A. B. C. ",
    "names": "Siti Aminah, S.Pd., ",
    "Dinas": "Dinas Dinas ",
    "Dinas Sosial": "Dinas Sosial Kota Bandung ",
    "Rp": "Rp",
    "Rp sums": "Rp 1.000.000 ",
    "dots": ".",
    "blanks": " ",
    "tabs": "\t",
    "dan": "dan ",
    "dates": "1 Januari 2023 ",
    "lines": "a\n",
    "items": "1. Perbaikan jalan RT 01\n",
    "keys": "Tempat : Balai Warga\n",
    "rows": "1\tSemen\t40\tsak\t65.000\t2.600.000\n",
    "commas": ",",
    "line ends": "\n",
    "Bapak": "Bapak ",
    "Kel.": "Kel. ",
    "numbers of items": "1. ",
    "sums without blanks": "Rp1.000 ",
    "letters of items": "(a) ",
    "pipes": "| Semen | 40 | sak ",
    "capital words": "RAPAT WARGA ",
    "one word": "rapat",
    "wards that differ": "".join(f"RT {n % 97:02}/RW {n % 89:02} " for n in range(97 * 89)),
    "names that differ": "".join(f"Pak {_name(n)}, Bu {_name(n + 7)}. " for n in range(5000)),
    "wishes that differ": "".join(
        f"Warga {_name(n)} minta pelatihan {_name(n + 3)}.\n" for n in range(5000)
    ),
}
MOST = 2.3


def source_of(piece: str, size: int) -> Source:
    """Make a text of so many characters from one piece; a line is as long as the piece lets it."""
    lines = (piece * (size // len(piece) + 1))[:size].split("\n")
    page = Page(1, tuple(Line(line) for line in lines))
    return Source("uji.txt", "0" * 64, "text/plain", (page,))


def seconds(piece: str, size: int, rounds: int = 1) -> float:
    """Return the shortest time of the processor of some rounds; others on the machine do not count."""
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        record_of(source_of(piece, size))
        took.append(time.process_time() - begin)
    return min(took)


def main() -> None:
    """Measure and print; the exit code tells whether all stayed in proportion."""
    size = int(sys.argv[1]) * 1000 if sys.argv[1:] else 250_000
    steep = False
    for name in sys.argv[2:] or TEXTS:
        piece = TEXTS[name]
        seconds(piece, 1000)  # what loads with the first text of its kind is not its own
        took = [seconds(piece, size * times) for times in (1, 2, 4)]
        ratios = [b / a for a, b in itertools.pairwise(took)]
        too_much = max(ratios) > MOST and took[-1] > 1
        steep = steep or too_much
        times = "  ".join(f"{t:7.2f} s" for t in took)
        grows = "  ".join(f"{r:5.2f}" for r in ratios)
        sys.stdout.write(f"{name:16} {times}   {grows}{'   steep' if too_much else ''}\n")
        sys.stdout.flush()
    sys.exit(steep)


if __name__ == "__main__":
    main()

"""Digits that OCR misread in a table of costs, where its sums leave one answer only.

A line's factors make its total, and the totals make a sum that stands in two places. As long as the paper
itself adds up and no line has more than one misread digit, what is given back here is what the paper says:
the true figures always are among those tried, and where others do as well nothing is given back. A slip
of the paper's own that its sum was made with cannot be told from a misread digit; hence each correction is
told as a doubt with both figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

_MOST_LINES, _MOST_MISREAD = 300, 6
"""Lines of one sum, and how many of them may be misread; more is no reading at all."""


@dataclass(frozen=True, slots=True)
class CostRow:
    """A line of costs as read, in whole numbers: what is multiplied, and the total. No factors: a sum alone."""

    factors: tuple[int, ...]
    total: int

    @property
    def holds(self) -> bool:
        """Whether the factors make the total."""
        return not self.factors or prod(self.factors) == self.total


@dataclass(frozen=True, slots=True)
class Misread:
    """A figure of a row: which factor, or the total (`figure` is then the number of factors)."""

    row: int
    figure: int
    read: int
    meant: int


def misread(rows: Sequence[CostRow], stated: int) -> tuple[Misread, ...]:
    """Return the figures with a misread digit; () where the sums do not pin all of them down.

    `stated` is the sum of the rows as it stands in two places of the document.

    >>> misread([CostRow((10, 68_000), 650_000), CostRow((2, 250_000), 500_000)], 1_150_000)
    (Misread(row=0, figure=1, read=68000, meant=65000),)
    """
    wrong = [i for i, row in enumerate(rows) if not row.holds]
    if not wrong or len(wrong) > _MOST_MISREAD or len(rows) > _MOST_LINES:
        return ()
    answers = [tuple(_answers(rows[i], i)) for i in wrong]
    others = sum(row.total for row in rows if row.holds)
    fitting = [
        chosen
        for chosen in product(*answers)
        if others + sum(_total(rows[m.row], m) for m in chosen) == stated
    ]
    return fitting[0] if len(fitting) == 1 else ()


def _answers(row: CostRow, at: int) -> Iterator[Misread]:
    """Yield each change of one digit by which a row would hold."""
    whole = prod(row.factors)
    if is_one_digit_off(row.total, whole):
        yield Misread(at, len(row.factors), row.total, whole)
    for i, factor in enumerate(row.factors):
        rest = prod(f for j, f in enumerate(row.factors) if j != i)
        if rest and row.total % rest == 0 and is_one_digit_off(factor, row.total // rest):
            yield Misread(at, i, factor, row.total // rest)


def _total(row: CostRow, change: Misread) -> int:
    return change.meant if change.figure == len(row.factors) else row.total


def is_one_digit_off(one: int, other: int) -> bool:
    """Tell whether two numbers differ in one digit and in nothing else.

    >>> is_one_digit_off(650, 680), is_one_digit_off(65, 650), is_one_digit_off(65, 65)
    (True, False, False)
    """
    a, b = str(one), str(other)
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def with_digits(text: str, read: int, meant: int) -> str | None:
    """Return the text with the digits of a number in it replaced, None where it is not written in it.

    >>> with_digits("Rp 68.000,-", 68_000, 65_000)
    'Rp 65.000,-'
    """
    places = [i for i, c in enumerate(text) if c.isascii() and c.isdigit()]
    old, new = str(read), str(meant)
    for first in range(len(places) - len(old) + 1):
        run = places[first : first + len(old)]
        if "".join(text[i] for i in run) == old and all(
            c in "., " for c in text[run[0] : run[-1] + 1] if not c.isdigit()
        ):
            made = list(text)
            for i, digit in zip(run, new, strict=True):
                made[i] = digit
            return "".join(made)
    return None

"""What nobody sees of a sheet: hidden rows and columns, and cells that are struck out; and what is told
of it and of what is not read.
"""

from collections.abc import Container, Iterable, Sequence

STRUCK = "\0"
"""Begins the text of a cell of which something is struck out; no text holds it."""


class Unseen:
    """Leaves out of the sheets of a workbook what nobody sees, and counts it."""

    def __init__(self) -> None:
        """Begin to count."""
        self._rows = self._columns = self._struck = 0

    def without(
        self, rows: Iterable[tuple[Sequence[str], bool]], hidden_columns: Container[int]
    ) -> list[list[str]]:
        """Return the rows of a sheet as they are seen; each comes with whether it is hidden. Columns
        count from 0. A row that loses all that it held leaves no gap.
        """
        kept: list[list[str]] = []
        lost: set[int] = set()
        for row, is_hidden in rows:
            if is_hidden:
                self._rows += any(row)
                continue
            lost.update(i for i, cell in enumerate(row) if cell and i in hidden_columns)
            seen = ["" if i in hidden_columns else cell for i, cell in enumerate(row)]
            struck = sum(cell.startswith(STRUCK) for cell in seen)
            self._struck += struck
            seen = [cell.removeprefix(STRUCK) for cell in seen]
            if any(seen) or not struck:
                kept.append(seen)
        self._columns += len(lost)
        return kept

    def notes(self) -> tuple[str, ...]:
        """Return what must be told of what was left out."""
        counts = ((self._rows, "baris"), (self._columns, "kolom"))
        hidden = " dan ".join(f"{count} {what}" for count, what in counts if count)
        return (
            *((f"{hidden} tersembunyi tidak dibaca",) if hidden else ()),
            *told(self._struck, "sel berisi teks yang dicoret, yang"),
        )


def told(count: int, what: str) -> tuple[str, ...]:
    """Return the note that so many of something are not read; () for none."""
    return (f"{count} {what} tidak dibaca",) if count else ()


def told_uncounted(count: int) -> tuple[str, ...]:
    """Return the note on so many formulas of which no result is saved; () for none."""
    note = f"{count} rumus tanpa hasil tersimpan tidak dibaca; buka dan simpan ulang berkasnya"
    return (note,) if count else ()

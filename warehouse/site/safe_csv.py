"""CSV whose cells no spreadsheet takes for formulas, rewritten while it streams."""

import csv
import io
import re

_UNSEEN = r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_LIVE = re.compile(rf"[\s'\"{_UNSEEN}]*[=+\-@\t\r\n|%;＝＋－＠]")
"""What a spreadsheet may take for the beginning of a formula, also behind blanks and what is not seen
(OWASP, CSV Injection)."""
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?\Z")
"""An honest figure or telephone number stays what it is."""


def inert(cell: str) -> str:
    """Return a cell with an apostrophe in front where it might run.

    >>> inert("=1+1"), inert(" @SUM(A1)"), inert("-5"), inert("+62812"), inert("rapat"), inert("-rapat")
    ("'=1+1", "' @SUM(A1)", '-5', '+62812', 'rapat', "'-rapat")
    """
    return f"'{cell}" if _LIVE.match(cell) and not _NUMBER.match(cell) else cell


csv.field_size_limit(
    20_000_000
)  # as long as a value may be; its own bound is less than a long page


class Rewriter:
    """Takes a CSV in pieces and returns what of it is whole so far, made inert."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str, *, last: bool) -> str:
        """Return the lines that are complete with this piece; after the last one, all that is left."""
        text = self._rest + piece
        cut = len(text) if last else _whole(text)
        self._rest = text[cut:]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        for row in csv.reader(io.StringIO(text[:cut], newline="")):
            writer.writerow([inert(cell) for cell in row])
        return out.getvalue()


def _whole(text: str) -> int:
    """Return where the last complete line ends: at a line break outside quotation marks."""
    end, inside, at = 0, False, 0
    for match in re.finditer(r'"|\n', text):
        at = match.end()
        if match[0] == '"':
            inside = not inside
        elif not inside:
            end = at
    return end

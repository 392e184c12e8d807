"""Why two mentions may be one: a link, with what speaks for it in words for people."""

from dataclasses import dataclass

ACCEPT = 0.8
"""From this score on two are joined; what lies below is only offered as perhaps the same."""
EXACT = "persis-sama"
DECIDED = "keputusan-orang"


@dataclass(frozen=True, slots=True)
class Link:
    """What speaks for two nodes to be one.

    `rule` is its short name, `evidence` the sentence that staff read. `partial`: one of the two says
    less than the other (an initial, no city), so it may fit several; then it joins none.
    """

    rule: str
    score: float
    evidence: str
    partial: bool = False

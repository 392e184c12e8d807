"""How well records agree with what a careful reader wrote down: from answers and records to figures.

`gold` reads the answers, `measuring` has each document read, `judging` holds one record against
them, `summary` adds up, `telling` shows what came of it.
"""

from evaluation.gold import Gold, find_gold, read_gold
from evaluation.judging import Difference, Judgement, judge
from evaluation.measuring import Measured, measure
from evaluation.summary import Summary, summarize

__all__ = [
    "Difference",
    "Gold",
    "Judgement",
    "Measured",
    "Summary",
    "find_gold",
    "judge",
    "measure",
    "read_gold",
    "summarize",
]

"""Who is who across documents: the step after loading that joins mentions to bodies and people."""

from warehouse.identity.ask import Doubt, Told, doubts, mention_by_code, who_bears
from warehouse.identity.step import RULES, forget_document, identify

__all__ = [
    "RULES",
    "Doubt",
    "Told",
    "doubts",
    "forget_document",
    "identify",
    "mention_by_code",
    "who_bears",
]

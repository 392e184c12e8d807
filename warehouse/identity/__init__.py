"""Who is who across documents: the step after loading that joins mentions to bodies and people."""

from warehouse.identity.step import RULES, forget_document, identify

__all__ = ["RULES", "forget_document", "identify"]

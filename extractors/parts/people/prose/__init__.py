"""People in running text: offices, bodies and names beside each other in one unit.

What stands in a table's cell is read by the same rules.
"""

from extractors.parts.people.prose.reading import in_text
from extractors.parts.people.prose.scene import key_office

__all__ = ["in_text", "key_office"]

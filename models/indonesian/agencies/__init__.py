"""Bodies as a text names them: a head from the gazetteer, a name of its own, and places.

Marks where a body stands and what is written there; which namings mean one body is decided later,
with the whole document in view.
"""

from models.indonesian.agencies.common import AgencyMention
from models.indonesian.agencies.own_names import is_whole, own_name, post_number
from models.indonesian.agencies.scanning import headed_by, named_within, scan

__all__ = [
    "AgencyMention",
    "headed_by",
    "is_whole",
    "named_within",
    "own_name",
    "post_number",
    "scan",
]

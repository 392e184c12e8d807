"""Places as the document itself proves them: "Kelurahan X," and where X ends.

A name that stands behind its level word and is ended by a mark, a small letter or another
level word is proven. Proven names then tell, in runs such as "Lurah Panggung Rawi Mulyadi", where
the place ends and the person begins.
"""

from models.indonesian.places.levels import DEPTHS, LEVEL_WORDS, PLACE_WORDS, Level, Place
from models.indonesian.places.lexicon import Lexicon
from models.indonesian.places.persons import guess, prefix
from models.indonesian.places.regions import is_region, region_end
from models.indonesian.places.runs import (
    begins_person,
    is_central,
    is_name_word,
    is_odd_name,
    opens_name,
    run_end,
)
from models.indonesian.places.scanning import scan

__all__ = [
    "DEPTHS",
    "LEVEL_WORDS",
    "PLACE_WORDS",
    "Level",
    "Lexicon",
    "Place",
    "begins_person",
    "guess",
    "is_central",
    "is_name_word",
    "is_odd_name",
    "is_region",
    "opens_name",
    "prefix",
    "region_end",
    "run_end",
    "scan",
]

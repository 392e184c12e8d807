"""The Indonesian language side: one spaCy pipeline, built once a process, and `parse`.

A Doc carries `doc._.source` (what was read), `doc._.words`, `doc._.sentences` (where each begins), `doc._.lexicon` (places that the document
proves), `doc._.gazetteer` (the official places, empty unless given) and the span groups that the
components mark (models.indonesian.components), and the trained recognizer's `doc.ents`
(models.recognizer.component).
"""

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models.codes import Names
from models.indonesian import components, tokenizer
from models.indonesian.reflow import reflow
from models.source import Source
from models.values.wilayah import NO_WILAYAH, Wilayah

__all__ = ["components", "parse", "pipeline", "tokenizer"]


@lru_cache(maxsize=3)
def pipeline(names: Names = "both") -> Language:
    """Return the pipeline, one a process for each way of finding persons; no network. The recognizer's
    weights load with the first Doc.
    """
    # Here and not above: the recognizer reads this room's lists.
    from models.recognizer.component import NAME

    # Named in the config, so that spaCy's own Indonesian exceptions are not built only to be replaced.
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "risalah.tokenizer"}}})
    nlp.max_length = 20_000_000  # no component needs memory beyond the text's own length
    for name in components.ORDER:
        nlp.add_pipe(name)
    if names != "rules":
        nlp.add_pipe(NAME)
        nlp.add_pipe("risalah_merging", config={"rules": names == "both"})
    return nlp


def parse(source: Source, wilayah: Wilayah = NO_WILAYAH, names: Names = "both") -> Doc:
    """Return the Doc of a document; its text has the length and offsets of `source.text`."""
    nlp = pipeline(names)
    doc = nlp.make_doc(reflow(source))
    doc._.source = source
    doc._.gazetteer = wilayah
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc

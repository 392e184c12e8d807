"""The tokenizer: words, numbers and marks as Indonesian minutes write them.

spaCy's own "id" rules split dates and "02/RW" in some places and leave "RT.01", "Pem/2021" and
"1.Drainase" whole; nothing behind could rely on them. Here one pattern decides, in linear time.
"""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from models.indonesian.gazetteers import word_set
from models.indonesian.words import keep_tokens

_ABBREVIATIONS = word_set("abbreviations")

_TOKEN = re.compile(
    r"""
      \n+ | \f                                               # hard breaks
    | [^\S\n\f]+                                             # runs of blanks
    | (?:KH|Hj?|Drs|Dra|Ir)\.(?=\s?[A-Z])                    # titles glued to a name
    | (?:[A-Z][A-Za-z]{{0,3}}\.){{2,}}(?:[A-Z][a-z]{{0,3}}\b)?     # S.Sos., M.A.P., S.Pd.I
    | [SMAD]\.(?:Pd|Sos|Si|Kom|Ag|Hum|Kes|Keb|Kep|Farm|Psi|E|H|T|P|M|AP|IP|STP|TP|Pt|Ked|Sn|Th|Mn|Md|Ak|Kn)\b\.? # S.Sos
    | [A-Z]\.(?=\s?[A-Z])                                    # an initial
    | (?:{})\.                                               # an abbreviation
    | [Ss]e(?=-[A-Z])                                        # se-Kelurahan
    | \d+(?:[.,]\d+)*                                        # 45.000.000,00 and 09.00
    | (?!R[TW]\d)[A-Z]+\d+[A-Z]+(?:\d+[A-Z]+)*(?![a-z])       # P3A, DP3AP2KB
    | [^\W\d_]+(?:['’`´-][^\W_]+)*\d*                        # words: Jum'at, anak-anak, bersama2
    | .
    """.format("|".join(sorted(_ABBREVIATIONS, key=len, reverse=True))),
    re.VERBOSE | re.DOTALL,
)


class Tokenizer:
    """Callable from text to Doc; the tokens put together again are the text, to the character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text; a single blank belongs to the token before it."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            word = match.group()
            if word[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                word = word[1:]
            if word:
                words.append(word)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        keep_tokens(doc, text, words, spaces)
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: the rules are code."""
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: object) -> "Tokenizer":
        """Take nothing back: the rules are code."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Write nothing: the rules are code."""

    def from_disk(self, _path: object, **_: object) -> "Tokenizer":
        """Read nothing: the rules are code."""
        return self


@registry.tokenizers("risalah.tokenizer")  # type: ignore[untyped-decorator]  # spaCy's registry has no types
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return the maker that spaCy's config asks for."""
    return lambda nlp: Tokenizer(nlp.vocab)

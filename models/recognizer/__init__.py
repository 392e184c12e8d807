"""The trained recognizer of persons, bodies and places, and what it is trained on.

`models.recognizer.component` is the spaCy component; `python -m models.recognizer` trains and
measures (docs/recognizer.md).
"""

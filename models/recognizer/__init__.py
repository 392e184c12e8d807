"""The trained recognizer of persons, bodies and places, and what it is trained on."""

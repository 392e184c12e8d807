"""What is told of a gathering: what it is called, when and where it was, and who held it.

Each module answers one of these questions for the part `meetings`.
"""

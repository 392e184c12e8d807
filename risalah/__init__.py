"""The command `risalah`: the only public surface."""

__version__ = "0.1.0"

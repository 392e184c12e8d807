"""The command line: words and exit codes; every command stands over a plain function below."""

from risalah.cli import identities, keeping, places, reading, running, showing
from risalah.cli.root import main

__all__ = ["identities", "keeping", "main", "places", "reading", "running", "showing"]

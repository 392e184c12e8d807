"""The Datasette site: words, settings, pages and small plugins, shipped with the package."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def serve_command(warehouse: Path, *, host: str, port: int) -> list[str]:
    """Return the command that serves this warehouse."""
    settings = json.loads((HERE / "settings.json").read_text("utf-8"))
    command = [
        *(sys.executable, "-m", "datasette", "serve", str(warehouse)),
        *("--metadata", str(HERE / "metadata.yaml")),
        *("--plugins-dir", str(HERE / "plugins")),
        *("--template-dir", str(HERE / "templates")),
        *("--static", f"gaya:{HERE / 'static'}"),
        *("--host", host, "--port", str(port)),
    ]
    for name, value in settings.items():
        command += ["--setting", name, str(value)]
    return command

"""Imports go one way: the table of docs/design.md as data, held against every import statement."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("risalah", "flows", "intake", "extractors", "evaluation", "models", "warehouse")


@dataclass(frozen=True)
class May:
    """What a room may import beside the standard library: modules of ours, and libraries."""

    ours: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()


# The longest prefix of a module's name says which room it lies in; a room sees itself.
TABLE = {
    "models": May(),
    "models.errors": May(),
    "models.codes": May(),
    "models.media": May(),
    "models.source": May(("models.errors", "models.codes"), ("pydantic",)),
    "models.source_json": May(("models.source",)),
    "models.boxes": May(("models.source",)),
    "models.record": May(("models.errors", "models.codes"), ("pydantic",)),
    "models.verdict": May(),
    "models.values": May(("models.errors", "models.codes"), ("pydantic", "rapidfuzz")),
    "models.indonesian": May(("models",), ("spacy", "rapidfuzz", "numpy")),
    "models.recognizer": May(("models",), ("spacy", "numpy")),
    "models.recognizer.training": May(("models",), ("numpy", "pycrfsuite")),
    "extractors": May(("models", "extractors"), ()),
    "extractors.processes": May(("models.errors",)),
    "extractors.ocr": May(
        ("models.source", "models.errors", "extractors.processes"), ("PIL", "numpy", "cv2")
    ),
    "extractors.legible": May(("models.source", "extractors.ocr"), ("numpy", "cv2")),
    "extractors.readers": May(
        (
            *("models.source", "models.errors", "models.media", "models.values", "models.unswept"),
            *("extractors.ocr", "extractors.legible", "extractors.processes"),
        ),
        (
            *("charset_normalizer", "filetype", "lxml", "trafilatura"),
            *("openpyxl", "xlrd", "pillow_heif"),
            *("docx", "pdfplumber", "pypdfium2", "PIL", "numpy", "cv2"),
        ),
    ),
    "extractors.containers": May(
        (
            *("models.errors", "extractors.readers.sniffing", "extractors.readers.packages"),
            *("extractors.readers.cleaning", "extractors.attached"),
        )
    ),
    "extractors.attached": May(
        ("models.errors", "extractors.processes", "extractors.readers.sniffing")
    ),
    "extractors.attached_child": May(
        ("models.errors", "extractors.attached", "extractors.readers.inner_files"), ("pypdfium2",)
    ),
    "extractors.layout": May(("models",), ("spacy",)),
    "extractors.context": May(("models", "extractors.layout"), ("spacy",)),
    "extractors.weighing": May(),
    "extractors.kinds": May(("models", "extractors.layout", "extractors.weighing"), ("spacy",)),
    "extractors.costs": May(("models",)),
    "extractors.misread": May(),
    "extractors.paging": May(("models",), ("rapidfuzz",)),
    "extractors.activities": May(("models", "extractors.layout", "extractors.context"), ("spacy",)),
    "extractors.acts": May(
        (
            *("models", "extractors.layout", "extractors.context", "extractors.activities"),
            *("extractors.directory", "extractors.sentences", "extractors.weighing"),
            *("extractors.sharing", "extractors.when"),
        ),
    ),
    "extractors.parts": May(
        (
            "extractors.acts",
            *("models", "extractors.layout", "extractors.context", "extractors.activities"),
            *("extractors.directory", "extractors.when", "extractors.sentences"),
            *("extractors.meeting", "extractors.sharing", "extractors.costs"),
            *("extractors.misread", "extractors.weighing"),
        ),
        ("spacy", "rapidfuzz"),
    ),
    "extractors.meeting": May(
        (
            *("models", "extractors.layout", "extractors.context"),
            *("extractors.directory", "extractors.acts"),
            *("extractors.sentences", "extractors.when"),
        ),
        ("rapidfuzz",),
    ),
    "extractors.directory": May(
        ("models", "extractors.layout", "extractors.context", "extractors.namings"), ("spacy",)
    ),
    "extractors.namings": May(("models",), ("rapidfuzz",)),
    "extractors.sentences": May(("extractors.context",)),
    "extractors.sharing": May(),
    "extractors.when": May(("models", "extractors.context", "extractors.directory")),
    "extractors.confidence": May(("models", "extractors.layout", "extractors.context")),
    "extractors.contradictions": May(
        (
            *("models", "extractors.layout", "extractors.context", "extractors.acts"),
            "extractors.when",
        ),
    ),
    "extractors.assemble": May(
        (
            *("models", "extractors.layout", "extractors.context", "extractors.directory"),
            *(
                "extractors.acts",
                "extractors.contradictions",
                "extractors.confidence",
                "extractors.kinds",
                "extractors.paging",
                "extractors.parts",
            ),
        ),
        ("spacy", "rapidfuzz"),
    ),
    "evaluation": May(
        ("models.errors", "models.codes", "models.record"), ("pydantic", "pydantic_core")
    ),
    "intake": May(
        ("models.errors", "models.source", "models.source_json", "models.verdict"),
        ("sqlite_utils",),
    ),
    "intake.places": May(("models.errors", "models.values.wilayah")),
    "warehouse": May(
        (
            *("models.record", "models.source", "models.codes", "models.errors"),
            *("models.values", "models.verdict"),
        ),
        ("pydantic", "rapidfuzz", "snowballstemmer", "sqlite_utils"),
    ),
    "warehouse.likeness": May(libraries=("numpy", "sqlite_utils")),
    "warehouse.popolo": May(("models.errors", "models.values", "models.privacy"), ("jsonschema",)),
    "warehouse.site": May(
        (
            *("warehouse", "models.codes", "models.errors", "models.values", "models.source"),
            *("models.record", "models.privacy", "models.media"),
        ),
        ("datasette", "markupsafe", "rapidfuzz", "sqlite_utils", "uvicorn"),
    ),
    # The one place of the site that sees the archive, and how a reader shows a page.
    "warehouse.site.archived": May(
        ("intake.archive", "extractors.readers.picture_of", "models"),
    ),
    "warehouse.site.charts": May(("models.codes",), ("vl_convert",)),
    "flows": May(
        ("intake", "extractors", "warehouse", "models"), ("prefect", "httpx", "apprise", "cronsim")
    ),
    "flows.cluster": May(
        ("flows", "intake", "extractors", "warehouse", "models"),
        ("prefect", "prefect_dask", "distributed"),
    ),
    "flows.wake": May(("intake",), ("watchfiles",)),
    "flows.once": May(("flows", "models"), ("distributed",)),
    "flows.server": May(("models.errors",), ("prefect", "uvicorn")),
    "risalah": May(PACKAGES, ("click", "cronsim", "pydantic", "datasette", "uvicorn")),
}

# Members of a registry stand side by side and do not know each other.
REGISTRIES = {
    "extractors.readers": "reader",
    "extractors.parts": "part",
}

# What only some commands need must not be paid for by `risalah extract` and `risalah --help`.
LATE = ("prefect", "datasette", "spacy", "flows", "sqlalchemy", "fastapi")


def modules() -> dict[str, Path]:
    """Return every module of ours by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def within(name: str, prefix: str) -> bool:
    """Whether a dotted name is the prefix or lies under it."""
    return name == prefix or name.startswith(f"{prefix}.")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything imported anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports name their package in full"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield node.lineno, full if full in MODULES else str(node.module)


def room_of(module: str) -> str:
    """Return the row of the table that a module lies in."""
    return max((room for room in TABLE if within(module, room)), key=len)


def offences(module: str, source: str) -> list[str]:
    """Return what a module imports against the table."""
    room = room_of(module)
    may = TABLE[room]
    found = []
    for line, name in imports(ast.parse(source)):
        top = name.partition(".")[0]
        if top in PACKAGES:
            allowed = within(name, room) or any(within(name, prefix) for prefix in may.ours)
        else:
            allowed = top in sys.stdlib_module_names or top in may.libraries
        if not allowed:
            found.append(f"{module}:{line} may not import {name} ({room} sees {may})")
    return found


def members(registry: str) -> set[str]:
    """Return the modules of a folder that register themselves with its decorator."""
    decorator = REGISTRIES[registry]
    return {
        name
        for name, path in MODULES.items()
        if within(name, registry) and name != registry
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == decorator
    }


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_its_room_may(module: str) -> None:
    assert offences(module, MODULES[module].read_text("utf-8")) == []


@pytest.mark.parametrize("registry", REGISTRIES)
def test_members_of_a_registry_do_not_import_each_other(registry: str) -> None:
    known = members(registry)
    assert known, f"nothing in {registry} registers itself"
    for member in known:
        others = known - {member}
        taken = {name for _, name in imports(ast.parse(MODULES[member].read_text("utf-8")))}
        assert not taken & others, f"{member} imports {taken & others}"


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("models.record", "import spacy"),
        ("models.values.money", "from models.indonesian import parse"),
        ("extractors.readers.pdf", "import spacy.tokens"),
        ("extractors.readers.pdf", "def f():\n    from extractors.parts import find_all"),
        ("extractors.parts.people", "import prefect"),
        ("extractors.parts.people", "from extractors import readers"),
        ("intake.scan", "import extractors"),
        ("intake.ledger", "from warehouse import load"),
        ("warehouse.schema", "import datasette"),
        ("warehouse.loading", "from extractors import extract"),
        ("flows.ingest", "from risalah import settings"),
        ("flows.ingest", "import sqlite_utils"),
        ("risalah.cli", "import prefect"),
    ],
)
def test_the_table_refuses(module: str, source: str) -> None:
    assert len(offences(module, source)) == 1


def test_the_table_allows_what_lies_below() -> None:
    assert (
        offences("warehouse.loading", "import json, sqlite_utils\nfrom models import record") == []
    )


def test_the_command_starts_without_what_only_some_commands_need() -> None:
    script = (
        "import sys, risalah.cli\n"
        f"print([m for m in sys.modules if m.partition('.')[0] in {LATE!r} and '.' not in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

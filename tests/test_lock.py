"""The lock is whole, and holds the pins without which Prefect installs and does not work."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DECLARED = [
    Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
]


def entries(lock: str) -> dict[str, list[tuple[Requirement, int]]]:
    """Return each locked package: its pins (one per marker) with the number of their hashes."""
    found: dict[str, list[tuple[Requirement, int]]] = {}
    for block in re.split(r"\n(?=\S)", lock.strip()):
        pin, *hashes = (part.strip() for part in block.split("\\\n"))
        requirement = Requirement(pin)
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", part) for part in hashes), block
        name = canonicalize_name(requirement.name)
        found.setdefault(name, []).append((requirement, len(hashes)))
    return found


LOCKED = entries(LOCK)


def test_every_package_is_pinned_with_hashes() -> None:
    assert len(LOCKED) > 100
    for pins in LOCKED.values():
        for requirement, hash_count in pins:
            assert [s.operator for s in requirement.specifier] == ["=="], requirement
            assert hash_count > 0, requirement


def test_the_lock_names_no_index() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*(-i|--index|--extra-index|--find-links|-f)\b", LOCK, re.MULTILINE)


@pytest.mark.parametrize("declared", DECLARED, ids=str)
def test_what_the_project_declares_is_locked_within_its_range(declared: Requirement) -> None:
    for requirement, _ in LOCKED[canonicalize_name(declared.name)]:
        (pin,) = requirement.specifier
        assert declared.specifier.contains(pin.version), requirement


@pytest.mark.parametrize(
    ("package", "works"),
    [
        # Newer ones refuse the explicit nulls that Prefect sends, then do not import at all.
        ("fastapi", "<0.151"),
        # With 2.1 Prefect's scheduler fails on every loop: no cron fires, and only a log says so.
        ("sqlalchemy", "<2.1"),
        # 0.65 reads metadata.yaml and settings.json, which the site is written for.
        ("datasette", "<1"),
    ],
)
def test_versions_known_to_break_stay_out(package: str, works: str) -> None:
    for requirement, _ in LOCKED[package]:
        (pin,) = requirement.specifier
        assert SpecifierSet(works).contains(pin.version)
    ours = next(d for d in DECLARED if d.name == package)
    refused = {"fastapi": "0.151", "sqlalchemy": "2.1.0", "datasette": "1.0"}[package]
    assert not ours.specifier.contains(refused), "pyproject.toml lets a broken version in"
    assert SpecifierSet(works).contains(version(package)), "another version is installed"


def test_the_installer_is_pinned_with_hashes_too() -> None:
    text = (ROOT / "scripts" / "uv.txt").read_text("utf-8")
    pins = entries("\n".join(line for line in text.splitlines() if not line.startswith("#")))
    ((requirement, hash_count),) = pins["uv"]
    assert str(requirement.specifier).startswith("==")
    assert hash_count > 0

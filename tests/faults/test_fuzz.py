"""A small share of the fuzzing on every run; `python -m tests.faults.fuzz` does it at large."""

import random
from pathlib import Path

import pytest

from extractors.readers import media_types
from tests.faults import fuzz
from tests.faults.children import in_child

FINDS = sorted((Path(__file__).parent / "finds").glob("*"))


def test_every_format_that_is_read_has_a_document_to_start_from() -> None:
    started = fuzz.seeds()
    lacking = {media for media in media_types() if not started[media]}
    assert lacking == set(fuzz.UNSEEDED)


@pytest.mark.slow
def test_a_share_of_mutated_files_is_answered() -> None:
    found = fuzz.fuzz(files=120, seed=2026)
    assert found["finds"] == []


@pytest.mark.parametrize("path", FINDS, ids=lambda path: path.name)
def test_what_was_once_a_find_is_answered(path: Path) -> None:
    assert fuzz.fault_of(fuzz.tried(path, blind=False)) is None


def test_the_same_seed_makes_the_same_files() -> None:
    data = fuzz.made()[0][1]
    assert fuzz.mutated(data, random.Random("1 2")) == fuzz.mutated(data, random.Random("1 2"))


def test_a_child_that_asks_for_too_much_is_stopped_and_told(tmp_path: Path) -> None:
    assert isinstance(
        in_child(lambda: len(bytearray(2_000_000_000)), memory=500_000_000).error, MemoryError
    )
    hung = in_child(lambda: [None for _ in iter(int, 1)], seconds=1)
    assert hung.code < 0
    long = in_child(lambda: (tmp_path / "x").write_bytes(b"x" * 2_000_000), file_bytes=1_000_000)
    assert isinstance(long.error, OSError)
    assert fuzz.fault_of(in_child(lambda: 1)) is None

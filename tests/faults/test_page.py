"""docs/faults.md against the tests: each case once, each named test there, the count right."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "faults.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([A-Z]\d\d) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", PAGE, re.MULTILINE)
CASES = {"F": 31, "I": 22, "K": 11, "D": 6, "S": 12, "P": 10, "H": 19, "O": 15, "U": 7, "X": 8}


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_case_stands_once() -> None:
    wanted = [f"{group}{n:02d}" for group, count in CASES.items() for n in range(1, count + 1)]
    assert [case for case, *_ in ROWS] == wanted
    for case, comes, happens, sees, _ in ROWS:
        assert comes, case
        assert happens, case
        assert sees, case


def test_every_named_test_is_there_and_what_has_none_says_why() -> None:
    covered = 0
    for case, _, _, _, told in ROWS:
        named = re.findall(r"`([\w/]+\.py)::(\w*)`", told)
        if not named:
            assert re.fullmatch(r"not covered: .{10,}", told), case
            continue
        covered += 1
        for file, name in named:
            assert name in functions(ROOT / "tests" / file), f"{case}: {file}::{name}"
    assert f"{covered} of {len(ROWS)} cases are covered." in PAGE

"""The docs say what the code does: commands, fields, verbs, links and examples."""

import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from models import codes, record
from models.codes import Code
from models.record import Part, Record

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PARTS = [
    member
    for member in vars(record).values()
    if isinstance(member, type) and issubclass(member, Part) and member is not Part
]
CODE_LISTS = [
    member
    for member in vars(codes).values()
    if isinstance(member, type) and issubclass(member, Code) and member is not Code
]


def all_commands() -> list[tuple[str, click.Command]]:
    """Return every command with its full name, `risalah` first."""
    from risalah.cli import main

    found: list[tuple[str, click.Command]] = [("risalah", main)]
    for name, command in found:
        if isinstance(command, click.Group):
            found.extend((f"{name} {child}", sub) for child, sub in command.commands.items())
    return [(name, command) for name, command in found if not command.hidden]


def test_every_command_and_option_has_help() -> None:
    silent = [
        f"{name} {option.opts[0]}"
        for name, command in all_commands()
        for option in command.params
        if isinstance(option, click.Option) and not (option.help or option.hidden)
    ]
    silent += [name for name, command in all_commands() if not command.help]
    assert silent == []


def test_every_command_stands_in_its_page() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    names = [name for name, _ in all_commands()]
    assert len(names) > 1
    assert [name for name in names if f"## {name}\n" not in page] == []


def test_every_setting_is_documented() -> None:
    from risalah.settings import Settings

    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for setting in dataclasses.fields(Settings):
        assert setting.metadata["meaning"]
        assert f"| `{setting.name}` | `RISALAH_{setting.name.upper()}` |" in page
    assert "RISALAH_CONFIG" in page
    assert "risalah.toml" in page


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_of_the_record_is_described(part: type[Part]) -> None:
    page = (ROOT / "docs" / "record.md").read_text("utf-8")
    assert part.__doc__
    for name, field in part.model_fields.items():
        assert field.description, f"{part.__name__}.{name} has no description"
        assert f"| {field.description} |" in page, f"make docs: {part.__name__}.{name}"


@pytest.mark.parametrize("codes", CODE_LISTS, ids=lambda codes: codes.__name__)
def test_every_code_has_a_label_of_its_own_and_is_documented(codes: type[Code]) -> None:
    page = (ROOT / "docs" / "record.md").read_text("utf-8")
    labels = [code.label for code in codes]
    assert len(set(labels)) == len(labels)
    for code in codes:
        assert f"| `{code.value}` | {code.label} |" in page


def test_the_example_of_the_contract_is_a_record() -> None:
    page = (ROOT / "docs" / "record.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    found = Record.model_validate_json(example)
    # What the example shows comes back as it stands, so no field of it was dropped or renamed.
    dumped = json.loads(found.model_dump_json())
    assert {key: dumped[key] for key in json.loads(example)} == json.loads(example)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_cog_wrote_is_what_it_would_write(page: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "-I", "scripts", "--check", str(page)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"make docs\n{done.stdout}{done.stderr}"


def verbs() -> set[str]:
    """Return the targets that the Makefile explains."""
    return set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_only_verbs_that_exist(page: Path) -> None:
    code = re.findall(r"`([^`\n]+)`|^(?:\$ )?(make .*)$", page.read_text("utf-8"), re.MULTILINE)
    named = {
        verb
        for pair in code
        for text in pair
        if (match := re.match(r"make ((?:[a-z]+ ?)+)", text))
        for verb in match[1].split()
    }
    assert named <= verbs()


def test_the_readme_names_every_verb() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {"run", "test", "setup", "lint"} <= verbs()
    assert [verb for verb in verbs() - {"help"} if f"make {verb}" not in readme] == []


def test_continuous_integration_runs_nothing_that_the_readme_does_not_tell() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert sorted(commands) == ["make lint", "make test"]
    assert all(f"`{command}`" in readme or f"$ {command}\n" in readme for command in commands)


def test_every_verb_is_phony_and_explained() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(phony[1].split()) == targets == verbs()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {slug(heading) for heading in headings}, target


def slug(heading: str) -> str:
    """Return the anchor that a heading gets where Markdown is shown.

    >>> slug("A look of document")
    'a-look-of-document'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")

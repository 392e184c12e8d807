"""`make setup` on machines that lack things, and the samples of `make run`. No network is used.

The script runs for real, in a copy of the few files that it needs, on a PATH of its own. What would
change this machine (apt, sudo) or needs a network (uv) is a stand-in that writes down its calls.
"""

import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = (
    *("sh", "awk", "cat", "cksum", "dirname", "env", "find", "grep", "id", "make", "mkdir"),
    *("rm", "tail", "true"),
)
APT_LINE = "sudo apt-get install tesseract-ocr tesseract-ocr-ind"


@dataclass
class Machine:
    """A fresh clone in a folder with a blank in its name, and the programs it can see."""

    root: Path
    bin: Path
    calls: Path

    def has(self, name: str, script: str) -> None:
        """Put a program on the PATH that writes down its call and then does this."""
        program = self.bin / name
        program.unlink(missing_ok=True)
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.calls}"\n{script}\n', "utf-8")
        program.chmod(0o755)

    def has_real(self, name: str, path: str) -> None:
        """Put a real program on the PATH."""
        self.has(name, f'exec "{path}" "$@"')

    def setup(self, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `make setup` with nothing of this process's environment but what is given."""
        env = {"PATH": str(self.bin), "HOME": str(self.root), **variables}
        return subprocess.run(
            ["make", "setup"],
            cwd=self.root,
            env=env,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )

    def called(self, name: str) -> list[str]:
        """Return how a program was called, oldest first."""
        lines = self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []
        return [line for line in lines if line.partition(" ")[0] == name]


@pytest.fixture
def bare_machine(tmp_path: Path) -> Machine:
    """A machine without apt, sudo, Tesseract, uv and Python."""
    root = tmp_path / "a clone"
    (root / "scripts").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "scripts/setup.sh"):
        shutil.copy(ROOT / name, root / name)
    shutil.copy(ROOT / "scripts" / "uv.txt", root / "scripts")
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None, tool
        (bin_folder / tool).symlink_to(found)
    return Machine(root, bin_folder, tmp_path / "calls")


@pytest.fixture
def machine(bare_machine: Machine) -> Machine:
    """A machine with Python, Tesseract with Indonesian, and a uv that needs no network.

    That uv makes a .venv which sees what is installed here, as an installation would leave it.
    """
    purelib = sysconfig.get_path("purelib")
    bare_machine.has_real("python3", sys.executable)
    bare_machine.has("tesseract", "echo ind")
    bare_machine.has(
        "uv",
        f"""
        test "$1" = venv || exit 0
        "{sys.executable}" -m venv --without-pip .venv
        echo "{purelib}" > "$(echo .venv/lib/python3.*/site-packages)/here.pth"
        """,
    )
    return bare_machine


def test_without_python_it_says_how_to_get_one(bare_machine: Machine) -> None:
    done = bare_machine.setup()
    assert done.returncode != 0
    assert "sudo apt-get install python3 python3-pip" in done.stderr


def test_a_python_that_is_too_old_is_passed_over(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    machine.has_real("python3.12", sys.executable)
    assert machine.setup().returncode == 0
    assert machine.called("python3.12")


def test_a_python_that_was_named_is_taken_or_refused(machine: Machine) -> None:
    machine.has("old", "exit 1")
    done = machine.setup(PYTHON=str(machine.bin / "old"))
    assert done.returncode != 0
    assert "is no Python 3.11 or newer" in done.stderr


def test_it_installs_once_and_again_only_after_a_change(machine: Machine) -> None:
    first = machine.setup()
    assert first.returncode == 0, first.stderr
    assert "--require-hashes" in machine.called("uv")[-2]
    assert "--no-deps" in machine.called("uv")[-1]
    machine.calls.unlink()

    second = machine.setup()
    assert "nothing changed" in second.stdout
    assert machine.called("uv") == []

    with (machine.root / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert machine.setup().returncode == 0
    assert machine.called("uv") != []


def test_a_broken_environment_is_made_anew(machine: Machine) -> None:
    machine.setup()
    (machine.root / ".venv" / "bin" / "python").unlink()
    assert machine.setup().returncode == 0
    assert "nothing changed" in machine.setup().stdout


def test_without_apt_the_line_is_named_and_the_rest_goes_on(machine: Machine) -> None:
    (machine.bin / "tesseract").unlink()
    done = machine.setup()
    assert done.returncode == 0
    assert APT_LINE in done.stdout
    assert (machine.root / ".venv" / "risalah-setup.stamp").exists()


def test_chromium_is_installed_for_tests_only(machine: Machine) -> None:
    machine.has("apt-get", "")
    machine.has("id", "echo 0")
    machine.setup()
    assert not [call for call in machine.called("apt-get") if "chromium" in call]
    done = machine.setup(RISALAH_SETUP_TESTS="yes")
    assert machine.called("apt-get")[-1].endswith("chromium")
    assert "sudo apt-get install chromium" in done.stdout


def test_tesseract_without_indonesian_is_not_enough(machine: Machine) -> None:
    machine.has("tesseract", "echo eng")
    assert APT_LINE in machine.setup().stdout


def test_root_installs_by_apt_without_sudo(machine: Machine) -> None:
    machine.has("tesseract", "exit 1")
    machine.has("id", "echo 0")
    machine.has("apt-get", f"echo 'echo ind' > {machine.bin}/tesseract")
    done = machine.setup()
    assert done.returncode == 0
    assert APT_LINE not in done.stdout
    assert machine.called("apt-get")[-1].endswith("tesseract-ocr tesseract-ocr-ind")


def test_others_go_through_sudo_where_it_asks_no_password(machine: Machine) -> None:
    machine.has("tesseract", "exit 1")
    machine.has("id", "echo 1000")
    machine.has("sudo", 'shift; exec "$@"')
    machine.has("apt-get", f"echo 'echo ind' > {machine.bin}/tesseract")
    assert APT_LINE not in machine.setup().stdout
    assert all(call.startswith("sudo -n ") for call in machine.called("sudo"))
    assert machine.called("apt-get")


def test_a_sudo_that_wants_a_password_is_left_alone_without_a_terminal(machine: Machine) -> None:
    machine.has("tesseract", "exit 1")
    machine.has("id", "echo 1000")
    machine.has("sudo", "exit 1")
    machine.has("apt-get", "")
    done = machine.setup()
    assert done.returncode == 0
    assert APT_LINE in done.stdout
    assert machine.called("apt-get") == []


def test_an_apt_that_fails_is_named_and_not_tried_again_the_same_day(machine: Machine) -> None:
    machine.has("tesseract", "exit 1")
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo 'E: no network'; exit 100")
    first = machine.setup()
    assert first.returncode == 0
    assert "E: no network" in first.stdout
    assert APT_LINE in first.stdout
    machine.calls.unlink()
    assert APT_LINE in machine.setup().stdout
    assert machine.called("apt-get") == []


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with two golden documents and an empty inbox."""
    for folder in ("scripts", "data/inbox", "data/archive", "tests/golden/a", "tests/golden/b"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "samples.py", tmp_path / "scripts")
    (tmp_path / "data" / "inbox" / ".gitkeep").touch()
    (tmp_path / "data" / "archive" / ".gitkeep").touch()
    for name in ("a/file.txt", "a/record.json", "b/file.txt", "b/make.py"):
        (tmp_path / "tests" / "golden" / name).write_text(name, "utf-8")
    return tmp_path


def samples(clone: Path) -> list[str]:
    """Give the samples and return what lies in the inbox."""
    subprocess.run([sys.executable, "scripts/samples.py"], cwd=clone, check=True, timeout=30)
    return sorted(p.name for p in (clone / "data" / "inbox").iterdir() if p.name != ".gitkeep")


def test_samples_are_given_once(clone: Path) -> None:
    assert samples(clone) == ["contoh-a.txt", "contoh-b.txt"]
    for name in samples(clone):
        (clone / "data" / "inbox" / name).unlink()
    assert samples(clone) == []


@pytest.mark.parametrize("place", ["inbox", "archive"])
def test_whoever_has_documents_gets_no_samples(clone: Path, place: str) -> None:
    (clone / "data" / place / "mine.txt").write_text("…", "utf-8")
    assert [name for name in samples(clone) if name != "mine.txt"] == []

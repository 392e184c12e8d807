"""What the machine is short of stops a run and is laid to no document."""

import contextlib
import errno
import os
import resource
import subprocess
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from extractors import bounded, containers
from extractors.ocr import NoOcr
from flows import cluster, ingest, steps
from flows.ingest import Fault, discreet
from flows.job import Night, job_of
from models.errors import ArchiveError, ConfigError, LockedZip, RisalahError, shortage
from tests.flows.test_steps import drop, night
from tests.flows.test_unpack import NEWS, packed
from warehouse import open_warehouse

__all__ = ["night"]  # fixture
SHORT = [errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT, errno.ENOMEM]


def short_of(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def wrapped(number: int) -> Exception:
    error = RuntimeError("a library")
    error.__cause__ = short_of(number)
    return error


@pytest.mark.parametrize("number", SHORT)
def test_a_shortage_is_told_also_where_a_library_wraps_it(number: int) -> None:
    told = shortage(short_of(number))
    assert told is not None
    assert os.strerror(number) in str(told)
    assert "run again: nothing was moved" in str(told)
    assert shortage(wrapped(number)) is not None
    for other in (
        short_of(errno.EINVAL),
        short_of(errno.EIO),
        short_of(errno.EAGAIN),  # of a read that would wait
        ValueError("x"),
        OSError("no number"),
    ):
        assert shortage(other) is None


def test_a_process_that_is_not_started_is_a_shortage_and_a_read_that_would_wait_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:

        def starved(*_: object) -> None:
            raise short_of(errno.EAGAIN)

        patched.setattr(subprocess, "_fork_exec", starved)
        with pytest.raises(BlockingIOError) as told:
            subprocess.run(["true"], check=True, close_fds=True)
    found = shortage(told.value, memory=False)
    assert found is not None
    assert "starts no more processes" in str(found)
    read, write = os.pipe()
    os.set_blocking(read, False)
    with pytest.raises(BlockingIOError) as told:
        os.read(read, 1)
    for handle in (read, write):
        os.close(handle)
    assert shortage(told.value) is None


@pytest.mark.parametrize("left", range(6))
def test_a_database_for_which_no_more_files_are_opened_is_the_machines_shortage(
    tmp_path: Path, left: int
) -> None:
    path = tmp_path / "w.db"
    open_warehouse(path).conn.close()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.ExitStack() as held:
        free = os.open(os.devnull, os.O_RDONLY)
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free + 40, hard))
        held.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        taken = []
        with contextlib.suppress(OSError):
            while True:
                taken.append(held.enter_context(open(os.devnull, "rb")))  # noqa: PTH123
        for one in taken[:left]:
            one.close()
        told: BaseException | None = None
        try:
            open_warehouse(path).conn.close()
        except RisalahError as error:
            told = error
    if left < 3:  # the database, its log, the index of that
        assert told is not None
    if told is not None:
        assert isinstance(told, ArchiveError)
        assert "opens no more files" in str(told)


def test_a_thread_that_cannot_be_started_is_a_shortage_of_whoever_has_no_bound_of_its_own() -> None:
    error = RuntimeError("can't start new thread")
    told = shortage(error)
    assert told is not None
    assert "starts no more processes" in str(told)
    assert shortage(error, memory=False) is None, "a document may fill the memory of its reader"
    assert shortage(RuntimeError("something else")) is None


@pytest.mark.parametrize("number", SHORT)
def test_the_tasks_of_the_flow_keep_a_shortage_apart_from_a_fault_of_the_program(
    number: int,
) -> None:
    with pytest.raises(ArchiveError), discreet():
        raise short_of(number)
    with pytest.raises(Fault), discreet():
        raise short_of(errno.EIO)


@pytest.mark.parametrize("one", [ingest._one, cluster._one])
def test_a_shortage_of_whoever_runs_the_tasks_is_no_documents_either(
    night: Night, one: Any
) -> None:
    dropped, entry, _ = steps.store(drop(night, "rapat.txt"), night)
    broken: Future[Any] = Future()
    broken.set_exception(wrapped(errno.EMFILE))
    with pytest.raises(RisalahError) as told:
        one(job_of(entry, dropped), broken, night)
    assert "opens no more files" in str(told.value)
    assert dropped.path.exists()


def test_what_cannot_be_opened_for_want_of_files_is_told_as_that(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(night, "rapat.txt")
    stored = night.archive.store(path)
    zipped = night.inbox / "a.zip"
    zipped.write_bytes(packed({"a.txt": b"x"}))

    def starved(*_: object, **__: object) -> None:
        raise short_of(errno.EMFILE)

    monkeypatch.setattr(Path, "open", starved)
    with pytest.raises(ArchiveError):
        steps.store(path, night)
    with pytest.raises(ArchiveError):
        night.archive.store(path)
    with pytest.raises(ArchiveError):
        night.archive.sound(stored.sha256)
    with pytest.raises(OSError, match="files"):
        containers.is_container(zipped)


def test_a_disk_that_fills_while_a_zip_is_unpacked_closes_none_of_its_members(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": NEWS.read_bytes()}))
    opened = containers.Opened()
    full = Path("/dev/full")
    with pytest.raises(OSError, match="space"):
        list(containers.unpack(path, "a.zip", full, containers.Allowance(), opened))
    assert opened.closed == []
    path.write_bytes(path.read_bytes().replace(NEWS.read_bytes()[:40], b"?" * 40))
    assert list(containers.unpack(path, "a.zip", full, containers.Allowance(), opened)) == []
    assert isinstance(containers.refused("a.zip", opened), LockedZip)


def test_a_reader_that_does_not_start_stops_the_run(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rapat RT 02.")
    with pytest.raises(ArchiveError, match="does not start") as told:
        bounded.read(path, ocr=NoOcr(), limits=bounded.Limits(memory=20 << 20))
    assert "memori" in told.value.sentence


@pytest.mark.parametrize("one", [ingest._one, cluster._one])
def test_a_setting_that_breaks_in_the_middle_is_laid_to_no_document(night: Night, one: Any) -> None:
    dropped, entry, _ = steps.store(drop(night, "rapat.txt"), night)
    broken: Future[Any] = Future()
    broken.set_exception(ConfigError("places: cannot be read"))
    with pytest.raises(ConfigError):
        one(job_of(entry, dropped), broken, night)
    assert dropped.path.exists()


def test_what_waits_with_a_cluster_is_no_attempt_of_whatever_ends_this_process(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Far:
        def submit(self, *_: object) -> Future[Any]:
            lost: Future[Any] = Future()
            lost.set_exception(ConfigError("the cluster was lost"))
            return lost

    monkeypatch.setattr(cluster, "read_far", Far())
    jobs = []
    for n in range(3):
        dropped, entry, _ = steps.store(drop(night, f"{n}.txt", f"Rapat RT 0{n}."), night)
        jobs.append(job_of(entry, dropped))
    with pytest.raises(ConfigError):
        list(cluster.far(jobs, night))
    assert [entry.attempts for entry in night.ledger.entries()] == [0, 0, 0]

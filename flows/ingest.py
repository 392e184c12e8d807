"""The flow: one run over the inbox, its tasks one document and stage each, one line round a function."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows import steps
from flows.job import Job, Night
from flows.logs import keep_log_of_parent
from flows.run import run
from flows.summary import Outcome, Summary, why_waiting
from models.errors import InputError, RisalahError, WarehouseError, shortage
from models.privacy import masked, plainly
from models.source import Source

_log = logging.getLogger(__name__)

WORKERS = 2
"""Tesseract is a process of its own, so two threads keep two cores busy."""


def _only_locks(_task: Any, _run: Any, state: Any) -> bool:
    """A retry helps against a locked database, never against a bad file."""
    result = state.result(raise_on_failure=False)
    return isinstance(result, WarehouseError) and isinstance(
        result.__cause__, sqlite3.OperationalError
    )


class Fault(Exception):
    """A fault of the program, as Prefect may keep it: its words could quote the document."""

    def __init__(self, told: str, error: Exception | None = None) -> None:
        super().__init__(told)
        self.error = error


@contextmanager
def discreet() -> Iterator[None]:
    """Keep what a library raises over a document away from Prefect's log and page.

    Raises: Fault; ArchiveError where the machine is short of something, which is no document's fault.
    """
    try:
        yield
    except RisalahError:
        raise
    except Exception as error:
        fault = shortage(error) or Fault(plainly(error), error)
    else:
        return
    raise fault


@task(task_run_name="baca {name}", cache_policy=NO_CACHE, persist_result=False)
def read(name: str, job: Job, night: Night) -> Source:
    """Read one document."""
    with discreet():
        return steps.read_job(job, night)


@task(
    task_run_name="muat {name}", cache_policy=NO_CACHE, persist_result=False,
    retries=3, retry_delay_seconds=[1, 5, 20], retry_condition_fn=_only_locks,
)  # fmt: skip
def load(name: str, job: Job, source: Source, night: Night) -> bool:
    """Extract and load one document."""
    with discreet():
        return steps.load_job(job, source, night)


@flow(
    name="ingest", flow_run_name="ingest {inbox}", task_runner=ThreadPoolTaskRunner(max_workers=WORKERS),  # type: ignore[arg-type]  # its own type is invariant
    persist_result=False,
)  # fmt: skip
def ingest(
    inbox: str,
    warehouse: str,
    archive: str,
    ocr: str = "auto",
    zone: str = "Asia/Jakarta",
    places: str | None = None,
    scheduler: str = "",
) -> Summary:
    """Run once over the inbox; the same whether a person, cron or the schedule asks for it. With the
    address of a Dask `scheduler` the reading is done there.
    """
    keep_log_of_parent()
    work = _side_by_side
    if scheduler:
        from flows.cluster import far as work  # an extra that most do without
    done = run(
        Path(inbox),
        Path(warehouse),
        Path(archive),
        ocr=ocr,
        zone=zone,
        places=Path(places) if places else None,
        work=work,
    )
    _artifact(done)
    return done


def _side_by_side(jobs: list[Job], night: Night) -> Iterator[Outcome]:
    """Read side by side, load one after the other, each document on its own."""
    # A few at a time, so that a night of a thousand scans does not fill the memory.
    for first in range(0, len(jobs), 2 * WORKERS):
        wave = jobs[first : first + 2 * WORKERS]
        reading = [(job, read.submit(masked(job.name), job, night)) for job in wave]
        for job, future in reading:
            yield _one(job, future, night)


def _one(job: Job, future: PrefectFuture[Source], night: Night) -> Outcome:
    try:
        source = future.result()
        doubts = load(masked(job.name), job, source, night)
        return steps.succeed(job, source, night, doubts=doubts)
    except InputError as error:
        return steps.fail(job, night, steps.named(error, job))
    except RisalahError:
        raise  # the whole run stops softly: no document is to blame
    except Fault as fault:
        return steps.break_off(job, night, fault.error or fault)
    except Exception as error:  # the rim of one document: the others go on
        short = shortage(error)  # as where Prefect itself opens no more files
        if short is None:
            return steps.break_off(job, night, error)
    raise short


def _artifact(done: Summary) -> None:
    """Show the summary on Prefect's page; the run itself is done and noted, whatever becomes of it."""
    rows = [{"berkas": line, "keadaan": "", "sebab": ""} for line in done.lines()[:1]]
    rows += [
        {"berkas": o.name, "keadaan": o.state, "sebab": o.sentence or ""} for o in done.outcomes
    ]
    rows += [
        {"berkas": name, "keadaan": "salinan", "sebab": f"isinya sama dengan {of}"}
        for name, of in done.copies
    ]
    rows += [
        {"berkas": n, "keadaan": "menunggu", "sebab": why_waiting(why, done.since.get(n, ""))}
        for n, why in done.waiting
    ]
    try:
        create_table_artifact(
            table=[{k: masked(v) for k, v in row.items()} for row in rows],
            key="ringkasan-ingest",
            description="Apa yang terjadi dengan tiap berkas",
        )
    except (PrefectException, httpx.HTTPError) as error:
        _log.warning("the summary could not be shown on Prefect's page", exc_info=error)

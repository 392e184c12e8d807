"""The flow: one task a document and stage, each one line round a plain function."""

import sqlite3
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.ocr import OcrEngine
from flows import steps
from flows.run import Say, replace_name
from flows.steps import Job, Outcome
from intake.archive import Archive
from intake.ledger import Ledger
from models.errors import ArchiveError, InputError, WarehouseError
from models.source import Source

WORKERS = 2
"""Tesseract is a process of its own, so two threads keep two cores busy."""


def _only_locks(_task: Any, _run: Any, state: Any) -> bool:
    """A retry helps against a locked database, never against a bad file."""
    result = state.result(raise_on_failure=False)
    return isinstance(result, sqlite3.OperationalError)


@task(task_run_name="baca {name}", cache_policy=NO_CACHE, persist_result=False)
def read(name: str, job: Job, archive: Archive, ledger: Ledger, engine: OcrEngine) -> Source:
    """Read one document."""
    return steps.read_job(job, archive, ledger, engine)


@task(
    task_run_name="muat {name}", cache_policy=NO_CACHE, persist_result=False,
    retries=3, retry_delay_seconds=[1, 5, 20], retry_condition_fn=_only_locks,
)  # fmt: skip
def load(name: str, job: Job, source: Source, warehouse: Path) -> bool:
    """Extract and load one document."""
    return steps.load_job(job, source, warehouse)


@flow(
    name="ingest", flow_run_name="ingest {title}", task_runner=ThreadPoolTaskRunner(max_workers=WORKERS),  # type: ignore[arg-type]  # its own type is invariant
    validate_parameters=False, persist_result=False,
)  # fmt: skip
def _ingest(title: str, night: Any) -> tuple[Outcome, ...]:
    """Read side by side, load one after the other, each document on its own."""
    jobs, inbox, warehouse, archive, ledger, engine, say = night
    outcomes = []
    waves = [jobs[i : i + 2 * WORKERS] for i in range(0, len(jobs), 2 * WORKERS)]
    for (
        wave
    ) in waves:  # a few at a time, so that a night of a thousand scans does not fill the memory
        reading = [(job, read.submit(job.name, job, archive, ledger, engine)) for job in wave]
        for job, future in reading:
            outcome = _one(job, future, inbox, warehouse, ledger)
            outcomes.append(outcome)
            say(f"  {len(outcomes)}/{len(jobs)} {job.name}: {outcome.state}")
    _artifact(outcomes)
    return tuple(outcomes)


def _one(job: Job, future: Any, inbox: Path, warehouse: Path, ledger: Ledger) -> Outcome:
    try:
        source = future.result()
        return steps.succeed(job, ledger, load(job.name, job, source, warehouse))
    except InputError as error:
        return steps.fail(job, inbox, ledger, replace_name(error, job))
    except (ArchiveError, WarehouseError):
        raise  # the whole run stops softly: no document is to blame
    except Exception as error:  # the rim of one document: the others go on
        return steps.break_off(job, inbox, ledger, error)


def _artifact(outcomes: list[Outcome]) -> None:
    rows = [{"berkas": o.name, "keadaan": o.state, "sebab": o.sentence or ""} for o in outcomes]
    create_table_artifact(
        table=rows, key="ringkasan-ingest", description="Apa yang terjadi dengan tiap berkas"
    )


def ingest(
    jobs: list[Job],
    inbox: Path,
    warehouse: Path,
    archive: Archive,
    ledger: Ledger,
    engine: OcrEngine,
    say: Say,
) -> tuple[Outcome, ...]:
    """Run the flow over these documents."""
    done: tuple[Outcome, ...] = _ingest(
        f"{len(jobs)} berkas dari {inbox.name}",
        (jobs, inbox, warehouse, archive, ledger, engine, say),
    )
    return done

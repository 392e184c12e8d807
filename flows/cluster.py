"""The same flow with the reading on other machines: Dask workers that share the archive.

A worker reads and extracts; it writes nothing but readings, each under the hash of its original, so
that two workers on one document write the same file twice. Ledger, inbox and warehouse belong to the
one process that runs the flow.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from distributed.scheduler import KilledWorker
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect_dask.task_runners import DaskTaskRunner

import extractors
from extractors.ocr import find_engine
from flows import readings, steps
from flows.ingest import Fault, discreet
from flows.job import Job, Night
from flows.news import version_with
from flows.summary import Outcome
from intake.archive import Archive
from intake.places import load_wilayah
from models.errors import ConfigError, InputError, RisalahError, shortage
from models.privacy import masked
from models.record import Record
from models.source import Source

WINDOW = 32
"""So many documents are with the cluster at a time; their readings fit any memory."""


@task(task_run_name="baca {name}", cache_policy=NO_CACHE, persist_result=False)
def read_far(
    name: str, job: Job, archive: str, ocr: str, places: str | None, version: str
) -> tuple[Source, Record]:
    """Read and extract one document, on whatever machine has the archive.

    Raises: InputError; ArchiveError; ConfigError when program or list of places are another's.
    """
    kept = Path(places) if places else None
    if version_with(kept) != version:
        raise ConfigError(
            "a worker has another version of Risalah or of the list of places; bring all to the same",
            sentence="Komputer pembaca (Dask) memakai Risalah atau daftar wilayah yang lain. Samakan semuanya, lalu ulangi.",
        )
    root = Path(archive)
    if not root.is_dir():
        raise ConfigError(
            f"archive {root}: a worker does not see it; mount it at the same path",
            sentence=f"Komputer pembaca (Dask) tidak melihat arsip di {root}. Pasang folder itu di tempat yang sama di sana.",
        )
    with discreet():
        source = readings.reading(job, Archive(root), find_engine(ocr))
        return source, extractors.record_of(source, load_wilayah(kept))


def runner(address: str) -> Any:
    """Return Prefect's task runner for the Dask scheduler at this address."""
    return DaskTaskRunner(address=address)


def far(jobs: list[Job], night: Night) -> Iterator[Outcome]:
    """Read on the cluster, load here one after the other, in the order of the jobs.

    Raises: ConfigError when the cluster is lost; what it did not give back waits for the next run.
    """
    places = str(night.places.resolve()) if night.places else None
    waiting = deque(jobs)
    out: deque[tuple[Job, Any]] = deque()
    while waiting or out:
        while waiting and len(out) < WINDOW:
            job = waiting.popleft()
            future = read_far.submit(
                masked(job.name), job, str(night.archive.root.resolve()), night.engine.name, places,
                night.version,
            )  # fmt: skip
            out.append((job, future))
        yield _one(*out.popleft(), night)


def _one(job: Job, future: Any, night: Night) -> Outcome:
    try:
        source, record = future.result()
        # What a reading ends is a worker, and Dask tells it; only what is done here may end this process.
        night.ledger.started(job.sha256, night.version)
        with discreet():
            doubts = steps.load_record(job, source, record, night)
        return steps.succeed(job, source, night, doubts=doubts)
    except KilledWorker:
        return steps.quarantine(job, night)  # it ended one worker after the other
    except InputError as error:
        return steps.fail(job, night, steps.named(error, job))
    except RisalahError:
        raise  # the whole run stops softly: no document is to blame
    except (CancelledError, OSError, TimeoutError) as error:
        raise ConfigError(
            f"the Dask cluster was lost ({type(error).__name__}); start it and run again: nothing was moved",
            sentence="Hubungan dengan komputer pembaca (Dask) terputus. Jalankan lagi Dask, lalu ulangi; tidak ada yang hilang.",
        ) from error
    except Fault as fault:
        return steps.break_off(job, night, fault.error or fault)
    except Exception as error:  # the rim of one document: the others go on
        short = shortage(error)
        if short is None:
            return steps.break_off(job, night, error)
    raise short

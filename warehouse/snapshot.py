"""A frozen copy of the warehouse with its date, row counts and hash, to be kept and cited."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from models.errors import NoWarehouse, WarehouseError
from warehouse.schema import as_warehouse_error
from warehouse.tables import TABLES


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The copy, what is told of it, and the hash of its bytes."""

    database: Path
    told: Path
    sha256: str
    rows: dict[str, int]


def snapshot(warehouse: Path, folder: Path, *, now: str) -> Snapshot:
    """Freeze the warehouse into a folder: `risalah-DAY.db`, and beside it what it holds as JSON.

    Args:
        warehouse: the database; it may be written meanwhile.
        folder: where to; it is made.
        now: the time, ISO 8601; its day names the files.

    Raises: WarehouseError, also when a snapshot of this day is there: what was cited stays.
    """
    if not warehouse.is_file():
        raise NoWarehouse(f"{warehouse}: there is no database yet; run risalah ingest first")
    goal, told = (folder / f"risalah-{now[:10]}.{end}" for end in ("db", "json"))
    for path in (goal, told):
        if path.exists():
            raise WarehouseError(
                f"{path}: is there already; a snapshot is never changed, name another folder",
                sentence="Salinan hari ini sudah ada di map itu dan tidak diubah lagi. Sebut map lain.",
            )
    part = goal.with_name(f".{goal.name}.part")
    of_it = f"{warehouse.resolve().as_uri()}?mode=ro"
    with as_warehouse_error(warehouse), closing(sqlite3.connect(of_it, uri=True)) as db:
        db.execute("SELECT 1 FROM documents LIMIT 1").fetchone()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(
            f"{folder}: cannot be made ({error.strerror}); name another folder",
            sentence=f"Map {folder} tidak dapat dibuat. Periksa nama dan izinnya, atau sebut map lain.",
        ) from error
    with as_warehouse_error(folder):
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(of_it, uri=True, timeout=30)) as db:
            db.execute("VACUUM INTO ?", [str(part)])
        with closing(sqlite3.connect(part)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
            rows = {
                name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES
            }
            versions = [
                v
                for (v,) in db.execute(
                    "SELECT DISTINCT extractor_version FROM documents ORDER BY 1"
                )
            ]
            days = db.execute("SELECT min(day), max(day) FROM documents").fetchone()
        sha256 = hashlib.sha256(part.read_bytes()).hexdigest()
        part.replace(goal)
        facts = {
            "file": goal.name, "taken": now, "sha256": sha256, "byte_count": goal.stat().st_size,
            "extractor_versions": versions, "first_day": days[0], "last_day": days[1], "rows": rows,
        }  # fmt: skip
        told.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return Snapshot(goal, told, sha256, rows)

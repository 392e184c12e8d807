"""What people decide about who is who, and how it is shown to them."""

from pathlib import Path

from flows.clock import clock
from intake.lock import locked
from intake.names import shown
from intake.verdicts import decide as keep
from intake.verdicts import verdicts
from models.errors import ConfigError, NoWarehouse
from warehouse import identify, open_warehouse
from warehouse.identity import doubts, mention_by_code, who_bears

_NOT_A_PAIR = (
    "Kedua kode harus milik dua sebutan yang berbeda dan sejenis: dua orang, atau dua lembaga."
)


def decide(
    warehouse: Path, archive: Path, codes: tuple[str, str], *, is_same: bool | None, zone: str
) -> list[str]:
    """Keep a decision about the mentions of two codes and apply it; returns lines for people.

    `is_same` None withdraws what was decided before. While a run is going on, it is kept and that
    run or the next one applies it.

    Raises: ConfigError for codes that cannot be decided about, ArchiveError, WarehouseError.
    """
    if not warehouse.is_file():
        raise ConfigError(
            f"warehouse {warehouse}: is not there; run risalah ingest first",
            sentence=NoWarehouse.sentence,
        )
    db = open_warehouse(warehouse)
    try:
        left, right = (mention_by_code(db, code) for code in codes)
        if left == right or left.kind != right.kind:
            raise ConfigError(
                f"codes {codes[0]}, {codes[1]}: must be two mentions of one kind",
                sentence=_NOT_A_PAIR,
            )
        keep(archive, left, right, is_same, now=clock(zone)())
        word = {True: "sama", False: "bukan sama", None: "ditarik kembali"}[is_same]
        lines = [f"Disimpan: {shown(left.name)} dan {shown(right.name)}: {word}."]
        with locked(archive) as mine:
            if mine:
                identify(db, verdicts(archive))
            else:
                lines.append(
                    "Risalah sedang berjalan; keputusan ini berlaku setelah putaran berikutnya."
                )
    finally:
        db.conn.close()
    return lines


def identity_lines(warehouse: Path, archive: Path, name: str, *, limit: int) -> list[str]:
    """Return who bears a name, what may be the same, and what was decided, for people.

    Raises: ConfigError, ArchiveError, WarehouseError.
    """
    if not warehouse.is_file():
        raise ConfigError(
            f"warehouse {warehouse}: is not there; run risalah ingest first",
            sentence=NoWarehouse.sentence,
        )
    db = open_warehouse(warehouse)
    lines: list[str] = []
    try:
        for told in who_bears(db, name) if name.strip() else ():
            where = f" ({shown(told.place)})" if told.place else ""
            lines.append(f"{told.kind}: {shown(told.name)}{where}")
            lines += [
                f"  {code}  {shown(said)} — {shown(doc)}" for code, said, doc in told.mentions
            ]
        found = doubts(db, name, limit)
    finally:
        db.conn.close()
    if found:
        lines.append("Mungkin sama (putuskan dengan risalah same atau risalah apart):")
        lines += [f"  {d.left} {d.right}  {d.score:.2f}  {shown(d.evidence)}" for d in found]
    held = verdicts(archive)
    if held:
        lines.append("Keputusan orang:")
        lines += [
            f"  {v.left.code} {v.right.code}  {'sama' if v.same else 'bukan sama'}: "
            f"{shown(v.left.name)}, {shown(v.right.name)}"
            for v in held
        ]
    return lines or ["Tidak ada."]

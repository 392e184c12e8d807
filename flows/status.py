"""What came in, what failed and why, what ran last and when it runs next."""

from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cronsim import CronSim

from flows.audit import of_same_bytes
from flows.clock import as_written
from flows.served import served_now
from flows.summary import most, of_unfinished, why_waiting
from intake import states
from intake.entry import told_as
from intake.given import taken_away
from intake.ledger import Ledger, is_kept, settled_drops, waits
from intake.names import shown, storable
from intake.now import now_in
from intake.runs import STOPPED
from intake.scan import FAILED, is_drop_of, need_inbox, scan
from models.errors import ConfigError

_NAMED = 10
"""So many of the documents that are to be checked are named."""


def status_lines(
    inbox: Path, archive: Path, *, cron: str, zone: str, state: Path | None = None
) -> list[str]:
    """Return the state of things for people, in Indonesian; leaves no folder or file behind. A schedule that is
    served now, whose state lies in the folder `state`, counts before the one of the settings, whatever
    cron it was given.
    """
    lines = (
        _ledger_lines(inbox, archive, zone)
        if is_kept(archive)
        else [f"Belum pernah berjalan di sini: belum ada buku arsip di {archive.resolve()}"]
    )
    lines += _inbox_lines(inbox, archive)
    service = served_now(state) if state is not None else None
    cron, zone = service or (cron, zone)
    following = next_run(cron, zone, datetime.now(ZoneInfo(zone)))
    when = as_written(following.isoformat()) if following else f"{cron} {zone}"
    if service:
        lines.append(f"Jadwal berikutnya: {when} (risalah schedule sedang berjalan)")
    else:
        lines.append(
            f"Jadwal: risalah schedule tidak sedang berjalan; bila dijalankan, putaran berikutnya {when}"
        )
    return lines


def _inbox_lines(inbox: Path, archive: Path) -> list[str]:
    try:
        need_inbox(inbox)
    except ConfigError as error:
        return [error.sentence]
    found = scan(inbox, now_in(inbox), settled=lambda: settled_drops(archive))
    since = waits(archive)
    taken = _in_hand(archive) if found.ready else set()
    ready = [path for path in found.ready if not is_drop_of(path, taken)]
    in_hand = len(found.ready) - len(ready)
    names = [(storable(str(p.relative_to(inbox))), reason) for p, reason in found.waiting]
    return [
        f"Di kotak masuk sekarang: {len(ready)} siap, {len(found.waiting)} belum lengkap"
        + (" (belum diterima, jadi tidak terhitung di atas)" if found.waiting else "")
        + (f", {in_hand} sedang dibaca" if in_hand else ""),
        *most(
            [
                f"  belum lengkap: {shown(name)} ({why_waiting(reason, since.get(name, ''))})"
                for name, reason in names
            ],
            "berkas lain yang belum lengkap",
        ),
        *of_unfinished([storable(str(path.relative_to(inbox))) for path in found.unfinished]),
        *(f"  folder tidak boleh dibuka: {shown(str(path))}" for path in found.closed),
    ]


def _in_hand(archive: Path) -> set[str]:
    """Return the drops that the run over an archive may have in its hands; none where none is going on."""
    if not is_kept(archive):
        return set()
    with closing(Ledger(archive)) as ledger:
        last = ledger.runs.last()
        return ledger.drops() if last is not None and last.goes_on(archive) else set()


def _ledger_lines(inbox: Path, archive: Path, zone: str) -> list[str]:
    ledger = Ledger(archive)
    try:
        entries, again = ledger.entries(), ledger.again()
        last = ledger.runs.last()
        goes_on = last is not None and last.goes_on(archive)
        unsettled = ledger.answers.open_failures()
        taken = taken_away(inbox, ledger.answers)
        anew = len(ledger.rereads())
    finally:
        ledger.close()
    # Of one listing, so that the count closes also while a run goes on.
    counts = Counter(e.state for e in entries)
    read = counts[states.READ] + counts[states.CHECK]
    failed = [e for e in entries if e.state in states.NOT_READ]
    lines = [
        f"Berkas pernah diterima: {len(entries) + sum(again.values())} = {read} dokumen dibaca + "
        f"{again['copies']} salinan + {len(failed) + again['failed']} gagal + "
        f"{counts[states.WAITING] + again['waiting']} menunggu"
        + (f" + {opened} dibongkar" if (opened := counts[states.UNPACKED]) else ""),
    ]
    lines += of_same_bytes(again["failed"])
    lines += most(
        [
            f"  gagal: {shown(told_as(e))} — {e.sentence or e.code}"
            for e in reversed(unsettled)
            if e.sha256 not in taken
        ],
        f"berkas lain yang gagal; lihat folder {FAILED}",
    )
    if len(failed) > len(unsettled):
        lines.append(
            f"  {len(failed) - len(unsettled)} yang gagal sudah digantikan berkas yang lebih baik"
        )
    if taken:
        lines.append(
            f"  {len(taken)} yang gagal sudah diambil atau dihapus petugas dari folder {FAILED}"
        )
    check = [e for e in entries if e.state == states.CHECK]
    if check:
        newest = ", ".join(shown(told_as(e)) for e in reversed(check[-_NAMED:]))
        more = f" dan {len(check) - _NAMED} lainnya" if len(check) > _NAMED else ""
        lines.append(f"  perlu diperiksa: {len(check)} dokumen, yang terbaru: {newest}{more}")
        lines.append("    daftar dan sebabnya ada di situs, halaman Berkas yang diterima")
    lines += most(
        [
            f"  menunggu: {shown(told_as(e))} — {e.sentence or ('sedang dibaca' if goes_on else 'belum dibaca')}"
            for e in entries
            if e.state == states.WAITING
        ],
        "berkas lain yang menunggu",
    )
    if anew:
        lines.append(f"  menunggu dibaca ulang: {anew} dokumen (diminta dengan --reread)")
    if last is None:
        lines.append("Belum pernah berjalan.")
    else:
        started = datetime.fromisoformat(last.started).astimezone(ZoneInfo(zone))
        if goes_on:
            return [*lines, f"Sedang berjalan sejak {as_written(started.isoformat())}"]
        told = last.result or "tidak selesai"
        why = f" ({last.summary})" if last.result == STOPPED and last.summary else ""
        lines.append(f"Terakhir berjalan: {as_written(started.isoformat())}, {told}{why}")
    return lines


def next_run(cron: str, zone: str, after: datetime) -> datetime | None:
    """Return when a cron is due next after a moment, in the zone that it is told in; None for a time that
    never comes (30 February).
    """
    return next(CronSim(cron, after.astimezone(ZoneInfo(zone))), None)

"""What was measured, for people (in Indonesian) and for machines."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from evaluation.judging import Difference
from evaluation.measuring import Measured
from evaluation.summary import FIELDS, GROUPS, Row, Summary, summarize
from models.codes import DocumentKind

LABELS = {
    "document.kind": "jenis dokumen",
    "document.published": "tanggal terbit",
    "meeting fields": "isian pertemuan",
    "meeting.type": "jenis pertemuan",
    "meeting.date": "tanggal pertemuan",
    "meeting.start": "jam mulai",
    "meeting.venue": "tempat",
    "meeting.kelurahan": "kelurahan",
    "meeting.kecamatan": "kecamatan",
    "meeting.kota": "kota",
    "meeting.organizer": "penyelenggara",
    "people (name)": "orang (nama)",
    "people (name+role+agency)": "orang (nama, jabatan, lembaga)",
    "person.role": "jabatan",
    "person.agency": "lembaga orang",
    "agencies": "lembaga",
    "programs (name)": "program (nama)",
    "programs (name+type)": "program (nama, bidang)",
    "program.type": "bidang program",
    "program-agency links": "lembaga program",
    "proposals (title)": "usulan",
    "proposal amount (matched)": "jumlah uang usulan",
    "budget lines": "baris anggaran",
    "dates (date)": "tanggal",
    "dates (date+role)": "tanggal dan artinya",
    "decisions": "keputusan",
}
WIDTH = max(len(label) for label in LABELS.values()) + 2

KINDS = {kind.value: kind.label for kind in DocumentKind}
TYPES = {"scan": "pindaian", "photo": "foto"}


def kind_of(one: Measured) -> str:
    """Return what kind of document this is, by its answers."""
    return one.gold.kind


def type_of(one: Measured) -> str:
    """Return as what kind of file the document came."""
    return one.gold.type


def by(measured: Iterable[Measured], key: Callable[[Measured], str]) -> dict[str, Summary]:
    """Return the figures of each group of documents."""
    groups: dict[str, list[Measured]] = defaultdict(list)
    for one in measured:
        groups[key(one)].append(one)
    return {name: summarize(one.judgement for one in some) for name, some in sorted(groups.items())}


def lines(measured: Sequence[Measured], *, misses: bool) -> Iterator[str]:
    """Yield tables, and on demand what was missed or too much, as staff read them."""
    yield from _whole(summarize(one.judgement for one in measured))
    kinds = {KINDS[k]: v for k, v in by(measured, kind_of).items()}
    yield from _beside("Menurut jenis dokumen", kinds)
    yield from _beside(
        "Menurut jenis berkas", {TYPES.get(k, k): v for k, v in by(measured, type_of).items()}
    )
    for one in measured if misses else ():
        score = summarize([one.judgement]).overall
        yield ""
        yield f"{one.gold.document.name}: {_figure(score)}"
        told = [f"  {_told(d)}" for d in one.judgement.differences]
        yield from told or ["  semua cocok"]


def _whole(summary: Summary) -> Iterator[str]:
    heads = ("kunci", "terbaca", "cocok", "presisi", "kelengkapan", "nilai")
    yield f"Semua: {summary.documents} dokumen"
    yield f"{'bagian':{WIDTH}}" + "".join(f"{head:>{len(head) + 2}}" for head in heads)
    for group, indent in _order():
        row = summary.rows[group]
        cells = (
            *(row.count.wanted, row.count.given, row.count.hits),
            *(_figure(row.precision), _figure(row.recall), _figure(row.score)),
        )
        figures = "".join(f"{c:>{len(h) + 2}}" for c, h in zip(cells, heads, strict=True))
        yield f"{indent + LABELS[group]:{WIDTH}}{figures}"
    blank = sum(len(head) + 2 for head in heads[:-1])
    yield f"{'rata-rata':{WIDTH}}{'':{blank}}{_figure(summary.overall):>7}"


def _order() -> Iterator[tuple[str, str]]:
    """Yield the groups with their indent: the fields of meetings below the whole of them."""
    for group in GROUPS:
        yield group, ""
        if group == "meeting fields":
            yield from ((name, "  ") for name in FIELDS)


def _beside(title: str, summaries: dict[str, Summary]) -> Iterator[str]:
    """Yield one table with a column of scores for each group of documents."""
    yield ""
    yield title
    heads = [f"{name} ({s.documents})" for name, s in summaries.items()]
    yield f"{'bagian':{WIDTH}}" + "".join(f"{head:>{len(head) + 2}}" for head in heads)
    for group in GROUPS:
        scores = [_figure(s.rows[group].score) for s in summaries.values()]
        yield f"{LABELS[group]:{WIDTH}}" + _aligned(scores, heads)
    yield f"{'rata-rata':{WIDTH}}" + _aligned(
        [_figure(s.overall) for s in summaries.values()], heads
    )


def _aligned(cells: list[str], heads: list[str]) -> str:
    return "".join(f"{c:>{len(h) + 2}}" for c, h in zip(cells, heads, strict=True))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _told(difference: Difference) -> str:
    d = difference
    label = LABELS[d.group] + (f" dari «{d.of}»" if d.of else "")
    is_entry = d.wanted is None or d.found is None
    if is_entry and d.group in _ENTRIES:
        if d.found is None:
            near = f"; yang terdekat terbaca «{d.nearest}»" if d.nearest else ""
            return f"{label}: terlewat «{d.wanted}»{near}"
        near = f"; yang terdekat di kunci «{d.nearest}»" if d.nearest else ""
        return f"{label}: berlebih «{d.found}»{near}"
    wanted, found = (f"«{v}»" if v else "kosong" for v in (d.wanted, d.found))
    return f"{label}: kunci {wanted}, terbaca {found}"


_ENTRIES = (
    *("people (name)", "agencies", "programs (name)", "program-agency links"),
    *("proposals (title)", "budget lines", "dates (date+role)", "decisions"),
)


def as_json(measured: Sequence[Measured]) -> dict[str, Any]:
    """Return all that was measured: figures, figures by kind and by type, each document."""
    return {
        **_summary(summarize(one.judgement for one in measured)),
        "by": {
            "kind": {k: _summary(s) for k, s in by(measured, kind_of).items()},
            "type": {k: _summary(s) for k, s in by(measured, type_of).items()},
        },
        "each": [
            {
                "file": one.gold.document.name,
                "kind": one.gold.kind,
                "type": one.gold.type,
                "read": one.record is not None,
                "overall": summarize([one.judgement]).overall,
                "differences": [asdict(d) for d in one.judgement.differences],
            }
            for one in measured
        ],
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "documents": summary.documents,
        "overall": summary.overall,
        "groups": {group: _row(row) for group, row in summary.rows.items()},
    }


def _row(row: Row) -> dict[str, float | int | None]:
    return {
        "hits": row.count.hits,
        "gold": row.count.wanted,
        "pred": row.count.given,
        "precision": row.precision,
        "recall": row.recall,
        "score": row.score,
    }

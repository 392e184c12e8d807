"""What one run did, and how it is told to people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from flows.clock import as_written
from intake import states
from intake.names import placed, shown
from intake.scan import FAILED, LINKED, PATIENCE_SECONDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; `code` and `sentence` tell why it failed or waits. `dropped`
    tells whether a file in the inbox brought it, and not the archive.
    """

    name: str
    state: str
    code: str | None = None
    sentence: str | None = None
    dropped: bool = True
    waited: bool = False
    """Whether an earlier run told already that it came, as of one that waits in the inbox."""
    settles: tuple[str, ...] = ()
    """Files that failed before and that this one stands in for, each with its folder, fit for showing."""
    like: tuple[tuple[str, str, str], ...] = ()
    """Hash, name and folder of what lies in `gagal/` under its name, whatever its ending, and came from
    another folder: it may stand in for that, and nobody can tell from here. At the end of a run one, or none.
    """
    members: int = 0
    """Files that were taken out of it, where it is a container."""
    empty: tuple[str, ...] = ()
    """Files in it that hold no bytes."""
    passed_over: int = 0
    """Files in it that nobody means as a document, such as those that programs leave behind."""
    unread: tuple[int, ...] = ()
    """Pages of a document that was read in part: those that were not."""
    doubts: tuple[str, ...] = ()
    """What a person should check in its record, in Indonesian."""
    folder: str = ""
    """Where a file came from: a folder of the inbox, or the container that it was taken
    out of, with the folder in it; "" for the inbox itself."""
    notes: tuple[str, ...] = ()
    """What its reader had to say of the file, in Indonesian."""
    reread: bool | None = None
    """Of a document that was to be read anew by another engine: whether it is now as that read it; None
    for any other."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did. Every file that came is in one class only: an outcome that was dropped, a
    copy, or waiting in the inbox. A file that waits comes once, in the run that sees it first.
    """

    busy: bool = False
    outcomes: tuple[Outcome, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    """What has the bytes of a known file: its name, and that of the file, both with their folder."""
    copies_waited: int = 0
    """Of those, how many came in an earlier run and waited since."""
    still_failed: tuple[tuple[str, str, str], ...] = ()
    """What cannot be read in a container that came once more: the container, the name, and why."""
    settled: tuple[tuple[str, str], ...] = ()
    """Files that failed before, each with its folder, and the copy of a known one that stands in for it."""
    waiting: tuple[tuple[str, str], ...] = ()
    since: dict[str, str] = field(default_factory=dict)
    """When those that wait, and came in an earlier run, were seen first (ISO 8601 with its zone)."""
    waiting_lately: int = 0
    """Of those that wait, how many came within a day."""
    ignored: int = 0
    unfinished: tuple[str, ...] = ()
    """Half downloads in the inbox."""
    closed: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Folders that a browser saved beside a page."""
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def came(self) -> int:
        """Return how many files came."""
        return sum(self._counts(waited=False).values())

    def _counts(self, *, waited: bool) -> dict[str, int]:
        """Return what became of the files that came in this run, or of those that had waited before."""
        mine = [o.state for o in self.outcomes if o.dropped and o.waited is waited]
        old_copies, old_waiting = self.copies_waited, len(self.since)
        return {
            "read": sum(state in (states.READ, states.CHECK) for state in mine),
            "copies": old_copies if waited else len(self.copies) - old_copies,
            "failed": sum(state in states.NOT_READ for state in mine),
            "waiting": (old_waiting if waited else len(self.waiting) - old_waiting)
            + mine.count(states.WAITING),
            "unpacked": mine.count(states.UNPACKED),
        }

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Return what could not be read."""
        return tuple(o for o in self.outcomes if o.state in states.NOT_READ)

    def lines(self, told: Collection[tuple[str, str]] = ()) -> list[str]:
        """Return the summary for people, in Indonesian; without those that wait and were `told` before, each
        with its reason as in `waiting`.
        """
        if self.busy:
            return ["Risalah sedang berjalan; proses ini berhenti tanpa melakukan apa-apa."]
        read = [o for o in self.outcomes if o.state in (states.READ, states.CHECK)]
        known = set(told)  # of a copy of a whole disk thousands wait
        waiting = [one for one in self.waiting if one not in known]
        later = [o for o in self.outcomes if o.state == states.WAITING]
        opened = [o for o in self.outcomes if o.state == states.UNPACKED]
        fresh = sum(o.dropped for o in read)
        came, before = self._counts(waited=False), self._counts(waited=True)
        out = [f"{self.came} berkas datang: {_classes(came)}."]
        if any(before.values()):
            out.append(
                f"{sum(before.values())} berkas sudah menunggu sejak putaran sebelumnya: {_classes(before)}."
            )
        out += most(
            [f"  dibongkar: {shown(o.name)} ({_inside(o)})" for o in opened],
            f"berkas lain yang dibongkar{_ON_SITE}",
        )
        if len(read) > fresh:
            out.append(f"{len(read) - fresh} dokumen dimuat ulang dari arsip.")
        old = sum(not o.dropped for o in self.failed)
        if old:
            out.append(f"{old} berkas yang sudah datang sebelumnya gagal dibaca.")
        again = [o for o in read if o.reread is not None]
        if again:
            better = sum(o.reread is True for o in again)
            out.append(
                f"{len(again)} dokumen dibaca ulang dengan mesin OCR yang sekarang: {better} memakai bacaan baru, "
                f"{len(again) - better} tetap memakai bacaan lama yang lebih lengkap."
            )
        out += most(
            [
                f"  salinan: {shown(name)} (isinya sudah pernah diterima sebagai {shown(of)})"
                for name, of in self.copies
            ],
            f"salinan lain{_ON_SITE}",
        )
        out += most(
            [
                f"  di dalam {shown(container)} masih gagal: {shown(name)} — {sentence}"
                for container, name, sentence in self.still_failed
            ],
            "berkas lain yang masih gagal",
        )
        out += most(
            [
                f"  {shown(name)}, yang dulu gagal, kini digantikan oleh {shown(by)}"
                for name, by in (
                    *((name, o.name) for o in read for name in o.settles),
                    *self.settled,
                )
            ],
            "berkas lain yang kini digantikan",
        )
        out += most(
            [
                f"  mungkin pengganti: {_placed(o)} bernama {_how_alike(o.name, name)} yang gagal, "
                f"{shown(name)} (dari {shown(folder) or 'kotak masuk'}). {_PERHAPS}"
                for o in read
                for _, name, folder in o.like
            ],
            "kemungkinan pengganti lain",
        )
        out += most(
            [f"  gagal: {_placed(o)} — {o.sentence}" for o in self.failed],
            f"berkas lain yang gagal; lihat folder {FAILED}",
        )
        out += most(
            [
                *(f"  menunggu: {_placed(o)} — {o.sentence}" for o in later),
                *(
                    f"  menunggu: {shown(name)} ({why_waiting(reason, self.since.get(name, ''))})"
                    for name, reason in waiting
                ),
            ],
            "berkas lain yang menunggu",
        )
        if any(reason != LINKED for _, reason in waiting):
            out.append(f"  {HOW_LONG}")
        check = [o for o in read if o.state == states.CHECK]
        if check:
            out += most(
                [f"  perlu diperiksa: {_placed(o)}{_doubt(o)}" for o in check],
                f"dokumen lain yang perlu diperiksa{_ON_SITE}",
            )
            out.append(f"  {_TO_CHECK}")
        out += most(
            [
                f"  dibaca sebagian: {_placed(o)} (halaman {_pages(o.unread)} tidak terbaca)"
                for o in read
                if o.unread
            ],
            "dokumen lain yang dibaca sebagian",
        )
        out += most(
            [
                f"  catatan: {shown(o.name)} — {_cut(shown('; '.join(notes)), _LONGEST_NOTE)}"
                for o in self.outcomes
                if (notes := _not_told(o))
            ],
            "catatan lain",
        )
        out += of_unfinished(self.unfinished)
        if self.ignored:
            out.append(
                f"  {self.ignored} berkas lain dilewati (pintasan, berkas sementara, atau berkas sistem)."
            )
        out += most(
            [f"  folder tidak boleh dibuka: {shown(name)}" for name in self.closed],
            "folder lain yang tidak boleh dibuka",
        )
        out += most(
            [f"  folder dibiarkan: {shown(name)} {_OF_A_PAGE}" for name in self.pages],
            "folder lain yang dibiarkan",
        )
        if self.totals:
            out.append(
                "Basis data kini berisi {documents} dokumen, {meetings} pertemuan, {people} orang, {agencies} lembaga, "
                "{programs} program, {proposals} usulan, {decisions} keputusan.".format(
                    **self.totals
                )
            )
        return out


MOST = 50
"""So many lines of one kind a summary has: thousands, as of one zip of damaged scans, nobody reads."""


def most(lines: list[str], what: str) -> list[str]:
    """Return lines of one kind, of many the first, with how many more there are of `what`."""
    if len(lines) <= MOST:
        return lines
    return [*lines[:MOST], f"  dan {len(lines) - MOST} {what}"]


def of_unfinished(names: Sequence[str]) -> list[str]:
    """Return what is told of half downloads in the inbox, the first by name; nothing where there are none."""
    if not names:
        return []
    told = ", ".join(map(shown, names[:_FEW]))
    more = f" dan {len(names) - _FEW} lainnya" if len(names) > _FEW else ""
    return [
        f"  unduhan belum selesai: {told}{more} — ulangi unduhannya, atau ganti namanya bila berkasnya sudah utuh"
    ]


_FEW = 5
_ON_SITE = "; semuanya ada di situs, halaman Berkas yang diterima"


def why_waiting(reason: str, since: str) -> str:
    """Return why a file in the inbox waits, and since when where an earlier run saw it."""
    return f"{reason}, masih menunggu sejak {as_written(since)}" if since else reason


def _classes(counts: dict[str, int]) -> str:
    told = "{read} dibaca, {copies} salinan, {failed} gagal, {waiting} menunggu".format(**counts)
    return f"{told}, {counts['unpacked']} dibongkar" if counts["unpacked"] else told


HOW_LONG = (
    f"Yang menunggu diambil sendiri begitu lengkap. Bila {PATIENCE_SECONDS / 60:.0f} menit tidak berubah lagi, "
    "berkas itu dibaca apa adanya pada putaran berikutnya. Bila penyalinannya terputus, salin ulang; bila "
    "berkasnya masih terbuka di program lain, tutup dahulu."
)
_PERHAPS = (
    f"Bila memang penggantinya, hapus yang gagal itu dan catatannya dari folder {FAILED}; karena asalnya "
    "lain, Risalah tidak menghapusnya sendiri."
)
_OF_A_PAGE = (
    "(gambar dan gaya halaman web yang disimpan di sampingnya; tidak pernah dibaca. Bila ada dokumen di "
    "dalamnya, pindahkan ke folder lain)"
)
_LONGEST_NOTE = 500
_LONGEST_DOUBT = 120


def _pages(numbers: tuple[int, ...]) -> str:
    """Return page numbers as text, long runs cut short."""
    told = ", ".join(map(str, numbers[:10]))
    return f"{told} dan {len(numbers) - 10} lainnya" if len(numbers) > 10 else told


_TO_CHECK = (
    "Yang perlu diperiksa sudah masuk basis data. Buka halaman dokumennya di situs dan cocokkan dengan "
    "aslinya, atau taruh pindaian yang lebih baik di kotak masuk."
)


def _cut(told: str, most: int) -> str:
    return told if len(told) <= most else told[:most] + "…"


def _doubt(outcome: Outcome) -> str:
    """Return the first thing to check, and how many more there are."""
    if not outcome.doubts:
        return ""
    first = outcome.doubts[0]
    # What is a note too is told here alone, and whole.
    told = _cut(shown(first), _LONGEST_NOTE if first in outcome.notes else _LONGEST_DOUBT)
    more = len(outcome.doubts) - 1
    return f" — {told}" + (f" (dan {more} hal lain)" if more else "")


def _not_told(outcome: Outcome) -> tuple[str, ...]:
    """Return the notes but for the one that is told as what is to be checked."""
    return tuple(note for note in outcome.notes if note not in outcome.doubts[:1])


def _placed(outcome: Outcome) -> str:
    return placed(outcome.name, outcome.folder)


def _how_alike(name: str, other: str) -> str:
    """Return in how far two names are one, of which no more than case, ending and number may differ."""
    return (
        "sama dengan"
        if name == other
        else "mirip (hanya akhiran, huruf besar atau nomornya berbeda) dengan"
    )


def _inside(opened: Outcome) -> str:
    told = f"{opened.members} berkas di dalamnya"
    if opened.empty:
        told += f"; {len(opened.empty)} kosong: {', '.join(map(shown, opened.empty[:5]))}"
    if opened.passed_over:
        told += f"; {opened.passed_over} berkas lain dilewati"
    return told

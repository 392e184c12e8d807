"""With whom the activities of a sentence are done: which body belongs to which of them.

The subject's body goes with what follows it; a body behind "bekerja sama dengan" with all that
was named since the last partner, one behind "bersama", "oleh" or a passive verb ("dikelola") with
the nearest; "dan" and commas add to these.
"""

import re
from collections.abc import Sequence

from extractors.activities import ASKS, Activity
from extractors.context import Context, Mark
from extractors.directory import directory

_SHARED = re.compile(
    r"\b(?:kerja\s?sama|bekerja\s?sama|(?:meng)?gandeng|digandeng|didukung|dukungan|bermitra|menghadirkan|difasilitasi|ketiganya|keduanya|semuanya|diajukan)\b[^.;]{0,40}$",
    re.I,
)
_NEAREST = re.compile(
    r"\b(?:bersama(?:-sama)?|bareng|narasumber(?:nya)?|pengelola(?:nya)?|pelaksana(?:nya)?|pelatih(?:nya)?|instruktur(?:nya)?|pemateri(?:nya)?|sponsor(?:nya)?|dari|oleh|melalui|lewat|dengan|dgn|ke|kepada|dibantu|dirawat|dikelola|dikerjakan|dilaksanakan|diadakan|dimasak|"
    r"dilatih|disanggupi|dijawab)\s+(?:(?:pihak|tim|kader|para|petugas|rekan|relawan|program|dana|csr|modal|penyertaan|bantuan|instruktur|pelatih|komitmen)\s+(?:dari\s+)?)*$",
    re.I,
)
# A passive verb of doing or giving right before a body makes it the one who does it.
_DONE_BY = re.compile(
    r"\b(?!(?:dihadiri|disaksikan|diwakili|dipimpin|dibuka|ditutup|disampaikan|diikuti|dilantik|dikukuhkan|diminta|diundang|diwajibkan|"
    r"diusulkan|diajukan|disetujui|disebut|dikatakan|dipandu|diketuai|dimulai|dilaporkan|diserahkan\s+ke|diterima|didatangi|dijawab|ditandatangani)\b)"
    r"di[a-z]{4,}\s+(?:(?:pihak|tim|kader|para|petugas|csr|langsung)\s+)*$",
    re.I,
)
_ALL_OF_THEM = re.compile(r"\b(?:ketiganya|keduanya|semuanya)\b", re.I)
_NAMED_FIRST = re.compile(r"\b(?:kerja\s?sama|bekerja\s?sama)\s+(?:dengan|dgn)\s+$", re.I)
_NO_PARTNER = re.compile(r"\b(?:menunggu|realisasi|verifikasi|arahan|sambutan|berharap)\b", re.I)
_ADDED = re.compile(
    r"\s*(?:\([^)]{1,30}\)\s*)?(?:,|dan|serta|,\s*(?:dan|serta)|&|maupun)\s*(?:(?:komunitas|kelompok|relawan|pihak|tim|kader|para)\s+)*"
)
# Between a subject and its verb stand only words of time and manner, what somebody says of him, or
# an insert in brackets or commas.
_SUBJECT = re.compile(
    r"\s*(?:\([^)]{1,60}\)\s*)?(?:yang\s+hadir\s+)?(?:,\s*[^,.;:|]{2,40},\s*)?(?:(?:bersama|dan|serta)\s+\w+\s+)?"
    r"(?:(?:akan|juga|telah|sudah|kini|bakal|segera|sedang|tengah|sendiri|hanya|bisa|dapat|tetap|mulai|turut|ikut|pun|siap|terus|rutin|selalu|"
    r"nanti|nantinya|masing-masing|(?:pada|untuk|di)?\s*(?:tahun|bulan|pekan|minggu)(?:\s+anggaran)?\s+(?:ini|depan|lalu|\d{4})|pada\s+\d{4}|setiap\s+\w+|tiap\s+\w+)\s+){0,5}"
    r"(?:akan|adakan|buat|bakal|siap|juga|telah|sudah|mulai|berencana|hanya|bisa|tetap|berjanji|bersedia|sedang|tengah|gelar|garap|buka|bantu|memastikan|"
    r"(?-i:m)e[a-z]{4,})\b",
    re.I,
)
_JOINED = re.compile(r"\s+(?:bersama|dan|serta|dengan)\s+", re.I)
_WITH = 90  # characters in which those named with a subject stand
_BEHIND = re.compile(
    r"^[“\"]?(?:(?:ketiga|kedua)(?!,)|semua|pelaksanaan(?:nya)?|(?:kegiatan|program)\s+(?:ini|itu|tersebut)|untuk\s+itu|nantinya|rencananya|pengerjaan(?:nya)?|"
    r"\w+\s+(?:didapat|berasal|diajukan|bersumber)|dana(?:nya)?|\w+nya|hal\s+ini|ini)\b",
    re.I,
)


def partners(
    context: Context, start: int, end: int, named: Sequence[Activity]
) -> dict[Activity, tuple[str, ...]]:
    """Return the bodies of each activity named in a sentence, by their names in the record."""
    links: dict[Activity, list[str]] = {a: [] for a in named}
    known = directory(context)
    before: tuple[int, list[Activity]] | None = None
    since = start
    subjects = [m for m in context.marks("agencies", start, end) if _is_subject(context, m, named)]
    for mark in context.marks("agencies", start, end):
        if _is_no_party(context, start, end, mark, named):
            continue
        added = before is not None and _ADDED.fullmatch(context.text[before[0] : mark.start])
        is_subject = _is_subject(context, mark, named)
        theirs = (
            before[1]
            if added and before is not None
            else _theirs(context, start, mark, named, subjects, since)
        )
        if not theirs or (mark.value.klass == "wilayah" and not is_subject):
            continue
        before = mark.end, theirs
        since = since if is_subject else mark.end
        name = known.named(mark.value)
        for activity in theirs:
            if name is not None and name not in links[activity]:
                links[activity].append(name)
    return {a: tuple(names) for a, names in links.items()}


def partners_behind(
    context: Context, start: int, end: int, named: Sequence[Activity]
) -> dict[Activity, tuple[str, ...]]:
    """Return the partners told in a next sentence that only goes on about the same activities, or
    names one of them again ("Bank sampah tersebut dibina oleh …").
    """
    text = context.text[start:end]
    again = _AGAIN.match(text)
    if len(text) > 160 or not (again or _BEHIND.match(text)):
        return {}
    meant = named
    if again is not None and not _BEHIND.match(text):
        words = again["what"].casefold()
        meant = [a for a in named if a.name.casefold().startswith(words)]
    before = Activity("", start, start)
    names = partners(context, start, end, (before,))[before]
    return dict.fromkeys(meant, names)


def partners_of_mention(
    context: Context, start: int, end: int, known: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Return which of the programmes told before a later sentence speaks of again, and with whom.

    It does so by the head that stands with "itu" ("Kursus itu digarap …"), at its very beginning
    ("Kelas diampu …"), or by a word that no other of them has ("untuk jembatan …").
    """
    text = context.text[start:end]
    first = next(
        (
            m
            for m in context.marks("agencies", start, end)
            if _TOGETHER.search(context.text[max(start, m.start - 60) : m.start])
            or _DONE_BY.search(context.text[max(start, m.start - 60) : m.start])
        ),
        None,
    )
    if first is None or not known or len(text) > _LONGEST or ASKS.search(text):
        return [], ()
    near = text[max(0, first.start - start - _WITH) : first.start - start]
    before = re.findall(r"[a-z]{4,}", _NEW_CLAUSE.split(near)[-1].casefold())
    opening = _OPENING.match(text)
    head = (opening["again"] or opening["bare"]).casefold() if opening else ""
    meant = [n for n in known if head and n.casefold().split()[0] == head]
    if not meant:
        words = {n: set(re.findall(r"[a-z]{4,}", n.casefold())) - _COMMON for n in known}
        told = {
            n: {w for w in own if w in before and sum(w in o for o in words.values()) == 1}
            for n, own in words.items()
        }
        meant = [n for n, shared in told.items() if shared]
    if not meant or (len(meant) > 1 and not head):
        return [], ()
    activity = Activity("", start, start)
    return meant, partners(context, start, end, (activity,))[activity]


_OPENING = re.compile(
    r"[“\"]?(?:(?:program|kegiatan)\s+)?(?:(?P<again>[A-Za-z]{4,})\s+(?:itu|ini|tersebut|tsb)|(?P<bare>(?-i:[A-Z])[a-z]{4,})\s+(?:akan\s+|rencananya\s+|ini\s+)?di[a-z]{4,})\b",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:oleh|bersama(?:-sama)?|bareng|(?:meng|di)gandeng|gandeng|kerja\s?sama\s+(?:dengan|dgn)|bermitra\s+dengan|dibantu|didukung|(?:relawan|instruktur|narasumber\w*|pelatih\w*)(?:\s+dari)?)"
    r"\s+(?:(?:pihak|tim|kader|para|petugas|relawan)\s+)*$",
    re.I,
)
_LONGEST = 220  # characters of a sentence that only goes back to one thing
_COMMON = frozenset(
    ["program", "kegiatan", "pelatihan", "pembangunan", "bantuan", "warga", "masyarakat", "untuk", "bagi", "para", "kader", "desa",
     "kelurahan", "sistem", "gratis", "bersama", "dalam", "rumah", "perbaikan", "pengadaan", "kelompok"]
)  # fmt: skip
_AGAIN = re.compile(
    r"[“\"]?(?:program\s+|kegiatan\s+)?(?P<what>[\w-]+(?:\s+[\w-]+){0,3}?)\s+(?:tersebut|itu|ini|tsb)\b",
    re.I,
)


def _is_no_party(
    context: Context, start: int, end: int, mark: Mark, named: Sequence[Activity]
) -> bool:
    """A speaker's or office-holder's body, a mere place, and one within an activity's name are none."""
    subject = _is_subject(context, mark, named)
    if not subject and any(
        o.start <= mark.start and mark.end <= o.end for o in context.marks("offices", start, end)
    ):
        return True
    if mark.value.klass == "wilayah" and mark.value.label not in ("Desa", "Kelurahan"):
        return True
    return any(a.start <= mark.start and mark.end <= a.end for a in named)


def _is_subject(context: Context, mark: Mark, named: Sequence[Activity]) -> bool:
    if not any(a.start >= mark.end for a in named):
        return False
    end = _end_with_joined(context, mark)
    return bool(_SUBJECT.match(context.text[end : end + 110]))


def _end_with_joined(context: Context, mark: Mark) -> int:
    """Return where a body ends, with those joined to it: "Dinas X bersama LSM Y akan …"."""
    end = mark.end
    for other in context.marks("agencies", mark.end, mark.end + _WITH):
        if _JOINED.fullmatch(context.text[end : other.start]):
            end = other.end
    return end


def _theirs(
    context: Context,
    start: int,
    mark: Mark,
    named: Sequence[Activity],
    subjects: Sequence[Mark],
    since: int,
) -> list[Activity]:
    """Return the activities that a body goes with; `since` is where the last partner ended."""
    earlier = [
        a
        for a in named
        if a.end <= mark.start and not _NEW_CLAUSE.search(context.text, a.end, mark.start)
    ]
    later = [a for a in named if a.start >= mark.end]
    before = context.text[max(start, mark.start - 60) : mark.start]
    if not _NO_PARTNER.search(before):
        if earlier and _SHARED.search(before):
            fresh = [a for a in earlier if a.start >= since]
            return fresh if fresh and not _ALL_OF_THEM.search(before) else earlier
        if later and _NAMED_FIRST.search(before):
            return later
        if earlier and (_NEAREST.search(before) or _DONE_BY.search(before)):
            return _of_one_head(earlier)
        if later and not earlier and (_SHARED.search(before) or _NEAREST.search(before)):
            return later
    if _is_subject(context, mark, named):
        last = _end_with_joined(context, mark)
        following = min((m.start for m in subjects if m.start > last), default=None)
        return [a for a in later if following is None or a.start < following]
    return []


# Words with which another clause begins, whose partners are not those of what was told before.
_NEW_CLAUSE = re.compile(r";|\b(?:sedangkan|sementara|adapun|namun|tetapi|lalu)\b", re.I)


def _of_one_head(earlier: list[Activity]) -> list[Activity]:
    """Return the last activity, with those that share its head ("pelatihan las, AC, menjahit")."""
    out: list[Activity] = []
    for activity in reversed(earlier):
        out.append(activity)
        if not activity.shared:
            break
    return out[::-1]

"""What a sentence names as activities, by nouns of doing, as fields of work, as what is announced."""

import re
from dataclasses import replace

from extractors.activities import HEAD, MEETING_ITSELF, Activity, activities
from extractors.acts.announced import announced, points_back
from extractors.acts.clauses import asked_for
from extractors.context import Context
from models.indonesian.gazetteers import word_set
from models.values.program_type import program_type

_FIELDS = re.compile(
    r"\b(?:berkaitan\s+dengan|di\s+bidang|bidang|program|sektor)\s+(?P<list>(?-i:[a-z])[a-z ]{3,60}?)(?=[,.;”\n]|\s(?:kita|kami|akan|yang|di|dengan|untuk|dan\s+(?:pembangunan|pelatihan|perbaikan|pengadaan)|maupun|serta|bersama|kerja)\b)",
    re.I,
)
_SPLIT = re.compile(r"\s+(?:dan|serta|&)\s+|\s*,\s*")


def named_in(context: Context, start: int, end: int) -> list[Activity]:
    """Return the activities that a sentence names: by nouns of doing, as fields of work, and as what
    is announced or goes on.
    """
    text = context.text[start:end]
    masked = _masked(context, start, end)
    fields = _fields(masked, start)
    found = [_unmasked(context, a) for a in activities(masked, start)]
    named = _settled(text, start, fields, [a for a in found if not points_back(a.name)])
    if len(named) > 1:  # "Selain penanaman pohon, …" only goes back to what was told
        named = [a for a in named if not re.search(r"\bselain\s*$", text[: a.start - start], re.I)]
    named = [
        a
        for a in named
        if not MEETING_ITSELF.search(a.name)
        and not _NO_PROGRAM.search(a.name)
        and (a in fields or (_says_something(a.name) and not _is_spoken_of(text, a, start)))
    ]
    bare = context.masked(start, end, ("agencies", "offices"))
    for activity in announced(text, bare, start):
        if MEETING_ITSELF.search(activity.name):
            continue
        # "dipakai untuk rabat jalan kebun": what only ends in a word of works begins earlier.
        if program_type(" ".join(activity.name.split()[:2]))[1] > 0.0:
            named = [a for a in named if not activity.start < a.start < activity.end or a.shared]
        if not any(activity.start < a.end and a.start < activity.end for a in named):
            named.append(activity)
    if len(named) > 1:  # "bidang UMKM ada pameran": the field only opens the list
        named = [a for a in named if not _opens_list(context.text, a)]
    return sorted(named, key=lambda a: a.start)


def _unmasked(context: Context, activity: Activity) -> Activity:
    """Give the words back that stand under the cover of a body's name: "renovasi posyandu Melati"."""
    covered = re.findall(r"_{2,}", activity.name)
    if not covered:
        return activity
    whole = " ".join(context.text[activity.start : activity.end].split())
    return replace(activity, name=whole)


# Organs of an organization are no programmes.
_NO_PROGRAM = re.compile(
    r"^(?:penyahan|pengesahan)\b|^penetapan\s.*\brp\s?\d|^(?:pem(?:bentuk|ilih)an|penunjukan|penetapan|pengangkatan)\s+(?:tim|panitia|pengurus|kepengurusan|delegasi|susunan)\b|\b(?:bocor|patah|rusak|mampet|sudah)$",
    re.I,
)
_WORKS = re.compile(
    r"pe[mnr]?\w+an|bantuan|rehab\w*|renovasi|normalisasi|kerja|gotong|lomba|kursus", re.I
)
_TOPIC = re.compile(r"\b(?:tentang|perda|perwali|mengenai|dipandang|tugas)\s+$", re.I)
_SHOULD = re.compile(r"\s+(?:harus|sebaiknya|semestinya|hendaknya|jangan)\b", re.I)
_PLACE = re.compile(
    r"\b(?:di|ke|dari|pada|dekat|depan|padahal|menyebut|masuk|soal|karena|dan)\s+$", re.I
)


def _is_spoken_of(text: str, activity: Activity, start: int) -> bool:
    """Tell whether a thing is only a topic ("Perda tentang …") or a place ("di saluran …")."""
    before = text[max(0, activity.start - start - 14) : activity.start - start]
    if _TOPIC.search(before) or _SHOULD.match(text, activity.end - start):
        return True
    return bool(_PLACE.search(before)) and not _WORKS.match(activity.name)


def _opens_list(text: str, field: Activity) -> bool:
    """Tell whether a field of work is only what the activities named behind it belong to."""
    return bool(
        re.search(r"\bbidang\s+$", text[max(0, field.start - 10) : field.start], re.I)
        and re.match(
            r"\s*(?:,|\w+nya)?\s*(?:lanjutnya\s+)?(?:kita|kami|ada|yaitu|yakni|akan|tetap|menggelar|adalah|:)",
            text[field.end : field.end + 40],
            re.I,
        )
    )


def unasked(context: Context, start: int, end: int) -> list[Activity]:
    """Return what a sentence that also asks announces: not what it asks for."""
    asked = [s for i in asked_for(context) for s in i.spans if start <= s[0] < end]
    bare = context.masked(start, end, ("agencies", "offices"))
    return [
        a
        for a in announced(context.text[start:end], bare, start)
        if not any(a.start < stop and begin < a.end for begin, stop in asked)
        and not MEETING_ITSELF.search(a.name)
    ]


def _says_something(name: str) -> bool:
    """A noun of doing alone ("pembangunan") names no activity, unless it is one by itself."""
    words = name.split()
    if len(words) > 1:
        return not re.search(r"nya$", words[-1]) and not _ABSTRACT & {
            words[1].casefold(),
            words[-1].casefold(),
        }
    return name.casefold() in _ALONE


_ABSTRACT = word_set("abstract_programs")
_ALONE = word_set("lone_programs")
_HARD = ("dinas", "badan", "bagian", "wilayah", "legislatif", "pusat", "usaha", "keamanan")


def _masked(context: Context, start: int, end: int) -> str:
    """Return the text in which no activity begins inside a body's name nor runs over an office's."""
    text = list(context.text[start:end])
    for mark in context.marks("agencies", start, end):
        if mark.value.klass in _HARD:
            text[mark.start - start : mark.end - start] = "|" * (mark.end - mark.start)
        else:
            # "pembentukan Satgas Anti Narkoba" goes on over the body's name, "Pembangunan" in it begins nothing.
            piece = context.text[mark.start : mark.end]
            text[mark.start - start : mark.end - start] = HEAD.sub(
                lambda m: "_" * len(m.group()), piece
            )
    for mark in context.marks("offices", start, end):
        piece = "".join(text[mark.start - start : mark.end - start])
        text[mark.start - start : mark.end - start] = HEAD.sub(
            lambda m: "|" * len(m.group()), piece
        )
    return "".join(text)


def _fields(text: str, start: int) -> list[Activity]:
    """Read fields of work named without a noun of doing: "program penghijauan dan pertanian"."""
    out: list[Activity] = []
    for match in _FIELDS.finditer(text):
        at = match.start("list")
        phrase = match["list"]
        parts = [phrase] if re.search(r"masyarakat|sosial", phrase) else _SPLIT.split(phrase)
        for piece in parts:
            bare = piece.strip()
            if len(bare) < 4 or program_type(bare)[1] <= 0.0 or len(bare.split()) > 5:
                continue
            begin = text.index(bare, at)
            out.append(Activity(bare, start + begin, start + begin + len(bare), len(parts) > 1))
    return out


def _settled(
    text: str, start: int, fields: list[Activity], named: list[Activity]
) -> list[Activity]:
    """Drop overlaps, and what only introduces its examples ("pelatihan keterampilan seperti …")."""
    out = list(fields)
    for activity in named:
        if not any(activity.start < f.end and f.start < activity.end for f in out):
            out.append(activity)
    out.sort(key=lambda a: a.start)
    kept = []
    for i, activity in enumerate(out):
        gap = text[activity.end - start : out[i + 1].start - start] if i + 1 < len(out) else ""
        if re.match(
            r"\s*,?\s*(?:seperti|antara\s+lain|yaitu|yakni|meliputi|di\s*antaranya|misalnya|berupa)\b[\s:]*$",
            gap,
            re.I,
        ):
            continue
        kept.append(activity)
    return kept

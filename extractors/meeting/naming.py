"""What a meeting is called, and which type that makes it."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from extractors.layout import Unit, UnitKind
from extractors.meeting.telling import Telling
from models.codes import MeetingType
from models.indonesian.gazetteers import meeting_names, word_set
from models.values.anycase import AnyCase, small

_SUBJECT_KEYS = re.compile(
    r"^(?:acara|agenda|perihal|kegiatan|rapat|materi|hal|topik|pembahasan|dalam\s+rangka|judul|nama\s+rapat|pokok)\b",
    re.I,
)
_PRECISION = {MeetingType.MUSYAWARAH: -1, MeetingType.RAPAT: -2, MeetingType.LAINNYA: -3}


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a meeting where it stands (characters, half open), with its count of words."""

    type: MeetingType
    start: int
    end: int
    words: int


@cache
def _names() -> AnyCase:
    forms = sorted(
        (f for n in meeting_names() for f in n.forms if f not in _TOO_WIDE), key=len, reverse=True
    )
    any_form = "|".join(re.escape(small(f)).replace(r"\ ", r"\s+") for f in forms)
    return AnyCase(rf"\b(?:{any_form})\b")


# Words of meetings that are everyday words too; alone they name no gathering.
_TOO_WIDE = word_set("wide_titles")


@cache
def _types() -> dict[str, MeetingType]:
    return {" ".join(f.split()).casefold(): n.type for n in meeting_names() for f in n.forms}


def name_of(telling: Telling) -> Named | None:
    """Return the meeting's kind as the title names it, else as the beginning does."""
    lead = telling.lead if telling.news else [u for u in telling.body[:20] if not _is_wide_row(u)]
    if telling.news:
        above = [u for u in _short(telling.body)[:8] if u.start <= lead[0].start]
        groups = [above, lead[:1], lead]
    else:
        subject = [u for u in telling.body if u.key and _SUBJECT_KEYS.match(u.key)]
        groups = [_title_lines(telling.body), subject, _short(telling.body), lead]
    inaugural = _inaugurated(lead[0]) if telling.news and lead else None
    weak: Named | None = None
    for i, group in enumerate(groups):
        if telling.news and i == len(groups) - 1 and (weak is not None or inaugural is not None):
            told = [n for u in lead for n in named_in(u) if inaugural and n.type is inaugural.type]
            return next(iter(told), inaugural) or weak
        found = [n for u in group for n in named_in(u)]
        strong = [n for n in found if n.words > 1 or n.type not in _PRECISION]
        if strong:
            return max(strong, key=lambda n: (_PRECISION.get(n.type, 0), n.words, -n.start))
        if found and weak is None:
            weak = max(found, key=lambda n: (_PRECISION.get(n.type, 0), -n.start))
        if (
            weak is not None
            and not telling.news
            and group is not groups[0]
            and _says_more(telling, weak)
        ):
            break
    if weak is None and telling.news and _is_dated(telling):
        return _come_together(telling)
    return weak


def _is_dated(telling: Telling) -> bool:
    """Tell whether the first paragraphs say a day: what an article of no day tells of is no gathering."""
    units = telling.first_paragraphs
    marked = any(True for u in units for _ in telling.context.marks("dates", u.start, u.end))
    return marked or any(_WEEKDAY.search(u.text) for u in units)


def _come_together(telling: Telling) -> Named | None:
    """Return what people came together for, by an article that names no meeting where it begins: one
    in the short paragraphs there, else a work or a feast, else what they did, by its verb.
    """
    paragraphs = telling.first_paragraphs
    named = [n for u in paragraphs for n in named_in(u)]
    if named:
        return max(named, key=lambda n: (_PRECISION.get(n.type, 0), n.words, -n.start))
    above = [u for u in _short(telling.body)[:8] if u.start < paragraphs[0].start]
    for unit in (*above, *paragraphs[:2]):
        match = _gatherings().search(unit.text)
        if match is not None:
            start, end = unit.start + match.start(), unit.start + match.end()
            return Named(MeetingType.LAINNYA, start, end, len(match.group().split()))
    for pattern, kind in _DONE_TOGETHER:
        for unit in paragraphs:
            match = pattern.search(unit.text)
            if match is not None:
                return Named(kind, unit.start + match.start(), unit.start + match.end(), 0)
    return None


_WEEKDAY = AnyCase(r"\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b")
# What people do together, the most telling first.
_DONE_TOGETHER = (
    (
        AnyCase(
            r"\b(?:(?:ber|me)?rembu[gk](?:an)?|berembu[gk]|(?:ber)?musyawarah|bermufakat|berunding)\b"
        ),
        MeetingType.MUSYAWARAH,
    ),
    (
        AnyCase(
            r"\b(?:(?:me|di)luncurkan|(?:me|di)resmikan|berdialog|berdiskusi|berkumpul|duduk\s+(?:satu\s+meja|semeja|bersama|bareng)"
            r"|(?:mengumpulkan|dikumpulkan|menghimpun|mengundang)(?=\s+(?:para|seluruh|semua|warga|ketua|pengurus|kader|tokoh))"
            r"|bertemu|ngobrol|berbincang|bersilaturahmi|mengadu|mendatangi|menyambangi|mengunjungi|dikunjungi|meninjau)\b"
        ),
        MeetingType.LAINNYA,
    ),
    (
        AnyCase(
            r"\b(?:dihadiri|hadir\s+(?:dalam|pada)|turut\s+hadir|(?:meng|di)?gelar(?:nya)?|menggelar|(?:meng|di)adakan|(?:me|di)laksanakan"
            r"|menyelenggarakan|diselenggarakan|berlangsung)\b"
        ),
        MeetingType.LAINNYA,
    ),
)


@cache
def _gatherings() -> AnyCase:
    forms = sorted(word_set("gatherings"), key=len, reverse=True)
    any_form = "|".join(re.escape(small(f)).replace(r"\ ", r"\s+") for f in forms)
    return AnyCase(rf"\b(?:{any_form})\b")


def _inaugurated(unit: Unit) -> Named | None:
    """Return the meeting of an article that begins with somebody being put into office; the verb is
    no name of it.
    """
    match = re.search(r"\b(?:dikukuhkan|dilantik|mengukuhkan|melantik)\b", unit.text, re.I)
    if match is None:
        return None
    start = unit.start + match.start()
    return Named(MeetingType.PELANTIKAN, start, unit.start + match.end(), 0)


def _title_lines(body: list[Unit]) -> list[Unit]:
    """Return the lines above the first key, item or row of minutes."""
    lines = takewhile(
        lambda u: not u.key and not u.marker and u.kind is not UnitKind.ROW, body[:12]
    )
    return [u for u in lines if len(u.text) < 130]


def _short(body: list[Unit]) -> list[Unit]:
    return [
        u
        for u in body[:16]
        if (u.kind is UnitKind.HEADING or len(u.text) < 130) and not _is_wide_row(u)
    ]


def _is_wide_row(unit: Unit) -> bool:
    """Tell whether a unit is a row of a list, such as of those present, and no pair of particulars."""
    return (
        unit.kind is UnitKind.ROW and len([c for c in unit.text.split("\t") if c.strip(" :")]) > 2
    )


def _says_more(telling: Telling, weak: Named) -> bool:
    """Tell whether a title of a plain "rapat" goes on to say what it was about."""
    unit = telling.context.unit_at(weak.start)
    return unit is not None and unit.end - weak.end > 12


_IN_ROOM = re.compile(r"\b(?:balai|gedung|ruang|aula|rumah|tempat|pondok)\s+$", re.I)


def named_in(unit: Unit) -> list[Named]:
    """Return every name of a meeting in a unit."""
    out = []
    for match in _names().finditer(unit.text):
        if _IN_ROOM.search(unit.text[: match.start()][-14:]):
            continue  # "Balai Pertemuan RW 01" is a building
        words = " ".join(match.group().split()).casefold()
        out.append(
            Named(
                _types()[words],
                unit.start + match.start(),
                unit.start + match.end(),
                len(words.split()),
            )
        )
    return out


def title_of(telling: Telling, named: Named | None) -> str | None:
    """Return what the meeting is called."""
    if not telling.news:
        for field in telling.fields:
            if field.asks(_SUBJECT_KEYS) and 8 < len(field.content) < 160:
                return " ".join(field.content.split())
    if named is None or not named.words:
        return None
    told = telling.context.unit_at(named.start)
    if told is None:
        return None
    text = telling.context.text[named.start : told.end]
    text = re.split(
        r"[,;:(.*\n\t“”]|\s(?:di|yang|pada|untuk|dengan|(?-i:dalam)|bertempat|bersama|guna|hari)\s"
        r"|\s(?:telah\s|akan\s|sudah\s)?(?:(?-i:di)[a-z]+(?:kan|i|elar|uka|utup|impin)|berlangsung|berjalan|menyepakati|menghasilkan)\b",
        text,
    )[0]
    return " ".join(text.split()[:9]) or None

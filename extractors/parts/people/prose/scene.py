"""One unit with all that is marked in it: which office stands before a name, which body behind it."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractors.context import Context, Mark
from extractors.layout import Unit, UnitKind
from extractors.parts.people.evidence import is_listed
from extractors.parts.people.own import opener_body
from extractors.parts.people.roles import section_role
from models.indonesian.index import index
from models.indonesian.names import NameMention
from models.indonesian.offices import OfficeMention
from models.indonesian.places import LEVEL_WORDS
from models.indonesian.words import fold
from models.values.agency import Agency

LINK = re.compile(
    r"^[\s,:;(–—\d/-]*(?:(?:yaitu|yakni|adalah|ialah|dijabat(?:\s+oleh)?|atas\s+nama|a\.?n\.?|terpilih|"
    r"setempat|(?:bidang|urusan)\s+[a-z]+(?:\s+(?:dan\s+)?[a-z]+)?(?=\s*,)|yang\s+(?:baru|lama)|dalam\s+hal\s+ini|bernama|yang\s+bernama|oleh|saat\s+ini|asal\s+\w+(?:\s+\w+)?(?=\s*,)|(?:periode|masa\s+(?:bh?akti|jabatan))(?:\s+(?:tahun\s+)?\d{4}(?:\s*[-–/]\s*\d{4})?)?|(?:(?:dari|di|asal)\s+)?(?:komisi|fraksi|dapil|daerah\s+pemilihan)\s+[\w-]+(?:\s+[A-Z0-9]\w*)?(?:\s+[A-Z0-9]\w*)?|kami|kita|lama|baru|sdr|tersebut)\b"
    r"[\s,:(]*){0,2}$",
    re.I,
)
_STANDING_FOR = re.compile(r"\s*,?\s*(?:yang\s+)?(?:mewakili|atas\s+nama|a\.?n\.?)\s*", re.I)
_FROM = re.compile(
    r"^\s*(?:,\s*)?(?:\(\s*(?:dari\s+)?|(?:dari|perwakilan|utusan|mewakili|wakil)\b\s*(?:dari\s+)?)"
    r"(?:(?:unsur|pengurus|pihak|perwakilan|utusan)\s+)?$",
    re.I,
)
_FROM_IN_LIST = re.compile(r"^\s*[,–—:/-]\s*$")
_MORE_OFFICE = re.compile(r"\s+[A-Z]\w+(?:\s+[A-Z]\w+)?\s*[,(:]\s*")
_MORE_ROLE = re.compile(r"\s+([a-z]+(?:\s[a-z]+)?(?:\s[a-z]+)?)\s*,\s*(?:\w+\.\s*)?")
_MORE_PLACE = re.compile(r"\s+[A-Z]\w+(?:\s+[A-Z]\w+)?\s+")
_SEAT = re.compile(
    r"(?:\A|\s*,)\s*(?:Kelurahan|Desa|Nagari|Kecamatan|Kec\.|Distrik|Kapanewon|Kabupaten|Kab\.|Kota|Provinsi)"
    r"(?:\s+[A-Z][\w'-]+){1,4}(?=\s*,)"
)
"""Where the place of an office lies, told between commas before its holder."""
_TIER = re.compile(r"\s+(kelurahan|desa|kecamatan|kampung|nagari|kalurahan|gampong|distrik)(?=\s)")
_GLOSS = re.compile(r"\s*\([A-Z][^()]{2,60}\)")
AGED = re.compile(r"\s*\(\d\d\b")
_SURE = 0.8
"""How sure the recognizer must be of a name for an office to reach over a word to it."""
PLURAL = frozenset({"anggota", "seksi", "sie", "bidang", "bid", "koordinator", "pengurus", "saksi"})
"""First words of offices that several hold together."""
_IN_BODIES = frozenset({"organisasi", "panitia"})


@dataclass
class Scene:
    """One unit with all that is marked in it; `used` holds the offices that have their holder."""

    context: Context
    unit: Unit
    names: tuple[Mark, ...]
    offices: tuple[Mark, ...]
    bodies: tuple[Mark, ...]
    key_office: OfficeMention | None
    used: set[int] = field(default_factory=set)
    reach: dict[int, int] = field(default_factory=dict)
    """How far an office reaches whose place is not known as one, by where it begins."""
    passed: dict[int, Mark] = field(default_factory=dict)
    """The office that stands for another, by where the other begins."""
    taken: bool = False
    """Whether somebody holds the office of the key already."""

    def between(self, start: int, end: int) -> str:
        """Return the text between two offsets."""
        return self.context.text[start:end]

    def next_name(self, i: int) -> int:
        """Return where the name behind this one begins, the unit's end behind the last."""
        return self.names[i + 1].start if i + 1 < len(self.names) else self.unit.end


def bodies_of(context: Context, unit: Unit) -> tuple[Mark, ...]:
    """Return the bodies of a unit, RT and RW among them, in order."""
    bodies = list(context.marks("agencies", unit.start, unit.end))
    for mark in context.marks("wards", unit.start, unit.end):
        if len(mark.value.rts) <= 1 and len(mark.value.rws) <= 1:
            ward = str(mark.value)
            bodies.append(Mark(mark.start, mark.end, Agency(ward.split()[0], ward, "tetangga")))
    return tuple(sorted(bodies, key=lambda m: m.start))


def seated(offices: Iterable[Mark], bodies: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the offices of those who head a part of a body with that body: "Kepala Bagian Hukum Setda
    Kabupaten Kudus" is of the Setda.
    """
    ends = {b.end: above for b in bodies if (above := _above_part(b.value)) is not None}
    return tuple(
        replace(m, value=replace(m.value, agency=ends[m.end]))
        if m.value.agency is None and m.end in ends
        else m
        for m in offices
    )


def _above_part(part: Agency) -> Agency | None:
    """Return the body of a part that names it: the Setda of "Bagian Hukum Setda Kabupaten Kudus"."""
    if part.klass != "bagian" or not part.of:
        return None
    label, *of = part.of
    hit = index().agency_heads.longest(fold(label).split(), 0)
    if hit is None or hit[1].klass not in ("badan", "dinas"):
        return None
    return Agency(hit[1].short, label, hit[1].klass, "", tuple(of))


def pass_over_represented(scene: Scene) -> None:
    """Let an office reach over the one that its holder stands for: "Sekretaris Lurah X, mewakili
    Lurah, Rosnida".
    """
    for before, after in itertools.pairwise(scene.offices):
        if _STANDING_FOR.fullmatch(scene.between(before.end, after.start)):
            scene.used.add(after.start)
            scene.reach[before.start] = after.end
            scene.passed[after.start] = before


def key_office(context: Context, unit: Unit) -> OfficeMention | None:
    """Return the office that a key names: "Ketua : Galih Prakoso", "Seksi Alsintan : Herman"."""
    if unit.kind is UnitKind.ITEM:
        return _item_office(context, unit)
    if unit.kind is not UnitKind.KEY_VALUE:
        return None
    office: OfficeMention | None = None
    for mark in context.marks("offices", unit.start, unit.body):
        if mark.start - unit.start < 6:
            office = mark.value
            break
    named = any(m.value.known for m in context.marks("names", unit.start, unit.body))
    role = None if named else section_role(unit.key)
    if role is not None:
        office = OfficeMention(role, None, "panitia", 0, 0)
    if office is not None and office.agency is None and office.klass in _IN_BODIES:
        return replace(office, agency=opener_body(context, unit.start))
    return office


def _item_office(context: Context, unit: Unit) -> OfficeMention | None:
    """Return the office that heads an item and that several may hold: "3. Seksi Humas : Yogi, Rian"."""
    key, colon, _ = unit.content.partition(":")
    if not colon or fold(key.split()[0] if key.split() else "") not in PLURAL:
        return None
    role = section_role(key)
    agency = opener_body(context, unit.start)
    if role is not None:
        return OfficeMention(role, agency, "panitia", 0, 0)
    mark = next(context.marks("offices", unit.body, unit.body + len(key) + 1), None)
    if mark is None or mark.end - mark.start < len(key.strip()):
        return None
    office: OfficeMention = mark.value
    return office if office.agency is not None else replace(office, agency=agency)


def office_before(scene: Scene, mark: Mark) -> Mark | None:
    """Return the office right before a name that nobody holds yet."""
    before = last_before(scene.offices, mark.start)
    if before is not None:
        before = scene.passed.get(before.start, before)
    if before is None or before.start in scene.used:
        return None
    end = scene.reach.get(before.start, before.end)
    gap = _without_posts(scene, end, mark.start)
    if LINK.match(gap):
        return before
    tier = _TIER.match(gap)
    if tier is not None and before.value.agency is not None and LINK.match(gap[tier.end() :]):
        return replace(before, value=_of_tier(before.value, tier[1]))
    body = first_after(scene.bodies, end)
    if (
        before.value.agency is None
        and body is not None
        and body.end <= mark.start
        and not scene.between(end, body.start).strip()
        and LINK.match(scene.between(body.end, mark.start))
    ):
        # a body of a kind that no table knows: "Direktur Sinar Borneo Foundation, Hendrik Tulak"
        return replace(before, value=replace(before.value, agency=body.value))
    name: NameMention = mark.value
    sure = bool(name.titled or name.honorific or name.sure >= _SURE)
    known = name.known >= 0.5 or sure
    if before.value.klass == "organisasi" and before.value.agency is None:
        more = _MORE_ROLE.fullmatch(gap)  # "Ketua pengurus masjid, H. Yusrizal"
        if more is not None:
            role = f"{before.value.role} {more[1]}"
            return replace(before, value=replace(before.value, role=role))
    titled = sure and _MORE_PLACE.fullmatch(gap)
    return before if titled or (known and _MORE_OFFICE.fullmatch(gap)) else None


def _of_tier(office: OfficeMention, word: str) -> OfficeMention:
    """Return an office with its body of the document's own place: "Ketua TP PKK kelurahan Ny. Salma"."""
    agency = office.agency
    if agency is None or agency.of or agency.own or agency.klass != "kemasyarakatan":
        return office
    return replace(office, agency=agency.with_of(LEVEL_WORDS[word][1]))


def _without_posts(scene: Scene, start: int, end: int) -> str:
    """Return a gap without the higher posts and places told in it: "Babinsa Koramil 07/KB, Kodim
    0503/JB, Taufik", "Lurah X, Kecamatan Y, Junaedi".
    """
    begin = _past_gloss(scene, start, end)
    text = _SEAT.sub("", scene.between(begin, end))
    for body in scene.bodies:
        if start <= body.start and body.end <= end and body.value.klass == "keamanan":
            text = text.replace(scene.between(body.start, body.end), "")
    return text


def _past_gloss(scene: Scene, start: int, end: int) -> int:
    """Return where a bracket ends that spells out the body of an office: "Ketua BPL (Badan
    Permusyawaratan Lembang) Yunus"; one with a name in it holds who has the office.
    """
    gloss = _GLOSS.match(scene.between(start, end))
    if gloss is None or first_within(scene.names, start, start + gloss.end()) is not None:
        return start
    return start + gloss.end()


def body_behind(scene: Scene, i: int) -> Mark | None:
    """Return the body told right behind a name; in lists also behind a comma or a dash."""
    mark = scene.names[i]
    body = first_after(scene.bodies, mark.end)
    if body is None or body.start > scene.next_name(i):
        return None
    gap = scene.between(mark.end, body.start)
    if _FROM.match(gap):
        return body
    if gap.strip() == "," and _fills_bracket(scene, mark, body):
        return body
    lead = scene.between(scene.unit.body, mark.start).rstrip()
    begins = bool(mark.value.honorific) and lead[-1:] in ("", ".", ":")
    if begins and body.value.klass == "tetangga" and gap.strip() in ("", "-", "–", "—"):
        return body  # "Bpk. Yudi - RW 09 - mengusulkan CCTV.", "pak Joko RW 7 : lampu"
    listed = is_listed(scene.context, scene.unit) or (
        # "- Bu Hj. Masitah, RT 12, lampu jalan."
        scene.unit.kind is UnitKind.ITEM
        and bool(mark.value.honorific)
        and body.value.klass == "tetangga"
    )
    listed = listed and mark.start - scene.unit.body < 3
    return body if (listed or _is_entry(scene, i, body)) and _FROM_IN_LIST.match(gap) else None


def _fills_bracket(scene: Scene, mark: Mark, body: Mark) -> bool:
    """Tell whether a bracket holds a name with its body: "T (H. Endang, LPM): …"."""
    before = scene.between(max(scene.unit.start, mark.start - 2), mark.start)
    return before.rstrip()[-1:] == "(" and scene.between(body.end, body.end + 1) == ")"


def _is_entry(scene: Scene, i: int, body: Mark) -> bool:
    """Tell whether an item of a list is a name and a body, and no more but brackets: "- Rahmat Hidayat,
    S.E. - Dinas Koperasi Kota X (materi NIB)".
    """
    unit, mark = scene.unit, scene.names[i]
    if i or unit.kind is not UnitKind.ITEM or body.value.klass == "wilayah":
        return False
    lead = scene.between(unit.body, mark.start).strip(" .")
    return (not lead or fold(lead) in index().honorifics) and bool(
        _ENTRY_ENDS.match(scene.between(body.end, unit.end))
    )


_ENTRY_ENDS = re.compile(r"\s*(?:\([^()]*\))?\W*$")


def body_ahead(scene: Scene, office: Mark) -> Mark | None:
    """Return the body that a clause tells before an office: "Dari Dinas Pertanian PPU, penyuluh X"."""
    body = last_before(scene.bodies, office.start)
    if body is None or scene.between(body.end, office.start).strip() != ",":
        return None
    before = scene.between(max(scene.unit.start, body.start - 12), body.start)
    return body if re.search(r"\b(?:dari|mewakili|pihak)\s+$", before, re.I) else None


def last_before(marks: tuple[Mark, ...], at: int) -> Mark | None:
    """Return the last mark that ends before a character or at it."""
    i = bisect_right(marks, at, key=lambda m: m.end) - 1
    return marks[i] if i >= 0 else None


def first_after(marks: tuple[Mark, ...], at: int) -> Mark | None:
    """Return the first mark that begins at a character or behind it."""
    i = bisect_left(marks, at, key=lambda m: m.start)
    return marks[i] if i < len(marks) else None


def first_within(marks: tuple[Mark, ...], start: int, end: int) -> Mark | None:
    """Return the first mark that begins within these characters."""
    mark = first_after(marks, start)
    return mark if mark is not None and mark.start < end else None

"""People in running text: offices, bodies and names beside each other in one unit.

Each rule looks at one name and its neighbours and returns a sighting or None; the first rule that
returns one has it. What stands in a table's cell is read by the same rules.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from extractors.context import Context, Mark
from extractors.directory import is_inner
from extractors.layout import Unit, UnitKind
from extractors.parts.people.attaching import attached
from extractors.parts.people.evidence import (
    is_listed,
    is_person,
    is_place,
    is_singled_out,
    word_at,
)
from extractors.parts.people.own import opener_body
from extractors.parts.people.roles import free_role, section_role
from extractors.parts.people.sighting import Sighting, in_office
from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.merging import is_described
from models.indonesian.names import NameMention
from models.indonesian.offices import OfficeMention
from models.indonesian.words import Words, fold
from models.values.agency import Agency

_LINK = re.compile(
    r"^[\s,:;(–—\d/-]*(?:(?:yaitu|yakni|adalah|ialah|dijabat(?:\s+oleh)?|atas\s+nama|a\.?n\.?|terpilih|"
    r"setempat|(?:bidang|urusan)\s+[a-z]+(?:\s+(?:dan\s+)?[a-z]+)?(?=\s*,)|yang\s+(?:baru|lama)|dalam\s+hal\s+ini|bernama|yang\s+bernama|oleh|saat\s+ini|(?:(?:dari|di|asal)\s+)?(?:komisi|fraksi|dapil|daerah\s+pemilihan)\s+[\w-]+(?:\s+[A-Z0-9]\w*)?(?:\s+[A-Z0-9]\w*)?|kami|kita|lama|baru|sdr|tersebut)\b"
    r"[\s,:(]*){0,2}$",
    re.I,
)
_AFTER = re.compile(
    r"^[\s]*(?:\(\d\d(?:\s*(?:tahun|th))?\)\s*)?(?:,|\(|:|–|—|-|\||/)?\s*(?:(?:yang\s+(?:juga\s+)?(?:menjabat|merupakan|adalah)(?:\s+sebagai)?|"
    r"selaku|sebagai|jabatan|sbg|sebagai\s+seorang|dari\s+unsur|unsur|dari)\b\s*)?$",
    re.I,
)
_AS = re.compile(r"selaku|sebagai|menjabat|merupakan|adalah|sbg|\bdari\b", re.I)
_FROM = re.compile(
    r"^\s*(?:,\s*)?(?:\(\s*(?:dari\s+)?|(?:dari|perwakilan|utusan|mewakili|wakil)\b\s*(?:dari\s+)?)"
    r"(?:(?:unsur|pengurus|pihak|perwakilan|utusan)\s+)?$",
    re.I,
)
_FROM_IN_LIST = re.compile(r"^\s*[,–—:/-]\s*$")
_STANDS_FOR = re.compile(
    r"\b(?:(?:di)?wakil(?:i|kan)\b(?:\s+(?:oleh|kepada))?|yang\s+mewakili\s*:)[\s,:]*"
    r"(?:(?:yaitu|yakni)\b[\s,:]*)?$",
    re.I,
)
_STANDING_FOR = re.compile(r"\s*,?\s*(?:yang\s+)?(?:mewakili|atas\s+nama|a\.?n\.?)\s*", re.I)
_REPRESENTS = re.compile(
    r"^\W*(?:(?:yang\s+)?berhalangan(?:\s+hadir)?\W*(?:dan|sehingga)?\s*)?"
    r"(?:yang\s+)?(?:diwakil(?:i|kan)(?:\s+oleh)?|yang\s+mewakili\s*:)\W*$",
    re.I,
)
_REPRESENTING = re.compile(r"\b(?:yang\s+)?mewakili\s+(?:(?:Bapak|Ibu|Bpk\.?)\s+)?$", re.I)
_TOLD_BY = re.compile(
    r"\s*\(\s*|[\s,]*(?:(?:yang\s+(?:disampaikan|diwakili|dihadiri)|melalui|lewat)(?:\s+oleh)?)[\s,]*(?:Sdri?\.|Bapak|Ibu)?\s*"
)
_LED = re.compile(
    r"[\s,]*(?:yang\s+)?(?:dipimpin|dikomandoi|dikoordinir|dikoordinasi(?:kan)?|di(ketuai))(?:\s+oleh)?\s+"
    r"(?:(?:Sdri?|Bpk?|Ny|Tn)\.|Bapak|Ibu|Pak|Bu)?\s*"
)
_DASH = re.compile(r"\s*[–—/|-]\s*")
_NEXT = re.compile(r"\s*\)?\s*(?:[,;]|,?\s*dan|&)\s*")
_OPENED = re.compile(r"\s*[(:]?\s*")
_APPOSED = re.compile(r"(?:\s+[A-Z]\w+){0,2}\s*,\s*")
_ENDS_NAME = re.compile(r"\s*[,(]|\s*[a-z]|\W*$")
_MORE_OFFICE = re.compile(r"\s+[A-Z]\w+(?:\s+[A-Z]\w+)?\s*[,(:]\s*")
_MORE_ROLE = re.compile(r"\s+([a-z]+(?:\s[a-z]+)?(?:\s[a-z]+)?)\s*,\s*(?:\w+\.\s*)?")
_AGED = re.compile(r"\s*\(\d\d\b")
_MORE_PLACE = re.compile(r"\s+[A-Z]\w+(?:\s+[A-Z]\w+)?\s+")
_FROM_WHOM = re.compile(
    r"\b(?:(narasumber|pemateri|pembicara|perwakilan|wakil|utusan|petugas|pengurus|anggota|fasilitator)"
    r"\s+(?:(?:berasal\s+)?dari\s+)?|(?:dari|pihak|mewakili|tamu|unsur)\s+)(?:pihak\s+)?$",
    re.I,
)
_ITS = re.compile(r"\b(ketua|wakil|sekretaris|bendahara|pimpinan|koordinator)nya\b[\s,:]*$", re.I)
_NO_PEOPLE = re.compile(
    r"\b(?:jl|jalan|gg|gang|lapangan|masjid|mushol?la|sekretariat|alamat)\b\.?\s*$", re.I
)
_SURE = 0.8
"""How sure the recognizer must be of a name for an office to reach over a word to it."""
_IN_BODIES = frozenset({"organisasi", "panitia"})
_FUNCTIONS = word_set("functions")
_SPEAKERS = frozenset({"narasumber", "pemateri", "pembicara", "fasilitator"})
_HOUSES = word_set("houses")


@dataclass
class _Scene:
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


_Rule = Callable[[_Scene, int], Sighting | None]


def in_text(context: Context, unit: Unit, carried: OfficeMention | None = None) -> list[Sighting]:
    """Read everybody named in one unit; `carried` is the office of the key whose list it goes on."""
    scene = _Scene(
        context,
        unit,
        tuple(context.marks("names", unit.start, unit.end)),
        tuple(context.marks("offices", unit.start, unit.end)),
        _bodies(context, unit),
        key_office(context, unit) or carried,
    )
    _pass_over_represented(scene)
    found: list[Sighting] = []
    for i, mark in enumerate(scene.names):
        if not _may_be_person(scene, mark) or _is_title(unit, mark.value):
            continue
        if _belongs_to_office(scene, i):
            continue
        for rule in _RULES:
            sighting = rule(scene, i)
            if sighting is not None:
                found.append(attached(context, unit, sighting, scene.offices, scene.bodies))
                scene.taken |= sighting.agency is not None or sighting.role is not None
                break
    return [s for s in found if s.weight > 0]


def _bodies(context: Context, unit: Unit) -> tuple[Mark, ...]:
    """Return the bodies of a unit, RT and RW among them, in order."""
    bodies = list(context.marks("agencies", unit.start, unit.end))
    for mark in context.marks("wards", unit.start, unit.end):
        if len(mark.value.rts) <= 1 and len(mark.value.rws) <= 1:
            ward = str(mark.value)
            bodies.append(Mark(mark.start, mark.end, Agency(ward.split()[0], ward, "tetangga")))
    return tuple(sorted(bodies, key=lambda m: m.start))


def _pass_over_represented(scene: _Scene) -> None:
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


def _may_be_person(scene: _Scene, mark: Mark) -> bool:
    name: NameMention = mark.value
    if not name.titled and fold(scene.unit.key) == "jabatan":
        return False
    if not name.titled and not name.honorific and is_place(scene.context, name.text):
        return False
    begin = max(scene.unit.start, mark.start - 14)
    return not _NO_PEOPLE.search(scene.between(begin, mark.start))


def _belongs_to_office(scene: _Scene, i: int) -> bool:
    """Tell whether a candidate only ends the office before it, whose holder comes next: "Ketua RW 05
    Kedung Mendeng, Sukarya"; the office then reaches up to the holder.
    """
    mark = scene.names[i]
    name: NameMention = mark.value
    if name.titled or name.honorific or i + 1 == len(scene.names):
        return False
    before = _last_before(scene.offices, mark.start)
    if name.known and (name.known >= 0.5 or before is None or before.value.agency is not None):
        return False
    holder = scene.names[i + 1]
    sure = holder.value.known >= 0.5 or holder.value.titled or holder.value.honorific
    if before is None or not sure or scene.between(before.end, mark.start).strip():
        return False
    gap = scene.between(mark.end, holder.start)
    apart = _APPOSED.fullmatch(gap) and _ENDS_NAME.match(scene.between(holder.end, holder.end + 2))
    if not apart and not (holder.value.titled and not gap.strip()):
        return False
    scene.reach[before.start] = holder.start
    return True


def _is_title(unit: Unit, name: NameMention) -> bool:
    """Tell whether the words are a heading's and no person's."""
    return unit.kind is UnitKind.HEADING and name.shouted and not name.titled and name.known < 0.5


# The rules, in the order in which they are asked


def _held_behind(scene: _Scene, i: int) -> Sighting | None:
    """Read "Nasrudin (Ketua RT)", "Afrizal, Ketua KAN": brackets bind closest; the office before a name
    goes before an office behind it.
    """
    mark = scene.names[i]
    after = _first_after(scene.offices, mark.end)
    next_name = scene.next_name(i)
    if after is None or after.start >= next_name:
        return None
    gap = scene.between(mark.end, after.start)
    if not _AFTER.match(gap) or after.value.former:
        return None
    bracket, named = "(" in gap, bool(_AS.search(gap))
    function = fold(after.value.role.split()[0]) in _FUNCTIONS
    if (function or not (bracket or named)) and _office_before(scene, mark) is not None:
        return None  # "dibantu Sekretaris Gampong Fakhrurrazi sebagai pencatat"
    if not bracket and _is_addressed(scene, after):
        return None  # "Pak Haji Mansur, Bu RT": the next one of the list
    if not gap.strip() and not is_person(scene.context, scene.unit, mark, 0.25):
        return None  # "Surat Edaran Wali Kota"
    # "Camat X Drs. A, Lurah Y B": the office behind a comma may be the next man's.
    next_has = (
        next_name < scene.unit.end
        and not (bracket or named)
        and _LINK.match(scene.between(after.end, next_name))
    )
    if next_has:
        return None
    scene.used.add(after.start)
    return in_office(mark.value, after.value, (mark.start, mark.end), 0.9)


def _spoke_for(scene: _Scene, i: int) -> Sighting | None:
    """Read an item that begins with who spoke: "1. Disperindag – Drs. Toha, Kepala Bidang Pasar."."""
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    spoken = scene.between(mark.end, mark.end + 1) == ":"
    if (
        i
        or not (scene.unit.kind is UnitKind.ITEM or spoken)
        or body is None
        or body.start > scene.unit.body + 1
    ):
        return None
    if not _DASH.fullmatch(scene.between(body.end, mark.start)):
        return None
    if scene.between(mark.end, mark.end + 1) not in (".", ",", ":"):
        return None
    span = (mark.start, mark.end)
    office = _first_after(scene.offices, mark.end)
    if office is None or not _AFTER.match(scene.between(mark.end, office.start)):
        return Sighting(mark.value.text, None, body.value, span, 0.85)
    scene.used.add(office.start)
    held: OfficeMention = office.value
    return Sighting(mark.value.text, held.role, held.agency or body.value, span, 0.9)


def _next_neighbour(scene: _Scene, i: int) -> Sighting | None:
    """Read "Ketua RT 01 (Pak Tatang), RT 02 (Pak Edi)": the office goes on over the list."""
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    chief = _last_before(scene.offices, mark.start)
    if i == 0 or body is None or chief is None or body.value.klass != "tetangga":
        return None
    held: OfficeMention = chief.value
    if held.agency is None or held.agency.head != body.value.head or body.start < chief.end:
        return None
    listed = _NEXT.fullmatch(scene.between(scene.names[i - 1].end, body.start))
    if not listed or not _OPENED.fullmatch(scene.between(body.end, mark.start)):
        return None
    return Sighting(mark.value.text, held.role, body.value, (mark.start, mark.end), 0.85)


def _stands_for(scene: _Scene, i: int) -> Sighting | None:
    """Read "Kapolsek X (diwakili Aipda Y)": of the body, without its office; "Kepala Dinas X yang
    diwakili Kabid Z, Y": the own office in the body of the one he stands for.
    """
    mark = scene.names[i]
    own = _office_before(scene, mark)
    begin = own.start if own is not None else mark.start
    if not _STANDS_FOR.search(scene.between(max(scene.unit.start, begin - 40), begin)):
        return None
    chief = _last_before(scene.offices, begin)
    body = _last_before(scene.bodies, begin)
    agency: Agency | None = None
    if chief is not None and _REPRESENTS.match(scene.between(chief.end, begin)):
        agency = chief.value.agency
    elif body is not None and _REPRESENTS.match(scene.between(body.end, begin)):
        agency = body.value
    if own is None:
        if agency is None:
            return None
        return Sighting(mark.value.text, None, agency, (mark.start, mark.end), 0.88)
    scene.used.add(own.start)
    held: OfficeMention = own.value
    if held.agency is None or held.agency.klass == "bagian" or _is_bare(held.agency):
        held = replace(held, agency=agency)
    return in_office(mark.value, held, (own.start, mark.end), 0.9)


def _held_before(scene: _Scene, i: int) -> Sighting | None:
    """Read "Lurah Cimuncang Ade Rohimat", "Ketua LPM, Bapak H. Gazali"."""
    mark = scene.names[i]
    before = _office_before(scene, mark)
    if before is None:
        return None
    loose = before.value.klass == "warga" and "(" not in scene.between(before.end, mark.start)
    aged = _AGED.match(scene.between(mark.end, mark.end + 8))
    if loose and not aged and not is_person(scene.context, scene.unit, mark, 0.25):
        return None  # "Warga Titip Septic Tank"
    if scene.unit.kind is UnitKind.COLUMNS and not _is_known(mark.value):
        return None  # the end of an office over a signature: "Ketua Delegasi"
    if before.value.former:
        there = 0.7 if mark.value.honorific else 0.0
        return Sighting(mark.value.text, None, None, (mark.start, mark.end), there)
    gap = scene.between(before.end, mark.start).strip()
    if (
        before.value.klass == "warga"
        and not gap
        and not is_person(scene.context, scene.unit, mark, 0.25)
    ):
        return None  # "Warga Titip Septic Tank"
    if _REPRESENTING.search(scene.between(max(scene.unit.start, before.start - 24), before.start)):
        # "mewakili Kapolsek X, Aiptu Y": he is of the body and has not its head's office
        scene.used.add(before.start)
        span = (mark.start, mark.end)
        return Sighting(mark.value.text, None, before.value.agency, span, 0.88)
    in_key = scene.key_office is not None and before.start < scene.unit.body
    scene.used.add(before.start)
    held: OfficeMention = (
        scene.key_office if in_key and scene.key_office is not None else before.value
    )
    if held.agency is None or fold(held.role.split()[0]) in _FUNCTIONS:
        described = _described(scene, i)
        if described is not None and described.role is not None:
            return described
        body = _body_behind(scene, i) or (
            _body_ahead(scene, before) if held.agency is None else None
        )
        if body is not None:
            held = replace(held, agency=body.value)
    return in_office(mark.value, held, (before.start, mark.end), 0.92)


def _described(scene: _Scene, i: int) -> Sighting | None:
    """Read "Suryadi (sanitarian)": in lists, what stands in brackets behind a name is the role."""
    if not is_listed(scene.context, scene.unit):
        return None
    mark = scene.names[i]
    role = free_role(scene.between(mark.end, min(scene.unit.end, mark.end + 60)))
    if role is None or _first_within(scene.bodies, mark.end, mark.end + len(role) + 4):
        return None
    span = (mark.start, mark.end)
    if fold(role.split()[0]) in _HOUSES:
        return Sighting(mark.value.text, None, Agency(role, role, "keagamaan"), span, 0.8)
    return Sighting(mark.value.text, role, None, span, 0.8)


def _in_section(scene: _Scene, i: int) -> Sighting | None:
    """Read "5. Hj. Eneng Komariah Bidang Kesra" in a list: the section that ends the line is the role."""
    mark = scene.names[i]
    if not is_listed(scene.context, scene.unit) or mark.start - scene.unit.body > 3:
        return None
    rest = scene.between(mark.end, scene.unit.end).strip(" ,(–-):\t")
    role = section_role(rest) if rest[:1].isupper() else None
    if role is None:
        return None
    return Sighting(mark.value.text, role, None, (mark.start, mark.end), 0.85)


def _of_body(scene: _Scene, i: int) -> Sighting | None:
    """Read "Yoga dari Karang Taruna", "Tini Kartini (PKK)", "Ibu Rokayah (RT 05)"."""
    mark = scene.names[i]
    body = _body_behind(scene, i)
    if body is None:
        return None
    bracketed = scene.between(mark.end, body.start).strip().startswith("(")
    need = 0.15 if bracketed and is_listed(scene.context, scene.unit) else 0.25
    if not is_person(scene.context, scene.unit, mark, need):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.85)


def _sent_by(scene: _Scene, i: int) -> Sighting | None:
    """Read "narasumber dari DP3AP2KB, Baiq Nurul Aini", "perwakilan RW 11, Ibu Nining"."""
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    if body is None:
        return None
    gap = scene.between(body.end, mark.start).strip()
    if gap not in (",", "(", ":") and (gap or not (mark.value.titled or mark.value.honorific)):
        return None
    begin = max(scene.unit.start, body.start - 30)
    whom = _FROM_WHOM.search(scene.between(begin, body.start))
    if whom is None:
        return None
    said = whom.group(1) or ""
    role = said.capitalize() if fold(said) in _SPEAKERS else None
    return Sighting(mark.value.text, role, body.value, (mark.start, mark.end), 0.82)


def _shared(scene: _Scene, i: int) -> Sighting | None:
    """Read "anggota DPRD X Hikman Sudirman dan Senen Maryono": one office for two."""
    mark = scene.names[i]
    if i == 0 or scene.between(scene.names[i - 1].end, mark.start).strip() != "dan":
        return None
    office = _last_before(scene.offices, scene.names[i - 1].start)
    if office is None or fold(office.value.role.split()[0]) != "anggota":
        return None
    if not _LINK.match(scene.between(office.end, scene.names[i - 1].start)):
        return None
    return in_office(mark.value, office.value, (mark.start, mark.end), 0.85)


def _told_by(scene: _Scene, i: int) -> Sighting | None:
    """Read "Karang Taruna yang disampaikan Sdr. Yoga": of the body before."""
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    if body is None:
        return None
    gap = scene.between(body.end, mark.start)
    if not mark.value.honorific and (
        "(" in gap or not is_person(scene.context, scene.unit, mark, 0.25)
    ):
        return None
    if not _TOLD_BY.fullmatch(gap):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.8)


def _bracketed(scene: _Scene, i: int) -> Sighting | None:
    """Read "RW 02 (La Ode Samsul)" at the beginning of a line: who speaks for the neighbourhood, and
    "BPD (Ust. Khaerudin)" in a list of those present.
    """
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    if body is None:
        return None
    heads_line = body.value.klass == "tetangga" and body.start - scene.unit.body <= 1
    name: NameMention = mark.value
    listed = name.titled or name.honorific or is_listed(scene.context, scene.unit)
    if not heads_line and not (listed and is_person(scene.context, scene.unit, mark, 0.25)):
        return None
    closed = scene.between(mark.end, mark.end + 1) == ")"
    if not closed or scene.between(body.end, mark.start).strip() != "(":
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.85)


def _led_by(scene: _Scene, i: int) -> Sighting | None:
    """Read "Tim Siaga Banjir dipimpin Sdr. Agus Wibowo": the head of the body before."""
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    if body is None:
        return None
    led = _LED.fullmatch(scene.between(body.end, mark.start))
    if led is None:
        return None
    role = "Ketua" if led[1] else None
    return Sighting(mark.value.text, role, body.value, (mark.start, mark.end), 0.85)


def _of_the_same(scene: _Scene, i: int) -> Sighting | None:
    """Read "Ketua RW V Cak Sukardi, wakilnya Mochamad Anwar": an office in the body named before."""
    mark = scene.names[i]
    begin = max(scene.unit.start, mark.start - 20)
    its = _ITS.search(scene.between(begin, mark.start))
    if its is None:
        return None
    chief = _last_before(scene.offices, mark.start)
    role = its.group(1).capitalize()
    if role == "Wakil":
        role = "Wakil Ketua"
    agency = chief.value.agency if chief is not None else None
    body = _last_before(scene.bodies, mark.start)
    if body is not None and (chief is None or chief.end < body.start):
        agency = body.value  # "KWT Melati. Ketuanya, Elvi Yanti"
    return Sighting(mark.value.text, role, agency, (mark.start, mark.end), 0.85)


def _under_key(scene: _Scene, i: int) -> Sighting | None:
    """Read "Bendahara : Sudarmo", "Seksi Pemasaran : Nofri Yanto"."""
    mark = scene.names[i]
    if scene.key_office is None or mark.start < scene.unit.body:
        return None
    if scene.taken and not is_person(scene.context, scene.unit, mark, 0.25):
        return None
    if scene.taken and fold(scene.key_office.role.split()[0]) not in _PLURAL:
        return None
    return in_office(mark.value, scene.key_office, (mark.start, mark.end), 0.9)


def _heading_body(scene: _Scene) -> Mark | None:
    """Return the body that a line is headed by: "LPMK Prenggan: …"."""
    unit = scene.unit
    if unit.kind not in (UnitKind.KEY_VALUE, UnitKind.ITEM):
        return None
    keyed = unit.kind is UnitKind.KEY_VALUE
    for body in scene.bodies:
        if body.start - (unit.start if keyed else unit.body) > 1:
            return None
        if keyed and body.end - body.start >= _MOSTLY * len(unit.key):
            return body
        if not keyed and scene.between(body.end, body.end + 2).lstrip().startswith(":"):
            return body
    return None


_MOSTLY = 0.8
"""How much of a key must be a body to head what stands behind it."""


def _under_body(scene: _Scene, i: int) -> Sighting | None:
    """Read "LPMK Prenggan: Basuki Rahmat (ketua), Endah Palupi (bendahara)": those of the body that
    heads the line, with nothing but what they are behind their names.
    """
    mark = scene.names[i]
    body = _heading_body(scene)
    if body is None or mark.start < scene.unit.body:
        return None
    first = max(scene.unit.body, body.end)
    before = scene.names[i - 1].end if i and scene.names[i - 1].start >= first else None
    lead = scene.between(max(scene.unit.body, body.end) if before is None else before, mark.start)
    if before is None and lead.strip(" .:") not in ("", "Ny", "Mbak", "Ibu", "Bapak", "Pak", "Bu"):
        return None
    if before is not None and not _LISTED_ON.fullmatch(lead):
        return None
    rest = scene.between(mark.end, min(scene.unit.end, mark.end + 60))
    role = free_role(rest)
    if role is None and not _ENDS_ENTRY.match(rest):
        return None
    return Sighting(mark.value.text, role, body.value, (mark.start, mark.end), 0.85)


_LISTED_ON = re.compile(r"\s*(?:\([^()]{2,40}\))?\s*(?:,|;|&|,?\s*dan)\s*(?:\w{2,5}\.?\s*)?")
_ENDS_ENTRY = re.compile(r"\s*(?:[,;.]|&|dan\b|$)")


def _of_unit(scene: _Scene, i: int) -> Sighting | None:
    """Read "Pokja I Baiq Nurhasanah: …" at the beginning of a line: who leads a unit inside the body."""
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    if body is None or body.start - scene.unit.body > 1 or not is_inner(body.value):
        return None
    if scene.between(body.end, mark.start).strip(" (:") not in ("", "Bu", "Ibu", "Pak"):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.82)


def _in_series(scene: _Scene, i: int) -> Sighting | None:
    """Read "Lingk. I Jantje Mamahit, Lingk. II Arfan Djafar": neighbourhoods each with its own."""
    mark = scene.names[i]
    body = _last_before(scene.bodies, mark.start)
    if body is None or body.value.klass != "tetangga":
        return None
    if scene.between(body.end, mark.start).strip(" :"):
        return None
    others = [b for b in scene.bodies if b is not body and b.value.head == body.value.head]
    beside = {n.start for n in scene.names}
    if not any(b.end + 1 in beside or b.end + 2 in beside for b in others):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.8)


def _shared_behind(scene: _Scene, i: int) -> Sighting | None:
    """Read "Grace Lumiu, Nofrianto Sasewa dan Ferni Tatinting sebagai anggota": one office for all."""
    last = i
    most = min(i + _TOGETHER, len(scene.names)) - 1
    while last < most and _AND.fullmatch(
        scene.between(scene.names[last].end, scene.names[last + 1].start)
    ):
        last += 1
    office = _first_after(scene.offices, scene.names[last].end) if last > i else None
    if office is None or fold(office.value.role.split()[0]) not in _PLURAL:
        return None
    if not re.fullmatch(
        r"\s*(?:masing-masing\s+)?(?:sebagai|selaku)\s+",
        scene.between(scene.names[last].end, office.start),
    ):
        return None
    mark = scene.names[i]
    return in_office(mark.value, office.value, (mark.start, mark.end), 0.85)


_AND = re.compile(r"\s*(?:,|,?\s*(?:dan|serta|&))\s*")
_TOGETHER = 15
"""So many people one office is told of together; a longer list is one of attendants."""


def _by_itself(scene: _Scene, i: int) -> Sighting | None:
    """Take a name that nothing explains when it is surely a person's."""
    mark = scene.names[i]
    name: NameMention = mark.value
    span = (mark.start, mark.end)
    if name.honorific:
        return Sighting(name.text, None, None, span, 0.8)
    if is_person(scene.context, scene.unit, mark, 0.6):
        aged = _AGED.match(scene.between(mark.end, mark.end + 8))
        listed = is_listed(scene.context, scene.unit)
        words: Words = scene.context.doc._.words
        told = aged or is_described(words, word_at(words, mark.end - 1) + 1)
        told = told or is_singled_out(scene.context, scene.unit, mark)
        alias = name.words == 1 and not (name.titled or listed or told)
        return Sighting(name.text, None, None, span, 0.7, alias_only=alias)
    return None


_RULES: tuple[_Rule, ...] = (
    _spoke_for,
    _held_behind,
    _stands_for,
    _held_before,
    _of_the_same,
    _next_neighbour,
    _sent_by,
    _in_section,
    _of_body,
    _described,
    _shared,
    _told_by,
    _bracketed,
    _led_by,
    _shared_behind,
    _under_key,
    _under_body,
    _of_unit,
    _in_series,
    _by_itself,
)
_PLURAL = frozenset(
    {"anggota", "seksi", "sie", "bidang", "bid", "koordinator", "pengurus", "saksi"}
)


# Neighbours


def _is_addressed(scene: _Scene, office: Mark) -> bool:
    """Tell whether an office is called by a form of address and so stands for its holder: Pak RT."""
    return fold(scene.between(office.start, office.end).split()[0]) in index().honorifics


def _is_known(name: NameMention) -> bool:
    """Tell whether something speaks for the words as a name."""
    return bool(name.known or name.titled or name.honorific)


def _is_bare(agency: Agency) -> bool:
    """Tell whether a body is only a level word: the "Desa" of "Kasi Pemberdayaan Masyarakat Desa"."""
    return agency.klass == "wilayah" and not agency.own


def _office_before(scene: _Scene, mark: Mark) -> Mark | None:
    """Return the office right before a name that nobody holds yet."""
    before = _last_before(scene.offices, mark.start)
    if before is not None:
        before = scene.passed.get(before.start, before)
    if before is None or before.start in scene.used:
        return None
    end = scene.reach.get(before.start, before.end)
    gap = _without_posts(scene, end, mark.start)
    if _LINK.match(gap):
        return before
    body = _first_after(scene.bodies, end)
    if (
        before.value.agency is None
        and body is not None
        and body.end <= mark.start
        and not scene.between(end, body.start).strip()
        and _LINK.match(scene.between(body.end, mark.start))
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


def _without_posts(scene: _Scene, start: int, end: int) -> str:
    """Return a gap without the higher posts told in it: "Babinsa Koramil 07/KB, Kodim 0503/JB, Taufik"."""
    text = scene.between(start, end)
    for body in scene.bodies:
        if start <= body.start and body.end <= end and body.value.klass == "keamanan":
            text = text.replace(scene.between(body.start, body.end), "")
    return text


def _body_behind(scene: _Scene, i: int) -> Mark | None:
    """Return the body told right behind a name; in lists also behind a comma or a dash."""
    mark = scene.names[i]
    body = _first_after(scene.bodies, mark.end)
    if body is None or body.start > scene.next_name(i):
        return None
    gap = scene.between(mark.end, body.start)
    if _FROM.match(gap):
        return body
    listed = is_listed(scene.context, scene.unit) or (
        # "- Bu Hj. Masitah, RT 12, lampu jalan."
        scene.unit.kind is UnitKind.ITEM
        and bool(mark.value.honorific)
        and body.value.klass == "tetangga"
    )
    listed = listed and mark.start - scene.unit.body < 3
    return body if listed and _FROM_IN_LIST.match(gap) else None


def _body_ahead(scene: _Scene, office: Mark) -> Mark | None:
    """Return the body that a clause tells before an office: "Dari Dinas Pertanian PPU, penyuluh X"."""
    body = _last_before(scene.bodies, office.start)
    if body is None or scene.between(body.end, office.start).strip() != ",":
        return None
    before = scene.between(max(scene.unit.start, body.start - 12), body.start)
    return body if re.search(r"\b(?:dari|mewakili|pihak)\s+$", before, re.I) else None


def _last_before(marks: tuple[Mark, ...], at: int) -> Mark | None:
    i = bisect_right(marks, at, key=lambda m: m.end) - 1
    return marks[i] if i >= 0 else None


def _first_after(marks: tuple[Mark, ...], at: int) -> Mark | None:
    i = bisect_left(marks, at, key=lambda m: m.start)
    return marks[i] if i < len(marks) else None


def _first_within(marks: tuple[Mark, ...], start: int, end: int) -> Mark | None:
    mark = _first_after(marks, start)
    return mark if mark is not None and mark.start < end else None

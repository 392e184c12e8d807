"""Who is of a body without an office in it: the rules that look at a name and the bodies around it.

Each rule looks at one name and its neighbours and returns a sighting or None.
"""

import re

from extractors.context import Mark
from extractors.directory import is_inner
from extractors.layout import UnitKind
from extractors.parts.people.evidence import is_listed, is_person
from extractors.parts.people.prose.held import AFTER
from extractors.parts.people.prose.scene import Scene, body_behind, first_after, last_before
from extractors.parts.people.roles import free_role
from extractors.parts.people.sighting import Sighting
from models.indonesian.names import NameMention
from models.indonesian.offices import OfficeMention
from models.indonesian.words import fold

_TOLD_BY = re.compile(
    r"\s*\(\s*|[\s,]*(?:(?:yang\s+(?:disampaikan|diwakili|dihadiri)|melalui|lewat)(?:\s+oleh)?)[\s,]*(?:Sdri?\.|Bapak|Ibu)?\s*"
)
_LED = re.compile(
    r"[\s,]*(?:yang\s+)?(?:dipimpin|dikomandoi|dikoordinir|dikoordinasi(?:kan)?|di(ketuai))(?:\s+oleh)?\s+"
    r"(?:(?:Sdri?|Bpk?|Ny|Tn)\.|Bapak|Ibu|Pak|Bu)?\s*"
)
_DASH = re.compile(r"\s*[–—/|-]\s*")
_FROM_WHOM = re.compile(
    r"\b(?:(narasumber|pemateri|pembicara|perwakilan|wakil|utusan|petugas|pengurus|anggota|fasilitator)"
    r"\s+(?:(?:berasal\s+)?dari\s+)?|(?:dari|pihak|mewakili|tamu|unsur)\s+)(?:pihak\s+)?$",
    re.I,
)
_SPEAKERS = frozenset({"narasumber", "pemateri", "pembicara", "fasilitator"})
_PRESENT = re.compile(
    r"\b(?:hadir|dihadiri|tampak)\b[^.]*(?:,|\bdan|\bserta|\bhadiri|\boleh)\s+$", re.I
)
_MOSTLY = 0.8
"""How much of a key must be a body to head what stands behind it."""
_LISTED_ON = re.compile(r"\s*(?:\([^()]{2,40}\))?\s*(?:,|;|&|,?\s*dan)\s*(?:\w{2,5}\.?\s*)?")
_ENDS_ENTRY = re.compile(r"\s*(?:[,;.]|&|dan\b|$)")


def spoke_for(scene: Scene, i: int) -> Sighting | None:
    """Read an item that begins with who spoke: "1. Disperindag – Drs. Toha, Kepala Bidang Pasar."."""
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
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
    office = first_after(scene.offices, mark.end)
    if office is None or not AFTER.match(scene.between(mark.end, office.start)):
        return Sighting(mark.value.text, None, body.value, span, 0.85)
    scene.used.add(office.start)
    held: OfficeMention = office.value
    return Sighting(mark.value.text, held.role, held.agency or body.value, span, 0.9)


def of_body(scene: Scene, i: int) -> Sighting | None:
    """Read "Yoga dari Karang Taruna", "Tini Kartini (PKK)", "Ibu Rokayah (RT 05)"."""
    mark = scene.names[i]
    body = body_behind(scene, i)
    if body is None:
        return None
    bracketed = scene.between(mark.end, body.start).strip().startswith("(")
    need = 0.15 if bracketed and is_listed(scene.context, scene.unit) else 0.25
    if not is_person(scene.context, scene.unit, mark, need):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.85)


def sent_by(scene: Scene, i: int) -> Sighting | None:
    """Read "narasumber dari DP3AP2KB, Baiq Nurul Aini", "perwakilan RW 11, Ibu Nining"."""
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
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


def beside_body(scene: Scene, i: int) -> Sighting | None:
    """Read "dihadiri Camat X, Tuha Peut Tgk Ilyas, …": among those present a body with the title and
    name of who is there from it.
    """
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
    if body is None or body.value.klass != "kemasyarakatan":
        return None
    if not mark.value.titled or scene.between(body.end, mark.start).strip():
        return None
    lead = scene.between(max(scene.unit.start, body.start - 200), body.start)
    if not _PRESENT.search(lead):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.8)


def told_by(scene: Scene, i: int) -> Sighting | None:
    """Read "Karang Taruna yang disampaikan Sdr. Yoga": of the body before."""
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
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


def bracketed(scene: Scene, i: int) -> Sighting | None:
    """Read "RW 02 (La Ode Samsul)" at the beginning of a line: who speaks for the neighbourhood, and
    "BPD (Ust. Khaerudin)" in a list of those present.
    """
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
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


def led_by(scene: Scene, i: int) -> Sighting | None:
    """Read "Tim Siaga Banjir dipimpin Sdr. Agus Wibowo": the head of the body before."""
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
    if body is None:
        return None
    led = _LED.fullmatch(scene.between(body.end, mark.start))
    if led is None:
        return None
    role = "Ketua" if led[1] else None
    return Sighting(mark.value.text, role, body.value, (mark.start, mark.end), 0.85)


def under_body(scene: Scene, i: int) -> Sighting | None:
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


def stands_in_list(scene: Scene, i: int) -> Sighting | None:
    """Read "- Komunitas Sahabat Sampah, Moh. Rizal" in a list of those present: a body and who is there
    from it, and no more.
    """
    unit, mark = scene.unit, scene.names[i]
    body = last_before(scene.bodies, mark.start)
    if i or body is None or body.start - unit.body > 1 or not is_listed(scene.context, unit):
        return None
    if scene.between(body.end, mark.start).strip(" ,–—-:") not in ("", *_ADDRESSED):
        return None
    if not _ENDS_ITEM.match(scene.between(mark.end, unit.end)):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.82)


_ADDRESSED = ("Ibu", "Bapak", "Pak", "Bu", "Sdr.", "Sdri.")
_ENDS_ITEM = re.compile(r"\s*(?:\([^()]*\))?\W*$")


def _heading_body(scene: Scene) -> Mark | None:
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


def of_unit(scene: Scene, i: int) -> Sighting | None:
    """Read "Pokja I Baiq Nurhasanah: …" at the beginning of a line: who leads a unit inside the body."""
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
    if body is None or body.start - scene.unit.body > 1 or not is_inner(body.value):
        return None
    if scene.between(body.end, mark.start).strip(" (:") not in ("", "Bu", "Ibu", "Pak"):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.82)


def in_series(scene: Scene, i: int) -> Sighting | None:
    """Read "Lingk. I Jantje Mamahit, Lingk. II Arfan Djafar": neighbourhoods each with its own."""
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
    if body is None or body.value.klass != "tetangga":
        return None
    if scene.between(body.end, mark.start).strip(" :"):
        return None
    others = [b for b in scene.bodies if b is not body and b.value.head == body.value.head]
    beside = {n.start for n in scene.names}
    if not any(b.end + 1 in beside or b.end + 2 in beside for b in others):
        return None
    return Sighting(mark.value.text, None, body.value, (mark.start, mark.end), 0.8)

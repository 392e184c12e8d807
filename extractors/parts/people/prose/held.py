"""Who holds an office: the rules that look at a name and the offices around it.

Each rule looks at one name and its neighbours and returns a sighting or None.
"""

import re
from dataclasses import replace

from extractors.context import Mark
from extractors.layout import UnitKind
from extractors.parts.people.evidence import is_listed, is_person
from extractors.parts.people.prose.scene import (
    AGED,
    LINK,
    PLURAL,
    Scene,
    body_ahead,
    body_behind,
    first_after,
    first_within,
    last_before,
    office_before,
)
from extractors.parts.people.roles import PARLIAMENT, free_role, in_parliament, section_role
from extractors.parts.people.sighting import Sighting, in_office
from models.indonesian.gazetteers import word_set
from models.indonesian.index import index
from models.indonesian.names import NameMention
from models.indonesian.offices import OfficeMention
from models.indonesian.words import fold
from models.values.agency import Agency

AFTER = re.compile(
    r"^['’`]?\s*(?:\(\d\d(?:\s*(?:tahun|th))?\)\s*)?(?:(?:dari|dr)\s+(?:kelurahan|desa|kecamatan|kampung|kalurahan|nagari)\s*(?=\())?(?:,|\(|:|–|—|-|\||/)?\s*(?:(?:yang\s+(?:juga\s+)?(?:menjabat|merupakan|adalah)(?:\s+sebagai)?|"
    r"(?:yang\s+)?(?:kembali\s+)?(?:ditetapkan|ditunjuk|terpilih|dipilih|diangkat|dipercaya|didaulat|dilantik|dikukuhkan)(?:\s+kembali)?\s+(?:sebagai|menjadi|selaku)|"
    r"selaku|sebagai|jabatan|sbg|sebagai\s+seorang|dari\s+unsur|unsur|dari)\b\s*)?$",
    re.I,
)
_AS = re.compile(r"selaku|sebagai|menjadi|menjabat|merupakan|adalah|sbg|\bdari\b", re.I)
_STANDS_FOR = re.compile(
    r"\b(?:(?:di)?wakil(?:i|kan)\b(?:\s+(?:oleh|kepada))?|yang\s+mewakili\s*:)[\s,:]*"
    r"(?:(?:yaitu|yakni)\b[\s,:]*)?$",
    re.I,
)
_REPRESENTS = re.compile(
    r"^\W*(?:(?:(?:yang\s+)?berhalangan(?:\s+hadir)?|(?:tidak|tdk|tak|tra|nggak|gak|belum)\s+(?:(?:bisa|dapat|sempat)\s+)?(?:datang|hadir|ikut))"
    r"\W*(?:dan|sehingga|jadi|maka|tapi|tetapi)?\s*)?"
    r"(?:yang\s+)?(?:diwakil(?:i|kan)(?:\s+oleh)?|yang\s+mewakili\s*:)\W*$",
    re.I,
)
_REPRESENTING = re.compile(r"\b(?:yang\s+)?mewakili\s+(?:(?:Bapak|Ibu|Bpk\.?)\s+)?$", re.I)
_FOR_GROUP = re.compile(
    r"\s*(?:,|\(|-|–)\s*((?:wakil|perwakilan|utusan|unsur|keterwakilan)\s+(?:kelompok\s+|kaum\s+)?"
    r"(?:perempuan|pemuda|wanita|ibu-ibu|disabilitas|lansia|masyarakat))(?=\s*(?:[,;.)]|dan\b|$))",
    re.I,
)
_SENT_NEXT = re.compile(r"\s*,\s*(?:serta\s+)?(?:perwakilan|utusan|wakil)\b", re.I)
_NEXT = re.compile(r"\s*\)?\s*(?:[,;]|,?\s*dan|&)\s*")
_OPENED = re.compile(r"\s*[(:]?\s*")
_ITS = re.compile(
    r"\b(ketua|wakil|sekretaris|bendahara|pimpinan|koordinator|anggota|staf|direktur|manajer|humas)nya\b"
    r"[\s,:]*$",
    re.I,
)
_FUNCTIONS = word_set("functions")
_HOUSES = word_set("houses")
_AND = re.compile(r"\s*(?:,|,?\s*(?:dan|serta|&))\s*")
_TOGETHER = 15
"""So many people one office is told of together; a longer list is one of attendants."""


# The rules, in the order in which they are asked


def held_behind(scene: Scene, i: int) -> Sighting | None:
    """Read "Nasrudin (Ketua RT)", "Afrizal, Ketua KAN": brackets bind closest; the office before a name
    goes before an office behind it.
    """
    mark = scene.names[i]
    after = first_after(scene.offices, mark.end)
    next_name = scene.next_name(i)
    if after is None or after.start >= next_name:
        return None
    gap = scene.between(mark.end, after.start)
    if not AFTER.match(gap) or after.value.former:
        return None
    bracket, named = "(" in gap, bool(_AS.search(gap))
    function = fold(after.value.role.split()[0]) in _FUNCTIONS
    if (function or not (bracket or named)) and office_before(scene, mark) is not None:
        return None  # "dibantu Sekretaris Gampong Fakhrurrazi sebagai pencatat"
    if not bracket and _is_addressed(scene, after):
        return None  # "Pak Haji Mansur, Bu RT": the next one of the list
    if not gap.strip() and not is_person(scene.context, scene.unit, mark, 0.25):
        return None  # "Surat Edaran Wali Kota"
    # "Camat X Drs. A, Lurah Y B": the office behind a comma may be the next man's.
    next_has = (
        next_name < scene.unit.end
        and not (bracket or named)
        and LINK.match(scene.between(after.end, next_name))
    )
    if next_has:
        return None
    scene.used.add(after.start)
    return in_office(mark.value, after.value, (mark.start, mark.end), 0.9)


def stands_for(scene: Scene, i: int) -> Sighting | None:
    """Read "Kapolsek X (diwakili Aipda Y)": of the body, without its office; "Kepala Dinas X yang
    diwakili Kabid Z, Y": the own office in the body of the one he stands for.
    """
    mark = scene.names[i]
    own = office_before(scene, mark)
    begin = own.start if own is not None else mark.start
    if not _STANDS_FOR.search(scene.between(max(scene.unit.start, begin - 40), begin)):
        return None
    chief = last_before(scene.offices, begin)
    body = last_before(scene.bodies, begin)
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


def held_before(scene: Scene, i: int) -> Sighting | None:
    """Read "Lurah Cimuncang Ade Rohimat", "Ketua LPM, Bapak H. Gazali"."""
    mark = scene.names[i]
    before = office_before(scene, mark)
    if before is None:
        return None
    loose = before.value.klass == "warga" and "(" not in scene.between(before.end, mark.start)
    aged = AGED.match(scene.between(mark.end, mark.end + 8))
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
    if _represents(scene, i, before):
        # "mewakili Kapolsek X, Aiptu Y": he is of the body and has not its head's office
        scene.used.add(before.start)
        span = (mark.start, mark.end)
        return Sighting(mark.value.text, None, before.value.agency, span, 0.88)
    keyed = scene.unit.body + (scene.unit.kind is UnitKind.ITEM)
    in_key = scene.key_office is not None and before.start < keyed
    scene.used.add(before.start)
    held: OfficeMention = (
        scene.key_office if in_key and scene.key_office is not None else before.value
    )
    if held.agency is None or fold(held.role.split()[0]) in _FUNCTIONS:
        remark = described(scene, i)
        if remark is not None and remark.role is not None:
            return remark
        body = None if _next_is_sent(scene, i) else body_behind(scene, i)
        body = body or (body_ahead(scene, before) if held.agency is None else None)
        if body is not None:
            held = replace(held, agency=body.value)
    return in_office(mark.value, held, (before.start, mark.end), 0.92)


def _next_is_sent(scene: Scene, i: int) -> bool:
    """Tell whether behind a name the next of a list begins: "Penyuluh KB Tatang, perwakilan Baznas"."""
    end = scene.names[i].end
    return _SENT_NEXT.match(scene.between(end, end + 24)) is not None


def next_neighbour(scene: Scene, i: int) -> Sighting | None:
    """Read "Ketua RT 01 (Pak Tatang), RT 02 (Pak Edi)": the office goes on over the list."""
    mark = scene.names[i]
    body = last_before(scene.bodies, mark.start)
    chief = last_before(scene.offices, mark.start)
    if i == 0 or body is None or chief is None or body.value.klass != "tetangga":
        return None
    held: OfficeMention = chief.value
    if held.agency is None or held.agency.head != body.value.head or body.start < chief.end:
        return None
    listed = _NEXT.fullmatch(scene.between(scene.names[i - 1].end, body.start))
    if not listed or not _OPENED.fullmatch(scene.between(body.end, mark.start)):
        return None
    return Sighting(mark.value.text, held.role, body.value, (mark.start, mark.end), 0.85)


def _represents(scene: Scene, i: int, office: Mark) -> bool:
    """Tell whether a name stands for the holder of the office before it. Where who stands for him is
    named already, the name is the holder's: "Mirza, mewakili Kepala Dinas Agus".
    """
    before = scene.between(max(scene.unit.start, office.start - 24), office.start)
    standing = _REPRESENTING.search(before)
    if standing is None:
        return False
    begin = office.start - len(before) + standing.start()
    last = scene.names[i - 1].end if i else scene.unit.start
    return i == 0 or scene.between(last, begin).strip(" ,(") != ""


def described(scene: Scene, i: int) -> Sighting | None:
    """Read "Suryadi (sanitarian)": in lists, what stands in brackets behind a name is the role."""
    if not is_listed(scene.context, scene.unit):
        return None
    mark = scene.names[i]
    role = free_role(scene.between(mark.end, min(scene.unit.end, mark.end + 60)))
    if role is None or first_within(scene.bodies, mark.end, mark.end + len(role) + 4):
        return None
    span = (mark.start, mark.end)
    if fold(role.split()[0]) in _HOUSES:
        return Sighting(mark.value.text, None, Agency(role, role, "keagamaan"), span, 0.8)
    return Sighting(mark.value.text, role, None, span, 0.8)


def for_a_group(scene: Scene, i: int) -> Sighting | None:
    """Read "Meli Agustina, wakil perempuan": whom somebody is chosen to stand for."""
    mark = scene.names[i]
    group = _FOR_GROUP.match(scene.between(mark.end, min(scene.unit.end, mark.end + 50)))
    if group is None:
        return None
    return Sighting(mark.value.text, group[1], None, (mark.start, mark.end), 0.8)


def in_section(scene: Scene, i: int) -> Sighting | None:
    """Read "5. Hj. Eneng Komariah Bidang Kesra" in a list: the section that ends the line is the role."""
    mark = scene.names[i]
    if not is_listed(scene.context, scene.unit) or mark.start - scene.unit.body > 3:
        return None
    rest = scene.between(mark.end, scene.unit.end).strip(" ,(–-):\t")
    role = section_role(rest) if rest[:1].isupper() else None
    if role is None:
        return None
    return Sighting(mark.value.text, role, None, (mark.start, mark.end), 0.85)


def shared(scene: Scene, i: int) -> Sighting | None:
    """Read "anggota DPRD X Hikman Sudirman dan Senen Maryono": one office for two."""
    mark = scene.names[i]
    if i == 0 or scene.between(scene.names[i - 1].end, mark.start).strip() != "dan":
        return None
    office = last_before(scene.offices, scene.names[i - 1].start)
    if office is None or fold(office.value.role.split()[0]) != "anggota":
        return None
    if not LINK.match(scene.between(office.end, scene.names[i - 1].start)):
        return None
    return in_office(mark.value, office.value, (mark.start, mark.end), 0.85)


def shared_behind(scene: Scene, i: int) -> Sighting | None:
    """Read "Grace Lumiu, Nofrianto Sasewa dan Ferni Tatinting sebagai anggota": one office for all."""
    last = i
    most = min(i + _TOGETHER, len(scene.names)) - 1
    while last < most and _AND.fullmatch(
        scene.between(scene.names[last].end, scene.names[last + 1].start)
    ):
        last += 1
    office = first_after(scene.offices, scene.names[last].end) if last > i else None
    if office is None or fold(office.value.role.split()[0]) not in PLURAL:
        return None
    if not re.fullmatch(
        r"\s*(?:masing-masing\s+)?(?:sebagai|selaku)\s+",
        scene.between(scene.names[last].end, office.start),
    ):
        return None
    mark = scene.names[i]
    return in_office(mark.value, office.value, (mark.start, mark.end), 0.85)


def of_the_same(scene: Scene, i: int) -> Sighting | None:
    """Read "Ketua RW V Cak Sukardi, wakilnya Mochamad Anwar": an office in the body named before."""
    mark = scene.names[i]
    begin = max(scene.unit.start, mark.start - 20)
    its = _ITS.search(scene.between(begin, mark.start))
    if its is None:
        return None
    chief = last_before(scene.offices, mark.start)
    role = its.group(1).capitalize()
    if role == "Wakil":
        role = "Wakil Ketua"
    agency = chief.value.agency if chief is not None else None
    body = last_before(scene.bodies, mark.start)
    if body is not None and (chief is None or chief.end < body.start):
        agency = body.value  # "KWT Melati. Ketuanya, Elvi Yanti"
    if agency is None and chief is not None and in_parliament(chief.value.role):
        agency = PARLIAMENT
    return Sighting(mark.value.text, role, agency, (mark.start, mark.end), 0.85)


def under_key(scene: Scene, i: int) -> Sighting | None:
    """Read "Bendahara : Sudarmo", "Seksi Pemasaran : Nofri Yanto"."""
    mark = scene.names[i]
    if scene.key_office is None or mark.start < scene.unit.body:
        return None
    doubtful = (
        scene.taken or scene.unit.kind is UnitKind.ITEM
    )  # "2. Bidang Pembangunan: Drainase Kembang Sari"
    if doubtful and not is_person(scene.context, scene.unit, mark, 0.25):
        return None
    if scene.taken and fold(scene.key_office.role.split()[0]) not in PLURAL:
        return None
    return in_office(mark.value, scene.key_office, (mark.start, mark.end), 0.9)


def _is_addressed(scene: Scene, office: Mark) -> bool:
    """Tell whether an office is called by a form of address and so stands for its holder: Pak RT."""
    return fold(scene.between(office.start, office.end).split()[0]) in index().honorifics


def _is_known(name: NameMention) -> bool:
    """Tell whether something speaks for the words as a name."""
    return bool(name.known or name.titled or name.honorific)


def _is_bare(agency: Agency) -> bool:
    """Tell whether a body is only a level word: the "Desa" of "Kasi Pemberdayaan Masyarakat Desa"."""
    return agency.klass == "wilayah" and not agency.own

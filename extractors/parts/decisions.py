"""Decisions: what was agreed, ordered or assigned, with who does it until when."""

import re
from datetime import date as Day

from extractors.acts.decided import between_semicolons, counts_as, pieces
from extractors.acts.orders import Order, decides, numbered, orders
from extractors.acts.spans import Spans
from extractors.context import Context, Item
from extractors.directory import directory, outside
from extractors.layout import Grid, Section, Unit, UnitKind, section_of
from extractors.parts import part
from extractors.sentences import sentences
from extractors.sharing import Sharing
from extractors.weighing import Weights, weights
from extractors.when import DEADLINE, resolve
from models.codes import DocumentKind
from models.indonesian.reflow import PLACE_DATE
from models.record import Decision, Person
from models.values.person import same_person

_DECISION_COLUMN = re.compile(
    r"keputusan|kesepakatan|tindak\s*lanjut|hasil|rekomendasi|kesimpulan|rencana\s*aksi", re.I
)
_WORK_COLUMN = re.compile(
    r"kegiatan|uraian|rencana|aksi|hal\b|butir|langkah|tugas|pekerjaan|tindakan", re.I
)
_WHO_COLUMN = re.compile(r"\bpic\b|penanggung|pelaksana|petugas|\bpj\b|oleh|siapa", re.I)
_WHEN_COLUMN = re.compile(r"tenggat|batas|target|deadline|waktu|tanggal|kapan|jatuh|selesai", re.I)
_BY = re.compile(
    r"\b(?:penanggung\s*-?\s*jawab(?:nya)?|pic|p\.i\.c\.?|pj|pelaksana(?:nya)?|koordinator|dikoordinir|dikoordinasi(?:kan)?|yang\s+mengurus|diurus|"
    r"ditangani|dibuat(?:kan)?|dikerjakan|disusun|dilaksanakan|dikumpulkan|disiapkan|diinput|panitia|oleh|petugas(?:nya)?|tanggung\s+jawab|dipegang|"
    r"dipimpin|difasilitasi|dikelola)\s*(?::|oleh|adalah|yaitu)?\s*$",
    re.I,
)
_ACTIVE = re.compile(
    r"^\s*(?:\([^)]{2,12}\)\s*)?(?:akan\s+|wajib\s+|agar\s+|diminta\s+|bertugas\s+|segera\s+|bersedia\s+|siap\s+|harus\s+|untuk\s+|sanggup\s+|dan\s+\w+\s+)*(?:me[mnl]?\w{3,}|ber\w{4,}|agar\b|wajib\b|diminta\b|bertugas\b)",
    re.I,
)


@part("decisions", after=("people", "meetings"))
def find(context: Context) -> tuple[Item[Decision], ...]:
    """Return the decisions of minutes, decrees and orders by their sections and tables, of
    discussions and articles by the sentences that decide.
    """
    return weighed(context, weights("decisions"))


def weighed(context: Context, likely: Weights) -> tuple[Item[Decision], ...]:
    """Return what rules know as decided, and what is likely to be by its words and its place."""
    if context.kind is DocumentKind.PROPOSAL:
        return ()
    known = _by_rules(context)
    taken = Spans(s for i in known for s in i.spans)
    items = list(known)
    for piece in pieces(context):
        if taken.overlap(piece.start, piece.end) or likely.share(piece.traits) < likely.threshold:
            continue
        text = re.sub(r"^\d{1,2}[.)]\s*", "", _clean(context.text[piece.start : piece.end]))
        if _is_only_told(text):
            continue
        items.append(_decision(context, text.rstrip(" :"), piece.start, piece.end, 0.6))
    items = [i for i in items if not _OF_THE_PAPER.search(i.value.text)]
    return tuple(sorted(_unique(items), key=lambda i: i.start))


def _is_only_told(text: str) -> bool:
    """Tell whether words are somebody's speech or wish, whatever they are likely to be."""
    if _FORMAL.search(text) or _CLOSES.search(text) or _LONG_AGO.match(text):
        return True  # what every decree says of itself, how the meeting ended, what was before it
    return bool(_SPEECH.search(text) or _WISH.search(text)) and not decides(text)


# What a paper says of itself, of the meeting's aims and of its opening.
_OF_THE_PAPER = re.compile(
    r"^\W*(?:demikian(?:lah)?\b|(?:tujuan|maksud|agenda|acara|tema|perihal|hal|hari|tanggal|tempat|waktu|pukul|jam)\s*:"
    r"|pada\s+(?:hari\s+)?(?:ini\b|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)[^;]{0,160}\b(?:bertempat|telah\s+di(?:selenggara|laksana|ada)kan|diselenggarakan|dilaksanakan|diadakan)\b"
    r"|(?:\w+\s+){1,4}dibuka\s+(?:secara\s+resmi\s+|dan\s+dipimpin\s+)?oleh\b"
    r"|(?:\w+\s+){1,4}(?:mem)?buka\s+(?:rapat|acara|pertemuan|musyawarah|rembu[gk])\b[^.]{0,40}$)",
    re.I,
)
_LONG_AGO = re.compile(r"\W*(?:(?:tahun|bulan|pekan|minggu)\s+lalu|sebelumnya|dulu|dahulu)\b", re.I)
_SPEECH = re.compile(
    r"^\W*(?:menurut(?:nya)?|kata|ujar)\b|[”\"]\s*,?\s*(?:\w+\s+)?(?:kata|ujar|ungkap|tutur|ucap|jelas|terang|sebut|imbuh|tambah)\w*"
    r"|\bsaya\s+(?:minta|mohon)\s+tolong\b|\b(?:tawarkan|menawarkan|jelaskan|menjelaskan|menerangkan|memaparkan)\b",
    re.I,
)
_WISH = re.compile(
    r"\b(?:meng?usulkan|usul(?:nya)?|mengeluh(?:kan)?|memohon|mohon|berharap|mengharapkan|menyarankan|menginginkan)\b",
    re.I,
)


def _by_rules(context: Context) -> list[Item[Decision]]:
    items: list[Item[Decision]] = []
    if context.kind is not DocumentKind.NEWS:
        items = [*_from_sections(context), *_from_grids(context)]
    if context.kind is DocumentKind.OTHER and not items:
        items = _from_letter(context)
    if context.kind is not DocumentKind.OTHER or not items:
        items.extend(_from_sentences(context, bool(items)))
    return _unique(items)


def _from_sections(context: Context) -> list[Item[Decision]]:
    groups: dict[str, list[Unit]] = {}
    for unit in context.units:
        if (
            unit.section is Section.DECISIONS
            and not outside(unit)
            and (unit.kind in (UnitKind.ITEM, UnitKind.PARAGRAPH) or _is_keyed_order(unit))
            and not _in_grid(context, unit.start)
        ):
            groups.setdefault(unit.heading, []).append(unit)
    keyed = [u for u in context.units if _is_keyed_section(u) and not outside(u)]
    return [
        *(item for inside in groups.values() for item in _of_section(context, inside)),
        *(item for unit in keyed for item in _of_paragraph(context, unit)),
    ]


def _from_letter(context: Context) -> list[Item[Decision]]:
    """Read the points of a circular or an answer: the items behind "hal-hal sebagai berikut"."""
    out: list[Item[Decision]] = []
    opened = binds = informs = False
    for unit in context.units:
        if unit.kind is UnitKind.ITEM and opened:
            text = _clean(unit.content)
            if len(text) >= 8 and (binds or (not informs and decides(text))):
                out.append(_decision(context, text, unit.body, unit.end, 0.75))
            elif informs:
                out.extend(_of_notice(context, unit))
        elif not outside(unit):
            informs = bool(_INFORMS.search(unit.text))
            binds = not informs and bool(_POINTS_FOLLOW.search(unit.text))
            opened = binds or informs or bool(_TOLD_IN_POINTS.search(unit.text))
    return out


def _of_notice(context: Context, unit: Unit) -> list[Item[Decision]]:
    """Read a point that makes something known: those of its sentences that tell somebody to act."""
    return [
        _decision(context, _clean(context.text[a:b]).rstrip("."), a, b, 0.7)
        for a, b in sentences(context, unit.body, unit.end)
        if decides(context.text[a:b]) or _TOLD_TO_ACT.match(context.text[a:b])
    ]


_INFORMS = re.compile(
    r"\b(?:di)?(?:umumkan|beritahukan|informasikan)\b[^.]{0,90}\b(?:hal-?\s?hal|sebagai\s+berikut|berikut\s+ini)\b[^.]{0,30}:$",
    re.I,
)
_TOLD_TO_ACT = re.compile(
    r"(?:(?:para|setiap|tiap|semua|seluruh|masing-masing)\s+)?(?:ketua|pengurus|koordinator|kader|warga|pemilik|kepala)\s+(?:\w+\s+){0,3}?me[a-z]{4,}\s+\S",
    re.I,
)


# A letter that informs decides only in those of its points that say so.
_TOLD_IN_POINTS = re.compile(r"\bsampaikan\b[^.]{0,60}\bhal\b[^.]{0,20}:$", re.I)
_POINTS_FOLLOW = re.compile(
    r"\b(?:di)?(?:sampaikan|imbau|himbau|minta|instruksikan|mohon|perintahkan|informasikan|beritahukan)\b[^.]{0,90}"
    r"\b(?:hal-?\s?hal|sebagai\s+berikut|berikut\s+ini|untuk)\b[^.]{0,30}:$",
    re.I,
)


def _is_keyed_order(unit: Unit) -> bool:
    """Tell whether a key and its value open a list of orders ("Untuk : 1. Mengikuti …") or the key
    is a misread number ("3: Santunan …").
    """
    key = unit.key.casefold()
    return unit.kind is UnitKind.KEY_VALUE and (key in ("untuk", "menetapkan") or key.isdigit())


def _is_keyed_section(unit: Unit) -> bool:
    """Tell whether a key announces decisions that its value tells: "Kesimpulan rapat: …; …", also as
    the point of a list ("5. Kesimpulan: …").
    """
    if unit.kind is UnitKind.ITEM:
        key = _SHORT_KEY.match(unit.content)
        return (
            key is not None
            and len(unit.content) > _LONG_VALUE
            and unit.section is not Section.DECISIONS
            and section_of(key[1]) is Section.DECISIONS
        )
    return (
        unit.kind is UnitKind.KEY_VALUE
        and len(unit.content) > _LONG_VALUE
        and section_of(unit.key) is Section.DECISIONS
    )


_SHORT_KEY = re.compile(r"([^\W\d][^:.;]{4,30}):\s+(?=\S)")


_LONG_VALUE = 60  # characters; a shorter value is a fact of the head ("Hasil: terlampir")


def _in_grid(context: Context, offset: int) -> bool:
    return any(g.start <= offset < g.end for g in context.grids)


def _of_section(context: Context, inside: list[Unit]) -> list[Item[Decision]]:
    """Read the units under one heading: its items, or where it has none each sentence."""
    items = [u for u in inside if u.kind is not UnitKind.PARAGRAPH]
    # "Hasil Rapat RT 05" on top is the document's own heading: what follows it decides nothing.
    titled = all(
        u.kind in (UnitKind.HEADING, UnitKind.HEADER)
        for u in context.units
        if u.start < inside[0].start
    )
    if items and re.match(r"\(?2\W", items[0].marker) and inside[0] is not items[0]:
        items.insert(0, inside[0])  # its number was lost in reading
    starts = {u.start for u in items}
    out: list[Item[Decision]] = []
    opener: Unit | None = None
    for unit in inside:
        if unit.start in starts:
            if opener is not None and unit.section is opener.section:
                if _is_below(unit, opener):
                    continue  # it belongs to the point above: "susunan:", "kegiatan sbb:"
                opener = None
            if _OPENS_LIST.search(unit.text):
                opener = unit
            text = re.sub(r"^\d{1,2}[.)]\s*", "", _clean(unit.content))
            if unit.text.endswith(":") and decides(unit.text[-60:]):
                continue  # it opens the list, it is none of it
            if (
                len(text) >= 8
                and not _FORMAL.search(text)
                and not _is_name(context, unit)
                and not _is_addressee(context, unit)
            ):
                out.append(_decision(context, text.rstrip(" :"), unit.body, unit.end, 0.88))
        elif (
            not items
            and not unit.text.endswith(":")
            and not titled
            and not _signs(context, unit)
            and not any(
                u.start < unit.start
                for u in context.units
                if u.kind is UnitKind.ROW and u.heading == unit.heading
            )
        ):
            out.extend(_of_paragraph(context, unit))
    return out


_OPENS_LIST = re.compile(r"(?::|\b(?:sbb|sebagai\s+berikut)\b\W*)$", re.I)


def _is_below(unit: Unit, opener: Unit) -> bool:
    """Tell whether an item counts in another way than the one that opened its list."""
    return bool(unit.marker) and counts_as(unit.marker) != counts_as(opener.marker)


def _signs(context: Context, unit: Unit) -> bool:
    """Tell whether a line is of a signature: place and day, or an office or a name and no more."""
    if PLACE_DATE.match(unit.text):
        return True
    if len(unit.text) > _LONGEST_SIGNATURE or unit.text[-1:] in ".;":
        return False
    marks = [
        m for g in ("names", "offices", "agencies") for m in context.marks(g, unit.start, unit.end)
    ]
    covered = {i for m in marks for i in range(m.start, m.end)}
    return len(covered) >= 0.7 * len(unit.text) or bool(_SIGNER.fullmatch(unit.text))


_LONGEST_SIGNATURE = 70
_SIGNER = re.compile(
    r"(?:mengetahui|hormat\s+kami|ttd|yang\s+mencatat|(?:ketua|sekretaris|notulis|penulis|pencatat|pimpinan|pemimpin|moderator)(?:\s+(?:rapat|sidang|musyawarah|pertemuan))?)\W*",
    re.I,
)


def _is_name(context: Context, unit: Unit) -> bool:
    """Tell whether an item holds nothing but somebody's name, as in the list of a committee."""
    return any(
        m.start <= unit.body + 2 and m.end >= unit.end - 2
        for m in context.marks("names", unit.body, unit.end)
    )


def _is_addressee(context: Context, unit: Unit) -> bool:
    """Tell whether an item names nothing but an office or a body, as in the list of copies."""
    if _CONCERNED.fullmatch(unit.content):
        return True
    bare = unit.content.rstrip(" .;,")
    return len(bare) <= _LONGEST_SIGNATURE and any(
        m.start <= unit.body + _TITLE and m.end >= unit.body + len(bare) - 1
        for group in ("offices", "agencies")
        for m in context.marks(group, unit.body, unit.end)
    )


_CONCERNED = re.compile(r"(?:yang\s+bersangkutan|arsip|pertinggal)\W*", re.I)
_TITLE = 12  # characters of address before an office: "Yth. Bapak "


def _of_paragraph(context: Context, unit: Unit) -> list[Item[Decision]]:
    body = unit.body if unit.kind is UnitKind.KEY_VALUE else unit.start
    if unit.kind is UnitKind.ITEM:
        key = _SHORT_KEY.match(unit.content)
        body = unit.body + (key.end() if key is not None else 0)
    points = numbered(unit.text)
    spans = [(unit.start + a, unit.start + b) for a, b in points] or [
        piece
        for start, end in sentences(context, body, unit.end)
        for piece in between_semicolons(context.text, start, end)
    ]
    out: list[Item[Decision]] = []
    for start, end in spans:
        if _CLOSES.search(context.text[start:end]):
            break
        for order in orders(context.text[start:end], whole=True):
            begin, stop = start + order.start, start + order.end
            out.append(_decision(context, _clean(context.text[begin:stop]), begin, stop, 0.8))
    return out


# With these the report goes on to its end.
_CLOSES = re.compile(
    r"^(?:rapat|musyawarah|rembu[gk]|pertemuan|acara)\s+(?:di)?(?:tutup|akhiri|berakhir|bubar|selesai)|^demikian|^tidak ada|\bdoa\s+penutup\b",
    re.I,
)


# What every decree says of itself and of its costs.
_FORMAL = re.compile(
    r"^(?:segala\s+biaya|biaya\s+yang\s+timbul|(?:surat\s+)?keputusan\s+ini\s+(?:mulai\s+)?berlaku|apabila\s+di\s*kemudian\s+hari)\b",
    re.I,
)


def _unique(items: list[Item[Decision]]) -> list[Item[Decision]]:
    """Drop what a surer entry tells in much the same words."""
    kept: list[Item[Decision]] = []
    telling = Sharing((_words(i.value.text) for i in items), 0.65)
    for item in items:
        words = _words(item.value.text)
        twin = item.confidence <= 0.7 and any(
            2 * shared > min(len(words), len(telling.words[i])) * 1.3
            for i, shared in telling.like(words)
        )
        if not twin:
            telling.put(words)
            kept.append(item)
    return kept


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))


def _clean(text: str) -> str:
    return " ".join(text.split())


def _from_grids(context: Context) -> list[Item[Decision]]:
    out: list[Item[Decision]] = []
    for grid in context.grids:
        column = grid.column(_DECISION_COLUMN)
        if column is None and (_under_decisions(context, grid) or _is_assigned(grid)):
            column = _work_column(grid)
        if column is None or grid.column(re.compile(r"harga|volume|biaya", re.I)) is not None:
            continue
        out.extend(_rows(context, grid, column))
    return out


def _work_column(grid: Grid) -> int | None:
    """Return the column of what is to be done: by its title, else the one with most letters."""
    others = {grid.column(_WHO_COLUMN), grid.column(_WHEN_COLUMN)}
    named = grid.column(_WORK_COLUMN, frozenset(i for i in others if i is not None))
    if named is not None:
        return named
    letters: dict[int, int] = {}
    for row in grid.rows:
        for i, cell in enumerate(row):
            if cell is not None and i not in others:
                letters[i] = letters.get(i, 0) + sum(c.isalpha() for c in cell.text)
    return max(letters, key=lambda i: letters[i]) if letters else None


def _under_decisions(context: Context, grid: Grid) -> bool:
    """Tell whether a table with doers or days stands under a heading of decisions."""
    unit = context.unit_at(grid.start)
    return (
        unit is not None
        and unit.section is Section.DECISIONS
        and (grid.column(_WHO_COLUMN) is not None or grid.column(_WHEN_COLUMN) is not None)
    )


def _is_assigned(grid: Grid) -> bool:
    """Tell whether a table says of each of its works who does it until when."""
    who, when = grid.column(_WHO_COLUMN), grid.column(_DUE_COLUMN)
    return who is not None and when is not None and grid.column(_WORK_COLUMN) not in (None, who)


_DUE_COLUMN = re.compile(r"tenggat|batas|target|deadline|jatuh\s+tempo|selesai|paling", re.I)


_DOES = re.compile(r"\bme[a-z]{4,}\s+\S", re.I)


def _rows(context: Context, grid: Grid, column: int) -> list[Item[Decision]]:
    who = grid.column(_WHO_COLUMN, frozenset({column}))
    when = grid.column(_WHEN_COLUMN, frozenset({column}))
    out: list[Item[Decision]] = []
    for row in grid.rows:
        cell = row[column] if column < len(row) else None
        if cell is None or len(cell.text) < 8:
            continue
        other = row[who] if who is not None and who < len(row) else None
        if column == _work_column(grid) and _WISH.search(cell.text) and not decides(cell.text):
            # What was asked for stands where other rows tell what is done; who does it may say what.
            if other is None or not _DOES.search(other.text):
                continue
            cell, other = other, None
        item = _decision(context, cell.text, cell.start, cell.end, 0.85)
        assignee, due = item.value.assignee, item.value.due
        if other is not None and other.text and re.search(r"[A-Za-z]{2}", other.text):
            assignee = _fullest(context, other.text)
        other = row[when] if when is not None and when < len(row) else None
        if other is not None:
            for mark in context.marks("dates", other.start, other.end):
                due = resolve(context, mark.value) or due
        out.append(
            Item(
                Decision(text=item.value.text, assignee=assignee, due=due),
                item.spans,
                item.confidence,
            )
        )
    return out


def _from_sentences(context: Context, has_section: bool) -> list[Item[Decision]]:
    """Read sentences of articles and discussions that decide."""
    out: list[Item[Decision]] = []
    for unit in context.units:
        if (
            outside(unit)
            or unit.kind in (UnitKind.HEADING, UnitKind.ROW, UnitKind.COLUMNS)
            or (unit.section is Section.DECISIONS and context.kind is not DocumentKind.NEWS)
            or (unit.section in _NO_DECISIONS and len(unit.text) < _PROSE)
            or (context.kind is not DocumentKind.NEWS and _is_keyed_section(unit))
            or len(unit.text) < 40
        ):
            continue
        points = numbered(unit.text)
        if (
            points
            and section_of(unit.text[max(0, points[0][0] - 60) : points[0][0]]) is Section.DECISIONS
        ):
            out.extend(_of_paragraph(context, unit))
            continue
        counting = listing = False
        for start, end in sentences(context, unit.body, unit.end):
            sentence = context.text[start:end]
            point = _POINT.match(sentence)
            if (counting or listing) and point:
                begin, stop = start + point.end(), start + len(sentence.rstrip(' .;,“”"'))
                text = _clean(context.text[begin:stop])
                out.append(_decision(context, text, begin, stop, 0.65))
                continue
            if listing and not decides(sentence):
                if _ENDS_LIST.search(sentence):
                    listing = False
                elif len(sentence) >= _SHORTEST and _SETTLES.search(sentence):
                    begin, stop = start, start + len(sentence.rstrip(' .;,“”"'))
                    out.append(_decision(context, _clean(sentence).rstrip(" ."), begin, stop, 0.6))
                continue
            counting = bool(_COUNTS_POINTS.search(sentence) and decides(sentence))
            if _REACHED.search(sentence):
                listing = True
                continue
            if counting:
                continue
            if (
                len(sentence) < 25
                or not decides(sentence, minuted=context.kind is DocumentKind.MINUTES)
                or _is_headline(unit, sentence)
                or (has_section and _OPENER.search(sentence))
            ):
                continue
            for order in _each_order(sentence):
                begin, stop = start + order.start, start + order.end
                text = _clean(context.text[begin:stop])
                if len(text) > 20 and len(text.split()) >= _LEAST_WORDS:
                    out.append(_decision(context, text, begin, stop, 0.6))
    return out


def _each_order(sentence: str) -> list[Order]:
    """Return what a sentence decides; a list of several parted by semicolons is as many."""
    found = orders(sentence, whole=False)
    if len(found) > 1 and "sedangkan" in sentence:  # another clause need not decide as well
        found = tuple(
            o
            for o in found
            if decides(sentence[o.start : o.end]) or _BINDS.search(sentence[o.start : o.end])
        )
    if ";" not in sentence or len(found) != 1:
        return list(found)
    (one,) = found
    pieces = between_semicolons(sentence, one.start, one.end)
    return [Order(a, b) for a, b in pieces if b - a >= _SHORTEST] or [one]


_LEAST_WORDS = 4
# "Rapat memutuskan tiga hal. Satu, posko dibuka …"
_COUNTS_POINTS = re.compile(
    r"\b(?:dua|tiga|empat|lima|enam|tujuh|\d|beberapa|sejumlah)\s+(?:hal|poin|butir|keputusan|kesepakatan|langkah|perkara|tugas)\W*$",
    re.I,
)
# "Rembuk mencapai kata sepakat. Iuran naik. Undian diadakan tanggal 28." goes on with what was agreed.
_REACHED = re.compile(
    r"\b(?:mencapai|menghasilkan|melahirkan|membuahkan|mengambil|membacakan|menelurkan|berbuah|diperoleh|dicapai|diambil|lahir)\s+(?:\w+\s+){0,3}"
    r"(?:simpulan|kesimpulan|kesepakatan|kata\s+sepakat|mufakat|keputusan)(?:\s+(?:bersama|rapat|penting|berikut))?\W*$",
    re.I,
)
# What is agreed is to come or has a measure: "Iuran naik menjadi 5.000", not "Warga pulang lega".
_SETTLES = re.compile(
    r"\d|\b(?:akan|harus|wajib|menjadi|tetap|mulai|tidak\s+boleh|dilarang|segera|paling\s+lambat|setiap|tiap|di[a-z]{4,})\b",
    re.I,
)
_ENDS_LIST = re.compile(
    r"[“”\"?]|\b(?:kata|ujar|ungkap|tutur|menurut|berharap|mengatakan|menjelaskan|menambahkan|menutup|ditutup|hadir|usai|setelah\s+itu|sementara\s+itu|acara|kegiatan\s+ini)\b",
    re.I,
)
_POINT = re.compile(
    r"[“\"]?(?:satu|dua|tiga|empat|lima|enam|pertama|kedua|ketiga|keempat|kelima|keenam|terakhir)\s*[,:]\s*",
    re.I,
)
_BINDS = re.compile(
    r"\b(?:di(?:denda|kenakan|kenai|tunjuk|wajibkan)|wajib|harus|menjadi|segera)\b", re.I
)
_SHORTEST = 12  # characters


def _is_headline(unit: Unit, sentence: str) -> bool:
    """Tell whether a sentence without its full stop is written as a headline."""
    words = re.findall(r"[A-Za-z]{4,}", sentence)
    return (
        len(unit.text) < _PROSE
        and unit.text[-1:] not in '.:;”"'
        and sum(w[0].isupper() for w in words) > 0.65 * len(words)
    )


_PROSE = 150  # characters; a longer paragraph is no entry of a list of those present
_NO_DECISIONS = (
    Section.ATTENDANCE,
    Section.AGENDA,
    Section.COPIES,
    Section.COMMITTEE,
    Section.BUDGET,
)
_OPENER = re.compile(r"(?::|\bberikut(?:\s+ini)?\s*[.:]?)$", re.I)


def _decision(context: Context, text: str, start: int, end: int, sure: float) -> Item[Decision]:
    due = _due(context, start, end)
    return Item(
        Decision(text=text, assignee=_assignee(context, start, end), due=due), ((start, end),), sure
    )


def _due(context: Context, start: int, end: int) -> Day | None:
    """Return the deadline told, else the one day that is told."""
    days: list[Day] = []
    for mark in context.marks("dates", start, end):
        day = resolve(context, mark.value)
        if day is None:
            continue
        if DEADLINE.search(context.text[max(start, mark.start - 60) : mark.start]):
            return day
        days.append(day)
    return days[0] if len(set(days)) == 1 else None


def _assignee(context: Context, start: int, end: int) -> str | None:
    """Return who is to do it: named behind a word of charge, or the subject of an active verb."""
    text = context.text
    marks = sorted(
        (m.start, m.end, group)
        for group in ("offices", "names", "agencies", "wards")
        for m in context.marks(group, start, end)
    )
    for begin, stop, group in marks:
        if _BY.search(text[max(start, begin - 40) : begin]):
            whole = stop
            if group == "offices":  # "Kasi Pembangunan" with its name behind stays the office
                whole = stop
            return _fullest(context, " ".join(text[begin:whole].split()))
    named = re.search(
        r"\b(?:oleh|dibuat|PIC|pic)\s*:?\s*((?:admin|pengurus|panitia|bendahara|sekretaris|ketua|kader|warga|tim)\s+[a-z]+)",
        text[start:end],
    )
    if named:
        return named.group(1)
    if marks and marks[0][0] - start < 12 and not re.search(r"\w{4}", text[start : marks[0][0]]):
        begin, stop, _ = marks[0]
        if _ACTIVE.match(text[stop : stop + 40]):
            return _fullest(context, " ".join(text[begin:stop].split()))
    return None


def _fullest(context: Context, text: str) -> str:
    """Return the record's name for a person or body named in part."""
    people: list[Person] = [i.value for i in context.found.get("people", ())]
    bare = re.sub(r"^(?:Pak|Bu|Bapak|Ibu|Sdri?\.?|Mas|Mbak|Bpk\.?)\s+", "", text, flags=re.I)
    words = _name_words(bare)
    for person in people:
        if not words.isdisjoint(_name_words(person.name)) and same_person(person.name, bare) >= 0.8:
            return person.name
    return _places(context).get(text, text)


def _name_words(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", name.casefold()))


def _places(context: Context) -> dict[str, str]:
    """Return the record's names of kelurahan, kecamatan and kota by each form in the text."""
    held = context.memo.get("decisions.places")
    if isinstance(held, dict):
        return held
    known: dict[str, str] = {}
    for body in directory(context).bodies:
        if body.best.klass == "wilayah":
            for _, (a, b) in body.namings:
                known.setdefault(" ".join(context.text[a:b].split()), body.name)
    context.memo["decisions.places"] = known
    return known

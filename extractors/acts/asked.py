"""Proposals read from running text: an item of a list of usulan, or the sentences that ask."""

import re

from extractors.activities import ASKS, MEETING_ITSELF, activities
from extractors.acts.fields import type_of
from extractors.acts.origins import origin_of
from extractors.acts.wishes import ASK, HANDLED, Wish, complaints, entry, things, wishes
from extractors.context import Context, Item
from extractors.directory import directory
from extractors.layout import Unit, UnitKind
from extractors.sentences import sentences
from models.indonesian.gazetteers import word_set
from models.indonesian.predicates import any_of
from models.record import Proposal
from models.values.anycase import AnyCase
from models.values.program_type import program_type

_LEAD_IN = re.compile(
    r"^(?:.{0,60}?\b(?:meng?usulkan|usul(?:an)?|mohon|memohon|minta|meminta|mengajukan|mengeluhkan|menyampaikan|berharap|agar|supaya|perlu|butuh)\b(?!\s+(?:dana|biaya|anggaran)\b(?!\s+(?:untuk|buat|bagi)\b))\s*)"
    r"(?:(?:ada|adanya|kepada|ke|agar|supaya|untuk|bantuan\s+untuk|dukungan\s+untuk|segera|dibuatkan|diadakan|bahwa|(?:dana|biaya|anggaran)\s+(?:untuk|buat|bagi))\b\s*)*",
    re.I,
)
_TAIL = re.compile(
    r"(?:[,;]?\s*(?:butuh|perlu|membutuhkan|memerlukan)\s+(?:dana|biaya|anggaran)\b.*|\s*\(\s*(?:±|\+/-|Rp|(?:biaya|anggaran|dana|kurang\s+lebih|sekitar|panjang|vol(?:ume)?)\b)[^()]*\).*|[,;]?\s*(?:kurang\s+lebih|lebih\s+kurang|sekitar|±|sepanjang|panjang|lebar|sebanyak|seluas|perkiraan|biaya|dengan\s+biaya|estimasi|senilai|sebesar|anggaran|sejumlah|volume)\b.*|[.;:,\s]+)$",
    re.I | re.S,
)
# "… agar segera direalisasikan": what is to be done with the request.
_TO_BE_HANDLED = re.compile(
    rf"[,;]?\s+(?:(?:agar|supaya|mohon|untuk|minta|dapat|bisa|segera|kiranya)\s+)+di(?:{any_of(tuple(HANDLED))})\b.*$",
    re.I | re.S,
)
# "Talud jebol, minta diperbaiki": the thing stands before what is to be done with it.
_TO_BE_MENDED = re.compile(
    r"(?<=\w{4})\s*(?:[,;]|\s[-–]\s)\s*(?:kalau\s+bisa|(?:minta|mohon|tolong|perlu|harap|agar|supaya)\b)[\s\w]{0,30}?\bdi(?!\s)[a-z]{4,}\b.*$"
    r"|(?<=\w{4})\s+(?:minta|mohon|tolong|perlu)\s+(?:(?:segera|agar|untuk|kembali)\s+)*di(?!\s)[a-z]{4,}(?:\s+(?:ulang|lagi|kembali|segera|secepatnya|semua|total))*\W*$",
    re.I | re.S,
)
# Behind a thing the ward that wants it: "Normalisasi sungai (RT 02/RW 07)".
_OF_A_WARD = re.compile(
    r"\s*(?:\((?:[A-Za-z.]+\s+){0,3}R[TW]\b[^)]{1,25}\)|\((?:Lingk?\.?|Lingkungan|Dusun|Dsn\.?|Jorong|Banjar|Dukuh|Padukuhan|Kampung|Kp\.?)\s[^)]{1,40}\)|[-–—,]\s*(?:usulan\s+)?R[TW]\.?\s?\d[\d/\sRTW.]{0,14})\W*$",
    re.I,
)
# What only speaks of usulan and asks nothing, unless it goes on to name them.
_ABOUT_USULAN = re.compile(
    r"\b(?:kamus|hasil|daftar|input|verifikasi)\s+usulan|usulan\w*\s+(?:di|ter(?!banyak|besar|tinggi)|yang\s+belum|banyak)"
    r"|\busulan\b[^.;:]{0,70}(?<!belum )\b(?:terlaksana|terealisasi|selesai|rampung)\b",
    re.I,
)
_NAMES_THEM = re.compile(
    r"usulan\s+(?:fisik|non)|antara\s+lain|antaranya|usulan[^.;:]{0,60}\b(?:seperti|meliputi)\s+(?=pe\w{4,}an|rehab)",
    re.I,
)
_PUBLIC = ("dinas", "badan", "bagian", "wilayah", "pusat", "usaha", "keamanan")
_ASKED_OF = re.compile(r"\b(?:ke|kepada|dari|oleh|dinas|minta|meminta|melalui|lewat)\s*$|^$", re.I)
_LONGEST_ENTRY = 400  # characters; what stands behind them names nothing more
REACH = 160  # characters behind a thing asked for in which its size and cost are told
_PUT_FORWARD = re.compile(r"\s+(?:akan\s+|sudah\s+)?(?:diajukan|diusulkan)\b", re.I)
_BEFORE = 25  # characters before a thing in which its number may be told: "dua unit kontainer"
_LONE = word_set("lone_programs")


def of_item(context: Context, unit: Unit) -> Item[Proposal]:
    """Read one item of a list of usulan: "RT 01: perbaikan jalan 120 m, biaya Rp 30.000.000"."""
    stop = min(unit.end, unit.body + REACH)
    near = (unit.start, unit.start, stop, unit.end)
    return proposal(context, entry_title(unit), (unit.body, unit.end), near, 0.8)


def entry_title(unit: Unit) -> str:
    """Return what an item of a list of usulan is about, without who asks and what it costs."""
    content = unit.content[:_LONGEST_ENTRY]
    title = content if unit.kind is not UnitKind.COLUMNS else content.partition("\t")[2]
    ward = WARD_HEAD.match(title)
    speaker, colon, rest = title.partition(":")
    if ward is not None:
        title = title[ward.end() :]
    elif colon and len(speaker) < 45:
        title = rest.strip()
    title = re.sub(r"^[-–•*]\s+", "", title.strip())
    title = _TO_BE_MENDED.sub("", title)
    title = _LEAD_IN.sub("", title) or title
    title = _TO_BE_HANDLED.sub("", title)
    title = _TAIL.sub("", title.strip())
    title = _OF_A_WARD.sub("", title) or title
    title = re.split(r"(?<=\w{4})[.;]\s", title)[0]
    return " ".join(title.split()[:16]) or content


def of_entry(context: Context, unit: Unit) -> list[Item[Proposal]]:
    """Read what stands by the name of who wants it: one thing, or several between semicolons."""
    head, body = _asker(unit)
    pieces = _pieces(context.text, body, unit.end)
    if len(pieces) == 1:
        item = of_item(context, unit)
        return [] if _NOTHING.match(item.value.title) else [item]
    out: list[Item[Proposal]] = []
    ward = next((str(m.value) for m in context.marks("wards", unit.start, head)), None)
    for start, end in pieces:
        title = " ".join(context.text[start:end].split())
        if _NOTHING.match(title):
            continue
        told = of_sentence(context, start, end)
        if not told:
            thing = entry(title)
            if thing is None or _GOES_ON.match(title):
                continue
            near = (start, start, end, end)
            told = [proposal(context, thing.title, (start, end), near, 0.75)]
        out.extend(
            Item(i.value.model_copy(update={"origin": i.value.origin or ward}), i.spans, 0.75)
            for i in told
        )
    return out


def of_speaker(context: Context, unit: Unit) -> list[Item[Proposal]]:
    """Read what somebody is noted with behind his name: what is broken, or a bare thing."""
    head, body = _asker(unit)
    if head == body or not context.has("names", unit.start, head):
        return []
    start = body + len(context.text[body : unit.end]) - len(context.text[body : unit.end].lstrip())
    said = context.text[start : unit.end]
    found = complaints(said[:1].upper() + said[1:])
    if not found:
        thing = entry(re.split(r"[;.]\s", said)[0])
        if thing is None or len(thing.title.split()) > _MOST_WORDS or _VERB.search(thing.title):
            return []
        if program_type(thing.title)[1] <= 0.0:
            return []
        found = (thing,)
    return _proposals(context, start, unit.end, list(found))


_MOST_WORDS = 7
_VERB = re.compile(
    r"\b(?:me[mnl]?[a-z]{4,}|di[a-z]{5,}|akan|sudah|siap|harus|ber[a-z]{5,}|tidak|setuju|kapan|bagaimana|apa)\b",
    re.I,
)
_NOTHING = re.compile(r"(?:tidak\s+(?:ada|hadir|mengusulkan)|nihil|sama\s+dengan|idem|-+)\b", re.I)
# What goes on to tell of the thing before it: how it is to be done, by whom, what it costs.
_GOES_ON = re.compile(
    r"(?:kalau|karena|sebab|supaya|agar|biar|bibit|biaya|dana|anggaran|perkiraan|sudah|akan|nanti|sejak|padahal|lokasi|volume|tanah|ukuran|di[a-z]{4,})\b|\W*\d",
    re.I,
)


def _asker(unit: Unit) -> tuple[int, int]:
    """Return where the name of who asks ends and where what he asks begins."""
    if unit.kind is UnitKind.COLUMNS:
        tab = unit.text.index("\t")
        return unit.start + tab, unit.start + tab + 1
    ward = WARD_HEAD.match(unit.text)
    if ward is not None:
        return unit.start + ward.end(), unit.start + ward.end()
    colon = unit.content.find(":")
    if 0 < colon < _LONGEST_NAME:
        return unit.body + colon, unit.body + colon + 1
    return unit.body, unit.body


WARD_HEAD = re.compile(
    r"(?:(?:ketua|warga|usulan|lingkungan)\s+)?R[TW]\.?\s?\d{1,3}(?:\s?/\s?(?:RW\.?\s?)?\d{1,3})?"
    r"(?:\s*\([^)]{3,40}\)(?:\s+(?=[a-z])|\s*[-–—=:>]+\s*)|\s*(?:[–—=>:]+|\s-+>?)\s*)(?:-\s+)?(?=[A-Za-z\d])",
    re.I,
)
"""A ward, with who speaks for it in brackets or a mark behind it, and then what it wants."""
_LONGEST_NAME = 45


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out, at = [], start
    for mark in re.finditer(
        r";\s*(?:(?:dan|serta)\s+)?|,\s+(?=(?!per(?:kiraan|lu)|pembiayaan|panjang)p[ei]\w{4,}an\b|rehab|bantuan)|\s+(?=serta\s+pe\w+an\b)",
        text[start:end],
    ):
        out.append((at, start + mark.start()))
        at = start + mark.end()
    out.append((at, end))
    trimmed = [
        (a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in out if text[a:b].strip()
    ]
    return trimmed


def of_prose(context: Context, start: int, end: int) -> list[Item[Proposal]]:
    """Read the sentences that ask: the things, works and activities that they name."""
    if _is_headline(context.text[start:end]):
        return []
    out: list[Item[Proposal]] = []
    before: tuple[int, int] | None = None
    found: list[Item[Proposal]] = []
    for begin, stop in sentences(context, start, end):
        more = None
        if found:  # "Sekalian tenda", "RT 04: perbaikan titian": it goes on asking
            more = _MOREOVER.match(context.text, begin, stop)
            more = more or WARD_HEAD.match(context.text, begin, stop)
        if before is not None and more is None and _OF_USULAN.search(context.text[slice(*before)]):
            more = _THESE_ARE.match(context.text, begin, stop)
        found = of_sentence(context, begin, stop)
        if more is not None and not found:
            found = _also(context, begin, more.end(), stop)
        if not found and ASK.search(context.text, begin, stop):
            # "Parit tertutup. Kami minta Dinas PUPR membongkar": the thing was told before.
            found = broken(context, begin, stop) or (broken(context, *before) if before else [])
        elif not found and _ASKS_WHETHER.search(context.text[begin:stop]):
            found = broken(context, begin, stop) or (broken(context, *before) if before else [])
        elif _COMPLAINS.search(context.text[begin:stop]):
            told = broken(context, begin, stop)
            found.extend(b for b in told if all(b.start != f.start for f in found))
        if not found and out and before is not None:
            _costs_told(context, out, before, begin, stop)
        out.extend(found)
        before = begin, stop
    return out


def _costs_told(
    context: Context, out: list[Item[Proposal]], before: tuple[int, int], begin: int, stop: int
) -> None:
    """Give the one thing asked for in the sentence before the sum that this one says it takes."""
    sums = [m.value for m in context.marks("money", begin, stop)]
    last = [i for i in out if before[0] <= i.start < before[1]]
    if len(sums) != 1 or len(last) != 1 or last[0].value.amount is not None:
        return
    if _TAKES.search(context.text[begin:stop]) and not _OWN_MONEY.search(context.text[begin:stop]):
        value = last[0].value.model_copy(update={"amount": sums[0]})
        out[out.index(last[0])] = Item(value, last[0].spans, last[0].confidence)


_TAKES = re.compile(
    r"\b(?:taksiran|ditaksir|perkiraan|diperkirakan|estimasi|biaya(?:nya)?|anggaran(?:nya)?|habis|harga(?:nya)?|nilai(?:nya)?|"
    r"dana(?:nya)?|butuh|membutuhkan|memerlukan|menelan|ongkos(?:nya)?|kira-?\s?kira|sekitar)\b",
    re.I,
)
# Sums that are there already, were given or are of something else.
_OWN_MONEY = re.compile(
    r"\b(?:saldo|kas|iuran|swadaya|terkumpul|sudah|telah|bantuan|hibah|denda|omzet|realisasi|dianggarkan|tahun\s+lalu|per\s+(?:bulan|orang|kk|rumah))\b",
    re.I,
)


# A sentence that goes on asking: "Kalau bisa sekalian kostum 20 stel", "Termasuk pompa air".
_MOREOVER = re.compile(
    r"(?:kalau\s+bisa|kalo\s+bisa|dan|selain\s+itu)?\W*(?:sekalian|sekaligus|termasuk|ditambah|begitu\s+(?:juga|pula)(?:\s+dengan)?|demikian\s+(?:juga|pula)(?:\s+dengan)?)"
    r"(?:\s+dengan|\s+juga)?\s+(?=[a-z\d])",
    re.I,
)


# "Musrenbang menghasilkan tiga usulan. Ketiganya yakni …", "Usulan warga beragam. Di antaranya …".
_OF_USULAN = AnyCase(
    r"\b(?:usulan|aspirasi|keluhan|permintaan|kebutuhan)\b(?!\s+(?:yang\s+)?(?:belum|sudah|telah|tidak)\b)"
)
_THESE_ARE = re.compile(
    r"(?:(?:ke(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)(?:nya)?|semua(?:nya)?|usulan|prioritas|aspirasi)(?:\s+(?:usulan|prioritas|kegiatan|program|hal))?(?:\s+(?:itu|tersebut|dimaksud))?"
    r"\s*,?\s*(?:yakni|yaitu|adalah|ialah|meliputi|antara\s+lain|mencakup)"
    r"|(?:beberapa\s+|salah\s+satu\s+)?di\s*antaranya(?:\s+(?:yakni|yaitu|adalah|ialah))?|antara\s+lain|yakni|yaitu|meliputi|rinciannya)"
    r"\s*[,:]?\s+(?=[A-Za-z\d])",
    re.I,
)


def _also(context: Context, begin: int, start: int, stop: int) -> list[Item[Proposal]]:
    bare = context.masked(begin, stop, ("agencies", "offices"))
    text = context.text[begin:stop]
    return _proposals(context, begin, stop, list(things(text, bare, start - begin)))


_COMPLAINS = re.compile(
    r"\b(?:menyampaikan|menuturkan|melaporkan|lapor|mengadukan|mengeluh\w*|mengadu\w*|keluh|curhat|bilang|menilai|menceritakan|mengungkapkan)\b",
    re.I,
)
_ASKS_WHETHER = re.compile(r"\b(?:bisa|dapatkah|apa|kapan|bagaimana)\b.*\?\s*$", re.I | re.S)


def of_cell(context: Context, start: int, end: int) -> list[Item[Proposal]]:
    """Read a cell of a column of usulan or complaints in which nothing asks: what it says itself."""
    text = context.text[start:end].strip()
    found = broken(context, start, end)
    if found or text.endswith("?") or not 1 < len(text.split()) <= _LONGEST_CELL:
        return found
    begin = start + len(context.text[start:end]) - len(context.text[start:end].lstrip())
    wish = Wish(text.rstrip(" ."), 0, len(text))
    return _proposals(context, begin, end, [wish])


_LONGEST_CELL = 12  # words


def _is_headline(text: str) -> bool:
    words = re.findall(r"[A-Za-z]{3,}", text)
    return (
        len(text) < 160
        and text[-1:] not in '.”"?'
        and (sum(w[0].isupper() for w in words) > 0.65 * len(words))
    )


def broken(context: Context, begin: int, stop: int) -> list[Item[Proposal]]:
    """Read what is said to be broken, where saying so asks for its repair; worked out once."""
    known = _memo(context, "broken")
    if (begin, stop) not in known:
        known[begin, stop] = tuple(_broken(context, begin, stop))
    return list(known[begin, stop])


def _broken(context: Context, begin: int, stop: int) -> list[Item[Proposal]]:
    return _proposals(context, begin, stop, list(complaints(context.text[begin:stop])))


def said(context: Context, unit: Unit) -> list[Item[Proposal]]:
    """Read what somebody is noted to have said behind his name and a colon."""
    found = of_prose(context, unit.body, unit.end)
    text = context.text[unit.body : unit.end]
    if not found and (so := _SO_THAT.match(text)) is not None:
        first = next(iter(sentences(context, unit.body, unit.end)))
        found = _also(context, first[0], unit.body + so.end(), first[1])
    told = complaints(text[:1].upper() + text[1:])
    more = _proposals(context, unit.body, unit.end, list(told))
    asked = [
        (a, b)
        for a, b in sentences(context, unit.body, unit.end)
        if any(a <= i.start < b for i in found)
    ]
    return [*found, *(m for m in more if not any(a <= m.start < b for a, b in asked))]


_SO_THAT = re.compile(r"\s*(?:agar|supaya)\s+(?=\w)", re.I)  # "Ibu Siti: agar diadakan …"


def of_sentence(context: Context, begin: int, stop: int) -> list[Item[Proposal]]:
    """Read what one sentence asks for; worked out once."""
    known = _memo(context, "asked")
    if (begin, stop) not in known:
        known[begin, stop] = tuple(_of_sentence(context, begin, stop))
    return list(known[begin, stop])


def _memo(context: Context, name: str) -> dict[tuple[int, int], tuple[Item[Proposal], ...]]:
    known = context.memo.setdefault(name, {})
    assert isinstance(known, dict)
    return known


def _of_sentence(context: Context, begin: int, stop: int) -> list[Item[Proposal]]:
    text = context.text[begin:stop]
    if _ABOUT_USULAN.search(text) and not _NAMES_THEM.search(text):
        return []
    found = list(wishes(text, context.masked(begin, stop, ("agencies", "offices"))))
    ask = ASKS.search(text)
    if ask is not None:
        found.extend(_activities_asked(context, begin, stop, ask.start(), found))
    return _proposals(context, begin, stop, sorted(found, key=lambda w: w.start))


def _proposals(context: Context, begin: int, stop: int, found: list[Wish]) -> list[Item[Proposal]]:
    out = []
    for n, wish in enumerate(found):
        after = begin + found[n + 1].start if n + 1 < len(found) else stop
        reach = min(after, begin + wish.end + REACH)
        span = (begin + wish.start, begin + wish.end)
        behind = begin + found[n - 1].end if n else begin
        near = (begin, behind, reach, stop)
        out.append(proposal(context, wish.title, span, near, 0.65))
    return out


def _activities_asked(
    context: Context, begin: int, stop: int, ask: int, wished: list[Wish]
) -> list[Wish]:
    """Return activities of a sentence that asks which do not stand behind the asking word."""
    out = []
    text = context.text[begin:stop]
    for activity in activities(context.masked(begin, stop, ("agencies", "offices")), begin):
        start, end = activity.start - begin, activity.end - begin
        if end <= ask - 40 and not activity.shared:
            continue
        if _TOLD_TO.search(text[ask : start + len("me")] if ask < start else ""):
            continue
        if any((start < w.end and w.start < end) or end <= ask < w.start for w in wished):
            continue
        if _NOT_TO.search(text[:start]):
            continue
        if ASK.search(activity.name) or re.search(r"\b(?:dan|sekitar|di|untuk)$", activity.name):
            continue
        lone = (
            len(activity.name.split()) == 1
            and activity.name.casefold() not in _LONE
            and not _PUT_FORWARD.match(text, end)
        )
        if not lone and not MEETING_ITSELF.search(activity.name):
            out.append(Wish(activity.name, start, end))
    return out


# "meminta warga tidak melepas ternak babi": what is not to be done is no wish for it.
_NOT_TO = re.compile(r"\b(?:tidak|jangan|tak|dilarang)\s+(?:\w+\s+)?$", re.I)
# Who is told to do his own work is ordered, and asked for nothing.
_TOLD_TO = re.compile(
    r"\b(?:ketua|kader|pengurus|lurah|rt|rw)\b[^.;]{0,40}(?:\bme[a-z]{4,}\s+\w\w|\bme)$", re.I
)


def _volume(context: Context, span: tuple[int, int], begin: int, reach: int) -> str | None:
    """Return the size of a thing: told in its name or behind it, or right before it ("dua unit
    kontainer"). What stands farther before belongs to the thing before.
    """
    told = list(context.marks("quantities", begin, reach))
    own = [m for m in told if m.end > span[0] or not context.text[m.end : span[0]].strip()]
    return context.text[own[0].start : own[0].end] if own else None


def proposal(
    context: Context,
    title: str,
    span: tuple[int, int],
    near: tuple[int, int, int, int],
    sure: float,
) -> Item[Proposal]:
    """Make a proposal; what stands near gives origin, volume and sum, its sentence the addressee.

    `near` is where its sentence begins, where the thing before it ends, up to where its details
    are told, and where its sentence ends.
    """
    _, behind, reach, stop = near
    begin = max(behind, span[0] - _BEFORE)
    known = directory(context)
    money = next((m.value for m in context.marks("money", span[0], reach)), None)
    volume = _volume(context, span, begin, reach)
    bodies = [
        m
        for m in context.marks("agencies", begin, stop)
        if m.value.klass in _PUBLIC
        and _ASKED_OF.search(context.text[max(begin, m.start - 10) : m.start])
    ]
    made = Proposal(
        title=" ".join(title.split()),
        type=type_of(title),
        origin=origin_of(context, span, near),
        volume=volume,
        amount=money,
        agency=known.named(bodies[0].value) if bodies else None,
    )
    return Item(made, (span,), sure)

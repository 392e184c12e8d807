"""What a letter or a proposal as a whole applies for: the thing, the sum, who asks whom."""

import re

from extractors.acts.fields import type_of
from extractors.context import Context, Item, Mark
from extractors.directory import directory
from extractors.layout import SUBJECT_KEYS, Unit, UnitKind
from models.indonesian.capitals import calmed
from models.record import Proposal
from models.values.agency import Agency

_WANTS_SUM = re.compile(
    r"\b(?:kekurangan(?:nya)?|kurang(?:nya)?|memohon|mohon|dimohon\w*|permohonan|mengajukan|diajukan|bantuan|diharapkan)\b(?:[^.]|\.(?=\d)){0,170}$",
    re.I,
)
_ALL_COSTS = re.compile(
    r"\b(?:total|jumlah|keseluruhan|seluruhnya|anggaran|biaya|dibutuhkan|diperlukan|kebutuhan|rab)\b[^.]{0,60}$",
    re.I,
)
_ADDRESS = re.compile(r"^(?:kepada\b|yth\b|kpd\b|c\.?q\b)|\byth\.?\b", re.I)


def applied_for(context: Context) -> list[Item[Proposal]]:
    """Return the one thing that a proposal applies for."""
    subject, span = _subject(context)
    if subject is None or span is None:
        return []
    known = directory(context)
    amount, amount_span = _sum_asked(context)
    origin = _applicant(context)
    volume = next(
        (
            context.text[m.start : m.end]
            for m in context.marks("quantities")
            if m.start > span[1] and not _in_grid(context, m)
        ),
        None,
    )
    spans = (span, amount_span) if amount_span else (span,)
    proposal = Proposal(
        title=subject,
        type=type_of(subject),
        origin=origin,
        volume=volume,
        amount=amount,
        agency=known.named(_addressee(context)),
    )
    return [Item(proposal, spans, 0.85)]


def _subject(context: Context) -> tuple[str | None, tuple[int, int] | None]:
    for unit in context.units:
        if (
            unit.key.casefold() in SUBJECT_KEYS
            and len(unit.content) > 5
            and not _NAMES_NOTHING.fullmatch(unit.content)
        ):
            return " ".join(unit.content.split()), (unit.body, unit.end)
    heads = context.units[:_TOP]
    if any(_BARE_PLAN.fullmatch(u.text) for u in heads):
        named = [w for u in heads if (w := _work(u)) is not None]
        named.sort(key=lambda w: "pekerjaan" not in w[0].casefold())
        if named:
            _, text, start = named[0]
            return " ".join(text.split()), (start, start + len(text))
    for i, unit in enumerate(context.units):
        if (
            (i < _TOP or _PROPOSAL.fullmatch(unit.text))
            and re.match(r"\W*(?:proposal|permohonan|rencana\s+anggaran|rab)\b", unit.text, re.I)
            and unit.kind is not UnitKind.HEADER
        ):
            rest = _FORM.sub("", unit.text)
            lines = [rest] if len(rest) > 5 and not _NAMES_NOTHING.fullmatch(rest) else []
            end = unit.end
            for other in context.units[i + 1 : i + 4]:
                if other.kind is not UnitKind.HEADING or re.match(
                    r"(?:[IVX]+|[A-Z])[.)]\s|tahun|rt\b|kelurahan|desa", other.text, re.I
                ):
                    break
                if not _NAMES_NOTHING.fullmatch(other.text):
                    lines.append(other.text)
                end = other.end
            if lines:
                return calmed(" ".join(lines)), (unit.start, end)
    return None, None


_FORM = re.compile(
    r"^\W*(?:proposal\W*|(?:rab|rencana\s+anggaran\s+(?:dan\s+)?biaya(?:\s+\(?rab\)?)?)\s+(?=\w)(?:(?:untuk|kegiatan|pekerjaan)\s+)*)",
    re.I,
)
# A plan of costs that says what it is for only in a line of its head.
_BARE_PLAN = re.compile(
    r"\W*rencana\s+anggaran\s+(?:dan\s+)?biaya\W*(?:\(?rab\)?)?\W*|\W*rab\W*", re.I
)
_WORK_KEY = re.compile(r"(?:nama\s+)?(?:kegiatan|pekerjaan|usulan)$", re.I)
_TOP = 14  # units in which a paper says what it is for
_PROPOSAL = re.compile(r"\W*proposal\W*", re.I)
# "Permohonan Bantuan Hibah" says how something is asked for, and not what.
_NAMES_NOTHING = re.compile(
    r"\W*(?:(?:surat|permohonan|pengajuan|usulan|proposal|bantuan|dana|hibah|uang|biaya|kegiatan|untuk|pencairan|bansos)\W*)+",
    re.I,
)


def _work(unit: Unit) -> tuple[str, str, int] | None:
    """Return the key, the text and where it begins of a line that names the work to be done, be it
    a key and its value or two cells of a row.
    """
    key, text, start = unit.key, unit.content, unit.body
    if not key and unit.text.count("\t") == 1:
        key, _, text = unit.text.partition("\t")
        text = text.lstrip(": ")
        start = unit.end - len(text)
    return (key, text, start) if _WORK_KEY.match(key.strip()) and len(text) > 5 else None


def _sum_asked(context: Context) -> tuple[int | None, tuple[int, int] | None]:
    """Return the sum asked for, else the cost: what is missing, what is asked, then the total."""
    best: tuple[int, Mark] | None = None
    for mark in context.marks("money"):
        unit = context.unit_at(mark.start)
        before = context.text[max(unit.start if unit else 0, mark.start - 200) : mark.start]
        if _WANTS_SUM.search(before):
            rank = 3 if re.search(r"kekurangan|mohon", before, re.I) else 2
            if _OF_EACH.match(context.text[mark.end : mark.end + 12]):
                rank = 1
            elif _OF_ALL.search(before):
                rank = 4
        elif _ROUNDED.search(before):
            rank = 2
        elif _ALL_COSTS.search(before):
            rank = 1
        else:
            continue
        if best is None or rank > best[0]:
            best = rank, mark
    if best is not None and best[0] > 1:
        return best[1].value, (best[1].start, best[1].end)
    lines = context.found.get("budget", ())
    total = sum(i.value.total or 0 for i in lines)
    if total:
        return total, lines[-1].spans[0]
    if best is not None:
        return best[1].value, (best[1].start, best[1].end)
    return None, None


_OF_EACH = re.compile(r"\s*(?:(?:tiap|per|setiap|masing-masing)\b|/)", re.I)
_OF_ALL = re.compile(
    r"\b(?:atau|sehingga|yaitu)\s+(?:seluruhnya|total(?:nya)?|semuanya|keseluruhan(?:nya)?)\s*(?:sebesar\s*)?$",
    re.I,
)
_ROUNDED = re.compile(r"\b(?:dibulatkan|pembulatan)\b[^a-z]{0,12}$", re.I)


def _applicant(context: Context) -> str | None:
    """Return the body in the letterhead, else the one of the first signature."""
    known = directory(context)
    order = ("kemasyarakatan", "panitia", "tetangga", "pendidikan", "wilayah")
    top = [m for m in context.marks("agencies") if m.start < 400]
    addressed = next((u.start for u in context.units if _ADDRESS.search(u.text)), 400)
    top = [
        m for m in top if m.start < addressed and not _ADDRESS.search(_unit_text(context, m))
    ] or []
    for klass in order[:4]:
        for mark in top:
            if mark.value.klass == klass:
                return known.named(mark.value)
    for item in context.found.get("people", ()):
        if (
            item.value.agency
            and item.value.role
            and re.match(r"ketua|kelian|koordinator", item.value.role, re.I)
        ):
            name: str = item.value.agency
            return name
    for mark in top:
        if mark.value.own:
            return known.named(mark.value)
    return None


def _unit_text(context: Context, mark: Mark) -> str:
    unit = context.unit_at(mark.start)
    return unit.text if unit else ""


def _addressee(context: Context) -> Agency | None:
    """Return the body to whom the letter goes."""
    for i, unit in enumerate(context.units[:40]):
        if not _ADDRESS.search(unit.text):
            continue
        stop = context.units[min(i + 4, len(context.units) - 1)].end
        marks = sorted(
            [
                (m.start, m.value.agency)
                for m in context.marks("offices", unit.start, stop)
                if m.value.agency is not None
            ]
            + [(m.start, m.value) for m in context.marks("agencies", unit.start, stop)],
            key=lambda m: m[0],
        )
        if marks:
            found: Agency = marks[0][1]
            return found
    for mark in context.marks("money"):
        for body in context.marks("agencies", max(0, mark.start - 120), mark.start):
            if re.search(r"\bkepada\s*$", context.text[max(0, body.start - 12) : body.start]):
                addressed: Agency = body.value
                return addressed
    return None


def _in_grid(context: Context, mark: Mark) -> bool:
    return any(g.start <= mark.start < g.end for g in context.grids)

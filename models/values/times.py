"""Clock times in running text, as 24-hour `HH:MM`."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A clock time and its place (characters, half open); `until` is the end of a span of time."""

    start: int
    end: int
    value: str
    until: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a place in a text: {self.start}-{self.end}")


_CLOCK = r"(?:[01]?[0-9O]|2[0-4])[.:][0-5O][0-9O](?:[.:][0-5]\d)?(?![\w])(?![.,:/]\d)"
_ZONE = r"(?:wib|wita|wit|w\.i\.b\.?)(?!\w)"
_PART = r"(?:pagi|siang|sore|petang|malam|mlm|dini\s{1,3}hari|subuh)(?!\w)"
_CUE = r"(?:pukul|pkl\.?|jam|jm\.?|waktu)(?!\w)"
_TO = r"(?:s\.?\s?/?\s?d\.?|-|–|—|sampai(?:\s{1,3}(?:dengan|pukul|jam))?|hingga)"
_DONE = r"(?:selesai|tuntas|habis|rampung)"
_GAP = r"\s{0,6}"
_WORDS = (
    *("satu", "dua", "tiga", "empat", "lima", "enam"),
    *("tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas"),
)
_HALF = r"(?:setengah|stengah|stgh|½)"
"""Half an hour before the one it names: "setengah 9" is 08:30."""
_LENGTH = r"jam|menit|hari|minggu|bulan|tahun|orang|kali|x\b|kerja|pelajaran"
"""What a number behind "jam" or "waktu" is of, where it is no hour: "waktu 3 hari"."""
_SPOKEN = rf"(?:\d{{1,2}}|{'|'.join(reversed(_WORDS))})(?!\w)(?![.,:/]\d)".replace(" ", r"\s")

_TIME = re.compile(
    rf"(?<![\w.,:/-])(?P<cue>{_CUE}{_GAP}[:.]?{_GAP})?"
    rf"(?:(?P<clock>{_CLOCK})|(?P<half>{_HALF}){_GAP}(?P<halfhour>{_SPOKEN})"
    rf"|(?P<hour>\d{{1,2}})(?={_GAP}(?:{_ZONE}|{_PART}|{_TO}{_GAP}(?:\d|{_DONE})))"
    rf"|(?<=[\s:.])(?P<spoken>{_SPOKEN})(?!{_GAP}(?:{_LENGTH})))"
    rf"(?:{_GAP}(?P<zone>{_ZONE}))?(?:{_GAP}(?P<part>{_PART}))?"
    rf"(?:{_GAP}{_TO}{_GAP}(?:{_CUE}{_GAP})?"
    rf"(?:(?P<until>{_CLOCK})|{_HALF}{_GAP}(?P<untilhalf>{_SPOKEN})|(?P<untilhour>\d{{1,2}})(?={_GAP}(?:{_ZONE}|{_PART}))|(?P<done>{_DONE}))"
    rf"(?:{_GAP}(?P<zone2>{_ZONE}))?(?:{_GAP}(?P<part2>{_PART}))?)?",
    re.IGNORECASE,
)
_RANGE_OF = re.compile(rf"{_GAP}{_TO}{_GAP}\d{{1,3}}{_GAP}(?:{_LENGTH})", re.IGNORECASE)
_SHIFT = re.compile(
    rf"\s{{1,3}}(?P<way>kurang|lewat|lebih)\s{{1,3}}(?:(?P<minutes>[1-5]?\d)(?!\w)|seperempat)"
    rf"(?:\s{{1,3}}menit)?(?:\s{{1,3}}(?P<late>{_PART}))?",
    re.IGNORECASE,
)
_KEY_BEFORE = re.compile(
    r"(?:waktu|jam|pukul|pkl\.?)[^\n]{0,40}[:=][^\n]{0,40}\Z"
    r"|\b(?:(?:di)?mulai|(?:di)?buka|(?:di)?tutup|bubar|selesai|berakhir|rampung)\s{1,3}(?:\w+\s{1,3}\w+\s{0,3}\(|\(?)\Z",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:^|[\n.;])[^\S\n]*(?:\w+\s)?(?:di)?tutup(?![^\n]*\b(?:rp|portal)\b)[^\n;]{0,60}\Z",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[^\S\n]*(?:[).]?[^\S\n]*(?:\n|\Z))")
_EVENING = re.compile(r"\b(?:malam|mlm)\b[^\n.;]{0,60}\Z", re.IGNORECASE)


def find_times(text: str) -> tuple[TimeFound, ...]:
    """Find the clock times of a text.

    A bare "19.30" is a time only beside a sign of one: "pukul", "jam", a zone, the part of the day,
    another time after "s/d", a key such as "Waktu :" on its line, a word for beginning or ending
    before it: "mulai 19.30, bubar 22.00", or at the end of a line that says that it was closed. "s/d
    selesai" ends nowhere. Hours may be words behind "pukul", and half ones: "setengah 9 malam".

    >>> find_times("jam 7 malam sampai 22.00 WIB")[0]
    TimeFound(start=0, end=28, value='19:00', until='22:00')
    >>> [t.value for t in find_times("pukul delapan malam; setengah 9 malam; jam 10.")]
    ['20:00', '20:30', '10:00']
    """
    found: list[TimeFound] = []
    for match in _TIME.finditer(text):
        if found and match.start() < found[-1].end:
            continue  # the minutes of the one before
        value = _value(match, text)
        if value is None or _is_length(match, text):
            continue
        shift = _SHIFT.match(text, match.end()) if match["spoken"] and not match["part"] else None
        if shift is not None:
            found.append(TimeFound(match.start(), shift.end(), _shifted(match, text, shift)))
            continue
        ending = match["until"] or match["untilhour"]
        until = _clock(ending, match["part2"]) if ending else _half_until(match, value)
        if until and match["part2"] and not match["part"]:
            shared = _value(match, text, match["part2"])
            value = shared if shared and shared < until else value  # "jam 7-9 malam"
        begin = match.start()
        if (match["cue"] or "").casefold().startswith("waktu"):
            begin = match.end("cue")
        found.append(TimeFound(begin, match.end(), value, until))
    return tuple(found)


def _is_length(match: re.Match[str], text: str) -> bool:
    """Tell whether a number beside a part of the day, or a range, counts something: "ronda 3 malam",
    "jam 20-30 menit".
    """
    if not match["hour"] or match["until"] or match["untilhour"]:
        return False
    if not match["cue"] and not match["zone"] and match["part"]:
        night = match["part"].casefold() in ("malam", "mlm")
        return night and not 6 <= int(match["hour"]) <= 12
    return _RANGE_OF.match(text, match.end("hour")) is not None


def _shifted(match: re.Match[str], text: str, shift: re.Match[str]) -> str:
    """Return an hour with the minutes that it is told to lack or to be past: "jam 7 kurang seperempat"."""
    clock = _value(match, text, shift["late"]) or "00:00"
    minutes = int(shift["minutes"]) if shift["minutes"] else 15
    hour, _, minute = clock.partition(":")
    sign = -1 if shift["way"].casefold() == "kurang" else 1
    total = (int(hour) * 60 + int(minute) + sign * minutes) % (24 * 60)
    return f"{total // 60:02d}:{total % 60:02d}"


def _value(match: re.Match[str], text: str, part: str | None = None) -> str | None:
    """Return when a time is or begins, `part` of the day being told behind; None where it is no time."""
    sure = any(
        match[name]
        for name in ("cue", "zone", "zone2", "part", "part2", "until", "untilhalf", "done")
    )
    before = text[max(0, match.start() - 90) : match.start()]
    if not sure and not _KEY_BEFORE.search(before):
        closes = match["clock"] and _CLOSING.search(before) and _ENDS.match(text, match.end())
        if not closes:
            return None
    part = match["part"] or part
    spoken = match["halfhour"] or match["spoken"]
    if spoken is None:
        if match["hour"] and not any(match[name] for name in ("cue", "zone", "part")):
            return None  # "3 - 5 orang", "12 s/d selesai"
        return _clock(match["clock"] or match["hour"], part)
    cue = (match["cue"] or "").casefold()
    if match["spoken"] and (not cue or cue.startswith("waktu")):
        return None
    if part is None and _EVENING.search(before):
        part = "malam"
    if match["half"]:
        return _half(spoken, part)
    return _clock(str(_hour(spoken)), part)


def _half_until(match: re.Match[str], begin: str) -> str | None:
    """Return when a span ends with half an hour: "jam 7 pagi s/d setengah 3 sore"; where no part of the day
    is told of it, the first behind its beginning.
    """
    if not match["untilhalf"]:
        return None
    parts = (match["part2"],) if match["part2"] else (match["part"], "pagi", "sore")
    ends = [end for part in parts if (end := _half(match["untilhalf"], part))]
    return next((end for end in ends if end > begin), ends[0] if match["part2"] and ends else None)


def _hour(spoken: str) -> int:
    low = " ".join(spoken.casefold().split())
    return int(low) if low.isdigit() else _WORDS.index(low) + 1


def _half(spoken: str, part: str | None) -> str | None:
    """Return half an hour before the one that is named."""
    hour = _hour(spoken)
    return _clock(f"{hour - 1}:30", part) if hour else None


def crosses_midnight(start: str, end: str) -> bool:
    """Tell whether a span of clock times that ends before it starts may run through the night.

    >>> crosses_midnight("20:00", "00:30"), crosses_midnight("14:00", "09:00")
    (True, False)
    """
    return end < start and start >= "17:00" and end <= "06:00"


def _clock(text: str, part: str | None) -> str | None:
    """Write an hour with its part of the day as HH:MM; None when the clock has no such time."""
    numbers = re.split(r"[.:]", text.upper().replace("O", "0"))
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    name = (part or "").casefold().split()[:1]
    afternoon = name in (["sore"], ["petang"]) or (name == ["siang"] and hour <= 4)
    if hour < 12 and (afternoon or (name in (["malam"], ["mlm"]) and hour >= 6)):
        hour += 12
    if name in (["malam"], ["mlm"]) and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None

"""How Indonesian texts write a calendar day: months, weekdays (calendar.toml), and the patterns made of them.

Every repeat is bounded or possessive, so that a pattern takes time in proportion to the text.
"""

import re

from models.values.anycase import one_of
from models.values.tables import read_toml

_CALENDAR = read_toml("calendar.toml")
MONTHS = {form: int(month) for month, forms in _CALENDAR["months"].items() for form in forms}
SHY_MONTHS = frozenset(
    form
    for form in MONTHS
    if (len(form) <= 3 or form in _CALENDAR["only_with_a_year"]["forms"])
    and form not in _CALENDAR["never_shy"]["forms"]
)
"""Forms that are also names or everyday words: they need a year or a weekday beside them."""
NAME_MONTHS = frozenset(_CALENDAR["also_names"]["forms"])
WEEKDAYS = {
    form.replace("'", ""): int(day)
    for group in ("weekdays", "english_weekdays")
    for day, forms in _CALENDAR[group].items()
    for form in forms
}


def _any_of(group: str) -> str:
    """Return a pattern for the days of a group; an apostrophe is any, with a blank behind or none."""
    forms = sorted((f for forms in _CALENDAR[group].values() for f in forms), key=len, reverse=True)
    return "|".join(form.replace("'", r"['’‘`´]?\s?") for form in forms)


N = r"[0-9OolI]{1,2}"  # figures, and the letters that OCR takes them for
_Y = r"(?:[1lI][9g][0-9OolI]{2}|2[0Oo][0-9OolI]{2})(?![\w])"
_GAP = r"\s{0,9}"
_EDGE = r"(?<![\w/])(?<!\d[.,-])"
_TO = r"(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?:\s{1,3}dengan)?|hingga|dan|&)"
_MORE = rf"(?P<more>(?:\s{{0,9}}+,\s{{0,9}}+{N}(?!\w)){{0,8}}+{_GAP}{_TO}{_GAP}{N})?"
_MONTH = rf"(?P<month>{one_of(MONTHS)})(?![^\W\d_])"
_WEEKDAY = _any_of("weekdays")
_ENGLISH = f"(?:{_any_of('english_weekdays')})"
_COUNT = one_of(
    (
        *(
            "satu",
            "dua",
            "tiga",
            "empat",
            "lima",
            "enam",
            "tujuh",
            "delapan",
            "sembilan",
            "sepuluh",
        ),
        *("sebelas", "belas", "puluh", "seratus", "ratus", "seribu", "ribu"),
    )
)
_IN_WORDS = rf"\(\s?{_COUNT}(?:\s{{1,3}}{_COUNT}){{0,8}}\s?\)"

_MORE_DAYS = _MORE.replace("|&", "|&|/")  # "16/17 Agustus"
LONG = re.compile(
    rf"{_EDGE}(?P<day>{N}){_MORE_DAYS}(?:{_GAP}{_IN_WORDS})?(?P<join>{_GAP}[-./]?{_GAP})"
    rf"(?:bulan\s{{1,9}})?{_MONTH}\.?"
    rf"(?:{_GAP}[-.,/]?{_GAP}(?:tahun\s{{1,9}}|th\.?\s{{0,3}}|thn\.?\s{{0,3}})?(?P<year>{_Y})"
    rf"|\s?[-/’'](?P<short>\d\d)(?!\w))?(?:\s{{0,3}}{_IN_WORDS})?",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    rf"(?<!\w){_MONTH}\.?\s{{1,4}}(?P<day>\d{{1,2}}),\s{{1,4}}(?P<year>{_Y})", re.IGNORECASE
)
WORDS = re.compile(
    rf"(?<!\w)(?P<head>(?:tanggal|tgl\.?)\s{{1,9}})(?P<day>{_COUNT}(?:\s{{1,9}}{_COUNT}){{0,3}})"
    rf"\s{{1,9}}(?:bulan\s{{1,9}})?{_MONTH}\s{{1,9}}(?:tahun\s{{1,9}})?"
    rf"(?:(?P<year>{_Y})|(?P<spelt>{_COUNT}(?:\s{{1,9}}{_COUNT}){{1,8}}))(?!\w)",
    re.IGNORECASE,
)


def _figures(mark: str, month: str = N) -> re.Pattern[str]:
    more = _MORE if mark != "-" else _MORE.replace("-|–|—|", "")
    return re.compile(
        rf"{_EDGE}(?P<day>{N}){more}\s{{0,3}}{mark}\s{{0,3}}(?P<month>{month})"
        rf"\s{{0,3}}{mark}\s{{0,3}}(?:(?P<year>{_Y})|(?P<short>\d\d)(?!\w))(?![/-]?\d|/\w)",
        re.IGNORECASE,
    )


FIGURES = (_figures("/"), _figures("-"), _figures(r"\."))
ROMAN = (_figures("/", "[IVX]{1,4}"), _figures("-", "[IVX]{1,4}"))
ISO = re.compile(r"(?<![\w/.-])(?P<year>\d{4})([-/])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d/-])")
NO_YEAR = re.compile(
    rf"{_EDGE}(?P<day>{N}){_MORE}\s?/\s?(?P<month>{N})(?![\w/.,-]\d|\w|/|\s{{1,3}}(?:bagian|porsi|inci)\b)"
)

BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<from>{_WEEKDAY}){_GAP}(?:{_TO}|,|/){_GAP})?"
    rf"(?:(?P<weekday>{_WEEKDAY})(?:\s{{1,3}}(?:wage|kliwon|legi|pahing|paing|pon|pagi|siang|sore|petang|malam|mlm))?"
    # "Rabu lalu (20/9)", "Kamis pekan depan, 21 September"
    rf"(?:\s{{1,3}}(?:(?:pekan|minggu|bulan)\s{{1,3}})?(?:lalu|kemarin|kmrn|ini|besok|depan|mendatang|itu)(?!\w))?"
    rf"|(?P<english>{_ENGLISH})(?=\s?[,.]))"
    rf"{_GAP}[,./:;|-]?{_GAP}(?:(?:tanggal|tgl)\.?{_GAP}[:.]?{_GAP})?\(?\s{{0,3}}\Z",
    re.IGNORECASE,
)
# "tgl 20/9", "paling lambat 19/3": without it "1/2" is a share, as behind "maksimal".
SLASH_CUE = re.compile(
    r"(?<!\w)(?:tanggal|tgl\.?|paling\s{1,3}(?:lambat|telat)|selambat-lambatnya)\s{0,3}:?\s{0,3}\Z",
    re.IGNORECASE,
)
EVE = re.compile(r"\bmalam\s{1,3}\Z", re.IGNORECASE)
WEEKS = re.compile(
    r"(?:\d|\b(?:satu|dua|tiga|empat|per|tiap|setiap|akhir|awal|beberapa))\s{1,3}\Z", re.IGNORECASE
)
AFTER = re.compile(rf"\s{{0,3}}\(\s?(?P<weekday>{_WEEKDAY})\s?\)", re.IGNORECASE)
NOT_A_DATE = re.compile(
    # A ward and its number stand in one cell: "Ketua RT | 31 Agustus" tells a day.
    # "minggu ke-2 bulan April" is a week, "Minggu, 2 April" a day.
    r"(?:\b(?:minggu|pekan|hari|tahap|termin)\s{0,3}ke\s?-?\s{0,3}|\b(?:rt|rw|rk)[^\S\t]?[.:]{0,2}[^\S\t]{0,4}|\b(?:rp|idr|nomor|nomer|no|nip|nik|telp?|telepon|hp|wa|rek|rekening|norek|kode|pos)"
    r"\s?[.:]{0,2}\s{0,4}(?:surat\s?:?\s?)?)\Z",
    re.IGNORECASE,
)
DATE_CUE = re.compile(r"(?:tanggal|tgl\.?|[^\W\d_]{3,},)\s{0,4}:?\s{0,4}\Z", re.IGNORECASE)
DATELINE_CUE = re.compile(r"(?:\A|\n)[^\W\d_][^\W\d_]{2,14}(?: [^\W\d_]{2,14})?\s?[,(]\s?\Z")
DATELINE_END = re.compile(r"\)?\s?[-–—]\s")
RANGE_BETWEEN = re.compile(
    r"\)?\s{0,4}(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?:\s{1,3}dengan)?|hingga)\s{0,4}"
    r"(?:(?:hari|tanggal|tgl\.?)\s{0,4}){0,2}\(?",
    re.IGNORECASE,
)
LIST_BETWEEN = re.compile(
    r"\)?\s{0,4}(?:,|dan|&|serta|,\s?dan)\s{0,4}(?:(?:hari|tanggal|tgl\.?)\s{0,4}){0,2}\(?",
    re.IGNORECASE,
)

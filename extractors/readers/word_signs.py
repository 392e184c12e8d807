"""What Word shows without letters: ticked boxes, signs of symbol fonts, formulas."""

from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_WINGDINGS = {
    **{0x21: "✏", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■"},
    **{0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9F: "•"},
    **{0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗"},
    **{0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    **{0x81 + n: chr(ord("①") + n) for n in range(10)},
}
_WINGDINGS_2 = {
    **{0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA2: "■", 0xA3: "☐"},
}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"}
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **{0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠"},
    **{0xBB: "≈", 0xAC: "←", 0xAE: "→", 0xD6: "√", 0xE5: "∑", 0xD7: "⋅"},
    **{n: chr(n) for n in (*range(0x20, 0x40), *b"[]_{|}~")},
}
_FONTS = {
    **{"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS},
    "symbol": _SYMBOL,
}
UNKNOWN = "\ufffd"
"""Stands for a sign that these tables do not know."""


def sign_of(symbol: Any) -> str:
    """Return the character of a sign (w:sym), UNKNOWN where its font's signs are not known."""
    try:
        code = int(symbol.get(f"{_W}char", ""), 16)
    except ValueError:
        return UNKNOWN
    return _character(code, str(symbol.get(f"{_W}font", "")))


def shown(text: str, run: Any) -> str:
    """Return the text of a run as it shows: in a symbol font letters are signs."""
    fonts = run.find(f"{_W}rPr/{_W}rFonts") if run.tag == f"{_W}r" else None
    font = (
        str(fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "") if fonts is not None else ""
    )
    if font.lower() not in _FONTS:
        return text
    return "".join(c if c.isspace() else _character(ord(c), font) for c in text)


def _character(code: int, font: str) -> str:
    signs = _FONTS.get(font.lower())
    bare = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code  # so Word keeps signs of such fonts
    if signs is not None and bare <= 0xFF:
        return signs.get(bare, UNKNOWN)
    return chr(code) if code == bare and chr(code).isprintable() else UNKNOWN


def box_of(field: Any) -> str:
    """Return the box of a form (w:fldChar) as it is ticked or not; "" for other fields."""
    box = field.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    ticked = box.find(f"{_W}checked")
    if ticked is None:
        ticked = box.find(f"{_W}default")
    is_ticked = ticked is not None and ticked.get(f"{_W}val", "1") not in ("0", "false", "off")
    return "☑" if is_ticked else "☐"


def formula_of(element: Any) -> str:
    """Return a formula on one line, with what its shape says: a/b, a^2, √(b), (c)."""
    return "".join(_formula(element))


def _formula(element: Any) -> Iterator[str]:
    for child in element:
        kind = str(child.tag).removeprefix(_M)
        if kind == "t" or child.tag == f"{_W}t":
            yield child.text or ""
        elif kind == "f":
            yield f"{_part(child, 'num')}/{_part(child, 'den')}"
        elif kind in ("sSup", "sSub", "sSubSup"):
            low, high = _part(child, "sub"), _part(child, "sup")
            yield _part(child, "e") + (f"_{low}" if low else "") + (f"^{high}" if high else "")
        elif kind == "rad":
            yield f"√({_inside(child, 'e')})"
        elif kind == "d":
            inner = _said(child, "dPr", "sepChr", "|").join(
                formula_of(e) for e in child.findall(f"{_M}e")
            )
            yield f"{_said(child, 'dPr', 'begChr', '(')}{inner}{_said(child, 'dPr', 'endChr', ')')}"
        elif kind == "nary":
            low, high = _part(child, "sub"), _part(child, "sup")
            sign = _said(child, "naryPr", "chr", "∫")
            ends = (f"_{low}" if low else "") + (f"^{high}" if high else "")
            yield f"{sign}{ends} {_inside(child, 'e')}"
        elif not kind.endswith("Pr"):
            yield from _formula(child)


def _inside(element: Any, tag: str) -> str:
    found = element.find(f"{_M}{tag}")
    return formula_of(found).strip() if found is not None else ""


def _part(element: Any, tag: str) -> str:
    """Return a part of a formula, in brackets where it is more than one number or name."""
    text = _inside(element, tag)
    return f"({text})" if any(not (c.isalnum() or c in ".,") for c in text) else text


def _said(element: Any, props: str, tag: str, default: str) -> str:
    found = element.find(f"{_M}{props}/{_M}{tag}")
    return default if found is None else str(found.get(f"{_M}val", ""))

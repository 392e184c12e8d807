"""What scanners, phones, faxes and years do to a page: each fault takes a page and returns it worse.

A page is blue-green-red, 8 bits; every fault takes the page, its dots per inch and a generator, so
that the same seed gives the same page.
"""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Page = npt.NDArray[np.uint8]
Rng = np.random.Generator
Fault = Callable[[Page, float, Rng], Page]


def _bytes(values: npt.NDArray[np.generic] | cv2.typing.MatLike) -> Page:
    return np.ascontiguousarray(np.clip(values, 0, 255), dtype=np.uint8)


def _blend(page: Page, colour: tuple[int, int, int], share: npt.NDArray[np.float32]) -> Page:
    """Lay a colour over the page as ink does: it darkens, by a share for each pixel."""
    ink = np.array(colour, dtype=np.float32) / 255
    return _bytes(page * (1 - share[:, :, None] * (1 - ink)))


def turned(quarters: int) -> Fault:
    """Turn clockwise by quarters."""
    return lambda page, dpi, rng: _bytes(np.rot90(page, k=-quarters))


def skewed(degrees: float, ground: int = 250) -> Fault:
    """Turn anticlockwise by degrees on a larger sheet."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        return _bytes(
            cv2.warpAffine(
                page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(ground,) * 3
            )
        )

    return fault


def uneven(darkest: float) -> Fault:
    """Light from one side; `darkest` is what remains at the other."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        a = rng.uniform(0, 2 * np.pi)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        ramp = (x / width - 0.5) * np.cos(a) + (y / height - 0.5) * np.sin(a)
        ramp = (ramp - ramp.min()) / (ramp.max() - ramp.min())
        return _bytes(page * (darkest + (1 - darkest) * ramp)[:, :, None])

    return fault


def shadow(darkness: float) -> Fault:
    """The shadow of a hand and a phone, with soft edges."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        mask = np.zeros((height, width), np.float32)
        shape = np.array(
            [[0.25, 1.05], [0.3, 0.5], [0.42, 0.3], [0.75, 0.26], [0.85, 0.6], [1.05, 1.05]]
        )
        shape[:, 0] += rng.uniform(-0.15, 0.1)
        cv2.fillPoly(mask, [(shape * (width, height)).astype(np.int32)], 1.0)
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), width / 60), np.float32)
        return _bytes(page * (1 - darkness * mask)[:, :, None])

    return fault


def _ground(kind: str, height: int, width: int, rng: Rng) -> npt.NDArray[np.float32]:
    noise = cv2.resize(
        rng.normal(0, 1, (height // 40 + 1, 6)).astype(np.float32),
        (width, height),
        interpolation=cv2.INTER_CUBIC,
    )
    base = np.zeros((height, width, 3), np.float32)
    if kind == "dark":
        base[:] = (34, 44, 58)
        base += 7 * noise[:, :, None]
    elif kind == "bright":
        base[:] = (206, 212, 214)
        base += 3 * noise[:, :, None]
    elif kind == "wood":
        base[:] = (70, 110, 160)
        base += 26 * noise[:, :, None]
    elif kind == "tiles":
        base[:] = (178, 186, 190)
        step = width // 5
        y, x = np.mgrid[0:height, 0:width]
        base[((x // step + y // step) % 2) == 0] = (120, 128, 140)
        base[(x % step < width // 160) | (y % step < width // 160)] = (70, 70, 70)
    elif kind == "batik":
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        wave = np.sin(x / width * 60) * np.sin(y / width * 60) + 0.5 * np.sin((x + y) / width * 110)
        base[:] = (60, 90, 140)
        base[wave > 0.4] = (190, 215, 225)
        base[wave < -0.7] = (25, 30, 45)
    base += rng.normal(0, 3, base.shape).astype(np.float32)
    return base


def photographed(
    kind: str, tilt: float, *, room: float = 0.12, cut: float = 0.0, roll: float = 0.0
) -> Fault:
    """Lay the page on a ground and look at it aslant. `room` is the ground around it and `tilt` how
    far corners move, as shares of the width; `cut` shifts the sheet over the frame's edge, `roll`
    turns it, in degrees.
    """

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        border = int(room * width)
        size = width + 2 * border, height + 2 * border
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        goal = corners + border + rng.uniform(-tilt, tilt, (4, 2)).astype(np.float32) * width
        goal[:, 0] -= cut * width
        turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), roll, 1.0)
        goal = cv2.transform(goal[None], turn)[0].astype(np.float32)
        matrix = cv2.getPerspectiveTransform(corners, goal)
        ground = _ground(kind, size[1], size[0], rng)
        mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, size)
        dark = cv2.GaussianBlur(mask, (0, 0), width / 80)  # the sheet's own shadow on the ground
        ground *= (1 - 0.35 * dark)[:, :, None]
        sheet = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_CUBIC)
        mask = cv2.GaussianBlur(mask, (3, 3), 0)[:, :, None]
        return _bytes(sheet * mask + ground * (1 - mask))

    return fault


def curled(height_share: float, waves: float = 0.5) -> Fault:
    """Bend the lines as a page near a book's back does, and shade it."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        bend = np.sin(2 * np.pi * waves * x / width).astype(np.float32)
        moved = cv2.remap(
            page,
            x,
            y - height_share * width * bend,
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        shade = 1 - 0.25 * np.clip(np.cos(2 * np.pi * waves * x / width), 0, 1)
        return _bytes(moved * shade[:, :, None])

    return fault


def speckled(share: float) -> Fault:
    """Black dust of one to three pixels."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        dust = (rng.random(page.shape[:2]) < share).astype(np.uint8)
        big = cv2.dilate(
            (rng.random(page.shape[:2]) < share / 6).astype(np.uint8), np.ones((2, 3), np.uint8)
        )
        out = page.copy()
        out[cv2.bitwise_or(dust, big) > 0] = 25
        return out

    return fault


def dirty(count: int) -> Fault:
    """Crumbs on the scanner's glass, half a millimetre and more across, each by itself."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        out = page.copy()
        height, width = page.shape[:2]
        for _ in range(count):
            at = int(rng.uniform(0, width)), int(rng.uniform(0, height))
            across = rng.uniform(0.45, 0.65, 2) * dpi / 25.4
            axes = int(across[0] / 2 + 0.5), int(across[1] / 2 + 0.5)
            cv2.ellipse(out, at, axes, rng.uniform(0, 180), 0, 360, (30, 30, 30), -1, cv2.LINE_AA)
        return out

    return fault


def salted(share: float) -> Fault:
    """White and black points in equal parts, as a bad sensor makes."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        chance = rng.random(page.shape[:2])
        out = page.copy()
        out[chance < share / 2] = 0
        out[chance > 1 - share / 2] = 255
        return out

    return fault


def grainy(deviation: float) -> Fault:
    """The noise of a small sensor in the evening."""
    return lambda page, dpi, rng: _bytes(page + rng.normal(0, deviation, page.shape))


def faded(darkest: int) -> Fault:
    """Ink that is no darker than this."""
    return lambda page, dpi, rng: _bytes(darkest + page.astype(np.float32) * (255 - darkest) / 255)


def patchy(strength: float) -> Fault:
    """A ribbon or toner that gives out in places."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        noise = cv2.resize(
            rng.random((24, 18)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
        )
        return _bytes(
            255
            - (255 - page.astype(np.float32)) * (1 - strength * np.clip(noise, 0, 1))[:, :, None]
        )

    return fault


def bleeding(strength: float) -> Fault:
    """The back of the sheet shines through: the page itself, mirrored, moved and blurred."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        back = np.roll(page[:, ::-1], int(dpi * 0.11), axis=0)
        back = _bytes(cv2.GaussianBlur(back, (0, 0), dpi / 160))
        return _bytes(page.astype(np.float32) * (1 - strength * (255 - back) / 255))

    return fault


def faxed(page: Page, dpi: float, rng: Rng) -> Page:
    """Black and white at 204 x 98 dots an inch, as the old standard mode sends."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    small = cv2.resize(
        grey, (round(width * 204 / dpi), round(height * 98 / dpi)), interpolation=cv2.INTER_AREA
    )
    small = _bytes(small + rng.normal(0, 9, small.shape))
    return cv2.cvtColor(np.where(small < 178, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR).astype(
        np.uint8
    )


def black_and_white(page: Page, dpi: float, rng: Rng) -> Page:
    """One bit a pixel by a threshold, as copiers scan."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    return cv2.cvtColor(np.where(grey < 150, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR).astype(
        np.uint8
    )


def blocky(quality: int) -> Fault:
    """JPEG of a low quality, once and again on another grid, as messengers do."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        for shift in (0, 3):
            _, data = cv2.imencode(
                ".jpg", np.roll(page, shift, axis=0), [cv2.IMWRITE_JPEG_QUALITY, quality]
            )
            shown = cv2.imdecode(data, cv2.IMREAD_COLOR)
            assert shown is not None
            page = np.roll(_bytes(shown), -shift, axis=0)
        return page

    return fault


def blurred(inches: float) -> Fault:
    """Out of focus; `inches` is the deviation of the blur on the paper."""
    return lambda page, dpi, rng: _bytes(cv2.GaussianBlur(page, (0, 0), inches * dpi))


def shaken(inches: float, degrees: float) -> Fault:
    """Blurred along one direction by a hand that moved."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        length = max(3, int(inches * dpi) | 1)
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1
        turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), degrees, 1)
        kernel = np.asarray(cv2.warpAffine(kernel, turn, (length, length)))
        return _bytes(cv2.filter2D(page, -1, kernel / kernel.sum()))

    return fault


def moire(strength: float) -> Fault:
    """Bands as of a screen photographed."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        bands = np.sin(x * 2.1 + y * 0.35) + np.sin(y * 1.93 - x * 0.2) + np.sin((x + y) / dpi * 3)
        colour = np.stack([bands, np.roll(bands, 1, 1), np.roll(bands, 2, 1)], axis=2)
        return _bytes(page * (1 - strength / 2) + strength * 40 * colour)

    return fault


def lined(inches: float, colour: tuple[int, int, int], thick: float = 0.008) -> Fault:
    """Lined paper: lines at a distance that does not care for the words."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        share = np.zeros(page.shape[:2], np.float32)
        for y in np.arange(0.8 * dpi, page.shape[0], inches * dpi):
            share[int(y) : int(y + max(1, thick * dpi))] = 1
        return _blend(page, colour, share)

    return fault


def struck(count: int) -> Fault:
    """Pen lines drawn by hand along and through rows of words."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        out = page.copy()
        for _ in range(count):
            y = int(rng.uniform(0.2, 0.8) * height)
            x = int(rng.uniform(0.1, 0.4) * width)
            end = (
                int(x + rng.uniform(0.2, 0.5) * width),
                int(y + rng.uniform(-0.003, 0.003) * height),
            )
            cv2.line(out, (x, y), end, (40, 40, 40), max(1, int(dpi / 110)), cv2.LINE_AA)
        return out

    return fault


def stamped(colour: tuple[int, int, int], x: float, y: float, strength: float = 0.75) -> Fault:
    """A round stamp over the words at a place given as shares of the page."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        mask = np.zeros((height, width), np.uint8)
        middle, radius = (int(x * width), int(y * height)), int(0.68 * dpi)
        for r, w in ((1.0, 0.035), (0.93, 0.012), (0.6, 0.014)):
            cv2.circle(mask, middle, int(r * radius), 255, max(1, int(w * dpi)), cv2.LINE_AA)
        for i, letter in enumerate("KELURAHAN  LEMBAGA  PEMBERDAYAAN  "):
            a = 2 * np.pi * i / 34
            at = (
                int(middle[0] + 0.76 * radius * np.sin(a)),
                int(middle[1] - 0.76 * radius * np.cos(a)),
            )
            cv2.putText(
                mask,
                letter,
                at,
                cv2.FONT_HERSHEY_SIMPLEX,
                dpi / 480,
                255,
                max(1, int(dpi / 150)),
                cv2.LINE_AA,
            )
        cv2.putText(
            mask,
            "LPM",
            (middle[0] - int(0.26 * dpi), middle[1] + int(0.08 * dpi)),
            cv2.FONT_HERSHEY_DUPLEX,
            dpi / 190,
            255,
            max(1, int(dpi / 90)),
            cv2.LINE_AA,
        )
        share = np.asarray(mask.astype(np.float32) / 255 * strength, np.float32)
        share *= 0.7 + 0.3 * rng.random((height, width)).astype(np.float32)
        return _blend(page, colour, share)

    return fault


def signed(x: float, y: float) -> Fault:
    """A signature in blue pen at a place given as shares of the page."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        t = np.linspace(0, 1, 80)
        xs = x * width + dpi * (1.3 * t + 0.12 * np.sin(22 * t))
        ys = y * height + dpi * (0.22 * np.sin(15 * t) * (1 - t) + 0.05 * np.sin(40 * t))
        share = np.zeros((height, width), np.float32)
        points = np.stack([xs, ys], axis=1).astype(np.int32)
        cv2.polylines(share, [points], False, 1.0, max(1, int(dpi / 70)), cv2.LINE_AA)
        return _blend(page, (140, 50, 30), share * 0.9)

    return fault


def punched(page: Page, dpi: float, rng: Rng) -> Page:
    """Two holes at the left, black as the scanner's lid is."""
    out = page.copy()
    for y in (0.36, 0.64):
        cv2.circle(
            out,
            (int(0.45 * dpi), int(y * page.shape[0])),
            int(0.12 * dpi),
            (18, 18, 18),
            -1,
            cv2.LINE_AA,
        )
    return out


def bordered(share: float) -> Fault:
    """Black around the sheet, wider at the right and below, as an open lid leaves it."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        side = int(share * page.shape[1])
        out = cv2.copyMakeBorder(
            page,
            side // 3,
            int(1.6 * side),
            side // 4,
            side,
            cv2.BORDER_CONSTANT,
            value=(14, 14, 14),
        )
        return _bytes(out + rng.normal(0, 4, out.shape))

    return fault


def coloured(colour: tuple[int, int, int]) -> Fault:
    """Paper of a colour (blue, green, red)."""
    return lambda page, dpi, rng: _bytes(page.astype(np.float32) * np.array(colour) / 255)


def highlighted(rows: int) -> Fault:
    """Bands of yellow, green and pink over some words."""

    def fault(page: Page, dpi: float, rng: Rng) -> Page:
        height, width = page.shape[:2]
        share = np.zeros((height, width), np.float32)
        for _ in range(rows):
            y, x = int(rng.uniform(0.2, 0.8) * height), int(rng.uniform(0.1, 0.5) * width)
            share[y : y + int(0.19 * dpi), x : x + int(rng.uniform(1, 3) * dpi)] = 1
        share = np.asarray(cv2.GaussianBlur(share, (0, 0), dpi / 90), np.float32)
        return _blend(
            page, [(60, 250, 255), (120, 255, 140), (200, 130, 255)][int(rng.integers(3))], share
        )

    return fault


def folded(page: Page, dpi: float, rng: Rng) -> Page:
    """Two creases: a dark line beside a light one, and another light on each side."""
    out = page.astype(np.float32)
    for y in (0.34, 0.67):
        at = int(y * page.shape[0])
        out[at : at + max(1, int(dpi / 120))] *= 0.72
        out[at + 2 : at + int(dpi * 0.5)] *= np.linspace(0.86, 1, int(dpi * 0.5) - 2)[:, None, None]
    return _bytes(out)


def stained(page: Page, dpi: float, rng: Rng) -> Page:
    """A ring of coffee and a brown cloud."""
    height, width = page.shape[:2]
    share = np.zeros((height, width), np.float32)
    middle = int(rng.uniform(0.3, 0.7) * width), int(rng.uniform(0.3, 0.6) * height)
    cv2.circle(share, middle, int(1.4 * dpi), 0.5, int(0.09 * dpi), cv2.LINE_AA)
    cv2.circle(share, middle, int(1.3 * dpi), 0.22, -1, cv2.LINE_AA)
    return _blend(
        page, (60, 110, 160), cv2.GaussianBlur(share, (0, 0), dpi / 50).astype(np.float32)
    )

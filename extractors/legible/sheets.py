"""A page in the making: grey pixels, and the way back from them to the image that they came from."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr import Image

Homography = npt.NDArray[np.float64]
"""3 x 3, on columns (x, y, 1) of pixels."""
Array = npt.NDArray[np.generic] | cv2.typing.MatLike


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grey page; `dpi` says how many of its pixels make an inch."""

    image: Image
    dpi: float
    origin: Homography
    """From its pixels to those of the image that it was made of."""
    size: tuple[int, int]
    """Width and height of that image."""

    @property
    def height(self) -> int:
        """Return the rows of pixels."""
        return int(self.image.shape[0])

    @property
    def width(self) -> int:
        """Return the columns of pixels."""
        return int(self.image.shape[1])

    def showing(self, image: Image) -> "Sheet":
        """Return the sheet with other pixels in the same places."""
        return replace(self, image=image)

    def scaled(self, factor: float) -> "Sheet":
        """Return the sheet larger or smaller."""
        if abs(factor - 1) < 0.01:
            return self
        way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
        image = pixels_of(cv2.resize(self.image, None, fx=factor, fy=factor, interpolation=way))
        across, down = self.width / image.shape[1], self.height / image.shape[0]
        origin = self.origin @ np.diag([across, down, 1.0])
        return replace(self, image=image, dpi=self.dpi * factor, origin=origin)

    def turned(self, quarters: int) -> "Sheet":
        """Return the sheet turned clockwise by quarters of a full turn."""
        quarters %= 4
        if not quarters:
            return self
        height, width = self.height, self.width
        back = {
            1: [[0, 1, 0], [-1, 0, height]],
            2: [[-1, 0, width], [0, -1, height]],
            3: [[0, -1, width], [1, 0, 0]],
        }[quarters]
        origin = self.origin @ np.array([*back, [0, 0, 1]], dtype=np.float64)
        return replace(self, image=pixels_of(np.rot90(self.image, k=-quarters)), origin=origin)

    def rotated(self, degrees: float, way: int = cv2.INTER_CUBIC) -> "Sheet":
        """Return the sheet turned anticlockwise by some degrees, grown so that no corner is lost.

        `way` is how OpenCV fills in between pixels.
        """
        sine, cosine = abs(np.sin(np.radians(degrees))), abs(np.cos(np.radians(degrees)))
        width = int(self.width * cosine + self.height * sine)
        height = int(self.height * cosine + self.width * sine)
        matrix = cv2.getRotationMatrix2D((self.width / 2, self.height / 2), degrees, 1.0)
        matrix[0, 2] += (width - self.width) / 2
        matrix[1, 2] += (height - self.height) / 2
        made = cv2.warpAffine(self.image, matrix, (width, height), flags=way, borderValue=(255,))
        origin = self.origin @ inverse(np.vstack([matrix, [0, 0, 1]]))
        return replace(self, image=pixels_of(made), origin=origin)


def pixels_of(array: Array) -> Image:
    """Return an array as 8-bit pixels in one piece of memory."""
    return np.ascontiguousarray(array, dtype=np.uint8)


def darker(grey: Array, level: int) -> Image:
    """Return 255 where grey pixels are darker than a level, else 0."""
    return pixels_of(cv2.threshold(pixels_of(grey), level - 1, 255, cv2.THRESH_BINARY_INV)[1])


def reduced(pixels: Array, factor: float) -> Image:
    """Return pixels averaged down to `factor` of their width and height.

    As much as goes by halves goes first: OpenCV does those many times as fast as any other share. What is
    rounded twice suffices to tell which way a page lies, not to move its pixels by.
    """
    height, width = pixels.shape[:2]
    goal = max(round(width * factor), 1), max(round(height * factor), 1)
    while factor <= 0.5 and min(height, width) > 1:
        pixels = cv2.resize(pixels_of(pixels), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        height, width = pixels.shape[:2]
        factor *= 2
    if (width, height) != goal:
        pixels = cv2.resize(pixels_of(pixels), goal, interpolation=cv2.INTER_AREA)
    return pixels_of(pixels)


def chosen(ink: Image, labels: Array, kept: npt.NDArray[np.bool_]) -> Image:
    """Return the ink whose label is one of those kept, 255 on 0; paper, label 0, is never kept."""
    at = places(ink)
    out = np.zeros_like(ink)
    out.ravel()[at] = kept.astype(np.uint8)[of_places(labels, at)] * np.uint8(255)
    return out


def places(ink: Image) -> npt.NDArray[np.intp]:
    """Return where ink is, as places in the flat array: far fewer than there are pixels."""
    return np.flatnonzero(ink > 0)


def of_places(labels: Array, at: npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
    """Return the labels of these places."""
    return np.asarray(labels, dtype=np.int32).ravel()[at]


def row_sums(pixels: Image) -> npt.NDArray[np.float64]:
    """Return what the pixels of each row add up to, exactly; numpy takes five times as long."""
    sums = cv2.reduce(pixels, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    return np.asarray(sums, dtype=np.float64).ravel()


def inverse(matrix: Array) -> Homography:
    """Return the way back."""
    return np.asarray(np.linalg.inv(np.asarray(matrix, dtype=np.float64)), dtype=np.float64)

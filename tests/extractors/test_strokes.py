"""Strokes and parts of ink: what OpenCV finds, to the pixel, also at the edges."""

import cv2
import numpy as np
import pytest

from extractors.legible.strokes import parts_of, strokes


def ink(seed: int) -> np.ndarray:
    """Return specks and strokes, some of them along the edges and into the corners."""
    random = np.random.default_rng(seed)
    page = np.zeros((203, 317), np.uint8)
    page[random.random(page.shape) < 0.05] = 255
    for _ in range(30):
        y, x = int(random.integers(-5, 203)), int(random.integers(-5, 317))
        long, thick = int(random.integers(20, 200)), int(random.integers(1, 5))
        high, wide = (thick, long) if random.random() < 0.5 else (long, thick)
        page[max(y, 0) : max(y + high, 0), max(x, 0) : max(x + wide, 0)] = 255
    page[0, :90], page[-1, -70:], page[-60:, 0] = 255, 255, 255
    return page


@pytest.mark.parametrize(
    ("width", "height"), [(90, 0), (61, 0), (0, 64), (0, 45), (24, 0), (8, 0), (0, 7), (400, 0)]
)
def test_strokes_are_those_that_morphology_opens(width: int, height: int) -> None:
    kernel = np.ones((max(height, 1), max(width, 1)), np.uint8)
    for seed in range(4):
        page = ink(seed)
        opened = cv2.morphologyEx(page, cv2.MORPH_OPEN, kernel)
        assert (strokes(page, width, height) == opened).all()


def test_parts_are_measured_as_by_statistics() -> None:
    for seed in range(4):
        page = ink(seed)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(page, connectivity=8)
        parts = parts_of(page)
        assert len(parts.area) == count > 100
        assert (parts.labels == labels).all()
        assert (parts.width[1:] == stats[1:, cv2.CC_STAT_WIDTH]).all()
        assert (parts.height[1:] == stats[1:, cv2.CC_STAT_HEIGHT]).all()
        assert (parts.area[1:] == stats[1:, cv2.CC_STAT_AREA]).all()


def test_a_page_without_ink_has_no_strokes_and_no_parts() -> None:
    blank = np.zeros((50, 60), np.uint8)
    assert not strokes(blank, 0, 40).any()
    assert len(parts_of(blank).area) <= 1

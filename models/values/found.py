"""Where a value stands in a text."""

from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A value and its place: characters of the text that was given, half open."""

    start: int
    end: int
    value: V

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a place in a text: {self.start}-{self.end}")

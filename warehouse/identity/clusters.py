"""Nodes put together by their links: the surest first, never against what speaks clearly against it.

The outcome depends on nodes and links alone, not on the order in which they are given.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from warehouse.identity.evidence import ACCEPT, Link

MARGIN = 0.02
"""So much surer one of two fits must be than the other to count alone."""

Pair = tuple[str, str]


class _Groups:
    """Which nodes are together; two groups that hold a conflict are never put together."""

    def __init__(self, nodes: Iterable[str], conflict: Callable[[str, str], bool]) -> None:
        self.of = {node: node for node in nodes}
        self.members = {node: [node] for node in self.of}
        self._conflict = conflict

    def against(self, a: str, b: str) -> bool:
        """Tell whether something speaks against putting these two groups together."""
        return any(self._conflict(x, y) for x in self.members[a] for y in self.members[b])

    def join(self, a: str, b: str) -> None:
        """Put two groups together; a group is called by its first node."""
        keep, lose = sorted((a, b))
        for node in self.members[lose]:
            self.of[node] = keep
        self.members[keep] += self.members.pop(lose)


def put_together(
    nodes: Iterable[str],
    links: Mapping[Pair, Link],
    *,
    conflict: Callable[[str, str], bool],
    same: Iterable[Pair] = (),
    apart: frozenset[Pair] = frozenset(),
) -> dict[str, str]:
    """Return for each node the first node of its group.

    Args:
        nodes: all nodes, by names that can be sorted.
        links: what speaks for two nodes, each pair sorted.
        conflict: whether two nodes cannot be one.
        same: pairs that a person called one; they are, whatever speaks against it.
        apart: pairs that a person called two; this beats everything.
    """

    def parted(a: str, b: str) -> bool:
        return (a, b) in apart or (b, a) in apart

    groups = _Groups(nodes, parted)
    for a, b in sorted(same):
        if a in groups.of and b in groups.of and groups.of[a] != groups.of[b]:
            one, two = groups.of[a], groups.of[b]
            if not groups.against(one, two):
                groups.join(one, two)
    groups._conflict = lambda a, b: parted(a, b) or conflict(a, b)
    accepted = sorted(
        (-link.score, a, b, link.partial)
        for (a, b), link in links.items()
        if link.score >= ACCEPT and a in groups.of and b in groups.of
    )
    _join_all(groups, ((a, b) for _, a, b, partial in accepted if not partial))
    _join_all(groups, _unambiguous(groups, [x for x in accepted if x[3]]))
    return groups.of


def _join_all(groups: _Groups, pairs: Iterable[Pair]) -> None:
    for a, b in pairs:
        one, two = groups.of[a], groups.of[b]
        if one != two and not groups.against(one, two):
            groups.join(one, two)


def _unambiguous(groups: _Groups, links: list[tuple[float, str, str, bool]]) -> list[Pair]:
    """Return the partial links of groups that fit one other alone, or one much better than others."""
    fits: dict[str, dict[str, float]] = {}
    for minus, a, b, _ in links:
        one, two = groups.of[a], groups.of[b]
        if one != two:
            for x, y in ((one, two), (two, one)):
                known = fits.setdefault(x, {})
                known[y] = max(known.get(y, 0.0), -minus)
    refused: set[Pair] = set()
    for one, others in fits.items():
        for two, three in combinations(sorted(others), 2):
            if groups.against(two, three):
                lead = others[two] - others[three]
                refused |= {(one, two)} if lead < MARGIN else set()
                refused |= {(one, three)} if lead > -MARGIN else set()
    return [
        (a, b)
        for _, a, b, _ in links
        if (groups.of[a], groups.of[b]) not in refused
        and (groups.of[b], groups.of[a]) not in refused
    ]

"""How long to wait before trying a server again: a second, doubling, at most thirty (DESIGN 11)."""

from __future__ import annotations


class Backoff:
    """The waits of one connection; `reset` when it has answered."""

    def __init__(self, first: float = 1.0, longest: float = 30.0) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def next(self) -> float:
        """Seconds to wait now; the next wait is twice as long."""
        wait, self._next = self._next, min(self._next * 2, self._longest)
        return wait

    def reset(self) -> None:
        self._next = self._first

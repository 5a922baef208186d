"""Reading a TOML table key by key, collecting every fault with the key that caused it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from daemon.protocol.values import Basis

_NONE: Any = object()


class Table:
    """One table of a file. Each method takes a key, checks it, and notes a fault instead of raising.

    `done` notes every key that nobody asked for, so that a misspelt rule is never silently absent. `given` is False
    for an optional table that the file does not have.
    """

    def __init__(self, raw: dict[str, Any], where: str, faults: list[str], *, given: bool = True) -> None:
        self._raw = raw
        self._where = where
        self._faults = faults
        self._asked: set[str] = set()
        self.given = given

    def done(self) -> None:
        if self.given:
            for key in sorted(set(self._raw) - self._asked):
                self._fault(
                    key, "is not a rule that this program knows; check its spelling against protocols/README.md"
                )

    def text(self, key: str, default: str | None = _NONE) -> str:
        return self._typed(key, str, default, "must be text in quotes", "")

    def text_or_none(self, key: str) -> str | None:
        return self._typed(key, str, None, "must be text in quotes", None)

    def number(self, key: str, default: int | None = _NONE) -> int:
        value = self._typed(key, int, _NONE if default is None else default, "must be a whole number", 0)
        if not 0 <= value <= 400:
            self._fault(key, "must be a number of working days between 0 and 400")
        return value

    def number_or_none(self, key: str) -> int | None:
        return self._typed(key, int, None, "must be a whole number", None)

    def numbers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        value = self._typed(key, list, list(default), "must be a list of whole numbers", [])
        if not all(isinstance(one, int) for one in value):
            self._fault(key, "must be a list of whole numbers")
            return ()
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        return self._typed(key, bool, default, "must be true or false", default)

    def day_or_none(self, key: str) -> date | None:
        return self._typed(key, date, None, "must be a date such as 2025-04-30", None)

    def basis(self, key: str, default: Basis | None = _NONE) -> Basis:
        value = self._typed(key, str, _NONE if default is None else default, 'must be "policy" or "local"', "local")
        if value not in ("policy", "local"):
            self._fault(key, 'must be "policy" or "local"')
            return "local"
        return value

    def choice(self, key: str, among: Sequence[str]) -> str:
        value = self.text(key)
        if value and value not in among:
            self._fault(key, f"must be one of {', '.join(among)}")
        return value

    def texts(self, key: str, *, among: Sequence[str] | None = None, required: bool = True) -> tuple[str, ...]:
        value = self._typed(key, list, _NONE if required else [], "must be a list of texts", [])
        if not all(isinstance(one, str) for one in value):
            self._fault(key, "must be a list of texts")
            return ()
        for one in value:
            if among is not None and one not in among:
                self._fault(key, f"“{one}” must be one of {', '.join(among)}")
        return tuple(value)

    def table(self, key: str, *, required: bool = True) -> Table:
        value = self._typed(key, dict, _NONE if required else {}, f"must be a table: [{key}]", {})
        return Table(value, f"{self._where}: {key}", self._faults, given=key in self._raw)

    def tables(self, key: str, *, required: bool = True) -> list[Table]:
        value = self._typed(key, list, _NONE if required else [], f"must be tables: [[{key}]]", [])
        found = []
        for position, one in enumerate(value, 1):
            if isinstance(one, dict):
                found.append(
                    Table(one, f"{self._where}: {key} {one.get('id') or one.get('occasion') or position}", self._faults)
                )
            else:
                self._fault(key, f"must be tables: [[{key}]]")
        return found

    def _typed(self, key: str, kind: type, default: Any, wrong: str, instead: Any) -> Any:
        self._asked.add(key)
        if key not in self._raw:
            if default is _NONE:
                if self.given:
                    self._fault(key, "is missing")
                return instead
            return default
        value = self._raw[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self._fault(key, wrong)
            return instead
        return value

    def _fault(self, key: str, what: str) -> None:
        self._faults.append(f"{self._where}: {key} {what}.")

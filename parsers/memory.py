"""A memory as long as one reading: the words of a document are judged again and again, and are nobody's once it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
# More words than any form has; a longer document is judged anew where it repeats itself.
_MOST = 4096
_forgetting: list[Callable[[], None]] = []


def remembered(judge: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """`judge`, pure and of hashable arguments, which is asked once for each until `forget`."""
    kept = lru_cache(maxsize=_MOST)(judge)
    _forgetting.append(kept.cache_clear)
    return kept  # type: ignore[return-value] - a cache says nothing of its arguments


def forget() -> None:
    """Forget every text: what is read next is another person's. A reading beside this one only takes longer."""
    for clear in _forgetting:
        clear()
